"""An entity in words: headings, values as people read them, claims with their sources, conflicts marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from underice.cli.vault_door import short
from underice.exposure.report.visible import visible
from underice.people.record_words import Namer, conflicts, order
from underice.vocabulary.kinds import kind, property_of
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from underice.vault.view import Claim, Entity, HistoryLine, Relation

_RELATIONS = 40
"""Relations shown unless all are asked for."""


class Teller(Namer):
    """Tells entities of one vault in one language, line by line."""

    def lines(self, entity: Entity, *, every: bool = False) -> Iterator[str]:
        """The entity, line by line: properties with their claims and sources, conflicts, relations, sources."""
        _ = translation(self._lang).gettext
        found = kind(entity.kind)
        label = found.label[self._lang] if found else entity.kind
        yield f"{self.heading(entity.id)} · {label} · {short(entity.id)}"
        clashing = conflicts(entity)
        for prop in order(found, entity.properties):
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
                for prop in order(found, relation.properties)
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
