"""What somebody knows who has read both."""

from hypothesis import given
from hypothesis import strategies as st

from tests.exposure.making import HOERYONG, MUSAN
from underice.exposure.facts import Facts
from underice.exposure.intersection import joined, narrowed, together
from underice.exposure.relatives import Kin, Told
from underice.vocabulary.intervals import DateInterval

PROVINCE = "KP02"
BOY = Kin("child", Facts(sex="m", birth=DateInterval.year(2016)), "p2")


def test_a_county_and_its_province_are_the_county() -> None:
    assert narrowed((PROVINCE,), (MUSAN,)) == narrowed((MUSAN,), (PROVINCE,)) == (MUSAN,)
    assert together(Facts(origin=(PROVINCE,)), Facts(origin=(MUSAN,))).conflicts == ()


def test_two_counties_contradict_each_other() -> None:
    assert together(Facts(origin=(MUSAN,)), Facts(origin=(HOERYONG,))).conflicts == ("origin",)


def test_a_son_told_twice_is_one_son_with_both_facts() -> None:
    found = joined(Told(kin=(Kin("child", Facts(sex="m"), "p2"),)), Told(kin=(BOY,)))
    assert found.kin == (BOY,)


def test_children_who_cannot_be_one_are_two() -> None:
    girl = Kin("child", Facts(sex="f"), "p3")
    assert joined(Told(kin=(BOY,)), Told(kin=(girl,))).kin == (BOY, girl)


def test_a_relative_pointed_at_by_key_is_that_one_even_if_another_fits_first() -> None:
    first, second = Kin("child", Facts(sex="m"), "p2", "a"), Kin("child", Facts(sex="m"), "p3", "b")
    said = Kin("child", Facts(birth=DateInterval.year(2016)), key="b")
    assert joined(Told(kin=(first, second)), Told(kin=(said,))).kin[1].facts.birth == DateInterval.year(2016)


def test_two_relatives_of_one_text_are_never_folded_into_one() -> None:
    son = Kin("child", Facts(sex="m"))
    assert len(joined(Told(kin=(BOY,)), Told(kin=(son, son))).kin) == 2


FACTS = st.builds(
    Facts,
    sex=st.sampled_from(["f", "m", None]),
    birth=st.none() | st.integers(1950, 2010).map(DateInterval.year),
    origin=st.sampled_from([(), (PROVINCE,), (MUSAN,), (HOERYONG,)]),
)


@given(FACTS, FACTS)
def test_the_order_of_reading_changes_nothing_that_is_no_contradiction(one: Facts, other: Facts) -> None:
    here, there = together(one, other), together(other, one)
    assert here.conflicts == there.conflicts
    if not here.conflicts:
        assert here == there
