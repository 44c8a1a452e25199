"""Cases that were reported, beside the questions they may say something about: analogies, never a rate.

Each comes with why it may not be like yours. They are known because they became news; quiet successes never do. Facts
only, from data/reference_cases.csv (sources there and in data/SOURCES.md).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from underice.vocabulary.language import LANGUAGES, Language

Words = Mapping[Language, str]
_NOTHING = ("not reported", "not applicable")
_FILE = Path(__file__).parent / "data" / "reference_cases.csv"


@dataclass(frozen=True, slots=True)
class Case:
    """One reported case. start, end: EDTF months or days. persons: how many, as reported ("62–65").

    done: what was tried; came: what became of them; others: what was reported of others; unlike: why it may not be
    like yours, in each language. confidence: a code, "high" or "medium" and what it is about. beside: the quantities
    it stands beside. source: publications.
    """

    code: str
    start: str
    end: str
    persons: str
    place: Words
    done: Words
    came: Words
    others: Words
    unlike: Words
    confidence: str
    beside: tuple[str, ...]
    source: str

    @property
    def tells_of_others(self) -> bool:
        """True if something was reported of people who were not on the list."""
        return self.others["en"] not in _NOTHING

    @property
    def year(self) -> str:
        """The year it began in."""
        return self.start[:4]


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """All cases, the earliest first."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_case(row) for row in csv.DictReader(file))


def beside(name: str) -> tuple[Case, ...]:
    """The cases that stand beside one quantity, the one it says most about first."""
    found = [case for case in cases() if name in case.beside]
    return tuple(sorted(found, key=lambda case: case.beside.index(name)))


def _case(row: Mapping[str, str]) -> Case:
    place, done, came, others, unlike = (
        MappingProxyType({lang: row[f"{column}_{lang}"] for lang in LANGUAGES})
        for column in ("place", "done", "came", "others", "unlike")
    )
    return Case(
        row["case"], row["start"], row["end"], row["persons"], place, done, came, others, unlike,
        confidence=row["confidence"], beside=tuple(row["beside"].split()), source=row["source"],
    )  # fmt: skip
