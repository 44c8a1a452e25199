"""What `underice person find` does: from what was typed to facts, and the people found in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import Problem
from underice.cli.vault_door import Key, ask_passphrase, opened, print_json, resolve
from underice.exposure.report.visible import visible
from underice.people.person_words import how_sure, kin_words, worth_telling
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from underice.people.directory import Candidate, Found
    from underice.people.facts import PersonFacts
    from underice.vault.vault import Vault

LONGEST = 100
"""Characters in what is looked for; longer texts are no names."""
_COMMAND = "underice person find"
_SPELLINGS = 3
# Reasons that a reader need not be told where nothing else is to be said.


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for, as typed."""

    text: str
    sex: str | None = None
    born: str | None = None
    age: str | None = None
    home: str | None = None
    kin_of: str | None = None


def run_find(folder: Path, key: Key, wanted: Wanted, limit: int, *, as_json: bool, lang: Language) -> None:
    """Look people up and tell who was found. Raises Problem and VaultError."""
    from underice.people.directory import Directory

    asked = facts_asked(wanted, lang)
    with _ready(folder, key, lang) as vault:
        if wanted.kin_of:
            asked = _with_kin(asked, vault, wanted.kin_of)
        directory = Directory.open(vault)
        found = directory.look_up(asked, limit)
        if not found.understood and not found.candidates:
            raise Problem("no_name")
        if as_json:
            for one in found.candidates:
                print_json(fields(one, lang))
            print_json({"more": found.more})
        else:
            for line in lines(found, asked, len(directory), lang):
                typer.echo(line)


@contextmanager
def _ready(folder: Path, key: Key, lang: Language) -> Iterator[Vault]:
    """The vault, open for writing, so that its index can be kept; for reading if another program writes."""
    from underice.vault.errors import VaultBusy, VaultReadOnly
    from underice.vault.opening import look_like_a_vault

    look_like_a_vault(folder)
    passphrase = ask_passphrase(lang, key.passphrase_fd) if key.key_file is None else None
    way = opened(folder, key, lang, passphrase=passphrase)
    try:
        vault = way.__enter__()
    except (VaultBusy, VaultReadOnly):
        way = opened(folder, key, lang, passphrase=passphrase, read_only=True)
        vault = way.__enter__()
    try:
        yield vault
    finally:
        way.__exit__(None, None, None)


# --- what was typed ---------------------------------------------------------------------------------------------------


def facts_asked(wanted: Wanted, lang: Language) -> PersonFacts:
    """What was typed as facts; an age holds today. Raises Problem."""
    from underice.people.dossier import facts_of

    text = " ".join(wanted.text.split())
    typed = (("sex", wanted.sex), ("birth", wanted.born), ("age", wanted.age), ("origin", wanted.home))
    given = [(name, value) for name, value in typed if value]
    if not text and not given and not wanted.kin_of:
        raise Problem("no_search")
    if len(text) > LONGEST:
        raise Problem("long_name", n=len(text))
    said = [_statement(name, value, lang) for name, value in given]
    by_options = facts_of("", said)
    return _joined(_spoken(text), by_options) if text else by_options


def _statement(name: str, value: str, lang: Language) -> Statement:
    from underice.people.entry_words import fault_words
    from underice.vocabulary.entering import BadEntry, enter

    prop = property_of("person", name)
    if prop is None:
        raise KeyError(name)
    try:
        entry = enter(prop, value, said=date.today().isoformat())
    except BadEntry as refused:
        told = fault_words(refused.code, prop, lang)
        raise Problem("bad_fact", property=prop.label[lang], fault=told, command=_COMMAND) from None
    return Statement(new_id(), "person", name, entry.value, new_id(), norm=entry.norm)


def _spoken(text: str) -> PersonFacts:
    """A name, or a name with facts behind it, as a row of a list has them ("김영희 38 무산")."""
    from underice.intake.facts import of_list
    from underice.intake.text_reading import read_text
    from underice.people.facts import PersonFacts

    if any(char.isdigit() for char in text) and any(char.isalpha() for char in text):
        people = of_list(read_text(text), date.today().isoformat())
        if people and people[0].names:
            return people[0]
    return PersonFacts("", names=(text,))


