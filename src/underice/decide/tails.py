"""What means hide about the held: that all are returned, that at least one is freed, and to what people are returned."""

from __future__ import annotations

import numpy as np

from underice.decide.dilemma import Dilemma
from underice.decide.exponentials import Array, whole_power
from underice.decide.futures import column
from underice.decide.outcomes import Outcomes
from underice.decide.result import Tail
from underice.decide.side_by_side import low, mean


def tails(dilemma: Dilemma, outcomes: Outcomes, seed: int) -> tuple[Tail, ...]:
    """The tails of every policy over the futures of `outcomes`, which are the first of `seed`.

    With weight φ (`shared_fate`) the people of one list share one fate, otherwise each fares alone:
    P(all returned) = φ·r + (1-φ)·r^n, P(at least one freed) = φ·f + (1-φ)·(1-(1-f)^n).
    """
    n = outcomes.values.shape[2]
    drawn = {name: column(dilemma, name, n, seed) for name in ("shared_fate", "camp", "prison", "death")}
    return tuple(_tail(dilemma, outcomes, one.code, drawn) for one in dilemma.policies)


def _tail(dilemma: Dilemma, outcomes: Outcomes, policy: str, drawn: dict[str, Array]) -> Tail:
    held, together = dilemma.detained, drawn["shared_fate"]
    freed, returned = (outcomes.of(code, policy) / np.float32(held) for code in ("freed", "returned"))
    alone_returned, alone_freed = whole_power(returned, held), 1 - whole_power(1 - freed, held)
    return Tail(
        policy,
        _quantiles(alone_returned + together * (returned - alone_returned)),
        _quantiles(alone_freed + together * (freed - alone_freed)),
        _ladder(outcomes, policy, drawn),
    )


def _quantiles(values: Array) -> tuple[float, float, float]:
    ordered = np.sort(values)
    return low(ordered, 0.05), low(ordered, 0.5), low(ordered, 0.95)


def _ladder(outcomes: Outcomes, policy: str, drawn: dict[str, Array]) -> tuple[float, float, float, float]:
    """Mean people on each rung. Publicity moves the odds of the two worst; the milder two divide what is left as before."""
    returned, worst = outcomes.of("returned", policy), outcomes.of("worst", policy)
    mild = returned - worst
    short = mild * (1 - drawn["camp"]) / np.maximum(1 - drawn["camp"] * drawn["prison"], np.float32(1e-9))
    dead = worst * drawn["death"]
    return mean(short), mean(mild - short), mean(worst - dead), mean(dead)
