"""Uncertain dates written in EDTF, and what can be said of two of them: yes, no or maybe.

Source: Library of Congress, Extended Date/Time Format specification (2019), the part that people's lives need:
dates (`2012-02-08`, `2012-02`, `2012`), seasons (`2012-21` spring … `2012-24` winter), unspecified digits (`201X`,
`2012-XX`, `2012-02-XX`; the older `u` is read as `X`), the qualifiers `?` uncertain, `~` approximate, `%` both, and
intervals with open (`..`) or unknown (empty) ends. A qualifier before a bare year (`~1949`) is read as `1949~`.

Why a parser of our own (measured on CPython 3.11, two cores, in an empty environment):

- edtf 5.0.2 (MIT, pure Python, pyparsing + python-dateutil): imports in 0.10 s, all that this module may cost, and
  parses one date in 3 ms. It pads `2012-02-08?` to 2011-01-07 .. 2013-03-09 (a day, a month and a year at once), ends
  winter on 31 December, reads an unknown end as ten years, gives infinities for open ends and refuses `2012-uu`.
- undate 0.8.0 (Apache-2.0): imports in 0.22 s with its EDTF converter, needs numpy, lark and convertdate (80 MB), has
  no seasons, and its `earliest` and `latest` ignore `~` and `?`.

The module costs a few milliseconds to import and a few microseconds a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from underice.vocabulary.intervals import DateInterval

Answer = Literal["yes", "no", "maybe"]
Precision = Literal["day", "month", "season", "year", "decade", "open"]

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24

_DATE = re.compile(
    r"(?P<lead>[?~%])?(?P<year>[0-9]{4}|[0-9]{3}[Xu]|[0-9]{2}[Xu]{2}|[Xu]{4})"
    r"(?:-(?P<month>[0-9]{2}|[Xu]{2})(?:-(?P<day>[0-9]{2}|[Xu]{2}))?)?(?P<mark>[?~%])?"
)


@dataclass(frozen=True, slots=True)
class Padding:
    """How many days a qualifier adds on each side, by how precise the date is.

    `~` and `?` add this much, `%` twice as much. A year is padded by two years, as "about" is for ages
    (docs/method/reader.md); a month by one month, a season by one season, a day by one week, a decade by five years.
    """

    day: int = 7
    month: int = 31
    season: int = 92
    year: int = 731
    decade: int = 1827

    def of(self, precision: Precision, mark: str) -> timedelta:
        """The padding for a date of that precision with that qualifier ("" = none)."""
        if not mark or precision == "open":
            return timedelta()
        days: int = getattr(self, precision)
        return timedelta(days=days * (2 if mark == "%" else 1))


PADDING = Padding()


@dataclass(frozen=True, slots=True)
class _Part:
    """One date of an EDTF text: its words, its strict days, how precise it is and its qualifier."""

    text: str
    days: DateInterval
    precision: Precision
    mark: str


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date as EDTF text with its strict and its widest interval. Make one with `UncertainDate.parse`.

    text: EDTF, normalised (qualifier last, `X` for unspecified digits).
    interval: the days the text names when its qualifiers are not believed; open ends reach the calendar's end.
    widest: the days it may mean when they are (see Padding); always holds `interval`.
    """

    text: str
    interval: DateInterval
    widest: DateInterval

    @classmethod
    def parse(cls, text: str, padding: Padding = PADDING) -> UncertainDate:
        """Read EDTF text. Raises ValueError if it is not in the subset or names no day of the calendar."""
        first, slash, last = text.strip().partition("/")
        if not slash:
            part = _part(first)
            return cls(part.text, part.days, _padded(part, padding))
        begin, end = _end(first, date.min), _end(last, date.max)
        if begin.precision == end.precision == "open":
            raise ValueError(f"an interval needs at least one date: {text!r}")
        if end.days.last < begin.days.first:
            raise ValueError(f"interval ends before it begins: {text!r}")
        wide_begin, wide_end = _padded(begin, padding), _padded(end, padding)
        return cls(
            f"{begin.text}/{end.text}",
            DateInterval(begin.days.first, end.days.last),
            DateInterval(min(wide_begin.first, begin.days.first), max(wide_end.last, end.days.last)),
        )

    @classmethod
    def of(cls, interval: DateInterval) -> UncertainDate:
        """The shortest EDTF text for exactly those days: a day, month, season, year, or an interval of days."""
        return cls.parse(to_edtf(interval))

    def __str__(self) -> str:
        return self.text

    def before(self, other: UncertainDate) -> Answer:
        """Did this end before the other began? "maybe" if the possible days do not settle it."""
        if self.widest.last < other.widest.first:
            return "yes"
        return "no" if self.widest.first >= other.widest.last else "maybe"

    def after(self, other: UncertainDate) -> Answer:
        """Did this begin after the other ended? The mirror of `before`."""
        return other.before(self)

    def overlaps(self, other: UncertainDate) -> Answer:
        """Can both name a common day? "yes" by their strict days, "maybe" only through padding."""
        if self.interval.overlaps(other.interval):
            return "yes"
        return "maybe" if self.widest.overlaps(other.widest) else "no"

    def intersection(self, other: UncertainDate) -> UncertainDate | None:
        """The days both allow: strict where the strict days meet, else the widest; None if they contradict."""
        strict = self.interval.intersection(other.interval)
        common = strict or self.widest.intersection(other.widest)
        return UncertainDate.of(common) if common else None


