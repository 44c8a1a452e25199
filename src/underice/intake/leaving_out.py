"""A list without somebody whom its reader made of words that are nobody's: the row stays, word for word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from underice.intake.model import Intake


def leaving_out(intake: Intake, refs: Collection[str]) -> Intake:
    """The same list without these people and their kin ties. Rows that then tell of nobody become remarks."""
    gone = set(refs)
    if not gone:
        return intake
    rows = []
    for row in intake.rows:
        left = tuple(ref for ref in row.people if ref not in gone)
        if left == row.people:
            rows.append(row)
        else:
            rows.append(replace(row, people=left, kind=row.kind if left or row.kind != "people" else "remark"))
    return replace(
        intake,
        rows=tuple(rows),
        people=tuple(one for one in intake.people if one.ref not in gone),
        ties=tuple(tie for tie in intake.ties if tie.person not in gone and tie.relative not in gone),
    )
