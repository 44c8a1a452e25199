"""Which question is worth a call tonight: what an answer is worth to each group, less what waiting for it costs.

Asking one belief and then choosing gives, on average, the best option for each answer; but the answer comes w days
later, and by then all options are those of w days later. So for each group

    net = (expected best later, given the answer) - (best now, on average)
        = EVPPI later - (best mean now - best mean later).

Groups are never added up; stated weights are one more "group" whose net benefits the caller has weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from underice.decide.voi import benefits, evppi


@dataclass(frozen=True, slots=True)
class Ask:
    """One belief and one group, in the units of the net benefit (people).

    worth: what the answer is worth once it is there; delay: what waiting for it costs (negative if waiting helps);
    net = worth - delay; error: standard error of net. nothing: nothing to learn, worth is not told from noise.
    call: "worth a call": there is something to learn, and net is over 0 and over its error.
    """

    index: int
    name: str
    group: str
    worth: float
    delay: float
    net: float
    error: float
    nothing: bool
    call: bool


def ask_first(
    x: ArrayLike,
    now: Mapping[str, ArrayLike],
    later: Mapping[str, ArrayLike],
    *,
    names: Sequence[str] | None = None,
    seed: int = 0,
) -> tuple[Ask, ...]:
    """What each answer is worth to each group, net of the delay; calls first, then by net, group by group.

    Args:
        x: beliefs [n, p], at least 100 rows.
        now: by group, net benefits [n, options] of choosing today, more is better.
        later: the same of choosing after the answer, every option moved by the days it takes; same groups and shapes.
        names: of the columns; x0, x1, … otherwise.
        seed: of the folds of EVPPI.

    Raises:
        ValueError: groups or shapes that do not match, too few rows, values that are not finite.
    """
    if set(now) != set(later):
        raise ValueError(f"now is of the groups {sorted(now)}, later of {sorted(later)}; both are of the same")
    found = []
    for group in now:
        today, then = benefits(now[group]), benefits(later[group])
        if today.shape != then.shape:
            raise ValueError(f"group {group}: now has the shape {today.shape}, later {then.shape}")
        best_now, best_then = (int(table.mean(axis=0, dtype=np.float64).argmax()) for table in (today, then))
        lost = today[:, best_now].astype(np.float64) - then[:, best_then].astype(np.float64)
        delay, unsure = float(lost.mean()), float(lost.std() / max(lost.size - 1, 1) ** 0.5)
        asks = []
        for value in evppi(x, then, names=names, seed=seed):
            net, error = value.value - delay, float(np.hypot(value.error, unsure))
            call = not value.nothing_to_learn and net > 0 and net > error
            asks.append(
                Ask(value.index, value.name, group, value.value, delay, net, error, value.nothing_to_learn, call)
            )
        found.extend(sorted(asks, key=lambda ask: (not ask.call, -ask.net, ask.index)))
    return tuple(found)
