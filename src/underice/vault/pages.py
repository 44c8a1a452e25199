"""Reading every page of a database once, so that each one's authentication is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from underice.vault import cipher
from underice.vault.cipher import fetch
from underice.vault.keys import new_secret

if TYPE_CHECKING:
    import apsw


def read_every_page(connection: apsw.Connection, folder: Path) -> None:
    """Read all pages of the database. SQLite raises for one that is not what was written.

    Pages in use are visited by the table `dbstat`. Unused ones it does not reach: if there are any, the whole is
    copied, page by page, into an encrypted file under a key that is thrown away, and that file is removed.
    """
    fetch(connection, "SELECT sum(pgsize) FROM dbstat")
    unused = fetch(connection, "PRAGMA freelist_count")[0][0]
    if unused:
        _copy(connection, folder)


def _copy(connection: apsw.Connection, folder: Path) -> None:
    import os
    import tempfile

    from underice.vault.guard import private_files

    where = folder if os.access(folder, os.W_OK) else None
    with private_files(), tempfile.TemporaryDirectory(prefix=".verify-", dir=where) as scratch:
        target = cipher.connect(Path(scratch) / "copy.db", new_secret(), create=True)
        try:
            fetch(target, "PRAGMA synchronous = off")
            with target.backup("main", connection, "main") as copying:
                while not copying.done:
                    copying.step(1024)
        finally:
            target.close(True)
