"""What is added up while futures pass by, so that a million of them need not be kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.decide import dominance
from underice.decide.exponentials import Array
from underice.decide.outcomes import MAIN, OUTCOMES
from underice.decide.regret import Short, short
from underice.decide.side_by_side import total


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over futures: of each outcome [outcome, policy], shortfalls of each main outcome by its code, comparisons."""

    sums: NDArray[np.float64]
    short: dict[str, Short]
    counts: dominance.Counts

    def plus(self, other: Tally) -> Tally:
        """Both sets of futures together. Chunks are added in their order, so the last bits are always the same."""
        return Tally(
            self.sums + other.sums,
            {code: one.plus(other.short[code]) for code, one in self.short.items()},
            self.counts + other.counts,
        )


def tally(values: Array) -> Tally:
    """The tally of the futures in `values` [outcome, policy, n]."""
    return Tally(
        np.array([[total(row) for row in rows] for rows in values]),
        {one.code: short(one, values[OUTCOMES.index(one)]) for one in MAIN},
        dominance.counts(values),
    )
