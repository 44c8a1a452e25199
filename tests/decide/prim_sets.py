"""Data sets for tests of PRIM, made from a seed: with ties, constant columns, planted boxes or none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Made:
    """Inputs x [n, p] and cases y [n]."""

    x: NDArray[np.float64]
    y: NDArray[np.bool_]


def made(seed: int, n: int, p: int, planted: bool = True) -> Made:
    """A data set. Every third column is rounded (ties); with planted, cases crowd in a box of at most three columns."""
    random = np.random.default_rng(seed)
    x = random.random((n, p))
    x[:, ::3] = np.round(x[:, ::3], 1 + seed % 2)
    if p > 4:
        x[:, 4] = 3.0
    inside = np.ones(n, dtype=np.bool_)
    if planted:
        for j in range(min(p, 1 + seed % 3)):
            inside &= (x[:, j] >= 0.1 * (seed % 5)) & (x[:, j] <= 0.6 + 0.05 * (seed % 7))
        return Made(x, np.where(inside, random.random(n) < 0.8, random.random(n) < 0.1))
    return Made(x, random.random(n) < 0.2)


def boxed(seed: int, n: int, p: int = 10) -> Made:
    """A known box: x1 ≥ .55, x4 ≤ .4, x7 from .3 to .8; 95 in 100 inside are cases, 3 in 100 outside."""
    random = np.random.default_rng(seed)
    x = random.random((n, p))
    inside = (x[:, 1] >= 0.55) & (x[:, 4] <= 0.4) & (x[:, 7] >= 0.3) & (x[:, 7] <= 0.8)
    return Made(x, np.where(inside, random.random(n) < 0.95, random.random(n) < 0.03))
