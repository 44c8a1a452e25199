"""The toy register of invented people with answers counted by brute force, in `../shared/data/exposure/koracle`."""

import json
from pathlib import Path

import pytest

from underice.exposure.register.problems import solve
from underice.exposure.register.queries import answer
from underice.exposure.register.table import Register

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "exposure" / "koracle"
needs_data = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/exposure is not on this machine")


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.from_csv(FOLDER / "register.csv")


@needs_data
def test_every_question_is_answered_exactly(register: Register) -> None:
    for question in json.loads((FOLDER / "queries_dev.json").read_text()):
        assert answer(register, question) == {"id": question["id"], **question["expect"]}


@needs_data
def test_every_ladder_problem_is_solved_with_all_its_optimal_nodes(register: Register) -> None:
    for problem in json.loads((FOLDER / "ladders_dev.json").read_text()):
        found = solve(register, problem)
        assert found["min_loss"] == pytest.approx(problem["expect"]["min_loss"])
        nodes = found["optimal_nodes"]
        assert isinstance(nodes, list)
        expected = problem["expect"]["optimal_nodes"]
        assert sorted(str(sorted(one["node"].items())) for one in nodes) == sorted(
            str(sorted(one["node"].items())) for one in expected
        )
