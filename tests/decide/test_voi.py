import json
from collections.abc import Callable
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from underice.decide.voi import evpi, evppi

EXPECTED = json.loads((Path(__file__).parents[1] / "data" / "decide" / "voi_gauss_expected.json").read_text())["cases"]
NORMAL = NormalDist()


def closed(mean: float, spread: float) -> float:
    """The worth of knowing a normal net benefit over nothing."""
    if not spread:
        return 0.0
    return spread * NORMAL.pdf(mean / spread) - abs(mean) * NORMAL.cdf(-abs(mean) / spread)


def gaussian(mu: float, a: list[float], n: int, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Inputs [n, p], independent and normal, and net benefits of nothing and of mu + a · inputs."""
    x = np.random.default_rng(seed).normal(size=(n, len(a)))
    return x, np.column_stack([np.zeros(n), mu + x @ np.array(a)])


def test_the_chemotherapy_example_comes_out(shared: Callable[[str], Path]) -> None:
    table = np.loadtxt(shared("data/decide/voi_chemo.csv"), delimiter=",", skiprows=1)
    assert evpi(table[:, :2]) == pytest.approx(368.6051, abs=1e-4)
    first, second, third = evppi(table[:, 2:], table[:, :2], names=["t1", "t2", "logor"])
    assert second.value == pytest.approx(262.1, rel=0.01)
    assert first.value < 35, "equal bins give 33 to 55: noise read as knowledge"
    assert [one.name for one in (first, second, third)] == ["t1", "t2", "logor"]
    assert not second.nothing_to_learn


@pytest.mark.parametrize("case", EXPECTED, ids=["case1", "case2"])
def test_gaussian_closed_forms_come_out_at_a_million(case: dict[str, Any]) -> None:
    x, net = gaussian(case["mu"], case["a"], 1_000_000)
    assert evpi(net) == pytest.approx(case["EVPI"], rel=0.01)
    for found, expected in zip(evppi(x, net), case["EVPPI"], strict=True):
        assert found.value == pytest.approx(expected, rel=0.02, abs=1e-6)
        assert found.nothing_to_learn == (expected == 0)


def test_inputs_that_cannot_turn_the_choice_are_worth_nothing() -> None:
    x, net = gaussian(1.0, [1.0, 0.1, 0.0], 50_000)
    strong, weak, none = evppi(x, net)
    assert not strong.nothing_to_learn
    for one in (weak, none):
        assert one.nothing_to_learn
        assert one.value < 1e-4


def test_noise_is_seldom_read_as_knowledge() -> None:
    learned = 0
    for seed in range(5):
        random = np.random.default_rng(seed)
        found = evppi(random.random((2000, 20)), random.normal(size=(2000, 5)))
        learned += sum(not one.nothing_to_learn for one in found)
    assert learned <= 4


def test_inputs_that_go_together_are_valued_with_what_they_tell_of_each_other() -> None:
    random = np.random.default_rng(1)
    first = random.normal(size=100_000)
    second = 0.6 * first + 0.8 * random.normal(size=100_000)
    net = np.column_stack([np.zeros(first.size), 0.2 + first])
    found = evppi(np.column_stack([first, second]), net)
    assert found[0].value == pytest.approx(closed(0.2, 1.0), rel=0.02)
    assert found[1].value == pytest.approx(closed(0.2, 0.6), rel=0.02)


def test_saying_that_inputs_are_independent_lessens_the_error() -> None:
    x, net = gaussian(0.1, [0.2, 2.0], 20_000)
    alone = evppi(x, net, independent=False)[0]
    helped = evppi(x, net, independent=True)[0]
    assert abs(helped.value - closed(0.1, 0.2)) < 0.03
    assert alone.error > 0
    assert evppi(x, net)[0].value == helped.value


def test_a_step_in_one_input_is_seen() -> None:
    random = np.random.default_rng(2)
    x = random.random((200_000, 3))
    net = np.column_stack([np.zeros(200_000), np.where(x[:, 1] > 0.73, 1.0, -0.5) + random.normal(size=200_000)])
    assert evppi(x, net)[1].value == pytest.approx(0.27, rel=0.03)


def test_an_input_of_few_values_is_valued_by_them() -> None:
    random = np.random.default_rng(0)
    x = random.integers(0, 3, size=(20_000, 1))
    net = np.column_stack([np.zeros(20_000), x[:, 0] - 1 + random.normal(size=20_000)])
    assert evppi(x, net)[0].value == pytest.approx(1 / 3, rel=0.03)


def test_many_options_and_single_precision_come_out() -> None:
    random = np.random.default_rng(4)
    x = random.random((60_000, 4), dtype=np.float32)
    net = np.column_stack([np.zeros(60_000), np.sin(6 * x[:, 0]), np.cos(6 * x[:, 1]), x[:, 2] - 2]).astype(np.float32)
    found = evppi(x, net)
    grid = (np.arange(100_000) + 0.5) / 100_000
    means = [0.0, np.sin(6 * grid).mean(), np.cos(6 * grid).mean()]
    others = max(means[0], means[2])
    assert found[0].value == pytest.approx(np.maximum(np.sin(6 * grid), others).mean() - max(means), rel=0.02)
    assert found[3].nothing_to_learn


def test_columns_of_one_value_and_single_options_leave_nothing_to_learn() -> None:
    random = np.random.default_rng(0)
    for net in (random.normal(size=(200, 3)), random.normal(size=(200, 1))):
        for one in evppi(np.ones((200, 2)), net):
            assert (one.value, one.nothing_to_learn) == (0.0, True)
    assert evpi([[1.0], [2.0]]) == 0


@given(st.integers(0, 1000), st.floats(-100, 100), st.floats(0.01, 100))
def test_a_shift_of_all_options_changes_nothing_and_a_scale_scales(seed: int, shift: float, scale: float) -> None:
    net = np.random.default_rng(seed).normal(size=(50, 3))
    worth = evpi(net)
    assert worth >= 0
    assert evpi(net * scale + shift) == pytest.approx(worth * scale, abs=1e-9 * (1 + abs(shift)))


def test_the_order_of_options_and_any_rising_change_of_an_input_change_nothing() -> None:
    x, net = gaussian(0.2, [1.0, 0.5], 5000)
    plain = evppi(x, net)
    assert [one.value for one in evppi(x, net[:, ::-1])] == pytest.approx([one.value for one in plain])
    assert [one.value for one in evppi(np.exp(x), net)] == pytest.approx([one.value for one in plain], rel=0.02)


@pytest.mark.parametrize(
    ("x", "net", "reason"),
    [
        (np.zeros((200, 1)), np.zeros(200), "futures by options"),
        (np.zeros((200, 1)), np.zeros((200, 0)), "futures by options"),
        (np.zeros((200, 1)), np.full((200, 2), np.nan), "no finite number"),
        (np.full((200, 1), np.nan), np.zeros((200, 2)), "no finite number"),
        (np.zeros((200, 1)), np.zeros((199, 2)), "one row is one future"),
        (np.zeros((99, 1)), np.zeros((99, 2)), "at least 100"),
        (np.zeros((200, 1)), np.array([["a", "b"]] * 200), "numbers"),
    ],
)
def test_what_cannot_be_valued_is_refused(x: NDArray[np.float64], net: NDArray[np.float64], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        evppi(x, net)
    with pytest.raises(ValueError, match="names"):
        evppi(np.zeros((200, 2)), np.zeros((200, 2)), names=["one"])
