"""Names as rows of small numbers, so that one name is weighed against millions in one pass of NumPy.

A code is the likeliest reading of a name: three syllables (surname, first and second of the given name) as 16-bit
numbers, 0 where there is none; a syllable indexes a table of weights at once, as nine letters would not. Two-syllable
surnames take their own numbers behind the 11,172 syllables. A code is one reading, so ambiguous names are coded by
several rows (`limit`); `score` has the last word on what a scan brings up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from underice.people.cells import double_surnames
from underice.people.reading import Parse, parse, readings
from underice.people.syllables import RARE
from underice.people.tables import Slot, alike, letters, settings, weights

Codes = NDArray[np.uint16]
Bits = NDArray[np.float32]

SLOTS: tuple[Slot, ...] = ("S", "1", "2")
_SYLLABLES = 11_172
_FIRST = 0xAC00


@cache
def _doubles() -> dict[str, int]:
    known = sorted(double_surnames())
    return {unit: _SYLLABLES + 1 + place for place, unit in enumerate(known)}


def _number(unit: str) -> int:
    """0 for no syllable, 1–11172 for one, larger for a surname of two."""
    if len(unit) == 1:
        return ord(unit) - _FIRST + 1
    return _doubles().get(unit, 0)


@cache
def units() -> tuple[str, ...]:
    """Every unit at its number: "" for none, the syllables in the order of Unicode, the surnames of two."""
    return ("", *(chr(_FIRST + place) for place in range(_SYLLABLES)), *_doubles())


def unit_number(unit: str) -> int:
    """The number by which a syllable, or a surname of two, stands in a code; 0 if it has none."""
    return _number(unit) if unit else 0


def code(name: str, limit: int = 1) -> Codes:
    """The likeliest readings of a name as an array of shape (at most `limit`, 3); no rows if there is no reading."""
    rows = []
    for one in readings(name, limit):
        given = one.given
        rows.append((_number(one.surname), _number(given[:1]), _number(given[1:2])))
    return np.array(rows, dtype=np.uint16).reshape(-1, 3)


def encode(names: Sequence[str]) -> Codes:
    """One row of codes for each name, in order; zeros for names without a reading. Shape (names, 3)."""
    found = np.zeros((len(names), 3), dtype=np.uint16)
    for place, name in enumerate(names):
        rows = code(name)
        if len(rows):
            found[place] = rows[0]
    return found


@cache
def _shares(slot: Slot) -> NDArray[np.float64]:
    """Share of people by number of the unit, the initial-sound spellings of one syllable together."""
    shares = np.full(_SYLLABLES + 1 + len(_doubles()), RARE)
    for unit, share in weights().prior[slot].items():
        shares[_number(unit)] += share
    same = _alike(slot)
    together: NDArray[np.float64] = np.bincount(same, weights=shares, minlength=len(shares)).astype(np.float64)
    return together[same]


def alike_numbers(slot: Slot) -> NDArray[np.int64]:
    """Number of a unit → number of the spelling that stands for all its spellings in North and South."""
    return _alike(slot)


@cache
def _alike(slot: Slot) -> NDArray[np.int64]:
    """Number of a unit → number of the spelling that stands for all its spellings in North and South."""
    found = np.arange(_SYLLABLES + 1 + len(_doubles()))
    for place in range(_SYLLABLES):
        unit = chr(_FIRST + place)
        if letters(unit)[0] in (2, 5):  # ㄴ ㄹ
            found[place + 1] = _number(alike(unit, slot))
    return found


@lru_cache(maxsize=256)
def _weights_of(name: str) -> tuple[tuple[float, Bits], ...]:
    """For each parse: log2 of its weight and the bits of every unit at each place, shape (3, units)."""
    return tuple((float(np.log2(one.weight)), _table(one)) for one in parse(name).parses)


def tables_of(name: str) -> tuple[tuple[float, Bits], ...]:
    """For each parse of a name: log2 of its weight, and the bits of every unit at each place, shape (3, units)."""
    return _weights_of(name)


def _table(one: Parse) -> Bits:
    numbers = settings().numbers
    found = np.zeros((3, _SYLLABLES + 1 + len(_doubles())), dtype=np.float32)
    for place, slot in enumerate(SLOTS):
        same = _alike(slot)
        cell = one.cells[place] if place < len(one.cells) else None
        if cell is None:
            if place >= len(one.cells):  # the name has no such syllable; a surname not written weighs nothing
                found[place, 1:] = np.log2(numbers["miss"])
            continue
        exact = np.zeros(len(same))
        for unit, share in cell.share.items():
            exact[_number(unit)] += share
        exact[0] = 0.0
        together = np.bincount(same, weights=exact, minlength=len(same))[same]
        kept = numbers["initial_sound"] if slot != "2" else numbers["initial_sound_later"]
        likely = (kept * together + (1 - kept) * exact) / _shares(slot)
        found[place] = np.log2(likely + numbers["miss"])
        found[place, 0] = np.log2(numbers["miss"])
    return found


def scan(name: str, codes: Codes) -> Bits:
    """Weight in bits of `name` against every row of `codes` (shape (n, 3)); shape (n,), -inf for a nameless string.

    Every parse of `name` is tried, each a look-up of three numbers a row; a row's weight is that of the best parse.
    """
    best = np.full(len(codes), -np.inf, dtype=np.float32)
    columns = [np.ascontiguousarray(codes[:, place]) for place in range(3)]
    for weight, table in _weights_of(name):
        total = table[0][columns[0]]
        total += table[1][columns[1]]
        total += table[2][columns[2]]
        total += weight
        np.maximum(best, total, out=best)
    return best


def paired(left: Codes, right: Codes) -> Bits:
    """Weight in bits of row i of `left` against row i of `right`, both of shape (n, 3); shape (n,).

    Weighs whole syllables: log2 of 1 / share of people where they agree by the initial-sound rule, the cost of a miss
    where they do not.
    """
    total = np.zeros(len(left), dtype=np.float32)
    miss = np.float32(np.log2(settings().numbers["miss"]))
    for place, slot in enumerate(SLOTS):
        same = _alike(slot).astype(np.uint16)
        one, other = same[left[:, place]], same[right[:, place]]
        total += np.where(one == other, _gain(slot)[one], miss)
    return total


@cache
def _gain(slot: Slot) -> Bits:
    gain = -np.log2(_shares(slot)).astype(np.float32)
    gain[0] = 0.0
    return gain


def text_of(row: Codes) -> str:
    """The Hangul of one row of codes, for looking at them."""
    names = {number: unit for unit, number in _doubles().items()}
    units = (int(number) for number in row)
    return "".join(names.get(n) or chr(_FIRST + n - 1) for n in units if n)
