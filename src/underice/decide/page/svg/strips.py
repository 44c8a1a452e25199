"""Dot-and-range strips: each option a row, each group a panel of its own axis, in people. The main chart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from underice.decide.page.svg.drawing import (
    SIZE,
    SMALL,
    box,
    chart,
    dot,
    line,
    row_height,
    text_width,
    ticks,
    whole_ticks,
    word,
    words,
    wrapped,
)  # fmt: skip

_LABELS, _PANEL, _GAP = 200, 146, 20
_THICK, _THIN = 9, 2
_HEAD_LINE = 16


@dataclass(frozen=True, slots=True)
class Spread:
    """What one option brings one group, in people: 5th, 25th, 50th, 75th and 95th of 100 sampled futures."""

    low: float
    inner_low: float
    middle: float
    inner_high: float
    high: float

    def moved(self) -> tuple[float, float, float, float, float]:
        """The five as a tuple, smallest first."""
        return self.low, self.inner_low, self.middle, self.inner_high, self.high


@dataclass(frozen=True, slots=True)
class Panel:
    """A group: its heading, what is counted ("sent back, of 12") and one spread per option.

    whole: the most there can be (the axis then runs from 0 to it), or None.
    """

    title: str
    unit: str
    spreads: tuple[Spread, ...]
    whole: int | None = None


def strips(
    rows: Sequence[str],
    panels: Sequence[Panel],
    *,
    name: str,
    title: str,
    desc: str,
    strong: Collection[int] = (),
) -> str:
    """The chart as SVG text.

    rows: names of the options. Every panel has as many spreads. strong: the rows whose names are set bold.
    Axes differ between panels and are never joined: people of different groups are not added up.
    """
    labels = [wrapped(row, _LABELS - 10) for row in rows]
    tall = row_height(labels)
    left = min(_LABELS, max((text_width(part) for label in labels for part in label), default=0) + 14)
    heads = [(wrapped(panel.title, _PANEL), wrapped(panel.unit, _PANEL, SMALL)) for panel in panels]
    top = 6 + _HEAD_LINE * max((len(title_) + len(unit) for title_, unit in heads), default=0)
    foot = top + tall * len(rows)
    parts = [words(label, 0, top + tall * (place + 0.5), strong=place in strong) for place, label in enumerate(labels)]
    for place, (panel, head) in enumerate(zip(panels, heads, strict=True)):
        parts.append(_panel(panel, head, left + place * (_PANEL + _GAP), top, tall))
    width = left + len(panels) * (_PANEL + _GAP) - _GAP + 12
    return chart(width, foot + 20, parts, name=name, title=title, desc=desc)


def _panel(panel: Panel, head: tuple[list[str], list[str]], left: float, top: float, tall: float) -> str:
    titles, units = head
    parts = [word(one, left, SIZE + place * _HEAD_LINE, strong=True) for place, one in enumerate(titles)]
    under = SIZE + len(titles) * _HEAD_LINE
    parts += [word(one, left, under + place * _HEAD_LINE, size=SMALL, soft=True) for place, one in enumerate(units)]
    foot = top + tall * len(panel.spreads)
    marks = _axis(panel)
    low, high = marks[0], marks[-1]

    def at(people: float) -> float:
        return left + 4 + (_PANEL - 8) * (min(max(people, low), high) - low) / (high - low)

    for mark in marks:
        zero = mark == 0 and low < 0
        parts.append(line(at(mark), top, at(mark), foot, faint=not zero, width=1.5 if zero else 1))
        parts.append(word(f"{mark:,}".replace("-", "−"), at(mark), foot + 14, anchor="middle", size=SMALL, soft=True))
    for place, spread in enumerate(panel.spreads):
        parts.append(_strip(spread, at, top + tall * (place + 0.5)))
    return "".join(parts)


def _axis(panel: Panel) -> list[int]:
    if panel.whole is not None:
        return whole_ticks(panel.whole)
    ends = [value for spread in panel.spreads for value in (spread.low, spread.high)] or [0.0]
    return ticks(min(0.0, *ends), max(1.0, *ends))


def _strip(spread: Spread, at: Callable[[float], float], y: float) -> str:
    low, inner_low, middle, inner_high, high = map(at, spread.moved())
    return (
        line(low, y, high, y, width=_THIN)
        + box(inner_low, y - _THICK / 2, max(inner_high - inner_low, 1), _THICK, shade=0.45, kind="ch-inner")
        + dot(middle, y, 4.5)
    )
