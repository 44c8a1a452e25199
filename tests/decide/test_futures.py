"""Futures: the same bits for the same seed, within their ranges, each belief with draws of its own."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE, believing
from underice.decide.dilemma import Dilemma, Transfer
from underice.decide.futures import CHUNK, TRANSFER_DAY, column, draw, varying
from underice.decide.policies import policy
from underice.decide.ranges import CannotRun, shipped


def test_the_same_seed_draws_the_bits_that_every_machine_draws() -> None:
    values = np.ascontiguousarray(draw(BY_THE_TWENTIETH, CHUNK + 100, 20120214).values)
    assert (
        hashlib.sha256(values.astype("<f4").tobytes()).hexdigest()
        == "78bef25f026f0b64b15b6b0a8b73e623e9c9d1dd7f4e69c5a3e8f97ac8f1f75b"
    )


@given(st.integers(0, 2**64 - 1), st.integers(1, 2 * CHUNK))
@settings(max_examples=10)
def test_the_first_futures_of_a_longer_run_are_those_of_a_shorter_one(seed: int, n: int) -> None:
    longer = draw(TWELVE, 2 * CHUNK + 10, seed)
    assert np.array_equal(longer.values[:n], draw(TWELVE, n, seed).values)


def test_another_seed_draws_other_futures() -> None:
    assert not np.array_equal(draw(TWELVE, 100, 1).values, draw(TWELVE, 100, 2).values)


def test_every_value_lies_within_its_range() -> None:
    futures = draw(BY_THE_TWENTIETH, 50_000, 3)
    for name in futures.names:
        values = futures.column(name)
        low, high = (5, 8) if name == TRANSFER_DAY else (shipped()[name].low, shipped()[name].high)
        assert values.min() >= np.float32(low)
        assert values.max() <= np.float32(high)


def test_draws_are_even_in_the_shape_of_their_range() -> None:
    futures = draw(TWELVE, 100_000, 4)
    for name in futures.names:
        one = shipped()[name]
        values = futures.column(name).astype(np.float64)
        below = np.mean(values < one.middle)
        assert below == pytest.approx(0.5, abs=0.006)


def test_beliefs_are_drawn_independently() -> None:
    values = draw(TWELVE, 50_000, 5).values.astype(np.float64)
    ranks = values.argsort(axis=0).argsort(axis=0)
    correlation = np.corrcoef(ranks.T) - np.eye(values.shape[1])
    assert np.abs(correlation).max() < 0.025


def test_fixing_one_belief_leaves_the_draws_of_all_others() -> None:
    before, after = draw(TWELVE, 500, 6), draw(believing(TWELVE, quiet_rate=0.02), 500, 6)
    assert set(before.names) - set(after.names) == {"quiet_rate"}
    assert all(np.array_equal(before.column(name), after.column(name)) for name in after.names)


def test_a_transfer_whose_day_is_known_has_no_column() -> None:
    assert TRANSFER_DAY in varying(BY_THE_TWENTIETH)
    assert TRANSFER_DAY not in varying(replace(BY_THE_TWENTIETH, transfer=Transfer(6, 6)))
    assert "transfer_share" in varying(replace(BY_THE_TWENTIETH, transfer=Transfer(6, 6)))


def test_the_day_of_transfer_is_a_triangle() -> None:
    days = draw(BY_THE_TWENTIETH, 50_000, 7).column(TRANSFER_DAY)
    assert float(days.mean()) == pytest.approx(6.5, abs=0.01)
    assert np.mean(np.abs(days - 6.5) < 0.75) == pytest.approx(0.75, abs=0.01)


@pytest.mark.parametrize(
    ("policies", "absent"),
    [
        (("hold",), {"quiet_rate", "quiet_after", "release_names", "restraint", "text_worked", "leak_un"}),
        (("hold", "quiet"), {"quiet_after", "attention_days", "sweep_published", "closing"}),
        (("quiet", "no_names_now"), {"release_names", "return_names", "worse_names", "text_worked", "leak_states"}),
        (("quiet", "names_now"), {"release_no_names", "release_un", "ally", "adversary"}),
    ],
)
def test_what_no_policy_touches_is_not_drawn(policies: tuple[str, ...], absent: set[str]) -> None:
    names = set(varying(replace(TWELVE, policies=tuple(policy(one) for one in policies))))
    assert not names & absent
    assert "return_days" in names


def test_a_carrier_brings_its_belief() -> None:
    carried = replace(policy("names_now"), carrier="ally")
    assert "ally" in varying(replace(TWELVE, policies=(carried,)))


def test_no_futures_and_bad_seeds_are_refused() -> None:
    for n, seed, code in ((0, 1, "no_futures"), (10, -1, "bad_seed"), (10, 2**64, "bad_seed")):
        with pytest.raises(CannotRun) as refused:
            draw(TWELVE, n, seed)
        assert [one.code for one in refused.value.problems] == [code]


def test_a_column_can_be_drawn_alone() -> None:
    alone = column(TWELVE, "quiet_rate", CHUNK + 5, 8)
    assert np.array_equal(alone, draw(TWELVE, CHUNK + 5, 8).column("quiet_rate"))
    assert (column(believing(TWELVE, quiet_rate=0.5), "quiet_rate", 5, 8) == 0.5).all()


def test_a_column_that_does_not_vary_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        draw(Dilemma(3, checked=True), 5, 1).column("ally")
