"""Ages and births found in Korean and English text. All people are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.ages import AgeSystem, find_ages, find_births

INT, CNT, UNK = AgeSystem.INTERNATIONAL, AgeSystem.COUNTING, AgeSystem.UNKNOWN
Told = tuple[str, int, int, AgeSystem]


def ages(text: str, lang: str) -> list[Told]:
    return [
        (text[found.start : found.end], found.age.low, found.age.high, found.age.system)
        for found in find_ages(text, lang)
        if found.age is not None
    ]


def births(text: str, lang: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.edtf) for found in find_births(text, lang)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("53세 어머니와 만 7세 손녀", [("53세", 53, 53, INT), ("만 7세", 7, 7, INT)]),
        ("열여섯살 딸과 아홉 살 아들", [("열여섯살", 16, 16, UNK), ("아홉 살", 9, 9, UNK)]),
        ("40대 중후반 남성과 이삼십대 여성", [("40대 중후반", 44, 49, UNK), ("이삼십대", 20, 39, UNK)]),
        ("강은숙(58·여)씨와 조카(여, 23)", [("58", 58, 58, UNK), ("23", 23, 23, UNK)]),
        ("조만식(가명·33)은 구두 수선공", [("33", 33, 33, UNK)]),
        ("이모는 우리 나이로 예순둘이다", [("우리 나이로 예순둘", 62, 62, CNT)]),
        ("칠십이 다 된 노모", [("칠십이 다 된", 67, 69, UNK)]),
        ("쉰 안팎의 운전수", [("쉰 안팎", 48, 52, UNK)]),
        ("나는 올해 마흔둘이고 동생은 서른다섯이에요", [("마흔둘", 42, 42, UNK), ("서른다섯", 35, 35, UNK)]),
        ("돌 지난 딸과 생후 5개월 된 아들", [("돌 지난", 1, 1, INT), ("생후 5개월", 0, 0, INT)]),
        ("29살이고혜산사람 딸은네살", [("29살", 29, 29, UNK), ("네살", 4, 4, UNK)]),
        ("서너 살 된 아이", [("서너 살", 3, 4, UNK)]),
        ("최옥, 여, 47, 청진", [("47", 47, 47, UNK)]),
        ("팔순 노모", [("팔순", 80, 80, UNK)]),
    ],
)
def test_korean_ages_are_found(text: str, told: list[Told]) -> None:
    assert ages(text, "ko") == told


@pytest.mark.parametrize(
    "text",
    [
        "공장에서 9년을 일했다",
        "창립 40년을 맞은 단체",
        "20세기 초의 집",
        "41세대가 산다",
        "한 동네 살던 사람",
        "10대 원칙을 외웠다",
        "트럭 60대가 지나갔다",
        "서른 명이 탔다",
        "마흔 마리",
        "재일동포 3세",
        "임신 7개월이었다",
        "3일간 100일 동안",
    ],
)
def test_what_is_no_age_in_korean_is_left_alone(text: str) -> None:
    assert ages(text, "ko") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a 52-year-old welder", [("52-year-old", 52, 52, INT)]),
        (
            "three sons, aged eleven, nine and 4, were left",
            [("eleven", 11, 11, INT), ("nine", 9, 9, INT), ("4", 4, 4, INT)],
        ),
        ("Ho Chun-il, 61, and his niece (19)", [("61", 61, 61, INT), ("19", 19, 19, INT)]),
        ("a cook in her late thirties", [("in her late thirties", 37, 39, INT)]),
        ("a man, mid-40s, and a fifty-something trader", [("mid-40s", 44, 46, INT), ("fifty-something", 50, 59, INT)]),
        ("a woman of about sixty", [("sixty", 58, 62, INT)]),
        ("he was nearly 70", [("nearly 70", 67, 69, INT)]),
        ("a weaver of 33", [("33", 33, 33, INT)]),
        ("13- and 15-year-old brothers", [("13", 13, 13, INT), ("15-year-old", 15, 15, INT)]),
        ("an 18-month-old girl and a newborn", [("18-month-old", 1, 1, INT), ("newborn", 0, 0, INT)]),
        ("two teenagers and a toddler", [("teenagers", 13, 19, INT), ("toddler", 1, 3, INT)]),
        ("she is 47 by Korean counting", [("47 by Korean counting", 47, 47, CNT)]),
        ("my boy is 5 & my girl is 8", [("5", 5, 5, INT), ("8", 8, 8, INT)]),
        ("F, 41; M/19", [("41", 41, 41, INT), ("19", 19, 19, INT)]),
    ],
)
def test_english_ages_are_found(text: str, told: list[Told]) -> None:
    assert ages(text, "en") == told


@pytest.mark.parametrize(
    "text",
    [
        "for 12 years",
        "more than 20 years",
        "a group of nine",
        "a mother of two",
        "the total is 44",
        "in the 60s she studied",
        "The mill is more than 40 years old.",
        "a 50-year-old factory",
        "on March 8, 2012",
        "They were 3 hours late.",
        "She was one of the twelve.",
        "a list of 14",
        "Hyesan, 12 March",
    ],
)
def test_what_is_no_age_in_english_is_left_alone(text: str) -> None:
    assert ages(text, "en") == []


@pytest.mark.parametrize(("text", "lang"), [("180세 노인", "ko"), ("She is 180 years old.", "en")])
def test_an_impossible_age_is_returned_for_the_reader_to_notice(text: str, lang: str) -> None:
    assert [high for _, _, high, _ in ages(text, lang)] == [180]


@pytest.mark.parametrize(
    ("text", "lang", "relative"),
    [
        ("세 살 위 누나", "ko", 3),
        ("두 살 터울의 동생", "ko", -2),
        ("네 살 아래", "ko", -4),
        ("동갑인 남편", "ko", 0),
        ("four years his junior", "en", -4),
        ("three years her senior", "en", 3),
        ("a year younger", "en", -1),
        ("two years older", "en", 2),
        ("younger by five years", "en", -5),
    ],
)
def test_relative_ages_say_older_or_younger(text: str, lang: str, relative: int) -> None:
    assert [(found.age, found.relative) for found in find_ages(text, lang)] == [(None, relative)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("당시 열여덟 살이던 그", "ko"),
        ("열일곱 살 때 떠났다", "ko"),
        ("정씨(당시 27세)", "ko"),
        ("열아홉에 시집을 갔다", "ko"),
        ("She was 17 at the time.", "en"),
        ("at the age of 19", "en"),
        ("Kim, then 24, left", "en"),
        ("when she was 12 she left", "en"),
    ],
)
def test_ages_at_an_event_are_marked(text: str, lang: str) -> None:
    assert [found.at_event for found in find_ages(text, lang)] == [True]


@pytest.mark.parametrize(("text", "lang"), [("그해 서른넷이 되는 여자", "ko"), ("to turn 34 that year", "en")])
def test_ages_reached_in_a_year_are_marked(text: str, lang: str) -> None:
    assert [found.in_year for found in find_ages(text, lang)] == [True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1974년생과 58년생", [("1974년생", "1974"), ("58년생", "1958")]),
        ("1982년 3월 4일생", [("1982년 3월 4일생", "1982-03-04")]),
        ("주체71년에 원산에서 태어났다", [("주체71년", "1982")]),
        ("92년 7월에 났고", [("92년 7월", "1992-07")]),
        ("1957년 봄 출생", [("1957년 봄 출생", "1957-21")]),
        ("90.05.12생", [("90.05.12생", "1990-05-12")]),
        ("생년월일: 1975년 6월 7일", [("1975년 6월 7일", "1975-06-07")]),
        ("03년생 딸", [("03년생", "2003")]),
        ("1969년 함흥 태생", [("1969년", "1969")]),
    ],
)
def test_korean_births_are_found(text: str, told: list[tuple[str, str]]) -> None:
    assert births(text, "ko") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("born in 1969", [("born in 1969", "1969")]),
        ("b. 1957 in Wonsan", [("b. 1957", "1957")]),
        ("born on 3 May 1982", [("born on 3 May 1982", "1982-05-03")]),
        ("born in Juche 71", [("born in Juche 71", "1982")]),
        ("was born in Wonsan, Kangwon, in March 1988", [("March 1988", "1988-03")]),
        ("born in the autumn of 1996", [("born in the autumn of 1996", "1996-23")]),
        ("born in the late 1970s", [("born in the late 1970s", "1977/1979")]),
        ("DOB 1982-03-04", [("DOB 1982-03-04", "1982-03-04")]),
        ("born around 1950", [("born around 1950", "1950~")]),
        ("a 1985-born trader", [("1985-born", "1985")]),
    ],
)
def test_english_births_are_found(text: str, told: list[tuple[str, str]]) -> None:
    assert births(text, "en") == told


def test_a_year_of_birth_is_not_put_after_the_year_of_publication() -> None:
    assert find_births("24년생", "ko", latest=2012)[0].edtf == "1924"
    assert find_births("24년생", "ko")[0].edtf == "2024"


def test_a_birth_is_not_an_age() -> None:
    assert ages("강씨(1974년생, 38)", "ko") == [("38", 38, 38, UNK)]


@given(
    st.lists(
        st.sampled_from(
            [
                *"1903년월일생세살대(),.· ",
                "열",
                "스물",
                "만 ",
                "born ",
                "aged ",
                "nine",
                " and ",
                "-year-old",
                "20s",
                "in her ",
            ]
        )
    )
)
def test_phrases_never_overlap_and_stay_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for lang in ("ko", "en"):
        for found in (find_ages(text, lang), find_births(text, lang)):
            places = [(one.start, one.end) for one in found]
            assert all(0 <= start < end <= len(text) for start, end in places)
            assert all(end <= start for (_, end), (start, _) in pairwise(places))
