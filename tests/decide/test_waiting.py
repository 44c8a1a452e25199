import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from underice.decide.waiting import Course, before_transfer, best_wait, compare_days, fading, weibull

EXPECTED = json.loads((Path(__file__).parents[1] / "data" / "decide" / "waiting_expected.json").read_text())
Floats = NDArray[np.float64]


def at(course: Course, days: Floats) -> Floats:
    return np.broadcast_to(np.asarray(course(days) if callable(course) else course, dtype=float), days.shape)


def by_steps(q: Course, v: Course, mu: Course, end: float) -> tuple[Floats, Floats]:
    """Days and their worth by the trapezoid rule on a very fine grid: another way to the same number."""
    days = np.linspace(0, end, 200_001)
    quiet, step = at(q, days), days[1]
    leave = quiet + at(mu, days)
    held = np.exp(-np.concatenate([[0], np.cumsum((leave[1:] + leave[:-1]) / 2 * step)]))
    won = np.concatenate([[0], np.cumsum(((quiet * held)[1:] + (quiet * held)[:-1]) / 2 * step)])
    return days, won + held * at(v, days)


@pytest.mark.parametrize("case", EXPECTED["stop"])
def test_the_best_day_and_its_worth_are_those_of_the_closed_form(case: dict[str, Any]) -> None:
    found = best_wait(fading(case["q0"], case["decay"]), case["v"], case["mu"])
    assert found.day == pytest.approx(case["t_star"], abs=0.01)
    assert found.value == pytest.approx(case["value"], abs=1e-6)
    assert found.value_now == case["value_publish_now"]
    assert not found.never


@pytest.mark.parametrize("case", EXPECTED["stop_deadline"])
def test_before_a_fixed_transfer_the_closed_form_comes_out(case: dict[str, Any]) -> None:
    worth = before_transfer(case["v0"], case["rho"], case["T"])
    found = best_wait(fading(case["q0"], case["decay"]), worth, case["mu"], deadline=case["T"])
    assert found.day == pytest.approx(case["t_star"], abs=0.01)
    assert found.value == pytest.approx(case["value"], abs=1e-6)


@given(st.floats(0.005, 0.3), st.floats(0.02, 0.4), st.floats(0.005, 0.1), st.floats(0.05, 0.9))
def test_with_a_fading_channel_one_stops_where_the_gain_turns(q0: float, rate: float, mu: float, v: float) -> None:
    # q (1 - v) = mu v, solved for the day: the slope of the worth crosses zero once.
    closed = max(np.log(q0 * (1 - v) / (mu * v)) / rate, 0.0)
    # Far out hardly anybody is still held, and the worth no longer tells one day from the next in 64 bits.
    assume(closed <= 100)
    assert best_wait(fading(q0, rate), v, mu, horizon=400).day == pytest.approx(min(closed, 400), abs=0.05)


@pytest.mark.parametrize("horizon", [60, 365, 100_000])
def test_a_long_horizon_does_not_blur_the_first_days(horizon: float) -> None:
    found = best_wait(fading(0.1, 0.15), 0.3, 0.03, horizon=horizon)
    assert found.day == pytest.approx(13.6751, abs=0.01)
    assert found.value == pytest.approx(0.50318988, abs=1e-5)


@pytest.mark.parametrize(
    ("q", "v", "mu", "end"),
    [
        (weibull(1.8, 12.0), 0.4, 0.02, 40),
        (lambda t: 0.04 * t * np.exp(-t / 4), 0.35, 0.03, 50),
        (fading(0.05, 0.0), before_transfer(0.6, 0.2, 30), 0.02, 30),
        (fading(0.1, 0.1), lambda t: 0.6 * np.exp(-0.03 * t), weibull(2.0, 40.0), 60),
        (fading(0.2, 0.3), lambda t: 0.2 + 0.3 / (1 + np.exp(15 - t)), 0.004, 60),
        (0.0, before_transfer(0.5, 0.4, 9), 0.0, 9),
    ],
    ids=["rising", "hump", "steady", "worth fades", "two peaks", "nothing quiet"],
)
def test_other_shapes_agree_with_a_fine_grid(q: Course, v: Course, mu: Course, end: float) -> None:
    days, worth = by_steps(q, v, mu, end)
    found = best_wait(q, v, mu, deadline=end)
    assert found.day == pytest.approx(days[worth.argmax()], abs=0.05)
    assert found.value == pytest.approx(worth.max(), abs=1e-5)
    for day, value in found.curve:
        assert value == pytest.approx(np.interp(day, days, worth), abs=1e-4)


