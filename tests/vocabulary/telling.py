"""Short spellings of what the finders of time return, for tables of tests."""

from __future__ import annotations

from datetime import date

from underice.vocabulary.ages import AgePhrase, find_ages, find_births
from underice.vocabulary.phrases import find_dates


def ages_told(text: str, lang: str) -> list[str]:
    """The ages of a text: "41 i", "40-49 u then", "-3" for three years younger."""
    return [_age(found) for found in find_ages(text, lang)]


def _age(found: AgePhrase) -> str:
    if found.age is None:
        return f"{found.relative:+d}"
    years = str(found.age.low) if found.age.low == found.age.high else f"{found.age.low}-{found.age.high}"
    marks = (" then" if found.at_event else "") + (" that year" if found.in_year else "")
    return f"{years} {found.age.system.value[0]}{marks}"


def births_told(text: str, lang: str) -> list[str]:
    """The births of a text in EDTF."""
    return [found.edtf for found in find_births(text, lang)]


def dates_told(text: str, lang: str, anchor: date | None) -> list[str]:
    """The dates of a text in EDTF; "None" if not placed, "impossible" if there is no such day."""
    return ["impossible" if found.impossible else str(found.edtf) for found in find_dates(text, lang, anchor)]
