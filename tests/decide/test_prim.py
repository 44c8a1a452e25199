import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.decide.prim_sets import boxed, made
from underice.decide.prim import Boxes, prim

DATA = Path(__file__).parents[1] / "data" / "decide"
PATHS = json.loads((DATA / "prim_paths.json").read_text())["sets"]


def bryant() -> tuple[NDArray[np.float64], NDArray[np.bool_], dict[str, Any]]:
    expected = json.loads((DATA / "bryant_prim_expected.json").read_text())
    with (DATA / "bryant_lempert_2010.csv").open() as file:
        rows = list(csv.DictReader(file))
    x = np.array([[float(row[name]) for name in expected["inputs"]] for row in rows])
    return x, np.array([row[expected["outcome"]] == "1" for row in rows]), expected


def planted() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table = np.loadtxt(DATA / "planted_dev.csv", delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1]


def test_the_bryant_set_is_peeled_and_pasted_as_the_reference_does() -> None:
    x, y, expected = bryant()
    (box,) = prim(x, y, alpha=0.1, names=expected["inputs"])
    way = expected["boxes"][0]["trajectory"]
    assert [(step.n, step.k, len(step.limits)) for step in box.steps] == [(s["n"], s["k"], s["res_dim"]) for s in way]
    assert [step.density for step in box.steps] == pytest.approx([s["density"] for s in way], abs=1e-6)
    assert [step.coverage for step in box.steps] == pytest.approx([s["coverage"] for s in way], abs=1e-6)
    assert [step.mass for step in box.steps] == pytest.approx([s["mass"] for s in way], abs=1e-6)
    assert box.verdict == "pattern"


def test_the_published_box_of_the_bryant_set_has_its_limits() -> None:
    x, y, expected = bryant()
    step = prim(x, y, alpha=0.1, names=expected["inputs"])[0].steps[21]
    assert {one.name: (one.low, one.high) for one in step.limits} == {
        name: pytest.approx(ends, abs=1e-6) for name, ends in expected["box21"].items()
    }
    assert [(one.cut_low, one.cut_high) for one in step.limits] == [
        (True, False),
        (False, True),
        (True, False),
        (True, False),
    ]


@pytest.mark.parametrize("case", PATHS, ids=lambda case: f"set{case['seed']}")
def test_other_sets_and_settings_go_the_way_of_the_reference(case: dict[str, Any]) -> None:
    data = made(case["seed"], case["n"], case["p"], case["planted"])
    settings = {
        name: case[name] for name in ("alpha", "paste_alpha", "mass_min", "objective", "max_boxes", "keep_rows")
    }
    boxes = prim(data.x, data.y, check=False, **settings)
    for box, expected in zip(boxes, case["boxes"], strict=False):
        assert [step.n for step in box.steps] == expected["n"]
        assert [step.k for step in box.steps] == expected["k"]
        assert [len(step.limits) for step in box.steps] == expected["restricted"]
    for left_out in case["boxes"][len(boxes) :]:
        assert len(left_out["n"]) == 1


def test_a_planted_box_is_found_at_the_densities_of_the_reference() -> None:
    x, y = planted()
    expected = json.loads((DATA / "planted_dev_expected.json").read_text())["sets"]["planted_dev"]
    (box,) = prim(x, y)
    for coverage, density in expected["ema_best_density_at_coverage"].items():
        assert box.density_at(float(coverage)) == pytest.approx(density, abs=0.001)
    assert len(box.steps) == expected["ema_steps"]
    assert box.verdict == "pattern"


@pytest.mark.parametrize("seed", range(4))
def test_noise_is_answered_with_no_pattern(seed: int) -> None:
    random = np.random.default_rng(seed)
    x, y = random.random((1500, 12)), random.random(1500) < 0.1
    boxes = prim(x, y)
    assert boxes.verdict == "no_pattern"
    assert boxes[0].p > 0.001
    assert len(boxes[0].steps) > 10, "the way is told all the same"


def test_a_small_set_with_a_clear_box_is_a_pattern() -> None:
    random = np.random.default_rng(3)
    x = random.random((150, 4))
    assert prim(x, x[:, 2] > 0.7).verdict == "pattern"


