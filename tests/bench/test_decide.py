"""Both sides of the measurement of runs answer the same question."""

from dataclasses import replace

import pytest

from bench import _decide_peer, decide
from bench._timing import Timing
from underice.decide.dilemma import Family
from underice.decide.futures import draw
from underice.decide.model import beliefs_of, evaluate
from underice.decide.outcomes import CODES


def test_the_equations_in_plain_python_give_the_outcomes_of_the_engine() -> None:
    assert decide.largest_difference(100) < 1e-3


def test_they_agree_on_families_of_several_held_and_on_a_whole_list_of_one() -> None:
    dilemma = replace(decide.DILEMMA, detained=1, families=(Family(3, 4, detained=3), Family(2, 9, detained=0)))
    futures = draw(dilemma, 50, 8)
    ours = evaluate(dilemma, futures)
    beliefs = beliefs_of(dilemma, futures.names, futures.values.T)
    for at in range(50):
        future = {name: float(values[at]) for name, values in beliefs.items()}
        for column, policy in enumerate(dilemma.policies):
            theirs = _decide_peer.outcomes(dilemma, policy, future)
            assert [theirs[code] for code in CODES] == pytest.approx(ours.values[:, column, at].tolist(), abs=1e-3)


def test_a_timing_of_many_evaluations_is_shared_among_them() -> None:
    assert decide.scaled(Timing(2, 4, 8, 3), 4) == Timing(0.5, 1, 2, 3)
    assert decide.processor(lambda: None, 2).runs == 2


def test_without_the_workbench_its_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    assert decide.workbench() is None
