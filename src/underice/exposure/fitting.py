"""The rows of the register of families that fit a pattern, put together by kind: county, sex and year of birth.

A count asks for numbers of rows by kind only, and for those of households more seldom; so both are made apart, when they
are asked for, and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from underice.exposure.census import Floats
from underice.exposure.register.counting import persons_by_cell
from underice.exposure.register.families import Families
from underice.exposure.register.pattern import Pattern

PARTS = 256
"""Years of birth that a register can hold, and parts of a year that it tells apart."""
_FEW = 5_000
"""Rows so few that sorting them by kind is quicker than a table of all kinds."""
Kinds = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Fitting:
    """Rows that fit. cells: their kinds, as indices (county, sex, year of birth). counts: how many rows of each fit."""

    cells: Kinds
    counts: Floats


@dataclass(frozen=True, slots=True)
class Homes:
    """The households of the rows that fit.

    alone: how many rows of each kind are the only one of their household that fits. shared: households in which several
    fit, by how many: their kinds (a row each, indices in `Fitting.cells`) and how many households have these.
    """

    alone: Floats
    shared: tuple[tuple[NDArray[np.int64], Floats], ...]


@lru_cache(maxsize=1 << 12)
def fitting(pattern: Pattern, known: Families) -> Fitting:
    """The rows that fit, by kind. Both adversaries, and all days of one year, ask for the same ones."""
    _, kinds, place = _rows(pattern, known)
    counts = np.bincount(place, minlength=len(kinds)).astype(np.float64)
    return Fitting((kinds // (2 * PARTS), kinds // PARTS % 2, kinds % PARTS), counts)


@lru_cache(maxsize=1 << 12)
def at_least(pattern: Pattern, known: Families) -> Floats:
    """For each kind the sum over its rows of 1 / the rows of the household that fit.

    A household is meant at least as surely as its members on average, so households are no fewer than this says.
    """
    home, kinds, place = _rows(pattern, known)
    _, sizes = _runs(home)
    found: Floats = np.bincount(place, weights=np.repeat(1.0 / sizes, sizes), minlength=len(kinds)).astype(np.float64)
    return found


@lru_cache(maxsize=1 << 9)
def homes(pattern: Pattern, known: Families) -> Homes:
    """The households of the rows that fit, by the kinds of those in them."""
    home, kinds, place = _rows(pattern, known)
    begins, sizes = _runs(home)
    size = len(kinds)
    shared = []
    for several in (np.flatnonzero(np.bincount(sizes)[2:]) + 2).tolist():
        columns = place[begins[sizes == several][:, None] + np.arange(several)].astype(np.int64)
        shared.append(_alike(columns, size) if several == 2 else (columns, np.ones(len(columns))))
    alone = np.bincount(place[begins[sizes == 1]], minlength=size).astype(np.float64)
    return Homes(alone, tuple(shared))


@lru_cache(maxsize=32)
def _rows(pattern: Pattern, known: Families) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """Of every row that fits the household and the number of its kind, and all kinds, ascending."""
    register = known.register
    rows = persons_by_cell(register, known.cells, pattern)
    if known.sampled:
        county = np.zeros(len(rows), dtype=np.int64)
    else:
        county = np.repeat(
            np.arange(len(register.county_rows) - 1), np.diff(np.searchsorted(rows, register.county_rows))
        )
    code = (county * 2 + register.sex[rows]) * PARTS + register.birth[rows]
    if len(rows) < _FEW:
        kinds, place = np.unique(code, return_inverse=True)
        return register.household[rows], kinds, place.astype(np.int32)
    present = np.zeros((len(register.county_rows) - 1) * 2 * PARTS, dtype=bool)
    present[code] = True
    kinds = np.flatnonzero(present)
    number = np.zeros(len(present), dtype=np.int32)
    number[kinds] = np.arange(len(kinds), dtype=np.int32)
    return register.household[rows], kinds, number[code]


def _runs(home: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each household begins among rows in their order, and how many rows of it there are."""
    begins = np.flatnonzero(np.diff(home, prepend=-1))
    return begins, np.diff(begins, append=len(home))


def _alike(pairs: NDArray[np.int64], kinds: int) -> tuple[NDArray[np.int64], Floats]:
    """Pairs of kinds of row, each once, and how often it is there."""
    pairs.sort(axis=1)
    found, number = np.unique(pairs[:, 0] * kinds + pairs[:, 1], return_counts=True)
    return np.stack([found // kinds, found % kinds], axis=1), number.astype(np.float64)
