"""Calendar words shared by the finders of dates and births: months, weekdays, seasons, and safe ways to make dates."""

from __future__ import annotations

from datetime import date, timedelta

from underice.vocabulary.edtf import AUTUMN, SPRING, SUMMER, WINTER, UncertainDate, season
from underice.vocabulary.intervals import DateInterval

ENGLISH_MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
ENGLISH_MONTH: str = (
    r"(?:(?i:january|february|april|june|july|august|september|october|november|december)|March|MARCH|May|MAY"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC"
    r"|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
    r"|(?:may|march)(?=,? (?:[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9a-z]|[.,:][0-9])|[12][0-9]{3}\b))"
    r"|(?:(?<=[0-9] )|(?<=[0-9](?:st|nd|rd|th) )|(?<=(?:st|nd|rd|th) of ))(?:may|march)"
    r"(?=\s*(?:[.,;:)!?]|$|[12][0-9]{3})| (?:and|or|to|in|at|she|he|they|we|i)\b)"
    r"|(?:(?<=\b[Ii]n )|(?<=\blast )|(?<=\bsince )|(?<=\bearly )|(?<=\blate )|(?<=\buntil ))march(?=[ .,;:!?)]|$))"
)
"""Regular expression source: an English month; march and may without a capital only beside a number or after "in"."""

ENGLISH_WEEKDAYS = {
    "mon": 0,
    "tue": 1,
    "wed": 2,
    "thu": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
ENGLISH_WEEKDAY: str = (
    r"(?:(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu"
    r"|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT)\b\.?"
    r"|(?:(?<=\bon )|(?<=\bsince )|(?<=\blast )|(?<=\bnext )|(?<=\buntil )|(?<=\btill )|(?<=\bby ))"
    r"(?:mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)\b\.?|(?:mon|tues|tue|weds|wed|thurs|thur|thu|fri)"
    r"(?= (?:night|nite|morning|mornin|afternoon|evening)\b))"
)
KOREAN_WEEKDAYS = {"월": 0, "화": 1, "수": 2, "목": 3, "금": 4, "토": 5, "일": 6}

ENGLISH_SEASONS = {"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN, "fall": AUTUMN, "winter": WINTER}
ENGLISH_DECADES = {"forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
KOREAN_SEASONS = {
    "봄": SPRING,
    "초봄": SPRING,
    "늦봄": SPRING,
    "여름": SUMMER,
    "한여름": SUMMER,
    "늦여름": SUMMER,
    "초여름": SUMMER,
    "가을": AUTUMN,
    "초가을": AUTUMN,
    "늦가을": AUTUMN,
    "겨울": WINTER,
    "초겨울": WINTER,
    "한겨울": WINTER,
    "늦겨울": WINTER,
}
KOREAN_MONTHS = {
    "정월": 1,
    "일월": 1,
    "이월": 2,
    "삼월": 3,
    "사월": 4,
    "오월": 5,
    "유월": 6,
    "륙월": 6,
    "육월": 6,
    "칠월": 7,
    "팔월": 8,
    "구월": 9,
    "시월": 10,
    "십월": 10,
    "십일월": 11,
    "동짓달": 11,
    "십이월": 12,
    "섣달": 12,
}


def make_edtf(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """EDTF for a year, month or day; None if the calendar has no such date (2월 30일, 13월)."""
    text = f"{year:04}" + (f"-{month:02}" if month is not None else "") + (f"-{day:02}" if day is not None else "")
    if not 1 <= year <= 9998 or month is not None and not 1 <= month <= 12:
        return None
    try:
        UncertainDate.parse(text)
    except ValueError:
        return None
    return text


def season_days(year: int, number: int) -> DateInterval:
    """The days a season of a year may mean; a winter may be that at either end of the year."""
    days = season(year, number)
    return DateInterval(date(year, 1, 1), days.last) if number == WINTER else days


def weekday_before(anchor: date, weekday: int) -> date:
    """The nearest such weekday strictly before `anchor` (0 = Monday)."""
    return anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)


def full_year(two_digits: int, latest: int | None = None) -> int:
    """A two-digit year of birth: 25 to 99 are 19xx, 00 to 24 are 20xx unless that lies after the year `latest`.

    Documents of this field write two digits for people born before 2000 (57년생, 95년 5월); 03년생 is a child of 2003,
    for somebody born in 1903 is hardly in flight.
    """
    recent = 2000 + two_digits
    return recent if two_digits < 25 and (latest is None or recent <= latest) else 1900 + two_digits


def english_month(word: str) -> int:
    """1 to 12 for a month word that ENGLISH_MONTH matched."""
    return ENGLISH_MONTHS[word.lower().rstrip(".")]


def english_weekday(word: str) -> int:
    """0 (Monday) to 6 for a weekday word that ENGLISH_WEEKDAY matched."""
    return ENGLISH_WEEKDAYS[word.lower()[:3]]
