import io
import os
from pathlib import Path

import pytest

from tests.vault.making import Place, opened_of
from underice.vault import attachments
from underice.vault.attachments import CHUNK
from underice.vault.errors import ConsentExpunged, UnknownId, UnsafePath, VaultDamaged, VaultFull
from underice.vault.vault import Vault

ID = bytes(range(16))


class Drip(io.BytesIO):
    """A stream that gives a few bytes at a time, as a pipe does."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 70_000))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_content_of_any_length_comes_out_again(size: int, tmp_path: Path) -> None:
    content = os.urandom(size)
    stored = attachments.write(tmp_path, ID, io.BytesIO(content))
    assert b"".join(attachments.read(tmp_path, ID, stored)) == content
    assert "key" not in repr(stored).replace("key hidden", "")


def test_a_slow_stream_gives_the_same_chunks(tmp_path: Path) -> None:
    content = os.urandom(CHUNK + 5)
    stored = attachments.write(tmp_path, ID, Drip(content))
    assert [len(chunk) for chunk in attachments.read(tmp_path, ID, stored)] == [CHUNK, 5]


def test_a_flipped_bit_a_cut_or_an_addition_is_damage(tmp_path: Path) -> None:
    stored = attachments.write(tmp_path, ID, io.BytesIO(b"content"))
    path = attachments.path_of(tmp_path, ID)
    whole = path.read_bytes()
    broken = [whole[:-1], whole + b"\0"]
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        broken.append(bytes(flipped))
    for data in broken:
        path.write_bytes(data)
        with pytest.raises(VaultDamaged) as caught:
            list(attachments.read(tmp_path, ID, stored))
        assert caught.value.part == "attachment"


def test_chunks_cannot_change_places(tmp_path: Path) -> None:
    stored = attachments.write(tmp_path, ID, io.BytesIO(os.urandom(3 * CHUNK)))
    path = attachments.path_of(tmp_path, ID)
    data, sealed = path.read_bytes(), CHUNK + 16
    head = len(data) - 3 * sealed
    first, second, third = (data[head + at * sealed : head + (at + 1) * sealed] for at in range(3))
    path.write_bytes(data[:head] + second + first + third)
    with pytest.raises(VaultDamaged, match="authentication"):
        list(attachments.read(tmp_path, ID, stored))


def test_another_files_content_under_the_right_key_is_noticed(tmp_path: Path) -> None:
    stored = attachments.write(tmp_path, ID, io.BytesIO(b"content"))
    with pytest.raises(VaultDamaged, match="content"):
        list(attachments.read(tmp_path, ID, attachments.Stored(stored.key, stored.size, bytes(32))))


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(VaultDamaged, match="missing"):
        list(attachments.read(tmp_path, ID, attachments.Stored(bytes(32), 1, bytes(32))))


def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(28, "full")

    with pytest.raises(VaultFull):
        attachments.write(tmp_path, ID, Broken())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_attachments_are_not_written_through_links(tmp_path: Path) -> None:
    (tmp_path / "att").symlink_to(tmp_path)
    with pytest.raises(UnsafePath):
        attachments.write(tmp_path, ID, io.BytesIO(b""))


def test_an_attachment_is_kept_in_a_vault_and_verified(vault: Vault, tmp_path: Path, place: Place) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("편지".encode())
    id_ = vault.attach(path, mime="text/plain", by="reporter", note="a letter")
    assert b"".join(vault.read_attachment(id_)) == "편지".encode()
    facts = vault.entity(id_)
    assert (facts.kind, facts.properties["mime"][0].value, facts.properties["size"][0].value) == (
        "attachment",
        "text/plain",
        "6",
    )
    assert vault.verify().attachments == 1
    assert "편지".encode() not in attachments.path_of(place.folder, id_).read_bytes()
    attachments.path_of(place.folder, id_).unlink()
    assert [(found.code, found.id) for found in vault.verify().findings] == [("attachment", id_.hex())]


def test_an_attachment_whose_facts_are_expunged_cannot_be_read_any_more(vault: Vault) -> None:
    id_ = vault.attach(io.BytesIO(b"content"), mime="text/plain")
    fact = vault.entity(id_).properties["sha256"][0].statement
    vault.expunge([fact.id], reason="consent withdrawn")
    with pytest.raises(ConsentExpunged):
        vault.read_attachment(id_)
    assert vault.verify().good


def test_an_attachment_nobody_recorded_is_unknown_and_one_without_a_record_damage(vault: Vault) -> None:
    with pytest.raises(UnknownId, match="unknown-attachment"):
        vault.read_attachment(ID)
    opened_of(vault).connection.execute("INSERT INTO attachment VALUES(?, x'00', 1)", (ID,)).fetchall()
    with pytest.raises(VaultDamaged, match="unrecorded"):
        vault.read_attachment(ID)
    assert [found.detail for found in vault.verify().findings] == ["unrecorded"]


def test_an_attachment_that_cannot_be_recorded_leaves_no_file(vault: Vault, place: Place) -> None:
    with pytest.raises(Exception, match="bad-length"):
        vault.attach(io.BytesIO(b"content"), mime="x" * (2 << 20))
    assert [path for path in (place.folder / "att").rglob("*") if path.is_file()] == []
