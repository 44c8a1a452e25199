"""What PRIM is given: read with clear refusals, thinned to a subsample, and counted again in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from underice.decide.prim_rows import Bools, Floats
from underice.decide.prim_search import Found

Numbers = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Table:
    """Inputs x [n, p] and cases y [n]; names of the columns; whole: those of whole numbers; order: in which columns are
    tried (fractional ones first, then whole ones).
    """

    x: Numbers
    y: Bools
    names: tuple[str, ...]
    whole: frozenset[int]
    order: tuple[int, ...]


def inputs(x: ArrayLike) -> Numbers:
    """x as [n, p] floating-point numbers (float32 stays). ValueError when it is not such a table, or not finite."""
    rows = np.asarray(x)
    if rows.dtype == object or not (np.issubdtype(rows.dtype, np.number) or rows.dtype == np.bool_):
        raise ValueError(f"x holds {rows.dtype}; it takes numbers, one row a future")
    if rows.ndim != 2:
        raise ValueError(f"x has {rows.ndim} dimensions; it takes a table, futures by inputs")
    if not rows.shape[0] or not rows.shape[1]:
        raise ValueError(f"x is {rows.shape[0]} by {rows.shape[1]}; it takes at least one row and one column")
    if np.iscomplexobj(rows):
        raise ValueError("x holds complex numbers")
    table = rows if rows.dtype in (np.float32, np.float64) else rows.astype(np.float64)
    for column in range(table.shape[1]):
        if not np.isfinite(table[:, column]).all():
            raise ValueError(f"column {column} of x holds a value that is no finite number; take such rows out first")
    return table


def truths(y: ArrayLike, rows: int) -> Bools:
    """y as [rows] truth values. ValueError for another length, or other numbers than 0 and 1."""
    values = np.asarray(y)
    if values.shape != (rows,):
        raise ValueError(f"y has the shape {values.shape}, x has {rows} rows; it takes one truth value a row")
    if values.dtype != np.bool_:
        if not np.issubdtype(values.dtype, np.number) or not np.isin(values, (0, 1)).all():
            raise ValueError("y holds other values than true and false (1 and 0)")
        values = values.astype(np.bool_)
    return values


def read(x: ArrayLike, y: ArrayLike, names: Sequence[str] | None, whole: Sequence[int]) -> Table:
    """The table of a search. ValueError with the reason for what cannot be searched."""
    integers = np.issubdtype(np.asarray(x).dtype, np.integer)
    table = inputs(x)
    columns = table.shape[1]
    if names is not None and len(names) != columns:
        raise ValueError(f"{len(names)} names for {columns} columns")
    if any(not 0 <= j < columns for j in whole):
        raise ValueError(f"whole names columns {sorted(whole)}; there are {columns}, counted from 0")
    kept = frozenset(range(columns)) if integers else frozenset(whole)
    for j in sorted(kept):
        if (table[:, j] != np.trunc(table[:, j])).any():
            raise ValueError(f"column {j} is said to be of whole numbers and holds others")
    order = tuple(sorted(range(columns), key=lambda j: (j in kept, j)))
    labels = tuple(names) if names is not None else tuple(f"x{j}" for j in range(columns))
    return Table(table, truths(y, table.shape[0]), labels, kept, order)


def thin(table: Table, rows: int | None, seed: int) -> Table:
    """At most `rows` rows, drawn without replacement and with the same share of cases (rounded). ValueError under 2."""
    if rows is not None and rows < 2:
        raise ValueError(f"subsample is {rows}; search at least two rows")
    if rows is None or table.y.size <= rows:
        return table
    random = np.random.default_rng(seed)
    kept = []
    for members in (np.flatnonzero(table.y), np.flatnonzero(~table.y)):
        size = round(rows * members.size / table.y.size)
        kept.append(random.choice(members, size=max(size, min(1, members.size)), replace=False, shuffle=False))
    chosen = np.sort(np.concatenate(kept))
    return replace(table, x=table.x[chosen], y=table.y[chosen])


def recount(
    table: Table, found: Sequence[Found], low0: Floats, high0: Floats, left: Bools, cases: Bools
) -> list[tuple[int, int]]:
    """Rows and cases of each box among the rows `left` of the full table.

    An end at the edge of the searched data (low0, high0) is no limit. Peels only narrow, so each is counted among the
    rows of the one before; where a box widens (a paste) its rows are counted afresh.
    """
    everything = np.flatnonzero(left)
    inside, before = everything, (low0, high0)
    columns: dict[int, Numbers] = {}

    def column(j: int) -> Numbers:
        # Side by side in memory, copied when a column is first cut: gathering from rows is slow.
        if j not in columns:
            columns[j] = np.ascontiguousarray(table.x[:, j])
        return columns[j]

    counts = []
    for box in found:
        if (box.low < before[0]).any() or (box.high > before[1]).any():
            inside, before = everything, (low0, high0)
        for j in np.flatnonzero(box.low != before[0]).tolist():
            values = column(j)
            inside = inside[values[inside] >= box.low[j]]
        for j in np.flatnonzero(box.high != before[1]).tolist():
            values = column(j)
            inside = inside[values[inside] <= box.high[j]]
        before = box.low, box.high
        counts.append((int(inside.size), int(np.count_nonzero(cases[inside]))))
    return counts
