"""What an age says about a birthday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.ages import Age, AgeSystem, birth_in_year, birth_interval, relative_birth, shift
from underice.vocabulary.intervals import DateInterval

AGES = st.tuples(st.integers(0, 120), st.integers(0, 10), st.sampled_from(AgeSystem)).map(
    lambda one: Age(one[0], one[0] + one[1], one[2])
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def years_lived(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def test_an_international_age_runs_from_the_day_after_the_next_birthday() -> None:
    assert birth_interval(Age(41, 41), date(2012, 2, 14)) == DateInterval(date(1970, 2, 15), date(1971, 2, 14))


def test_an_age_of_unknown_system_also_holds_the_counting_age() -> None:
    unknown = birth_interval(Age(15, 15, AgeSystem.UNKNOWN), date(2012, 2, 14))
    assert unknown == DateInterval(date(1996, 2, 15), date(1998, 12, 31))


def test_a_counting_age_is_one_calendar_year() -> None:
    assert birth_interval(Age(55, 55, AgeSystem.COUNTING), date(2012, 2, 14)) == DateInterval.year(1958)


def test_a_decade_runs_from_its_oldest_to_its_youngest_age() -> None:
    early_sixties = birth_interval(Age(60, 63, AgeSystem.UNKNOWN), date(2012, 5, 21))
    assert early_sixties == DateInterval(date(1948, 5, 22), date(1953, 12, 31))


def test_an_age_over_a_span_takes_the_whole_span() -> None:
    april = DateInterval.month(2015, 4)
    assert birth_interval(Age(48, 52), april) == DateInterval(date(1962, 4, 2), date(1967, 4, 30))


def test_an_age_reached_in_a_year_gives_the_calendar_year_of_birth() -> None:
    assert birth_in_year(Age(33, 33), 2012) == DateInterval.year(1979)
    assert birth_in_year(Age(33, 33, AgeSystem.UNKNOWN), 2012) == DateInterval.year(1979, 1980)
    assert birth_in_year(Age(33, 33, AgeSystem.COUNTING), 2012) == DateInterval.year(1980)


def test_four_years_younger_is_born_four_years_later() -> None:
    assert relative_birth(DateInterval.year(1970), -4) == DateInterval.year(1974)
    assert shift(DateInterval.year(1970), 4) == DateInterval.year(1974)


def test_absurd_ages_are_clamped_to_the_calendar() -> None:
    for system in AgeSystem:
        assert birth_interval(Age(5000, 9000, system), date(2012, 1, 1)).first == date.min
    assert birth_in_year(Age(9000, 9000), 2012).first == date.min


def test_ages_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="no such age"):
        Age(-1, 3)


@given(AGES, DAYS)
def test_unknown_holds_both_systems(age: Age, day: date) -> None:
    unknown = birth_interval(Age(age.low, age.high, AgeSystem.UNKNOWN), day)
    for system in (AgeSystem.INTERNATIONAL, AgeSystem.COUNTING):
        assert birth_interval(Age(age.low, age.high, system), day).within(unknown)


@given(st.integers(0, 110), DAYS)
def test_whoever_is_born_at_either_end_has_that_age(years: int, day: date) -> None:
    born = birth_interval(Age(years, years), day)
    if (day.month, day.day) != (2, 29) and (2, 29) not in {(born.first.month, born.first.day)}:
        assert years_lived(born.first, day) == years
        assert years_lived(born.last, day) == years
