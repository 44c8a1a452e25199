"""What the vault holds about an entity, as it stands now: claims side by side, relations, sources, and the history.

A statement stands unless a later standing one takes it back or replaces it. Expunged statements are shown in the
history, without their content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from underice.vault.bundle import Bundle
from underice.vault.canonical import NotCanonical
from underice.vault.cipher import Row, database_errors, fetch
from underice.vault.errors import ConsentExpunged, UnknownId, VaultDamaged
from underice.vault.search import matcher, query
from underice.vocabulary.spelling import plain
from underice.vocabulary.statement import Statement

if TYPE_CHECKING:
    import apsw

_SELECT = (
    "SELECT entity, kind, prop, value, source, lang, script, norm, locator, confidence, sensitivity, consent,"
    " held_from, held_to, said_at, act, target, id, salt IS NULL, bundle FROM statement"
)
_FIELDS, _EXPUNGED, _BUNDLE = 18, 18, 19
_BY_ID = " ".join((_SELECT, "WHERE id = ?"))
_BY_SEQ = " ".join((_SELECT, "WHERE seq = ?"))
_ENTITY, _KIND, _PROP, _VALUE, _SOURCE, _NORM, _ACT, _TARGET, _ID = 0, 1, 2, 3, 4, 7, 15, 16, 17
_MANY = 500
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Recorded:
    """When, by whom and with what note a bundle was recorded. The time is what the machine's clock claimed."""

    bundle: int
    at: int
    by: str
    note: str


@dataclass(frozen=True, slots=True, repr=False)
class Action:
    """What was recorded together: by whom and when, how many statements, and about how many entities of which kind."""

    recorded: Recorded
    count: int
    kinds: Mapping[str, int]

    def __repr__(self) -> str:
        return f"Action({self.recorded.bundle}, {self.count} statements)"


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """A statement that stands, and when it was recorded."""

    statement: Statement
    recorded: Recorded

    def __repr__(self) -> str:
        return f"Claim({self.statement!r})"

    @property
    def value(self) -> str:
        """The value as written."""
        return self.statement.value

    @property
    def source(self) -> bytes:
        """The entity id of the source."""
        return self.statement.source


Properties = dict[str, tuple[Claim, ...]]
"""The standing claims of an entity, by property, oldest first."""


class Relation:
    """An entity that refers to the one asked about: through which property, and all that stands about it."""

    __slots__ = ("_properties", "_standing", "claims", "entity", "kind", "prop")

    def __init__(
        self, entity: bytes, kind: str, prop: str, claims: tuple[Claim, ...], standing: Sequence[tuple[Row, Recorded]]
    ) -> None:
        self.entity = entity
        self.kind = kind
        self.prop = prop
        self.claims = claims
        """The claims that refer to the entity asked about."""
        self._standing = standing
        self._properties: Properties | None = None

    def __repr__(self) -> str:
        return f"Relation({self.kind}.{self.prop}, entity={self.entity.hex()})"

    @property
    def properties(self) -> Properties:
        """All that stands about the referring entity; made when it is first asked for."""
        if self._properties is None:
            self._properties = _grouped(self._standing)
        return self._properties


