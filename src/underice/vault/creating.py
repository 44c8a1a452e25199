"""Making a vault's folder, as a whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from underice.vault import cipher, disk, schema
from underice.vault.device import Device, default_device_dir
from underice.vault.errors import VaultError
from underice.vault.guard import no_core_dumps, private_files, real_folder
from underice.vault.heads import DEVICE, Heads
from underice.vault.journal import EMPTY_HEAD
from underice.vault.keys import Keyring, check_compartment, new_secret
from underice.vault.opened import HEADS, KEYS, SLOTS, database_path, remove_folder
from underice.vault.slots import Kdf, Slots, calibrate


def create(
    folder: Path,
    *,
    passphrase: bytes | str,
    writer: str,
    kdf: Kdf | None,
    compartment: str,
    device_dir: Path | None,
    device_secret: bool = False,
    vfs: str | None = None,
) -> None:
    """Make a new vault: in a folder beside it first, put in place as a whole.

    Raises VaultError("exists") if there is anything at `folder` already.
    """
    no_core_dumps()
    folder = real_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultError("exists")
    check_compartment(compartment)
    vault = secrets.token_bytes(16)
    device = Device(device_dir or default_device_dir(), vault)
    master = new_secret()
    keyring = Keyring.new(vault, writer, compartment)
    needed = device.make_secret() if device_secret else None
    slots = Slots(vault, 0).with_passphrase(master, passphrase, kdf or calibrate(), device=needed)
    staging = folder.with_name(f".{folder.name}.{vault.hex()[:8]}.new")
    try:
        with disk.writing("folder"), private_files():
            folder.parent.mkdir(parents=True, exist_ok=True)
            staging.mkdir(mode=0o700)
            make_compartment(staging, keyring, compartment, vfs)
            disk.replace(staging / KEYS, keyring.to_file(master))
            disk.replace(staging / SLOTS, slots.to_file(master))
            first = Heads(vault, {compartment: EMPTY_HEAD}, slots.generation, 1, secrets.token_bytes(DEVICE))
            disk.replace(staging / HEADS, first.to_file("heads", keyring, master))
            device.prepare_folder()
            disk.replace(device.anchor, first.to_file("anchor", keyring, master))
            os.replace(staging, folder)
            disk.sync_folder(folder.parent)
    except BaseException:
        remove_folder(staging)
        raise
    finally:
        master.wipe()
        keyring.wipe()


def make_compartment(folder: Path, keyring: Keyring, compartment: str, vfs: str | None = None) -> None:
    """Make the empty database of a compartment whose key is in the keyring."""
    path = database_path(folder, compartment)
    connection = cipher.connect(path, keyring.compartments[compartment], create=True, vfs=vfs)
    try:
        with cipher.database_errors():
            with connection:
                schema.build(connection)
            cipher.checkpoint(connection)
    finally:
        connection.close()
    disk.sync_folder(folder)
