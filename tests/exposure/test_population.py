"""Everyone: the reference counts, day-level births, and totals that never leak."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.census import census
from underice.exposure.facts import Facts, Sex
from underice.exposure.population import Population
from underice.vocabulary.intervals import DateInterval, shift_years

CENSUS_DAY = date(2008, 10, 1)
POPULATION = Population.load()


def aged(age: int, on: date = CENSUS_DAY) -> DateInterval:
    return DateInterval(shift_years(on, -age - 1) + timedelta(days=1), shift_years(on, -age))


def mid(facts: Facts, as_of: date | None = None) -> float:
    return POPULATION.expected(facts, as_of).range.mid


@pytest.mark.parametrize(
    ("sex", "age", "county", "published"),
    [
        ("f", 27, "KP0220", 921),
        ("f", 34, "KP0218", 1_098),
        ("m", 45, "KP0203", 977),
        ("f", 22, "KP0101", 1_468),
        ("m", 30, "KP0625", 75),
    ],
)
def test_reference_counts_of_the_design_come_out_within_one_per_cent(
    sex: Sex, age: int, county: str, published: int
) -> None:
    assert mid(Facts(sex=sex, birth=aged(age), origin=(county,))) == pytest.approx(published, rel=0.01)


def test_a_birth_interval_of_one_census_age_is_the_cell_itself() -> None:
    cells = POPULATION.cells()
    index = POPULATION.counties.index("KP0220")
    assert mid(Facts(sex="f", birth=aged(27), origin=("KP0220",))) == pytest.approx(cells[index, 1, :, 27].sum())


def test_half_a_year_of_birth_is_half_the_people() -> None:
    whole, half = DateInterval(date(1980, 10, 2), date(1981, 10, 1)), DateInterval(date(1980, 10, 2), date(1981, 4, 1))
    part = mid(Facts(origin=("KP02",), birth=half)) / mid(Facts(origin=("KP02",), birth=whole))
    assert part == pytest.approx(182 / 365, abs=1e-9)


def test_with_no_birth_told_a_county_has_exactly_its_people() -> None:
    found = POPULATION.expected(Facts(sex="m", origin=("KP0218",))).range
    assert (found.low, found.mid) == (59_354, 59_354)


def test_the_country_includes_the_camps_and_a_county_only_at_the_high_end() -> None:
    assert mid(Facts(sex="m")) == pytest.approx(11_721_838)
    county = POPULATION.expected(Facts(sex="m", origin=("KP0218",))).range
    assert county.high == pytest.approx(59_354 * (1 + 662_349 / 11_059_489))


def test_all_counties_at_the_high_end_and_the_country_agree() -> None:
    counties = sum(POPULATION.expected(Facts(sex="m", origin=(c,))).range.high for c in POPULATION.counties)
    assert counties == pytest.approx(11_721_838)


def test_a_man_of_military_age_has_a_wider_range_than_a_boy() -> None:
    soldier = POPULATION.expected(Facts(sex="m", birth=aged(20), origin=("KP0203",)))
    boy = POPULATION.expected(Facts(sex="m", birth=aged(10), origin=("KP0203",)))
    assert "camps" in soldier.codes
    assert "camps" not in boy.codes
    assert soldier.range.high / soldier.range.low > 1.3 * boy.range.high / boy.range.low


def test_a_child_born_after_the_census_has_as_many_peers_as_the_children_before() -> None:
    child = POPULATION.expected(Facts(sex="m", birth=DateInterval.year(2017), origin=("KP0218",)), date(2026, 2, 8))
    older = mid(Facts(sex="m", birth=DateInterval.year(2006), origin=("KP0218",)))
    assert child.range.mid == pytest.approx(older, rel=0.1)
    assert "births_after_census" in child.codes


def test_nobody_is_born_after_the_text() -> None:
    facts = Facts(origin=("KP0218",), birth=DateInterval.year(2020, 2030))
    only_2020 = Facts(origin=("KP0218",), birth=DateInterval.year(2020))
    assert mid(facts, date(2020, 12, 31)) == pytest.approx(mid(only_2020))


def test_the_very_old_are_few_and_never_negative() -> None:
    ninety = mid(Facts(birth=aged(90)))
    assert 0 < ninety < mid(Facts(birth=aged(80))) < mid(Facts(birth=aged(79)))
    assert mid(Facts(birth=DateInterval.year(1800, 1850))) == 0


def test_births_beyond_the_axis_are_nobody() -> None:
    assert mid(Facts(birth=DateInterval.year(2060, 2070))) == 0


def test_the_places_that_can_be_counted_are_known() -> None:
    assert {"KP", "KP02", "KP0218", "KP1007"} <= POPULATION.places
    assert "CN" not in POPULATION.places


def test_deaths_take_more_from_the_old_than_from_the_young() -> None:
    later = date(2026, 2, 8)

    def left(age: int) -> float:
        facts = Facts(sex="m", birth=aged(age), origin=("KP0203",))
        return mid(facts, later) / mid(facts)

    assert left(60) < left(45) < left(20) <= 1


def test_town_and_village_add_up_for_every_county() -> None:
    for county in POPULATION.counties:
        parts = sum(mid(Facts(origin=(county,), urban=urban)) for urban in (True, False))
        assert parts == pytest.approx(mid(Facts(origin=(county,)))), county


def test_samchon_has_a_range_for_town_and_village() -> None:
    found = POPULATION.expected(Facts(origin=("KP0906",), urban=True))
    assert "samchon_urban" in found.codes
    assert found.range.low < found.range.mid < found.range.high


def test_a_place_outside_is_nobody_at_the_low_end_and_anybody_at_the_high_end() -> None:
    found = POPULATION.expected(Facts(sex="f", origin=("CN",)))
    assert (found.range.low, found.range.mid) == (0, 0)
    assert found.range.high == pytest.approx(12_330_393)
    assert "origin_outside" in found.codes


@given(st.dates(date(1905, 1, 1), date(2008, 10, 1)), st.integers(0, 4000), st.sampled_from(census().counties))
def test_splitting_a_birth_interval_loses_nobody(first: date, days: int, county: str) -> None:
    middle, last = first + timedelta(days=days), first + timedelta(days=2 * days + 1)
    whole = mid(Facts(origin=(county,), birth=DateInterval(first, last)))
    parts = mid(Facts(origin=(county,), birth=DateInterval(first, middle)))
    parts += mid(Facts(origin=(county,), birth=DateInterval(middle + timedelta(days=1), last)))
    assert parts == pytest.approx(whole, abs=1e-6)


def test_only_counts_come_out() -> None:
    public = {name for name in dir(POPULATION) if not name.startswith("_")}
    assert public == {"cells", "codes", "counties", "expected", "from_margins", "load", "places", "spread"}
    assert np.ndim(POPULATION.cells()) == 4
