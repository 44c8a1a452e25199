"""How surely two written names are one name: a number in [0, 1], a weight in bits, and the reasons.

The weights of `comparison` go through a logistic curve fitted on pairs of real names (data/model.toml); from 0.5 on two
names count as one. The score is about spelling only: 0.99 says "the same name", never "the same person".
"""

from __future__ import annotations

from underice.people.comparison import curve, features
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
    return curve(features(one, other))


def explain(one: str, other: str) -> Explanation:
    """Score, weight and the reasons for them, which `Explanation.sentences` says in Korean or English."""
    found = features(one, other)
    sure = curve(found)
    return Explanation(one, other, sure, found.evidence, sure >= threshold(), reasons(one, other, found))
