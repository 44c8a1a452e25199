"""From bytes to a list: the reader that fits, what was guessed, and a clear refusal of what is no list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.intake import reading
from underice.intake.digest import digest, row_key
from underice.intake.model import Row
from underice.intake.reading import NotAList, read
from underice.intake.values import Values, printable

DATA = Path(__file__).resolve().parents[1] / "data" / "lists"
TABLE = "이름,성별,나이\n김영희,여,38\n박철수,남,45\n"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("korean_cp949.csv", "csv"),
        ("korean_merged.xlsx", "xlsx"),
        ("book30.vcf", "vcard"),
        ("kobo_export.json", "kobo"),
        ("uwazi_export.csv", "uwazi"),
        ("uwazi_import.zip", "uwazi"),
        ("followthemoney.ftm.json", "followthemoney"),
    ],
)
def test_every_format_is_recognised_from_a_file_and_from_its_bytes_alike(name: str, format_: str) -> None:
    path = DATA / name
    found = read(path)
    assert found.format == format_
    assert found.people
    assert read(path.read_bytes(), name=name) == found


def test_pasted_words_are_read_as_text_and_their_encoding_is_told() -> None:
    found = read("1. 김영희 여 38세\n2. 아들 9세\n".encode("cp949"))
    assert (found.format, found.name, found.encoding, found.encoding_guessed) == ("text", "", "cp949", True)
    assert len(found.people) == 2


def test_an_encoding_a_language_and_a_day_that_are_given_are_used(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode("cp949"))
    found = read(path, encoding="cp949", lang="ko", date="2026-02-08")
    assert (found.encoding, found.encoding_guessed, found.lang, found.said_on) == ("cp949", False, "ko", "2026-02-08")
    assert [one.values("name") for one in found.people] == [("김영희",), ("박철수",)]


def test_a_reader_can_be_chosen_whatever_the_bytes_look_like() -> None:
    assert read(TABLE.encode(), name="a.txt", as_format="csv").format == "csv"


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [(b"", "a.csv", "empty"), (b"\xff\xd8\xff\xe0", "a.xlsx", "photo"), (b"%PDF-1.4", "a.pdf", "pdf")],
)
def test_what_is_no_list_is_refused_by_what_it_is(data: bytes, name: str, what: str) -> None:
    with pytest.raises(NotAList) as refused:
        read(data, name=name)
    assert (refused.value.why, refused.value.what) == ("not-a-list", what)


def test_a_text_too_large_to_be_pasted_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_TEXT", 10)
    path = tmp_path / "a.txt"
    path.write_text("1. 김영희 여 38세\n", encoding="utf-8")
    for source in (path, path.read_bytes()):
        with pytest.raises(NotAList) as refused:
            read(source, name="a.txt")
        assert (refused.value.why, refused.value.limit) == ("too-large", 10)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.csv")


# --- by what a list is recognised -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3. 김영희  여", "7) 김영희 여"),
        ("① 김영희", "김영희"),
        ("1,김영희,여,", "1\t김영희\t여"),
        ("\u1100\u1175\u11b7 여", "김 여"),
    ],
)
def test_rows_that_differ_in_number_blanks_or_composition_are_one(one: str, other: str) -> None:
    assert row_key(one) == row_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1990 김영희", "1991 김영희"),
        ("1990.5.3 김영희", "1991.5.3 김영희"),
        ("38 여", "39 여"),
        ("1. 김영희", "1. 김영호"),
    ],
)
def test_rows_that_say_something_else_are_two(one: str, other: str) -> None:
    assert row_key(one) != row_key(other)


@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=20))
def test_blank_rows_do_not_change_a_digest_and_further_words_do(texts: list[str], further: str) -> None:
    rows = [Row(number, "", text, "people") for number, text in enumerate(texts, 1)]
    assert digest([*rows, Row(9, "", "", "blank")]) == digest(rows)
    assert digest([*rows, Row(9, "", further, "people")]) != digest(rows)


# --- values -----------------------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_words_can_be_kept_once_what_hides_in_them_is_written_out(words: str) -> None:
    shown = printable(words)
    if shown.strip():
        assert Values(None).of("source", "text", words).entry is not None


def test_a_text_longer_than_a_value_is_cut_and_shows_it() -> None:
    shown = printable("가" * 200_000)
    assert len(shown) == 100_000
    assert shown.endswith("…")


def test_a_value_is_worked_out_once_for_each_day_on_which_it_was_said() -> None:
    values = Values("2026-02-08")
    assert values.of("person", "age", "38세") is values.of("person", "age", "38세")
    assert values.of("person", "age", "38세").entry != values.of("person", "age", "38세", "2020-01-01").entry
    assert values.of("person", "horn", "x").fault == "no-property"
    assert values.of("kin", "person", "ab").fault == "bad-reference"
    assert values.of("person", "name", "\ud800").fault == "control-character"
    assert "hidden" in repr(values.of("person", "name", "김영희"))
