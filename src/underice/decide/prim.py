"""PRIM, the patient rule induction method: in which futures does something happen? Boxes, and the whole way to each.

`prim(x, y)` peels thin slices off all data, always the one that raises the share of cases most for what it costs, and
then pastes back. Every step is kept, so that a reader can choose between a wide box and a sharp one. Whether there is
anything to find at all is tested on rows that were not searched (prim_check.py): a box of noise is called "no_pattern".

Sources: Friedman and Fisher (1999), Bump hunting in high-dimensional data, Statistics and Computing 9; Bryant and
Lempert (2010), Thinking inside the box, Technological Forecasting and Social Change 77 (scenario discovery: coverage,
density); Kwakkel and Jaxa-Rozen (2016), Environmental Modelling & Software 79 (gain per row; ties go to the box with
fewer limits). The rule for ties within a column and the order of tries follow what ema_workbench 2.5.3 does, so that
both walk the same way; the code is our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from underice.decide.prim_check import chance
from underice.decide.prim_data import Table, read, recount, thin
from underice.decide.prim_rows import Bools, Floats
from underice.decide.prim_search import Box, Found, Objective, Settings, search

PATTERN_AT = 0.001
"""A box counts as a pattern when its lift on rows not searched would come by chance at most this often. Judgement."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One column's range in a box, ends included. An end that no cut has moved (cut_low, cut_high False) is the edge of
    the data and no limit.
    """

    column: int
    name: str
    low: float
    high: float
    cut_low: bool
    cut_high: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A box on the way. n: rows in it; k: cases in it; coverage: k of all cases; density: k of n; mass: n of all rows;
    limits: of the restricted columns only, in column order (none for the first step).
    """

    n: int
    k: int
    coverage: float
    density: float
    mass: float
    limits: tuple[Limit, ...]

    def contains(self, x: ArrayLike) -> Bools:
        """Which rows of x [n, p] are in the box, [n]. An end that no cut has moved keeps nothing out."""
        rows = np.asarray(x)
        inside = np.ones(rows.shape[0], dtype=np.bool_)
        for limit in self.limits:
            values = rows[:, limit.column]
            if limit.cut_low:
                inside &= values >= np.float64(limit.low)
            if limit.cut_high:
                inside &= values <= np.float64(limit.high)
        return inside


@dataclass(frozen=True, slots=True)
class PrimBox:
    """A box and the way to it: steps, from all rows (or all that earlier boxes left) to the last paste.

    p: how often chance would give the lift that boxes so found show on rows not searched (1 when not tested).
    verdict: "pattern" when p ≤ PATTERN_AT, else "no_pattern". searched: rows the search itself used; the counts in
    `steps` are of all rows.
    """

    steps: tuple[Step, ...]
    p: float
    searched: int

    @property
    def verdict(self) -> Literal["pattern", "no_pattern"]:
        """Whether this box is more than noise."""
        return "pattern" if self.p <= PATTERN_AT else "no_pattern"

    @property
    def last(self) -> Step:
        """The box at the end of the way."""
        return self.steps[-1]

    def density_at(self, coverage: float) -> float:
        """The best density of a step that covers at least `coverage` (0 to 1); NaN when none does."""
        return max((step.density for step in self.steps if step.coverage >= coverage - 1e-12), default=float("nan"))

    def at(self, coverage: float) -> Step:
        """The densest step that covers at least `coverage`; of equals, the one with most rows. ValueError if none."""
        fit = [step for step in self.steps if step.coverage >= coverage - 1e-12]
        if not fit:
            raise ValueError(f"no step covers {coverage}; a box that is not the first covers only what is left")
        return max(fit, key=lambda step: (step.density, step.n))


class Boxes(tuple[PrimBox, ...]):
    """The boxes found, in the order found."""

    __slots__ = ()

    @property
    def verdict(self) -> Literal["pattern", "no_pattern"]:
        """Whether any box is more than noise; no boxes are no pattern."""
        return "pattern" if any(box.verdict == "pattern" for box in self) else "no_pattern"


