"""A vault in memory: what verdicts and merges need of one, without disk and cipher, for tests of laws."""

from collections.abc import Iterable, Iterator, Sequence

from underice.vault.errors import UnknownId
from underice.vault.view import Claim, Entity, Hit, Recorded, Relation
from underice.vocabulary.statement import Statement, new_id


class Memory:
    """Statements in the order of recording; what stands is worked out as the vault does it."""

    def __init__(self) -> None:
        self.said: list[tuple[Statement, Recorded]] = []
        self.kinds: dict[bytes, str] = {}
        self.actions = 0
        self.broken = False

    def record(self, statements: Iterable[Statement], *, by: str | None = None, note: str = "") -> object:
        taken = list(statements)
        if self.broken:
            raise OSError("full")
        known = {one.id for one, _recorded in self.said} | {one.id for one in taken}
        assert all(one.target is None or one.target in known for one in taken)
        self.actions += 1
        for one in taken:
            at = 0 if one.kind == "person" else self.actions
            self.said.append((one, Recorded(0 if one.kind == "person" else self.actions, at, by or "writer", note)))
            self.kinds.setdefault(one.entity, one.kind)
        return None

    def _standing(self, wanted: bytes) -> list[Claim]:
        gone: set[bytes] = set()
        kept: list[Claim] = []
        for one, recorded in reversed(self.said):
            if one.entity != wanted or one.id in gone:
                continue
            if one.target is not None:
                gone.add(one.target)
            if one.act != "retract":
                kept.append(Claim(one, recorded))
        return kept[::-1]

    def entity(self, id_: bytes) -> Entity:
        if id_ not in self.kinds:
            raise UnknownId("unknown-entity")
        relations = []
        for other, kind in self.kinds.items():
            if other == id_:
                continue
            for prop in {claim.statement.prop for claim in self._standing(other) if claim.value == id_.hex()}:
                relations.append(Relation(other, kind, prop, (), ()))
        properties: dict[str, tuple[Claim, ...]] = {}
        for claim in self._standing(id_):
            properties[claim.statement.prop] = (*properties.get(claim.statement.prop, ()), claim)
        return Entity(id_, self.kinds[id_], properties, tuple(relations))

    def entities(self, kind: str | None = None) -> Iterator[bytes]:
        return iter(sorted(id_ for id_, its in self.kinds.items() if kind in (None, its)))

    def kind_of(self, id_: bytes) -> str | None:
        return self.kinds.get(id_)

    def search(self, text: str, limit: int = 50) -> Sequence[Hit]:
        return [
            Hit(claim, True) for id_ in self.kinds for claim in self._standing(id_) if text in claim.value
        ][:limit]  # fmt: skip


SOURCE = new_id()


def source() -> list[Statement]:
    """A source for what tests say."""
    return [Statement(SOURCE, "source", "title", "면담", SOURCE)]


def named(name: str, entity: bytes | None = None) -> Statement:
    """A person's name."""
    return Statement(entity or new_id(), "person", "name", name, SOURCE)
