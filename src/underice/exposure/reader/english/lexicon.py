"""The word lists of the English reader, read once from the data files beside the readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar, cast

from underice.exposure.reader.english.tokens import Token, tokenize
from underice.exposure.reader.model import EventKind, Relation, Sex

DATA = Path(__file__).parent.parent / "data"
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Kin:
    """A word for a relative. number: 1, 2 (a plural) or 0 (an undescribed body of relatives)."""

    relation: Relation
    sex: Sex | None
    number: int


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a person. kind: sex, plain, age, couple, pair or title."""

    sex: Sex | None
    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Work:
    """A word for work or rank. flag: "", weak, helper, speaker or reporter; number 1 or 2."""

    flag: str
    number: int


@dataclass(frozen=True, slots=True)
class Deed:
    """A word for an event. voice: p done to somebody, a done by the person, n noun."""

    kind: EventKind
    voice: str


class Phrases(Generic[Entry]):
    """Words and phrases with what they mean; the longest match wins, without regard to case."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}

    def add(self, phrase: str, entry: Entry) -> None:
        """Let `phrase` mean `entry` (the first meaning given to a phrase stays)."""
        words = tuple(token.low for token in tokenize(phrase))
        known = self._by_first.setdefault(words[0], [])
        if all(words != other for other, _ in known):
            known.append((words, entry))
            known.sort(key=lambda pair: -len(pair[0]))

    def match(self, tokens: Sequence[Token], index: int, limit: int | None = None) -> tuple[int, Entry] | None:
        """The longest phrase that begins at token `index` and ends by `limit`: (index after it, meaning)."""
        stop = len(tokens) if limit is None else limit
        for words, entry in self._by_first.get(tokens[index].low, ()):
            end = index + len(words)
            if end <= stop and all(token.low == word for token, word in zip(tokens[index:end], words, strict=True)):
                return end, entry
        return None


def rows(name: str) -> list[str]:
    """The lines of a data file that are not comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed.split()) for name, listed in (row.split("\t") for row in rows("english_words.tsv"))}


def words(name: str) -> frozenset[str]:
    """A small closed set of words by its name in english_words.tsv. Raises KeyError for an unknown name."""
    return _word_sets()[name]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for row in rows("english_patterns.tsv"):
        name, flags, expression = row.split("\t")
        found[name] = re.compile(
            expression, (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
        )
    return found


def pattern(name: str) -> re.Pattern[str]:
    """A pattern over running text by its name in english_patterns.tsv. Raises KeyError for an unknown name."""
    return _patterns()[name]


def _sex(letter: str) -> Sex | None:
    return cast(Sex, letter) if letter in ("f", "m") else None


def plural(word: str) -> str:
    """The regular plural of an English noun phrase ("rock driller" → "rock drillers")."""
    if " of " in word:
        head, rest = word.split(" of ", 1)
        return f"{plural(head)} of {rest}"
    if word.endswith("man") and not word.endswith(("german", "shaman")):
        return word[:-3] + "men"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


@cache
def kin_words() -> Phrases[Kin]:
    """Words for relatives."""
    out: Phrases[Kin] = Phrases()
    for row in rows("english_kin.tsv"):
        words, relation, sex, number = row.split("\t")
        for word in words.split("|"):
            out.add(word, Kin(cast(Relation, relation), _sex(sex), int(number)))
    return out


@cache
def nouns() -> Phrases[Noun]:
    """Nouns for persons."""
    out: Phrases[Noun] = Phrases()
    for row in rows("english_people.tsv"):
        words, sex, number, kind = row.split("\t")
        for word in words.split("|"):
            out.add(word, Noun(_sex(sex), int(number), kind))
    return out


@cache
def occupations() -> Phrases[Work]:
    """Words for work, rank, service and study."""
    out: Phrases[Work] = Phrases()
    for row in rows("english_occupations.txt"):
        word, _, flag = row.partition("\t")
        out.add(word, Work(flag, 1))
        out.add(plural(word), Work(flag, 2))
    return out


@cache
def deeds() -> Phrases[Deed]:
    """Words for events."""
    out: Phrases[Deed] = Phrases()
    for row in rows("english_events.tsv"):
        kind, voice, forms = row.split("\t")
        for form in forms.split("|"):
            out.add(form, Deed(cast(EventKind, kind), voice))
            if voice == "a" and kind != "other":
                for other in _other_forms(form):
                    out.add(other, Deed(cast(EventKind, kind), voice))
    return out


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return {past: tuple(forms.split()) for past, forms in (row.split("\t") for row in rows("english_verbs.tsv"))}


def _other_forms(form: str) -> Iterator[str]:
    """The other forms of a phrase that begins with a verb in the past: "waded across" → "wading across", "wades …"."""
    first, _, rest = form.partition(" ")
    rest = f" {rest}" if rest else ""
    if first == "froze" and not rest:
        return  # frozen ground, a frozen river
    if first in _irregular():
        yield from (f"{other}{rest}" for other in _irregular()[first])
    elif first.endswith("ed") and len(first) > 4:
        stem = first[:-2]
        yield f"{stem}ing{rest}"


@cache
def agents() -> Phrases[bool]:
    """Those who arrest, hold or report."""
    out: Phrases[bool] = Phrases()
    for row in rows("english_agents.txt"):
        out.add(row, True)
    return out


@cache
def figures() -> Phrases[str]:
    """Public and historical figures; the meaning is the name as listed."""
    out: Phrases[str] = Phrases()
    for row in rows("english_figures.txt"):
        out.add(row, row)
        out.add(row.replace("-", " "), row)
    return out


@cache
def titles() -> Phrases[str]:
    """Titles before a name: public, speaker or author."""
    out: Phrases[str] = Phrases()
    for row in rows("english_titles.tsv"):
        kind, words = row.split("\t")
        for word in words.split("|"):
            out.add(word, kind)
    return out


@cache
def distinguishing() -> tuple[re.Pattern[str], ...]:
    """Patterns of what few others share."""
    patterns = (row.split("\t", 1)[1] for row in rows("english_distinguishing.tsv"))
    return tuple(re.compile(r"(?<![\w-])(?:" + pattern + ")", re.IGNORECASE) for pattern in patterns)


@cache
def trades() -> tuple[re.Pattern[str], ...]:
    """Patterns of work said with a verb ("washes dishes")."""
    return tuple(re.compile(r"(?<![\w-])(?:" + row + r")\b", re.IGNORECASE) for row in rows("english_trades.tsv"))


@cache
def workplaces() -> Phrases[bool]:
    """Heads of phrases that name a workplace, unit or school."""
    out: Phrases[bool] = Phrases()
    for row in rows("english_work.txt"):
        out.add(row, True)
    return out
