import os
import sqlite3
from pathlib import Path

import apsw
import pytest

from underice.vault import cipher
from underice.vault.errors import CipherMissing, VaultBusy, VaultDamaged, VaultError, VaultFull, VaultReadOnly
from underice.vault.keys import Secret, new_secret

MARKER = "표시낱말 marker"


@pytest.fixture
def key() -> Secret:
    return new_secret()


@pytest.fixture
def path(tmp_path: Path, key: Secret) -> Path:
    connection = cipher.connect(tmp_path / "main.db", key, create=True)
    cipher.fetch(connection, "INSERT INTO meta VALUES('marker', ?)", (MARKER,))
    cipher.checkpoint(connection)
    connection.close()
    return tmp_path / "main.db"


@pytest.mark.parametrize("version", [None, "", "SQLite3 Multiple Ciphers 2.5.9", "unknown"])
def test_a_build_without_the_cipher_is_refused(version: str | None) -> None:
    with pytest.raises(CipherMissing):
        cipher.require_cipher(version)


def test_the_build_at_hand_has_the_cipher() -> None:
    cipher.require_cipher(getattr(apsw, "mc_version", None))
    cipher.require_cipher("SQLite3 Multiple Ciphers 2.6.0")


def test_nothing_written_can_be_read_on_disk(path: Path) -> None:
    data = path.read_bytes()
    assert MARKER.encode() not in data
    assert b"meta" not in data
    assert not data.startswith(cipher.PLAIN)


def test_the_key_opens_what_it_has_closed(path: Path, key: Secret) -> None:
    connection = cipher.connect(path, key, read_only=True)
    assert cipher.fetch(connection, "SELECT value FROM meta") == [(MARKER,)]
    connection.close()


def test_the_key_is_in_no_statement_that_is_kept(path: Path, key: Secret) -> None:
    connection = cipher.connect(path, key)
    kept = str(connection.cache_stats(include_entries=True))
    connection.close()
    assert bytes(key).hex() not in kept
    assert "sqlite_schema" in kept


def test_another_key_is_damage_because_keys_are_checked_before(path: Path) -> None:
    with pytest.raises(VaultDamaged, match="page"):
        cipher.connect(path, new_secret())


def test_a_key_of_another_size_is_damage(path: Path) -> None:
    with pytest.raises(VaultDamaged, match="size"):
        cipher.connect(path, Secret(b"short"))


def test_a_plain_sqlite_file_with_the_right_name_is_refused(tmp_path: Path, key: Secret) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t(x)")
    plain.close()
    with pytest.raises(VaultDamaged, match="not-encrypted"):
        cipher.connect(tmp_path / "plain.db", key)


def test_missing_empty_and_unreadable_files_are_damage(tmp_path: Path, key: Secret) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "folder.db").mkdir()
    for name, detail in (("none.db", "missing"), ("empty.db", "cut-short"), ("folder.db", "unreadable")):
        with pytest.raises(VaultDamaged, match=detail):
            cipher.connect(tmp_path / name, key)


def test_a_file_that_turns_out_to_be_plain_is_refused(
    tmp_path: Path, key: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "PLAIN", b"")
    with pytest.raises(CipherMissing, match="written-in-the-clear"):
        cipher.connect(tmp_path / "main.db", key, create=True)


def test_a_folder_that_cannot_be_written_is_read_as_unchanging(
    path: Path, key: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    connection = cipher.connect(path, key, read_only=True)
    assert cipher.fetch(connection, "SELECT count(*) FROM meta") == [(1,)]
    connection.close()
    path.with_name("main.db-wal").write_bytes(b"waiting")
    with pytest.raises(VaultReadOnly, match="log-pending"):
        cipher.connect(path, key, read_only=True)


def test_checkpointing_beside_a_reader_is_put_off_and_loses_nothing(path: Path, key: Secret) -> None:
    writer, reader = cipher.connect(path, key), cipher.connect(path, key, read_only=True)
    writer.set_busy_timeout(0)
    cipher.fetch(reader, "BEGIN")
    cipher.fetch(reader, "SELECT * FROM meta")
    cipher.fetch(writer, "INSERT INTO meta VALUES('second', 2)")
    assert not cipher.checkpoint(writer)
    cipher.fetch(reader, "COMMIT")
    assert cipher.checkpoint(writer)
    assert path.with_name("main.db-wal").stat().st_size == 0
    reader.close()
    writer.close()


def test_a_checkpoint_that_fails_is_put_off(path: Path, key: Secret, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = cipher.connect(path, key)

    def full(*_: object) -> object:
        raise apsw.FullError

    monkeypatch.setattr(cipher, "fetch", full)
    assert not cipher.checkpoint(connection)
    connection.close()


def io_error(number: int) -> apsw.IOError:
    error = apsw.IOError()
    vars(error)["extendedresult"] = number
    return error


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (apsw.CorruptError(), VaultDamaged),
        (apsw.NotADBError(), VaultDamaged),
        (apsw.SQLError("no such table: 김선희"), VaultDamaged),
        (apsw.CantOpenError(), VaultDamaged),
        (io_error(apsw.SQLITE_IOERR_SHORT_READ), VaultDamaged),
        (io_error(apsw.SQLITE_IOERR_WRITE), VaultFull),
        (apsw.FullError(), VaultFull),
        (apsw.ReadOnlyError(), VaultReadOnly),
        (apsw.BusyError(), VaultBusy),
    ],
)
def test_errors_of_sqlite_become_ours_without_their_text(raised: apsw.Error, expected: type[VaultError]) -> None:
    with pytest.raises(expected) as caught, cipher.database_errors(3):
        raise raised
    assert "김선희" not in repr(caught.value)
    assert caught.value.__cause__ is None
