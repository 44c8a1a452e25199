"""Another population: a joint fitted to any number of tables, so that people from elsewhere can be counted as well.

A table is a tidy CSV file: one column for each axis, then `count` and `kind` (census, estimate or assumption). Axes that
are counted: place (any id), sex (f, m), urban (1, 0), age (whole years on the day of the tables; the last may be open, as
80+). Further axes are fitted and summed. Iterative proportional fitting (Deming and Stephan, 1940) from a flat start; where
the tables hang together like a chain it is the closed form and ends after one round.
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np

from underice.exposure.assumptions import assumption
from underice.exposure.ensemble import DEFAULT, Floats, Spread, axis
from underice.exposure.facts import Facts
from underice.exposure.ranges import Expected, Range, least
from underice.vocabulary.intervals import shift_years

COUNT, KIND = "count", "kind"
KINDS = ("census", "estimate", "assumption")
_MOST_CELLS = 20_000_000
_ROUNDS = 500
_CLOSE = 1e-9
_TOTALS_DIFFER = 0.01
_OPEN_YEARS = 25
"""Years over which an open last age is spread evenly."""
_COUNTED = ("place", "sex", "urban", "age")


class BadMargins(ValueError):
    """Tables that cannot be fitted. `code` says why, `line` where (0: the table as a whole), `table` in which file."""

    def __init__(self, code: str, table: str = "", line: int = 0) -> None:
        super().__init__(f"{code}: {table} {line}".strip())
        self.code, self.table, self.line = code, table, line


@dataclass(frozen=True, slots=True)
class Margin:
    """One table: its axes, and a number of people for each combination of labels; the kinds its rows have."""

    axes: tuple[str, ...]
    counts: Mapping[tuple[str, ...], float]
    kinds: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> Margin:
        """Read a table. Raises BadMargins, OSError, UnicodeDecodeError."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = tuple(name for name in reader.fieldnames or () if name not in (COUNT, KIND))
            if not names or not {COUNT, KIND} <= set(reader.fieldnames or ()):
                raise BadMargins("missing-column", path.name, 1)
            counts: dict[tuple[str, ...], float] = {}
            kinds = set()
            for line, row in enumerate(reader, 2):
                labels = tuple((row[name] or "").strip() for name in names)
                number = _number(row[COUNT])
                if number is None or "" in labels or row[KIND] not in KINDS:
                    raise BadMargins("bad-value", path.name, line)
                if labels in counts:
                    raise BadMargins("said-twice", path.name, line)
                counts[labels] = number
                kinds.add(row[KIND])
        return cls(names, counts, frozenset(kinds))


@dataclass(frozen=True, slots=True)
class Joint:
    """Numbers of people by all axes together. rounds: of fitting; error: the largest difference to a table, in people."""

    axes: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    cells: Floats
    rounds: int
    error: float


def fit(margins: Sequence[Margin]) -> Joint:
    """Fit a joint to tables, which agree in their totals to within one per cent; the first one's total holds.

    Raises BadMargins for none, for totals that differ, for too many cells, and for tables that contradict each other.
    """
    if not margins:
        raise BadMargins("no-table")
    axes = tuple(dict.fromkeys(name for margin in margins for name in margin.axes))
    labels = {name: _labels(name, margins) for name in axes}
    shape = tuple(len(labels[name]) for name in axes)
    if math.prod(shape) > _MOST_CELLS:
        raise BadMargins("too-many-cells")
    total = sum(margins[0].counts.values())
    wanted = [(_elsewhere(margin, axes), _array(margin, axes, labels, total)) for margin in margins]
    cells = np.ones(shape)
    error, rounds = math.inf, 0
    while error > _CLOSE * total and rounds < _ROUNDS:
        for elsewhere, target in wanted:
            have = cells.sum(axis=elsewhere, keepdims=True)
            cells *= np.divide(target, have, out=np.zeros_like(target), where=have > 0)
        error = max(float(np.abs(cells.sum(axis=other, keepdims=True) - target).max()) for other, target in wanted)
        rounds += 1
    if error > _TOTALS_DIFFER * total:
        raise BadMargins("tables-contradict")
    return Joint(axes, labels, cells, rounds, error)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _labels(name: str, margins: Sequence[Margin]) -> tuple[str, ...]:
    """The labels of an axis that every table with it knows: others would be nobody anyway."""
    found = dict.fromkeys(
        labels[margin.axes.index(name)] for margin in margins if name in margin.axes for labels in margin.counts
    )
    if name != "age":
        return tuple(found)
    if not all(label.removesuffix("+").isascii() and label.removesuffix("+").isdigit() for label in found):
        raise BadMargins("bad-age")
    ages = sorted(found, key=lambda label: int(label.removesuffix("+")))
    if [int(label.removesuffix("+")) for label in ages] != list(range(len(ages))):
        raise BadMargins("ages-with-gaps")
    return tuple(ages)


