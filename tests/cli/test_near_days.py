"""Days near today as somebody in a hurry types them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.cli.errors import Problem
from underice.cli.near_days import near_day, near_window

TODAY = date(2026, 2, 11)


@pytest.mark.parametrize(
    "text",
    ["20", "20th", "the 20th", "20일", "Feb 20", "20 Feb", "20 February", "February 20th", "the 20th of February",
     "2월 20일", "2026-02-20", "2026년 2월 20일", "in 9 days", "nine days from now", "9일 뒤", "아흐레 뒤"],
)  # fmt: skip
def test_a_day_to_come_is_the_next_one_of_that_name(text: str) -> None:
    assert near_day(text, TODAY, ahead=True) == date(2026, 2, 20)


@pytest.mark.parametrize(
    "text",
    ["8", "the 8th", "8일", "8 Feb", "Feb. 8", "2월 8일", "3 days ago", "three days ago", "사흘 전", "3일 전", "last Sunday",
     "지난 일요일", "2026-02-08"],
)  # fmt: skip
def test_a_day_that_was_is_the_last_one_of_that_name(text: str) -> None:
    assert near_day(text, TODAY, ahead=False) == date(2026, 2, 8)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("by the 20th", 11, 20),
        ("until 20 Feb", 11, 20),
        ("20일까지", 11, 20),
        ("between the 15th and the 20th", 15, 20),
        ("15일부터 20일까지", 15, 20),
        ("15..20", 15, 20),
        ("2026-02-15..2026-02-20", 15, 20),
        ("15 Feb ~ 20 Feb", 15, 20),
        ("tomorrow to the 20th", 12, 20),
        ("내일", 12, 12),
        ("the 20th", 20, 20),
    ],
)
def test_a_window_begins_today_where_only_its_end_is_said(text: str, first: int, last: int) -> None:
    assert near_window(text, TODAY) == (date(2026, 2, first), date(2026, 2, last))


def test_months_and_years_turn() -> None:
    assert near_day("5", TODAY, ahead=True) == date(2026, 3, 5)
    assert near_day("20", TODAY, ahead=False) == date(2026, 1, 20)
    assert near_day("1월 5일", TODAY, ahead=True) == date(2027, 1, 5)
    assert near_day("31", date(2026, 4, 30), ahead=True) == date(2026, 5, 31)
    assert near_day("29 Feb", TODAY, ahead=True) == date(2028, 2, 29)
    assert near_window("28..5", TODAY) == (date(2026, 2, 28), date(2026, 3, 5))


@pytest.mark.parametrize(
    "text", ["soon", "around the 20th", "31 Feb", "13월 1일", "99", "", "20 Foo", "in many days", "2/20"]
)
@pytest.mark.parametrize("ahead", [True, False])
def test_what_is_no_single_day_is_not_guessed_at(text: str, ahead: bool) -> None:
    with pytest.raises(Problem):
        near_day(text, TODAY, ahead=ahead)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 28), st.booleans())
def test_a_bare_day_is_never_farther_than_a_month(today: date, day: int, ahead: bool) -> None:
    found = near_day(str(day), today, ahead=ahead)
    assert found.day == day
    assert timedelta() <= (found - today if ahead else today - found) <= timedelta(days=31)
