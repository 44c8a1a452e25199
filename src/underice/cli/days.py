"""The day a text is to be published, as people type it."""

from __future__ import annotations

import re
from datetime import date

from underice.cli.errors import Problem

EARLIEST = 1900
_NUMBERS = re.compile(r"\s*(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?\s*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def publication_day(value: str) -> date:
    """2026-02-14, 2026.2.14, 20260214, 2026년 2월 14일, 14 February 2026 → the day.

    Raises Problem if it is no day of the calendar, or before 1900.
    """
    numbers = _NUMBERS.fullmatch(value) or _COMPACT.fullmatch(value.strip())
    day = _day(*map(int, numbers.groups())) if numbers else _in_words(value)
    if day is None:
        raise Problem("bad_date", value=value[:40])
    if day.year < EARLIEST:
        raise Problem("early_date", value=value[:40])
    return day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_words(value: str) -> date | None:
    """Other ways of writing a day, by the vocabulary's own reading of dates: exactly one day, and nothing else.

    The year has to be written out: 14/02/26 is a day in February 2026 to one reader and in 2014 to another.
    """
    from underice.vocabulary.language import detect
    from underice.vocabulary.phrases import find_dates

    text = value.strip()
    if not re.search(r"\d{4}", text):
        return None
    for found in find_dates(text, detect(text), None):
        whole = found.start == 0 and found.end == len(text)
        if whole and found.interval is not None and found.interval.days == 1:
            return found.interval.first
    return None
