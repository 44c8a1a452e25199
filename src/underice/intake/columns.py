"""Which column means what: by the words over it in Korean, Chinese and English, or, where none stand, by its content."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from underice.intake.cells import (
    age_said,
    birth_said,
    empty,
    kin_said,
    name_like,
    name_said,
    phone_said,
    place_said,
    sex_said,
)
from underice.intake.relations import DATA

OF = "of:"
"""Begins the meaning of a column that names a relative: "of:mother"."""
UNKNOWN = "unknown"
BOTH = "+"
"""Stands between the meanings of a column that says two things ("성별/나이": "sex+age")."""

_BRACKETS = re.compile(r"[(\[（［<〈【].*?(?:[)\]）］>〉】]|$)")
_DROPPED = re.compile(r"[\s:：*＊_\-–'’`.,，、※·。?？!]+")
_PARTS = re.compile(r"[/／·|&+\n(（)）,，、]| 및 | and | or ")
_NUMBERED = re.compile(r"^[Qq문]?\s?[0-9]{1,3}\s?[.)．]\s*(?=[^\W\d_])")
_LATIN = re.compile(r"[a-z]+")
_LABEL = 60  # letters; what is longer is no head of a column
_SAMPLE = 60  # cells of a column from which its meaning is told
_MOST = 0.6  # share of the cells that must look alike
_ORDINAL = re.compile(r"(?:no|nr|№|#|第)?[.\s]*([0-9]{1,6})\s*(?:[.)．、번号）]|st|nd|rd|th)?", re.IGNORECASE)
_LIKELY = 0.6


@dataclass(frozen=True, slots=True, repr=False)
class Column:
    """One column of a table. index: in the row. meaning: a property of "person", or "ordinal", "surname", "given",
    "kin", "family", "household", "of:" and a relation, "unknown". heading: its words as written, "" without any.
    """

    index: int
    meaning: str
    heading: str = ""

    def __repr__(self) -> str:
        return f"Column({self.index}, {self.meaning})"


def key(label: str) -> str:
    """A word of a list made comparable: no capitals, spaces, marks, brackets; one form of wide and narrow letters."""
    plain = unicodedata.normalize("NFKC", label).casefold()
    without = _DROPPED.sub("", _BRACKETS.sub("", plain))
    return without or _DROPPED.sub("", plain).strip("()[]")


@cache
def word_list(kind: str) -> frozenset[str]:
    """The words of one line of data/columns_words.tsv, each as `key` makes it."""
    return frozenset(word for word, kinds in _words().items() if kind in kinds)


def is_word(kind: str, text: str) -> bool:
    """True if the whole text is a word of a kind ("total", "self", "signature" …)."""
    return len(text) <= _LABEL and kind in _words().get(key(text), ())


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (DATA / "columns_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, listed = line.partition("\t")
            for word in listed.split("|"):
                found.setdefault(key(word) or word, []).append(kind)
    return {word: tuple(kinds) for word, kinds in found.items()}


_NOT_HEADS = frozenset({"not-a-person", "name-word", "self", "total", "subtotal", "signature"})


@cache
def _heads() -> dict[str, str]:
    """Key of a head of a column → its meaning."""
    found: dict[str, str] = {}
    for word, kinds in _words().items():
        for kind in kinds:
            if kind not in _NOT_HEADS:
                found.setdefault(word, kind)
    return found


@cache
def _long_heads() -> dict[str, str]:
    """Heads that may end or begin a longer one ("체포자 성명", "name of person detained")."""
    return {
        word: kind
        for word, kind in _heads().items()
        if len(word) >= (4 if word.isascii() else 2) and kind not in ("ordinal", "household", "kin", "family", "remark")
    }


def meaning_of(label: str) -> str | None:
    """What the words over a column mean; None if they are not known, or are no head of a column."""
    label = _NUMBERED.sub("", label)
    if not label or len(label) > _LABEL:
        return None
    return _meaning(label)


@lru_cache(maxsize=512)
def _meaning(label: str) -> str | None:
    whole = key(label)
    known = _heads().get(whole)
    if known:
        return known
    parts = [key(part) for part in _PARTS.split(label) if key(part)]
    meanings = {_heads().get(part) for part in parts}
    if len(parts) > 1 and None not in meanings:
        return BOTH.join(dict.fromkeys(_heads()[part] for part in parts))
    relative = _of_relative(whole, label)
    if relative:
        return relative
    for word in _held(whole, label):
        meaning = _long_heads().get(word)
        if meaning is not None:
            rest = whole.replace(word, "", 1)
            other = _words().get(rest, ()) + _words().get(rest.removeprefix("of"), ())
            return None if "not-a-person" in other or _of_relative(rest, rest) else meaning
    return None


def _held(whole: str, label: str) -> list[str]:
    """What a longer head may end with and, in Latin letters, begin with, longest first."""
    if not whole.isascii():
        return [whole[at:] for at in range(1, len(whole) - 1)]
    words = _LATIN.findall(label.casefold())
    begins = ["".join(words[:end]) for end in range(1, len(words))]
    ends = ["".join(words[at:]) for at in range(1, len(words))]
    return sorted({*begins, *ends}, key=lambda word: (-len(word), word))


def _of_relative(whole: str, label: str) -> str | None:
    """The meaning "of:mother" for "모", "어머니 성명", "mother's name"."""
    bare = whole
    for word in sorted(word_list("name-word"), key=len, reverse=True):
        if bare.endswith(word) and len(bare) > len(word):
            bare = bare.removesuffix(word)
            break
    for text in (bare, label.strip()):
        kin = kin_said(text) if 0 < len(text) <= 20 else None
        if kin is not None and not kin.whose and kin.count == 1:
            return f"{OF}{kin.relation}"
    return None


def meanings_of(cells: Sequence[str]) -> list[str | None]:
    """The meaning of each cell as a head of a column, None for one that is none."""
    return [meaning_of(cell) if cell else None for cell in cells]


def is_head(cells: Sequence[str]) -> bool:
    """True if a row of cells is the head of a table: two known heads or more, and no cell that can only be a value."""
    told = [cell for cell in cells if cell]
    if len(told) < 2 or any(value_like(cell) for cell in told):
        return False
    strong = weak = 0
    meanings = meanings_of(told)
    for meaning in meanings:
        if meaning is not None and not meaning.startswith(OF):
            strong += 1
        elif meaning is not None:
            weak += 1
    if strong > 2 and "name" in meanings:
        return True
    return strong >= 2 and (strong + weak) * 3 >= len(told)


def value_like(cell: str) -> bool:
    """True if a cell is surely a value: a number, a sex, an age with its unit, a telephone number."""
    if cell[0].isdigit():
        return meaning_of(cell) is None
    return sex_said(cell) is not None and meaning_of(cell) is None


def ordinal_said(text: str) -> int | None:
    """The number of "3", "3.", "No. 3", "3번", "③" or "三"; None if the cell says more."""
    if len(text) == 1 and not text.isascii():
        try:
            number = unicodedata.numeric(text)
        except ValueError:
            return None
        return int(number) if number.is_integer() and number > 0 else None
    found = _ORDINAL.fullmatch(text)
    return int(found[1]) if found else None


def by_content(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What the columns of a table without a head mean, as far as their cells show it; no name column → ()."""
    width = max((len(row) for row in rows), default=0)
    columns = []
    for index in range(min(width, 64)):
        cells = [row[index] for row in rows if index < len(row) and row[index]][:_SAMPLE]
        columns.append(Column(index, _kind_of(cells)))
    for index in range(64, width):
        columns.append(Column(index, UNKNOWN))
    columns = _only_one(columns)
    return tuple(columns) if any(column.meaning == "name" for column in columns) else ()


