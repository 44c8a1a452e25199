"""Run a dilemma: draw futures, work out every outcome under every policy, and say what follows for each group."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import numpy as np

from underice.decide import dominance
from underice.decide.dilemma import Dilemma, problems
from underice.decide.exponentials import Array
from underice.decide.futures import CHUNK, check_draw, draw_chunk, varying
from underice.decide.model import evaluate_chunk
from underice.decide.outcomes import MAIN, OUTCOMES, Outcomes, outcome
from underice.decide.ranges import CannotRun, Problem
from underice.decide.regret import regrets
from underice.decide.result import VERSION, Cell, Futures, Regret, Result
from underice.decide.side_by_side import cells
from underice.decide.tails import tails
from underice.decide.tally import Tally, tally

INSTANT = 20_000
"""Futures of a run that answers while somebody moves a slider."""
FULL = 1_000_000
"""Futures of a run that is kept."""
KEPT = 100_000
"""Futures that a result keeps: quantiles and whatever is asked of it later rest on them."""
MOST = 10_000_000
"""More futures would change no whole person."""

Progress = Callable[[int, int], None]
"""Told after each chunk how many futures are done, and of how many."""


def run(
    dilemma: Dilemma, n: int = FULL, seed: int = 1, progress: Progress | None = None, threads: int | None = None
) -> Result:
    """What follows from a dilemma over `n` futures of `seed`. The number of threads changes no bit of the result.

    Means, shares and the worst regret rest on all futures, quantiles on those kept (the first 100,000). Raises
    CannotRun with every problem that refuses it (dilemma.problems, `no_futures`, `too_many_futures`, `bad_seed`);
    notices stand in the result.
    """
    notices = check(dilemma, n, seed)
    workers = threads or min(2, os.cpu_count() or 1)
    space = _Space(dilemma, n, seed, workers)
    with ThreadPoolExecutor(workers) as pool:
        added = _added_up(pool.map(space.chunk, range(-(-n // CHUNK))), n, progress)
        table = tuple(pool.map(lambda row: _cells(space.kept, row, added, n), range(len(OUTCOMES))))
        regret = tuple(pool.map(lambda one: _regrets(space.kept, one.code, added, n), MAIN))
    return Result(
        dilemma=dilemma,
        n=n,
        seed=seed,
        version=VERSION,
        notices=notices,
        table=tuple(cell for row in table for cell in row),
        regret=tuple(one for row in regret for one in row),
        dominance=dominance.pairs(dilemma.policies, added.counts, n),
        tails=tails(dilemma, space.kept, seed),
        futures=Futures(space.names, space.futures.T),
        outcomes=space.kept,
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


class _Space:
    """Where chunks are drawn and worked out: room for each thread, and what is kept of the first futures."""

    def __init__(self, dilemma: Dilemma, n: int, seed: int, workers: int) -> None:
        self.dilemma, self.n, self.seed = dilemma, n, seed
        self.names = varying(dilemma)
        kept, policies, chunk = min(n, KEPT), len(dilemma.policies), min(n, CHUNK)
        self.futures = np.empty((len(self.names), kept), np.float32)
        self.kept = Outcomes(OUTCOMES, dilemma.policies, np.empty((len(OUTCOMES), policies, kept), np.float32))
        self.rooms: SimpleQueue[tuple[Array, Array]] = SimpleQueue()
        for _ in range(workers):
            rows = np.empty((len(self.names), chunk), np.float32)
            self.rooms.put((rows, np.empty((len(OUTCOMES), policies, chunk), np.float32)))

    def chunk(self, chunk: int) -> Tally:
        """Draw and work out one chunk; keep it if it is among the first; add it up."""
        room = self.rooms.get()
        start = chunk * CHUNK
        size = min(CHUNK, self.n - start)
        rows, values = room[0][:, :size], room[1][:, :, :size]
        draw_chunk(self.dilemma, self.names, self.seed, chunk, rows)
        evaluate_chunk(self.dilemma, self.names, rows, values)
        if start < KEPT:
            keep = min(size, KEPT - start)
            self.futures[:, start : start + keep] = rows[:, :keep]
            self.kept.values[:, :, start : start + keep] = values[:, :, :keep]
        added = tally(values)
        self.rooms.put(room)
        return added


def _added_up(tallies: Iterator[Tally], n: int, progress: Progress | None) -> Tally:
    total = next(tallies)
    if progress is not None:
        progress(min(CHUNK, n), n)
    for chunk, one in enumerate(tallies, start=2):
        total = total.plus(one)
        if progress is not None:
            progress(min(chunk * CHUNK, n), n)
    return total


def _cells(kept: Outcomes, row: int, added: Tally, n: int) -> tuple[Cell, ...]:
    return cells(OUTCOMES[row], kept.policies, kept.values[row], (added.sums[row] / n).tolist())


def _regrets(kept: Outcomes, code: str, added: Tally, n: int) -> tuple[Regret, ...]:
    return regrets(outcome(code), kept.policies, kept.all(code), added.short[code], n)
