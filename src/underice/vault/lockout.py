"""Locking out: destroying this device's ways into a vault, quickly and without a passphrase.

It does not erase. On flash storage and journaling file systems, overwritten blocks may survive; copies and backups
are out of reach. Who holds recovery shares or a backup of the slots can open the vault again; that is the point of
the name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from underice.vault import disk
from underice.vault.device import Device, default_device_dir
from underice.vault.errors import NotAVault, VaultError
from underice.vault.guard import real_folder
from underice.vault.keys import SealedKeys
from underice.vault.opened import KEYS, SLOTS
from underice.vault.opening import look_like_a_vault


@dataclass(frozen=True, slots=True)
class LockedOut:
    """What locking out has done."""

    slots_destroyed: bool
    device_secret_destroyed: bool
    recoverable: bool
    """True if recovery shares have been given out for this vault: with enough of them it can be opened again."""
    limits: tuple[str, ...] = (
        "overwriting-is-not-erasing",
        "copies-and-backups-remain",
        "passphrase-and-old-slots-open",
    )
    """What it cannot promise, as codes for sentences."""


def lock_out(folder: Path, device_dir: Path | None = None) -> LockedOut:
    """Overwrite and remove the slots and this device's secret. Raises NotAVault, VaultError if that fails."""
    folder = real_folder(folder)
    look_like_a_vault(folder)
    slots = _destroy(folder / SLOTS)
    for leftover in (f"{SLOTS}.new", f"{KEYS}.new"):
        _destroy(folder / leftover)
    recoverable = secret = False
    try:
        sealed = SealedKeys.from_file(disk.read(folder / KEYS, "keys"))
        recoverable = bool(sealed.recovery)
        secret = _destroy(Device(device_dir or default_device_dir(), sealed.vault).secret)
    except (VaultError, NotAVault):
        pass
    return LockedOut(slots, secret, recoverable)


def _destroy(path: Path) -> bool:
    """Overwrite a file with random bytes, make that durable, and remove it; False if there is none."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    with disk.writing(path.name):
        try:
            os.write(handle, os.urandom(os.fstat(handle).st_size))
            os.fsync(handle)
        finally:
            os.close(handle)
        path.unlink()
        disk.sync_folder(path.parent)
    return True
