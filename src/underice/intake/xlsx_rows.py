"""Reading XLSX: every sheet, hidden or not, as rows of cells in reading form.

Formulas are never worked out: the value that the program stored is taken, the formula stays in the words of the row.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO

from underice.intake.grid import LONGEST_ROW, MOST_COLUMNS, MOST_ROWS, Grid, GridRow, clean, notices, shortened
from underice.intake.model import Fault, Intake
from underice.intake.table_people import intake_of
from underice.intake.xlsx_package import Package, Refused, SheetPart, open_package
from underice.intake.xlsx_sheet import Sheet, column_letters, read_sheet

_LONG_GAP = 1_000  # blank rows in a run longer than this are one row of the list, with their range as its place
_MOST_FILLS = 1_000_000
_SIDE_BY_SIDE = 64  # empty cells between two cells that are still written as tabs


def read_xlsx(data: bytes | BinaryIO, *, name: str) -> Intake:
    """The people of an Excel workbook (.xlsx, .xlsm). Never raises for what is in the file.

    Faults of the list: those of `open_package` (then there are no rows), "macros-ignored", "hidden-sheet" {sheet},
    "hidden-columns" {sheet, columns}, "part-damaged" {part}, "sheet-damaged" {sheet}, "too-many-rows" {limit},
    "too-many-merges" {sheet}, and those of `underice.intake.table_people`. Faults of a row: "hidden-row",
    "formula" {cells}, "formula-without-value" {cells}, "comment", "blank-rows" {rows}, "row-too-long" {limit},
    "too-many-columns" {limit}, "turned-text".
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        package = open_package(stream, name)
        with package.archive:
            grids = list(_grids(package))
    except Refused as refused:
        return Intake(name=name, format="xlsx", rows=(), people=(), faults=(refused.fault,))
    return intake_of(grids, name=name, form="xlsx", faults=package.faults)


def _grids(package: Package) -> Iterator[Grid]:
    number = 0
    for part in package.sheets:
        sheet = read_sheet(package, part.part, part.comments, MOST_ROWS - number)
        grid = _grid(part, sheet, number)
        number += len(grid.rows)
        yield grid
        if sheet.truncated:
            break


def _grid(part: SheetPart, sheet: Sheet, before: int) -> Grid:
    faults = []
    if part.hidden:
        faults.append(Fault("hidden-sheet", {"sheet": part.name}))
    told = {number for number in sheet.rows if any(sheet.rows[number].values())}
    columns = _hidden_columns(sheet)
    if columns:
        faults.append(Fault("hidden-columns", {"sheet": part.name, "columns": columns}))
    if sheet.broken:
        faults.append(Fault("sheet-damaged", {"sheet": part.name}))
    if sheet.truncated:
        faults.append(Fault("too-many-rows", {"limit": MOST_ROWS}))
    numbers = sorted(sheet.rows.keys() | sheet.notes.keys())
    filled, complete = _fill(sheet, numbers)
    if not complete:
        faults.append(Fault("too-many-merges", {"sheet": part.name}))
    rows: list[GridRow] = []
    last = 0
    for number in numbers:
        for gap in _gaps(part.name, last, number, before + len(rows)):
            rows.append(gap)
        last = number
        rows.append(_row(part.name, sheet, number, before + len(rows) + 1, filled.get(number, set()), number in told))
    return Grid(tuple(rows), part.name, tuple(faults))


def _hidden_columns(sheet: Sheet) -> str:
    """The hidden columns that hold something, by their letters."""
    if not sheet.hidden_columns:
        return ""
    used = {column for cells in sheet.rows.values() for column in cells}
    found = sorted({column for column in used for first, last in sheet.hidden_columns if first <= column <= last})
    return ", ".join(column_letters(column) for column in found[:50])


def _fill(sheet: Sheet, numbers: list[int]) -> tuple[dict[int, set[int]], bool]:
    """Write what a vertically merged cell says into each row with cells that it covers; tells which cells these are."""
    filled: dict[int, set[int]] = {}
    done = 0
    for first, column, last, _ in sheet.merges:
        value = sheet.rows.get(first, {}).get(column, "")
        if last == first or not value:
            continue
        for at in range(bisect_right(numbers, first), len(numbers)):
            number = numbers[at]
            if number > last:
                break
            done += 1
            if done > _MOST_FILLS:
                return filled, False
            cells = sheet.rows.setdefault(number, {})
            if not cells.get(column):
                cells[column] = value
                filled.setdefault(number, set()).add(column)
    return filled, True


def _gaps(name: str, last: int, number: int, before: int) -> Iterator[GridRow]:
    """The blank rows between two rows that say something."""
    missing = number - last - 1
    if missing > _LONG_GAP:
        fault = Fault("blank-rows", {"rows": missing})
        yield GridRow(before + 1, f"{name}!{last + 1}-{number - 1}", (), "", (fault,))
        return
    for step in range(missing):
        yield GridRow(before + step + 1, f"{name}!{last + step + 1}", (), "")


def _row(name: str, sheet: Sheet, at: int, number: int, filled: set[int], told: bool) -> GridRow:
    cells = sheet.rows.get(at, {})
    faults = []
    if at in sheet.hidden_rows and told:
        faults.append(Fault("hidden-row"))
    text = _verbatim({column: value for column, value in cells.items() if column not in filled})
    formulas = sheet.formulas.get(at, [])
    if formulas:
        text = f"{text} [{'; '.join(formulas)}]"
        empty = [one.split(" ")[0] for one in formulas if not cells.get(_column(one))]
        given = [one.split(" ")[0] for one in formulas if cells.get(_column(one))]
        for code, where in (("formula", given), ("formula-without-value", empty)):
            if where:
                faults.append(Fault(code, {"cells": ", ".join(where[:20])}))
    notes = tuple(sheet.notes.get(at, ()))
    if notes:
        text = f"{text} [{'; '.join(notes)}]"
        faults.append(Fault("comment"))
    text, cut = shortened(text)
    if cut:
        faults.append(Fault("row-too-long", {"limit": LONGEST_ROW}))
    if cells and max(cells) >= MOST_COLUMNS:
        faults.append(Fault("too-many-columns", {"limit": MOST_COLUMNS}))
    width = min(max(cells, default=-1) + 1, MOST_COLUMNS)
    values = [""] * width
    for column, value in cells.items():
        if column < width:
            values[column] = clean(value)
    found = (*faults, *notices(text))
    return GridRow(number, f"{name}!{at}", tuple(values), text, found, frozenset(filled), False, cut, notes)


def _verbatim(cells: dict[int, str]) -> str:
    """Cells joined by tabs; a cell far to the right says where it stands instead of a thousand tabs before it."""
    parts: list[str] = []
    last = -1
    for column in sorted(cells):
        if not cells[column]:
            continue
        gap = column - last - 1
        if gap > _SIDE_BY_SIDE:
            parts.append(f"[{column_letters(column)}] {cells[column]}")
        else:
            parts.extend([""] * gap)
            parts.append(cells[column])
        last = column
    return "\t".join(parts)


def _column(formula: str) -> int:
    letters = formula.split(" ")[0].rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
