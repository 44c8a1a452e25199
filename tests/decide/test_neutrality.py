"""Goal 8: the shipped ranges have no opinion. They decide neither for publishing nor against it, for no group."""

import pytest

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE
from underice.decide.dilemma import Dilemma
from underice.decide.dominance import best_for_all, dominated
from underice.decide.policies import POLICIES
from underice.decide.result import Result
from underice.decide.run import run

PUBLISHING = [one.code for one in POLICIES if one.publishes]
OTHERWISE = [one.code for one in POLICIES if not one.publishes and one.code != "hold"]
"""Doing nothing frees nobody by construction, so every other policy frees more: the page says so rather than hide it."""


@pytest.fixture(scope="module", params=[TWELVE, BY_THE_TWENTIETH], ids=["no transfer heard of", "by the twentieth"])
def result(request: pytest.FixtureRequest) -> Result:
    dilemma: Dilemma = request.param
    return run(dilemma, 100_000, 20120214)


@pytest.mark.parametrize("publishing", PUBLISHING)
@pytest.mark.parametrize("otherwise", OTHERWISE)
@pytest.mark.parametrize("code", ["freed", "returned"])
def test_goal_8_publishing_is_better_for_the_detained_in_35_to_65_per_cent_of_futures(
    result: Result, publishing: str, otherwise: str, code: str
) -> None:
    assert 0.35 <= result.pair(publishing, otherwise).better[code] <= 0.65


@pytest.mark.parametrize("publishing", PUBLISHING)
@pytest.mark.parametrize("otherwise", [*OTHERWISE, "hold"])
def test_goal_8_publishing_is_better_for_those_on_the_way_in_30_to_70_per_cent_of_futures(
    result: Result, publishing: str, otherwise: str
) -> None:
    assert 0.30 <= result.pair(publishing, otherwise).better["extra_returned"] <= 0.70


def test_goal_8_no_policy_but_doing_nothing_is_dominated(result: Result) -> None:
    assert set(dominated(result.dominance)) == {"hold"}
    by_mains = {pair.other for pair in result.dominance if pair.mains >= 0.95}
    assert by_mains <= {"hold"}


def test_no_policy_is_best_for_all_groups(result: Result) -> None:
    assert best_for_all(result.dominance, POLICIES) == ()