def _elsewhere(margin: Margin, axes: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(axes) if name not in margin.axes)


def _array(margin: Margin, axes: tuple[str, ...], labels: Mapping[str, tuple[str, ...]], total: float) -> Floats:
    """A table as an array with all axes, those it has not being of length 1, scaled to the total."""
    own = sum(margin.counts.values())
    if not own or abs(own - total) > _TOTALS_DIFFER * total:
        raise BadMargins("totals-differ")
    place = {name: {label: at for at, label in enumerate(labels[name])} for name in margin.axes}
    target = np.zeros(tuple(len(labels[name]) if name in margin.axes else 1 for name in axes))
    for found, number in margin.counts.items():
        known = dict(zip(margin.axes, found, strict=True))
        target[tuple(place[name][known[name]] if name in known else 0 for name in axes)] += number * total / own
    return target


class Fitted:
    """Answers how many people of a fitted joint fit some facts. It holds cells, never persons, and gives out sums only."""

    def __init__(self, margins: Sequence[Margin], day: date, parents: Mapping[str, str] | None = None) -> None:
        """Take tables of one day; parents: the wider place of every place. Raises BadMargins."""
        joint = fit(margins)
        self._cells = _four(joint)
        self._places = joint.labels.get("place", ("",))
        self._sexes = joint.labels.get("sex", ("",))
        self._urban = joint.labels.get("urban", ("",))
        if not set(self._sexes) <= {"f", "m", ""} or not set(self._urban) <= {"1", "0", ""}:
            raise BadMargins("bad-label")
        self._inside = _contents(self._places, parents or {})
        self._edges = _edges(joint.labels.get("age"), day)
        self._aged = "age" in joint.axes
        self._independent = not any({"place", "age"} <= set(margin.axes) for margin in margins)
        kinds = frozenset().union(*(margin.kinds for margin in margins))
        self._codes = ("margins", *(("margins_estimated",) if kinds != {"census"} else ()))
        self._curve = lru_cache(maxsize=4096)(self._make_curve)

    @property
    def places(self) -> frozenset[str]:
        """The ids of places that can be counted."""
        return frozenset(self._inside)

    def expected(self, facts: Facts, as_of: date | None = None) -> Expected:
        """How many people fit sex, birth, origin and town or village; deaths and births since are not reckoned with.

        Raises KeyError for an unknown place, ValueError for a fact that no table has (birth, sex, town or village).
        """
        here, country, total = self._numbers(facts)
        codes = self.codes(facts, as_of)
        if here is None:
            return Expected(Range(total, total, total), codes)
        ages, chance = assumption("age_estimate"), assumption("chance").default
        places = assumption("age_by_place")
        wide = Range(country, country, country).times(ages.low, 1.0, ages.high)
        near = Range(here, here, here).times(ages.low, 1.0, ages.high)
        if "age_by_place" in codes:
            near = near.times(places.low, 1.0, places.high)
        return Expected(least(near.scattered(chance), wide.scattered(chance), Range(total, total, total)), codes)

    def codes(self, facts: Facts, as_of: date | None = None) -> tuple[str, ...]:
        """The assumptions such a count rests on."""
        if facts.birth is None:
            return self._codes
        local = ("age_by_place",) if facts.origin and self._independent else ()
        return (*self._codes, "age_estimate", "chance", *local)

    def spread(self, facts: Facts, as_of: date | None = None) -> Spread:
        """The same in every world of the ensemble."""
        here, country, total = self._numbers(facts)
        ceiling = np.full((DEFAULT + 1, 1), total)
        if here is None:
            return Spread(None, ceiling)
        local = axis("age_by_place") if facts.origin and self._independent else np.ones(DEFAULT + 1)
        return Spread(np.minimum(here * local, country) * axis("age_estimate"), ceiling)

    def _numbers(self, facts: Facts) -> tuple[float | None, float, float]:
        """People born as told in the place and in the country (None: no birth told), and people of the place."""
        for told, known in ((facts.sex, self._sexes), (facts.urban, self._urban)):
            if told is not None and known == ("",):
                raise ValueError("no table has this fact")
        curve = self._curve(facts.origin, facts.sex, facts.urban)
        if facts.birth is None:
            return None, 0.0, float(curve[-1])
        if not self._aged:
            raise ValueError("no table has this fact")
        country = self._curve((), facts.sex, facts.urban)
        days = (facts.birth.first.toordinal(), facts.birth.last.toordinal() + 1)
        start, end = (self._position(day) for day in days)
        return _part(curve, start, end), _part(country, start, end), float(curve[-1])

    def _position(self, day: int) -> float:
        at = bisect_right(self._edges, day) - 1
        if at < 0:
            return 0.0
        if at >= len(self._edges) - 1:
            return float(len(self._edges) - 1)
        return at + (day - self._edges[at]) / (self._edges[at + 1] - self._edges[at])

    def _make_curve(self, origin: tuple[str, ...], sex: str | None, urban: bool | None) -> Floats:
        """Running sums over births, the oldest first."""
        chosen = range(len(self._places)) if not origin else sorted(set().union(*(self._inside[one] for one in origin)))
        sexes = [at for at, label in enumerate(self._sexes) if sex in (None, label)]
        towns = [at for at, label in enumerate(self._urban) if urban is None or label == ("1" if urban else "0")]
        ages = self._cells[list(chosen)][:, sexes][:, :, towns].sum(axis=(0, 1, 2))[::-1]
        return np.concatenate([np.zeros(1), np.cumsum(ages)])


