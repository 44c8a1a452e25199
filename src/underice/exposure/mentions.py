"""Names of registered people in a text, in whatever script and spelling they are written.

Hangul forms (with the initial-sound rule of the South and the North's spelling, written together or apart) and the very
spellings that were recorded are found all at once by an Aho–Corasick automaton. Names in Latin, Cyrillic or Chinese
letters and kana have too many spellings to list: there every run of words that begins or ends with a possible surname
of somebody registered is weighed against all names, and `people.similarity` has the last word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import ahocorasick
import numpy as np

from underice.exposure.name_forms import Folded, hangul_forms, numbers_alike
from underice.exposure.reader.korean.particles import HANGUL, HONORIFICS, tail
from underice.exposure.reader.model import Person, Reading, Span
from underice.people import similarity
from underice.people.codes import code, scan, unit_number
from underice.people.reading import readings
from underice.people.spelling import script_of, titles

_READINGS = 4
_LIKELY = -6.0
"""Bits by its code from which a name is weighed letter by letter (as in people.directory)."""
_CLOSELY = 40
_MOST_WORDS = 4
_SHORTEST_ALONE = 5  # letters of one word that may hold a surname and a given name
_APART = re.compile(r"[ \u00a0]?[-‐‑–][ \u00a0]?|,?[ \u00a0]{1,2}|[ \u00a0]?[·・=＝][ \u00a0]?")
_LATIN = r"[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]"
_WORD = re.compile(rf"{_LATIN}+(?:['’‘ʼ`´](?![sS]\b){_LATIN}+)*|[\u0400-\u052f]+|[\u3041-\u3096\u30a1-\u30faー]+")
"""A word of one script: Korean particles follow a name in other letters without a space."""
_HONORIFIC = re.compile(rf"\s?(?:{HONORIFICS}|기자|교원|교사|의사|대표|부장|과장)")
_HANGUL = re.compile(f"[{HANGUL}]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,}")
_WORDS_IN = ("Latn", "Cyrl", "Kana")


@dataclass(frozen=True, slots=True, repr=False)
class Mention:
    """text[start:end] may be a name of the registered people `keys`; score: how surely it is their name (0 to 1)."""

    start: int
    end: int
    keys: tuple[str, ...]
    score: float

    def __repr__(self) -> str:
        return f"Mention({self.start}–{self.end}, {len(self.keys)} people)"


class Names:
    """The names of registered people, ready to be found in texts. Does not change."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """names: for each key the spellings of her names."""
        self._owners: dict[str, set[str]] = {}
        for key, spellings in names.items():
            for text in spellings:
                if plainly := " ".join(unicodedata.normalize("NFC", text).split()):
                    self._owners.setdefault(plainly, set()).add(key)
        self._texts = list(self._owners)
        coded = [code(text, _READINGS) for text in self._texts]
        self._of = np.repeat(np.arange(len(coded)), [len(one) for one in coded])
        self._codes = np.concatenate([np.zeros((0, 3), dtype=np.uint16), *coded])
        borne = {int(number) for number in self._codes[:, 0] if number}
        self._surnames = frozenset(other for number in borne for other in numbers_alike(number, "S"))
        self._forms: ahocorasick.Automaton[tuple[int, tuple[int, ...]]] = ahocorasick.Automaton(ahocorasick.STORE_ANY)
        self._fill()
        self._is_surname = lru_cache(maxsize=65_536)(self._read_surname)
        self._like = lru_cache(maxsize=8192)(self._weigh)

    def __repr__(self) -> str:
        return f"Names({len(self._texts)} spellings, hidden)"

    def __len__(self) -> int:
        return len(self._texts)

    def _fill(self) -> None:
        """Every form that is looked for letter by letter: its length, and the places of the spellings it stands for."""
        forms: dict[str, set[int]] = {}
        for place, text in enumerate(self._texts):
            for form in (*hangul_forms(text), Folded(text).small):
                if len(form) > 1:
                    forms.setdefault(form, set()).add(place)
        for form, places in forms.items():
            self._forms.add_word(form, (len(form), tuple(sorted(places))))
        if forms:
            self._forms.make_automaton()

    def find(self, text: str) -> tuple[Mention, ...]:
        """All mentions in a text, the longer of those that cross, in order. Offsets are those of `text`."""
        if not len(self._forms):
            return ()
        folded = Folded(text)
        chosen: list[Mention] = []
        found = [*self._written(folded), *self._weighed(folded)]
        for one in sorted(found, key=lambda one: (one.start - one.end, -one.score, one.start)):
            crossing = [place for place, other in enumerate(chosen) if one.start < other.end and other.start < one.end]
            if not crossing:
                chosen.append(one)
            elif len(crossing) == 1 and chosen[crossing[0]].end - chosen[crossing[0]].start == one.end - one.start:
                same = chosen[crossing[0]]
                chosen[crossing[0]] = replace(same, keys=tuple(sorted({*same.keys, *one.keys})))
        return tuple(sorted(chosen, key=lambda one: one.start))

    def _mention(self, folded: Folded, start: int, end: int, places: Iterable[int], score: float) -> Mention:
        keys = sorted({key for place in places for key in self._owners[self._texts[place]]})
        return Mention(folded.first[start], folded.last[end - 1], tuple(keys), score)

    def _written(self, folded: Folded) -> Iterator[Mention]:
        """Forms that stand in the text letter by letter."""
        for last, (length, places) in self._forms.iter(folded.small):
            start, end = last + 1 - length, last + 1
            if _stands(folded.small, start, end):
                yield self._mention(folded, start, end, places, 1.0)

    def _weighed(self, folded: Folded) -> Iterator[Mention]:
        """Names in other letters: runs of words, and runs of Chinese characters."""
        for start, end in (*self._characters(folded.cased), *self._words(folded.cased)):
            found = self._like(folded.cased[start:end])
            if found is not None:
                yield self._mention(folded, start, end, *found)

    def _characters(self, text: str) -> Iterator[tuple[int, int]]:
        for run in _HAN.finditer(text):
            for start in range(run.start(), run.end() - 1):
                if self._is_surname(text[start]) or self._is_surname(text[start : start + 2]):
                    for size in range(2, min(4, run.end() - start) + 1):
                        yield start, start + size

    def _words(self, text: str) -> Iterator[tuple[int, int]]:
        known = titles()["Latn"]
        words = [
            one for one in _WORD.finditer(text) if script_of(one[0]) in _WORDS_IN and one[0].casefold() not in known
        ]
        capitals = sum(one[0][0].isupper() for one in words)
        all_small = capitals * 50 < len(words)  # a text without capitals: every word may belong to a name
        for place in range(len(words)):
            for last in range(place, min(place + _MOST_WORDS, len(words))):
                if last > place and not _APART.fullmatch(text, words[last - 1].end(), words[last].start()):
                    break
                if self._may_be_name([one[0] for one in words[place : last + 1]], all_small):
                    yield words[place].start(), words[last].end()

    def _may_be_name(self, words: Sequence[str], all_small: bool) -> bool:
        """True if words have the look of a name: capitals at the ends where the text has any, and a surname at one end."""
        if not all_small and not _is_capital(words[0]):
            return False
        if len(words) == 1:
            return len(words[0]) >= _SHORTEST_ALONE
        return self._is_surname(words[0]) or self._is_surname(words[-1])

    def _read_surname(self, word: str) -> bool:
        """True if a word may be a surname of somebody registered."""
        return any(unit_number(one.surname or one.given) in self._surnames for one in readings(word, 12))

    def _weigh(self, text: str) -> tuple[tuple[int, ...], float] | None:
        """The spellings that a text is a name of, and how surely; None if it is nobody's, or lacks a surname."""
        if not len(self._codes) or not any(one.surname and one.given for one in readings(text, 2)):
            return None
        bits = scan(text, self._codes)
        likely = np.flatnonzero(bits > _LIKELY)
        order = likely[np.argsort(-bits[likely], kind="stable")]
        near = list(dict.fromkeys(self._of[order].tolist()))[:_CLOSELY]
        scores = [(similarity.score(text, self._texts[place]), place) for place in near]
        good = [(score, place) for score, place in scores if score >= similarity.threshold()]
        return (tuple(place for _, place in good), max(good)[0]) if good else None


