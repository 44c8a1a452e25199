"""Relatives: who they are, whose they are, and on both sides."""

from __future__ import annotations

import pytest

from tests.exposure.reader.korean.looking import at_risk, called, happened, read, relation, words


@pytest.mark.parametrize(
    ("word", "what", "sex"),
    [
        ("아내", "spouse", "f"),
        ("안해", "spouse", "f"),
        ("남편", "spouse", "m"),
        ("처", "spouse", "f"),
        ("모친", "parent", "f"),
        ("부친", "parent", "m"),
        ("맏아들", "child", "m"),
        ("외동딸", "child", "f"),
        ("막내", "child", None),
        ("누이동생", "sibling", "f"),
        ("오빠", "sibling", "m"),
        ("시어머니", "other", "f"),
        ("장인", "other", "m"),
        ("이모", "other", "f"),
        ("사촌형", "other", "m"),
        ("손녀", "other", "f"),
        ("조카", "other", None),
        ("형수", "other", "f"),
    ],
)
def test_a_kin_word_makes_a_relative_tied_on_both_sides(word: str, what: str, sex: str | None) -> None:
    reading = read(
        f"계명학(47) 씨가 5월 3일 단둥에서 체포됐다. 그의 {word} 옥심은 혜산에 남았다.".replace(
            "계명학(47) 씨", "계명(47) 씨"
        )
    )
    relative, holder = called(reading, "옥심"), called(reading, "계명")
    assert relation(reading, "옥심", "계명") == what
    assert relative.sex == sex
    assert any(tie.ref == relative.ref for tie in holder.kin_of)


@pytest.mark.parametrize(
    ("words_", "count", "sex"),
    [
        ("두 딸", 2, "f"),
        ("아들 셋", 3, "m"),
        ("쌍둥이", 2, None),
        ("세 남매", 3, None),
        ("손자 둘", 2, "m"),
        ("네 딸", 4, "f"),
    ],
)
def test_a_number_of_relatives_makes_so_many_persons(words_: str, count: int, sex: str | None) -> None:
    reading = read(f"문순옥 씨의 {words_}은 혜산에 남아 있다.")
    relatives = [person for person in at_risk(reading) if person.name is None]
    assert [person.sex for person in relatives] == [sex] * count


def test_two_daughters_are_sisters_and_ages_go_to_them_in_turn() -> None:
    reading = read("문순옥 씨의 두 딸은 각각 12살, 9살이다.")
    first, second = (person for person in at_risk(reading) if person.name is None)
    assert first.birth is not None
    assert second.birth is not None
    assert (first.birth.last.year, second.birth.last.year) == (2007, 2010)
    assert any(tie.ref == second.ref and tie.relation == "sibling" for tie in first.kin_of)


def test_a_child_listed_after_both_spouses_is_the_child_of_both() -> None:
    reading = read("곽일룡(44), 아내 문순옥(41), 딸 곽은심(12)은 5월 3일 체포됐다.")
    assert relation(reading, "곽은심", "곽일룡") == "child"
    assert relation(reading, "곽은심", "문순옥") == "child"
    assert relation(reading, "문순옥", "곽일룡") == "spouse"


def test_the_mother_of_the_one_who_speaks_is_her_mother() -> None:
    reading = read("저는 회령에서 왔습니다. 어머니가 아직 회령에 계십니다.")
    mother = next(person for person in reading.persons if person.sex == "f")
    assert [tie.relation for tie in mother.kin_of] == ["parent"]
    assert happened(mother) == [("other", None, "KP0203")]


def test_a_relative_named_by_the_number_of_a_row_belongs_to_that_row() -> None:
    reading = read("1) 곽일룡, 남, 44세, 온성군, 탄부.\n2) 1번의 처 문순옥, 41세.")
    assert relation(reading, "문순옥", "곽일룡") == "spouse"


def test_a_couple_is_a_man_and_a_woman_married_to_each_other() -> None:
    one, other = at_risk(read("5월 3일 단둥에서 50대 부부가 체포됐다."))
    assert {one.sex, other.sex} == {"m", "f"}
    assert one.kin_of[0].relation == "spouse"


def test_a_mother_and_daughter_of_a_headline_are_the_two_named_below() -> None:
    reading = read("[긴급 행동] 위기의 모녀\n문순옥(41, 여)과 딸 곽은심(12)은 5월 3일 단둥에서 체포됐습니다.")
    assert {person.name for person in at_risk(reading)} == {"문순옥", "곽은심"}


def test_a_word_of_address_for_somebody_named_is_no_relative() -> None:
    reading = read("문: 순미 씨는 하나 언니를 어디서 만났나요?\n답: 하나 언니는 해주 사람이에요.")
    assert words(reading, "kin") == []
    assert called(reading, "하나").sex == "f"


def test_the_word_for_an_elder_sister_tells_the_sex_of_the_one_who_uses_it() -> None:
    reading = read("저는 청진에서 왔습니다. 제 누나는 아직 청진에 있습니다.")
    assert [person.sex for person in at_risk(reading)] == ["m", "f"]


def test_a_tie_denied_is_no_tie() -> None:
    assert all(not person.kin_of for person in read("곽일룡(44)과 문순옥(41)이 체포됐다. 둘은 친척이 아니다.").persons)


def test_a_relative_told_again_by_the_same_word_is_the_same_person() -> None:
    reading = read("문순옥 씨의 삼촌은 원산 출신이다. 문 씨는 간호원이었다. 삼촌은 5월 3일 체포됐다.")
    assert len(at_risk(reading)) == 2
