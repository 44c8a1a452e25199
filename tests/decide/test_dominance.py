"""Dominance: counted once for every pair, for every group, ties within a thousandth of a person."""

import numpy as np

from underice.decide.dominance import best_for_all, counts, dominated, pairs
from underice.decide.outcomes import CODES, OUTCOMES
from underice.decide.policies import POLICIES

THREE = POLICIES[:3]


def values(*freed: list[float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Outcomes in which the policies differ in the freed only."""
    table = np.zeros((len(OUTCOMES), len(freed), len(freed[0])), np.float32)
    table[0] = freed
    return table


def test_pairs_of_a_case_worked_by_hand() -> None:
    found = pairs(THREE, counts(values([0, 0, 0, 0], [1, 1, 0, 2], [1, 0, 3, 2.0005])), 4)
    by_name = {(one.policy, one.other): one for one in found}
    assert by_name["quiet", "hold"].everywhere == 1
    assert by_name["quiet", "hold"].better["freed"] == 0.75
    assert by_name["hold", "quiet"].everywhere == 0.25
    assert by_name["quiet", "wait_names"].no_worse["freed"] == 0.75
    assert by_name["quiet", "wait_names"].better["freed"] == 0.25
    assert by_name["quiet", "wait_names"].better["blocked"] == 0
    assert dominated(found) == {"hold": ("quiet", "wait_names")}
    assert best_for_all(found, THREE) == ()


def test_a_policy_that_is_no_worse_than_all_others_is_best_for_all() -> None:
    found = pairs(THREE, counts(values([0, 0], [1, 1], [2, 2])), 2)
    assert best_for_all(found, THREE) == ("wait_names",)


def test_no_worse_everywhere_means_in_every_outcome_and_main_outcomes_alone_are_told_apart() -> None:
    table = values([1, 1], [0, 0], [0, 0])
    table[CODES.index("held"), 0] = 1
    first = next(one for one in pairs(THREE, counts(table), 2) if (one.policy, one.other) == ("hold", "quiet"))
    assert (first.everywhere, first.mains) == (0, 1)


def test_counts_are_those_of_comparing_outright() -> None:
    random = np.random.default_rng(5)
    table = random.integers(0, 3, (len(OUTCOMES), 5, 200)).astype(np.float32)
    table[2, 3] = table[2, 1]
    found = counts(table)
    for row, one in enumerate(OUTCOMES):
        sign = 1 if one.better == "more" else -1
        for first in range(5):
            for second in range(5):
                if first != second:
                    assert found[row, first, second] == np.sum(sign * (table[row, first] - table[row, second]) >= 0)
    better = np.array([1 if one.better == "more" else -1 for one in OUTCOMES])[:, None]
    assert found[-2, 0, 1] == np.sum(np.all(better * (table[:, 0] - table[:, 1]) >= 0, axis=0))


def test_equal_policies_do_not_dominate_each_other() -> None:
    assert dominated(pairs(THREE, counts(values([1, 1], [1, 1], [1, 1])), 2)) == {}