def _four(joint: Joint) -> Floats:
    """The cells by place, sex, town or village, and age; an axis that no table has is of length 1."""
    extra = tuple(at for at, name in enumerate(joint.axes) if name not in _COUNTED)
    left = [name for name in joint.axes if name in _COUNTED]
    cells = joint.cells.sum(axis=extra).transpose([left.index(name) for name in _COUNTED if name in left])
    four: Floats = cells.reshape([len(joint.labels.get(name, ("",))) for name in _COUNTED])
    return four


def _contents(places: tuple[str, ...], parents: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """For every place and every wider one: the rows in it. A chain of parents that runs in a circle ends there."""
    found: dict[str, set[int]] = {}
    for at, place in enumerate(places):
        step, seen = place, set[str]()
        while step and step not in seen:
            seen.add(step)
            found.setdefault(step, set()).add(at)
            step = parents.get(step, "")
    return {place: frozenset(rows) for place, rows in found.items()}


def _edges(ages: tuple[str, ...] | None, day: date) -> list[int]:
    """Ordinals of the first day of birth of every age, the oldest first, and of the day after the last."""
    oldest = len(ages) if ages else 0
    after = day + timedelta(days=1)
    edges = [shift_years(after, -age).toordinal() for age in range(oldest, -1, -1)]
    if ages and ages[-1].endswith("+"):
        edges[0] = shift_years(after, -oldest - _OPEN_YEARS).toordinal()
    return edges


def _part(curve: Floats, start: float, end: float) -> float:
    places = np.arange(len(curve))
    return max(0.0, float(np.interp(end, places, curve) - np.interp(start, places, curve)))
