"""The ledger: what is public about whom, and cuttings of others that add to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from underice.desk import checking
from underice.desk.answer import page, see_other
from underice.desk.remembering import in_public, left_in_words
from underice.desk.request import (
    Form,
    NotFound,
    Problem,
    form,
    id_of,
    lang_of,
    maybe_id,
    text,
    texts,
    ticked,
    today,
    vault_of,
)
from underice.desk.route import get, post
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from underice.exposure.known import Known
    from underice.exposure.ledger import Disclosed, Line, Publication

LONGEST = 100_000
_TITLE = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is public, in words. key: of the person, "" if it is nobody's record any more."""

    key: str
    who: str
    fact: str
    value: str
    words: str
    lang: str
    relative: str
    retracted: bool


@dataclass(frozen=True, slots=True)
class Public:
    """A publication and what it says."""

    publication: Publication
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A registered person, what is public about her, and how many households that leaves."""

    key: str
    who: str
    left: str
    entries: tuple[Entry, ...]


def show(request: Request) -> Response:
    """What is public: by person, and by publication."""
    from underice.exposure import ledger
    from underice.exposure.report.ledger_words import called

    lang = lang_of(request)
    known = in_public(request)
    lines = ledger.lines(vault_of(request))
    by_person: dict[str, list[Entry]] = {}
    for line in lines:
        entry = _entry(line, known, lang)
        by_person.setdefault(entry.key, []).append(entry)
    return page(
        request,
        "ledger/show.html",
        people=[
            Person(key, called(key, known), left_in_words(request, key, lang), tuple(some))
            for key, some in by_person.items()
            if key
        ],
        publications=[
            Public(some[0].publication, tuple(_entry(line, known, lang) for line in some))
            for _id, group in groupby(lines, lambda line: line.publication.id)
            for some in [list(group)]
        ],
    )


def _entry(line: Line, known: Known, lang: Language) -> Entry:
    from underice.exposure.report.ledger_words import called, fact_said, value_said

    said = line.said
    key = known.key_by_record.get(line.about, "")
    relative = known.key_by_record.get(said.relative, said.relative)
    return Entry(
        key,
        called(key or line.about, known),
        fact_said(said.fact, lang),
        value_said(said.fact, said.value, lang),
        said.words if said.words != said.value else "",
        said.lang or "",
        called(relative, known) if relative else "",
        said.retracted,
    )


def new(request: Request) -> Response:
    """A cutting to be added."""
    return _new(request, Form())


def _new(
    request: Request,
    said: Form,
    *,
    found: Sequence[Disclosed] | None = None,
    left: int = 0,
    missing: str = "",
) -> Response:
    from underice.intake.cases import cases

    lang = lang_of(request)
    known = checking.known_of(request, None)
    return page(
        request,
        "ledger/new.html",
        status=400 if missing else 200,
        said={name: said.first(name) for name in ("title", "date", "publisher", "case", "text")},
        ours=ticked(said, "ours"),
        day=today(request).isoformat(),
        cases=cases(vault_of(request)),
        entries=[_proposal(one, known, lang) for one in found] if found is not None else None,
        left=left,
        missing=missing,
    )


def _proposal(one: Disclosed, known: Known, lang: Language) -> Entry:
    from underice.exposure.report.ledger_words import called, fact_said, value_said

    key = known.key_by_record.get(one.about, "")
    relative = known.key_by_record.get(one.relative, one.relative)
    return Entry(
        key,
        called(key or one.about, known),
        fact_said(one.fact, lang),
        value_said(one.fact, one.value, lang),
        one.words if one.words != one.value else "",
        one.lang or "",
        called(relative, known) if relative else "",
        False,
    )


def add(request: Request) -> Response:
    """Show what a cutting says of registered people; record what was ticked once it was shown."""
    from underice.exposure import ledger

    _ = translation(lang_of(request)).gettext
    said = form(request)
    words = text(said, "text", limit=LONGEST, lang=lang_of(request))
    on = _on(said.first("date"))
    title = text(said, "title", limit=_TITLE, lang=lang_of(request))
    if not words or not title or on is None:
        return _new(request, said, missing=_("A cutting needs its title, its day and its text. Nothing was recorded."))
    publication, found, left = _read(request, said, words, title, on)
    if "shown" not in said.fields:
        return _new(request, said, found=found, left=left)
    wanted = {int(one) for one in texts(said, "take") if one.isascii() and one.isdecimal() and len(one) < 6}
    taken = [one for at, one in enumerate(found) if at in wanted]
    if not taken:
        return _new(request, said, found=found, left=left, missing=_("Nothing was ticked. Nothing was recorded."))
    ledger.record(vault_of(request), publication, taken)
    return see_other(request, "/ledger")


def _on(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def _read(
    request: Request, said: Form, words: str, title: str, on: date
) -> tuple[Publication, Sequence[Disclosed], int]:
    """The publication, what it says of registered people, and how many described are nobody registered."""
    from underice.exposure.cutting import proposed
    from underice.exposure.ledger import Publication
    from underice.exposure.reader import read

    known = checking.known_of(request, maybe_id(said.first("case")))
    reading = read(words, date=on)
    publisher = said.first("publisher").strip()[:_TITLE]
    publication = Publication(" ".join(title.split()), on.isoformat(), publisher, reading.lang, ticked(said, "ours"))
    found, left = proposed(reading, known)
    return publication, found, left


def retract(request: Request) -> Response:
    """Mark what a publication said as taken back; it counts all the same."""
    from underice.exposure import ledger

    vault, id_ = vault_of(request), id_of(request)
    if vault.kind_of(id_) != "publication":
        raise NotFound
    day = _on(form(request).first("date"))
    if day is None:
        raise Problem(
            translation(lang_of(request)).gettext("Say on which day it was taken back. Nothing was recorded.")
        )
    ledger.take_back(vault, id_.hex(), day.isoformat())
    return see_other(request, "/ledger")


ROUTES = (
    get("/ledger", show),
    get("/ledger/new", new),
    post("/ledger/new", add, once=False),
    post("/ledger/{id}/retract", retract, fragment=True),
)
