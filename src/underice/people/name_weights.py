"""What names weigh for two records being one person: the best pair of spellings, and how usual the whole name is."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from underice.people.comparison import features
from underice.people.fact_weights import Part, numbers, part
from underice.people.reading import parse, readings
from underice.people.similarity import bits as name_bits
from underice.people.similarity import score, threshold
from underice.people.tables import folded
from underice.vocabulary.spelling import fold

_HANJA = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=262_144)
def canonical(name: str) -> str:
    """The likeliest Hangul of a name in one spelling for North and South; what cannot be read, folded."""
    found = readings(name, 1)
    if not found:
        return fold(name)
    return "".join(folded(one) if one else "" for one in (found[0].surname, found[0].given))


def name(
    ours: Sequence[str],
    theirs: Sequence[str],
    aliases: Sequence[str] = (),
    others: Sequence[str] = (),
    counts: Mapping[str, int] | None = None,
    people: int = 0,
) -> Part | None:
    """The best pair of spellings. aliases, others: other names of either. counts: most records of one list by
    canonical name, of `people` records in all; a whole name that many bear weighs less than its syllables do.
    """
    best: tuple[float, float, str, str, bool] | None = None
    for group, against, alias in ((ours, theirs, False), (ours, others, True), (aliases, (*theirs, *others), True)):
        for one in group:
            for other in against:
                weight, sure = _weighed(one, other)
                found = (weight + (numbers().name["alias"] if alias else 0.0), sure, one, other, alias)
                if best is None or found[:4] > best[:4]:
                    best = found
    if best is None:
        return None
    weight, sure, one, other, alias = best
    if alias and weight <= 0:
        return None  # other names are expected to differ
    return _told(weight, sure, one, other, alias, _usual(one, other, weight, counts, people))


def _told(weight: float, sure: float, one: str, other: str, alias: bool, usual: float | None) -> Part:
    n = numbers().name
    if sure >= threshold() and weight > 0:
        if usual is not None and usual < weight - 1.0:
            return part("name", usual, "name-common", one=one, other=other)
        return part("name", min(weight, n["most"]), "name-alias" if alias else "name-same", one=one, other=other)
    if weight > 0 and features(one, other).uneven:
        return part("name", min(weight, n["partial"]), "name-partial", one=one, other=other)
    # Sisters and brothers share surname and one syllable, so what agrees in names that differ speaks for nothing.
    slip = math.log2(max(sure, 1e-9) / threshold())
    return part("name", max(min(weight, slip, 0.0), n["least"]), "name-differs", one=one, other=other)


@lru_cache(maxsize=262_144)
def _weighed(one: str, other: str) -> tuple[float, float]:
    """Bits and score of two spellings; what cannot be read agrees only to the letter."""
    if one == other or fold(one) == fold(other):
        return (name_bits(one, one), 1.0) if parse(one).parses else (numbers().name["unread"], 1.0)
    if not parse(one).parses or not parse(other).parses:
        return 0.0, threshold() / 2
    return name_bits(one, other), score(one, other)


def _usual(one: str, other: str, weight: float, counts: Mapping[str, int] | None, people: int) -> float | None:
    """Bits of a whole name by how many others of one list bear it; None where nobody counted."""
    if counts is None or weight <= 0:
        return None
    borne = max(counts.get(canonical(one), 0), counts.get(canonical(other), 0)) - 1
    if borne <= 0:
        return None
    smoothing = numbers().name["smoothing"]
    share = (borne + smoothing * 2.0**-weight) / (people + smoothing)
    return min(weight, -math.log2(share))


def characters(ours: Sequence[str], theirs: Sequence[str]) -> Part | None:
    """Weighs against one person if both have their name in Chinese characters and no two forms agree."""
    mine, yours = [[name for name in side if _HANJA.search(name)] for side in (ours, theirs)]
    if not mine or not yours or any(score(one, other) >= threshold() for one in mine for other in yours):
        return None
    return part("name", numbers().name["characters"], "characters-differ", one=mine[0], other=yours[0])
