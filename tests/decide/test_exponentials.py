"""Powers and exponentials that are the same bits on every machine."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.exponentials import falling, geometric, gone, whole_power


def test_falling_is_within_three_in_ten_million_of_the_exponential() -> None:
    x = np.linspace(0, 24, 400_001).astype(np.float32)
    assert np.abs(falling(x) / np.exp(-x.astype(np.float64)) - 1).max() < 3e-7


def test_falling_stays_where_it_is_beyond_twenty_four() -> None:
    assert falling(np.array([24, 1e6, np.inf], np.float32)).tolist() == [falling(np.array([24], np.float32))[0]] * 3


def test_gone_keeps_its_digits_for_small_exponents() -> None:
    x = np.geomspace(1e-20, 24, 400_001).astype(np.float32)
    assert np.abs(gone(x) / -np.expm1(-x.astype(np.float64)) - 1).max() < 2e-6


def test_the_bits_are_those_of_every_other_machine() -> None:
    x = (np.arange(100_000, dtype=np.float32) * np.float32(0.00025)).astype("<f4")
    draws = np.arange(0, 2**24, 997, dtype=np.uint32)
    parts = (falling(x), gone(x), geometric(draws, 0.0003, 0.03))
    bits = hashlib.sha256(b"".join(part.astype("<f4").tobytes() for part in parts)).hexdigest()
    assert bits == "4506c250633076239a6c3118f10d41a6b42ffda45f2ad2bba55b98c3903625e8"


@given(st.floats(1e-4, 10), st.floats(1, 1e4), st.integers(0, 2**24 - 1))
def test_geometric_draws_lie_between_the_ends_at_the_share_of_their_logarithm(
    low: float, ratio: float, draw: int
) -> None:
    value = float(geometric(np.array([draw], np.uint32), low, low * ratio)[0])
    assert value == pytest.approx(low * ratio ** (draw / 2**24), rel=1e-6)
    assert np.float32(low) * (1 - 1e-6) <= value <= np.float32(low * ratio)


@given(st.floats(0, 1), st.integers(0, 40))
def test_whole_powers_are_products(base: float, exponent: int) -> None:
    assert whole_power(np.array([base], np.float32), exponent)[0] == pytest.approx(base**exponent, rel=1e-4, abs=1e-30)
