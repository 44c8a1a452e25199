"""Resolving date phrases one after the other: against the publication date, or the date of the event told before.

Rules: docs/method/reader.md, "Ages and dates". Winter of year Y is December of Y to February after it (EDTF `Y-24`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from underice.vocabulary.date_words import make_edtf, season_days, weekday_before
from underice.vocabulary.edtf import WINTER, UncertainDate, season, to_edtf
from underice.vocabulary.intervals import DateInterval, shift_years

NEAR_DAYS = 45
"""A month or day without a year that lies this close before the publication date is read as news, not as part of the
story told before it."""
STORY_CHARS = 400
"""How many characters after a dated event its year still governs months without a year."""

YEAR_CHARS = 60
"""The same for a date that is only a year ("in 2008"): it governs hardly more than the next sentence."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """text[start:end] is a date or relative date.

    edtf and interval: what it resolves to; both None if it cannot be placed (no publication date, or an impossible
    date such as 2월 30일). `impossible` tells the two apart. certain: False for vague words (최근) and for phrases
    whose year had to be guessed.
    """

    start: int
    end: int
    edtf: str | None
    interval: DateInterval | None
    certain: bool = True
    impossible: bool = False


@dataclass(slots=True)
class Resolver:
    """Turns what a phrase says into EDTF, remembering the last date told. All methods return EDTF text or None."""

    anchor: date | None
    last: DateInterval | None = None
    last_year_given: bool = False
    last_at: int = -1
    phrases: list[DatePhrase] = field(default_factory=list)
    day_first: int | None = None  # how the text orders 8/2/2012: 1 day first, -1 month first, 0 unknown, None not asked

    def add(
        self,
        start: int,
        end: int,
        edtf: str | None,
        *,
        certain: bool = True,
        impossible: bool = False,
        year_given: bool = False,
        remember: bool = True,
    ) -> None:
        """Record a phrase; its date becomes "the last date told" unless `remember` is False."""
        interval = UncertainDate.parse(edtf).interval if edtf else None
        if edtf and interval and edtf.endswith("-24"):
            interval = season(interval.first.year, WINTER)
        self.phrases.append(DatePhrase(start, end, edtf, interval, certain, impossible))
        if interval is not None and remember:
            self.last, self.last_year_given, self.last_at = interval, year_given, end

    # -- with and without a year ------------------------------------------------------------------------------------

    def year_of(self, month: int, day: int | None, at: int) -> int | None:
        """The year of a month (and day) written without one.

        After a dated event told shortly before, the first such month not before it; else the latest such date not
        after publication. A date within NEAR_DAYS before publication is taken as news.
        """
        latest = self.latest(month, day)
        reach = STORY_CHARS if self.last is not None and self.last.days < 300 else YEAR_CHARS
        if self.last is not None and self.last_year_given and at - self.last_at <= reach:
            year = self.last.first.year
            if self.last.days < 300 and month < self.last.first.month:
                year += 1
            told = date(year, month, 1)
            if self.anchor is None:
                return year
            if told <= self.anchor and latest is not None:
                newest = date(latest, month, min(day or 28, 28))
                if (self.anchor - newest).days > NEAR_DAYS:
                    return year
        return latest

    def season_of(self, number: int, at: int) -> str | None:
        """A season written without a year: the first one not before the date told shortly before, else the latest."""
        reach = STORY_CHARS if self.last is not None and self.last.days < 300 else YEAR_CHARS
        if self.last is not None and self.last_year_given and at - self.last_at <= reach:
            edtf = self.season_from(self.last, number)
            if self.anchor is None or season(int(edtf[:4]), number).first <= self.anchor:
                return edtf
        return self.season_back(number, None)

    def season_from(self, base: DateInterval, number: int) -> str:
        """The first such season that is not over when `base` begins; of a whole year, the season that begins in it."""
        year = base.first.year
        if base.days >= 300:
            return f"{year:04}-{number}"
        if number == WINTER and base.first.month <= 2:
            return f"{max(1, year - 1):04}-{number}"
        return f"{year + (season(year, number).last < base.first):04}-{number}"

    def week_told(self) -> DateInterval | None:
        """The Monday-to-Sunday week of the last date told, if that was a day."""
        if self.last is None or self.last.days != 1 or not 7 < self.last.first.toordinal() < date.max.toordinal() - 7:
            return None
        monday = self.last.first - timedelta(days=self.last.first.weekday())
        return DateInterval(monday, monday + timedelta(days=6))

    def latest(self, month: int, day: int | None) -> int | None:
        """The year of the latest such month (and day) not after publication."""
        if self.anchor is None:
            return None
        later = (month, day or 1) > (self.anchor.month, self.anchor.day)
        return self.anchor.year - 1 if later else self.anchor.year

    def day_of(self, day: int) -> str | None:
        """A day without a month: the latest such day not after publication, or in the month of the last date told."""
        if self.anchor is None:
            if self.last is not None and self.last.days <= 31:
                return make_edtf(self.last.first.year, self.last.first.month, day)
            return None
        year, month = self.anchor.year, self.anchor.month
        for _ in range(3):
            edtf = make_edtf(year, month, day)
            if edtf and date.fromisoformat(edtf) <= self.anchor:
                return edtf
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return None

    # -- relative to publication ------------------------------------------------------------------------------------

    def years_back(self, years: int) -> int | None:
        """The calendar year so many before publication."""
        return self.anchor.year - years if self.anchor else None

    def month_back(self, months: int) -> tuple[int, int] | None:
        """(year, month) so many months before publication."""
        return months_from(self.anchor, -months) if self.anchor else None

    def days_back(self, days: int) -> str | None:
        """The day so many days before publication."""
        return day_text(self.anchor, -days) if self.anchor else None

    def weekday(self, weekday: int, weeks: int | None = None) -> str | None:
        """The nearest such weekday before publication; with `weeks`, that of the week so many weeks earlier."""
        if self.anchor is None:
            return None
        if weeks is None:
            return weekday_before(self.anchor, weekday).isoformat()
        return day_text(self.anchor, weekday - self.anchor.weekday() - 7 * weeks)

    def week(self, weeks: int) -> str | None:
        """The Monday-to-Sunday week so many weeks before that of publication, as an EDTF interval."""
        if self.anchor is None or self.anchor.year < 2:
            return None
        monday = self.anchor - timedelta(days=self.anchor.weekday() + 7 * weeks)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"

    def season_back(self, number: int, years: int | None) -> str | None:
        """A season of the year so many before publication; None = the latest one begun before publication."""
        if self.anchor is None:
            return None
        if years is not None:
            return f"{max(1, self.anchor.year - years):04}-{number}"
        year = self.anchor.year
        if season(year, number).first > self.anchor:
            year -= 1
        return f"{year:04}-{number}"

    def last_season(self, number: int, back: int = 1) -> str | None:
        """Read "last winter": the latest that ended before publication (`back` 1), or earlier ones (2 = before last)."""
        if self.anchor is None:
            return None
        year = self.anchor.year
        while season(year, number).last >= self.anchor and year > 1:
            year -= 1
        return f"{max(1, year - back + 1):04}-{number}"

    # -- relative to the last date told -----------------------------------------------------------------------------

    def base(self) -> DateInterval | None:
        """The last date told, or the day of publication."""
        if self.last is not None:
            return self.last
        return DateInterval.day(self.anchor) if self.anchor else None

    def shifted(self, *, days: int = 0, months: int = 0, years: int = 0) -> str | None:
        """The base moved; a base wider than a day moves as a whole and keeps its precision."""
        base = self.base()
        if base is None:
            return None
        if years:
            if base.days > 200:
                return make_edtf(base.first.year + years)
            if base.days > 31:
                moved = shift_years(base.first, years)
                return f"{moved.year:04}-{base_season(base)}" if base_season(base) else make_edtf(moved.year)
            return make_edtf(base.first.year + years, base.first.month)
        if months:
            moved_to = months_from(base.first, months)
            return make_edtf(*moved_to) if moved_to else None
        first = day_text(base.first, days)
        if base.days == 1 or first is None:
            return first
        if base.days > 31:
            return None
        last = day_text(base.last, days)
        return to_edtf(DateInterval(date.fromisoformat(first), date.fromisoformat(last))) if last else None

    def following_weekday(self, weekday: int) -> str | None:
        """Read "the following Tuesday": the first after the last date told; without one, the nearest before publication."""
        if self.last is not None and self.last.days == 1:
            return day_text(self.last.first, (weekday - self.last.first.weekday() - 1) % 7 + 1)
        return self.weekday(weekday)


def base_season(base: DateInterval) -> int | None:
    """The season whose days are `base`, or None."""
    for number in range(21, 25):
        if base in (season(base.first.year, number), season_days(base.first.year, number)):
            return number
    return None


def day_text(base: date, days: int) -> str | None:
    """The day so many days from `base`, or None outside the calendar."""
    ordinal = base.toordinal() + days
    return date.fromordinal(ordinal).isoformat() if 1 <= ordinal <= date.max.toordinal() else None


def months_from(base: date, months: int) -> tuple[int, int] | None:
    """(year, month) so many months from `base`, or None outside the calendar."""
    index = base.year * 12 + base.month - 1 + months
    year, month = divmod(index, 12)
    return (year, month + 1) if 1 <= year <= 9998 else None
