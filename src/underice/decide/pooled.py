"""The linear pool of several people's runs: a second view beside each person's own.

In one future out of m each of m people is taken to be right about everything she was asked. Where people differ, the
pool is wider than any of them; that is not agreement, and it stands beside their own tables, never in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from underice.decide.result import Cell, Result
from underice.decide.run import run
from underice.decide.side_by_side import cells, mean

if TYPE_CHECKING:
    from underice.decide.record import Decision


def pooled_table(results: Sequence[Result]) -> tuple[Cell, ...]:
    """The table over the futures kept of several runs of one situation, as many of each. Raises ValueError for none,
    or for runs that differ in their ways to act.
    """
    if not results or len({tuple(one.code for one in each.outcomes.policies) for each in results}) > 1:
        raise ValueError("a pool needs runs of the same ways to act")
    size = min(one.outcomes.values.shape[2] for one in results)
    values = np.concatenate([one.outcomes.values[:, :, :size] for one in results], axis=2)
    first = results[0].outcomes
    return tuple(
        cell
        for row, outcome in enumerate(first.outcomes)
        for cell in cells(outcome, first.policies, values[row], [mean(each) for each in values[row]])
    )


def tables_apart(decision: Decision, *, n: int, seed: int = 1) -> Mapping[str | None, tuple[Cell, ...]]:
    """The table of a run on each person's ranges, by author ("" for the shipped ones if nobody gave any); for several
    people, under None, that of their pool. Raises CannotRun.
    """
    results = {author: run(decision.dilemma(author), n=n, seed=seed) for author in decision.authors or ("",)}
    found: dict[str | None, tuple[Cell, ...]] = {author: one.table for author, one in results.items()}
    if len(results) > 1:
        found[None] = pooled_table(list(results.values()))
    return found
