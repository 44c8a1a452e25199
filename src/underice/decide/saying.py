"""Statements about decisions, beliefs, runs and forecasts: made in the form the vocabulary asks for, and read back.

They are their own source, as what the program records of its own doing is. What changes replaces what stood before it;
the earlier statement stays in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from underice.vault.view import Entity
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement
from underice.vocabulary.validation import validate

if TYPE_CHECKING:
    from underice.vault.vault import Vault

WRITTEN = frozenset(("title", "question", "basis", "change_mind", "reason", "page", "remark"))
"""Properties in somebody's own words, whose language is noted."""


class Unkept(ValueError):
    """A value that the vault cannot keep. where: "kind.property"; code: of `underice.vocabulary.validation`."""

    def __init__(self, where: str, code: str) -> None:
        super().__init__(f"{where}: {code}")
        self.where = where
        self.code = code


def said(
    vault: Vault | None,
    entity: bytes,
    kind: str,
    prop: str,
    value: str,
    *,
    lang: str | None = None,
    replaces: bytes | None = None,
) -> Statement:
    """One statement, checked. vault: asked for the kinds of what it refers to. replaces: the statement it stands for.

    Raises Unkept.
    """  # fmt: skip
    known = property_of(kind, prop)
    found = Statement(
        entity, kind, prop, value, entity, lang=lang if prop in WRITTEN else None,
        sensitivity=known.sensitivity if known else 3,
        act="assert" if replaces is None else "supersede", target=replaces,
    )  # fmt: skip
    faults = validate(found, vault.kind_of if vault is not None and known and known.type == "reference" else None)
    if faults:
        raise Unkept(f"{kind}.{prop}", faults[0].code)
    return found


def all_said(
    vault: Vault | None, entity: bytes, kind: str, values: Mapping[str, str], *, lang: str | None = None
) -> list[Statement]:
    """Statements for all values that say something, of a new entity. Raises Unkept."""
    return [said(vault, entity, kind, prop, value, lang=lang) for prop, value in values.items() if value.strip()]


def changed(
    vault: Vault, entity: bytes, kind: str, values: Mapping[str, str], *, lang: str | None = None
) -> list[Statement]:
    """Statements that bring an entity's single-valued properties to these values; [] for what is so already.

    An empty value takes back what stood. Raises Unkept, UnknownId.
    """
    standing = vault.entity(entity).properties
    found = []
    for prop, value in values.items():
        before = standing.get(prop, ())
        if not value.strip():
            found += [retracted(one.statement) for one in before]
        elif value != (before[-1].value if before else None):
            aim = before[-1].statement.id if before else None
            found.append(said(vault, entity, kind, prop, value, lang=lang, replaces=aim))
    return found


def retracted(statement: Statement) -> Statement:
    """The statement that takes another back."""
    return Statement(
        statement.entity, statement.kind, statement.prop, "", statement.source, sensitivity=statement.sensitivity,
        act="retract", target=statement.id,
    )  # fmt: skip


def values_of(entity: Entity) -> dict[str, str]:
    """The newest standing value of each property."""
    return {prop: claims[-1].value for prop, claims in entity.properties.items() if claims}


def children(vault: Vault, decision: bytes, kind: str) -> list[Entity]:
    """What of one kind belongs to a decision, in the order of recording; what was taken back whole is left out."""
    standing = vault.references([decision], kind, "decision")
    return [vault.entity(id_) for id_ in dict.fromkeys(one.entity for one in standing)]
