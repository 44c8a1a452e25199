"""Who is exposed, among how few, by which words, in which order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exposure.making import HOERYONG, MUSAN, PUBLISHED, SHENYANG, reading
from underice.exposure.anonymity import count
from underice.exposure.check import Check, check, is_group, weigh
from underice.exposure.facts import Facts
from underice.exposure.reader.model import Event, KinTie, Label, Person
from underice.vocabulary.intervals import DateInterval

AGED_38 = DateInterval(date(1987, 2, 15), date(1988, 2, 14))
TEACHER = Person("p1", "at_risk", sex="f", birth=AGED_38, origin=(MUSAN,))
ARRESTED = Event("arrest", "2026-02-08", (SHENYANG,))
TEXT = "A woman of 38 from Musan. Her mother lives in Hoeryong."
WORDS: tuple[tuple[str, Label, str], ...] = (("woman", "sex", "p1"), ("38", "age", "p1"), ("Musan", "origin", "p1"))


def one(person: Person) -> Check:
    return weigh(reading(TEXT, [person], WORDS))


def test_the_numbers_are_those_of_the_population_for_everyone_and_for_the_absent() -> None:
    found = one(TEACHER).persons[0]
    facts = Facts(sex="f", birth=AGED_38, origin=(MUSAN,))
    assert found.everyone is not None
    assert found.absent is not None
    assert (found.everyone.low, found.everyone.high) == tuple(
        getattr(count(facts, "A", as_of=PUBLISHED), end) for end in ("low", "high")
    )
    assert found.absent.low == count(facts, "B", as_of=PUBLISHED).low


def test_the_smaller_low_end_decides() -> None:
    found = one(TEACHER).persons[0]
    assert found.decisive == "B"
    assert found.absent is not None
    assert found.low == found.absent.low


def test_words_are_ranked_by_what_they_cost() -> None:
    tellings = one(TEACHER).persons[0].tellings
    assert [telling.bits for telling in tellings] == sorted((telling.bits for telling in tellings), reverse=True)
    assert {telling.fact: TEXT[telling.spans[0].start : telling.spans[0].end] for telling in tellings} == {
        "origin": "Musan",
        "birth": "38",
        "sex": "woman",
    }


def test_a_real_name_is_direct_identification() -> None:
    found = one(replace(TEACHER, name="Pak Sun-i"))
    assert found.persons[0].identified == "named"
    assert found.persons[0].low == 1
    assert found.findings


def test_a_declared_pseudonym_is_no_direct_identification_but_is_told() -> None:
    found = one(replace(TEACHER, name="Sunny", pseudonym=True)).persons[0]
    assert found.identified is None
    assert found.name_kind == "pseudonym"


@pytest.mark.parametrize("name", ["김", "최", "김모", "박○○", "A", "K."])
def test_a_surname_or_initial_alone_is_no_direct_identification(name: str) -> None:
    found = one(replace(TEACHER, name=name)).persons[0]
    assert found.identified is None
    assert found.name_kind == "partial"


def test_a_given_name_alone_counts_as_a_real_name() -> None:
    assert one(replace(TEACHER, name="은주")).persons[0].name_kind == "real"


def test_the_family_of_a_named_person_is_identified_through_her_however_far() -> None:
    sister = Person("p1", "at_risk", name="Pak Sun-i", kin_of=(KinTie("p2", "sibling"),))
    brother = Person("p2", "kin", sex="m", kin_of=(KinTie("p1", "sibling"), KinTie("p3", "spouse")))
    wife = Person("p3", "kin", sex="f", kin_of=(KinTie("p2", "spouse"),))
    found = weigh(reading(TEXT, [sister, brother, wife])).persons
    assert [(one.ref, one.identified, one.found_through) for one in found] == [
        ("p1", "named", None),
        ("p2", "kin_of_named", "p1"),
        ("p3", "kin_of_named", "p1"),
    ]


def test_two_named_relatives_are_both_named() -> None:
    mother = Person("p1", "at_risk", name="최금순", kin_of=(KinTie("p2", "parent"),))
    son = Person("p2", "at_risk", name="리광혁", kin_of=(KinTie("p1", "child"),))
    assert [one.identified for one in weigh(reading(TEXT, [mother, son])).persons] == ["named", "named"]


def test_the_family_of_a_dead_named_man_is_still_identified_through_him() -> None:
    husband = Person("p1", "kin", name="한명철", events=(Event("death", "2019"),), kin_of=(KinTie("p2", "spouse"),))
    widow = Person("p2", "at_risk", sex="f", kin_of=(KinTie("p1", "spouse"),))
    found = weigh(reading(TEXT, [husband, widow]))
    assert [(one.ref, one.under(20)) for one in found.persons] == [("p2", True), ("p1", False)]


def test_a_relative_is_no_better_hidden_than_the_person_she_belongs_to() -> None:
    daughter = replace(TEACHER, kin_of=(KinTie("p2", "child"),))
    mother = Person("p2", "kin", sex="f", kin_of=(KinTie("p1", "parent"),))
    found = {one.ref: one for one in weigh(reading(TEXT, [daughter, mother])).persons}
    assert found["p2"].low == found["p1"].low
    assert found["p2"].found_through == "p1"


def test_relatives_who_stayed_are_on_no_list_of_the_absent() -> None:
    mother = Person("p2", "kin", sex="f", events=(Event("other", None, (HOERYONG,)),))
    found = weigh(reading(TEXT, [mother], [("mother", "kin", "p2"), ("Hoeryong", "place", "p2")])).persons[0]
    assert found.absent is None
    assert found.decisive == "A"
    assert {telling.fact for telling in found.tellings} == {"sex", "origin"}


def test_a_year_of_arrival_leaves_the_women_who_came_that_year() -> None:
    person = Person("p1", "at_risk", sex="f", events=(Event("arrival", "2021", ("KR",)),))
    found = weigh(reading("A woman arrived in 2021.", [person], [("2021", "date", "p1")])).persons[0]
    assert found.absent is not None
    assert found.absent.mid == 23
    assert found.tellings[0].fact == "arrived"


def test_an_arrival_elsewhere_is_no_arrival_in_the_south() -> None:
    person = Person("p1", "at_risk", sex="f", events=(Event("arrival", "2021", ("TH",)),))
    assert [telling.fact for telling in weigh(reading(TEXT, [person])).persons[0].tellings] == ["sex"]


def test_what_no_table_counts_is_listed_and_never_dropped() -> None:
    text = "A teacher of 38 with a scar."
    words: list[tuple[str, Label, str]] = [
        ("teacher", "occupation", "p1"),
        ("38", "age", "p1"),
        ("scar", "distinguishing", "p1"),
    ]
    found = weigh(reading(text, [Person("p1", "at_risk", birth=AGED_38)], words)).persons[0]
    assert [kind.label for kind in found.uncounted] == ["occupation", "distinguishing"]
    assert found.absent is not None
    assert "unmodelled" in found.absent.assumptions


def test_danger_orders_the_named_first_then_the_fewest_then_the_undescribed_then_the_dead() -> None:
    people = [
        Person("p1", "at_risk", sex="m", birth=AGED_38, events=(Event("death", "2019"),)),
        Person("p2", "at_risk"),
        Person("p3", "at_risk", sex="m"),
        replace(TEACHER, ref="p4"),
        Person("p5", "at_risk", name="오춘화"),
    ]
    assert [one.ref for one in weigh(reading(TEXT, people)).persons] == ["p5", "p4", "p3", "p2", "p1"]


def test_a_group_of_which_nobody_is_described_is_listed_with_its_size_and_event() -> None:
    found = weigh(reading(TEXT, [Person("p1", "at_risk", group=12, events=(ARRESTED,))]))
    assert found.persons == ()
    assert (found.groups[0].size, found.groups[0].known, found.groups[0].event) == (12, True, ARRESTED)


@pytest.mark.parametrize(
    ("event", "known"),
    [
        (ARRESTED, True),
        (Event("arrest", None, (SHENYANG,)), False),
        (Event("arrest", "2026-02-08", ("CN",)), False),
        (Event("arrest", "2026-02-08"), False),
        (Event("other", "2026-02-08", (SHENYANG,)), False),
    ],
)
def test_captors_know_a_group_when_date_and_place_of_the_arrest_are_told(event: Event, known: bool) -> None:
    told = reading(TEXT, [Person("p1", "at_risk", group=12, events=(event,))])
    found = weigh(told, insider="refuse")
    assert found.groups[0].known is known
    assert found.findings is found.known_to_captors is known
    assert not weigh(told).findings
    assert weigh(told).known_to_captors is known


def test_one_of_a_known_group_under_k_is_exposed_to_its_captors_whatever_else_is_told() -> None:
    person = Person("p1", "at_risk", sex="f", group=9, events=(ARRESTED,))
    found = weigh(reading(TEXT, [person])).persons[0]
    assert found.same_group == 9
    assert found.under(20)
    assert not found.under(9)
    assert not found.recognisable(20)


def test_captors_who_know_the_group_anyway_are_a_finding_only_where_the_policy_asks_it() -> None:
    person = Person("p1", "at_risk", sex="f", group=9, events=(ARRESTED,))
    assert weigh(reading(TEXT, [person]), insider="warn").exposed == ()
    assert [one.ref for one in weigh(reading(TEXT, [person]), insider="refuse").exposed] == ["p1"]
    assert weigh(reading(TEXT, [replace(TEACHER, group=9, events=(ARRESTED,))]), insider="warn").findings


def test_families_of_a_known_group_are_told_with_its_size() -> None:
    group = Person("p1", "at_risk", group=12, events=(ARRESTED,), kin_of=(KinTie("p2", "other"),))
    families = Person("p2", "kin", kin_of=(KinTie("p1", "other"),))
    assert weigh(reading(TEXT, [group, families])).persons[0].same_group == 12


def test_a_person_with_a_group_number_and_facts_of_her_own_is_no_group() -> None:
    assert not is_group(replace(TEACHER, group=12))
    assert not is_group(Person("p1", "at_risk", group=12, kin_of=(KinTie("p2", "child"),)))
    assert is_group(Person("p1", "at_risk", group=12, kin_of=(KinTie("p2", "other"),)))


def test_public_figures_and_authors_without_relatives_at_risk_are_left_out() -> None:
    people = [Person("p1", "public_figure", name="Kim"), Person("p2", "author", name="Jane Doe")]
    found = weigh(reading(TEXT, people))
    assert found.persons == ()
    assert not found.findings


def test_an_author_with_relatives_at_risk_identifies_them() -> None:
    author = Person("p1", "author", name="Han Bora", kin_of=(KinTie("p2", "other"),))
    family = Person("p2", "kin", kin_of=(KinTie("p1", "other"),))
    assert [one.identified for one in weigh(reading(TEXT, [author, family])).persons] == ["named", "kin_of_named"]


def test_a_named_helper_is_identified_and_an_unnamed_one_stands_in_no_table() -> None:
    found = weigh(reading(TEXT, [Person("p1", "helper", name="Pastor Li"), Person("p2", "helper", sex="m")])).persons
    assert found[0].identified == "named"
    assert (found[1].everyone, found[1].absent, found[1].low) == (None, None, None)


def test_somebody_from_another_country_is_not_counted_in_the_north() -> None:
    found = one(Person("p1", "kin", sex="m", origin=(SHENYANG,))).persons[0]
    assert found.everyone is None
    assert found.low is None


def test_contradicting_facts_are_told_as_such_and_count_as_exposed() -> None:
    born_later = Person("p1", "at_risk", birth=DateInterval.year(2030))
    found = one(born_later).persons[0]
    assert found.inconsistent
    assert found.under(20)


def test_assumptions_are_those_of_all_counts_once_each() -> None:
    codes = one(TEACHER).assumptions
    assert "census_2008" in codes
    assert len(codes) == len(set(codes))


def test_k_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        weigh(reading(TEXT, [TEACHER]), k=0)


def test_a_text_is_read_and_weighed_in_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.exposure.check.read", lambda text, **_: reading(text, [TEACHER], WORDS))
    assert check(TEXT, date=PUBLISHED).exposed == check(TEXT, date=PUBLISHED, k=20).exposed


@given(st.integers(1, 2000))
def test_raising_k_never_hides_anybody(k: int) -> None:
    people = [TEACHER, Person("p2", "at_risk", sex="m", group=12, events=(ARRESTED,)), Person("p3", "kin", sex="f")]
    few, more = weigh(reading(TEXT, people), k=k), weigh(reading(TEXT, people), k=k + 1)
    assert {one.ref for one in few.exposed} <= {one.ref for one in more.exposed}


@given(st.permutations(range(4)))
def test_the_order_of_the_text_changes_nobody_s_number(order: list[int]) -> None:
    people = [
        replace(TEACHER, kin_of=(KinTie("p2", "child"),)),
        Person("p2", "kin", sex="f", kin_of=(KinTie("p1", "parent"), KinTie("p3", "parent"))),
        Person("p3", "at_risk", name="Pak Jun", kin_of=(KinTie("p2", "child"),)),
        Person("p4", "at_risk", sex="m"),
    ]
    plain = {one.ref: (one.low, one.identified) for one in weigh(reading(TEXT, people)).persons}
    mixed = {one.ref: (one.low, one.identified) for one in weigh(reading(TEXT, [people[i] for i in order])).persons}
    assert plain == mixed


SON = Person("p2", "at_risk", sex="m", birth=DateInterval(date(2016, 2, 15), date(2017, 2, 14)))


def test_a_son_makes_his_mother_s_households_fewer_and_is_among_the_words_that_do_it() -> None:
    mother = replace(TEACHER, kin_of=(KinTie("p2", "parent"),))
    son = replace(SON, kin_of=(KinTie("p1", "child"),))
    words: tuple[tuple[str, Label, str], ...] = (*WORDS, ("Her mother", "kin", "p2"))
    alone = one(TEACHER).persons[0]
    both = next(told for told in weigh(reading(TEXT, [mother, son], words)).persons if told.ref == "p1")
    assert alone.households_absent is not None
    assert both.households_absent is not None
    assert both.households_absent.mid < alone.households_absent.mid
    assert ("kin", "p2") in [(told.fact, told.of) for told in both.tellings]


def test_households_decide_and_are_never_more_than_people() -> None:
    found = one(TEACHER).persons[0]
    assert found.households_absent is not None
    assert found.absent is not None
    assert found.low_households == found.households_absent.low <= found.absent.low


def test_the_smallest_sets_that_are_enough_are_told_for_those_under_k_only() -> None:
    found = weigh(reading(TEXT, [TEACHER], WORDS), k=50).persons[0]
    assert found.subsets
    assert all(clue.fact in ("sex", "birth", "origin") for subset in found.subsets for clue in subset)
    assert weigh(reading(TEXT, [TEACHER], WORDS), k=1).persons[0].subsets == ()


def test_an_insider_may_have_only_one_left_once_anything_is_told() -> None:
    person = Person("p1", "at_risk", sex="f", group=9, events=(ARRESTED,))
    found = weigh(reading("A woman.", [person], [("woman", "sex", "p1")])).persons[0]
    assert found.insider is not None
    assert (found.insider.size, found.insider.low) == (9, 1)