@dataclass(frozen=True, slots=True, repr=False)
class Entity:
    """All that stands about one entity."""

    id: bytes
    kind: str
    properties: Properties
    relations: tuple[Relation, ...] = ()
    sources: dict[bytes, Properties] = field(default_factory=dict)
    """What stands about each source named above."""

    def __repr__(self) -> str:
        return f"Entity({self.kind}, id={self.id.hex()}, properties={len(self.properties)})"

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The properties for which different values stand. Whether a property may have several, the vocabulary says."""
        return tuple(prop for prop, claims in self.properties.items() if len(_distinct(claims)) > 1)


@dataclass(frozen=True, slots=True, repr=False)
class HistoryLine:
    """One statement about an entity, in the order of recording, whatever became of it."""

    statement: Statement
    recorded: Recorded
    stands: bool
    expunged: bool
    """True if its content has been removed; its value is then empty."""
    act: str
    """What it did: assert, retract, supersede, or expunge (its value is then the reason)."""

    def __repr__(self) -> str:
        return f"HistoryLine({self.act}, bundle={self.recorded.bundle}, id={self.statement.id.hex()})"


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """A statement that a search found. `exact` if it holds the words as typed, not only folded."""

    claim: Claim
    exact: bool

    def __repr__(self) -> str:
        return f"Hit({self.claim.statement.kind}.{self.claim.statement.prop}, entity={self.entity.hex()})"

    @property
    def entity(self) -> bytes:
        """Whom or what it is about."""
        return self.claim.statement.entity

    @property
    def kind(self) -> str:
        """The kind of that entity."""
        return self.claim.statement.kind


def _distinct(claims: Iterable[Claim]) -> set[str]:
    return {plain(claim.statement.norm or claim.statement.value) for claim in claims}


def _standing(rows: Sequence[Row]) -> list[Row]:
    """Of all rows about some entities, each in the order of recording, those that stand and still say something."""
    gone: set[bytes] = set()
    kept = []
    for row in reversed(rows):
        if row[_ID] in gone:
            continue
        act = row[_ACT]
        if act in ("retract", "supersede"):
            gone.add(row[_TARGET])
        if act in ("assert", "supersede") and not row[_EXPUNGED]:
            kept.append(row)
    kept.reverse()
    return kept


def _statement(row: Row) -> Statement:
    if row[_ACT] == "expunge" or row[_EXPUNGED]:
        fields = list(row[:_FIELDS])
        fields[_VALUE] = row[_VALUE] or ""
        fields[_ACT] = "assert" if row[_ACT] == "expunge" else row[_ACT]
        return Statement(*fields)
    return Statement(*row[:_FIELDS])


class View:
    """Reads a compartment."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._recorded: dict[int, Recorded] = {}

    def entity(self, id_: bytes) -> Entity:
        """All that stands about an entity. Raises UnknownId if nothing has ever been recorded about it."""
        with database_errors():
            known = fetch(self._connection, "SELECT kind FROM entity WHERE id = ?", (id_,))
            if not known:
                raise UnknownId("unknown-entity")
            standing = _standing(self._rows([id_]))
            referring = fetch(
                self._connection, "SELECT DISTINCT entity FROM statement WHERE ref = ? AND entity <> ?", (id_, id_)
            )
            others = _standing(self._rows([row[0] for row in referring]))
            sources = {row[_SOURCE] for row in (*standing, *others)}
            behind = _standing(self._rows(sorted(sources)))
            by_source = _by_entity(behind)
            return Entity(
                id_,
                known[0][0],
                self._properties(standing),
                tuple(self._relations(id_.hex(), others)),
                {source: self._properties(by_source.get(source, [])) for source in sorted(sources)},
            )

    def _relations(self, wanted: str, rows: Sequence[Row]) -> Iterator[Relation]:
        for entity, its in _by_entity(rows).items():
            standing = [(row, self._bundle(row[_BUNDLE])) for row in its]
            naming = _grouped([pair for pair in standing if pair[0][_VALUE] == wanted])
            for prop, claims in naming.items():
                yield Relation(entity, its[0][_KIND], prop, claims, standing)

    def history(self, id_: bytes) -> tuple[HistoryLine, ...]:
        """Every statement about an entity in the order of recording. Raises UnknownId if there is none."""
        with database_errors():
            rows = self._rows([id_])
            if not rows:
                raise UnknownId("unknown-entity")
            standing = {row[_ID] for row in _standing(rows)}
            return tuple(
                HistoryLine(
                    _statement(row),
                    self._bundle(row[_BUNDLE]),
                    row[_ID] in standing,
                    bool(row[_EXPUNGED]),
                    row[_ACT],
                )
                for row in rows
            )

    def statement(self, id_: bytes) -> Statement:
        """One statement. Raises UnknownId, or ConsentExpunged if its content has been removed."""
        with database_errors():
            rows = fetch(self._connection, _BY_ID, (id_,))
        if not rows:
            raise UnknownId("unknown-statement")
        if rows[0][_EXPUNGED]:
            raise ConsentExpunged(id=id_.hex())
        return _statement(rows[0])

    def search(self, text: str, limit: int) -> tuple[Hit, ...]:
        """The newest `limit` standing statements that match, those that hold the words as typed first."""
        wanted = query(text)
        if wanted is None or limit < 1:
            return ()
        matches = matcher(text)
        typed = plain(text).strip()
        found: list[Hit] = []
        with database_errors():
            for (seq,) in self._connection.execute(
                "SELECT rowid FROM ft WHERE ft MATCH ? ORDER BY rowid DESC", (wanted,)
            ):
                rows = fetch(self._connection, _BY_SEQ, (seq,))
                if not rows:
                    raise VaultDamaged("database", "index")
                row = rows[0]
                value, norm = row[_VALUE] or "", row[_NORM]
                if not (matches(value) or (norm is not None and matches(norm))) or not self._stands(row):
                    continue
                found.append(Hit(self._claim(row), typed in plain(value)))
                if len(found) >= limit:
                    break
        found.sort(key=lambda hit: not hit.exact)
        return tuple(found)

    def _stands(self, row: Row, known: dict[bytes, set[bytes]] | None = None) -> bool:
        """True if a statement stands. known: what stands of entities asked about before; it is added to."""
        if row[_ACT] not in ("assert", "supersede") or row[_EXPUNGED]:
            return False
        targeting = fetch(self._connection, "SELECT 1 FROM statement WHERE target = ? LIMIT 1", (row[_ID],))
        if not targeting:
            return True
        standing = known.get(row[_ENTITY]) if known is not None else None
        if standing is None:
            standing = {other[_ID] for other in _standing(self._rows([row[_ENTITY]]))}
            if known is not None:
                known[row[_ENTITY]] = standing
        return row[_ID] in standing

    def entities(self, kind: str | None, after: bytes, limit: int) -> list[bytes]:
        """The next ids of entities (of one kind) after `after`, in the order of ids, at most `limit`."""
        with database_errors():
            if kind is None:
                rows = fetch(self._connection, "SELECT id FROM entity WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
            else:
                given = (after, kind, limit)
                rows = fetch(
                    self._connection, "SELECT id FROM entity WHERE id > ? AND kind = ? ORDER BY id LIMIT ?", given
                )
        return [row[0] for row in rows]

    def claims(self, entities: Sequence[bytes], props: Sequence[str] | None) -> list[Statement]:
        """What stands about some entities, grouped by entity, each oldest first; only some properties if `props`."""
        with database_errors():
            rows = _standing(self._rows(entities, props))
        wanted = None if props is None else frozenset(props)
        return [_statement(row) for row in rows if wanted is None or row[_PROP] in wanted]

    def referring(self, ids: Sequence[bytes], kind: str) -> list[bytes]:
        """The entities of one kind that have ever referred to any of `ids`, in the order of ids."""
        found: set[bytes] = set()
        with database_errors():
            for at in range(0, len(ids), _MANY):
                part = ids[at : at + _MANY]
                marks = ",".join("?" * len(part))
                asked = " ".join(("SELECT DISTINCT entity FROM statement WHERE ref IN (", marks, ") AND kind = ?"))
                found.update(row[0] for row in fetch(self._connection, asked, (*part, kind)))
        return sorted(found)

    def references(self, ids: Sequence[bytes], kind: str, prop: str) -> list[Statement]:
        """The standing statements of one property of a kind that refer to any of `ids`, in the order of recording."""
        rows: list[Row] = []
        with database_errors():
            for at in range(0, len(ids), _MANY):
                part = ids[at : at + _MANY]
                marks = ",".join("?" * len(part))
                asked = " ".join((_SELECT, "WHERE ref IN (", marks, ") AND kind = ? AND prop = ? ORDER BY seq"))
                rows += fetch(self._connection, asked, (*part, kind, prop))
            return [_statement(row) for row in rows if self._stands(row)]

    def changed(self, since: int, kind: str) -> list[bytes]:
        """The entities of one kind about which more than the first `since` statements say anything, in order."""
        asked = "SELECT DISTINCT entity FROM statement WHERE seq > ? AND kind = ? ORDER BY entity"
        with database_errors():
            return [row[0] for row in fetch(self._connection, asked, (since, kind))]

    def kind_of(self, id_: bytes) -> str | None:
        """The kind of an entity, None if nothing has been recorded about it."""
        with database_errors():
            rows = fetch(self._connection, "SELECT kind FROM entity WHERE id = ?", (id_,))
        return rows[0][0] if rows else None

    def starting_with(self, digits: str, *, statements: bool, limit: int) -> list[bytes]:
        """Ids of entities, or of statements, that begin with these hexadecimal digits, in order, at most `limit`."""
        between = (bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f")), limit)
        with database_errors():
            if statements:
                asked = "SELECT id FROM statement WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
            else:
                asked = "SELECT id FROM entity WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
            return [row[0] for row in fetch(self._connection, asked, between)]

    def under_consent(self, consent: bytes) -> list[bytes]:
        """The ids of the statements kept under a consent that still say something, in the order of recording."""
        asked = "SELECT id FROM statement WHERE consent = ? AND salt IS NOT NULL AND act <> 'expunge' ORDER BY seq"
        with database_errors():
            return [row[0] for row in fetch(self._connection, asked, (consent,))]

    def actions(self, before: int, limit: int) -> list[Action]:
        """The last `limit` actions before number `before`, the latest first."""
        asked = "SELECT n, header FROM bundle WHERE n < ? ORDER BY n DESC LIMIT ?"
        about = "SELECT kind, count(DISTINCT entity) FROM statement WHERE seq BETWEEN ? AND ? GROUP BY kind"
        found = []
        with database_errors():
            for number, header in fetch(self._connection, asked, (before, limit)):
                bundle = self._decoded(number, header)
                between = (bundle.size - bundle.count + 1, bundle.size)
                kinds = {str(kind): int(count) for kind, count in fetch(self._connection, about, between)}
                found.append(Action(self._bundle(number), bundle.count, kinds))
        return found

    def recorded_in(self, number: int, limit: int) -> list[HistoryLine]:
        """The first `limit` statements of one action, in the order of recording; [] if there is no such action."""
        with database_errors():
            headers = fetch(self._connection, "SELECT header FROM bundle WHERE n = ?", (number,))
            if not headers:
                return []
            bundle = self._decoded(number, headers[0][0])
            first = bundle.size - bundle.count + 1
            asked = " ".join((_SELECT, "WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?"))
            rows = fetch(self._connection, asked, (first, bundle.size, limit))
            known: dict[bytes, set[bytes]] = {}
            recorded = self._bundle(number)
            return [
                HistoryLine(_statement(row), recorded, self._stands(row, known), bool(row[_EXPUNGED]), row[_ACT])
                for row in rows
            ]

    @staticmethod
    def _decoded(number: int, header: bytes) -> Bundle:
        try:
            return Bundle.decode(header)
        except NotCanonical:
            raise VaultDamaged("history", "missing", bundle=number) from None

    def _bundle(self, number: int) -> Recorded:
        found = self._recorded.get(number)
        if found is None:
            rows = fetch(self._connection, "SELECT header FROM bundle WHERE n = ?", (number,))
            try:
                bundle = Bundle.decode(rows[0][0])
            except (IndexError, NotCanonical):
                raise VaultDamaged("history", "missing", bundle=number) from None
            found = Recorded(number, bundle.recorded_at, bundle.by, bundle.note)
            if len(self._recorded) >= _REMEMBERED:
                self._recorded.clear()
            self._recorded[number] = found
        return found

    def _claim(self, row: Row) -> Claim:
        return Claim(_statement(row), self._bundle(row[_BUNDLE]))

    def _properties(self, rows: Iterable[Row]) -> Properties:
        return _grouped([(row, self._bundle(row[_BUNDLE])) for row in rows])

    def _rows(self, entities: Sequence[bytes], props: Sequence[str] | None = None) -> list[Row]:
        """All rows about some entities, those of each in the order of recording.

        props: only those of these properties, and every correction, whatever it corrects.
        """
        rows: list[Row] = []
        only = "" if props is None else f"AND (prop IN ({','.join('?' * len(props))}) OR act <> 'assert')"
        for at in range(0, len(entities), _MANY):
            part = entities[at : at + _MANY]
            marks = ",".join("?" * len(part))
            asked = f"{_SELECT} WHERE entity IN ({marks}) {only} ORDER BY entity, seq"
            rows += fetch(self._connection, asked, (*part, *(props or ())))
        return rows


def _grouped(standing: Iterable[tuple[Row, Recorded]]) -> Properties:
    found: dict[str, list[Claim]] = {}
    for row, recorded in standing:
        found.setdefault(row[_PROP], []).append(Claim(_statement(row), recorded))
    return {prop: tuple(claims) for prop, claims in found.items()}


def _by_entity(rows: Iterable[Row]) -> dict[bytes, list[Row]]:
    found: dict[bytes, list[Row]] = {}
    for row in rows:
        found.setdefault(row[_ENTITY], []).append(row)
    return found
