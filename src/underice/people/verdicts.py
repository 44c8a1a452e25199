"""What people have judged of two records: same person, not the same, or that nobody can tell.

A verdict is an entity of the kind "identity" with ordinary statements: who gave it is the author of the action, why is
one of its statements. A later verdict on the same two records replaces the earlier, and the history keeps both.
Merging two records is such a verdict; taking it back parts them as if it had never been (`underice.people.merging`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from underice.vault.errors import UnknownId
from underice.vault.view import Claim, Entity, Hit, Properties
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id, reference

Answer = Literal["same", "not_same", "cannot_tell"]
"""A choice of identity.answer."""

KIND = "identity"
SOURCE_TITLE = "동일인 확인 (own comparison of records)"
"""The source of verdicts for which no other is named: whoever compared the records."""
_PROPS = ("one", "other", "answer", "reason", "weight")
_ANSWERS: tuple[Answer, ...] = ("same", "not_same", "cannot_tell")


class Refused(ValueError):
    """A verdict that makes no sense. code: "one-record", "no-person", "no-reason", "no-verdict"."""

    def __init__(self, code: Literal["one-record", "no-person", "no-reason", "no-verdict"]) -> None:
        super().__init__(code)
        self.code = code


class Records(Protocol):
    """What is needed of a vault (`underice.vault.vault.Vault`)."""

    def record(self, statements: Iterable[Statement], *, by: str | None = None, note: str = "") -> object:
        """Record statements as one action, all or none."""

    def entity(self, id_: bytes) -> Entity:
        """All that stands about an entity."""

    def entities(self, kind: str | None = None) -> Iterator[bytes]:
        """The ids of the entities of a kind."""

    def kind_of(self, id_: bytes) -> str | None:
        """The kind of an entity, None if it is unknown."""

    def search(self, text: str, limit: int = 50) -> Sequence[Hit]:
        """Standing statements that hold a text."""


@dataclass(frozen=True, slots=True, repr=False)
class Verdict:
    """A standing verdict. one < other: keys of two records (32 hexadecimal digits, or refs of a list not yet recorded).

    entity: the id of the identity. by, at: who recorded it and when (seconds since 1970, by that machine's clock).
    """

    one: str
    other: str
    answer: Answer
    reason: str = ""
    weight: float | None = None
    by: str = ""
    at: int = 0
    entity: bytes = b""

    def __repr__(self) -> str:
        return f"Verdict({self.answer}, records hidden)"

    @property
    def pair(self) -> tuple[str, str]:
        """The two records, smaller key first."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


def give(
    vault: Records,
    a: bytes,
    b: bytes,
    answer: Answer,
    reason: str,
    by: str | None = None,
    source: bytes | None = None,
    weight: float | None = None,
) -> Verdict:
    """Record a verdict on two records of people, in one action; an earlier one on them is replaced.

    by: who judged (default: the writer of the vault). source: by default the own comparison, a source made at the first
    verdict. weight: bits that spoke for it. Raises Refused, UnknownId and what recording raises; then nothing is
    recorded.
    """
    _check(vault, a, b, reason)
    if answer not in _ANSWERS:
        raise ValueError("no such answer")
    one, other = sorted((a, b))
    earlier = _identities(vault, one, other)
    said: list[Statement] = []
    if source is None:
        source = _own_source(vault, said)
    entity = earlier[0].id if earlier else new_id()
    for more in earlier[1:]:  # two desks may have judged alike before their vaults met
        said += _retractions(more, source)
    values = {"one": one.hex(), "other": other.hex(), "answer": answer, "reason": reason.strip()}
    if weight is not None:
        values["weight"] = f"{weight:.1f}"
    said += _statements(entity, values, earlier[0].properties if earlier else {}, source)
    vault.record(said, by=by, note=reason.strip())
    return next(found for found in between(vault, one, other))


def prepared(vault: Records) -> tuple[bytes, tuple[Statement, ...]]:
    """The source of own comparisons, and the statements that make it where there is none yet. Nothing is recorded."""
    made: list[Statement] = []
    return _own_source(vault, made), tuple(made)


def first(a: bytes, b: bytes, answer: Answer, reason: str, source: bytes) -> tuple[Statement, ...]:
    """A verdict as statements, to be recorded in one action with the records it is about. No verdict stands on them yet.

    Raises Refused.
    """
    if a == b:
        raise Refused("one-record")
    if not reason.strip():
        raise Refused("no-reason")
    one, other = sorted((a, b))
    values = {"one": one.hex(), "other": other.hex(), "answer": answer, "reason": reason.strip()}
    return tuple(_statements(new_id(), values, {}, source))


def take_back(
    vault: Records, a: bytes, b: bytes, reason: str, by: str | None = None, source: bytes | None = None
) -> Verdict:
    """Retract the standing verdict on two records, in one action; what was taken back is given back.

    The reason is kept as the note of the action. Raises Refused("no-verdict") if there is none, UnknownId.
    """
    _check(vault, a, b, reason)
    standing = between(vault, a, b)
    if not standing:
        raise Refused("no-verdict")
    said: list[Statement] = []
    if source is None:
        source = _own_source(vault, said)
    for found in _identities(vault, *sorted((a, b))):
        said += _retractions(found, source)
    vault.record(said, by=by, note=reason.strip())
    return standing[0]


def standing(vault: Records) -> tuple[Verdict, ...]:
    """Every verdict that stands, ordered by the records it is about."""
    found = [verdict for id_ in vault.entities(KIND) if (verdict := _verdict(vault.entity(id_))) is not None]
    return tuple(sorted(found, key=lambda one: (*one.pair, one.entity)))


def between(vault: Records, a: bytes, b: bytes) -> tuple[Verdict, ...]:
    """The standing verdicts on two records; more than one only if two vaults were put together."""
    found = (_verdict(one) for one in _identities(vault, *sorted((a, b))))
    return tuple(one for one in found if one is not None)


def about(vault: Records, id_: bytes) -> tuple[Verdict, ...]:
    """The standing verdicts in which a record is one of the two. Raises UnknownId."""
    near = {relation.entity for relation in vault.entity(id_).relations if relation.kind == KIND}
    found = (_verdict(vault.entity(one)) for one in sorted(near))
    return tuple(one for one in found if one is not None)


def _check(vault: Records, a: bytes, b: bytes, reason: str) -> None:
    for id_ in (a, b):
        kind = vault.kind_of(id_)
        if kind is None:
            raise UnknownId("unknown-entity")
        if kind != "person":
            raise Refused("no-person")
    if a == b:
        raise Refused("one-record")
    if not reason.strip():
        raise Refused("no-reason")


def _identities(vault: Records, one: bytes, other: bytes) -> list[Entity]:
    """The identities that stand between two records, oldest first."""
    near = {relation.entity for relation in vault.entity(one).relations if relation.kind == KIND}
    found = []
    for id_ in near:
        entity = vault.entity(id_)
        verdict = _verdict(entity)
        if verdict is not None and set(verdict.pair) == {one.hex(), other.hex()}:
            found.append((verdict.at, id_, entity))
    return [entity for _at, _id, entity in sorted(found, key=lambda entry: entry[:2])]


def _verdict(entity: Entity) -> Verdict | None:
    """What an identity says; None if it has been taken back or is not whole."""
    held = {prop: entity.properties[prop][-1] for prop in _PROPS if entity.properties.get(prop)}
    if not {"one", "other", "answer"} <= set(held):
        return None
    answer = next((one for one in _ANSWERS if one == held["answer"].value), None)
    first, second = sorted((held["one"].value, held["other"].value))
    if answer is None or reference(first) is None or reference(second) is None:
        return None
    recorded = held["answer"].recorded
    return Verdict(
        first,
        second,
        answer,
        _text(held.get("reason")),
        float(weight) if (weight := _text(held.get("weight"))) else None,
        recorded.by,
        recorded.at,
        entity.id,
    )


def _text(claim: Claim | None) -> str:
    return claim.value if claim is not None else ""


def _statements(entity: bytes, values: Mapping[str, str], earlier: Properties, source: bytes) -> Iterator[Statement]:
    """The statements of a verdict, each in the place of the one that stood."""
    for name in _PROPS:
        before = earlier.get(name, ())
        value = values.get(name)
        if value is None:
            yield from (_retract(claim.statement, source) for claim in before)
        elif not before:
            yield _said(entity, name, value, source)
        elif name not in ("one", "other"):  # also if nothing changes: it is then judged anew, by whoever judges now
            target = before[-1].statement.id
            yield _said(entity, name, value, source, target)


def _said(entity: bytes, name: str, value: str, source: bytes, target: bytes | None = None) -> Statement:
    prop = property_of(KIND, name)
    level = prop.sensitivity if prop is not None else 3
    act: Literal["assert", "supersede"] = "supersede" if target else "assert"
    return Statement(entity, KIND, name, value, source, sensitivity=level, act=act, target=target)


def _retract(one: Statement, source: bytes) -> Statement:
    return Statement(
        one.entity, one.kind, one.prop, "", source, sensitivity=one.sensitivity, act="retract", target=one.id
    )


def _retractions(entity: Entity, source: bytes) -> list[Statement]:
    """Takes back all that stands about an identity."""
    return [_retract(claim.statement, source) for claims in entity.properties.values() for claim in claims]


def _own_source(vault: Records, said: list[Statement]) -> bytes:
    """The source of own comparisons; where there is none yet, its statements are added to `said`."""
    for hit in vault.search(SOURCE_TITLE):
        if hit.kind == "source" and hit.claim.statement.prop == "title" and hit.claim.value == SOURCE_TITLE:
            return hit.entity
    made = new_id()
    for name, value in (("title", SOURCE_TITLE), ("type", "observation"), ("connection", "own")):
        prop = property_of("source", name)
        said.append(Statement(made, "source", name, value, made, sensitivity=prop.sensitivity if prop else 2))
    return made
