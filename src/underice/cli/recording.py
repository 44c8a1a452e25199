"""What `underice record` does: from words to statements to one signed action, and asking for what is missing."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import Problem
from underice.cli.vault_door import Key, opened, print_json, resolve, short, vault_folder
from underice.people.entry_words import fault_words
from underice.people.recording import Frame, Refused, date_of, recent_sources, retraction, say
from underice.vault.errors import UnknownId
from underice.vocabulary.entering import date_said
from underice.vocabulary.kinds import Kind, Property, kind, property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.places import gazetteer
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import place_ids, typed

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_QUESTIONS = 8
"""How many properties a person at the terminal is asked for when nothing was given."""
_RECENT = 9
_MIME = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class About:
    """What holds for all statements of one command, as typed."""

    source: str | None = None
    entity: str | None = None
    said: str | None = None
    held_from: str | None = None
    held_to: str | None = None
    locator: str | None = None
    confidence: int | None = None
    sensitivity: int | None = None
    consent: str | None = None
    by: str | None = None
    note: str = ""


def run_record(
    kind: Kind,
    values: Mapping[str, Sequence[str]],
    about: About,
    *,
    folder: str | None,
    key: Key,
    as_json: bool,
    lang: Language,
) -> None:
    """Record an entity of one kind, or more about one that is there. Raises Problem, VaultError."""
    watched = sys.stdin.isatty() and sys.stderr.isatty() and not as_json
    if not any(values.values()) and not watched:
        raise Problem("nothing_said", command=f"underice record {kind.name}")
    if about.source is None and kind.name != "source" and not watched:
        raise Problem("no_source")
    with opened(vault_folder(folder), key, lang) as vault:
        entity = _entity(vault, kind, about.entity, lang)
        source = entity if kind.name == "source" else _source(vault, about.source, lang)
        frame = _frame(vault, source, about, lang)
        recorder = _Recorder(vault, kind, entity, frame, about, lang)
        if any(values.values()):
            recorder.take(values)
        else:
            recorder.ask()
        recorder.finish(as_json)


def run_statement(
    prop: str,
    value: str,
    replaces: str | None,
    retracts: str | None,
    about: About,
    *,
    folder: str | None,
    key: Key,
    as_json: bool,
    lang: Language,
) -> None:
    """Record one statement or a correction. Raises Problem, VaultError."""
    command = "underice record statement"
    if not about.entity:
        raise Problem("no_id", command=command)
    if replaces is not None and retracts is not None:
        raise Problem("two_corrections")
    if retracts is None and (not prop or not value):
        raise Problem("nothing_said", command=command)
    if about.source is None:
        raise Problem("no_source")
    with opened(vault_folder(folder), key, lang) as vault:
        entity = resolve(vault, about.entity)
        found = kind(vault.kind_of(entity) or "")
        if found is None:
            raise UnknownId("unknown-entity")
        frame = _frame(vault, resolve(vault, about.source), about, lang)
        recorder = _Recorder(vault, found, entity, frame, about, lang)
        aim = retracts or replaces
        target = resolve(vault, aim, statements=True) if aim is not None else None
        if retracts is not None and target is not None:
            recorder.retract(target)
        else:
            recorder.take({prop: [value]}, target)
        recorder.finish(as_json)


class _Recorder:
    """Collects the statements of one action about one entity, and records them together."""

    def __init__(self, vault: Vault, kind: Kind, entity: bytes, frame: Frame, about: About, lang: Language) -> None:
        self._vault = vault
        self._kind = kind
        self._entity = entity
        self._frame = frame
        self._about = about
        self._lang = lang
        self._statements: list[Statement] = []

    def take(self, values: Mapping[str, Sequence[str]], target: bytes | None = None) -> None:
        """Add what was given for each property. Raises Problem for what cannot be a value."""
        for name, given in values.items():
            prop = self._kind.properties.get(name)
            if prop is None:
                raise Problem("no_property")
            for text in given:
                self._add(prop, text, target)

    def ask(self) -> None:
        """Ask the person at the terminal for the first properties, one by one; an empty answer skips one."""
        _ = translation(self._lang).gettext
        advice = _("an empty line skips a question")
        tell_user(f"{self._kind.label[self._lang]} — {advice}")
        for prop in list(self._kind.properties.values())[:_QUESTIONS]:
            while True:
                answer = ask(f"{_question(prop, self._lang)}: ")
                if not answer:
                    break
                try:
                    self._add(prop, answer, None)
                except Problem as problem:
                    tell_user(problem.say(self._lang))
                    continue
                if not prop.many:
                    break
        if not self._statements:
            raise Problem("nothing_said", command=f"underice record {self._kind.name}")

    def retract(self, target: bytes) -> None:
        """Take an earlier statement back."""
        earlier = self._vault.statement(target)
        self._statements.append(retraction(earlier, self._frame))

    def finish(self, as_json: bool) -> None:
        """Record, and print the ids to copy. Raises VaultError."""
        _ = translation(self._lang)
        done = self._vault.record(self._statements, by=self._about.by, note=self._about.note)
        if as_json:
            ids = [one.id.hex() for one in self._statements]
            print_json({"id": self._entity.hex(), "kind": self._kind.name, "statements": ids, "action": done.number})
            return
        told = _.ngettext("Recorded: {kind} {id} ({n} statement)", "Recorded: {kind} {id} ({n} statements)", done.count)
        typer.echo(told.format(kind=self._kind.label[self._lang], id=short(self._entity), n=done.count))
        for one in self._statements:
            self._tell_candidates(one)

    def _tell_candidates(self, one: Statement) -> None:
        """A place whose name fits several: say that all were kept, so that the person can narrow it."""
        prop = property_of(one.kind, one.prop)
        ids = place_ids(typed(one)) if prop is not None and prop.type == "place" and one.act != "retract" else ()
        if prop is None or len(ids) < 2:
            return
        _ = translation(self._lang).gettext
        names = ", ".join(f"{gazetteer().label(one_id, self._lang)} ({one_id})" for one_id in ids[:_RECENT])
        typer.echo(
            _("{property}: {n} places fit and all are kept as candidates: {places}").format(
                property=prop.label[self._lang], n=len(ids), places=names
            )
        )

    def _add(self, prop: Property, text: str, target: bytes | None) -> None:
        try:
            said = say(
                self._vault,
                self._entity,
                self._kind,
                prop,
                text,
                self._frame,
                resolve=lambda one: self._refer(prop, one),
                target=target,
            )
        except Refused as refused:
            raise self._bad(prop, refused.code) from None
        self._statements.append(said)

    def _refer(self, prop: Property, text: str) -> bytes | None:
        """The record meant, or for a file the attachment it becomes."""
        if prop.type == "file" and not _looks_like_an_id(text):
            path = Path(text)
            if not path.is_file():
                raise Problem("no_file")
            return self._vault.attach(path, mime=_MIME, by=self._about.by, source=self._frame.source)
        try:
            return resolve(self._vault, text)
        except UnknownId:
            return None

    def _bad(self, prop: Property, code: str) -> Problem:
        return Problem(
            "bad_entry",
            property=prop.label[self._lang],
            fault=fault_words(code, prop, self._lang),
            command=f"underice record {self._kind.name}",
        )


def _entity(vault: Vault, wanted: Kind, given: str | None, lang: Language) -> bytes:
    """The entity to speak of: a new one, or the one given. Raises Problem if that is of another kind."""
    if given is None:
        return new_id()
    entity = resolve(vault, given)
    if vault.kind_of(entity) != wanted.name:
        raise Problem("wrong_kind", property=wanted.label[lang])
    return entity


def _source(vault: Vault, given: str | None, lang: Language) -> bytes:
    """The source given, or the one chosen at the terminal. Raises Problem."""
    source = resolve(vault, given) if given is not None else _chosen_source(vault, lang)
    if vault.kind_of(source) != "source":
        raise Problem("wrong_kind", property=translation(lang).gettext("Source"))
    return source


def _chosen_source(vault: Vault, lang: Language) -> bytes:
    """Let the person at the terminal pick one of the sources used last, or write an id."""
    from underice.people.record_words import heading

    _ = translation(lang).gettext
    recent = recent_sources(vault, _RECENT)
    if not recent:
        raise Problem("no_source")
    tell_user(_("Which source says so?"))
    for place, source in enumerate(recent, 1):
        tell_user(f"  {place}  {heading(vault, source, lang)}  {short(source)}")
    answer = ask(_("Its number or id: "))
    if answer.isdecimal() and 1 <= int(answer) <= len(recent):
        return recent[int(answer) - 1]
    if not answer:
        raise Problem("no_source")
    return resolve(vault, answer)


def _frame(vault: Vault, source: bytes, about: About, lang: Language) -> Frame:
    return Frame(
        source,
        _day(about.said, lang) or date_of(vault, source),
        _day(about.held_from, lang),
        _day(about.held_to, lang),
        about.locator,
        about.confidence,
        about.sensitivity,
        resolve(vault, about.consent) if about.consent is not None else None,
    )


def _day(given: str | None, lang: Language) -> str | None:
    if given is None:
        return None
    found = date_said(given)
    if found is None:
        raise Problem("bad_date", value=given[:20])
    return found


def _looks_like_an_id(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("0123456789abcdef")


def _question(prop: Property, lang: Language) -> str:
    if prop.options and len(prop.options) <= _QUESTIONS:
        return f"{prop.label[lang]} ({'/'.join(words[lang] for words in prop.options.values())})"
    return prop.label[lang]


def ask(question: str) -> str:
    """One line from the person at the terminal; the question goes to standard error. Empty at the end of input."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def tell_user(line: str) -> None:
    """One line to the person at the terminal."""
    sys.stderr.write(f"{line}\n")
