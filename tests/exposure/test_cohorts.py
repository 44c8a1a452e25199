"""Birth cohorts: the axis, ages in camps, survival."""

from datetime import date

import numpy as np
import pytest

from underice.exposure.census import census
from underice.exposure.cohorts import CELLS, OLDEST, age_cell, edges, profile, survival

BOTH = profile(census(), 17, (26, 29))


def test_the_cell_of_an_age_begins_a_day_after_the_birthday_that_would_make_it_older() -> None:
    cell = age_cell(27)
    assert date.fromordinal(edges()[cell]) == date(1980, 10, 2)
    assert date.fromordinal(edges()[cell + 1]) == date(1981, 10, 2)


def test_ages_up_to_79_are_those_of_the_table() -> None:
    assert BOTH.everyone[1, age_cell(27)] == census().ages[1, 27]
    assert BOTH.everyone[0, age_cell(79)] == census().ages[0, 79]


def test_spreading_the_open_class_keeps_its_people() -> None:
    assert BOTH.everyone[:, : OLDEST - 79].sum(axis=1) == pytest.approx(census().ages[:, 80])


@pytest.mark.parametrize("last", [26, 29])
def test_people_in_camps_are_all_of_the_ages_assumed_and_add_up(last: int) -> None:
    camps = BOTH.camps[last]
    assert camps.sum(axis=1) == pytest.approx(census().camps)
    assert camps[:, age_cell(17) + 1 :].sum() == 0
    assert camps[:, : age_cell(last)].sum() == 0
    assert (BOTH.civilians[last] >= 0).all()


def test_births_after_the_census_are_never_none() -> None:
    assert (BOTH.everyone[:, OLDEST + 1 :] > 100_000).all()


def test_nobody_is_lost_before_the_census() -> None:
    assert (survival(2008, 1.0) == 1).all()
    assert (survival(None, 1.0) == 1).all()


def test_survival_falls_with_the_years_and_with_the_loss() -> None:
    assert (survival(2020, 1.0) <= survival(2015, 1.0)).all()
    assert (survival(2020, 1.2) <= survival(2020, 1.0)).all()
    assert (survival(2020, 0.0) == 1).all()


def test_survival_reproduces_the_united_nations_cohort_of_women_in_their_late_thirties() -> None:
    # 900,907 women of 25-29 in 2010 are 884,035 of 35-39 in 2020 (wpp2019_age_sex.csv): 0.981 in ten years
    ten_years = survival(2020, 1.0)[1, age_cell(26)] / survival(2010, 1.0)[1, age_cell(26)]
    assert ten_years == pytest.approx(884_035 / 900_907, abs=0.003)


def test_shares_alive_lie_between_none_and_all() -> None:
    alive = survival(2040, 1.2)
    assert alive.shape == (2, CELLS)
    assert ((alive >= 0) & (alive <= 1)).all()
    assert np.isfinite(alive).all()
