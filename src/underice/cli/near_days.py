"""Days near today as somebody in a hurry types them: "the 20th", "20 Feb", "2월 20일", "3 days ago", "by the 20th".

The year is left out because it is plain: a day that is to come is the next one of that name, a day that was is the last.
What was understood is always told back.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from underice.cli.days import publication_day
from underice.cli.errors import Problem

_DAY = re.compile(r"(?:the\s+)?(\d{1,2})\s*(?:st|nd|rd|th|일)?", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*월\s*(\d{1,2})\s*일?")
_WORD_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_WORD_LAST = re.compile(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?", re.IGNORECASE)
_AHEAD = re.compile(r"(?:in\s+)?(.{1,12}?)\s*(?:days?(?:\s+from\s+now)?|일\s*(?:뒤|후))", re.IGNORECASE)
_WORDS = {
    "today": 0, "오늘": 0, "tomorrow": 1, "내일": 1, "모레": 2, "사흘 뒤": 3, "나흘 뒤": 4, "닷새 뒤": 5, "엿새 뒤": 6,
    "이레 뒤": 7, "여드레 뒤": 8, "아흐레 뒤": 9, "열흘 뒤": 10, "보름 뒤": 15,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNTIL = re.compile(r"(?:by|until|till|before)\s+(.+)|(.+?)\s*까지", re.IGNORECASE)
_SPANS = (
    re.compile(r"(?:between|from)\s+(.+?)\s+(?:and|to|until)\s+(.+)", re.IGNORECASE),
    re.compile(r"(.+?)\s*부터\s*(.+?)(?:\s*까지)?"),
    re.compile(r"(.+?)\s*(?:\.\.|~|–|—|,|\bto\b)\s*(.+)", re.IGNORECASE),
)
_LONGEST = 60
_YEARS = 4
"""A 29 February lies at most so far off, but for centuries."""


def near_day(text: str, today: date, *, ahead: bool) -> date:
    """The day meant. ahead: the next day of that name, today included; else the last one. Raises Problem."""
    bare = " ".join(text.split())
    found = _relative(bare, today, ahead) or _without_year(bare, today, ahead)
    return found if found is not None else publication_day(text)


def near_window(text: str, today: date) -> tuple[date, date]:
    """The first and last day of what is to come; "by the 20th" begins today. Raises Problem."""
    bare = " ".join(text.split())[:_LONGEST]
    for form in _SPANS:
        if span := form.fullmatch(bare):
            first = near_day(span[1], today, ahead=True)
            return first, near_day(span[2], first, ahead=True)
    if until := _UNTIL.fullmatch(bare):
        return today, near_day(until[1] or until[2], today, ahead=True)
    day = near_day(bare, today, ahead=True)
    return day, day


def _relative(text: str, today: date, ahead: bool) -> date | None:
    """Words such as "tomorrow" and "열흘 뒤"; days that were by the vocabulary's own reading."""
    from underice.vocabulary.language import detect
    from underice.vocabulary.numerals import english_number, korean_number
    from underice.vocabulary.phrases import find_dates

    days = _WORDS.get(text.lower())
    if days is None and ahead and (found := _AHEAD.fullmatch(text)):
        number = found[1].strip()
        days = int(number) if number.isdecimal() else english_number(number) or korean_number(number)
    if days is not None:
        return today + timedelta(days=days) if days <= 10_000 else None
    if ahead:
        return None
    for one in find_dates(text, detect(text), today):
        if one.start == 0 and one.end == len(text) and one.interval is not None and one.interval.days == 1:
            return one.interval.first
    return None


def _without_year(text: str, today: date, ahead: bool) -> date | None:
    month, day = _parts(text)
    if day is None:
        return None
    moves = range(12 * _YEARS * 2)
    for move in moves:
        months = today.year * 12 + today.month - 1 + (move if ahead else -move)
        year, place = divmod(months, 12)
        if month is not None and place + 1 != month:
            continue
        try:
            found = date(year, place + 1, day)
        except ValueError:
            continue
        if found >= today if ahead else found <= today:
            return found
    raise Problem("bad_date", value=text[:20])


def _parts(text: str) -> tuple[int | None, int | None]:
    """Month and day, each None if it is not said."""
    if found := _DAY.fullmatch(text):
        return None, int(found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return int(found[1]), int(found[2])
    for form, word, day in ((_WORD_FIRST, 1, 2), (_WORD_LAST, 2, 1)):
        found = form.fullmatch(text)
        if found and found[word][:3].lower() in _MONTHS:
            return _MONTHS.index(found[word][:3].lower()) + 1, int(found[day])
    return None, None
