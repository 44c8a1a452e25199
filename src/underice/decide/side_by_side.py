"""The table: every outcome under every policy, in people, as the middle half and the middle nine tenths of futures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from underice.decide.exponentials import Array
from underice.decide.outcomes import Outcome
from underice.decide.policies import Policy
from underice.decide.result import Cell

TIE = 1e-3
"""People: differences below a thousandth of a person are rounding."""


def cells(outcome: Outcome, policies: tuple[Policy, ...], values: Array, means: Sequence[float]) -> tuple[Cell, ...]:
    """One row of the table: quantiles of `values` [policy, n], the futures kept, beside the means over all futures."""
    return tuple(
        _cell(outcome, policy, np.sort(row), float(average))
        for policy, row, average in zip(policies, values, means, strict=True)
    )


def _cell(outcome: Outcome, policy: Policy, ordered: Array, average: float) -> Cell:
    return Cell(
        outcome.code,
        policy.code,
        average,
        low(ordered, 0.5),
        outward(low(ordered, 0.25), high(ordered, 0.75)),
        outward(low(ordered, 0.05), high(ordered, 0.95)),
    )


def total(row: Array) -> float:
    """The sum of values, in double precision and one fixed order."""
    return float(np.add.reduce(row, dtype=np.float64))


def mean(row: Array) -> float:
    """The mean of values."""
    return total(row) / row.size


def low(ordered: Array, share: float) -> float:
    """A quantile of ordered values, the lower neighbour where it falls between two."""
    return float(ordered[math.floor(share * (ordered.size - 1))])


def high(ordered: Array, share: float) -> float:
    """A quantile of ordered values, the upper neighbour where it falls between two."""
    return float(ordered[math.ceil(share * (ordered.size - 1))])


def outward(bottom: float, top: float) -> tuple[int, int]:
    """A range in whole people that holds the given one, but for a thousandth of a person."""
    return math.floor(bottom + TIE), math.ceil(top - TIE)
