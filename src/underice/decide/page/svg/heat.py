"""Regret heat maps side by side: one per group, one scale for all, a whole number in every cell and no total."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from underice.decide.page.svg.drawing import (
    SIZE,
    SMALL,
    box,
    chart,
    frame,
    row_height,
    text_width,
    word,
    words,
    wrapped,
)  # fmt: skip

STEPS = (0, 1, 3, 6, 12, 25, 50, 100, 200, 400)
"""Where the shade changes, in people: about doubling, so that groups of very different size can share one scale."""
_DARKEST = 0.62
"""The densest ink: dark enough to see, light enough to read the number on it."""
_LABELS, _CELL, _GAP = 220, 56, 26
_HEAD_LINE = 16


@dataclass(frozen=True, slots=True)
class Map:
    """A group: heading, what is counted, the heads of its columns, and per option one whole number a column."""

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def shade(people: int) -> float:
    """How dense the ink of a cell is, 0 for nobody. The same for every group."""
    return _DARKEST * sum(people > step for step in STEPS) / len(STEPS)


def heat(
    rows: Sequence[str],
    maps: Sequence[Map],
    *,
    name: str,
    title: str,
    desc: str,
    strong: Collection[int] = (),
) -> str:
    """The maps as SVG text; rows: names of the options, strong: those set bold."""
    labels = [wrapped(row, _LABELS - 10) for row in rows]
    tall = row_height(labels)
    left = min(_LABELS, max((text_width(part) for label in labels for part in label), default=0) + 14)
    heads = [_head(one) for one in maps]
    top = 8 + _HEAD_LINE * max((len(titles) + len(units) + len(columns) for titles, units, columns in heads), default=0)
    parts = [words(label, 0, top + tall * (place + 0.5), strong=place in strong) for place, label in enumerate(labels)]
    x = left
    for one, head in zip(maps, heads, strict=True):
        parts.append(_map(one, head, x, top, tall))
        x += _width(one) + _GAP
    return chart(x - _GAP + 2, top + tall * len(rows) + 4, parts, name=name, title=title, desc=desc)


def _width(one: Map) -> float:
    return max(len(one.columns), 1) * _CELL


def _head(one: Map) -> tuple[list[str], list[str], list[list[str]]]:
    """Lines of title, of unit, and of column heads by line."""
    columns = [wrapped(column, _CELL - 4, SMALL) for column in one.columns]
    depth = max((len(column) for column in columns), default=0)
    rows = [[column[place] if place < len(column) else "" for column in columns] for place in range(depth)]
    return wrapped(one.title, _width(one)), wrapped(one.unit, _width(one), SMALL), rows


def _map(one: Map, head: tuple[list[str], list[str], list[list[str]]], left: float, top: float, tall: float) -> str:
    titles, units, columns = head
    parts = [word(text, left, SIZE + place * _HEAD_LINE, strong=True) for place, text in enumerate(titles)]
    under = SIZE + len(titles) * _HEAD_LINE
    parts += [word(text, left, under + place * _HEAD_LINE, size=SMALL, soft=True) for place, text in enumerate(units)]
    over = top - 6 - _HEAD_LINE * (len(columns) - 1)
    for depth, texts in enumerate(columns):
        parts += [
            word(text, left + _CELL * (place + 0.5), over + depth * _HEAD_LINE, anchor="middle", size=SMALL)
            for place, text in enumerate(texts)
        ]
    for down, row in enumerate(one.rows):
        for across, people in enumerate(row):
            x, y = left + across * _CELL, top + down * tall
            parts.append(box(x + 1, y + 1, _CELL - 2, tall - 2, shade=shade(people), kind="ch-heat"))
            parts.append(word(f"{people:,}", x + _CELL / 2, y + tall / 2 + 4.5, anchor="middle"))
    parts.append(frame(left, top, _width(one), tall * len(one.rows)))
    return "".join(parts)
