"""Making a vault's folder, and opening it: what is read in which order, and what is compared with what.

    vault/  slots.cbor   the ways in             keys.cbor   compartment keys and identities, sealed to the master key
            heads.log    where each history ends  <name>.db  one encrypted database per compartment
            att/         attachments              lock       empty; the right to write
    device folder/  <vault>.anchor  the heads once more, outside the vault   <vault>.device  the device's secret, if
    used

Writing goes database → heads.log → anchor, and slots or keys → heads.log → anchor. Reading goes the other way round,
so that a reader beside a writer never sees an anchor that knows more than what it reads next.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from underice.vault import cipher, disk, heads, recovery, schema
from underice.vault.errors import NotAVault, UnknownId, VaultDamaged, VaultError, VaultRolledBack, WrongPassphrase
from underice.vault.guard import WriterLock, check_folder, no_core_dumps, private_files, real_folder
from underice.vault.heads import DEVICE, Head, Heads, Where
from underice.vault.journal import EMPTY_HEAD, Journal
from underice.vault.keys import Keyring, SealedKeys, Secret, check_compartment, new_secret
from underice.vault.slots import Kdf, Slots, calibrate

if TYPE_CHECKING:
    import apsw

SLOTS, KEYS, HEADS = "slots.cbor", "keys.cbor", "heads.log"
"""The names of the small files."""
_LARGEST_KEY_FILE = 1 << 16
_PAUSES = (0.005, 0.02)
"""Seconds a reader waits before it looks again."""


def default_device_dir() -> Path:
    """The folder for what belongs to this device and account, outside every vault."""
    from platformdirs import user_config_path

    return user_config_path("underice")


def database_path(folder: Path, compartment: str) -> Path:
    """The database of a compartment. Raises VaultError if the name cannot name one."""
    return folder / f"{check_compartment(compartment)}.db"


@dataclass(frozen=True, slots=True)
class Device:
    """What this device keeps about one vault."""

    folder: Path
    vault: bytes

    @property
    def anchor(self) -> Path:
        """The heads once more."""
        return self.folder / f"{self.vault.hex()}.anchor"

    @property
    def secret(self) -> Path:
        """The secret that slots of this device may need besides the passphrase."""
        return self.folder / f"{self.vault.hex()}.device"

    def read_secret(self) -> Secret | None:
        """The secret, or None if this device has none for the vault. Raises VaultDamaged."""
        if not self.secret.exists():
            return None
        return Secret(disk.unseal("device", disk.read(self.secret, "device"), "device"))

    def make_secret(self) -> Secret:
        """The secret, made if there is none yet."""
        found = self.read_secret()
        if found is None:
            found = new_secret()
            self.prepare_folder()
            disk.replace(self.secret, disk.seal("device", bytes(found)))
        return found

    def prepare_folder(self) -> None:
        """Make the device's folder, for its owner only."""
        with disk.writing("anchor"), private_files():
            self.folder.mkdir(parents=True, exist_ok=True)


@dataclass(slots=True)
class Opened:
    """A vault with its keys out and one compartment open."""

    folder: Path
    device: Device
    compartment: str
    master: Secret
    keyring: Keyring
    slots: Slots | None
    """None after opening with recovery shares where no slots are left."""
    heads: Heads
    connection: apsw.Connection
    journal: Journal
    lock: WriterLock | None
    """None when opened for reading only."""
    vfs: str | None = None
    problems: list[VaultError] = field(default_factory=list)
    """What an opening for inspection would otherwise have refused."""
    staged: list[tuple[Path, Path]] = field(default_factory=list)
    following: Heads | None = None

    @property
    def path(self) -> Path:
        """The open database."""
        return database_path(self.folder, self.compartment)

    def stage(self, following: Heads) -> None:
        """Write new heads beside the old ones; publish() puts them in place."""
        self.discard()
        self.device.prepare_folder()
        for path, where in self._anchors():
            self.staged.append((disk.prepare(path, following.to_file(where, self.keyring, self.master)), path))
        self.following = following

    def _anchors(self) -> tuple[tuple[Path, Where], ...]:
        return (self.folder / HEADS, "heads"), (self.device.anchor, "anchor")

    def stage_head(self, head: Head) -> None:
        """Stage the heads with that of the open compartment moved on."""
        self.stage(self.heads.with_head(self.compartment, head))

    def publish(self) -> None:
        """Put the staged heads in place, heads.log first."""
        while self.staged:
            disk.publish(*self.staged[0])
            self.staged.pop(0)
        if self.following is not None:
            self.heads, self.following = self.following, None

    def discard(self) -> None:
        """Drop staged heads that were not put in place."""
        for prepared, _ in self.staged:
            prepared.unlink(missing_ok=True)
        self.staged.clear()
        self.following = None

    def settle(self) -> None:
        """Bring the heads to the end of the history, should an earlier action have been interrupted in between."""
        head = self.journal.head
        if self.heads.heads.get(self.compartment) != head:
            self.stage_head(head)
            self.publish()

    def write_slots(self, following: Slots) -> None:
        """Put new slots in place, then tell the heads how often they have been written."""
        disk.replace(self.folder / SLOTS, following.to_file(self.master))
        self.slots = following
        self._count()

    def write_keys(self) -> None:
        """Put the keyring as it is now in place, then tell the heads."""
        disk.replace(self.folder / KEYS, self.keyring.to_file(self.master))
        self._count()

    def _count(self) -> None:
        generation = self.slots.generation if self.slots else self.heads.slots
        known = self.heads
        self.stage(Heads(known.vault, known.heads, generation, self.keyring.generation, known.device))
        self.publish()

    def close(self) -> None:
        """Close the database, overwrite the keys, give back the lock. Doing so twice is harmless."""
        try:
            self.connection.close(True)
        finally:
            self.master.wipe()
            self.keyring.wipe()
            if self.lock is not None:
                self.lock.release()


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


def remove_folder(folder: Path) -> None:
    """Remove a half-made folder of ours and all in it."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


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


def anchors(opened: Opened) -> tuple[list[Head], list[VaultError]]:
    """The heads that the anchors on disk name for the open compartment, and what was wrong with them."""
    found: list[Head] = []
    # What has been accepted is no problem any more.
    problems = list(opened.problems) if opened.lock is None else []
    for path, where in ((opened.folder / HEADS, "heads"), (opened.device.anchor, "anchor")):
        if where == "anchor" and not path.exists():
            continue
        try:
            data = disk.read(path, where)
            kind: Where = "heads" if where == "heads" else "anchor"
            known = heads.from_file(data, kind, opened.keyring.vault, opened.keyring.public, opened.master)
        except VaultDamaged as error:
            problems.append(error)
            continue
        found.append(known.heads.get(opened.compartment, EMPTY_HEAD))
    return found, problems
