"""Times of a text: ages, births, and dates resolved from left to right. The face of the finders of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from underice.vocabulary.age_intervals import AgePhrase
from underice.vocabulary.ages import find_ages_beside, find_births
from underice.vocabulary.birth_phrases import BirthPhrase
from underice.vocabulary.claims import Claims
from underice.vocabulary.date_resolver import DatePhrase, Resolver

__all__ = ["DatePhrase", "Times", "find_dates", "find_times"]


def _matched(text: str, lang: str) -> Iterator[tuple[re.Match[str], Callable[[Resolver, re.Match[str]], None]]]:
    """What the date patterns of one language match; those of the other are not even compiled."""
    if lang == "ko":
        from underice.vocabulary import date_phrases_korean

        return date_phrases_korean.matched(text)
    from underice.vocabulary import date_phrases_english

    return date_phrases_english.matched(text)


@dataclass(frozen=True, slots=True)
class Times:
    """What a text tells of time, each in order of the text; no two spans of the three overlap."""

    ages: list[AgePhrase]
    births: list[BirthPhrase]
    dates: list[DatePhrase]


def find_times(text: str, lang: str, anchor: date | None) -> Times:
    """Ages, births and dates of `text` ("ko" or "en") in one go, as find_ages, find_births and find_dates give them.

    anchor: the publication date; without it only dates that name their year can be placed, the others come back with
    edtf and interval None. Rules: docs/method/reader.md, "Ages and dates". Time is linear in the length of the text.
    """
    claims = Claims(len(text))
    births = find_births(text, lang)
    for birth in births:
        claims.claim(birth.start, birth.end)
    ages = find_ages_beside(text, lang, claims)
    found = [hit for hit in _matched(text, lang) if claims.claim(hit[0].start(), hit[0].end())]
    resolver = Resolver(anchor)
    for match, handler in sorted(found, key=lambda hit: hit[0].start()):
        handler(resolver, match)
    return Times(ages, births, resolver.phrases)


def find_dates(text: str, lang: str, anchor: date | None) -> list[DatePhrase]:
    """Every date phrase of `text`, in order and without overlaps; births and ages are left out. See `find_times`.

    An impossible date (2월 30일) has edtf None and `impossible`.
    """
    return find_times(text, lang, anchor).dates
