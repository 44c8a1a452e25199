"""Birth cohorts: the axis of birth days, ages in the census on it, births since, and how many of a cohort still live.

A cell of the axis is one year of age on the census day: cell edges are the anniversaries of 2 October 2008, so that a
cell holds exactly those who were a given number of whole years old when the census was taken. Within a cell births are
taken as evenly spread over its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np

from underice.exposure._tables import rows
from underice.exposure.census import CENSUS_DAY, OPEN_AGE, SEXES, Census, Floats
from underice.vocabulary.intervals import shift_years

OLDEST = 104
"""The last single year of age of the axis; the open class 80+ ends here."""
YEARS_AFTER = 32
"""How many years of births after the census the axis holds."""
CELLS = OLDEST + 1 + YEARS_AFTER
_WPP_SEX = {"m": "M", "f": "F"}
_CENSUS_YEAR = 2008.75


@dataclass(frozen=True)
class Profile:
    """People of the whole country along the axis, shape (2, CELLS) each, oldest first, in people.

    everyone: Table 1 and births since. civilians, camps: the same split under each assumption on ages in camps (keys:
    the last age served in camps).
    """

    everyone: Floats
    civilians: dict[int, Floats]
    camps: dict[int, Floats]


@lru_cache(maxsize=1)
def edges() -> list[int]:
    """Ordinals of the first day of each cell, and of the day after the last: CELLS + 1 ascending numbers."""
    day_after = CENSUS_DAY + timedelta(days=1)
    return [shift_years(day_after, years).toordinal() for years in range(-OLDEST - 1, YEARS_AFTER + 1)]


def age_cell(age: int) -> int:
    """The index of the cell of those aged `age` whole years on the census day."""
    return OLDEST - age


def profile(tables: Census, first_age: int, last_ages: tuple[int, ...]) -> Profile:
    """Spread the census ages over the axis; the age class 80+ falls off as in the UN estimate for 2010.

    People in camps are taken from the ages `first_age` to a last age in proportion to the population of each age.
    Births of each year after the census: the mean of the ages 0 to 4.
    """
    single = np.zeros((len(SEXES), OLDEST + 1))
    single[:, :OPEN_AGE] = tables.ages[:, :OPEN_AGE]
    single[:, OPEN_AGE:] = tables.ages[:, OPEN_AGE:] * _open_ages()
    births = single[:, :5].mean(axis=1, keepdims=True)
    everyone = np.concatenate([single[:, ::-1], np.repeat(births, YEARS_AFTER, axis=1)], axis=1)
    camps = {}
    for last in last_ages:
        served = np.zeros_like(everyone)
        chosen = slice(age_cell(last), age_cell(first_age) + 1)
        served[:, chosen] = everyone[:, chosen]
        camps[last] = served * (tables.camps / served.sum(axis=1))[:, None]
    return Profile(everyone, {last: everyone - part for last, part in camps.items()}, camps)


@lru_cache(maxsize=1)
def _wpp() -> dict[int, Floats]:
    """UN WPP 2019 by mid-year: shape (2, 21), five-year classes 0-4 … 95-99, 100+."""
    found: dict[int, list[list[float]]] = {}
    for row in rows("wpp2019_age_sex.csv"):
        table = found.setdefault(int(row["year_mid"]), [[], []])
        table[SEXES.index("m" if row["sex"] == _WPP_SEX["m"] else "f")].append(float(row["population"]))
    return {year: np.array(table) for year, table in found.items()}


def _open_ages() -> Floats:
    """Shares of the ages 80 … OLDEST within the class 80+, shape (2, 25): UN classes of 2010, evenly split."""
    old = _wpp()[2010][:, OPEN_AGE // 5 :]
    shares: Floats = np.repeat(old / old.sum(axis=1, keepdims=True) / 5, 5, axis=1)
    return shares


@lru_cache(maxsize=1)
def _hazards() -> Floats:
    """Yearly rates of loss by sex and age 0 … 139: cohorts of 2010 followed to 2015 and to 2020, never below 0."""
    wpp = _wpp()
    before = wpp[2010] + wpp[2015]
    after = wpp[2015] + wpp[2020]
    rate = np.maximum(0.0, -np.log(after[:, 1:-1] / before[:, :-2]) / 5)
    centres = np.arange(rate.shape[1]) * 5.0 + 5.0
    ages = np.arange(140) + 0.5
    return np.array([np.interp(ages, centres, row) for row in rate])


@lru_cache(maxsize=64)
def survival(year: int | None, loss: float) -> Floats:
    """Which share of each cell's people of 2008 is alive in the middle of `year`, shape (2, CELLS).

    None, or a year up to the census, is no loss. `loss` multiplies the rates of the UN cohorts. Births after the
    census are given as children alive, so their share is 1.
    """
    alive = np.ones((len(SEXES), CELLS))
    elapsed = 0.0 if year is None else year + 0.5 - _CENSUS_YEAR
    if elapsed <= 0:
        return alive
    total = np.concatenate([np.zeros((len(SEXES), 1)), np.cumsum(_hazards(), axis=1)], axis=1)
    ages = np.arange(OLDEST, -1, -1) + 0.5
    grid = np.arange(total.shape[1], dtype=np.float64)
    for sex, row in enumerate(total):
        lost = np.interp(ages + elapsed, grid, row) - np.interp(ages, grid, row)
        alive[sex, : OLDEST + 1] = np.exp(-loss * lost)
    return alive
