"""Uncertain dates: what the text of EDTF means, and what two of them say of each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.edtf import Padding, UncertainDate, to_edtf, to_interval
from underice.vocabulary.intervals import DateInterval

DAYS = st.dates(date(1890, 1, 1), date(2040, 12, 31))
INTERVALS = st.tuples(DAYS, DAYS).map(lambda pair: DateInterval(min(pair), max(pair)))
MARKS = st.sampled_from(["", "?", "~", "%"])
SIMPLE = st.one_of(
    st.tuples(DAYS, MARKS).map(lambda pair: pair[0].isoformat() + pair[1]),
    st.tuples(DAYS, MARKS).map(lambda pair: pair[0].isoformat()[:7] + pair[1]),
    st.tuples(st.integers(1890, 2040), MARKS).map(lambda pair: f"{pair[0]}{pair[1]}"),
    st.tuples(st.integers(1890, 2040), st.integers(21, 24), MARKS).map(lambda one: f"{one[0]}-{one[1]}{one[2]}"),
    st.integers(189, 204).map(lambda ten: f"{ten}X"),
)
DATES = st.one_of(SIMPLE, SIMPLE.map(lambda one: f"{one}/.."), SIMPLE.map(lambda one: f"../{one}")).map(
    UncertainDate.parse
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012-02-08", "2012-02-08", "2012-02-08"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-21", "2012-03-01", "2012-05-31"),
        ("2012-23", "2012-09-01", "2012-11-30"),
        ("2012-24", "2012-12-01", "2013-02-28"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("201u", "2010-01-01", "2019-12-31"),
        ("2012-XX", "2012-01-01", "2012-12-31"),
        ("2012-02-XX", "2012-02-01", "2012-02-29"),
        ("~1949", "1949-01-01", "1949-12-31"),
        ("2012-02/2012-03", "2012-02-01", "2012-03-31"),
        ("1894-07-27", "1894-07-27", "1894-07-27"),
        ("../2012", "0001-01-01", "2012-12-31"),
        ("2012/", "2012-01-01", "9999-12-31"),
    ],
)
def test_the_strict_interval_is_the_days_the_text_names(text: str, first: str, last: str) -> None:
    assert to_interval(text) == DateInterval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "..", "../..", "2012-13", "2012-02-30", "2013/2012", "spring", "0000", "12-02", "201X-05", "?2012-03"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert to_interval(text) is None
    with pytest.raises(ValueError, match=r"date|month|interval|year|day"):
        UncertainDate.parse(text)


def test_a_leading_qualifier_is_written_last() -> None:
    assert str(UncertainDate.parse("~1949")) == "1949~"


def test_padding_is_a_parameter() -> None:
    narrow = UncertainDate.parse("2012-02-08~", Padding(day=1))
    assert narrow.widest == DateInterval(date(2012, 2, 7), date(2012, 2, 9))


def test_a_year_that_is_about_is_padded_by_two() -> None:
    widest = UncertainDate.parse("1949~").widest
    assert widest.first == date(1949, 1, 1) - timedelta(days=731)
    assert widest.last == date(1949, 12, 31) + timedelta(days=731)


def test_a_winter_may_also_be_the_one_at_the_beginning_of_its_year() -> None:
    assert date(2012, 1, 15) in UncertainDate.parse("2012-24").widest


@given(DATES)
def test_text_survives_a_round_trip(known: UncertainDate) -> None:
    assert UncertainDate.parse(str(known)) == known


@given(INTERVALS)
def test_an_interval_survives_a_round_trip(interval: DateInterval) -> None:
    assert to_interval(to_edtf(interval)) == interval


@given(DATES)
def test_the_widest_interval_holds_the_strict_one(known: UncertainDate) -> None:
    assert known.interval.within(known.widest)


@given(DATES, DATES)
def test_before_mirrors_after(one: UncertainDate, other: UncertainDate) -> None:
    assert one.before(other) == other.after(one)


@given(DATES, DATES)
def test_what_is_surely_before_does_not_overlap(one: UncertainDate, other: UncertainDate) -> None:
    if one.before(other) == "yes":
        assert one.overlaps(other) == "no"
        assert other.before(one) == "no"


@given(DATES, DATES)
def test_intersection_is_commutative_and_lies_in_both(one: UncertainDate, other: UncertainDate) -> None:
    common = one.intersection(other)
    assert common == other.intersection(one)
    if common is None:
        assert one.overlaps(other) == "no"
    else:
        assert common.interval.within(one.widest)
        assert common.interval.within(other.widest)


@given(DATES)
def test_intersection_with_itself_keeps_the_days(known: UncertainDate) -> None:
    common = known.intersection(known)
    assert common is not None
    assert common.interval == known.interval


def test_the_following_day_is_surely_after() -> None:
    day = UncertainDate.parse("2012-02-08")
    following = UncertainDate.of(DateInterval.day(day.interval.last + timedelta(days=1)))
    assert day.before(following) == "yes"
    assert UncertainDate.parse("2012-02").before(following) == "maybe"
