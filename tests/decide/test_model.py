"""Laws of the model (goal 9): what must follow when one thing changes, whatever is believed."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.decide.dilemmas import BY_THE_TWENTIETH, TWELVE, believing
from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.futures import draw
from underice.decide.model import evaluate
from underice.decide.outcomes import CODES, Outcomes
from underice.decide.policies import POLICIES, Policy, policy

N = 400
dilemmas = st.sampled_from([TWELVE, BY_THE_TWENTIETH, replace(BY_THE_TWENTIETH, transfer=Transfer(6, 6))])
seeds = st.integers(0, 2**32)
laws = settings(max_examples=15)


def follows(dilemma: Dilemma, seed: int, n: int = N) -> Outcomes:
    return evaluate(dilemma, draw(dilemma, n, seed))


@given(dilemmas, seeds)
@laws
def test_goal_9_raising_k_never_raises_family_harm(dilemma: Dilemma, seed: int) -> None:
    before = follows(dilemma, seed)
    larger = tuple(replace(one, k=7 if one.k is None else 3 * one.k) for one in dilemma.families)
    after = follows(replace(dilemma, families=larger), seed)
    for code in ("kin_identified", "kin_punished"):
        assert (after.all(code) <= before.all(code) * (1 + 1e-6)).all()
    assert after.of("kin_identified", "names_now").sum() < before.of("kin_identified", "names_now").sum()


@given(dilemmas, seeds)
@laws
def test_goal_9_a_text_that_does_not_identify_harms_no_family(dilemma: Dilemma, seed: int) -> None:
    unnamed = tuple(replace(one, identifying=0) for one in dilemma.policies)
    found = follows(replace(dilemma, policies=unnamed), seed)
    assert not found.all("kin_identified").any()
    assert not found.all("kin_punished").any()


@given(dilemmas, seeds)
@laws
def test_goal_9_without_more_arrests_or_restraint_publication_changes_nothing_on_the_way(
    dilemma: Dilemma, seed: int
) -> None:
    found = follows(believing(dilemma, sweep_factor=1, restraint=1), seed)
    assert not found.all("extra_arrested").any()
    assert not found.all("extra_returned").any()


@given(dilemmas, seeds)
@laws
def test_goal_9_publishing_never_is_the_quiet_policy(dilemma: Dilemma, seed: int) -> None:
    never = tuple(replace(one, code=f"{one.code}_never", publish=None) for one in POLICIES if one.channel == 1)
    found = follows(replace(dilemma, policies=(policy("quiet"), *never)), seed)
    assert (found.values == found.values[:, :1]).all()


@given(dilemmas, seeds)
@laws
def test_publishing_after_both_horizons_is_the_quiet_policy(dilemma: Dilemma, seed: int) -> None:
    late = tuple(replace(one, publish=400.0) for one in POLICIES if one.publishes)
    found = follows(replace(dilemma, policies=(policy("quiet"), *late)), seed)
    for code in ("freed", "returned", "held", "worst", "extra_arrested", "extra_returned", "blocked"):
        assert (found.all(code) == found.all(code)[:1]).all()


@given(dilemmas, seeds)
@laws
def test_goal_9_twice_as_many_held_are_twice_the_counts_of_the_detained(dilemma: Dilemma, seed: int) -> None:
    before, after = follows(dilemma, seed), follows(replace(dilemma, detained=24), seed)
    for code in ("freed", "returned", "held", "worst"):
        assert np.allclose(after.all(code), 2 * before.all(code), rtol=1e-6)
    for code in ("kin_identified", "extra_returned", "blocked"):
        assert np.array_equal(after.all(code), before.all(code))


@given(dilemmas, seeds, st.randoms())
@laws
def test_goal_9_the_order_of_families_and_policies_changes_nothing(dilemma: Dilemma, seed: int, random: Random) -> None:
    families = list(dilemma.families)
    random.shuffle(families)
    shuffled = replace(dilemma, families=tuple(families), policies=tuple(reversed(dilemma.policies)))
    before, after = follows(dilemma, seed), follows(shuffled, seed)
    for one in POLICIES:
        for code in CODES:
            assert np.allclose(after.of(code, one.code), before.of(code, one.code), rtol=1e-5, atol=1e-6)


@given(dilemmas, seeds)
@laws
def test_everybody_held_is_freed_returned_or_still_held(dilemma: Dilemma, seed: int) -> None:
    found = follows(dilemma, seed)
    together = found.all("freed") + found.all("returned") + found.all("held")
    assert np.allclose(together, dilemma.detained, atol=1e-4)
    for code in ("freed", "returned", "held", "worst", "kin_identified", "kin_punished", "blocked"):
        assert found.all(code).min() >= -1e-4
    assert (found.all("worst") <= found.all("returned") + 1e-5).all()
    assert found.all("kin_identified").max() <= dilemma.kin + 1e-4


@given(seeds)
@laws
def test_a_leak_of_nothing_or_everything_is_keeping_or_publishing(seed: int) -> None:
    told = (policy("quiet"), policy("names_now"), policy("un"))
    base = believing(replace(TWELVE, policies=told), release_un=0)
    kept, leaked = follows(believing(base, leak_un=0), seed), follows(believing(base, leak_un=1), seed)
    assert np.allclose(kept.values[:, 2], kept.values[:, 0], atol=0.02)
    assert np.allclose(leaked.values[:, 2], leaked.values[:, 1], atol=1e-4)


@given(seeds)
@laws
def test_a_carrier_without_effect_is_no_carrier(seed: int) -> None:
    carried = replace(policy("names_now"), code="carried", carrier="ally")
    base = replace(TWELVE, policies=(policy("names_now"), carried))
    same = follows(believing(base, ally=1), seed)
    assert np.allclose(same.values[:, 0], same.values[:, 1], rtol=1e-6)
    stronger = follows(believing(base, ally=2), seed)
    assert (stronger.of("freed", "carried") >= stronger.of("freed", "names_now")).all()


@given(seeds, st.floats(0.05, 0.95))
@laws
def test_a_text_that_identifies_in_part_lies_between_names_and_none(seed: int, strength: float) -> None:
    partly = replace(policy("names_now"), code="partly", identifying=strength)
    base = replace(TWELVE, policies=(policy("names_now"), policy("no_names_now"), partly))
    found = follows(believing(base, return_names=1, return_no_names=1), seed)
    freed = found.all("freed")
    assert (freed[2] <= freed[:2].max(axis=0) + 1e-3).all()
    assert (freed[2] >= freed[:2].min(axis=0) - 1e-3).all()
    assert np.allclose(
        found.of("kin_identified", "partly").sum() / found.of("kin_identified", "names_now").sum(), strength, atol=0.1
    )


def single(change: Callable[[Dilemma], Dilemma], code: str, one: Policy) -> NDArray[np.float32]:
    chosen: NDArray[np.float32] = follows(change(replace(TWELVE, policies=(one,))), 5).all(code)[0]
    return chosen


@pytest.mark.parametrize(
    ("name", "low", "high", "code", "one"),
    [
        ("quiet_rate", 0.01, 0.1, "freed", "quiet"),
        ("quiet_after", 0, 2, "freed", "names_now"),
        ("release_names", 0.001, 0.03, "freed", "names_now"),
        ("return_names", 0.3, 3, "returned", "names_now"),
        ("worse_names", 0.5, 2, "worst", "names_now"),
        ("text_worked", 0.1, 0.9, "kin_identified", "names_now"),
        ("checked_households", 3, 300, "kin_identified", "names_now"),
        ("sweep_factor", 1, 4, "extra_arrested", "quiet"),
        ("restraint", 0.5, 1.2, "extra_returned", "names_now"),
        ("closing", 0, 0.4, "blocked", "names_now"),
    ],
)
def test_more_of_a_belief_is_more_of_its_outcome(name: str, low: float, high: float, code: str, one: str) -> None:
    less = single(lambda dilemma: believing(dilemma, **{name: low}), code, policy(one))
    more = single(lambda dilemma: believing(dilemma, **{name: high}), code, policy(one))
    assert (more >= less - 1e-4).all()
    assert more.sum() > less.sum()


def test_a_household_of_several_held_is_known_more_often_unless_they_share_one_fate() -> None:
    def harm(held: int, together: float) -> float:
        family = replace(TWELVE, families=(Family(4, 5, detained=held),), policies=(policy("names_now"),))
        return float(follows(believing(family, shared_fate=together), 2).all("kin_identified").sum())

    assert harm(3, 0) < harm(1, 0)
    assert harm(3, 1) == pytest.approx(harm(1, 1), rel=1e-5)
    assert harm(0, 0) > harm(1, 0)


def test_a_transfer_returns_its_share_of_those_still_held() -> None:
    sure = believing(replace(TWELVE, transfer=Transfer(6, 6), policies=(policy("hold"),)), transfer_share=1)
    found = follows(sure, 1)
    assert not found.all("held").any()
    assert np.allclose(found.all("returned"), 12)


def test_a_transfer_after_the_horizon_changes_nothing() -> None:
    late = replace(TWELVE, transfer=Transfer(60, 60))
    assert np.allclose(follows(late, 1).values, follows(TWELVE, 1).values)


def test_outcomes_of_unknown_codes_are_key_errors_and_gains_point_to_the_better() -> None:
    found = follows(TWELVE, 1)
    with pytest.raises(KeyError):
        found.of("freed", "shout")
    with pytest.raises(KeyError):
        found.all("luck")
    assert (found.gain("freed", "quiet", "hold") >= 0).all()
    assert (found.gain("returned", "quiet", "hold") >= -1e-4).all()
