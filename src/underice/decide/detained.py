"""What becomes of the detained under each policy: shares freed, returned and still held, with and without a leak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from underice.decide.dilemma import Dilemma
from underice.decide.exponentials import Array, falling
from underice.decide.hazards import Clock, Fading, Fate, Phase, Weights, breaks_of
from underice.decide.policies import Policy

_LN2 = np.float32(0.6931471805599453)
Beliefs = Mapping[str, Array]
"""Values [n] of every parameter, and of "transfer_day" if a transfer was heard of."""


@dataclass(frozen=True, slots=True)
class World:
    """How a policy turns out: nothing becomes public, or it does (by publishing, or by a leak)."""

    policy: Policy
    public: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares [n] of the held: freed and still held at the horizon, returned, and returned before anything was public."""

    freed: Array
    held: Array
    returned: Array
    returned_before: Array


def shares(dilemma: Dilemma, beliefs: Beliefs, worlds: tuple[World, ...]) -> dict[World, Shares]:
    """The shares of every world. Worlds told on the same day are lived through together, phase by phase."""
    made = _Detained(dilemma, beliefs)
    by_day: dict[float | None, list[World]] = {}
    for world in worlds:
        by_day.setdefault(_day(dilemma, world.policy), []).append(world)
    found: dict[World, Shares] = {}
    for day, together in by_day.items():
        found |= made.untold(together) if day is None else made.told(day, together)
    return found


def _day(dilemma: Dilemma, policy: Policy) -> float | None:
    """The day on which somebody is told, if it falls within the horizon."""
    if not policy.tells or policy.publish is None or policy.publish >= dilemma.horizon_detained:
        return None
    return policy.publish


def mixed(names: Array, no_names: Array, strength: float) -> Array:
    """The effect of a text that identifies with `strength` between that of one with names and one without."""
    if strength >= 1:
        return names
    if strength <= 0:
        return no_names
    between: Array = no_names + (names - no_names) * np.float32(strength)
    return between


