"""Threshold plot: two beliefs on the axes, one panel per group, each field marked by which of two options did better there.

The first option is hatched, the second dotted, and fields where neither clearly did better stay blank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from underice.decide.page.svg.drawing import (
    SIZE,
    SMALL,
    box,
    chart,
    dot,
    dots,
    frame,
    hatch,
    line,
    number,
    text_width,
    word,
    wrapped,
)  # fmt: skip

_SIDE, _GAP, _LEFT, _KEY = 210, 34, 62, 26
_HEAD_LINE = 16
FIRST, SECOND, NEITHER = 1, -1, 0
"""What a field can hold: the first option did better, the second did, or neither clearly."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A belief. edges: borders of the fields from low to high; marks: (value, words) on the axis.

    place: the scale, e.g. math.log for a belief spread over powers of ten. low, best, high: what the user believes
    (best may be None).
    """

    title: str
    edges: tuple[float, ...]
    marks: tuple[tuple[float, str], ...]
    place: Callable[[float], float]
    low: float
    high: float
    best: float | None = None

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        start, end = self.place(self.edges[0]), self.place(self.edges[-1])
        return min(max((self.place(value) - start) / (end - start), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Field:
    """A group's panel: its heading and, row by row from the lowest y, which option did better in each field."""

    title: str
    note: str
    cells: tuple[tuple[int, ...], ...]


def threshold(
    across: Axis,
    up: Axis,
    fields: Sequence[Field],
    *,
    key: tuple[str, str, str, str],
    name: str,
    title: str,
    desc: str,
) -> str:
    """The plot as SVG text. key: words for the first option, the second, neither, and for the user's belief."""
    heads = [(wrapped(one.title, _SIDE), wrapped(one.note, _SIDE, SMALL)) for one in fields]
    depth = max((len(titles) + len(notes) for titles, notes in heads), default=0)
    legend, drop = _legend(key, name)
    top = drop + 10 + _HEAD_LINE * (depth + 1)
    parts = [
        f"<defs>{hatch(f'{name}-first', kind='ch-a')}{dots(f'{name}-second', kind='ch-b')}</defs>",
        legend,
        word(f"↑ {up.title}", 0, top - 8, size=SMALL, soft=True),
    ]
    for place, (one, (titles, notes)) in enumerate(zip(fields, heads, strict=True)):
        left = _LEFT + place * (_SIDE + _GAP)
        parts += [word(text, left, drop + SIZE + row * _HEAD_LINE, strong=True) for row, text in enumerate(titles)]
        under = drop + SIZE + len(titles) * _HEAD_LINE
        parts += [word(text, left, under + row * _HEAD_LINE, size=SMALL, soft=True) for row, text in enumerate(notes)]
        parts.append(_field(one, across, up, left, top, name))
        parts += _marks(across, up, left, top, first=place == 0)
    foot = top + _SIDE + 34
    parts.append(word(f"{across.title} →", _LEFT, foot, size=SMALL, soft=True))
    width = _LEFT + len(fields) * (_SIDE + _GAP) - _GAP + 16
    return chart(
        max(width, _LEFT + text_width(across.title, SMALL) + 30), foot + 8, parts, name=name, title=title, desc=desc
    )


def _legend(key: tuple[str, str, str, str], name: str) -> tuple[str, float]:
    """The four words with their signs in one or two rows, and how much room they take."""
    parts, x, y = [], 0.0, 4.0
    limit = _LEFT + 3 * (_SIDE + _GAP)
    for place, text in enumerate(key):
        needed = 30 + text_width(text) + 18
        if x and x + needed > limit:
            x, y = 0.0, y + 22
        if place == 0:
            parts.append(_cell(x, y, 22, 15, FIRST, name))
        elif place == 1:
            parts.append(_cell(x, y, 22, 15, SECOND, name))
        if place < 3:
            parts.append(frame(x, y, 22, 15))
        else:
            parts.append(_blob(x + 1, y + 1, 20, 13) + dot(x + 11, y + 7.5, 4))
        parts.append(word(text, x + 28, y + 12))
        x += needed
    return "".join(parts), y + _KEY


def _cell(x: float, y: float, width: float, height: float, which: int, name: str) -> str:
    if which == FIRST:
        ground = box(x, y, width, height, shade=0.16, kind="ch-ground-a")
        return ground + box(x, y, width, height, fill=f"{name}-first")
    if which == SECOND:
        ground = box(x, y, width, height, shade=0.05, kind="ch-ground-b")
        return ground + box(x, y, width, height, fill=f"{name}-second")
    return ""


def _field(one: Field, across: Axis, up: Axis, left: float, top: float, name: str) -> str:
    parts = []
    for low, high, row in zip(up.edges, up.edges[1:], one.cells, strict=False):
        y, foot = top + _SIDE * (1 - up.share(high)), top + _SIDE * (1 - up.share(low))
        for (start, end), which in _runs(across, row):
            x, stop = left + _SIDE * across.share(start), left + _SIDE * across.share(end)
            parts.append(_cell(x, y, stop - x, foot - y, which, name))
    x, stop = left + _SIDE * across.share(across.low), left + _SIDE * across.share(across.high)
    y, foot = top + _SIDE * (1 - up.share(up.high)), top + _SIDE * (1 - up.share(up.low))
    parts += [frame(left, top, _SIDE, _SIDE), _blob(x, y, stop - x, foot - y)]
    if across.best is not None and up.best is not None:
        parts.append(dot(left + _SIDE * across.share(across.best), top + _SIDE * (1 - up.share(up.best)), 5.5))
    return "".join(parts)


def _runs(across: Axis, row: Sequence[int]) -> list[tuple[tuple[float, float], int]]:
    """Neighbouring fields of one kind joined: fewer rectangles, unbroken patterns."""
    runs: list[tuple[tuple[float, float], int]] = []
    for (low, high), which in zip(pairwise(across.edges), row, strict=False):
        if runs and runs[-1][1] == which:
            runs[-1] = (runs[-1][0][0], high), which
        else:
            runs.append(((low, high), which))
    return runs


def _blob(x: float, y: float, width: float, height: float) -> str:
    """The user's belief: a thick rounded outline."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 2))}" height="{number(max(height, 2))}"'
        ' rx="9" fill="none" stroke="currentColor" stroke-width="2.5"/>'
    )


def _marks(across: Axis, up: Axis, left: float, top: float, *, first: bool) -> list[str]:
    parts = []
    for value, text in across.marks:
        x = left + _SIDE * across.share(value)
        parts.append(line(x, top + _SIDE, x, top + _SIDE + 4))
        parts.append(word(text, x, top + _SIDE + 16, anchor="middle", size=SMALL, soft=True))
    for value, text in up.marks:
        y = top + _SIDE * (1 - up.share(value))
        parts.append(line(left - 4, y, left, y))
        if first:
            parts.append(word(text, left - 7, y + 4, anchor="end", size=SMALL, soft=True))
    return parts
