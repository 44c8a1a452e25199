"""What `underice person` does with an open vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import Problem, ProblemCode
from underice.cli.vault_door import Key, opened, print_json, resolve, short
from underice.people.verdicts import Answer, Refused, Verdict
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.people.facts import PersonFacts
    from underice.people.grouping import Conflict, Grouping
    from underice.vault.vault import Vault

_ANSWERS: dict[str, Answer] = {"merge": "same", "not-same": "not_same", "cannot-tell": "cannot_tell"}
_REFUSED: dict[str, ProblemCode] = {
    "one-record": "one_record",
    "no-person": "no_person",
    "no-reason": "why",
    "no-verdict": "no_verdict",
}
_NEAR = 40  # candidates looked at around a record


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed about two records."""

    one: str
    other: str
    reason: str
    source: str | None
    by: str | None
    command: str


@dataclass(frozen=True, slots=True)
class Case:
    """Whose records are compared: the people of a case, how many somebody counted, and what it is called."""

    records: frozenset[str]
    expected: int | None = None
    title: str = ""


def run_match(folder: Path, key: Key, ids: Sequence[str], case: str | None, *, as_json: bool, lang: Language) -> bool:
    """Tell who is who; True if judgements contradict each other. Raises Problem, VaultError."""
    from underice.cli.person_telling import Asked, MatchTeller, grouping_fields
    from underice.people import verdicts
    from underice.people.grouping import group

    with opened(folder, key, lang, read_only=True) as vault:
        meant = _meant(vault, ids, case)
        people = _people(vault, meant, bool(ids) and case is None)
        if not people:
            raise Problem("nobody")
        standing = verdicts.standing(vault)
        count = sum(1 for _person in vault.entities("person"))
        found = group(people, standing, meant.expected, meant.records or None, count)
        if as_json:
            for fields in grouping_fields(found):
                print_json(fields)
        else:
            asked = Asked(found, {one.key: one for one in people}, meant.expected, meant.title)
            for line in MatchTeller(vault, asked, lang).lines():
                typer.echo(line)
        return bool(found.conflicts)


def _meant(vault: Vault, ids: Sequence[str], case: str | None) -> Case:
    """Whose records were asked for. Raises Problem, UnknownId."""
    records = set()
    for typed in ids:
        id_ = resolve(vault, typed)
        if vault.kind_of(id_) != "person":
            raise Problem("no_person")
        records.add(id_.hex())
    if case is None:
        return Case(frozenset(records))
    entity = _case(vault, case)
    found = _of_case(vault, entity)
    if not found:
        raise Problem("nobody")
    return Case(frozenset(found | records), _counted(vault, entity), _title(vault, entity))


def _case(vault: Vault, typed: str) -> bytes:
    """An incident, group or list by its id or by words of its title. Raises Problem, UnknownId."""
    from underice.vault.errors import UnknownId

    try:
        found = resolve(vault, typed)
    except UnknownId:
        hits = {
            hit.entity
            for hit in vault.search(typed)
            if hit.kind in ("incident", "group", "source") and hit.claim.statement.prop in ("title", "name")
        }
        cases = {one for one in hits if vault.kind_of(one) != "source"} or hits
        if not cases:
            raise Problem("no_case") from None
        if len(cases) > 1:
            raise Problem("ambiguous_id", ids=", ".join(short(one) for one in sorted(cases)[:5])) from None
        return next(iter(cases))
    if vault.kind_of(found) not in ("incident", "group", "source"):
        raise Problem("no_case")
    return found


def _of_case(vault: Vault, case: bytes) -> set[str]:
    """The people of an incident or group; if it names none, those in the rows of its lists."""
    from underice.people import dossier

    entity = vault.entity(case)
    found = {claim.value for prop in ("person", "member") for claim in entity.properties.get(prop, ())}
    if found:  # whom its lists only mention (a mother left in the North) is not one of them
        return {key for key in found if vault.kind_of(bytes.fromhex(key)) == "person"}
    lists = {case.hex()} if entity.kind == "source" else set()
    for claims in entity.properties.values():
        for claim in claims:
            said = vault.entity(claim.source).properties
            if any(one.value == "list" for one in said.get("type", ())) or "part_of" in said:
                lists |= {claim.source.hex(), *(one.value for one in said.get("part_of", ()))}
    if lists:
        found |= {one.key for one in dossier.read(vault).values() if one.lists & lists}
    return {key for key in found if vault.kind_of(bytes.fromhex(key)) == "person"}


def _counted(vault: Vault, case: bytes) -> int | None:
    """How many people the sources count; None if they do not, or not alike."""
    said = {claim.value for claim in vault.entity(case).properties.get("count", ())}
    return int(next(iter(said))) if len(said) == 1 and next(iter(said)).isdecimal() else None


def _title(vault: Vault, case: bytes) -> str:
    said = vault.entity(case).properties
    return next((claim.value for prop in ("title", "name") for claim in said.get(prop, ())), "")


def _people(vault: Vault, meant: Case, around: bool) -> list[PersonFacts]:
    """The facts of those asked for, and of everybody in the vault who may be one of them."""
    from underice.people import dossier
    from underice.people.directory import Directory

    if not meant.records:
        return list(dossier.read(vault).values())
    found = dossier.read(vault, [bytes.fromhex(key) for key in sorted(meant.records)])
    directory = Directory.open(vault)
    near = {one.key for facts in found.values() for one in directory.find(facts, _NEAR if around else 10)}
    near |= {tie.relative for facts in found.values() for tie in facts.kin if tie.relative}
    near |= {key for one in _merged(vault) for key in one.pair if set(one.pair) & (near | set(found))}
    further = dossier.read(vault, [bytes.fromhex(key) for key in sorted(near - set(found))])
    return [*found.values(), *further.values()]


