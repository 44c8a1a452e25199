"""Weights across groups: entered by name for every group, never assumed, and swept."""

import math
from itertools import pairwise

import pytest

from tests.decide.dilemmas import TWELVE
from underice.decide.ranges import CannotRun, Group
from underice.decide.result import Result
from underice.decide.run import run
from underice.decide.weights import problems, sweep, weighed

ONLY_D: dict[Group, float] = {"D": 1, "F": 0, "T": 0, "B": 0}
EVEN: dict[Group, float] = {"D": 1, "F": 1, "T": 1, "B": 1}


@pytest.fixture(scope="module")
def result() -> Result:
    return run(TWELVE, 20_000, 4)


def test_weights_must_be_entered_for_every_group() -> None:
    assert [(one.code, one.where) for one in problems({"D": 1, "T": 2})] == [
        ("weight_missing", "F"),
        ("weight_missing", "B"),
    ]


def test_negative_weights_and_nothing_but_zeros_are_refused() -> None:
    assert [one.code for one in problems({**ONLY_D, "F": -1})] == ["weight_negative"]
    assert [one.code for one in problems({**ONLY_D, "F": math.nan})] == ["weight_negative"]
    assert [one.code for one in problems({**ONLY_D, "D": 0})] == ["weights_zero"]


def test_weighing_the_detained_alone_is_their_own_mean(result: Result) -> None:
    for one in weighed(result, ONLY_D):
        assert one.mean == pytest.approx(result.cell("freed", one.policy).mean, rel=1e-5)


def test_shares_of_futures_add_up_to_all_of_them(result: Result) -> None:
    assert sum(one.best for one in weighed(result, EVEN)) == pytest.approx(1)


def test_the_choice_flips_where_two_policies_are_level(result: Result) -> None:
    spans = sweep(result, ONLY_D, "B", 0, 1)
    assert [spans[0].low, spans[-1].high] == [0, 1]
    assert len(spans) > 1
    for before, after in pairwise(spans):
        assert before.high == after.low
        level = {one.policy: one.mean for one in weighed(result, {**ONLY_D, "B": before.high})}
        assert level[before.policy] == pytest.approx(level[after.policy], abs=1e-5)
        assert max(level.values()) == pytest.approx(level[before.policy], abs=1e-5)


def test_a_sweep_of_one_weight_names_its_choice(result: Result) -> None:
    (span,) = sweep(result, EVEN, "B", 1, 1)
    best = max(weighed(result, EVEN), key=lambda one: one.mean)
    assert (span.low, span.high, span.policy) == (1, 1, best.policy)


def test_bad_weights_and_bounds_are_refused(result: Result) -> None:
    with pytest.raises(CannotRun):
        weighed(result, {"D": 1})
    with pytest.raises(CannotRun) as refused:
        sweep(result, EVEN, "F", 3, 1)
    assert [one.code for one in refused.value.problems] == ["weight_bounds"]
