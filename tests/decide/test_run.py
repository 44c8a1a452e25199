"""A run: the same bits for the same seed on any machine and number of threads; bad input refused by code."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE
from underice.decide.dilemma import Family
from underice.decide.futures import CHUNK, draw
from underice.decide.model import evaluate
from underice.decide.outcomes import CODES, OUTCOMES
from underice.decide.policies import POLICIES
from underice.decide.ranges import CannotRun
from underice.decide.result import Result
from underice.decide.run import KEPT, MOST, run

N = 3 * CHUNK + 77


def bits(result: Result) -> str:
    """A digest of everything a run found, to the last bit."""
    values = np.ascontiguousarray(result.outcomes.values).astype("<f4").tobytes()
    said = repr((result.table, result.regret, result.dominance, result.tails)).encode()
    return hashlib.sha256(values + said).hexdigest()


def test_goal_9_one_and_two_threads_find_the_same_bits() -> None:
    assert bits(run(BY_THE_TWENTIETH, N, 7, threads=1)) == bits(run(BY_THE_TWENTIETH, N, 7, threads=2))


def test_a_seed_of_another_machine_gives_the_same_result() -> None:
    program = (
        "from tests.decide.test_run import N, bits, run, BY_THE_TWENTIETH\nprint(bits(run(BY_THE_TWENTIETH, N, 7)))"
    )
    plain = {
        **os.environ,
        "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
        "PYTHONWARNINGS": "ignore",
    }
    plain["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run([sys.executable, "-c", program], env=plain, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == bits(run(BY_THE_TWENTIETH, N, 7))


def test_a_run_holds_what_evaluating_its_futures_gives() -> None:
    result = run(TWELVE, N, 3)
    again = evaluate(TWELVE, draw(TWELVE, N, 3))
    assert np.array_equal(result.outcomes.values, again.values)
    assert np.array_equal(result.futures.values, draw(TWELVE, N, 3).values)


def test_the_table_covers_every_outcome_and_policy_and_each_pair_is_compared() -> None:
    result = run(TWELVE, 1000, 1)
    assert [(cell.outcome, cell.policy) for cell in result.table] == [
        (code, one.code) for code in CODES for one in POLICIES
    ]
    assert len(result.dominance) == 8 * 7
    assert {one.outcome for one in result.regret} == {one.code for one in OUTCOMES if one.main}
    assert [one.policy for one in result.tails] == [one.code for one in POLICIES]
    assert [one.code for one in result.notices] == ["k_unknown"]


def test_a_long_run_keeps_the_first_futures_only_and_adds_up_all() -> None:
    n = KEPT + CHUNK
    result = run(TWELVE, n, 5)
    assert result.futures.values.shape == (KEPT, len(result.futures.names))
    assert result.outcomes.values.shape == (len(CODES), len(POLICIES), KEPT)
    everything = evaluate(TWELVE, draw(TWELVE, n, 5))
    mean = everything.of("freed", "quiet").mean(dtype=np.float64)
    assert result.cell("freed", "quiet").mean == pytest.approx(float(mean), rel=1e-9)


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    run(TWELVE, N, 1, progress=lambda done, of: told.append((done, of)))
    assert told == [(CHUNK, N), (2 * CHUNK, N), (3 * CHUNK, N), (N, N)]


@pytest.mark.parametrize(("n", "code"), [(0, "no_futures"), (-5, "no_futures"), (MOST + 1, "too_many_futures")])
def test_a_number_of_futures_that_cannot_be_is_refused(n: int, code: str) -> None:
    with pytest.raises(CannotRun) as refused:
        run(TWELVE, n, 1)
    assert [one.code for one in refused.value.problems] == [code]


def test_a_dilemma_that_is_refused_is_not_run_and_says_everything_at_once() -> None:
    with pytest.raises(CannotRun) as refused:
        run(replace(TWELVE, checked=False, detained=0, families=(Family(2, 0),)), 100, 1)
    codes = {one.code for one in refused.value.problems}
    assert codes == {"nobody_held", "names_unchecked", "family_counts"}
    assert all(one.refused for one in refused.value.problems)


def test_cells_and_pairs_of_unknown_codes_are_key_errors() -> None:
    result = run(TWELVE, 100, 1)
    assert result.pair("quiet", "hold").everywhere == 1
    with pytest.raises(KeyError):
        result.cell("freed", "shout")
    with pytest.raises(KeyError):
        result.pair("quiet", "shout")
