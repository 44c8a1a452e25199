"""Rows sorted once by every column, from which slices are cut off at the ends: what makes peeling fast.

A peel looks only at the outer few per cent of each column. So every column is sorted once; rows that leave the box are
marked dead and swept out of the sorted lists only when many have died. One step costs about alpha * n * columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_ROW, _CASE = 1, 3
"""States of a living row: without and with the outcome looked for. 0 is dead."""
_SWEEP_AT = 0.7
"""The sorted lists are swept when fewer than this share of their rows still lives. A matter of speed only."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A slice at one end of a column. upper: which end; limit: where the box ends then; rows, cases: how many leave."""

    column: int
    upper: bool
    limit: float
    rows: int
    cases: int


def quantile_ranks(count: int, share: float, upper: bool) -> tuple[int, int]:
    """The ranks, counted from the outer end, of the two values between which the quantile of `share` lies.

    The quantile's position is (count - 1) * share from below, or (count - 1) * (1 - share) for the upper end.
    """
    if not upper:
        place = (count - 1) * share
        return floor(place), ceil(place)
    place = (count - 1) * (1 - share)
    return count - 1 - ceil(place), count - 1 - floor(place)


def quantile_cut(ascending: Floats, outer: int, inner: int) -> float | None:
    """The midpoint between rank outer and rank inner of values in rising order; over ties, the next larger value inward.

    None when every value from rank outer on is the same as far as `ascending` goes.
    """
    if ascending[outer] == ascending[inner]:
        inner = int(np.searchsorted(ascending, ascending[outer], "right"))
        if inner >= ascending.size:
            return None
    return float((ascending[outer] + ascending[inner]) / 2)


class SortedRows:
    """The rows of a box, sorted by every column. x: [n, p] finite floats; y: [n]; whole: columns of whole numbers."""

    def __init__(self, x: Floats, y: Bools, whole: frozenset[int] = frozenset()) -> None:
        self.rows, self.cases = int(y.size), int(np.count_nonzero(y))
        self.columns, self._whole = x.shape[1], whole
        self._state = np.where(y, np.uint8(_CASE), np.uint8(_ROW))
        self._order, self._values = [], []
        for column in np.ascontiguousarray(x.T):
            order = np.argsort(column)
            self._order.append(order.astype(np.int32))
            self._values.append(column[order])

    def _end(self, column: int, upper: bool, need: int) -> tuple[Floats, NDArray[np.int32], bool]:
        """At least `need` living values of one end, outermost first (negated for the upper end), their rows, and
        whether these are all.
        """
        order, values = self._order[column], self._values[column]
        length = int(1.3 * need * order.size / max(self.rows, 1)) + 32
        while True:
            part = order[: -length - 1 : -1] if upper else order[:length]
            living = np.flatnonzero(self._state[part])
            complete = length >= order.size
            if living.size >= need or complete:
                ends = values[: -length - 1 : -1] if upper else values[:length]
                taken = ends[living]
                return (-taken if upper else taken), part[living], complete
            length *= 2

    def cut(self, column: int, upper: bool, share: float, limit: float) -> Cut:
        """The slice that peeling `share` off one end removes. limit: where the box ends now at that end.

        Raises nothing; a column of one value gives a cut of no rows at that value.
        """
        outer, inner = quantile_ranks(self.rows, share, upper)
        need, sign = inner + 2, -1.0 if upper else 1.0
        while True:
            values, rows, complete = self._end(column, upper, need)
            at = quantile_cut(values, outer, inner)
            if at is None and complete:
                at = float(values[outer])
            if at is not None:
                gone, edge = self._gone(values, at, sign * limit, column in self._whole)
                if gone < values.size or complete:
                    if edge and gone < values.size:
                        at = float(values[gone])
                    cases = int(np.count_nonzero(self._state[rows[:gone]] == _CASE))
                    return Cut(column, upper, sign * at, gone, cases)
            need *= 2

    @staticmethod
    def _gone(values: Floats, at: float, limit: float, whole: bool) -> tuple[int, bool]:
        """How many leave, and whether the new limit is the first value kept (columns of whole numbers)."""
        if not whole:
            return int(np.searchsorted(values, at, "left")), False
        at = float(int(at))
        return int(np.searchsorted(values, at, "right" if at == limit else "left")), True

    def remove(self, cut: Cut) -> None:
        """Take the rows of a cut out of the box."""
        _, rows, _ = self._end(cut.column, cut.upper, cut.rows)
        self._state[rows[: cut.rows]] = 0
        self.rows -= cut.rows
        self.cases -= cut.cases
        if self.rows < _SWEEP_AT * self._order[0].size:
            self._sweep()

    def _sweep(self) -> None:
        """Drop the dead from the sorted lists."""
        for column in range(self.columns):
            keep = self._state[self._order[column]] != 0
            self._order[column] = self._order[column][keep]
            self._values[column] = self._values[column][keep]
