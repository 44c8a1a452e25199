"""The absent: the people a security office finds missing, modelled from published arrivals in South Korea.

Closed form: absent(sex, birth, place, year of arrival) = arrivals(year, sex) x ages on arrival(sex) x share of the
place among arrivals(sex). Counts only, as everywhere in this package.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial

import numpy as np

from underice.exposure._tables import rows, whole
from underice.exposure.assumptions import assumption
from underice.exposure.census import ENDS, SEXES, Census, Floats, census
from underice.exposure.ensemble import CHANCE, DEFAULT, Spread, axis, axis_if
from underice.exposure.facts import Facts
from underice.exposure.ranges import Expected, Range, least

_Birth = tuple[tuple[int, float], tuple[int, float]]
_Sexes = tuple[int, ...]
_Numbers = tuple[tuple[float, float], ...]
"""Arrivals of each sex to the drift, and after it."""
_DRIFT_DAY = date(2017, 1, 1).toordinal()
"""First day of arrivals whose provinces of origin are known to have shifted away from those published to 2016."""
_LAST_POOLED_YEAR = 2001
_OLDEST_BIRTH = 1860


@lru_cache(maxsize=1)
def arrivals() -> dict[int, tuple[float, float]]:
    """Arrivals in the South by calendar year: (men, women). Pooled periods are spread as data/assumptions.csv says."""
    found: dict[int, tuple[float, float]] = {}
    for row in rows("arrivals_by_year.csv"):
        men, women = whole(row["male"]), whole(row["female"])
        years = [int(year) for year in re.findall(r"\d{4}", row["period"])]
        if row["period"].startswith("~"):
            first = int(assumption("first_arrivals_year").default)
            shares = dict.fromkeys(range(first, years[0] + 1), 1 / (years[0] - first + 1))
        elif len(years) == 2:
            totals = {year: assumption(f"arrivals_{year}").default for year in range(years[0], years[1] + 1)}
            shares = {year: total / sum(totals.values()) for year, total in totals.items()}
        else:
            shares = {years[0]: 1.0}
        found |= {year: (men * share, women * share) for year, share in shares.items()}
    return found


@cache
def last_year() -> int:
    """The last year for which arrivals are published."""
    return max(arrivals())


class Absent:
    """Answers how many absent people fit some facts. It holds sums only."""

    def __init__(self, tables: Census) -> None:
        """Take the census tables for the counties within a province; arrivals come from the shipped tables."""
        self._tables = tables
        table = arrivals()
        self._years = sorted(table)
        self._year_edges = [date(year, 1, 1).toordinal() for year in (*self._years, self._years[-1] + 1)]
        self._birth_years = list(range(_OLDEST_BIRTH, self._years[-1] + 2))
        self._birth_edges = [date(year, 1, 1).toordinal() for year in self._birth_years]
        self._by_year = [table[year] for year in self._years]
        self._running = [self._running_sums(sex) for sex in range(len(SEXES))]
        self._totals = [[0.0, *np.cumsum([numbers[sex] for numbers in self._by_year])] for sex in range(len(SEXES))]
        self._first_known = date(_LAST_POOLED_YEAR + 1, 1, 1).toordinal()
        self._shares = _place_shares(tables)
        times = assumption("multiplier")
        self._multiplier = (times.low, times.default, times.high)
        ages = assumption("entry_profile")
        self._age_spread = (ages.low, ages.default, ages.high)
        self._share_spread = (assumption("origin_share"), assumption("origin_share_recent"))
        self._chance = assumption("chance").default
        self._factors = lru_cache(maxsize=4096)(self._make_factors)
        self._worlds = lru_cache(maxsize=4096)(self._make_worlds)
        # Few days and sexes are asked for, again and again.
        self._printed = lru_cache(maxsize=1024)(self._make_printed)
        self._anyone = lru_cache(maxsize=1024)(partial(self._born_in, None))
        self._year_at = lru_cache(maxsize=1024)(partial(_position, self._year_edges))

    @classmethod
    def load(cls) -> Absent:
        """The absent by the shipped tables, built once."""
        return _shipped()

    def expected(self, facts: Facts, as_of: date | None = None) -> Expected:
        """How many absent people fit `facts` among those who had arrived by `as_of` (None = all published arrivals).

        Without a date of arrival the count is multiplied for those who never reached the South. Telling more never
        raises an end. Raises KeyError for an unknown place in North Korea.
        """
        asked = self._ask(facts, as_of)
        codes = self.codes(facts, as_of)
        times = (1.0, 1.0, 1.0) if facts.arrived else self._multiplier
        total = self._whole(asked.first, asked.last, asked.sexes).times(*times)
        if asked.born is None and not asked.placed:
            return Expected(total, codes)
        share = self._factors(facts.origin, facts.urban)
        ranges = [total]
        if asked.placed:
            ranges.append(self._from_place(asked.anyone, share, asked.sexes).times(*times).scattered(self._chance))
        if asked.born is not None:
            spread = self._age_spread
            number = sum(early + late for early, late in asked.born)
            aged = Range(number, number, number).times(*times).times(*spread)
            ranges.append(aged.scattered(self._chance))
            if asked.placed:
                here = self._from_place(asked.born, share, asked.sexes).times(*times).times(*spread)
                ranges.append(here.scattered(self._chance))
        return Expected(least(*ranges), codes)

    def codes(self, facts: Facts, as_of: date | None = None) -> tuple[str, ...]:
        """The assumptions such a count rests on."""
        first, last = self._years_meant(facts, as_of)
        codes = self._codes_of_years(facts, first, last, as_of)
        weights, placed = self._tables.weights(facts.origin), self._placed(facts)
        if facts.birth is None and not placed:
            return (*codes, *weights.codes)
        codes.append("chance")
        if placed:
            codes += ["origin_share", *weights.codes]
            if last > _drift(first, last):
                codes.append("origin_share_recent")
        return (*codes, "entry_profile") if facts.birth is not None else tuple(codes)

    def spread(self, facts: Facts, as_of: date | None = None) -> Spread:
        """The same in every world of the ensemble. Raises KeyError for an unknown place in North Korea."""
        asked = self._ask(facts, as_of)
        times = np.ones(DEFAULT + 1) if facts.arrived else axis("multiplier")
        ceiling = times[:, None] * self._printed(asked.first, asked.last, asked.sexes)
        found: Floats | None = None
        if asked.born is not None:
            found = axis("entry_profile") * float(sum(early + late for early, late in asked.born))
        if asked.placed:
            shares = self._worlds(facts.origin, facts.urban)[list(asked.sexes)]
            found = _fewer(found, _from_places(asked.anyone, shares))
            if asked.born is not None:
                found = _fewer(found, axis("entry_profile") * _from_places(asked.born, shares))
        return Spread(None if found is None else found * times, ceiling)

    def by_birth(self, facts: Facts, as_of: date | None) -> tuple[Floats, Floats]:
        """Absent people of every sex by year of birth, in every world, and the years: shapes (worlds, 2, years), (years,).

        For the register of families. Of `facts` the days of arrival count; a birth and a place are not looked at, only
        whether they are told: only then do ages and shares of places differ from world to world, and otherwise they
        are taken no lower than they are, so that telling them raises nothing.
        """
        first, last = self._years_meant(facts, as_of)
        drift = _drift(first, last)
        times = np.ones(DEFAULT + 1) if facts.arrived else axis("multiplier")
        placed = self._placed(facts)
        before, since = axis_if("origin_share", placed), axis_if("origin_share_recent", placed)
        per_sex = []
        for sex in range(len(SEXES)):
            early = self._born_by_year(sex, drift) - self._born_by_year(sex, first)
            late = self._born_by_year(sex, last) - self._born_by_year(sex, drift)
            per_sex.append(np.outer(before, early) + np.outer(since, late))
        factor = (times * axis_if("entry_profile", facts.birth is not None))[:, None, None]
        return factor * np.stack(per_sex, axis=1), np.array(self._birth_years[:-1])

    def shares(self) -> Floats:
        """Share of each census row among the absent of each sex, shape (rows, 2), by the published provinces of origin."""
        return self._shares

    def _born_by_year(self, sex: int, until: int) -> Floats:
        """Arrivals of one sex before the day `until` (ordinal) by year of birth."""
        at, part = _position(self._year_edges, until)
        before, after = (np.diff(self._running[sex][year]) for year in (at, at + 1))
        found: Floats = before + (after - before) * part
        return found

    def _placed(self, facts: Facts) -> bool:
        """True if a place within the country, or town or village, is told."""
        return facts.urban is not None or not self._tables.weights(facts.origin).whole_country

    def _ask(self, facts: Facts, as_of: date | None) -> _Asked:
        """What of the tables is asked for."""
        first, last = self._years_meant(facts, as_of)
        sexes = (0, 1) if facts.sex is None else (SEXES.index(facts.sex),)
        placed = self._placed(facts)
        born = None
        if facts.birth is not None:
            start = _position(self._birth_edges, facts.birth.first.toordinal())
            end = _position(self._birth_edges, facts.birth.last.toordinal() + 1)
            born = self._born_in((start, end), first, last, sexes)
        return _Asked(first, last, sexes, placed, self._anyone(first, last, sexes) if placed else (), born)

    def _born_in(self, birth: _Birth | None, first: int, last: int, sexes: _Sexes) -> _Numbers:
        """Arrivals of each sex from day `first` up to `last`, to the drift and after it, who were born in `birth`."""
        drift = _drift(first, last)
        return tuple((self._arrived(sex, birth, drift, first), self._arrived(sex, birth, last, drift)) for sex in sexes)

    def _years_meant(self, facts: Facts, as_of: date | None) -> tuple[int, int]:
        """The days of arrival meant, as ordinals: first, and the day after the last. Equal if there are none."""
        first, last = self._year_edges[0], self._year_edges[-1]
        if facts.arrived is not None:
            first = max(first, facts.arrived.first.toordinal())
            last = min(last, facts.arrived.last.toordinal() + 1)
        if as_of is not None:
            last = min(last, as_of.toordinal() + 1)
        return first, max(first, last)

    def _codes_of_years(self, facts: Facts, first: int, last: int, as_of: date | None) -> list[str]:
        """The assumptions behind the years of arrival meant."""
        codes = ["absent_list"]
        if facts.arrived is None:
            codes.append("multiplier")
            if as_of is not None and as_of.year > self._years[-1]:
                codes.append("after_last_year")
        else:
            if facts.arrived.last.year > self._years[-1]:
                codes.append("after_last_year")
            if first < self._first_known:
                codes.append("pooled_period")
        if last > max(first, self._year_edges[-2]):
            codes.append("provisional_year")
        return codes

    def _from_place(self, numbers: _Numbers, share: tuple[list[float], ...], sexes: _Sexes) -> Range:
        """Numbers of arrivals (to 2016, since 2017) of the given sexes, cut down to the share of a place."""
        (low, mid, high), (early, late) = share, self._share_spread
        return Range(
            sum((e * early.low + n * late.low) * low[sex] for sex, (e, n) in zip(sexes, numbers, strict=True)),
            sum((e + n) * mid[sex] for sex, (e, n) in zip(sexes, numbers, strict=True)),
            sum((e * early.high + n * late.high) * high[sex] for sex, (e, n) in zip(sexes, numbers, strict=True)),
        )

    def _whole(self, first: int, last: int, sexes: _Sexes) -> Range:
        """Arrivals of the given sexes from day `first` up to `last`, ordinals.

        Whole years are printed numbers. A year that is cut through is taken in proportion of its days, and that part
        scatters by chance, though never below nobody or above the whole year.
        """
        low = mid = high = self._whole_years(first, last, sexes)
        for full, share in self._cut_years(first, last, sexes):
            part = full * share
            scatter = self._chance * part**0.5 if share < 1 else 0.0
            low, mid, high = low + max(0.0, part - scatter), mid + part, high + min(full, part + scatter)
        return Range(low, mid, high)

    def _make_printed(self, first: int, last: int, sexes: _Sexes) -> Floats:
        """The same at every point of chance, shape (worlds, 1 or points); the default world has no chance."""
        whole = self._whole_years(first, last, sexes)
        found = np.full((DEFAULT + 1, 1), whole)
        for full, share in self._cut_years(first, last, sexes):
            part = full * share
            scatter = CHANCE * part**0.5 if share < 1 else np.zeros(1)
            found = found + np.append(
                np.tile(np.clip(part + scatter, 0.0, full), (DEFAULT, 1)), [[part] * len(scatter)], 0
            )
        return found

    def _whole_years(self, first: int, last: int, sexes: _Sexes) -> float:
        """Arrivals in the calendar years that lie whole between two days."""
        at, end = _position(self._year_edges, first)[0], _position(self._year_edges, last)[0]
        return float(sum(self._totals[sex][max(at + 1, end)] - self._totals[sex][at + 1] for sex in sexes))

    def _cut_years(self, first: int, last: int, sexes: _Sexes) -> Iterator[tuple[float, float]]:
        """The years in which the two days lie: arrivals of the year, and the part of it that is meant."""
        (at, before), (end, until) = _position(self._year_edges, first), _position(self._year_edges, last)
        cut = {at: (until if at == end else 1.0) - before, end: until - (before if at == end else 0.0)}
        for year, share in cut.items():
            yield sum(self._by_year[year][sex] for sex in sexes), share

    def _arrived(self, sex: int, birth: _Birth | None, until: int, start: int) -> float:
        """Arrivals of one sex from day `start` up to `until` (ordinals) who were born in `birth` (None: all)."""
        if until <= start:
            return 0.0
        table = self._running[sex]
        return _within_birth(table, birth, self._year_at(until)) - _within_birth(table, birth, self._year_at(start))

    def _running_sums(self, sex: int) -> list[list[float]]:
        """Running sums of arrivals of one sex over years of arrival (outer) and of birth (inner), each from 0."""
        ages, below = _ages_on_entry(sex)
        births = np.array(self._birth_years, dtype=np.float64)
        per_year = []
        for year, numbers in zip(self._years, self._by_year, strict=True):
            age_at_middle = year + 0.5 - births
            born_before = 1.0 - np.interp(age_at_middle, ages, below)
            per_year.append(numbers[sex] * born_before)
        running: Floats = np.cumsum(np.array([np.zeros_like(births), *per_year]), axis=0)
        sums: list[list[float]] = (running - running[:, :1]).tolist()
        return sums

    def _make_factors(
        self, origin: tuple[str, ...], urban: bool | None
    ) -> tuple[list[float], list[float], list[float]]:
        """Which share of the absent, by sex, comes from the places told, of town or village if told: low, mid, high."""
        weights = self._tables.weights(origin)
        found = []
        for end in ENDS:
            shares = self._shares
            if urban is not None:
                shares = shares * self._tables.settled(end, urban) / self._tables.civilians
            found.append((weights.at(end) @ shares).tolist())
        return found[0], found[1], found[2]

    def _make_worlds(self, origin: tuple[str, ...], urban: bool | None) -> Floats:
        """The same in every world, arrivals to 2016 and since: shape (2 sexes, 2, worlds)."""
        from underice.exposure.joints import everyone  # it looks up the last year here

        meant = np.einsum("mrs,rs->sm", everyone().places(origin, urban), self._shares)
        return np.stack([meant * axis("origin_share"), meant * axis("origin_share_recent")], axis=1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Days of arrival (ordinals: first, after the last), sexes, whether a place is told.

    anyone: arrivals of each sex (to the drift, after it); born: those of them born when it is told, or None.
    """

    first: int
    last: int
    sexes: _Sexes
    placed: bool
    anyone: _Numbers
    born: _Numbers | None


