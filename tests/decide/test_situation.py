"""What is entered as a situation: households typed and read back, windows counted in days, ways to act that may be looked at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.policies import POLICIES
from underice.decide.ranges import CannotRun
from underice.decide.situation import NotAHousehold, fit, household, offered, transfer_in, typed

DAY = date(2026, 2, 11)


@given(st.builds(Family, st.integers(0, 99), st.none() | st.integers(1, 9999), st.integers(0, 9)))
def test_a_household_reads_back_as_it_is_typed(one: Family) -> None:
    assert household(typed(one)) == one


@pytest.mark.parametrize("text", ["", "x", "3:24:1:1", "-1", "3:k", "12345678", "३"])
def test_words_that_are_no_household_are_refused(text: str) -> None:
    with pytest.raises(NotAHousehold):
        household(text)


def test_a_window_that_has_begun_begins_today_and_one_that_is_past_stays_past() -> None:
    assert transfer_in(None, DAY) is None
    assert transfer_in((date(2026, 2, 9), date(2026, 2, 20)), DAY) == Transfer(0.0, 9.0)
    assert transfer_in((date(2026, 2, 1), date(2026, 2, 2)), DAY) == Transfer(-10.0, -9.0)


def test_ways_to_act_that_name_people_are_offered_only_once_the_text_was_checked() -> None:
    assert offered(True) == POLICIES
    assert not any(one.names for one in offered(False))


def test_a_situation_that_cannot_be_run_is_refused_with_its_reasons() -> None:
    with pytest.raises(CannotRun):
        fit(Dilemma(0, policies=offered(False)))
    assert fit(Dilemma(1, policies=offered(False))).detained == 1
