import pytest

from underice.intake.columns import by_content, is_head, is_word, key, meaning_of, ordinal_said, value_like


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("이름", "name"),
        ("성 명", "name"),
        ("이름/성명", "name"),
        ("이름(한자)", "name"),
        ("2. 성명", "name"),
        ("체포자 성명", "name"),
        ("姓名", "name"),
        ("拼音", "name"),
        ("NAME:", "name"),
        ("Name of person detained", "name"),
        ("성별/나이", "sex+age"),
        ("나이(2026년 기준)", "age"),
        ("Age at arrest", "age"),
        ("생년월일(양력)", "birth"),
        ("D.O.B.", "birth"),
        ("户籍所在地", "origin"),
        ("출신 지역(도/군)", "origin"),
        ("세대주와의 관계", "kin"),
        ("与户主关系", "kin"),
        ("Relationship to head of household", "kin"),
        ("모 이름", "of:mother"),
        ("母亲姓名", "of:mother"),
        ("Father's name", "of:father"),
        ("보호자", "of:guardian"),
        ("家庭编号", "household"),
        ("No.", "ordinal"),
        ("＃", "ordinal"),
        ("微信号", "phone"),
        ("비고", "remark"),
    ],
)
def test_the_words_over_a_column_tell_what_it_holds(label: str, meaning: str) -> None:
    assert meaning_of(label) == meaning


@pytest.mark.parametrize(
    "label",
    ["", "체포 일자", "학교 이름", "name of village", "아들 나이", "城市", "x" * 100, "수용소 이름", "File name"],
)
def test_a_column_about_something_else_is_not_taken_for_one_about_a_person(label: str) -> None:
    assert meaning_of(label) is None


def test_heads_are_compared_without_spaces_marks_and_brackets() -> None:
    assert key("Ｎame（full）*") == key("name") == "name"
    assert key("(이름)") == "이름"


@pytest.mark.parametrize(
    "cells",
    [
        ("번호", "이름", "나이"),
        ("", "姓名", "性别", "不明"),
        ("Name", "DOB"),
        ("Name", "Sex", "Age", *(f"field {n}" for n in range(50))),
    ],
)
def test_a_row_of_known_words_is_a_head(cells: tuple[str, ...]) -> None:
    assert is_head(cells)


@pytest.mark.parametrize(
    "cells", [("이름",), ("1", "김영희", "여", "38"), ("이름", "38세"), ("모", "부"), ("여", "이름", "나이"), ("", "")]
)
def test_a_row_with_a_value_or_too_few_words_is_no_head(cells: tuple[str, ...]) -> None:
    assert not is_head(cells)


def test_numbers_and_sexes_are_values_and_numbered_heads_are_not() -> None:
    assert value_like("38세")
    assert value_like("女")
    assert not value_like("1. 이름")
    assert not value_like("비고")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("3.", 3),
        ("No. 3", 3),
        ("3번", 3),
        ("第3号", 3),
        ("③", 3),
        ("三", 3),
        ("½", None),
        ("가", None),
        ("3-1", None),
    ],
)
def test_numbers_of_rows_are_known_in_every_form(text: str, number: int | None) -> None:
    assert ordinal_said(text) == number


def test_columns_without_heads_are_told_by_what_stands_in_them() -> None:
    rows = [
        ("1", "김영희", "여", "38", "무산", "010-1234-5678", "1987-09", "아들", "무산", "메모 하나", ""),
        ("2", "박철수", "남", "41세", "회령", "010-1234-5679", "1984년 5월", "처", "혜산", "x1y", ""),
        ("3", "리명숙", "여", "모름", "혜산", "010-1234-5670", "2001", "본인", "청진", "그 밖", ""),
    ]
    told = [column.meaning for column in by_content(rows)]
    assert told[:9] == ["ordinal", "name", "sex", "age", "origin", "phone", "birth", "kin", "unknown"]
    assert told[10] == "unknown"


def test_a_table_without_a_column_of_names_is_not_understood_by_content() -> None:
    assert by_content([("1", "여"), ("2", "남")]) == ()
    assert by_content([]) == ()


def test_columns_beyond_the_sixty_fourth_are_not_guessed() -> None:
    columns = by_content([("김영희", *["여"] * 99), ("박철수", *["남"] * 99)])
    assert len(columns) == 100
    assert {column.meaning for column in columns[64:]} == {"unknown"}


def test_small_words_are_known_by_their_kind() -> None:
    assert is_word("self", "세대주")
    assert is_word("total", "합 계")
    assert not is_word("total", "김영희")
    assert not is_word("total", "x" * 100)


def test_the_repr_of_a_column_does_not_show_its_words() -> None:
    assert "김영희" not in repr(by_content([("김영희", "여"), ("박철수", "남")]))
