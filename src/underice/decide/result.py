"""What a run found, each group apart: the table, regret, dominance, tails, and the futures kept to ask more of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from underice.decide.dilemma import Dilemma
from underice.decide.outcomes import Outcomes
from underice.decide.ranges import Problem

if TYPE_CHECKING:
    from underice.decide.ask_first import Ask
    from underice.decide.flips import Flips
    from underice.decide.robustness import Radius
    from underice.decide.waiting import Wait

VERSION = 1
"""The version of the equations and of the drawing: a saved run of another version is shown as it was."""


@dataclass(frozen=True, slots=True)
class Futures:
    """Sampled futures: `values[n, p]` float32, one column per name. Only what varies has a column.

    The columns are the ranges that are not fixed and that some policy uses, and "transfer_day" where its day is not
    known. A share of these futures is no probability unless the ranges were elicited as distributions.
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]

    def column(self, name: str) -> NDArray[np.float32]:
        """The values [n] of one parameter. Raises KeyError if it does not vary."""
        if name not in self.names:
            raise KeyError(name)
        chosen: NDArray[np.float32] = self.values[:, self.names.index(name)]
        return chosen


@dataclass(frozen=True, slots=True)
class Cell:
    """One outcome under one policy, in people: the mean, the middle 50 per cent and 5 to 95 per cent of futures.

    `middle` and `wide` are whole people, rounded outward; `mean` and `median` are as computed.
    """

    outcome: str
    policy: str
    mean: float
    median: float
    middle: tuple[int, int]
    wide: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Regret:
    """By how many people a policy falls short of the best of its future, for one outcome of one group.

    `mean`, `high` (95 in 100 futures are below it) and `most` are people; `near` is the share of futures in which it
    is within one person of the best; `best` the share in which nothing is better.
    """

    outcome: str
    policy: str
    mean: float
    high: float
    most: float
    near: float
    best: float


@dataclass(frozen=True, slots=True)
class Pair:
    """How often `policy` does no worse, and how often better, than `other`, as shares of futures.

    `everywhere`: no worse for every group in every outcome; `mains`: for every group in its main outcome. `no_worse`
    and `better` name each outcome by its code. Differences below a thousandth of a person are ties.
    """

    policy: str
    other: str
    everywhere: float
    mains: float
    no_worse: Mapping[str, float]
    better: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Tail:
    """What the means hide about the held, under one policy.

    `all_returned` and `some_freed` are the chances, within a future, that all are returned and that at least one is
    freed, as (5, 50, 95 per cent quantile over futures). `ladder` is the mean number of people returned to a short
    detention, a labour camp, a prison camp, and to death.
    """

    policy: str
    all_returned: tuple[float, float, float]
    some_freed: tuple[float, float, float]
    ladder: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Result:
    """A run. The same dilemma, n, seed and version give the same result bit for bit.

    `table` and `regret` run outcome by outcome, policy by policy within; `dominance` holds every ordered pair.
    `futures` and `outcomes` are the first of the n futures (at most 100,000), kept for quantiles and later questions.
    """

    dilemma: Dilemma
    n: int
    seed: int
    version: int
    notices: tuple[Problem, ...]
    table: tuple[Cell, ...]
    regret: tuple[Regret, ...]
    dominance: tuple[Pair, ...]
    tails: tuple[Tail, ...]
    futures: Futures
    outcomes: Outcomes

    def cell(self, outcome: str, policy: str) -> Cell:
        """The cell of one outcome under one policy. Raises KeyError for unknown codes."""
        for one in self.table:
            if (one.outcome, one.policy) == (outcome, policy):
                return one
        raise KeyError((outcome, policy))

    def pair(self, policy: str, other: str) -> Pair:
        """How one policy compares with another. Raises KeyError for unknown codes."""
        for one in self.dominance:
            if (one.policy, one.other) == (policy, other):
                return one
        raise KeyError((policy, other))

    def flips(self, policy: str, other: str, outcome: str = "freed") -> Flips:
        """What would have to be true for `policy` to do better than `other`, and the reverse (`questions.flips_of`)."""
        from underice.decide.questions import flips_of

        return flips_of(self, policy, other, outcome)

    def ask_first(self, days: float = 1.0) -> tuple[Ask, ...]:
        """Which belief is worth a call if the answer comes `days` later (`questions.asked`)."""
        from underice.decide.questions import asked

        return asked(self, days)

    def waiting(self, policy: str, outcome: str = "freed") -> Wait:
        """What telling on each day gives, and which days are about as good (`questions.waiting_of`)."""
        from underice.decide.questions import waiting_of

        return waiting_of(self, policy, outcome)

    def robustness(self, policy: str, floor: float, outcome: str = "freed") -> Radius:
        """How far beliefs can move before `policy` fails `floor` people (`robustness.robustness`)."""
        from underice.decide.robustness import robustness

        return robustness(self.dilemma, policy, floor, outcome)
