"""A list for programs: one JSON line for the whole, one for each row and each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.cli.vault_door import print_json

if TYPE_CHECKING:
    from underice.intake.case_people import CasePeople
    from underice.intake.importing import Imported
    from underice.intake.model import Fault
    from underice.intake.preview import Preview


def print_preview_json(seen: Preview) -> None:
    """The preview: first the list, then its rows, its people and their kin."""
    intake = seen.intake
    print_json(
        {
            "list": intake.name,
            "format": intake.format,
            "title": intake.title,
            "rows": dict(seen.counts.rows),
            "named": seen.counts.named,
            "unnamed": seen.counts.unnamed,
            "mentioned": seen.counts.mentioned,
            "language": intake.lang,
            "written": intake.said_on,
            "ages_from": seen.said,
            "encoding": intake.encoding,
            "encoding_guessed": intake.encoding_guessed,
            "encodings": list(intake.encodings),
            "dropped": list(intake.dropped),
            "faults": [_fault(one) for one in intake.faults],
            "in_vault": None if seen.earlier is None else seen.earlier.source.hex(),
            "in_vault_rows": 0 if seen.earlier is None else len(seen.earlier.rows),
            "nothing_new": seen.earlier is not None and seen.earlier.whole,
        }
    )
    faults: dict[int, list[dict[str, object]]] = {}
    for number, fault in seen.faults:
        faults.setdefault(number, []).append(_fault(fault))
    for row in intake.rows:
        print_json(
            {
                "row": row.number,
                "at": row.locator,
                "kind": row.kind,
                "text": row.text,
                "people": list(row.people),
                "faults": faults.get(row.number, []),
            }
        )
    for person in intake.people:
        print_json(
            {
                "person": person.ref,
                "row": person.row,
                "in_list": person.in_list,
                "said": [[one.prop, one.value] for one in person.said],
                "maybe": [
                    {"id": one.key, "sure": one.sure, "bits": round(one.match.bits, 1)}
                    for one in seen.known.get(person.ref, ())
                ],
            }
        )
    for tie in intake.ties:
        print_json({"kin": [tie.person, tie.relation, tie.relative], "words": tie.as_written})


def print_imported(done: Imported, people: CasePeople | None) -> None:
    """What was recorded, and how many people the case has."""
    print_json(
        {
            "source": done.source.hex(),
            "case": done.case.hex() if done.case is not None else None,
            "action": done.bundle,
            "statements": done.statements,
            "rows": done.rows,
            "again": done.again,
            "people": {ref: entity.hex() for ref, entity in done.people.items()},
            "faults": [{"row": number, **_fault(fault)} for number, fault in done.faults],
        }
    )
    if people is not None:
        found = people.grouping
        print_json(
            {
                "records": len(people.counted),
                "count": found.count,
                "low": found.low,
                "high": found.high,
                "questions": [[one.one, one.other] for one in found.questions],
            }
        )


def _fault(fault: Fault) -> dict[str, object]:
    return {"code": fault.code, **fault.fields}
