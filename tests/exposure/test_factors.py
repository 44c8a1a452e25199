"""Work and kind of household: shares of the whole country, as ranges that only narrow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.anonymity import Count
from underice.exposure.factors import (
    HOUSEHOLD_TYPES,
    OCCUPATIONS,
    household_shares,
    occupation_shares,
    with_household_type,
    with_occupation,
)

counts = st.tuples(*[st.integers(1, 10**6)] * 3).map(lambda ends: Count(*sorted(ends)))


def test_the_shares_of_work_and_of_households_add_up() -> None:
    assert sum(occupation_shares().values()) == pytest.approx(1)
    assert sum(household_shares().values()) == pytest.approx(1)
    assert occupation_shares()["agriculture"] == pytest.approx(0.348 * 0.702)
    assert set(occupation_shares()) == set(OCCUPATIONS)
    assert set(household_shares()) == set(HOUSEHOLD_TYPES)


@given(counts, st.sampled_from(OCCUPATIONS), st.sampled_from(HOUSEHOLD_TYPES))
def test_telling_work_or_household_never_raises_a_count_and_says_so(count: Count, work: str, kind: str) -> None:
    for found, code in (
        (with_occupation(count, next(one for one in OCCUPATIONS if one == work)), "occupation_by_place"),
        (with_household_type(count, next(one for one in HOUSEHOLD_TYPES if one == kind)), "household_by_place"),
    ):
        assert 1 <= found.low <= found.mid <= found.high
        assert found.low <= count.low
        assert found.mid <= count.mid
        assert found.high <= count.high
        assert code in found.assumptions


def test_farm_work_is_a_wide_range_and_no_exact_number() -> None:
    found = with_occupation(Count(1000, 1000, 1000), "agriculture")
    assert (found.low, found.mid, found.high) == (73, 244, 611)
