"""Two records side by side: name and facts added up, three verdicts, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people.fact_weights import numbers, part
from underice.people.facts import KinFact, PersonFacts
from underice.people.match import Frequencies, Match, compare, judge
from underice.people.name_weights import canonical, characters, name
from underice.vocabulary.intervals import DateInterval

YEAR = DateInterval.year
MUSAN, HYESAN = (("KP0218",),), (("KP0101",),)


def codes(match: Match) -> list[str]:
    return [one.code for one in match.parts]


def test_name_birth_sex_and_home_together_make_one_person() -> None:
    one = PersonFacts("a", ("최은실",), sex=("f",), births=(YEAR(1987, 1988),), origins=MUSAN)
    other = PersonFacts("b", ("崔银实", "Cui Yinshi"), sex=("f",), births=(YEAR(1988),), origins=(("KP02",),))
    match = compare(one, other)
    assert match.verdict == "same"
    assert match.probability > 0.99
    assert match.prior == 1000
    assert set(codes(match)) == {"name-same", "birth-agrees", "sex-same", "home-within"}
    assert match.bits == pytest.approx(sum(one.bits for one in match.parts))


def test_a_name_alone_is_never_enough_however_rare() -> None:
    match = compare(PersonFacts("a", ("선우향미",)), PersonFacts("b", ("선우향미",)))
    assert match.verdict == "cannot-tell"
    assert codes(match)[-1] == "name-alone"


def test_a_name_with_a_sex_alone_is_not_enough() -> None:
    one, other = (PersonFacts(key, ("김향미",), sex=("f",)) for key in "ab")
    assert compare(one, other).verdict == "cannot-tell"


def test_what_one_record_does_not_tell_weighs_nothing() -> None:
    match = compare(PersonFacts("a"), PersonFacts("b", ("김",), sex=("f",), births=(YEAR(1974),), origins=MUSAN))
    assert match.parts == ()
    assert match.bits == 0
    assert match.verdict == "not-same"  # by the prior alone: one in a thousand


def test_a_name_that_many_of_one_list_bear_means_little() -> None:
    rows = [PersonFacts(str(row), ("김영철",), lists=frozenset({"one"})) for row in range(300)]
    others = [PersonFacts(f"x{row}", ("박",), lists=frozenset({"one"})) for row in range(9700)]
    counted = Frequencies.of([*rows, *others])
    a, b = (PersonFacts(key, ("김영철",), sex=("m",), births=(YEAR(1980),)) for key in "ab")
    rare, usual = compare(a, b, Frequencies(10_000)), compare(a, b, counted)
    assert "name-common" in codes(usual)
    assert usual.bits < rare.bits - 4
    assert usual.verdict != "same"


def test_a_name_is_counted_in_one_spelling_for_north_and_south() -> None:
    assert canonical("리영희") == canonical("이영희") == canonical("李英姬")
    counted = Frequencies.of([PersonFacts("a", ("리영희",)), PersonFacts("b", ("이영희",))])
    assert counted.names == {canonical("리영희"): 2}


def test_one_person_in_three_lists_does_not_make_her_name_common() -> None:
    rows = [PersonFacts(row, ("최은실",), lists=frozenset({row})) for row in ("one", "two", "three")]
    assert Frequencies.of(rows).names == {canonical("최은실"): 1}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("김철수", "Kim Chol Su", "name-same"),
        ("최은실", "최은철", "name-differs"),
        ("김", "김향미", "name-partial"),
        ("김철수", "박영호", "name-differs"),
        ("阿Q", "阿Q", "name-same"),
        ("???", "!!!", "name-differs"),
    ],
)
def test_names_agree_in_part_or_not_at_all(one: str, other: str, code: str) -> None:
    found = name((one,), (other,))
    assert found is not None
    assert found.code == code


def test_sisters_share_a_syllable_and_that_speaks_for_nothing() -> None:
    found = name(("최은실",), ("최은희",))
    assert found is not None
    assert found.bits <= 0


def test_another_name_may_agree_but_never_speaks_against() -> None:
    found = name(("김향미",), ("박순희",), ("꽃분이",), ("김향미",))
    assert found is not None
    assert found.code == "name-alias"
    assert name((), (), ("김향미",), ("박순희",)) is None
    assert name((), ("김향미",)) is None


def test_other_chinese_characters_speak_against_one_person() -> None:
    found = characters(("김영희", "金英姬"), ("金榮熙",))
    assert found is not None
    assert found.bits < 0
    assert characters(("金英姬",), ("金英姬",)) is None
    assert characters(("김영희",), ("金英姬",)) is None


def test_a_child_without_a_name_is_known_by_the_mother_who_is_known() -> None:
    one = PersonFacts("a", sex=("m",), births=(YEAR(2016),), kin=(KinFact("mother", "m1", ("최은실",)),))
    other = PersonFacts("b", ("박성진",), sex=("m",), births=(YEAR(2016),), kin=(KinFact("mother", "m2"),))
    assert compare(one, other).verdict != "same"
    match = compare(one, other, sure=lambda _one, _other: 1.0)
    assert match.verdict == "same"
    assert "kin-shared" in codes(match)


def test_two_children_of_one_mother_are_told_apart_by_age() -> None:
    mother = (KinFact("mother", "m", ("최은실",)),)
    one = PersonFacts("a", sex=("m",), births=(YEAR(2016),), kin=mother, origins=MUSAN)
    other = PersonFacts("b", sex=("m",), births=(YEAR(2012),), kin=mother, origins=MUSAN)
    match = compare(one, other)
    assert match.verdict != "same"
    assert "home-same" not in codes(match)


def test_mothers_who_are_two_people_speak_against_one_child() -> None:
    one = PersonFacts("a", ("박성진",), kin=(KinFact("mother", "m1"), KinFact("sister", "s")))
    other = PersonFacts("b", ("박성진",), kin=(KinFact("mother", "m2"), KinFact("brother", "t")))
    match = compare(one, other, sure=lambda _one, _other: 0.0)
    assert "kin-differs" in codes(match)
    assert compare(one, other, sure=lambda _one, _other: None).bits > match.bits


def test_relatives_are_compared_by_name_where_nothing_else_is_known() -> None:
    def of(key: str, relation: str, *names: str) -> PersonFacts:
        return PersonFacts(key, kin=(KinFact(relation, "", names),))

    assert codes(compare(of("a", "husband", "윤창식"), of("b", "spouse", "尹昌植"))) == ["kin-named"]
    assert codes(compare(of("a", "husband", "윤창식"), of("b", "husband", "박철"))) == ["kin-differs"]
    assert codes(compare(of("a", "son", "윤창식"), of("b", "son", "박철"))) == []
    assert codes(compare(of("a", "mother", "리순복"), of("b", "father", "리순복"))) == []
    assert codes(compare(of("a", "son"), of("b", "son", "박철"))) == []


def test_two_cousins_who_are_two_people_tell_nothing() -> None:
    one = PersonFacts("a", kin=(KinFact("cousin", "c1"),))
    other = PersonFacts("b", kin=(KinFact("cousin", "c2"),))
    assert compare(one, other, sure=lambda _one, _other: 0.0).parts == ()


def test_nobody_is_her_own_relative() -> None:
    mother = PersonFacts("m", ("최은실",), births=(YEAR(1988),))
    child = PersonFacts("c", ("최은실",), births=(YEAR(1988),), kin=(KinFact("mother", "m"),))
    for match in (compare(mother, child), compare(child, mother)):
        assert "kin-tied" in codes(match)
        assert match.verdict == "not-same"


def test_many_ties_together_do_not_outweigh_everything() -> None:
    kin = tuple(
        KinFact(relation, relation)
        for relation in ("mother", "father", "husband", "brother", "sister", "aunt_or_uncle")
    )
    match = compare(PersonFacts("a", kin=kin), PersonFacts("b", kin=kin))
    assert match.bits < 15


def test_a_relation_that_the_numbers_do_not_know_tells_nothing() -> None:
    kin = (KinFact("neighbour", "n"),)
    assert compare(PersonFacts("a", kin=kin), PersonFacts("b", kin=kin)).parts == ()


def test_more_people_to_choose_from_make_the_same_facts_weaker() -> None:
    one, other = (PersonFacts(key, ("김향미",), sex=("f",), births=(YEAR(2001),)) for key in "ab")
    few, many = compare(one, other, Frequencies(10)), compare(one, other, Frequencies(10_000_000))
    assert few.prior == numbers().prior["least_people"]
    assert few.bits == many.bits
    assert few.verdict == "same"
    assert many.verdict == "cannot-tell"


def test_the_verdict_follows_the_two_thresholds() -> None:
    def judged(bits: float) -> str:
        return judge((part("home", bits, "home-same"),)).verdict

    assert [judged(bits) for bits in (0.0, 10.0, 20.0)] == ["not-same", "cannot-tell", "same"]


facts = st.builds(
    PersonFacts,
    key=st.sampled_from(("a", "b", "c")),
    names=st.lists(st.sampled_from(("최은실", "崔银实", "Choe Un Sil", "최은희", "김", "")), max_size=2).map(tuple),
    aliases=st.lists(st.sampled_from(("은실", "Anna")), max_size=1).map(tuple),
    sex=st.lists(st.sampled_from("fm"), max_size=2).map(tuple),
    births=st.lists(st.sampled_from((YEAR(1988), YEAR(1987, 1989), YEAR(1960))), max_size=2).map(tuple),
    origins=st.lists(st.sampled_from((("KP0218",), ("KP02",), ("CN",), ("KP0406", "KP0301"))), max_size=2).map(tuple),
    occupations=st.lists(st.sampled_from(("교원", "teacher")), max_size=1).map(tuple),
    kin=st.lists(
        st.builds(
            KinFact,
            st.sampled_from(("mother", "parent", "son", "sister")),
            st.sampled_from(("", "x", "y")),
            st.lists(st.sampled_from(("리순복", "박철")), max_size=1).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    events=st.frozensets(st.sampled_from("de"), max_size=1),
    lists=st.frozensets(st.sampled_from("fg"), max_size=1),
)


@given(one=facts, other=facts)
def test_a_match_is_the_same_both_ways_round(one: PersonFacts, other: PersonFacts) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.bits == pytest.approx(back.bits, abs=0.05)
    assert 0 <= there.probability <= 1
    assert {part.fact for part in there.parts} == {part.fact for part in back.parts}


@pytest.mark.parametrize(
    ("one", "other"), [("朴成鎭", "朴成镇"), ("朴成鎮", "朴成镇"), ("顔玉", "颜玉"), ("金啓成", "金启成")]
)
def test_forms_of_one_character_are_one_name(one: str, other: str) -> None:
    found = compare(
        PersonFacts("a", names=(one,), births=(YEAR(1985),)), PersonFacts("b", names=(other,), births=(YEAR(1985),))
    )
    assert not {part.code for part in found.parts} & {"name-differs", "characters-differ"}
