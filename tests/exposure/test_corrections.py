"""What an editor says against the reader is applied to words, not to places, and counted like anything else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.check import check
from underice.exposure.corrections import (
    ACTIONS,
    Anchor,
    BadCorrection,
    Correction,
    corrected,
    correction,
    dumped,
    loaded,
    read_corrected,
    read_like,
)
from underice.exposure.reader.model import LABELS, Person, Reading
from underice.exposure.report.view import view

DAY = date(2026, 2, 14)
TEXT = "지난 8일 선양에서 무산 출신 38세 여성과 아홉 살 아들이 체포됐다. 미영이라는 사람도 함께 있었다."


def tell(words: str, label: str, value: str = "", who: str | None = None) -> Correction:
    """A fact told by words."""
    return Correction("tell", Anchor(words), label, value, Anchor(who) if who else None)


def person_at(reading: Reading, words: str) -> Person:
    """The person told by these words."""
    start = reading.text.index(words)
    span = next(one for one in reading.spans if one.start <= start < one.end and len(one.refs) == 1)
    return reading.person(span.refs[0])


def read(*corrections: Correction, text: str = TEXT) -> Reading:
    """The draft as corrected."""
    return read_corrected(text, corrections, on=DAY)


def test_without_corrections_the_reading_is_the_readers_own() -> None:
    plain = read()
    assert corrected(plain, ()) is plain


def test_words_that_tell_nothing_are_taken_out_with_the_fact() -> None:
    assert person_at(read(), "38세").birth is not None
    woman = read(Correction("untell", Anchor("38세")))
    assert not any(one.label == "age" and woman.text[one.start : one.end] == "38세" for one in woman.spans)
    assert person_at(woman, "무산").birth is None
    assert person_at(woman, "무산").origin


def test_taking_one_kind_of_fact_out_leaves_the_others_of_the_same_words() -> None:
    text = "무산 출신 38세 여성이 체포됐다. 그 여성은 교사였다."
    found = read(Correction("untell", Anchor("38세"), label="sex"), text=text)
    assert person_at(found, "38세").birth is not None


def test_somebody_the_reader_missed_becomes_a_person_at_risk_who_is_counted() -> None:
    found = read(
        tell("미영이라는 사람", "name", "미영"),
        tell("사람", "sex", "f", "미영이라는"),
        tell("함께", "age", "27", "미영이라는"),
        tell("있었다", "origin", "무산", "미영이라는"),
    )
    added = person_at(found, "미영이라는")
    assert (added.role, added.name, added.sex) == ("at_risk", "미영", "f")
    assert added.birth is not None
    assert added.birth.first.year in (1998, 1999)
    assert added.origin
    told = check(TEXT, date=DAY, corrections=found.corrections)
    exposed = next(one for one in told.persons if one.ref == added.ref)
    assert exposed.low_households is not None


def test_a_corrected_age_replaces_the_one_that_was_read() -> None:
    found = read(tell("38세", "age", "40-44", "38세"))
    birth = person_at(found, "38세").birth
    assert birth is not None
    assert birth.first.year <= 1982
    assert birth.last.year <= 1987


def test_a_birth_and_a_place_can_be_given_as_they_are_kept() -> None:
    found = read(tell("38세", "birth", "1987", "38세"))
    birth = person_at(found, "38세").birth
    assert birth is not None
    assert (birth.first.year, birth.last.year) == (1987, 1987)


@pytest.mark.parametrize(
    ("label", "value", "name", "expected"),
    [
        ("occupation", "교원", "occupation", "교원"),
        ("workplace", "학교", "workplace", "학교"),
        ("group_size", "12", "group", 12),
        ("distinguishing", "흉터", "distinguishing", ("흉터",)),
    ],
)
def test_each_kind_of_fact_can_be_told_and_taken_back(label: str, value: str, name: str, expected: object) -> None:
    told = tell("체포됐다", label, value, "38세")
    found = person_at(read(told), "38세")
    value_told = getattr(found, name)
    assert value_told == expected or (isinstance(value_told, tuple) and value in value_told)
    back = person_at(read(told, Correction("untell", Anchor("체포됐다"), label=label)), "38세")
    assert getattr(back, name) in (None, ())


def test_an_event_is_told_once_and_goes_when_no_words_are_left() -> None:
    text = "무산 출신 38세 여성의 소식이 끊겼다."
    found = read(tell("끊겼다", "event", "arrest", "38세"), tell("끊겼다", "event", "arrest", "38세"), text=text)
    assert [one.kind for one in person_at(found, "38세").events].count("arrest") == 1
    gone = read(
        tell("끊겼다", "event", "arrest", "38세"), Correction("untell", Anchor("끊겼다"), label="event"), text=text
    )
    assert not person_at(gone, "38세").events


def test_a_role_takes_a_person_out_of_those_at_risk() -> None:
    found = read(Correction("role", Anchor("38세"), value="public_figure"))
    assert person_at(found, "38세").role == "public_figure"


def test_what_is_no_person_goes_with_her_words_and_ties() -> None:
    found = read(Correction("nobody", Anchor("38세")))
    refs = {one.ref for one in found.persons}
    assert len(refs) == len(read().persons) - 1
    assert all(set(span.refs) <= refs and span.refs for span in found.spans)
    assert all(tie.ref in refs for one in found.persons for tie in one.kin_of)


def test_two_who_are_one_become_one_with_what_either_tells() -> None:
    text = "무산 출신 38세 여성이 체포됐다. 교원 출신의 한 여인은 아직 소식이 없다."
    apart = read(tell("여인", "sex", "f"), tell("교원", "occupation", "교원", "여인"), text=text)
    if person_at(apart, "여인").ref == person_at(apart, "38세").ref:
        pytest.skip("the reader holds them to be one already")
    found = corrected(apart, (Correction("same", Anchor("여인"), who=Anchor("38세")),))
    one = person_at(found, "38세")
    assert one.occupation
    assert one.birth
    assert person_at(found, "여인").ref == one.ref
    assert len(found.persons) == len(apart.persons) - 1


def test_a_tie_stands_on_both_sides_and_replaces_what_was_read() -> None:
    found = read(Correction("kin", Anchor("아홉 살"), value="sibling", who=Anchor("38세")))
    woman, boy = person_at(found, "38세"), person_at(found, "아홉 살")
    assert [tie.relation for tie in boy.kin_of if tie.ref == woman.ref] == ["sibling"]
    assert [tie.relation for tie in woman.kin_of if tie.ref == boy.ref] == ["sibling"]


@pytest.mark.parametrize(
    "lost",
    [
        Correction("untell", Anchor("없는 말")),
        Correction("untell", Anchor("38세", 2)),
        Correction("role", Anchor("함께"), value="kin"),
        Correction("same", Anchor("38세"), who=Anchor("없는 말")),
        Correction("kin", Anchor("38세"), value="child", who=Anchor("무산 출신")),
        tell("함께", "sex", "f", "없는 말"),
    ],
)
def test_a_correction_whose_words_are_gone_does_nothing_and_is_told(lost: Correction) -> None:
    found = read(lost)
    plain = read()
    assert (found.persons, found.spans) == (plain.persons, plain.spans)
    assert [one.code for one in found.notices if one.code == "correction_lost"] == ["correction_lost"]
    for lang in ("ko", "en"):
        assert any(
            lost.words.words in line for line in view(check(TEXT, date=DAY, corrections=[lost]), lang=lang).notices
        )


def test_corrections_stay_with_the_words_when_the_draft_is_edited() -> None:
    first = read(Correction("untell", Anchor("38세")))
    later = read_like(f"새 문단입니다.\n\n{TEXT}", first)
    assert not any(later.text[one.start : one.end] == "38세" for one in later.spans)
    assert later.corrections == first.corrections


def test_corrections_survive_being_written_and_read() -> None:
    some = (
        Correction("untell", Anchor("38세", 2), label="age"),
        tell("미영", "age", "30", "사람"),
        Correction("kin", Anchor("아들"), value="child", who=Anchor("여성", 3)),
    )
    assert loaded(dumped(some)) == some


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"action": "delete", "words": "a"},
        {"action": "untell"},
        {"action": "untell", "words": "  "},
        {"action": "untell", "words": "a" * 201},
        {"action": "untell", "words": "a", "nth": 0},
        {"action": "untell", "words": "a", "nth": True},
        {"action": "untell", "words": "a", "label": "colour"},
        {"action": "tell", "words": "a", "label": "kin", "value": "b"},
        {"action": "tell", "words": "a", "label": "sex", "value": "x"},
        {"action": "tell", "words": "a", "label": "age", "value": "180"},
        {"action": "tell", "words": "a", "label": "age", "value": "40-30"},
        {"action": "tell", "words": "a", "label": "birth", "value": "soon"},
        {"action": "tell", "words": "a", "label": "origin", "value": "Nowhereham"},
        {"action": "tell", "words": "a", "label": "group_size", "value": "many"},
        {"action": "role", "words": "a", "value": "king"},
        {"action": "kin", "words": "a", "value": "child"},
        {"action": "kin", "words": "a", "who": "b", "value": "uncle"},
        {"action": "same", "words": "a"},
    ],
)
def test_a_correction_that_says_nothing_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(BadCorrection):
        correction(row)


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", "[" * 5000, "null"])
def test_a_file_that_is_no_list_of_corrections_is_refused(text: str) -> None:
    with pytest.raises(BadCorrection):
        loaded(text)


def test_an_age_cannot_be_told_without_a_day_to_count_from() -> None:
    with pytest.raises(BadCorrection):
        read_corrected(TEXT, [tell("38세", "age", "38", "38세")], on=None)


_WORDS = st.sampled_from(["38세", "여성", "아들", "무산", "사람", "체포", "없음", "지난 8일"])


@given(
    st.lists(
        st.builds(
            Correction,
            st.sampled_from(ACTIONS),
            st.builds(Anchor, _WORDS, st.integers(1, 2)),
            st.sampled_from(["", *LABELS]),
            st.sampled_from(["f", "38", "child", "kin", "arrest", "무산", "1987"]),
            st.none() | st.builds(Anchor, _WORDS),
        ),
        max_size=6,
    )
)
def test_whatever_is_corrected_the_reading_holds_together(some: list[Correction]) -> None:
    try:
        found = read(*some)
    except BadCorrection:
        return
    refs = {one.ref for one in found.persons}
    assert all(set(span.refs) <= refs for span in found.spans)
    assert all(tie.ref in refs and tie.ref != one.ref for one in found.persons for tie in one.kin_of)
