"""One sheet of a workbook: its cells as a person would read them on the screen, its merges, and what is hidden in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from underice.intake.grid import MOST_ROWS
from underice.intake.xlsx_package import Package, Refused, parse, unescaped

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_CELLS = 5_000_000
_MOST_MERGES = 200_000
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
# Serial 60 is 29 February 1900, a day that never was, kept by Excel for Lotus 1-2-3 (ECMA-376 part 1, 18.17.4.1).
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_LOTUS_DAY = 60
_MINUTES = 1440


@dataclass(slots=True)
class Sheet:
    """Cells by row and column, counted from 1 and 0. merges: (first row, first column, last row, last column).

    formulas: row → "C5 =B5+1" for each. notes: row → comments on its cells. truncated: too many rows or cells.
    broken: the part ended in the middle; what came before is here.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[int, list[str]] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=dict)
    truncated: bool = False
    broken: bool = False


class _Enough(Exception):
    """The sheet has more rows than are read."""


def read_sheet(package: Package, part: str, comments: tuple[str, ...], most_rows: int = MOST_ROWS) -> Sheet:
    """The sheet in a part of a workbook, and the comments on its cells. Raises Refused("zip-bomb") only."""
    reader = _Reader(package, most_rows)
    try:
        parse(package, part, reader.start, reader.end)
    except _Enough:
        reader.sheet.truncated = True
    except Refused as refused:
        if refused.fault.code != "part-damaged":
            raise
        reader.sheet.broken = True
    for path in comments:
        _comments(package, path, reader.sheet)
    return reader.sheet


def column_letters(column: int) -> str:
    """A column counted from 0 as the program names it: 0 → "A", 27 → "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def position(reference: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of "C5"; None if it is no cell of a sheet."""
    found = _REF.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column - 1) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


def day_of(serial: float, *, from_1904: bool) -> str | None:
    """A serial number of Excel as "1985-03-12", "1985-03-12 23:40" or, below one day, "23:40"; None if it is no day."""
    days = int(serial)
    minutes = round((serial - days) * _MINUTES)
    if minutes == _MINUTES:
        days, minutes = days + 1, 0
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    if days == 0 and not from_1904:
        return clock if minutes else None
    if not from_1904 and days < _LOTUS_DAY:
        days += 1
    try:
        day = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=days)
    except OverflowError:
        return None
    return f"{day.isoformat()} {clock}" if minutes else day.isoformat()


def number_shown(text: str) -> str:
    """A number as a person reads it: "38.0" → "38", "8.2101234567E10" → "82101234567", "0.30000000000000004" → "0.3"."""
    if text.isdecimal():
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if number != number or number in (float("inf"), float("-inf")):
        return text
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return format(number, ".15g")


class _Reader:
    """Takes the events of a sheet's XML."""

    def __init__(self, package: Package, most_rows: int) -> None:
        self.sheet = Sheet()
        self._package = package
        self._most = most_rows
        self._row = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._type = "n"
        self._style = 0
        self._value = ""
        self._inline: list[str] = []
        self._formula: str | None = None
        self._aloud = False
        self._count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "rPh":
            self._aloud = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _integer(attributes.get("min")), _integer(attributes.get("max"))
            if 1 <= first <= last:
                self.sheet.hidden_columns.append((first - 1, min(last, _LAST_COLUMN) - 1))

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self._value = text
        elif tag == "t" and not self._aloud:
            self._inline.append(text)
        elif tag == "rPh":
            self._aloud = False
        elif tag == "f":
            self._formula = text
        elif tag == "c":
            self._end_cell()

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = _integer(attributes.get("r")) or self._row + 1
        self._column = -1
        self._cells = {}
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place = position(attributes.get("r", ""))
        self._column = place[1] if place else self._column + 1
        self._type = attributes.get("t", "n")
        self._style = _integer(attributes.get("s"))
        self._value, self._formula = "", None
        self._inline.clear()

    def _end_cell(self) -> None:
        shown = self._shown()
        if self._formula is not None:
            cell = f"{column_letters(self._column)}{self._row}"
            self.sheet.formulas.setdefault(self._row, []).append(f"{cell} ={self._formula}")
        elif not shown:
            return
        if not self._cells:
            # A row counts from its first cell that says something: programs store a million empty ones for a border.
            if len(self.sheet.rows) >= self._most or self._count >= _MOST_CELLS:
                raise _Enough
            self._cells = self.sheet.rows.setdefault(self._row, self._cells)
        self._cells[self._column] = shown
        self._count += 1

    def _shown(self) -> str:
        """The value as a person would see it; of a formula, what the program last worked out."""
        kind, value = self._type, self._value
        if kind == "s":
            strings = self._package.strings
            at = int(value) if value.isdecimal() and len(value) < 10 else -1
            return strings[at] if 0 <= at < len(strings) else f"#{value}"
        if kind == "inlineStr":
            return unescaped("".join(self._inline))
        if kind == "n" and value:
            return self._number(value)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind == "d":
            return value.removesuffix("T00:00:00").removesuffix("Z").replace("T", " ")
        return unescaped(value)

    def _number(self, value: str) -> str:
        if self._style in self._package.dates:
            try:
                serial = float(value)
            except ValueError:
                return value
            day = day_of(serial, from_1904=self._package.from_1904) if 0 <= serial < 3e6 else None
            return day or number_shown(value)
        shown = number_shown(value)
        return shown.zfill(min(self._package.pads.get(self._style, 0), 20)) if shown.isdecimal() else shown

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = position(first), position(last or first)
        if one and other and len(self.sheet.merges) < _MOST_MERGES:
            self.sheet.merges.append((one[0], one[1], other[0], other[1]))


def _comments(package: Package, part: str, sheet: Sheet) -> None:
    words: list[str] = []
    place: tuple[int, int] | None = None

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal place
        if tag == "comment":
            words.clear()
            place = position(attributes.get("ref", ""))

    def end(tag: str, text: str) -> None:
        if tag == "t":
            words.append(text)
        elif tag == "comment" and place is not None:
            said = " ".join(unescaped("".join(words)).split())
            if said and (place[0] in sheet.rows or len(sheet.rows) < MOST_ROWS):
                sheet.notes.setdefault(place[0], []).append(said)

    try:
        parse(package, part, start, end)
    except Refused:
        sheet.broken = True


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
