"""The records of a CSV file that a program wrote, each with its words as they stood; for formats that are CSV inside."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from underice.intake.csv_rows import delimiter_of
from underice.intake.grid import MOST_COLUMNS, MOST_ROWS
from underice.intake.model import Fault

_LOOKED_AT = 20  # lines from which the delimiter is told
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True, repr=False)
class CsvRecord:
    """One record. number: from 1; locator: "line 7"; cells as written; text: verbatim. faults: "bad-csv",
    "too-many-columns" {limit}.
    """

    number: int
    locator: str
    cells: tuple[str, ...]
    text: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class CsvRecords:
    """All records of a file, and its faults ("too-many-rows" {limit})."""

    records: tuple[CsvRecord, ...]
    faults: tuple[Fault, ...] = ()


def records(text: str) -> CsvRecords:
    """Cut a CSV text into records. Never raises: a record that breaks the rules of CSV is kept without cells."""
    lines = list(io.StringIO(text, newline=""))
    taken: list[str] = []
    count = 0

    def feed() -> Iterator[str]:
        nonlocal count
        for line in lines:
            count += 1
            taken.append(line)
            yield line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "\n"

    reader = csv.reader(feed(), delimiter=delimiter_of(lines[:_LOOKED_AT]))
    found: list[CsvRecord] = []
    while True:
        start = count + 1
        taken.clear()
        faults: tuple[Fault, ...] = ()
        try:
            cells = next(reader, None)
        except csv.Error:
            cells, faults = [], (Fault("bad-csv"),)
        if cells is None:
            return CsvRecords(tuple(found))
        if len(found) == MOST_ROWS:
            return CsvRecords(tuple(found), (Fault("too-many-rows", {"limit": MOST_ROWS}),))
        if len(cells) > MOST_COLUMNS:
            cells, faults = cells[:MOST_COLUMNS], (Fault("too-many-columns", {"limit": MOST_COLUMNS}),)
        found.append(CsvRecord(len(found) + 1, f"line {start}", tuple(cells), "".join(taken).rstrip("\r\n"), faults))
