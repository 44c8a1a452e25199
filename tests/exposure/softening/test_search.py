from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.softening.search import TooMany, by_loss, least_loss, least_total

ladders = st.lists(st.lists(st.integers(0, 30).map(lambda tenths: tenths / 10), min_size=1, max_size=4), max_size=4)


@given(ladders, st.integers(0, 80))
def test_the_least_loss_and_all_its_nodes_are_those_of_looking_at_everything(
    given_: list[list[float]], seed: int
) -> None:
    def good(node: tuple[int, ...]) -> bool:
        return hash((seed, node)) % 3 == 0

    every = {
        node: sum(ladder[step] for ladder, step in zip(given_, node, strict=True))
        for node in product(*(range(len(ladder)) for ladder in given_))
    }
    passing = {node: loss for node, loss in every.items() if good(node)}
    found = least_loss(given_, good)
    if not passing:
        assert found is None
        return
    least = min(passing.values())
    assert found is not None
    assert found.loss == pytest.approx(least)
    assert set(found.nodes) == {node for node, loss in passing.items() if loss == pytest.approx(least)}


@given(ladders)
def test_nodes_come_in_order_of_their_loss_and_each_once(given_: list[list[float]]) -> None:
    seen = list(by_loss(given_))
    assert all(one[1] <= two[1] + 1e-9 for one, two in pairwise(seen))
    assert len({node for node, _ in seen}) == len(seen)


def test_without_ladders_there_is_one_node_and_no_loss() -> None:
    assert list(by_loss([])) == [((), 0.0)]


def test_more_nodes_than_can_be_listed_are_refused() -> None:
    with pytest.raises(TooMany):
        next(by_loss([[0.0] * 1000] * 4))


@pytest.mark.parametrize("bad", [[[]], [[0.0, float("nan")]], [[-1.0]]])
def test_ladders_without_sense_are_refused(bad: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"ladder|loss"):
        next(by_loss(bad))


@given(ladders, st.integers(0, 80))
def test_a_further_loss_is_weighed_with_the_sum_of_the_steps(given_: list[list[float]], seed: int) -> None:
    def further(node: tuple[int, ...]) -> float | None:
        drawn = hash((seed, node)) % 5
        return None if drawn == 0 else drawn / 4

    every = {}
    for node in product(*(range(len(ladder)) for ladder in given_)):
        more = further(node)
        if more is not None:
            every[node] = more + sum(ladder[step] for ladder, step in zip(given_, node, strict=True))
    found = least_total(given_, further)
    if not every:
        assert found is None
        return
    assert found is not None
    assert found.loss == pytest.approx(min(every.values()))
    assert set(found.nodes) == {node for node, loss in every.items() if loss == pytest.approx(min(every.values()))}
