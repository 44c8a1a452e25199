"""An entity in words: headings, values as people read them, claims with their sources, conflicts marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from underice.cli.vault_door import short
from underice.exposure.report.visible import visible
from underice.vocabulary.conflicts import conflict
from underice.vocabulary.kinds import Kind, Property, kind, property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.places import gazetteer
from underice.vocabulary.statement import Statement, reference
from underice.vocabulary.validation import place_ids, typed

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Claim, Entity, HistoryLine, Relation

_RELATIONS = 40
"""Relations shown unless all are asked for."""


def heading(vault: Vault, entity: bytes, lang: Language) -> str:
    """What an entity is called: its first name or title, else the label of its kind."""
    found = kind(vault.kind_of(entity) or "")
    if found is None:
        return short(entity)
    standing: dict[str, list[Statement]] = {}
    for line in vault.history(entity):
        if line.stands and not line.expunged and line.act in ("assert", "supersede"):
            standing.setdefault(line.statement.prop, []).append(line.statement)
    return _heading(found, standing, lang)


def _heading(found: Kind, standing: Mapping[str, Sequence[Statement]], lang: Language) -> str:
    for name in found.title:
        for one in standing.get(name, ()):
            return visible(plain_value(one, lang))
    return found.label[lang]


def plain_value(one: Statement, lang: Language) -> str:
    """A value as people read it, without looking anything up in the vault."""
    _ = translation(lang).gettext
    prop = property_of(one.kind, one.prop)
    if prop is None:
        return one.value
    match prop.type:
        case "choice":
            words = prop.options.get(one.value)
            return words[lang] if words else one.value
        case "flag":
            return _("yes") if one.value == "true" else _("no")
        case "place":
            return _place(one, lang)
        case "date":
            return one.value if one.norm in (None, one.value) else f"{one.value} ({one.norm})"
        case "age":
            return one.value if one.norm is None else _("{age} (born {days})").format(age=one.value, days=one.norm)
        case "reference" | "file":
            return one.value[:8]
        case _:
            return one.value


def _place(one: Statement, lang: Language) -> str:
    """The unit's name; for an ambiguous one all candidates, after the words of the source."""
    ids = place_ids(typed(one))
    try:
        labels = [gazetteer().label(place, lang) for place in ids]
    except KeyError:
        return one.value
    if len(labels) == 1 and (one.norm is None or one.value in labels[0]):
        return labels[0]
    joined = translation(lang).gettext(" or ").join(labels)
    return joined if one.norm is None else f"{one.value} ({joined})"


