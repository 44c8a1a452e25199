"""Which words are names, and whose."""

from __future__ import annotations

import pytest

from tests.exposure.reader.korean.looking import at_risk, called, read, words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("지난 3일 옌지에서 체포된 문순옥 씨는 온성 출신이다.", ["문순옥"]),
        ("문순옥(52)은 3일 옌지에서 체포됐다.", ["문순옥"]),
        ("문순옥씨와 남편 곽일룡씨가 3일 체포됐다.", ["문순옥", "곽일룡"]),
        ("1) 곽일룡, 남, 44세, 온성군, 탄부. 5월 3일 투먼에서 체포.", ["곽일룡"]),
        ("• 곽일룡 / 남 / 44세 / 온성군", ["곽일룡"]),
        ("그 녀자의 이름은 계향숙이다.", ["계향숙"]),
        ("계향숙이라고 하는 여성이 5월에 강을 건넜다.", ["계향숙"]),
        ("향숙이는 5월에 두만강을 건넜다.", ["향숙"]),
        ("아들 성룡이와 함께 체포된 여성이 있다.", ["성룡"]),
        ("계향숙(桂香淑·41)이 5월 2일 체포됐다.", ["계향숙", "桂香淑"]),
        ("이 증언은 순미(가명)의 것이다. 순미는 혜산에서 왔다.", ["순미", "순미"]),
        ("길모(33) 씨가 5월 2일 체포됐다.", ["길"]),
        ("A씨가 5월 2일 단둥에서 체포됐다. A씨는 혜산 사람이다.", ["A", "A"]),
        ("독고성철 씨는 5월 2일 단둥에서 체포됐다.", ["독고성철"]),
        ("하나 언니는 5월 2일 단둥에서 체포됐다.", ["하나"]),
    ],
)
def test_a_word_is_a_name_where_the_text_treats_it_as_one(text: str, names: list[str]) -> None:
    assert words(read(text), "name") == names


@pytest.mark.parametrize(
    "text",
    [
        "풀잎에 이슬이 맺혔고 하나, 둘 숫자를 세었다.",
        "이번에 정부는 조사를 마쳤다. 최근 이 문제는 다시 떠올랐다.",
        "강물이 불어 장마가 이어졌다. 임시 천막은 비어 있었다.",
        "온성군과 경원군은 두만강을 따라 있다.",
        "김정은 국무위원장은 회의를 열었다. 시진핑 주석도 왔다.",
        "남동훈 외교부 대변인은 답하지 않았다.",
        "안중근 의사와 유관순 열사를 기렸다.",
        "마틴 로젠 특별보고관은 제네바에서 말했다.",
        "선양=백도진 특파원",
        "글·사진=서지완 기자",
        "서지완 기자 seo@example.org",
    ],
)
def test_words_offices_public_figures_and_bylines_are_no_names_at_risk(text: str) -> None:
    reading = read(text)
    assert words(reading, "name") == []
    assert at_risk(reading) == []


def test_a_byline_is_an_author_without_spans() -> None:
    reading = read("문순옥 씨가 3일 체포됐다. 서지완 기자")
    assert called(reading, "서지완").role == "author"
    assert reading.spans_of(called(reading, "서지완").ref) == ()


def test_a_surname_with_a_title_returns_to_the_adult_of_that_surname() -> None:
    reading = read("문순옥(41) 씨와 딸 문별이(8) 양이 3일 체포됐다. 문 씨는 조산원이었다.")
    assert called(reading, "문순옥").occupation == "조산원"


def test_a_given_name_alone_returns_to_the_full_name() -> None:
    reading = read("문순옥(41) 씨가 3일 체포됐다. 순옥 씨는 함흥에서 왔다.")
    assert len(at_risk(reading)) == 1
    assert called(reading, "문순옥").origin[0] == "KP0307"


def test_two_people_of_one_name_stay_two_when_their_ages_differ() -> None:
    reading = read("5월 3일 체포된 리철(45)은 무산 출신이다. 같은 이름의 리철(19)은 회령 출신이다.")
    people = [person for person in reading.persons if person.name == "리철"]
    assert [person.origin[0] for person in people] == ["KP0218", "KP0203"]


def test_a_declared_pseudonym_is_remembered_as_one() -> None:
    assert called(read("순미(가명·29) 씨는 5월 3일 체포됐다."), "순미").pseudonym


def test_the_signature_of_a_petition_names_the_one_who_speaks() -> None:
    reading = read("제 누나는 5월 3일 단둥에서 체포됐습니다. 저는 부산에서 삽니다. 청원인 곽일룡 올림")
    assert called(reading, "곽일룡").sex == "m"
