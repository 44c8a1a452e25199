"""The ensemble: worlds that span the assumptions, quantiles, and chance that keeps order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.assumptions import assumption, assumptions
from underice.exposure.ensemble import CHANCE, DEFAULT, MEMBERS, Spread, axis, axis_if, scattered, spread_over

# Ranges that are no axes: of the register's drawing, and of factors that narrow a count afterwards.
NO_AXIS = {"mother_age", "occupation_by_place", "household_by_place"}
VARIED = [code for code, known in assumptions().items() if known.low < known.high and code not in NO_AXIS]


@pytest.mark.parametrize("code", VARIED)
def test_the_worlds_span_every_assumption_that_has_a_range(code: str) -> None:
    known, values = assumption(code), axis(code)
    assert values.shape == (MEMBERS + 1,)
    assert values[DEFAULT] == known.default
    assert known.low <= values.min()
    assert values.max() <= known.high
    assert len(set(values[:DEFAULT].tolist())) == MEMBERS
    assert values[:DEFAULT].min() < known.low + 0.35 * (known.high - known.low)
    assert values[:DEFAULT].max() > known.high - 0.35 * (known.high - known.low)


def test_there_are_at_least_twenty_worlds() -> None:
    assert MEMBERS >= 20


def test_no_two_assumptions_go_together() -> None:
    table = np.array([axis(code)[:DEFAULT] for code in VARIED])
    ranks = table.argsort(axis=1).argsort(axis=1)
    assert np.abs(np.corrcoef(ranks) - np.eye(len(VARIED))).max() < 0.4


def test_an_assumption_without_a_range_is_no_axis() -> None:
    with pytest.raises(KeyError):
        axis("no such thing")
    assert spread_over(2.0, 2.0, 2.0, np.array([0.1, 0.9])).tolist() == [2.0, 2.0]


def test_a_triangle_has_its_default_at_its_peak() -> None:
    drawn = spread_over(0.0, 1.0, 4.0, (np.arange(100_000) + 0.5) / 100_000)
    assert drawn.mean() == pytest.approx(5 / 3, rel=0.001)
    counts, _ = np.histogram(drawn, bins=40, range=(0, 4))
    assert counts.argmax() in (9, 10)


def test_a_factor_that_is_not_told_is_never_below_one() -> None:
    assert axis_if("origin_share", told=False).min() == 1.0
    assert axis_if("origin_share", told=True).min() < 1.0


@given(st.floats(0, 1e7), st.floats(0, 1e5))
def test_chance_keeps_order_and_never_falls_below_nobody(expected: float, more: float) -> None:
    less, greater = scattered(np.array([expected])), scattered(np.array([expected + more]))
    assert (less >= 0).all()
    assert (greater >= less - 1e-9 * (1 + expected)).all()


def test_chance_has_the_spread_of_a_poisson_number() -> None:
    drawn = np.random.default_rng(1).poisson(400.0, 20_000)
    made = scattered(np.full(DEFAULT, 400.0)).ravel()
    assert made.mean() == pytest.approx(drawn.mean(), rel=0.01)
    assert made.std() == pytest.approx((drawn.var() + (0.05 * 400) ** 2) ** 0.5, rel=0.1)
    assert len(CHANCE) == 16


def test_a_printed_number_is_a_single_one() -> None:
    assert Spread(None, np.full((DEFAULT + 1, 1), 23.0)).range() == (23.0, 23.0, 23.0)


def test_the_ends_are_quantiles_and_hold_the_middle() -> None:
    worlds = np.append(np.arange(1.0, MEMBERS + 1), 12.0)
    low, mid, high = Spread(None, worlds[:, None]).range()
    assert (low, mid, high) == (1.0, 12.0, 24.0)
    low, mid, high = Spread(None, np.append(np.arange(1.0, MEMBERS + 1), 99.0)[:, None]).range()
    assert low < mid == high == 99.0


def test_a_further_number_can_only_lower_a_range() -> None:
    ceiling = np.full((DEFAULT + 1, 1), 50.0)
    plain = Spread(None, ceiling)
    assert plain.within(np.full(DEFAULT + 1, 1e6)).range() == (50.0, 50.0, 50.0)
    assert plain.within(np.full(DEFAULT + 1, 9.0)).within(np.full(DEFAULT + 1, 4.0)).range().mid == 4.0


def test_households_of_a_printed_number_do_not_scatter_downwards() -> None:
    printed = Spread(None, np.full((DEFAULT + 1, 1), 23.0))
    assert printed.homes(np.full(DEFAULT + 1, 22.0)) == (22.0, 22.0, 23.0)
    modelled = Spread(np.full(DEFAULT + 1, 23.0), np.full((DEFAULT + 1, 1), 99.0))
    assert modelled.homes(np.full(DEFAULT + 1, 22.0)).low < 22.0
