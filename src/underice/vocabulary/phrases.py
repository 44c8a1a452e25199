"""Date phrases of a text, resolved from left to right against its publication date. The face of the date finders."""

from __future__ import annotations

import re
from datetime import date

from underice.vocabulary import date_phrases_english, date_phrases_korean
from underice.vocabulary.ages import find_ages, find_births
from underice.vocabulary.claims import Claims
from underice.vocabulary.date_resolver import DatePhrase, Resolver

__all__ = ["DatePhrase", "find_dates"]

_RULES = {"ko": date_phrases_korean.RULES, "en": date_phrases_english.RULES}


def find_dates(text: str, lang: str, anchor: date | None) -> list[DatePhrase]:
    """Every date phrase of `text` ("ko" or "en"), in order of the text and without overlaps.

    anchor: the publication date; without it only dates that name their year can be placed, the others come back with
    edtf and interval None. Births and ages are left out. An impossible date (2월 30일) has edtf None and `impossible`.
    Rules: docs/method/reader.md, "Ages and dates". Time is linear in the length of the text.
    """
    claims = Claims(len(text))
    for birth in find_births(text, lang):
        claims.claim(birth.start, birth.end)
    for age in find_ages(text, lang):
        claims.claim(age.start, age.end)
    found: list[tuple[re.Match[str], int]] = []
    rules = _RULES[lang]
    for number, (pattern, _) in enumerate(rules):
        found.extend((match, number) for match in pattern.finditer(text) if claims.claim(match.start(), match.end()))
    resolver = Resolver(anchor)
    for match, number in sorted(found, key=lambda item: item[0].start()):
        rules[number][1](resolver, match)
    return resolver.phrases
