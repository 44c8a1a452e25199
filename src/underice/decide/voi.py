"""What is it worth to know? Expected value of perfect information, of everything and of one input.

evpi: with all inputs known one would take the best option of each future; with none, the option best on average.
evppi: with one input known one takes the option best on average among futures that share its value.

Sources: Raiffa and Schlaifer (1961); Strong and Oakley (2013), Medical Decision Making 33 (single inputs from one
sample, by bins) and Strong, Oakley and Brennan (2014), Medical Decision Making 34 (regression). Two things guard
against reading noise as knowledge: choices are made on rows other than those on which they are valued (cross-fitting),
and where inputs are independent the share of the others is taken out first (a control variate), so that what remains
varies less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from underice.decide.prim_data import inputs
from underice.decide.voi_fit import FOLDS, Bins, Curves, Floats, counts, curves, cut, sums

_FEWEST = 100
"""Fewer rows say nothing about one input. A judgement."""
_TOLD = 3.0
"""Standard errors over nothing from which a value is told from nothing: curves were chosen with the same rows."""
_DEPENDENT = 4.5
"""Inputs whose shares go together by more standard errors than this are not taken for independent."""


@dataclass(frozen=True, slots=True)
class Value:
    """What knowing one input is worth, in the units of the net benefit.

    value: never negative; error: its standard error; floor: what the same fit finds in the column shuffled, which is
    noise; nothing_to_learn: value is not told from nothing (under three standard errors, or not over the floor), so it
    must not be shown as a reason to ask.
    """

    index: int
    name: str
    value: float
    error: float
    floor: float
    nothing_to_learn: bool


def benefits(net_benefit: ArrayLike) -> NDArray[np.floating]:
    """net_benefit as [n, options]. ValueError for another shape, none, or values that are not finite."""
    table = np.asarray(net_benefit)
    real = np.issubdtype(table.dtype, np.number) and not np.iscomplexobj(table)
    if not real or table.ndim != 2 or 0 in table.shape:
        raise ValueError(f"net benefits have the shape {table.shape}; they are numbers, futures by options")
    if not np.isfinite(table).all():
        raise ValueError("a net benefit is no finite number; take such futures out first")
    return table.astype(np.float64, copy=False) if table.dtype != np.float32 else table


def evpi(net_benefit: ArrayLike) -> float:
    """The worth of knowing everything: mean of the best minus the best of the means.

    net_benefit: [n, options], more is better; one option is nothing to choose and gives 0. ValueError as `benefits`.
    """
    table = benefits(net_benefit)
    best = table.max(axis=1).mean(dtype=np.float64)
    return max(float(best - table.mean(axis=0, dtype=np.float64).max()), 0.0)


def evppi(
    x: ArrayLike,
    net_benefit: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    independent: bool | None = None,
    seed: int = 0,
) -> tuple[Value, ...]:
    """The worth of knowing each input alone, in the order of the columns.

    Args:
        x: inputs [n, p], finite, at least 100 rows, drawn from what is believed of them.
        net_benefit: [n, options], more is better.
        names: of the columns; x0, x1, … otherwise.
        independent: whether the inputs are; None looks (linear, squared and cubed terms) and decides column by column.
        seed: of the folds and of the shuffling.

    Raises:
        ValueError: shapes that do not match, too few rows, values that are not finite.
    """
    columns, table = inputs(x), benefits(net_benefit)
    if columns.shape[0] != table.shape[0]:
        raise ValueError(f"x has {columns.shape[0]} rows, net benefits {table.shape[0]}; one row is one future")
    if columns.shape[0] < _FEWEST:
        raise ValueError(f"{columns.shape[0]} futures; the worth of one input takes at least {_FEWEST}")
    if names is not None and len(names) != columns.shape[1]:
        raise ValueError(f"{len(names)} names for {columns.shape[1]} columns")
    labels = tuple(names) if names is not None else tuple(f"x{j}" for j in range(columns.shape[1]))
    if table.shape[1] == 1:
        return tuple(Value(j, name, 0.0, 0.0, 0.0, True) for j, name in enumerate(labels))
    study = _Study(columns, table, independent, seed)
    return tuple(study.value(j, name) for j, name in enumerate(labels))


class _Study:
    """All inputs of one question. Works on how much better each option is than the one best on average."""

    def __init__(
        self, x: NDArray[np.floating], table: NDArray[np.floating], independent: bool | None, seed: int
    ) -> None:
        random = np.random.default_rng(seed)
        rows = table.shape[0]
        self._folds = (random.permutation(rows) % FOLDS).astype(np.int64)
        self._shuffle = random.permutation(rows)
        best = int(table.mean(axis=0, dtype=np.float64).argmax())
        others = [option for option in range(table.shape[1]) if option != best]
        self._over = table[:, others].astype(np.float64) - table[:, [best]].astype(np.float64)
        self._independent = independent
        self._bins = [cut(np.ascontiguousarray(x[:, j])) for j in range(x.shape[1])]
        self._curves = [self._fit(bins, self._over)[0] for bins in self._bins]
        middle = self._over.mean(axis=0)
        self._shares: Floats = np.zeros_like(self._over)  # what all inputs explain, each by itself
        for bins, curve in zip(self._bins, self._curves, strict=True):
            if (curve.level > 1).any():
                self._shares += (curve.fit - middle)[bins.of]

    def _fit(self, bins: Bins, values: Floats) -> tuple[Curves, Floats, Floats]:
        by_fold, rows = sums(bins, self._folds, values), counts(bins, self._folds)
        return curves(bins, by_fold, rows, np.einsum("nm,nm->m", values, values)), by_fold, rows

    def value(self, j: int, name: str) -> Value:
        """The worth of knowing column j."""
        bins, first = self._bins[j], self._curves[j]
        if bins.count.size < 2 or (first.level <= 1).all():
            return Value(j, name, 0.0, 0.0, 0.0, True)
        rest = self._shares - (first.fit - self._over.mean(axis=0))[bins.of]
        if not self._free(bins, rest):
            rest = np.zeros_like(rest)
        values = self._over - rest
        curve, by_fold, rows = self._fit(bins, values)
        fitted = _best(bins.count @ np.maximum(curve.fit, 0.0).max(axis=1), bins.count @ curve.fit) / bins.count.sum()
        crossed = float(_crossed(curve, by_fold, rows).mean())
        # What was taken out has a mean in each part all the same: how far the sample may be off as a whole.
        level = np.column_stack([np.bincount(self._folds, weights=column, minlength=FOLDS) for column in rest.T])
        level = level / rows.sum(axis=1)[:, None]
        by_part = _crossed(curve, by_fold + rows[:, :, None] * level[:, None, :], rows)
        error = float(by_part.std(ddof=1) / FOLDS**0.5)
        floor = self._floor(bins, values, curve)
        worth = max((float(fitted) + crossed) / 2, 0.0)
        return Value(j, name, worth, error, floor, bool(crossed <= _TOLD * error or fitted <= floor))

    def _free(self, bins: Bins, rest: Floats) -> bool:
        """Whether what the other inputs explain has nothing to do with this one."""
        if self._independent is not None:
            return self._independent
        spread = rest.std(axis=0)
        live = np.flatnonzero(spread > 0)
        if not live.size:
            return False
        functions = bins.basis[:, 1 : min(4, bins.basis.shape[1])]
        for m in live.tolist():
            moment = np.bincount(bins.of, weights=rest[:, m] - rest[:, m].mean(), minlength=bins.count.size)
            if np.abs(functions.T @ moment).max(initial=0.0) > _DEPENDENT * spread[m]:
                return False
        return True

    def _floor(self, bins: Bins, values: Floats, curve: Curves) -> float:
        """What curves as fine as these find in the shuffled column."""
        mixed = bins.of[self._shuffle]
        total = np.column_stack(
            [np.bincount(mixed, weights=values[:, m], minlength=bins.count.size) for m in range(values.shape[1])]
        )
        weights = bins.basis.T @ total
        weights[np.arange(weights.shape[0])[:, None] >= curve.level] = 0.0
        fit = bins.basis @ weights
        noise = _best(bins.count @ np.maximum(fit, 0.0).max(axis=1), bins.count @ fit)
        return max(noise / float(bins.count.sum()), 0.0)


def _best(with_choice: float, fixed: Floats) -> float:
    """Gain of choosing by bin over the best fixed option; the option best on average stands at 0."""
    return float(with_choice) - max(float(fixed.max()), 0.0)


def _crossed(curve: Curves, by_fold: Floats, rows: Floats) -> Floats:
    """Gain a row in each fold, [FOLDS], when choices are made on the rows of the other folds."""
    gains = np.empty(FOLDS)
    for k in range(FOLDS):
        held = curve.held_out[k]
        choice = held.argmax(axis=1)
        gain = np.take_along_axis(by_fold[k], choice[:, None], axis=1)[:, 0]
        chosen = float(gain[held.max(axis=1) > 0].sum())
        means = rows.sum(axis=0) @ held
        fixed = float(by_fold[k][:, int(means.argmax())].sum()) if means.max() > 0 else 0.0
        gains[k] = (chosen - fixed) / max(float(rows[k].sum()), 1.0)
    return gains
