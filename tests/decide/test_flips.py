from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decide.prim_sets import boxed
from underice.decide.flips import MOST, Flips, flips, retest, steady_columns

Floats = NDArray[np.float64]


def ramp(seed: int, n: int) -> tuple[Floats, Floats]:
    """The first option is better where belief 3 is over .7, nearly without noise."""
    random = np.random.default_rng(seed)
    x = random.random((n, 8))
    return x, x[:, 3] - 0.7 + 0.02 * random.normal(size=n)


def box(seed: int, n: int) -> tuple[Floats, Floats]:
    """The first option is better in a box of three beliefs."""
    data = boxed(seed, n, 12)
    return data.x, np.where(data.y, 1.0, -1.0)


def test_a_threshold_is_found_with_its_precision_and_coverage() -> None:
    x, gain = ramp(0, 20_000)
    found = flips(x, gain, names=[f"belief {j}" for j in range(8)])
    (threshold,) = found.first.thresholds
    (bound,) = threshold.bounds
    assert (bound.name, bound.high) == ("belief 3", None)
    assert bound.low == pytest.approx(0.68, abs=0.03)
    assert threshold.precision >= 0.95
    inside = x[:, 3] >= (bound.low or 0)
    assert (threshold.fits, threshold.right) == (inside.sum(), (inside & (gain > 0)).sum())
    assert threshold.coverage == threshold.right / (gain > 0).sum()
    (other,) = found.second.thresholds
    assert other.bounds[0].low is None
    assert found.first.enough
    assert found.second.enough


def test_what_is_found_holds_on_fresh_futures() -> None:
    for make in (ramp, box):
        found = flips(*make(1, 30_000))
        again = retest(found, *make(2, 30_000))
        for side, fresh in ((found.first, again.first), (found.second, again.second)):
            assert side.chosen
            assert fresh.share == pytest.approx(side.share, abs=0.02)
            assert fresh.covered == pytest.approx(side.covered, abs=0.05)
            for one, other in zip(side.chosen, fresh.chosen, strict=True):
                assert other.bounds == one.bounds
                assert other.precision == pytest.approx(one.precision, abs=0.03)


def test_a_box_of_three_beliefs_is_found_among_many() -> None:
    x, gain = box(3, 30_000)
    found = flips(x, gain)
    best = found.first.boxes[0]
    assert {bound.column for bound in best.bounds} == {1, 4, 7}
    assert best.precision >= 0.9
    assert found.first.enough
    assert not found.first.thresholds
    assert set(steady_columns(x, gain > 0)) == {1, 4, 7}


def test_no_more_than_three_conditions_of_three_beliefs_are_chosen() -> None:
    random = np.random.default_rng(0)
    x = random.random((20_000, 9))
    found = flips(x, x[:, :6].sum(axis=1) - 3 + 0.3 * random.normal(size=20_000))
    for side in (found.first, found.second):
        assert len(side.chosen) <= MOST
        assert all(len(one.bounds) <= MOST for one in (*side.thresholds, *side.boxes))
        assert side.covered < 0.7
        assert not side.enough


def test_noise_gives_no_conditions() -> None:
    random = np.random.default_rng(0)
    found = flips(random.random((4000, 10)), random.normal(size=4000))
    for side in (found.first, found.second):
        assert (side.thresholds, side.boxes, side.chosen, side.covered) == ((), (), (), 0.0)


def test_where_an_option_does_better_anyway_a_condition_says_more_than_that() -> None:
    random = np.random.default_rng(0)
    x = random.random((20_000, 5))
    gain = np.where(random.random(20_000) < 0.97, 1.0, -1.0)
    assert flips(x, gain).first.chosen == ()


def test_an_option_that_is_always_or_never_better_has_no_conditions() -> None:
    x = np.random.default_rng(0).random((500, 3))
    found = flips(x, np.ones(500))
    assert (found.first.share, found.second.share, found.even) == (1.0, 0.0, 0.0)
    assert found.first.chosen == found.second.chosen == ()
    assert flips(x, np.zeros(500)).even == 1.0


def test_small_differences_count_as_none_when_asked() -> None:
    x, gain = ramp(4, 5000)
    found = flips(x, gain, alike=0.1)
    assert found.first.share == (gain > 0.1).mean()
    assert found.even == (np.abs(gain) <= 0.1).mean()
    assert found.first.share + found.second.share + found.even == pytest.approx(1)


def test_turning_the_pair_round_turns_the_answer_round() -> None:
    x, gain = ramp(5, 5000)
    there, back = flips(x, gain), flips(x, -gain)
    assert back == Flips(there.second, there.first, there.even)


def test_few_futures_and_columns_of_one_value_are_no_obstacle() -> None:
    random = np.random.default_rng(0)
    x = np.column_stack([np.ones(30), random.random(30)])
    found = flips(x, x[:, 1] - 0.5)
    assert found.first.share == (x[:, 1] > 0.5).mean()
    assert all(bound.column == 1 for one in found.first.chosen for bound in one.bounds)
    assert flips(x[:1], [1.0]).first.share == 1


@pytest.mark.parametrize(
    ("gain", "settings", "reason"),
    [
        (np.zeros(4), {}, "shape"),
        (np.array([0, np.nan, 1]), {}, "no finite number"),
        (np.zeros(3), {"precision": 0.5}, "precision"),
        (np.zeros(3), {"box_precision": 1.2}, "precision"),
        (np.zeros(3), {"alike": -1.0}, "alike"),
    ],
)
def test_what_makes_no_sense_is_refused(gain: Floats, settings: dict[str, Any], reason: str) -> None:
    x = np.zeros((3, 2))
    with pytest.raises(ValueError, match=reason):
        flips(x, gain, **settings)  # what is wrong is in the settings, or else in the gain
    with pytest.raises(ValueError, match="names"):
        flips(x, np.zeros(3), names=["one"])


def test_conditions_are_not_measured_on_futures_of_another_shape() -> None:
    found = flips(*ramp(0, 1000))
    with pytest.raises(ValueError, match="shape"):
        retest(found, np.zeros((3, 8)), np.zeros(4))
