"""The tables of one compartment, and how an older one becomes the present one.

Statements are never changed or deleted: triggers refuse it, with one exception, the removal of a payload when consent
is withdrawn (value and salt become NULL once, the commitment stays).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from underice.vault.cipher import fetch
from underice.vault.errors import FormatTooNew, VaultDamaged

if TYPE_CHECKING:
    import apsw

FORMAT = 1
"""The format of a compartment this program writes; kept in the encrypted `user_version`."""

PAYLOAD = ("value", "norm", "lang", "script", "locator", "confidence", "held_from", "held_to", "said_at")
"""The columns under the salted commitment, in its order: what expunging removes."""
HEADER = ("id", "entity", "kind", "prop", "source", "act", "target", "sensitivity", "consent")
"""The columns that stay, in the order in which they are hashed."""
COLUMNS = ("seq", *HEADER, "commitment", "salt", *PAYLOAD, "ref", "bundle")
"""All columns of `statement` in their order in the table."""

_KEPT = (*HEADER, "seq", "commitment", "ref", "bundle")

TABLES = (
    """
    CREATE TABLE statement(
        seq INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
        entity BLOB NOT NULL CHECK(length(entity) = 16),
        kind TEXT NOT NULL,
        prop TEXT NOT NULL,
        source BLOB NOT NULL CHECK(length(source) = 16),
        act TEXT NOT NULL CHECK(act IN ('assert', 'retract', 'supersede', 'expunge')),
        target BLOB,
        sensitivity INTEGER NOT NULL,
        consent BLOB,
        commitment BLOB NOT NULL CHECK(length(commitment) = 32),
        salt BLOB,
        value TEXT,
        norm TEXT,
        lang TEXT,
        script TEXT,
        locator TEXT,
        confidence INTEGER,
        held_from TEXT,
        held_to TEXT,
        said_at TEXT,
        ref BLOB,
        bundle INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX statement_entity ON statement(entity)",
    "CREATE INDEX statement_ref ON statement(ref) WHERE ref IS NOT NULL",
    "CREATE INDEX statement_target ON statement(target) WHERE target IS NOT NULL",
    "CREATE TABLE entity(id BLOB PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE bundle(
        n INTEGER PRIMARY KEY,
        header BLOB NOT NULL,
        signature BLOB NOT NULL
    ) STRICT
    """,
    "CREATE TABLE tip(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL, peaks BLOB NOT NULL) STRICT",
    "CREATE TABLE attachment(id BLOB PRIMARY KEY, key BLOB NOT NULL, size INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE ft USING fts5(b, content='', contentless_delete=1, tokenize='ascii')",
    "CREATE TRIGGER statement_kept BEFORE DELETE ON statement BEGIN SELECT raise(ABORT, 'kept'); END",
    "CREATE TRIGGER bundle_kept BEFORE DELETE ON bundle BEGIN SELECT raise(ABORT, 'kept'); END",
    "CREATE TRIGGER bundle_fixed BEFORE UPDATE ON bundle BEGIN SELECT raise(ABORT, 'fixed'); END",
    f"""
    CREATE TRIGGER statement_fixed BEFORE UPDATE ON statement
    WHEN NOT (
        OLD.salt IS NOT NULL AND OLD.act <> 'expunge'
        AND {" AND ".join(f"NEW.{name} IS NULL" for name in ("salt", *PAYLOAD))}
        AND {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in _KEPT if name != "ref")} AND NEW.ref IS NULL
    )
    BEGIN SELECT raise(ABORT, 'fixed'); END
    """,
)
"""What a new compartment is made of (besides `meta`, which the cipher makes first)."""

Migration = Callable[["apsw.Connection"], None]

MIGRATIONS: Mapping[int, Migration] = {}
"""How to get from the format that is the key to the next one. Each is run in one transaction with its version number.

"""


def build(connection: apsw.Connection) -> None:
    """Make the tables of a new compartment."""
    for statement in TABLES:
        fetch(connection, statement)
    fetch(connection, "INSERT INTO tip VALUES(1, 0, x'')")
    fetch(connection, f"PRAGMA user_version = {FORMAT}")


def version(connection: apsw.Connection) -> int:
    """The format of an open compartment."""
    found = fetch(connection, "PRAGMA user_version")[0][0]
    return int(found)


def migrate(
    connection: apsw.Connection,
    *,
    read_only: bool,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    target: int = FORMAT,
) -> int:
    """Bring an older compartment to the present format, one transaction per step; the format found at first is given
    back.

    Raises FormatTooNew before anything is touched if it is newer, VaultDamaged if there is no way from the format
    found, or if the compartment is older and opened for reading only.
    """
    found = version(connection)
    if found > target:
        raise FormatTooNew(found=found, readable=target)
    for step in range(found, target):
        if step not in migrations:
            raise VaultDamaged("database", "unknown-format", found=found)
        if read_only:
            raise VaultDamaged("database", "older-format", found=found)
        with connection:
            migrations[step](connection)
            fetch(connection, f"PRAGMA user_version = {step + 1}")
    return found
