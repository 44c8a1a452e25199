from pathlib import Path

import numpy as np
import pytest

from tests.exposure.register.making import register
from underice.exposure.register.table import BadRegister, Register

HEADER = "person,household,county,province,sex,birth_year,occ,role,absent_since\n"


def read(folder: Path, text: str) -> Register:
    path = folder / "register.csv"
    path.write_text(text, encoding="utf-8")
    return Register.from_csv(path)


def test_people_are_sorted_by_county_and_household(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "0,7,3,1,0,1970,1,head,0\n1,2,1,0,1,1980,1,head,0\n2,7,3,1,1,1990,1,child,0\n")
    assert found.birth.tolist() == [1980 - 1850, 1970 - 1850, 1990 - 1850]
    assert found.household.tolist() == [0, 1, 1]
    assert found.households.tolist() == [0, 1, 3]
    assert found.rows_of(frozenset({3})) == [(1, 3)]
    assert found.rows_of(frozenset({1, 3, 99})) == [(0, 1), (1, 3)] or found.rows_of(frozenset({1, 3, 99})) == [(0, 3)]
    assert found.counties_of(1) == frozenset({3})
    assert len(found) == 3


def test_one_household_number_in_two_counties_is_two_households() -> None:
    assert len(register([(0, 1, 0, 1960, 0, 0, 0), (0, 2, 0, 1960, 0, 0, 0)]).households) - 1 == 2


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    text = "role,absent_since,occ,birth_year,sex,province,county,household,remark\nhead,202002,1,1970,0,1,3,7,x\n"
    found = read(tmp_path, text)
    assert found.absent is not None
    assert found.absent.tolist() == [202002]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("0,7,3,1,2,1970,1,head,0", "bad-value", "sex"),
        ("0,7,3,1,0,1970,1,cousin,0", "bad-value", "role"),
        ("0,7,3,1,0,2190,1,head,0", "bad-value", "birth_year"),
        ("0,7,3,1,0,-5,1,head,0", "bad-value", "birth_year"),
        ("0,7,3,1,0", "short-row", ""),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: str, code: str, column: str) -> None:
    with pytest.raises(BadRegister) as caught:
        read(tmp_path, HEADER + row + "\n")
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, 2, column)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRegister) as caught:
        read(tmp_path, "person,household\n")
    assert caught.value.column == "county"


def test_a_register_shows_numbers_and_no_rows() -> None:
    assert repr(register([(0, 1, 0, 1960, 0, 0, 0)])) == "Register(1 people, 1 households)"


def test_an_empty_register_has_no_rows(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER)
    assert found.rows_of(None) == []


def test_a_year_that_cannot_be_held_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        register([(0, 1, 0, 1700, 0, 0, 0)])


def test_columns_take_one_byte_a_person() -> None:
    found = register([(0, 1, 0, 1960, 0, 0, 0)])
    assert {found.sex.dtype, found.birth.dtype, found.role.dtype} == {np.dtype(np.uint8)}
