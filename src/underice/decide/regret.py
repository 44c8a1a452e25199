"""Regret: by how many people a choice falls short of the best choice of that future, for each group apart.

Groups are never added up; who wants to weigh them does so by name in `weights`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.decide.exponentials import Array
from underice.decide.outcomes import Outcome
from underice.decide.policies import Policy
from underice.decide.result import Regret
from underice.decide.side_by_side import TIE, high, total

NEAR = 1.0
"""People: "within one person of the best"."""


@dataclass(frozen=True, slots=True)
class Short:
    """How far each policy falls short in one outcome, added up over futures, arrays [policy]."""

    sum: NDArray[np.float64]
    most: NDArray[np.float64]
    near: NDArray[np.int64]
    best: NDArray[np.int64]

    def plus(self, other: Short) -> Short:
        """Both sets of futures together."""
        return Short(
            self.sum + other.sum, np.maximum(self.most, other.most), self.near + other.near, self.best + other.best
        )


def shortfall(outcome: Outcome, values: Array) -> Array:
    """By how many people each policy falls short of the best, [policy, n], from its `values` [policy, n]."""
    if outcome.better == "more":
        short: Array = values.max(axis=0) - values
        return short
    over: Array = values - values.min(axis=0)
    return over


def short(outcome: Outcome, values: Array) -> Short:
    """The shortfalls of `values` [policy, n], added up."""
    rows = shortfall(outcome, values)
    return Short(
        np.array([total(row) for row in rows]),
        rows.max(axis=1).astype(np.float64),
        np.count_nonzero(rows <= np.float32(NEAR + TIE), axis=1),
        np.count_nonzero(rows <= np.float32(TIE), axis=1),
    )


def regrets(outcome: Outcome, policies: tuple[Policy, ...], values: Array, added: Short, n: int) -> tuple[Regret, ...]:
    """The regret of every policy in one outcome: `added` over all `n` futures, the high end from the kept `values`."""
    kept = shortfall(outcome, values)
    return tuple(
        Regret(
            outcome.code,
            policy.code,
            float(added.sum[index] / n),
            high(np.sort(kept[index]), 0.95),
            float(added.most[index]),
            float(added.near[index] / n),
            float(added.best[index] / n),
        )
        for index, policy in enumerate(policies)
    )
