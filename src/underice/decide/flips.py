"""When does the order of two options turn? Short conditions on beliefs, as data: thresholds and boxes, each re-testable.

Of a pair of options and one group, `gain` says in each future by how much the first does better than the second. For
each of the two the conditions are: one-sided thresholds on one belief, at a high precision; and boxes of at most three
beliefs (PRIM). Which beliefs a box may use is decided by resampling: those that PRIM chooses again and again in halves
of the futures. PRIM on many inputs restricts more of them than the truth has (Bryant and Lempert 2010, section 3.4).
Precision: of the futures that fit, the share in which the option does better; coverage: of the futures in which it does
better, the share that fits. Both are shares of sampled futures and no probabilities.

For research. The sentences of the page come from underice.decide.page.corners; docs/method/decide.md says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from underice.decide.prim import prim
from underice.decide.prim_data import inputs

Bools = NDArray[np.bool_]
Numbers = NDArray[np.floating]

MOST = 3
"""At most so many conditions are chosen for an option, and so many beliefs limited in a box: what a reader can hold."""
ENOUGH = 0.7
"""Chosen conditions that cover less than this share of the futures in question do not tell the story (goal 11)."""
_LEAST = 0.02
"""A condition that fits a smaller share of futures is not worth a sentence; nor one that fits under _FEW. Judgements."""
_FEW = 50
_SPARE = 2.0
"""Standard errors to spare: of many cuts looked at, the luckiest must not pass for precise. A judgement."""
_HALVES, _HALF_ROWS = 12, 4_000
"""Halves in which PRIM is run to see which beliefs it chooses again, and rows in each at most. Judgements."""
_COARSE = 0.1
"""Slices in those halves: to see which beliefs matter, coarse ones do."""
_STEADY = 0.5
"""A belief may limit a box if PRIM chose it in at least this share of the halves. A judgement."""
_SEARCHED = 50_000
"""Rows searched for boxes at most; every condition is measured on all rows."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One belief between low and high, ends included; None: open at that end."""

    column: int
    name: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Condition:
    """If all bounds hold, the option mostly does better. fits: futures that fit; right: those of them in which it does;
    precision = right / fits; coverage: right of all in which it does.
    """

    bounds: tuple[Bound, ...]
    fits: int
    right: int
    precision: float
    coverage: float

    def contains(self, x: ArrayLike) -> Bools:
        """Which rows of x [n, p] fit, [n]."""
        rows = np.asarray(x)
        inside = np.ones(rows.shape[0], dtype=np.bool_)
        for bound in self.bounds:
            values = rows[:, bound.column]
            if bound.low is not None:
                inside &= values >= np.float64(bound.low)
            if bound.high is not None:
                inside &= values <= np.float64(bound.high)
        return inside


@dataclass(frozen=True, slots=True)
class Side:
    """What there is to say of one option. share: of futures in which it does better; thresholds and boxes: all found,
    widest first; chosen: at most three of them that together cover most; covered: the share of its futures that fit at
    least one chosen condition.
    """

    share: float
    thresholds: tuple[Condition, ...]
    boxes: tuple[Condition, ...]
    chosen: tuple[Condition, ...]
    covered: float

    @property
    def enough(self) -> bool:
        """Whether the chosen conditions cover at least ENOUGH of the futures in question."""
        return self.covered >= ENOUGH


@dataclass(frozen=True, slots=True)
class Flips:
    """For a pair of options and one group: when the first does better, when the second does; even: share of futures in
    which they are alike.
    """

    first: Side
    second: Side
    even: float


def flips(
    x: ArrayLike,
    gain: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    alike: float = 0.0,
    precision: float = 0.95,
    box_precision: float = 0.9,
    seed: int = 0,
) -> Flips:
    """Conditions under which each of two options does better.

    Args:
        x: beliefs [n, p], finite.
        gain: [n], by how much the first option does better than the second; negative where it does worse.
        names: of the columns; x0, x1, … otherwise.
        alike: a difference no larger than this is none.
        precision: asked of thresholds, over .5 up to 1, with two standard errors to spare, so that it holds on futures
            not seen; more where the option does better anyway: a condition must halve how often it does not.
        box_precision: the same of boxes.
        seed: of the halves.

    Raises:
        ValueError: shapes that do not match, values that are not finite, a precision out of range.
    """
    table, difference = inputs(x), _gain(gain)
    if difference.shape != (table.shape[0],):
        raise ValueError(f"gain has the shape {difference.shape}, x has {table.shape[0]} rows; one number a future")
    for asked in (precision, box_precision):
        if not 0.5 < asked <= 1:
            raise ValueError(f"a precision of {asked}; it is a share over .5 up to 1")
    if not alike >= 0:
        raise ValueError(f"alike is {alike}; it is 0 or more")
    labels = tuple(names) if names is not None else tuple(f"x{j}" for j in range(table.shape[1]))
    if len(labels) != table.shape[1]:
        raise ValueError(f"{len(labels)} names for {table.shape[1]} columns")
    sides = [
        _side(table, cases, labels, precision, box_precision, seed)
        for cases in (difference > alike, difference < -alike)
    ]
    return Flips(sides[0], sides[1], float((np.abs(difference) <= alike).mean()))


