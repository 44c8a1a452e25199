"""Sobol' indices: how much of an outcome's spread each input makes, alone and with the others.

Estimators: first order after Saltelli and others (2010), Computer Physics Communications 181, table 2 (b); total after
Jansen (1999), Computer Physics Communications 117. Points: sobol_points.py. Errors: jackknife over blocks of the
points (Efron and Tukey); with even points the true error is mostly smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from underice.decide.sobol_points import DIMENSIONS, sobol_points

Floats = NDArray[np.float64]
_BLOCKS = 32
"""Blocks of the jackknife: enough for a steady error, few enough to be quick. A judgement."""
_WIDE = 1.96
"""Half the width of a 95 per cent interval in standard errors (normal)."""


@dataclass(frozen=True, slots=True)
class Indices:
    """Shares of variance by input, [p], or [p, m] of a function with m outcomes.

    first: by the input alone; total: with all it does together with others; first_error, total_error: one standard
    error of each; variance: of the outcome (0 where it is constant: then all shares are 0); evaluations: rows computed.
    Estimates are left as they come: a share near 0 may turn out slightly negative.
    """

    first: Floats
    total: Floats
    first_error: Floats
    total_error: Floats
    variance: Floats | np.float64
    evaluations: int

    @property
    def first_ci(self) -> tuple[Floats, Floats]:
        """A 95 per cent interval of `first`: low and high."""
        return self.first - _WIDE * self.first_error, self.first + _WIDE * self.first_error

    @property
    def total_ci(self) -> tuple[Floats, Floats]:
        """A 95 per cent interval of `total`: low and high."""
        return self.total - _WIDE * self.total_error, self.total + _WIDE * self.total_error


def sobol(
    function: Callable[[Floats], ArrayLike],
    bounds: Sequence[tuple[float, float]],
    n: int = 2**14,
    seed: int | None = 0,
) -> Indices:
    """First-order and total indices of a function of p independent inputs, each uniform between its bounds.

    Args:
        function: takes rows [n, p], gives [n] or [n, m] finite numbers. It is called p + 2 times.
        bounds: (low, high) of each input; low = high holds it fixed. Inputs that are not uniform: give bounds (0, 1)
            and turn each into its quantile inside the function.
        n: base points, a power of two; (p + 2) * n rows are computed.
        seed: of the scrambling of the points.

    Raises:
        ValueError: no or more than 128 inputs, bounds upside down or not finite, n no power of two or under 2, or a
            function that gives something else than [n] or [n, m] finite numbers.
    """
    ends = np.asarray(bounds, dtype=np.float64)
    if ends.ndim != 2 or ends.shape[1] != 2 or not 1 <= ends.shape[0] <= DIMENSIONS // 2:
        raise ValueError(f"bounds takes (low, high) for each of 1 to {DIMENSIONS // 2} inputs")
    if not np.isfinite(ends).all() or (ends[:, 0] > ends[:, 1]).any():
        raise ValueError("bounds holds an upside down pair or an end that is no finite number")
    if n < 2:
        raise ValueError(f"n is {n}; take at least two points, better some thousands")
    inputs = ends.shape[0]
    points = sobol_points(n, 2 * inputs, seed)
    wide = ends[:, 1] - ends[:, 0]
    a, b = ends[:, 0] + points[:, :inputs] * wide, ends[:, 0] + points[:, inputs:] * wide
    at_a, at_b = _evaluate(function, a), _evaluate(function, b)
    shares = _Shares(_table(at_a), _table(at_b))
    for j in range(inputs):
        mixed = a.copy()
        mixed[:, j] = b[:, j]
        shares.add(_table(_evaluate(function, mixed)))
    return shares.indices(flat=at_a.ndim == 1)


def sobol_from(at_a: ArrayLike, at_b: ArrayLike, at_mixed: ArrayLike) -> Indices:
    """The same from outcomes already computed (Saltelli's design).

    at_a, at_b: outcomes [n] or [n, m] at two independent samples A and B of the inputs; at_mixed: [p, n] or [p, n, m],
    at A with input j taken from B. ValueError when the shapes do not match, or a value is not finite.
    """
    a, b, mixed = (np.asarray(values, dtype=np.float64) for values in (at_a, at_b, at_mixed))
    if a.shape != b.shape or a.ndim not in (1, 2) or mixed.shape[1:] != a.shape or a.shape[0] < 2 or not len(mixed):
        raise ValueError(f"shapes {a.shape}, {b.shape}, {mixed.shape}; they are [n], [n], [p, n], or the same with m")
    if not all(np.isfinite(values).all() for values in (a, b, mixed)):
        raise ValueError("an outcome is no finite number")
    shares = _Shares(_table(a), _table(b))
    for values in mixed:
        shares.add(_table(values))
    return shares.indices(flat=a.ndim == 1)


def _evaluate(function: Callable[[Floats], ArrayLike], rows: Floats) -> Floats:
    values = np.asarray(function(rows), dtype=np.float64)
    if values.ndim not in (1, 2) or values.shape[0] != rows.shape[0]:
        raise ValueError(f"the function gave the shape {values.shape} for {rows.shape[0]} rows; it gives [n] or [n, m]")
    if not np.isfinite(values).all():
        raise ValueError("the function gave a value that is no finite number")
    return values


def _table(values: Floats) -> Floats:
    return values[:, None] if values.ndim == 1 else values


class _Shares:
    """Sums by block, from which indices and their jackknife errors come."""

    def __init__(self, a: Floats, b: Floats) -> None:
        self._middle = (a.mean(axis=0) + b.mean(axis=0)) / 2
        self._a, self._b = a - self._middle, b - self._middle
        blocks = min(_BLOCKS, a.shape[0])
        self._starts = np.arange(blocks) * a.shape[0] // blocks
        self._sizes = np.diff(np.append(self._starts, a.shape[0]))[:, None].astype(np.float64)
        self._sum = self._blocks(self._a + self._b)
        self._square = self._blocks(self._a**2 + self._b**2)
        self._first: list[Floats] = []
        self._total: list[Floats] = []

    def _blocks(self, values: Floats) -> Floats:
        sums: Floats = np.add.reduceat(values, self._starts, axis=0)
        return sums

    def add(self, mixed: Floats) -> None:
        """Outcomes [n, m] at A with the next input taken from B."""
        moved = mixed - self._middle - self._a
        self._first.append(self._blocks(self._b * moved))
        self._total.append(self._blocks(moved**2) / 2)

    def indices(self, flat: bool) -> Indices:
        """Indices [p, m], or [p] when flat."""
        first, total = np.array(self._first), np.array(self._total)  # [p, blocks, m]
        whole = _variance(self._sum, self._square, self._sizes, False)
        left = _variance(self._sum, self._square, self._sizes, True)
        n, sizes = self._sizes.sum(), self._sizes
        blocks = sizes.shape[0]

        def share(parts: Floats) -> tuple[Floats, Floats]:
            value = _ratio(parts.sum(axis=1) / n, whole)
            without = _ratio((parts.sum(axis=1, keepdims=True) - parts) / (n - sizes), left)
            spread = ((without - without.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
            return value, np.sqrt(spread * (blocks - 1) / blocks)

        (s, s_error), (t, t_error) = share(first), share(total)
        evaluations = (len(self._first) + 2) * self._a.shape[0]
        if flat:
            return Indices(s[:, 0], t[:, 0], s_error[:, 0], t_error[:, 0], whole[0], evaluations)
        return Indices(s, t, s_error, t_error, whole, evaluations)


def _variance(sums: Floats, squares: Floats, sizes: Floats, leave_out: bool) -> Floats:
    """Variance of both samples together, [m]; or of all but each block, [blocks, m]."""
    total, square, count = sums.sum(axis=0), squares.sum(axis=0), 2 * sizes.sum()
    if leave_out:
        total, square, count = total - sums, square - squares, count - 2 * sizes
    variance: Floats = np.maximum(square / count - (total / count) ** 2, 0.0)
    return variance


def _ratio(part: Floats, whole: Floats) -> Floats:
    """part / whole, 0 where whole is 0."""
    return np.divide(part, whole, out=np.zeros(np.broadcast_shapes(part.shape, whole.shape)), where=whole > 0)
