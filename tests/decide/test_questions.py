"""What is asked of a run: flips, the first question, waiting, robustness; all on the futures it kept."""

from dataclasses import replace

import numpy as np
import pytest

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE
from underice.decide.ask_first import Ask
from underice.decide.futures import draw
from underice.decide.model import evaluate
from underice.decide.policies import policy
from underice.decide.result import Result
from underice.decide.run import run


@pytest.fixture(scope="module")
def result() -> Result:
    few = tuple(policy(code) for code in ("quiet", "names_now"))
    return run(replace(BY_THE_TWENTIETH, policies=few), 20_000, 2)


@pytest.fixture(scope="module")
def asked(result: Result) -> tuple[Ask, ...]:
    return run(result.dilemma, 3_000, 2).ask_first(1.0)


def test_a_condition_found_holds_on_futures_not_seen(result: Result) -> None:
    found = result.flips("names_now", "quiet")
    condition = found.first.chosen[0]
    fresh = draw(result.dilemma, 50_000, 99)
    gain = evaluate(result.dilemma, fresh).gain("freed", "names_now", "quiet")
    fits = np.ones(gain.size, bool)
    for bound in condition.bounds:
        values = fresh.column(bound.name)
        fits &= (values >= (bound.low or -np.inf)) & (values <= (bound.high or np.inf))
    assert np.mean(gain[fits] > 0) >= 0.85
    assert np.mean(gain > 0) < 0.6


def test_what_is_left_of_the_channel_is_among_the_first_questions_for_the_detained(asked: tuple[Ask, ...]) -> None:
    of_the_held = [one for one in asked if one.group == "D"]
    first = {one.name for one in sorted(of_the_held, key=lambda one: -one.worth)[:4]}
    assert first & {"quiet_after", "release_names", "quiet_rate"}


def test_what_touches_no_group_is_nothing_to_learn(asked: tuple[Ask, ...]) -> None:
    of_families = [one for one in asked if one.group == "F"]
    assert all(one.nothing for one in of_families if one.name in ("sweep_days", "closing", "transit_people"))


def test_waiting_runs_to_the_last_day_of_the_transfer(result: Result) -> None:
    found = result.waiting("names_now")
    assert found.curve[0][0] == 0
    assert found.curve[-1][0] == 8
    assert found.flat[0] <= found.day <= found.flat[1]
    assert found.value == pytest.approx(max(value for _, value in found.curve))


def test_waiting_counts_what_is_worse_as_less(result: Result) -> None:
    assert result.waiting("names_now", "returned").value < 0


def test_waiting_with_a_policy_that_tells_nobody_is_a_value_error(result: Result) -> None:
    with pytest.raises(ValueError, match="tells nobody"):
        result.waiting("quiet")


def test_the_radius_of_a_result_is_that_of_its_dilemma(result: Result) -> None:
    assert result.robustness("quiet", 0.2).radius > 0


def test_futures_of_another_dilemma_are_a_key_error() -> None:
    quiet = replace(TWELVE, policies=(policy("quiet"),))
    with pytest.raises(KeyError, match="release_names"):
        evaluate(TWELVE, draw(quiet, 10, 1))