def retest(found: Flips, x: ArrayLike, gain: ArrayLike, *, alike: float = 0.0) -> Flips:
    """The same conditions measured on other futures. ValueError as `flips`."""
    table, difference = inputs(x), _gain(gain)
    if difference.shape != (table.shape[0],):
        raise ValueError(f"gain has the shape {difference.shape}, x has {table.shape[0]} rows; one number a future")
    first, second = (
        _again(side, table, cases)
        for side, cases in ((found.first, difference > alike), (found.second, difference < -alike))
    )
    return Flips(first, second, float((np.abs(difference) <= alike).mean()))


def _gain(gain: ArrayLike) -> Numbers:
    values = np.asarray(gain, dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError("a gain is no finite number")
    return values


def _again(side: Side, x: Numbers, cases: Bools) -> Side:
    thresholds, boxes, chosen = (
        tuple(_measured(one.bounds, x, cases) for one in group) for group in (side.thresholds, side.boxes, side.chosen)
    )
    return Side(float(cases.mean()), thresholds, boxes, chosen, _covered(chosen, x, cases))


def _side(x: Numbers, cases: Bools, names: Sequence[str], precision: float, box_precision: float, seed: int) -> Side:
    share = float(cases.mean())
    if not cases.any() or cases.all():
        return Side(share, (), (), (), 0.0)
    # Where it does better anyway, a condition must at least halve how often it does not.
    precision, box_precision = max(precision, (1 + share) / 2), max(box_precision, (1 + share) / 2)
    thresholds = [one for j, name in enumerate(names) for one in _thresholds(x, cases, j, name, precision)]
    boxes = _boxes(x, cases, names, box_precision, seed)
    thresholds.sort(key=lambda one: -one.coverage)
    boxes.sort(key=lambda one: -one.coverage)
    chosen = _chosen([*thresholds, *boxes], x, cases)
    return Side(share, tuple(thresholds), tuple(boxes), chosen, _covered(chosen, x, cases))


def _thresholds(x: Numbers, cases: Bools, j: int, name: str, precision: float) -> list[Condition]:
    """The widest stretch at either end of one column in which the option does better precisely enough."""
    order = np.argsort(x[:, j], kind="stable")
    values, found = x[order, j], []
    fits = np.arange(1, values.size)
    whole_value = values[1:] != values[:-1]
    for upper in (False, True):
        right = np.cumsum(cases[order[::-1] if upper else order], dtype=np.int64)[:-1]
        inner = whole_value[::-1] if upper else whole_value
        good = np.flatnonzero(inner & _precise(fits, right, precision) & (fits >= _smallest(values.size)))
        if good.size:
            last = int(good[-1])  # how many values lie outward of the threshold, less one
            ends = values[::-1] if upper else values
            limit = float((np.float64(ends[last]) + np.float64(ends[last + 1])) / 2)
            bound = Bound(j, name, limit if upper else None, None if upper else limit)
            found.append(_measured((bound,), x, cases))
    return found


def _precise(fits: NDArray[np.int64], right: NDArray[np.int64], precision: float) -> Bools:
    """Whether a share is over a precision by _SPARE standard errors of a share that is just as precise."""
    enough: Bools = right >= fits * precision + _SPARE * np.sqrt(fits * precision * (1 - precision))
    return enough


def _smallest(rows: int) -> float:
    return max(_LEAST * rows, min(_FEW, rows / 2))


def _boxes(x: Numbers, cases: Bools, names: Sequence[str], precision: float, seed: int) -> list[Condition]:
    """Boxes of at most MOST beliefs, each found among the futures the earlier ones leave."""
    found: list[Condition] = []
    left = np.ones(cases.size, dtype=np.bool_)
    for number in range(MOST):
        rest, hits = x[left], cases[left]
        if rest.shape[0] < 2 * _FEW or not hits.any() or hits.all():
            break
        columns = steady_columns(rest, hits, precision, seed + number)
        bounds = _bounds(rest, hits, columns, names, precision) if columns else ()
        if not bounds:
            break
        condition = _measured(bounds, x, cases)
        right = condition.contains(x)
        if condition.fits < _smallest(cases.size) or not np.count_nonzero(right & cases & left):
            break
        if _precise(np.array([condition.fits]), np.array([condition.right]), precision)[0]:
            found.append(condition)
        left &= ~right
    return found


def steady_columns(x: ArrayLike, cases: ArrayLike, precision: float = 0.9, seed: int = 0) -> tuple[int, ...]:
    """The columns, at most MOST, that PRIM limits again and again in random halves; the steadiest first.

    x: [n, p]; cases: [n]. In each half the widest step that is precise enough counts, or the densest if none is.
    """
    rows, hits = np.asarray(x), np.asarray(cases, dtype=np.bool_)
    random = np.random.default_rng([seed, 2])
    size = min(rows.shape[0] // 2, _HALF_ROWS)
    votes = np.zeros(rows.shape[1])
    for _ in range(_HALVES):
        half = random.choice(rows.shape[0], size=max(size, 1), replace=False)
        steps = prim(rows[half], hits[half], alpha=_COARSE, check=False)[0].steps
        step = next((one for one in steps if one.density >= precision), max(steps, key=lambda one: one.density))
        # A column limited early and strongly counts for more than one limited at the end by a hair.
        for limit in step.limits:
            inside = (rows[half, limit.column] >= limit.low) & (rows[half, limit.column] <= limit.high)
            votes[limit.column] += 1 + (1 - inside.mean())
    order = np.argsort(-votes, kind="stable")[:MOST]
    return tuple(int(j) for j in order if votes[j] >= _STEADY * _HALVES)


def _bounds(
    x: Numbers, cases: Bools, columns: Sequence[int], names: Sequence[str], precision: float
) -> tuple[Bound, ...]:
    """The widest box on these columns that is precise enough, without bounds that it does not need."""
    steps = prim(x[:, list(columns)], cases, check=False, mass_min=_LEAST, subsample=_SEARCHED)[0].steps
    counts = np.array([(step.n, step.k) for step in steps], dtype=np.int64)
    good = np.flatnonzero(_precise(counts[:, 0], counts[:, 1], precision))
    if not good.size:
        return ()
    step = steps[int(good[counts[good, 1].argmax()])]
    bounds = [
        Bound(
            columns[one.column],
            names[columns[one.column]],
            one.low if one.cut_low else None,
            one.high if one.cut_high else None,
        )
        for one in step.limits
    ]
    return _needed(bounds, x, cases, precision)


def _needed(bounds: list[Bound], x: Numbers, cases: Bools, precision: float) -> tuple[Bound, ...]:
    """Bounds less those ends without which the box is precise enough all the same."""
    kept = list(bounds)
    for bound in bounds:
        for end in ("low", "high"):
            place = next((i for i, one in enumerate(kept) if one.column == bound.column), None)
            if place is None or getattr(kept[place], end) is None:
                continue
            one = kept[place]
            looser = replace(one, low=None) if end == "low" else replace(one, high=None)
            without = [
                *kept[:place],
                *([looser] if (looser.low, looser.high) != (None, None) else []),
                *kept[place + 1 :],
            ]
            measured = _measured(tuple(without), x, cases)
            if without and _precise(np.array([measured.fits]), np.array([measured.right]), precision)[0]:
                kept = without
    return tuple(kept)


def _measured(bounds: tuple[Bound, ...], x: Numbers, cases: Bools) -> Condition:
    """The condition with its counts on these futures."""
    inside = Condition(bounds, 0, 0, 0.0, 0.0).contains(x)
    fits, right, total = (int(np.count_nonzero(mask)) for mask in (inside, inside & cases, cases))
    return Condition(bounds, fits, right, right / fits if fits else 0.0, right / total if total else 0.0)


def _chosen(conditions: Sequence[Condition], x: Numbers, cases: Bools) -> tuple[Condition, ...]:
    """At most MOST conditions, each the one that adds most futures to those already covered; shorter ones first."""
    masks = [condition.contains(x) & cases for condition in conditions]
    kept: list[Condition] = []
    covered = np.zeros(cases.size, dtype=np.bool_)
    while len(kept) < MOST and conditions:
        gains = [int(np.count_nonzero(mask & ~covered)) for mask in masks]
        best = max(range(len(masks)), key=lambda i: (gains[i], -len(conditions[i].bounds)))
        if gains[best] < _smallest(int(np.count_nonzero(cases))):
            break
        kept.append(conditions[best])
        covered |= masks[best]
    return tuple(kept)


def _covered(conditions: Sequence[Condition], x: Numbers, cases: Bools) -> float:
    covered = np.zeros(cases.size, dtype=np.bool_)
    for condition in conditions:
        covered |= condition.contains(x)
    total = int(np.count_nonzero(cases))
    return float(np.count_nonzero(covered & cases) / total) if total else 0.0
