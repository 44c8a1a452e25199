"""What happened, when, where and to whom."""

from __future__ import annotations

import pytest

from tests.exposure.reader.korean.looking import at_risk, called, happened, read, words


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("체포됐다", "arrest"),
        ("연행됐다", "arrest"),
        ("붙잡혔다", "arrest"),
        ("적발됐다", "arrest"),
        ("끌려갔다", "arrest"),
        ("구금됐다", "detention"),
        ("억류돼 있다", "detention"),
        ("갇혀 있다", "detention"),
        ("북송됐다", "return"),
        ("강제송환됐다", "return"),
        ("넘겨졌다", "return"),
        ("두만강을 건넜다", "crossing"),
        ("강을 넘었다", "crossing"),
        ("도강했다", "crossing"),
        ("사라졌다", "departure"),
        ("탈출했다", "departure"),
        ("숨졌다", "death"),
        ("세상을 떠났다", "death"),
        ("굶어 죽었다", "death"),
        ("실종됐다", "other"),
        ("해임됐다", "other"),
        ("추방됐다", "other"),
        ("연락이 끊겼다", "other"),
    ],
)
def test_many_verbs_tell_what_happened_to_the_subject(phrase: str, kind: str) -> None:
    person = called(read(f"문순옥 씨는 5월 3일 {phrase}."), "문순옥")
    assert [(event.kind, event.date) for event in person.events] == [(kind, "2018-05-03")]


@pytest.mark.parametrize(
    "text",
    [
        "문순옥 씨는 체포되지 않았다.",
        "문순옥 씨는 납치된 적이 없다.",
        "강제북송을 막아 주십시오.",
        "북송 위기에 놓인 이들이 있다.",
        "북송되면 처벌을 받는다.",
        "정부는 강제송환 중단을 촉구했다.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert words(read(text), "event") == []


def test_the_date_of_a_report_is_not_the_date_of_the_event() -> None:
    reading = read("문순옥 씨가 5월 3일 단둥에서 체포됐다고 가족이 14일 밝혔다.")
    assert words(reading, "date") == ["5월 3일"]


def test_a_verb_before_a_noun_tells_of_the_people_it_describes() -> None:
    (person,) = at_risk(read("지난 3일 단둥에서 체포된 41세 여성은 무산 출신이다."))
    assert happened(person) == [("arrest", "2018-06-03", "GN2037886")]
    assert person.origin == ("KP0218",)


def test_one_who_goes_along_shares_the_event() -> None:
    reading = read("문순옥(41) 씨는 딸 은심이를 데리고 2017년 6월 압록강을 건넜다.")
    assert happened(called(reading, "은심")) == [("crossing", "2017-06", None)]


def test_the_object_of_an_arrest_is_the_one_arrested() -> None:
    reading = read("중국 공안은 5월 3일 단둥에서 문순옥(41) 씨를 체포했다.")
    assert happened(called(reading, "문순옥")) == [("arrest", "2018-05-03", "GN2037886")]


def test_the_speaker_of_a_testimony_is_the_subject_where_none_is_told() -> None:
    (person,) = at_risk(read("나는 청진에서 태어났다. 2015년 4월 두만강을 건넜다. 옌지에서 잡혔다."))
    assert [event.kind for event in person.events] == ["crossing", "arrest"]


def test_where_a_relative_lives_now_is_a_place() -> None:
    reading = read("문순옥 씨가 5월 3일 체포됐다. 아들 성룡은 지금 칭다오에서 산다.")
    assert [event.kind for event in called(reading, "성룡").events] == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        "외교부 당국자는 서울 청사에서 기자들과 만났다.",
        "유엔 인권이사회는 제네바에서 열렸다.",
        "주선양 총영사관은 답하지 않았다.",
        "한국 정부와 중국 정부는 회담했다.",
    ],
)
def test_addresses_of_offices_are_no_places_of_people(text: str) -> None:
    assert read(text).spans == ()


def test_a_text_without_spaces_is_read_too() -> None:
    reading = read(
        "급해요문순옥씨가어제단둥역에서잡혔대요 41살이고무산사람인데딸은아홉살이래요 퍼뜨려주세요제발부탁드립니다"
    )
    person = called(reading, "문순옥")
    assert happened(person) == [("arrest", "2018-06-14", "GN2037886")]
    assert person.origin == ("KP0218",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "...",
        "[사설] 봄이 왔다. 정부는 회의를 열고 성명을 냈다.",
        "하나, 둘, 셋.",
        "탈북민 지원 예산이 10억 원 늘었다.",
        "올해로 창립 50년을 맞은 단체는 서울에서 기념식을 열었다.",
    ],
)
def test_a_text_about_nobody_gives_no_spans(text: str) -> None:
    assert read(text).spans == ()
