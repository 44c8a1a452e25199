"""What `underice ledger` does with an open vault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from underice.cli.draft_known import Beside, case_in, confirmed
from underice.cli.errors import Problem, tell
from underice.cli.ledger_telling import line_fields
from underice.cli.vault_door import Key, opened, print_json, resolve, short, vault_folder
from underice.exposure.report.ledger_words import disclosed_lines, ledger_lines
from underice.vocabulary.entering import date_said
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from datetime import date

    from underice.exposure.known import FactKind
    from underice.exposure.ledger import Publication, Recorded
    from underice.vault.vault import Vault

_YES = ("yes", "y", "예", "네")


@dataclass(frozen=True, slots=True)
class Text:
    """A publication as typed."""

    title: str
    date: str
    publisher: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One disclosure as typed."""

    about: str
    fact: str
    value: str
    words: str = ""
    relative: str = ""


def run_show(folder: str | None, key: Key, person: str, case: str | None, lang: Language, *, as_json: bool) -> None:
    """Show the ledger. Raises Problem, VaultError."""
    from underice.exposure import ledger
    from underice.exposure.registered import known

    with opened(vault_folder(folder), key, lang, read_only=True) as vault:
        entity = case_in(vault, case) if case is not None else None
        people = known(vault, entity)
        if person:
            id_ = resolve(vault, person)
            if vault.kind_of(id_) != "person":
                raise Problem("no_person")
            own = people.key_by_record.get(id_.hex())
            records = people.people[own].records if own is not None else frozenset((id_.hex(),))
        else:
            records = frozenset(people.key_by_record)
        lines = [line for line in ledger.lines(vault) if line.about in records]
        if as_json:
            for line in lines:
                print_json(line_fields(line))
            return
        for words in ledger_lines(lines, people, lang):
            typer.echo(words)


def run_add(folder: str | None, key: Key, given: Given, text: Text, lang: Language, *, as_json: bool) -> None:
    """Record one disclosure. Raises Problem, VaultError."""
    from underice.exposure import ledger
    from underice.exposure.known import FACT_KINDS
    from underice.exposure.ledger import Disclosed

    publication = _publication(text)
    fact = next((kind for kind in FACT_KINDS if kind == given.fact.strip().lower()), None)
    if fact is None:
        raise Problem("bad_fact_kind", value=given.fact[:30], kinds=", ".join(FACT_KINDS))
    value = _value(fact, given.value)
    with opened(vault_folder(folder), key, lang) as vault:
        about = _person(vault, given.about)
        relative = _person(vault, given.relative) if given.relative else ""
        one = Disclosed(about, fact, value, given.words.strip(), relative=relative)
        done = ledger.record(vault, publication, [one])
        _told(done, lang, as_json=as_json)


def _person(vault: Vault, typed: str) -> str:
    """The record of a person. Raises Problem, UnknownId."""
    if not typed:
        raise Problem("no_id", command="underice ledger add")
    found = resolve(vault, typed)
    if vault.kind_of(found) != "person":
        raise Problem("no_person")
    return found.hex()


def _value(fact: FactKind, typed: str) -> str:
    """A value as the ledger writes it. Raises Problem."""
    from underice.exposure.cutting import entered

    try:
        return entered(fact, typed)
    except ValueError:
        raise Problem("bad_value", value=typed.strip()[:40], fact=fact) from None


def _publication(text: Text, lang: str | None = None) -> Publication:
    """The publication typed. Raises Problem."""
    from underice.exposure.ledger import Publication

    on = date_said(text.date) if text.date.strip() else None
    if text.date.strip() and on is None:
        raise Problem("bad_date", value=text.date[:40])
    if on is None or not text.title.strip():
        raise Problem("ledger_title")
    return Publication(" ".join(text.title.split()), on, text.publisher.strip(), lang, text.ours)


