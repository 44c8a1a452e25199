"""What the words of one line of a list are: marks for ages, births, places, kin, sex, health and the like, in order.

Names are found by `text_names` in what is left. Each pattern is bounded, so that a line is read in linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from underice.intake.cells_words import word_list
from underice.intake.relations import Kin, Together, count_said, find_kin, find_together
from underice.intake.text_patterns import (
    AGES,
    BESIDE_CAPITAL,
    BIRTHS,
    CLOSE,
    DATES,
    DITTO,
    NUMBERS,
    OF_AGE,
    OPEN,
    OTHER_DATES,
    PHONE,
    SEPARATORS,
    SMALL,
    SON,
    TITLES,
    also,
    ands,
    health,
    label_words,
    labels,
    leftplace,
    note,
    persons,
    sexes,
    words,
)
from underice.vocabulary.claims import Claims
from underice.vocabulary.entering import date_said
from underice.vocabulary.validation import age_said

MarkKind = Literal[
    "name", "alias", "sex", "age", "number", "birth", "place", "kin", "together", "person", "unnamed", "job", "health",
    "phone", "left", "ditto", "and", "note", "label", "address", "sep", "open", "close", "rest", "bad-age", "bad-birth",
]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Mark:
    """text[start:end] is something. value: the words as a fact needs them, or "f"/"m" for a sex.

    kin, together: for marks of these kinds. count: how many people ("남자 2명"); 0 if that is not said.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""
    kin: Kin | None = None
    together: Together | None = None
    count: int = 0

    def __repr__(self) -> str:
        return f"Mark({self.kind}, {self.start}:{self.end})"


class Finder:
    """Finds the marks of one line; names and what is left over are added by `text_names`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.claims = Claims(len(text))
        self.marks: list[Mark] = []

    def take(self, start: int, end: int, kind: MarkKind, value: str | None = None, count: int = 0) -> bool:
        """Claim a stretch for a kind of mark; False if some of it is taken."""
        if start >= end or not self.claims.claim(start, end):
            return False
        self.marks.append(Mark(start, end, kind, self.text[start:end].strip() if value is None else value, count=count))
        return True

    def find(self) -> None:
        """All marks save names, places, jobs and the rest."""
        text = self.text
        for hit in PHONE.finditer(text):
            self.take(hit.start(), hit.end(), "phone")
        for hit in words("unnamed").finditer(text):
            self.take(hit.start(), hit.end(), "unnamed")
        for hit in label_words().finditer(text):
            self.take(hit.start(), hit.end(), "label", labels()[(hit["a"] or hit["b"] or hit["c"]).lower()])
        for hit in DITTO.finditer(text):
            self.take(hit.start(), hit.end(), "ditto")
        for hit in also().finditer(text):
            self.take(hit.start(), hit.end(), "label", {"name": "also"}.get(word_list("also")[hit[1].lower()], "alias"))
        for hit in TITLES.finditer(text):
            self.take(hit.start(), hit.end(), "sex", word_list("title")[hit[1].lower()])
        for pattern in (health(), words("left")):
            for hit in pattern.finditer(text):
                self.take(hit.start(), hit.end(), "health" if pattern is health() else "left")
        for hit in words("leftplace").finditer(text):
            self.take(hit.start(), hit.end(), "left")
        for hit in leftplace().finditer(text):
            self.take(hit.start(), hit.end(), "left")
        self._times()
        self._people()

    def _times(self) -> None:
        text = self.text
        for hit in BIRTHS.finditer(text):
            self._birth(hit.start(), hit.end())
        noted = note().search(text) is not None
        for hit in DATES.finditer(text):
            if noted and (hit.end() - hit.start() > 5 or _near_note(text, hit.start(), hit.end())):
                self.take(hit.start(), hit.end(), "note")
            else:
                self._birth(hit.start(), hit.end())
        for hit in OTHER_DATES.finditer(text):
            self.take(hit.start(), hit.end(), "note")
        for pattern in (AGES, OF_AGE):
            for hit in pattern.finditer(text):
                self.take(hit.start(), hit.end(), "age" if _is_age(hit.group().strip()) else "bad-age")

    def _birth(self, start: int, end: int) -> None:
        said = self.text[start:end].strip(" ,")
        for value in (said, f"{said}생", said.rstrip("."), f"{said}년생"):
            found = date_said(value)
            if found is not None and found[:4] <= str(date.today().year):
                self.take(start, end, "birth", value)
                return
        self.take(start, end, "bad-birth")

    def _people(self) -> None:
        text = self.text
        everybody = find_kin(text)
        owned = [kin for kin in everybody if kin.whose or kin.couple]
        for together in find_together(text):
            if any(kin.start < together.end and together.start < kin.end for kin in owned):
                continue
            if self.claims.claim(together.start, together.end):
                self.marks.append(Mark(together.start, together.end, "together", together=together))
        for kin in everybody:
            other = _surname_son(text, kin) or SMALL.match(text, kin.end)
            if not other and self.claims.claim(kin.start, kin.end):
                self.marks.append(Mark(kin.start, kin.end, "kin", kin.as_written, kin))
        for hit in persons().finditer(text):
            if not _name_syllable(text, hit):
                self.take(hit.start(), hit.end(), "person", word_list("person")[hit["word"].lower()], _count(hit))
        for hit in sexes().finditer(text):
            self.take(hit.start(), hit.end(), "sex", word_list("sex")[hit.group().strip().lower()])
        for hit in NUMBERS.finditer(text):
            self.take(hit.start(), hit.end(), "number")
        self._borders()

    def _borders(self) -> None:
        text = self.text
        for place, char in enumerate(text):
            if char in OPEN:
                self.take(place, place + 1, "open", char)
            elif char in CLOSE:
                self.take(place, place + 1, "close", char)
        for hit in SEPARATORS.finditer(text):
            self.take(hit.start(), hit.end(), "sep")
        for hit in ands().finditer(text):
            self.take(hit.start(), hit.end(), "and")


@lru_cache(maxsize=4096)
def _is_age(words: str) -> bool:
    return age_said(words) is not None


def _near_note(text: str, start: int, end: int) -> bool:
    return note().search(text, max(0, start - 20), min(len(text), end + 20)) is not None


def _name_syllable(text: str, hit: re.Match[str]) -> bool:
    """True for "Man" in "Jong Man Bok"."""
    start, end = hit.span("word")
    if not hit["word"][0].isupper() or BESIDE_CAPITAL.search(text, max(0, start - 30), end + 2) is None:
        return False
    return text[end + 1 : end + 2].isupper()


def _count(hit: re.Match[str]) -> int:
    return count_said(hit["n1"]) or count_said(hit["n2"]) or count_said(hit["n3"])


def _surname_son(text: str, kin: Kin) -> bool:
    """True where "Son" is a surname (Son Myong-hui), not a relative."""
    return SON.match(text, kin.start) is not None and (not kin.whose or kin.whose.startswith("="))
