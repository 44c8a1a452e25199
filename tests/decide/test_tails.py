"""What means hide: one fate shared or each alone, and the ladder of severity."""

import numpy as np
import pytest

from tests.decide.dilemmas import TWELVE, believing
from underice.decide.dilemma import Dilemma
from underice.decide.result import Result, Tail
from underice.decide.run import run


def tail(dilemma: Dilemma, policy: str = "quiet") -> tuple[Result, Tail]:
    result = run(dilemma, 4000, 9)
    return result, next(one for one in result.tails if one.policy == policy)


def test_people_who_share_one_fate_are_all_returned_as_often_as_one_is() -> None:
    result, found = tail(believing(TWELVE, shared_fate=1))
    returned = np.sort(result.outcomes.of("returned", "quiet") / 12)
    assert found.all_returned[1] == pytest.approx(float(returned[1999]), abs=1e-6)


def test_people_who_fare_alone_are_all_returned_less_and_some_freed_more_often() -> None:
    together, alone = tail(believing(TWELVE, shared_fate=1))[1], tail(believing(TWELVE, shared_fate=0))[1]
    assert all(one < other for one, other in zip(alone.all_returned, together.all_returned, strict=True))
    assert all(one > other for one, other in zip(alone.some_freed, together.some_freed, strict=True))


def test_sharing_a_fate_leaves_the_means_alone() -> None:
    one, other = (tail(believing(TWELVE, shared_fate=value))[0] for value in (0, 1))
    assert one.cell("freed", "quiet") == other.cell("freed", "quiet")


def test_for_one_person_held_the_tails_are_the_means() -> None:
    alone = Dilemma(1, checked=True)
    result, found = tail(alone)
    freed = np.sort(result.outcomes.of("freed", "quiet"))
    assert found.some_freed[2] == pytest.approx(float(freed[int(0.95 * 3999)]), abs=1e-6)


def test_the_ladder_adds_up_to_those_returned_and_its_worst_rungs_to_the_worst() -> None:
    result, found = tail(TWELVE, "names_now")
    assert sum(found.ladder) == pytest.approx(result.cell("returned", "names_now").mean, abs=1e-3)
    assert found.ladder[2] + found.ladder[3] == pytest.approx(result.cell("worst", "names_now").mean, abs=1e-3)
    assert min(found.ladder) > 0


def test_without_a_chance_of_camp_everybody_returned_is_detained_a_short_while() -> None:
    result, found = tail(believing(TWELVE, camp=0))
    assert found.ladder[1:] == (0, 0, 0)
    assert found.ladder[0] == pytest.approx(result.cell("returned", "quiet").mean, abs=1e-3)
