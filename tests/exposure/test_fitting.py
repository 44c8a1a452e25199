"""Rows by kind agree with the rows themselves, and what is left out for speed changes no count."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from tests.exposure.test_anonymity import adversaries
from tests.exposure.test_households import births, days, facts, families
from underice.exposure import households
from underice.exposure.anonymity import Adversary
from underice.exposure.facts import Facts
from underice.exposure.fitting import at_least, fitting, homes
from underice.exposure.households import Relative, count_family, count_persons
from underice.exposure.register.counting import persons_by_cell
from underice.exposure.register.families import sample, use
from underice.exposure.register.pattern import Conditions, Pattern
from underice.exposure.register.pattern import Relative as RowRelative
from underice.vocabulary.intervals import DateInterval


@pytest.fixture(autouse=True)
def on_the_sample() -> None:
    use(sample())


@settings(max_examples=20, deadline=None)
@given(births)
def test_kinds_and_households_are_those_of_the_rows_one_by_one(birth: DateInterval) -> None:
    known = sample()
    told = Pattern(Conditions(birth=(birth.first.year, birth.last.year)), (RowRelative("child", Conditions(sex=1)),))
    rows = persons_by_cell(known.register, known.cells, told)
    kinds: dict[tuple[int, int], int] = {}
    members: dict[int, list[tuple[int, int]]] = {}
    for row in rows.tolist():
        kind = int(known.register.sex[row]), int(known.register.birth[row])
        kinds[kind] = kinds.get(kind, 0) + 1
        members.setdefault(int(known.register.household[row]), []).append(kind)
    found = fitting(told, known)
    names = list(zip(found.cells[1].tolist(), found.cells[2].tolist(), strict=True))
    assert dict(zip(names, found.counts.tolist(), strict=True)) == kinds
    there = homes(told, known)
    alone = [one[0] for one in members.values() if len(one) == 1]
    assert dict(zip(names, there.alone.tolist(), strict=True)) == {one: alone.count(one) for one in names}
    shared = sorted(sorted(one) for one in members.values() if len(one) > 1)
    again = [
        sorted(names[at] for at in row)
        for columns, number in there.shared
        for row, times in zip(columns.tolist(), number.tolist(), strict=True)
        for _ in range(int(times))
    ]
    assert sorted(again) == shared
    assert at_least(told, known).sum() == pytest.approx(len(members))


@settings(max_examples=120, deadline=None)
@given(facts, families, adversaries, days)
def test_persons_alone_are_counted_as_they_are_with_households(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None
) -> None:
    assert (
        count_persons(person, kin, adversary, as_of=as_of) == count_family(person, kin, adversary, as_of=as_of).persons
    )


@settings(max_examples=120, deadline=None)
@given(facts, families, adversaries, days)
def test_looking_first_whether_a_cap_can_matter_changes_no_count(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None
) -> None:
    quick = count_family(person, kin, adversary, as_of=as_of)
    households._family.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(households._Rows, "fewest_households", lambda rows: np.zeros_like(rows.persons()))
        assert count_family(person, kin, adversary, as_of=as_of) == quick
    households._family.cache_clear()


@settings(max_examples=60, deadline=None)
@given(facts, families, adversaries, days)
def test_the_fewest_households_are_never_more_than_the_households(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None
) -> None:
    asked = households._Asked(person, kin, adversary, as_of)
    rows = households._Rows(asked, households._pattern(asked, sample()), sample())
    assert bool((rows.fewest_households() <= rows.households()).all())
