"""A table before anyone knows what its columns mean: rows of cells, each as written, from whatever program."""

from __future__ import annotations

import re
from dataclasses import dataclass

from underice.intake.model import Fault

MOST_ROWS = 100_000
"""More rows than this are not read from one file; the list says so."""
MOST_COLUMNS = 3_000
"""Columns beyond this are kept in the words of the row only."""
MOST_BYTES = 256 * 1024 * 1024
"""More of a file than this is not read at once."""
LONGEST_ROW = 100_000
"""Characters of a row; a longer one is cut there and said to be cut."""

# Marks that turn the direction of writing or are not seen: they have no place in a fact (Unicode TR 36, section 2.6).
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_QUICK = re.compile("[^\x20-\x7e가-힣\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, repr=False)
class GridRow:
    """One row. number: from 1 over the whole file. locator: where a person finds it ("Sheet1!5", "line 3").

    cells: what each column says, in reading form; a merged cell's value stands in every row that it covers, and only in
    its first column. text: verbatim, cells joined by tabs (CSV: the line itself). filled: columns whose value comes
    from a merged cell that began in a row above. unreadable: its letters cannot be trusted (wrong encoding). too_long:
    it was cut. notes: comments on its cells.
    """

    number: int
    locator: str
    cells: tuple[str, ...]
    text: str
    faults: tuple[Fault, ...] = ()
    filled: frozenset[int] = frozenset()
    unreadable: bool = False
    too_long: bool = False
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"GridRow({self.number}, {len(self.cells)} cells hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """The rows of one sheet or file. name: of the sheet, "" for a file without sheets."""

    rows: tuple[GridRow, ...]
    name: str = ""
    faults: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        return f"Grid({len(self.rows)} rows hidden)"


def clean(text: str) -> str:
    """A cell as a fact may use it: unseen marks and controls taken out, ends of line and spaces made one space."""
    if _QUICK.search(text) is None:
        return text.strip() if "  " not in text else " ".join(text.split())
    return " ".join(_CONTROL.sub(" ", _UNSEEN.sub("", text)).split())


def turns(text: str) -> bool:
    """True if the text holds marks that change the direction of writing, with which one name can look like another."""
    return _TURNING.search(text) is not None


def notices(text: str) -> tuple[Fault, ...]:
    """What has to be said of a row because of single letters in it."""
    if text.isascii() and text.isprintable():
        return ()
    found = []
    if turns(text):
        found.append(Fault("turned-text"))
    if "\0" in text:
        found.append(Fault("nul-bytes"))
    return tuple(found)


def shortened(text: str) -> tuple[str, bool]:
    """At most LONGEST_ROW characters of a row, and whether something was cut."""
    return (text, False) if len(text) <= LONGEST_ROW else (text[:LONGEST_ROW], True)
