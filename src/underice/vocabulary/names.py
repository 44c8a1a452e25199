"""Names as written: what a source wrote, its script, and which part is the surname.

Whether a string looks like a Korean name at all is told by `name_likeness`, whose functions can be imported from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from underice.vocabulary.name_likeness import (
    HANGUL,
    HANI,
    NAME_LIKELY,
    NAME_POSSIBLE,
    TOKEN,
    Order,
    hangul_score,
    hanja_score,
    is_hangul_given,
    is_hangul_name,
    is_hanja_name,
    is_korean_given,
    is_latin_name,
    latin_parts,
    latin_score,
    split_hangul,
)
from underice.vocabulary.name_tables import (
    cyrillic_surnames,
    hangul_surnames,
    hanja_surnames,
    latin_key,
    latin_surnames,
    not_names,
)

__all__ = [
    "NAME_LIKELY",
    "NAME_POSSIBLE",
    "SURNAMES_HANGUL",
    "SURNAMES_LATIN",
    "NameAsWritten",
    "hangul_score",
    "hanja_score",
    "is_hangul_given",
    "is_hangul_name",
    "is_hanja_name",
    "is_korean_given",
    "is_korean_surname",
    "is_latin_name",
    "latin_score",
    "not_names",
    "parse",
    "split_hangul",
]

Script = Literal["Hang", "Hani", "Latn", "Cyrl", "Kana"]

SURNAMES_HANGUL: frozenset[str] = frozenset(hangul_surnames())
"""Korean surnames in Hangul, both initial-sound spellings (리 and 이)."""
SURNAMES_LATIN: Mapping[str, tuple[str, ...]] = MappingProxyType(latin_surnames())
"""Latin spelling (small, no marks or apostrophes) → the Hangul surnames it may stand for."""

_CYRILLIC = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё' -]+")
_KANA = re.compile(r"[\u3040-\u30ff・ー＝=\s]{2,}")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class NameAsWritten:
    """A name as a source wrote it.

    script: ISO 15924 code. lang: language of the spelling if it shows, else None. surname and given: as written, None
    if absent or unknown. order: how the parts stand. parts: the tokens in the order written.
    """

    text: str
    script: Script
    lang: str | None
    surname: str | None
    given: str | None
    order: Order
    parts: tuple[str, ...]


def is_korean_surname(text: str) -> bool:
    """True for a Korean surname in Hangul (either initial-sound spelling), Latin, Chinese or Cyrillic letters."""
    text = unicodedata.normalize("NFC", text.strip())
    return (
        text in SURNAMES_HANGUL
        or text in hanja_surnames()
        or text in cyrillic_surnames()
        or latin_key(text) in SURNAMES_LATIN
    )


def parse(text: str) -> NameAsWritten | None:
    """The parts of a name as written, by its script; None if the string cannot be the name of a person.

    Names that are not Korean come back with order "unknown" and no parts assigned; a Hangul word that begins with no
    surname as a given name alone. Digits, sentences and empty strings give None.
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not text or len(text) > _LONGEST or any(char.isdigit() for char in text):
        return None
    compact = text.replace(" ", "")
    if HANGUL.fullmatch(compact):
        return _hangul(text, compact)
    if HANI.fullmatch(compact):
        return _hanja(text, compact)
    if _CYRILLIC.fullmatch(text):
        tokens = tuple(text.replace("-", " ").split())
        if len(tokens) > 1 and tokens[0] in cyrillic_surnames():
            given = text[len(tokens[0]) :].strip(" -")
            return NameAsWritten(text, "Cyrl", "ru", tokens[0], given, "surname-first", tokens)
        return NameAsWritten(text, "Cyrl", "ru", None, None, "unknown", tokens)
    if _KANA.fullmatch(text):
        return NameAsWritten(text, "Kana", "ja", None, None, "unknown", tuple(re.split(r"[・＝=\s]+", text)))
    return _latin(text)


def _hangul(text: str, compact: str) -> NameAsWritten:
    split = split_hangul(compact)
    if split is None:
        return NameAsWritten(text, "Hang", "ko", None, compact, "given-only", tuple(text.split()))
    return NameAsWritten(text, "Hang", "ko", split[0], split[1], "surname-first", split)


def _hanja(text: str, compact: str) -> NameAsWritten:
    width = 2 if len(compact) > 2 and compact[:2] in hanja_surnames() else 1
    surname, given = compact[:width], compact[width:]
    if surname not in hanja_surnames():
        return NameAsWritten(text, "Hani", None, None, None, "unknown", (compact,))
    return NameAsWritten(text, "Hani", None, surname, given, "surname-first", (surname, given))


def _latin(text: str) -> NameAsWritten | None:
    parts = latin_parts(text)
    if parts is not None:
        return NameAsWritten(text, "Latn", None, parts.surname, parts.given, parts.order, parts.tokens)
    tokens = tuple(TOKEN.findall(text))
    latin = all("LATIN" in unicodedata.name(char, "") for token in tokens for char in token if char.isalpha())
    if not latin or not 1 <= len(tokens) <= 4 or TOKEN.sub("", text).strip(" ,."):
        return None
    return NameAsWritten(text, "Latn", None, None, None, "unknown", tokens)
