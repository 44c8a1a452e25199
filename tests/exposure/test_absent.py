"""The absent: published arrivals, spread over births and places without loss."""

from datetime import date

import pytest

from underice.exposure.absent import Absent, arrivals, last_year
from underice.exposure.census import census
from underice.exposure.facts import Facts
from underice.vocabulary.intervals import DateInterval

ABSENT = Absent.load()
ANY_BIRTH = DateInterval(date(1850, 1, 1), date(2030, 1, 1))


def mid(facts: Facts, as_of: date | None = None) -> float:
    return ABSENT.expected(facts, as_of).range.mid


def test_arrivals_add_up_to_the_published_total_by_sex() -> None:
    men = sum(numbers[0] for numbers in arrivals().values())
    women = sum(numbers[1] for numbers in arrivals().values())
    assert (round(men), round(women)) == (9_593, 24_944)
    assert last_year() == 2025


def test_the_pooled_years_1999_to_2001_have_their_secondary_totals() -> None:
    assert [round(sum(arrivals()[year])) for year in (1999, 2000, 2001)] == [148, 312, 583]


def test_the_arrivals_up_to_1998_are_spread_without_loss() -> None:
    assert sum(sum(arrivals()[year]) for year in range(1953, 1999)) == pytest.approx(947)


@pytest.mark.parametrize("sex", ["f", "m"])
def test_ages_add_up_to_the_arrivals_of_a_year(sex: str) -> None:
    year = DateInterval.year(2019)
    facts = Facts(sex="f" if sex == "f" else "m", arrived=year)
    with_birth = ABSENT._arrived(  # the modelled sum itself: `expected` would clamp it to the printed number
        0 if sex == "m" else 1, None, year.last.toordinal() + 1, year.first.toordinal()
    )
    assert with_birth == pytest.approx(mid(facts))
    assert mid(Facts(sex=facts.sex, arrived=year, birth=ANY_BIRTH)) == pytest.approx(mid(facts))


def test_places_add_up_to_everyone() -> None:
    provinces = {county[:4] for county in census().counties}
    arrived = DateInterval.year(2010)
    parts = sum(mid(Facts(arrived=arrived, origin=(province,))) for province in provinces)
    assert parts == pytest.approx(mid(Facts(arrived=arrived)))


def test_counties_add_up_to_their_province() -> None:
    arrived = DateInterval.year(2010)
    counties = [county for county in census().counties if county.startswith("KP02")]
    assert sum(mid(Facts(arrived=arrived, origin=(c,))) for c in counties) == pytest.approx(
        mid(Facts(arrived=arrived, origin=("KP02",)))
    )


@pytest.mark.parametrize(("province", "published"), [("KP02", 18_665), ("KP01", 4_473), ("KP05", 207), ("KP10", 695)])
def test_arrivals_to_2016_have_their_published_province_of_origin(province: str, published: int) -> None:
    to_2016 = DateInterval(date(1953, 1, 1), date(2016, 12, 31))
    assert mid(Facts(arrived=to_2016, origin=(province,))) == pytest.approx(published, rel=0.001)


def test_men_are_the_published_share_of_those_from_the_capital() -> None:
    to_2016 = DateInterval(date(1953, 1, 1), date(2016, 12, 31))
    men = mid(Facts(sex="m", arrived=to_2016, origin=("KP10",)))
    assert men == pytest.approx(0.56 * 695, rel=0.001)


def test_a_draft_of_an_earlier_day_does_not_know_later_arrivals() -> None:
    assert mid(Facts(), date(2016, 12, 31)) == pytest.approx(30_212 * 2)


def test_the_day_of_a_draft_cuts_a_year_in_proportion() -> None:
    assert mid(Facts(sex="f", arrived=DateInterval.year(2021)), date(2021, 6, 30)) == pytest.approx(23 * 181 / 365)


def test_after_the_last_published_year_no_arrivals_are_made_up() -> None:
    assert mid(Facts(arrived=DateInterval.year(2026))) == 0
    assert mid(Facts(), date(2030, 1, 1)) == mid(Facts(), date(2025, 12, 31))


def test_town_and_village_of_the_absent_add_up() -> None:
    arrived = DateInterval.year(2010)
    place = ("KP09",)
    parts = [mid(Facts(arrived=arrived, origin=place, urban=urban)) for urban in (True, False)]
    assert sum(parts) == pytest.approx(mid(Facts(arrived=arrived, origin=place)))
