"""Persons and households by what is told of a person and her family: laws, and agreement with the count of persons."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exposure.test_anonymity import adversaries, never_more, numbers
from underice.exposure.anonymity import Adversary, count
from underice.exposure.assumptions import TEXTS
from underice.exposure.facts import FactName, Facts
from underice.exposure.households import Family, Relative, count_family
from underice.exposure.register.families import sample, use
from underice.exposure.register.pattern import TIES
from underice.vocabulary.intervals import DateInterval

TODAY = date(2026, 2, 8)
MUSAN = "KP0218"


@pytest.fixture(autouse=True)
def on_the_sample() -> None:
    use(sample())


def aged(first: int, last: int) -> DateInterval:
    return DateInterval(
        TODAY.replace(year=TODAY.year - last - 1) + timedelta(days=1), TODAY.replace(year=TODAY.year - first)
    )


births = st.builds(lambda first, more: aged(first, first + more), st.integers(0, 90), st.integers(0, 20))
facts = st.builds(
    Facts,
    sex=st.sampled_from(["f", "m", None]),
    birth=st.none() | births,
    origin=st.sampled_from([(), ("KP",), (MUSAN,), ("KP02",), ("KP10",), ("KP0617", "KP0720"), ("CN",)]),
    urban=st.sampled_from([None, None, True, False]),
    arrived=st.none() | st.builds(lambda a, n: DateInterval.year(a, a + n), st.integers(2000, 2025), st.integers(0, 5)),
)
relatives = st.builds(Relative, st.sampled_from(TIES), facts)
families = st.lists(relatives, max_size=3).map(tuple)
days = st.sampled_from([None, date(2016, 7, 1), TODAY])


def no_more(told: Family, less: Family) -> bool:
    return never_more(told.persons, less.persons) and never_more(told.households, less.households)


@settings(max_examples=150, deadline=None)
@given(facts, families, adversaries, days)
def test_households_are_never_more_than_persons_and_hold_the_target(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None
) -> None:
    found = count_family(person, kin, adversary, as_of=as_of)
    assert never_more(found.households, found.persons)
    for counted in (found.persons, found.households):
        assert 1 <= counted.low <= counted.mid <= counted.high
        assert set(counted.assumptions) <= TEXTS.keys()


@settings(max_examples=150, deadline=None)
@given(facts, families, relatives, adversaries, days)
def test_one_more_relative_never_raises_a_count(
    person: Facts, kin: tuple[Relative, ...], one: Relative, adversary: Adversary, as_of: date | None
) -> None:
    less = count_family(person, kin, adversary, as_of=as_of)
    assert no_more(count_family(person, (*kin, one), adversary, as_of=as_of), less)


@settings(max_examples=200, deadline=None)
@given(facts, families, adversaries, days, st.sampled_from(get_args(FactName)))
def test_one_more_fact_of_the_person_never_raises_a_count(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary, as_of: date | None, fact: FactName
) -> None:
    less = count_family(person.without(fact), kin, adversary, as_of=as_of)
    assert no_more(count_family(person, kin, adversary, as_of=as_of), less)


@settings(max_examples=150, deadline=None)
@given(facts, relatives, adversaries, days, st.sampled_from(get_args(FactName)))
def test_one_more_fact_of_a_relative_never_raises_a_count(
    person: Facts, one: Relative, adversary: Adversary, as_of: date | None, fact: FactName
) -> None:
    less = count_family(person, (replace(one, facts=one.facts.without(fact)),), adversary, as_of=as_of)
    assert no_more(count_family(person, (one,), adversary, as_of=as_of), less)


@given(facts, adversaries)
@settings(max_examples=50, deadline=None)
def test_without_relatives_the_persons_are_those_of_the_count(person: Facts, adversary: Adversary) -> None:
    assert count_family(person, (), adversary, as_of=TODAY).persons == count(person, adversary, as_of=TODAY)


@given(facts, families, adversaries)
@settings(max_examples=50, deadline=None)
def test_the_order_in_which_relatives_are_told_does_not_matter(
    person: Facts, kin: tuple[Relative, ...], adversary: Adversary
) -> None:
    turned = count_family(person, tuple(reversed(kin)), adversary, as_of=TODAY)
    assert turned == count_family(person, kin, adversary, as_of=TODAY)


@pytest.mark.parametrize("adversary", get_args(Adversary))
def test_two_sons_are_fewer_families_than_one_and_need_two_people(adversary: Adversary) -> None:
    woman = Facts(sex="f", birth=aged(35, 44), origin=("KP02",))
    son = Relative("child", Facts(sex="m"))
    one = count_family(woman, (son,), adversary, as_of=TODAY)
    two = count_family(woman, (son, son), adversary, as_of=TODAY)
    assert two.households.mid < one.households.mid < count_family(woman, (), adversary, as_of=TODAY).households.mid


def test_under_the_absent_list_a_family_is_much_rarer_than_in_the_register() -> None:
    woman, son = (
        Facts(sex="f", birth=aged(38, 38), origin=(MUSAN,)),
        Relative("child", Facts(sex="m", birth=aged(11, 13))),
    )
    everyone = count_family(woman, (son,), "A", as_of=TODAY).households
    absent = count_family(woman, (son,), "B", as_of=TODAY).households
    assert absent.mid * 10 < everyone.mid
    assert {"kin_independent", "absent_together"} <= set(absent.assumptions)


def test_a_printed_number_of_people_keeps_its_certainty_in_households() -> None:
    found = count_family(Facts(sex="f", arrived=DateInterval.year(2021)), (), "B", as_of=TODAY)
    assert numbers(found.persons) == (23, 23, 23)
    assert 20 <= found.households.low <= found.households.mid <= found.households.high == 23


def test_mothers_and_daughters_of_a_county_are_fewer_households_than_people() -> None:
    found = count_family(Facts(sex="f", origin=(MUSAN,)), (), "A", as_of=TODAY)
    assert found.households.mid < 0.7 * found.persons.mid


def test_a_relative_from_elsewhere_leaves_nobody() -> None:
    kin = (Relative("spouse", Facts(origin=("KP10",))),)
    found = count_family(Facts(sex="f", origin=(MUSAN,)), kin, "A", as_of=TODAY)
    assert numbers(found.households) == (1, 1, 1)
    assert "pool_empty" in found.households.assumptions


def test_a_child_born_after_the_text_is_inconsistent() -> None:
    kin = (Relative("child", Facts(birth=DateInterval.year(2030))),)
    found = count_family(Facts(sex="f"), kin, "B", as_of=TODAY)
    assert numbers(found.persons) == numbers(found.households) == (1, 1, 1)
    assert "inconsistent" in found.persons.assumptions


def test_facts_of_relatives_that_cannot_be_counted_are_named() -> None:
    kin = (Relative("child", Facts(sex="m", unmodelled=("occupation",))),)
    assert "unmodelled" in count_family(Facts(sex="f"), kin, "A", as_of=TODAY).persons.assumptions


def test_counts_on_a_sample_say_so() -> None:
    assert "kin_screened" in count_family(Facts(sex="f"), (), "A").households.assumptions
    assert "kin_screened" not in count_family(Facts(sex="f"), (), "A").persons.assumptions
