"""Closed intervals of days: the value every date, age and birth in the product is turned into.

An interval says "some day from `first` to `last`, both included". It carries no probability.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class DateInterval:
    """A closed interval of calendar days.

    Raises ValueError if `last` is before `first`.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"interval ends before it begins: {self.first} .. {self.last}")

    @classmethod
    def day(cls, day: date) -> DateInterval:
        """The interval of one day."""
        return cls(day, day)

    @classmethod
    def year(cls, year: int, last_year: int | None = None) -> DateInterval:
        """The calendar year `year`, or all years from `year` to `last_year` inclusive."""
        return cls(date(year, 1, 1), date(last_year if last_year is not None else year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> DateInterval:
        """One calendar month; `month` is 1 to 12."""
        following = date(year + month // 12, month % 12 + 1, 1)
        return cls(date(year, month, 1), following - ONE_DAY)

    @property
    def days(self) -> int:
        """How many days the interval holds, at least 1."""
        return (self.last - self.first).days + 1

    @property
    def years(self) -> range:
        """The calendar years touched, as a range."""
        return range(self.first.year, self.last.year + 1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def overlaps(self, other: DateInterval) -> bool:
        """True if some day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: DateInterval) -> bool:
        """True if every day of this interval lies in `other`."""
        return other.first <= self.first and self.last <= other.last

    def intersection(self, other: DateInterval) -> DateInterval | None:
        """The days in both, or None if there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return DateInterval(first, last) if first <= last else None

    def hull(self, *others: DateInterval) -> DateInterval:
        """The smallest interval that holds this one and all others (a union without gaps)."""
        every = (self, *others)
        return DateInterval(min(i.first for i in every), max(i.last for i in every))


def hull(intervals: Iterable[DateInterval]) -> DateInterval | None:
    """The smallest interval holding all of `intervals`; None if there are none."""
    found = list(intervals)
    return found[0].hull(*found[1:]) if found else None


def shift_years(day: date, years: int) -> date:
    """The same calendar day `years` later (earlier if negative); 29 February falls back to 28 February.

    Years outside 1..9999 are clamped to the first or last day that a date can hold.
    """
    year = day.year + years
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
