"""Taking an import back: everything one action recorded of a list is retracted, as one action, and stays in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.vocabulary.statement import Statement, reference

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from underice.vault.vault import Vault
    from underice.vault.view import Action, HistoryLine

RECENT = 200
"""Actions that are looked through for imports, and for what was recorded since one."""
_LOOKED_AT = 2000


class NoImport(ValueError):
    """This action imported no list."""


@dataclass(frozen=True, slots=True, repr=False)
class Import:
    """An action that recorded a list, or further rows of one.

    bundle: its number. at: when (seconds since 1970), by: who. source: the list. title: its working title, as it was
    recorded. case: the incident its people belong to. people: those whom it recorded. statements: how many it recorded,
    standing: how many of them stand. later: how many statements of the last actions since speak of its people; they stay.
    """

    bundle: int
    at: int
    by: str
    source: bytes
    title: str
    case: bytes | None
    people: tuple[bytes, ...]
    statements: int
    standing: int
    later: int

    def __repr__(self) -> str:
        return f"Import({self.bundle}, {len(self.people)} people, {self.standing} of {self.statements} stand)"


@dataclass(frozen=True, slots=True, repr=False)
class Past:
    """An import among the last ones: as in `Import`. stands: False if it was taken back."""

    bundle: int
    at: int
    source: bytes
    title: str
    stands: bool

    def __repr__(self) -> str:
        return f"Past({self.bundle}, stands={self.stands})"


def imports(vault: Vault, most: int = 10) -> tuple[Past, ...]:
    """The last imports, the latest first."""
    found = []
    for action in vault.actions(limit=RECENT):
        source = _list_of(vault, action)
        if source is not None:
            number = action.recorded.bundle
            (first,) = vault.recorded_in(number, 1)
            found.append(Past(number, action.recorded.at, source, _title(vault, source), first.stands))
            if len(found) == most:
                break
    return tuple(found)


def imported(vault: Vault, bundle: int) -> Import:
    """What one import recorded, and what became of it. Raises NoImport."""
    action, lines = _recorded(vault, bundle)
    source = _list_of(vault, action)
    if source is None:
        raise NoImport(str(bundle))
    people = tuple(dict.fromkeys(line.statement.entity for line in lines if line.statement.kind == "person"))
    cases = [line.statement.entity for line in lines if line.statement.kind == "incident"]
    return Import(
        bundle,
        action.recorded.at,
        action.recorded.by,
        source,
        _title(vault, source),
        cases[0] if cases else None,
        people,
        len(lines),
        sum(1 for line in lines if line.stands),
        _later(vault, people, bundle),
    )


def undo(vault: Vault, bundle: int, *, by: str | None = None, note: str = "") -> int:
    """Retract what an import recorded and what still stands of it, as one action; how many statements that was.

    What was recorded later about its people stays, as do the original file and the history. The same list can be taken
    in again afterwards. Raises NoImport, and VaultError; then nothing was changed.
    """
    action, lines = _recorded(vault, bundle)
    if _list_of(vault, action) is None:
        raise NoImport(str(bundle))
    shared = _shared(lines)
    said = [
        _retraction(line.statement)
        for line in lines
        if line.stands and not line.expunged and line.statement.entity not in shared
    ]
    if said:
        vault.record(said, by=by, note=note)
    return len(said)


def _recorded(vault: Vault, bundle: int) -> tuple[Action, tuple[HistoryLine, ...]]:
    """An action and all its statements. Raises NoImport if there is no such action."""
    action = next(iter(vault.actions(before=bundle + 1, limit=1)), None)
    if action is None or action.recorded.bundle != bundle:
        raise NoImport(str(bundle))
    return action, vault.recorded_in(bundle, action.count)


def _list_of(vault: Vault, action: Action) -> bytes | None:
    """The list that an action imported: its first statement is the digest of that list's rows."""
    first = next(iter(vault.recorded_in(action.recorded.bundle, 1)), None)
    if first is None or (first.statement.kind, first.statement.prop, first.act) != ("source", "digest", "assert"):
        return None
    return first.statement.entity


def _title(vault: Vault, source: bytes) -> str:
    """The working title of a list, also of one that was taken back."""
    titles = (line.statement for line in vault.history(source) if line.statement.prop == "title")
    return next((one.value for one in titles if one.value), "")


def _shared(lines: Sequence[HistoryLine]) -> set[bytes]:
    """Sources that are neither the list nor rows of it, such as the one of all judgements: others may name them since."""
    sources = {line.statement.entity for line in lines if line.statement.kind == "source"}
    own = {line.statement.entity for line in lines if line.statement.prop in ("digest", "part_of")}
    return sources - own


def _later(vault: Vault, people: Collection[bytes], bundle: int) -> int:
    """Statements about these people, or naming one of them, that stand and that the last actions recorded since."""
    own = set(people)
    found = 0
    for action in vault.actions(limit=RECENT):
        if action.recorded.bundle <= bundle:
            break
        for line in vault.recorded_in(action.recorded.bundle, _LOOKED_AT):
            one = line.statement
            if line.stands and (one.entity in own or reference(one.value) in own):
                found += 1
    return found


def _retraction(one: Statement) -> Statement:
    return Statement(
        one.entity, one.kind, one.prop, "", one.source, sensitivity=one.sensitivity, act="retract", target=one.id
    )
