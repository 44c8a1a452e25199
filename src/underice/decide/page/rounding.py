"""Whole people: numbers of a run as they may be shown. Ranges are rounded outward, so that none is made narrower."""

from __future__ import annotations

import math

_NOISE = 1e-3
"""Single-precision arithmetic may leave 12.0001 where 12 people are meant; so much is not counted as another person."""


def down(people: float) -> int:
    """The lower end of a range: the next whole number below."""
    return math.floor(people + _NOISE)


def up(people: float) -> int:
    """The upper end of a range: the next whole number above."""
    return math.ceil(people - _NOISE)


def near(people: float) -> int:
    """The nearest whole number, half a person counting as one more away from nobody."""
    return int(math.copysign(math.floor(abs(people) + 0.5), people))


def signed(people: int) -> str:
    """A whole number with thousands separated and a proper minus sign."""
    return f"{people:,}".replace("-", "−")


def of_hundred(share: float) -> int:
    """A share of sampled futures as a number of 100; never 0 or 100 unless it is all or none of them."""
    if share <= 0 or share >= 1:
        return 100 if share >= 1 else 0
    return min(max(round(100 * share), 1), 99)
