"""Sentences in pasted lists: nobody who only tells or is greeted becomes one of the arrested, and nobody's mother."""

import pytest

from underice.intake.model import Intake
from underice.intake.text_lines import clean
from underice.intake.text_reading import read_text
from underice.intake.text_sentences import ends, is_greeting, is_prose, lives_abroad, uncounted


def names(intake: Intake, *, counted: bool = True) -> list[str]:
    return [name for one in intake.people if one.in_list is counted for name in one.values("name")[:1]]


def ties(intake: Intake) -> set[tuple[str, str, str]]:
    who = {one.ref: (one.values("name") or ("?",))[0] for one in intake.people}
    return {(who[tie.person], tie.relation, who[tie.relative]) for tie in intake.ties}


def codes(intake: Intake, row: int) -> list[str]:
    return [fault.code for fault in intake.rows[row - 1].faults]


LISTED = "1. 강철민 남 60대 회령\n2. 림춘화 여 27 혜산\n"


def test_a_mother_left_in_the_north_is_of_the_one_the_sentence_names_and_not_counted() -> None:
    intake = read_text(LISTED + "강철민 선생님은 북에 남은 어머니가 계십니다\n3. 위 사람의 남편 오광일 33")
    assert names(intake) == ["강철민", "림춘화", "오광일"]
    assert ties(intake) == {("강철민", "mother", "?"), ("림춘화", "husband", "오광일")}
    assert [tie.left_behind for tie in intake.ties if tie.relation == "mother"] == [True]


def test_a_name_told_again_in_a_sentence_is_nobody_new() -> None:
    intake = read_text(LISTED + "강철민 씨는 다리를 다쳤다고 합니다")
    assert names(intake) == ["강철민", "림춘화"]


def test_the_one_who_tells_is_no_relative_of_anybody_told_of_before() -> None:
    text = "강철민 씨(60대)는 북에 남은 어머니와 통화하다가 위치가 드러났다고 합니다. 제보자는 김영수 씨입니다."
    intake = read_text(text)
    assert names(intake) == ["강철민"]
    assert names(intake, counted=False) == []
    assert ties(intake) == {("강철민", "mother", "?")}


def test_an_english_report_makes_people_of_the_arrested_only() -> None:
    text = (
        "According to Pastor Lee Sang-ho, five people were arrested in Yanji, among them Pak Sun Ok, 58, from Chongjin, "
        "her daughter Han Un Mi (31) and a boy of five. A man in his sixties, Kang Chol Min, was taken with them. "
        "His mother, 84, stayed behind in Hoeryong. Ms Choi Ji-won of the Foreign Ministry said she could not confirm it."
    )
    intake = read_text(text)
    assert names(intake) == ["Pak Sun Ok", "Han Un Mi", "Kang Chol Min"]
    assert sum(one.in_list for one in intake.people) == 4
    assert ties(intake) == {("Pak Sun Ok", "daughter", "Han Un Mi"), ("Kang Chol Min", "mother", "?")}
    assert intake.people[0].values("origin") == ("Chongjin",)
    assert codes(intake, 1) == ["from-a-sentence"]


def test_what_the_next_sentence_says_of_her_is_hers() -> None:
    intake = read_text(
        "Kim Yong Hui was arrested in Shenyang on Tuesday. She is 38 and from Musan. Her son, 9, was taken."
    )
    assert intake.people[0].values("age") == ("38",)
    assert intake.people[0].values("origin") == ("Musan",)
    assert ties(intake) == {("Kim Yong Hui", "son", "?")}


@pytest.mark.parametrize(
    "words",
    [
        "한국에 있는 박순옥 씨의 동생 박순남(52) 씨가 도움을 요청했습니다.",
        "Pak Sun-ok was told. Her brother Pak Nam lives in Seoul.",
    ],
)
def test_kin_in_the_south_is_mentioned_and_was_not_left_behind(words: str) -> None:
    intake = read_text(f"1. 박순옥 여 58 청진\n{words}")
    assert not any(tie.left_behind for tie in intake.ties)
    assert len(names(intake, counted=False)) == 1


@pytest.mark.parametrize(
    "row",
    ["1. Kim Yong-hui, 38, arrested in Shenyang", "1. 박철수 남 41 선양에서 체포", "1. 李明淑 女 24 在沈阳被捕"],
)
def test_the_place_of_an_arrest_abroad_is_no_home(row: str) -> None:
    (one,) = read_text(row).people
    assert one.values("origin") == ()
    assert one.values("remark")


def test_a_relative_is_tied_by_the_given_name_if_only_one_bears_it() -> None:
    intake = read_text("- Han Un-mi, 31\n- Un-mi's son, 5, name unknown")
    assert ties(intake) == {("Han Un-mi", "son", "?")}
    assert len(intake.people) == 2


@pytest.mark.parametrize(
    "words", ["박순옥 외 2명", "李春花等3人", "- Kang Chol-min and two others", "- two more of the family"]
)
def test_others_without_a_line_are_said_to_be_uncounted(words: str) -> None:
    assert "uncounted-others" in codes(read_text(words), 1)


def test_no_others_are_heard_where_time_passes() -> None:
    assert uncounted("wait two more days") == ""


@pytest.mark.parametrize("words", ["Hi Min-ji,", "안녕하세요", "김민지 선생님께", "您好！", "Dear Mr Pak"])
def test_a_greeting_names_nobody(words: str) -> None:
    assert is_greeting(clean(1, words))
    assert read_text(f"{words}\n1. 박순옥 여 58").rows[0].kind == "remark"


def test_a_numbered_row_is_no_sentence() -> None:
    assert not is_prose(clean(1, "1. 강철민 남 60대, 다리를 다쳤습니다"))
    assert is_prose(clean(1, "강철민 씨가 다리를 다쳤습니다"))


def test_a_title_with_a_full_stop_ends_no_sentence() -> None:
    assert ends("We met Ms. Choi and Dr. Pak. They left.") == [28]


def test_only_the_sentence_itself_says_who_lives_in_the_south() -> None:
    text = "She was taken. Her aunt lives in Seoul."
    assert not lives_abroad(text, 0)
    assert lives_abroad(text, 14)


def test_others_who_are_counted_are_not_said_to_be_uncounted_and_the_rest_makes_nobody() -> None:
    counted = read_text("- two more women")
    assert (len(counted.people), codes(counted, 1)) == (2, [])
    assert read_text("- two more of the same family, names not known").people == ()
