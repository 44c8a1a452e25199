"""Everyone in every world of the ensemble: the cells of `population`, once per member, as running sums over births."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache, lru_cache

import numpy as np

from underice.exposure.absent import last_year
from underice.exposure.assumptions import assumption
from underice.exposure.census import RURAL, SEXES, UNKNOWN, URBAN, Census, Floats, Weights, census
from underice.exposure.cohorts import CELLS, YEARS_AFTER, edges, profile, survival
from underice.exposure.ensemble import DEFAULT, Spread, axis
from underice.exposure.facts import Facts, Sex

_Place = tuple[tuple[str, ...], Sex | None, bool | None]


class Joints:
    """Numbers of people in every world. It holds sums, never persons."""

    def __init__(self, tables: Census) -> None:
        """Take the census tables; everything else is computed when it is first asked for."""
        self._tables = tables
        self._edges = edges()
        self._settled = np.array([self._town_or_village(urban) for urban in (True, False)])
        self._national = lru_cache(maxsize=64)(self._make_national)
        self._curves = lru_cache(maxsize=4096)(self._make_curves)

    def spread(self, facts: Facts, as_of: date | None) -> Spread:
        """How many people fit sex, birth, origin and town or village, in every world. Raises KeyError for an unknown place."""
        year = as_of.year if as_of else None
        curves, totals = self._curves((facts.origin, facts.sex, facts.urban), year)
        ceiling = totals[:, None]
        if facts.birth is None:
            return Spread(None, ceiling)
        first, last = facts.birth.first.toordinal(), facts.birth.last.toordinal() + 1
        if as_of is not None:
            last = max(first, min(last, as_of.toordinal() + 1))
        start, end = self._position(first), self._position(last)
        here = _between(curves, start, end) * axis("age_estimate")
        if facts.urban is None and self._tables.weights(facts.origin).whole_country:
            return Spread(here, ceiling)
        country, _ = self._curves(((), facts.sex, None), year)
        everywhere = _between(country, start, end) * axis("age_estimate")
        return Spread(np.minimum(here * axis("age_by_place"), everywhere), ceiling)

    def born(self, sex: Sex, year: int | None) -> Floats:
        """Civilians of the whole country by cell of birth, alive in `year`, shape (worlds, CELLS). For the register."""
        at = SEXES.index(sex)
        found: Floats = self._national(year)[1][:, at] * self._tables.civilians.sum(axis=0)[at]
        return found

    def places(self, origin: tuple[str, ...], urban: bool | None) -> Floats:
        """Which part of the civilians of every census row and sex is meant, shape (worlds, rows, sexes)."""
        weights = _weights(self._tables.weights(origin))
        if urban is None:
            return np.repeat(weights[:, :, None], len(SEXES), axis=2)
        part: Floats = weights[:, :, None] * self._settled[0 if urban else 1] / self._tables.civilians
        return part

    def _town_or_village(self, urban: bool) -> Floats:
        """Civilians of town, or of village, by world, census row and sex."""
        share = axis("samchon_urban")[:, None, None]
        known, unknown = self._tables.people[..., URBAN if urban else RURAL], self._tables.people[..., UNKNOWN]
        settled: Floats = known + unknown * (share if urban else 1.0 - share)
        return settled

    def _make_national(self, year: int | None) -> tuple[Floats, Floats]:
        """People by world, sex and cell of birth as a share of all civilians of the sex: with the camps, without them."""
        camp = assumption("camp_last_age")
        last_ages = tuple(range(int(camp.low), int(camp.high) + 1))
        shape = profile(self._tables, int(assumption("camp_first_age").default), last_ages)
        civilians = self._tables.civilians.sum(axis=0)[:, None]
        everyone, counted = [], []
        for member in range(DEFAULT + 1):
            alive = self._alive(member, year)
            alive[:, -YEARS_AFTER:] *= axis("births_after_census")[member]
            served = round(float(axis("camp_last_age")[member]))
            at_home = shape.civilians[served] + shape.camps[served] * axis("camps_home")[member]
            everyone.append(shape.everyone * alive / civilians)
            counted.append(at_home * alive / civilians)
        return np.array(everyone), np.array(counted)

    def _alive(self, member: int, year: int | None) -> Floats:
        """Which share of each cell lives. With no day told the members reckon with more or less of the time since."""
        loss = float(axis("mortality")[member])
        if year is not None:
            return survival(year, loss).copy()
        return survival(last_year(), loss * float(axis("time_passed")[member])).copy()

    def _make_curves(self, place: _Place, year: int | None) -> tuple[Floats, Floats]:
        """Running sums over births, shape (CELLS + 1, worlds), and all people if no birth is told, shape (worlds,)."""
        origin, sex, urban = place
        weights = self._tables.weights(origin)
        wanted = np.array([1.0 if sex in (None, one) else 0.0 for one in SEXES])
        chosen = self._tables.civilians if urban is None else self._settled[0 if urban else 1]
        scale = np.einsum("mr,mrs->ms", _weights(weights), np.broadcast_to(chosen, (DEFAULT + 1, *chosen.shape[-2:])))
        scale = scale * wanted
        everyone, counted = self._national(year)
        camps = self._tables.camps / self._tables.civilians.sum(axis=0)
        everywhere = weights.whole_country and urban is None
        cells = np.einsum("ms,msc->cm", scale, everyone if everywhere else counted)
        home = np.ones(DEFAULT + 1) if everywhere else axis("camps_home")
        totals: Floats = (scale * (1.0 + camps * home[:, None])).sum(axis=1)
        curves = np.zeros((CELLS + 1, DEFAULT + 1))
        np.cumsum(cells, axis=0, out=curves[1:])
        return curves, totals

    def _position(self, day: int) -> tuple[int, float]:
        """Where a day (ordinal) lies on the axis: the cell, and how much of it is before the day."""
        at = bisect_right(self._edges, day) - 1
        if at < 0:
            return 0, 0.0
        if at >= CELLS:
            return CELLS - 1, 1.0
        start = self._edges[at]
        return at, (day - start) / (self._edges[at + 1] - start)


def _weights(meant: Weights) -> Floats:
    """The weight of every census row in every world, shape (worlds, rows): between the ends of the range."""
    end = axis("place_end")[:, None]
    lower: Floats = meant.mid + (meant.mid - meant.low) * np.minimum(end, 0.0)
    return lower + (meant.high - meant.mid) * np.maximum(end, 0.0)


def _between(curves: Floats, start: tuple[int, float], end: tuple[int, float]) -> Floats:
    """The part of running sums between two positions, evenly spread within each cell."""
    (first, before), (last, until) = start, end
    found: Floats = curves[last] * (1.0 - until)
    found += curves[last + 1] * until
    found -= curves[first] * (1.0 - before)
    found -= curves[first + 1] * before
    return np.maximum(found, 0.0, out=found)


@cache
def everyone() -> Joints:
    """The joints of the shipped census, made once."""
    return Joints(census())
