"""The draft with the words that expose marked: cut into pieces, each with how much it matters and whom it tells of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from underice.exposure.check import Check
from underice.exposure.report.visible import visible

Weight = Literal["plain", "uncounted", "counted", "strong"]
_ORDER: tuple[Weight, ...] = ("plain", "uncounted", "counted", "strong")

STRONG_BITS = 3.0
"""A fact is marked as strong if without it eight times as many people would fit (2^3): a choice of display only."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft. numbers: of the people it tells of, as the report counts them, smallest first."""

    text: str
    weight: Weight
    numbers: tuple[int, ...] = ()


class Lines:
    """Where in the draft an offset lies, in lines counted from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]

    def of(self, offset: int) -> int:
        """The line of that offset."""
        return bisect_right(self._starts, offset)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the draft that tell something: start and end in code points, how much they matter, and of whom."""

    start: int
    end: int
    weight: Weight
    numbers: tuple[int, ...]


def marked(check: Check, numbers: dict[str, int]) -> tuple[Piece, ...]:
    """Cut the draft at the ends of its spans.

    numbers: the report's number of each person or group by ref; spans of others stay unmarked.
    """
    text = visible(check.reading.text)
    pieces: list[Piece] = []
    at = 0
    for run in runs(check, numbers):
        if run.start > at:
            pieces.append(Piece(text[at : run.start], "plain"))
        pieces.append(Piece(text[run.start : run.end], run.weight, run.numbers))
        at = run.end
    if at < len(text):
        pieces.append(Piece(text[at:], "plain"))
    return tuple(pieces)


def runs(check: Check, numbers: dict[str, int]) -> tuple[Run, ...]:
    """The marked runs of the draft in order; no two overlap. Arguments as for `marked`."""
    strengths = _strengths(check)
    marks = [
        (span.start, span.end, strengths.get((span.start, span.end), "uncounted"), refs)
        for span in check.reading.spans
        if (refs := tuple(sorted(numbers[ref] for ref in span.refs if ref in numbers)))
    ]
    cuts = sorted({cut for start, end, _, _ in marks for cut in (start, end)})
    covering: dict[int, list[tuple[Weight, tuple[int, ...]]]] = {}
    places = {cut: index for index, cut in enumerate(cuts)}
    for start, end, weight, refs in marks:
        for index in range(places[start], places[end]):
            covering.setdefault(index, []).append((weight, refs))
    found = []
    for index, (start, end) in enumerate(pairwise(cuts)):
        over = covering.get(index, [])
        if over:
            weight = max((weight for weight, _ in over), key=_ORDER.index)
            found.append(Run(start, end, weight, tuple(sorted({number for _, held in over for number in held}))))
    return tuple(found)


def _strengths(check: Check) -> dict[tuple[int, int], Weight]:
    """How much each run of words matters: strong only where it helps to expose somebody."""
    found: dict[tuple[int, int], Weight] = {}

    def note(start: int, end: int, weight: Weight) -> None:
        known = found.get((start, end), "plain")
        found[start, end] = max(known, weight, key=_ORDER.index)

    for person in check.persons:
        exposed = person.under(check.k)
        for telling in person.tellings:
            for span in telling.spans:
                note(span.start, span.end, "strong" if exposed and telling.bits >= STRONG_BITS else "counted")
        if person.identified == "named":
            for span in person.spans:
                if span.label == "name":
                    note(span.start, span.end, "strong")
    return found
