import tracemalloc

import pytest

from tests.intake.table_samples import CHINESE, FOLDER, KOREAN, samples, table
from underice.intake import csv_rows, grid
from underice.intake.csv_rows import delimiter_of, read_csv
from underice.intake.model import Intake


def read(text: str, encoding: str = "utf-8") -> Intake:
    return read_csv(text.encode(encoding), name="list.csv")


def codes(intake: Intake) -> list[str]:
    return [fault.code for row in intake.rows for fault in row.faults]


def names(intake: Intake) -> list[str]:
    return [name for person in intake.people for name in person.values("name")]


@pytest.mark.parametrize("name", [name for name in samples() if name.endswith(".csv")])
def test_each_sample_file_is_what_the_programs_write(name: str) -> None:
    assert (FOLDER / name).read_bytes() == samples()[name]


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("korean_cp949.csv", "cp949"),
        ("korean_utf16le_no_mark.csv", "utf-16-le"),
        ("korean_utf8_mark_cr.csv", "utf-8"),
        ("korean_mixed_encodings.csv", "cp949"),
    ],
)
def test_a_korean_list_reads_the_same_in_every_encoding_and_with_every_delimiter(file: str, encoding: str) -> None:
    intake = read_csv((FOLDER / file).read_bytes(), name=file)
    assert intake.encoding == encoding
    assert names(intake) == [row[1] for row in KOREAN[1:]]
    assert [person.values("age")[0] for person in intake.people] == [row[3] for row in KOREAN[1:]]
    assert [row.kind for row in intake.rows] == ["heading", *["people"] * 7]


@pytest.mark.parametrize("file", ["chinese_gb18030.csv", "chinese_full_width_comma.csv"])
def test_a_chinese_list_is_read_and_known_to_be_chinese(file: str) -> None:
    intake = read_csv((FOLDER / file).read_bytes(), name=file)
    assert (intake.lang, names(intake)) == ("zh", [row[1] for row in CHINESE[1:]])


def test_ragged_rows_stray_quotes_and_cells_over_two_lines_are_each_one_row_kept_word_for_word() -> None:
    intake = read_csv((FOLDER / "korean_ragged.csv").read_bytes(), name="x.csv")
    assert [row.kind for row in intake.rows] == ["remark", "heading", "people", "people", "blank", "people", "people"]
    assert intake.rows[3].text == '2;박철수;41;"두 줄\r\n비고";남는 칸;또'
    assert [row.locator for row in intake.rows] == [f"line {at}" for at in (1, 2, 3, 4, 6, 7, 8)]
    assert codes(intake) == ["open-quote"]
    assert names(intake) == ["김영희", "박철수", "리명숙", "최금성"]
    assert "남는 칸" in intake.people[1].values("remark")


def test_a_quote_that_nobody_closes_does_not_swallow_the_rest_of_the_list() -> None:
    rows = "\n".join(f"김철{one},3{number}" for number, one in enumerate("수호민진"))
    intake = read(f'이름,나이\n"박영희,24\n{rows}\n')
    assert (len(intake.rows), len(intake.people), codes(intake)) == (6, 5, ["open-quote"])


def test_numbers_that_excel_keeps_as_text_lose_its_wrapping() -> None:
    intake = read('이름,전화\n김영희,="010-1234-5678"\n')
    assert intake.people[0].values("phone") == ("010-1234-5678",)


def test_a_formula_in_a_cell_stays_words_and_is_said() -> None:
    intake = read('이름,나이,비고\n김영희,38,"=HYPERLINK(""http://example.invalid"")"\n박철수,41,+cmd|calc\n')
    assert codes(intake) == ["formula-as-text", "formula-as-text"]
    assert intake.people[0].values("remark") == ('=HYPERLINK("http://example.invalid")',)


def test_marks_that_turn_writing_around_are_not_part_of_a_name_but_stay_in_the_row() -> None:
    intake = read("이름,나이\n김\u202e영희\u202c,38\n")
    assert names(intake) == ["김영희"]
    assert "\u202e" in intake.rows[1].text
    assert codes(intake) == ["turned-text"]


def test_nul_bytes_are_said_and_do_not_end_the_list() -> None:
    intake = read("Name,Age\nKim\0 Yong Hui,38\nPak Chol Su,41\n")
    assert "nul-bytes" in codes(intake)
    assert names(intake)[-1] == "Pak Chol Su"


