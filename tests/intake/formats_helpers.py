"""What the tests of the readers of formats share."""

from collections.abc import Callable
from pathlib import Path

from underice.intake.model import Intake

LISTS = Path(__file__).resolve().parents[1] / "data" / "lists"
Reader = Callable[..., Intake]


def sample(name: str) -> bytes:
    return (LISTS / name).read_bytes()


def codes(intake: Intake, row: int | None = None) -> list[str]:
    """Codes of the faults of a row (from 1), or of the list."""
    return [fault.code for fault in (intake.faults if row is None else intake.rows[row - 1].faults)]


def said(intake: Intake, ref: str) -> list[tuple[str, str]]:
    person = next(one for one in intake.people if one.ref == ref)
    return [(one.prop, one.value) for one in person.said]


def ties(intake: Intake) -> list[tuple[str, str, str]]:
    return [(one.person, one.relative, one.relation) for one in intake.ties]


def words(intake: Intake) -> str:
    """Everything in an intake that could hold a word of the file."""
    return "\n".join(
        [
            intake.title,
            *(f"{row.text} {row.locator} {row.said_on} {list(map(str, row.faults))}" for row in intake.rows),
            *(f"{one.ref} {one.known_as} {[said.value for said in one.said]}" for one in intake.people),
            *(f"{one.as_written}" for one in intake.ties),
            *map(str, intake.faults),
        ]
    )


def check_whole(intake: Intake) -> None:
    """The laws of every intake: rows numbered without a gap, refs that exist, ties between two people."""
    assert [row.number for row in intake.rows] == list(range(1, len(intake.rows) + 1))
    refs = [one.ref for one in intake.people]
    assert len(set(refs)) == len(refs)
    known = set(refs)
    assert {ref for row in intake.rows for ref in row.people} <= known
    assert all(1 <= one.row <= len(intake.rows) for one in intake.people)
    for tie in intake.ties:
        assert tie.person in known
        assert tie.relative in known
        assert tie.person != tie.relative
    for row in intake.rows:
        assert len(row.text) <= 100_000
        if row.kind == "people":
            assert row.people
    words(intake).encode("utf-8")
