"""How good forecasts were: Brier, log and interval scores, and how often 90 % intervals held what came.

Scores are errors: 0 is best, less is better. They belong to forecasts, never to the people the forecasts were about.

    brier(0.7, True)                     # 0.09
    interval(3, 9, 12)                   # width 6, and 20 for each person it missed by: 66
    calibration([True, False, …])        # None under ten resolved forecasts: then nothing is said

Sources: Brier 1950 (Monthly Weather Review 78:1-3); Good 1952 (the logarithmic score); Gneiting and Raftery 2007
(Journal of the American Statistical Association 102:359-378, section 6.2, the interval score); Brown, Cai and DasGupta
2001 (Statistical Science 16:101-133, the Beta(1/2, 1/2) interval of a share).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

CLIP = 0.01
"""A forecast of less than this or of more than one minus this is scored as if it were this (a judgement): one wrong
"never" would outweigh everything else for ever."""
LEVEL = 0.9
"""The share of intervals that should hold what came."""
LEAST = 10
"""Resolved forecasts under which nothing is said about calibration (a judgement): chance alone would do the talking."""
_STEPS = 200
_TINY = 1e-300
_EXACT = 1e-16


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often intervals held what came. held of n; share = held / n; low, high: a 90 % interval of the true share."""

    held: int
    n: int
    share: float
    low: float
    high: float


def brier(probability: float, happened: bool) -> float:
    """The squared distance between the probability given and what came (1 or 0); from 0 to 1, less is better.

    Raises ValueError for a probability outside 0 to 1.
    """
    return (_probability(probability) - (1.0 if happened else 0.0)) ** 2


def log(probability: float, happened: bool) -> float:
    """Minus the natural logarithm of the probability given to what came, held to CLIP and 1 - CLIP; less is better.

    Raises ValueError for a probability outside 0 to 1.
    """
    clipped = min(max(_probability(probability), CLIP), 1.0 - CLIP)
    return -math.log(clipped if happened else 1.0 - clipped)


def interval(low: float, high: float, value: float, level: float = LEVEL) -> float:
    """The width of an interval, and 2 / (1 - level) for each unit by which it missed; less is better.

    Raises ValueError for an interval upside down, numbers that are not finite or a level outside 0 to 1.
    """
    if not all(map(math.isfinite, (low, high, value))) or low > high or not 0.0 < level < 1.0:
        raise ValueError("an interval runs from low to high, and a level lies between 0 and 1")
    missed = max(low - value, 0.0) + max(value - high, 0.0)
    return (high - low) + 2.0 / (1.0 - level) * missed


def calibration(held: Sequence[bool], level: float = 0.9) -> Calibration | None:
    """How often intervals held what came, with an equal-tailed Beta(1/2, 1/2) interval; None under LEAST of them.

    held: one truth value for each resolved interval. level: of the interval of the share.
    """
    n = len(held)
    if n < LEAST:
        return None
    hits = sum(held)
    low, high = share_interval(hits, n, level)
    return Calibration(hits, n, hits / n, low, high)


def share_interval(hits: int, n: int, level: float = 0.9) -> tuple[float, float]:
    """The equal-tailed interval of a share after `hits` of `n`, from a Beta(1/2, 1/2) prior (Jeffreys).

    At no hits it begins at 0, at n of n it ends at 1. Raises ValueError unless 0 <= hits <= n.
    """
    if not 0 <= hits <= n or not 0.0 < level < 1.0:
        raise ValueError("hits lie between 0 and n, and a level between 0 and 1")
    a, b, tail = hits + 0.5, n - hits + 0.5, (1.0 - level) / 2.0
    low = 0.0 if hits == 0 else beta_quantile(tail, a, b)
    high = 1.0 if hits == n else beta_quantile(1.0 - tail, a, b)
    return low, high


def beta_quantile(p: float, a: float, b: float) -> float:
    """Where the distribution function of Beta(a, b) reaches p, by bisection; a, b > 0, 0 <= p <= 1."""
    low, high = 0.0, 1.0
    for _step in range(_STEPS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if beta_share(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): the share of Beta(a, b) up to x.

    By the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, with Lentz's method.
    """
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):  # there the fraction of the other side converges fast
        return 1.0 - beta_share(1.0 - x, b, a)
    front = a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(front) / a * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    c = 1.0
    d = 1.0 / _never_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _STEPS):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0)),
        ):
            d = 1.0 / _never_zero(1.0 + part * d)
            c = _never_zero(1.0 + part / c)
            value *= c * d
        if abs(c * d - 1.0) < _EXACT:
            break
    return value


def _never_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _probability(value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError("a probability lies between 0 and 1")
    return value
