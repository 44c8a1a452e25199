"""Scores of forecasts equal cases worked by hand, and keep to the laws of proper scoring rules."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.scoring import LEAST, beta_quantile, beta_share, brier, calibration, interval, log, share_interval

EXACT = 1e-12
SHARES = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("probability", "happened", "score"),
    [(0.0, False, 0.0), (0.0, True, 1.0), (0.5, True, 0.25), (0.7, True, 0.09), (0.7, False, 0.49), (1.0, True, 0.0)],
)
def test_goal_12_the_brier_score_is_the_squared_distance(probability: float, happened: bool, score: float) -> None:
    assert brier(probability, happened) == pytest.approx(score, abs=EXACT)


@pytest.mark.parametrize(
    ("probability", "happened", "score"),
    [
        (0.5, True, 0.6931471805599453),
        (0.8, False, 1.6094379124341003),
        (0.8, True, 0.2231435513142097),
        (0.0, True, 4.605170185988091),
        (1.0, False, 4.605170185988091),
        (0.003, True, 4.605170185988091),
        (1.0, True, 0.01005033585350145),
    ],
)
def test_goal_12_the_log_score_is_clipped_at_one_and_ninety_nine_of_a_hundred(
    probability: float, happened: bool, score: float
) -> None:
    assert log(probability, happened) == pytest.approx(score, abs=EXACT)


@pytest.mark.parametrize(
    ("low", "high", "value", "level", "score"),
    [
        (3, 9, 5, 0.9, 6),
        (3, 9, 9, 0.9, 6),
        (3, 9, 12, 0.9, 66),
        (3, 9, 0, 0.9, 66),
        (2, 2, 2, 0.9, 0),
        (0, 4, 6, 0.5, 12),
    ],
)
def test_goal_12_the_interval_score_is_the_width_and_a_price_for_missing(
    low: float, high: float, value: float, level: float, score: float
) -> None:
    assert interval(low, high, value, level) == pytest.approx(score, abs=EXACT)


# From SciPy 1.17, scipy.stats.beta.ppf at 0.05 and 0.95 with hits + 1/2 and misses + 1/2.
@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.1707731082448478),
        (9, 10, 0.6694371967398653, 0.9821080119442521),
        (7, 12, 0.3523205701469419, 0.7875611027697998),
        (12, 12, 0.8549434818071235, 1.0),
        (45, 50, 0.8135891622386764, 0.9531924380072817),
    ],
)
def test_goal_12_the_interval_of_a_share_is_that_of_a_beta_distribution(
    hits: int, n: int, low: float, high: float
) -> None:
    assert share_interval(hits, n) == pytest.approx((low, high), abs=1e-10)


def test_beta_with_a_closed_form_is_met() -> None:
    for x in (0.001, 0.2, 0.5, 0.93):
        assert beta_share(x, 1.0, 1.0) == pytest.approx(x, abs=EXACT)
        assert beta_share(x, 0.5, 0.5) == pytest.approx(2.0 / math.pi * math.asin(math.sqrt(x)), abs=EXACT)
        assert beta_share(x, 3.0, 1.0) == pytest.approx(x**3, abs=EXACT)
    assert (beta_share(0.0, 2.0, 3.0), beta_share(1.0, 2.0, 3.0)) == (0.0, 1.0)


@given(p=st.floats(0.001, 0.999), a=st.floats(0.5, 60.0), b=st.floats(0.5, 60.0))
def test_a_quantile_is_where_the_share_is_reached(p: float, a: float, b: float) -> None:
    assert beta_share(beta_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-9)


@given(truth=SHARES, said=SHARES)
def test_nobody_gains_by_saying_another_probability_than_she_believes(truth: float, said: float) -> None:
    for score in (brier, log):
        honest = truth * score(truth, True) + (1 - truth) * score(truth, False)
        other = truth * score(said, True) + (1 - truth) * score(said, False)
        if 0.01 <= truth <= 0.99:
            assert honest <= other + 1e-12


@given(low=st.floats(-99, 99), width=st.floats(0, 99), value=st.floats(-99, 99))
def test_an_interval_is_never_scored_under_its_width(low: float, width: float, value: float) -> None:
    assert interval(low, low + width, value) >= (low + width) - low


def test_under_ten_resolved_nothing_is_said_about_calibration() -> None:
    assert calibration([True] * (LEAST - 1)) is None
    found = calibration([True] * 9 + [False])
    assert found is not None
    assert (found.held, found.n, found.share) == (9, 10, 0.9)
    assert found.low < 0.9 < found.high


def test_a_share_of_none_or_of_all_reaches_the_end() -> None:
    assert share_interval(0, 12)[0] == 0.0
    assert share_interval(12, 12)[1] == 1.0


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan])
def test_a_probability_outside_its_bounds_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        brier(wrong, True)
    with pytest.raises(ValueError, match="probability"):
        log(wrong, True)


@pytest.mark.parametrize("wrong", [(5, 3, 4, 0.9), (math.nan, 3, 4, 0.9), (1, 2, math.inf, 0.9), (1, 2, 1, 1.0)])
def test_an_interval_upside_down_is_refused(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="interval"):
        interval(*wrong)


def test_more_hits_than_forecasts_are_refused() -> None:
    with pytest.raises(ValueError, match="hits"):
        share_interval(3, 2)
