"""Days as people write them, for sentences and headings; tables that are compared line by line keep the ISO form."""

from __future__ import annotations

import re
from datetime import date

from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.language import Language

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_words(on: date | str, lang: Language) -> str:
    """A day, month or year: "2026년 2월 14일", "14 February 2026". What is no plain ISO date is returned as it is."""
    found = _ISO.fullmatch(on if isinstance(on, str) else on.isoformat())
    if found is None or (found[2] and not 1 <= int(found[2]) <= len(_MONTHS)):
        return str(on)
    year, month, day = found.groups()
    if lang == "ko":
        return f"{year}년" + (f" {int(month)}월" if month else "") + (f" {int(day)}일" if day else "")
    return (f"{int(day)} " if day else "") + (f"{_MONTHS[int(month) - 1]} " if month else "") + year


def span_words(days: DateInterval, lang: Language) -> str:
    """The days from the first to the last; one day if they are one."""
    first, last = day_words(days.first, lang), day_words(days.last, lang)
    if first == last:
        return first
    return f"{first} ~ {last}" if lang == "ko" else f"{first} – {last}"
