"""Where in a grid the tables are: heads of one or more rows, tables below and beside each other, tables without a head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from underice.intake.cells import name_like, name_said
from underice.intake.columns import OF, UNKNOWN, Column, by_content, is_head, key, meaning_of, meanings_of
from underice.intake.grid import Grid, GridRow

_HEAD_ROWS = 3  # a head runs over so many rows at most
_HEADLESS = 0.5  # share of rows with something like a name from which rows without a head are a table
_SAMPLE = 400


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Columns that belong together, side by side with others or alone. by_content: nothing stood over them."""

    columns: tuple[Column, ...]
    by_content: bool = False

    def __repr__(self) -> str:
        return f"Table({len(self.columns)} columns)"

    def span(self) -> tuple[int, int]:
        """First column and the one after the last."""
        return self.columns[0].index, self.columns[-1].index + 1


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """Rows below one head. head: its rows, none for a table without; tables: side by side; before the first head and
    without a table: what stands over the list.
    """

    head: tuple[GridRow, ...]
    body: tuple[GridRow, ...]
    tables: tuple[Table, ...]

    def __repr__(self) -> str:
        return f"Block({len(self.body)} rows hidden, {len(self.tables)} tables)"


def blocks_of(grid: Grid) -> tuple[Block, ...]:
    """The grid from top to bottom; every row is in exactly one head or body. A head that comes again begins a block."""
    rows = grid.rows
    starts: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        height = _head_height(rows, at)
        if height:
            starts.append((at, height))
        at += height or 1
    blocks: list[Block] = []
    first = starts[0][0] if starts else len(rows)
    if first:
        blocks.append(_headless(rows[:first]))
    for number, (start, height) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(rows)
        head, body = rows[start : start + height], rows[start + height : end]
        blocks.append(Block(head, body, _tables(head, body)))
    return tuple(blocks)


def _usable(row: GridRow) -> bool:
    return not row.unreadable and not row.too_long and any(row.cells)


def _head_height(rows: Sequence[GridRow], at: int) -> int:
    """How many rows of head begin here: 0 for none."""
    if not _usable(rows[at]):
        return 0
    cells = rows[at].cells
    if is_head(cells):
        height = 1
    elif _lone_head(rows, at):
        return 1
    elif _over_head(rows, at):
        height = 2
    else:
        return 0
    while height < _HEAD_ROWS and at + height < len(rows) and _continues(rows, at, height):
        height += 1
    return height


def _lone_head(rows: Sequence[GridRow], at: int) -> bool:
    """A head of one word over a column of names, which begins a list."""
    told = [cell for cell in rows[at].cells if cell]
    if len(told) != 1 or at > 10 or meaning_of(told[0]) != "name":
        return False
    below = [next(cell for cell in row.cells if cell) for row in rows[at + 1 : at + 6] if _usable(row)]
    return bool(below) and all(bool(name_said(cell).names) and len(cell) < 60 for cell in below)


def _over_head(rows: Sequence[GridRow], at: int) -> bool:
    """A row of group words ("인적사항", "보호자") right over a head: no values, and fewer words than the head has."""
    if at + 1 >= len(rows) or not _usable(rows[at + 1]) or not is_head(rows[at + 1].cells):
        return False
    own, below = rows[at].cells, rows[at + 1].cells
    told = [cell for cell in own if cell]
    filled = rows[at + 1].filled
    grouped = [index for index, cell in enumerate(own) if cell and index in filled]
    return (len(told) > 1 and len(told) < len([c for c in below if c]) and bool(grouped)) or (
        len(told) > 1 and sum(meaning_of(cell) is not None for cell in told) * 2 >= len(told)
    )


def _continues(rows: Sequence[GridRow], at: int, height: int) -> bool:
    """True if the next row belongs to the head: heads of columns or a second language, no value in it."""
    row = rows[at + height]
    if not _usable(row):
        return False
    fresh = [cell for index, cell in enumerate(row.cells) if cell and index not in row.filled]
    if not fresh:
        return True
    if [key(cell) for cell in row.cells if cell] == [key(cell) for cell in rows[at].cells if cell]:
        return False
    known = sum(meaning is not None for meaning in meanings_of(fresh))
    return known * 2 > len(fresh) and (is_head(row.cells) or bool(row.filled) or known == len(fresh))


