"""Run a dilemma: draw futures, work out every outcome under every policy, and say what follows for each group."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from underice.decide import dominance
from underice.decide.dilemma import Dilemma, problems
from underice.decide.exponentials import Array
from underice.decide.futures import CHUNK, check_draw, draw_chunk, varying
from underice.decide.model import evaluate_chunk
from underice.decide.outcomes import OUTCOMES, Outcomes
from underice.decide.ranges import CannotRun, Problem
from underice.decide.regret import regrets
from underice.decide.result import VERSION, Cell, Futures, Regret, Result
from underice.decide.side_by_side import cells
from underice.decide.tails import tails

INSTANT = 20_000
"""Futures of a run that answers while somebody moves a slider."""
FULL = 1_000_000
"""Futures of a run that is kept."""
KEPT = 200_000
"""Futures that a result keeps for what is asked of it later; the table and the regret rest on all of them."""
MOST = 2_000_000
"""More futures would change no whole person and need more memory than a small machine has."""

Progress = Callable[[int, int], None]
"""Told after each chunk how many futures are done, and of how many."""


@dataclass(frozen=True, slots=True)
class _Space:
    """Where the chunks write: futures kept [p, kept], values [outcome, policy, n]."""

    futures: Array
    values: Array


def run(
    dilemma: Dilemma, n: int = FULL, seed: int = 1, progress: Progress | None = None, threads: int | None = None
) -> Result:
    """What follows from a dilemma over `n` futures of `seed`. The number of threads changes no bit of the result.

    Raises CannotRun with every problem that refuses it (dilemma.problems, `no_futures`, `too_many_futures`,
    `bad_seed`); notices stand in the result.
    """
    notices = check(dilemma, n, seed)
    names = varying(dilemma)
    space = _Space(
        np.empty((len(names), min(n, KEPT)), np.float32),
        np.empty((len(OUTCOMES), len(dilemma.policies), n), np.float32),
    )
    with ThreadPoolExecutor(threads or min(2, os.cpu_count() or 1)) as pool:
        chunks = pool.map(lambda chunk: _chunk(dilemma, names, seed, chunk, space), range(-(-n // CHUNK)))
        found = _added_up(chunks, n, len(dilemma.policies), progress)
        parts = list(pool.map(lambda row: _row(dilemma, space.values, row), range(len(OUTCOMES))))
    kept = Outcomes(OUTCOMES, dilemma.policies, space.values[:, :, :KEPT].copy() if n > KEPT else space.values)
    return Result(
        dilemma=dilemma,
        n=n,
        seed=seed,
        version=VERSION,
        notices=notices,
        table=tuple(cell for row, _ in parts for cell in row),
        regret=tuple(one for _, row in parts for one in row),
        dominance=dominance.pairs(dilemma.policies, found, n),
        tails=tails(dilemma, kept, seed),
        futures=Futures(names, space.futures.T),
        outcomes=kept,
    )


def check(dilemma: Dilemma, n: int, seed: int) -> tuple[Problem, ...]:
    """The notices of a dilemma. Raises CannotRun with everything that refuses it."""
    found = problems(dilemma)
    if refused := tuple(one for one in found if one.refused):
        raise CannotRun(refused)
    check_draw(n, seed)
    if n > MOST:
        raise CannotRun((Problem("too_many_futures", values=(n, MOST)),))
    return found


def _chunk(dilemma: Dilemma, names: tuple[str, ...], seed: int, chunk: int, space: _Space) -> dominance.Counts:
    """Draw and evaluate one chunk; the counts of how its policies compare."""
    start = chunk * CHUNK
    values = space.values[:, :, start : start + CHUNK]
    rows = np.empty((len(names), values.shape[2]), np.float32)
    draw_chunk(dilemma, names, seed, chunk, rows)
    evaluate_chunk(dilemma, names, rows, values)
    kept = space.futures[:, start : start + CHUNK]
    kept[:] = rows[:, : kept.shape[1]]
    return dominance.counts(values)


def _added_up(
    chunks: Iterator[dominance.Counts], n: int, policies: int, progress: Progress | None
) -> dominance.Counts:
    total: dominance.Counts = np.zeros((dominance.ROWS, policies, policies), dtype=np.int64)
    for chunk, counts in enumerate(chunks):
        total += counts
        if progress is not None:
            progress(min((chunk + 1) * CHUNK, n), n)
    return total


def _row(dilemma: Dilemma, values: Array, row: int) -> tuple[tuple[Cell, ...], tuple[Regret, ...]]:
    """The table of one outcome, and its regret if it is the main one of its group."""
    outcome = OUTCOMES[row]
    table = cells(outcome, dilemma.policies, values[row])
    return table, regrets(outcome, dilemma.policies, values[row]) if outcome.main else ()