def _merged(vault: Vault) -> tuple[Verdict, ...]:
    from underice.people import verdicts

    return verdicts.standing(vault)


def run_verdict(folder: Path, key: Key, name: str, given: Given, *, as_json: bool, lang: Language) -> bool:
    """Record a verdict; True if it contradicts others. Raises Problem, VaultError."""
    from underice.people import dossier, verdicts
    from underice.people.match import compare

    _ = translation(lang).gettext
    _whole(given)
    with opened(folder, key, lang) as vault:
        a, b = resolve(vault, given.one), resolve(vault, given.other)
        source = resolve(vault, given.source) if given.source else None
        if source is not None and vault.kind_of(source) != "source":
            raise Problem("no_source")
        facts = dossier.read(vault, [a, b])
        weight = compare(facts[a.hex()], facts[b.hex()]).bits if len(facts) == 2 else None
        with _refusals():
            done = verdicts.give(vault, a, b, _ANSWERS[name], given.reason, given.by, source, weight)
        clashes = _clashes(vault, (a, b))
        if as_json:
            print_json({**verdict_fields(done), "conflicts": [list(one.keys) for one in clashes]})
            return bool(clashes)
        for line in _told(done, vault, (a, b), lang):
            typer.echo(line)
        for clash in clashes:
            typer.echo(_("This contradicts another judgement: {ids}.").format(
                ids=", ".join(one[:8] for one in clash.keys)
            ))  # fmt: skip
        return bool(clashes)


def _told(done: Verdict, vault: Vault, pair: tuple[bytes, bytes], lang: Language) -> Iterable[str]:
    from underice.people import merging
    from underice.people.record_words import heading

    _ = translation(lang).gettext
    one, other = (f"{heading(vault, id_, lang)} {short(id_)}" for id_ in pair)
    texts = {
        "same": _("Merged: {one} and {other}."),
        "not_same": _("Kept apart: {one} and {other} are two people."),
        "cannot_tell": _("Recorded: it cannot be told whether {one} and {other} are one person."),
    }
    yield texts[done.answer].format(one=one, other=other)
    if done.answer == "same":
        count = len(merging.merged(vault, pair[0]).records)
        yield _("Records of this person: {n}. Both keep all they had; see: underice person show {id}").format(
            n=count, id=short(pair[0])
        )
    yield _("To take it back: underice person unmerge {one} {other} --reason …").format(
        one=short(pair[0]), other=short(pair[1])
    )


def run_unmerge(folder: Path, key: Key, given: Given, *, as_json: bool, lang: Language) -> None:
    """Take a verdict back. Raises Problem, VaultError."""
    from underice.people import merging, verdicts
    from underice.people.record_words import heading

    _ = translation(lang).gettext
    _whole(given)
    with opened(folder, key, lang) as vault:
        a, b = resolve(vault, given.one), resolve(vault, given.other)
        with _refusals():
            gone = verdicts.take_back(vault, a, b, given.reason, given.by)
        still = b in merging.merged(vault, a).records
        if as_json:
            print_json({"taken_back": verdict_fields(gone), "still_merged": still})
            return
        one, other = (f"{heading(vault, id_, lang)} {short(id_)}" for id_ in (a, b))
        typer.echo(_("Taken back: the judgement on {one} and {other}.").format(one=one, other=other))
        if still:
            typer.echo(_("They are still one person through a third record; see: underice person show {id}").format(
                id=short(a)
            ))  # fmt: skip
        else:
            typer.echo(_("All is shown as before it was given; the history keeps both."))


def run_show(folder: Path, key: Key, typed: str, *, as_json: bool, lang: Language) -> None:
    """Show a person with all merged records. Raises Problem, VaultError."""
    from underice.cli.person_telling import merged_fields, merged_lines
    from underice.people import merging

    if not typed:
        raise Problem("no_id", command="underice person show")
    with opened(folder, key, lang, read_only=True) as vault:
        id_ = resolve(vault, typed)
        if vault.kind_of(id_) != "person":
            raise Problem("no_person")
        merged = merging.merged(vault, id_)
        if as_json:
            print_json(merged_fields(merged))
        else:
            for line in merged_lines(vault, merged, lang):
                typer.echo(line)


def verdict_fields(one: Verdict) -> dict[str, object]:
    """A verdict for JSON."""
    return {
        "one": one.one, "other": one.other, "answer": one.answer, "reason": one.reason, "weight": one.weight,
        "by": one.by, "at": one.at, "identity": one.entity.hex(),
    }  # fmt: skip


def _clashes(vault: Vault, pair: tuple[bytes, bytes]) -> list[Conflict]:
    """Contradictions between judgements that the two records have a part in."""
    from underice.people import dossier, merging, verdicts
    from underice.people.grouping import group

    records = {id_ for one in pair for id_ in merging.merged(vault, one).records}
    found: Grouping = group(list(dossier.read(vault, sorted(records)).values()), verdicts.standing(vault))
    return [one for one in found.conflicts if one.code == "verdicts-clash"]


def _whole(given: Given) -> None:
    if not given.one or not given.other:
        raise Problem("two_ids", command=given.command)
    if not given.reason.strip():
        raise Problem("why", command=given.command)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what is refused into a problem that can be said."""
    try:
        yield
    except Refused as refused:
        raise Problem(_REFUSED[refused.code]) from None
