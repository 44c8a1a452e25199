"""Reading Uwazi's CSV."""

import io
import zipfile

import pytest

from tests.intake.formats_helpers import check_whole, codes, said, sample, ties
from underice.intake.model import Intake
from underice.intake.uwazi import read_uwazi


def uwazi(*lines: str) -> Intake:
    return read_uwazi("\n".join(lines).encode(), name="x.csv")


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(("name", "rows", "people"), [("uwazi_export.csv", 6, 4), ("uwazi_import.zip", 4, 3)])
def test_every_entity_is_a_row(name: str, rows: int, people: int) -> None:
    intake = read_uwazi(sample(name), name=name)
    check_whole(intake)
    assert (len(intake.rows), len(intake.people), intake.format) == (rows, people, "uwazi")


def test_values_are_taken_apart_as_the_exporter_puts_them_together() -> None:
    assert said(read_uwazi(sample("uwazi_export.csv"), name=""), "2") == [
        ("name", "김영희"), ("name", "金英姬"), ("sex", "f"), ("birth", "1987-09-01/1987-09-30"),
        ("origin", "량강도 혜산시"), ("occupation", "직포공"), ("occupation", "재봉사"),
        ("remark", "Detained: 2026-02-08~2026-02-20"), ("remark", "Known from: report https://example.org/r/1"),
        ("remark", 'Notes: 아들 9세와 함께, "두 집"에서'),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["~", ":", " ~ "])
def test_a_range_is_one_birth_in_the_export_and_in_the_import_format(mark: str) -> None:
    intake = uwazi("title,title__ko,생년월일", f"Ri Un,,1979-01-01{mark}1979-12-31")
    assert ("birth", "1979-01-01/1979-12-31") in said(intake, "2")


def test_a_range_of_one_day_is_that_day_and_half_a_range_is_a_remark() -> None:
    intake = uwazi("title,birth", "Ri Un,1979-01-01~1979-01-01", "Pak Un,1979-01-01~", "Kim Un,1979~someday")
    assert said(intake, "2")[1] == ("birth", "1979-01-01")
    assert said(intake, "3")[1] == ("remark", "birth: 1979-01-01~")
    assert said(intake, "4")[1] == ("remark", "birth: 1979~someday")


def test_a_title_in_two_languages_is_one_name_in_two_spellings() -> None:
    intake = read_uwazi(sample("uwazi_import.zip"), name="")
    assert said(intake, "2")[:2] == [("name", "최은경"), ("name", "Choe Un Gyong")]


def test_the_language_is_told_where_all_columns_name_one() -> None:
    assert uwazi("title__ko,notes__ko", "리은,말").lang == "ko"
    assert read_uwazi(sample("uwazi_import.zip"), name="").lang is None


def test_exact_coordinates_become_no_fact_and_are_said() -> None:
    intake = read_uwazi(sample("uwazi_export.csv"), name="")
    assert codes(intake, 2) == ["coordinates-not-taken"]
    assert "41.80569|123.43147" in intake.rows[1].text
    assert not any("41.8" in one.value for listed in intake.people for one in listed.said)
    assert codes(uwazi("title,hideout", "Ri Un,41.8|123.4"), 2) == ["coordinates-not-taken"]


def test_an_entity_of_another_template_is_a_remark_unless_it_tells_of_someone() -> None:
    intake = uwazi("title,template,sex", "Raid,Event,", "Ri Un,Case,female", "Pak,Persona detenida,")
    assert [row.kind for row in intake.rows] == ["heading", "remark", "people", "people"]
    assert codes(intake, 2) == ["other-template"]


def test_a_column_of_relatives_makes_further_people() -> None:
    intake = uwazi("title,Mother,children names", "Ri Un,Kim Sun,Pak A|Pak B")
    assert ties(intake)[0] == ("2", "2.1", "mother")
    assert intake.rows[1].people[0] == "2"
    assert intake.people[0].in_list


def test_a_relation_without_the_other_one_stays_as_words() -> None:
    intake = uwazi("title,관계", "Ri Un,딸", "Pak Un,친구")
    assert said(intake, "2")[1] == ("remark", "관계: 딸")
    assert said(intake, "3")[1] == ("remark", "관계: 친구")


def test_a_choice_below_another_is_told_by_itself_and_a_place_with_what_is_above() -> None:
    intake = uwazi("title,고향,직업,remark", "Ri Un,함경북도::무산군,광업::광부,a::b")
    assert said(intake, "2")[1:] == [("origin", "함경북도 무산군"), ("occupation", "광부"), ("remark", "remark: a: b")]


def test_a_title_that_is_no_name_describes_her() -> None:
    assert said(uwazi("title,sex", "9 year old boy in case 3,male"), "2")[0] == (
        "description",
        "9 year old boy in case 3",
    )


def test_a_row_without_a_title_is_imported_and_said() -> None:
    assert codes(read_uwazi(sample("uwazi_export.csv"), name=""), 6) == ["no-title"]


def test_a_table_without_a_title_column_is_kept_as_words() -> None:
    intake = uwazi("name,sex", "Ri Un,f", "", ",,")
    assert [row.kind for row in intake.rows] == ["not-understood", "not-understood", "blank", "blank"]
    assert codes(intake) == ["no-title-column", "no-people"]


def test_a_zip_says_how_many_files_beside_the_table_were_not_read() -> None:
    intake = read_uwazi(sample("uwazi_import.zip"), name="")
    assert dict(intake.faults[0].fields) == {"count": 2}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped(a__pdf=b"x"), "zip-without-csv"),
        (b"PK\3\4broken", "zip-broken"),
        (zipped(import__csv=b"title\nRi\n")[:-30], "zip-broken"),
        (zipped(import__csv=b"title\n" + b"Ri\n" * 2_000_000), "zip-bomb"),
    ],
    ids=["no table", "no zip", "cut off", "bomb"],
)
def test_a_zip_that_holds_no_table_says_why(data: bytes, code: str) -> None:
    intake = read_uwazi(data, name="x.zip")
    assert (codes(intake), intake.rows) == ([code], ())


def test_an_encrypted_zip_is_said_to_be_one() -> None:
    data = bytearray(zipped(import__csv=b"title\nRi\n"))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + at] |= 1
    assert codes(read_uwazi(bytes(data), name="")) == ["zip-encrypted"]


def test_a_zip_whose_table_is_damaged_inside_is_said_to_be_broken() -> None:
    data = bytearray(zipped(import__csv=bytes(range(32, 127)) * 40))
    at = data.index(b"import.csv") + 14
    data[at : at + 20] = bytes(20)
    assert codes(read_uwazi(bytes(data), name="")) == ["zip-broken"]


def test_more_columns_and_rows_than_can_be_read_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.csv_records.MOST_ROWS", 3)
    intake = uwazi("title" + ",x" * 3_500, *["Ri" + ",y" * 3_500] * 2, "Pak", "Kim")
    assert codes(intake, 1) == ["too-many-columns"]
    assert len(intake.rows) == 3
    assert "too-many-rows" in codes(intake)


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.json_limits.MOST_BYTES", 5)
    assert codes(uwazi("title", "Ri Un")) == ["too-large"]