def _is_capital(word: str) -> bool:
    return word[0].isupper() or script_of(word) == "Kana"


def _stands(text: str, start: int, end: int) -> bool:
    """True if a form stands as a word of its own: for Hangul, with particles and titles behind it.

    A whole name of three syllables or more at the beginning of a word counts whatever follows: a miss costs more than a
    false alarm.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if not _HANGUL.match(text[start]):
        return not (before.isalpha() and _kind(before) == _kind(text[start])) and not (
            after.isalpha() and _kind(after) == _kind(text[end - 1])
        )
    follows = bool(tail(text, end) or _HONORIFIC.match(text, end))
    whole = sum(1 for char in text[start:end] if char != " ") > 2
    return (whole or follows) if not _HANGUL.match(before) else (whole and follows)


def _kind(char: str) -> str:
    return script_of(char)


def with_names(reading: Reading, names: Names) -> tuple[Reading, dict[str, tuple[str, ...]]]:
    """The reading with every name of a registered person in it, and the keys meant by ref.

    A name inside the words of a person is hers; one that the reader passed over makes a new person at risk. A name of
    several namesakes gives several keys. Public figures and authors who bear such a name count as the registered one.
    """
    persons, spans = list(reading.persons), list(reading.spans)
    meant: dict[str, tuple[str, ...]] = {}
    by_keys: dict[tuple[str, ...], str] = {}
    for mention in names.find(reading.text):
        ref = _bearer(spans, mention) or by_keys.get(mention.keys)
        if ref is None:
            ref = f"p{len(persons) + 1}"
            persons.append(Person(ref, "at_risk", name=reading.text[mention.start : mention.end]))
        place = next(number for number, one in enumerate(persons) if one.ref == ref)
        persons[place] = _named(persons[place], reading.text[mention.start : mention.end])
        by_keys[mention.keys] = ref
        meant[ref] = tuple(dict.fromkeys((*meant.get(ref, ()), *mention.keys)))
        if not any(_inside(mention, span) and span.label == "name" and ref in span.refs for span in spans):
            spans.append(Span(mention.start, mention.end, "name", (ref,)))
    if not meant:
        return reading, {}
    return replace(reading, persons=tuple(persons), spans=tuple(sorted(spans))), meant


def _bearer(spans: Sequence[Span], mention: Mention) -> str | None:
    """Whose name the words are, as the reader has it."""
    for span in spans:
        if span.label == "name" and len(span.refs) == 1 and _inside(mention, span):
            return span.refs[0]
    return None


def _inside(mention: Mention, span: Span) -> bool:
    return mention.start < span.end and span.start < mention.end


def _named(person: Person, name: str) -> Person:
    role = person.role if person.role in ("at_risk", "kin", "helper", "author") else "at_risk"
    return replace(person, name=person.name or name, role=role)
