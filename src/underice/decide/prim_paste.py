"""Pasting: after peeling, a box is let out again at the ends where that raises its share of cases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from underice.decide.prim_rows import Bools, Floats, quantile_cut, quantile_ranks


class Outside:
    """Rows and how many of the box's limits each one breaks, kept up to date as the limits move.

    x: [n, p]; y: [n]; low, high: [p] limits of the box, changed in place by `move`.
    """

    def __init__(self, x: Floats, y: Bools, low: Floats, high: Floats, restricted: Sequence[int]) -> None:
        self._x, self._y, self._low, self._high = x, y, low, high
        self._broken = {j: self._breaks(j) for j in restricted}
        self._count = np.zeros(y.size, dtype=np.int16)
        for broken in self._broken.values():
            self._count += broken

    def _breaks(self, column: int) -> Bools:
        values = self._x[:, column]
        broken: Bools = (values < self._low[column]) | (values > self._high[column])
        return broken

    def inside(self) -> tuple[int, int]:
        """Rows and cases in the box."""
        kept = self._count == 0
        return int(np.count_nonzero(kept)), int(np.count_nonzero(kept & self._y))

    def widened(self, column: int, upper: bool, share: float, edge: float) -> tuple[float, int, int]:
        """Letting one end out to the quantile of the slice outside it that keeps all other limits.

        edge: the end of all data. Out come the new limit and the rows and cases that come in (never negative).
        """
        near = np.flatnonzero(self._count - self._broken[column] == 0)
        values = self._x[near, column]
        old = self._high[column] if upper else self._low[column]
        if upper:
            beyond = values >= old
            limit = _paste_limit(-values[beyond], share, -edge, not upper)
            limit = -limit
            new = (values > old) & (values <= limit)
        else:
            beyond = values <= old
            limit = _paste_limit(values[beyond], share, edge, not upper)
            new = (values < old) & (values >= limit)
        return limit, int(np.count_nonzero(new)), int(np.count_nonzero(self._y[near[new]]))

    def move(self, column: int, upper: bool, limit: float) -> None:
        """Move one limit."""
        (self._high if upper else self._low)[column] = limit
        self._count -= self._broken.pop(column)
        self._broken[column] = self._breaks(column)
        self._count += self._broken[column]


def _paste_limit(values: Floats, share: float, edge: float, lower: bool) -> float:
    """The quantile 1 - share of a slice below a box, ties searched away from the box; edge when the slice is empty.

    Values of a slice above a box come negated, so that both are one case; lower tells which it was, for the rounding of
    the quantile's position.
    """
    if values.size == 0:
        return edge
    falling = np.sort(-values)
    outer, inner = quantile_ranks(falling.size, share, lower)
    limit = quantile_cut(falling, outer, inner)
    return float(values.min()) if limit is None else -limit
