"""Derived data is kept encrypted beside a compartment, fits its history or is thrown away, and is in no copy."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from tests.vault.making import Place, opened_of, say
from underice.vault import cipher, derived
from underice.vault.errors import VaultDamaged, VaultFull
from underice.vault.vault import Vault
from underice.vocabulary.statement import new_id

FORM = 3
MARKER = "Zyxwvut Marlinspike 꽃뱁쥬"
ROOT = Path(__file__).resolve().parents[2]


def _put(vault: Vault, entries: dict[bytes, bytes | None], form: int = FORM) -> bool:
    with vault.derived("names", form) as index:
        return index.put(entries)


def _kept(vault: Vault, form: int = FORM) -> dict[bytes, bytes]:
    with vault.derived("names", form) as index:
        return dict(index.items())


def _file(place: Place) -> Path:
    return place.folder / "main.derived"


def test_what_was_put_is_there_at_the_next_opening_with_how_far_it_goes(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가"), say("나")])
        assert _put(vault, {b"b": b"2", b"a": b"1"})
    with place.open() as vault, vault.derived("names", FORM) as index:
        assert list(index.items()) == [(b"a", b"1"), (b"b", b"2")]
        assert index.since == 2
        assert repr(index) == "Derived(names, since=2)"


def test_entries_are_replaced_and_removed_one_by_one(vault: Vault) -> None:
    vault.record([say("가")])
    _put(vault, {b"a": b"1", b"b": b"2", b"c": b"3"})
    vault.record([say("나")])
    _put(vault, {b"a": None, b"b": b"4"})
    assert _kept(vault) == {b"b": b"4", b"c": b"3"}


def test_what_has_changed_since_is_told_by_kind(vault: Vault) -> None:
    one, other = sorted((new_id(), new_id()))
    wrong = say("가", entity=one)
    vault.record([wrong, say("나", entity=other)])
    _put(vault, {b"a": b"1"})
    with vault.derived("names", FORM) as index:
        assert vault.changed(index.since, "person") == ()
    vault.record([say("다", entity=other), say("제목", "title", entity=new_id(), kind="source")])
    with vault.derived("names", FORM) as index:
        assert vault.changed(index.since, "person") == (other,)
    vault.expunge([wrong.id], reason="consent withdrawn")
    assert vault.changed(4, "person") == (one,)
    assert vault.changed(0, "person") == (one, other)


def test_entries_of_another_form_do_not_count_and_are_dropped(vault: Vault) -> None:
    vault.record([say("가")])
    _put(vault, {b"a": b"1"})
    with vault.derived("names", FORM + 1) as index:
        assert (index.since, list(index.items())) == (0, [])
        index.put({b"b": b"2"})
    assert _kept(vault, FORM + 1) == {b"b": b"2"}
    assert _kept(vault) == {}


def test_nothing_of_it_lies_on_the_disk_in_the_clear(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {MARKER.encode(): MARKER.encode() * 1000})
        data = [path.read_bytes() for path in place.folder.glob("main.derived*")]
        assert data
        assert sum(map(len, data)) > 20_000
        for text in MARKER.split():
            assert not any(text.encode(encoding) in one for one in data for encoding in ("utf-8", "utf-16-le"))
        assert not any(one.startswith(b"SQLite format 3") for one in data)
        assert {path.stat().st_mode & 0o777 for path in place.folder.glob("main.derived*")} == {0o600}


def test_it_does_not_open_with_the_key_of_the_compartment_itself(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {b"a": b"1"})
        key = opened_of(vault).keyring.compartments["main"]
        with pytest.raises(VaultDamaged):
            cipher.connect(_file(place), key, read_only=True)


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_deleting_any_of_its_files_at_any_moment_does_no_harm(ending: str, place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {b"a": b"1"})
        (place.folder / f"main.derived{ending}").unlink(missing_ok=True)
        assert _kept(vault) in ({}, {b"a": b"1"})
        assert _put(vault, {b"b": b"2"})
        assert vault.verify().good


@pytest.mark.parametrize("content", [b"", b"short", b"SQLite format 3\0" + b"\0" * 5000, b"\x17" * 8192])
def test_a_file_that_is_no_index_is_thrown_away(content: bytes, place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _file(place).write_bytes(content)
        with vault.derived("names", FORM) as index:
            assert index.since == 0
            assert index.put({b"a": b"1"})
        assert _kept(vault) == {b"a": b"1"}


def test_a_damaged_entry_is_noticed_and_all_can_be_made_anew(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {bytes([n]): os.urandom(9000) for n in range(20)})
        data = bytearray(_file(place).read_bytes())
        data[len(data) // 2] ^= 1
        _file(place).write_bytes(data)
        with vault.derived("names", FORM) as index:
            if index.since:
                with pytest.raises(VaultDamaged):
                    list(index.items())
            index.renew()
            assert (index.since, list(index.items())) == (0, [])
            assert index.put({b"a": b"1"})
        assert _kept(vault) == {b"a": b"1"}


def test_an_index_that_knows_more_than_the_history_is_thrown_away(place: Place, tmp_path: Path) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        vault.backup(tmp_path / "copy")
        vault.record([say("나")])
        _put(vault, {b"a": b"1"})
    newer = _file(place).read_bytes()
    Vault.restore(tmp_path / "copy", place.folder)
    _file(place).write_bytes(newer)
    with place.open(accept=True) as vault:
        assert _kept(vault) == {}
        # Another history of the same length: the digest tells them apart.
        vault.record([say("다")])
        _put(vault, {b"b": b"2"})
        assert _kept(vault) == {b"b": b"2"}
    _file(place).write_bytes(newer)
    with place.open() as vault:
        assert _kept(vault) == {}


def test_a_reader_uses_an_index_that_fits_and_keeps_nothing(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {b"a": b"1"})
    before = _file(place).read_bytes()
    with place.open(read_only=True) as vault, vault.derived("names", FORM) as index:
        assert dict(index.items()) == {b"a": b"1"}
        assert not index.put({b"b": b"2"})
        index.renew()
        assert (index.since, list(index.items())) == (0, [])
        assert not index.put({b"b": b"2"})
    assert _file(place).read_bytes() == before


def test_a_reader_without_an_index_or_with_a_wrong_one_has_none(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
    with place.open(read_only=True) as vault:
        assert _kept(vault) == {}
        _file(place).write_bytes(b"\x17" * 8192)
        _file(place).chmod(0o600)
        assert _kept(vault) == {}
    assert _file(place).read_bytes() == b"\x17" * 8192


def test_expunging_throws_the_index_away_before_anything_else(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.create() as vault:
        wrong = say("가")
        vault.record([wrong])
        _put(vault, {b"a": b"1"})
        monkeypatch.setattr(opened_of(vault).journal, "expunge", _fails)
        with pytest.raises(VaultFull):
            vault.expunge([wrong.id], reason="consent withdrawn")
        assert list(place.folder.glob("main.derived*")) == []


def _fails(*_args: object, **_kwargs: object) -> None:
    raise VaultFull


def test_it_is_in_no_backup(place: Place, tmp_path: Path) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {b"a": b"1"})
        vault.backup(tmp_path / "copy")
    assert list((tmp_path / "copy").glob("*derived*")) == []


def test_verifying_and_locking_out_work_with_it_there(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {b"a": b"1"})
        assert vault.verify().good
    assert Vault.lock_out(place.folder, place.device).slots_destroyed


def test_compartments_have_indexes_of_their_own(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("가")])
        _put(vault, {b"a": b"1"})
        vault.add_compartment("other")
    with place.open(compartment="other") as vault:
        vault.record([say("나")])
        assert _kept(vault) == {}
        assert _put(vault, {b"b": b"2"})
    with place.open() as vault:
        assert _kept(vault) == {b"a": b"1"}


def test_a_full_disk_keeps_nothing_and_raises_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.record([say("가")])

    def full(*_args: object, **_kwargs: object) -> apsw.Connection:
        raise VaultFull

    with monkeypatch.context() as patched:
        patched.setattr(cipher, "connect", full)
        with vault.derived("names", FORM) as index:
            assert not index.put({b"a": b"1"})
            assert list(index.items()) == []
    with vault.derived("names", FORM) as index:
        patched_fetch = cipher.fetch

        def failing(connection: apsw.Connection, sql: str, given: tuple[bytes, ...] = ()) -> list[tuple[object, ...]]:
            if sql.startswith("INSERT OR REPLACE INTO stamp"):
                raise apsw.FullError
            return patched_fetch(connection, sql, given)

        monkeypatch.setattr(derived, "fetch", failing)
        assert not index.put({b"a": b"1"})
        assert list(index.items()) == []


def test_an_index_that_cannot_be_prepared_is_closed_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.record([say("가")])

    def failing(*_args: object) -> list[tuple[object, ...]]:
        raise apsw.IOError

    with monkeypatch.context() as patched:
        patched.setattr(derived, "fetch", failing)
        assert _put(vault, {b"a": b"1"}) is False
    assert _put(vault, {b"a": b"1"})


_KILLED = """
import sys
from pathlib import Path
from tests.vault.making import Place, say
place = Place(Path(sys.argv[1]), Path(sys.argv[2]))
with place.create() as vault:
    vault.record([say("가")])
    with vault.derived("names", 3) as index:
        index.put({b"a": b"1"})
        print("ready", flush=True)
        number = 0
        while True:
            number += 1
            index.put({bytes([n]): str(number).encode() * 2000 for n in range(40)})
"""


def test_after_a_kill_the_index_is_whole_or_gone(place: Place) -> None:
    command = [sys.executable, "-c", _KILLED, str(place.folder), str(place.device)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
    with place.open() as vault:
        kept = _kept(vault)
        kept.pop(b"a", None)
        assert len(set(kept.values())) <= 1
        assert len(kept) in (0, 40)
        assert vault.verify().good
