"""The page for a terminal: lines of a given width, Hangul counted as two columns, nothing that steers the terminal."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from underice.decide.page.figures import Table
from underice.decide.page.view import View

_NARROWEST = 40
_HEADS = (20, 16, 13, 11)
"""Columns a head of a table may take, the widest that fits."""


def lines(view: View, width: int = 100) -> tuple[str, ...]:
    """The page in lines of at most `width` columns (at least 40). A table that is too wide is told row by row."""
    width = max(width, _NARROWEST)
    out = [view.title, "═" * min(columns(view.title), width), *wrap(" · ".join(view.facts), width), ""]
    out += [*wrap(view.stance, width), "", *wrap(view.table.title, width), *_table(view.table, width)]
    for note in view.notes:
        out += ["", *wrap(note, width)]
    for one in view.sections:
        out += ["", *wrap(one.title, width)]
        for text in one.sentences:
            out += wrap(text, width, "• ", "  ")
        for text in one.quoted:
            out += wrap(f"{text}”", width, "  “", "   ")
    return tuple(plain(line) for line in [*out, "", *wrap(view.made, width)])


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def plain(text: str) -> str:
    """A line without control or format characters: whoever wrote a word cannot move the cursor."""
    return "".join(char if category(char) not in ("Cc", "Cf", "Cs") else "�" for char in text)


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines, the first with one prefix and the others with another; a word longer than a line is cut."""
    made: list[str] = []
    line, empty = first, True
    for word in text.split():
        while columns(rest + word) > width:
            cut = _cut(word, width - columns(rest))
            made, line, empty, word = [*made, *([] if empty else [line]), rest + word[:cut]], rest, True, word[cut:]
        if not empty and columns(f"{line} {word}") > width:
            made, line, empty = [*made, line], rest, True
        line, empty = (line + word if empty else f"{line} {word}"), False
    return made if empty and made else [*made, line]


def _cut(word: str, room: int) -> int:
    """How many characters of a word fit into so many columns."""
    used = 0
    for place, char in enumerate(word):
        used += columns(char)
        if used > room:
            return max(place, 1)
    return len(word)


def _table(table: Table, width: int) -> list[str]:
    for narrow in _HEADS:
        heads = [wrap(cell, narrow) if cell else [""] for cell in table.head]
        widths = [
            max(columns(cell) for cell in [*head, *(row[place] for row in table.rows)])
            for place, head in enumerate(heads)
        ]
        if sum(widths) + 2 * (len(widths) - 1) <= width:
            deep = max(len(head) for head in heads)
            grid = [[head[row] if row < len(head) else "" for head in heads] for row in range(deep)]
            ruled = ["─" * one for one in widths]
            return [_row(one, widths) for one in (*grid, ruled, *map(list, table.rows))]
    return _told(table, width)


def _row(cells: list[str], widths: list[int]) -> str:
    padded = [
        cell + " " * (room - columns(cell)) if place == 0 else " " * (room - columns(cell)) + cell
        for place, (cell, room) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _told(table: Table, width: int) -> list[str]:
    out = []
    for row in table.rows:
        out += wrap(row[0], width)
        for head, cell in zip(table.head[1:], row[1:], strict=True):
            out += wrap(f"{head}: {cell}", width, "  ", "    ")
    return out
