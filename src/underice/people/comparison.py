"""Two names side by side: what agrees, how much that weighs, and what was left open.

For every pair of parses the cells are laid side by side. A pair of cells weighs log2 P(both | same) / P(both | chance),
after Fellegi and Sunter (1969): two rare syllables that agree add much, two common ones little, and disagreement costs
what a slip costs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

from underice.people.cells import Cell, class_prior
from underice.people.reading import Parse, parse
from underice.people.slips import Slip, slip
from underice.people.tables import alike, settings

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


def forget() -> None:
    """Drop what was compared; needed only when the tables change."""
    _compared.clear()


def _compare(one: Cell, other: Cell) -> tuple[float, float]:
    first, later, miss, other_character = _numbers()
    kept = first if one.slot != "2" else later
    classes: dict[str, tuple[float, float]] = {}
    for unit, p in one.share.items():
        key = alike(unit, one.slot)
        held = classes.get(key, (0.0, 0.0))
        classes[key] = (held[0] + p, held[1])
    for unit, p in other.share.items():
        key = alike(unit, one.slot)
        if key in classes:
            classes[key] = (classes[key][0], classes[key][1] + p)
    same = overlap = 0.0
    for key, (p, q) in classes.items():
        if q:
            same += kept * p * q / class_prior(one.slot, key)
            overlap += kept * math.sqrt(p * q)
    for unit, p in one.share.items():
        q = other.share.get(unit, 0.0)
        if q:
            same += (1 - kept) * p * q / class_prior(one.slot, unit)
            overlap += (1 - kept) * math.sqrt(p * q)
    if one.sounds and other.sounds and (one.scheme == "pinyin" or other.scheme == "pinyin"):
        agree = bool(one.sounds & other.sounds)
        same, overlap = (max(same, 20.0), 1.0) if agree else (same * 0.1, overlap * 0.1)
    elif one.char and other.char and one.char != other.char:
        same, overlap = same * other_character, overlap * other_character
    return math.log2(same + miss), math.log2(min(1.0, overlap) + miss)


@lru_cache(maxsize=262_144)
def features(one: str, other: str) -> Features:
    """The features of two names."""
    total, best, uneven, doubt = 0.0, -math.inf, False, 0.0
    left: Parse | None = None
    right: Parse | None = None
    others = parse(other).parses
    for a in parse(one).parses:
        for b in others:
            bits, overlap, lacking = _side_by_side(a, b)
            total += 2.0 ** (bits + a.log_weight + b.log_weight)
            rank = overlap + a.log_weight + b.log_weight - 8 * lacking
            if rank > best:
                best, uneven, doubt, left, right = rank, lacking, a.log_weight + b.log_weight, a, b
    plain = Features(math.log2(total) if total else 0.0, uneven, doubt, left, right)
    if left is None or curve(plain) > _SURE:
        return plain
    found = slip(one, other)
    if found is None:
        return plain
    with_slip = Features(found.evidence, False, found.doubt, left, right, found)
    return with_slip if curve(with_slip) > curve(plain) else plain


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


def _side_by_side(a: Parse, b: Parse) -> tuple[float, float, bool]:
    """Weight, overlap and whether one of two parses lacks a part."""
    bits = overlap = 0.0
    lacking = len(a.numbers) != len(b.numbers)
    for place, pair in enumerate(zip(a.numbers, b.numbers, strict=False)):
        found = _compared.get(pair)
        if found is None:
            one, other = a.cells[place], b.cells[place]
            if one is None or other is None:
                lacking = lacking or one is not other
                continue
            found = _compared[pair] = compare(one, other)
        bits += found[0]
        overlap += found[1]
    return bits, overlap, lacking
