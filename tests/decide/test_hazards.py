"""The closed-form phases against a fine grid, and against the case that is exact."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE, believing
from underice.decide.detained import World, shares
from underice.decide.dilemma import Dilemma
from underice.decide.futures import draw
from underice.decide.hazards import breaks_of
from underice.decide.model import beliefs_of
from underice.decide.policies import policy

Floats = NDArray[np.float64]
STEPS = 600


def grid(dilemma: Dilemma, world: World, values: dict[str, Floats]) -> tuple[Floats, Floats]:
    """Shares freed and held by stepping through a fine grid of time, straight from the hazards, in double precision."""
    n = values["return_days"].size
    told = world.policy.publish if world.policy.tells else None
    day = np.inf if told is None else told
    horizon = dilemma.horizon_detained
    moved = values.get("transfer_day", np.full(n, np.inf))
    steps = STEPS * max(1, int(horizon / 60))
    breaks = np.broadcast_to(np.linspace(0, horizon, steps + 1), (n, steps + 1))
    special = np.stack([np.full(n, day), day + values["lag_days"], moved], axis=1)
    times = np.sort(np.concatenate([breaks, np.clip(special, 0, horizon)], axis=1), axis=1)
    held, freed = np.ones(n), np.zeros(n)
    for first, last in pairwise(times.T):
        middle, length = (first + last) / 2, last - first
        release, back = hazards(dilemma, world, values, middle, day)
        total = release + back
        gone = -np.expm1(-total * length)
        freed += held * gone * release / total
        held = held * (1 - gone)
        held = np.where((first < moved) & (moved <= last), held * (1 - values["transfer_share"]), held)
    return freed, held


def hazards(
    dilemma: Dilemma, world: World, values: dict[str, Floats], time: Floats, day: float
) -> tuple[Floats, Floats]:
    """Release and return a day at `time`, as docs/method/decide.md writes them."""
    after = time >= day
    since = np.where(after, time - min(day, 1e9), 0)
    quiet = (
        values["quiet_rate"]
        * np.exp(-np.log(2) * (time + dilemma.days_since_arrest) / values["quiet_half_life"])
        * world.policy.channel
    )
    kind = "names" if world.policy.identifying == 1 else "no_names"
    rate = np.zeros_like(time)
    times = np.ones_like(time)
    if world.policy.audience in ("states", "un"):
        rate = values[f"release_{world.policy.audience}"]
    if world.public:
        quiet = np.where(after, quiet * values["quiet_after"], quiet)
        rate = rate + values[f"release_{kind}"]
        times = np.where(after, 1 + (values[f"return_{kind}"] - 1) * np.exp(-since / values["attention_days"]), 1)
    loud = after & (since >= values["lag_days"])
    attention = np.exp(-np.maximum(since - values["lag_days"], 0) / values["attention_days"])
    return quiet + np.where(loud, rate * attention, 0), times / values["return_days"]


def differences(dilemma: Dilemma, worlds: tuple[World, ...], n: int, seed: int) -> float:
    """The largest error of the phases over n futures, in shares of the held."""
    futures = draw(dilemma, n, seed)
    beliefs = beliefs_of(dilemma, futures.names, futures.values.T)
    values = {name: value.astype(np.float64) for name, value in beliefs.items()}
    found = shares(dilemma, beliefs, worlds)
    worst = 0.0
    for world in worlds:
        freed, held = grid(dilemma, world, values)
        worst = max(worst, float(np.abs(found[world].freed - freed).max()))
        worst = max(worst, float(np.abs(found[world].held - held).max()))
        worst = max(worst, float(np.abs(found[world].returned - (1 - freed - held)).max()))
    return worst


WORLDS = (
    World(policy("hold"), public=False),
    World(policy("quiet"), public=False),
    World(policy("wait_names"), public=True),
    World(policy("names_now"), public=True),
    World(policy("no_names_now"), public=True),
    World(policy("briefing"), public=False),
    World(policy("un"), public=True),
)


def test_goal_7_phases_are_within_a_thousandth_of_a_fine_grid_over_ten_thousand_futures() -> None:
    assert differences(TWELVE, WORLDS, 10_000, seed=11) <= 1e-3


def test_goal_7_phases_are_within_a_thousandth_of_a_fine_grid_with_a_transfer() -> None:
    assert differences(BY_THE_TWENTIETH, WORLDS, 3_000, seed=12) <= 1e-3


@pytest.mark.parametrize("horizon", [3.0, 14.0, 120.0, 365.0])
def test_phases_are_within_a_thousandth_of_a_fine_grid_on_other_horizons(horizon: float) -> None:
    assert differences(replace(BY_THE_TWENTIETH, horizon_detained=horizon), WORLDS[1:4], 1_000, seed=13) <= 1e-3


def test_phases_double_from_four_days_at_most() -> None:
    assert [breaks_of(days) for days in (0, 4, 7, 60)] == [(0, 2), (0, 2), (0, 2, 4), (0, 2, 4, 8, 16, 32)]


def test_phases_are_within_a_thousandth_when_publicity_revives_the_channel_and_takes_weeks_to_tell() -> None:
    slow = believing(TWELVE, quiet_after=2, lag_days=21, return_names=5)
    assert differences(slow, WORLDS[2:4], 1_000, seed=14) <= 1e-3


@pytest.mark.parametrize("release", [0.0005, 0.02, 0.5])
@pytest.mark.parametrize("mean_return", [2.0, 20.0, 400.0])
def test_hazards_that_do_not_fade_give_the_exact_competing_risks(release: float, mean_return: float) -> None:
    steady = believing(replace(TWELVE, days_since_arrest=0), quiet_rate=release, return_days=mean_return)
    beliefs = beliefs_of(steady, (), np.empty((0, 1), np.float32))
    beliefs["quiet_half_life"] = np.full(1, 1e12, np.float32)
    found = shares(steady, beliefs, (WORLDS[1],))[WORLDS[1]]
    total = release + 1 / mean_return
    held = np.exp(-total * 60)
    assert found.held[0] == pytest.approx(held, abs=2e-6)
    assert found.freed[0] == pytest.approx(release / total * (1 - held), abs=2e-6)


def test_the_case_of_the_shared_data_comes_out(shared: Callable[[str], Path]) -> None:
    for case in json.loads(shared("data/decide/waiting_expected.json").read_text())["competing"]:
        steady = believing(
            replace(TWELVE, days_since_arrest=0, horizon_detained=case["H"]),
            quiet_rate=case["release"],
            return_days=1 / case["repatriation"],
        )
        beliefs = beliefs_of(steady, (), np.empty((0, 1), np.float32))
        beliefs["quiet_half_life"] = np.full(1, 1e12, np.float32)
        found = shares(steady, beliefs, (WORLDS[1],))[WORLDS[1]]
        assert found.freed[0] == pytest.approx(case["P_released"], abs=2e-6)
        assert found.returned[0] == pytest.approx(case["P_repatriated"], abs=2e-6)
        assert found.held[0] == pytest.approx(case["P_held"], abs=2e-6)
