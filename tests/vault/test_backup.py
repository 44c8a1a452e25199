import io
import os
from pathlib import Path

import pytest

from tests.vault.making import Place, say
from underice.vault import backup, canonical, disk
from underice.vault.errors import NotAVault, VaultBusy, VaultDamaged, VaultError, VaultFull, VaultRolledBack
from underice.vault.vault import Vault


@pytest.fixture
def kept(place: Place, tmp_path: Path) -> Path:
    """A backup of a vault with two compartments and an attachment."""
    with place.create() as vault:
        vault.record([say("김선희")])
        vault.attach(io.BytesIO(b"content"), mime="text/plain")
        vault.add_compartment("case-2")
        vault.backup(tmp_path / "backup")
    return tmp_path / "backup"


def test_a_backup_is_a_whole_vault(kept: Path, tmp_path: Path) -> None:
    assert backup.restore(kept, tmp_path / "elsewhere") is None
    again = Place(tmp_path / "elsewhere", tmp_path / "new-device")
    with again.open() as vault:
        assert vault.verify().good
        assert vault.verify().attachments == 1
    with again.open(compartment="case-2") as vault:
        assert vault.count() == 0


def test_a_backup_tells_what_it_holds_and_replaces_nothing(vault: Vault, tmp_path: Path) -> None:
    done = vault.backup(tmp_path / "backup")
    assert done.files == 4
    assert done.size > 4096
    with pytest.raises(VaultError, match="exists"):
        vault.backup(tmp_path / "backup")


def test_a_backup_that_fails_leaves_nothing(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(VaultFull):
        vault.backup(tmp_path / "backup")
    assert sorted(tmp_path.iterdir()) == before


def test_a_compartment_that_is_elsewhere_is_left_out(place: Place, tmp_path: Path, kept: Path) -> None:
    (place.folder / "case-2.db").unlink()
    with place.open() as vault:
        vault.backup(tmp_path / "second")
    assert not (tmp_path / "second" / "case-2.db").exists()


def test_restoring_keeps_what_was_there_and_going_on_from_it_must_be_said(place: Place, kept: Path) -> None:
    with place.open() as vault:
        vault.record([say("무산")])
    aside = Vault.restore(kept, place.folder)
    assert aside is not None
    assert (aside / "main.db").exists()
    with pytest.raises(VaultRolledBack):
        place.open()
    with place.open(accept=True) as vault:
        assert vault.count() == 4
        assert vault.verify().good


def test_every_kind_of_damage_to_a_backup_is_noticed_before_anything_is_touched(place: Place, kept: Path) -> None:
    for path in sorted(path for path in kept.rglob("*") if path.is_file() and path.stat().st_size):
        whole = path.read_bytes()
        flipped = bytearray(whole)
        flipped[len(whole) // 2] ^= 1
        path.write_bytes(flipped)
        with pytest.raises(VaultDamaged) as caught:
            Vault.restore(kept, place.folder)
        assert caught.value.part == "backup"
        path.write_bytes(whole)
    (kept / "main.db").unlink()
    with pytest.raises(VaultDamaged, match="missing"):
        Vault.restore(kept, place.folder)
    with place.open() as vault:
        assert vault.count() == 4
    assert sorted(path.name for path in place.folder.parent.iterdir()) == ["backup", "device", "vault"]


def test_an_open_vault_is_not_replaced(place: Place, kept: Path) -> None:
    with place.open(), pytest.raises(VaultBusy):
        Vault.restore(kept, place.folder)


def test_a_folder_without_a_list_is_no_backup(place: Place, tmp_path: Path) -> None:
    place.create().close()
    with pytest.raises(NotAVault):
        Vault.restore(place.folder, tmp_path / "elsewhere")


def test_restoring_over_a_file_is_refused_and_into_an_empty_folder_is_not(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VaultError, match="exists"):
        Vault.restore(kept, tmp_path / "file")
    (tmp_path / "empty").mkdir()
    assert Vault.restore(kept, tmp_path / "empty") is None


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", "lock", "a/b/c/d"])
def test_a_list_cannot_name_a_file_outside(name: str, kept: Path, tmp_path: Path) -> None:
    entry: canonical.Value = {"name": name, "sha256": bytes(32), "size": 0}
    (kept / backup.LIST).write_bytes(disk.seal("backup", canonical.encode({"files": [entry]})))
    with pytest.raises(VaultDamaged, match="form"):
        Vault.restore(kept, tmp_path / "elsewhere")


def test_a_link_in_a_backup_is_not_followed(kept: Path, tmp_path: Path) -> None:
    (kept / "main.db").rename(tmp_path / "main.db")
    os.symlink(tmp_path / "main.db", kept / "main.db")
    with pytest.raises(VaultError):
        Vault.restore(kept, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
