"""Pasted lists in Korean, Chinese and English become people, facts and ties; every line is accounted for."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.fuzz_text import check, run
from underice.intake import text_reading
from underice.intake.model import Intake, Listed
from underice.intake.text_lines import LONGEST, clean
from underice.intake.text_reading import read_text
from underice.vocabulary.entering import date_said
from underice.vocabulary.places import gazetteer
from underice.vocabulary.validation import age_said

LISTS = Path(__file__).parents[1] / "data" / "lists"
STORY = Path(__file__).parents[2] / "src" / "underice" / "story" / "lists"
PROPS = ("name", "alias", "sex", "age", "birth", "origin", "occupation", "health", "phone", "lives")
Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    found: list[Case] = yaml.safe_load((LISTS / name).read_text(encoding="utf-8"))
    return found


def meaning(prop: str, value: str) -> str:
    """A value as the vocabulary takes it, so that "38" and "aged 38" compare as one age."""
    if prop == "age":
        age = age_said(value)
        return f"{age.low}-{age.high}" if age else value
    if prop == "birth":
        return date_said(value) or value
    if prop in ("origin", "lives"):
        places = gazetteer().candidates(value)
        return places[0].id if places else value
    return value


def wanted(person: Case, prop: str) -> set[str]:
    value = person.get(prop, [])
    return {meaning(prop, str(one)) for one in (value if isinstance(value, list) else [value])}


def told(one: Listed, prop: str) -> set[str]:
    return {meaning(prop, value) for value in one.values(prop)}


def ties(intake: Intake) -> set[str]:
    place = {one.ref: number for number, one in enumerate(intake.people, 1)}
    return {
        f"{place[tie.person]} {tie.relation} {place[tie.relative]}{' left' if tie.left_behind else ''}"
        for tie in intake.ties
    }


def codes(intake: Intake) -> set[str]:
    return {fault.code for row in intake.rows for fault in row.faults} | {fault.code for fault in intake.faults}


def fields(case: Case) -> tuple[int, int]:
    """How many people, facts and ties of a list come out right, and how many there are to be told or were told."""
    made = read_text(case["text"])
    people: list[Case] = case["people"]
    right, total = min(len(people), len(made.people)), max(len(people), len(made.people))
    for person, one in zip(people, made.people, strict=False):
        for prop in PROPS:
            want, have = wanted(person, prop), told(one, prop)
            right, total = right + len(want & have), total + len(want | have)
    want_ties, have_ties = set(case.get("ties", [])), ties(made)
    return right + len(want_ties & have_ties), total + len(want_ties | have_ties)


@pytest.mark.parametrize("case", cases("text_cases.yaml"), ids=lambda case: str(case["id"]))
def test_a_list_becomes_the_people_that_it_speaks_of(case: Case) -> None:
    made = read_text(case["text"])
    assert len(made.people) == len(case["people"])
    for person, one in zip(case["people"], made.people, strict=True):
        assert {prop: told(one, prop) for prop in PROPS} == {prop: wanted(person, prop) for prop in PROPS}
        assert one.in_list == person.get("in_list", True)
    assert ties(made) == set(case.get("ties", []))
    assert [row.kind for row in made.rows] == case["rows"]
    assert codes(made) == set(case.get("faults", []))
    check(case["text"], made)


@pytest.mark.parametrize("name", ["text_cases_held.yaml", "text_cases_held_2.yaml"])
def test_lists_composed_without_the_reader_at_hand_come_out_right_for_the_most_part(name: str) -> None:
    counted = [fields(case) for case in cases(name)]
    assert sum(right for right, _ in counted) >= 0.9 * sum(total for _, total in counted)


def test_the_story_s_korean_message_is_nine_people_with_three_ties_and_the_day_it_was_written() -> None:
    made = read_text((STORY / "message_ko.txt").read_text(encoding="utf-8"))
    assert len(made.people) == 9
    assert [one.values("name") for one in made.people][1] == ()
    assert ties(made) == {"1 son 2", "3 sibling 4", "8 wife 9"}
    assert made.said_on == "2026-02-08"
    assert made.lang == "ko"


def test_the_story_s_mail_is_six_people_one_of_them_in_two_spellings() -> None:
    made = read_text((STORY / "email_en.txt").read_text(encoding="utf-8"))
    assert len(made.people) == 6
    assert made.people[0].values("name") == ("Choi Eun-sil", "Choe Un Sil")
    assert made.said_on == "2026-02-09"
    assert made.lang == "en"


def test_a_relation_to_a_number_that_the_list_has_not_is_said_and_kept() -> None:
    made = read_text("1. 김영희 여 38세\n2. 9번의 아들 7세")
    assert made.rows[1].faults[0].code == "no-such-number"
    assert made.rows[1].faults[0].fields == {"number": "9"}
    assert "아들" in made.people[1].values("remark")


def test_a_relative_of_somebody_without_a_row_makes_that_person_known_but_not_listed() -> None:
    made = read_text("1. 박철수 (리순희의 남편) 45세")
    assert [one.in_list for one in made.people] == [True, False]
    assert made.people[1].values("name") == ("리순희",)
    assert ties(made) == {"2 husband 1"}


def test_a_relative_may_be_named_before_the_person_has_her_row() -> None:
    made = read_text("1. 리은주 5세 (김영희의 딸)\n2. 김영희 38세")
    assert len(made.people) == 2
    assert ties(made) == {"2 daughter 1"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1. 김영희 여 300세", "impossible-age"),
        ("1. 김영희 여 2190.1.1", "impossible-date"),
        ("1. 김영희 남 45\n2. 위 사람의 남편 박철 50", "kin-contradicts-sex"),
        ("1. 김영희 38세 9세", "two-values"),
        ("김영희 여 " + "가" * LONGEST, "too-long"),
        ("모녀 3명: 김영희 50세, 딸 리은주 20세", "count-differs"),
    ],
)
def test_what_cannot_be_is_said_for_its_row(text: str, code: str) -> None:
    assert code in codes(read_text(text))


def test_an_impossible_age_is_no_fact_but_stays_as_a_remark() -> None:
    one = read_text("1. 김영희 여 300세").people[0]
    assert one.values("age") == ()
    assert one.values("remark") == ("300세",)


def test_the_same_words_under_two_parents_are_two_children() -> None:
    made = read_text("김영희 38세\n- 아들 9세\n박순옥 40세\n- 아들 9세")
    assert ties(made) == {"1 son 2", "3 son 4"}


def test_lines_after_a_farewell_are_not_read_as_people() -> None:
    made = read_text("1. 김영희 여 38세\n감사합니다\n홍길동 010-1234-5678")
    assert len(made.people) == 1
    assert [row.kind for row in made.rows] == ["people", "remark", "remark"]


def test_a_further_age_of_several_children_makes_a_further_child() -> None:
    made = read_text("Do Kyong-il, 37, sons 10, 8 and 6")
    assert [one.values("age") for one in made.people[1:]] == [("10",), ("8",), ("6",)]


def test_children_of_a_couple_are_tied_to_both() -> None:
    made = read_text("1. Do Kyong-il, M, 37\n2. U Sun-sil, wife of no. 1, 35\n3. their son, 8")
    assert ties(made) == {"1 wife 2", "1 son 3", "2 son 3"}


def test_a_group_without_names_becomes_as_many_people_as_it_says() -> None:
    made = read_text("- 자매 3명")
    assert ties(made) == {"1 sister 2", "1 sister 3", "2 sister 3"}
    assert [one.values("sex") for one in made.people] == [("f",)] * 3


def test_a_number_of_people_without_names_makes_that_many_but_never_hundreds() -> None:
    assert len(read_text("- 여자 3명").people) == 3
    assert len(read_text("- 여자 300명").people) <= 50


def test_a_language_that_is_told_is_kept() -> None:
    assert read_text("1. 金英姬 女 38岁", lang="zh").lang == "zh"
    assert read_text("1. 金英姬 女 38岁").lang == "zh"


def test_an_empty_text_has_no_rows_but_the_one_it_has() -> None:
    made = read_text("")
    assert [row.kind for row in made.rows] == ["blank"]
    assert not made.people


def test_lines_beyond_the_limit_are_kept_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reading, "MOST_LINES", 10)
    made = read_text("\n" * 15 + "1. 김영희")
    assert codes(made) == {"too-many-rows"}
    assert len(made.rows) == 16
    assert made.rows[-1].kind == "not-understood"


def test_a_table_beyond_the_limit_is_kept_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_reading, "MOST_LINES", 10)
    made = read_text("이름\t나이\n" + "김영희\t38\n" * 13)
    assert "too-many-rows" in codes(made)
    assert len(made.rows) == 14


def test_a_line_never_shows_what_it_holds() -> None:
    assert "김영희" not in repr(clean(1, "1. 김영희"))
    assert "김영희" not in repr(read_text("1. 김영희"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. 김 영 희 38세", [("김 영 희",)]),
        ("1. 김영희 여사 60세", [("김영희",)]),
        ("1. Mrs Kim Yong-hui, 38", [("Kim Yong-hui",)]),
        ("1. kim yong hui, 38", [("kim yong hui",)]),
        ("1. John Smith, 50, pastor", [("John Smith",)]),
        ("1. Park, 50, male", [("Park",)]),
        ("1. 金英姬女38岁", [("金英姬",)]),
        ("1. 金哲男38岁惠山", [("金哲男",)]),
        ("1. 南宫玉 女 38岁", [("南宫玉",)]),
        ("김영철과 리순애, 40대", [("김영철",), ("리순애",)]),
        ("1. 김정숙 여 38세 김정숙군", [("김정숙",)]),
        ("1. 신의주 여자 38세", [()]),
        ("1. 딸 은주 7세", [("은주",)]),
        ("1. Kim Yong-hui. 38. Musan", [("Kim Yong-hui",)]),
        ("1. 최정, 일명 왕리, 40살", [("최정",)]),
        ("1. Musan Kim Yong-hui 38", [("Kim Yong-hui",)]),
        ("1. 무산 김영희 38", [("김영희",)]),
        ("부부와 아이 둘: 김철수 45, 박순희 42, 아들 12, 딸 9", [("김철수",), ("박순희",), (), ()]),
        ("고부 2명: 김옥순 70, 리금희 45", [("김옥순",), ("리금희",)]),
        ("모녀: 리은주 20, 김옥순 50", [("리은주",), ("김옥순",)]),
        ("가족 3명: 김옥순 70, 김철 45, 김영 20", [("김옥순",), ("김철",), ("김영",)]),
        ("1. 김영희 38, 일행 박순옥 40", [("김영희",), ("박순옥",)]),
    ],
)
def test_names_of_many_forms_are_found_in_their_lines(text: str, names: list[tuple[str, ...]]) -> None:
    assert [one.values("name") for one in read_text(text).people] == names


def test_the_elder_of_a_mother_and_a_daughter_is_the_mother_whoever_is_named_first() -> None:
    assert ties(read_text("모녀: 리은주 20, 김옥순 50")) == {"2 daughter 1"}


def test_members_of_a_family_are_relatives_if_nothing_more_is_told() -> None:
    made = read_text("가족 3명: 김옥순 70, 김철 45, 김영 20")
    assert ties(made) == {"1 relative 2", "1 relative 3"}
    assert ties(read_text("고부 2명: 김옥순 70, 리금희 45")) == {"1 in_law 2"}


@pytest.mark.parametrize(
    "bit",
    ["김", "(", "가 나 ", "Kim ", "1 ", "a-", "金", "김영희의 ", "Kim Yong-hui's ", "딸 ", "son of ", "무산 ", "'", "本名",
     "no. 1's ", "+1 234 ", "1990.1.1 ", "둘째 ", "Man A ", "위 "],
)  # fmt: skip
def test_hostile_lines_cost_time_in_proportion_to_their_length(bit: str) -> None:
    def cost(length: int) -> float:
        text = "\n".join([bit * (length // len(bit))] * 2)
        begun = time.process_time()
        read_text(text)
        return time.process_time() - begun

    cost(500)
    assert cost(4_800) < 40 * max(cost(1_200), 0.004)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_accounted_for_line_by_line(text: str) -> None:
    check(text, read_text(text))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_lists_keep_the_laws_of_a_reader(seed: int) -> None:
    run(seed, 2)


def test_a_birth_to_come_is_said_of_its_row() -> None:
    intake = read_text("1. 리명숙 2190년생")
    assert [fault.code for fault in intake.rows[0].faults] == ["impossible-date"]
    assert intake.people[0].values("remark") == ("2190년생",)


def test_a_name_of_500_letters_is_said_and_the_rest_of_the_row_kept() -> None:
    intake = read_text("1. " + "김" * 500 + " 여 38\n2. 박철수 남 41")
    assert [fault.code for fault in intake.rows[0].faults] == ["name-too-long"]
    assert [one.values("age") for one in intake.people] == [("38",), ("41",)]
