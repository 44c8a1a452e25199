"""A list as statements: the list and each row as sources, the people, their kin, and the case they belong to.

Nothing is looked up and nothing recorded here: the same list gives the same statements but for their ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from underice.intake.digest import digest
from underice.intake.model import Fault, Intake, Listed, Row, Tie
from underice.intake.values import Values, in_language, printable, stated
from underice.vocabulary.entering import Entry
from underice.vocabulary.language import LANGUAGES
from underice.vocabulary.statement import Statement, new_id

_TITLE = 100
_OWN_TITLE = 40
_DESCRIPTION = 300
_CHINESE = "zh"


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """What the statements of one import have in common.

    source: the list. case: the incident, None for none; new_case: its title if it is to be made. said: the day on which
    the list was written (EDTF), or, if nobody knows, on which it was received; dated: True if it is the former. received:
    today (EDTF). title: working title of the list. document, attachment: the original. longer: True if the list is in
    the vault and only further rows are added. already: people recorded before, by ref. skip: numbers of rows found
    again.
    """

    source: bytes
    case: bytes | None
    said: str
    received: str
    title: str
    dated: bool = True
    new_case: str | None = None
    attachment: bytes | None = None
    longer: bool = False
    already: Mapping[str, bytes] = field(default_factory=dict)
    skip: frozenset[int] = frozenset()


class Writer:
    """Turns one intake into statements, once. `faults` and `people` are complete when the statements have been drawn.

    faults: what could not be kept as a value, with the number of its row; the words stay as a remark. people: the
    entity of every person of the list, by ref.
    """

    def __init__(self, intake: Intake, frame: Frame, values: Values | None = None) -> None:
        self._intake = intake
        self._frame = frame
        self._values = values if values is not None else Values(frame.said)
        self._rows: dict[int | None, tuple[bytes, Row]] = {}
        self._row_of = {one.ref: one.row for one in intake.people}
        self.faults: list[tuple[int, Fault]] = []
        self.people: dict[str, bytes] = dict(frame.already)

    def statements(self) -> Iterator[Statement]:
        """The statements, sources before what they say."""
        yield from self._list()
        yield from self._document()
        for row in self._intake.rows:
            if row.kind != "blank" and row.number not in self._frame.skip:
                yield from self._row(row)
        if self._frame.new_case is not None and self._frame.case is not None:
            yield from self._said(self._frame.case, "incident", "title", self._frame.new_case, self._frame.source, None)
        for person in self._intake.people:
            if person.row in self._rows:
                yield from self._person(person)
        for tie in self._intake.ties:
            yield from self._tie(tie)

    # --- sources ------------------------------------------------------------------------------------------------------

    def _list(self) -> Iterator[Statement]:
        frame, intake = self._frame, self._intake
        own = [("digest", digest(intake.rows))]
        if not frame.longer:
            own += [("title", frame.title), ("type", "list"), ("received", frame.received)]
            if frame.dated:
                own.append(("date", frame.said))
            if intake.lang in (*LANGUAGES, _CHINESE):
                own.append(("language", intake.lang))
        for prop, value in own:
            yield from self._said(frame.source, "source", prop, value, frame.source, None)

    def _document(self) -> Iterator[Statement]:
        """The original, as a document of the list."""
        frame = self._frame
        if frame.attachment is None:
            return
        document = new_id()
        kind = "text" if self._intake.format == "text" else "table"
        told = [("title", frame.title), ("type", kind)]
        if self._intake.name:
            told.append(("filename", self._intake.name))
        for prop, value in told:
            yield from self._said(document, "document", prop, value, frame.source, None)
        for entity, of, prop, aim in (
            (document, "document", "file", frame.attachment),
            (frame.source, "source", "document", document),
        ):
            yield stated(entity, of, prop, Entry(aim.hex()), frame.source, locator=None, said=frame.said)

    def _row(self, row: Row) -> Iterator[Statement]:
        frame = self._frame
        source = new_id()
        self._rows[row.number] = (source, row)
        whole = Entry(frame.source.hex())
        yield stated(source, "source", "part_of", whole, source, locator=row.locator, said=frame.said)
        told = [("title", f"{frame.title} · {row.locator}"), ("type", "list"), ("text", row.text)]
        if row.said_on is not None or (frame.longer and frame.dated):
            told.append(("date", row.said_on or frame.said))
        for prop, value in told:
            yield from self._said(source, "source", prop, value, source, row.locator)

    # --- people -------------------------------------------------------------------------------------------------------

    def _person(self, person: Listed) -> Iterator[Statement]:
        frame = self._frame
        source, row = self._rows[person.row]
        entity = new_id()
        self.people[person.ref] = entity
        told: dict[tuple[str, str], None] = {}
        for one in person.said:
            told[one.prop, one.value] = None
        if not any(prop in ("name", "alias", "description") for prop, _ in told):
            told["description", row.text.strip()[:_DESCRIPTION]] = None  # by this she is found again
        for prop, value in told:
            yield from self._kept(entity, prop, value, source, row)
        if person.in_list and frame.case is not None:
            concerned = Entry(entity.hex())
            yield stated(frame.case, "incident", "person", concerned, source, locator=row.locator, said=frame.said)

    def _kept(self, person: bytes, prop: str, value: str, source: bytes, row: Row) -> Iterator[Statement]:
        """A value of a person, or her words as a remark where they can be no such value."""
        said = row.said_on or self._frame.said
        found = self._values.of("person", prop, value, said)
        if found.entry is not None:
            entry = in_language(found.entry, self._intake.lang)
            yield stated(person, "person", prop, entry, source, locator=row.locator, said=said)
            return
        if not value.strip():
            return
        self.faults.append((row.number, Fault("kept-as-remark", {"property": prop, "why": found.fault})))
        words = value if prop == "remark" else f"{prop}: {value}"
        yield from self._said(person, "person", "remark", words, source, row.locator)

    def _tie(self, tie: Tie) -> Iterator[Statement]:
        person, relative = self.people.get(tie.person), self.people.get(tie.relative)
        told = self._told_in(tie)
        if told is None:
            return  # both people stand in rows recorded before, and so does the tie
        source, row = told
        if person is None or relative is None or person == relative:
            code = "own-relative" if person is not None and person == relative else "kin-not-found"
            self.faults.append((row.number, Fault(code)))
            return
        kin = new_id()
        remark = tie.as_written
        relation = self._values.of("kin", "relation", tie.relation).entry
        if relation is None:
            self.faults.append((row.number, Fault("relation-in-words", {"words": printable(tie.as_written)[:40]})))
            relation, remark = Entry("relative"), tie.as_written or tie.relation
        for prop, entry in (
            ("person", Entry(person.hex())),
            ("relative", Entry(relative.hex())),
            ("relation", relation),
        ):
            yield stated(kin, "kin", prop, entry, source, locator=row.locator, said=self._frame.said)
        if tie.left_behind:
            yield stated(kin, "kin", "left_behind", Entry("true"), source, locator=row.locator, said=self._frame.said)
        if remark.strip():
            yield from self._said(kin, "kin", "remark", remark, source, row.locator)

    def _told_in(self, tie: Tie) -> tuple[bytes, Row] | None:
        """The row that tells a tie: the later one of the two people; None if neither row is new."""
        numbers = {self._row_of.get(tie.person), self._row_of.get(tie.relative)}
        new = [self._rows[number] for number in numbers if number in self._rows]
        return max(new, key=lambda one: one[1].number) if new else None

    def _said(
        self, entity: bytes, kind: str, prop: str, value: str, source: bytes, locator: str | None
    ) -> Iterator[Statement]:
        """A value in words, with what may not stand in one written as its number; none for one that is empty."""
        entry = self._values.of(kind, prop, value).entry
        if entry is not None:
            yield stated(entity, kind, prop, entry, source, locator=locator, said=self._frame.said)


def title_of(intake: Intake, given: str, received: str) -> str:
    """The working title of a list: the one given, else its own if that is short, else its file's name, else the day.

    A long line above a list is a sentence, and a sentence may name people; a title should not.
    """
    own = " ".join(intake.title.split())
    found = given.strip() or (own if len(own) <= _OWN_TITLE else "") or intake.name.strip() or received
    return printable(" ".join(found.split()))[:_TITLE]
