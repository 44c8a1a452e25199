"""Helpers for the tests of the Korean reader: read a text, and look up what it told."""

from __future__ import annotations

from datetime import date

from underice.exposure.reader.document import Document
from underice.exposure.reader.korean import read_korean
from underice.exposure.reader.model import Label, Person, Reading

DAY = date(2018, 6, 15)


def read(text: str, day: date | None = DAY) -> Reading:
    """The reading of an invented Korean text published on `day`."""
    cast = read_korean(Document.of(text), day)
    persons, spans = cast.finish()
    return Reading(text, "ko", day, persons, spans, tuple(cast.notices))


def words(reading: Reading, label: Label) -> list[str]:
    """The words marked with a label, in order of the text."""
    return [reading.text[span.start : span.end] for span in reading.spans if span.label == label]


def at_risk(reading: Reading) -> list[Person]:
    """Everybody but public figures and authors."""
    return [person for person in reading.persons if person.role not in ("public_figure", "author")]


def called(reading: Reading, name: str) -> Person:
    """The one person of that name."""
    found = [person for person in reading.persons if person.name == name]
    assert len(found) == 1, f"{name}: {len(found)} persons"
    return found[0]


def relation(reading: Reading, one: str, other: str) -> str | None:
    """What `one` is to `other`, both by name."""
    ref = called(reading, other).ref
    return next((tie.relation for tie in called(reading, one).kin_of if tie.ref == ref), None)


def happened(person: Person) -> list[tuple[str, str | None, str | None]]:
    """Kind, date and first place of each event of a person."""
    return [(event.kind, event.date, event.place[0] if event.place else None) for event in person.events]
