"""Powers and exponentials from + − × ÷ √ alone, so that every machine gets the same bits.

`numpy.exp` on float32 differs in the last bits between processors (it picks AVX-512, AVX2 or the C library). IEEE 754
fixes the results of the five operations used here, so a seed gives the same futures and the same table anywhere.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

_STEPS = 64
_LAST = 80
"""Beyond this exponent e^-x is taken as e^-80 (2e-35): no person is left to be counted."""
_E_STEP = 0.984496437005408405986988829697
"""e^(-1/64)."""
_BITS = 12
_FINE = 1 << _BITS


def falling(x: Array) -> Array:
    """e^-x for x ≥ 0, float32, relative error below 3e-7 up to x = 80 and constant beyond."""
    capped = np.minimum(x, np.float32(_LAST))
    index = (capped * np.float32(_STEPS)).astype(np.intp)
    rest = capped - index.astype(np.float32) * np.float32(1 / _STEPS)
    near = 1 - rest * (1 - rest * (np.float32(0.5) - rest * np.float32(1 / 6)))
    value: Array = np.take(_falling_table(), index, mode="clip") * near
    return value


@lru_cache(maxsize=1)
def _falling_table() -> Array:
    """e^(-i/64) for i = 0 … 80·64, by doubling: each half is the first half times one power."""
    size = _STEPS * _LAST + 1
    table = np.ones(1)
    power = _E_STEP
    while table.size < size:
        table = np.concatenate([table, table * power])
        power *= power
    return table[:size].astype(np.float32)


def geometric(draws: NDArray[np.uint32], low: float, high: float) -> Array:
    """Values evenly spread by their logarithm: low·(high/low)^(draw/2^24) for whole draws below 2^24; 0 < low ≤ high."""
    coarse, fine = _power_tables(low, high)
    value: Array = np.take(coarse, draws >> np.uint32(_BITS)) * np.take(fine, draws & np.uint32(_FINE - 1))
    return np.minimum(value, np.float32(high))


@lru_cache(maxsize=128)
def _power_tables(low: float, high: float) -> tuple[Array, Array]:
    """low·ratio^(i/2^12) and ratio^(j/2^24) for i, j below 2^12, from square roots of the ratio."""
    root = high / low
    roots = []
    for _ in range(2 * _BITS):
        root = math.sqrt(root)
        roots.append(root)
    coarse, fine = np.full(1, low), np.ones(1)
    for place in range(_BITS):
        coarse = np.concatenate([coarse, coarse * roots[_BITS - 1 - place]])
        fine = np.concatenate([fine, fine * roots[2 * _BITS - 1 - place]])
    return coarse.astype(np.float32), fine.astype(np.float32)


def whole_power(base: Array, exponent: int) -> Array:
    """base^exponent for a whole exponent ≥ 0, by squaring."""
    result = np.ones_like(base)
    while exponent:
        if exponent & 1:
            result = result * base
        base = base * base
        exponent >>= 1
    return result
