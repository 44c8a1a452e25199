"""What a page asks of a run beside its table: flip sentences, what is worth asking, and how long waiting is as good.

Deterministic: the same run gives the same findings. Takes about a second; the desk redraws charts without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from underice.decide.ask_first import Ask, ask_first
from underice.decide.futures import MOST_SEED, draw
from underice.decide.model import evaluate
from underice.decide.outcomes import MAIN, Outcome, Outcomes
from underice.decide.page.corners import MOST_LIMITS, Grid, corners, grid_of
from underice.decide.page.sentences import Told, chosen
from underice.decide.policies import Policy
from underice.decide.ranges import Group
from underice.decide.result import Futures, Result

Floats = NDArray[np.float64]
FRESH = 100_000
"""Futures on which every sentence is measured again (goal 10)."""
DELAY = 1.0
"""Days an answer is taken to need: a call tonight, heard tomorrow. A judgement."""
_ASKED = 10_000
_CURVE = 20_000
_LONGEST = 30.0
"""Days of waiting looked at when no transfer is expected."""
_ALIKE = 0.02
"""Days are about as good as the best one if they free fewer by no more than this part of the held. A judgement."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Freed on average, in people, if one publishes on each day; flat: first and last day about as good as the best."""

    policy: str
    days: tuple[float, ...]
    freed: tuple[float, ...]
    flat: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Findings:
    """pair: the two options compared. told: sentences that hold, by group; brief: others with at most two limits each.
    asked: every belief for every group whose
    order can turn. waiting: None if neither option publishes.
    """

    pair: tuple[str, str]
    told: Mapping[Group, Told]
    brief: Mapping[Group, Told]
    asked: tuple[Ask, ...]
    waiting: Waiting | None


def usual_pair(policies: tuple[Policy, ...]) -> tuple[str, str]:
    """The two options compared unless somebody says which: waiting quietly, and publishing soonest and most openly.

    Without such options, the first and the last. Raises ValueError if there are fewer than two.
    """
    if len(policies) < 2:
        raise ValueError("a comparison needs two options")
    quiet = [one for one in policies if not one.tells and one.channel > 0] or [policies[0]]
    open_ = sorted(
        (one for one in policies if one.publishes), key=lambda one: (one.publish or 0.0, -one.identifying)
    ) or [policies[-1]]
    return (quiet[0].code, open_[0].code) if quiet[0] != open_[0] else (policies[0].code, policies[-1].code)


def find(result: Result, pair: tuple[str, str] | None = None) -> Findings:
    """Ask a run. pair: codes of two of its options. Raises ValueError for fewer than two, KeyError for unknown ones."""
    pair = pair or usual_pair(result.dilemma.policies)
    both = tuple(_policy(result, code) for code in pair)
    fresh = draw(result.dilemma, FRESH, (result.seed + 1) % MOST_SEED)
    again = evaluate(replace(result.dilemma, policies=both), fresh)
    grid = grid_of(result.futures)
    told, brief = (
        {one.group: _told(result, one, pair, grid, _Fresh(fresh, again), limits) for one in MAIN}
        for limits in (MOST_LIMITS, 2)
    )
    asked = _asked(result, both)
    return Findings(pair, told, brief, asked, _waiting(result, both))


def _policy(result: Result, code: str) -> Policy:
    for one in result.dilemma.policies:
        if one.code == code:
            return one
    raise KeyError(code)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Futures in which nothing was looked for, and what comes of them."""

    futures: Futures
    outcomes: Outcomes


def _told(result: Result, one: Outcome, pair: tuple[str, str], grid: Grid, fresh: _Fresh, limits: int) -> Told:
    gain, gain_again = result.outcomes.gain(one.code, *pair), fresh.outcomes.gain(one.code, *pair)
    better = {pair[0]: gain > 0, pair[1]: gain < 0}
    if not better[pair[0]].any() or not better[pair[1]].any():
        return Told((), ())
    candidates = [found for code in pair for found in corners(grid, better[code], code, limits=limits)]
    return chosen(
        one.group,
        candidates,
        better,
        result.futures,
        {pair[0]: gain_again > 0, pair[1]: gain_again < 0},
        fresh.futures,
    )


def _asked(result: Result, both: tuple[Policy, ...]) -> tuple[Ask, ...]:
    """Worth of every belief to each group whose order can turn."""
    turning = [one for one in MAIN if _turns(result, one, both)]
    futures = Futures(result.futures.names, result.futures.values[:_ASKED])
    moved = tuple(policy.on((policy.publish or 0.0) + DELAY) for policy in both)
    later = evaluate(replace(result.dilemma, policies=moved), futures)
    return ask_first(
        futures.values,
        {one.group: _worth(result.outcomes, one, both) for one in turning},
        {one.group: _worth(later, one, both) for one in turning},
        names=futures.names,
    )


def _turns(result: Result, one: Outcome, both: tuple[Policy, ...]) -> bool:
    gain = result.outcomes.gain(one.code, both[0].code, both[1].code)
    return bool((gain > 0).any() and (gain < 0).any())


def _worth(outcomes: Outcomes, one: Outcome, both: tuple[Policy, ...]) -> NDArray[np.float32]:
    """People [n, option], more is better."""
    people = np.stack([outcomes.of(one.code, policy.code)[:_ASKED] for policy in both], axis=1)
    return people if one.better == "more" else -people


def _waiting(result: Result, both: tuple[Policy, ...]) -> Waiting | None:
    """The curve for the first of the two options that publishes."""
    public = next((one for one in both if one.publishes), None)
    if public is None:
        return None
    transfer = result.dilemma.transfer
    end = min(result.dilemma.horizon_detained, transfer.last if transfer is not None else _LONGEST)
    days = np.linspace(0.0, end, max(int(end), 1) + 1)
    daily = tuple(replace(public.on(float(day)), code=f"{place}") for place, day in enumerate(days))
    futures = Futures(result.futures.names, result.futures.values[:_CURVE])
    freed = evaluate(replace(result.dilemma, policies=daily), futures).all("freed").mean(axis=1)
    return Waiting(
        public.code, tuple(map(float, days)), tuple(map(float, freed)), _flat(days, freed, result.dilemma.detained)
    )


def _flat(days: Floats, freed: NDArray[np.float32], held: int) -> tuple[float, float]:
    """The stretch around the best day in which hardly fewer are freed."""
    best = int(freed.argmax())
    alike = freed >= freed[best] - _ALIKE * held
    first = last = best
    while first > 0 and alike[first - 1]:
        first -= 1
    while last + 1 < len(days) and alike[last + 1]:
        last += 1
    return float(days[first]), float(days[last])
