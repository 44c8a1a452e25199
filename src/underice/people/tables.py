"""The tables of the name engine: how letters are written in each scheme, how common syllables are, characters.

All lie in data/ (SOURCES.md beside them says where each comes from) and are read once, at the first name. weights.tsv
is learned by `python -m tools.learn_names`; the rules it starts from are schemes.tsv.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parent / "data"

Scheme = Literal["rr", "mr", "dprk", "press", "yale", "east", "pinyin", "kontsevich", "kana", "hangul", "hanja"]
Slot = Literal["S", "1", "2"]
"""Where a syllable stands: surname, first of the given name, any later one."""

LATIN: tuple[Scheme, ...] = ("rr", "mr", "dprk", "press", "yale", "east")
PARTS = ("onset", "nucleus", "coda")

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
NUCLEI = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = ("-", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _PER_ONSET, _PER_NUCLEUS = 0xAC00, 588, 28  # arithmetic of Hangul syllables, Unicode chapter 3.12
_RIEUL, _NIEUN, _IEUNG = 5, 2, 11
_GLIDES = frozenset((2, 3, 6, 7, 12, 17, 20))  # ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ


def compose(onset: int, nucleus: int, coda: int) -> str:
    """The syllable of three letter numbers (0–18, 0–20, 0–27)."""
    return chr(_FIRST + onset * _PER_ONSET + nucleus * _PER_NUCLEUS + coda)


def letters(syllable: str) -> tuple[int, int, int]:
    """Numbers of onset, nucleus and coda of one Hangul syllable."""
    code = ord(syllable) - _FIRST
    return code // _PER_ONSET, code % _PER_ONSET // _PER_NUCLEUS, code % _PER_NUCLEUS


@cache
def folded(unit: str) -> str:
    """The first syllable of `unit` by the initial-sound rule of the South: 리 → 이, 로 → 노, 녀 → 여."""
    onset, nucleus, coda = letters(unit[0])
    if onset == _RIEUL:
        onset = _IEUNG if nucleus in _GLIDES else _NIEUN
    elif onset == _NIEUN and nucleus in _GLIDES:
        onset = _IEUNG
    return compose(onset, nucleus, coda) + unit[1:]


def alike(unit: str, slot: Slot) -> str:
    """One spelling for all that are the same unit at a place in North and South.

    In surnames and first syllables that is the initial-sound rule; later only 렬 and 률, which the South writes 열 and
    율 after a vowel or ㄴ.
    """
    if slot != "2":
        return folded(unit)
    return {"렬": "열", "률": "율"}.get(unit, unit)


@dataclass(frozen=True)
class Character:
    """A Chinese character of names: Korean readings, common first; pinyin; how usual it is in names (0 to 1).

    full: the full form that it may stand for, itself if none.
    """

    char: str
    hangul: tuple[str, ...]
    pinyin: tuple[str, ...]
    weight: float
    full: str


@dataclass(frozen=True)
class Settings:
    """The numbers of model.toml; each is explained there."""

    threshold: float
    weights: dict[str, float]
    numbers: dict[str, float]


@dataclass(frozen=True)
class Weights:
    """What is learned.

    emission: scheme → part → spelling → (letter number, P(spelling | letter)) pairs. prior: slot → unit → share of
    people. surnames: folded Latin, Cyrillic or kana token → surname → P(token | surname). schemes: scheme → share.
    """

    emission: dict[str, dict[str, dict[str, tuple[tuple[int, float], ...]]]]
    prior: dict[str, dict[str, float]]
    surnames: dict[str, dict[str, float]]
    schemes: dict[str, float]


def lines(file_name: str) -> list[list[str]]:
    """The rows of a table in data/, comments left out."""
    text = (DATA / file_name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def number_of(part: str, letter: str) -> int:
    """Number of a letter of the onset, nucleus or coda ("-" is the empty coda)."""
    return {"onset": ONSETS, "nucleus": NUCLEI, "coda": CODAS}[part].index(letter)


@cache
def rules() -> dict[str, dict[str, dict[str, tuple[tuple[int, float], ...]]]]:
    """The emission table that schemes.tsv states, before anything is learned."""
    found: dict[str, dict[str, dict[str, dict[int, float]]]] = {}
    for part, letter, text in lines("schemes.tsv"):
        for field in text.split("|"):
            scheme, _, spellings = field.partition("=")
            weights = {s.rpartition(":")[0]: float(s.rpartition(":")[2]) for s in spellings.split()}
            for spelling, weight in weights.items():
                held = found.setdefault(scheme, {}).setdefault(part, {}).setdefault(spelling, {})
                held[number_of(part, letter)] = weight / sum(weights.values())
    return {
        scheme: {part: {s: tuple(row.items()) for s, row in rows.items()} for part, rows in parts.items()}
        for scheme, parts in found.items()
    }


@cache
def characters() -> dict[str, Character]:
    """Every character of hanja.tsv; a simplified or variant form has the readings of its first full form."""
    shares = {"e": 1.0, "n": 0.3, "k": 0.02}
    found: dict[str, Character] = {}
    variants = []
    for char, use, hangul, *rest in lines("hanja.tsv")[1:]:
        sounds = tuple(rest[0].split()) if rest else ()
        if use == "v":
            variants.append((char, hangul.split()))
        else:
            found[char] = Character(
                char, tuple(hangul.split()), sounds, shares[use], rest[1] if len(rest) > 1 else char
            )
    for char, forms in variants:
        full = found[forms[0]]
        found[char] = Character(full.char, full.hangul, full.pinyin, 0.0, full.full)
    return found


def plain_characters(text: str) -> str:
    """Characters in the form whose readings are known: simplified forms in full."""
    known = characters()
    return "".join([known[char].char if char in known else char for char in text])


def one_character(one: str, other: str) -> bool:
    """Whether two characters are one, or one is the simplified form of the other (万 of 萬)."""
    if one == other:
        return True
    known = characters()
    return one in known and other in known and (known[one].full == other or known[other].full == one)


@cache
def weights() -> Weights:
    """The learned tables (weights.tsv)."""
    emission: dict[str, dict[str, dict[str, list[tuple[int, float]]]]] = {}
    prior: dict[str, dict[str, float]] = {}
    surnames: dict[str, dict[str, float]] = {}
    schemes: dict[str, float] = {}
    for kind, key, spelling, unit, value in lines("weights.tsv")[1:]:
        number = float(value)
        if kind == "prior":
            prior.setdefault(key, {})[unit] = number
        elif kind == "surname":
            surnames.setdefault(spelling, {})[unit] = number
        elif kind == "scheme":
            schemes[key] = number
        else:
            rows = emission.setdefault(key, {}).setdefault(kind, {}).setdefault(spelling, [])
            rows.append((number_of(kind, unit), number))
    frozen = {
        scheme: {part: {s: tuple(row) for s, row in rows.items()} for part, rows in parts.items()}
        for scheme, parts in emission.items()
    }
    return Weights(frozen, prior, surnames, schemes)


@cache
def settings() -> Settings:
    """The numbers of model.toml."""
    read = tomllib.loads((DATA / "model.toml").read_text(encoding="utf-8"))
    return Settings(float(read["threshold"]), dict(read["weights"]), dict(read["numbers"]))
