"""Backup and restore: one folder with everything but the device's own files, and a list of what must be in it.

The database is copied through SQLite's backup interface, never as a file in use. A backup appears under its name only
when it is whole; a restored vault takes its place only when every file in it has been compared with the list.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from underice.vault import canonical, cipher, disk
from underice.vault.canonical import NotCanonical, Reader
from underice.vault.errors import NotAVault, UnsafePath, VaultDamaged, VaultError
from underice.vault.guard import LOCK, WriterLock, private_files, real_folder

if TYPE_CHECKING:
    from underice.vault.opened import Opened

LIST = "backup.cbor"
"""The list of the files in a backup, their sizes and SHA-256 (of what lies on disk: ciphertext)."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupRef:
    """What was backed up: the folder, how many files and bytes."""

    folder: Path
    files: int
    size: int


def _read(path: Path) -> Iterator[bytes]:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnsafePath("symlink", file=path.name) from None
        raise
    with os.fdopen(handle, "rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _hash(blocks: Iterable[bytes]) -> tuple[int, bytes]:
    size, found = 0, hashlib.sha256()
    for block in blocks:
        size += len(block)
        found.update(block)
    return size, found.digest()


def _copy(source: Path, target: Path) -> tuple[int, bytes]:
    """Copy a file durably; the length and hash of what was copied."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as out:

        def passing() -> Iterator[bytes]:
            for block in _read(source):
                out.write(block)
                yield block

        found = _hash(passing())
        out.flush()
        os.fsync(out.fileno())
    return found


def backup(opened: Opened, target: Path) -> BackupRef:
    """Copy the whole vault, all compartments, into a new folder `target`.

    Raises VaultError("exists") if there is something already, VaultFull; then nothing is left at `target`.
    """
    target = real_folder(target)
    if target.exists():
        raise VaultError("exists")
    staging = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with disk.writing("backup"), private_files():
            staging.mkdir(mode=0o700)
            for name in opened.keyring.compartments:
                _copy_database(opened, name, staging)
            for path in sorted(opened.folder.rglob("*")):
                inside = path.relative_to(opened.folder)
                if path.is_file() and path.suffix != ".new" and _plain_copy(inside):
                    _copy(path, staging / inside)
            listed = write_list(staging)
            disk.sync_folder(staging)
            os.replace(staging, target)
            disk.sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return BackupRef(target, len(listed), sum(listed.values()))


def _plain_copy(inside: Path) -> bool:
    return inside.parts[0] == "att" or inside.name in ("slots.cbor", "keys.cbor", "heads.log")


def _copy_database(opened: Opened, name: str, staging: Path) -> None:
    path = opened.folder / f"{name}.db"
    if not path.exists():
        return
    key = opened.keyring.compartments[name]
    own = name == opened.compartment
    source = opened.connection if own else cipher.connect(path, key, read_only=True)
    target = cipher.connect(staging / path.name, key, create=True)
    try:
        with cipher.database_errors(), target.backup("main", source, "main") as copying:
            while not copying.done:
                copying.step(1024)
    finally:
        target.close()
        if not own:
            source.close()


def write_list(folder: Path) -> dict[str, int]:
    """Write the list of all files in `folder`; their sizes by name."""
    sizes: dict[str, int] = {}
    entries: list[canonical.Value] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size, found = _hash(_read(path))
        name = path.relative_to(folder).as_posix()
        sizes[name] = size
        entries.append({"name": name, "sha256": found, "size": size})
    disk.replace(folder / LIST, disk.seal("backup", canonical.encode({"files": entries})))
    return sizes


def read_list(folder: Path) -> dict[str, tuple[int, bytes]]:
    """The list of a backup: size and hash by name. Raises NotAVault if there is none, VaultDamaged if it is damaged."""
    if not (folder / LIST).exists():
        raise NotAVault(part="backup")
    listed: dict[str, tuple[int, bytes]] = {}
    try:
        body = Reader(disk.unseal("backup", disk.read(folder / LIST, "backup", 64 << 20), "backup"))
        for entry in body.maps("files"):
            name = entry.text("name")
            parts = PurePosixPath(name).parts
            if not parts or name.startswith("/") or ".." in parts or len(parts) > 3 or parts[0] == LOCK:
                raise NotCanonical("name")
            listed[name] = (entry.number("size"), entry.octets("sha256", 32))
    except NotCanonical:
        raise VaultDamaged("backup", "form") from None
    return listed


def restore(source: Path, folder: Path) -> Path | None:
    """Put a backup in place of whatever is at `folder`; that is kept beside it, and its new path is given back.

    Every file is compared with the backup's list before anything at `folder` is touched. Raises NotAVault,
    VaultDamaged, VaultFull, VaultBusy if the vault at `folder` is open.
    """
    source, folder = real_folder(source), real_folder(folder)
    listed = read_list(source)
    token = secrets.token_hex(4)
    staging = folder.with_name(f".{folder.name}.{token}.new")
    try:
        with disk.writing("restore"), private_files():
            staging.mkdir(mode=0o700, parents=True)
            for name, (size, expected) in listed.items():
                try:
                    found = _copy(source / name, staging / name)
                except FileNotFoundError:
                    raise VaultDamaged("backup", "missing", file=name) from None
                if found != (size, expected):
                    raise VaultDamaged("backup", "content", file=name)
            disk.sync_folder(staging)
            kept = _set_aside(folder, token)
            os.replace(staging, folder)
            disk.sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return kept


def _set_aside(folder: Path, token: str) -> Path | None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    if not folder.is_dir():
        raise VaultError("exists")
    lock = WriterLock(folder)
    try:
        kept = folder.with_name(f"{folder.name}.before-{token}")
        os.replace(folder, kept)
    finally:
        lock.release()
    return kept
