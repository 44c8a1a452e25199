"""The tables behind Korean names: surnames in four scripts, syllables of given names, words that only look like names.

Read from data/ once, at the first use; sources in data/SOURCES.md.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from underice.vocabulary.place_text import fold

_DATA = Path(__file__).parent / "data"
_FIRST_SYLLABLE, _PER_ONSET, _PER_VOWEL = 0xAC00, 588, 28  # arithmetic of Hangul syllables, Unicode chapter 3.12


def latin_key(name: str) -> str:
    """A Latin name folded for look-up: small, without marks, apostrophes, hyphens and spaces."""
    return re.sub(r"['\- ]", "", fold(unicodedata.normalize("NFC", name)))


def _rows(file_name: str) -> list[dict[str, str]]:
    with (_DATA / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _words(file_name: str) -> frozenset[str]:
    lines = (_DATA / file_name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _surnames() -> tuple[dict[str, str], ...]:
    return tuple(_rows("surnames.csv"))


@cache
def hangul_surnames() -> dict[str, bool]:
    """Hangul surname in either initial-sound spelling → whether it is common."""
    found: dict[str, bool] = {}
    for row in _surnames():
        for form in filter(None, (row["hangul"], row["north"])):
            found[form] = found.get(form, False) or row["common"] == "yes"
    return found


@cache
def latin_surnames() -> dict[str, tuple[str, ...]]:
    """Latin spelling as `latin_key` gives it → the Hangul surnames it may stand for."""
    found: dict[str, list[str]] = {}
    for row in _surnames():
        for spelling in filter(None, row["latin"].split("|")):
            found.setdefault(latin_key(spelling), []).append(row["hangul"])
    return {spelling: tuple(dict.fromkeys(forms)) for spelling, forms in found.items()}


@cache
def hanja_surnames() -> frozenset[str]:
    """Surnames in Chinese characters, one or two long."""
    return frozenset(form for row in _surnames() for form in row["hanja"].split("|") if form)


@cache
def cyrillic_surnames() -> frozenset[str]:
    """Surnames in Cyrillic letters."""
    return frozenset(form for row in _surnames() for form in row["cyrillic"].split("|") if form)


@cache
def given_syllables() -> frozenset[str]:
    """Hangul syllables that given names are made of."""
    return _words("given_syllables.txt")


@cache
def not_names() -> frozenset[str]:
    """Common Korean words that begin with a surname syllable and must not be taken for names."""
    return _words("not_names.txt")


@cache
def latin_words(role: str) -> frozenset[str]:
    """Latin words by role: weak-surname (an everyday word as well), word, hyphenated-word."""
    return frozenset(row["word"] for row in _rows("latin_name_words.csv") if row["role"] == role)


@cache
def latin_given() -> frozenset[str]:
    """Every Latin spelling of a syllable that given names are made of, folded."""
    parts: dict[str, list[list[str]]] = {"onset": [], "vowel": [], "coda": [], "syllable": []}
    for row in _rows("given_latin.csv"):
        parts[row["part"]].append(row["latin"].split("|"))
    spellings = {spelling for listed in parts["syllable"] for spelling in listed}
    for syllable in given_syllables():
        code = ord(syllable) - _FIRST_SYLLABLE
        for first in parts["onset"][code // _PER_ONSET]:
            for middle in parts["vowel"][code % _PER_ONSET // _PER_VOWEL]:
                for last in parts["coda"][code % _PER_VOWEL]:
                    spellings.add(first + middle + last)
                    if first == "s" and middle[0] in "iyeuw":  # si, sin: also written shi, shin
                        spellings.update(("sh" + middle + last, "sh" + middle.lstrip("y") + last))
    return frozenset(s for s in spellings if len(s) > 1 or s in ("a", "o", "i", "u"))
