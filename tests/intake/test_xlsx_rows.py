import io
import tracemalloc
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.table_samples import FOLDER, samples
from underice.intake import xlsx_package, xlsx_rows, xlsx_sheet
from underice.intake.model import Fault, Intake
from underice.intake.xlsx_package import shows_date, unescaped
from underice.intake.xlsx_rows import read_xlsx
from underice.intake.xlsx_sheet import column_letters, day_of, number_shown, position


def sample(name: str) -> Intake:
    return read_xlsx((FOLDER / name).read_bytes(), name=name)


def book(*rows: tuple[str | int | float | date | None, ...]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


SMALL = book(("Name", "Sex", "Age"), ("Kim Yong Hui", "F", 38))


def changed(data: bytes, parts: dict[str, bytes | None], *, level: int | None = 9) -> bytes:
    """The zip with some parts replaced, added or (None) taken out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, True, level) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return held.getvalue()


def sheet_of(body: str, before: str = "", after: str = "") -> bytes:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{start}{before}<sheetData>{body}</sheetData>{after}</worksheet>".encode()


def with_sheet(content: bytes) -> Intake:
    return read_xlsx(changed(SMALL, {"xl/worksheets/sheet1.xml": content}), name="x.xlsx")


def inline(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows)
    return "".join(f"<row>{row}</row>" for row in cells)


LIST = inline(("Name", "Sex", "Age"), ("Kim Yong Hui", "F", "38"))


def codes(intake: Intake) -> list[str]:
    return [fault.code for fault in intake.faults]


def row_codes(intake: Intake) -> list[str]:
    return [fault.code for row in intake.rows for fault in row.faults]


def names(intake: Intake) -> list[str]:
    return [name for person in intake.people for name in person.values("name")]


@pytest.mark.parametrize("name", [name for name in samples() if name.endswith(".xlsx") and name != "photo.xlsx"])
def test_each_sample_workbook_opens_in_openpyxl_with_as_many_rows_as_are_accounted_for(name: str) -> None:
    made = load_workbook(FOLDER / name)
    # The far cells are beyond what openpyxl is asked for: it walks every cell between.
    said = sum(
        any(cell is not None for cell in row)
        for sheet in made.worksheets
        for row in sheet.iter_rows(max_row=20, max_col=12, values_only=True)
    )
    told = [row for row in sample(name).rows if row.text.strip()]
    assert len(told) == said + (2 if name == "far_cells.xlsx" else 0)


def test_merged_family_cells_count_for_each_row_and_the_heads_of_two_rows_are_one() -> None:
    intake = sample("korean_merged.xlsx")
    assert intake.title == "선양 체포자 명단 (2026년 2월 9일 현재)"
    assert intake.said_on == "2026-02-09"
    kinds = ["title", "heading", "heading", *["people"] * 4, "blank", "remark", "remark"]
    assert [row.kind for row in intake.rows] == kinds
    assert [person.values("origin") for person in intake.people] == [("함북 무산",)] * 2 + [("함흥",)] * 2
    assert [(tie.person, tie.relation, tie.relative) for tie in intake.ties] == [("4", "son", "5"), ("6", "wife", "7")]
    assert intake.rows[4].text == "\t최금성\t남\t9\t\t위 사람의 아들"


def test_a_total_that_is_not_the_number_of_people_is_said() -> None:
    assert sample("korean_merged.xlsx").faults == (Fault("total-differs", {"said": 5, "counted": 4}),)


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    intake = sample("korean_hidden.xlsx")
    assert codes(intake) == ["hidden-columns", "hidden-sheet"]
    assert intake.faults[0].fields == {"sheet": "Sheet", "columns": "E"}
    assert row_codes(intake) == ["hidden-row"]
    assert "윤창식" in names(intake)
    assert intake.rows[-1].locator == "숨김!2"


def test_tables_beside_and_below_each_other_are_each_read_by_their_own_head() -> None:
    intake = sample("three_tables.xlsx")
    assert names(intake) == ["김영희", "金英姬", "박철수", "朴哲洙", "리명숙", "Ri Yong Suk"]
    assert intake.people[-1].values("birth") == ("1986-03-12",)
    assert intake.rows[2].people == ("3", "3.1")


@pytest.mark.parametrize("file", ["dates.xlsx", "dates_1904.xlsx"])
def test_dates_are_days_whichever_year_the_program_counts_from_and_ages_have_no_point(file: str) -> None:
    intake = sample(file)
    assert [person.values("birth") for person in intake.people] == [("1987-09-01",), ("1984년 5월",), ()]
    assert [person.values("age") for person in intake.people] == [("38",), ("41세",), ()]
    assert row_codes(intake) == ["impossible-birth", "unclear-age"]


def test_formulas_are_kept_as_words_and_never_worked_out() -> None:
    intake = sample("formulas.xlsx")
    assert intake.rows[1].faults[0] == Fault("formula-without-value", {"cells": "C2, D2"})
    assert "C2 =2026-B2" in intake.rows[1].text
    assert intake.people[0].values("age") == ()


def test_the_value_that_the_program_stored_beside_a_formula_is_taken_and_said() -> None:
    row = '<row><c t="inlineStr"><is><t>Kim Yong Hui</t></is></c><c r="B2"><f>2026-1988</f><v>38.0</v></c></row>'
    intake = with_sheet(sheet_of(inline(("Name", "Age")) + row))
    assert intake.people[0].values("age") == ("38",)
    assert intake.rows[1].faults == (Fault("formula", {"cells": "B2"}),)


def test_comments_and_letters_in_several_styles_are_read() -> None:
    intake = sample("formulas.xlsx")
    assert "딸이 하나 있음" in intake.people[0].values("remark")
    assert "comment" in row_codes(intake)
    assert names(intake)[1] == "박철수"


def test_far_cells_neither_cost_a_million_rows_nor_get_lost() -> None:
    intake = sample("far_cells.xlsx")
    assert [row.locator for row in intake.rows] == ["명단!1", "명단!2", "명단!3", "명단!4-1048575", "명단!1048576"]
    assert row_codes(intake) == ["too-many-columns", "blank-rows"]
    assert (intake.rows[2].kind, intake.rows[2].text) == ("not-understood", "[XFD] far away")


def test_three_thousand_columns_are_read_and_the_unknown_ones_kept_as_remarks() -> None:
    intake = sample("wide.xlsx")
    assert names(intake) == ["Kim Yong Hui"]
    assert len(intake.people[0].values("remark")) == 2997
    assert intake.faults[0].fields["count"] == 2997


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ((FOLDER / "photo.xlsx").read_bytes(), Fault("not-a-workbook", {"what": "photo"})),
        (b"", Fault("not-a-workbook", {"what": "empty"})),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Fault("workbook-encrypted")),
        (SMALL[:200], Fault("workbook-damaged")),
        (changed(SMALL, {"xl/workbook.xml": None}), Fault("workbook-damaged")),
        (changed(SMALL, {"xl/workbook.xml": None, "xl/workbook.bin": b"x"}), Fault("workbook-binary")),
        (changed(SMALL, {"xl/workbook.xml": b"<workbook><sheets>"}), Fault("part-damaged", {"part": "workbook.xml"})),
    ],
    ids=["photo", "empty", "encrypted", "cut", "no workbook", "binary", "broken"],
)
def test_what_is_no_readable_workbook_is_named_and_gives_no_rows(data: bytes, fault: Fault) -> None:
    intake = read_xlsx(data, name="list.xlsx")
    assert (intake.rows, intake.faults) == ((), (fault,))


def test_an_old_workbook_is_told_from_an_encrypted_one() -> None:
    old = read_xlsx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="list.xls")
    assert codes(old) == ["workbook-old"]


def test_an_open_document_is_named_so_that_it_can_be_saved_otherwise() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<x/>")
    assert codes(read_xlsx(held.getvalue(), name="list.ods")) == ["workbook-opendocument"]


def test_another_zip_is_no_workbook() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("a.txt", "x")
    assert codes(read_xlsx(held.getvalue(), name="a.zip")) == ["not-a-workbook"]


def test_a_zip_with_a_password_is_called_encrypted() -> None:
    data = bytearray(SMALL)
    at = data.rfind(b"PK\1\2")
    data[at + 8] |= 1
    assert codes(read_xlsx(bytes(data), name="x.xlsx")) == ["workbook-encrypted"]


def test_a_bomb_of_nothing_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(SMALL, {"xl/worksheets/sheet1.xml": b" " * 40_000_000})
    tracemalloc.start()
    intake = read_xlsx(bomb, name="x.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(intake) == ["zip-bomb"]
    assert peak < 5_000_000


def test_a_part_too_large_to_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, "MOST_BYTES", 1_000)
    assert codes(read_xlsx(SMALL, name="x.xlsx")) == ["workbook-too-large"]
    monkeypatch.setattr(xlsx_package, "MOST_BYTES", len(SMALL))
    large = changed(SMALL, {"xl/worksheets/sheet1.xml": sheet_of(LIST) + b" " * len(SMALL)})
    assert len(large) < len(SMALL)
    assert codes(read_xlsx(large, name="x.xlsx")) == ["workbook-too-large"]


def test_ten_thousand_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, "_MOST_PARTS", 3)
    assert codes(read_xlsx(SMALL, name="x.xlsx")) == ["zip-bomb"]


def test_entities_that_grow_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + sheet_of(LIST)
    assert codes(with_sheet(bomb)) == ["zip-bomb"]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="nonsense"/></mergeCells>'
    intake = with_sheet(sheet_of(LIST, after=merge))
    assert names(intake) == ["Kim Yong Hui"]


def test_too_many_merges_are_said_and_the_rows_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_rows, "_MOST_FILLS", 2)
    merge = '<mergeCells><mergeCell ref="A2:A9"/></mergeCells>'
    intake = with_sheet(sheet_of(LIST + inline(*[("", "F", "9")] * 5), after=merge))
    assert "too-many-merges" in codes(intake)
    assert len(intake.rows) == 7


def test_a_name_merged_over_several_rows_is_one_person() -> None:
    body = inline(("Name", "Note"), ("Kim Yong Hui", "teacher"), ("", "ill"))
    intake = with_sheet(sheet_of(body, after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'))
    assert [row.people for row in intake.rows] == [(), ("2",), ("2",)]
    assert intake.people[0].values("remark") == ("teacher", "ill")


def test_more_rows_than_are_read_end_in_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_rows, "MOST_ROWS", 3)
    intake = with_sheet(sheet_of(LIST + inline(*[("Pak", "M", "9")] * 5)))
    assert len(intake.rows) == 3
    assert "too-many-rows" in codes(intake)


def test_a_sheet_that_breaks_off_keeps_what_came_before() -> None:
    intake = with_sheet(sheet_of(LIST)[:-40])
    assert names(intake) == ["Kim Yong Hui"]
    assert codes(intake) == ["sheet-damaged"]


def test_empty_cells_that_only_have_a_border_are_no_rows() -> None:
    border = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(3, 2000))
    assert len(with_sheet(sheet_of(LIST + border)).rows) == 2


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="s"><v>99</v></c>', "#99"),
        ('<c t="d"><v>1987-09-01T00:00:00</v></c>', "1987-09-01"),
        ("<c><v>8.2101234567E10</v></c>", "82101234567"),
        ("<c><v>oops</v></c>", "oops"),
        ('<c t="str"><v>a_x0041_</v></c>', "aA"),
        ('<c t="inlineStr"><is><r><t>a</t></r><rPh><t>read aloud</t></rPh><r><t>b</t></r></is></c>', "ab"),
        ('<c r="BAD"><v>7</v></c>', "7"),
    ],
)
def test_cells_of_every_type_are_shown_as_on_the_screen(cell: str, shown: str) -> None:
    row = f'<row><c t="inlineStr"><is><t>Kim Yong Hui</t></is></c>{cell}</row>'
    intake = with_sheet(sheet_of(inline(("Name", "Note")) + row))
    assert intake.rows[1].text == f"Kim Yong Hui\t{shown}"


@pytest.mark.parametrize(
    ("serial", "from_1904", "day"),
    [
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (46061.5, False, "2026-02-08 12:00"),
        (46061.999999, False, "2026-02-09"),
        (0.5, False, "12:00"),
        (0, False, None),
        (0, True, "1904-01-01"),
        (1e9, False, None),
    ],
)
def test_a_serial_number_is_the_day_that_excel_shows(serial: float, from_1904: bool, day: str | None) -> None:
    assert day_of(serial, from_1904=from_1904) == day


@pytest.mark.parametrize(
    ("code", "date_shown"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"년" m"월" d"일"', True),
        ("[$-412]yyyy/m/d", True),
        ("hh:mm", True),
        ("0.00", False),
        ("General", False),
        ('0"days"', False),
        ("[Red]0", False),
    ],
)
def test_formats_of_days_are_told_from_formats_of_numbers(code: str, date_shown: bool) -> None:
    assert shows_date(code) is date_shown


def test_numbers_are_shown_without_what_the_machine_adds() -> None:
    shown = [number_shown(text) for text in ("38", "38.0", "0.30000000000000004", "1E400", "nan", "x")]
    assert shown == ["38", "38", "0.3", "1E400", "nan", "x"]


def test_cells_are_named_by_letters_and_numbers() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 16383)] == ["A", "Z", "AA", "XFD"]
    assert position("XFD1048576") == (1048576, 16383)
    assert [position(text) for text in ("A0", "XFE1", "A1048577", "1A", "")] == [None] * 5


def test_letters_that_xml_cannot_hold_come_back_and_half_letters_do_not() -> None:
    assert unescaped("a_x000D_b_xD800_c") == "a\rbc"


def test_padding_zeros_that_a_format_shows_belong_to_a_number() -> None:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Name", "Phone"])
    sheet.append(["Kim Yong Hui", 1012345678])
    sheet["B2"].number_format = "00000000000"
    held = io.BytesIO()
    made.save(held)
    assert read_xlsx(held.getvalue(), name="x.xlsx").people[0].values("phone") == ("01012345678",)


def test_macros_are_not_looked_at_and_that_is_said() -> None:
    intake = read_xlsx(changed(SMALL, {"xl/vbaProject.bin": b"x"}), name="x.xlsm")
    assert codes(intake) == ["macros-ignored"]
    assert names(intake) == ["Kim Yong Hui"]


def test_broken_styles_and_strings_are_said_and_the_rest_is_read() -> None:
    broken = {"xl/styles.xml": b"<styleSheet><", "xl/sharedStrings.xml": b"<sst><si><t>Name</t></si><"}
    intake = read_xlsx(changed(SMALL, {**broken, "xl/worksheets/sheet1.xml": sheet_of(LIST)}), name="x.xlsx")
    assert codes(intake) == ["part-damaged", "part-damaged"]
    assert names(intake) == ["Kim Yong Hui"]


def test_a_part_that_does_not_unpack_is_damage_not_a_crash() -> None:
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(SMALL)
    data[at + 70 : at + 110] = bytes(40)
    assert codes(read_xlsx(bytes(data), name="x.xlsx"))[0] == "sheet-damaged"


def test_cells_that_are_too_many_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheet, "_MOST_CELLS", 4)
    assert "too-many-rows" in codes(with_sheet(sheet_of(LIST + LIST)))


def test_a_row_with_very_much_in_it_is_cut_and_said() -> None:
    intake = with_sheet(sheet_of(LIST + inline(("x" * 150_000,))))
    assert intake.rows[-1].kind == "too-long"
    assert row_codes(intake) == ["row-too-long"]
