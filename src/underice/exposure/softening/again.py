"""Reading a softer text again: is everybody told there at least as widely as was meant?"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from underice.exposure.check import Check, is_group
from underice.exposure.reader.model import Person, Reading
from underice.exposure.softening import homes, times
from underice.exposure.softening.changes import Replacement
from underice.exposure.softening.few import Few
from underice.exposure.telling import is_dead, name_kind
from underice.vocabulary.places import gazetteer


@dataclass(frozen=True, slots=True)
class Again:
    """What reading again showed, by the refs of the draft ("?" for somebody the draft did not tell of).

    failing: persons below k. narrower: (ref, fact) told more narrowly than was meant. marked: persons of whom marks
    are still told.
    """

    failing: frozenset[str]
    narrower: frozenset[tuple[str, str]]
    marked: frozenset[str]


def look_again(
    check: Check, told: Reading, again: Reading, changes: tuple[Replacement, ...], few: Few, k: int
) -> Again:
    """Compare the people of the softer text with those meant.

    check: of the draft. told: the draft's reading with the people as they were meant to be told. again: that of the
    softer text. changes: from one text to the other. few: the numbers. k: as in the check.
    """
    refs = matched(check, again, changes)
    meant = {person.ref: person for person in told.persons}
    people = {person.ref: person for person in again.persons if person.role != "public_figure"}
    failing, marked = set(), set()
    narrower: set[tuple[str, str]] = set()
    for person in people.values():
        ref = refs.get(person.ref, "?")
        if person.distinguishing and not is_dead(person):
            marked.add(ref)
        if is_group(person) or (person.role == "author" and not person.kin_of):
            continue
        number = few.of(person, again.persons, ref)
        if number is None or number >= k:
            continue
        near = (person, *(people[tie.ref] for tie in person.kin_of if tie.ref in people))
        if not all(is_dead(one) for one in near):
            failing.add(ref)
        for one in near:
            whose = refs.get(one.ref, "?")
            if whose in meant:
                narrower |= {(whose, fact) for fact in _narrower(one, meant[whose])}
    return Again(frozenset(failing), frozenset(narrower), frozenset(marked))


def matched(check: Check, again: Reading, changes: tuple[Replacement, ...]) -> dict[str, str]:
    """For each person of the softer text the person of the draft most of whose words she stands in."""
    where = _Offsets(changes)
    owners: dict[int, list[str]] = {}
    for one in check.persons:
        for span in one.spans:
            for at in range(span.start, span.end):
                owners.setdefault(at, []).append(one.ref)
    votes: dict[str, Counter[str]] = {}
    for span in again.spans:
        here = {where.old(span.start), where.old(span.end - 1)}
        for ref in span.refs:
            for at in here:
                votes.setdefault(ref, Counter()).update(owners.get(at, ()))
    return {ref: counted.most_common(1)[0][0] for ref, counted in votes.items() if counted}


class _Offsets:
    """Where in the draft a place of the softer text comes from."""

    def __init__(self, changes: tuple[Replacement, ...]) -> None:
        self._new: list[int] = []
        self._changes = changes
        shift = 0
        for change in changes:
            self._new.append(change.start + shift)
            shift += len(change.new) - (change.end - change.start)

    def old(self, offset: int) -> int:
        """The offset in the draft; words put in count as where they were put."""
        at = bisect_right(self._new, offset) - 1
        if at < 0:
            return offset
        change = self._changes[at]
        inside = offset - self._new[at]
        if inside < len(change.new):
            return min(change.start + inside, max(change.end - 1, change.start))
        return change.end + inside - len(change.new)


def _narrower(person: Person, meant: Person) -> list[str]:
    """The facts read again that are not at least as wide as meant."""
    out = []
    if name_kind(person) == "real" and name_kind(meant) != "real":
        out.append("name")
    if person.birth is not None and not (meant.birth is not None and meant.birth.within(person.birth)):
        out.append("age")
    if homes.of(person) and not _inside(homes.of(meant), homes.of(person)):
        out.append("home")
    told, wanted = times.arrival(person), times.arrival(meant)
    if told is not None and not (wanted is not None and wanted.within(told)):
        out.append("arrived")
    if person.sex is not None and meant.sex is None:
        out += ["sex", "kin"]
    return out


def _inside(meant: tuple[str, ...], read: tuple[str, ...]) -> bool:
    return bool(meant) and all(any(gazetteer().within(place, wide) for wide in read) for place in meant)
