"""Which relatives share a household, and what is left when one thing is not told."""

from datetime import date

from tests.exposure.making import HOERYONG, MUSAN, PUBLISHED, reading
from underice.exposure.facts import Facts
from underice.exposure.reader.model import Event, KinTie, Person, Span
from underice.exposure.relatives import Clue, Kin, Told, clues, households, kin_of, leave_out, only
from underice.vocabulary.intervals import DateInterval

NINE = DateInterval(date(2016, 2, 15), date(2017, 2, 14))
OLD = DateInterval.year(1987)
WOMAN = Facts(sex="f", birth=OLD, origin=(MUSAN,))
SON = Kin("child", Facts(sex="m", birth=NINE), "p2")
MOTHER = Kin("parent", Facts(sex="f"), "p3")


def of(*persons: Person) -> tuple[Kin, ...]:
    made = reading("", persons)
    empty: dict[str, tuple[Span, ...]] = {}
    return kin_of(persons[0], made, empty)


def test_a_relative_is_told_from_the_person_s_side() -> None:
    mother = Person("p1", "at_risk", sex="f", kin_of=(KinTie("p2", "parent"),))
    son = Person("p2", "at_risk", sex="m", kin_of=(KinTie("p1", "child"),))
    assert of(mother, son) == (Kin("child", Facts(sex="m"), "p2"),)


def test_the_dead_live_in_no_household() -> None:
    widow = Person("p1", "at_risk", sex="f", kin_of=(KinTie("p2", "spouse"),))
    husband = Person("p2", "kin", sex="m", events=(Event("death", "2019"),), kin_of=(KinTie("p1", "spouse"),))
    assert of(widow, husband) == ()


def test_families_of_whom_nothing_is_told_are_everybody_s() -> None:
    one = Person("p1", "at_risk", sex="f", kin_of=(KinTie("p2", "other"),))
    assert of(one, Person("p2", "kin", kin_of=(KinTie("p1", "other"),))) == ()


def test_three_children_told_at_once_are_three() -> None:
    mother = Person("p1", "at_risk", sex="f", kin_of=(KinTie("p2", "parent"),))
    children = Person("p2", "kin", group=3, kin_of=(KinTie("p1", "child"),))
    assert len(of(mother, children)) == 3


def test_a_grown_woman_is_looked_for_with_her_children_and_not_with_her_mother() -> None:
    homes = households(Told(WOMAN, (SON, MOTHER)), PUBLISHED)
    assert [[one.tie for one in home] for home in homes] == [["child"]]


def test_a_boy_is_looked_for_with_his_mother() -> None:
    homes = households(Told(Facts(sex="m", birth=NINE), (MOTHER,)), PUBLISHED)
    assert [[one.tie for one in home] for home in homes] == [["parent"]]


def test_a_grown_child_may_have_left_so_any_child_at_home_will_do() -> None:
    grown = Kin("child", Facts(sex="f", birth=OLD, origin=(MUSAN,)), "p2")
    assert households(Told(Facts(sex="f"), (grown,)), PUBLISHED)[0][0].facts == Facts()


def test_another_home_of_a_relative_is_where_she_went() -> None:
    son = Kin("child", Facts(sex="m", birth=NINE, origin=(HOERYONG,)), "p2")
    assert households(Told(WOMAN, (son,)), PUBLISHED)[0][0].facts.origin == ()
    near = Kin("child", Facts(sex="m", birth=NINE, origin=(MUSAN,)), "p2")
    assert households(Told(WOMAN, (near,)), PUBLISHED)[0][0].facts.origin == (MUSAN,)


def test_without_relatives_she_is_looked_for_alone() -> None:
    assert households(Told(WOMAN), PUBLISHED) == ((),)


def test_every_fact_every_relative_and_every_fact_of_theirs_is_a_clue() -> None:
    found = clues(Told(WOMAN, (SON,)))
    assert found == (
        Clue("sex"), Clue("birth"), Clue("origin"), Clue("kin", "p2"), Clue("sex", "p2"), Clue("birth", "p2"),
    )  # fmt: skip


def test_leaving_a_clue_out_takes_exactly_that() -> None:
    told = Told(WOMAN, (SON, MOTHER))
    assert leave_out(told, Clue("birth")) == Told(WOMAN.without("birth"), (SON, MOTHER))
    assert leave_out(told, Clue("kin", "p2")) == Told(WOMAN, (MOTHER,))
    assert leave_out(told, Clue("birth", "p2")).kin[0].facts == Facts(sex="m")


def test_keeping_some_clues_leaves_nothing_else() -> None:
    assert only(Told(WOMAN, (SON, MOTHER)), [Clue("sex"), Clue("kin", "p2")]) == Told(Facts(sex="f"), (SON,))
