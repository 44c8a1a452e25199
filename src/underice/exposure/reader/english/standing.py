"""Work that no list knows, told by where its words stand.

As in "Ri Chol, a goatherd from Musan", "worked as a second violin", and as a field of a list ("M, 34, net-maker,
Musan"). What stands there and is neither a relative, a kind of person, an event nor a trait is what somebody does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from underice.exposure.reader.english.lexicon import (
    deeds,
    distinguishing,
    kin_words,
    nouns,
    occupations,
    pattern,
    words,
)
from underice.exposure.reader.english.tokens import Line

_APPOSED = pattern("standing_apposed")
_ANCHOR = pattern("standing_anchor")
_WAS = pattern("standing_was")
_AS = pattern("standing_as")
_FIELD = pattern("standing_field")
_LISTED = pattern("standing_listed")
_NOT_WORK = words("not_work") | words("not_standing")
_SMALL = words("stop") | words("prepositions") | words("negation")


def standing(line: Line, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that tell of work by their place alone. `names`: start and end of the names found."""
    text = line.text
    anchors = [end for _, end in names] + [found.end() for found in _ANCHOR.finditer(text)]
    for end in anchors:
        found = _APPOSED.match(text, end)
        if found and _could_be_work(line, *found.span("work"), False):
            yield found.span("work")
    for found in (*_AS.finditer(text), *_WAS.finditer(text)):
        if _could_be_work(line, *found.span("work"), False):
            yield found.span("work")
    for row in _LISTED.finditer(text):
        for found in _FIELD.finditer(text, *row.span()):
            if _could_be_work(line, *found.span("work"), True):
                yield found.span("work")


def _could_be_work(line: Line, start: int, end: int, listed: bool) -> bool:
    """True if the words are plain and unknown; in a list also if only the last of several is a known word for work."""
    first, stop = line.at(start), line.at(end)
    tokens = line.tokens[first:stop]
    lows = [token.low for token in tokens]
    if not lows or set(lows) & _SMALL or lows[-1] in _NOT_WORK or not all(_plain(low) for low in lows):
        return False
    if any(found.search(line.text, start, end) for found in distinguishing()):
        return False
    for at in range(first, stop):
        if kin_words().match(line.tokens, at, stop) or nouns().match(line.tokens, at, stop):
            return False
        if deeds().match(line.tokens, at, stop):
            return False
        work = occupations().match(line.tokens, at)
        if work is not None:
            return listed and at > first and work[0] == stop
    return not lows[-1].endswith(("ed", "ing", "ly", "ness", "tion"))


def _plain(low: str) -> bool:
    return low.replace("-", "").replace("'", "").isalpha()