def test_each_step_holds_what_it_says() -> None:
    data = boxed(1, 3000)
    (box,) = prim(data.x, data.y, names=[f"belief {j}" for j in range(10)])
    for step in box.steps:
        inside = step.contains(data.x)
        assert (step.n, step.k) == (inside.sum(), (inside & data.y).sum())
        assert step.density == step.k / step.n
        assert step.coverage == step.k / data.y.sum()
        assert all(limit.cut_low or limit.cut_high for limit in step.limits)
        assert all(limit.name == f"belief {limit.column}" for limit in step.limits)
    assert box.last is box.steps[-1]


def test_a_step_can_be_chosen_by_coverage() -> None:
    data = boxed(2, 3000)
    (box,) = prim(data.x, data.y)
    step = box.at(0.6)
    assert step.coverage >= 0.6
    assert step.density == box.density_at(0.6) == max(s.density for s in box.steps if s.coverage >= 0.6)
    assert np.isnan(box.density_at(1.1))
    with pytest.raises(ValueError, match="no step covers"):
        box.at(1.1)


def test_a_subsample_is_searched_and_all_rows_are_counted() -> None:
    data = boxed(4, 60_000)
    (box,) = prim(data.x, data.y, subsample=12_000, seed=5)
    (whole,) = prim(data.x, data.y, subsample=None)
    assert box.searched == 12_000
    for step in box.steps:
        inside = step.contains(data.x)
        assert (step.n, step.k) == (inside.sum(), (inside & data.y).sum())
    for coverage in (0.8, 0.7, 0.6, 0.5):
        assert box.density_at(coverage) == pytest.approx(whole.density_at(coverage), abs=0.03)


def test_single_precision_gives_the_same_way_as_the_numbers_it_holds() -> None:
    data = boxed(6, 2000)
    single = data.x.astype(np.float32)
    assert prim(single, data.y)[0].steps == prim(single.astype(np.float64), data.y)[0].steps


def test_a_second_box_is_found_among_what_the_first_leaves() -> None:
    random = np.random.default_rng(0)
    x = random.random((3000, 5))
    y = (x[:, 0] > 0.85) | (x[:, 1] < 0.1)
    first, noise, second = prim(x, y, max_boxes=3)
    assert (first.last.density, first.last.coverage > 0.5) == (1, True)
    assert noise.steps[0].n == 3000 - first.last.n
    assert noise.steps[0].k == y.sum() - first.last.k
    assert [box.verdict for box in (first, noise, second)] == ["pattern", "no_pattern", "pattern"]
    assert sum(box.last.coverage for box in (first, noise, second)) <= 1


def test_rows_of_earlier_boxes_can_stay_without_being_cases() -> None:
    random = np.random.default_rng(0)
    x = random.random((3000, 5))
    y = (x[:, 0] > 0.85) | (x[:, 1] < 0.1)
    first, second = prim(x, y, max_boxes=2, keep_rows=True)
    assert second.steps[0].n == 3000
    assert second.steps[0].k == y.sum() - first.last.k
    assert second.verdict == "pattern"


def test_a_box_under_the_threshold_is_not_kept() -> None:
    random = np.random.default_rng(1)
    x = random.random((400, 3))
    boxes = prim(x, random.random(400) < 0.2, threshold=0.9)
    assert len(boxes) == 0
    assert boxes.verdict == "no_pattern"


def test_all_cases_or_none_are_one_step_and_no_pattern() -> None:
    x = np.random.default_rng(0).random((50, 3))
    for y in (np.zeros(50), np.ones(50)):
        (box,) = prim(x, y)
        assert len(box.steps) == 1
        assert box.steps[0].limits == ()
        assert box.verdict == "no_pattern"
    assert prim(x, np.zeros(50))[0].steps[0].coverage == 0


def test_one_row_is_an_answer_too() -> None:
    (box,) = prim([[1.0, 2.0]], [True])
    assert (box.last.n, box.last.k) == (1, 1)


def test_columns_of_one_value_are_never_cut() -> None:
    data = boxed(3, 1000)
    x = data.x.copy()
    x[:, 2] = 7.0
    limited = {limit.column for step in prim(x, data.y)[0].steps for limit in step.limits}
    assert limited
    assert 2 not in limited


