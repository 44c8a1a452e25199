"""Ask-first bars: how much an answer would be worth, per belief, for each group in a panel of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from underice.decide.page.svg.drawing import (
    SIZE,
    SMALL,
    box,
    chart,
    frame,
    line,
    row_height,
    text_width,
    word,
    words,
    wrapped,
)  # fmt: skip

_LABELS, _PANEL, _GAP = 280, 150, 24
_HEAD_LINE = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """Worth of one answer to one group, in people over 100 sampled futures; unsure: its standard error.

    call: True if the worth less the cost of waiting for the answer stands clear of its error.
    """

    value: float
    unsure: float
    call: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A group: heading and one bar per belief, None where there is nothing to learn."""

    title: str
    unit: str
    bars: tuple[Bar | None, ...]


def bars(rows: Sequence[str], groups: Sequence[Bars], *, nothing: str, name: str, title: str, desc: str) -> str:
    """The bars as SVG text. rows: the beliefs in words; nothing: the word for "nothing to learn".

    Full bars are worth a call, hollow ones are not. Every group has its own axis: nothing is compared across groups.
    """
    labels = [wrapped(row, _LABELS - 12) for row in rows]
    tall = row_height(labels)
    left = min(_LABELS, max((text_width(part) for label in labels for part in label), default=0) + 16)
    heads = [(wrapped(one.title, _PANEL), wrapped(one.unit, _PANEL, SMALL)) for one in groups]
    top = 6 + _HEAD_LINE * max((len(titles) + len(units) for titles, units in heads), default=0)
    parts = [words(label, 0, top + tall * (place + 0.5)) for place, label in enumerate(labels)]
    for place, (one, (titles, units)) in enumerate(zip(groups, heads, strict=True)):
        x = left + place * (_PANEL + _GAP)
        parts += [word(text, x, SIZE + row * _HEAD_LINE, strong=True) for row, text in enumerate(titles)]
        under = SIZE + len(titles) * _HEAD_LINE
        parts += [word(text, x, under + row * _HEAD_LINE, size=SMALL, soft=True) for row, text in enumerate(units)]
        parts.append(_group(one, x, top, tall, nothing))
    width = left + len(groups) * (_PANEL + _GAP) - _GAP + 6
    return chart(width, top + tall * len(rows) + 6, parts, name=name, title=title, desc=desc)


def _group(one: Bars, left: float, top: float, tall: float, nothing: str) -> str:
    most = max((bar.value + bar.unsure for bar in one.bars if bar is not None), default=0.0) or 1.0
    room = _PANEL - 44
    parts = [line(left, top, left, top + tall * len(one.bars))]
    for place, bar in enumerate(one.bars):
        y = top + tall * (place + 0.5)
        if bar is None:
            parts.append(word(nothing, left + 6, y + 4, size=SMALL, soft=True))
            continue
        long = room * max(bar.value, 0.0) / most
        drawn = box(left, y - 7, long, 14, shade=0.8, kind="ch-bar") if bar.call else frame(left, y - 7, long, 14)
        end = left + room * max(bar.value + bar.unsure, 0.0) / most
        start = left + room * max(bar.value - bar.unsure, 0.0) / most
        parts += [drawn, line(start, y, end, y, width=1.5)]
        parts.append(word(f"{round(bar.value):,}", max(end, left + long) + 5, y + 4, size=SMALL, strong=bar.call))
    return "".join(parts)
