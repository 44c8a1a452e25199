"""Ages, origins, occupations, marks and groups, and whom they describe."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exposure.reader.korean.looking import at_risk, called, happened, read, words
from underice.vocabulary.intervals import DateInterval


@pytest.mark.parametrize(
    ("age", "born"),
    [
        ("만 41세", DateInterval(date(1976, 6, 16), date(1977, 6, 15))),
        ("41살", DateInterval(date(1976, 6, 16), date(1978, 12, 31))),
        ("40대 초반", DateInterval(date(1974, 6, 16), date(1979, 12, 31))),
        ("1977년생", DateInterval.year(1977)),
    ],
)
def test_an_age_before_a_name_gives_the_birth_of_that_person(age: str, born: DateInterval) -> None:
    assert called(read(f"{age} 문순옥 씨가 5월 3일 단둥에서 체포됐다."), "문순옥").birth == born


@pytest.mark.parametrize(
    "phrase",
    [
        "무산 출신 {}",
        "무산군 태생인 {}",
        "무산에서 온 {}",
        "무산에 살던 {}",
        "함경북도 무산군에서 태어난 {}",
        "무산 사람 {}",
        "고향이 무산인 {}",
        "무산에서 교원으로 일하던 {}",
        "무산에서 나고 자란 {}",
        "무산의 학교 교원 {}",
    ],
)
def test_many_ways_of_saying_where_somebody_is_from(phrase: str) -> None:
    reading = read(phrase.format("문순옥 씨") + "가 5월 3일 단둥에서 체포됐다.")
    assert called(reading, "문순옥").origin == ("KP0218",)
    assert happened(called(reading, "문순옥"))[0] == ("arrest", "2018-05-03", "GN2037886")


@pytest.mark.parametrize("phrase", ["무산 출신이 아니다", "무산에 살지 않는다", "무산에 간 적이 없다"])
def test_a_place_denied_is_not_marked(phrase: str) -> None:
    assert words(read(f"문순옥 씨는 {phrase}."), "origin") == []


@pytest.mark.parametrize(
    ("phrase", "job"),
    [
        ("간호원이었다", "간호원"),
        ("채탄공으로 일했다", "채탄공"),
        ("탄광 채탄공이였다", "탄광 채탄공"),
        ("인민반장을 했다", "인민반장"),
        ("두부 장사를 했다", "두부 장사"),
        ("트럭 운전수였다", "트럭 운전수"),
        ("양어공으로 12년을 일했다", "양어공"),
        ("군관으로 복무했다", "군관"),
        ("유치원 교양원입니다", "유치원 교양원"),
        ("인공수정기사로 근무했다", "인공수정기사"),
        ("식당 일을 한다", "식당 일"),
    ],
)
def test_an_occupation_is_told_of_the_subject(phrase: str, job: str) -> None:
    assert called(read(f"문순옥 씨는 {phrase}."), "문순옥").occupation == job


def test_a_proper_workplace_stands_apart_from_the_occupation() -> None:
    reading = read("문순옥 씨는 은률광산 선광공으로 일했다.")
    assert (called(reading, "문순옥").workplace, called(reading, "문순옥").occupation) == ("은률광산", "선광공")


@pytest.mark.parametrize(
    "phrase",
    [
        "이마에 흉터가 있다",
        "왼쪽 다리를 전다",
        "당뇨를 앓는다",
        "임신 6개월이다",
        "말을 더듬는다",
        "마을에서 유일한 약사였다",
        "로력영웅 칭호를 받았다",
        "앞니가 없다",
        "오른손 손가락 두 개를 잃었다",
        "휠체어를 탄다",
        "목에 화상 자국이 있다",
        "왼손잡이다",
    ],
)
def test_what_few_others_share_is_marked(phrase: str) -> None:
    reading = read(f"문순옥 씨는 {phrase}.")
    assert words(reading, "distinguishing")
    assert called(reading, "문순옥").distinguishing


def test_members_named_among_a_group_share_its_number_and_its_event() -> None:
    reading = read("5월 3일 단둥에서 체포된 탈북민 11명 가운데 문순옥(41) 씨와 아들 곽성룡(9) 군이 있다.")
    for name in ("문순옥", "곽성룡"):
        assert called(reading, name).group == 11
        assert happened(called(reading, name)) == [("arrest", "2018-05-03", "GN2037886")]


def test_an_undescribed_group_is_one_record() -> None:
    (group,) = at_risk(read("5월 3일 단둥에서 탈북민 일곱 명이 체포됐다."))
    assert (group.group, happened(group)) == (7, [("arrest", "2018-05-03", "GN2037886")])


@pytest.mark.parametrize("text", ["80명이 넘는 증인을 만났다.", "시민 300명이 서명했다.", "기자 20명이 모였다."])
def test_witnesses_and_signatures_are_no_group(text: str) -> None:
    assert read(text).spans == ()


def test_what_they_have_in_common_is_told_of_each() -> None:
    reading = read("곽일룡(44), 아내 문순옥(41), 딸 곽은심(12)은 5월 3일 체포됐다. 이들은 량강도 혜산시에서 왔다.")
    assert [person.origin for person in at_risk(reading)] == [("KP0101",)] * 3


def test_an_age_at_the_time_is_counted_from_the_date_told() -> None:
    reading = read("문순옥은 2009년 6월 두만강을 건넜다. 당시 만 20세였다.")
    born = called(reading, "문순옥").birth
    assert born is not None
    assert born.first.year == 1988


def test_an_impossible_age_is_noted_and_the_rest_still_read() -> None:
    reading = read("문순옥(180)은 5월 3일 단둥에서 체포됐다.")
    assert [notice.code for notice in reading.notices] == ["age_impossible"]
    assert happened(called(reading, "문순옥"))


def test_two_ages_that_cannot_both_be_true_are_noted() -> None:
    reading = read("문순옥 씨는 41세다. 문 씨는 1950년생이다.")
    assert "age_contradiction" in [notice.code for notice in reading.notices]


def test_without_a_date_ages_stay_unplaced_and_a_notice_says_so() -> None:
    reading = read("문순옥(41)은 단둥에서 체포됐다.", None)
    assert called(reading, "문순옥").birth is None
    assert "date_missing" in [notice.code for notice in reading.notices]


def test_a_day_that_does_not_exist_is_noted() -> None:
    assert "date_impossible" in [n.code for n in read("문순옥 씨는 2월 30일 단둥에서 체포됐다.").notices]


def test_a_place_that_exists_twice_is_noted() -> None:
    reading = read("문순옥 씨는 원산에서 왔다.")
    ambiguous = len(called(reading, "문순옥").origin) > 1
    assert ("place_ambiguous" in [notice.code for notice in reading.notices]) == ambiguous