def _drift(first: int, last: int) -> int:
    """The day between two others from which on origins drifted."""
    return min(max(first, _DRIFT_DAY), last)


def _fewer(one: Floats | None, other: Floats) -> Floats:
    return other if one is None else np.minimum(one, other)


def _from_places(numbers: _Numbers, shares: Floats) -> Floats:
    """Numbers of arrivals (to the drift, after it) cut down to the share of a place, in every world."""
    found: Floats = sum(
        (early * share[0] + late * share[1] for (early, late), share in zip(numbers, shares, strict=True)),
        np.zeros(DEFAULT + 1),
    )
    return found


def _position(edges: list[int], day: int) -> tuple[int, float]:
    """Where a day (ordinal) lies among cell edges: the cell, and how much of it is before the day."""
    at = bisect_right(edges, day) - 1
    if at < 0:
        return 0, 0.0
    if at >= len(edges) - 1:
        return len(edges) - 2, 1.0
    return at, (day - edges[at]) / (edges[at + 1] - edges[at])


def _within_birth(table: list[list[float]], birth: _Birth | None, year: tuple[int, float]) -> float:
    """The running sum over years of arrival at a position, of those born between two positions (None: of everyone)."""
    at, until = year
    before, after = table[at], table[at + 1]
    if birth is None:
        return before[-1] + (after[-1] - before[-1]) * until
    (first, part), (last, rest) = birth
    outer = before[last] + (before[last + 1] - before[last]) * rest
    outer -= before[first] + (before[first + 1] - before[first]) * part
    if not until:
        return outer
    inner = after[last] + (after[last + 1] - after[last]) * rest
    inner -= after[first] + (after[first + 1] - after[first]) * part
    return outer + (inner - outer) * until


