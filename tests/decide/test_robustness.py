"""How far beliefs can move before a choice fails a floor."""

from dataclasses import replace

import pytest

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE, believing
from underice.decide.dilemma import Dilemma
from underice.decide.ranges import parameters, shipped
from underice.decide.robustness import MOST, robustness

ONLY_RETURN = believing(
    Dilemma(1, checked=True),
    **{name: one.middle for name, one in shipped().items() if name not in ("return_days", "quiet_rate")},
)


def test_a_lower_floor_is_robust_further_out() -> None:
    radii = [robustness(TWELVE, "quiet", floor).radius for floor in (0.05, 0.2, 0.4)]
    assert radii[0] > radii[1] > radii[2] > 0


def test_a_floor_that_fails_at_the_best_guess_has_radius_zero() -> None:
    found = robustness(TWELVE, "names_now", 11)
    assert (found.radius, found.fails) == (0, True)
    assert found.worst < 11


def test_a_floor_that_always_holds_is_robust_as_far_as_is_looked() -> None:
    found = robustness(TWELVE, "hold", 0)
    assert (found.radius, found.fails) == (MOST, False)


def test_where_fewer_are_better_the_floor_is_a_ceiling() -> None:
    tight, loose = (robustness(TWELVE, "names_now", most, "kin_identified").radius for most in (4, 6))
    assert 0 < tight < loose


def test_the_radius_of_one_belief_is_the_one_found_by_hand() -> None:
    """Nobody is freed while doing nothing, so being held after 60 days rests on the mean days to return alone."""
    beliefs = replace(shipped()["return_days"], best=30)
    alone = replace(ONLY_RETURN, ranges={**ONLY_RETURN.ranges, "return_days": beliefs})
    found = robustness(alone, "hold", 0.2, "held")
    # exp(-60/x) = 0.2 at x = 37.28; half the shipped range is half of log(90/7).
    assert found.radius == pytest.approx(0.1701, abs=2e-3)
    assert found.beliefs["return_days"] == pytest.approx(37.28, rel=2e-3)


def test_the_beliefs_told_stay_within_what_the_model_allows_and_moves_are_ordered() -> None:
    found = robustness(BY_THE_TWENTIETH, "names_now", 0.05)
    for name, value in found.beliefs.items():
        if name != "transfer_day":
            assert parameters()[name].least <= value <= parameters()[name].most * (1 + 1e-6)
    lost = [people for _, people in found.moves]
    assert lost == sorted(lost, reverse=True)
    assert found.moves[0][1] > 0


def test_unknown_policies_and_outcomes_are_key_errors() -> None:
    with pytest.raises(KeyError):
        robustness(TWELVE, "shout", 1)
    with pytest.raises(KeyError):
        robustness(TWELVE, "quiet", 1, "luck")
