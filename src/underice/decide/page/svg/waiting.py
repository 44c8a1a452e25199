"""The value of waiting: a curve over days, its flat part shaded, the days in which the transfer may fall hatched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from underice.decide.page.svg.drawing import (
    SMALL,
    box,
    chart,
    frame,
    hatch,
    line,
    number,
    text_width,
    ticks,
    whole_ticks,
    word,
)  # fmt: skip

_WIDTH, _HEIGHT, _LEFT, _TOP = 620, 170, 46, 44


@dataclass(frozen=True, slots=True)
class Curve:
    """Expected number freed (or whatever `unit` says) if one publishes on each day.

    flat: first and last day that are about as good as the best; deadline: first and last day of a known transfer.
    """

    days: tuple[float, ...]
    values: tuple[float, ...]
    flat: tuple[float, float] | None = None
    deadline: tuple[float, float] | None = None


def waiting(
    curve: Curve,
    *,
    across: str,
    unit: str,
    flat: str,
    deadline: str,
    name: str,
    title: str,
    desc: str,
    whole: int | None = None,
) -> str:
    """The curve as SVG text. across, unit: words on the axes; flat, deadline: words at the two bands; whole: axis top."""
    days, people = _axes(curve, whole)
    last = max(curve.days)

    def x(day: float) -> float:
        return _LEFT + _WIDTH * min(max(day, 0.0), last) / last

    def y(value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - people[0]) / (people[-1] - people[0]))

    parts = [f"<defs>{hatch(f'{name}-deadline', kind='ch-b', gap=8)}</defs>", word(unit, 0, 12, size=SMALL, soft=True)]
    parts += _bands(curve, x, flat, deadline, name)
    for mark in people:
        parts += [
            line(_LEFT, y(mark), _LEFT + _WIDTH, y(mark), faint=True),
            word(f"{mark:,}", _LEFT - 7, y(mark) + 4, anchor="end", size=SMALL, soft=True),
        ]
    for mark in days:
        parts += [
            line(x(mark), _TOP + _HEIGHT, x(mark), _TOP + _HEIGHT + 4),
            word(str(mark), x(mark), _TOP + _HEIGHT + 16, anchor="middle", size=SMALL, soft=True),
        ]
    points = " ".join(f"{number(x(d))},{number(y(v))}" for d, v in zip(curve.days, curve.values, strict=True))
    parts.append(f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2.5"/>')
    parts += [
        frame(_LEFT, _TOP, _WIDTH, _HEIGHT),
        word(f"{across} →", _LEFT, _TOP + _HEIGHT + 33, size=SMALL, soft=True),
    ]
    return chart(_LEFT + _WIDTH + 14, _TOP + _HEIGHT + 40, parts, name=name, title=title, desc=desc)


def _axes(curve: Curve, whole: int | None) -> tuple[list[int], list[int]]:
    """Marks of both axes; people start at 0, so that a flat curve looks flat."""
    people = ticks(0, max(1.0, *curve.values)) if whole is None else whole_ticks(whole)
    days = [mark for mark in ticks(0, max(curve.days)) if mark <= max(curve.days)]
    return days, people


def _bands(curve: Curve, x: Callable[[float], float], flat: str, deadline: str, name: str) -> list[str]:
    parts = []
    if curve.flat is not None:
        start, end = x(curve.flat[0]), x(curve.flat[1])
        parts.append(box(start, _TOP, max(end - start, 3), _HEIGHT, shade=0.2, kind="ch-inner"))
        parts.append(_label(flat, start, end, _TOP - 6))
    if curve.deadline is not None:
        start, end = x(curve.deadline[0]), x(curve.deadline[1])
        parts.append(box(start, _TOP, max(end - start, 3), _HEIGHT, fill=f"{name}-deadline"))
        parts.append(_label(deadline, start, end, _TOP - 20))
    return parts


def _label(text: str, start: float, end: float, y: float) -> str:
    """Words over a band, kept inside the picture."""
    half = text_width(text, SMALL) / 2
    middle = min(max((start + end) / 2, _LEFT + half), _LEFT + _WIDTH - half)
    return word(text, middle, y, anchor="middle", size=SMALL, strong=True)