def test_columns_of_whole_numbers_are_cut_at_whole_numbers() -> None:
    random = np.random.default_rng(0)
    x = random.integers(0, 10, size=(800, 3))
    y = (x[:, 1] >= 6) & (random.random(800) < 0.9)
    for boxes in (prim(x, y), prim(x.astype(float), y, whole=(0, 1, 2))):
        limits = {limit.column: limit for limit in boxes[0].last.limits}
        assert (limits[1].low, limits[1].cut_low) == (6.0, True)
    limits = {limit.column: limit for limit in prim(x.astype(float), y)[0].last.limits}
    assert limits[1].low == 5.5


@pytest.mark.parametrize(
    ("x", "y", "settings", "reason"),
    [
        (np.zeros(3), np.zeros(3), {}, "dimensions"),
        (np.zeros((0, 2)), np.zeros(0), {}, "at least one row"),
        (np.zeros((3, 0)), np.zeros(3), {}, "at least one row"),
        (np.array([["a"], ["b"]]), np.zeros(2), {}, "takes numbers"),
        (np.array([[1j], [2j]]), np.zeros(2), {}, "complex"),
        (np.array([[np.nan], [1.0]]), np.zeros(2), {}, "column 0 .* no finite number"),
        (np.array([[np.inf], [1.0]]), np.zeros(2), {}, "no finite number"),
        (np.zeros((3, 2)), np.zeros(2), {}, "shape"),
        (np.zeros((3, 2)), np.array([0, 1, 2]), {}, "other values"),
        (np.zeros((3, 2)), np.array(["a", "b", "c"]), {}, "other values"),
        (np.zeros((3, 2)), np.zeros(3), {"alpha": 0.0}, "alpha"),
        (np.zeros((3, 2)), np.zeros(3), {"alpha": 0.5}, "alpha"),
        (np.zeros((3, 2)), np.zeros(3), {"paste_alpha": 1.0}, "paste_alpha"),
        (np.zeros((3, 2)), np.zeros(3), {"mass_min": 0.0}, "mass_min"),
        (np.zeros((3, 2)), np.zeros(3), {"objective": "best"}, "objective"),
        (np.zeros((3, 2)), np.zeros(3), {"max_boxes": 0}, "max_boxes"),
        (np.zeros((3, 2)), np.zeros(3), {"names": ["one"]}, "names"),
        (np.zeros((3, 2)), np.zeros(3), {"whole": [2]}, "whole"),
        (np.full((3, 2), 0.5), np.zeros(3), {"whole": [0]}, "whole numbers"),
        (np.zeros((3, 2)), np.zeros(3), {"subsample": 1}, "subsample"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_the_reason(
    x: NDArray[np.float64], y: NDArray[np.float64], settings: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        prim(x, y, **settings)


@given(st.integers(0, 10_000), st.integers(2, 120), st.integers(1, 5), st.sampled_from([0.05, 0.1, 0.3]))
def test_steps_narrow_until_pasting_and_never_lose_density(seed: int, n: int, p: int, alpha: float) -> None:
    data = made(seed, n, p)
    boxes = prim(data.x, data.y, alpha=alpha, check=False)
    assert isinstance(boxes, Boxes)
    steps = boxes[0].steps
    assert (steps[0].n, steps[0].k) == (n, data.y.sum())
    assert all(later.density > earlier.density for earlier, later in pairwise(steps))
    assert all(step.mass >= 0.05 for step in steps)


@given(st.integers(0, 10_000))
def test_the_order_of_rows_and_the_units_of_columns_change_nothing(seed: int) -> None:
    data = made(seed, 150, 4)
    order = np.random.default_rng(seed).permutation(150)
    way = [(step.n, step.k) for step in prim(data.x, data.y, check=False)[0].steps]
    assert [(s.n, s.k) for s in prim(data.x[order], data.y[order], check=False)[0].steps] == way
    # Units that lose no digit: where a shift rounds, pasting may meet a quantile on the other side of a row.
    assert [(s.n, s.k) for s in prim(data.x * 4, data.y, check=False)[0].steps] == way
