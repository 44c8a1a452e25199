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
from typing import Literal, NamedTuple

from underice.people.cells import (
    Cell,
    double_surnames,
    hangul_cell,
    hanja_cell,
    latin_cell,
    pinyin_cell,
    pinyin_sounds,
    slip_cell,
    surname_cell,
)
from underice.people.spelling import Cut, Script, Spelling, cuts, spell
from underice.people.syllables import BEFORE_N, MEETING, Masses, neighbours, schemes_of, token_ways
from underice.people.tables import LATIN, Scheme, Slot, plain_characters, settings, weights
from underice.people.typing_errors import mistyped, swapped
from underice.vocabulary.name_tables import hangul_surnames, hanja_surnames

Order = Literal["surname-first", "surname-last", "reversed", "comma", "given-only", "surname-only"]

_KEPT = 6  # parses of a name
_GIVEN_LONGEST = 3  # syllables
_RUN_TOGETHER = 5  # letters from which one word may be a surname and a given name
_SLIP_LONGEST = 14  # letters of a token in which a slip is looked for
MARK = "~"  # a mistyped syllable among the syllables of a name: ("-", letters, MARK)
_TAILS = 8  # ways to read a given name that are weighed together with a surname


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


class Tail:
    """The given name of one way to understand a name; its cells are made when they are first asked for."""

    __slots__ = ("_cells", "_numbers", "_row", "scheme", "typed")

    def __init__(
        self, scheme: Scheme, row: Cut = (), cells: tuple[Cell | None, ...] | None = None, typed: bool = False
    ) -> None:
        self.scheme = scheme
        self.typed = typed
        self._row = row
        self._cells = cells
        self._numbers: tuple[int, ...] | None = None

    @property
    def row(self) -> Cut:
        """The syllables as they are spelt; none for characters."""
        return self._row

    @property
    def cells(self) -> tuple[Cell | None, ...]:
        """One cell a syllable."""
        if self._cells is None:
            self._cells = _cells_of(self._row, self.scheme)
        return self._cells

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the cells."""
        if self._numbers is None:
            self._numbers = tuple([cell.number if cell else 0 for cell in self.cells])
        return self._numbers


class Parse(NamedTuple):
    """One way to understand a name.

    head: the cell of the surname, None if none is written; tail: the given name; weight: probability among the parses
    of the name, log_weight its log2; numbers: those of the cells, 0 for None; typed: a letter was put right first.
    """

    head: Cell | None
    tail: Tail
    order: Order
    weight: float
    log_weight: float
    numbers: tuple[int, ...]
    typed: bool = False

    @property
    def cells(self) -> tuple[Cell | None, ...]:
        """Surname first (None if no surname is written), then the given syllables."""
        return (self.head, *self.tail.cells)

    @property
    def scheme(self) -> Scheme:
        """How the given name is written."""
        return self.tail.scheme

    @property
    def best(self) -> str:
        """The most probable Hangul of this parse."""
        return "".join([cell.best for cell in self.cells if cell])


class Parsed(NamedTuple):
    """All parses of a name, best first; evidence: natural logarithm of the probability of the string itself."""

    name: str
    script: Script
    parses: tuple[Parse, ...]
    evidence: float


def _cells_of(row: Cut, scheme: Scheme) -> tuple[Cell | None, ...]:
    cells: list[Cell | None] = []
    for place, syllable in enumerate(row):
        meets = place + 1 < len(row) and row[place + 1][0][0] in MEETING
        met = place > 0 and row[place - 1][2] in BEFORE_N
        if syllable[2] == MARK:
            cells.append(slip_cell(syllable[1], _slot(place)))
        else:
            cells.append(latin_cell(syllable, _slot(place), scheme, meets, met))
    return tuple(cells)


Light = tuple[float, Cell | None, Tail, Order]
"""Probability, surname, given name and order of one way to understand a name, before its cells are made."""
Way = tuple[tuple[Cell | None, ...], Scheme, Order, float]


@lru_cache(maxsize=65_536)
def parse(name: str) -> Parsed:
    """The parses of a name, at most six. A string that is no Korean name in any known script has none."""
    spelling = spell(name)
    found = _light(spelling)
    total = sum([way[0] for way in found])
    if spelling.script == "Latn" and spelling.tokens and total < settings().numbers["typing_least"]:
        found = found + _slips(spelling)
        total = sum([way[0] for way in found])
    if not total:
        return Parsed(name, spelling.script, (), -math.inf)
    return Parsed(name, spelling.script, _kept(found), math.log(total))


def _kept(found: list[Light]) -> tuple[Parse, ...]:
    """The likeliest ways as parses, their weights adding up to 1."""
    found.sort(key=_probability, reverse=True)
    least = found[0][0] * settings().numbers["parse_least"]
    kept = [way for way in found[:_KEPT] if way[0] >= least]
    mass = sum([way[0] for way in kept])
    parses = []
    for p, head, tail, order in kept:
        share = p / mass
        if head is None:
            parses.append(Parse(None, tail, order, share, math.log2(share), (0, *tail.numbers), tail.typed))
        else:
            numbers, typed = (head.number, *tail.numbers), tail.typed or head.typed
            parses.append(Parse(head, tail, order, share, math.log2(share), numbers, typed))
    return tuple(parses)


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
    for p, head, tail, order in _light(spelling):
        yield (head, *tail.cells), tail.scheme, order, p


def _light(spelling: Spelling) -> list[Light]:
    if spelling.script == "Hang":
        return list(_whole("".join([token.letters for token in spelling.tokens]), "hangul"))
    if spelling.script == "Hani":
        return list(_whole("".join([token.letters for token in spelling.tokens]), "hanja"))
    return _lettered(spelling) if spelling.tokens else []


def _slot(place: int) -> Slot:
    return "1" if place == 0 else "2"


def _whole(text: str, scheme: Scheme) -> Iterator[Light]:
    """Hangul and Hanja: one character a syllable; surname of one or two, or none."""
    make = hangul_cell if scheme == "hangul" else hanja_cell
    surnames = hangul_surnames() if scheme == "hangul" else hanja_surnames()
    plain = text[:2] if scheme == "hangul" else plain_characters(text[:2])
    for width in (1, 2):
        given = text[width:]
        if len(text) >= width and len(given) <= _GIVEN_LONGEST and (width == 1 or plain in surnames):
            head, tail = make(text[:width], "S"), _characters(given, scheme)
            if head is not None and tail is not None:
                known = 1.0 if plain[:width] in surnames else 1e-3
                order: Order = "surname-first" if given else "surname-only"
                yield known * head.mass * tail[1] * _length(len(given)), head, tail[0], order
    if 2 <= len(text) <= _GIVEN_LONGEST and plain[0] not in surnames or len(text) == 2:
        alone = _characters(text, scheme)
        if alone is not None:
            yield settings().numbers["given_only"] * alone[1] * _length(len(text)), None, alone[0], "given-only"


@lru_cache(maxsize=131_072)
def _characters(given: str, scheme: Scheme) -> tuple[Tail, float] | None:
    """A given name in Hangul or Hanja and its probability; None if a character cannot be read."""
    make = hangul_cell if scheme == "hangul" else hanja_cell
    cells = tuple([make(char, _slot(place)) for place, char in enumerate(given)])
    return None if None in cells else (Tail(scheme, cells=cells), _mass(cells))


def _mass(cells: tuple[Cell | None, ...]) -> float:
    mass = 1.0
    for cell in cells:
        mass *= cell.mass if cell else 1.0
    return mass


_LENGTHS = (0.002, 0.04, 0.95, 0.01)


def _length(syllables: int) -> float:
    """Share of given names of so many syllables (0: none written)."""
    return _LENGTHS[syllables] if syllables <= _GIVEN_LONGEST else 0.0


def _lettered(spelling: Spelling) -> list[Light]:
    found: list[Light] = []
    script = spelling.script
    for surname, given, order, p in orders(spelling):
        heads = _heads(surname, script)
        if heads:
            for tail, mass in _given(given, script):
                found.extend([(p * share * mass, head, tail, order) for head, share in heads.get(tail.scheme, ())])
    return found


def _slips(spelling: Spelling) -> list[Light]:
    """Every way to understand a spelling in Latin letters with one letter wrong."""
    found: list[Light] = []
    for surname, given, order, p in orders(spelling):
        for tail, mass in _given_with_slip(given):
            held = _heads(surname, "Latn").get(tail.scheme, ())
            found.extend([(p * share * mass, head, tail, order) for head, share in held])
        cell = slip_cell(surname, "S") if surname and surname not in weights().surnames else None
        if cell is not None and given:
            found.extend([(p * cell.mass * mass, cell, tail, order) for tail, mass in _given(given, "Latn")])
    return found


def orders(spelling: Spelling) -> Iterator[tuple[str, tuple[str, ...], Order, float]]:
    """Every surname, given tokens, order and its probability; a surname of two tokens is handed on as one."""
    tokens, numbers = spelling.tokens, settings().numbers
    words = tuple(token.letters for token in tokens)
    if not tokens:
        return
    if spelling.comma:
        yield "".join(words[: spelling.comma]), words[spelling.comma :], "comma", 1.0
        return
    if len(tokens) == 1:
        yield from _alone(words[0])
        return
    if len(tokens) > 2 and all(token.bound for token in tokens[1:]):  # Kim-Chol-Su
        tokens = tuple([token._replace(bound=False) for token in tokens])
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


def _alone(word: str) -> Iterator[tuple[str, tuple[str, ...], Order, float]]:
    """What one word alone may be."""
    numbers = settings().numbers
    yield word, (), "surname-only", numbers["surname_only"]
    yield "", (word,), "given-only", numbers["given_only"]
    if len(word) >= _RUN_TOGETHER:
        for end in range(2, len(word) - 1):
            if word[:end] in weights().surnames:
                yield word[:end], (word[end:],), "surname-first", numbers["run_together"]


@lru_cache(maxsize=65_536)
def _two(token: str) -> str:
    """The two-syllable surname a Latin token is written for, "" if none."""
    known = weights().surnames.get(token, {})
    return next((unit for unit in known if unit in double_surnames()), "")


_Heads = dict[Scheme, tuple[tuple[Cell | None, float], ...]]


@lru_cache(maxsize=65_536)
def _heads(surname: str, script: Script) -> _Heads:
    """Scheme → the two likeliest cells of a surname, with their probability; {} if the token is no surname."""
    if not surname:
        return dict.fromkeys((*schemes_of(script), "pinyin"), ((None, 1.0),))
    found: _Heads = {}
    forms = [cut for cut in cuts(surname, script) if len(cut) <= 2][:6] or [()]
    for scheme in schemes_of(script):
        made = [cell for cut in forms if (cell := surname_cell(surname, cut, scheme)) is not None]
        if made:
            made.sort(key=lambda cell: cell.mass)
            best = sorted({cell.best: cell for cell in made}.values(), key=lambda cell: -cell.mass)[:2]
            found[scheme] = tuple([(cell, cell.mass) for cell in best])
    sound = pinyin_cell(surname, "S") if script == "Latn" else None
    if sound is not None:
        found["pinyin"] = ((sound, sound.mass),)
    return found


@lru_cache(maxsize=262_144)
def _given(tokens: tuple[str, ...], script: Script) -> tuple[tuple[Tail, float], ...]:
    """The likeliest given names of some tokens, with probability, the share of the scheme in it."""
    schemes = schemes_of(script)
    if not tokens:
        both: tuple[Scheme, ...] = (*schemes, "pinyin") if script == "Latn" else schemes
        return tuple([(Tail(scheme, cells=()), _length(0) * _share(scheme)) for scheme in both])
    most = _GIVEN_LONGEST + 1 - len(tokens)
    rows: list[tuple[Cut, Masses]] = []
    for place, token in enumerate(tokens):
        some = token_ways(token, script, not place, most, *neighbours(tokens, place))
        if not place:
            rows = list(some)
        else:
            rows = [
                (cut + more, tuple([p * q for p, q in zip(one, other, strict=True)]))
                for cut, one in rows
                for more, other in some
                if len(cut) + len(more) <= _GIVEN_LONGEST
            ]
    made: list[tuple[float, Scheme, Cut]] = []
    for number, scheme in enumerate(schemes):
        share = _share(scheme)
        made.extend([(one[number] * share * _length(len(cut)), scheme, cut) for cut, one in rows if one[number]])
    made.sort(key=_probability, reverse=True)
    least = made[0][0] * settings().numbers["parse_least"] if made else 0.0
    found = [(Tail(scheme, row=cut), mass) for mass, scheme, cut in made[:_TAILS] if mass >= least]
    if script == "Latn":
        found += [(Tail("pinyin", cells=cells), mass) for cells, mass in _given_pinyin(tokens) if mass >= least]
    return tuple(found)


@lru_cache(maxsize=65_536)
def _given_with_slip(tokens: tuple[str, ...]) -> tuple[tuple[Tail, float], ...]:
    """The likeliest given names of some tokens with one letter wrong: in one syllable, or two swapped in a token."""
    found: list[tuple[Tail, float]] = []
    for place, token in enumerate(tokens):
        before, behind = tokens[:place], tokens[place + 1 :]
        for other in swapped(token) if len(token) <= _SLIP_LONGEST else ():
            if cuts(other, "Latn"):
                for tail, mass in _given((*before, other, *behind), "Latn"):
                    slipped = Tail(tail.scheme, tail.row, None if tail.row else tail.cells, typed=True)
                    found.append((slipped, mass * settings().numbers["typing_error"]))
        for start, end in _pieces(token):
            parts = (*before, token[:start], MARK + token[start:end], token[end:], *behind)
            found += _with_slip(tuple([part for part in parts if part]))
    return tuple(heapq.nlargest(_TAILS, found, key=lambda item: item[1]))


def _pieces(token: str) -> Iterator[tuple[int, int]]:
    """Parts of a token that may be a syllable with a letter wrong, the rest being syllables."""
    length = len(token)
    if length <= _SLIP_LONGEST:
        for start in range(length):
            if not start or cuts(token[:start], "Latn"):
                for end in range(start + 1, min(start + 8, length) + 1):
                    if (end == length or cuts(token[end:], "Latn")) and mistyped(token[start:end]):
                        yield start, end


def _with_slip(parts: tuple[str, ...]) -> list[tuple[Tail, float]]:
    """Given names of parts of which one, behind a MARK, is a mistyped syllable."""
    if len(parts) > _GIVEN_LONGEST:
        return []
    rows: list[tuple[Cut, Masses]] = [((), tuple([_share(scheme) for scheme in LATIN]))]
    for place, part in enumerate(parts):
        if part[0] == MARK:
            cell = slip_cell(part[1:], _slot(place))
            some: tuple[tuple[Cut, Masses], ...] = ()
            if cell is not None:
                some = (((("-", part[1:], MARK),), (cell.mass,) * len(LATIN)),)
        else:
            some = token_ways(part, "Latn", not place, 2, *neighbours(parts, place))
        rows = [
            (cut + more, tuple([p * q for p, q in zip(one, other, strict=True)]))
            for cut, one in rows
            for more, other in some
            if len(cut) + len(more) <= _GIVEN_LONGEST
        ]
    found = []
    for cut, one in rows:
        best = max(one)
        if best:
            found.append((Tail(LATIN[one.index(best)], row=cut, typed=True), sum(one) * _length(len(cut))))
    return found


def _share(scheme: Scheme) -> float:
    return weights().schemes.get(scheme, 1.0)


def _probability(way: tuple[float, *tuple[object, ...]]) -> float:
    return way[0]


def _given_pinyin(tokens: tuple[str, ...]) -> list[tuple[tuple[Cell, ...], float]]:
    found: list[tuple[tuple[Cell, ...], float]] = []
    parts = [_pinyin_cuts(token) for token in tokens]
    if all(parts):
        for one in product(*parts):
            row = [sound for part in one for sound in part]
            if len(row) <= _GIVEN_LONGEST:
                cells = tuple([cell for place, sound in enumerate(row) if (cell := pinyin_cell(sound, _slot(place)))])
                if len(cells) == len(row):
                    found.append((cells, _share("pinyin") * _length(len(row)) * _mass(cells)))
    return heapq.nlargest(2, found, key=lambda item: item[1])


@lru_cache(maxsize=65_536)
def _pinyin_cuts(token: str) -> tuple[tuple[str, ...], ...]:
    """Every way to cut a token into at most three pinyin syllables."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while waiting:
        start, row = waiting.pop()
        if start >= len(token):
            found.append(row)
        elif token[start] == "'":
            waiting.append((start + 1, row))
        elif len(row) < _GIVEN_LONGEST:
            for end in range(start + 1, min(start + 6, len(token)) + 1):
                if token[start:end] in pinyin_sounds():
                    waiting.append((end, (*row, token[start:end])))
    return tuple(found)


__all__ = ["HangulReading", "Order", "Parse", "Parsed", "parse", "readings"]