def prim(
    x: ArrayLike,
    y: ArrayLike,
    *,
    alpha: float = 0.05,
    mass_min: float = 0.05,
    paste_alpha: float = 0.05,
    objective: Objective = "gain_per_row",
    threshold: float = 0.0,
    max_boxes: int = 1,
    keep_rows: bool = False,
    names: Sequence[str] | None = None,
    whole: Sequence[int] = (),
    subsample: int | None = 200_000,
    check: bool = True,
    seed: int = 0,
) -> Boxes:
    """Boxes in which y is true more often than elsewhere.

    Args:
        x: inputs [n, p], finite numbers; a column of one value is never cut.
        y: the cases [n], truth values or 0 and 1. With no case or only cases the answer is one step and no pattern.
        alpha: share of the box's rows peeled at a time, over 0 and under .5.
        mass_min: smallest share of all rows that a box may have, over 0 up to 1.
        paste_alpha: share let in at a time when pasting, over 0 and under .5.
        objective: what slices are chosen by.
        threshold: a box whose last density is lower is not kept and ends the search.
        max_boxes: how many boxes to look for, each among the rows the earlier ones left.
        keep_rows: leave the rows of earlier boxes in, as rows without a case (Guivarch and others 2016,
            Environmental Modelling & Software 80), instead of taking them out.
        names: of the columns; x0, x1, … otherwise.
        whole: columns of whole numbers, counted from 0, to be cut between whole numbers; all of a table of integers.
        subsample: search at most so many rows, drawn with the same share of cases; None searches all. What each step
            holds is counted on all rows all the same.
        check: test on rows not searched whether there is a pattern; without it p is 1.
        seed: of the subsample and of the test.

    Raises:
        ValueError: with the reason, for shapes that do not match, values that are not finite, settings out of range.
    """
    table = read(x, y, names, whole)
    settings = _settings(alpha, paste_alpha, mass_min, objective)
    if max_boxes < 1:
        raise ValueError(f"max_boxes is {max_boxes}; look for at least one box")
    part = thin(table, subsample, seed)
    p = chance(part, settings, seed) if check else 1.0
    boxes: list[PrimBox] = []
    left, cases = np.ones(part.y.size, dtype=np.bool_), part.y.copy()
    full_left, full_cases = np.ones(table.y.size, dtype=np.bool_), table.y.copy()
    for number in range(1, max_boxes + 1):
        if not left.any() or (boxes and not cases[left].any()):
            break
        found = _found(part, left, cases, settings)
        if boxes and len(found) == 1:
            break
        steps = _steps(table, part, found, full_left, full_cases)
        if steps[-1].density < threshold:
            break
        boxes.append(PrimBox(steps, p if not boxes else _later(part, left, cases, settings, seed, check), part.y.size))
        if number == max_boxes:
            break
        for sample, rest, hit in ((part.x, left, cases), (table.x, full_left, full_cases)):
            inside = steps[-1].contains(sample)
            (hit if keep_rows else rest)[inside] = False
    return Boxes(boxes)


def _later(part: Table, left: Bools, cases: Bools, settings: Settings, seed: int, check: bool) -> float:
    """The test of a box that is not the first, on what the earlier ones left."""
    rest = replace(part, x=part.x[left], y=cases[left])
    return chance(rest, settings, seed) if check else 1.0


def _settings(alpha: float, paste_alpha: float, mass_min: float, objective: Objective) -> Settings:
    for name, share in (("alpha", alpha), ("paste_alpha", paste_alpha)):
        if not 0 < share < 0.5:
            raise ValueError(f"{name} is {share}; a slice is a share of the rows over 0 and under .5")
    if not 0 < mass_min <= 1:
        raise ValueError(f"mass_min is {mass_min}; the smallest box is a share of all rows over 0 up to 1")
    if objective not in ("gain_per_row", "gain_per_share", "mean"):
        raise ValueError(f"objective is {objective!r}; it is one of gain_per_row, gain_per_share, mean")
    return Settings(alpha, paste_alpha, mass_min, objective)


def _found(part: Table, left: Bools, cases: Bools, settings: Settings) -> tuple[Found, ...]:
    """Search the rows left."""
    box = Box(part.x.min(axis=0).astype(np.float64), part.x.max(axis=0).astype(np.float64))
    rows = part.x[left].astype(np.float64, copy=False)
    return search(rows, cases[left], box, part.y.size, part.order, part.whole, settings)


def _steps(table: Table, part: Table, found: Sequence[Found], left: Bools, cases: Bools) -> tuple[Step, ...]:
    """Steps in words of coverage and density, of all rows and all cases of the table."""
    low0, high0 = _edges(part)
    counts = [(f.rows, f.cases) for f in found] if part is table else recount(table, found, low0, high0, left, cases)
    total = max(int(np.count_nonzero(table.y)), 1)
    ends = (low0, high0) if part is table else _edges(table)
    return tuple(
        Step(n, k, k / total, k / n if n else 0.0, n / table.y.size, _limits(table.names, f, (low0, high0), ends))
        for (n, k), f in zip(counts, found, strict=True)
    )


def _edges(part: Table) -> tuple[Floats, Floats]:
    """The edges of the data, [p] each."""
    return part.x.min(axis=0).astype(np.float64), part.x.max(axis=0).astype(np.float64)


def _limits(
    names: Sequence[str], found: Found, searched: tuple[Floats, Floats], ends: tuple[Floats, Floats]
) -> tuple[Limit, ...]:
    """The restricted columns. An end at the edge of the rows searched is no limit: it is told as that of all data."""
    cut_low: NDArray[np.bool_] = found.low != searched[0]
    cut_high: NDArray[np.bool_] = found.high != searched[1]
    low, high = np.where(cut_low, found.low, ends[0]), np.where(cut_high, found.high, ends[1])
    return tuple(
        Limit(j, names[j], float(low[j]), float(high[j]), bool(cut_low[j]), bool(cut_high[j]))
        for j in np.flatnonzero(cut_low | cut_high).tolist()
    )
