"""Ages and days said so tersely that only the words beside them tell what they are: "a boy then three", "since sat."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from underice.exposure.reader.english.lexicon import pattern
from underice.vocabulary.ages import Age, AgePhrase, AgeSystem
from underice.vocabulary.numerals import english_number
from underice.vocabulary.phrases import DatePhrase, find_dates

_YOUNG = pattern("age_of_young")
_GROWN = pattern("age_of_grown")
_THEN = pattern("age_then")
_BRACKET = pattern("age_bracket")
_ROW = pattern("age_row")
_AT = pattern("age_at")
_GROWN_TOGETHER = pattern("age_grown_together")
_AT_MOST = pattern("age_at_most")
_WOULD_BE = pattern("age_would_be")
_ASKED = pattern("age_asked")
_EITHER = pattern("age_either")
_THAT = pattern("age_that")
_KIN_ARE = pattern("age_kin_are")
_ROW_BARE = pattern("age_row_bare")
_COUNTED = pattern("age_counted")
_SHORT_DAY = pattern("short_day")
_WRITTEN_OUT = {
    "xmas day": "on Christmas Day",
    "xmas eve": "on Christmas Eve",
    "xmas": "at Christmas",
    "last wk": "last week",
    "last mth": "last month",
    "last nite": "last night",
    "last yr": "last year",
    "2day": "today",
    "yday": "yesterday",
    "ystdy": "yesterday",
}
_SHORTHAND = re.compile(r"\b(?:" + "|".join(_WRITTEN_OUT) + r")\b", re.IGNORECASE)
_WHOLE_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
    "yes": "yesterday",
}


def more_ages(text: str) -> Iterator[AgePhrase]:
    """Ages told by a number alone, in the order of the patterns; the same words may be found twice."""
    for expression, at_event in (
        (_YOUNG, False),
        (_GROWN, False),
        (_THEN, True),
        (_ROW, False),
        (_ROW_BARE, False),
        (_BRACKET, False),
        (_AT, True),
        (_THAT, True),
        (_GROWN_TOGETHER, False),
        (_WOULD_BE, False),
        (_KIN_ARE, False),
        (_ASKED, False),
        (_AT_MOST, False),
    ):
        for found in expression.finditer(text):
            for name in found.re.groupindex:
                if found[name] is not None:
                    then = at_event and "now" not in found.group().lower()
                    yield from age_of(text, *found.span(name), at_event=then)


def either_age(text: str) -> Iterator[AgePhrase]:
    """As in "a lad of 20 or 21", one of two ages that follow each other; "by our count I am sixty"."""
    for found in _COUNTED.finditer(text):
        value = english_number(found["n"])
        if value is not None and 0 < value < 110:
            yield AgePhrase(found.start("n"), found.end("n"), Age(value, value, AgeSystem.COUNTING), None)
    for found in _EITHER.finditer(text):
        low, high = int(found["n"]), int(found["m"])
        if high == low + 1 and high < 100:
            yield AgePhrase(found.start(), found.end(), Age(low, high, AgeSystem.INTERNATIONAL), None)


def age_of(text: str, start: int, end: int, at_event: bool = False) -> Iterator[AgePhrase]:
    """text[start:end] as an age if it is a number a person's years can be ("15", "fifteen", "60s")."""
    words = text[start:end]
    decade = re.fullmatch(r"([1-9]0)['’]?s", words)
    value = int(decade[1]) if decade else english_number(words)
    if value is not None and 0 < value < 110:
        yield AgePhrase(
            start, end, Age(value, value + 9 * bool(decade), AgeSystem.INTERNATIONAL), None, at_event=at_event
        )


def more_dates(text: str, anchor: date | None) -> Iterator[DatePhrase]:
    """Days of the week cut short ("since sat.", "seen yest"), and other days as short messages write them."""
    for found in _SHORTHAND.finditer(text):
        whole = find_dates(_WRITTEN_OUT[found.group().lower()], "en", anchor)
        if whole:
            yield DatePhrase(found.start(), found.end(), whole[0].edtf, whole[0].interval)
    for found in _SHORT_DAY.finditer(text):
        start, end = found.span("day")
        whole = find_dates(_WHOLE_DAYS[found["day"][:3].lower()], "en", anchor)
        if whole:
            yield DatePhrase(start, end, whole[0].edtf, whole[0].interval)