def _headless(rows: tuple[GridRow, ...]) -> Block:
    """Rows over which no head stands: a table by content if enough of them look like people, else what is said first."""
    usable = [row.cells for row in rows if _usable(row)]
    several = [cells for cells in usable if sum(1 for cell in cells if cell) > 1]
    sample = (several or usable)[:_SAMPLE]
    named = sum(any(cell and len(cell) < 60 and _name(cell) for cell in cells) for cells in sample)
    if sample and named >= _HEADLESS * len(sample) and (several or len(usable) > 1):
        columns = by_content(sample)
        if columns:
            return Block((), rows, (Table(columns, True),))
    return Block((), rows, ())


def _name(cell: str) -> bool:
    names = name_said(cell).names
    return bool(names) and name_like(names[0]) >= 0.5


def _tables(head: Sequence[GridRow], body: Sequence[GridRow]) -> tuple[Table, ...]:
    labels = _labels(head)
    used = {index for row in body[:_SAMPLE] for index, cell in enumerate(row.cells) if cell}
    parts = _parts(labels, used)
    found = []
    for first, last in parts:
        columns = tuple(_column(index, labels) for index in range(first, last) if labels[index] or index in used)
        if columns:
            found.append(Table(columns))
    width = max((len(row.cells) for row in body[:_SAMPLE]), default=0)
    beyond = tuple(Column(index, UNKNOWN) for index in range(len(labels), width) if index in used)
    if beyond and found:
        found[-1] = Table(found[-1].columns + beyond)
    return tuple(found)


def _labels(head: Sequence[GridRow]) -> list[tuple[str, ...]]:
    """For each column the words over it, from the top; a group word counts for the columns to its right as well."""
    width = max(len(row.cells) for row in head)
    labels: list[tuple[str, ...]] = []
    for index in range(width):
        words: list[str] = []
        for level, row in enumerate(head):
            cell = row.cells[index] if index < len(row.cells) else ""
            if not cell and level + 1 < len(head):
                cell = _group_word(head, level, index)
            if cell and cell not in words:
                words.append(cell)
        labels.append(tuple(words))
    return labels


def _group_word(head: Sequence[GridRow], level: int, index: int) -> str:
    """The word to the left that stands over this column too, if the rows below have words of their own here and there."""
    row = head[level]
    below = head[level + 1].cells
    if index >= len(below) or not below[index]:
        return ""
    for left in range(index - 1, -1, -1):
        word = row.cells[left] if left < len(row.cells) else ""
        if word:
            own = left < len(below) and below[left] and below[left] != word
            return word if own else ""
    return ""


def _column(index: int, labels: Sequence[tuple[str, ...]]) -> Column:
    words = labels[index]
    heading = " ".join(words)
    meanings = [meaning_of(word) for word in words]
    if len(words) > 1 and meanings[0] is not None and (meanings[0].startswith(OF) or meanings[0] == "family"):
        # Under "보호자": its name names a relative, anything else is about the relative and stays in words.
        last = meanings[-1]
        same = last == meanings[0]
        return Column(index, meanings[0] if last == "name" or same else UNKNOWN, heading)
    known = [meaning for meaning in reversed(meanings) if meaning is not None]
    whole = meaning_of(heading) if len(words) > 1 else None
    return Column(index, known[0] if known else whole or UNKNOWN, heading)


def _parts(labels: Sequence[tuple[str, ...]], used: set[int]) -> list[tuple[int, int]]:
    """Ranges of columns that are tables of their own: parted by an empty column, or because the same heads come again."""
    keys = [" ".join(key(word) for word in words) for words in labels]
    width = len(keys)
    told = [index for index in range(width) if keys[index]]
    for period in range(2, len(told) // 2 + 1):
        if len(told) % period == 0:
            rounds = [[keys[index] for index in told[at : at + period]] for at in range(0, len(told), period)]
            if all(one == rounds[0] for one in rounds) and _names(labels, told[:period]):
                starts = [0, *(told[at] for at in range(period, len(told), period))]
                return list(zip(starts, [*starts[1:], width], strict=True))
    parts: list[tuple[int, int]] = []
    start = 0
    for index in range(1, width):
        empty = not keys[index] and index not in used
        if empty and _names(labels, range(start, index)) and _names(labels, range(index + 1, width)):
            parts.append((start, index))
            start = index + 1
    parts.append((start, width))
    return parts


def _names(labels: Sequence[tuple[str, ...]], columns: Sequence[int]) -> bool:
    """True if one of the columns is over names and another over something else that a person has."""
    meanings = [_column(index, labels).meaning for index in columns]
    return any(one in ("name", "given") for one in meanings) and sum(one != UNKNOWN for one in meanings) > 1
