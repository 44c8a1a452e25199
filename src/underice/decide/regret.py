"""Regret: by how many people a choice falls short of the best choice of that future, for each group apart.

Groups are never added up; who wants to weigh them does so by name in `weights`.
"""

from __future__ import annotations

import numpy as np

from underice.decide.exponentials import Array
from underice.decide.outcomes import Outcome
from underice.decide.policies import Policy
from underice.decide.result import Regret
from underice.decide.side_by_side import TIE, high, mean

NEAR = 1.0
"""People: "within one person of the best"."""


def regrets(outcome: Outcome, policies: tuple[Policy, ...], values: Array) -> tuple[Regret, ...]:
    """The regret of every policy in one outcome, from its `values` [policy, n]."""
    best = values.max(axis=0) if outcome.better == "more" else values.min(axis=0)
    found = []
    for policy, row in zip(policies, values, strict=True):
        short = best - row if outcome.better == "more" else row - best
        found.append(_regret(outcome, policy, short))
    return tuple(found)


def _regret(outcome: Outcome, policy: Policy, short: Array) -> Regret:
    ordered = np.sort(short)
    n = short.size
    return Regret(
        outcome.code,
        policy.code,
        mean(short),
        high(ordered, 0.95),
        float(ordered[-1]),
        int(np.searchsorted(ordered, np.float32(NEAR + TIE), side="right")) / n,
        int(np.searchsorted(ordered, np.float32(TIE), side="right")) / n,
    )
