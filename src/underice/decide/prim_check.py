"""Is there a pattern at all? Boxes found in one half of the rows are held against the other half."""

from __future__ import annotations

from math import exp, lgamma

import numpy as np

from underice.decide.prim_data import Table
from underice.decide.prim_rows import Bools, Floats
from underice.decide.prim_search import Box, Found, Settings, search

ROWS = 10_000
"""At most so many rows take part: a pattern worth a sentence shows in that many. A matter of speed."""


def chance(table: Table, settings: Settings, seed: int) -> float:
    """How often chance alone would give what a box found in one half shows in the other half, 0 to 1 (1: no lift).

    The rows are split in two at random, each half with the same share of cases. In each half the box is searched and
    the step taken that stands out most there; in the other half its cases are held against the hypergeometric law of
    rows taken blindly. Twice the smaller of the two tails is a bound whatever the halves have in common (Bonferroni).
    """
    first, second = _halves(table.y, seed)
    tails = [1.0]
    for inner, outer in ((first, second), (second, first)):
        if not 0 < np.count_nonzero(table.y[inner]) < inner.size:
            continue
        x = table.x[inner].astype(np.float64)
        box = Box(x.min(axis=0), x.max(axis=0))
        edges = box.low0, box.high0
        way = search(x, table.y[inner], box, inner.size, table.order, table.whole, settings)
        rows, cases = _count(table.x[outer], table.y[outer], standing_out(way), *edges)
        tails.append(hypergeometric_tail(cases, rows, int(np.count_nonzero(table.y[outer])), outer.size))
    return min(1.0, 2 * min(tails))


def _halves(y: Bools, seed: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], ...]:
    """Two random halves of at most ROWS / 2 rows each with the same share of cases."""
    random = np.random.default_rng([seed, 1])
    halves: tuple[list[np.ndarray[tuple[int], np.dtype[np.intp]]], ...] = ([], [])
    for members in (np.flatnonzero(y), np.flatnonzero(~y)):
        take = min(members.size, max(round(ROWS * members.size / y.size), 2))
        drawn = random.permutation(members)[:take]
        for half, part in zip(halves, (drawn[::2], drawn[1::2]), strict=True):
            half.append(part)
    return tuple(np.concatenate(half) for half in halves)


def standing_out(way: tuple[Found, ...]) -> Found:
    """The step whose cases exceed what blind drawing of as many rows gives by most standard deviations."""
    share = way[0].cases / way[0].rows
    return max(way, key=lambda f: (f.cases - f.rows * share) / max(f.rows * (1 - f.rows / way[0].rows), 1e-9) ** 0.5)


def _count(
    x: np.ndarray[tuple[int, ...], np.dtype[np.floating]], y: Bools, box: Found, low0: Floats, high0: Floats
) -> tuple[int, int]:
    """Rows and cases in a box; an end at the edge of the data it was found in is no limit."""
    low = np.where(box.low == low0, -np.inf, box.low)
    high = np.where(box.high == high0, np.inf, box.high)
    inside = ((x >= low) & (x <= high)).all(axis=1)
    return int(np.count_nonzero(inside)), int(np.count_nonzero(y[inside]))


def hypergeometric_tail(cases: int, drawn: int, all_cases: int, rows: int) -> float:
    """How likely `drawn` of `rows` rows taken blindly hold at least `cases` of the `all_cases` cases."""

    def ways(n: int, k: int) -> float:
        return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)

    lowest, highest = max(cases, drawn + all_cases - rows, 0), min(drawn, all_cases)
    whole = ways(rows, drawn)
    tail = sum(exp(ways(all_cases, k) + ways(rows - all_cases, drawn - k) - whole) for k in range(lowest, highest + 1))
    return min(1.0, tail)
