"""Weights across groups: only if somebody enters them, for every group by name, and then swept.

There is no default. A weight says how many of the detained one person of a group counts for; nobody here knows it. The
sweep shows over which weights of one group each choice comes out first, and where that flips.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from underice.decide.exponentials import Array
from underice.decide.outcomes import MAIN
from underice.decide.ranges import GROUPS, CannotRun, Group, Problem
from underice.decide.result import Result
from underice.decide.side_by_side import mean


@dataclass(frozen=True, slots=True)
class Weighed:
    """One policy under the weights entered: its mean weighed count, and the share of futures in which it is highest."""

    policy: str
    mean: float
    best: float


@dataclass(frozen=True, slots=True)
class Span:
    """Weights from `low` to `high` of the group swept over which `policy` has the highest mean weighed count."""

    low: float
    high: float
    policy: str


def problems(weights: Mapping[Group, float]) -> tuple[Problem, ...]:
    """What is wrong with weights, by code: `weight_missing` (one per group), `weight_negative`, `weights_zero`."""
    found = [Problem("weight_missing", group) for group in GROUPS if group not in weights]
    for group, value in weights.items():
        if not (math.isfinite(value) and value >= 0):
            found.append(Problem("weight_negative", group, (value,)))
    if not found and not any(weights.values()):
        found.append(Problem("weights_zero"))
    return tuple(found)


def weighed(result: Result, weights: Mapping[Group, float]) -> tuple[Weighed, ...]:
    """The policies under `weights` of all four groups, over the futures kept. Raises CannotRun for bad weights."""
    _check(weights)
    parts = _parts(result)
    scores = np.zeros_like(parts["D"])
    for group in GROUPS:
        scores = scores + np.float32(weights[group]) * parts[group]
    first = np.bincount(scores.argmax(axis=0), minlength=scores.shape[0]) / scores.shape[1]
    return tuple(
        Weighed(one.code, mean(scores[row]), float(first[row])) for row, one in enumerate(result.outcomes.policies)
    )


def sweep(result: Result, weights: Mapping[Group, float], group: Group, low: float, high: float) -> tuple[Span, ...]:
    """Which policy is highest while the weight of `group` goes from `low` to `high`, the others as entered.

    Means are linear in a weight, so the places where the choice flips are exact. Raises CannotRun for bad weights and
    for bounds that are negative or upside down (`weight_bounds`).
    """
    _check(weights)
    if not 0 <= low <= high < math.inf:
        raise CannotRun((Problem("weight_bounds", group, (low, high)),))
    parts = {name: np.array([mean(row) for row in rows]) for name, rows in _parts(result).items()}
    base: NDArray[np.float64] = np.zeros_like(parts["D"])
    for name in GROUPS:
        base += 0.0 if name == group else weights[name] * parts[name]
    codes = [one.code for one in result.outcomes.policies]
    breaks = sorted({low, high, *_crossings(base, parts[group], low, high)})
    spans: list[Span] = []
    for first, last in pairwise(breaks):
        code = codes[int(np.argmax(base + (first + last) / 2 * parts[group]))]
        if spans and spans[-1].policy == code:
            spans[-1] = Span(spans[-1].low, last, code)
        else:
            spans.append(Span(first, last, code))
    return tuple(spans) or (Span(low, high, codes[int(np.argmax(base + low * parts[group]))]),)


def _crossings(base: NDArray[np.float64], slope: NDArray[np.float64], low: float, high: float) -> list[float]:
    """Every weight between the bounds at which two policies are level."""
    found = []
    for one in range(base.size):
        for other in range(one):
            steeper = float(slope[one] - slope[other])
            if steeper != 0:
                level = float(base[other] - base[one]) / steeper
                if low < level < high:
                    found.append(level)
    return found


def _parts(result: Result) -> dict[Group, Array]:
    """The main outcome of each group [policy, n], signed so that more is better."""
    return {one.group: result.outcomes.all(one.code) * np.float32(1 if one.better == "more" else -1) for one in MAIN}


def _check(weights: Mapping[Group, float]) -> None:
    if found := problems(weights):
        raise CannotRun(found)
