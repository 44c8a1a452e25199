"""The anonymity set: how many people fit what is told of one person, as a range of whole people.

Definitions and limits: docs/method/anonymity.md. Terms: k-map (the attacker's table is a population, not the release).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil, floor, log2
from typing import Literal, Protocol

from underice.exposure.absent import Absent
from underice.exposure.assumptions import codes_in_order
from underice.exposure.ensemble import Spread
from underice.exposure.facts import FactName, Facts
from underice.exposure.population import Population
from underice.exposure.ranges import Range

Adversary = Literal["A", "B"]
"""A: has a register of everyone. B: has a list of the absent."""


class Countable(Protocol):
    """A population to count in: the shipped one, or one made of other tables (`Population.from_margins`)."""

    def codes(self, facts: Facts, as_of: date | None = None) -> tuple[str, ...]:
        """The assumptions such a count rests on."""
        ...

    def spread(self, facts: Facts, as_of: date | None = None) -> Spread:
        """People who fit in every world of the ensemble."""
        ...


_SLACK = 1e-6
"""Sums of doubles this near to a whole number of people are that number."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people fit, the target included: 1 ≤ low ≤ mid ≤ high, whole people.

    low is rounded down and high up. assumptions: codes to be said in words by `assumptions.describe`. "inconsistent"
    and "pool_empty" among them mean that the number is no protection at all.
    """

    low: int
    mid: int
    high: int
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactGain:
    """What one fact gives away: the count without it, and the bits lost by telling it, log2(K without / K with)."""

    fact: FactName
    without: Count
    bits: float


def count(
    facts: Facts, adversary: Adversary, *, population: Countable | None = None, as_of: date | None = None
) -> Count:
    """How many people fit `facts` in the table of `adversary`, as of the day a text is published.

    low, mid, high: the lower quantile over the worlds of the ensemble (the truth lies below it once in twenty times),
    the number of the default world, the upper quantile (underice.exposure.ensemble). The target is taken to exist, so
    no count is below 1. Telling one more fact never raises any of the three numbers, and widening an interval or adding
    a candidate place never lowers one. Contradictory facts give 1 with the code
    "inconsistent"; if nobody is expected to fit even at the high end, the code is "pool_empty".
    population: the shipped one unless given. Raises KeyError for an unknown place in North Korea.
    """
    if population is None:
        return _counted(facts, adversary, as_of)
    return _count(facts, adversary, population, as_of)


@lru_cache(maxsize=1 << 15)
def _counted(facts: Facts, adversary: Adversary, as_of: date | None) -> Count:
    """A count in the shipped tables, made once."""
    return _count(facts, adversary, Population.load(), as_of)


def _count(facts: Facts, adversary: Adversary, population: Countable, as_of: date | None) -> Count:
    extra = said_besides(facts, adversary)
    if contradicts(facts, as_of):
        return Count(1, 1, 1, codes_in_order(("inconsistent", *extra)))
    table = population if adversary == "A" else Absent.load()
    return whole_people(table.spread(facts, as_of).range(), (*table.codes(facts, as_of), *extra))


def said_besides(facts: Facts, adversary: Adversary) -> list[str]:
    """Codes of what is told and not counted."""
    extra = ["unmodelled"] if facts.unmodelled else []
    if adversary == "A" and facts.arrived is not None:
        extra.append("arrived_not_in_register")
    return extra


def whole_people(ends: Range, codes: tuple[str, ...]) -> Count:
    """A range of expected people as whole ones, rounded outwards, the target among them."""
    if ends.high < 1:
        codes = (*codes, "pool_empty")
    low = max(1, floor(ends.low + _SLACK))
    mid = max(low, floor(ends.mid + 0.5))
    high = max(mid, ceil(ends.high - _SLACK))
    return Count(low, mid, high, codes_in_order(codes))


def no_fewer_than(counted: Count) -> int:
    """The number N to be shown in "no fewer than about N": the low end, exact below 100, else its first two digits.

    921 → 920, 1,098 → 1,000, 23 → 23. Always rounded down.
    """
    step = int(10 ** max(0, len(str(counted.low)) - 2))
    return counted.low // step * step


def leave_one_out(
    facts: Facts, adversary: Adversary, *, population: Countable | None = None, as_of: date | None = None
) -> tuple[FactGain, ...]:
    """For each countable fact told: the count without it and the bits it costs, the costliest first.

    Bits are taken from the middle counts. A fact that the adversary's table does not hold costs 0 bits.
    """
    with_all = count(facts, adversary, population=population, as_of=as_of)
    gains = []
    for fact in facts.told:
        without = count(facts.without(fact), adversary, population=population, as_of=as_of)
        gains.append(FactGain(fact, without, log2(without.mid / with_all.mid)))
    return tuple(sorted(gains, key=lambda gain: -gain.bits))


def contradicts(facts: Facts, as_of: date | None) -> bool:
    """True if no one can fit: contradicting sources, arrived before birth, or born or arrived after the text."""
    if facts.conflicts:
        return True
    if facts.birth is not None and facts.arrived is not None and facts.arrived.last < facts.birth.first:
        return True
    return as_of is not None and any(
        known is not None and known.first > as_of for known in (facts.birth, facts.arrived)
    )
