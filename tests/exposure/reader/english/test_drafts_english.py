"""The English reader on invented drafts of every style, marked by hand in drafts.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from underice.exposure.reader.cast import Cast
from underice.exposure.reader.document import Document
from underice.exposure.reader.english import read_english
from underice.exposure.reader.model import LABELS, Person, Span

_MARK = re.compile(r"\{(\w+) ([p\d+]+)\|([^}]*)\}")
_PERSON = re.compile(r"(p\d+) \| (\w+) \| (.*)")


@dataclass(frozen=True)
class MarkedSpan:
    """text[start:end] tells `label`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class MarkedPerson:
    """One person as the draft describes him or her; `facts` are words like "sex=f" or "ev arrest,2019-03-08,?"."""

    name: str | None
    facts: tuple[str, ...]


@dataclass(frozen=True)
class MarkedDraft:
    """One invented draft."""

    key: str
    published: date
    text: str
    spans: tuple[MarkedSpan, ...]
    persons: tuple[MarkedPerson, ...]


@cache
def drafts() -> tuple[MarkedDraft, ...]:
    """All drafts of drafts.txt."""
    content = (Path(__file__).parent / "drafts.txt").read_text(encoding="utf-8")
    content = "\n".join(line for line in content.split("\n") if not line.startswith("#"))
    return tuple(_draft(part) for part in content.split("== ")[1:])


def _draft(part: str) -> MarkedDraft:
    head, _, body = part.partition("\n")
    key, _, day = head.split()
    raw, persons = [], []
    for line in body.split("\n"):
        found = _PERSON.match(line)
        if found:
            facts = tuple(found[3].strip().split("; "))
            names = [fact[5:] for fact in facts if fact.startswith("name=")]
            persons.append(MarkedPerson(names[0] if names else None, facts))
        else:
            raw.append(line)
    text, spans, position = "", [], 0
    marked = "\n".join(raw).strip("\n")
    for found in _MARK.finditer(marked):
        text += marked[position : found.start()]
        spans.append(MarkedSpan(len(text), len(text) + len(found[3]), found[1]))
        text += found[3]
        position = found.end()
    return MarkedDraft(key, date.fromisoformat(day), text + marked[position:], tuple(spans), tuple(persons))


@cache
def reading(key: str) -> tuple[tuple[Person, ...], tuple[Span, ...]]:
    """What the reader finds in a draft."""
    draft = next(draft for draft in drafts() if draft.key == key)
    return read_english(Document.of(draft.text), draft.published).finish()


def _hit(span: Span | MarkedSpan, others: tuple[Span, ...] | tuple[MarkedSpan, ...]) -> bool:
    return any(span.label == other.label and span.start < other.end and other.start < span.end for other in others)


def test_nine_of_ten_marked_words_are_found() -> None:
    marked = [(span, reading(draft.key)[1]) for draft in drafts() for span in draft.spans]
    found = sum(_hit(span, spans) for span, spans in marked)
    assert found / len(marked) >= 0.9


def test_no_label_is_mostly_missed() -> None:
    for label in LABELS:
        marked = [(s, reading(draft.key)[1]) for draft in drafts() for s in draft.spans if s.label == label]
        assert sum(_hit(span, spans) for span, spans in marked) >= 0.5 * len(marked), label


def test_few_words_are_marked_that_tell_nothing() -> None:
    told = [(span, draft.spans) for draft in drafts() for span in reading(draft.key)[1]]
    assert sum(_hit(span, spans) for span, spans in told) / len(told) >= 0.85


@pytest.mark.parametrize("draft", [draft for draft in drafts() if draft.persons], ids=lambda draft: draft.key)
def test_every_named_person_of_a_draft_is_found_by_name(draft: MarkedDraft) -> None:
    names = {person.name for person in reading(draft.key)[0] if person.role not in ("author", "public_figure")}
    assert {person.name for person in draft.persons if person.name} <= names


@pytest.mark.parametrize("draft", [draft for draft in drafts() if draft.persons], ids=lambda draft: draft.key)
def test_the_facts_of_named_persons_are_told(draft: MarkedDraft) -> None:
    persons = reading(draft.key)[0]
    held = wanted = 0
    for marked in draft.persons:
        if marked.name:
            same = [sum(_holds(one, fact) for fact in marked.facts) for one in persons if one.name == marked.name]
            held += max(same, default=0)
            wanted += len(marked.facts)
    assert held >= 0.75 * wanted


def _holds(person: Person, fact: str) -> bool:
    """Whether a person states a fact of drafts.txt ("sex=f", "spouse:p2", "ev arrest,2019-03-08,?")."""
    if fact.startswith("ev "):
        kind, day, place = fact[3:].split(",")
        return any(
            event.kind == kind and day in ("?", event.date) and (place == "?" or place in event.place)
            for event in person.events
        )
    if "=" in fact:
        key, _, value = fact.partition("=")
        if value == "?":
            return True
        if key == "origin":
            return value in person.origin
        if key == "occupation":
            told = person.occupation or "-"
            return told in value or value in told
        return str(getattr(person, key)) == value
    return any(tie.relation == fact.partition(":")[0] for tie in person.kin_of)


def test_a_leading_article_that_names_nobody_gives_no_name_and_no_age() -> None:
    draft = next(draft for draft in drafts() if draft.key == "blank-1")
    _, spans = reading(draft.key)
    assert not [span for span in spans if span.label in ("name", "age", "kin", "origin", "place")]


def test_reading_the_same_draft_twice_gives_the_same() -> None:
    draft = drafts()[0]
    first: Cast = read_english(Document.of(draft.text), draft.published)
    assert first.finish() == read_english(Document.of(draft.text), draft.published).finish()
