"""The equations of docs/method/decide.md for one future and one policy, in plain Python: what ema_workbench is given.

Written apart from underice.decide, in double precision and without its ways of saving work, so that equal outcomes
say something. `outcomes` returns the nine numbers by code.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from underice.decide.dilemma import Dilemma
from underice.decide.policies import Policy


def outcomes(dilemma: Dilemma, policy: Policy, v: Mapping[str, float]) -> dict[str, float]:
    """The nine outcomes of one policy in the future `v` (a value for every parameter), weighed by the chance of a leak."""
    if not policy.tells or policy.publishes:
        return _world(dilemma, policy, v, policy.publishes)
    kept, leaked = _world(dilemma, policy, v, False), _world(dilemma, policy, v, True)
    leak = v[f"leak_{policy.audience}"]
    return {code: value + leak * (leaked[code] - value) for code, value in kept.items()}


def _world(dilemma: Dilemma, policy: Policy, v: Mapping[str, float], public: bool) -> dict[str, float]:
    freed, held, returned, before = _detained(dilemma, policy, v, public)
    arrested, sent_back = _transit(v, public)
    kind = "names" if policy.identifying == 1 else "no_names"
    prison = v["camp"] * v["prison"]
    odds = v[f"worse_{kind}"] if public else 1.0
    after = odds * prison / (1 + (odds - 1) * prison)
    kin = _kin(dilemma, v, returned) if public and policy.identifying == 1 else 0.0
    return {
        "freed": dilemma.detained * freed,
        "returned": dilemma.detained * returned,
        "held": dilemma.detained * held,
        "worst": dilemma.detained * (before * prison + (returned - before) * after),
        "kin_identified": kin,
        "kin_punished": kin * v["punished_share"],
        "extra_arrested": arrested,
        "extra_returned": sent_back,
        "blocked": v["crossers_month"] * v["closing"] * v["closing_days"] / 30 if public else 0.0,
    }


def _kin(dilemma: Dilemma, v: Mapping[str, float], returned: float) -> float:
    total = 0.0
    for family in dilemma.families:
        together = v["shared_fate"]
        any_returned = min(family.detained, 1) * together * returned + (1 - together) * (
            1 - (1 - returned) ** family.detained
        )
        known = any_returned * v["known_if_returned"] + (1 - any_returned) * v["known_otherwise"]
        total += family.people * (1 - known) * v["text_worked"] * min(1, v["checked_households"] / (family.k or 1))
    return total


def _transit(v: Mapping[str, float], public: bool) -> tuple[float, float]:
    exponent = v["arrest_month"] * v["sweep_days"] / 30
    usual = v["transit_people"] * (1 - math.exp(-exponent))
    chance = v["sweep_published"] if public else v["sweep_anyway"]
    extra = v["transit_people"] * chance * (math.exp(-exponent) - math.exp(-exponent * v["sweep_factor"]))
    watched = min(1, v["returned_share"] * v["restraint"]) if public else v["returned_share"]
    return extra, watched * (usual + extra) - v["returned_share"] * usual


def _detained(
    dilemma: Dilemma, policy: Policy, v: Mapping[str, float], public: bool
) -> tuple[float, float, float, float]:
    """Shares freed, still held, returned, and returned before anything was public."""
    fade, theta, back = math.log(2) / v["quiet_half_life"], v["attention_days"], 1 / v["return_days"]
    quiet = v["quiet_rate"] * math.exp(-fade * dilemma.days_since_arrest) / fade * policy.channel
    horizon = dilemma.horizon_detained
    state = [1.0, 0.0]
    if not policy.tells or policy.publish is None:
        _stretch(state, (0.0, horizon), horizon, (quiet, fade, 0.0, theta, back, 0.0))
        return state[1], state[0], 1 - sum(state), 1 - sum(state)
    day, rate, hurry, kept = policy.publish, 0.0, 0.0, 1.0
    kind = "names" if policy.identifying == 1 else "no_names"
    if policy.audience in ("states", "un"):
        rate = v[f"release_{policy.audience}"]
    if public:
        rate += v[f"release_{kind}"]
        hurry, kept = back * (v[f"return_{kind}"] - 1) * theta, v["quiet_after"]
    if day > 0:
        _stretch(state, (0.0, day), day, (quiet, fade, 0.0, theta, back, 0.0))
    before = 1 - sum(state)
    lag = min(v["lag_days"], horizon - day)
    _stretch(state, (day, lag), dilemma.believed["lag_days"].high, (quiet * kept, fade, 0.0, theta, back, hurry))
    left = hurry * math.exp(-lag / theta)
    _stretch(
        state, (day + lag, horizon - day - lag), horizon - day, (quiet * kept, fade, rate * theta, theta, back, left)
    )
    return state[1], state[0], 1 - sum(state), before


def _stretch(
    state: list[float],
    span: tuple[float, float],
    longest: float,
    terms: tuple[float, float, float, float, float, float],
) -> None:
    """Move `state` (held, freed) through `span` (its start and length in days), phase by phase, the first of 4 days at most."""
    quiet, fade, public, theta, back, hurry = terms
    breaks = [0, 2]
    while 2 * longest / breaks[-1] > 4:
        breaks.append(2 * breaks[-1])
    unit = span[1] / breaks[-1]
    for first, last in pairwise(breaks):
        halves = []
        for end in ((first + last) / 2, last):
            lost_quiet = math.exp(-fade * (span[0] + first * unit)) - math.exp(-fade * (span[0] + end * unit))
            lost = math.exp(-first * unit / theta) - math.exp(-end * unit / theta)
            release = quiet * lost_quiet + public * lost
            halves.append((release, release + back * (end - first) * unit + hurry * lost))
        (release_mid, total_mid), (release, total) = halves
        if total == 0:
            continue
        share, stay = release / total, math.exp(-total)
        lean = 4 * ((1 + stay) / total - 2 * (1 - stay) / total**2) if total > 1e-3 else 2 / 3 * total
        state[1] += state[0] * (share * (1 - stay) + (release_mid - share * total_mid) * lean)
        state[0] *= stay
