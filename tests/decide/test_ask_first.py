from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray

from underice.decide.ask_first import ask_first

NORMAL = NormalDist()


def question(n: int = 20_000) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Three beliefs, and net benefits of nothing and of the first belief and a fifth of the second."""
    x = np.random.default_rng(0).normal(size=(n, 3))
    return x, np.column_stack([np.zeros(n), x[:, 0] + 0.2 * x[:, 1]])


def test_an_answer_is_worth_a_call_if_it_is_worth_more_than_its_delay() -> None:
    x, now = question()
    first, second, none = ask_first(x, {"D": now}, {"D": now - 0.1}, names=["strong", "weak", "idle"])
    assert (first.name, first.call, first.nothing) == ("strong", True, False)
    assert first.worth == pytest.approx(NORMAL.pdf(0), rel=0.02)
    assert first.delay == pytest.approx(0.1)
    assert first.net == pytest.approx(first.worth - 0.1)
    assert (second.name, second.call, second.nothing) == ("weak", False, False)
    assert second.net < 0
    assert (none.name, none.call, none.nothing) == ("idle", False, True)


def test_an_answer_that_comes_too_late_is_not_worth_a_call() -> None:
    x, now = question()
    assert not any(ask.call for ask in ask_first(x, {"D": now}, {"D": now - 0.5}))


def test_waiting_may_help_but_without_something_to_learn_there_is_no_call() -> None:
    x, now = question()
    asks = {ask.index: ask for ask in ask_first(x, {"D": now}, {"D": now + 0.3})}
    assert asks[2].delay == pytest.approx(-0.3)
    assert asks[2].net > 0
    assert not asks[2].call
    assert asks[0].call


def test_groups_are_told_apart_and_never_added_up() -> None:
    x, now = question()
    idle = np.zeros_like(now)
    both = ask_first(x, {"D": now, "T": idle}, {"D": now, "T": idle})
    assert [ask.group for ask in both] == ["D"] * 3 + ["T"] * 3
    assert both[:3] == ask_first(x, {"D": now}, {"D": now})
    assert all(ask.worth == 0 and not ask.call for ask in both[3:])


def test_the_error_of_the_delay_is_part_of_the_error() -> None:
    x, now = question(2000)
    noisy = now + np.random.default_rng(1).normal(0, 5, size=(2000, 1))
    (certain, *_), (unsure, *_) = ask_first(x, {"D": now}, {"D": now}), ask_first(x, {"D": now}, {"D": noisy})
    assert unsure.error > certain.error + 0.05


def test_groups_and_shapes_that_do_not_match_are_refused() -> None:
    x, now = question(200)
    with pytest.raises(ValueError, match="groups"):
        ask_first(x, {"D": now}, {"T": now})
    with pytest.raises(ValueError, match="shape"):
        ask_first(x, {"D": now}, {"D": now[:, :1]})
    with pytest.raises(ValueError, match="at least 100"):
        ask_first(x[:50], {"D": now[:50]}, {"D": now[:50]})