def _kind_of(cells: list[str]) -> str:
    if not cells:
        return UNKNOWN
    numbers = [number for number in (ordinal_said(cell) for cell in cells) if number is not None]
    if len(numbers) == len(cells) and len(numbers) > 1 and _counts_up(numbers):
        return "ordinal"
    found: Counter[str] = Counter()
    for cell in cells:
        found[_looks_like(cell)] += 1
    del found["nothing"]
    said = sum(found.values())
    if not said:
        return UNKNOWN
    best, count = found.most_common(1)[0]
    return best if count >= _MOST * said else UNKNOWN


def _looks_like(cell: str) -> str:
    if empty(cell):
        return "nothing"
    if sex_said(cell):
        return "sex"
    if age_said(cell):
        return "age"
    if phone_said(cell):
        return "phone"
    if birth_said(cell):
        return "birth"
    kin = kin_said(cell)
    if kin is not None or is_word("self", cell):
        return "kin"
    names = name_said(cell).names if len(cell) < _LABEL else ()
    if names and name_like(names[0]) >= _LIKELY:
        return "name"
    if place_said(cell):
        return "origin"
    return "name" if names and name_like(names[0]) > 0 else UNKNOWN


def _counts_up(numbers: list[int]) -> bool:
    """True for the numbers of rows: they begin near one, rise by one nearly always."""
    steps = [after - before for before, after in pairwise(numbers)]
    return numbers[0] <= 2 and sum(step == 1 for step in steps) >= 0.7 * len(steps)


def _only_one(columns: list[Column]) -> list[Column]:
    """Of several columns of ages, sexes or places the first counts: nobody knows what the others are."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        meaning = column.meaning
        seen[meaning] += 1
        if meaning in ("age", "sex", "ordinal", "birth", "kin", "origin") and seen[meaning] > 1:
            meaning = UNKNOWN
        found.append(Column(column.index, meaning))
    return found
