"""What became of people: outcomes as sources report them, and the latest of each person.

An outcome is a record of its own ("returned, in March, these nine people"), with its source. Nothing is overwritten: of
several, the latest by its date counts, and those that differ about the same days stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.people.recording import Frame, Refused, say
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.kinds import Kind, kind
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import typed

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Entity
    from underice.vocabulary.intervals import DateInterval

KIND = "outcome"
UNKNOWN = "unknown"
FINAL = frozenset(("released", "returned", "arrived", "died"))
"""Choices of outcome.type that later not knowing does not undo. Which ones is a judgement."""


@dataclass(frozen=True, slots=True, repr=False)
class Became:
    """One outcome. type: a choice of outcome.type. date: EDTF, as far as it is known, "" if it is not. said: its words.

    source: of the type. bundle: the action that recorded it.
    """

    id: bytes
    type: str
    date: str
    said: str
    source: bytes
    bundle: int

    def __repr__(self) -> str:
        return f"Became({self.type}, {self.date or 'no date'})"

    @property
    def days(self) -> DateInterval | None:
        """The days on which it may have come about, None if no date is told."""
        return to_interval(self.date) if self.date else None


def latest(vault: Vault, people: Sequence[bytes]) -> Mapping[bytes, tuple[Became, ...]]:
    """For each person of whom an outcome stands, the latest: one, or several that differ (see `of_several`)."""
    told: dict[bytes, Became | None] = {}
    found: dict[bytes, tuple[Became, ...]] = {}
    for person in people:
        own = []
        for relation in vault.entity(person).relations:
            if relation.kind != KIND or relation.prop != "about":
                continue
            if relation.entity not in told:
                told[relation.entity] = became(vault.entity(relation.entity))
            one = told[relation.entity]
            if one is not None:
                own.append(one)
        if own:
            found[person] = of_several(own)
    return found


def of_several(told: Sequence[Became]) -> tuple[Became, ...]:
    """The latest of these outcomes; several if they differ and none is surely the later one. `told` is not empty.

    What has no date is earlier than what has one. "Still unknown" takes nothing back that was final before it, and gives
    way to whatever else is told for the same days.
    """
    dated = [(one, one.days) for one in told]
    newest = max((days.first for _one, days in dated if days is not None), default=None)
    last = [one for one, days in dated if newest is None or (days is not None and days.last >= newest)]
    if all(one.type == UNKNOWN for one in last):
        last = [one for one in told if one.type in FINAL] or last
    known = [one for one in last if one.type != UNKNOWN] or last
    by_type = {one.type: one for one in sorted(known, key=lambda one: one.bundle)}
    return tuple(sorted(by_type.values(), key=lambda one: -one.bundle))


def became(entity: Entity) -> Became | None:
    """What an outcome says; None if it says nothing that stands."""
    types = entity.properties.get("type")
    if not types:
        return None
    dates = entity.properties.get("date", ())
    claim = types[-1]
    return Became(
        entity.id,
        claim.value,
        typed(dates[-1].statement) if dates else "",
        dates[-1].value if dates else "",
        claim.source,
        claim.recorded.bundle,
    )


def statements(
    vault: Vault,
    people: Sequence[bytes],
    case: bytes,
    told: Mapping[str, str],
    frame: Frame,
) -> tuple[Statement, ...]:
    """One outcome of these people, as statements; nothing is recorded. told: property → words. Raises Refused."""
    described = _kind()
    entity = new_id()
    given = [(name, words) for name, words in told.items() if words.strip()]
    given += [("incident", case.hex()), *(("about", one.hex()) for one in people)]
    said = []
    for name, words in given:
        prop = described.properties[name]
        said.append(say(vault, entity, described, prop, words, frame))
    if not any(one.prop == "type" for one in said):
        raise Refused("empty", described.properties["type"])
    return tuple(said)


def _kind() -> Kind:
    found = kind(KIND)
    if found is None:
        raise KeyError(KIND)
    return found
