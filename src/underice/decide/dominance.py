"""Dominance: which choices are no worse than another for every group in nearly every future."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from underice.decide.exponentials import Array
from underice.decide.outcomes import OUTCOMES
from underice.decide.policies import Policy
from underice.decide.result import Pair
from underice.decide.side_by_side import TIE

NEARLY_ALWAYS = 0.95
"""The share of futures from which a choice counts as dominated (design page, section 3)."""
_MAIN = tuple(one.main for one in OUTCOMES)
_TIE = np.float32(TIE)
_EVERYWHERE, _MAINS = len(OUTCOMES), len(OUTCOMES) + 1
ROWS = len(OUTCOMES) + 2
"""Rows of `counts`: futures in which one policy is no worse than another in each outcome, in all, in the main ones."""

Counts = NDArray[np.int64]
_Side = tuple[NDArray[np.bool_], int]


def counts(values: Array) -> Counts:
    """How many futures of `values` [outcome, policy, n] find a policy no worse than another: [rows, policy, other]."""
    found: Counts = np.zeros((ROWS, values.shape[1], values.shape[1]), dtype=np.int64)
    compared = _Compared(values)
    for one in range(values.shape[1]):
        for other in range(one):
            compared.fill(one, other, found)
    return found


class _Compared:
    """Comparisons outcome by outcome, each made once: many policies do the same to people who are not on the list."""

    def __init__(self, values: Array) -> None:
        self.values = values
        self.n = values.shape[2]
        self.first = [[_first(rows, index) for index in range(len(rows))] for rows in values]
        self.made: dict[tuple[int, int, int], tuple[_Side, _Side]] = {}

    def fill(self, one: int, other: int, found: Counts) -> None:
        """Fill both directions of a pair."""
        everywhere, mains = np.ones((2, self.n), bool), np.ones((2, self.n), bool)
        directions = ((one, other), (other, one))
        for row, main in enumerate(_MAIN):
            sides = self._sides(row, self.first[row][one], self.first[row][other])
            for side, (first, second) in enumerate(directions):
                if sides is None:
                    found[row, first, second] = self.n
                    continue
                no_worse, found[row, first, second] = sides[side]
                everywhere[side] &= no_worse
                if main:
                    mains[side] &= no_worse
        for side, (first, second) in enumerate(directions):
            found[_EVERYWHERE, first, second] = np.count_nonzero(everywhere[side])
            found[_MAINS, first, second] = np.count_nonzero(mains[side])

    def _sides(self, row: int, one: int, other: int) -> tuple[_Side, _Side] | None:
        """Where `one` is no worse than `other` and the reverse, with their counts; None if they are the same."""
        if one == other:
            return None
        if one < other:
            sides = self._sides(row, other, one)
            return None if sides is None else (sides[1], sides[0])
        key = (row, one, other)
        if key not in self.made:
            difference = self.values[row, one] - self.values[row, other]
            no_less, no_more = difference >= -_TIE, difference <= _TIE
            if OUTCOMES[row].better == "less":
                no_less, no_more = no_more, no_less
            self.made[key] = (
                (no_less, int(np.count_nonzero(no_less))),
                (no_more, int(np.count_nonzero(no_more))),
            )
        return self.made[key]


def _first(rows: Array, index: int) -> int:
    """The first policy with the same values as this one."""
    for earlier in range(index):
        if rows[earlier, 0] == rows[index, 0] and np.array_equal(rows[earlier], rows[index]):
            return earlier
    return index


def pairs(policies: tuple[Policy, ...], found: Counts, n: int) -> tuple[Pair, ...]:
    """Every ordered pair of policies, from the counts over `n` futures."""
    made = []
    for one, other in permutations(range(len(policies)), 2):
        shares = found[:, one, other] / n
        reverse = found[:, other, one] / n
        made.append(
            Pair(
                policies[one].code,
                policies[other].code,
                float(shares[_EVERYWHERE]),
                float(shares[_MAINS]),
                {each.code: float(shares[row]) for row, each in enumerate(OUTCOMES)},
                {each.code: float(1 - reverse[row]) for row, each in enumerate(OUTCOMES)},
            )
        )
    return tuple(made)


def dominated(found: tuple[Pair, ...], share: float = NEARLY_ALWAYS) -> dict[str, tuple[str, ...]]:
    """The policies that another one dominates, by code, with those that do: no worse everywhere in `share` of futures,
    and better in some outcome in some.
    """
    result: dict[str, tuple[str, ...]] = {}
    for pair in found:
        if pair.everywhere >= share and any(value > 0 for value in pair.better.values()):
            result[pair.other] = (*result.get(pair.other, ()), pair.policy)
    return result


def best_for_all(found: tuple[Pair, ...], policies: tuple[Policy, ...]) -> tuple[str, ...]:
    """The policies that are no worse than every other for every group in nearly every future; usually there is none."""
    return tuple(
        one.code
        for one in policies
        if all(pair.everywhere >= NEARLY_ALWAYS for pair in found if pair.policy == one.code)
    )
