"""Dates of figures alone in the two orders people use: 23/2/2012 and 2/23/2012."""

from __future__ import annotations

import re

from underice.vocabulary.date_resolver import Resolver
from underice.vocabulary.date_words import make_edtf

NUMERIC_DATE = re.compile(
    r"(?<![0-9.,/-])(?P<a>[0-9]{1,2})(?P<sep>[/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
    r"(?![0-9]|[./][0-9])"
)


def numeric(resolver: Resolver, found: re.Match[str]) -> None:
    """8/2/2012 or 8.2.12: both orders where both are dates, unless another date of the text shows which it uses."""
    one, two, year = int(found["a"]), int(found["b"]), int(found["year"])
    if year < 100:
        latest = resolver.anchor.year if resolver.anchor else 2049
        year += 2000 if 2000 + year <= latest else 1900
    if resolver.day_first is None:
        resolver.day_first = _numeric_order(found.string)
    first, second = make_edtf(year, two, one), make_edtf(year, one, two)
    if first and second and first != second and resolver.day_first:
        first, second = (first, None) if resolver.day_first > 0 else (second, None)
    if first and second and first != second:
        low, high = sorted((first, second))
        resolver.add(found.start(), found.end(), f"{low}/{high}", certain=False, year_given=True)
        return
    resolver.add(found.start(), found.end(), first or second, impossible=not (first or second), year_given=True)


def _numeric_order(text: str) -> int:
    """1 if the text writes 23/2/2012 somewhere, -1 if 2/23/2012, 0 if neither or both."""
    days = {(int(date["a"]) > 12) - (int(date["b"]) > 12) for date in NUMERIC_DATE.finditer(text)}
    return sum(days)
