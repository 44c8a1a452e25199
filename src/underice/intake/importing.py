"""Recording a list: one action, everything of it or nothing, the original kept, and nothing twice.

The original is attached first and what it says is recorded in one bundle after it. Should the machine stop between the
two, an attachment is left that nothing refers to; the next import of the same file takes it up.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from underice.intake import earlier as before
from underice.intake.earlier import Earlier
from underice.intake.model import Fault, Format, Intake
from underice.intake.statements import Frame, Writer, title_of
from underice.people import verdicts
from underice.people.verdicts import Answer
from underice.vocabulary.statement import Statement, new_id, reference

if TYPE_CHECKING:
    from underice.vault.vault import Vault

MIMES: Mapping[Format, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text": "text/plain",
    "vcard": "text/vcard",
    "kobo": "application/json",
    "uwazi": "text/csv",
    "followthemoney": "application/json",
}


@dataclass(frozen=True, slots=True, repr=False)
class Imported:
    """What an import did.

    source: the list's entity. case: the incident. statements: how many were recorded, 0 if nothing was new. bundle: the
    number of the action, 0 for none. people: the entity of each person recorded now, by ref. already: of each person
    recorded before, where she was looked up. rows: how many rows were recorded now. again: how many were there before.
    earlier: the list of which this is a copy or a longer version. faults: what could not be kept as a value, by row.
    """

    source: bytes
    case: bytes | None
    statements: int
    bundle: int = 0
    people: Mapping[str, bytes] = field(default_factory=dict)
    already: Mapping[str, bytes] = field(default_factory=dict)
    rows: int = 0
    again: int = 0
    earlier: Earlier | None = None
    faults: tuple[tuple[int, Fault], ...] = ()

    def __repr__(self) -> str:
        return f"Imported({self.statements} statements, {len(self.people)} people)"


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """What a person decided of somebody of the list before it was recorded. ref: hers. other: a record of the vault (32
    hexadecimal digits), or the ref of another of the list. reason: why, not empty.
    """

    ref: str
    other: str
    answer: Answer
    reason: str

    def __repr__(self) -> str:
        return f"Judged({self.answer}, people hidden)"


def record(
    intake: Intake,
    vault: Vault,
    *,
    case: bytes | None = None,
    new_case: str | None = None,
    said: str | None = None,
    title: str = "",
    original: bytes | Path | None = None,
    by: str | None = None,
    today: date | None = None,
    judged: Sequence[Judged] = (),
) -> Imported:
    """Record a list as one action. Raises VaultError; then nothing of it has been recorded.

    case: the incident that the people of the list belong to; new_case: the title of one to be made with them. said: the
    day on which the list was written (EDTF), if it does not say so itself. title: a working title for the list.
    original: the file as it came, or where it lies, kept as an attachment; of a Kobo export that names devices the rows
    are kept instead, without them. by: who records (default: the writer of the vault). today: the day of receipt. A
    list that is in the vault already adds nothing; a longer version adds its further rows. judged: who is who, recorded
    with the list; of people who are not recorded now nothing is kept.
    """
    known = before.find(intake, vault)
    content = tuple(row for row in intake.rows if row.kind != "blank")
    if known is not None and known.whole:
        return Imported(known.source, case, 0, again=len(content), earlier=known)
    frame = _frame(intake, vault, known, case, new_case, said, title, today)
    if not content:
        return Imported(frame.source, case, 0)
    frame = _with_original(frame, intake, vault, original, by)
    writer = Writer(intake, frame)
    source, own = verdicts.prepared(vault) if judged else (b"", ())
    everything = chain(writer.statements(), _verdicts(writer, judged, source, own))
    done = vault.record(everything, by=by, note=frame.title)
    return Imported(
        frame.source,
        frame.case,
        done.count,
        done.number,
        {ref: entity for ref, entity in writer.people.items() if ref not in frame.already},
        frame.already,
        len(content) - len(frame.skip),
        len(frame.skip),
        known,
        tuple(writer.faults),
    )


def _verdicts(writer: Writer, judged: Sequence[Judged], source: bytes, own: Sequence[Statement]) -> Iterator[Statement]:
    """The verdicts on people who were just recorded; drawn after the writer's statements."""
    made = False
    for one in judged:
        person = writer.people.get(one.ref)
        other = writer.people.get(one.other) or reference(one.other)
        if person is None or other is None or person == other:
            continue
        if not made:
            yield from own
            made = True
        yield from verdicts.first(person, other, one.answer, one.reason, source)


def _frame(
    intake: Intake,
    vault: Vault,
    known: Earlier | None,
    case: bytes | None,
    new_case: str | None,
    said: str | None,
    title: str,
    today: date | None,
) -> Frame:
    received = (today or datetime.now(UTC).astimezone().date()).isoformat()
    day = said or intake.said_on
    return Frame(
        source=known.source if known else new_id(),
        case=case if case is not None else new_id() if new_case is not None else None,
        said=day or received,
        received=received,
        title=known.title if known and known.title else title_of(intake, title, received),
        dated=day is not None,
        new_case=new_case if case is None else None,
        longer=known is not None,
        already=_already(intake, known, vault),
        skip=frozenset(known.rows) if known else frozenset(),
    )


def _already(intake: Intake, known: Earlier | None, vault: Vault) -> Mapping[str, bytes]:
    """People of rows found again whom a new row speaks of."""
    if known is None:
        return {}
    row_of = {one.ref: one.row for one in intake.people}
    new = {ref for ref, number in row_of.items() if number not in known.rows}
    wanted = {
        ref
        for tie in intake.ties
        if (tie.person in new) != (tie.relative in new)
        for ref in (tie.person, tie.relative)
        if ref not in new
    }
    if not wanted:
        return {}
    found = before.people_again(intake, known, vault)
    return {ref: entity for ref, entity in found.items() if ref in wanted}


def _with_original(frame: Frame, intake: Intake, vault: Vault, original: bytes | Path | None, by: str | None) -> Frame:
    if not original:
        return frame
    if intake.format == "kobo" and intake.dropped:
        original = without_devices(intake)
    kept = _kept(vault, original)
    if kept is None:
        content = io.BytesIO(original) if isinstance(original, bytes) else original
        kept = vault.attach(content, mime=MIMES[intake.format], by=by)
    return replace(frame, attachment=kept)


def without_devices(intake: Intake) -> bytes:
    """A Kobo export as it is kept: its submissions as they came, without the questions that name a device or place."""
    return "\n".join(row.text for row in intake.rows if row.kind != "blank").encode()


def _kept(vault: Vault, original: bytes | Path) -> bytes | None:
    """The attachment of the vault with this content, such as one that a stopped import has left."""
    if isinstance(original, bytes):
        wanted = hashlib.sha256(original).hexdigest()
    else:
        with original.open("rb") as stream:
            wanted = hashlib.file_digest(stream, "sha256").hexdigest()
    return next((one.entity for one in vault.claims("attachment", ("sha256",)) if one.value == wanted), None)
