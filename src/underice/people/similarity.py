"""How surely two written names are one name: a number in [0, 1], a weight in bits, and the reasons.

The weights of `comparison` go through a logistic curve fitted on pairs of real names (data/model.toml); from 0.5 on two
names count as one. The score is about spelling only: 0.99 says "the same name", never "the same person".
"""

from __future__ import annotations

import math

from underice.people.comparison import ENOUGH, Features, features
from underice.people.explanation import Explanation, reasons
from underice.people.tables import settings


def bits(one: str, other: str) -> float:
    """Weight of two names in bits: log2 of how many times likelier the pair is for one name than for two by chance."""
    return features(one, other).evidence


def threshold() -> float:
    """The score from which two names count as one, fixed on real names (data/model.toml)."""
    return settings().threshold


def score(one: str, other: str) -> float:
    """How surely two written names are the same name, in [0, 1]; the same both ways round."""
    return _curve(features(one, other))


def _curve(found: Features) -> float:
    if found.left is None:
        return 0.0
    w = settings().weights
    total = w["bias"] + w["evidence"] * min(found.evidence, ENOUGH) + w["doubt"] * found.doubt
    sure = 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
    return sure if not found.uneven else sure * settings().threshold * settings().numbers["uneven"]


def explain(one: str, other: str) -> Explanation:
    """Score, weight and the reasons for them, which `Explanation.sentences` says in Korean or English."""
    found = features(one, other)
    sure = _curve(found)
    return Explanation(one, other, sure, found.evidence, sure >= threshold(), reasons(one, other, found))
