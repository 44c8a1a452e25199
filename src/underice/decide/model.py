"""From futures to outcomes: the equations of docs/method/decide.md, group by group, vectorised in chunks.

A future says how likely things are; its outcomes are means in people. Policies told in confidence are lived through
twice, kept and leaked, and weighed by the chance of a leak.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from underice.decide.detained import Shares, World, mixed, shares
from underice.decide.dilemma import Dilemma
from underice.decide.exponentials import Array
from underice.decide.futures import CHUNK, TRANSFER_DAY, varying
from underice.decide.kin import identified, reach
from underice.decide.outcomes import CODES, OUTCOMES, Outcomes
from underice.decide.policies import Policy
from underice.decide.result import Futures
from underice.decide.transit import OnTheWay, blocked, on_the_way

Beliefs = Mapping[str, Array]
_ROW = {code: index for index, code in enumerate(CODES)}


def evaluate(dilemma: Dilemma, futures: Futures) -> Outcomes:
    """Every outcome under every policy in every future: values [outcome, policy, n], float32, in people.

    Raises KeyError if `futures` lacks a column for something that varies: they were drawn for another dilemma.
    """
    if lacking := set(varying(dilemma)) - set(futures.names):
        raise KeyError(", ".join(sorted(lacking)))
    n = futures.values.shape[0]
    values = np.empty((len(OUTCOMES), len(dilemma.policies), n), dtype=np.float32)
    for start in range(0, n, CHUNK):
        rows = futures.values[start : start + CHUNK].T
        evaluate_chunk(dilemma, futures.names, rows, values[:, :, start : start + CHUNK])
    return Outcomes(OUTCOMES, dilemma.policies, values)


def evaluate_chunk(dilemma: Dilemma, names: tuple[str, ...], rows: Array, out: Array) -> None:
    """Fill `out` [outcome, policy, n] from `rows` [parameter, n], a row for each of `names`."""
    beliefs = beliefs_of(dilemma, names, rows)
    worlds = {one: worlds_of(one) for one in dilemma.policies}
    fates = shares(dilemma, beliefs, tuple({world: None for each in worlds.values() for world in each}))
    chunk = _Chunk(dilemma, beliefs, fates)
    for column, one in enumerate(dilemma.policies):
        chunk.fill(one, worlds[one], out[:, column])


def beliefs_of(dilemma: Dilemma, names: tuple[str, ...], rows: Array) -> dict[str, Array]:
    """Values [n] of every parameter by name: the row of those that vary, the one value of the others."""
    n = rows.shape[1]
    given = {name: np.ascontiguousarray(row) for name, row in zip(names, rows, strict=True)}
    beliefs = {
        name: given[name] if name in given else np.full(n, one.low, np.float32)
        for name, one in dilemma.believed.items()
    }
    if dilemma.transfer is not None:
        day = np.full(n, dilemma.transfer.first, np.float32)
        beliefs[TRANSFER_DAY] = given.get(TRANSFER_DAY, day)
    return beliefs


def worlds_of(policy: Policy) -> tuple[World, ...]:
    """How a policy can turn out: in the open, in silence, or (told in confidence) kept and leaked."""
    if not policy.tells:
        return (World(policy, public=False),)
    if policy.publishes:
        return (World(policy, public=True),)
    return (World(policy, public=False), World(policy, public=True))


class _Chunk:
    """What the policies of one chunk share: people reached by a text, arrests on the way, the blocked."""

    def __init__(self, dilemma: Dilemma, beliefs: Beliefs, fates: Mapping[World, Shares]) -> None:
        self.dilemma, self.beliefs, self.fates = dilemma, beliefs, fates
        self.people = np.float32(dilemma.detained)
        self.longest_sweep = dilemma.believed["sweep_days"].high
        self.reached = reach(dilemma.families, beliefs["checked_households"])
        self.prison = beliefs["camp"] * beliefs["prison"]
        self.blocked = blocked(beliefs)
        self.transit: dict[tuple[bool, float], OnTheWay] = {}
        self.none = np.zeros_like(self.blocked)

    def fill(self, policy: Policy, worlds: tuple[World, ...], out: Array) -> None:
        """Fill `out` [outcome, n] for a policy, worlds weighed by the chance of a leak."""
        columns = [self._outcomes(world) for world in worlds]
        if len(columns) == 1:
            for code, value in columns[0].items():
                out[_ROW[code]] = value
            return
        leak = self.beliefs[f"leak_{policy.audience}"]
        kept, leaked = columns
        for code, value in kept.items():
            out[_ROW[code]] = value if value is leaked[code] else value + leak * (leaked[code] - value)

    def _outcomes(self, world: World) -> dict[str, Array]:
        fate = self.fates[world]
        on_way = self._on_the_way(world)
        kin = self._kin(world, fate)
        return {
            "freed": self.people * fate.freed,
            "returned": self.people * fate.returned,
            "held": self.people * fate.held,
            "worst": self.people * self._worst(world, fate),
            "kin_identified": kin,
            "kin_punished": kin if kin is self.none else kin * self.beliefs["punished_share"],
            "extra_arrested": on_way.arrested,
            "extra_returned": on_way.returned,
            "blocked": self.blocked if self._public_in_time(world) else self.none,
        }

    def _worst(self, world: World, fate: Shares) -> Array:
        """The share returned to a prison camp or worse; publicity changes the odds of those returned after it."""
        if not world.public:
            return fate.returned * self.prison
        odds = mixed(self.beliefs["worse_names"], self.beliefs["worse_no_names"], world.policy.identifying)
        after = odds * self.prison / (1 + (odds - 1) * self.prison)
        returned_before = fate.returned_before
        worst: Array = returned_before * self.prison + (fate.returned - returned_before) * after
        return worst

    def _kin(self, world: World, fate: Shares) -> Array:
        strength = world.policy.identifying
        if not world.public or strength <= 0 or not self.reached:
            return self.none
        found = identified(self.dilemma, self.beliefs, fate.returned, self.reached)
        return found if strength >= 1 else found * np.float32(strength)

    def _public_in_time(self, world: World) -> bool:
        day = world.policy.publish
        return world.public and day is not None and day < self.dilemma.horizon_transit

    def _on_the_way(self, world: World) -> OnTheWay:
        public = self._public_in_time(world)
        day = world.policy.publish if public and world.policy.publish is not None else 0.0
        left = self.dilemma.horizon_transit - day
        longest = min(left, self.longest_sweep)
        key = (public, longest)
        if key not in self.transit:
            self.transit[key] = on_the_way(self.beliefs, public, longest)
        return self.transit[key]
