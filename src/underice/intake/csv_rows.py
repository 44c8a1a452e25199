"""Reading CSV as people and programs write it: any delimiter, stray quotes, ragged rows, any end of line.

The file is read line by line and never held as a whole, so that a file of any size ends in rows or a clear fault.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from typing import Protocol

from underice.intake.encodings import UNDECODED, Choice, Lines, choose, readable
from underice.intake.grid import (
    LONGEST_ROW,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    GridRow,
    clean,
    notices,
    shortened,
)
from underice.intake.model import Fault, Intake
from underice.intake.table_people import intake_of

DELIMITERS = ",\t;|，"
_HEAD = 1 << 20  # bytes from which the encoding and the delimiter are told
_LOOKED_AT = 200  # lines from which the delimiter is told
_OPEN_LINES = 100  # a quoted cell does not run over more lines than this
_PIECE = 1 << 16  # letters read at once from a line without an end
_SEP = re.compile(r'^"?sep=(?P<mark>.)"?$', re.IGNORECASE)
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # Excel's way to keep 0123 from becoming 123
_FORMULA = re.compile(r"[=@][A-Za-z(\"'+-]|[+-][A-Za-z]+[(!|]")


class Seekable(Protocol):
    """An open file, or what behaves like one."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place in the file."""


def read_csv(data: bytes | Seekable, *, name: str, encoding: str | None = None) -> Intake:
    """The people of a CSV file. data: its bytes, or a stream that can seek. encoding: if the user chose one.

    Never raises for what is in the file. Faults of the list: "wrong-encoding" {encoding, better}, "unknown-encoding"
    {encoding}, "mixed-encoding" {encoding}, "too-many-rows" {limit}, "too-large" {limit, rows}, and those of
    `underice.intake.table_people`. Faults of a row: "undecodable-bytes", "open-quote", "turned-text", "nul-bytes",
    "formula-as-text" {columns}, "row-too-long" {limit}, "too-many-columns" {limit}.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    choice = _choice(stream, encoding)
    stream.seek(choice.skip)
    lines = _Lines(readable(io.BufferedReader(_Kept(stream)), choice))
    grid = _grid(lines, trusted=choice.trusted)
    intake = intake_of([grid], name=name, form="csv")
    return Intake(
        name=name,
        format="csv",
        rows=intake.rows,
        people=intake.people,
        ties=intake.ties,
        title=intake.title,
        lang=intake.lang,
        said_on=intake.said_on,
        encoding=choice.encoding,
        encoding_guessed=choice.guessed,
        encodings=choice.alternatives,
        faults=(*choice.faults, *intake.faults),
    )


def delimiter_of(lines: list[str]) -> str:
    """The delimiter with which most lines fall into the same number of cells, more than one; "," if none does."""
    best, best_worth = ",", 0.0
    for mark in DELIMITERS:
        counts = [_outside_quotes(line, mark) for line in lines if line.strip()]
        some = [count for count in counts if count]
        if not some:
            continue
        usual = max(set(some), key=lambda count: (some.count(count), count))
        worth = some.count(usual) / len(counts) + min(usual, 20) * 0.02
        if worth > best_worth:
            best, best_worth = mark, worth
    return best


def _outside_quotes(line: str, mark: str) -> int:
    if '"' not in line:
        return line.count(mark)
    return sum(part.count(mark) for part in line.split('"')[::2])


class _Kept(io.RawIOBase):
    """A stream that another reader may not close."""

    def __init__(self, stream: Seekable) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer) if isinstance(buffer, (bytearray, memoryview)) else None
        if view is None:
            return 0
        got = self._stream.read(len(view))
        view[: len(got)] = got
        return len(got)


def _choice(stream: Seekable, encoding: str | None) -> Choice:
    """The encoding, told from the start of the file or, if that is plain ASCII, from the first part that is not."""
    stream.seek(0)
    head = stream.read(_HEAD)
    whole = len(head) < _HEAD
    start = 0
    while not whole and head.isascii() and b"\0" not in head and start + len(head) < MOST_BYTES:
        start += len(head)
        head = stream.read(_HEAD)
        whole = not head
    return choose(head, whole=whole, encoding=encoding)


class _Lines:
    """Lines of a text, pushed back if need be. An endless line comes cut; `read` counts its letters."""

    def __init__(self, source: Lines) -> None:
        self._source = source
        self._back: deque[tuple[str, bool]] = deque()
        self.number = 0
        self.read = 0
        self.full = False

    def next(self) -> tuple[str, bool] | None:
        """A line with its end, and whether it was cut; None at the end."""
        if self._back:
            self.number += 1
            return self._back.popleft()
        line, cut = self._fresh()
        if not line:
            return None
        self.number += 1
        return line, cut

    def push(self, lines: list[tuple[str, bool]]) -> None:
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def _fresh(self) -> tuple[str, bool]:
        source = self._source
        if self.full:
            return "", False
        line = source.readline(_PIECE)
        self.read += len(line)
        if len(line) < _PIECE or line.endswith(("\n", "\r")):
            return line, False
        parts, size, cut = [line], len(line), False
        while piece := source.readline(_PIECE):
            self.read += len(piece)
            if size < LONGEST_ROW:
                parts.append(piece)
                size += len(piece)
            else:
                cut = True
            if piece.endswith(("\n", "\r")) or len(piece) < _PIECE:
                break
            if self.read > MOST_BYTES:
                self.full, cut = True, True
                break
        return "".join(parts), cut


def _grid(lines: _Lines, *, trusted: bool) -> Grid:
    mark, told = _delimiter(lines)
    rows: list[GridRow] = []
    faults: list[Fault] = []
    while True:
        first = lines.number + 1
        record = _record(lines, mark)
        if record is None:
            break
        if len(rows) == MOST_ROWS:
            faults.append(Fault("too-many-rows", {"limit": MOST_ROWS}))
            break
        rows.append(_row(len(rows) + 1, f"line {first}", record, trusted, told and first == 1))
        if lines.read > MOST_BYTES:
            faults.append(Fault("too-large", {"limit": MOST_BYTES, "rows": len(rows)}))
            break
    return Grid(tuple(rows), "", tuple(faults))


def _delimiter(lines: _Lines) -> tuple[str, bool]:
    """The delimiter, and whether the first line is there only to name it ("sep=;")."""
    ahead: list[tuple[str, bool]] = []
    while len(ahead) < _LOOKED_AT and (one := lines.next()) is not None:
        ahead.append(one)
    lines.push(ahead)
    told = _SEP.match(ahead[0][0].strip("\r\n\ufeff ")) if ahead else None
    if told is not None:
        return told["mark"], True
    return delimiter_of([line for line, _ in ahead]), False


_Record = tuple[list[str], str, list[Fault], bool]


def _record(lines: _Lines, mark: str) -> _Record | None:
    """Cells, the words as they stood, faults, and whether it was cut."""
    one = lines.next()
    if one is None:
        return None
    line, cut = one
    bare = line.rstrip("\r\n")
    if cut:
        return [], bare, [Fault("row-too-long", {"limit": LONGEST_ROW})], True
    if '"' not in bare:
        return bare.split(mark), bare, [], False
    cells = _cells(line, mark)
    if cells is not None:
        return cells, bare, [], False
    joined, taken = line, list[tuple[str, bool]]()
    if _may_stay_open(bare, mark):
        while len(taken) < _OPEN_LINES and len(joined) < LONGEST_ROW and (more := lines.next()) is not None:
            taken.append(more)
            joined += more[0]
            if '"' in more[0] and (cells := _cells(joined, mark)) is not None:
                return cells, joined.rstrip("\r\n"), [], False
        lines.push(taken)
    return (
        [cell.replace('"', "") if cell.startswith('"') else cell for cell in bare.split(mark)],
        bare,
        [Fault("open-quote")],
        False,
    )


def _cells(text: str, mark: str) -> list[str] | None:
    """The cells of a whole record by the strict rules of CSV; None if a quote is open or stands where it may not."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _may_stay_open(bare: str, mark: str) -> bool:
    """True if a cell of the line begins with a quote and does not end."""
    return re.search(rf'(?:^|{re.escape(mark)})"(?:[^"]|"")*$', bare) is not None


def _row(number: int, locator: str, record: _Record, trusted: bool, told: bool) -> GridRow:
    cells, text, faults, cut = record
    text, short = shortened(text)
    if short and not cut:
        faults = [*faults, Fault("row-too-long", {"limit": LONGEST_ROW})]
    if len(cells) > MOST_COLUMNS:
        faults = [*faults, Fault("too-many-columns", {"limit": MOST_COLUMNS})]
        cells = cells[:MOST_COLUMNS]
    unreadable = not trusted and not text.isascii()
    if UNDECODED in text:
        faults = [*faults, Fault("undecodable-bytes")]
        unreadable = True
    clear, formulas = [], []
    for column, cell in enumerate(cells, 1):
        kept = _KEPT_AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
        if kept is None and _FORMULA.match(cell):
            formulas.append(str(column))
        clear.append(clean(kept[1] if kept else cell))
    if formulas:
        faults = [*faults, Fault("formula-as-text", {"columns": ", ".join(formulas[:20])})]
    found = (*faults, *notices(text))
    if told:
        return GridRow(number, locator, (), text, found)
    return GridRow(number, locator, tuple(clear), text, found, frozenset(), unreadable, cut or short)
