"""Others on the way, and those who will want to cross later: what publicity does to people not on the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from underice.decide.exponentials import Array, falling

Beliefs = Mapping[str, Array]
_MONTH = np.float32(1 / 30)


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """People [n] arrested and returned beyond what happens when no sweep comes."""

    arrested: Array
    returned: Array


def on_the_way(beliefs: Beliefs, public: bool, longest: float) -> OnTheWay:
    """Arrests N·(1 - exp(-a·D/30·[1 + s(M-1)])) with a sweep (s = 1) against without, and the returns among them.

    `public`: something is in the open, so a sweep comes with another chance and the world watches (restraint g).
    `longest` bounds the days of a sweep: what is left of the horizon after publication.
    """
    days = np.minimum(beliefs["sweep_days"], np.float32(max(longest, 0)))
    exponent = beliefs["arrest_month"] * days * _MONTH
    spared = falling(exponent)
    people = beliefs["transit_people"]
    chance = beliefs["sweep_published"] if public else beliefs["sweep_anyway"]
    swept = falling(exponent * beliefs["sweep_factor"])
    arrested = people * chance * (spared - swept)
    share = beliefs["returned_share"]
    if not public:
        return OnTheWay(arrested, arrested * share)
    usual = people * (1 - spared)
    watched = np.minimum(share * beliefs["restraint"], np.float32(1))
    return OnTheWay(arrested, watched * (usual + arrested) - share * usual)


def blocked(beliefs: Beliefs) -> Array:
    """Later crossers [n] stopped by tighter borders after something became public: flow·η·days/30."""
    stopped: Array = beliefs["crossers_month"] * beliefs["closing"] * beliefs["closing_days"] * _MONTH
    return stopped
