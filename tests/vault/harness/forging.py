"""What someone who has the keys of a vault, but not the right to sign, could do to its history: carefully.

Whatever follows from the statements (places, the tip of the tree, kinds, references, search) is made to fit again, so
that only what was signed can tell.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.vault.harness.making import PASSPHRASE
from underice.vault import cipher, opening, schema
from underice.vault.bundle import SALT, commitment, leaf
from underice.vault.cipher import Cell, Row, fetch
from underice.vault.search import index_text
from underice.vault.tree import Peaks
from underice.vocabulary.statement import reference

if TYPE_CHECKING:
    import apsw

_ALL = f"SELECT {','.join(schema.COLUMNS)} FROM statement ORDER BY seq"
_AT = {name: index for index, name in enumerate(schema.COLUMNS)}
_TRIGGERS = ("statement_kept", "statement_fixed", "bundle_kept", "bundle_fixed")


@contextmanager
def tampering(folder: Path, device: Path) -> Iterator[apsw.Connection]:
    """A connection with the right key and without the triggers; they are there again afterwards."""
    opened = opening.open_vault(folder, passphrase=PASSPHRASE, device_dir=device)
    try:
        for trigger in _TRIGGERS:
            fetch(opened.connection, f"DROP TRIGGER {trigger}")
        with opened.connection:
            yield opened.connection
            for text in schema.TABLES:
                if "CREATE TRIGGER" in text:
                    fetch(opened.connection, text)
        cipher.checkpoint(opened.connection)
    finally:
        opened.close()


@dataclass(slots=True)
class Forger:
    """Changes rows; commit() writes them with everything that follows from them."""

    connection: apsw.Connection
    rows: list[list[Cell]]

    @classmethod
    def of(cls, connection: apsw.Connection) -> Forger:
        """With the rows as they are."""
        return cls(connection, [list(row) for row in fetch(connection, _ALL)])

    def of_bundle(self, bundle: int) -> list[int]:
        """The places of a bundle's rows."""
        return [place for place, row in enumerate(self.rows) if row[_AT["bundle"]] == bundle]

    def commit(self) -> None:
        """Write all rows in their present order, and what follows from them."""
        connection = self.connection
        fetch(connection, "DELETE FROM statement")
        fetch(connection, "DELETE FROM entity")
        fetch(connection, "INSERT INTO ft(ft) VALUES('delete-all')")
        peaks = Peaks()
        marks = ",".join("?" * len(schema.COLUMNS))
        for seq, row in enumerate(self.rows, 1):
            value, norm = row[_AT["value"]], row[_AT["norm"]]
            ref = reference(value) if isinstance(value, str) else None
            row[0], row[_AT["ref"]] = seq, ref
            fetch(connection, f"INSERT INTO statement VALUES({marks})", row)
            fetch(connection, "INSERT OR IGNORE INTO entity VALUES(?,?)", (row[_AT["entity"]], row[_AT["kind"]]))
            if isinstance(value, str):
                text = "" if ref else index_text(value, norm if isinstance(norm, str) else None)
                fetch(connection, "INSERT INTO ft(rowid, b) VALUES(?,?)", (seq, text))
            peaks.append(leaf(row[1 : 1 + len(schema.HEADER) + 1]))
        fetch(connection, "UPDATE tip SET size = ?, peaks = ?", (peaks.size, peaks.to_bytes()))


def cut(forger: Forger, bundle: int, chance: random.Random) -> None:
    """Remove a bundle and all after it."""
    forger.rows = [row for row in forger.rows if _number(row) < bundle]
    fetch(forger.connection, "DELETE FROM bundle WHERE n >= ?", (bundle,))


def reorder(forger: Forger, bundle: int, chance: random.Random) -> None:
    """Exchange the contents of two places, one in the bundle, one in it or the next."""
    here = forger.of_bundle(bundle)
    one = here[-1]
    other = chance.choice([*here[:-1], *forger.of_bundle(bundle + 1)])
    rows = forger.rows
    rows[one], rows[other] = rows[other], rows[one]
    rows[one][_AT["bundle"]], rows[other][_AT["bundle"]] = rows[other][_AT["bundle"]], rows[one][_AT["bundle"]]


def insert(forger: Forger, bundle: int, chance: random.Random) -> None:
    """Add a statement to a bundle, with a salt and a commitment of its own."""
    place = chance.choice(forger.of_bundle(bundle))
    new = list(forger.rows[place])
    new[_AT["id"]] = os.urandom(16)
    new[_AT["value"]] = "another word"
    _commit(new)
    forger.rows.insert(place, new)


def duplicate(forger: Forger, bundle: int, chance: random.Random) -> None:
    """Add a statement of a bundle to it once more; only its id, of which there cannot be two, differs."""
    place = chance.choice(forger.of_bundle(bundle))
    new = list(forger.rows[place])
    new[_AT["id"]] = os.urandom(16)
    forger.rows.insert(place + 1, new)


def edit(forger: Forger, bundle: int, chance: random.Random) -> None:
    """Change what a statement says, with or without a commitment that fits."""
    row = forger.rows[chance.choice(forger.of_bundle(bundle))]
    row[_AT["value"]] = "another word"
    if chance.random() < 0.5:
        _commit(row)


Damage = Callable[[Forger, int, random.Random], None]
KINDS: dict[str, Damage] = {
    "cut": cut,
    "reordered": reorder,
    "inserted": insert,
    "duplicated": duplicate,
    "edited": edit,
}
"""What can be done to a history, by the code that verification has for it."""


def _number(row: list[Cell]) -> int:
    number = row[_AT["bundle"]]
    assert isinstance(number, int)
    return number


def _commit(row: list[Cell]) -> None:
    salt = os.urandom(SALT)
    row[_AT["salt"]] = salt
    row[_AT["commitment"]] = commitment(salt, [row[_AT[name]] for name in schema.PAYLOAD])


# --- one bit, with the key --------------------------------------------------------------------------------------------

_CELLS = {
    "statement": ("seq", tuple(name for name in schema.COLUMNS if name != "act")),
    "bundle": ("n", ("n", "header", "signature")),
    "tip": ("one", ("size", "peaks")),
    "entity": ("id", ("id", "kind")),
    "attachment": ("id", ("id", "key", "size")),
}


def flip_cell(connection: apsw.Connection, chance: random.Random) -> str | None:
    """Turn over one bit of one value; what and where is given back, None if that value cannot be had."""
    import apsw

    table = chance.choice(("statement", "statement", "bundle", "bundle", "tip", "entity", "attachment"))
    key, columns = _CELLS[table]
    column = chance.choice(columns)
    rows: list[Row] = fetch(connection, f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL")
    if not rows:
        return None
    place, value = chance.choice(rows)
    flipped = _flipped(value, chance)
    try:
        if isinstance(flipped, bytes) and isinstance(value, str):
            sql = f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE {key} = ?"
        else:
            sql = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"
        fetch(connection, sql, (flipped, place))
    except (apsw.ConstraintError, apsw.MismatchError, OverflowError):
        return None
    return f"{table}.{column} of {place!r}"


def _flipped(value: Cell, chance: random.Random) -> Cell:
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(40))
    data = bytearray(value.encode() if isinstance(value, str) else value or b"")
    if not data:
        return None
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)