class Teller:
    """Tells entities of one vault in one language; headings are looked up once."""

    def __init__(self, vault: Vault, lang: Language) -> None:
        self._vault = vault
        self._lang = lang
        self._headings: dict[bytes, str] = {}

    def heading(self, entity: bytes) -> str:
        """What an entity is called."""
        if entity not in self._headings:
            self._headings[entity] = heading(self._vault, entity, self._lang)
        return self._headings[entity]

    def value(self, one: Statement) -> str:
        """A value as people read it; another record by its name and the beginning of its id."""
        prop = property_of(one.kind, one.prop)
        aim = reference(one.value) if prop is not None and prop.type == "reference" else None
        if aim is not None:
            return f"{self.heading(aim)} {short(aim)}"
        return visible(plain_value(one, self._lang))

    def lines(self, entity: Entity, *, every: bool = False) -> Iterator[str]:
        """The entity, line by line: properties with their claims and sources, conflicts, relations, sources."""
        _ = translation(self._lang).gettext
        found = kind(entity.kind)
        label = found.label[self._lang] if found else entity.kind
        yield f"{self.heading(entity.id)} · {label} · {short(entity.id)}"
        clashing = conflicts(entity)
        for prop in _order(found, entity.properties):
            claims = entity.properties[prop.name]
            mark = "≠" if prop.name in clashing else " "
            for claim in claims:
                yield f"{mark} {prop.label[self._lang]}: {self.value(claim.statement)}  ← {self._origin(claim)}"
            if prop.name in clashing:
                yield "  " + _("These do not go together; both are kept.")
        yield from self._relations(entity.relations, every=every)
        if entity.sources:
            yield _("Sources")
            for source in entity.sources:
                if source != entity.id:
                    yield f"  {short(source)}  {self.heading(source)}"

    def _origin(self, claim: Claim) -> str:
        """Which source says so, when, how sure."""
        _ = translation(self._lang).gettext
        one = claim.statement
        parts = [short(claim.source) if claim.source == one.entity else f"{self.heading(claim.source)}"]
        if one.said_at:
            parts.append(one.said_at)
        if one.locator:
            parts.append(visible(one.locator))
        if one.held_from or one.held_to:
            parts.append(f"{one.held_from or '..'}/{one.held_to or '..'}")
        if one.confidence is not None:
            parts.append(f"{one.confidence}%")
        return ", ".join(parts)

    def _relations(self, relations: Sequence[Relation], *, every: bool) -> Iterator[str]:
        _ = translation(self._lang).gettext
        if not relations:
            return
        yield _("Named in")
        shown = relations if every else relations[:_RELATIONS]
        for relation in shown:
            found = kind(relation.kind)
            label = found.label[self._lang] if found else relation.kind
            told = "; ".join(
                f"{prop.label[self._lang]} {self.value(claims[0].statement)}"
                for prop in _order(found, relation.properties)
                if (claims := relation.properties[prop.name]) and prop.type in ("reference", "choice", "date", "place")
            )
            yield f"  {short(relation.entity)}  {label}: {told}"
        if len(relations) > len(shown):
            yield "  " + _("… and {n} more: see --full").format(n=len(relations) - len(shown))

    def history(self, lines: Sequence[HistoryLine]) -> Iterator[str]:
        """Every statement ever recorded about an entity, one line each."""
        _ = translation(self._lang).gettext
        acts = {
            "assert": _("said"), "supersede": _("replaced"), "retract": _("taken back"), "expunge": _("content removed")
        }  # fmt: skip
        for line in lines:
            one = line.statement
            prop = property_of(one.kind, one.prop)
            label = prop.label[self._lang] if prop else one.prop
            day = datetime.fromtimestamp(line.recorded.at, UTC).strftime("%Y-%m-%d %H:%M")
            value = f"[{acts['expunge']}]" if line.expunged else self.value(one) if one.value else ""
            state = " " if line.stands else "·"
            when = f"{line.recorded.bundle}  {day}  {visible(line.recorded.by)}"
            yield f"{state} {one.id.hex()}  {when}  {acts[line.act]}  {label}: {value}".rstrip()


def conflicts(entity: Entity) -> tuple[str, ...]:
    """The properties of an entity whose claims contradict each other, by the vocabulary's rules."""
    found = []
    for name, claims in entity.properties.items():
        prop = property_of(entity.kind, name)
        if prop is not None and conflict(prop, [claim.statement for claim in claims]):
            found.append(name)
    return tuple(found)


def _order(found: Kind | None, properties: Mapping[str, object]) -> list[Property]:
    """The properties that are there, in the order of the vocabulary."""
    return [prop for prop in found.properties.values() if prop.name in properties] if found else []


def claim_fields(claim: Claim) -> dict[str, str | int | None]:
    """A claim for JSON."""
    one = claim.statement
    return {
        "statement": one.id.hex(),
        "property": one.prop,
        "value": one.value,
        "norm": one.norm,
        "source": one.source.hex(),
        "lang": one.lang,
        "script": one.script,
        "locator": one.locator,
        "confidence": one.confidence,
        "class": one.sensitivity,
        "consent": one.consent.hex() if one.consent else None,
        "held_from": one.held_from,
        "held_to": one.held_to,
        "said": one.said_at,
        "action": claim.recorded.bundle,
        "by": claim.recorded.by,
    }


def entity_fields(entity: Entity) -> dict[str, object]:
    """An entity for JSON."""
    return {
        "id": entity.id.hex(),
        "kind": entity.kind,
        "conflicts": list(conflicts(entity)),
        "statements": [claim_fields(claim) for claims in entity.properties.values() for claim in claims],
        "relations": [{"id": one.entity.hex(), "kind": one.kind, "property": one.prop} for one in entity.relations],
        "sources": [source.hex() for source in entity.sources],
    }


def history_fields(line: HistoryLine) -> dict[str, object]:
    """A line of a history for JSON."""
    one = line.statement
    return {
        "statement": one.id.hex(), "act": line.act, "property": one.prop, "value": None if line.expunged else one.value,
        "source": one.source.hex(), "target": one.target.hex() if one.target else None, "stands": line.stands,
        "expunged": line.expunged, "action": line.recorded.bundle, "at": line.recorded.at, "by": line.recorded.by,
        "comment": line.recorded.note,
    }  # fmt: skip
