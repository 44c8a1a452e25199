from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.intervals import DateInterval, hull, shift_years

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
INTERVALS = st.tuples(DAYS, st.integers(0, 5000)).map(lambda t: DateInterval(t[0], t[0] + timedelta(days=t[1])))


def test_an_interval_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        DateInterval(date(2012, 2, 9), date(2012, 2, 8))


def test_a_month_ends_on_its_last_day_in_leap_years_and_in_december() -> None:
    assert DateInterval.month(2012, 2).last == date(2012, 2, 29)
    assert DateInterval.month(2011, 12) == DateInterval(date(2011, 12, 1), date(2011, 12, 31))


def test_years_touched_are_counted_inclusively() -> None:
    assert list(DateInterval(date(1970, 2, 15), date(1971, 2, 14)).years) == [1970, 1971]
    assert DateInterval.year(1974, 1976).days == 366 + 730


@given(INTERVALS, INTERVALS)
def test_the_intersection_lies_within_both_and_exists_just_when_they_overlap(a: DateInterval, b: DateInterval) -> None:
    both = a.intersection(b)
    assert (both is not None) == a.overlaps(b) == b.overlaps(a)
    if both is not None:
        assert both.within(a)
        assert both.within(b)
        assert both == b.intersection(a)


@given(st.lists(INTERVALS, min_size=1, max_size=5))
def test_the_hull_holds_every_interval(intervals: list[DateInterval]) -> None:
    whole = hull(intervals)
    assert whole is not None
    assert all(interval.within(whole) for interval in intervals)
    assert hull([]) is None


@given(DAYS, st.integers(-12000, 12000))
def test_shifting_by_years_never_fails(day: date, years: int) -> None:
    shifted = shift_years(day, years)
    if date.min.year <= day.year + years <= date.max.year:
        assert shifted.year == day.year + years


def test_the_leap_day_falls_back_to_the_28th() -> None:
    assert shift_years(date(2012, 2, 29), -1) == date(2011, 2, 28)


def test_a_day_is_in_its_interval_and_other_things_are_not() -> None:
    day = DateInterval.day(date(2012, 2, 8))
    assert date(2012, 2, 8) in day
    assert date(2012, 2, 9) not in day
    assert "2012-02-08" not in day
