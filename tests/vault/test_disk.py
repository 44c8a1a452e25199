import errno
import os
from pathlib import Path

import pytest

from underice.vault import disk
from underice.vault.errors import FormatTooNew, NotAVault, UnsafePath, VaultDamaged, VaultFull, VaultReadOnly


def test_a_sealed_body_comes_out_again() -> None:
    assert disk.unseal("heads", disk.seal("heads", b"body"), "heads") == b"body"


def test_every_single_flipped_bit_of_an_envelope_is_damage_not_a_newer_format() -> None:
    data = disk.seal("keys", b"body")
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(VaultDamaged):
            disk.unseal("keys", bytes(flipped), "keys")


def test_a_newer_format_says_so() -> None:
    with pytest.raises(FormatTooNew) as caught:
        disk.unseal("keys", disk.seal("keys", b"", version=2), "keys")
    assert caught.value.fields == {"found": 2, "readable": 1}


def test_an_envelope_of_another_kind_is_not_ours() -> None:
    with pytest.raises(NotAVault):
        disk.unseal("keys", disk.seal("slots", b""), "keys")


def test_too_few_bytes_for_an_envelope_are_damage() -> None:
    with pytest.raises(VaultDamaged, match="cut-short"):
        disk.unseal("keys", b"short", "keys")


def test_replacing_leaves_one_file_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "file"
    disk.replace(path, b"one")
    disk.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    disk.replace(path, b"one")

    def full(handle: int, data: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(VaultFull):
        disk.replace(path, b"two")
    assert path.read_bytes() == b"one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(("number", "error"), [(errno.EROFS, VaultReadOnly), (errno.EBADF, OSError)])
def test_other_failures_while_writing_are_told_apart(number: int, error: type[Exception]) -> None:
    def fail() -> None:
        with disk.writing("file"):
            raise OSError(number, "why")

    with pytest.raises(error):
        fail()


def test_reading_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(VaultDamaged, match="missing"):
        disk.read(tmp_path / "file", "heads")


def test_reading_through_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with pytest.raises(UnsafePath):
        disk.read(tmp_path / "link", "heads")


def test_reading_something_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(VaultDamaged, match="not-a-file"):
        disk.read(tmp_path / "pipe", "heads")


def test_a_file_larger_than_agreed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(11))
    with pytest.raises(VaultDamaged, match="too-large"):
        disk.read(tmp_path / "file", "heads", largest=10)


@pytest.mark.parametrize(
    ("number", "error"), [(errno.EACCES, UnsafePath), (errno.EIO, VaultDamaged), (errno.ELOOP, UnsafePath)]
)
def test_files_that_cannot_be_opened_are_told_apart(
    number: int, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, "why")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(error):
        disk.read(tmp_path / "file", "heads")


def test_a_file_that_cannot_be_read_to_its_end_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT)
    monkeypatch.setattr(os, "open", lambda *_: os.dup(handle))
    try:
        with pytest.raises(VaultDamaged, match="unreadable"):
            disk.read(tmp_path / "file", "heads")
    finally:
        os.close(handle)
