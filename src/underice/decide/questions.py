"""What is asked of a run beyond its table: what would flip a choice, which belief to ask first, how long to wait."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from underice.decide.ask_first import Ask, ask_first
from underice.decide.exponentials import Array
from underice.decide.flips import Flips, flips
from underice.decide.model import evaluate
from underice.decide.outcomes import MAIN, Outcome, Outcomes, outcome
from underice.decide.policies import policy as policy_of
from underice.decide.result import Futures, Result
from underice.decide.side_by_side import TIE
from underice.decide.waiting import Wait, compare_days

ASKED = 10_000
"""Futures on which the worth of an answer and the days of waiting are measured."""
LONGEST = 30.0
"""Days of waiting looked at when no transfer is heard of. A judgement: the cases in reference_cases.csv are shorter."""


def flips_of(result: Result, policy: str, other: str, code: str) -> Flips:
    """Conditions under which `policy` does better than `other` in one outcome, and the reverse.

    Raises KeyError for unknown codes.
    """
    gain = result.outcomes.gain(code, policy, other)
    return flips(result.futures.values, gain, names=result.futures.names, alike=TIE)


def asked(result: Result, days: float) -> tuple[Ask, ...]:
    """What an answer to each belief is worth to each group, less what waiting `days` for it costs, over all policies.

    Whatever is told is then told `days` later. A group that no policy treats differently is left out.
    """
    dilemma = result.dilemma
    moved = tuple(one if one.publish is None else one.on(one.publish + days) for one in dilemma.policies)
    futures = Futures(result.futures.names, result.futures.values[:ASKED])
    later = evaluate(replace(dilemma, policies=moved), futures)
    differing = [one for one in MAIN if np.ptp(result.outcomes.all(one.code)[:, :ASKED], axis=0).any()]
    return ask_first(
        futures.values,
        {one.group: _benefit(result.outcomes, one) for one in differing},
        {one.group: _benefit(later, one) for one in differing},
        names=futures.names,
    )


def _benefit(outcomes: Outcomes, one: Outcome) -> Array:
    """People [n, policy], more is better."""
    people = outcomes.all(one.code)[:, :ASKED].T
    return people if one.better == "more" else -people


def waiting_of(result: Result, policy: str, code: str) -> Wait:
    """What telling on each day from now gives in one outcome, people, and the days about as good as the best.

    Days run to the last day of a transfer heard of, or for 30 days. Raises KeyError for unknown codes, ValueError for a
    policy that tells nobody.
    """
    dilemma = result.dilemma
    one = policy_of(policy, dilemma.policies)
    if not one.tells:
        raise ValueError(f"{policy} tells nobody: there is no day to choose")
    end = LONGEST if dilemma.transfer is None else dilemma.transfer.last
    days = [float(day) for day in range(int(min(end, dilemma.horizon_detained)) + 1)]
    daily = tuple(replace(one.on(day), code=str(day)) for day in days)
    futures = Futures(result.futures.names, result.futures.values[:ASKED])
    values = evaluate(replace(dilemma, policies=daily), futures).all(code)
    return compare_days(days, values if outcome(code).better == "more" else -values)
