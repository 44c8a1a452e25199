"""Opening a vault: what is read in which order, and what is compared with what.

    vault/  slots.cbor   the ways in             keys.cbor   compartment keys and identities, sealed to the master key
            heads.log    where each history ends  <name>.db  one encrypted database per compartment
            att/         attachments              lock       empty; the right to write
    device folder/  <vault>.anchor  the heads once more, outside the vault   <vault>.device  the device's secret, if
    used

Writing goes database → heads.log → anchor, and slots or keys → heads.log → anchor. Reading goes the other way round,
so that a reader beside a writer never sees an anchor that knows more than what it reads next.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from underice.vault import cipher, disk, heads, recovery, schema
from underice.vault.device import Device, default_device_dir
from underice.vault.errors import NotAVault, UnknownId, VaultDamaged, VaultError, VaultRolledBack, WrongPassphrase
from underice.vault.guard import WriterLock, check_folder, no_core_dumps, real_folder
from underice.vault.heads import DEVICE, Heads
from underice.vault.journal import EMPTY_HEAD, Journal
from underice.vault.keys import Keyring, SealedKeys, Secret
from underice.vault.opened import HEADS, KEYS, SLOTS, Opened, database_path, remove_folder
from underice.vault.slots import Slots

_LARGEST_KEY_FILE = 1 << 16
_PAUSES = (0.005, 0.02)
"""Seconds a reader waits before it looks again."""


def unlock(
    folder: Path,
    device_dir: Path,
    *,
    passphrase: bytes | str | None,
    key_file: Path | None,
    shares: Sequence[str] | None,
) -> tuple[Secret, Keyring, Slots | None]:
    """The master key, the keyring and the slots. Raises WrongPassphrase, VaultDamaged, DeviceSecretMissing,
    VaultError.
    """
    if sum(given is not None for given in (passphrase, key_file, shares)) != 1:
        raise VaultError("one-way-in")
    sealed = SealedKeys.from_file(disk.read(folder / KEYS, "keys"))
    if shares is not None and not (folder / SLOTS).exists():
        master = _recover(sealed, shares)
        return master, sealed.open(master), None
    slots, mac = Slots.from_file(disk.read(folder / SLOTS, "slots"))
    if slots.vault != sealed.vault:
        raise VaultDamaged("slots", "another-vault")
    if shares is not None:
        master = _recover(sealed, shares)
    elif key_file is not None:
        master, _ = slots.open_with_identity(_key_text(key_file))
    else:
        master, _ = slots.open_with_passphrase(passphrase or b"", Device(device_dir, sealed.vault).read_secret())
    slots.check(master, mac)
    return master, sealed.open(master), slots


def _recover(sealed: SealedKeys, shares: Sequence[str]) -> Secret:
    secret = recovery.combine(shares)
    try:
        return sealed.recover(secret)
    finally:
        secret.wipe()


def _key_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_KEY_FILE).decode()
    except (OSError, UnicodeDecodeError):
        raise WrongPassphrase("bad-key-file") from None


def open_vault(
    folder: Path,
    *,
    passphrase: bytes | str | None = None,
    key_file: Path | None = None,
    shares: Sequence[str] | None = None,
    read_only: bool = False,
    compartment: str = "main",
    device_dir: Path | None = None,
    inspect: bool = False,
    accept: bool = False,
    vfs: str | None = None,
) -> Opened:
    """Open a vault and compare it with its anchors.

    `inspect` opens for reading even what disagrees with its anchors, and lists why; `accept` takes the state found
    for the truth from now on and moves the anchors there.
    Raises what `underice.vault.errors` describes.
    """
    no_core_dumps()
    folder = real_folder(folder)
    read_only = read_only or inspect
    look_like_a_vault(folder)
    _refuse_newer(folder)
    check_folder(folder, tighten=not read_only)
    lock = None if read_only else WriterLock(folder)
    device_dir = device_dir or default_device_dir()
    held: list[Secret | Keyring] = []
    try:
        master, keyring, slots = unlock(folder, device_dir, passphrase=passphrase, key_file=key_file, shares=shares)
        held += [master, keyring]
        if compartment not in keyring.compartments:
            raise UnknownId("unknown-compartment")
        how = _How(folder, Device(device_dir, keyring.vault), compartment, lock, inspect, accept and not read_only, vfs)
        return _open_beside_a_writer(how, master, keyring, slots)
    except BaseException:
        for secret in held:
            secret.wipe()
        if lock is not None:
            lock.release()
        raise


@dataclass(frozen=True, slots=True)
class _How:
    folder: Path
    device: Device
    compartment: str
    lock: WriterLock | None
    inspect: bool
    accept: bool
    vfs: str | None


def _open_beside_a_writer(how: _How, master: Secret, keyring: Keyring, slots: Slots | None) -> Opened:
    """Open; a reader tries again if the anchors disagree, for a writer may have moved on between two of its looks."""
    for pause in _PAUSES if how.lock is None and not how.inspect else ():
        try:
            return _open(how, master, keyring, slots)
        except VaultRolledBack:
            time.sleep(pause)
            if slots is not None:
                slots, mac = Slots.from_file(disk.read(how.folder / SLOTS, "slots"))
                slots.check(master, mac)
            again = SealedKeys.from_file(disk.read(how.folder / KEYS, "keys")).open(master)
            keyring.generation = again.generation
            again.wipe()
    return _open(how, master, keyring, slots)


def look_like_a_vault(folder: Path) -> None:
    """Raise NotAVault if nothing in the folder is ours; a vault of which files are missing is damaged, not absent."""
    if not folder.is_dir() or not any((folder / name).exists() for name in (SLOTS, KEYS, HEADS)):
        raise NotAVault


def _refuse_newer(folder: Path) -> None:
    """Raise FormatTooNew if any of the small files says so, before anything is locked, narrowed or written."""
    for name, kind in ((SLOTS, "slots"), (KEYS, "keys"), (HEADS, "heads")):
        with suppress(VaultDamaged, NotAVault):
            disk.unseal(kind, disk.read(folder / name, kind), kind)


def _open(how: _How, master: Secret, keyring: Keyring, slots: Slots | None) -> Opened:
    problems: list[VaultError] = []

    def suspect(error: VaultError) -> None:
        if not (how.inspect or how.accept):
            raise error
        problems.append(error)

    generation = slots.generation if slots else 0
    near = far = None
    try:
        if how.device.anchor.exists():
            data = disk.read(how.device.anchor, "anchor")
            far = heads.from_file(data, "anchor", keyring.vault, keyring.public, master)
    except VaultDamaged as error:
        suspect(error)
    try:
        data = disk.read(how.folder / HEADS, "heads")
        near = heads.from_file(data, "heads", keyring.vault, keyring.public, master)
    except VaultDamaged as error:
        suspect(error)
    try:
        # Without slots (after a lock-out, opened with shares) there is nothing to compare their number with.
        known = generation if slots else max(near.slots if near else 0, far.slots if far else 0)
        heads.compare_files(near, far, slots=known, keys=keyring.generation)
    except VaultRolledBack as error:
        suspect(error)
    path, key = database_path(how.folder, how.compartment), keyring.compartments[how.compartment]
    connection = cipher.connect(path, key, read_only=how.lock is None, vfs=how.vfs)
    try:
        with cipher.database_errors():
            schema.migrate(connection, read_only=how.lock is None)
        device_id = far.device if far else secrets.token_bytes(DEVICE)
        journal = Journal(connection, keyring, how.compartment, device_id)
        try:
            with cipher.database_errors(), connection:  # one look at the database, whatever a writer does meanwhile
                _compare(journal, near, far, how.compartment)
        except (VaultDamaged, VaultRolledBack) as error:
            suspect(error)
        before = near or far or Heads(keyring.vault, {}, generation, keyring.generation, device_id)
        opened = Opened(
            how.folder, how.device, how.compartment, master, keyring, slots, before, connection, journal, how.lock,
            how.vfs, problems,
        )  # fmt: skip
        if how.lock is not None:
            _catch_up(opened, near, far, device_id, generation)
    except BaseException:
        connection.close(True)
        raise
    return opened


def _compare(journal: Journal, near: Heads | None, far: Heads | None, compartment: str) -> None:
    """Compare the end of the history with what the anchors know. Raises VaultRolledBack, VaultDamaged."""
    number = journal.last_number()
    known = {where: heads_.heads.get(compartment, EMPTY_HEAD) for where, heads_ in _given(near, far)}
    for where, head in known.items():
        if head.number > number:
            raise VaultRolledBack("database", anchor=where, bundle=head.number, found=number)
    end = journal.head
    for head in known.values():
        if journal.digest_at(head.number) != head.digest:
            raise VaultDamaged("history", "fork", bundle=head.number)
    if near is None:
        return
    before = near.heads.get(compartment, EMPTY_HEAD)
    if end.number > before.number + 1:
        raise VaultRolledBack("heads", anchor="database", bundle=end.number, found=before.number)
    if end.number == before.number + 1:
        # A crash between the commit and the heads: a bundle nobody was told of. It counts if it is whole.
        journal.check_last(before)


def _given(near: Heads | None, far: Heads | None) -> Iterator[tuple[str, Heads]]:
    if near is not None:
        yield "heads", near
    if far is not None:
        yield "anchor", far


def _catch_up(opened: Opened, near: Heads | None, far: Heads | None, device_id: bytes, generation: int) -> None:
    """Remove what a crash left behind, and bring the anchors to the end of the history if they are behind."""
    for path in (opened.folder / HEADS, opened.folder / SLOTS, opened.folder / KEYS, opened.device.anchor):
        path.with_name(path.name + ".new").unlink(missing_ok=True)
    for path in opened.folder.glob("att/*/*.new"):
        path.unlink()
    for path in opened.folder.glob(".verify-*"):
        remove_folder(path)
    cipher.checkpoint(opened.connection)
    known = opened.heads
    due = Heads(
        opened.keyring.vault,
        {**known.heads, opened.compartment: opened.journal.head},
        generation or known.slots,
        opened.keyring.generation,
        device_id,
    )
    if due != near or far is None or due != far:
        opened.stage(due)
        opened.publish()
    opened.heads = due
