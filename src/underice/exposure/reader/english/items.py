"""A text as a row of items: names, places, dates, ages, words for relatives, work and events, and the words between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from underice.exposure.reader.english.lexicon import (
    Deed,
    Kin,
    Noun,
    Work,
    agents,
    deeds,
    distinguishing,
    kin_words,
    nouns,
    occupations,
    workplaces,
)
from underice.exposure.reader.english.naming import NameFound, Names
from underice.exposure.reader.english.tokens import Line, tokenize
from underice.vocabulary.ages import AgePhrase, BirthPhrase, find_ages, find_births
from underice.vocabulary.phrases import DatePhrase, find_dates
from underice.vocabulary.places import PlaceMention, gazetteer

Data = AgePhrase | BirthPhrase | DatePhrase | PlaceMention | NameFound | Kin | Noun | Work | Deed | None


@dataclass(frozen=True, slots=True)
class Item:
    """text[start:end] and what it is.

    kind: name, place, date, age, birth, kin, noun, work, deed, agent, trait, workplace, word, sign or owner ("'s").
    """

    kind: str
    start: int
    end: int
    low: str
    data: Data = None
    age: AgePhrase | None = None

    @property
    def is_word(self) -> bool:
        """A word with no meaning of its own here."""
        return self.kind == "word"


_ADJECTIVE_BEFORE = re.compile(r"(?:lil|little|young|baby|old)$")
_SMALL = re.compile(r"(?:[A-Za-z]\.){2,}$")
SEX_LETTERS = re.compile(r"(?<=[,(/|;] )[MF](?=[,)/|; .])|(?<=[(/|])[MF](?=[,)/| ;.])|\b(?i:male|female)\b(?=[,;)/|.])")


def gather(line: Line, anchor: date | None) -> list[Item]:
    """All items of the text in order; every word and sign is in exactly one item."""
    text, tokens = line.text, line.tokens
    places = gazetteer().find(text, "en")
    names = Names(line, [(place.start, place.end) for place in places if not _doubtful(text, place)])
    owner: dict[int, Item] = {}
    taken = bytearray(len(text) + 1)

    def put(item: Item) -> None:
        if taken.find(1, item.start, item.end) >= 0:
            return
        taken[item.start : item.end] = b"\x01" * (item.end - item.start)
        owner[item.start] = item

    for name in names.found.values():
        put(Item("name", name.start, name.end, name.text.lower(), name))
    for birth in find_births(text, "en"):
        put(Item("birth", birth.start, birth.end, text[birth.start : birth.end].lower(), birth))
    for age in find_ages(text, "en"):
        low = text[age.start : age.end].lower()
        noun = nouns().match(tokenize(low), 0) if low[:1].isalpha() else None
        if noun is not None and noun[1].kind == "age":
            put(Item("noun", age.start, age.end, low, noun[1], age))
        else:
            put(Item("age", age.start, age.end, low, age))
    for day in find_dates(text, "en", anchor):
        put(Item("date", day.start, day.end, text[day.start : day.end].lower(), day))
    for place in places:
        put(Item("place", place.start, place.end, text[place.start : place.end].lower(), place))
    for letter in SEX_LETTERS.finditer(text):
        sex: Noun = Noun("m" if letter.group().lower() in ("m", "male") else "f", 1, "letter")
        put(Item("noun", letter.start(), letter.end(), letter.group().lower(), sex))

    out: list[Item] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        known = owner.get(token.start)
        if known is not None:
            out.append(known)
            index += 1
            while index < len(tokens) and tokens[index].start < known.end:
                index += 1
            continue
        if taken[token.start]:
            index += 1
            continue
        if token.kind != "w":
            out.append(Item("owner" if token.kind == "s" else "sign", token.start, token.end, token.text))
            index += 1
            continue
        best, end = _lexical(line, index)
        last = tokens[end - 1].end
        if end - index > 1 and taken.find(1, token.start, last) >= 0:
            best, end, last = "word", index + 1, token.end
            data: Data = None
        else:
            data = _meaning(line, index, best)
        out.append(Item(best, token.start, last, " ".join(t.low for t in tokens[index:end]), data))
        index = end
    out.sort(key=lambda item: item.start)
    return out


def _doubtful(text: str, place: PlaceMention) -> bool:
    """A place of one short syllable that is as likely part of a name."""
    return False


_TABLES = {"kin": kin_words, "noun": nouns, "work": occupations, "deed": deeds, "agent": agents, "workplace": workplaces}
_RANK = ("kin", "noun", "work", "deed", "agent", "workplace")


def _lexical(line: Line, index: int) -> tuple[str, int]:
    """The kind of the longest phrase at token `index` and the index after it."""
    best, end = "word", index
    for kind in _RANK:
        match = _TABLES[kind]().match(line.tokens, index)
        if match and match[0] > end:
            best, end = kind, match[0]
    return (best, end) if end > index else ("word", index + 1)


def _meaning(line: Line, index: int, kind: str) -> Data:
    table = _TABLES.get(kind)
    match = table().match(line.tokens, index) if table else None
    meaning = match[1] if match else None
    return meaning if isinstance(meaning, Kin | Noun | Work | Deed) else None


def traits(text: str) -> list[tuple[int, int]]:
    """Stretches that tell what few others share; longer ones first, none overlapping."""
    found = [match.span() for pattern in distinguishing() for match in pattern.finditer(text)]
    found.sort(key=lambda span: (span[0] - span[1], span[0]))
    out: list[tuple[int, int]] = []
    taken = bytearray(len(text) + 1)
    for start, end in found:
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start and taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            out.append((start, end))
    return sorted(out)
