from __future__ import annotations

import numpy as np
import pytest

from underice.decide.page.corners import corners, grid_of
from underice.decide.page.sentences import Candidate, chosen, fits
from underice.decide.page.words import Limit
from underice.decide.result import Futures

NAMES = ("sweep_published", "leak_un", "leak_states", "camp", "closing")


def _futures(seed: int, n: int = 40_000) -> Futures:
    return Futures(NAMES, np.random.default_rng(seed).random((n, len(NAMES)), dtype=np.float32))


def _planted(futures: Futures, noise: float = 0.02, seed: int = 5) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    values = futures.values
    inside = (values[:, 0] >= 0.5) & (values[:, 2] <= 0.5)
    flipped = np.random.default_rng(seed).random(len(values)) < noise
    return np.asarray(inside ^ flipped, dtype=np.bool_)


def test_a_planted_corner_is_found_with_its_two_limits_and_no_more() -> None:
    futures = _futures(1)
    found = corners(grid_of(futures), _planted(futures), "quiet")
    limits = {(one.name, one.over): one.value for one in found[0].limits}
    assert limits == {
        ("sweep_published", True): pytest.approx(0.5, abs=0.07),
        ("leak_states", False): pytest.approx(0.5, abs=0.07),
    }


def test_with_one_limit_allowed_no_candidate_has_two() -> None:
    futures = _futures(2)
    better = futures.values[:, 1] > 0.4
    assert all(len(one.limits) == 1 for one in corners(grid_of(futures), better, "quiet", limits=1))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_nothing_ever_turns_there_is_nothing_to_say(share: float) -> None:
    futures = _futures(3, 2_000)
    assert corners(grid_of(futures), np.full(2_000, bool(share)), "quiet") == ()


def test_noise_has_no_corner() -> None:
    futures = _futures(4)
    assert corners(grid_of(futures), np.random.default_rng(9).random(40_000) < 0.5, "quiet") == ()


def test_a_candidate_that_does_not_hold_on_fresh_futures_is_not_said() -> None:
    futures, fresh = _futures(6), _futures(7)
    better, again = _planted(futures), np.random.default_rng(8).random(40_000) < 0.5
    candidates = corners(grid_of(futures), better, "quiet")
    told = chosen("D", candidates, {"quiet": better}, futures, {"quiet": again}, fresh)
    assert told.sentences == ()
    assert told.share == 0
    assert not told.enough


def test_the_second_sentence_is_the_other_options_even_if_it_covers_less() -> None:
    futures, fresh = _futures(10), _futures(11)

    def one(x: Futures) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
        high = x.values[:, 0] > 0.3
        return {"quiet": high, "names": ~high}

    def over(value: float) -> Candidate:
        return Candidate("quiet", (Limit("sweep_published", True, value),))

    rare = Candidate("names", (Limit("sweep_published", False, 0.1),))
    told = chosen("T", [over(0.6), over(0.4), rare], one(futures), futures, one(fresh), fresh)
    assert [sentence.better for sentence in told.sentences] == ["quiet", "names"]
    assert told.covered == pytest.approx((0.6, 0.7), abs=0.01)
    assert told.first(1).share == pytest.approx(0.6, abs=0.01)
    assert told.enough


def test_too_few_fitting_futures_say_nothing() -> None:
    futures, fresh = _futures(12, 1_000), _futures(13, 1_000)
    better = {"quiet": futures.values[:, 0] > 0.9}
    again = {"quiet": fresh.values[:, 0] > 0.9}
    told = chosen("D", [Candidate("quiet", (Limit("sweep_published", True, 0.9),))], better, futures, again, fresh)
    assert told.sentences == ()


def test_a_belief_that_does_not_vary_limits_nothing() -> None:
    futures = _futures(14, 100)
    assert fits((Limit("return_days", True, 1e9),), futures).all()
