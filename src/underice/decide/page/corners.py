"""Short conditions under which one option did better: corners of at most three beliefs, searched whole on a grid.

PRIM (underice.decide.prim) walks one way through all beliefs and ends with more limits than a sentence can hold. For at
most three one-sided limits the best corner can be found outright: futures are counted on a grid of tenths of three
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
_BELIEFS = 6
"""Beliefs searched in threes: those that move the share most by themselves."""
_SURE = 0.915
"""Precision asked for here; the sentence must still hold at .9 on fresh futures after rounding."""
_LEAST = 0.02
"""A corner smaller than this share of all futures is not looked at."""
_COST = 0.8
"""A further limit must bring so much more: one limit less is preferred if it covers at least this part. Judgement."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Beliefs cut at their sixteenths: bins [belief, n] and edges [belief, 15]."""

    names: tuple[str, ...]
    bins: NDArray[np.int64]
    edges: NDArray[np.float64]


def corners(
    futures: Futures, better: Mask, option: str, most: int = 3, limits: int = MOST_LIMITS
) -> tuple[Candidate, ...]:
    """At most `most` corners, of at most `limits` limits, in which `better` [n] holds almost always; none if there are none."""
    if not better.any() or better.all() or not futures.names:
        return ()
    grid = _grid(futures, _strongest(futures, better))
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


def _strongest(futures: Futures, better: Mask) -> list[int]:
    """The beliefs over whose tenths the share moves most, strongest first."""
    scores = []
    for place in range(len(futures.names)):
        bins = _cut(futures.values[:, place], 10)[0]
        counts = np.maximum(np.bincount(bins, minlength=10), 1)
        shares = np.bincount(bins, weights=better, minlength=10) / counts
        scores.append(float(np.average((shares - better.mean()) ** 2, weights=counts)))
    return sorted(range(len(scores)), key=lambda place: -scores[place])[:_BELIEFS]


def _cut(column: NDArray[np.float32], parts: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    edges = np.quantile(column[:20_000].astype(np.float64), np.linspace(0, 1, parts + 1)[1:-1])
    return np.searchsorted(edges.astype(np.float32), column, side="right").astype(np.int64), edges


def _grid(futures: Futures, places: Sequence[int]) -> _Grid:
    cuts = [_cut(futures.values[:, place], _BINS) for place in places]
    return _Grid(
        tuple(futures.names[place] for place in places),
        np.array([bins for bins, _edges in cuts]),
        np.array([edges for _bins, edges in cuts]),
    )


def _best(grid: _Grid, better: Mask, open_: Mask, most: int) -> tuple[tuple[Limit, ...], Mask] | None:
    """The corner that covers most of what is open, with the fewest limits that do nearly as well."""
    weights = np.stack([np.ones(better.size), better, better & open_]).astype(np.float64)
    chosen: tuple[float, tuple[tuple[int, bool, int], ...]] | None = None
    for size in range(1, min(most, len(grid.names)) + 1):
        for gain, corner in _corners(grid, weights, size, better.size):
            if chosen is None or gain * (1 if len(chosen[1]) == size else _COST) > chosen[0]:
                chosen = gain, corner
    if chosen is None:
        return None
    return _limits(grid, chosen[1])


def _corners(
    grid: _Grid, weights: NDArray[np.float64], size: int, n: int
) -> Iterator[tuple[float, tuple[tuple[int, bool, int], ...]]]:
    """For every choice of `size` beliefs and sides, the corner that gains most: (gain, (belief, over, bin) …)."""
    for beliefs in combinations(range(len(grid.names)), size):
        flat = np.zeros(n, dtype=np.int64)
        for belief in beliefs:
            flat = flat * _BINS + grid.bins[belief]
        shape = (_BINS,) * size
        counted = [
            np.bincount(flat, weights=one, minlength=_BINS**size).astype(np.float64).reshape(shape) for one in weights
        ]
        for sides in product((False, True), repeat=size):
            total, good, new = (_summed(one, sides) for one in counted)
            allowed = (total >= _LEAST * n) & (good >= _SURE * total)
            gains = np.where(allowed, new, 0.0)
            place = np.unravel_index(int(gains.argmax()), shape)
            if gains[place] >= _LEAST * n / 2:
                picked = tuple(
                    (belief, over, int(where)) for belief, over, where in zip(beliefs, sides, place, strict=True)
                )
                yield float(gains[place]), picked


def _summed(counts: NDArray[np.float64], sides: tuple[bool, ...]) -> NDArray[np.float64]:
    """Sums over each corner: bins from `where` up where the side is over, up to `where` else."""
    for axis, over in enumerate(sides):
        counts = np.flip(np.cumsum(np.flip(counts, axis), axis), axis) if over else np.cumsum(counts, axis)
    return counts


def _limits(grid: _Grid, corner: tuple[tuple[int, bool, int], ...]) -> tuple[tuple[Limit, ...], Mask] | None:
    inside = np.ones(grid.bins.shape[1], dtype=np.bool_)
    limits = []
    for belief, over, where in corner:
        inside &= (grid.bins[belief] >= where) if over else (grid.bins[belief] <= where)
        edge = where - 1 if over else where
        if 0 <= edge < _BINS - 1:
            limits.append(Limit(grid.names[belief], over, float(grid.edges[belief][edge])))
    return (tuple(limits), inside) if limits else None
