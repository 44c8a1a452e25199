"""One person weighed: how many persons and households fit, what each thing told costs, and which few are enough.

Everything here depends on values alone and is kept, so that a check after an edit counts only what the edit changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log2

from underice.exposure.anonymity import Adversary, Count, count
from underice.exposure.assumptions import codes_in_order
from underice.exposure.households import Family, count_family, count_persons, screened
from underice.exposure.intersection import joined
from underice.exposure.relatives import Clue, Told, clues, households, leave_out, only
from underice.exposure.subsets import minimal_subsets

_KEPT = 4096
_AT_HOME = 10
"""People of one description that a household may hold at most, as far as a search needs to know; a judgement."""
_CLEAR = 2
"""So many times k households on the sample are not under k on the register, as far as a search needs to know."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons and households that fit, for the adversaries A and B; B is None where the list cannot hold her."""

    everyone: Family
    absent: Family | None

    @property
    def decisive(self) -> Adversary:
        """The table with the smaller low end of households; B of two that are equal."""
        if self.absent is not None and self.absent.households.low <= self.everyone.households.low:
            return "B"
        return "A"

    @property
    def deciding(self) -> Family:
        """Persons and households in that table."""
        return self.absent if self.absent is not None and self.decisive == "B" else self.everyone

    @property
    def inconsistent(self) -> bool:
        """True if the facts contradict each other, so that the numbers mean nothing."""
        return "inconsistent" in self.everyone.persons.assumptions


@dataclass(frozen=True, slots=True)
class Gain:
    """What one thing told gives away: the people who would fit without it, and the bits lost by telling it."""

    clue: Clue
    without: Count
    bits: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """One person by what a draft tells and what was public before.

    before: by what was public alone; None if that cannot be counted. lost: bits that the draft takes from her (log2 of
    households before by households after); None without `before`. gains: the costliest first. subsets: smallest sets of
    things this draft tells that are enough to fall under k; () if she does not, or already does by what was public.
    """

    counts: Counts
    before: Counts | None
    lost: float | None
    gains: tuple[Gain, ...]
    subsets: tuple[tuple[Clue, ...], ...]


@lru_cache(maxsize=_KEPT)
def counts(told: Told, away: bool, as_of: date | None) -> Counts:
    """Persons and households that fit what is told. away: she may stand on a list of the absent."""
    return Counts(_family(told, "A", as_of), _family(told, "B", as_of) if away else None)


@lru_cache(maxsize=_KEPT)
def weighed(draft: Told, public: Told, away: bool, as_of: date | None, k: int) -> Weighed:
    """Weigh a person. draft: what the draft tells; public: what earlier texts tell (nothing if none is known)."""
    after = counts(joined(draft, public), away, as_of)
    before = counts(public, away, as_of) if public.countable else None
    lost = None
    if before is not None and not (after.inconsistent or before.inconsistent):
        lost = log2(_side(before, after.decisive).households.mid / after.deciding.households.mid)
    told = clues(draft)
    if after.inconsistent:
        return Weighed(after, before, lost, tuple(Gain(one, after.deciding.persons, 0.0) for one in told), ())
    gains = sorted((_gain(one, draft, public, after, as_of) for one in told), key=lambda gain: -gain.bits)
    few = after.deciding.households.low < k
    done_before = before is not None and before.deciding.households.low < k
    subsets = _subsets(draft, public, after.decisive, as_of, k) if few and not done_before else ()
    return Weighed(after, before, lost, tuple(gains), subsets)


def _side(of: Counts, adversary: Adversary) -> Family:
    return of.absent if adversary == "B" and of.absent is not None else of.everyone


def _gain(clue: Clue, draft: Told, public: Told, after: Counts, as_of: date | None) -> Gain:
    """Count again without one thing. Bits are taken from the middle counts of people in the table that decides."""
    without = _persons(joined(leave_out(draft, clue), public), after.decisive, as_of)
    return Gain(clue, without, max(0.0, log2(without.mid / after.deciding.persons.mid)))


def _persons(told: Told, adversary: Adversary, as_of: date | None) -> Count:
    """People alone, which is many times quicker than households."""
    found = [count_persons(told.facts, kin, adversary, as_of=as_of) for kin in households(told, as_of)]
    return found[0] if len(found) == 1 else _least(found)


def _subsets(
    draft: Told, public: Told, adversary: Adversary, as_of: date | None, k: int
) -> tuple[tuple[Clue, ...], ...]:
    """Minimal sets of facts and relatives (each with all that is told of it) that are enough."""

    def few(kept: Iterable[Clue]) -> bool:
        told = joined(only(draft, kept), public)
        own = count(told.facts, adversary, as_of=as_of).low
        if own < k or (own >= _AT_HOME * k and not told.kin):
            return own < k  # households are never more than people, and hardly ever fewer by so much
        rough = [screened(told.facts, kin, adversary, as_of=as_of) for kin in households(told, as_of)]
        ends = [one.households.low for one in rough if one is not None]
        if ends and min(ends) < k or len(ends) == len(rough) and min(ends) >= _CLEAR * k:
            return min(ends) < k
        return _family(told, adversary, as_of).households.low < k

    whole = [one for one in clues(draft) if not one.of or one.fact == "kin"]
    return minimal_subsets(whole, few)


@lru_cache(maxsize=4 * _KEPT)
def _family(told: Told, adversary: Adversary, as_of: date | None) -> Family:
    """The smallest of the counts of the households in which she can be looked for."""
    found = [count_family(told.facts, kin, adversary, as_of=as_of) for kin in households(told, as_of)]
    return found[0] if len(found) == 1 else Family(_least(one.persons for one in found), _least(
        one.households for one in found
    ))  # fmt: skip


def _least(found: Iterable[Count]) -> Count:
    known = list(found)
    return Count(
        min(one.low for one in known),
        min(one.mid for one in known),
        min(one.high for one in known),
        codes_in_order(tuple(sorted({code for one in known for code in one.assumptions}))),
    )