def run_import(file: str, text: Text, beside: Beside, lang: Language, *, yes: bool, as_json: bool) -> None:
    """Read a public text, show what it says of registered people, ask, and record it. Raises Problem, VaultError."""
    from underice.cli.file_telling import page_progress, tell_file
    from underice.cli.reading_files import read_draft
    from underice.exposure import ledger
    from underice.exposure.cutting import proposed
    from underice.exposure.reader import read
    from underice.exposure.registered import known

    if not file:
        raise Problem("no_draft")
    publication = _publication(text)
    with page_progress(lang) as progress:
        draft = read_draft(file, progress)
    tell_file(draft, lang)
    reading = read(draft.text, date=_last_day(publication.date))
    publication = _publication(text, reading.lang)
    with opened(vault_folder(beside.vault), beside.key, lang) as vault:
        case = case_in(vault, beside.case) if beside.case is not None else None
        people = known(vault, case)
        if beside.who:
            people = known(vault, case, confirmed(beside.who, people, lang))
        found, left = proposed(reading, people)
        if not as_json:
            for line in disclosed_lines(found, people, publication, lang):
                typer.echo(line)
        if left:
            _ = translation(lang)
            tell(_.ngettext(
                "{n} more described who is nobody registered, as far as can be told; say otherwise with --who.",
                "{n} more described who are nobody registered, as far as can be told; say otherwise with --who.",
                left,
            ).format(n=left))  # fmt: skip
        if not found:
            raise Problem("nobody_meant")
        _confirm(len(found), yes, lang)
        _told(ledger.record(vault, publication, found), lang, as_json=as_json)


def _last_day(edtf: str | None) -> date | None:
    from underice.vocabulary.edtf import to_interval

    days = to_interval(edtf) if edtf is not None else None
    return days.last if days is not None else None


def run_retract(folder: str | None, key: Key, typed: str, on: str, lang: Language, *, as_json: bool) -> None:
    """Flag what a publication said as taken back. Raises Problem, VaultError."""
    from underice.exposure import ledger

    day = date_said(on) if on.strip() else None
    if on.strip() and day is None:
        raise Problem("bad_date", value=on[:40])
    if not typed:
        raise Problem("no_id", command="underice ledger retract")
    with opened(vault_folder(folder), key, lang) as vault:
        id_ = resolve(vault, typed)
        if vault.kind_of(id_) != "publication":
            raise Problem("unknown_publication")
        number = ledger.take_back(vault, id_.hex(), day)
        if as_json:
            print_json({"publication": id_.hex(), "retracted": number})
            return
        _ = translation(lang)
        typer.echo(_.ngettext(
            "{n} disclosure is now marked as taken back. It still counts: archives and readers keep it.",
            "{n} disclosures are now marked as taken back. They still count: archives and readers keep them.",
            number,
        ).format(n=number))  # fmt: skip


def _confirm(number: int, yes: bool, lang: Language) -> None:
    """Go on only if a person says so. Raises Problem."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Problem("no_confirmation")
    question = translation(lang).ngettext(
        "Record this {n} thing as public? Write yes: ", "Record these {n} things as public? Write yes: ", number
    )
    sys.stderr.write(question.format(n=number))
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise Problem("no_confirmation")


def _told(done: Recorded, lang: Language, *, as_json: bool) -> None:
    if as_json:
        print_json({"publication": done.publication, "new": done.new, "again": done.again, "action": done.bundle})
        return
    for line in _done_lines(done, lang):
        typer.echo(line)


def _done_lines(done: Recorded, lang: Language) -> Iterator[str]:
    _ = translation(lang)
    if done.new:
        yield _.ngettext(
            "Recorded as public: {n} thing, in publication {id} (action {action}).",
            "Recorded as public: {n} things, in publication {id} (action {action}).",
            done.new,
        ).format(n=done.new, id=short(bytes.fromhex(done.publication)), action=done.bundle)
    if done.again:
        yield _.ngettext(
            "{n} thing was in the ledger already.", "{n} things were in the ledger already.", done.again
        ).format(n=done.again)
