"""What one record of a program's export tells of one person, gathered value by value; for all readers of such formats."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from functools import cache

from underice.intake import cells
from underice.intake.cells_names import LONGEST as LONGEST_NAME
from underice.intake.grid import LONGEST_ROW, MOST_BYTES
from underice.intake.model import Fault, Format, Intake, Listed, Row, RowKind, Said, Tie
from underice.intake.relations import Kin
from underice.vocabulary.places import gazetteer

_COUNTRY = 2  # letters of the id of a country


class Answers:
    """The values told of one person. Words that do not fit the property become a remark; nothing is lost."""

    def __init__(self, ref: str, row: int) -> None:
        self.ref = ref
        self.row = row
        self.known_as: str | None = None
        self.in_list = True
        self.left_behind = False
        self.kin: list[Kin] = []
        self.faults: list[Fault] = []
        self._said: dict[Said, None] = {}

    def tell(self, prop: str, text: str, heading: str = "") -> None:
        """A value of a property of the kind "person", "kin" for a relation, "remark" for anything else.

        heading: what the value stood under; it begins the remark if the value is kept as one.
        """
        heading = cells.plain(heading)[:200]
        if prop == "name" and len(text) > LONGEST_NAME:
            self.faults.append(Fault("name-too-long", {"limit": LONGEST_NAME}))
        code = text.strip().upper()
        if prop == "nationality" and len(code) == _COUNTRY and code in _countries():
            self._said.setdefault(Said(prop, code))
            return
        told = cells.cell(prop, text, heading=heading)
        for one in told.said:
            self._said.setdefault(one)
        self.kin.extend(told.kin)
        self.faults.extend(fault for fault in told.faults if fault not in self.faults)
        self.left_behind |= told.left_behind

    def say(self, prop: str, value: str) -> None:
        """A value that needs no reading."""
        self._said.setdefault(Said(prop, value))

    def has(self, *props: str) -> bool:
        """True if anything was told of one of the properties."""
        return any(one.prop in props for one in self._said)

    def values(self, prop: str) -> tuple[str, ...]:
        """All values told of a property."""
        return tuple(one.value for one in self._said if one.prop == prop)

    def listed(self) -> Listed:
        """The person."""
        return Listed(self.ref, self.row, tuple(self._said), self.known_as, self.in_list)


@cache
def _countries() -> frozenset[str]:
    return frozenset(place for place in gazetteer().ids() if len(place) == _COUNTRY)


def row_of(
    number: int,
    locator: str,
    text: str,
    kind: RowKind,
    people: Iterable[str] = (),
    faults: Iterable[Fault] = (),
    said_on: str | None = None,
) -> Row:
    """A row with its words, cut if they are longer than a row may be; each fault once."""
    once: list[Fault] = []
    for fault in faults:
        if fault not in once:
            once.append(fault)
    if len(text) > LONGEST_ROW:
        text = text[:LONGEST_ROW]
        if not any(fault.code == "row-too-long" for fault in once):
            once.append(Fault("row-too-long", {"limit": LONGEST_ROW}))
    return Row(number, locator, text, kind, tuple(people), tuple(once), said_on)


def too_large(name: str, format_: Format) -> Intake:
    """What a file too large to be read at once becomes: nothing, and the reason."""
    return Intake(name, format_, (), (), faults=(Fault("too-large", {"limit": MOST_BYTES, "rows": 0}),))


def nobody(people: Sized) -> tuple[Fault, ...]:
    """What is to be said of a list that speaks of no one."""
    return () if len(people) else (Fault("no-people"),)


def tied(
    person: str, relative: str, relation: str, words: str, *, left_behind: bool = False
) -> tuple[Tie | None, list[Fault]]:
    """A kin tie, or the fault of one that ties a person to herself."""
    if person == relative:
        return None, [Fault("own-relative")]
    return Tie(person, relative, relation, words, left_behind), []
