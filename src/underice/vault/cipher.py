"""Opening an encrypted database: apsw-sqlite3mc, cipher chacha20, a raw 32-byte key, every page authenticated.

`import apsw` is the same module name with and without the cipher. A plain build would write plaintext and say
nothing, so a build that does not name its cipher is refused, and so is a file that turns out to begin like plain
SQLite. Sources: SQLite3 Multiple Ciphers documentation (raw keys, temporary files since 2.6.0); sqlite.org/wal.html,
/security.html.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from underice.vault.errors import CipherMissing, VaultBusy, VaultDamaged, VaultFull, VaultReadOnly
from underice.vault.keys import KEY_SIZE, Secret

if TYPE_CHECKING:
    import apsw

Cell = None | int | str | bytes
"""A value in a column of ours."""
Row = tuple[Any, ...]
"""A row: what its columns hold is the business of the query."""

LEAST = (2, 6, 0)
"""The first release of SQLite3 Multiple Ciphers that also encrypts temporary files."""
PLAIN = b"SQLite format 3\0"
CACHE_KIB = 65536
"""Page cache of a connection, in KiB."""
_WAIT_MS = 5000


def require_cipher(version: str | None) -> None:
    """Raise CipherMissing unless `version` (apsw.mc_version) names SQLite3 Multiple Ciphers 2.6.0 or later."""
    numbers = re.search(r"(\d+)\.(\d+)\.(\d+)", version or "")
    if numbers is None or tuple(map(int, numbers.groups())) < LEAST:
        raise CipherMissing(found=version)


def fetch(connection: apsw.Connection, sql: str, given: Sequence[Cell] = ()) -> list[Row]:
    """All rows of one statement. apsw runs lazily: what is not fetched to the end is not executed to the end."""
    return connection.execute(sql, given).fetchall()


@contextmanager
def database_errors(bundle: int | None = None) -> Iterator[None]:
    """Turn SQLite's errors into ours; their texts, which may quote what they stumbled over, are dropped."""
    import apsw

    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, apsw.SchemaChangeError, apsw.MismatchError):
        raise VaultDamaged("database", "page", bundle=bundle) from None
    except apsw.FullError:
        raise VaultFull(what="database") from None
    except (apsw.ReadOnlyError, apsw.PermissionsError):
        raise VaultReadOnly(what="database") from None
    except (apsw.BusyError, apsw.LockedError):
        raise VaultBusy from None
    except apsw.CantOpenError:
        raise VaultDamaged("database", "cannot-open", bundle=bundle) from None
    except apsw.IOError as error:
        if getattr(error, "extendedresult", 0) in _reading():
            raise VaultDamaged("database", "read-error", bundle=bundle) from None
        raise VaultFull("disk-failed", what="database") from None
    except apsw.SQLError:
        # Our statements are fixed: one that no longer compiles means that the schema is not ours any more.
        raise VaultDamaged("database", "schema", bundle=bundle) from None
    except UnicodeDecodeError:
        # Only someone with the key can have put there what is no text; the error would quote it.
        raise VaultDamaged("database", "text", bundle=bundle) from None


def _reading() -> tuple[int, ...]:
    import apsw

    return (
        apsw.SQLITE_IOERR_READ,
        apsw.SQLITE_IOERR_SHORT_READ,
        apsw.SQLITE_IOERR_DATA,
        apsw.SQLITE_IOERR_CORRUPTFS,
        apsw.SQLITE_IOERR_FSTAT,
        apsw.SQLITE_IOERR_CODEC,
    )


def connect(
    path: Path, key: Secret, *, create: bool = False, read_only: bool = False, vfs: str | None = None
) -> apsw.Connection:
    """A connection to the encrypted database at `path`; the key is checked by a first read.

    `vfs` names another file layer (for tests of lost writes). A read-only connection to a folder that cannot be written
    takes the file as unchanging, which is refused if a write-ahead log is waiting.
    Raises CipherMissing, VaultDamaged (also for a wrong key: whether the key is right is known before), VaultReadOnly.
    """
    import apsw

    require_cipher(getattr(apsw, "mc_version", None))
    if len(bytes(key)) != KEY_SIZE:
        raise VaultDamaged("keys", "size")
    if not create:
        _look(path)
    flags = apsw.SQLITE_OPEN_NOFOLLOW | apsw.SQLITE_OPEN_URI
    flags |= apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
    if create:
        flags |= apsw.SQLITE_OPEN_CREATE
    name = path.absolute().as_uri()
    if read_only and not os.access(path.parent, os.W_OK):
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise VaultReadOnly("log-pending", what=path.name)
        name += "?immutable=1"
    with database_errors():
        connection = apsw.Connection(name, flags=flags, vfs=vfs)
        try:
            _prepare(connection, key, create=create, read_only=read_only)
        except BaseException:
            connection.close(True)
            raise
    if create:
        with path.open("rb") as file:
            begin = file.read(len(PLAIN))
        if len(begin) < len(PLAIN) or begin == PLAIN:
            connection.close(True)
            raise CipherMissing("written-in-the-clear")
    return connection


def _look(path: Path) -> None:
    """Refuse a missing file and a plain SQLite one with words of their own, before SQLite sees it."""
    try:
        with path.open("rb") as file:
            begin = file.read(len(PLAIN))
    except FileNotFoundError:
        raise VaultDamaged("database", "missing") from None
    except OSError:
        raise VaultDamaged("database", "unreadable") from None
    if begin == PLAIN:
        raise VaultDamaged("database", "not-encrypted")
    if len(begin) < len(PLAIN):
        raise VaultDamaged("database", "cut-short")


def _prepare(connection: apsw.Connection, key: Secret, *, create: bool, read_only: bool) -> None:
    import apsw

    fetch(connection, "PRAGMA cipher = 'chacha20'")
    # Not kept in the statement cache: the text holds the key.
    connection.execute(f"PRAGMA key = 'raw:{bytes(key).hex()}'", can_cache=False).fetchall()
    connection.set_busy_timeout(_WAIT_MS)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
    connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)
    pragmas = [
        "PRAGMA temp_store = memory",
        f"PRAGMA cache_size = -{CACHE_KIB}",
        "PRAGMA secure_delete = on",
        "PRAGMA cell_size_check = on",
        "PRAGMA recursive_triggers = on",
    ]
    if create:
        pragmas.append("PRAGMA journal_mode = wal")
    if not read_only:
        pragmas.append("PRAGMA synchronous = full")
    for pragma in pragmas:
        fetch(connection, pragma)
    if create:
        fetch(connection, "CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID")
        checkpoint(connection)
    fetch(connection, "SELECT count(*) FROM sqlite_schema")


def checkpoint(connection: apsw.Connection) -> bool:
    """Move everything from the write-ahead log into the database and cut the log to nothing.

    True if that was done. It is not an error if it could not be (a reader holds on, or the disk is full): the log is
    durable by itself, and the next action or the next opening tries again.
    """
    import apsw

    try:
        busy, _, _ = fetch(connection, "PRAGMA wal_checkpoint(truncate)")[0]
    except (apsw.BusyError, apsw.LockedError, apsw.FullError, apsw.IOError):
        return False
    return not busy
