"""Everyone: the population of 2008 by county, sex, town or village and day of birth. It only ever answers with counts.

Model (docs/method/population.md): the census gives county x sex x town or village, an estimate gives age x sex. They
have only sex in common, so iterative proportional fitting of the two from a flat start is the closed form
n(county, sex, urban, age) = M1(county, sex, urban) * M2(age, sex) / M2(., sex), which is what is computed here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from underice.exposure.absent import last_year
from underice.exposure.assumptions import assumption
from underice.exposure.census import ENDS, SEXES, UNKNOWN, Census, End, Floats, Weights, census
from underice.exposure.cohorts import CELLS, OLDEST, YEARS_AFTER, age_cell, edges, profile, survival
from underice.exposure.ensemble import Spread
from underice.exposure.facts import Facts, Sex
from underice.exposure.joints import Joints
from underice.exposure.margins import Fitted, Margin
from underice.exposure.ranges import Expected, Range, least
from underice.vocabulary.intervals import DateInterval

CAMPS = "camp_last_age"


@dataclass(frozen=True, slots=True)
class _Curves:
    """Running sums over days of birth (one number per cell edge) for one choice of place, sex and town or village.

    Of several `low` curves the smallest counts. total: the people if no birth is told.
    """

    low: tuple[list[float], ...]
    mid: list[float]
    high: list[float]
    total: Range


class Population:
    """Answers how many people fit some facts. It holds cells, never persons, and gives out sums only."""

    def __init__(self, tables: Census) -> None:
        """Take the census tables. A joint fitted to more margins (later) replaces `_cell_sums` and nothing else."""
        self._tables = tables
        camps = assumption(CAMPS)
        self._last_ages = (int(camps.low), int(camps.high))
        self._default_age = int(camps.default)
        self._first_age = int(assumption("camp_first_age").default)
        self._profile = profile(tables, self._first_age, self._last_ages)
        self._civilians = tables.civilians.sum(axis=0).astype(np.float64)
        self._edges = edges()
        self._age_by_place = assumption("age_by_place")
        self._chance = assumption("chance").default
        self._curves = lru_cache(maxsize=4096)(self._make_curves)
        self._joints = Joints(tables)

    @classmethod
    def load(cls) -> Population:
        """The population of the shipped census tables, built once."""
        return _shipped()

    @classmethod
    def from_margins(cls, tables: Sequence[Path], day: date, parents: Mapping[str, str] | None = None) -> Fitted:
        """Another population, from tidy CSV tables of one day (their form: `margins`); it is counted in the same way.

        parents: the wider place of every place, if places are to be counted on several levels. Raises
        margins.BadMargins, OSError, UnicodeDecodeError.
        """
        return Fitted([Margin.read(path) for path in tables], day, parents)

    @property
    def places(self) -> frozenset[str]:
        """The gazetteer ids of North Korea that can be counted."""
        return self._tables.places

    def cells(self) -> Floats:
        """Civilians on the census day, shape (counties, 2 sexes, 3 = urban, rural, not known, 81 ages), not whole.

        For checks against the census tables and for benchmarks; the order of counties is that of `counties`.
        """
        by_age = self._profile.civilians[self._default_age][:, OLDEST::-1]
        table = np.concatenate([by_age[:, :80], by_age[:, 80:].sum(axis=1, keepdims=True)], axis=1)
        share = table / table.sum(axis=1, keepdims=True)
        cells: Floats = self._tables.people[..., None] * share[None, :, None, :]
        return cells

    @property
    def counties(self) -> tuple[str, ...]:
        """Gazetteer ids of the census rows, in the order of `cells`."""
        return self._tables.counties

    def expected(self, facts: Facts, as_of: date | None = None) -> Expected:
        """How many people fit `facts` (sex, birth, origin, urban) as of a day; None = on the census day.

        With no day the middle and the high end are those of the census day, and the low end still reckons with deaths
        up to the last year of the data. Telling more never raises an end. Raises KeyError for an unknown place in
        North Korea.
        """
        year = as_of.year if as_of else None
        codes = self.codes(facts, as_of)
        curves = self._curves(facts.origin, facts.sex, facts.urban, year)
        if facts.birth is None:
            return Expected(curves.total, codes)
        first, last = self._days(facts.birth, as_of)
        born = self._born(curves, first, last)
        if not self._placed(facts):
            return Expected(least(born.scattered(self._chance), curves.total), codes)
        spread = self._age_by_place
        here = born.times(spread.low, spread.default, spread.high).scattered(self._chance)
        country = self._born(self._curves((), facts.sex, None, year), first, last).scattered(self._chance)
        return Expected(least(here, country, curves.total), codes)

    def codes(self, facts: Facts, as_of: date | None = None) -> tuple[str, ...]:
        """The assumptions such a count rests on."""
        weights = self._tables.weights(facts.origin)
        placed = self._placed(facts)
        codes = ["census_2008", *weights.codes]
        if placed and self._camps_matter(facts):
            codes.append("camps")
        if facts.urban is not None and not self._split_known(weights):
            codes.append("samchon_urban")
        if facts.birth is None:
            return tuple(codes)
        codes += ["age_estimate", "mortality", "chance"]
        if self._days(facts.birth, as_of)[1] > self._edges[OLDEST + 1]:
            codes.append("births_after_census")
        return (*codes, "age_by_place") if placed else tuple(codes)

    def _placed(self, facts: Facts) -> bool:
        """True if a place within the country, or town or village, is told."""
        return facts.urban is not None or not self._tables.weights(facts.origin).whole_country

    @staticmethod
    def _days(birth: DateInterval, as_of: date | None) -> tuple[int, int]:
        """The days of a birth as ordinals, first and after the last; nobody is born after `as_of`."""
        first, last = birth.first.toordinal(), birth.last.toordinal() + 1
        return first, last if as_of is None else max(first, min(last, as_of.toordinal() + 1))

    def spread(self, facts: Facts, as_of: date | None = None) -> Spread:
        """The same in every world of the ensemble. Raises KeyError for an unknown place in North Korea."""
        return self._joints.spread(facts, as_of)

    def _born(self, curves: _Curves, first: int, last: int) -> Range:
        """People born from day `first` up to, not including, day `last` (ordinals), before chance."""
        start, end = self._position(first), self._position(last)
        low = min(_between(curve, start, end) for curve in curves.low)
        return Range(low, _between(curves.mid, start, end), _between(curves.high, start, end))

    def _position(self, day: int) -> tuple[int, float]:
        """Where a day (ordinal) lies on the axis: the cell, and how much of it is before the day."""
        at = bisect_right(self._edges, day) - 1
        if at < 0:
            return 0, 0.0
        if at >= CELLS:
            return CELLS - 1, 1.0
        start = self._edges[at]
        return at, (day - start) / (self._edges[at + 1] - start)

    def _camps_matter(self, facts: Facts) -> bool:
        """True unless the birth told lies outside all ages taken for people in camps."""
        if facts.birth is None:
            return True
        first = self._edges[age_cell(max(self._last_ages))]
        last = self._edges[age_cell(self._first_age) + 1]
        return facts.birth.last.toordinal() >= first and facts.birth.first.toordinal() < last

    def _split_known(self, weights: Weights) -> bool:
        """True if town and village are known for every row meant."""
        return not bool((self._tables.people[..., UNKNOWN].sum(axis=1) * weights.high).any())

    def _scale(self, name: End, weights: Floats, urban: bool | None) -> Floats:
        """Civilians by sex in the weighted rows, of town or village if told; name: "low", "mid", "high"."""
        chosen = self._tables.civilians if urban is None else self._tables.settled(name, urban)
        scaled: Floats = weights @ chosen
        return scaled

    def _make_curves(self, origin: tuple[str, ...], sex: Sex | None, urban: bool | None, year: int | None) -> _Curves:
        """Sum the cells of a place, sex, town or village into running sums over birth, alive in `year`."""
        weights = self._tables.weights(origin)
        wanted = np.array([1.0 if sex in (None, one) else 0.0 for one in SEXES])
        scale = {name: self._scale(name, weights.at(name), urban) * wanted for name in ENDS}
        camp_share = self._tables.camps / self._civilians
        mortality = assumption("mortality")
        alive = {
            "low": survival(last_year() if year is None else year, mortality.high),
            "mid": survival(year, mortality.default),
            "high": survival(year, mortality.low),
        }
        births = assumption("births_after_census")
        later = {"low": births.low, "mid": births.default, "high": births.high}
        everyone = self._profile.everyone / self._civilians[:, None]
        civilians = {age: part / self._civilians[:, None] for age, part in self._profile.civilians.items()}

        def curve(name: End, shares: Floats) -> list[float]:
            cells = (scale[name] @ (shares * alive[name])).copy()
            cells[-YEARS_AFTER:] *= later[name]
            return [0.0, *np.cumsum(cells).tolist()]

        with_camps = float(scale["high"] @ (1.0 + camp_share))
        if weights.whole_country and urban is None:
            total = float(scale["mid"] @ (1.0 + camp_share))
            return _Curves(
                (curve("low", everyone),),
                curve("mid", everyone),
                curve("high", everyone),
                Range(total, total, with_camps),
            )
        return _Curves(
            tuple(curve("low", civilians[age]) for age in self._last_ages),
            curve("mid", civilians[self._default_age]),
            curve("high", everyone),
            Range(float(scale["low"].sum()), float(scale["mid"].sum()), with_camps),
        )


def _between(curve: list[float], start: tuple[int, float], end: tuple[int, float]) -> float:
    """The part of a running sum between two positions on its axis, evenly spread within each cell."""
    (first, before), (last, until) = start, end
    below = curve[first] + (curve[first + 1] - curve[first]) * before
    return curve[last] + (curve[last + 1] - curve[last]) * until - below


@cache
def _shipped() -> Population:
    """The population of the shipped tables."""
    return Population(census())
