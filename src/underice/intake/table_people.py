"""From grids of cells to people: every row accounted for, every value as written, nothing silently dropped.

The steps: where the tables are (`table_layout`), what each column means (`columns`), what each cell says
(`table_cells`), who is whose relative (`table_kin`). This file walks the rows and says what became of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underice.intake.cells import name_like, name_said
from underice.intake.cells import plain as plain_text
from underice.intake.cells_words import word_list as small_words
from underice.intake.columns import UNKNOWN, Column, key
from underice.intake.grid import Grid, GridRow
from underice.intake.model import Fault, Format, Intake, Listed, Row, RowKind, Said, Tie
from underice.intake.table_cells import Facts, Reader
from underice.intake.table_kin import Draft, Family, Mention, Pending, resolve
from underice.intake.table_layout import Block, Table, blocks_of
from underice.intake.table_rows import day_said, language_of, name_in, signs, total_said

_NAMES_SHOWN = 20  # names of columns that a fault lists
_ENOUGH = 3  # columns that must agree before an equal row is taken for the same row written twice
_TITLE = 500
_MOST_FAULTS = 200  # about the list as a whole


@dataclass(slots=True, repr=False)
class _Track:
    """What is known while the rows of one table pass: the family at hand, the person above, numbers, what was seen."""

    table: Table
    columns: dict[int, Column]
    numbers: dict[int, str] = field(default_factory=dict)
    beside: list[dict[int, str]] = field(default_factory=list)
    family: Family = field(default_factory=Family)
    families: dict[str, Family] = field(default_factory=dict)
    above: Draft | None = None
    last: dict[int, str] = field(default_factory=dict)
    mentions: dict[int, Mention] = field(default_factory=dict)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    counted: int = 0
    since: int = 0
    fresh: bool = True
    unknown: dict[int, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"_Track({len(self.columns)} columns)"


@dataclass(slots=True)
class _Became:
    """What became of a part of a row."""

    kind: RowKind = "blank"
    people: list[Draft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


_WEIGHT: dict[RowKind, int] = {
    "people": 7, "too-long": 6, "not-understood": 5, "repeated": 4, "heading": 3, "title": 2, "remark": 1, "blank": 0,
}  # fmt: skip


def table_people(grid: Grid) -> tuple[tuple[Row, ...], tuple[Listed, ...], tuple[Tie, ...], tuple[Fault, ...]]:
    """Rows, people, ties and faults of one grid; see `intake_of`."""
    intake = intake_of([grid], name="", form="csv")
    return intake.rows, intake.people, intake.ties, intake.faults


def intake_of(grids: Sequence[Grid], *, name: str, form: Format, faults: tuple[Fault, ...] = ()) -> Intake:
    """The people of all grids of a file, as far as they are understood. Never raises; len(rows) is that of the grids.

    Faults of the list: "unknown-columns" {columns, count}, "columns-by-content" {columns}, "total-differs" {said,
    counted}, "no-people". Faults of a row: "unclear-age", "unclear-birth", "unclear-sex", "unclear-date",
    "unknown-place" and "impossible-birth" {column}, "name-too-long" {length}, "unclear-name", "more-than-one-name",
    "unclear-relation", "unknown-reference" {reference}, "ambiguous-name", "own-relative", "same-ordinal" {ordinal},
    "repeated-row" {row}, "like-row" {row}, "sex-and-relation-differ", and those that the reader of the format noted.
    """
    walk = _Walk()
    for grid in grids:
        walk.grid(grid)
    return walk.intake(name, form, faults)


class _Walk:
    """Goes through the rows of all grids in order."""

    def __init__(self) -> None:
        self.rows: list[tuple[GridRow, _Became]] = []
        self.people: list[Draft] = []
        self.pending: list[Pending] = []
        self.mentions: list[Mention] = []
        self.faults: list[Fault] = []
        self.titles: list[str] = []
        self.reader = Reader()

    def grid(self, grid: Grid) -> None:
        """Read one grid."""
        self.faults += grid.faults
        tracks: list[_Track] = []
        blocks = blocks_of(grid)
        for at, block in enumerate(blocks):
            tracks = self._tracks(block, tracks)
            for row in block.head:
                self.rows.append((row, _Became("heading")))
            ahead = at == 0 and not block.tables and len(blocks) > 1
            for row in block.body:
                self._row(row, tracks, ahead)
            for track in tracks:
                self._tell_columns(track)

    def _tracks(self, block: Block, before: list[_Track]) -> list[_Track]:
        """New tracks for the tables of a block; the same head again goes on with the tracks it had."""
        if before and [_heads(one.table) for one in before] == [_heads(table) for table in block.tables]:
            for track in before:
                track.fresh = True
            return before
        tracks = [_Track(table, {column.index: column for column in table.columns}) for table in block.tables]
        for track in tracks:
            track.beside = [one.numbers for one in tracks if one is not track]
        return tracks

    def _row(self, row: GridRow, tracks: list[_Track], ahead: bool) -> None:
        if row.too_long:
            self.rows.append((row, _Became("too-long")))
        elif row.unreadable:
            self.rows.append((row, _Became("not-understood")))
        elif not any(cell and index not in row.filled for index, cell in enumerate(row.cells)) and not row.notes:
            self.rows.append((row, _Became(_without_cells(row))))
        elif not tracks:
            self.rows.append((row, self._outside(row, ahead)))
        else:
            parts = [self._part(row, track) for track in tracks]
            became = max(parts, key=lambda part: _WEIGHT[part.kind])
            became.people = [person for part in parts for person in part.people]
            became.faults = [fault for part in parts for fault in part.faults]
            if became.people:
                became.people[0].add(Said("remark", note) for note in row.notes)
            self.rows.append((row, became))

    def _outside(self, row: GridRow, ahead: bool) -> _Became:
        """A row that no table holds: over the first head it is a title."""
        told = [cell for cell in row.cells if cell]
        if ahead and not (len(told) > 2 and name_in(told)):
            self.titles.append(" ".join(told)[:_TITLE])
            return _Became("title")
        return _Became("not-understood" if told else "remark")

    def _part(self, row: GridRow, track: _Track) -> _Became:
        """What a row says in the columns of one table."""
        first, end = track.table.span()
        cells = {index: cell for index, cell in enumerate(row.cells[first:end], first) if cell}
        own = {index: cell for index, cell in cells.items() if index not in row.filled}
        if not own:
            return _Became("blank")
        odd = self._odd(list(own.values()), track)
        if odd is not None:
            return odd
        facts = self.reader.facts(cells, track.columns, track.last)
        self._remember(cells, own, track)
        names = [index for index, column in track.columns.items() if column.meaning == "name" and index in cells]
        if names and all(index in row.filled for index in names) and track.above is not None:
            return self._goes_on(row, facts, track)
        if not _is_person(facts, own, track):
            return self._no_person(own, facts, track)
        same = self._same(row, own, facts, track)
        if same is not None and same.code == "repeated-row":
            return _Became("repeated", [], [same, *facts.faults])
        became = self._person(row, facts, track)
        if same is not None:
            became.faults.append(same)
        return became

    def _odd(self, told: list[str], track: _Track) -> _Became | None:
        total = total_said(told)
        if total is not None:
            kind, said = total
            counted = track.since if kind == "subtotal" else track.counted
            # Side by side, or after subtotals without a word for them, a total may stand for a part: only more is odd.
            if said is not None and said not in (counted, track.since):
                self._tell(Fault("total-differs", {"said": said, "counted": counted}))
            track.since = 0
            return _Became("remark")
        if signs(told):
            return _Became("remark")
        return None

    def _remember(self, cells: dict[int, str], own: dict[int, str], track: _Track) -> None:
        for index in own:
            column = track.columns.get(index)
            if column is not None and column.meaning == UNKNOWN:
                track.unknown[index] = column.heading
        ditto = small_words("ditto")
        for index, text in cells.items():
            if plain_text(text).lower() not in ditto:
                track.last[index] = text

    def _goes_on(self, row: GridRow, facts: Facts, track: _Track) -> _Became:
        """A row under a name that is merged over several rows: more about the same person."""
        person = track.above
        if person is None:
            return _Became("not-understood")
        person.add(one for one in facts.said if one.prop not in ("name", "alias"))
        self._relatives(row, facts, person, track)
        return _Became("people", [person], list(facts.faults))

    def _no_person(self, own: dict[int, str], facts: Facts, track: _Track) -> _Became:
        if facts.ordinal is not None and len(own) == 1:
            return _Became("blank")  # a number printed in advance
        words = " ".join(own.values())
        if facts.facts or facts.kin or (facts.named and len(own) > 1):
            return _Became("not-understood", [], list(facts.faults))
        return _Became("remark" if len(own) <= 2 or len(words) > 40 else "not-understood")

    def _same(self, row: GridRow, own: dict[int, str], facts: Facts, track: _Track) -> Fault | None:
        """A fault if the very same cells stood in a row before."""
        whole = tuple(f"{index}={text}" for index, text in own.items())
        before = track.seen.setdefault(whole, row.number)
        if before != row.number:
            sure = facts.named and len(own) >= _ENOUGH
            return Fault("repeated-row" if sure else "like-row", {"row": before})
        numbers = [index for index, column in track.columns.items() if column.meaning == "ordinal"]
        bare = tuple(f"{index}={text}" for index, text in own.items() if index not in numbers)
        if len(bare) == len(whole) or len(bare) < _ENOUGH - 1 or not facts.named:
            return None
        before = track.seen.setdefault(bare, row.number)
        return Fault("like-row", {"row": before}) if before != row.number else None

    def _person(self, row: GridRow, facts: Facts, track: _Track) -> _Became:
        mine = sum(person.row == row.number for person in self.people[-64:])
        person = Draft(f"{row.number}.{mine}" if mine else str(row.number), row.number)
        person.add(facts.said)
        became = _Became("people", [person], list(facts.faults))
        self._number(facts, person, track, became)
        self._sex(facts, person, became)
        self._family(facts, person, track)
        for kin in facts.kin:
            above = track.above.ref if track.above else None
            numbers = [track.numbers, *track.beside]
            self.pending.append(Pending(person.ref, row.number, kin, track.family, above, numbers))
        self._relatives(row, facts, person, track)
        self.people.append(person)
        track.above = person
        track.counted += 1
        track.since += 1
        return became

    def _number(self, facts: Facts, person: Draft, track: _Track, became: _Became) -> None:
        number = facts.ordinal
        if number is None:
            return
        if track.fresh and number == 1:
            track.numbers.clear()
        track.fresh = False
        if number in track.numbers:
            became.faults.append(Fault("same-ordinal", {"ordinal": number}))
        else:
            track.numbers[number] = person.ref

    def _sex(self, facts: Facts, person: Draft, became: _Became) -> None:
        """The word for a relation says the sex too: 딸 is a woman."""
        told = {one.value for one in person.said if one.prop == "sex"}
        by_kin = {kin.sex for kin in facts.kin if kin.sex}
        if not told:
            person.add(Said("sex", sex) for sex in sorted(by_kin) if len(by_kin) == 1)
        elif by_kin - told:
            became.faults.append(Fault("sex-and-relation-differ"))

    def _family(self, facts: Facts, person: Draft, track: _Track) -> None:
        """Which family the person is of, and whether she is the one to whom its relations are told."""
        if facts.household:
            track.family = track.families.setdefault(
                key(facts.household), track.family if not track.families else Family()
            )
        # A person who is told to be of somebody further away begins a family of her own.
        alone = all(kin.whose.startswith(("#", "=")) for kin in facts.kin)
        if not facts.household and (
            facts.is_head and track.family.head or not track.families and alone and not facts.is_head
        ):
            track.family = Family()
        if facts.is_head or (alone and track.family.head is None):
            track.family.head = person.ref

    def _relatives(self, row: GridRow, facts: Facts, person: Draft, track: _Track) -> None:
        for index, (relation, words, said) in facts.relatives:
            held = track.mentions.get(index)
            if index in row.filled and held is not None and held.said == said:
                if person.ref not in held.of:
                    held.of.append(person.ref)
                continue
            mention = Mention([person.ref], row.number, relation, words, said)
            track.mentions[index] = mention
            self.mentions.append(mention)

    def _tell_columns(self, track: _Track) -> None:
        """Faults about columns, once for each table."""
        if track.unknown:
            names = [heading or str(index + 1) for index, heading in sorted(track.unknown.items())]
            fields: dict[str, str | int] = {"columns": ", ".join(names[:_NAMES_SHOWN]), "count": len(names)}
            self._tell(Fault("unknown-columns", fields))
            track.unknown.clear()
        if track.table.by_content:
            told = [f"{one.index + 1} {one.meaning}" for one in track.table.columns if one.meaning != UNKNOWN]
            self._tell(Fault("columns-by-content", {"columns": ", ".join(told)}))

    def _tell(self, fault: Fault) -> None:
        if len(self.faults) < _MOST_FAULTS and fault not in self.faults:
            self.faults.append(fault)

    def intake(self, name: str, form: Format, faults: tuple[Fault, ...]) -> Intake:
        """All that was read, ties told."""
        done = resolve(self.people, self.pending, self.mentions)
        mentioned: dict[int, list[Draft]] = {}
        for draft in done.mentioned:
            mentioned.setdefault(draft.row, []).append(draft)
        rows = []
        for row, became in self.rows:
            refs = [*(one.ref for one in became.people), *(one.ref for one in mentioned.get(row.number, ()))]
            told = (*row.faults, *became.faults, *done.faults.get(row.number, ()))
            kind = became.kind
            rows.append(Row(row.number, row.locator, row.text, kind, tuple(refs), tuple(told)))
        people = sorted((*self.people, *done.mentioned), key=lambda one: (one.row, not one.in_list))
        if not self.people and rows:
            self.faults.append(Fault("no-people"))
        titles = [title for title in self.titles if title]
        return Intake(
            name=name,
            format=form,
            rows=tuple(rows),
            people=tuple(person.listed() for person in people),
            ties=tuple(done.ties),
            title=titles[0] if titles else "",
            lang=language_of(row.text for row, _ in self.rows[:_TITLE]),
            said_on=day_said([*titles, *self._endings()]),
            faults=(*faults, *self.faults),
        )

    def _endings(self) -> Iterable[str]:
        """Words of rows that are no people, last first: lists are dated below as often as above."""
        return [row.text for row, became in self.rows[-40:] if became.kind == "remark"][::-1]


def _without_cells(row: GridRow) -> RowKind:
    """A row in whose columns nothing stands: blank, unless its words lie further right or are for the program only."""
    if any(fault.code == "too-many-columns" for fault in row.faults):
        return "not-understood"
    return "blank" if row.cells or not row.text.strip() else "remark"


def _heads(table: Table) -> tuple[tuple[int, str], ...]:
    return tuple((column.index, key(column.heading)) for column in table.columns if column.heading)


def _is_person(facts: Facts, own: dict[int, str], track: _Track) -> bool:
    """True if the row tells of a person: a name, a relation, or two things that only a person has."""
    if facts.kin and (facts.named or facts.facts or len(own) > 1):
        return True
    if facts.named:
        if len(own) > 1:
            return True
        text = next(iter(own.values()))
        names = name_said(text).names
        alone = len(track.columns) == 1
        return bool(names) and len(text) < 120 and name_like(names[0]) >= (0.05 if alone else 0.35)
    return facts.facts >= 2
