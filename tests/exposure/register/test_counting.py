import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exposure.register.making import Row, brute_force, patterns, register, rows
from underice.exposure.register.counting import MOST_KIN, Found, count
from underice.exposure.register.pattern import Conditions, Pattern, Relative

FAMILY: list[Row] = [
    (0, 1, 1, 1960, 0, 0, 0),
    (0, 1, 0, 1962, 0, 1, 202002),
    (0, 1, 1, 1990, 1, 2, 0),
    (0, 1, 0, 1992, 1, 2, 0),
    (1, 1, 0, 1962, 0, 0, 0),
    (1, 1, 1, 1991, 1, 2, 0),
]


@given(rows, patterns, st.booleans())
@settings(max_examples=400)
def test_persons_and_households_are_those_found_by_trying_every_assignment(
    people: list[Row], pattern: Pattern, absent_only: bool
) -> None:
    found = count(register(people), pattern, absent_only=absent_only)
    assert (found.persons, found.households) == brute_force(people, pattern, absent_only)


@given(rows, patterns)
def test_telling_of_one_relative_less_never_lowers_a_count(people: list[Row], pattern: Pattern) -> None:
    less = Pattern(pattern.person, pattern.kin[1:])
    table = register(people)
    assert count(table, less).persons >= count(table, pattern).persons
    assert count(table, less).households >= count(table, pattern).households


def test_two_sons_need_two_people() -> None:
    son = Relative("child", Conditions(sex=1))
    mother = Conditions(sex=0, birth=(1962, 1962))
    assert count(register(FAMILY), Pattern(mother, (son,))) == Found(2, 2)
    assert count(register(FAMILY), Pattern(mother, (son, son))) == Found(0, 0)
    assert count(register(FAMILY), Pattern(mother, (son, Relative("child")))) == Found(1, 1)


def test_only_the_person_herself_must_be_absent() -> None:
    assert count(register(FAMILY), Pattern(Conditions(), (Relative("spouse"),)), absent_only=True) == Found(1, 1)


def test_parents_in_one_household_are_counted_once() -> None:
    asked = Pattern(Conditions(), (Relative("child"),))
    assert count(register(FAMILY), asked) == Found(3, 2)


def test_nobody_fits_in_a_county_that_does_not_exist() -> None:
    assert count(register(FAMILY), Pattern(Conditions(counties=frozenset({9})))) == Found(0, 0)


def test_nobody_is_absent_in_a_register_without_absent_people() -> None:
    present = [(*row[:6], 0) for row in FAMILY]
    assert count(register(present), Pattern(Conditions()), absent_only=True) == Found(0, 0)
    assert count(register(present), Pattern(Conditions(absent=(201901, 202012)))) == Found(0, 0)
    assert count(register(present), Pattern(Conditions(absent=(0, 0)))) == Found(6, 2)


def test_more_relatives_than_can_be_weighed_are_refused() -> None:
    with pytest.raises(ValueError, match="too many relatives"):
        count(register(FAMILY), Pattern(Conditions(), (Relative("member"),) * (MOST_KIN + 1)))
