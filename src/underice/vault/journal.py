"""Writing into a compartment: one action, one bundle, one transaction.

The order of one action is what makes it safe: insert, sign, stage the new heads (so that a full disk shows before
anything is final), commit, put the heads in place, and only then return. A crash before the commit leaves nothing; a
crash after it and before the heads leaves one bundle more than the heads know, which is adopted at the next opening
if it verifies; nothing that was returned to the caller can be missing without a head that names it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.vault.bundle import (
    NOTHING,
    SALT,
    Bundle,
    add,
    commitment,
    digest,
    header_signed,
    leaf,
    sign_header,
)
from underice.vault.canonical import NotCanonical
from underice.vault.cipher import Cell, Row, database_errors, fetch
from underice.vault.errors import BadStatement, UnknownId, VaultDamaged, VaultError
from underice.vault.heads import Head
from underice.vault.keys import Keyring, writer_id
from underice.vault.schema import COLUMNS, HEADER, PAYLOAD
from underice.vault.search import index_text
from underice.vault.tree import EMPTY, Peaks
from underice.vocabulary.statement import ID_SIZE, Statement, reference

if TYPE_CHECKING:
    import apsw

CHUNK = 2000
"""Rows that are inserted at once."""
LONGEST = 1 << 20
"""The longest text of one column, in characters."""
_SALTS = 1024
_INSERT = "".join(("INSERT INTO statement VALUES(", ",".join("?" * len(COLUMNS)), ")"))
_HASHED = " ".join(
    ("SELECT", ",".join((*HEADER, "commitment", "salt", *PAYLOAD)), "FROM statement WHERE seq > ? ORDER BY seq")
)
_BLANK = " ".join(
    ("UPDATE statement SET", ", ".join(f"{name} = NULL" for name in ("salt", "ref", *PAYLOAD)), "WHERE seq = ?")
)
_TEXTS, _IDS, _NUMBERS = (frozenset((kind, type(None))) for kind in (str, bytes, int))
_ACTS = frozenset(("assert", "retract", "supersede"))


def now() -> int:
    """Seconds since 1970 by the machine's clock, which may be wrong."""
    return max(0, int(time.time()))


@dataclass(frozen=True, slots=True)
class BundleRef:
    """What recording gives back: the bundle's number and digest, how many statements, and when by the clock."""

    number: int
    digest: bytes
    count: int
    recorded_at: int


@dataclass(slots=True)
class _Tip:
    peaks: Peaks
    number: int
    digest: bytes
    lamport: int
    header: bytes

    @property
    def head(self) -> Head:
        return Head(self.number, self.peaks.size, self.peaks.root(), self.digest)


def _salts() -> Iterator[bytes]:
    while True:
        block = os.urandom(SALT * _SALTS)
        for at in range(0, len(block), SALT):
            yield block[at : at + SALT]


def _checked(statement: Statement) -> Statement:
    """The statement, if it can be kept. Raises BadStatement with the name of what is wrong, never the value."""
    s = statement
    needed, texts = (s.value, s.kind, s.prop), (s.norm, s.lang, s.script, s.locator, s.held_from, s.held_to, s.said_at)
    # SQLite would turn a number into a text without a word, and what is read again would not be what was hashed.
    if not (
        {str}.issuperset(map(type, needed))
        and {bytes}.issuperset(map(type, (s.id, s.entity, s.source)))
        and _TEXTS.issuperset(map(type, texts))
        and _IDS.issuperset(map(type, (s.consent, s.target)))
        and type(s.sensitivity) is int
        and type(s.confidence) in _NUMBERS
    ):
        raise BadStatement("bad-type")
    if (
        len(s.id) != ID_SIZE
        or len(s.entity) != ID_SIZE
        or len(s.source) != ID_SIZE
        or not (s.consent is None or len(s.consent) == ID_SIZE)
    ):
        raise BadStatement("bad-id")
    if s.act not in _ACTS or (s.act == "assert") != (s.target is None):
        raise BadStatement("bad-act")
    if not 0 <= s.sensitivity <= 4 or not (s.confidence is None or 0 <= s.confidence <= 100):
        raise BadStatement("out-of-range")
    if not s.kind or not s.prop or any(len(text) > LONGEST for text in (*needed, *texts) if text):
        raise BadStatement("bad-length")
    return s


