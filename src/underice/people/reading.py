"""From a name in any script to ranked Hangul readings: `readings("Kim Ch'ŏl-su")` → 김철수 (mr) first.

A name is parsed in every way its script allows (which word is the surname, where syllables end, which romanisation);
each parse is a row of cells, one a syllable, with the probability that the writer meant it so. Everything else in this
room works on parses, which are kept for the names seen last.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from underice.people.cells import (
    MEETING,
    Cell,
    double_surnames,
    hangul_cell,
    hanja_cell,
    latin_cell,
    pinyin_cell,
    pinyin_sounds,
    surname_cell,
)
from underice.people.spelling import Cut, Script, Spelling, cuts, spell
from underice.people.tables import LATIN, Scheme, Slot, settings, weights
from underice.people.typing_errors import corrected
from underice.vocabulary.name_tables import hangul_surnames, hanja_surnames

Order = Literal["surname-first", "surname-last", "reversed", "comma", "given-only", "surname-only"]

_KEPT = 8  # parses of a name
_GIVEN_LONGEST = 3  # syllables
_CUTS = 12  # ways to cut one token that are weighed
_BEFORE_N = frozenset(("ng", "m", "n", "k", "p"))  # codas after which ㄹ is heard, and by some written, as n


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """One way to understand a name. cells: surname first (None if no surname is written), then the given syllables.

    weight: probability among the parses of the name, log_weight its log2; typed: a letter was put right first;
    numbers: those of the cells, 0 for None.
    """

    cells: tuple[Cell | None, ...]
    scheme: Scheme
    order: Order
    weight: float
    log_weight: float
    numbers: tuple[int, ...]
    typed: bool = False

    @property
    def best(self) -> str:
        """The most probable Hangul of this parse."""
        return "".join(cell.best for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class HangulReading:
    """A Hangul form a name may stand for, split in surname ("" if none is written) and given name.

    share: probability among the readings; scheme and order: how the name is then written.
    """

    hangul: str
    surname: str
    given: str
    share: float
    scheme: Scheme
    order: Order


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """All parses of a name, best first; evidence: natural logarithm of the probability of the string itself."""

    name: str
    spelling: Spelling
    parses: tuple[Parse, ...]
    evidence: float


Way = tuple[tuple[Cell | None, ...], Scheme, Order, float]


@lru_cache(maxsize=262_144)
def parse(name: str) -> Parsed:
    """The parses of a name, at most eight. A string that is no Korean name in any known script has none."""
    spelling = spell(name)
    found = list(ways(spelling))
    total = sum(way[3] for way in found)
    typed = False
    if spelling.script == "Latn" and total < settings().numbers["typing_least"] and _surname_like(spelling):
        mended = [way for other in corrected(spelling) for way in ways(other)]
        more = sum(way[3] for way in mended) * settings().numbers["typing_error"]
        if more > total:
            found, total, typed = mended, more, True
    best = heapq.nlargest(_KEPT, found, key=lambda way: way[3])
    if not best or not total:
        return Parsed(name, spelling, (), -math.inf)
    kept = [way for way in best if way[3] >= best[0][3] * settings().numbers["parse_least"]]
    mass = sum(way[3] for way in kept)
    parses = tuple(
        Parse(cells, scheme, order, p / mass, math.log2(p / mass), tuple(c.number if c else 0 for c in cells), typed)
        for cells, scheme, order, p in kept
    )
    return Parsed(name, spelling, parses, math.log(total))


def _surname_like(spelling: Spelling) -> bool:
    return any(token.letters in weights().surnames for token in spelling.tokens)


def readings(name: str, limit: int = 10) -> tuple[HangulReading, ...]:
    """Hangul forms that a written name may stand for, most probable first, at most `limit`.

    >>> readings("Ri Yong Hui")[0].hangul
    '리영희'
    """
    found: dict[tuple[str, str], tuple[float, Scheme, Order, float]] = {}
    for one in parse(name).parses:
        for units, p in _spread(one, limit):
            key = (units[0], "".join(units[1:]))
            share = p * one.weight
            held = found.get(key, (0.0, one.scheme, one.order, 0.0))
            strongest = (one.scheme, one.order, share) if share > held[3] else held[1:]
            found[key] = (held[0] + share, *strongest)
    ranked = sorted(found.items(), key=lambda item: -item[1][0])[:limit]
    return tuple(
        HangulReading(surname + given, surname, given, share, scheme, order)
        for (surname, given), (share, scheme, order, _) in ranked
    )


def _spread(one: Parse, limit: int) -> list[tuple[tuple[str, ...], float]]:
    """The likeliest rows of Hangul units of a parse."""
    rows: list[tuple[tuple[str, ...], float]] = [((), 1.0)]
    for cell in one.cells:
        shares = cell.share if cell else {"": 1.0}
        rows = [((*row, unit), p * q) for row, p in rows for unit, q in shares.items()]
        rows = heapq.nlargest(limit, rows, key=lambda row: row[1])
    return rows


def ways(spelling: Spelling) -> Iterator[Way]:
    """Every way to understand a spelling: cells, scheme, order and probability, in no order."""
    if spelling.script == "Hang":
        yield from _whole("".join(token.letters for token in spelling.tokens), "hangul")
    elif spelling.script == "Hani":
        yield from _whole("".join(token.letters for token in spelling.tokens), "hanja")
    elif spelling.script != "none":
        yield from _lettered(spelling)


def _slot(place: int) -> Slot:
    return "1" if place == 0 else "2"


def _whole(text: str, scheme: Scheme) -> Iterator[Way]:
    """Hangul and Hanja: one character a syllable; surname of one or two, or none."""
    make = hangul_cell if scheme == "hangul" else hanja_cell
    surnames = hangul_surnames() if scheme == "hangul" else hanja_surnames()
    for width in (1, 2):
        given = text[width:]
        if len(text) >= width and len(given) <= _GIVEN_LONGEST and (width == 1 or text[:2] in surnames):
            cells = (make(text[:width], "S"), *(make(char, _slot(place)) for place, char in enumerate(given)))
            if None not in cells:
                known = 1.0 if text[:width] in surnames else 1e-3
                order: Order = "surname-first" if given else "surname-only"
                yield cells, scheme, order, known * _mass(cells) * _length(len(given))
    if 2 <= len(text) <= _GIVEN_LONGEST and text[0] not in surnames or len(text) == 2:
        alone = (None, *(make(char, _slot(place)) for place, char in enumerate(text)))
        if None not in alone[1:]:
            yield alone, scheme, "given-only", settings().numbers["given_only"] * _mass(alone) * _length(len(text))


def _mass(cells: tuple[Cell | None, ...]) -> float:
    mass = 1.0
    for cell in cells:
        mass *= cell.mass if cell else 1.0
    return mass


def _length(syllables: int) -> float:
    """Share of given names of so many syllables (0: none written)."""
    return (0.002, 0.04, 0.95, 0.01)[syllables] if syllables <= _GIVEN_LONGEST else 0.0


def _lettered(spelling: Spelling) -> Iterator[Way]:
    mend = not _surname_like(spelling)
    for surname, given, order, p in _orders(spelling):
        heads = _heads(surname, spelling.script, mend)
        if not heads:
            continue
        for scheme, tail, mass in _given(given, spelling.script):
            for head, share in heads.get(scheme, ()):
                yield (head, *tail), scheme, order, p * share * mass


def _orders(spelling: Spelling) -> Iterator[tuple[str, tuple[str, ...], Order, float]]:
    """Surname, given tokens, order and its probability; a surname of two tokens is handed on as one."""
    tokens, numbers = spelling.tokens, settings().numbers
    words = tuple(token.letters for token in tokens)
    if not tokens:
        return
    if spelling.comma:
        yield "".join(words[: spelling.comma]), words[spelling.comma :], "comma", 1.0
        return
    if len(tokens) == 1:
        yield words[0], (), "surname-only", numbers["surname_only"]
        yield "", words, "given-only", numbers["given_only"]
        return
    last = numbers["surname_last"]
    if tokens[-1].loud and not tokens[0].loud:
        last = 0.9
    elif tokens[0].loud and not tokens[-1].loud:
        last = 0.02
    if not tokens[1].bound or len(tokens) == 2:
        yield words[0], words[1:], "surname-first", 1.0 - last
    if not tokens[-1].bound or len(tokens) == 2:
        yield words[-1], words[:-1], "surname-last", last
    if len(tokens) == 3 and not any(token.bound for token in tokens):
        yield words[2], (words[1], words[0]), "reversed", numbers["surname_reversed"]
    if len(tokens) > 2:
        double = words[0] + words[1]
        if len(_two(double)) == 2:
            yield double, words[2:], "surname-first", 0.5
    if all(token.bound for token in tokens[1:]):
        yield "", words, "given-only", numbers["given_only"]


@lru_cache(maxsize=65_536)
def _two(token: str) -> str:
    """The two-syllable surname a Latin token is written for, "" if none."""
    known = weights().surnames.get(token, {})
    return next((unit for unit in known if unit in double_surnames()), "")


def _schemes(script: Script) -> tuple[Scheme, ...]:
    return {"Latn": LATIN, "Cyrl": ("kontsevich",), "Kana": ("kana",)}.get(script, ())


_Heads = dict[Scheme, tuple[tuple[Cell | None, float], ...]]


@lru_cache(maxsize=65_536)
def _heads(surname: str, script: Script, mend: bool) -> _Heads:
    """Scheme → the two likeliest cells of a surname, with the share of the scheme; {} if the token is no surname.

    mend: no token of the name is a known surname, so this one may have a slip.
    """
    found: _Heads = {}
    forms = [cut for cut in cuts(surname, script) if len(cut) <= 2] or [()]
    for scheme in _schemes(script):
        share = weights().schemes.get(scheme, 1.0)
        if not surname:
            found[scheme] = ((None, share),)
            continue
        made = [cell for cut in forms[:6] if (cell := surname_cell(surname, cut, scheme, mend)) is not None]
        by_unit = {cell.best: cell for cell in sorted(made, key=lambda cell: cell.mass)}
        best = sorted(by_unit.values(), key=lambda cell: -cell.mass)[:2]
        if best:
            found[scheme] = tuple((cell, share * cell.mass) for cell in best)
    sound = pinyin_cell(surname, "S") if script == "Latn" and surname else None
    if script == "Latn" and (sound or not surname):
        found["pinyin"] = ((sound, weights().schemes["pinyin"] * (sound.mass if sound else 1.0)),)
    return found


@lru_cache(maxsize=262_144)
def _given(tokens: tuple[str, ...], script: Script) -> tuple[tuple[Scheme, tuple[Cell, ...], float], ...]:
    """The likeliest rows of cells of a given name, at most three a scheme, with scheme and probability."""
    if not tokens:
        return tuple((scheme, (), _length(0)) for scheme in _schemes(script))
    found: list[tuple[Scheme, tuple[Cell, ...], float]] = []
    most = _GIVEN_LONGEST + 1 - len(tokens)
    fitting = [_fitting(token, script, most) for token in tokens]
    rows = [tuple(syllable for part in parts for syllable in part) for parts in product(*fitting)]
    short = [row for row in rows if len(row) <= _GIVEN_LONGEST]
    least = 0.0
    for scheme in _schemes(script):
        some = [made for row in short if (made := _row(row, scheme)) is not None and made[1] > least]
        for cells, mass in heapq.nlargest(3, some, key=lambda item: item[1]):
            least = max(least, mass * settings().numbers["parse_least"])
            found.append((scheme, cells, mass))
    if script == "Latn":
        found += _given_pinyin(tokens)
    return tuple(way for way in found if way[2] > least)


def _fitting(token: str, script: Script, most: int) -> list[Cut]:
    """The cuts of one token that are weighed; beside another token, a token that can be one syllable is one."""
    found = [cut for cut in cuts(token, script) if len(cut) <= most][:_CUTS]
    if most < _GIVEN_LONGEST and found and len(found[0]) == 1:
        return [cut for cut in found if len(cut) == 1]
    return found


def _row(row: Cut, scheme: Scheme) -> tuple[tuple[Cell, ...], float] | None:
    """The cells of syllables spelt by one scheme and their probability; None if one cannot be read so."""
    cells: list[Cell] = []
    mass = _length(len(row))
    for place, syllable in enumerate(row):
        meets = place + 1 < len(row) and row[place + 1][0][0] in MEETING
        met = place > 0 and row[place - 1][2] in _BEFORE_N
        cell = latin_cell(syllable, _slot(place), scheme, meets=meets, met=met)
        if cell is None:
            return None
        cells.append(cell)
        mass *= cell.mass
    return tuple(cells), mass


def _given_pinyin(tokens: tuple[str, ...]) -> list[tuple[Scheme, tuple[Cell, ...], float]]:
    found: list[tuple[Scheme, tuple[Cell, ...], float]] = []
    for parts in product(*(_pinyin_cuts(token.replace("'", " ")) for token in tokens)):
        row = tuple(sound for part in parts for sound in part)
        if len(row) > _GIVEN_LONGEST:
            continue
        cells = tuple(cell for place, sound in enumerate(row) if (cell := pinyin_cell(sound, _slot(place))))
        if len(cells) == len(row):
            found.append(("pinyin", cells, _length(len(row)) * _mass(cells)))
    return heapq.nlargest(2, found, key=lambda item: item[2])


@lru_cache(maxsize=65_536)
def _pinyin_cuts(token: str) -> tuple[tuple[str, ...], ...]:
    """Every way to cut a token into at most three pinyin syllables."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while waiting:
        start, row = waiting.pop()
        if start >= len(token):
            found.append(row)
        elif token[start] == " ":
            waiting.append((start + 1, row))
        elif len(row) < _GIVEN_LONGEST:
            for end in range(start + 1, min(start + 6, len(token)) + 1):
                if token[start:end] in pinyin_sounds():
                    waiting.append((end, (*row, token[start:end])))
    return tuple(found)


__all__ = ["HangulReading", "Order", "Parse", "Parsed", "parse", "readings"]
