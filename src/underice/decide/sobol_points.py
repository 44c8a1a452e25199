"""Sobol' points: points in the unit cube that fill it more evenly than random ones.

Sources: Sobol' (1967), USSR Computational Mathematics and Mathematical Physics 7; initial direction numbers of Joe and
Kuo (2008), in data/sobol_directions.csv with its licence beside it; random linear scrambling with a digital shift after
Matoušek (1998), Journal of Complexity 14. The points are those of the Gray-code order in another order, the same set
for every power of two.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 256
"""Direction numbers are kept for so many dimensions."""
BITS = 30
"""Each coordinate has so many binary digits; more points than 2 ** BITS would repeat."""

_Words = NDArray[np.uint32]


def sobol_points(n: int, dimensions: int, seed: int | None = 0) -> NDArray[np.float64]:
    """The first n Sobol' points, [n, dimensions], each coordinate over 0 and under 1.

    n must be a power of two: other numbers of points are unbalanced and give worse means. seed scrambles the points,
    which keeps their evenness and makes means unbiased; the same seed gives the same points on every machine. None
    leaves them as they are (shifted by half of the last digit, so that no coordinate is 0).

    Raises ValueError for other n, and for dimensions under 1 or over 256.
    """
    if n < 1 or n & (n - 1) or n > 2**BITS:
        raise ValueError(f"n is {n}; Sobol' points come in powers of two, up to 2**{BITS}")
    if not 1 <= dimensions <= DIMENSIONS:
        raise ValueError(f"{dimensions} dimensions; there are direction numbers for 1 to {DIMENSIONS}")
    directions = _directions()[:dimensions]
    shift = np.zeros(dimensions, dtype=np.uint32)
    if seed is not None:
        random = np.random.default_rng(seed)
        directions = _scrambled(directions, random)
        shift = _words(random, BITS, dimensions)
    points = np.empty((n, dimensions))
    for j in range(dimensions):
        words = np.empty(n, dtype=np.uint32)
        words[0] = shift[j]
        for bit in range(n.bit_length() - 1):
            words[1 << bit : 2 << bit] = words[: 1 << bit] ^ directions[j, bit]
        points[:, j] = (words + 0.5) * 2.0**-BITS
    return points


def _words(random: np.random.Generator, bits: int, count: int) -> _Words:
    """Random words of so many bits."""
    return random.integers(0, 1 << bits, size=count, dtype=np.int64).astype(np.uint32)


def _scrambled(directions: _Words, random: np.random.Generator) -> _Words:
    """Directions times a random lower triangular matrix of bits with ones on the diagonal, one a dimension."""
    dimensions = directions.shape[0]
    out = np.zeros_like(directions)
    for row in range(BITS):  # row 0 makes the first binary digit
        above = _words(random, row, dimensions) << np.uint32(BITS - row)
        mask = above | np.uint32(1 << (BITS - 1 - row))
        parity = (np.bitwise_count(directions & mask[:, None]) & 1).astype(np.uint32)
        out |= parity << np.uint32(BITS - 1 - row)
    return out


@lru_cache(maxsize=1)
def _directions() -> _Words:
    """Direction numbers of all dimensions as BITS-digit integers, [DIMENSIONS, BITS]."""
    table = np.zeros((DIMENSIONS, BITS), dtype=np.uint32)
    text = files("underice.decide").joinpath("data/sobol_directions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        first = [int(m) for m in row["directions"].split()]
        table[int(row["dimension"]) - 1] = _expand(int(row["polynomial"]), first)
    return table


def _expand(polynomial: int, first: list[int]) -> list[int]:
    """All BITS direction numbers of one dimension from its first ones, by the recurrence of its primitive polynomial.

    polynomial: coefficients as bits, the highest and the last included; 0 for the first dimension (van der Corput).
    """
    degree = len(first)
    if not degree:
        return [1 << (BITS - 1 - bit) for bit in range(BITS)]
    numbers = [m << (BITS - 1 - bit) for bit, m in enumerate(first)]
    for bit in range(degree, BITS):
        value = numbers[bit - degree] ^ (numbers[bit - degree] >> degree)
        for back in range(1, degree):
            if polynomial >> (degree - back) & 1:
                value ^= numbers[bit - back]
        numbers.append(value)
    return numbers
