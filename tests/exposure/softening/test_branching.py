from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.softening.branching import Condition, Steps, minimal
from underice.exposure.softening.search import TooMany, least_loss

ladder = st.lists(st.integers(0, 30), min_size=0, max_size=3).map(lambda more: [0.0, *(n / 10 for n in sorted(more))])
ladders = st.lists(ladder, min_size=1, max_size=4)


def _enough(weights: Steps, needed: int, steps: Steps) -> bool:
    return sum(weight * step for weight, step in zip(weights, steps, strict=True)) >= needed


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[list[float]], list[Condition]]:
    """Ladders, and conditions that grow with every step: a weighted sum of steps must reach a threshold."""
    given_ = draw(ladders)
    conditions = []
    for _ in range(draw(st.integers(1, 3))):
        mine = tuple(sorted(draw(st.sets(st.integers(0, len(given_) - 1), min_size=1))))
        weights = [draw(st.integers(0, 3)) for _ in mine]
        needed = draw(st.integers(0, 5))
        conditions.append(Condition(mine, partial(_enough, tuple(weights), needed)))
    return given_, conditions


def _good(node: tuple[int, ...], conditions: list[Condition]) -> bool:
    return all(one.good(tuple(node[at] for at in one.ladders)) for one in conditions)


@given(problems())
def test_all_minimal_nodes_are_found_and_no_other(problem: tuple[list[list[float]], list[Condition]]) -> None:
    given_, conditions = problem
    good = {node for node in product(*(range(len(one)) for one in given_)) if _good(node, conditions)}
    expected = {
        node
        for node in good
        if not any((*node[:at], step - 1, *node[at + 1 :]) in good for at, step in enumerate(node) if step)
    }
    assert {node for node, _ in minimal(given_, conditions)} == expected


@given(problems())
def test_the_first_node_has_the_least_loss_of_all(problem: tuple[list[list[float]], list[Condition]]) -> None:
    given_, conditions = problem
    first = next(minimal(given_, conditions), None)
    best = least_loss(given_, lambda node: _good(node, conditions))
    assert (first is None) == (best is None)
    if first is not None and best is not None:
        assert first[1] == pytest.approx(best.loss)


@given(problems())
def test_nodes_come_cheapest_first(problem: tuple[list[list[float]], list[Condition]]) -> None:
    losses = [loss for _, loss in minimal(*problem)]
    assert losses == sorted(losses)


@pytest.mark.parametrize("bad", [[[]], [[1.0]], [[0.0, 2.0, 1.0]]])
def test_a_ladder_that_does_not_begin_at_nothing_or_falls_is_refused(bad: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="ladder"):
        list(minimal(bad, []))


def test_a_search_that_grows_too_large_is_given_up() -> None:
    many = [[0.0, 1.0, 2.0, 3.0]] * 6
    never = Condition(tuple(range(6)), lambda steps: False)
    with pytest.raises(TooMany):
        list(minimal(many, [never], most=50))
