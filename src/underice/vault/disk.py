"""Writing small files so that a crash leaves the old one or the new one, and reading them so that damage shows.

Every small file of a vault is an envelope: magic, format, body, and a SHA-256 over all before it. The checksum tells
damage from a wrong key; it does not keep an attacker out (what is inside is authenticated with keys).
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from underice.vault.errors import FormatTooNew, NotAVault, UnsafePath, VaultDamaged, VaultFull, VaultReadOnly

FORMAT = 1
"""The format this program writes and the newest it reads."""

MAGIC = b"underice"
_SUM = 32
_HEAD = len(MAGIC) + 1 + 2
LARGEST = 4 << 20
"""The largest envelope that is read, in bytes."""

KINDS = {"slots": 1, "keys": 2, "heads": 3, "anchor": 4, "device": 5, "backup": 6, "share": 7}
"""Kinds of envelope and their number in the file."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Turn the system's errors while writing into VaultFull and VaultReadOnly."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise VaultFull(what=what) from None
        if error.errno in _REFUSED:
            raise VaultReadOnly(what=what) from None
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prepare(path: Path, data: bytes) -> Path:
    """Write `data` durably beside `path`, under a temporary name that is given back; `publish` puts it in place."""
    staged = path.with_name(path.name + ".new")
    with writing(path.name):
        staged.unlink(missing_ok=True)
        try:
            handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(handle, view) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError:
            staged.unlink(missing_ok=True)
            raise
    return staged


def publish(staged: Path, path: Path) -> None:
    """Put a prepared file in its place, durably. A crash leaves the old file or the new one."""
    with writing(path.name):
        os.replace(staged, path)
        sync_folder(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Write `data` to `path` as a whole or not at all, durably."""
    publish(prepare(path, data), path)


def read(path: Path, part: str, largest: int = LARGEST) -> bytes:
    """The bytes of a file that must be a plain file of ours.

    Raises VaultDamaged if it is missing, no plain file or too large, UnsafePath if it is a symbolic link.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnsafePath("symlink", file=path.name) from None
        if error.errno == errno.ENOENT:
            raise VaultDamaged(part, "missing") from None
        if error.errno in _REFUSED:
            raise UnsafePath("permissions", file=path.name) from None
        raise VaultDamaged(part, "unreadable") from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise VaultDamaged(part, "not-a-file")
        try:
            data = file.read(largest + 1)
        except OSError:
            raise VaultDamaged(part, "unreadable") from None
    if len(data) > largest:
        raise VaultDamaged(part, "too-large")
    return data


def seal(kind: str, body: bytes, version: int = FORMAT) -> bytes:
    """The envelope around `body`."""
    data = MAGIC + bytes((KINDS[kind],)) + version.to_bytes(2, "big") + body
    return data + hashlib.sha256(data).digest()


def unseal(kind: str, data: bytes, part: str) -> bytes:
    """The body of an envelope.

    Raises VaultDamaged if the checksum is wrong, NotAVault if it is something else, FormatTooNew if we cannot read it
    yet. The checksum is looked at first: a flipped bit in the format number is damage, not a newer format.
    """
    if len(data) < _HEAD + _SUM:
        raise VaultDamaged(part, "cut-short")
    content, checksum = data[:-_SUM], data[-_SUM:]
    if hashlib.sha256(content).digest() != checksum:
        raise VaultDamaged(part, "checksum")
    if not content.startswith(MAGIC) or content[len(MAGIC)] != KINDS[kind]:
        raise NotAVault(part=part)
    version = int.from_bytes(content[_HEAD - 2 : _HEAD], "big")
    if version > FORMAT:
        raise FormatTooNew(found=version, readable=FORMAT)
    return content[_HEAD:]
