"""The statement: one sourced claim about one entity, the unit of everything that is kept.

A statement says: subject, property, value as written, source, how sure, how sensitive, when it held in the world and
what it takes back. It is never overwritten: two sources for one claim are two statements, and a correction is a
further one. Ids are random, so that nothing exported can be used to confirm a guess.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal, NewType

EntityId = NewType("EntityId", bytes)
"""The id of an entity: 16 random bytes, written as 32 hexadecimal digits."""

Act = Literal["assert", "retract", "supersede"]
"""What a statement does: claims something, takes back its target, or stands in its target's place."""

ID_SIZE = 16
"""Bytes in the id of an entity, a source or a statement."""


def new_id() -> bytes:
    """A fresh id: 16 bytes from the system's random source."""
    return os.urandom(ID_SIZE)


def reference(value: str) -> bytes | None:
    """The entity id that a value refers to, or None if the value is not a reference.

    A reference is exactly 32 lower-case hexadecimal digits.
    """
    if len(value) != 2 * ID_SIZE or not value.isascii() or value != value.lower():
        return None
    try:
        found = bytes.fromhex(value)
    except ValueError:
        return None
    return found if len(found) == ID_SIZE else None


@dataclass(frozen=True, slots=True, repr=False)
class Statement:
    """One claim. Immutable; its printed form shows no value, so that none reaches a log or a traceback."""

    entity: bytes
    """Whom or what it is about: 16 random bytes."""
    kind: str
    """The kind of that entity in the vocabulary: "person", "kin", "incident", "source" …"""
    prop: str
    """The property of that kind."""
    value: str
    """The value as written. References are 32 hexadecimal digits, dates EDTF, places gazetteer ids."""
    source: bytes
    """The entity id of the source: there is no statement without one."""
    lang: str | None = None
    """Language of the value as written (BCP 47)."""
    script: str | None = None
    """Script of the value as written (ISO 15924)."""
    norm: str | None = None
    """The value normalised (NFC, folded spelling, EDTF), where it differs."""
    locator: str | None = None
    """Where in the source: page, minute, row."""
    confidence: int | None = None
    """How sure, 0 to 100."""
    sensitivity: int = 2
    """0 public … 4 endangers life; by default the class of the property."""
    consent: bytes | None = None
    """The entity id of the consent under which it may be used."""
    held_from: str | None = None
    held_to: str | None = None
    """When it held in the world (EDTF)."""
    said_at: str | None = None
    """When it was said (EDTF)."""
    act: Act = "assert"
    target: bytes | None = None
    """The id of the statement taken back or replaced."""
    id: bytes = field(default_factory=new_id)
    """The statement's own id: 16 random bytes, not derived from what it says."""

    def __repr__(self) -> str:
        return f"Statement({self.act} {self.kind}.{self.prop}, id={self.id.hex()}, value hidden)"
