"""The pool of several people's runs is a mixture of them, and stands beside them."""

import pytest

from underice.decide.dilemma import Dilemma
from underice.decide.elicitation import narrowed
from underice.decide.policies import POLICIES
from underice.decide.pooled import pooled_table
from underice.decide.run import run

QUIET = tuple(one for one in POLICIES if not one.names)


def test_the_pool_of_a_run_with_itself_is_the_run() -> None:
    one = run(Dilemma(12, policies=QUIET), n=4000, seed=3)
    assert [cell.wide for cell in pooled_table([one, one])] == [cell.wide for cell in one.table]


def test_the_pool_spans_people_who_differ() -> None:
    fast, slow = (
        run(Dilemma(12, ranges={"return_days": narrowed("return_days", low, high, author="a", on=None)}, policies=QUIET),
            n=4000, seed=3)
        for low, high in ((3, 5), (200, 400))
    )  # fmt: skip
    for cell in pooled_table([fast, slow]):
        own = [one.cell(cell.outcome, cell.policy) for one in (fast, slow)]
        assert cell.mean == pytest.approx(sum(one.mean for one in own) / 2, rel=1e-4, abs=1e-4)
        assert min(one.wide[0] for one in own) <= cell.wide[0]
        assert cell.wide[1] <= max(one.wide[1] for one in own)
    returned = next(one for one in pooled_table([fast, slow]) if (one.outcome, one.policy) == ("returned", "hold"))
    assert returned.wide[1] - returned.wide[0] > 6


def test_runs_of_other_ways_to_act_are_not_pooled() -> None:
    one, other = (run(Dilemma(12, policies=several), n=100, seed=3) for several in (QUIET, QUIET[:2]))
    for several in ([], [one, other]):
        with pytest.raises(ValueError, match="same ways"):
            pooled_table(several)
