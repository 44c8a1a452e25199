"""Records that have been merged: a merge is a standing verdict "same", so taking the verdict back undoes it wholly.

Nothing is moved or rewritten. Every record keeps its own statements; a merged person is the records of a cluster shown
together, each claim with the record and the source it comes from, conflicting claims side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from underice.people import verdicts
from underice.people.verdicts import KIND, Records, Verdict
from underice.vault.view import Claim
from underice.vocabulary.conflicts import conflict
from underice.vocabulary.kinds import property_of


@dataclass(frozen=True, slots=True, repr=False)
class MergedClaim:
    """A claim and the record it belongs to."""

    record: bytes
    claim: Claim

    def __repr__(self) -> str:
        return f"MergedClaim(record={self.record.hex()}, value hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Tie:
    """A record that refers to one of the merged ones: a kin tie, an incident, a source."""

    record: bytes
    entity: bytes
    kind: str
    prop: str

    def __repr__(self) -> str:
        return f"Tie({self.kind}.{self.prop})"


@dataclass(frozen=True, slots=True, repr=False)
class Merged:
    """One person as far as she is known: all records of a cluster. A record that was never merged is a cluster of one.

    records: their ids, in order. claims: by property, in the order of records and of recording. conflicts: the
    properties whose claims cannot all hold. ties: what refers to the records, verdicts left out. verdicts: those that
    hold the cluster together.
    """

    records: tuple[bytes, ...]
    claims: Mapping[str, tuple[MergedClaim, ...]]
    conflicts: tuple[str, ...]
    ties: tuple[Tie, ...]
    verdicts: tuple[Verdict, ...]

    def __repr__(self) -> str:
        return f"Merged({len(self.records)} records, {len(self.claims)} properties)"


class Union:
    """Union–find over keys; the smallest key of a cluster stands for it."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        """The key that stands for the cluster of `key`."""
        root = key
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(key, key) != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, one: str, other: str) -> str:
        """Make two clusters one; the key that stands for it."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first
        return first


def clusters(vault: Records) -> tuple[tuple[bytes, ...], ...]:
    """The merged records: clusters of two and more, each in the order of ids."""
    return _clusters(verdicts.standing(vault))


def _clusters(standing: Iterable[Verdict]) -> tuple[tuple[bytes, ...], ...]:
    union = Union()
    keys: set[str] = set()
    for one in standing:
        if one.answer == "same":
            keys |= set(one.pair)
            union.join(*one.pair)
    members: dict[str, list[bytes]] = {}
    for key in sorted(keys):
        members.setdefault(union.find(key), []).append(bytes.fromhex(key))
    return tuple(tuple(found) for _root, found in sorted(members.items()))


def merged(vault: Records, id_: bytes) -> Merged:
    """The person a record belongs to. Raises UnknownId."""
    seen: dict[bytes, tuple[Verdict, ...]] = {}
    ahead = [id_]
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen[at] = tuple(one for one in verdicts.about(vault, at) if one.answer == "same")
        ahead += [bytes.fromhex(key) for one in seen[at] for key in one.pair]
    holding = {one.entity: one for found in seen.values() for one in found}
    return _merged(vault, tuple(sorted(seen)), tuple(holding[entity] for entity in sorted(holding)))


def _merged(vault: Records, records: tuple[bytes, ...], holding: tuple[Verdict, ...]) -> Merged:
    claims: dict[str, list[MergedClaim]] = {}
    ties: list[Tie] = []
    for record in records:
        entity = vault.entity(record)
        for prop, stated in entity.properties.items():
            claims.setdefault(prop, []).extend(MergedClaim(record, claim) for claim in stated)
        ties += [
            Tie(record, one.entity, one.kind, one.prop)
            for one in sorted(entity.relations, key=lambda one: (one.kind, one.entity, one.prop))
            if one.kind != KIND
        ]
    together = {prop: tuple(found) for prop, found in sorted(claims.items())}
    return Merged(records, together, _conflicts(together), tuple(ties), holding)


def _conflicts(claims: Mapping[str, tuple[MergedClaim, ...]]) -> tuple[str, ...]:
    found = []
    for name, stated in claims.items():
        prop = property_of("person", name)
        if prop is not None and conflict(prop, [one.claim.statement for one in stated]):
            found.append(name)
    return tuple(found)


def state(vault: Records) -> bytes:
    """The merged views of all persons, written in one way: the same bytes if and only if the same stands.

    JSON, keys sorted, people in the order of their first record. Verdicts are not in it, only what they bring about, so
    that a merge that was undone leaves the very bytes of before. Meant for comparing, never for keeping.
    """
    standing = [one for one in verdicts.standing(vault) if one.answer == "same"]
    groups = {group[0]: group for group in _clusters(standing)}
    inside = {id_ for group in groups.values() for id_ in group[1:]}
    people = []
    for id_ in sorted(vault.entities("person")):
        if id_ not in inside:
            people.append(_written(_merged(vault, groups.get(id_, (id_,)), ())))
    return json.dumps(people, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _written(one: Merged) -> dict[str, object]:
    return {
        "records": [record.hex() for record in one.records],
        "claims": {
            prop: [[claim.record.hex(), *_fields(claim.claim)] for claim in found] for prop, found in one.claims.items()
        },
        "conflicts": list(one.conflicts),
        "ties": [[tie.record.hex(), tie.entity.hex(), tie.kind, tie.prop] for tie in one.ties],
    }


def _fields(claim: Claim) -> list[object]:
    one = claim.statement
    return [
        one.id.hex(), one.value, one.norm, one.source.hex(), one.lang, one.script, one.locator, one.confidence,
        one.sensitivity, one.consent.hex() if one.consent else None, one.held_from, one.held_to, one.said_at,
        claim.recorded.by, claim.recorded.at,
    ]  # fmt: skip
