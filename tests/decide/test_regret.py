"""Regret: how far a choice falls short of the best of its future, worked by hand."""

import numpy as np
import pytest

from tests.decide.dilemmas import TWELVE
from underice.decide.outcomes import MAIN, outcome
from underice.decide.policies import policy
from underice.decide.regret import regrets, short, shortfall
from underice.decide.run import run

TWO = (policy("quiet"), policy("names_now"))
FREED = np.array([[3, 0, 5, 2], [1, 4, 5, 2.5]], np.float32)


def test_the_shortfall_is_measured_from_the_better_end() -> None:
    assert shortfall(outcome("freed"), FREED).tolist() == [[0, 4, 0, 0.5], [2, 0, 0, 0]]
    assert shortfall(outcome("blocked"), FREED).tolist() == [[2, 0, 0, 0], [0, 4, 0, 0.5]]


def test_regret_of_a_case_worked_by_hand() -> None:
    quiet, names = regrets(outcome("freed"), TWO, FREED, short(outcome("freed"), FREED), 4)
    assert (quiet.mean, quiet.high, quiet.most, quiet.near, quiet.best) == (1.125, 4, 4, 0.75, 0.5)
    assert (names.mean, names.high, names.most, names.near, names.best) == (0.5, 2, 2, 0.75, 0.75)


def test_shortfalls_of_two_sets_of_futures_add_up() -> None:
    whole, parts = short(outcome("freed"), FREED), [short(outcome("freed"), FREED[:, at]) for at in ([0, 1], [2, 3])]
    together = parts[0].plus(parts[1])
    for one, other in ((whole.sum, together.sum), (whole.most, together.most), (whole.near, together.near)):
        assert one.tolist() == other.tolist()
    assert whole.best.tolist() == together.best.tolist()


def test_every_group_has_its_own_regret_and_some_policy_is_best_in_every_future() -> None:
    result = run(TWELVE, 5000, 1)
    for one in MAIN:
        rows = [row for row in result.regret if row.outcome == one.code]
        assert len(rows) == len(TWELVE.policies)
        assert sum(row.best for row in rows) >= 1
        assert all(0 <= row.mean <= row.most + 1e-6 and row.best <= row.near for row in rows)
        assert min(row.mean for row in rows) == pytest.approx(0, abs=3)
