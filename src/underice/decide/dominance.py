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
_MAIN = np.array([one.main for one in OUTCOMES])
_EVERYWHERE, _MAINS = len(OUTCOMES), len(OUTCOMES) + 1
ROWS = len(OUTCOMES) + 2
"""Rows of `counts`: futures in which one policy is no worse than another in each outcome, in all, in the main ones."""

Counts = NDArray[np.int64]


def counts(values: Array) -> Counts:
    """How many futures of `values` [outcome, policy, n] find a policy no worse than another: [rows, policy, other]."""
    policies = values.shape[1]
    found: Counts = np.zeros((ROWS, policies, policies), dtype=np.int64)
    signs = [np.float32(1 if one.better == "more" else -1) for one in OUTCOMES]
    for one in range(policies):
        for other in range(one):
            _compare(values, signs, one, other, found)
    return found


def _compare(values: Array, signs: list[np.float32], one: int, other: int, found: Counts) -> None:
    """Fill both directions of a pair."""
    n = values.shape[2]
    everywhere, mains = np.ones((2, n), bool), np.ones((2, n), bool)
    for row, sign in enumerate(signs):
        gain = values[row, one] - values[row, other]
        gain *= sign
        no_worse = (gain >= -np.float32(TIE), gain <= np.float32(TIE))
        for side, (first, second) in enumerate(((one, other), (other, one))):
            found[row, first, second] = np.count_nonzero(no_worse[side])
            everywhere[side] &= no_worse[side]
            if _MAIN[row]:
                mains[side] &= no_worse[side]
    for side, (first, second) in enumerate(((one, other), (other, one))):
        found[_EVERYWHERE, first, second] = np.count_nonzero(everywhere[side])
        found[_MAINS, first, second] = np.count_nonzero(mains[side])


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
    and better in some outcome in some."""
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
