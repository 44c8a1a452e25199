"""What the batches of Korean drafts taught the reader, each on words of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exposure.reader.korean.looking import called, happened, read
from underice.exposure.reader.model import Reading


def ties(reading: Reading) -> set[tuple[str | None, str, str | None]]:
    """Every tie between named people: who, what she is, of whom."""
    names = {person.ref: person.name for person in reading.persons}
    return {(one.name, tie.relation, names[tie.ref]) for one in reading.persons for tie in one.kin_of}


def test_a_row_about_somebody_of_the_same_name_is_another_person() -> None:
    reading = read(
        "1) 손기철, 남, 33세, 용접공. 11월 11일 선양에서 체포.\n2) 손기철, 남, 58세, 석공. 11월 13일 쿤밍에서 연락 두절."
    )
    assert [p.occupation for p in reading.persons if p.name == "손기철"] == ["용접공", "석공"]


def test_three_sisters_told_by_their_number_are_named_in_their_order() -> None:
    reading = read("세 자매가 선양에서 체포됐다. 맏이 곽은심은 재단사, 둘째 곽은별은 무용수, 막내 곽은솔은 학생이었다.")
    assert ("곽은심", "sibling", "곽은솔") in ties(reading)
    assert {p.name: p.sex for p in reading.persons} == {"곽은심": "f", "곽은별": "f", "곽은솔": "f"}


def test_names_after_two_sons_are_theirs_in_turn() -> None:
    reading = read("편금실과 두 아들 옥주성(17), 옥주명(14)이 선양에서 체포됐다.")
    assert {("옥주성", "child", "편금실"), ("옥주명", "child", "편금실"), ("옥주성", "sibling", "옥주명")} <= ties(
        reading
    )


def test_a_deadline_or_a_meeting_is_no_date_of_an_event() -> None:
    reading = read("손기철 씨가 선양에서 체포됐다. 마감은 4월 30일입니다. 다음 회의 5월 2일.")
    assert not [span for span in reading.spans if span.label == "date"]


def test_a_month_soon_after_a_year_long_past_is_of_that_year() -> None:
    reading = read("나는 2008년 9월 선양에서 체포됐고 12월에 북송됐다.")
    assert ("return", "2008-12", None) in happened(reading.persons[0])


def test_honorific_verbs_tell_events_as_plain_ones_do() -> None:
    reading = read("저희 어머니가 5월에 선양에서 사라지셨어요.")
    assert any(kind == "departure" for person in reading.persons for kind, _, _ in happened(person))


def test_a_namesake_of_a_public_figure_is_a_person_at_risk() -> None:
    reading = read("선양에서 체포된 리영호는 회창군 출신 51세 권양공이다.")
    assert called(reading, "리영호").role == "at_risk"


def test_after_a_death_the_one_who_tells_of_it_goes_on() -> None:
    reading = read("저는 해주 사람입니다. 남편이 1999년에 병으로 떠나고 손녀만 데리고 두만강을 넘었습니다.")
    crossed = {p.role for p in reading.persons if any(kind == "crossing" for kind, _, _ in happened(p))}
    dead = [p for p in reading.persons if any(kind == "death" for kind, _, _ in happened(p))]
    assert crossed == {"at_risk"}
    assert len(dead) == 1
    assert not any(kind == "crossing" for kind, _, _ in happened(dead[0]))


@pytest.mark.parametrize("words", ["형님 소식을 들으신 게 언제입니까?", "형님은 언제 떠나셨습니까?"])
def test_an_answer_goes_on_about_whom_the_question_asked_for(words: str) -> None:
    reading = read(f"문: {words}\n답: 지난달입니다. 난닝에서 잡혔다고 들었어요.", date(2014, 12, 1))
    arrested = [p for p in reading.persons if any(kind == "arrest" for kind, _, _ in happened(p))]
    assert [p.sex for p in arrested] == ["m"]
