"""What is expected of each option when one input is known: smooth curves through many small bins, cross-validated.

A column is cut into up to 1,024 bins with equally many rows (rows of one value stay together). Curves are fitted to the
bins' means by least squares on nested bases, from a constant to 64 hats; how fine a curve may be is decided on rows it
was not fitted to. So a weak input gets a constant and not a ragged line that looks like knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]
FOLDS = 16
"""Parts of the rows for cross-validation and for the standard error. A judgement."""
_BINS, _ROWS_A_BIN = 1024, 20
"""At most so many bins, and about so many rows in each at least. Judgements; more bins change little."""
_MARGIN = 4.0
"""A finer curve must lessen the held-out squared error by so many residual variances: one useless function does so once
in seventy times. A judgement, stricter than cross-validation alone (about AIC), near BIC for some thousand rows."""
_NEW = 1e-9
"""A function is new if more than this share of its square (a row) is not made by coarser ones. Rounding only."""
_HATS = (8, 16, 32, 64)
"""Numbers of knots of the finer bases."""


@dataclass(frozen=True, slots=True)
class Bins:
    """A column cut into bins: of[n] says in which bin a row is; count [bins]; basis [bins, functions], orthonormal with
    the counts as weights, coarse functions first; levels: how many functions each nested basis has.
    """

    of: NDArray[np.int16]
    count: Floats
    basis: Floats
    levels: tuple[int, ...]


def cut(column: NDArray[np.floating]) -> Bins:
    """Bins of a column [n]. A column of one value is one bin."""
    rows = column.size
    order = np.argsort(column)
    ranked = column[order]
    wanted = max(min(_BINS, rows // _ROWS_A_BIN), 2)
    begins = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    first = np.repeat(begins, np.diff(np.append(begins, rows)))  # the rank at which each row's value begins
    place = first * wanted // rows
    fresh = np.concatenate([[False], place[1:] != place[:-1]])
    ranked_bin = np.cumsum(fresh, dtype=np.int16)
    of = np.empty(rows, dtype=np.int16)
    of[order] = ranked_bin
    count = np.bincount(ranked_bin).astype(np.float64)
    basis, levels = _basis(count.tobytes())
    return Bins(of, count, basis, levels)


@lru_cache(maxsize=64)
def _basis(counted: bytes) -> tuple[Floats, tuple[int, ...]]:
    """Nested functions of bins: constant; normal score of the rank; score squared and cubed; hats.

    counted: the rows of each bin, as bytes of float64. Columns without ties all have the same, so it is kept.
    """
    count = np.frombuffer(counted)
    rows = count.sum()
    rank = (np.cumsum(count) - count / 2) / rows
    score = np.array([NormalDist().inv_cdf(u) for u in rank.tolist()])
    steps = [[np.ones_like(score)], [score], [score**2, score**3]]
    for knots in _HATS:
        if knots <= min(count.size, rows / 20):
            steps.append([np.maximum(1 - np.abs(rank * knots - k), 0.0) for k in range(knots + 1)])
    if count.size <= _HATS[0]:
        steps.append(list(np.eye(count.size)))
    weight = np.sqrt(count)
    kept: Floats = np.empty((count.size, 0))
    levels = []
    for functions in steps:
        fresh = np.array(functions).T * weight[:, None]
        fresh -= kept @ (kept.T @ fresh)
        # Principal directions of what is new: functions that the coarser ones already make are dropped cleanly.
        sizes, turn = np.linalg.eigh(fresh.T @ fresh)
        new = fresh @ turn[:, sizes > _NEW * rows]
        new -= kept @ (kept.T @ new)
        kept = np.column_stack([kept, np.linalg.qr(new)[0]])
        levels.append(kept.shape[1])
    return kept / weight[:, None], tuple(dict.fromkeys(levels))


def sums(bins: Bins, folds: NDArray[np.int64], values: Floats) -> Floats:
    """Sums of values [n, m] by fold and bin, [FOLDS, bins, m]. folds: [n], each row's fold."""
    size = bins.count.size
    key = folds * size + bins.of
    out = np.empty((FOLDS, size, values.shape[1]))
    for m in range(values.shape[1]):
        out[:, :, m] = np.bincount(key, weights=values[:, m], minlength=FOLDS * size).reshape(FOLDS, size)
    return out


def counts(bins: Bins, folds: NDArray[np.int64]) -> Floats:
    """Rows by fold and bin, [FOLDS, bins]."""
    size = bins.count.size
    return np.bincount(folds * size + bins.of, minlength=FOLDS * size).reshape(FOLDS, size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves over the bins: fit [bins, m] of all rows; held_out [FOLDS, bins, m], each of the rows of other folds;
    level [m]: functions used (1: a constant).
    """

    fit: Floats
    held_out: Floats
    level: Indexes


def curves(bins: Bins, by_fold: Floats, rows: Floats, squares: Floats) -> Curves:
    """The cross-validated curves of m quantities. by_fold: sums [FOLDS, bins, m]; rows: counts [FOLDS, bins];
    squares: sums of squares [m].

    Of the nested bases that with the least squared error on held-out rows is taken, for each quantity on its own; a
    finer one has to be better by what noise alone seldom gives.
    """
    total = by_fold.sum(axis=0)
    whole = bins.count.sum()
    share = whole / np.maximum(whole - rows.sum(axis=1), 1.0)
    by_bin = np.ascontiguousarray(by_fold.transpose(1, 0, 2))  # [bins, FOLDS, m]
    bin_rows = rows.T[:, :, None]
    weights = bins.basis.T @ total  # [functions, m]
    others = (total[:, None, :] - by_bin) * share[:, None]
    # Small products: einsum keeps them off threads that a busy machine makes wait for each other.
    weights_out = np.einsum("bf,bm->fm", bins.basis, others.reshape(others.shape[0], -1))
    best_error, margin = np.full(total.shape[1], np.inf), np.zeros(total.shape[1])
    now, out = np.zeros_like(total), np.zeros_like(by_bin)
    fit, held_out = np.empty_like(total), np.empty_like(by_bin)
    level = np.zeros(total.shape[1], dtype=np.intp)
    for before, size in zip((0, *bins.levels), bins.levels, strict=False):
        finer = bins.basis[:, before:size]  # what this basis adds to the one before
        now += finer @ weights[before:size]
        out += np.einsum("bf,fm->bm", finer, weights_out[before:size]).reshape(out.shape)
        error = ((bin_rows * out - 2 * by_bin) * out).sum(axis=(0, 1))
        better = error < best_error - margin
        fit[:, better] = now[:, better]
        held_out[:, :, better] = out[:, :, better]
        best_error, level = np.where(better, error, best_error), np.where(better, size, level)
        margin = _MARGIN * np.maximum(squares + best_error, 0.0) / whole
    return Curves(fit, held_out.transpose(1, 0, 2), level)
