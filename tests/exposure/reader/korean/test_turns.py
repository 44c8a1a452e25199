"""Whole invented drafts in other turns of phrase: forms, tables, hearsay, the rest of a group, trades told by verbs."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.exposure.reader.korean.looking import at_risk, called, happened, read, relation, words
from underice.exposure.reader.model import Reading

_FILE = Path(__file__).with_name("turns.txt")


@cache
def draft(identifier: str) -> Reading:
    """The reading of the draft of that number."""
    text = _FILE.read_text(encoding="utf-8")
    found = re.search(rf"^## {identifier} (\S+)\n(.*?)(?=\n## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return read(found[2].strip(), date.fromisoformat(found[1]))


def test_a_couple_told_first_and_named_later_shares_what_happened() -> None:
    for name in ("심도윤", "권설매"):
        assert ("arrest", "2018-05-21", "GN2036933") in happened(called(draft("v01"), name))
    assert relation(draft("v01"), "권설매", "심도윤") == "spouse"


def test_an_age_said_at_an_event_and_a_birthplace_said_in_speech_are_found() -> None:
    teller = at_risk(draft("v02"))[0]
    assert "열아홉" in words(draft("v02"), "age")
    assert teller.origin == ("KP0501",)
    assert teller.sex == "f"


def test_brothers_and_sisters_of_an_answer_are_not_those_of_the_question() -> None:
    assert len([p for p in at_risk(draft("v02")) if any(tie.relation == "sibling" for tie in p.kin_of)]) == 3


def test_a_form_is_about_the_person_it_names() -> None:
    person = called(draft("v03"), "차금실")
    assert person.sex == "f"
    assert person.origin == ("KP0112",)
    assert ("return", "2019-09-18", "KP0601") in happened(person)
    assert any("당뇨" in words for words in person.distinguishing)


@pytest.mark.parametrize("child", ["차은별", "차은송"])
def test_children_listed_after_a_label_are_hers_and_share_her_arrest(child: str) -> None:
    assert relation(draft("v03"), child, "차금실") == "child"
    assert ("arrest", "2019-09-03", "GN2034414") in happened(called(draft("v03"), child))


def test_the_eldest_of_children_listed_is_the_first() -> None:
    assert any("청각" in words for words in called(draft("v03"), "차은별").distinguishing)


def test_each_row_of_a_table_is_about_one_person() -> None:
    reading = draft("v04")
    assert [p.name for p in at_risk(reading)] == ["봉철준", "기란희", "편상복"]
    assert [p.sex for p in at_risk(reading)] == ["m", "f", "m"]
    assert relation(reading, "기란희", "봉철준") == "spouse"


def test_the_rest_of_a_group_shares_its_fate() -> None:
    reading = draft("v05")
    rest = next(p for p in at_risk(reading) if p.group == 4)
    assert {kind for kind, _, _ in happened(rest)} == {"arrest", "detention"}
    assert {kind for kind, _, _ in happened(called(reading, "서가을"))} == {"arrest", "detention"}


def test_one_who_hid_others_is_a_helper() -> None:
    assert called(draft("v05"), "육").role == "helper"


def test_what_is_heard_is_told_of_the_one_spoken_of() -> None:
    assert ("return", None, "KP0203") in happened(called(draft("v06"), "두선희"))


def test_those_who_follow_do_what_those_before_them_did() -> None:
    assert ("crossing", "2014-23", None) in happened(at_risk(draft("v06"))[0])


def test_one_lost_to_a_sickness_or_an_accident_is_the_one_who_died() -> None:
    lost = [p for p in at_risk(draft("v08")) if ("death", None, None) in happened(p)]
    assert [p.sex for p in lost] == ["m"]
    assert lost[0].name is None


def test_a_place_in_the_picture_does_not_hide_a_name() -> None:
    assert called(draft("v08"), "추가영").birth is not None


def test_a_bare_native_number_is_an_age() -> None:
    assert "쉰넷" in words(draft("v09"), "age")


def test_a_given_name_returns_without_its_surname() -> None:
    assert [word for word in words(draft("v10"), "name") if word in ("주옥", "일혁")] == ["주옥", "일혁"]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("저는 회령에서 뜨락또르를 몰았습니다.", "뜨락또르를 몰았습니다"),
        ("맹소라(34) 씨는 장마당에서 순대를 팔았다.", "순대를 팔았다"),
        ("저는 선전대에서 손풍금을 쳤습니다.", "손풍금을 쳤습니다"),
    ],
)
def test_work_is_told_by_a_verb_and_its_object(text: str, work: str) -> None:
    assert work in words(read(text), "occupation")


def test_an_age_that_contradicts_another_names_whose_it_is() -> None:
    reading = read("맹소라(34) 씨는 1956년 3월 2일생이다. 5월 3일 선양에서 체포됐다.")
    notices = [notice for notice in reading.notices if notice.code == "age_contradiction"]
    assert [notice.fields["ref"] for notice in notices] == [called(reading, "맹소라").ref]


def test_nephews_told_after_the_children_of_a_sister_are_those_children() -> None:
    reading = read(
        "제 누이 맹소라와 매부, 그리고 그 부부의 두 아이가 5월 3일 선양에서 체포됐습니다. "
        "조카 둘은 9세와 6세이며 작은아이는 천식을 앓습니다. 저는 지금 서울에 삽니다."
    )
    assert len(at_risk(reading)) == 5
    assert sum(person.birth is not None for person in at_risk(reading)) == 2


def test_towns_and_numbers_of_a_text_about_nobody_are_no_persons() -> None:
    reading = read("1897년 평양에서 학생 열세 명으로 시작한 학교가 문을 열었다. 이웃 학교와는 여덟 살 차이가 난다.")
    assert at_risk(reading) == []


def test_an_age_told_by_that_of_the_speaker_waits_until_it_is_known() -> None:
    reading = read("시누이는 나보다 세 살 아래였다. 시누이는 2017년 5월 선양에서 체포됐다. 나는 1975년생이다.")
    assert sorted(p.birth.first.year for p in at_risk(reading) if p.birth is not None) == [1975, 1978]


def test_two_people_of_one_name_are_told_apart_by_their_facts() -> None:
    reading = read(
        "회령 출신 맹소라(34) 씨가 5월 3일 선양에서 체포됐다. 이름이 같은 혜산 출신 맹소라(51) 씨는 단둥에서 붙잡혔다. "
        "회령 출신 맹소라 씨는 미용사였다."
    )
    same = [person for person in reading.persons if person.name == "맹소라"]
    assert [person.occupation for person in same] == ["미용사", None]
    assert [person.origin[0] for person in same] == ["KP0203", "KP0101"]


def test_the_one_who_answers_by_name_is_the_narrator() -> None:
    reading = read(
        "기자: 언제 오셨습니까?\n맹소라: 2016년 5월에 왔습니다. 저는 회령에서 살았어요.\n기자: 아버지는요?\n맹소라: 돌아가셨어요."
    )
    assert called(reading, "맹소라").origin == ("KP0203",)
    assert any(kind == "death" for person in reading.persons for kind, _, _ in happened(person))


def test_a_date_told_after_its_event_belongs_to_it() -> None:
    reading = read("맹소라(34) 씨는 선양에서 체포됐다. 체포된 것은 5월 3일이었다. 그 여자는 회령에서 살았다.")
    assert called(reading, "맹소라").sex == "f"


def test_a_share_of_people_is_nobody() -> None:
    assert at_risk(read("탈북 여성의 70%가 인신매매를 겪는다. 여성들은 말이 없다. 그런 여성이 있다.")) == []


def test_siblings_seen_as_such_are_tied() -> None:
    reading = read("맹소라(34) 씨와 맹소담(29) 씨는 5월 3일 선양에서 체포됐다. 두 사람은 자매다.")
    assert relation(reading, "맹소라", "맹소담") == "sibling"


def test_a_row_birthday_is_a_birth_and_no_date_of_an_event() -> None:
    reading = read(
        "1. 맹소라 / 여 / 1990.3.4 / 회령시 / 미용사 / 5월 3일 단둥에서 체포\n2. 감일혁 / 남 / 1990.2.31 / 회령시"
    )
    person = called(reading, "맹소라")
    assert person.birth is not None
    assert person.birth.first == person.birth.last == date(1990, 3, 4)
    assert ("arrest", "2018-05-03", "GN2037886") in happened(person)
    assert called(reading, "감일혁").sex == "m"


def test_the_narrator_who_lived_as_a_wife_is_that_wife() -> None:
    reading = read("저는 회령에서 군관의 안해로 살았습니다. 남편은 2015년에 죽었습니다.")
    assert {p.sex for p in at_risk(reading)} == {"f", "m"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("5월 3일 선양에서 두 여자가 체포됐다. 두 여자는 회령에서 왔다.", 1),
        ("탈북민 수십 명이 5월 3일 선양에서 체포됐다. 이들은 북송됐다.", 1),
        ("탈북민 두 가족이 5월 3일 선양에서 체포됐다.", 1),
        ("5월 3일 선양에서 맹소라(34), 감일혁(29), 봉순미(41) 등 3명이 체포됐다. 3명은 북송됐다.", 3),
        ("맹소라(34) 씨와 봉순미(41) 씨가 체포됐다. 두 여자는 북송됐다.", 2),
    ],
)
def test_groups_and_those_they_mean_are_counted_once(text: str, people: int) -> None:
    found = at_risk(read(text))
    assert len(found) == people
    assert all(any(kind in ("arrest", "return") for kind, _, _ in happened(person)) for person in found)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("맹소라(34) 씨가 선양에서 체포됐다. 그 여자는 회령에서 살았다.", "f"),
        ("맹소라(34)는 여성이다. 5월 3일 선양에서 체포됐다.", "f"),
        ("맹소라(34, 남) 씨가 선양에서 체포됐다.", "m"),
    ],
)
def test_nouns_for_a_person_tell_the_sex_of_the_one_named(text: str, sex: str) -> None:
    assert called(read(text), "맹소라").sex == sex


def test_ages_given_with_each_lead_two_of_one_name_apart() -> None:
    reading = read(
        "맹소라(34)와 맹소라(51)가 체포됐다. 두 사람은 이름이 같다. 맹소라(51)는 약사다. 맹소라(34)는 미용사였다."
    )
    assert len([person for person in reading.persons if person.name == "맹소라"]) == 2
