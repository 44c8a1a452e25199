"""Ages: what they say about a birthday, and where a text tells one. The face of the age and birth finders."""

from __future__ import annotations

from underice.vocabulary.age_intervals import (
    Age,
    AgePhrase,
    AgeSystem,
    birth_in_year,
    birth_interval,
    relative_birth,
    shift,
)
from underice.vocabulary.birth_phrases import BirthPhrase, find_births
from underice.vocabulary.claims import Claims

__all__ = [
    "Age",
    "AgePhrase",
    "AgeSystem",
    "BirthPhrase",
    "birth_in_year",
    "birth_interval",
    "find_ages",
    "find_ages_beside",
    "find_births",
    "relative_birth",
    "shift",
]


def find_ages(text: str, lang: str) -> list[AgePhrase]:
    """Every age told in `text` ("ko" or "en"), in order of the text and without overlaps; births are left out.

    Ages of institutions and durations are not returned; an impossible age (180세) is, so that the reader can say so.
    Time is linear in the length of the text.
    """
    claims = Claims(len(text))
    for birth in find_births(text, lang):
        claims.claim(birth.start, birth.end)
    return find_ages_beside(text, lang, claims)


def find_ages_beside(text: str, lang: str, claims: Claims) -> list[AgePhrase]:
    """Every age whose characters `claims` leaves free; claims them. See `find_ages`."""
    # The patterns of one language take a tenth of a second to compile: only those of the text at hand are.
    if lang == "ko":
        from underice.vocabulary.age_phrases_korean import find_korean_ages

        return find_korean_ages(text, claims)
    from underice.vocabulary.age_phrases_english import find_english_ages

    return find_english_ages(text, claims)
