import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.fuzz_tables import accounted, check, run
from tests.intake.table_samples import table
from underice.intake.csv_rows import read_csv
from underice.intake.grid import Grid, GridRow
from underice.intake.table_people import intake_of

WORDS = (
    "", "", "이름", "성별", "나이", "번호", "관계", "비고", "보호자", "姓名", "年龄", "Name", "Age", "김영희", "박철수", "金英姬",
    "Kim Yong Hui", "여", "남", "38", "9세", "250", "1", "2", "3번의 처", "위 사람의 아들", "其子", "본인", "처", "모: 한옥순",
    "합계", "7명", "작성자:", "〃", "무산", "1987-09", "2190", "미상", "-", "가" * 130, "2026년 2월 8일 명단", "성별/나이", "여/38",
)  # fmt: skip
CELL = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))
ROWS = st.lists(st.lists(CELL, max_size=9), max_size=14)


def test_a_cell_of_blanks_says_nothing() -> None:
    row = GridRow(1, "line 1", ("김영희", "\n"), "김영희\t\n", (), frozenset())
    (person,) = intake_of([Grid((row,))], name="", form="csv").people
    assert [(said.prop, said.value) for said in person.said] == [("name", "김영희")]


@given(ROWS, st.data())
@settings(max_examples=150, deadline=None)
def test_of_any_grid_every_row_is_accounted_for_in_its_order(cells: list[list[str]], data: st.DataObject) -> None:
    rows = []
    for number, row in enumerate(cells, 1):
        filled = data.draw(st.frozensets(st.integers(0, 8), max_size=2))
        rows.append(GridRow(number, f"line {number}", tuple(row), "\t".join(row), (), filled))
    intake = intake_of([Grid(tuple(rows))], name="", form="csv")
    accounted(intake)
    assert [(row.number, row.text) for row in intake.rows] == [(row.number, row.text) for row in rows]


@given(ROWS, st.sampled_from(",;\t|"))
@settings(max_examples=100, deadline=None)
def test_of_any_table_written_as_csv_every_record_is_a_row(cells: list[list[str]], mark: str) -> None:
    clean = [tuple(cell.encode("utf-8", "ignore").decode().replace("\0", "") for cell in row) for row in cells]
    intake = read_csv(table(tuple(clean), mark).encode(), name="x.csv")
    accounted(intake)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused_without_an_error(data: bytes) -> None:
    check("x.csv", data)
    check("x.xlsx", data)
    check("x.xlsx", b"PK\3\4" + data)


def test_the_same_file_gives_the_same_people_twice() -> None:
    text = "번호,이름,관계,보호자\n1,김영희,,한옥순\n2,최금성,아들,\n".encode()
    assert read_csv(text, name="x") == read_csv(text, name="x")


@pytest.mark.soak
def test_thirty_thousand_mutated_files_are_read_or_refused() -> None:
    assert run(30_000, seed=2026) > 0


def test_two_hundred_mutated_files_are_read_or_refused() -> None:
    assert run(200, seed=4) > 0