def test_with_lumps_one_speaks_before_them() -> None:
    found = best_wait(fading(0.1, 0.05), 0.3, 0.01, horizon=60, lumps=[(10, 0.8)])
    worth = by_steps(fading(0.1, 0.05), 0.3, 0.01, 10)[1]
    assert found.day == 10
    assert found.value == pytest.approx(worth[-1], abs=1e-5)
    assert found.flat[1] == pytest.approx(10, abs=0.05)
    after = [value for day, value in found.curve if 10 < day < 11]
    assert max(after) < found.value - 0.05


def test_a_lump_today_falls_on_those_who_wait() -> None:
    found = best_wait(0.1, 0.3, 0.0, horizon=30, lumps=[(0, 1.0)])
    assert (found.day, found.value) == (0.0, 0.3)
    assert best_wait(0.1, 0.3, 0.0, horizon=30, lumps=[(-3, 1.0)]).day == 30


def test_a_channel_that_stays_is_waited_for_to_the_end_and_it_is_said() -> None:
    found = best_wait(0.05, 0.3, 0.01, horizon=60)
    assert (found.day, found.never) == (60.0, True)
    assert best_wait(0.05, 0.3, 0.01, deadline=60).never is False


def test_the_flat_part_is_the_stretch_about_as_good() -> None:
    found = best_wait(fading(0.1, 0.15), 0.3, 0.03, tolerance=0.02)
    days, worth = by_steps(fading(0.1, 0.15), 0.3, 0.03, 60)
    good = days[worth >= worth.max() - 0.02]
    assert found.flat == pytest.approx((good[0], good[-1]), abs=0.1)
    narrow = best_wait(fading(0.1, 0.15), 0.3, 0.03, tolerance=0.0).flat
    assert narrow == pytest.approx((found.day, found.day), abs=0.1)


def test_a_deadline_today_leaves_only_today() -> None:
    found = best_wait(0.1, 0.4, 0.1, deadline=0)
    assert (found.day, found.value, found.flat, found.never) == (0.0, 0.4, (0.0, 0.0), False)


@pytest.mark.parametrize(
    ("arguments", "settings", "reason"),
    [
        ((-0.1, 0.3, 0.1), {}, "q is negative"),
        ((0.1, 0.3, lambda t: t - 5), {}, "mu is negative"),
        ((0.1, lambda t: t * np.nan, 0.1), {}, "v is not finite"),
        ((0.1, 0.3, float("inf")), {}, "mu is negative or not finite"),
        ((0.1, 0.3, 0.1), {"deadline": -1}, "last day"),
        ((0.1, 0.3, 0.1), {"horizon": float("nan")}, "last day"),
        ((0.1, 0.3, 0.1), {"tolerance": -1}, "tolerance"),
        ((0.1, 0.3, 0.1), {"lumps": [(3, 1.5)]}, "lump"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: tuple[Course, Course, Course], settings: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        best_wait(*arguments, **settings)


def test_days_are_compared_over_paired_futures() -> None:
    random = np.random.default_rng(0)
    luck = random.normal(size=5000)
    values = [luck + height + 0.1 * random.normal(size=5000) for height in (0.0, 0.5, 0.502, 0.498, 0.2)]
    found = compare_days([0, 3, 6, 9, 12], values)
    assert found.day in (3, 6, 9)
    assert found.flat == (3.0, 9.0)
    assert found.value_now == pytest.approx(np.mean(values[0]))
    assert not found.never
    assert compare_days([0, 3, 6, 9, 12], values, tolerance=5).flat == (0.0, 12.0)
    assert compare_days([2, 5], [[0.0], [1.0]]).never
    assert all(earlier[0] < later[0] for earlier, later in pairwise(found.curve))


@pytest.mark.parametrize(
    ("days", "values"), [([], [[]]), ([1], [[1.0], [2.0]]), ([2, 1], [[1.0], [2.0]]), ([1, 2], [[1.0], [np.nan]])]
)
def test_days_that_cannot_be_compared_are_refused(days: list[float], values: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="days"):
        compare_days(days, values)
