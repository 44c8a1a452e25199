"""The table: whole people, rounded outward."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.outcomes import outcome
from underice.decide.policies import policy
from underice.decide.side_by_side import cells, high, low, mean, outward


@given(st.floats(-1000, 1000), st.floats(0, 1000))
def test_ranges_in_whole_people_hold_the_range_they_round(bottom: float, width: float) -> None:
    first, last = outward(bottom, bottom + width)
    assert first <= bottom + 1e-3
    assert last >= bottom + width - 1e-3
    assert bottom - first < 1.002
    assert last - (bottom + width) < 1.002


def test_the_rounding_of_single_precision_adds_nobody() -> None:
    assert outward(-1e-5, 12.000001) == (0, 12)


def test_cells_are_the_quantiles_of_their_row() -> None:
    values = np.stack([np.arange(101), np.zeros(101)]).astype(np.float32)
    first, second = cells(outcome("freed"), (policy("quiet"), policy("hold")), values[:, ::-1].copy(), (50, 0))
    assert (first.outcome, first.policy, first.mean, first.median) == ("freed", "quiet", 50, 50)
    assert first.middle == (25, 75)
    assert first.wide == (5, 95)
    assert (second.policy, second.wide) == ("hold", (0, 0))


def test_quantiles_between_two_values_take_the_outer_one() -> None:
    ordered = np.array([0, 1, 2, 3], np.float32)
    assert (low(ordered, 0.25), high(ordered, 0.25)) == (0, 1)
    assert (low(ordered, 0), high(ordered, 1)) == (0, 3)
    assert mean(ordered) == 1.5
