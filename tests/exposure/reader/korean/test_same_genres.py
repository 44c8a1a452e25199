"""What batches of drafts in the genres of the annotated ones taught: rows, answers, counts, clauses inside others."""

from __future__ import annotations

from datetime import date

from tests.exposure.reader.korean.looking import at_risk, happened, read, words
from underice.exposure.reader.korean.head_base import row_number
from underice.vocabulary.phrases import find_times


def test_a_row_without_a_name_is_about_somebody_of_its_own() -> None:
    reading = read(
        "[내부 회람] 상황\n가) 노금옥, 여, 41세, 안주시, 간호원. 5월 2일 선양에서 체포.\n"
        "나) 이름 미상, 남, 60대 후반. 가번의 시아버지로 추정. 톈진에서 대기 중."
    )
    nurse, old = at_risk(reading)
    assert old.sex == "m"
    assert old.birth is not None
    assert [(tie.ref, tie.relation) for tie in old.kin_of] == [(nurse.ref, "other")]
    assert [place for _, _, place in happened(old)] != [None]


def test_letters_number_rows_as_figures_do() -> None:
    assert [row_number(mark) for mark in ("2", "②", "나")] == [2, 2, 2]


def test_a_town_that_is_a_common_word_answers_where_somebody_comes_from() -> None:
    reading = read("문: 고향이 어디십니까?\n답: 연사입니다. 5월 2일에 강을 건넜습니다.")
    assert at_risk(reading)[0].origin == ("KP0217",)


def test_parents_asked_after_are_those_told_of_in_the_answer() -> None:
    reading = read("문: 부모님 소식은 들으셨어요?\n답: 아버지는 98년에 굶어 돌아가셨고 어머니는 회령에 계십니다.")
    assert sorted(p.sex for p in at_risk(reading) if p.sex) == ["f", "m"]


def test_a_particle_before_a_decade_is_no_number() -> None:
    ages = find_times("남성이 40대 초반이고", "ko", date(2016, 1, 1)).ages
    assert [(one.age.low, one.age.high) for one in ages if one.age] == [(40, 43)]


def test_what_a_relative_made_does_not_make_the_clause_about_him() -> None:
    reading = read("배순임 씨는 남편이 깎아 준 숟가락을 품고 5월 2일 두만강을 건넜다.")
    crossed = [p for p in at_risk(reading) if "crossing" in {kind for kind, _, _ in happened(p)}]
    assert [p.name for p in crossed] == ["배순임"]


def test_the_dead_are_not_arrested_afterwards() -> None:
    reading = read(
        "마수정(28) 씨와 동생 마수련(24) 씨는 정주 출신이다. 아버지 마병호 씨는 2017년에 처형됐다.\n"
        "9월 30일 다롄에서 체포됐다."
    )
    arrested = {p.name for p in at_risk(reading) if "arrest" in {kind for kind, _, _ in happened(p)}}
    assert "마병호" not in arrested
    assert arrested


def test_a_number_that_ends_the_sentence_counts_those_who_went() -> None:
    reading = read("2014년 1월 강을 건넌 사람은 셋이었다. 심옥련 씨와 아들 길현수, 그리고 현수의 친구 우정남이었다.")
    assert "셋" in words(reading, "group_size")
    assert "우정남" in {p.name for p in at_risk(reading)}


def test_who_was_born_as_a_third_daughter_has_no_daughter() -> None:
    reading = read("저는 1979년 허천에서 셋째 딸로 태어났습니다. 2003년 12월 강을 건넜습니다.")
    (teller,) = at_risk(reading)
    assert teller.sex == "f"


def test_a_polite_word_for_a_daughter_is_one() -> None:
    reading = read("문: 따님은 지금 어디 있습니까?\n답: 옌지에서 지난 10월에 붙잡혔소.")
    assert "f" in {p.sex for p in at_risk(reading)}