def _ages_on_entry(sex: int) -> tuple[Floats, Floats]:
    """The distribution of ages on arrival: ages, and the share of arrivals younger than each; even within a class."""
    column = {"m": "male", "f": "female"}[SEXES[sex]]
    ages, counts = [0.0], [0.0]
    for row in rows("arrivals_by_age.csv"):
        if not row[column]:
            continue
        upper = re.search(r"-(\d+)$", row["age_at_entry"])
        ages.append(float(upper[1]) + 1 if upper else assumption("oldest_entry_age").default)
        counts.append(counts[-1] + whole(row[column]))
    return np.array(ages), np.array(counts) / counts[-1]


def _place_shares(tables: Census) -> Floats:
    """Share of each census row among the absent of each sex, shape (rows, 2); each sex adds up to 1.

    Province totals are those published for 2016. The pair of provinces and the remainder row are split by population.
    Pyongyang has its published share of men; the other provinces share the rest of each sex in proportion. Within a
    province, counties share by census population of the sex.
    """
    by_province = dict(_origin_totals(tables))
    all_men, all_women = (sum(numbers[sex] for year, numbers in arrivals().items() if year <= 2016) for sex in (0, 1))
    capital = by_province.pop("Pyongyang")
    men = assumption("pyongyang_men").default
    capital_share = np.array([capital * men / all_men, capital * (1 - men) / all_women])
    others = sum(by_province.values())
    shares = np.zeros(tables.civilians.shape)
    for province in (*by_province, "Pyongyang"):
        inside = np.array([name == province for name in tables.provinces_2019])
        of_sex = capital_share if province == "Pyongyang" else (1 - capital_share) * by_province[province] / others
        people = tables.civilians[inside].astype(np.float64)
        shares[inside] = people / people.sum(axis=0) * of_sex
    return shares


def _origin_totals(tables: Census) -> Iterator[tuple[str, float]]:
    """Arrivals to 2016 by province of the geography of 2019."""
    people = dict.fromkeys(tables.provinces_2019, 0)
    for name, count in zip(tables.provinces_2019, tables.civilians.sum(axis=1).tolist(), strict=True):
        people[name] += count
    named = {row["province"]: whole(row["arrivals_cumulative"]) for row in rows("arrivals_by_origin.csv")}
    placed = {name for row in named for name in row.split(" + ") if name in people}
    for row, total in named.items():
        members = [name for name in row.split(" + ") if name in people] or [n for n in people if n not in placed]
        everyone = sum(people[name] for name in members)
        yield from ((name, total * people[name] / everyone) for name in members)


@cache
def _shipped() -> Absent:
    """The absent by the shipped tables."""
    return Absent(census())