def _joined(one: PersonFacts, other: PersonFacts) -> PersonFacts:
    from underice.people.facts import PersonFacts

    return PersonFacts(
        "", one.names, one.aliases, other.sex or one.sex, other.births or one.births, other.origins or one.origins
    )


def _with_kin(asked: PersonFacts, vault: Vault, typed: str) -> PersonFacts:
    """The facts with a tie to a relative, who is given by id or by name."""
    from dataclasses import replace

    from underice.people.facts import KinFact
    from underice.vault.errors import UnknownId

    try:
        tie = KinFact("", resolve(vault, typed).hex())
    except UnknownId:
        tie = KinFact("", names=(typed,))
    return replace(asked, kin=(tie,))


# --- who was found ----------------------------------------------------------------------------------------------------


def lines(found: Found, asked: PersonFacts, people: int, lang: Language) -> Iterator[str]:
    """The people found, line by line, and how many more there are."""
    from underice.people.person_words import wrapped

    _ = translation(lang).gettext
    if not people:
        yield _("There are no people in this vault yet. Record one, or import a list.")
        return
    if not found.candidates:
        nobody = _("Nobody like that among {n} people. Try the beginning of the name, or facts instead.")
        yield from wrapped([nobody.format(n=f"{people:,}")], "")
        return
    for one in found.candidates:
        yield from _told(one, asked, lang)
    if found.more:
        ngettext = translation(lang).ngettext
        more = ngettext(
            "{n} more fits as well. Give more of the name or a fact (--born, --from), or --limit.",
            "{n} more fit as well. Give more of the name or a fact (--born, --from), or --limit.",
            found.more,
        )
        yield from wrapped([more.format(n=f"{found.more:,}")], "")
    if any(one.fit == "name" for one in found.candidates):
        yield from wrapped([_("A name is not a person. To compare records: underice person match ID")], "")


def _told(one: Candidate, asked: PersonFacts, lang: Language) -> Iterator[str]:
    """One person: name, id and how sure; facts; reasons."""
    from rich.cells import cell_len

    from underice.people.person_words import WIDTH, described, reason, wrapped

    _ = translation(lang).gettext
    name = visible(one.name).replace("\n", " ") or _("(no name)")
    head = f"{one.key[:8]}  {name}"
    sure = how_sure(one, lang)
    room = WIDTH - cell_len(head) - cell_len(sure)
    yield f"{head}{' ' * room}{sure}" if room >= 2 else f"{head}  {sure}"
    others = [visible(other) for other in (*one.facts.names, *one.facts.aliases) if other != one.name]
    meant = {tie.relative for tie in asked.kin} | {name for tie in asked.kin for name in tie.names}
    kin = sorted(one.facts.kin, key=lambda tie: tie.relative not in meant and not meant & set(tie.names))
    facts = [*others[:_SPELLINGS], *described([one.facts], lang), *kin_words(kin, lang)]
    yield from wrapped(facts, "          ")
    fits = [reason(part, lang) for part in one.parts if part.bits > 0 and part.fact != "kin"]
    against = [reason(part, lang) for part in one.parts if part.bits <= 0]
    if any(fits):
        yield from wrapped([told for told in fits if told], "          ", "        + ")
    if any(against):
        yield from wrapped([told for told in against if told], "          ", "        − ")
    why = worth_telling(one.reasons, lang)
    if why:
        yield from wrapped([" ".join(why)], "          ")


def fields(one: Candidate, lang: Language) -> dict[str, object]:
    """A person found, for JSON."""
    from underice.people.explanation import sentence
    from underice.vocabulary.edtf import to_edtf

    return {
        "id": one.key, "name": one.name, "fit": one.fit, "score": round(one.score, 4), "bits": round(one.bits, 2),
        "names": list(one.facts.names), "aliases": list(one.facts.aliases), "sex": list(one.facts.sex),
        "births": [to_edtf(days) for days in one.facts.births], "homes": [list(home) for home in one.facts.origins],
        "kin": [{"relation": tie.relation, "id": tie.relative, "names": list(tie.names)} for tie in one.facts.kin],
        "reasons": [sentence(reason, lang) for reason in one.reasons],
        "facts": [{"fact": part.fact, "bits": round(part.bits, 2), "code": part.code} for part in one.parts],
    }  # fmt: skip
