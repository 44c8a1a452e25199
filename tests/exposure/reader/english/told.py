"""What the English reader tells of a short text, for tests to look at."""

from __future__ import annotations

from datetime import date

from underice.exposure.reader.document import Document
from underice.exposure.reader.english import read_english
from underice.exposure.reader.model import Label, Person

DAY = date(2020, 6, 15)


def people(text: str, day: date | None = DAY) -> list[Person]:
    """Those of a text who are neither public figures nor authors by line."""
    persons, _ = read_english(Document.of(text), day).finish()
    return [person for person in persons if person.role not in ("public_figure", "author")]


def called(text: str, name: str) -> Person:
    """The one person of that name."""
    found = [person for person in people(text) if person.name == name]
    assert len(found) == 1, people(text)
    return found[0]


def marked(text: str, label: Label) -> list[str]:
    """The words marked with a label."""
    _, spans = read_english(Document.of(text), DAY).finish()
    return [text[span.start : span.end] for span in spans if span.label == label]
