"""Ranges of expected numbers of people: a low end, a middle and a high end, before they are rounded to whole people."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple


class Range(NamedTuple):
    """Expected people: 0 ≤ low ≤ mid ≤ high (low may fall below 0 once chance is reckoned with)."""

    low: float
    mid: float
    high: float

    def times(self, low: float, mid: float, high: float) -> Range:
        """Each end multiplied by its factor (factors at least 0, low ≤ mid ≤ high)."""
        return Range(self.low * low, self.mid * mid, self.high * high)

    def scattered(self, deviations: float) -> Range:
        """The ends moved outwards by chance: a number expected to be n has a standard deviation of √n (Poisson)."""
        return Range(self.low - deviations * sqrt(self.low), self.mid, self.high + deviations * sqrt(self.high))


def least(*ranges: Range) -> Range:
    """The least of each end. A person of whom more is told never has a number above that of less told facts."""
    return Range(min(r.low for r in ranges), min(r.mid for r in ranges), min(r.high for r in ranges))


@dataclass(frozen=True, slots=True)
class Expected:
    """A range of expected people, chance included, and the codes of the assumptions it rests on."""

    range: Range
    codes: tuple[str, ...]
