"""What somebody says of a record, as a statement that can be kept: entered at the terminal and in the browser alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from underice.vocabulary.entering import BadEntry, enter
from underice.vocabulary.kinds import BY_PROGRAM, Kind, Property
from underice.vocabulary.statement import Statement, reference
from underice.vocabulary.validation import typed, validate

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_ACTIONS = 40
_STATEMENTS = 200
_NOT_TYPED = BY_PROGRAM | {"identity", "attachment", "publication"}
"""Kinds whose statements nobody types: what they name as their source was not chosen by anyone."""


class Refused(ValueError):
    """Words that cannot be kept as the value of a property. `code`: of entering or of validation."""

    def __init__(self, code: str, prop: Property) -> None:
        super().__init__(f"{code}: {prop.name}")
        self.code = code
        self.prop = prop


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all statements that are recorded together: ids and EDTF.

    said: when the source said so. locator: where in it. sensitivity: a class for all, None for that of each property.
    """

    source: bytes
    said: str | None = None
    held_from: str | None = None
    held_to: str | None = None
    locator: str | None = None
    confidence: int | None = None
    sensitivity: int | None = None
    consent: bytes | None = None

    def statement(self, entity: bytes, kind: str, prop: str, value: str, sensitivity: int) -> Statement:
        """A statement in this frame. sensitivity: the class it gets unless the frame gives all one."""
        return Statement(
            entity,
            kind,
            prop,
            value,
            self.source,
            locator=self.locator,
            confidence=self.confidence,
            sensitivity=sensitivity if self.sensitivity is None else self.sensitivity,
            consent=self.consent,
            held_from=self.held_from,
            held_to=self.held_to,
            said_at=self.said,
        )


def say(
    vault: Vault,
    entity: bytes,
    kind: Kind,
    prop: Property,
    words: str,
    frame: Frame,
    *,
    resolve: Callable[[str], bytes | None] = reference,
    target: bytes | None = None,
) -> Statement:
    """What was typed for a property, as a statement; nothing is recorded. Raises Refused.

    resolve: turns what was typed for another record into its id. target: the statement that this one replaces.
    """
    try:
        entry = enter(prop, words, said=frame.said, resolve=resolve)
    except BadEntry as refused:
        raise Refused(refused.code, prop) from None
    said = replace(
        frame.statement(entity, kind.name, prop.name, entry.value, prop.sensitivity),
        norm=entry.norm,
        lang=entry.lang,
        script=entry.script,
    )
    if target is not None:
        said = replace(said, act="supersede", target=target)
    faults = validate(said, vault.kind_of if prop.type == "reference" else None)
    if faults:
        raise Refused(faults[0].code, prop)
    return said


def retraction(earlier: Statement, frame: Frame) -> Statement:
    """Takes back an earlier statement; nothing is recorded."""
    said = frame.statement(earlier.entity, earlier.kind, earlier.prop, "", earlier.sensitivity)
    return replace(said, act="retract", target=earlier.id)


def date_of(vault: Vault, source: bytes) -> str | None:
    """When a source spoke (EDTF), if that has been recorded."""
    if vault.kind_of(source) != "source":
        return None
    dates = [
        typed(line.statement)
        for line in vault.history(source)
        if line.stands and not line.expunged and line.statement.prop == "date"
    ]
    return dates[-1] if dates else None


def recent_sources(vault: Vault, most: int) -> tuple[bytes, ...]:
    """The sources that people used last, the latest first; a row of a list stands for its list."""
    found: dict[bytes, None] = {}
    for source in _used(vault):
        whole = _whole(vault, source)
        if whole not in found and vault.kind_of(whole) == "source" and _stands(vault, whole):
            found[whole] = None
            if len(found) == most:
                break
    return tuple(found)


def _used(vault: Vault) -> Iterator[bytes]:
    """Sources named by the statements of the last actions, each once, the latest first."""
    seen: set[bytes] = set()
    for action in vault.actions(limit=_ACTIONS):
        for line in reversed(vault.recorded_in(action.recorded.bundle, _STATEMENTS)):
            one = line.statement
            if one.kind not in _NOT_TYPED and one.act != "retract" and one.source not in seen:
                seen.add(one.source)
                yield one.source


def _whole(vault: Vault, source: bytes) -> bytes:
    """The list that a row belongs to, or the source itself."""
    parts = vault.claims("source", ("part_of",), ids=[source])
    return next((id_ for one in parts if (id_ := reference(one.value)) is not None), source)


def _stands(vault: Vault, source: bytes) -> bool:
    return any(line.stands and not line.expunged for line in vault.history(source))
