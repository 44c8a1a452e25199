"""The insider: who was in the group, and what sets somebody apart in it."""

from dataclasses import replace

from tests.exposure.making import SHENYANG
from underice.exposure.insider import Insider, arrests, insider
from underice.exposure.reader.model import Event, Person, Span
from underice.vocabulary.intervals import DateInterval

EVENT = Event("arrest", "2026-02-08", (SHENYANG,))
ONE = Person("p1", "at_risk", sex="f", group=12, events=(EVENT,))
SEX = (Span(0, 1, "sex", ("p1",)),)


def test_nothing_told_but_the_event_leaves_the_whole_group() -> None:
    assert insider(ONE, (), arrests([ONE]), [ONE]) == Insider(12, 12, 12, ())


def test_any_word_about_her_may_leave_her_alone() -> None:
    assert insider(ONE, SEX, arrests([ONE]), [ONE]) == Insider(12, 1, 12, ("sex",))


def test_members_told_to_be_others_are_taken_off() -> None:
    man = replace(ONE, ref="p2", sex="m")
    older = replace(ONE, ref="p3", birth=DateInterval.year(1950))
    young = replace(ONE, birth=DateInterval.year(2000))
    found = insider(young, SEX, arrests([young, man, older]), [young, man, older])
    assert found is not None
    assert found.high == 10


def test_an_arrest_told_without_day_or_place_is_the_one_told_before() -> None:
    other = Person("p2", "at_risk", sex="f", events=(Event("arrest"),))
    assert insider(other, SEX, arrests([ONE, other]), [ONE, other]) is not None


def test_who_was_not_there_is_no_insider_s_concern() -> None:
    away = Person("p2", "kin", sex="f", events=(Event("arrest", "2024"),))
    assert insider(away, SEX, arrests([ONE, away]), [ONE, away]) is None


def test_of_two_groups_told_the_smaller_counts() -> None:
    rest = replace(ONE, ref="p2", group=7, events=(replace(EVENT, date="2026-02-09"),))
    both = replace(ONE, events=(EVENT, rest.events[0]))
    found = insider(both, (), arrests([both, rest]), [both, rest])
    assert found is not None
    assert found.size == 7
