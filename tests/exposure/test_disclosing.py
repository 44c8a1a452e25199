"""The ledger gains what a text says, each thing with the words that say it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exposure.making import MUSAN, SHENYANG, reading
from underice.exposure.disclosing import disclosed
from underice.exposure.happened import kind_of, words_of_events
from underice.exposure.reader import read
from underice.exposure.reader.model import Event, Person

ON = date(2026, 2, 14)


def told(text: str) -> list[tuple[str, str, str]]:
    made = read(text, date=ON)
    first = made.persons[0].ref
    return [(one.fact, one.value, one.words) for one in disclosed(made, {first: "aa"})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A woman of 41 crossed the river in March 2019. She was arrested in May 2023 and sent back on 9 October 2023.",
            [("event", "crossing 2019-03", "crossed"), ("event", "arrest 2023-05", "arrested"),
             ("event", "return 2023-10-09", "sent back")],
        ),
        (
            "41세 여성은 2019년 3월 강을 건넜다. 이 여성은 2023년 5월 체포됐고 같은 해 10월 9일 강제송환됐다.",
            [("event", "crossing 2019-03", "강을 건넜다"), ("event", "arrest 2023-05", "체포"),
             ("event", "return 2023-10-09", "강제송환")],
        ),
    ],
)  # fmt: skip
def test_every_event_has_its_own_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one for one in told(text) if one[0] == "event"] == expected


def test_a_word_that_tells_two_events_stands_with_both() -> None:
    events = (Event("arrest", "2012"), Event("arrest", "2019"))
    made = reading("arrested in 2012 and again in 2019", [Person("p1", "at_risk", events=events)],
                   [("arrested", "event", "p1")])  # fmt: skip
    assert [one.words for one in disclosed(made, {"p1": "aa"})] == ["arrested", "arrested"]


def test_a_place_where_something_happened_is_no_home() -> None:
    went = Event("other", "2024", (SHENYANG,))
    person = Person("p1", "at_risk", events=(went,))
    made = reading("She disappeared in Shenyang in 2024.", [person],
                   [("disappeared", "event", "p1"), ("Shenyang", "place", "p1")])  # fmt: skip
    said = disclosed(made, {"p1": "aa"})
    assert [(one.fact, one.value, one.words) for one in said] == [("event", f"other 2024 {SHENYANG}", "disappeared")]


def test_a_place_where_nothing_happened_is_where_she_lives() -> None:
    person = Person("p1", "kin", events=(Event("other", None, (MUSAN,)), Event("other", "2024", ())))
    made = reading("Her mother lives in Musan. She went missing.", [person],
                   [("Musan", "place", "p1"), ("missing", "event", "p1")])  # fmt: skip
    said = {(one.fact, one.value, one.words) for one in disclosed(made, {"p1": "aa"})}
    assert said == {("residence", MUSAN, "Musan"), ("event", "other 2024", "missing")}


def test_the_year_of_arrival_stands_with_the_words_of_the_arrival() -> None:
    said = told("A woman of 41 was arrested in 2016. She arrived in South Korea in 2021.")
    assert ("arrived", "2021", "2021") in said
    assert ("event", "arrest 2016", "arrested") in said


def test_two_marks_are_two_entries_with_their_own_words() -> None:
    person = Person("p1", "at_risk", distinguishing=("a scar", "a limp"))
    made = reading("She has a scar and a limp.", [person],
                   [("a scar", "distinguishing", "p1"), ("a limp", "distinguishing", "p1")])  # fmt: skip
    assert [one.words for one in disclosed(made, {"p1": "aa"})] == ["a scar", "a limp"]


def test_words_of_both_languages_tell_their_kind() -> None:
    assert kind_of("체포", "ko") == kind_of("was arrested", "en") == "arrest"
    assert kind_of("하늘", "ko") is kind_of("the sky", "en") is None


kinds = st.sampled_from(["arrest", "return", "crossing", "other"])


@given(st.lists(st.builds(Event, kinds, st.sampled_from([None, "2020"])), max_size=5).map(tuple))
def test_words_given_to_an_event_are_words_about_the_person(events: tuple[Event, ...]) -> None:
    made = reading("arrested then sent back then crossed", [Person("p1", "at_risk", events=events)],
                   [("arrested", "event", "p1"), ("sent back", "event", "p1"), ("crossed", "event", "p1")])  # fmt: skip
    found = words_of_events(events, tuple(made.spans_of("p1")), made)
    assert len(found) == len(events)
    for event, words in zip(events, found, strict=True):
        if event.kind != "other":
            assert words is not None
            assert kind_of(made.text[words.start : words.end], "en") == event.kind
