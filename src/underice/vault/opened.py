"""A vault with its keys out: its files, and moving its heads on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from underice.vault import disk, heads
from underice.vault.device import Device
from underice.vault.errors import VaultDamaged, VaultError
from underice.vault.guard import WriterLock
from underice.vault.heads import Head, Heads, Where
from underice.vault.journal import EMPTY_HEAD, Journal
from underice.vault.keys import Keyring, Secret, check_compartment
from underice.vault.slots import Slots

if TYPE_CHECKING:
    import apsw

SLOTS, KEYS, HEADS = "slots.cbor", "keys.cbor", "heads.log"
"""The names of the small files."""


def database_path(folder: Path, compartment: str) -> Path:
    """The database of a compartment. Raises VaultError if the name cannot name one."""
    return folder / f"{check_compartment(compartment)}.db"


def remove_folder(folder: Path) -> None:
    """Remove a half-made folder of ours and all in it."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


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
