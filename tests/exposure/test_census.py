"""The shipped census tables against the printed totals."""

import csv
from pathlib import Path

import numpy as np
import pytest

from underice.exposure import census as module
from underice.exposure.census import UNKNOWN, census
from underice.exposure.population import Population

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "population"


def printed(geography: str) -> dict[str, tuple[int, int]]:
    path = Path(module.__file__).with_name("data") / "census_2008_province_sex.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["province"]: (int(row["male"]), int(row["female"]))
            for row in csv.DictReader(file)
            if row["geography"] == geography
        }


def test_cells_of_a_county_add_up_to_its_people_by_sex_and_town_or_village() -> None:
    assert np.allclose(Population.load().cells().sum(axis=3), census().people, rtol=0, atol=1e-6)


def test_there_are_178_counties_two_sexes_and_81_ages() -> None:
    assert Population.load().cells().shape == (178, 2, 3, 81)


@pytest.mark.parametrize("geography", ["2008", "2019"])
def test_cells_of_each_province_add_up_to_its_printed_total(geography: str) -> None:
    cells = Population.load().cells().sum(axis=(2, 3))
    tables = census()
    names = np.array(tables.provinces_2008 if geography == "2008" else tables.provinces_2019)
    for province, numbers in printed(geography).items():
        if not province.startswith("("):
            assert tuple(cells[names == province].sum(axis=0).round(6)) == numbers, province


def test_civilians_and_camps_add_up_to_the_national_total_to_the_person() -> None:
    national = printed("2008")["(national, Table 1)"]
    assert tuple(census().camps.tolist()) == printed("2008")["(military camps, no province)"] == (662_349, 40_023)
    assert tuple((census().civilians.sum(axis=0) + census().camps).tolist()) == national
    assert tuple(census().ages.sum(axis=1).tolist()) == national
    assert round(Population.load().cells().sum()) == 23_349_859


def test_only_samchon_lacks_its_split_into_town_and_village() -> None:
    unknown = census().people[..., UNKNOWN].sum(axis=1)
    assert {county: int(people) for county, people in zip(census().counties, unknown, strict=True) if people} == {
        "KP0906": 86_042
    }


def test_every_north_korean_id_of_the_gazetteer_means_some_census_row() -> None:
    if not SHARED.exists():
        pytest.skip("shared data not here")
    with (SHARED / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file) if row["country"] == "KP"} | {"KP"}
    assert len(ids) == 191
    assert ids == census().places
    for place in ids:
        weights = census().weights((place,))
        assert 0 < weights.low.sum() <= weights.mid.sum() <= weights.high.sum(), place


def test_two_counties_of_one_name_are_a_union() -> None:
    both = census().weights(("KP0617", "KP0720"))
    assert both.mid.sum() == 2
    assert "place_ambiguous" in both.codes


def test_a_district_without_a_row_is_a_share_of_the_row_that_holds_it() -> None:
    unjong, city = census().weights(("KP1007",)), census().weights(("KP1001",))
    assert (unjong.high == city.mid).all()
    assert 0 < unjong.low.sum() < unjong.mid.sum() < 1


def test_a_province_whose_borders_moved_ranges_from_the_part_it_kept_to_all_it_ever_held() -> None:
    capital = census().weights(("KP10",))
    assert (capital.low.sum(), capital.mid.sum(), capital.high.sum()) == (2, 2, 5)
    assert "province_borders" in capital.codes
    south_pyongan = census().weights(("KP07",))
    assert (south_pyongan.low.sum(), south_pyongan.mid.sum(), south_pyongan.high.sum()) == (21, 21, 27)
    assert census().weights(("KP11",)).codes == ()


def test_a_province_whose_borders_stayed_is_exact() -> None:
    assert census().weights(("KP02",)).codes == ()


def test_an_unknown_north_korean_id_is_an_error() -> None:
    with pytest.raises(KeyError):
        census().weights(("KP9999",))
