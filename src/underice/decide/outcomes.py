"""What is counted, for each group apart and never summed: nine outcomes, in people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from underice.decide.policies import Policy
from underice.decide.ranges import Group

Better = Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A count of people in one group, and whether more or fewer of them is better.

    `main`: the one outcome of its group that stands for it where a single one must (regret, charts).
    """

    code: str
    group: Group
    better: Better
    main: bool = False


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("freed", "D", "more", main=True),
    Outcome("returned", "D", "less"),
    Outcome("held", "D", "less"),
    Outcome("worst", "D", "less"),
    Outcome("kin_identified", "F", "less", main=True),
    Outcome("kin_punished", "F", "less"),
    Outcome("extra_arrested", "T", "less"),
    Outcome("extra_returned", "T", "less", main=True),
    Outcome("blocked", "B", "less", main=True),
)
"""freed, returned, still held at the horizon, returned to a prison camp or worse (of the detained); kin identified and
severely punished because of us; arrested and returned beyond what happens without a sweep; later crossers stopped."""
CODES: tuple[str, ...] = tuple(one.code for one in OUTCOMES)
MAIN: tuple[Outcome, ...] = tuple(one for one in OUTCOMES if one.main)


def outcome(code: str) -> Outcome:
    """The outcome called `code`. Raises KeyError if there is none."""
    for one in OUTCOMES:
        if one.code == code:
            return one
    raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What follows in each future under each policy: `values[outcome, policy, n]`, float32, people.

    A value is the mean in that future (a future says how likely things are, not what happens), so it need not be
    whole; only what is shown to people is rounded.
    """

    outcomes: tuple[Outcome, ...]
    policies: tuple[Policy, ...]
    values: NDArray[np.float32]

    def of(self, code: str, policy: str) -> NDArray[np.float32]:
        """The values [n] of one outcome under one policy, by their codes. Raises KeyError for an unknown code."""
        chosen: NDArray[np.float32] = self.all(code)[_index(policy, [one.code for one in self.policies])]
        return chosen

    def all(self, code: str) -> NDArray[np.float32]:
        """The values [policy, n] of one outcome. Raises KeyError for an unknown code."""
        chosen: NDArray[np.float32] = self.values[_index(code, [one.code for one in self.outcomes])]
        return chosen

    def gain(self, code: str, policy: str, other: str) -> NDArray[np.float32]:
        """By how many people `policy` does better than `other` in each future [n]: above 0 means better, whichever
        way the outcome counts.
        """
        difference = self.of(code, policy) - self.of(code, other)
        return difference if outcome(code).better == "more" else -difference


def _index(code: str, codes: list[str]) -> int:
    try:
        return codes.index(code)
    except ValueError:
        raise KeyError(code) from None
