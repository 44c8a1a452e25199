"""What is believed: shipped ranges, and what is said of those that cannot be."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.ranges import GROUPS, CannotRun, Problem, Range, parameters, problems, shipped


def codes(one: Range) -> list[str]:
    return [problem.code for problem in problems(one)]


def test_every_shipped_range_is_without_a_problem_and_says_where_it_comes_from() -> None:
    for name, one in shipped().items():
        assert problems(one) == ()
        assert one.name == name
        assert one.basis
        assert len(one.source) > 20
        assert parameters()[name].group in GROUPS


def test_every_effect_of_publicity_holds_no_effect() -> None:
    effects = [one for one in shipped().values() if one.crosses is not None]
    assert {"quiet_after", "return_names", "return_no_names", "restraint", "closing"} <= {one.name for one in effects}
    for one in effects:
        assert one.crosses is not None
        assert one.low <= one.crosses <= one.high


def test_a_range_without_a_source_behind_it_asks_to_be_elicited() -> None:
    assert all(one.elicit for one in shipped().values() if one.basis in ("elicit", "judgement") and one.low != 0.8)


def test_a_range_upside_down_is_refused_with_both_ends() -> None:
    assert problems(replace(shipped()["quiet_rate"], low=0.2, high=0.1)) == (
        Problem("upside_down", "quiet_rate", (0.2, 0.1)),
    )


def test_a_range_without_width_is_taken_as_fixed_with_a_notice() -> None:
    one = replace(shipped()["quiet_rate"], low=0.02, high=0.02)
    assert one.fixed
    assert [(problem.code, problem.refused) for problem in problems(one)] == [("zero_width", False)]


def test_a_fixed_value_is_no_problem_and_one_with_two_ends_is() -> None:
    assert codes(replace(shipped()["leak_un"], low=0.1, high=0.1, shape="fixed")) == []
    assert codes(replace(shipped()["leak_un"], low=0.1, high=0.2, shape="fixed")) == ["upside_down"]


def test_a_share_over_one_is_refused() -> None:
    assert codes(replace(shipped()["leak_un"], high=1.2)) == ["over_one"]


def test_bounds_of_the_model_are_kept() -> None:
    assert codes(replace(shipped()["return_days"], low=0.1)) == ["below_least"]
    assert codes(replace(shipped()["return_days"], high=1e6)) == ["above_most"]


def test_a_best_guess_outside_its_range_is_refused() -> None:
    assert codes(replace(shipped()["return_days"], best=200)) == ["best_outside"]


def test_a_logarithmic_range_cannot_begin_at_zero() -> None:
    assert codes(replace(shipped()["quiet_rate"], low=0)) == ["log_of_zero"]


def test_what_is_not_a_number_is_refused() -> None:
    assert codes(replace(shipped()["quiet_rate"], high=math.inf)) == ["not_a_number"]
    assert codes(replace(shipped()["quiet_rate"], best=math.nan)) == ["not_a_number"]


def test_a_name_the_model_does_not_know_is_refused() -> None:
    assert codes(Range("luck", 0, 1)) == ["unknown_range"]


def test_narrowing_an_effect_of_publicity_to_one_sign_is_noticed() -> None:
    found = problems(replace(shipped()["return_names"], low=1.5))
    assert [(one.code, one.refused) for one in found] == [("one_sided", False)]


@given(st.sampled_from(sorted(shipped())))
def test_the_middle_of_a_shipped_range_lies_within_it(name: str) -> None:
    one = shipped()[name]
    assert one.low <= one.middle <= one.high


def test_the_middle_is_the_best_guess_where_there_is_one() -> None:
    assert replace(shipped()["return_days"], best=20).middle == 20
    assert replace(shipped()["return_days"], shape="uniform").middle == 48.5
    assert replace(shipped()["return_days"], low=9, high=9, shape="fixed").middle == 9
    assert shipped()["return_days"].middle == pytest.approx(math.sqrt(7 * 90))


def test_a_refusal_names_its_codes() -> None:
    refused = CannotRun((Problem("nobody_held"), Problem("upside_down", "quiet_rate")))
    assert str(refused) == "nobody_held; upside_down quiet_rate"
