"""Ages and what they say about a birthday, in the three ways of counting.

Rules: docs/method/reader.md, "Ages and dates". An international age A on day D means born from D − (A+1) years + 1 day
to D − A years. By Korean counting age one is A in the whole calendar year Y − A + 1 of birth + A − 1. Where a text
does not say which (살, bare numbers, 대) the interval holds both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from underice.vocabulary.intervals import ONE_DAY, DateInterval, shift_years


class AgeSystem(Enum):
    """How the years of an age are counted."""

    INTERNATIONAL = "international"
    COUNTING = "counting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Age:
    """`low` to `high` whole years, both included ("about" already widened), counted by `system`.

    Raises ValueError if low is negative or above high.
    """

    low: int
    high: int
    system: AgeSystem = AgeSystem.INTERNATIONAL

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"no such age: {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class AgePhrase:
    """text[start:end] tells an age.

    age: None only if `relative` is given. relative: years older (+) or younger (−) than another person of the text,
    0 for 동갑 ("four years his junior" is −4); the birth follows from `relative_birth`.
    at_event: the age is that at the event told (당시, then, "at the time", "열두 살 때"), not on publication.
    in_year: reached some time in that calendar year ("to turn 33 that year"); use `birth_in_year`.
    """

    start: int
    end: int
    age: Age | None
    relative: int | None = None
    at_event: bool = False
    in_year: bool = False


def birth_interval(age: Age, on: DateInterval | date) -> DateInterval:
    """The possible birthdays of someone of that age on that day, or on some day of that span.

    Years beyond the calendar are clamped to its ends; never raises.
    """
    span = on if isinstance(on, DateInterval) else DateInterval.day(on)
    first, last = _international(age, span)
    if age.system is AgeSystem.INTERNATIONAL:
        return DateInterval(first, last)
    counting = DateInterval(_new_year(span.first.year - age.high + 1), _year_end(span.last.year - age.low + 1))
    if age.system is AgeSystem.COUNTING:
        return counting
    return DateInterval(min(first, counting.first), max(last, counting.last))


def birth_in_year(age: Age, year: int) -> DateInterval:
    """The birthdays of someone who reaches that age in the calendar year `year` ("to turn 33 that year").

    International: year − age. Counting: year − age + 1. Unknown: both.
    """
    first = year - age.high + (1 if age.system is AgeSystem.COUNTING else 0)
    last = year - age.low + (0 if age.system is AgeSystem.INTERNATIONAL else 1)
    return DateInterval(_new_year(first), _year_end(last))


def shift(interval: DateInterval, years: int) -> DateInterval:
    """The interval moved by whole years (negative: earlier), clamped to the calendar."""
    return DateInterval(shift_years(interval.first, years), shift_years(interval.last, years))


def relative_birth(other: DateInterval, relative: int) -> DateInterval:
    """The birthdays of someone `relative` years older (+) or younger (−) than a person born in `other`."""
    return shift(other, -relative)


def _international(age: Age, span: DateInterval) -> tuple[date, date]:
    first = shift_years(span.first, -(age.high + 1))
    if date.min < first < date.max:
        first += ONE_DAY
    return first, max(first, shift_years(span.last, -age.low))


def _new_year(year: int) -> date:
    return date(min(max(year, date.min.year), date.max.year), 1, 1)


def _year_end(year: int) -> date:
    return date(min(max(year, date.min.year), date.max.year), 12, 31)
