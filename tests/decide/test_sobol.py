import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from underice.decide.sobol import sobol, sobol_from

EXPECTED = json.loads((Path(__file__).parents[1] / "data" / "decide" / "sobol_expected.json").read_text())
Floats = NDArray[np.float64]


def ishigami(x: Floats) -> Floats:
    value: Floats = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


def sobol_g(a: Floats) -> tuple[Callable[[Floats], Floats], Floats, Floats]:
    """The function of Sobol' with coefficients a, its first-order and total indices in closed form."""
    part = 1 / 3 / (1 + a) ** 2
    variance = np.prod(1 + part) - 1
    total = part * np.prod(1 + part) / (1 + part) / variance
    return lambda x: np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1), part / variance, total


@pytest.mark.parametrize("seed", range(4))
def test_the_indices_of_ishigami_come_out(seed: int) -> None:
    found = sobol(ishigami, [(-np.pi, np.pi)] * 3, 2**14, seed)
    expected = EXPECTED["ishigami_A7_B0p1"]
    assert found.first == pytest.approx(expected["S1"], abs=0.005)
    assert found.total == pytest.approx(expected["ST"], abs=0.005)
    assert found.evaluations == 5 * 2**14


@pytest.mark.parametrize("a", [EXPECTED["sobol_g_default"]["a"], [0, 0.5, 3, 9, 99, 99], [1] * 10, [*range(24)]])
def test_the_indices_of_sobol_g_come_out(a: list[float]) -> None:
    function, first, total = sobol_g(np.array(a, dtype=float))
    found = sobol(function, [(0, 1)] * len(a), 2**14)
    assert np.abs(found.first - first).max() < 0.01
    assert np.abs(found.total - total).max() < 0.01


def test_the_intervals_hold_the_truth_mostly() -> None:
    inside = []
    for seed in range(10):
        found = sobol(ishigami, [(-np.pi, np.pi)] * 3, 2**10, seed)
        for (low, high), truth in (
            (found.first_ci, EXPECTED["ishigami_A7_B0p1"]["S1"]),
            (found.total_ci, EXPECTED["ishigami_A7_B0p1"]["ST"]),
        ):
            inside += list((low <= truth) & (truth <= high))
    assert np.mean(inside) > 0.9


def test_several_outcomes_come_out_as_each_alone() -> None:
    def both(x: Floats) -> Floats:
        return np.column_stack([x[:, 0] + 2 * x[:, 1], x[:, 0] * x[:, 1]])

    found = sobol(both, [(0, 1), (0, 1)], 512, 3)
    assert found.first.shape == (2, 2)
    for m, one in enumerate((lambda x: both(x)[:, 0], lambda x: both(x)[:, 1])):
        alone = sobol(one, [(0, 1), (0, 1)], 512, 3)
        assert found.first[:, m] == pytest.approx(alone.first)
        assert found.total_error[:, m] == pytest.approx(alone.total_error)
        assert np.atleast_1d(found.variance)[m] == pytest.approx(alone.variance)


def test_a_shift_and_a_scale_change_nothing() -> None:
    plain = sobol(ishigami, [(-np.pi, np.pi)] * 3, 2**10, 1)
    moved = sobol(lambda x: 1e6 + 50 * ishigami(x), [(-np.pi, np.pi)] * 3, 2**10, 1)
    assert moved.first == pytest.approx(plain.first, abs=1e-6)


def test_a_constant_outcome_and_a_fixed_input_have_no_share() -> None:
    still = sobol(lambda x: np.full(len(x), 5.0), [(0, 1), (2, 3)], 64)
    assert still.variance == 0
    assert (still.total == 0).all()
    fixed = sobol(lambda x: x.sum(axis=1), [(0, 1), (2, 2)], 1024)
    assert fixed.first == pytest.approx([1, 0], abs=0.01)


def test_outcomes_computed_elsewhere_give_the_same() -> None:
    random = np.random.default_rng(0)
    a, b = random.random((4096, 2)), random.random((4096, 2))
    mixed = [np.column_stack([b[:, 0], a[:, 1]]), np.column_stack([a[:, 0], b[:, 1]])]
    found = sobol_from(a.sum(axis=1), b.sum(axis=1), [one.sum(axis=1) for one in mixed])
    assert found.first == pytest.approx([0.5, 0.5], abs=0.05)
    assert found.total == pytest.approx([0.5, 0.5], abs=0.05)


@pytest.mark.parametrize(
    ("bounds", "n", "reason"),
    [
        ([], 64, "1 to 128 inputs"),
        ([(0, 1)] * 129, 64, "1 to 128 inputs"),
        ([(1, 0)], 64, "upside down"),
        ([(0, float("inf"))], 64, "no finite number"),
        ([(0, 1)], 100, "powers of two"),
        ([(0, 1)], 1, "at least two"),
        ([(0, 1)], 0, "at least two"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(bounds: list[tuple[float, float]], n: int, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        sobol(lambda x: x[:, 0], bounds, n)


def test_a_function_that_gives_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        sobol(lambda x: 1.0, [(0, 1)], 64)
    with pytest.raises(ValueError, match="no finite number"):
        sobol(lambda x: x[:, 0] * np.nan, [(0, 1)], 64)
    with pytest.raises(ValueError, match="shapes"):
        sobol_from([1.0, 2.0], [1.0, 2.0], [[1.0]])
    with pytest.raises(ValueError, match="no finite number"):
        sobol_from([1.0, np.nan], [1.0, 2.0], [[1.0, 2.0]])
