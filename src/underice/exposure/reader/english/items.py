"""A text as a row of items: names, places, dates, ages, words for relatives, work and events, and the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    pattern,
    trades,
    words,
    workplaces,
)
from underice.exposure.reader.english.more_times import either_age, more_ages, more_dates
from underice.exposure.reader.english.naming import NameFound, Names
from underice.exposure.reader.english.standing import standing
from underice.exposure.reader.english.tokens import Line, tokenize
from underice.exposure.reader.english.towns import settled
from underice.vocabulary.ages import AgePhrase, BirthPhrase
from underice.vocabulary.phrases import DatePhrase, find_times
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


_WHEN = re.compile(r" (?:years old )?(?:when (?:he|she|I|they|it|the)|on the (?:day|night)) ?\b")
SEX_LETTERS = pattern("sex_letters")
_WORK_ENDING = pattern("work_ending")
_BEFORE_WORK = words("before_work")
_AFTER_WORK = words("after_work")
_NOT_WORK = words("not_work")
_GRADES = words("grades")


def gather(line: Line, anchor: date | None) -> list[Item]:
    """All items of the text in order; every word and sign is in exactly one item."""
    taken = bytearray(len(line.text) + 1)
    owner: dict[int, Item] = {}
    for item in _found(line, anchor):
        if taken.find(1, item.start, item.end) < 0:
            taken[item.start : item.end] = b"\x01" * (item.end - item.start)
            owner[item.start] = item
    out: list[Item] = []
    index = 0
    while index < len(line.tokens):
        token = line.tokens[index]
        known = owner.get(token.start)
        if known is not None:
            out.append(known)
            index = line.at(known.end)
        elif taken[token.start]:
            index += 1
        else:
            item, index = _word(line, index, taken)
            out.append(item)
    return sorted(out, key=lambda item: item.start)


def _found(line: Line, anchor: date | None) -> Iterator[Item]:
    """What the finders see; what comes first has the right of way."""
    text = line.text
    places = settled(gazetteer().find(text, "en"), text)
    names = Names(line, [(place.start, place.end) for place in places]).found.values()
    for name in names:
        yield Item("name", name.start, name.end, name.text.lower(), name)
    people = [(name.start, name.end) for name in names if name.kind not in ("figure", "author")]
    for start, end in standing(line, people):
        yield Item("work", start, end, text[start:end].lower(), Work("", 1))
    times = find_times(text, "en", anchor)
    for birth in times.births:
        yield Item("birth", birth.start, birth.end, text[birth.start : birth.end].lower(), birth)
    for age in either_age(text):
        yield Item("age", age.start, age.end, text[age.start : age.end].lower(), age)
    for age in times.ages:
        if _WHEN.match(text, age.end):
            age = replace(age, at_event=True)
        low = text[age.start : age.end].lower()
        noun = nouns().match(tokenize(low), 0) if low[:1].isalpha() else None
        if noun is not None and (noun[1].kind == "age" or low in ("infant", "newborn", "baby")):
            yield Item("noun", age.start, age.end, low, noun[1], age)
        else:
            yield Item("age", age.start, age.end, low, age)
    for age in more_ages(text):
        yield Item("age", age.start, age.end, text[age.start : age.end].lower(), age)
    for day in (*times.dates, *more_dates(text, anchor)):
        yield Item("date", day.start, day.end, text[day.start : day.end].lower(), day)
    for place in places:
        yield Item("place", place.start, place.end, text[place.start : place.end].lower(), place)
    for letter in SEX_LETTERS.finditer(text):
        low = letter.group().lower()
        yield Item("noun", letter.start(), letter.end(), low, Noun("m" if low in ("m", "male") else "f", 1, "letter"))


def _word(line: Line, index: int, taken: bytearray) -> tuple[Item, int]:
    """The item that begins at a token no finder has taken, and the index after it."""
    tokens = line.tokens
    token = tokens[index]
    if token.kind != "w":
        return Item("owner" if token.kind == "s" else "sign", token.start, token.end, token.text), index + 1
    kind, end, meaning = _lexical(line, index, _free(line, index, taken))
    if kind == "word":
        kind, end, meaning = _made_work(line, index, end, meaning)
    before = tokens[index - 1] if index else token
    if (
        end == index + 1
        and token.capital
        and before.capital
        and token.start - before.end == 1
        and not token.text.isupper()
    ):
        kind, meaning = "word", None  # the surname of somebody from elsewhere (Turner, Cook)
    low = " ".join(word.low for word in tokens[index:end])
    return Item(kind, token.start, tokens[end - 1].end, low, meaning), end


def _free(line: Line, index: int, taken: bytearray) -> int:
    """The index after the last token from `index` on that no finder has taken (looked for a few tokens ahead)."""
    end = index + 1
    while end < len(line.tokens) and end - index < 9 and not taken[line.tokens[end].start]:
        end += 1
    return end


def _made_work(line: Line, index: int, end: int, meaning: Data) -> tuple[str, int, Data]:
    """A word that the lists lack, formed like a word for work ("a signalman", "a former bean-grower")."""
    tokens, word = line.tokens, line.tokens[index].text
    opens = any(tokens[k].low in _BEFORE_WORK for k in range(max(0, index - 3), index))
    plain = all(tokens[k].text[0].islower() or tokens[k].low in _BEFORE_WORK for k in range(max(0, index - 1), index))
    after = tokens[index + 1].low if index + 1 < len(tokens) else "."
    made = word.islower() and _WORK_ENDING.search(word) is not None and word not in _NOT_WORK
    if made and opens and plain and after in _AFTER_WORK:
        return "work", index + 1, Work("", 1)
    return "word", end, meaning


def _lexical(line: Line, index: int, limit: int) -> tuple[str, int, Data]:
    """The longest phrase of any word list at a token: its kind, the index after it, its meaning."""
    best: tuple[str, int, Data] = ("word", index + 1, None)
    longest = index
    for kind, match in (
        ("kin", kin_words().match(line.tokens, index, limit)),
        ("noun", nouns().match(line.tokens, index, limit)),
        ("work", occupations().match(line.tokens, index, limit)),
        ("deed", deeds().match(line.tokens, index, limit)),
        ("agent", agents().match(line.tokens, index, limit)),
        ("workplace", workplaces().match(line.tokens, index, limit)),
    ):
        if match is not None and match[0] > longest:
            longest = match[0]
            best = (kind, longest, match[1] if isinstance(match[1], Kin | Noun | Work | Deed) else None)
    if best[0] == "work" and longest + 1 < limit and line.tokens[longest].kind == "s":
        more = occupations().match(line.tokens, longest + 1, limit)  # "a fisherman's apprentice"
        if more is not None:
            return "work", more[0], more[1]
    if longest <= index + 1 < limit and line.tokens[index].low in _GRADES and best[0] in ("word", "work"):
        work = occupations().match(line.tokens, index + 1, limit)
        if work is not None and line.tokens[index + 1].start - line.tokens[index].end == 1:
            return "work", work[0], work[1]
    return best


def jobs(text: str) -> list[tuple[int, int]]:
    """Stretches that tell of work with a verb ("washes dishes"), none overlapping."""
    return _apart(text, [match.span() for pattern in trades() for match in pattern.finditer(text)])


def traits(text: str) -> list[tuple[int, int]]:
    """Stretches that tell what few others share, none overlapping."""
    return _apart(text, [match.span() for pattern in distinguishing() for match in pattern.finditer(text)])


def _apart(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest stretches that do not overlap, without blanks at their ends."""
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
