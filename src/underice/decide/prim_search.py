"""One search for a box: peel while it pays, then paste while it pays. Plain numbers; prim.py makes them readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from underice.decide.prim_paste import Outside
from underice.decide.prim_rows import Bools, Cut, Floats, SortedRows

Objective = Literal["gain_per_row", "gain_per_share", "mean"]
"""What a peel or paste is chosen by.

gain_per_row: gain in the share of cases for each row given up (Kwakkel and Jaxa-Rozen 2016, "lenient 1");
gain_per_share: the same times the rows that stay (Friedman and Fisher 1999, section 14.6, "lenient 2");
mean: the share of cases in what stays (Friedman and Fisher 1999, the original).
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """alpha, paste_alpha: share of rows cut off or let in at a time; mass_min: smallest box, as a share of all rows."""

    alpha: float
    paste_alpha: float
    mass_min: float
    objective: Objective


@dataclass(frozen=True, slots=True)
class Found:
    """A box on the way: its rows and cases among those searched, and its limits [p], edges where there is none."""

    rows: int
    cases: int
    low: Floats
    high: Floats


def gain(objective: Objective, rows: int, cases: int, new_rows: int, new_cases: int) -> float:
    """How good it is to go from a box of rows and cases to one of new_rows and new_cases; more is better.

    Computed in the one order that keeps equal gains equal to the last bit: ties are decided by another rule.
    """
    if objective == "mean":
        return new_cases / new_rows if new_rows else -1.0
    old = cases / rows
    new = new_cases / new_rows if new_rows else 0.0
    if new == old:
        return 0.0
    changed = abs(rows - new_rows)
    return (new - old) / changed if objective == "gain_per_row" else new_rows * (new - old) / changed


class Box:
    """The limits of a box while it is searched; low0, high0: the edges of all data. All [p]."""

    def __init__(self, low0: Floats, high0: Floats) -> None:
        self.low0, self.high0 = low0, high0
        self.low, self.high = low0.copy(), high0.copy()

    def restricted(self) -> Bools:
        """Which columns have a limit that is not the edge of the data, [p]."""
        limits: Bools = (self.low != self.low0) | (self.high != self.high0)
        return limits

    def free_after(self, column: int, upper: bool, limit: float) -> int:
        """How many columns have no limit once this one is set: of two equal gains the plainer box wins."""
        limits = self.restricted()
        low, high = (self.low[column], limit) if upper else (limit, self.high[column])
        limits[column] = low != self.low0[column] or high != self.high0[column]
        return int(limits.size - np.count_nonzero(limits))

    def found(self, rows: int, cases: int) -> Found:
        """The box as it is now."""
        return Found(rows, cases, self.low.copy(), self.high.copy())


def search(
    x: Floats, y: Bools, box: Box, total: int, columns: Sequence[int], whole: frozenset[int], settings: Settings
) -> tuple[Found, ...]:
    """The way of one box through peeling and pasting, the whole first.

    x [n, p], y [n]: the rows still to be explained (n ≥ 1); total: all rows, of which mass_min is a share; columns: in
    the order in which they are tried; whole: columns of whole numbers. box: with the limits of all data; is changed.
    """
    rows = SortedRows(x, y, whole)
    way = [box.found(rows.rows, rows.cases)]
    if 0 < rows.cases < rows.rows:
        _peel(rows, box, total, columns, settings, way)
        _paste(x, y, box, total, columns, settings, way)
    return tuple(way)


def _peel(rows: SortedRows, box: Box, total: int, columns: Sequence[int], settings: Settings, way: list[Found]) -> None:
    while True:
        best: tuple[tuple[float, int], Cut] | None = None
        for column in columns:
            for upper in (True, False):
                limit = float((box.high if upper else box.low)[column])
                cut = rows.cut(column, upper, settings.alpha, limit)
                worth = gain(settings.objective, rows.rows, rows.cases, rows.rows - cut.rows, rows.cases - cut.cases)
                if best is not None and worth < best[0][0]:
                    continue
                score = worth, box.free_after(column, upper, cut.limit)
                if best is None or score > best[0]:
                    best = score, cut
        if best is None or best[0][0] <= 0 or not best[1].rows:
            return
        if (rows.rows - best[1].rows) / total < settings.mass_min:
            return
        rows.remove(best[1])
        (box.high if best[1].upper else box.low)[best[1].column] = best[1].limit
        way.append(box.found(rows.rows, rows.cases))


def _paste(
    x: Floats, y: Bools, box: Box, total: int, columns: Sequence[int], settings: Settings, way: list[Found]
) -> None:
    outside = Outside(x, y, box.low, box.high, np.flatnonzero(box.restricted()).tolist())
    rows, cases = outside.inside()
    while True:
        restricted = box.restricted()
        best: tuple[tuple[float, int], tuple[int, bool, float, int, int]] | None = None
        for column in columns:
            for upper in (False, True) if restricted[column] else ():
                edge = float((box.high0 if upper else box.low0)[column])
                limit, more, hits = outside.widened(column, upper, settings.paste_alpha, edge)
                worth = gain(settings.objective, rows, cases, rows + more, cases + hits)
                score = worth, box.free_after(column, upper, limit)
                if best is None or score > best[0]:
                    best = score, (column, upper, limit, more, hits)
        if best is None or best[0][0] <= 0:
            return
        column, upper, limit, more, hits = best[1]
        better = (cases + hits) / (rows + more) > cases / rows
        if not more or not better or (rows + more) / total < settings.mass_min:
            return
        outside.move(column, upper, limit)
        rows, cases = rows + more, cases + hits
        way.append(box.found(rows, cases))
