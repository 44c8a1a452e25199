"""A record as its page shows it: what each source says, where they contradict, to whom it is tied, what is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from underice.desk.dates import day_words
from underice.people.record_words import Namer, conflicts, order
from underice.vocabulary.kinds import BY_PROGRAM, Property, kind, property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.statement import Statement, reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from underice.exposure.known import FactKind
    from underice.vault.vault import Vault
    from underice.vault.view import Claim, Entity, HistoryLine, Relation

MOST = 60
"""Relations shown unless all are asked for."""
_CIRCLE = 60
"""People in the graph of kin: hers, theirs, and no more."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: the value in words, the record it names ("" if none), who says so and how, its language."""

    value: str
    aim: str
    lang: str
    source: str
    source_id: str
    how: str
    recorded: str
    id: str


@dataclass(frozen=True, slots=True)
class Line:
    """All claims of one property. conflict: they cannot all be true."""

    name: str
    label: str
    said: tuple[Said, ...]
    conflict: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A record that names this one: what kind, and what it says of it."""

    id: str
    kind: str
    label: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One action of the history on this record. id: of the statement, "" if it cannot be corrected (any more)."""

    bundle: int
    day: str
    by: str
    act: str
    label: str
    value: str
    lang: str
    stands: bool
    id: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative: who, what relation, and hers in turn."""

    id: str
    name: str
    relation: str
    theirs: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record for its page. more: relations left out."""

    id: str
    kind: str
    label: str
    heading: str
    lines: tuple[Line, ...]
    named: tuple[Named, ...]
    more: int


def record_view(vault: Vault, entity: Entity, lang: Language, *, every: bool) -> RecordShown:
    """Everything that stands about a record. every: all relations, however many."""
    namer = Namer(vault, lang)
    found = kind(entity.kind)
    clashing = conflicts(entity)
    lines = tuple(
        Line(
            prop.name,
            prop.label[lang],
            tuple(_said(claim, namer, entity, lang) for claim in entity.properties[prop.name]),
            prop.name in clashing,
        )
        for prop in order(found, entity.properties)
    )
    relations = [one for one in entity.relations if one.kind not in ("kin", "disclosure")]
    shown = relations if every else relations[:MOST]
    return RecordShown(
        entity.id.hex(),
        entity.kind,
        found.label[lang] if found is not None else entity.kind,
        namer.heading(entity.id),
        lines,
        tuple(_named(one, namer, lang) for one in shown),
        len(relations) - len(shown),
    )


def _said(claim: Claim, namer: Namer, entity: Entity, lang: Language) -> Said:
    one = claim.statement
    prop = property_of(one.kind, one.prop)
    aim = reference(one.value) if prop is not None and prop.type == "reference" else None
    how = [part for part in (one.said_at or "", one.locator or "", _held(one), _sure(one)) if part]
    own = claim.source == one.entity
    return Said(
        _value(one, namer, entity, lang),
        aim.hex() if aim is not None else "",
        one.lang or "",
        "" if own else namer.heading(claim.source),
        "" if own else claim.source.hex(),
        ", ".join(how),
        datetime.fromtimestamp(claim.recorded.at, UTC).strftime("%Y-%m-%d"),
        one.id.hex(),
    )


def _value(one: Statement, namer: Namer, entity: Entity, lang: Language) -> str:
    """A value in words: a plain date as people write it, and what the ledger holds by what kind of fact it is."""
    prop = property_of(one.kind, one.prop)
    if prop is not None and prop.type == "date" and one.norm in (None, one.value):
        return day_words(one.value, lang)
    facts = entity.properties.get("fact", ()) if (one.kind, one.prop) == ("disclosure", "value") else ()
    if facts:
        from underice.exposure.report.ledger_words import value_said

        return value_said(cast("FactKind", facts[-1].value), one.value, lang)
    return namer.value(one)


def _held(one: Statement) -> str:
    return f"{one.held_from or '..'}/{one.held_to or '..'}" if one.held_from or one.held_to else ""


def _sure(one: Statement) -> str:
    return f"{one.confidence}%" if one.confidence is not None else ""


def _named(relation: Relation, namer: Namer, lang: Language) -> Named:
    found = kind(relation.kind)
    told = tuple(
        (prop.label[lang], namer.value(claims[0].statement))
        for prop in order(found, relation.properties)
        if (claims := relation.properties[prop.name]) and _worth(prop)
    )
    return Named(relation.entity.hex(), relation.kind, found.label[lang] if found else relation.kind, told)


def _worth(prop: Property) -> bool:
    return prop.type in ("choice", "date", "place") or prop.name in ("title", "name")


def events(vault: Vault, lines: Sequence[HistoryLine], lang: Language) -> tuple[Event, ...]:
    """The history of a record, the newest first."""
    _ = translation(lang).gettext
    namer = Namer(vault, lang)
    acts = {
        "assert": _("said"),
        "supersede": _("replaced"),
        "retract": _("taken back"),
        "expunge": _("content removed"),
    }
    found = []
    for line in lines:
        one = line.statement
        prop = property_of(one.kind, one.prop)
        value = "" if line.expunged or not one.value else namer.value(one)
        found.append(
            Event(
                line.recorded.bundle,
                datetime.fromtimestamp(line.recorded.at, UTC).strftime("%Y-%m-%d %H:%M"),
                line.recorded.by,
                acts["expunge" if line.expunged else line.act],
                prop.label[lang] if prop is not None else one.prop,
                value,
                one.lang or "",
                line.stands,
                one.id.hex() if line.stands and not line.expunged and one.kind not in BY_PROGRAM else "",
            )
        )
    return tuple(reversed(found))


def kin_of(vault: Vault, person: bytes, lang: Language) -> tuple[Kin, ...]:
    """Relatives of a person, each with hers: as a nested list, the person herself and those shown already left out."""
    from underice.people import dossier

    facts = dossier.read(vault, [person])
    own = facts.get(person.hex())
    if own is None:
        return ()
    ties = [tie for tie in own.kin if tie.relative][:_CIRCLE]
    near = dossier.read(vault, [bytes.fromhex(tie.relative) for tie in ties])
    namer = Namer(vault, lang)
    seen = {person.hex(), *(tie.relative for tie in ties)}
    found = []
    for tie in ties:
        theirs = near.get(tie.relative)
        further = []
        for other in theirs.kin if theirs is not None else ():
            if other.relative and other.relative not in seen and len(seen) < _CIRCLE:
                seen.add(other.relative)
                further.append(_kin(other.relative, other.relation, namer, lang))
        found.append(_kin(tie.relative, tie.relation, namer, lang, tuple(further)))
    return tuple(found)


def _kin(id_: str, relation: str, namer: Namer, lang: Language, theirs: tuple[Kin, ...] = ()) -> Kin:
    prop = property_of("kin", "relation")
    words = prop.options.get(relation) if prop is not None else None
    return Kin(id_, namer.heading(bytes.fromhex(id_)), words[lang] if words else relation, theirs)


def graph(id_: str, heading: str, kin: Sequence[Kin]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The same kin as nodes and ties for the script that draws them."""
    nodes = [{"id": id_, "label": heading, "href": "", "kind": "self"}]
    ties: list[dict[str, str]] = []
    for one in kin:
        nodes.append({"id": one.id, "label": one.name, "href": f"/records/{one.id}", "kind": "kin"})
        ties.append({"from": id_, "to": one.id, "label": one.relation})
        for other in one.theirs:
            nodes.append({"id": other.id, "label": other.name, "href": f"/records/{other.id}", "kind": "kin"})
            ties.append({"from": one.id, "to": other.id, "label": other.relation})
    return nodes, ties
