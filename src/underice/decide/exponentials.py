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

_STEPS = 256
_LAST = 24
"""Beyond this exponent e^-x is taken as e^-24 (4e-11): of no list is a person left to be counted."""
_E_STEP = 0.996101369470117490474921049
"""e^(-1/256)."""
_SERIES = 0.1
"""Below this exponent four terms of the series of 1 - e^-x are nearer than 1 - falling(x)."""
_BITS = 12
_FINE = 1 << _BITS
_SLOPE, _BEND = np.float32(1 / _STEPS), np.float32(0.5 / _STEPS**2)


def falling(x: Array) -> Array:
    """e^-x for x ≥ 0, float32, relative error below 3e-7 up to x = 24 and constant beyond."""
    rest = x * np.float32(_STEPS)
    np.minimum(rest, np.float32(_STEPS * _LAST), out=rest)
    index = rest.astype(np.intp)
    rest -= index.astype(np.float32)
    near = rest * _BEND
    np.subtract(_SLOPE, near, out=near)
    near *= rest
    np.subtract(np.float32(1), near, out=near)
    near *= _falling_table().take(index, mode="clip")
    return near


def gone(x: Array) -> Array:
    """1 - e^-x for x ≥ 0, float32, relative error below 2e-6 for small x too, where 1 - falling(x) has no digits left."""
    near = np.float32(1 / 6) - x * np.float32(1 / 24)
    near = x * (1 - x * (np.float32(1 / 2) - x * near))
    value: Array = np.where(x < np.float32(_SERIES), near, 1 - falling(x))
    return value


@lru_cache(maxsize=1)
def _falling_table() -> Array:
    """e^(-i/256) for i = 0 … 24·256, by doubling: each half is the first half times one power."""
    size = _STEPS * _LAST + 1
    table: NDArray[np.float64] = np.ones(1)
    power = _E_STEP
    while table.size < size:
        table = np.concatenate([table, table * power])
        power *= power
    return table[:size].astype(np.float32)


def geometric(draws: NDArray[np.uint32], low: float, high: float) -> Array:
    """Values evenly spread by their logarithm: low·(high/low)^(draw/2^24) for whole draws below 2^24; 0 < low ≤ high."""
    coarse, fine = _power_tables(low, high)
    index = draws.astype(np.intp)
    value: Array = fine.take(index & (_FINE - 1), mode="clip")
    index >>= _BITS
    value *= coarse.take(index, mode="clip")
    return np.minimum(value, np.float32(high), out=value)


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
