"""Ages in English lists and forms ("F, 41", "Age: 41"), and ages with their way of counting ("41 by Korean count")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from underice.vocabulary.age_intervals import Age, AgePhrase, AgeSystem
from underice.vocabulary.age_words_english import (
    AFTER_AGE,
    COUNTING,
    HEDGE,
    NUM,
    hedged,
    phrase_of,
    value_of,
)
from underice.vocabulary.triggers import windows

_ROW = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:[MF]|(?i:male|female))(?: ?[,/|;] ?| )(?P<a>[0-9]{1,3})(?![0-9A-Za-z]|[./][0-9])"
    r"|[MF](?P<e>(?!16)[1-9][0-9])(?=[,;)/]|\s*$| from\b| \()"
    r"|(?P<b>[0-9]{1,2}) ?[,/|;]? ?(?:[MF]|(?i:male|female))(?![A-Za-z0-9'’])"
    r"|(?i:age) ?[:=|] ?(?P<c>[0-9]{1,3})\b"
    r"|(?:[A-Z][A-Za-z-]+ ){1,2}[A-Z][A-Za-z-]+ ?[|/;\t] ?(?P<d>[0-9]{1,3})(?= ?[|/;\t]))"
)
_WAY = re.compile(
    r"(?i:counting|reckoning|\bcount\b|\bway\b|\blunar\b|\bstyle\b|\bkorean (?:age|years|system)|\bnorthern\b|\bhome\b"
    r"|\binternational\b|\bwestern\b|\bfull-year\b|(?:our|the|my|their|local|own|old|traditional|usual) korean\b"
    r"|\b(?:by|in|to) korean\b)"
)
_BY_COUNTING = re.compile(rf"(?P<num>{NUM})(?:,? years old,?)?{COUNTING[:-1]}")
_COUNTING_FIRST = re.compile(
    rf"{COUNTING[:-1]},? (?:(?i:she|he|i) (?:is|was|am) )?(?:{HEDGE} )?(?P<num>{NUM}){AFTER_AGE}"
)
_INTERNATIONAL = re.compile(
    rf"(?P<num>{NUM}) (?i:by|in|according to) (?:the )?(?i:international|western|full-year) (?i:count|counting"
    r"|reckoning|age|years|style|system)"
)
_NOW = re.compile(
    rf"\b(?i:now|today|still only|only|just|barely) (?:aged )?(?P<num>{NUM}),? (?=(?:he|she|I|they"
    r"|[A-Z][a-z]+)\b)"
)
_AT_AGE = re.compile(rf"\b(?:At|at) (?P<num>{NUM}),? (?=(?:he|she|I)\b)")
_KOREAN_AGE = re.compile(rf"\b(?i:korean age|counting age)(?: of|:|,| is| was)? (?:{HEDGE} )?(?P<num>{NUM})")


def rows(text: str) -> Iterator[AgePhrase]:
    """Rows of a list ("F, 41", "45/M", "Age: 41"), "Korean age 46", "At seventeen she"."""
    ways = windows(text, _WAY, 90, 120)
    for found in (hit for start, end in ways for hit in _INTERNATIONAL.finditer(text, start, end)):
        yield AgePhrase(found.start(), found.end(), Age(*hedged(value_of(found["num"]), found)))
    for pattern in (_BY_COUNTING, _COUNTING_FIRST):
        for found in (hit for start, end in ways for hit in pattern.finditer(text, start, end)):
            start = min(found.start("num"), found.start("counting"))
            start += len(text[start : start + 3]) - len(text[start : start + 3].lstrip(", ("))
            end = max(found.end("num"), found.end("counting"))
            yield AgePhrase(start, end, Age(*hedged(value_of(found["num"]), found), AgeSystem.COUNTING))
    for found in _KOREAN_AGE.finditer(text):
        value = value_of(found["num"])
        yield AgePhrase(found.start(), found.end(), Age(*hedged(value, found), AgeSystem.COUNTING))
    for found in _ROW.finditer(text):
        group = found.lastgroup or "a"
        if 0 < int(found[group]) < 200:
            yield AgePhrase(found.start(group), found.end(group), Age(int(found[group]), int(found[group])))
    for found in _NOW.finditer(text):
        yield phrase_of(found)
    for found in _AT_AGE.finditer(text):
        if value_of(found["num"]) > 12 or not found["num"].isdigit():
            yield AgePhrase(
                found.start("num"), found.end("num"), Age(value_of(found["num"]), value_of(found["num"])), at_event=True
            )