class _Detained:
    """What the worlds of one chunk share."""

    def __init__(self, dilemma: Dilemma, beliefs: Beliefs) -> None:
        self.dilemma, self.beliefs = dilemma, beliefs
        self.horizon = np.float32(dilemma.horizon_detained)
        self.fading = Fading(
            _LN2 / beliefs["quiet_half_life"],
            np.reciprocal(beliefs["attention_days"]),
            np.reciprocal(beliefs["return_days"]),
        )
        since_arrest = falling(self.fading.quiet * np.float32(dilemma.days_since_arrest))
        self.quiet = beliefs["quiet_rate"] * since_arrest / self.fading.quiet
        self.n = self.quiet.size
        self.none = np.zeros(self.n, np.float32)
        self.ones = np.ones(self.n, np.float32)
        self.transfer = dilemma.transfer

    def untold(self, worlds: list[World]) -> dict[World, Shares]:
        """Worlds in which nobody is told within the horizon: only the strength of the quiet channel differs."""
        fates = self._quiet(worlds, self.dilemma.horizon_detained, Clock(self.ones, self.none))
        transferred = self._transferred(self.dilemma.horizon_detained)
        done: dict[World, Shares] = {}
        for world in worlds:
            freed, held = fates[world.policy.channel].after(transferred)
            returned = 1 - freed - held
            done[world] = Shares(freed, held, returned, returned)
        return done

    def told(self, day: float, worlds: list[World]) -> dict[World, Shares]:
        """Worlds in which somebody is told on `day`: quiet until then, a lag without effect on release, attention."""
        clock = Clock(self.ones, self.ones)
        before = self._quiet(worlds, day, clock)
        fates = {world: before[world.policy.channel].copy() for world in worlds}
        lag = np.minimum(self.beliefs["lag_days"], self.horizon - np.float32(day))
        silent = {world: self._weights(world) for world in worlds}
        clock.attention = self.ones
        longest = min(self.dilemma.believed["lag_days"].high, self.dilemma.horizon_detained - day)
        start = np.full(self.n, day, np.float32)
        for phase in self._phases(clock, start, start + lag, (day, day + longest)):
            for world, fate in fates.items():
                fate.advance(phase, Weights(silent[world].quiet, self.none, silent[world].hurry))
        faded, clock.attention = clock.attention, self.ones
        loud = {world: Weights(one.quiet, one.public, one.hurry * faded) for world, one in silent.items()}
        end = np.full(self.n, self.horizon, np.float32)
        for phase in self._phases(clock, start + lag, end, (day, self.dilemma.horizon_detained)):
            for world, fate in fates.items():
                fate.advance(phase, loud[world])
        return {world: self._close(fate, before[world.policy.channel], day) for world, fate in fates.items()}

    def _quiet(self, worlds: list[World], until: float, clock: Clock) -> dict[float, Fate]:
        """Fates by strength of the quiet channel after `until` days without a word to anybody."""
        strengths = sorted({world.policy.channel for world in worlds})
        fates = {strength: Fate.start(self.n) for strength in strengths}
        if until <= 0:
            return fates
        weights = {
            one: Weights(self.quiet * np.float32(one), self.none, self.none, nobody_freed=one == 0) for one in strengths
        }
        for phase in self._phases(clock, self.none, np.full(self.n, until, np.float32), (0.0, until)):
            for strength, fate in fates.items():
                fate.advance(phase, weights[strength])
        return fates

    def _phases(self, clock: Clock, start: Array, end: Array, within: tuple[float, float]) -> Iterator[Phase]:
        """The phases from `start` to `end` [n], which lie `within` two days; cut in two at the day of transfer if it can."""
        transfer, (first, last) = self.transfer, within
        if transfer is None or transfer.first >= last:
            yield from clock.stretch(self.fading, end - start, breaks_of(last - first), late=False)
        elif transfer.last <= first:
            yield from clock.stretch(self.fading, end - start, breaks_of(last - first), late=True)
        else:
            cut = np.minimum(np.maximum(self.beliefs["transfer_day"], start), end)
            before, after = min(transfer.last, last) - first, last - max(transfer.first, first)
            yield from clock.stretch(self.fading, cut - start, breaks_of(before), late=False)
            yield from clock.stretch(self.fading, end - cut, breaks_of(after), late=True)

    def _transferred(self, until: float) -> Array | None:
        """The share [n] of those held who are returned on the day of transfer, if it came before day `until`."""
        if self.transfer is None:
            return None
        came = self.beliefs["transfer_day"] < np.float32(until)
        share: Array = self.beliefs["transfer_share"] * came
        return share

    def _close(self, fate: Fate, before: Fate, day: float) -> Shares:
        freed, held = fate.after(self._transferred(self.dilemma.horizon_detained))
        returned = 1 - freed - held
        if day <= 0:
            return Shares(freed, held, returned, self.none)
        freed_before, held_before = before.after(self._transferred(day))
        return Shares(freed, held, returned, 1 - freed_before - held_before)

    def _weights(self, world: World) -> Weights:
        """The weights of a world from the day on which somebody is told."""
        policy, beliefs = world.policy, self.beliefs
        quiet = self.quiet * np.float32(policy.channel)
        attention = beliefs["attention_days"]
        rate = self.none
        hurry = self.none
        if policy.audience in ("states", "un"):
            rate = beliefs[f"release_{policy.audience}"]
        if world.public:
            loud = mixed(beliefs["release_names"], beliefs["release_no_names"], policy.identifying)
            rate = rate + (loud if policy.carrier == "own" else loud * beliefs[policy.carrier])
            times = mixed(beliefs["return_names"], beliefs["return_no_names"], policy.identifying)
            hurry = self.fading.returning * (times - 1) * attention
            quiet = quiet * beliefs["quiet_after"]
        return Weights(quiet, rate * attention, hurry)
