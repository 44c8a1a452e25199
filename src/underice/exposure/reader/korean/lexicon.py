"""The word lists of the Korean reader, loaded once from `reader/data/korean_*`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import ahocorasick

from underice.exposure.reader.model import EventKind, Relation, Sex

_DATA = Path(__file__).resolve().parent.parent / "data"
_RELATIONS: dict[str, Relation] = {
    "child": "child",
    "parent": "parent",
    "spouse": "spouse",
    "sibling": "sibling",
    "other": "other",
}
_KINDS: dict[str, EventKind] = {
    "arrest": "arrest",
    "detention": "detention",
    "return": "return",
    "crossing": "crossing",
    "departure": "departure",
    "arrival": "arrival",
    "death": "death",
    "other": "other",
}
_SEXES: dict[str, Sex | None] = {"f": "f", "m": "m", "-": None}


@dataclass(frozen=True, slots=True)
class KinWord:
    """A kin word: its bearer is the `relation` of somebody; `count` people; `of_sex` is what it betrays of that one."""

    word: str
    relation: Relation
    sex: Sex | None
    count: int
    of_sex: Sex | None


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word for two relatives (부부, 모녀): their sexes and what the second is to the first."""

    word: str
    first: Sex | None
    second: Sex | None
    tie: Relation


@dataclass(frozen=True, slots=True)
class PersonWord:
    """A noun that stands for a person; `tells` whether the word itself tells the sex."""

    word: str
    sex: Sex | None
    tells: bool


Entry = KinWord | SetWord | PersonWord | str  # a plain string is an occupation


@dataclass(frozen=True)
class Lexicon:
    """Every list the reader needs; `words` finds kin, sets, people and occupations in one pass."""

    words: ahocorasick.Automaton[tuple[int, Entry]]
    outsiders: ahocorasick.Automaton[int]
    jobs: frozenset[str]
    job_endings: tuple[str, ...]
    workplaces: tuple[str, ...]
    generic_workplaces: frozenset[str]
    titles: frozenset[str]
    public: frozenset[str]
    given: frozenset[str]
    not_names: frozenset[str]
    wordy: frozenset[str]
    not_jobs: frozenset[str]
    fields: frozenset[str]
    events: tuple[tuple[EventKind, re.Pattern[str]], ...]
    marks: tuple[re.Pattern[str], ...]
    trades: tuple[re.Pattern[str], ...]  # work told by a verb, wherever it is said
    skills: tuple[re.Pattern[str], ...]  # … only where a place of work stands before it

    def find_words(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Every occurrence of a kin, set, person or occupation word, also overlapping ones: (start, end, entry)."""
        for last, (length, entry) in self.words.iter(text):
            yield last + 1 - length, last + 1, entry

    def find_outsiders(self, text: str) -> Iterator[tuple[int, int]]:
        """Words for officials, sources and institutions, which are nobody at risk."""
        for last, length in self.outsiders.iter(text):
            yield last + 1 - length, last + 1


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip()


def _list(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _rows(name: str) -> Iterator[list[str]]:
    for line in _lines(name):
        yield line.split("\t")


def _entries() -> Iterator[tuple[str, Entry]]:
    for job in _jobs():
        yield job, job
    for word, sex, tells in _rows("korean_people.tsv"):
        yield word, PersonWord(word, _SEXES[sex], tells == "1")
    for word, relation, sex, count, of_sex in _rows("korean_kin.tsv"):
        yield word, KinWord(word, _RELATIONS[relation], _SEXES[sex], int(count), _SEXES[of_sex])
    for word, first, second, tie in _rows("korean_sets.tsv"):
        yield word, SetWord(word, _SEXES[first], _SEXES[second], _RELATIONS.get(tie, "sibling"))


def _jobs() -> Iterator[str]:
    yield from _lines("korean_jobs.txt")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists, read once a process."""
    words: ahocorasick.Automaton[tuple[int, Entry]] = ahocorasick.Automaton()
    for word, entry in _entries():
        for form in {word, word.replace(" ", "")}:
            words.add_word(form, (len(form), entry))
    words.make_automaton()
    outsiders: ahocorasick.Automaton[int] = ahocorasick.Automaton()
    for word in _list("korean_outsiders.txt"):
        outsiders.add_word(word, len(word))
    outsiders.make_automaton()
    return Lexicon(
        words=words,
        outsiders=outsiders,
        jobs=frozenset(job for job in _jobs() if len(job) >= 3 and " " not in job),
        job_endings=tuple(_list("korean_job_endings.txt")),
        workplaces=tuple(sorted(set(_list("korean_workplaces.txt")), key=len, reverse=True)),
        generic_workplaces=frozenset(_list("korean_generic_workplaces.txt")),
        titles=frozenset(_list("korean_titles.txt")),
        public=frozenset(_list("korean_public.txt")),
        given=frozenset(_list("korean_given.txt")),
        not_names=frozenset(_list("korean_not_names.txt")),
        wordy=frozenset(_list("korean_wordy_names.txt")),
        not_jobs=frozenset(_list("korean_not_jobs.txt")),
        fields=frozenset(_list("korean_job_fields.txt")),
        events=tuple((_KINDS[kind], re.compile(pattern)) for kind, pattern in _rows("korean_events.tsv")),
        marks=tuple(re.compile(row[0]) for row in _rows("korean_marks.tsv")),
        trades=tuple(re.compile(pattern) for kind, pattern in _rows("korean_trades.tsv") if kind == "trade"),
        skills=tuple(re.compile(pattern) for kind, pattern in _rows("korean_trades.tsv") if kind == "at"),
    )
