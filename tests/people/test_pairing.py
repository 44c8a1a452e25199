"""Only records that may be one are compared; who is one is not missed."""

from underice.people.facts import KinFact, PersonFacts
from underice.people.pairing import CROWD, FEW, MANY, pairs
from underice.vocabulary.intervals import DateInterval

NAMES = ("김철수", "박영호", "최은실", "리순복", "정용철", "한명수", "윤창식", "문설경", "조명옥", "장금혁")


def _crowd(number: int, **facts: object) -> list[PersonFacts]:
    births = (DateInterval.year(1950), DateInterval.year(1975), DateInterval.year(2000))
    return [PersonFacts(f"z{place:04}", (NAMES[place % 10],), births=(births[place % 3],)) for place in range(number)]


def test_of_few_records_all_pairs_are_compared() -> None:
    people = [PersonFacts(key) for key in "abcd"]
    assert len(pairs(people)) == 6


def test_of_many_those_come_together_whose_names_share_a_key_in_any_script() -> None:
    people = [
        PersonFacts("a", ("김향미",)), PersonFacts("b", ("Kim Hyang Mi",)), PersonFacts("c", ("金香美",)), *_crowd(FEW)
    ]  # fmt: skip
    found = pairs(people)
    assert {("a", "b"), ("a", "c"), ("b", "c")} <= found
    assert len(found) < len(people) * 5


def test_names_that_cannot_be_read_come_together_by_their_letters() -> None:
    found = pairs([PersonFacts("a", ("Q?!",)), PersonFacts("b", ("q?!",)), *_crowd(FEW)])
    assert ("a", "b") in found


def test_births_beyond_any_slip_are_not_compared() -> None:
    old = PersonFacts("a", ("김향미",), births=(DateInterval.year(1940),))
    young = PersonFacts("b", ("김향미",), births=(DateInterval.year(2001),))
    assert ("a", "b") not in pairs([old, young, *_crowd(FEW)])


def test_someone_without_a_name_comes_together_through_her_relatives() -> None:
    people = [
        PersonFacts("m1", ("최향실",), kin=(KinFact("son", "s1"),)),
        PersonFacts("m2", ("Choe Hyang Sil",), kin=(KinFact("son", "s2"),)),
        PersonFacts("s1", (), kin=(KinFact("mother", "m1"),)),
        PersonFacts("s2", ("박성진",), kin=(KinFact("mother", "m2"),)),
        PersonFacts("s3", (), kin=(KinFact("mother", "m1"),)),
        *_crowd(FEW),
    ]
    found = pairs(people)
    assert {("s1", "s2"), ("s2", "s3"), ("s1", "s3")} <= found


def test_a_name_that_a_crowd_bears_is_split_by_birth_and_home() -> None:
    def bearer(place: int) -> PersonFacts:
        home = (("KP0218",),) if place % 2 else (("KP0101",),)
        return PersonFacts(f"k{place:04}", ("김영철",), births=(DateInterval.year(1960 + place % 40),), origins=home)

    people = [bearer(place) for place in range(CROWD * 8)]
    found = pairs(people)
    assert ("k0000", "k0040") in found
    assert ("k0000", "k0001") not in found
    assert len(found) < len(people) ** 2 / 40


def test_of_very_many_one_part_of_a_name_in_common_is_not_enough() -> None:
    def people(more: int) -> list[PersonFacts]:
        same = [PersonFacts("a", ("표향미",)), PersonFacts("b", ("Phyo Hyang Mi",)), PersonFacts("c", ("표향숙",))]
        return [*same, *_crowd(more)]

    few, many = pairs(people(FEW)), pairs(people(MANY))
    assert {("a", "b"), ("a", "c")} <= few
    assert ("a", "b") in many
    assert ("a", "c") not in many