def to_interval(edtf: str) -> DateInterval | None:
    """The strict days of an EDTF text, or None if it cannot be read."""
    try:
        return _parsed(edtf).interval
    except ValueError:
        return None


def season(year: int, number: int) -> DateInterval:
    """The days of a season (21 spring … 24 winter); winter runs from December of `year` to February after it."""
    if number == WINTER:
        end = DateInterval.month(year + 1, 2).last if year < date.max.year else date.max
        return DateInterval(date(year, 12, 1), end)
    month = 3 * (number - SPRING) + 3
    return DateInterval(date(year, month, 1), DateInterval.month(year, month + 2).last)


def to_edtf(interval: DateInterval) -> str:
    """The shortest EDTF text whose strict interval is `interval`."""
    first, last = interval.first, interval.last
    if first == last:
        return first.isoformat()
    if interval == DateInterval.year(first.year):
        return f"{first.year:04}"
    if interval == DateInterval.month(first.year, first.month):
        return f"{first.year:04}-{first.month:02}"
    for number in (SPRING, SUMMER, AUTUMN, WINTER):
        if first.month == 3 * (number - SPRING) + 3 and interval == season(first.year, number):
            return f"{first.year:04}-{number}"
    if first == date.min and last != date.max:
        return f"../{last.isoformat()}"
    if last == date.max and first != date.min:
        return f"{first.isoformat()}/.."
    if first.month == first.day == 1 and (last.month, last.day) == (12, 31):
        return f"{first.year:04}/{last.year:04}"
    if first.day == 1 and last == DateInterval.month(last.year, last.month).last:
        return f"{first.year:04}-{first.month:02}/{last.year:04}-{last.month:02}"
    return f"{first.isoformat()}/{last.isoformat()}"


@lru_cache(maxsize=512)
def _parsed(text: str) -> UncertainDate:
    return UncertainDate.parse(text)


def _end(text: str, edge: date) -> _Part:
    """One end of an interval; "" and ".." reach to `edge`."""
    if text in ("", ".."):
        return _Part(text, DateInterval.day(edge), "open", "")
    return _part(text)


def _part(text: str) -> _Part:
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"not an EDTF date of the supported kind: {text!r}")
    year, month, day = found["year"].replace("u", "X"), found["month"] or "", found["day"] or ""
    month, day = month.replace("u", "X"), day.replace("u", "X")
    if found["lead"] and (month or found["mark"]):
        raise ValueError(f"a qualifier may lead only a bare year: {text!r}")
    mark = found["mark"] or found["lead"] or ""
    plain = "-".join(piece for piece in (year, month, day) if piece)
    days, precision = _days(year, month, day)
    return _Part(plain + mark, days, precision, mark)


def _days(year: str, month: str, day: str) -> tuple[DateInterval, Precision]:
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if "X" in year:
        if month not in ("", "XX") or day not in ("", "XX"):
            raise ValueError(f"a month cannot be known in an unknown year: {year}-{month}")
        return DateInterval.year(max(1, low), high), "decade"
    if month in ("", "XX"):
        if day not in ("", "XX"):
            raise ValueError(f"a day cannot be known in an unknown month: {year}-{month}-{day}")
        return DateInterval.year(low), "year"
    number = int(month)
    if SPRING <= number <= WINTER and not day:
        return season(low, number), "season"
    if not 1 <= number <= 12:
        raise ValueError(f"no such month: {year}-{month}")
    if day in ("", "XX"):
        return DateInterval.month(low, number), "month"
    return DateInterval.day(date(low, number, int(day))), "day"


def _padded(part: _Part, padding: Padding) -> DateInterval:
    """The days with padding on both sides, kept inside the calendar.

    A winter also takes in January and February of its own year: people write "the winter of 2012" for both.
    """
    first, last = part.days.first, part.days.last
    if part.precision == "season" and first.month == 12:
        first = date(first.year, 1, 1)
    extra = padding.of(part.precision, part.mark)
    return DateInterval(
        first - extra if first - date.min > extra else date.min,
        last + extra if date.max - last > extra else date.max,
    )
