"""How often the truth lies in the range, when the truth is a world that the ensemble has never seen."""

from datetime import date, timedelta

import numpy as np
import pytest

from underice.exposure import ensemble, joints
from underice.exposure.absent import Absent
from underice.exposure.anonymity import Adversary, count
from underice.exposure.census import census
from underice.exposure.ensemble import MEMBERS
from underice.exposure.facts import Facts, Sex
from underice.exposure.joints import Joints
from underice.vocabulary.intervals import DateInterval

TODAY = date(2026, 2, 8)
DRAWS = 504
HETEROGENEITY = 0.05
"""Spread of a county's number of an age around what the model says, beside all that the assumptions say: judgement."""


def fresh() -> None:
    ensemble.axis.cache_clear()
    joints.everyone.cache_clear()


def truth(facts: Facts, table: Joints | Absent, world: int, chance: np.random.Generator) -> float:
    """How many fit in one world, drawn. She who is told of exists, so they are never fewer than one."""
    spread = table.spread(facts, TODAY)
    ceiling = max(1.0, float(spread.ceiling[world].mean()))
    if spread.modelled is None:
        return ceiling
    local = HETEROGENEITY if facts.origin else 0.0
    expected = float(spread.modelled[world]) * float(np.exp(chance.normal(0.0, local)))
    return min(max(1.0, float(chance.poisson(expected))), float(np.ceil(ceiling)))


def asked(chance: np.random.Generator) -> Facts:
    """A description as drafts have them."""
    counties = census().counties
    first = TODAY - timedelta(days=int(chance.integers(5 * 365, 80 * 365)))
    sexes: tuple[Sex | None, ...] = ("f", "f", "m", None)
    county = counties[int(chance.integers(len(counties)))]
    places = ((county,), ("KP0218",), (county[:4],), ("KP02",), ())
    width = int(chance.choice([364, 364, 1095, 3651]))
    arrived = DateInterval.year(int(chance.integers(2003, 2024))) if chance.random() < 0.2 else None
    if arrived is not None and arrived.last < first:
        arrived = None
    return Facts(
        sex=sexes[int(chance.integers(4))],
        birth=DateInterval(first, first + timedelta(days=width)) if chance.random() < 0.9 else None,
        origin=places[int(chance.integers(5))],
        urban=(None, None, None, True)[int(chance.integers(4))],
        arrived=arrived,
    )


@pytest.mark.parametrize("adversary", ["A", "B"])
def test_the_truth_lies_in_the_range_nine_times_in_ten_and_below_it_once_in_twenty_at_most(
    adversary: Adversary, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = np.random.default_rng(2026)
    drawn = []
    try:
        for _ in range(DRAWS // MEMBERS):
            with monkeypatch.context() as other:
                other.setattr(ensemble, "_places", lambda: {code: chance.random(MEMBERS) for code in ensemble._AXES})
                fresh()
                table = Joints(census()) if adversary == "A" else Absent(census())
                for world in range(MEMBERS):
                    facts = asked(chance)
                    drawn.append((facts, truth(facts, table, world, chance)))
    finally:
        fresh()
    counted = [(count(facts, adversary, as_of=TODAY), true) for facts, true in drawn]
    inside = sum(one.low <= true <= one.high for one, true in counted)
    above = sum(one.low > true for one, true in counted)
    assert len(drawn) == DRAWS >= 500
    assert inside >= 0.90 * DRAWS
    assert above <= 0.05 * DRAWS
