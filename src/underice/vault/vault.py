"""The vault: create, open, record, read, search, verify. Everything else in this package serves this one class.

    with Vault.open(folder, passphrase=...) as vault:
        vault.record([Statement(...), ...], by="documenter")
        vault.entity(id)

After five minutes without a call the vault locks itself; the next call raises VaultLocked.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from underice.vault import attachments, backup, cipher, creating, derived, heads, opening, recovery, verify
from underice.vault.attachments import Stored
from underice.vault.backup import BackupRef
from underice.vault.derived import Derived
from underice.vault.errors import (
    BadStatement,
    ConsentExpunged,
    UnknownId,
    VaultDamaged,
    VaultError,
    VaultLocked,
    VaultReadOnly,
    VaultRolledBack,
)
from underice.vault.finding import Verification
from underice.vault.guard import IDLE_SECONDS, IdleTimer, private_files
from underice.vault.journal import BundleRef
from underice.vault.keys import KEY_SIZE, check_compartment, derive, encrypt, new_secret
from underice.vault.lockout import LockedOut, lock_out
from underice.vault.opened import Opened, anchors, database_path
from underice.vault.slots import Kdf, SlotInfo, Slots, calibrate
from underice.vault.view import Action, Entity, HistoryLine, Hit, View
from underice.vocabulary.statement import Statement, new_id

_PAGE = 1000


class Vault:
    """An open vault, one compartment of it. Use it as a context manager; close() and lock() are the same.

    Safe to be called from several threads, one call at a time.
    """

    def __init__(self, opened: Opened, idle: float | None) -> None:
        """Not for callers: use create() or open()."""
        self._opened: Opened | None = opened
        self._view = View(opened.connection)
        self._guard = threading.RLock()
        self._timer = IdleTimer(idle, self._expire)

    # --- making and opening ---------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        passphrase: bytes | str,
        writer: str,
        kdf: Kdf | None = None,
        compartment: str = "main",
        device_dir: Path | None = None,
        device_secret: bool = False,
        idle: float | None = IDLE_SECONDS,
        vfs: str | None = None,
    ) -> Self:
        """Make a vault in a new or empty folder and open it.

        `writer` is the name under which bundles are recorded. `kdf` None means costs measured on this machine. With
        `device_secret` the passphrase opens only on this device. Raises VaultError("exists"), VaultFull, CipherMissing.
        """
        creating.create(
            folder,
            passphrase=passphrase,
            writer=writer,
            kdf=kdf,
            compartment=compartment,
            device_dir=device_dir,
            device_secret=device_secret,
            vfs=vfs,
        )
        return cls.open(
            folder, passphrase=passphrase, compartment=compartment, device_dir=device_dir, idle=idle, vfs=vfs
        )

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        passphrase: bytes | str | None = None,
        key_file: Path | None = None,
        recovery: Sequence[str] | None = None,
        read_only: bool = False,
        compartment: str = "main",
        device_dir: Path | None = None,
        inspect: bool = False,
        accept: bool = False,
        idle: float | None = IDLE_SECONDS,
        vfs: str | None = None,
    ) -> Self:
        """Open a vault with exactly one of passphrase, age identity file or recovery shares.

        `inspect` opens for reading even what disagrees with its anchors (verify() then names it); `accept` takes an
        older state found, such as a restored backup, for the truth from now on. `idle` is the number of seconds
        without a call after which it locks itself, None for never. Raises what `underice.vault.errors` describes.
        """
        opened = opening.open_vault(
            folder,
            passphrase=passphrase,
            key_file=key_file,
            shares=recovery,
            read_only=read_only,
            compartment=compartment,
            device_dir=device_dir,
            inspect=inspect,
            accept=accept,
            vfs=vfs,
        )
        return cls(opened, idle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Vault({'locked' if self.locked else 'open'})"

    @property
    def locked(self) -> bool:
        """True once it has been closed or has locked itself."""
        return self._opened is None

    def lock(self) -> None:
        """Close the database, overwrite the keys, let others write. Doing so twice is harmless."""
        with self._guard:
            self._timer.stop()
            opened, self._opened = self._opened, None
            if opened is not None:
                opened.close()

    close = lock

    def _expire(self) -> bool:
        with self._guard:
            # A long call may have been going on; it counts as use until its end.
            over = self._timer.over
            if over:
                self.lock()
            return over

    @contextmanager
    def _use(self, *, write: bool = False) -> Iterator[Opened]:
        with self._guard:
            if self._timer.over:
                self.lock()
            opened = self._opened
            if opened is None:
                raise VaultLocked
            if write and opened.lock is None:
                raise VaultReadOnly("opened-read-only")
            self._timer.touch()
            try:
                yield opened
            finally:
                self._timer.touch()

    # --- recording ------------------------------------------------------------------------------------------------

    def record(self, statements: Iterable[Statement], *, by: str | None = None, note: str = "") -> BundleRef:
        """Record statements as one bundle, signed; it is durable when this returns.

        `by` is who recorded it (default: the writer of the vault). A retraction or replacement names the statement it
        is aimed at, of the same entity. Raises BadStatement, UnknownId, VaultFull; then nothing has been recorded.
        """
        with self._use(write=True) as opened:
            return self._publish(
                opened,
                lambda: opened.journal.append(
                    statements, by=opened.keyring.name if by is None else by, note=note, stage=opened.stage_head
                ),
            )

    def expunge(
        self, statement_ids: Iterable[bytes], *, reason: str, consent: bytes | None = None, by: str | None = None
    ) -> BundleRef:
        """Remove what statements say, for good, and record that and why it was done; the history still verifies.

        Backups, other copies and old blocks of the disk keep what they have. Raises UnknownId.
        """
        ids = list(dict.fromkeys(statement_ids))
        with self._use(write=True) as opened:
            derived.discard(opened.folder, opened.compartment)
            return self._publish(
                opened,
                lambda: opened.journal.expunge(
                    ids,
                    reason=reason,
                    consent=consent,
                    by=opened.keyring.name if by is None else by,
                    stage=opened.stage_head,
                ),
            )

    @staticmethod
    def _publish(opened: Opened, action: Callable[[], BundleRef]) -> BundleRef:
        opened.settle()
        try:
            done = action()
        except BaseException:
            opened.discard()
            raise
        opened.publish()
        cipher.checkpoint(opened.connection)
        return done

    # --- reading --------------------------------------------------------------------------------------------------

    def entity(self, id_: bytes) -> Entity:
        """All that stands about an entity, conflicts side by side, with relations and sources. Raises UnknownId."""
        with self._use():
            return self._view.entity(id_)

    def history(self, id_: bytes) -> tuple[HistoryLine, ...]:
        """Every statement ever recorded about an entity, in the order of recording. Raises UnknownId."""
        with self._use():
            return self._view.history(id_)

    def statement(self, id_: bytes) -> Statement:
        """One statement by its own id. Raises UnknownId, ConsentExpunged."""
        with self._use():
            return self._view.statement(id_)

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """The newest `limit` standing statements that match (see `underice.vault.search`)."""
        with self._use():
            return self._view.search(text, limit)

    def entities(self, kind: str | None = None) -> Iterator[bytes]:
        """The ids of all entities, or of those of one kind, in the order of ids."""
        after = b""
        while True:
            with self._use():
                page = self._view.entities(kind, after, _PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1]

    def claims(
        self, kind: str, props: Sequence[str] | None = None, *, ids: Iterable[bytes] | None = None
    ) -> Iterator[Statement]:
        """All statements that stand about entities of one kind, grouped by entity, each entity's oldest first.

        props: only those of these properties. ids: only those about these entities, which must be of that kind. What
        has been taken back, replaced or expunged is left out. Streams; the vault may be used meanwhile, and what is
        recorded meanwhile may or may not be among them.
        """
        wanted = self.entities(kind) if ids is None else iter(sorted(set(ids)))
        while page := list(islice(wanted, _PAGE)):
            with self._use():
                found = self._view.claims(page, props)
            yield from found

    def referring(self, ids: Iterable[bytes], kind: str) -> tuple[bytes, ...]:
        """The entities of one kind that refer, or have ever referred, to any of `ids`, in the order of ids."""
        with self._use():
            return tuple(self._view.referring(sorted(set(ids)), kind))

    def references(self, ids: Iterable[bytes], kind: str, prop: str) -> tuple[Statement, ...]:
        """The standing statements of one property of a kind that refer to any of `ids`. Meant for few of many."""
        with self._use():
            return tuple(self._view.references(sorted(set(ids)), kind, prop))

    def kind_of(self, id_: bytes) -> str | None:
        """The kind of an entity, None if nothing has been recorded about it."""
        with self._use():
            return self._view.kind_of(id_)

    def starting_with(self, digits: str, *, statements: bool = False, limit: int = 10) -> tuple[bytes, ...]:
        """The ids (of entities, or of statements) that begin with these hexadecimal digits, at most `limit`."""
        with self._use():
            return tuple(self._view.starting_with(digits, statements=statements, limit=limit))

    def under_consent(self, consent: bytes) -> tuple[bytes, ...]:
        """The ids of the statements kept under a consent whose content is still there."""
        with self._use():
            return tuple(self._view.under_consent(consent))

    def actions(self, before: int | None = None, limit: int = 50) -> tuple[Action, ...]:
        """What was recorded together, the latest first: the last `limit` actions, or the last before one by number."""
        with self._use():
            return tuple(self._view.actions((1 << 62) if before is None else before, limit))

    def recorded_in(self, number: int, limit: int = 200) -> tuple[HistoryLine, ...]:
        """The first `limit` statements of one action, whatever became of them; () if there is no such action."""
        with self._use():
            return tuple(self._view.recorded_in(number, limit))

    def count(self) -> int:
        """How many statements there are, in all states."""
        with self._use() as opened:
            return opened.journal.head.size

    def verify(self, progress: Callable[[int, int], None] | None = None) -> Verification:
        """Verify everything on disk; `progress` is called with statements done and in all. No findings means good."""
        with self._use() as opened:
            key = opened.keyring.compartments[opened.compartment]
            connection = cipher.connect(opened.path, key, read_only=True, vfs=opened.vfs)
            try:
                known, problems = anchors(opened)
                verifier = verify.Verifier(connection, opened.keyring, opened.compartment, known, problems, progress)
                return verifier.run(opened.folder)
            finally:
                connection.close(True)

    def head(self) -> str:
        """Where the history ends, in one line to print or read out."""
        with self._use() as opened:
            return heads.line(opened.keyring.vault, opened.compartment, opened.journal.head)

    def compare_head(self, line: str) -> None:
        """Compare a printed head with the history: it must be a part of it.

        Raises VaultRolledBack if the history is shorter than the line says, VaultDamaged if it is another one,
        VaultError if the line is not a head of this vault and compartment.
        """
        known = heads.from_line(line)
        with self._use() as opened:
            if (known.vault, known.compartment) != (opened.keyring.vault.hex()[:16], opened.compartment):
                raise VaultError("head-of-another-vault")
            number = opened.journal.head.number
            if known.number > number:
                raise VaultRolledBack("database", anchor="line", bundle=known.number, found=number)
            if opened.journal.digest_at(known.number) != known.digest:
                raise VaultDamaged("history", "fork", bundle=known.number)

    @contextmanager
    def derived(self, name: str, form: int) -> Iterator[Derived]:
        """An index made from this compartment and kept beside it (see `underice.vault.derived`); others wait.

        form: a number that changes with the form of its entries.
        """
        with self._use() as opened, derived.derived(opened, name, form) as index:
            yield index

    def changed(self, since: int, kind: str) -> tuple[bytes, ...]:
        """The entities of one kind about which any but the first `since` statements say something, in the order of ids.

        What takes back, replaces or expunges counts as well.
        """
        with self._use():
            return tuple(self._view.changed(since, kind))

    # --- ways in ----------------------------------------------------------------------------------------------------

    def slots(self) -> tuple[SlotInfo, ...]:
        """The ways into this vault."""
        with self._use() as opened:
            return opened.slots.infos(opened.master) if opened.slots else ()

    def add_passphrase(
        self, passphrase: bytes | str, *, label: str = "", kdf: Kdf | None = None, device_secret: bool = False
    ) -> str:
        """Add a slot for a passphrase; its id is given back."""
        with self._use(write=True) as opened:
            slots = opened.slots or Slots(opened.keyring.vault, opened.heads.slots)
            device = opened.device.make_secret() if device_secret else None
            costs = kdf or calibrate()
            opened.write_slots(slots.with_passphrase(opened.master, passphrase, costs, label=label, device=device))
            return self.slots()[-1].id

    def add_key_file(self, recipient: str, *, label: str = "") -> str:
        """Add a slot for a colleague's age recipient ("age1…"), who opens it with her identity file; its id."""
        with self._use(write=True) as opened:
            slots = opened.slots or Slots(opened.keyring.vault, opened.heads.slots)
            opened.write_slots(slots.with_recipient(opened.master, recipient, label=label))
            return self.slots()[-1].id

    def remove_slot(self, slot_id: str) -> None:
        """Remove a way in; never the last. Copies of the old file still open with it. Raises UnknownId, VaultError."""
        with self._use(write=True) as opened:
            slots = opened.slots or Slots(opened.keyring.vault, opened.heads.slots)
            opened.write_slots(slots.without(slot_id))

    def change_passphrase(self, old: bytes | str, new: bytes | str, *, kdf: Kdf | None = None) -> str:
        """Replace the slot that `old` opens by one for `new`; the new slot's id. Raises WrongPassphrase."""
        with self._use(write=True) as opened:
            slots = opened.slots or Slots(opened.keyring.vault, opened.heads.slots)
            device = opened.device.read_secret()
            _, slot_id = slots.open_with_passphrase(old, device)
            info = next(info for info in slots.infos(opened.master) if info.id == slot_id.hex())
            following = slots.with_passphrase(
                opened.master, new, kdf or calibrate(), label=info.label, device=device if info.device else None
            )
            opened.write_slots(following.without(info.id))
            return self.slots()[-1].id

    def recovery_shares(self, k: int, n: int) -> tuple[str, ...]:
        """`n` shares of 33 words, any `k` of which open the vault. Shares given out before stop working.

        Raises VaultError unless 2 ≤ k ≤ n ≤ 16.
        """
        with self._use(write=True) as opened:
            secret, key = new_secret(), new_id()[:8]
            shares = recovery.split(secret, k, n)
            box = encrypt(derive(secret, "recovery"), bytes(opened.master), opened.keyring.vault + key)
            secret.wipe()
            opened.keyring.recovery = {key: box}
            opened.keyring.generation += 1
            opened.write_keys()
            return shares

    @property
    def recoverable(self) -> bool:
        """True if recovery shares have been given out."""
        with self._use() as opened:
            return bool(opened.keyring.recovery)

    def recipient(self) -> str:
        """The vault's own age recipient: what is sealed to it, only this vault opens."""
        from pyrage import x25519

        with self._use() as opened:
            return str(x25519.Identity.from_str(bytes(opened.keyring.age).decode()).to_public())

    def mark(self, purpose: str, data: bytes) -> bytes:
        """A keyed hash (32 bytes) of `data` for one purpose: BLAKE2b under a key of this compartment that stays inside.

        Alike for the same purpose and data as long as the vault lives. Without the key nobody can confirm a guess of
        the data by it.
        """
        with self._use() as opened:
            key = derive(opened.keyring.compartments[opened.compartment], f"mark {purpose}")
            return hashlib.blake2b(data, key=key, digest_size=KEY_SIZE).digest()

    def compartments(self) -> tuple[str, ...]:
        """The names of the vault's compartments."""
        with self._use() as opened:
            return tuple(sorted(opened.keyring.compartments))

    def add_compartment(self, name: str) -> None:
        """Make a further, empty compartment with a key of its own. Raises VaultError if the name is taken or unfit."""
        with self._use(write=True) as opened:
            if check_compartment(name) in opened.keyring.compartments:
                raise VaultError("exists")
            # Without a key in the keyring, a file of this name is what an interrupted attempt has left.
            for ending in ("", "-wal", "-shm"):
                database_path(opened.folder, name).with_name(f"{name}.db{ending}").unlink(missing_ok=True)
            opened.keyring.compartments[name] = new_secret()
            try:
                with private_files():
                    creating.make_compartment(opened.folder, opened.keyring, name, opened.vfs)
                opened.keyring.generation += 1
                opened.write_keys()
            except BaseException:
                del opened.keyring.compartments[name]
                raise

    # --- attachments --------------------------------------------------------------------------------------------------

    def attach(
        self, content: Path | BinaryIO, *, mime: str, by: str | None = None, source: bytes | None = None, note: str = ""
    ) -> bytes:
        """Keep a file, encrypted beside the database; its id, which is an entity of kind "attachment".

        Its type, length and SHA-256 become statements with `source` (default: the attachment itself). Raises VaultFull.
        """
        if isinstance(content, Path):
            with content.open("rb") as stream:
                return self.attach(stream, mime=mime, by=by, source=source, note=note)
        with self._use(write=True) as opened:
            id_ = new_id()
            stored = attachments.write(opened.folder, id_, content)
            facts = (("mime", mime), ("size", str(stored.size)), ("sha256", stored.sha256.hex()))
            statements = [Statement(id_, "attachment", prop, value, source or id_) for prop, value in facts]

            def keep() -> None:
                row = (id_, stored.key, stored.size)
                cipher.fetch(opened.connection, "INSERT INTO attachment VALUES(?,?,?)", row)

            try:
                self._publish(
                    opened,
                    lambda: opened.journal.append(
                        statements,
                        by=opened.keyring.name if by is None else by,
                        note=note,
                        stage=opened.stage_head,
                        alongside=keep,
                    ),
                )
            except BadStatement:
                attachments.path_of(opened.folder, id_).unlink(missing_ok=True)
                raise
            return id_

    def read_attachment(self, id_: bytes) -> Iterator[bytes]:
        """The content in chunks of at most 1 MiB, each checked before it is given. Raises UnknownId, VaultDamaged."""
        with self._use() as opened, cipher.database_errors():
            rows = cipher.fetch(opened.connection, "SELECT key, size FROM attachment WHERE id = ?", (id_,))
            if not rows:
                raise UnknownId("unknown-attachment")
            sha256 = attachments.content_hash(opened.connection, id_)
            if sha256 is None:
                raise ConsentExpunged(id=id_.hex())
            stored = Stored(rows[0][0], rows[0][1], sha256)
            folder = opened.folder
        return attachments.read(folder, id_, stored)

    # --- copies and locking out ---------------------------------------------------------------------------------------

    def backup(self, target: Path) -> BackupRef:
        """Copy the whole vault into a new folder `target`, which appears only when it is whole. Raises VaultError,
        VaultFull.
        """
        with self._use() as opened:
            return backup.backup(opened, target)

    @staticmethod
    def restore(source: Path, folder: Path) -> Path | None:
        """Put a backup at `folder`; what was there is kept beside it (its path is given back).

        If this device has seen a newer state, opening says so (VaultRolledBack); open with `accept=True` to go on
        from the backup. Raises NotAVault, VaultDamaged (before anything is touched), VaultBusy, VaultFull.
        """
        return backup.restore(source, folder)

    @staticmethod
    def lock_out(folder: Path, device_dir: Path | None = None) -> LockedOut:
        """Destroy the slots in the folder and this device's secret; what that cannot promise is in the result."""
        return lock_out(folder, device_dir)
