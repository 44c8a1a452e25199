"""How wrong may I be? The radius by which beliefs can move from the best guess before a choice fails a floor.

Info-gap robustness (Ben-Haim 2006): the box of beliefs at radius r holds every belief within r times half the shipped
range of its best guess, on the scale of its shape. The radius is the largest r at which even the worst corner of the
box keeps the floor. It says nothing of how likely any belief is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from underice.decide.dilemma import Dilemma, Transfer
from underice.decide.exponentials import Array
from underice.decide.futures import TRANSFER_DAY, varying
from underice.decide.model import evaluate
from underice.decide.outcomes import outcome
from underice.decide.policies import policy as policy_of
from underice.decide.ranges import Range, parameters, shipped
from underice.decide.result import Futures

MOST = 2.0
"""Radii beyond twice half the shipped range are not told apart: no belief is that sure of itself."""
_SCATTERED = 2048
"""Points inside the box that are tried beside its corners, for outcomes that are worst in the middle of a range."""
_HALVINGS = 12
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Radius:
    """How far beliefs can move before `policy` fails `floor` in `outcome`, in halves of the shipped ranges.

    `fails` is False if the floor holds out to `radius`; True with radius 0 if it fails at the best guesses. `worst` is
    what is then reached, in people, at the `beliefs` (by name) that do most harm; `moves` orders beliefs by how many
    people each takes alone at that distance.
    """

    policy: str
    outcome: str
    floor: float
    radius: float
    fails: bool
    worst: float
    beliefs: Mapping[str, float]
    moves: tuple[tuple[str, float], ...]


def robustness(dilemma: Dilemma, policy: str, floor: float, code: str = "freed", most: float = MOST) -> Radius:
    """The radius of one policy: at least `floor` people where more is better, at most where fewer are.

    The dilemma must be one that can be run. Raises KeyError for an unknown policy or outcome.
    """
    alone = replace(dilemma, policies=(policy_of(policy, dilemma.policies),))
    search = _Search(alone, code)
    sign = 1.0 if outcome(code).better == "more" else -1.0
    least, beliefs = search.worst(0.0)
    if least < sign * floor:
        return _radius(search, policy, code, floor, 0.0, True, sign * least, beliefs)
    least, beliefs = search.worst(most)
    if least >= sign * floor:
        return _radius(search, policy, code, floor, most, False, sign * least, beliefs)
    holds, fails = 0.0, most
    for _ in range(_HALVINGS):
        middle = (holds + fails) / 2
        least, at = search.worst(middle)
        if least >= sign * floor:
            holds = middle
        else:
            fails, beliefs = middle, at
    worst = search.values(beliefs[np.newaxis, :], fails)[0]
    return _radius(search, policy, code, floor, holds, True, sign * float(worst), beliefs)


def _radius(
    search: _Search, policy: str, code: str, floor: float, radius: float, fails: bool, worst: float, beliefs: Array
) -> Radius:
    return Radius(
        policy,
        code,
        floor,
        radius,
        fails,
        worst,
        {name: float(value) for name, value in zip(search.names, beliefs, strict=True)},
        search.moves(radius),
    )


class _Search:
    """The worst corner of a box of beliefs, for one policy and one outcome."""

    def __init__(self, dilemma: Dilemma, code: str) -> None:
        self.dilemma, self.code = dilemma, code
        self.sign = np.float32(1 if outcome(code).better == "more" else -1)
        self.names = varying(dilemma)
        shares = np.random.Philox(key=len(self.names)).random_raw(_SCATTERED * len(self.names))
        self.scattered = (shares >> np.uint64(40)).astype(np.float32).reshape(_SCATTERED, -1) * np.float32(2**-24)

    def box(self, radius: float) -> tuple[Array, Array]:
        """The lowest and highest value of every belief at a radius, [p] each."""
        ends = [_ends(self.dilemma, name, radius) for name in self.names]
        return np.array([low for low, _ in ends], np.float32), np.array([high for _, high in ends], np.float32)

    def values(self, points: Array, radius: float) -> Array:
        """The outcome at `points` [n, p], so that more is better."""
        inside = _widened(self.dilemma, self.names, *self.box(radius))
        found: Array = evaluate(inside, Futures(self.names, points)).all(self.code)[0] * self.sign
        return found

    def worst(self, radius: float) -> tuple[float, Array]:
        """The least outcome in the box and the beliefs [p] at which it is reached."""
        low, high = self.box(radius)
        centre = self.box(0.0)[0]
        points = np.concatenate([_one_by_one(centre, low), _one_by_one(centre, high)])
        found = self.values(points, radius)
        p = len(self.names)
        corner = np.where(found[:p] <= found[p:], low, high)
        best = float(self.values(corner[np.newaxis, :], radius)[0])
        for _ in range(_ROUNDS):
            flipped = _one_by_one(corner, np.where(corner == low, high, low))
            tried = self.values(flipped, radius)
            index = int(np.argmin(tried))
            if not float(tried[index]) < best:
                break
            corner, best = flipped[index], float(tried[index])
        inside = low + (high - low) * self.scattered
        tried = self.values(inside, radius)
        index = int(np.argmin(tried))
        return (float(tried[index]), inside[index]) if float(tried[index]) < best else (best, corner)

    def moves(self, radius: float) -> tuple[tuple[str, float], ...]:
        """Every belief with the people it costs when it alone moves by `radius`, the most harmful first."""
        low, high = self.box(radius)
        centre = self.box(0.0)[0]
        start = self.values(centre[np.newaxis, :], radius)[0]
        worse = np.minimum(
            self.values(_one_by_one(centre, low), radius), self.values(_one_by_one(centre, high), radius)
        )
        lost = [(name, float(max(start - value, 0))) for name, value in zip(self.names, worse, strict=True)]
        return tuple(sorted(lost, key=lambda one: (-one[1], one[0])))


def _one_by_one(base: Array, other: Array) -> Array:
    """`base` [p] as p rows, each with one belief taken from `other` [p]."""
    rows = np.repeat(base[np.newaxis, :], base.size, axis=0)
    np.fill_diagonal(rows, other)
    return rows


def _ends(dilemma: Dilemma, name: str, radius: float) -> tuple[float, float]:
    """How far one belief can be off at a radius, within what the model allows."""
    if name == TRANSFER_DAY:
        transfer = dilemma.transfer or Transfer(0, 0)
        half = radius * (transfer.last - transfer.first) / 2
        middle = (transfer.first + transfer.last) / 2
        return max(middle - half, 0.0), middle + half
    one, unit, parameter = dilemma.believed[name], shipped()[name], parameters()[name]
    if unit.shape == "log" and one.middle > 0:
        factor = math.exp(radius * math.log(unit.high / unit.low) / 2)
        low, high = one.middle / factor, one.middle * factor
    else:
        half = radius * (unit.high - unit.low) / 2
        low, high = one.middle - half, one.middle + half
    return min(max(low, parameter.least), one.middle), max(min(high, parameter.most), one.middle)


def _widened(dilemma: Dilemma, names: tuple[str, ...], low: Array, high: Array) -> Dilemma:
    """The dilemma with the ranges of a box, so that its equations know how far beliefs can go."""
    ranges: dict[str, Range] = dict(dilemma.believed)
    transfer = dilemma.transfer
    for name, bottom, top in zip(names, low.tolist(), high.tolist(), strict=True):
        if name == TRANSFER_DAY:
            transfer = Transfer(bottom, top)
        else:
            ranges[name] = replace(ranges[name], low=bottom, high=top, best=None, shape="uniform")
    return replace(dilemma, ranges=ranges, transfer=transfer)
