"""The table: every outcome under every policy, in people, as the middle half and the middle nine tenths of futures."""

from __future__ import annotations

import math

import numpy as np

from underice.decide.exponentials import Array
from underice.decide.outcomes import Outcome
from underice.decide.policies import Policy
from underice.decide.result import Cell

TIE = 1e-3
"""People: differences below a thousandth of a person are rounding."""


def cells(outcome: Outcome, policies: tuple[Policy, ...], values: Array) -> tuple[Cell, ...]:
    """One row of the table from `values` [policy, n]; policies with the same values share the work."""
    found: list[Cell] = []
    for index, policy in enumerate(policies):
        twin = _twin(values, index)
        found.append(_renamed(found[twin], policy) if twin is not None else _cell(outcome, policy, values[index]))
    return tuple(found)


def _twin(values: Array, index: int) -> int | None:
    """An earlier row with the same values: many policies do the same to people who are not on the list."""
    for earlier in range(index):
        if values[earlier, 0] == values[index, 0] and np.array_equal(values[earlier], values[index]):
            return earlier
    return None


def _renamed(cell: Cell, policy: Policy) -> Cell:
    return Cell(cell.outcome, policy.code, cell.mean, cell.median, cell.middle, cell.wide)


def _cell(outcome: Outcome, policy: Policy, row: Array) -> Cell:
    ordered = np.sort(row)
    return Cell(
        outcome.code,
        policy.code,
        mean(row),
        low(ordered, 0.5),
        outward(low(ordered, 0.25), high(ordered, 0.75)),
        outward(low(ordered, 0.05), high(ordered, 0.95)),
    )


def mean(row: Array) -> float:
    """The mean of values, added up in double precision in one fixed order."""
    return float(np.add.reduce(row, dtype=np.float64)) / row.size


def low(ordered: Array, share: float) -> float:
    """A quantile of ordered values, the lower neighbour where it falls between two."""
    return float(ordered[math.floor(share * (ordered.size - 1))])


def high(ordered: Array, share: float) -> float:
    """A quantile of ordered values, the upper neighbour where it falls between two."""
    return float(ordered[math.ceil(share * (ordered.size - 1))])


def outward(bottom: float, top: float) -> tuple[int, int]:
    """A range in whole people that holds the given one, but for a thousandth of a person."""
    return math.floor(bottom + TIE), math.ceil(top - TIE)
