"""Short conditions under which one option did better: corners of at most three beliefs, searched whole on a grid.

PRIM (underice.decide.prim) walks one way through all beliefs and ends with more limits than a sentence can hold. For at
most three one-sided limits the best corner can be found outright: futures are counted on a grid of sixteenths of three
beliefs at a time, and sums from a corner give count and share of every corner at once. What is found covers as many
futures as possible that no earlier corner covers, at the precision asked for. It is re-measured on fresh futures before
it is said (sentences.py), so the search may be greedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from underice.decide.page.sentences import Candidate, Mask
from underice.decide.page.words import Limit
from underice.decide.result import Futures

MOST_LIMITS = 3
"""Limits a sentence can hold."""
_BINS = 16
_EDGES = 20_000
"""Futures from which the edges are taken."""
_BELIEFS = 6
"""Beliefs searched in threes: those that move the share most by themselves."""
_SURE = 0.915
"""Precision asked for here; the sentence must still hold at .9 on fresh futures after rounding."""
_LEAST = 0.02
"""A corner smaller than this share of all futures is not looked at."""
_COST = 0.8
"""A further limit must bring so much more: one limit less is preferred if it covers at least this part. Judgement."""


Bins = NDArray[np.int16]
Counts = NDArray[np.int64]
Corner = tuple[tuple[int, bool, int], ...]
"""Limits as (belief, over, bin)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Beliefs cut at their sixteenths: bins [belief, n] and edges [belief, 15]. Made once for all questions of a run."""

    names: tuple[str, ...]
    bins: Bins
    edges: NDArray[np.float64]


def grid_of(futures: Futures) -> Grid:
    """Every belief that varies, cut so that about a sixteenth of the futures lies in each bin."""
    size = len(futures.values)
    bins = np.empty((len(futures.names), size), dtype=np.int16)
    edges = np.empty((len(futures.names), _BINS - 1))
    for place in range(len(futures.names)):
        column = np.ascontiguousarray(futures.values[:, place])
        edges[place] = np.quantile(column[:_EDGES], np.linspace(0, 1, _BINS + 1)[1:-1])
        bins[place] = np.searchsorted(edges[place].astype(np.float32), column, side="right")
    return Grid(futures.names, bins, edges)


def corners(grid: Grid, better: Mask, option: str, most: int = 3, limits: int = MOST_LIMITS) -> tuple[Candidate, ...]:
    """At most `most` corners, of at most `limits` limits, in which `better` [n] holds almost always; none if there are none."""
    if not better.any() or better.all() or not grid.names:
        return ()
    grid = _strongest(grid, better)
    open_ = np.ones(better.size, dtype=np.bool_)
    found: list[Candidate] = []
    while len(found) < most:
        best = _best(grid, better, open_, limits)
        if best is None:
            break
        named, inside = best
        found.append(Candidate(option, named))
        open_ &= ~inside
    return tuple(found)


def _strongest(grid: Grid, better: Mask) -> Grid:
    """The beliefs over whose sixteenths the share moves most, strongest first."""
    scores = []
    for bins in grid.bins:
        counts = np.bincount(bins, minlength=_BINS)
        shares = np.bincount(bins, weights=better, minlength=_BINS) / np.maximum(counts, 1)
        scores.append(float(np.average((shares - better.mean()) ** 2, weights=counts)))
    places = sorted(range(len(scores)), key=lambda place: -scores[place])[:_BELIEFS]
    return Grid(tuple(grid.names[place] for place in places), grid.bins[places], grid.edges[places])


def _best(grid: Grid, better: Mask, open_: Mask, most: int) -> tuple[tuple[Limit, ...], Mask] | None:
    """The corner that covers most of what is open, with the fewest limits that do nearly as well."""
    kinds = better.astype(np.int16) + (better & open_)  # 0: worse, 1: better but covered already, 2: better and open
    chosen: tuple[float, Corner] | None = None
    for size in range(1, min(most, len(grid.names)) + 1):
        for gain, corner in _corners(grid, kinds, size):
            if chosen is None or gain * (1 if len(chosen[1]) == size else _COST) > chosen[0]:
                chosen = gain, corner
    if chosen is None:
        return None
    return _limits(grid, chosen[1])


def _corners(grid: Grid, kinds: Bins, size: int) -> Iterator[tuple[float, Corner]]:
    """For every choice of `size` beliefs and sides, the corner that gains most."""
    several = list(combinations(range(len(grid.names)), size))
    counted = np.stack([_counted(grid, kinds, beliefs) for beliefs in several])
    by_sides = {sides: _gains(counted, sides, kinds.size) for sides in product((False, True), repeat=size)}
    for place, beliefs in enumerate(several):
        for sides, (gains, cells) in by_sides.items():
            if gains[place] >= _LEAST * kinds.size / 2:
                where = np.unravel_index(int(cells[place]), (_BINS,) * size)
                yield float(gains[place]), tuple(zip(beliefs, sides, map(int, where), strict=True))


def _counted(grid: Grid, kinds: Bins, beliefs: Sequence[int]) -> Counts:
    """Futures by bin of each belief: all, those where the option did better, those of them that are open, [3, bins …]."""
    flat = np.zeros(kinds.size, dtype=np.int16)  # at most 16 x 16 x 16 x 3
    for belief in beliefs:
        flat = flat * np.int16(_BINS) + grid.bins[belief]
    cells = _BINS ** len(beliefs)
    worse, covered, open_ = np.bincount(flat * np.int16(3) + kinds, minlength=3 * cells).reshape(cells, 3).T
    better = covered + open_
    return np.stack([worse + better, better, open_]).reshape(3, *(_BINS,) * len(beliefs))


def _gains(counted: Counts, sides: tuple[bool, ...], n: int) -> tuple[Counts, NDArray[np.intp]]:
    """For each choice of beliefs, the most that a corner to these sides gains, and its cell. counted: [choice, 3, …]."""
    for axis, over in enumerate(sides, start=2):
        counted = np.flip(np.cumsum(np.flip(counted, axis), axis), axis) if over else np.cumsum(counted, axis)
    total, good, new = counted.reshape(len(counted), 3, -1).transpose(1, 0, 2)
    gains = np.where((total >= _LEAST * n) & (good >= _SURE * total), new, 0)
    cells = gains.argmax(axis=1)
    return np.take_along_axis(gains, cells[:, None], axis=1)[:, 0], cells


def _limits(grid: Grid, corner: Corner) -> tuple[tuple[Limit, ...], Mask] | None:
    inside = np.ones(grid.bins.shape[1], dtype=np.bool_)
    limits = []
    for belief, over, where in corner:
        inside &= (grid.bins[belief] >= where) if over else (grid.bins[belief] <= where)
        edge = where - 1 if over else where
        if 0 <= edge < _BINS - 1:
            limits.append(Limit(grid.names[belief], over, float(grid.edges[belief][edge])))
    return (tuple(limits), inside) if limits else None
