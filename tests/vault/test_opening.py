import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from tests.vault.making import CHEAP, PASSPHRASE, Place, opened_of, say
from underice.vault import cipher, device, disk
from underice.vault.errors import (
    FormatTooNew,
    NotAVault,
    UnsafePath,
    VaultDamaged,
    VaultError,
    VaultFull,
    VaultReadOnly,
    VaultRolledBack,
    WrongPassphrase,
)
from underice.vault.vault import Vault


def anchor(place: Place) -> Path:
    return next(place.device.glob("*.anchor"))


def snapshot(place: Place, name: str) -> Path:
    kept = place.folder.with_name(name)
    shutil.copytree(place.folder, kept)
    return kept


def put_back(place: Place, kept: Path) -> None:
    shutil.rmtree(place.folder)
    shutil.copytree(kept, place.folder)


def test_a_new_vault_is_for_its_owner_only_and_leaves_nothing_beside_it(place: Place) -> None:
    place.create().close()
    assert sorted(path.name for path in place.folder.parent.iterdir()) == ["device", "vault"]
    for path in (place.folder, place.device, *place.folder.rglob("*"), *place.device.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0


def test_a_vault_is_made_in_an_empty_folder_but_not_over_anything(place: Place) -> None:
    place.folder.mkdir()
    place.create().close()
    with pytest.raises(VaultError, match="exists"):
        place.create()
    (place.folder.with_name("file")).touch()
    with pytest.raises(VaultError, match="exists"):
        Place(place.folder.with_name("file"), place.device).create()


def test_a_vault_that_could_not_be_made_leaves_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise VaultFull(what=path.name)

    monkeypatch.setattr(disk, "replace", full)
    with pytest.raises(VaultFull):
        place.create()
    assert list(place.folder.parent.iterdir()) == []


def test_the_folder_for_the_device_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert device.default_device_dir().name == "underice"


def test_a_wrong_passphrase_is_nothing_else(place: Place) -> None:
    place.create().close()
    with pytest.raises(WrongPassphrase):
        Vault.open(place.folder, passphrase="wrong", device_dir=place.device)
    place.open().close()


def test_what_is_no_vault_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    sqlite3.connect(tmp_path / "folder" / "main.db").close()
    for name in ("none", "folder"):
        with pytest.raises(NotAVault):
            Vault.open(tmp_path / name, passphrase="x", device_dir=tmp_path)


@pytest.mark.parametrize(("name", "part"), [("slots.cbor", "slots"), ("keys.cbor", "keys"), ("main.db", "database")])
def test_a_missing_file_is_damage_with_its_name(name: str, part: str, place: Place) -> None:
    place.create().close()
    (place.folder / name).unlink()
    with pytest.raises(VaultDamaged, match="missing") as caught:
        place.open()
    assert caught.value.part == part


def test_missing_heads_are_damage_until_someone_says_that_what_is_there_is_right(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    (place.folder / "heads.log").unlink()
    with pytest.raises(VaultDamaged, match="part=heads detail=missing"):
        place.open()
    with place.open(accept=True) as vault:
        assert vault.count() == 1
    place.open().close()


def test_accepting_is_not_for_readers(place: Place) -> None:
    place.create().close()
    (place.folder / "heads.log").unlink()
    with pytest.raises(VaultDamaged):
        place.open(accept=True, read_only=True)


@pytest.mark.parametrize("name", ["slots.cbor", "keys.cbor", "heads.log"])
def test_every_flipped_bit_of_a_small_file_is_damage_of_that_file(name: str, place: Place) -> None:
    place.create().close()
    path = place.folder / name
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        path.write_bytes(flipped)
        with pytest.raises(VaultDamaged) as caught:
            place.open(read_only=True)
        assert caught.value.part == name.partition(".")[0]
    path.write_bytes(whole)
    place.open().close()


def test_a_damaged_anchor_on_the_device_is_named_and_can_be_made_anew(place: Place) -> None:
    place.create().close()
    anchor(place).write_bytes(b"")
    with pytest.raises(VaultDamaged) as caught:
        place.open()
    assert caught.value.part == "anchor"
    place.open(accept=True).close()
    place.open().close()


def test_a_small_file_of_another_vault_is_damage(place: Place, tmp_path: Path) -> None:
    place.create().close()
    other = Place(tmp_path / "other", place.device)
    other.create().close()
    shutil.copy(other.folder / "slots.cbor", place.folder / "slots.cbor")
    with pytest.raises(VaultDamaged, match="another-vault"):
        place.open()


@pytest.mark.parametrize(("name", "kind"), [("slots.cbor", "slots"), ("keys.cbor", "keys"), ("heads.log", "heads")])
def test_a_newer_format_is_refused_before_anything_is_touched(name: str, kind: str, place: Place) -> None:
    place.create().close()
    (place.folder / "lock").unlink()
    (place.folder / name).write_bytes(disk.seal(kind, b"from the future", version=2))
    with pytest.raises(FormatTooNew):
        place.open()
    assert not (place.folder / "lock").exists()


def test_a_plain_database_with_the_right_name_is_damage(place: Place) -> None:
    place.create().close()
    (place.folder / "main.db").unlink()
    plain = sqlite3.connect(place.folder / "main.db")
    plain.execute("CREATE TABLE statement(x)")
    plain.close()
    with pytest.raises(VaultDamaged, match="not-encrypted"):
        place.open()


def test_links_in_place_of_a_vault_or_of_its_files_are_refused(place: Place) -> None:
    place.create().close()
    link = place.folder.with_name("link")
    link.symlink_to(place.folder)
    with pytest.raises(UnsafePath):
        Place(link, place.device).open()
    real = place.folder.with_name("elsewhere.db")
    (place.folder / "main.db").rename(real)
    (place.folder / "main.db").symlink_to(real)
    with pytest.raises(UnsafePath):
        place.open()


def test_a_folder_that_others_can_look_into_is_closed_to_them(place: Place) -> None:
    place.create().close()
    place.folder.chmod(0o755)
    place.open().close()
    assert place.folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_written_is_opened_for_reading(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    open_ = os.open

    def refuse(path: os.PathLike[str] | str, flags: int, mode: int = 0o777, **more: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise PermissionError(30, "read-only file system")
        return open_(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VaultReadOnly):
        place.open()
    with place.open(read_only=True) as vault:
        assert vault.count() == 1
        assert vault.verify().good


def test_leftovers_of_a_crash_are_removed(vault: Vault, place: Place) -> None:
    vault.close()
    (place.folder / "att" / "00").mkdir(parents=True)
    left = [place.folder / "heads.log.new", place.folder / "slots.cbor.new", place.folder / "att" / "00" / "x.new"]
    for path in left:
        path.touch()
    (place.folder / ".verify-x").mkdir()
    place.open().close()
    assert not any(path.exists() for path in left)
    assert not (place.folder / ".verify-x").exists()


# --- rollback ----------------------------------------------------------------------


def test_a_whole_folder_put_back_to_an_older_copy_is_reported(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    old = snapshot(place, "old")
    with place.open() as vault:
        vault.record([say("무산")])
    put_back(place, old)
    with pytest.raises(VaultRolledBack) as caught:
        place.open()
    error = caught.value
    assert (error.part, error.anchor, error.bundle, error.found) == ("folder", "anchor", 2, 1)


@pytest.mark.parametrize("bundles", [1, 2, 3])
def test_one_compartment_put_back_is_reported_without_the_devices_anchor(bundles: int, place: Place) -> None:
    with place.create() as vault:
        vault.add_compartment("case-2")
    old = snapshot(place, "old")
    with place.open(compartment="case-2") as vault:
        for _ in range(bundles):
            vault.record([say("무산")])
    anchor(place).unlink()
    shutil.copy(old / "case-2.db", place.folder / "case-2.db")
    with pytest.raises(VaultRolledBack) as caught:
        place.open(compartment="case-2")
    assert (caught.value.part, caught.value.anchor, caught.value.bundle) == ("database", "heads", bundles)
    place.open().close()


def test_heads_put_back_alone_are_reported_by_either_remaining_anchor(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    old = (place.folder / "heads.log").read_bytes()
    with place.open() as vault:
        vault.record([say("무산")])
        vault.record([say("회령")])
    (place.folder / "heads.log").write_bytes(old)
    with pytest.raises(VaultRolledBack):
        place.open()
    anchor(place).unlink()
    with pytest.raises(VaultRolledBack) as caught:
        place.open()
    assert (caught.value.part, caught.value.anchor) == ("heads", "database")


def test_slots_put_back_bring_no_removed_passphrase_to_life(place: Place) -> None:
    with place.create() as vault:
        old = (place.folder / "slots.cbor").read_bytes()
        vault.change_passphrase(PASSPHRASE, "new", kdf=CHEAP)
    (place.folder / "slots.cbor").write_bytes(old)
    with pytest.raises(VaultRolledBack) as caught:
        place.open()
    assert caught.value.part == "slots"


def test_keys_put_back_are_reported(place: Place) -> None:
    with place.create() as vault:
        old = (place.folder / "keys.cbor").read_bytes()
        vault.recovery_shares(2, 3)
    (place.folder / "keys.cbor").write_bytes(old)
    with pytest.raises(VaultRolledBack) as caught:
        place.open()
    assert caught.value.part == "keys"


def with_log(place: Place, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a vault's folder whose last acknowledged bundles are still in the write-ahead log."""
    with place.create() as vault:
        vault.record([say("김선희")])
        monkeypatch.setattr(cipher, "checkpoint", lambda _: False)
        for number in range(3):
            vault.record([say(f"무산 {number}")])
        kept = snapshot(place, "kept")
    monkeypatch.undo()
    put_back(place, kept)
    (place.folder / "main.db-shm").unlink(missing_ok=True)
    return kept


def test_a_log_left_by_a_crash_is_taken_in(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with_log(place, monkeypatch)
    with place.open(read_only=True) as vault:
        assert vault.count() == 4
    with place.open() as vault:
        assert vault.count() == 4
        assert vault.verify().good
    assert (place.folder / "main.db").stat().st_size


def test_a_log_deleted_cut_or_flipped_is_reported(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = with_log(place, monkeypatch)
    whole = (kept / "main.db-wal").read_bytes()
    broken = [b"", whole[: len(whole) // 2]]
    for at in range(0, len(whole), 1499):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        broken.append(bytes(flipped))
    for data in broken:
        (place.folder / "main.db-shm").unlink(missing_ok=True)
        (place.folder / "main.db-wal").write_bytes(data)
        with pytest.raises((VaultRolledBack, VaultDamaged)):
            place.open(read_only=True)


def test_a_vault_carried_to_another_device_gets_its_anchor_there(place: Place, tmp_path: Path) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    there = Place(place.folder, tmp_path / "there")
    with there.open() as vault:
        vault.record([say("무산")])
        vault.record([say("회령")])
    with place.open() as vault:
        assert vault.count() == 3
    assert anchor(place).name == anchor(there).name


def test_accepting_an_older_state_moves_the_anchors_there(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    old = snapshot(place, "old")
    with place.open() as vault:
        vault.record([say("무산")])
    put_back(place, old)
    with place.open(inspect=True) as vault:
        assert {finding.code for finding in vault.verify().findings} == {"anchor", "cut"}
        with pytest.raises(VaultReadOnly):
            vault.record([say("무산")])
    with place.open(accept=True) as vault:
        assert opened_of(vault).problems
        assert vault.record([say("회령")]).number == 2
    with place.open() as vault:
        assert vault.verify().good


def test_looking_at_a_damaged_anchor_names_it(place: Place) -> None:
    place.create().close()
    (place.folder / "heads.log").write_bytes(b"")
    with place.open(inspect=True) as vault:
        assert [finding.code for finding in vault.verify().findings] == ["anchor"]


def test_a_reader_looks_again_when_a_writer_has_moved_on(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
        seen = (place.folder / "heads.log").read_bytes()
        vault.record([say("무산")])
        vault.record([say("회령")])
        now = (place.folder / "heads.log").read_bytes()
        (place.folder / "heads.log").write_bytes(seen)
        looks: list[float] = []

        def wait(seconds: float) -> None:
            looks.append(seconds)
            (place.folder / "heads.log").write_bytes(now)

        monkeypatch.setattr(time, "sleep", wait)
        with place.open(read_only=True) as reader:
            assert reader.count() == 3
        assert len(looks) == 1
