"""The ensemble: many worlds that agree with the published totals and differ in everything that had to be assumed.

Every assumption of data/assumptions.csv that has a range is one axis. The members are spread over the axes by a Latin
hypercube (McKay, Beckman and Conover, 1979): each axis is cut into as many slices of equal probability as there are
members, and every slice is used once. Along an axis the probability is a triangle from low over the default to high,
over the logarithm for factors. A count is made in every member, with chance on top where the number is modelled and not
printed; its low end is the lower quantile of all of these, such that the truth lies below it once in twenty times.

Everything here is a function that can only grow with its input, applied member by member, and quantiles keep order:
that is why telling one more fact can never raise a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from underice.exposure.assumptions import Assumption, assumption
from underice.exposure.ranges import Range

Floats = NDArray[np.float64]

MEMBERS = 24
"""Worlds of the ensemble, beside the default one."""
DEFAULT = MEMBERS
"""Index of the world in which every assumption has its default value."""
_DRAWS = 16
"""Points of the distribution of chance, of equal probability."""
_LOWER, _UPPER = 0.04, 0.975
"""Probabilities of the two ends. The lower one is set so that the true number, in worlds the ensemble has never seen, lies
below the low end in at most one case of twenty, and the upper so that both ends hold it in nine of ten
(tests/exposure/test_calibration.py measures both)."""
_SEED = 108
"""Of 4,000 seeds the one with the least correlation between any two axes (0.37)."""
_FACTORS = frozenset(
    {
        "multiplier",
        "age_by_place",
        "age_estimate",
        "origin_share",
        "origin_share_recent",
        "entry_profile",
        "family_form",
    }
)
_AXES = (
    "multiplier", "age_by_place", "age_estimate", "mortality", "births_after_census", "camps_home", "camp_last_age",
    "samchon_urban", "origin_share", "origin_share_recent", "entry_profile", "absent_together", "family_form",
    "place_end", "time_passed",
)  # fmt: skip
_BETWEEN = {
    # Where between the low, the middle and the high meaning of a place a member lies: -1, 0, 1.
    "place_end": Assumption("place_end", -1.0, 0.0, 1.0, "", "this module"),
    # How much of the time since the census a count with no day reckons with.
    "time_passed": Assumption("time_passed", 0.0, 0.0, 1.0, "", "this module"),
}

CHANCE: Floats = np.array([NormalDist().inv_cdf((place + 0.5) / _DRAWS) for place in range(_DRAWS)])
"""Deviations of the normal distribution, of equal probability each."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A number of people in every world of the ensemble; arrays of MEMBERS + 1 numbers, the last the default world.

    modelled: the number expected, around which the true one scatters; None if nothing is modelled.
    ceiling: a number that is printed, or printed times a factor, and cannot be passed; shape (worlds, 1), or
    (worlds, points of `CHANCE`) if a part of it scatters.
    """

    modelled: Floats | None
    ceiling: Floats

    def within(self, other: Floats) -> Spread:
        """The same with a further modelled number that may not be passed."""
        return Spread(other if self.modelled is None else np.minimum(self.modelled, other), self.ceiling)

    def range(self) -> Range:
        """The lower quantile, the number of the default world (without chance), and the upper quantile.

        The middle of a ceiling that scatters is the mean of its points.
        """
        ceiling = self.ceiling
        middle = float(ceiling[DEFAULT].mean())
        if self.modelled is None:
            outcomes = ceiling[:DEFAULT]
        else:
            middle = min(middle, float(self.modelled[DEFAULT]))
            outcomes = np.minimum(scattered(self.modelled[:DEFAULT]), ceiling[:DEFAULT])
        low, high = _quantiles(outcomes)
        return Range(min(low, middle), middle, max(high, middle))

    def homes(self, expected: Floats) -> Range:
        """The range of the households of these people, of which `expected` are expected.

        A printed number of people is certain, so that of their households does not fall below the one expected by
        chance; it may lie above, or else telling more could raise it.
        """
        if self.modelled is not None:
            return self.within(expected).range()
        outcomes = np.maximum(scattered(expected[:DEFAULT]), expected[:DEFAULT, None])
        middle = min(float(self.ceiling[DEFAULT].mean()), float(expected[DEFAULT]))
        low, high = _quantiles(np.minimum(outcomes, self.ceiling[:DEFAULT]))
        return Range(min(low, middle), middle, max(high, middle))


def scattered(expected: Floats) -> Floats:
    """Numbers that may be true where `expected` is expected: shape (…, points of chance), none below 0.

    A Poisson number has the standard deviation √n, and a group may be larger or smaller than the tables say together
    (`uneven`). The result grows with `expected` at every point.
    """
    outcomes: Floats = np.sqrt(expected + (_uneven() * expected) ** 2)[..., None] * CHANCE
    outcomes += expected[..., None]
    return np.maximum(outcomes, 0.0, out=outcomes)


@cache
def _uneven() -> float:
    return assumption("uneven").default


def _quantiles(outcomes: Floats) -> tuple[float, float]:
    """The lower and the upper quantile of equally probable numbers, (members, 1 or points of chance)."""
    flat = outcomes.ravel()
    below, above = int(_LOWER * len(flat)), int(_UPPER * len(flat))
    ordered = np.partition(flat, (below, above))
    return float(ordered[below]), float(ordered[above])


@lru_cache(maxsize=64)
def axis(code: str) -> Floats:
    """The value of one assumption in every world, shape (MEMBERS + 1,). Raises KeyError for one that is not varied."""
    known = _BETWEEN.get(code) or assumption(code)
    values = _triangle(_places()[code], known, logarithmic=code in _FACTORS)
    found = np.append(values, known.default)
    found.setflags(write=False)
    return found


def axis_if(code: str, told: bool) -> Floats:
    """The values of a factor if what it bears on is told; otherwise no less than 1, so that telling it raises nothing."""
    return axis(code) if told else np.maximum(axis(code), 1.0)


def spread_over(low: float, default: float, high: float, places: Floats) -> Floats:
    """Values at probabilities `places` (0 to 1) of a triangle from `low` over `default` to `high`."""
    if not low < high:
        return np.full_like(places, default)
    width, peak = high - low, (default - low) / (high - low)
    rising = low + width * np.sqrt(places * peak)
    falling = high - width * np.sqrt((1.0 - places) * (1.0 - peak))
    return np.where(places < peak, rising, falling)


def _triangle(places: Floats, known: Assumption, *, logarithmic: bool) -> Floats:
    if not logarithmic:
        return spread_over(known.low, known.default, known.high, places)
    low, default, high = (float(np.log(value)) for value in (known.low, known.default, known.high))
    return np.exp(spread_over(low, default, high, places))


@lru_cache(maxsize=1)
def _places() -> dict[str, Floats]:
    """Which slice of every axis each member has, as a probability."""
    chance = np.random.default_rng(_SEED)
    return {code: (chance.permutation(MEMBERS) + 0.5) / MEMBERS for code in _AXES}