class _Outside(Exception):
    """An error of whoever supplied the statements, carried past what is made of errors of the database."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__()


def _supplied(statements: Iterable[Statement]) -> Iterator[Statement]:
    supply = iter(statements)
    while True:
        try:
            statement = next(supply)
        except StopIteration:
            return
        except Exception as error:
            raise _Outside(error) from None
        yield statement


class Journal:
    """The end of one compartment's history, and adding to it."""

    def __init__(self, connection: apsw.Connection, keyring: Keyring, compartment: str, device: bytes) -> None:
        self._connection = connection
        self._keyring = keyring
        self._compartment = compartment
        self._device = device
        self._writer = writer_id(keyring.public)
        self._tip: _Tip | None = None
        self._busy = False

    @property
    def head(self) -> Head:
        """Where the history ends now. Raises VaultDamaged if its last bundle is not what it should be."""
        return self._end().head

    def _end(self) -> _Tip:
        if self._tip is None:
            with database_errors():
                self._tip = self._load()
        return self._tip

    def _load(self) -> _Tip:
        tips = fetch(self._connection, "SELECT size, peaks FROM tip")
        last = fetch(self._connection, "SELECT n, header, signature FROM bundle ORDER BY n DESC LIMIT 1")
        rows = fetch(self._connection, "SELECT max(seq) FROM statement")[0][0] or 0
        try:
            peaks = Peaks.from_bytes(*tips[0])
        except (ValueError, TypeError, IndexError):
            raise VaultDamaged("history", "tip") from None
        if not last:
            if peaks.size or rows:
                raise VaultDamaged("history", "inserted", bundle=1)
            return _Tip(peaks, 0, NOTHING, 0, b"")
        number, header, signature = last[0]
        bundle = self.read(number, header, signature)
        if (bundle.size, bundle.root) != (peaks.size, peaks.root()) or rows != peaks.size:
            raise VaultDamaged("history", "tip", bundle=number)
        return _Tip(peaks, number, digest(header), bundle.lamport, header)

    def read(self, number: int, header: bytes, signature: bytes) -> Bundle:
        """A bundle's header, checked: form, place, vault, writer and signature. Raises VaultDamaged."""
        try:
            bundle = Bundle.decode(header)
        except NotCanonical:
            raise VaultDamaged("history", "form", bundle=number) from None
        if not header_signed(self._keyring.public, header, signature):
            raise VaultDamaged("history", "signature", bundle=number)
        named = (bundle.vault, bundle.compartment, bundle.writer, bundle.number)
        if named != (self._keyring.vault, self._compartment, self._writer, number):
            raise VaultDamaged("history", "misplaced", bundle=number)
        return bundle

    def last_number(self) -> int:
        """The number of the last bundle in the table, whatever it holds; 0 if there is none."""
        with database_errors():
            return int(fetch(self._connection, "SELECT coalesce(max(n), 0) FROM bundle")[0][0])

    def digest_at(self, number: int) -> bytes:
        """The digest of bundle `number`; of none for 0. Raises VaultDamaged if it is not there."""
        if number == 0:
            return NOTHING
        with database_errors(number):
            found = fetch(self._connection, "SELECT header FROM bundle WHERE n = ?", (number,))
        if not found:
            raise VaultDamaged("history", "missing", bundle=number)
        return digest(found[0][0])

    def check_last(self, before: Head) -> None:
        """Recompute the last bundle from its rows: it follows `before` and holds what it has signed. Raises
        VaultDamaged.
        """
        tip = self._end()
        bundle = Bundle.decode(tip.header)
        start = bundle.size - bundle.count
        with database_errors(tip.number):
            rows = fetch(self._connection, _HASHED, (start,))
        split = len(HEADER) + 1
        total = 0
        for row in rows:
            if row[split] is None or commitment(row[split], row[split + 1 :]) != row[split - 1]:
                raise VaultDamaged("history", "edited", bundle=tip.number)
            total = add(total, leaf(row[:split]))
        if (bundle.previous, start) != (before.digest, before.size) or total.to_bytes(32, "big") != bundle.total:
            raise VaultDamaged("history", "edited", bundle=tip.number)

    def append(
        self,
        statements: Iterable[Statement],
        *,
        by: str,
        note: str,
        stage: Callable[[Head], None],
        alongside: Callable[[], None] | None = None,
    ) -> BundleRef:
        """Add one bundle and commit it; `stage` is called with the new head just before the commit.

        `alongside` writes whatever else belongs to the same action. Raises BadStatement, UnknownId, VaultFull; then
        nothing has been recorded.
        """
        rows = (self._row(statement) for statement in _supplied(statements))
        try:
            return self._commit(rows, by=by, note=note, stage=stage, alongside=alongside)
        except _Outside as outside:
            raise outside.error from None

    def expunge(
        self, ids: Sequence[bytes], *, reason: str, consent: bytes | None, by: str, stage: Callable[[Head], None]
    ) -> BundleRef:
        """Remove the payloads of statements for good and record that it was done. Raises UnknownId."""
        found: dict[bytes, Row] = {}
        with database_errors():
            for id_ in ids:
                rows = fetch(
                    self._connection,
                    "SELECT seq, entity, kind, prop, source, salt, sensitivity, act FROM statement WHERE id = ?",
                    (id_,),
                )
                if not rows or rows[0][7] == "expunge":
                    raise UnknownId("unknown-statement")
                if rows[0][5] is not None:
                    found[id_] = rows[0]
        if not found:
            raise UnknownId("already-expunged")
        records = [
            self._row(
                Statement(row[1], row[2], row[3], reason, row[4], sensitivity=row[6], consent=consent, target=id_),
                expunge=True,
            )
            for id_, row in found.items()
        ]

        def remove() -> None:
            for row in found.values():
                fetch(self._connection, _BLANK, (row[0],))
                fetch(self._connection, "DELETE FROM ft WHERE rowid = ?", (row[0],))
            # A deleted row's tokens stay in the index until its parts are merged.
            fetch(self._connection, "INSERT INTO ft(ft) VALUES('optimize')")

        return self._commit(records, by=by, note="", stage=stage, alongside=remove)

    def _row(self, statement: Statement, *, expunge: bool = False) -> tuple[Statement, str]:
        return statement, "expunge" if expunge else _checked(statement).act

    def _commit(
        self,
        entries: Iterable[tuple[Statement, str]],
        *,
        by: str,
        note: str,
        stage: Callable[[Head], None],
        alongside: Callable[[], None] | None,
    ) -> BundleRef:
        end = self._end()
        connection = self._connection
        if self._busy:
            raise VaultError("recording-within-recording")
        self._busy = True
        self._tip = None  # whatever happens now, the end is read anew unless all goes well
        try:
            with database_errors():
                fetch(connection, "BEGIN IMMEDIATE")
                peaks = Peaks(end.peaks.size, end.peaks.hashes)
                total = self._insert(entries, peaks, end.number + 1)
                count = peaks.size - end.peaks.size
                if not count:
                    raise BadStatement("empty-bundle")
                if alongside is not None:
                    alongside()
                bundle = Bundle(
                    self._keyring.vault, self._compartment, self._writer, end.number + 1, end.digest, count, peaks.size,
                    peaks.root(), total.to_bytes(32, "big"), end.lamport + 1, self._device, now(), by, note,
                )  # fmt: skip
                header = bundle.encode()
                signature = sign_header(self._keyring.seed, header)
                fetch(connection, "INSERT INTO bundle VALUES(?,?,?)", (bundle.number, header, signature))
                fetch(connection, "UPDATE tip SET size = ?, peaks = ?", (peaks.size, peaks.to_bytes()))
                tip = _Tip(peaks, bundle.number, digest(header), bundle.lamport, header)
                stage(tip.head)
                fetch(connection, "COMMIT")
        except BaseException:
            if connection.in_transaction:
                fetch(connection, "ROLLBACK")
            raise
        finally:
            self._busy = False
        self._tip = tip
        return BundleRef(bundle.number, tip.digest, count, bundle.recorded_at)

    def _insert(self, entries: Iterable[tuple[Statement, str]], peaks: Peaks, number: int) -> int:
        """Insert rows in chunks, append their leaves; the sum of the leaf hashes is given back."""
        rows: list[tuple[Cell, ...]] = []
        words: list[tuple[int, str]] = []
        kinds: dict[bytes, str] = {}
        total = 0
        salts = _salts()
        for s, act in entries:
            if s.target is not None and act != "expunge":
                self._flush(rows, words, kinds)
                self._check_target(s.target, s.entity)
            payload = (s.value, s.norm, s.lang, s.script, s.locator, s.confidence, s.held_from, s.held_to, s.said_at)
            salt = next(salts)
            try:
                committed = commitment(salt, payload)
                header = (s.id, s.entity, s.kind, s.prop, s.source, act, s.target, s.sensitivity, s.consent, committed)
                hashed = leaf(header)
                ref = reference(s.value)
                text = index_text(s.value, s.norm) if ref is None else ""
            except ValueError:  # of which an unpaired surrogate is one
                raise BadStatement("bad-text") from None
            peaks.append(hashed)
            total = add(total, hashed)
            rows.append((peaks.size, *header, salt, *payload, ref, number))
            words.append((peaks.size, text))
            if kinds.setdefault(s.entity, s.kind) != s.kind:
                raise BadStatement("kind-conflict")
            if len(rows) >= CHUNK:
                self._flush(rows, words, kinds)
        self._flush(rows, words, kinds)
        return total

    def _check_target(self, target: bytes, entity: bytes) -> None:
        found = fetch(self._connection, "SELECT entity, act FROM statement WHERE id = ?", (target,))
        if not found or found[0][1] == "expunge":
            raise UnknownId("unknown-target")
        if found[0][0] != entity:
            raise BadStatement("target-of-another-entity")

    def _flush(self, rows: list[tuple[Cell, ...]], words: list[tuple[int, str]], kinds: dict[bytes, str]) -> None:
        import apsw

        connection = self._connection
        try:
            connection.executemany(_INSERT, rows)
        except apsw.ConstraintError:
            raise BadStatement("duplicate-id") from None
        try:
            connection.executemany(
                "INSERT INTO entity VALUES(?,?) ON CONFLICT(id) DO UPDATE SET kind = NULL WHERE kind <> excluded.kind",
                kinds.items(),
            )
        except apsw.ConstraintError:
            raise BadStatement("kind-conflict") from None
        connection.executemany("INSERT INTO ft(rowid, b) VALUES(?,?)", words)
        rows.clear()
        words.clear()
        kinds.clear()


EMPTY_HEAD = Head(0, 0, EMPTY, NOTHING)
"""The head of a compartment in which nothing has been recorded yet."""
