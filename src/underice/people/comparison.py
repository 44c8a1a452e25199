"""Two names side by side: what agrees, how much that weighs, and what was left open.

For every pair of parses the cells are laid side by side. A pair of cells weighs log2 P(both | same) / P(both | chance),
after Fellegi and Sunter (1969): two rare syllables that agree add much, two common ones little, and disagreement costs
what a slip costs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from underice.people.cells import Cell, class_prior
from underice.people.reading import Parse, parse
from underice.people.slips import Slip, slip
from underice.people.tables import alike, letters, one_character, settings

ENOUGH = 25.0  # bits; more do not make a score higher


@dataclass(frozen=True, slots=True)
class Features:
    """What a score is made of.

    evidence: bits over all pairs of parses. uneven: one name has parts that the other lacks. doubt: bits by which the
    best pair of parses is not the likeliest of either name (0 or negative). left, right: that pair; None if there is
    none. slip: a letter wrong in one of the names that explains the rest; the other features are then those with it.
    """

    evidence: float
    uneven: bool
    doubt: float
    left: Parse | None
    right: Parse | None
    slip: Slip | None = None


@cache
def _numbers() -> tuple[float, float, float, float]:
    numbers = settings().numbers
    return numbers["initial_sound"], numbers["initial_sound_later"], numbers["miss"], numbers["other_character"]


def compare(one: Cell, other: Cell) -> tuple[float, float]:
    """Weight and overlap of two cells, both in bits; overlap is 0 for the same distribution, negative otherwise."""
    if one.number > other.number:
        one, other = other, one
    return _compare(one, other)


_compared: dict[tuple[int, int], tuple[float, float]] = {}
_classes: dict[int, dict[str, float]] = {}
_MOST = 2_000_000  # pairs of cells remembered


def forget() -> None:
    """Drop what was compared; needed only when the tables change."""
    _compared.clear()
    _classes.clear()


def _classes_of(cell: Cell) -> dict[str, float]:
    """The distribution of a cell over what the initial-sound rule makes one."""
    found = _classes.get(cell.number)
    if found is None:
        found = {}
        for unit, p in cell.share.items():
            key = alike(unit, cell.slot)
            found[key] = found.get(key, 0.0) + p
        _classes[cell.number] = found
    return found


def _compare(one: Cell, other: Cell) -> tuple[float, float]:
    first, later, miss, other_character = _numbers()
    kept = first if one.slot != "2" else later
    same = overlap = 0.0
    classes = _classes_of(other)
    for key, p in _classes_of(one).items():
        q = classes.get(key)
        if q:
            same += kept * p * q / class_prior(one.slot, key)
            overlap += kept * math.sqrt(p * q)
    if overlap:
        for unit, p in one.share.items():
            q = other.share.get(unit)
            if q:
                same += (1 - kept) * p * q / class_prior(one.slot, unit)
                overlap += (1 - kept) * math.sqrt(p * q)
    if one.sounds and other.sounds and (one.scheme == "pinyin" or other.scheme == "pinyin"):
        agree = bool(one.sounds & other.sounds)
        same, overlap = (max(same, 20.0), 1.0) if agree else (same * 0.1, overlap * 0.1)
    elif one.char and other.char and not one_character(one.char, other.char):
        same, overlap = same * other_character, overlap * other_character
    if one.scheme == other.scheme and not overlap:
        same = _near_miss(one, other)
    return math.log2(same + miss), math.log2(min(1.0, overlap) + miss)


def _near_miss(one: Cell, other: Cell) -> float:
    """Likelihood ratio of two syllables or characters that differ but may have been taken for each other."""
    numbers = settings().numbers
    if one.scheme == "hanja":
        return numbers["one_character_wrong"]
    if one.scheme == "hangul" and len(one.text) == len(other.text) == 1:
        same = sum([a == b for a, b in zip(letters(one.text), letters(other.text), strict=True)])
        return numbers["one_jamo_wrong"] if same == 2 else 0.0
    return 0.0


_WHOLE = frozenset(("Hang", "Hani"))
_Row = tuple[tuple[int, ...], float, Parse]
_Places = tuple[frozenset[str] | None, ...]


class _Profile(NamedTuple):
    """What comparing needs of a name: parses with their numbers, and what may stand at each place at all."""

    rows: tuple[_Row, ...]
    places: _Places
    whole: bool  # in Hangul or Chinese characters, where a syllable is one sign


@lru_cache(maxsize=65_536)
def _profile(name: str) -> _Profile:
    parsed = parse(name)
    parses = parsed.parses
    rows = tuple([(one.numbers, one.log_weight, one) for one in parses])
    return _Profile(rows, tuple([_at(parses, place) for place in range(3)]), parsed.script in _WHOLE)


def _at(parses: tuple[Parse, ...], place: int) -> frozenset[str] | None:
    """Everything that a name may have at a place; None if it may have nothing there."""
    found: set[str] = set()
    for one in parses:
        cell = one.cells[place] if place < len(one.cells) else None
        if cell is None:
            return None
        found.update(_classes_of(cell))
        found.update(cell.sounds)
    return frozenset(found)


def _apart(one: _Places, other: _Places) -> int:
    """At how many places two names have nothing in common."""
    count = 0
    for a, b in zip(one, other, strict=True):
        if a is not None and b is not None and a.isdisjoint(b):
            count += 1
    return count


@lru_cache(maxsize=65_536)
def features(one: str, other: str) -> Features:
    """The features of two names. Of names with nothing in common at two places, the evidence is only bounded above."""
    first, second = _profile(one), _profile(other)
    if not first.rows or not second.rows:
        return Features(0.0, False, 0.0, None, None)
    apart = _apart(first.places, second.places)
    if apart > 1:
        evidence = 2 * math.log2(_numbers()[2])
        left, right = first.rows[0][2], second.rows[0][2]
        return Features(evidence, len(left.cells) != len(right.cells), 0.0, left, right)
    plain = _plain(first.rows, second.rows)
    if curve(plain) > _SURE and not apart:
        return plain
    if apart and first.whole and second.whole:  # a syllable or character differs; no spelling can explain it away
        return replace(plain, evidence=min(plain.evidence, settings().numbers["apart_most"]))
    found = slip(one, other)
    if found is None:
        return plain
    with_slip = Features(found.evidence, False, found.doubt, plain.left, plain.right, found)
    return with_slip if curve(with_slip) > curve(plain) else plain


def _plain(rows: tuple[_Row, ...], others: tuple[_Row, ...]) -> Features:
    """The features over all pairs of parses, as written."""
    total, best, uneven, doubt = 0.0, -math.inf, False, 0.0
    left, right = rows[0][2], others[0][2]
    if len(_compared) > _MOST:
        forget()
    known = _compared.get
    for numbers, weight, a in rows:
        for more, other_weight, b in others:
            both = weight + other_weight
            if both < _NEGLIGIBLE:
                break
            bits, overlap, lacking = both, both, len(numbers) != len(more)
            for place, pair in enumerate(zip(numbers, more, strict=False)):
                found = known(pair)
                if found is None:
                    one, other = a.cells[place], b.cells[place]
                    if one is None or other is None:
                        lacking = lacking or one is not other
                        continue
                    found = _compared[pair] = compare(one, other)
                bits += found[0]
                overlap += found[1]
            total += 2.0**bits
            if lacking:
                overlap -= 8
            if overlap > best:
                best, uneven, doubt, left, right = overlap, lacking, both, a, b
    return Features(math.log2(total) if total else 0.0, uneven, doubt, left, right)


_NEGLIGIBLE = -12.0  # bits; pairs of parses less likely than this change no verdict
_SURE = 0.95  # scores above this need no slip to explain anything


def curve(found: Features) -> float:
    """The score of features, in [0, 1]."""
    if found.left is None:
        return 0.0
    w = settings().weights
    total = w["bias"] + w["evidence"] * min(found.evidence, ENOUGH) + w["doubt"] * found.doubt
    if found.slip is not None:
        total += w["slip"] + w["unlikely"] * found.slip.unlikely
    sure = 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
    return sure if not found.uneven else sure * settings().threshold * settings().numbers["uneven"]
