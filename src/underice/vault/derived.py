"""Data made from a compartment and kept beside it, so that it need not be made again: indexes, nothing else.

One encrypted SQLite file, `<compartment>.derived`, under a key of its own derived from the compartment's. It holds
nothing that is not in the compartment, is in no backup, and may be deleted at any moment. A stamp says from which
history an index was made: what was recorded since is made anew, and where the stamp is not part of the history (after
a rollback, a restore, damage) the whole file is thrown away. Expunging throws it away before anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from underice.vault import cipher
from underice.vault.cipher import database_errors, fetch
from underice.vault.errors import VaultDamaged, VaultError
from underice.vault.guard import private_files
from underice.vault.keys import Secret, derive
from underice.vault.opened import Opened

if TYPE_CHECKING:
    import apsw

_TABLES = (
    "CREATE TABLE stamp(name TEXT PRIMARY KEY, form INTEGER, bundle INTEGER, size INTEGER, digest BLOB) STRICT",
    "CREATE TABLE entry(name TEXT, key BLOB, value BLOB NOT NULL, PRIMARY KEY(name, key)) STRICT",
)


def path_of(folder: Path, compartment: str) -> Path:
    """Where the derived data of a compartment lies."""
    return folder / f"{compartment}.derived"


def discard(folder: Path, compartment: str) -> None:
    """Throw the derived data of a compartment away; there need be none."""
    path = path_of(folder, compartment)
    # The database goes first: without it, a log that a crash leaves behind is nothing.
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


class Derived:
    """One index of a compartment: entries by key, and how far the history had come when they were made.

    since: number of statements the entries were made from; what comes after them is not in yet. 0 if there are no
    entries, or none that fit the history: then everything is to be made.
    """

    def __init__(self, opened: Opened, connection: apsw.Connection | None, name: str, form: int) -> None:
        """Not for callers: use `Vault.derived`. `connection` None means that nothing can be kept."""
        self._opened = opened
        self._connection = connection
        self._name = name
        self._form = form
        self.since = self._fitting()

    def __repr__(self) -> str:
        return f"Derived({self._name}, since={self.since})"

    def _fitting(self) -> int:
        if self._connection is None:
            return 0
        with database_errors():
            asked = "SELECT bundle, size, digest FROM stamp WHERE name = ? AND form = ?"
            found = fetch(self._connection, asked, (self._name, self._form))
        if not found:
            return 0
        bundle, size, digest = found[0]
        journal = self._opened.journal
        if bundle > journal.last_number() or journal.digest_at(bundle) != digest:
            raise VaultDamaged("database", "index")
        return int(size)

    def renew(self) -> None:
        """Throw away what is there, for it cannot be used: `since` is 0 afterwards."""
        self.since = 0
        self.close()
        if self._opened.lock is not None:
            discard(self._opened.folder, self._opened.compartment)
            with suppress(VaultError):
                self._connection = _connect(self._opened, fresh=True)

    def close(self) -> None:
        """Close the file. Doing so twice is harmless."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close(True)

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """All entries, in the order of keys; none if `since` is 0. Raises VaultDamaged."""
        if self._connection is not None and self.since:
            with database_errors():
                asked = "SELECT key, value FROM entry WHERE name = ? ORDER BY key"
                yield from self._connection.execute(asked, (self._name,))

    def put(self, entries: Mapping[bytes, bytes | None]) -> bool:
        """Keep entries (None removes one) as made from the whole history up to now, in one transaction.

        If `since` was 0, all that was there before is dropped. Where nothing can be kept, nothing happens: False.
        """
        if self._connection is None or self._opened.lock is None:
            return False
        head = self._opened.journal.head
        connection, name = self._connection, self._name
        try:
            with database_errors(), connection:
                if not self.since:
                    fetch(connection, "DELETE FROM entry WHERE name = ?", (name,))
                for key, value in entries.items():
                    if value is None:
                        fetch(connection, "DELETE FROM entry WHERE name = ? AND key = ?", (name, key))
                    else:
                        fetch(connection, "INSERT OR REPLACE INTO entry VALUES(?,?,?)", (name, key, value))
                stamp = (name, self._form, head.number, head.size, head.digest)
                fetch(connection, "INSERT OR REPLACE INTO stamp VALUES(?,?,?,?,?)", stamp)
        except VaultError:
            return False
        cipher.checkpoint(connection)
        self.since = head.size
        return True


@contextmanager
def derived(opened: Opened, name: str, form: int) -> Iterator[Derived]:
    """An index of the open compartment; `form` is the number of its form: entries of another form do not count.

    What cannot be read, or was made from another history, is thrown away; where it cannot be written, the index is
    empty and keeps nothing. Never raises for what is wrong with the derived data.
    """
    made = _open(opened, name, form)
    try:
        yield made
    finally:
        made.close()


def _open(opened: Opened, name: str, form: int) -> Derived:
    connection = None
    if path_of(opened.folder, opened.compartment).exists():
        try:
            connection = _connect(opened)
            return Derived(opened, connection, name, form)
        except VaultError:
            if connection is not None:
                connection.close(True)
    made = Derived(opened, None, name, form)
    made.renew()
    return made


def _connect(opened: Opened, *, fresh: bool = False) -> apsw.Connection:
    key = Secret(derive(opened.keyring.compartments[opened.compartment], "derived"))
    path, read_only = path_of(opened.folder, opened.compartment), opened.lock is None
    try:
        with private_files():
            connection = cipher.connect(path, key, create=fresh, read_only=read_only, vfs=opened.vfs)
    finally:
        key.wipe()
    try:
        with database_errors():
            if not read_only:
                # Losing the last entries in a power cut is no harm; mixing old and new ones would be.
                fetch(connection, "PRAGMA synchronous = normal")
            for text in _TABLES if fresh else ():
                fetch(connection, text)
    except BaseException:
        connection.close(True)
        raise
    return connection
