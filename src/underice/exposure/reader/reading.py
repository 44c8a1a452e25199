"""Read a draft: decide its language, cut long texts into windows, and join what the windows tell.

The readers of one language keep everything they need in memory and follow who is spoken of from sentence to sentence.
A book-length file is therefore read in windows of about `WINDOW` characters, cut between paragraphs; a person named in
two windows is one person unless what is told of the two cannot be true together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from underice.exposure.reader.cast import Cast
from underice.exposure.reader.document import Document
from underice.exposure.reader.model import Event, KinTie, Lang, Notice, Person, Reading, Span
from underice.vocabulary.language import detect

WINDOW = 20_000
LIMIT = 8_000_000  # characters; a longer text is read up to here and the reading says so

Progress = Callable[[int, int], None]


def read(text: str, *, date: date | None = None, lang: Lang | None = None, progress: Progress | None = None) -> Reading:
    """Read `text` and return the people it describes, each with facts and the words that tell them.

    date: day of publication; without it ages and relative dates cannot be placed and stay unset.
    lang: language of the text; by default the one most of its letters belong to.
    progress: called with (characters read, characters in all) after each window.
    Never raises for what a text says; what could not be settled is in `Reading.notices`.
    """
    language: Lang = lang or detect(text)
    total = min(len(text), LIMIT)
    persons: list[Person] = []
    spans: list[Span] = []
    notices: list[Notice] = []
    for start, end in windows(text, total, WINDOW):
        part = _read_window(text[start:end], date, language)
        _join(persons, spans, part, start)
        notices += [replace(n, start=n.start + start, end=n.end + start) for n in part.notices]
        if progress is not None:
            progress(end, total)
    if language == "ko":
        from underice.exposure.reader import analyser

        notices += analyser.notices(text[:total], spans)
    if total < len(text):
        notices.append(Notice("text_truncated", total, len(text), {"read": total, "total": len(text)}))
    return Reading(text, language, date, tuple(persons), tuple(sorted(spans)), _without_repeats(notices))


def windows(text: str, total: int, size: int) -> Iterator[tuple[int, int]]:
    """Cut text[:total] into pieces of at most `size` characters, at a blank line, else a line end, else a space."""
    start = 0
    while start < total:
        end = min(start + size, total)
        if end < total:
            floor = start + size // 2
            for mark in ("\n\n", "\n", ". ", " "):
                cut = text.rfind(mark, floor, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, end
        start = end


def _reader(lang: Lang) -> Callable[[Document, date | None], Cast]:
    # Each language is loaded only when a text needs it: a cold start has a second in all.
    if lang == "ko":
        from underice.exposure.reader.korean import read_korean

        return read_korean
    from underice.exposure.reader.english import read_english

    return read_english


def _read_window(text: str, anchor: date | None, lang: Lang) -> Reading:
    cast = _reader(lang)(Document.of(text), anchor)
    persons, spans = cast.finish()
    return Reading(text, lang, anchor, persons, spans, tuple(cast.notices))


def _join(persons: list[Person], spans: list[Span], part: Reading, offset: int) -> None:
    """Append what one window tells, with fresh refs; a named person known from an earlier window is the same one."""
    refs: dict[str, str] = {}
    known = {(p.role, p.name): i for i, p in enumerate(persons) if p.name}
    fresh: list[Person] = []
    for person in part.persons:
        at = known.get((person.role, person.name)) if person.name else None
        if at is not None and _compatible(persons[at], person):
            refs[person.ref] = persons[at].ref
            persons[at] = _filled(persons[at], person)
        else:
            refs[person.ref] = f"p{len(persons) + len(fresh) + 1}"
            fresh.append(person)
    for person in fresh:
        persons.append(replace(person, ref=refs[person.ref], kin_of=_renamed(person.kin_of, refs)))
    for person in part.persons:
        if person not in fresh and person.kin_of:
            at = int(refs[person.ref][1:]) - 1
            ties = dict.fromkeys((*persons[at].kin_of, *_renamed(person.kin_of, refs)))
            persons[at] = replace(persons[at], kin_of=tuple(ties))
    for span in part.spans:
        spans.append(Span(span.start + offset, span.end + offset, span.label, tuple(refs[r] for r in span.refs)))


def _renamed(ties: tuple[KinTie, ...], refs: dict[str, str]) -> tuple[KinTie, ...]:
    return tuple(KinTie(refs[tie.ref], tie.relation) for tie in ties)


def _compatible(one: Person, other: Person) -> bool:
    if one.sex and other.sex and one.sex != other.sex:
        return False
    if one.birth and other.birth and not one.birth.overlaps(other.birth):
        return False
    return not (one.origin and other.origin and set(one.origin).isdisjoint(other.origin))


def _filled(one: Person, other: Person) -> Person:
    """`one` with what only `other` tells; of two birth intervals, what both allow."""
    birth = one.birth.intersection(other.birth) if one.birth and other.birth else one.birth or other.birth
    return replace(
        one,
        sex=one.sex or other.sex,
        birth=birth,
        origin=one.origin or other.origin,
        occupation=one.occupation or other.occupation,
        workplace=one.workplace or other.workplace,
        group=one.group or other.group,
        pseudonym=one.pseudonym or other.pseudonym,
        events=tuple(dict.fromkeys((*one.events, *other.events))),
        distinguishing=tuple(dict.fromkeys((*one.distinguishing, *other.distinguishing))),
    )


def _without_repeats(notices: list[Notice]) -> tuple[Notice, ...]:
    """Each notice once: the same ambiguous town is told the first time it occurs."""
    seen: dict[tuple[str, str], Notice] = {}
    for notice in notices:
        seen.setdefault((notice.code, str(notice.fields.get("text", notice.start if notice.end else ""))), notice)
    return tuple(seen.values())


def to_prediction(reading: Reading, identifier: str) -> dict[str, Any]:
    """The reading in the format of the annotated drafts (docs/method/reader.md), ready for JSON."""
    return {
        "id": identifier,
        "lang": reading.lang,
        "date": reading.date.isoformat() if reading.date else None,
        "persons": [_person(person) for person in reading.persons],
        "spans": [
            {"start": s.start, "end": s.end, "label": s.label, "ref": s.refs[0] if len(s.refs) == 1 else list(s.refs)}
            for s in reading.spans
        ],
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "ref": person.ref,
        "role": person.role,
        "name": person.name,
        "facts": {
            "sex": person.sex,
            "birth": [person.birth.first.isoformat(), person.birth.last.isoformat()] if person.birth else None,
            "origin": person.origin[0] if person.origin else None,
            "occupation": person.occupation,
            "group": person.group,
            "kin_of": [{"ref": tie.ref, "relation": tie.relation} for tie in person.kin_of],
            "events": [_event(event) for event in person.events],
        },
    }


def _event(event: Event) -> dict[str, Any]:
    return {"kind": event.kind, "date": event.date, "place": event.place[0] if event.place else None}
