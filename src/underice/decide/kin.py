"""Families left behind: how many of their people are identified because of us. Counts and k only, no identities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from underice.decide.dilemma import WORST_K, Dilemma, Family
from underice.decide.exponentials import Array, whole_power

Beliefs = Mapping[str, Array]


def reach(families: tuple[Family, ...], checked: Array) -> dict[int, Array]:
    """People a text points at [n] by how many of their family are held: Σ people·min(1, C/k); unknown k counts as 1.

    `checked` is C, the number of households that would be checked for one person.
    """
    by_k: dict[tuple[int, int], int] = {}
    for one in families:
        key = (one.detained, WORST_K if one.k is None else one.k)
        by_k[key] = by_k.get(key, 0) + one.people
    found: dict[int, Array] = {}
    for (held, k), people in sorted(by_k.items()):
        pointed = np.minimum(checked * np.float32(1 / k), np.float32(1)) * np.float32(people)
        found[held] = found[held] + pointed if held in found else pointed
    return found


def identified(dilemma: Dilemma, beliefs: Beliefs, returned: Array, reached: Mapping[int, Array]) -> Array:
    """People [n] identified by a text with names who would not have been known anyway: (1-b)·v·min(1, C/k).

    `returned` is the share of the held who are returned in this world. A household with several members held is known
    as returned if any of them is; how far they share one fate is `shared_fate`.
    """
    if_returned, otherwise = beliefs["known_if_returned"], beliefs["known_otherwise"]
    total = np.zeros_like(returned)
    for held, people in reached.items():
        any_returned = _any(returned, held, beliefs)
        unknown = 1 - (otherwise + any_returned * (if_returned - otherwise))
        total = total + people * np.maximum(unknown, np.float32(0))
    worked: Array = total * beliefs["text_worked"]
    return worked


def _any(returned: Array, held: int, beliefs: Beliefs) -> Array:
    if held == 0:
        return np.zeros_like(returned)
    if held == 1:
        return returned
    one = beliefs["shared_fate"]
    apart = 1 - whole_power(1 - returned, held)
    return apart + one * (returned - apart)
