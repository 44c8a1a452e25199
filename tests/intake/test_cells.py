"""What one cell says: names, sex, age, birth, place, telephone; nothing dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.intake.cells import (
    age_said,
    birth_said,
    cell,
    empty,
    name_like,
    name_said,
    phone_said,
    place_said,
    plain,
    sex_said,
    untitled,
)
from underice.intake.model import Said


@pytest.mark.parametrize(
    ("text", "names", "aliases", "rest"),
    [
        ("김영희(金英姬)", ("김영희", "金英姬"), (), ""),
        ("金英姬 (김영희)", ("金英姬", "김영희"), (), ""),
        ("김영희金英姬", ("김영희", "金英姬"), (), ""),
        ("Kim Yong-hui a.k.a. Sunny", ("Kim Yong-hui",), ("Sunny",), ""),
        ("김영희, 일명 순이", ("김영희",), ("순이",), ""),
        ("김영희(본명 김순옥)", ("김순옥",), ("김영희",), ""),
        ("가명 김영희", (), ("김영희",), ""),
        ("朴哲洙（又名小朴）", ("朴哲洙",), ("小朴",), ""),
        ("Kim Yong Hui / Kim Young-hee", ("Kim Yong Hui", "Kim Young-hee"), (), ""),
        ("KIM, Yong-hui", ("KIM, Yong-hui",), (), ""),
        ("Kim Yong Hui (Sunny)", ("Kim Yong Hui",), ("Sunny",), ""),
        ("김영희(여, 38)", ("김영희",), (), "여 38"),
        ("김영희, 박철수", ("김영희",), (), "박철수"),
        ("김 영 희", ("김 영 희",), (), ""),
        ("x" * 500, (), (), "x" * 500),
    ],
)
def test_a_cell_with_a_name_tells_spellings_other_names_and_what_is_none(
    text: str, names: tuple[str, ...], aliases: tuple[str, ...], rest: str
) -> None:
    said = name_said(text)
    assert (said.names, said.aliases, said.rest) == (names, aliases, rest)
    assert text not in repr(said)


@pytest.mark.parametrize("text", ["이름 모름", "미상", "unknown", "姓名不详", "-", "김 (이름 모름)"])
def test_a_name_that_nobody_knows_is_told_as_unknown(text: str) -> None:
    assert name_said(text).unknown


@pytest.mark.parametrize(
    ("text", "name", "sex"),
    [
        ("김영희 여사", "김영희", "f"),
        ("Mr. Kim Chol Su", "Kim Chol Su", "m"),
        ("金英姬女士", "金英姬", "f"),
        ("박씨", "박", None),
    ],
)
def test_a_title_is_no_part_of_the_name_and_may_say_the_sex(text: str, name: str, sex: str | None) -> None:
    assert untitled(text)[0] == name
    assert name_said(text).sex == sex


@pytest.mark.parametrize(
    ("text", "sex"),
    [("여", "f"), ("녀", "f"), ("女", "f"), ("F", "f"), ("부인", "f"), ("male", "m"), ("男", "m"), ("?", None)],
)
def test_a_sex_is_told_by_its_word_in_three_languages(text: str, sex: str | None) -> None:
    assert sex_said(text) == sex


@pytest.mark.parametrize(
    "text", ["38세", "만 38세", "38岁", "三十八岁", "aged 38", "38 y/o", "생후 10개월", "30多岁", "in her 30s", "38"]
)
def test_an_age_keeps_its_words(text: str) -> None:
    assert age_said(text) == text


@pytest.mark.parametrize("text", ["무산", "300세", "", "9" * 50])
def test_what_is_no_age_is_none(text: str) -> None:
    assert age_said(text) is None


@pytest.mark.parametrize("text", ["1987年9月", "1987.9.3", "87년생", "b. 1987", "born 1987", "주체76년"])
def test_a_birth_keeps_its_words(text: str) -> None:
    assert birth_said(text) == text


@pytest.mark.parametrize("text", ["咸镜北道茂山郡", "惠山", "咸兴市", "함북 무산", "Musan"])
def test_a_place_is_known_in_korean_chinese_and_english(text: str) -> None:
    assert place_said(text) == text


def test_a_telephone_number_is_neither_a_date_nor_a_word() -> None:
    assert phone_said("+86 138 0013 8000") == "+86 138 0013 8000"
    assert phone_said("1987-09-03") is None
    assert phone_said("무산") is None


@pytest.mark.parametrize(
    ("prop", "text", "said"),
    [
        ("name", "김영희 여사 (38)", (Said("name", "김영희"), Said("sex", "f"), Said("remark", "38"))),
        ("sex", "여", (Said("sex", "f"),)),
        ("sex", "무산", (Said("remark", "성별: 무산"),)),
        ("age", "1987년생", (Said("birth", "1987년생"),)),
        ("age", "38세", (Said("age", "38세"),)),
        ("birth", "38세", (Said("age", "38세"),)),
        ("birth", "1987년생", (Said("birth", "1987년생"),)),
        ("age", "모르겠음", (Said("remark", "성별: 모르겠음"),)),
        ("birth", "모르겠음", (Said("remark", "성별: 모르겠음"),)),
        ("origin", "惠山", (Said("origin", "惠山"),)),
        ("origin", "어딘가", (Said("remark", "성별: 어딘가"),)),
        ("occupation", "교원", (Said("occupation", "교원"),)),
        ("", "무언가", (Said("remark", "성별: 무언가"),)),
        ("sex", "-", ()),
    ],
)
def test_a_cell_says_its_property_or_stays_a_remark(prop: str, text: str, said: tuple[Said, ...]) -> None:
    assert cell(prop, text, heading="성별").said == said


def test_a_cell_of_relations_says_whose_relative_the_person_is() -> None:
    told = cell("kin", "3번의 아들")
    assert [(kin.relation, kin.whose) for kin in told.kin] == [("son", "#3")]
    assert cell("kin", "기타").said == (Said("remark", "기타"),)


def test_a_cell_that_repeats_the_one_above_says_so() -> None:
    assert cell("origin", "〃").ditto


def test_marks_that_turn_the_text_are_taken_out_and_said() -> None:
    told = cell("occupation", "\u202e교원\u202c")
    assert told.said == (Said("occupation", "교원"),)
    assert [fault.code for fault in told.faults] == ["turned-text"]
    assert "교원" not in repr(told)


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "미상", "不详"])
def test_an_empty_cell_says_nothing(text: str) -> None:
    assert empty(text)


@given(st.text(max_size=80))
def test_plain_text_is_plain_and_names_look_like_names_between_0_and_1(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert 0 <= name_like(plain(text)) <= 1


def test_a_short_date_is_a_birth_where_its_first_number_can_only_be_a_year() -> None:
    assert cell("birth", "98.12.3").said == (Said("birth", "98.12.3생"),)
    assert cell("birth", "03.12.8", heading="생일").said == (Said("remark", "생일: 03.12.8"),)
