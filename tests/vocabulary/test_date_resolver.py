"""Dates resolved against the publication date and against the date told before, at the edges of the calendar too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vocabulary.telling import dates_told
from underice.vocabulary.date_resolver import Resolver, base_season, months_from
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval

PUBLISHED = date(2018, 5, 16)


def after(edtf: str, anchor: date | None = PUBLISHED) -> Resolver:
    resolver = Resolver(anchor)
    resolver.add(0, 5, edtf, year_given=True)
    return resolver


@pytest.mark.parametrize(
    ("told", "number", "season"),
    [
        ("2015", 24, "2015-24"),
        ("2015-11", 21, "2016-21"),
        ("2016-01", 24, "2015-24"),
        ("2016-04-03", 21, "2016-21"),
        ("2018-04", 24, "2017-24"),
    ],
)
def test_a_season_alone_follows_the_story_but_never_passes_publication(told: str, number: int, season: str) -> None:
    assert after(told).season_of(number, 10) == season


def test_a_season_far_behind_a_date_is_the_latest_one() -> None:
    assert after("2015").season_of(21, 5_000) == "2018-21"


@pytest.mark.parametrize(
    ("told", "moved", "edtf"),
    [
        ("2015", {"years": 2}, "2017"),
        ("2015-22", {"years": 2}, "2017-22"),
        ("2015-24", {"years": 1}, "2016-24"),
        ("2015-01/2015-06", {"years": 1}, "2016"),
        ("2015-03-02", {"years": 1}, "2016-03"),
        ("2015-03-02", {"months": -3}, "2014-12"),
        ("2015-03-02", {"days": 3}, "2015-03-05"),
        ("2015-03-02/2015-03-04", {"days": 3}, "2015-03-05/2015-03-07"),
        ("2015-22", {"days": 3}, None),
        ("9998-12-31", {"months": 1}, None),
        ("0001-01-01", {"days": -1}, None),
    ],
)
def test_a_date_told_moves_as_a_whole_and_keeps_its_precision(
    told: str, moved: dict[str, int], edtf: str | None
) -> None:
    assert after(told, None).shifted(**moved) == edtf


def test_without_publication_or_story_nothing_is_resolved() -> None:
    bare = Resolver(None)
    assert [
        bare.day_of(3),
        bare.weekday(1),
        bare.week(1),
        bare.season_back(21, None),
        bare.last_season(21),
        bare.base(),
        bare.shifted(days=1),
        bare.days_back(1),
        bare.month_back(1),
        bare.years_back(1),
        bare.week_told(),
        bare.latest(1, 1),
        bare.following_weekday(2),
        bare.season_of(21, 0),
    ] == [None] * 14


def test_a_day_without_a_month_needs_a_month_told_when_there_is_no_publication_date() -> None:
    assert after("2015-03", None).day_of(9) == "2015-03-09"
    assert after("2015", None).day_of(9) is None


def test_no_month_has_a_forty_first_day() -> None:
    assert Resolver(PUBLISHED).day_of(41) is None


def test_the_week_told_is_that_of_the_last_day() -> None:
    assert after("2016-02-03").week_told() == DateInterval(date(2016, 2, 1), date(2016, 2, 7))
    assert after("2016-02").week_told() is None
    assert after("0001-01-01", None).week_told() is None


def test_the_first_year_of_the_calendar_has_no_week_before_it() -> None:
    assert Resolver(date(1, 1, 3)).week(1) is None


def test_seasons_are_known_by_their_days() -> None:
    assert [base_season(to_interval(f"2015-{number}") or DateInterval.year(1)) for number in range(21, 25)] == [
        21,
        22,
        23,
        24,
    ]
    assert base_season(DateInterval.year(2015)) is None


@given(st.dates(), st.integers(-40_000, 40_000))
def test_months_are_counted_or_lie_outside_the_calendar(base: date, months: int) -> None:
    place = months_from(base, months)
    if place is not None:
        assert 1 <= place[0] <= 9998
        assert (place[0] - base.year) * 12 + place[1] - base.month == months


def test_a_month_near_publication_is_news_and_not_the_story() -> None:
    assert dates_told("2012년 3월 떠났다. 4월 말 단체가 밝혔다.", "ko", PUBLISHED) == ["2012-03", "2018-04"]
    assert dates_told("2012년 3월 떠났다. 11월 잡혔다.", "ko", PUBLISHED) == ["2012-03", "2012-11"]
    assert dates_told("2012년 3월 떠났다. 11월 잡혔다.", "ko", None) == ["2012-03", "2012-11"]
