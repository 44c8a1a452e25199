"""Attachments: files kept beside the database, encrypted in chunks so that neither order nor end can be changed.

Each has a random key of its own, kept in the database. Chunk i is XChaCha20-Poly1305 over at most 1 MiB with the nonce
prefix ‖ i and bound to id ‖ i ‖ last: a chunk moved, left out, repeated or cut off does not open (the construction of
STREAM, Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from underice.vault.cipher import fetch
from underice.vault.disk import sync_folder, writing
from underice.vault.errors import UnsafePath, VaultDamaged
from underice.vault.guard import private_files
from underice.vault.keys import KEY_SIZE

if TYPE_CHECKING:
    import apsw

CHUNK = 1 << 20
"""Plain bytes in a chunk; only the last may be shorter."""
MAGIC = b"underice att 1\0\0"
_PREFIX = 16
_TAG = 16
_HEAD = len(MAGIC) + _PREFIX


@dataclass(frozen=True, slots=True)
class Stored:
    """What must be kept in the database to read an attachment: its key, its length and the SHA-256 of its content."""

    key: bytes
    size: int
    sha256: bytes

    def __repr__(self) -> str:
        return f"Stored(size={self.size}, key hidden)"


def path_of(folder: Path, id_: bytes) -> Path:
    """Where the attachment of this id lies in a vault's folder."""
    name = id_.hex()
    return folder / "att" / name[:2] / name


def content_hash(connection: apsw.Connection, id_: bytes) -> bytes | None:
    """The SHA-256 that the signed history names for an attachment; None if that has been expunged.

    Raises VaultDamaged if the history names none.
    """
    rows = fetch(connection, "SELECT value, salt IS NULL FROM statement WHERE entity = ? AND prop = 'sha256'", (id_,))
    try:
        return None if rows[0][1] else bytes.fromhex(rows[0][0])
    except (IndexError, ValueError):
        raise VaultDamaged("attachment", "unrecorded", id=id_.hex()) from None


def _bound(id_: bytes, index: int, *, last: bool) -> bytes:
    return id_ + index.to_bytes(8, "big") + (b"\1" if last else b"\0")


def write(folder: Path, id_: bytes, stream: BinaryIO) -> Stored:
    """Encrypt everything in `stream` into its place, as a whole or not at all, durably. Raises VaultFull."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt

    key, prefix = os.urandom(KEY_SIZE), os.urandom(_PREFIX)
    path = path_of(folder, id_)
    staged = path.with_name(path.name + ".new")
    whole = hashlib.sha256()
    size = 0
    with writing("attachment"), private_files():
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.is_symlink() or path.parent.parent.is_symlink():
            raise UnsafePath("symlink", file="att")
        handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(MAGIC + prefix)
                chunk = _fill(stream)
                index = 0
                while True:
                    following = _fill(stream) if len(chunk) == CHUNK else b""
                    whole.update(chunk)
                    size += len(chunk)
                    bound = _bound(id_, index, last=not following)
                    nonce = prefix + index.to_bytes(8, "big")
                    out.write(crypto_aead_xchacha20poly1305_ietf_encrypt(chunk, bound, nonce, key))
                    if not following:
                        break
                    chunk = following
                    index += 1
                out.flush()
                os.fsync(out.fileno())
            os.replace(staged, path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        sync_folder(path.parent.parent)
        sync_folder(folder)
    return Stored(key, size, whole.digest())


def _fill(stream: BinaryIO) -> bytes:
    """Up to a whole chunk from a stream that may give less at a time."""
    parts: list[bytes] = []
    wanted = CHUNK
    while wanted and (part := stream.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def read(folder: Path, id_: bytes, stored: Stored) -> Iterator[bytes]:
    """The plain chunks, each checked before it is given; the whole is checked at the end.

    Raises VaultDamaged at the first byte that is not what was written.
    """
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
    from nacl.exceptions import CryptoError

    whole = hashlib.sha256()
    count = max(1, -(-stored.size // CHUNK))
    name = id_.hex()
    try:
        handle = os.open(path_of(folder, id_), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        raise VaultDamaged("attachment", "missing", id=name) from None
    with os.fdopen(handle, "rb") as file:
        if os.fstat(handle).st_size != _HEAD + stored.size + count * _TAG:
            raise VaultDamaged("attachment", "size", id=name)
        head = file.read(_HEAD)
        if not head.startswith(MAGIC):
            raise VaultDamaged("attachment", "form", id=name)
        prefix = head[len(MAGIC) :]
        for index in range(count):
            sealed = file.read(CHUNK + _TAG)
            bound = _bound(id_, index, last=index == count - 1)
            nonce = prefix + index.to_bytes(8, "big")
            try:
                chunk = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, bound, nonce, stored.key)
            except CryptoError:
                raise VaultDamaged("attachment", "authentication", id=name) from None
            whole.update(chunk)
            yield chunk
    if whole.digest() != stored.sha256:
        raise VaultDamaged("attachment", "content", id=name)
