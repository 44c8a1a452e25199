"""A list in words: what stands in which line, at 80 columns, in both languages."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.intake.making import a_list, mother_and_son, person
from underice.cli.list_telling import WIDTH, end_lines, preview_lines
from underice.intake.importing import Imported
from underice.intake.model import Fault, Intake, Row, Tie
from underice.intake.preview import preview
from underice.vocabulary.language import LANGUAGES, Language

TODAY = "2026-02-09"


def _told(intake: Intake, lang: Language = "en", *, full: bool = False) -> list[str]:
    return list(preview_lines(preview(intake, today=TODAY), lang, full=full))


def _many(number: int, *said: tuple[str, str]) -> Intake:
    people = [person(str(one), ("name", "김영희"), *said) for one in range(1, number + 1)]
    return a_list([f"{one}. 김영희" for one in range(1, number + 1)], people)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_a_terminal_whatever_the_row_holds(lang: Language) -> None:
    long = person("1", ("name", "김" * 90), ("age", "세" * 40), ("origin", "무산" * 30), ("remark", "가 " * 90))
    for line in _told(a_list(["김" * 300], [long]), lang):
        assert cell_len(line) <= WIDTH


def test_kin_is_told_by_name() -> None:
    intake = mother_and_son()
    name = next(one.values("name")[0] for one in intake.people if one.ref == "2")
    assert any(f"son of {name}"[:12] in line for line in _told(intake))


def test_kin_of_a_name_borne_by_two_is_told_by_row() -> None:
    people = [person("1", ("name", "김영희")), person("2", ("name", "김영희")), person("3", ("age", "9세"))]
    intake = replace(a_list(["김영희", "김영희", "아들 9세"], people), ties=(Tie("2", "3", "son"),))
    assert any("son of row 2" in line for line in _told(intake))


def test_rows_that_bear_other_numbers_of_their_own_are_said_to() -> None:
    words = "the list's own numbers are others"
    assert words not in " ".join(_told(_many(2)))
    assert words in " ".join(_told(a_list(["7. 김영희"], [person("1", ("name", "김영희"))])))


def test_who_is_only_mentioned_is_said_not_to_be_counted() -> None:
    mother = replace(person("2", ("name", "리순옥")), in_list=False)
    told = _told(a_list(["김영희", "리순옥"], [person("1", ("name", "김영희")), mother]))
    assert "+: only mentioned, not counted" in told


def test_of_many_rows_the_first_are_shown_and_all_on_demand() -> None:
    assert any("--full" in line for line in _told(_many(60)))
    whole = _told(_many(60), full=True)
    assert sum("김영희" in line for line in whole) >= 60


def test_the_same_word_about_many_rows_is_said_once_with_their_numbers() -> None:
    told = [line for line in _told(_many(5, ("sex", "?"))) if "no value of its kind" in line]
    assert len(told) == 1
    assert "row 1–5:" in told[0]


def test_a_row_nobody_understood_is_shown_with_its_words() -> None:
    intake = a_list(["1. 김영희", "@@@@"], [person("1", ("name", "김영희"))], kinds=("people", "not-understood"))
    assert any("row 2" in line and "@@@@" in line for line in _told(intake))


def test_two_rows_alike_are_told_with_the_reason() -> None:
    said = (("sex", "m"), ("age", "63세"), ("origin", "함흥"))
    people = [person(str(one), ("name", "한명수"), *said) for one in (1, 2)]
    told = "\n".join(_told(a_list(["1. 한명수", "2. 한명수"], people)))
    assert "rows 1 and 2: for: same name" in told


def test_more_people_than_are_looked_up_is_said() -> None:
    assert any("Only the first" in line for line in _told(_many(320)))


def test_what_was_left_out_and_what_is_wrong_with_the_whole_list_is_said() -> None:
    intake = replace(
        mother_and_son(), dropped=("deviceid",), faults=(Fault("macros-ignored"),), encoding="gb18030", said_on=None
    )
    told = "\n".join(_told(intake))
    assert "deviceid" in told
    assert "macros" in told
    assert "Encoding: GB 18030" in told
    assert "--date DATE" in told


def test_a_name_cannot_move_the_cursor() -> None:
    intake = a_list(["1"], [person("1", ("name", "a\x1b[2Jb"))])
    intake = replace(intake, rows=(Row(1, "\x1b", "\x1b[2J", "people", ("1",)),), title="\x1b[2J")
    assert "\x1b" not in "\n".join(_told(intake))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_import_that_added_nothing_says_why(lang: Language) -> None:
    empty = list(end_lines(Imported(bytes(16), None, 0), None, lang))
    again = list(end_lines(Imported(bytes(16), None, 0, again=3), None, lang))
    assert empty != again
    assert len(empty) == len(again) == 1


def test_a_case_with_too_many_records_to_group_is_said() -> None:
    done = Imported(bytes(16), bytes(16), 10, 2, {"1": bytes(16)}, rows=1)
    assert any("people link" in line for line in end_lines(done, None, "en"))
