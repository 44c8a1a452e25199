"""The question put, and bad input: refused or noticed by code, never a traceback."""

import math
from dataclasses import replace

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE
from underice.decide.dilemma import Dilemma, Family, Transfer, problems
from underice.decide.policies import policy
from underice.decide.ranges import Range, shipped


def refused(dilemma: Dilemma) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in problems(dilemma) if one.refused]


def notices(dilemma: Dilemma) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in problems(dilemma) if not one.refused]


def test_a_dilemma_that_can_be_run_has_notices_only() -> None:
    assert refused(BY_THE_TWENTIETH) == []


def test_an_unknown_k_is_noticed_and_taken_as_the_worst() -> None:
    assert notices(TWELVE) == [("k_unknown", "families[3]")]


def test_a_dilemma_without_families_says_so() -> None:
    assert ("no_families", "") in notices(replace(TWELVE, families=()))


def test_a_policy_that_names_is_refused_until_exposure_is_checked() -> None:
    found = refused(replace(TWELVE, checked=False))
    assert found == [("names_unchecked", code) for code in ("wait_names", "names_now", "briefing", "un")]
    without = replace(TWELVE, checked=False, policies=(policy("hold"), policy("quiet"), policy("no_names_now")))
    assert refused(without) == []


def test_a_transfer_in_the_past_upside_down_or_on_no_day_is_refused() -> None:
    assert refused(replace(TWELVE, transfer=Transfer(-2, 3))) == [("transfer_past", "transfer")]
    assert refused(replace(TWELVE, transfer=Transfer(8, 5))) == [("transfer_upside_down", "transfer")]
    assert refused(replace(TWELVE, transfer=Transfer(1, math.inf))) == [("not_a_day", "transfer")]


def test_a_transfer_after_the_horizon_is_noticed() -> None:
    assert ("transfer_late", "transfer") in notices(replace(TWELVE, transfer=Transfer(70, 80)))


def test_nobody_held_is_refused() -> None:
    assert refused(replace(TWELVE, detained=0)) == [("nobody_held", "")]


def test_days_that_are_none_are_refused() -> None:
    assert refused(replace(TWELVE, days_since_arrest=-1)) == [("not_a_day", "days_since_arrest")]
    assert refused(replace(TWELVE, horizon_detained=0)) == [("not_a_day", "horizon_detained")]
    assert refused(replace(TWELVE, horizon_transit=math.nan)) == [("not_a_day", "horizon_transit")]


def test_families_of_negative_numbers_are_refused() -> None:
    assert refused(replace(TWELVE, families=(Family(-1, 3),))) == [("family_counts", "families[0]")]
    assert refused(replace(TWELVE, families=(Family(3, 0),))) == [("family_counts", "families[0]")]


def test_problems_of_ranges_are_told_with_those_of_the_dilemma() -> None:
    crooked = Range("quiet_rate", 0.2, 0.1)
    assert refused(replace(TWELVE, ranges={"quiet_rate": crooked})) == [("upside_down", "quiet_rate")]
    assert refused(replace(TWELVE, ranges={"leak_un": shipped()["leak_states"]})) == [("range_name", "leak_un")]


def test_beliefs_that_were_not_entered_are_the_shipped_ones() -> None:
    own = replace(shipped()["quiet_rate"], high=0.05)
    believed = replace(TWELVE, ranges={"quiet_rate": own}).believed
    assert believed["quiet_rate"] == own
    assert believed["return_days"] == shipped()["return_days"]
    assert list(believed) == list(shipped())


def test_kin_are_the_people_of_all_families() -> None:
    assert TWELVE.kin == 14