def test_bytes_that_do_not_decode_leave_their_row_to_be_typed_by_hand() -> None:
    intake = read_csv(table(KOREAN).encode() + b"8,\xff\xff\xfe,\xc0\r\n", name="x.csv")
    assert intake.rows[-1].kind == "not-understood"
    assert codes(intake) == ["undecodable-bytes"]
    assert len(intake.people) == 7


def test_of_a_file_read_in_a_wrong_encoding_nothing_is_believed() -> None:
    intake = read_csv(table(KOREAN).encode("cp949"), name="x.csv", encoding="gb18030")
    assert intake.people == ()
    assert {row.kind for row in intake.rows} == {"not-understood"}
    assert intake.faults[0].fields == {"encoding": "gb18030", "better": "cp949"}


def test_a_list_with_more_columns_than_are_read_keeps_the_others_in_its_words() -> None:
    intake = read("Name,Sex,Age" + ",x" * 4000 + "\nKim Yong Hui,F,38" + ",y" * 4000 + "\n")
    assert names(intake) == ["Kim Yong Hui"]
    assert codes(intake) == ["too-many-columns", "too-many-columns"]
    assert intake.rows[1].text.count("y") == 4000


def test_a_row_without_an_end_is_cut_and_said() -> None:
    intake = read("Name,Age\n" + "x" * 400_000 + "\nKim Yong Hui,38\n")
    assert [row.kind for row in intake.rows] == ["heading", "too-long", "people"]
    assert len(intake.rows[1].text) < 200_000


def test_a_long_quoted_cell_is_cut_too() -> None:
    intake = read('Name,Note\nKim Yong Hui,"' + "x" * 140_000 + '"\n')
    assert [row.kind for row in intake.rows] == ["heading", "too-long"]
    assert codes(intake) == ["row-too-long"]


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["a,b,c", "d,e,f"], ","),
        (["a;b;c", "d;e,5;f"], ";"),
        (["a\tb", "c, d\te"], "\t"),
        (['"a,b";c', '"d,e";f'], ";"),
        (["이름，나이", "김영희，38"], "，"),
        (["alone", "again"], ","),
        ([], ","),
    ],
)
def test_the_delimiter_is_the_mark_that_parts_the_lines_alike(lines: list[str], mark: str) -> None:
    assert delimiter_of(lines) == mark


def test_an_empty_file_has_no_rows_and_no_faults() -> None:
    intake = read_csv(b"", name="empty.csv")
    assert (intake.rows, intake.people, intake.faults) == ((), (), ())


class _Gigabyte:
    """A file of a gigabyte, made as it is read."""

    def __init__(self, line: bytes) -> None:
        self._block = line * (1_000_000 // len(line))
        self._at = 0
        self.most = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = offset + (self._at if whence == 1 else 0)
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        want = min(size if size >= 0 else 10**9, 10**9 - self._at)
        start = self._at % len(self._block)
        self._at += want
        self.most = max(self.most, self._at)
        return (self._block * (2 + want // len(self._block)))[start : start + want]


def test_a_gigabyte_of_short_rows_ends_at_the_limit_of_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MOST_ROWS", 500)
    monkeypatch.setattr(csv_rows, "MOST_BYTES", 8_000_000)
    stream = _Gigabyte(b"1,Kim Yong Hui,38\n")
    tracemalloc.start()
    intake = read_csv(stream, name="big.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(intake.rows) == 500
    assert intake.faults[0].code == "too-many-rows"
    assert stream.most < 20_000_000
    assert peak < 60_000_000


def test_a_gigabyte_without_an_end_of_line_is_one_row_cut_and_a_clear_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MOST_BYTES", 8_000_000)
    stream = _Gigabyte(b"Kim ,")
    tracemalloc.start()
    intake = read_csv(stream, name="big.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.kind for row in intake.rows] == ["too-long"]
    assert "too-large" in [fault.code for fault in intake.faults]
    assert len(intake.rows[0].text) <= grid.LONGEST_ROW + 70_000
    assert peak < 60_000_000


def test_no_repr_of_what_was_read_shows_a_name() -> None:
    rows = grid.Grid((grid.GridRow(1, "line 1", ("김영희",), "김영희"),))
    assert "김영희" not in repr(rows) + repr(rows.rows[0])
