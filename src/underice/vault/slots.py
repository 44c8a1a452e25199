"""Key slots: the ways into a vault, each holding the master key sealed to one passphrase or one colleague's key.

A passphrase slot runs Argon2id (RFC 9106) with its own salt and costs; the costs are part of what is authenticated,
so they cannot be lowered on disk, and bounded on reading, so that a hostile file cannot ask for the machine's whole
memory. A colleague's slot is the master key sealed to an age recipient (age-encryption.org/v1, X25519).
`slots.cbor` is the only thing that locking out must destroy.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from underice.vault import canonical, disk
from underice.vault.canonical import NotCanonical, Reader
from underice.vault.errors import DeviceSecretMissing, UnknownId, VaultDamaged, VaultError, WrongPassphrase
from underice.vault.keys import KEY_SIZE, Secret, decrypt, derive, encrypt

MIB = 1024
"""KiB in a MiB: Argon2 counts memory in KiB."""
FLOOR = 64 * MIB
"""The least memory that calibration settles for (KiB); OWASP's and RFC 9106's second recommendation."""
_LEAST_READ = 8 * MIB
_MOST_READ = 1024 * MIB
_MOST_WORK = 4096 * MIB
_MOST_LANES = 16
_MOST_SLOTS = 64
_SALT = 16


@dataclass(frozen=True, slots=True)
class Kdf:
    """Costs of Argon2id: `memory` in KiB, `passes` over it, `lanes` in parallel."""

    memory: int = 256 * MIB
    passes: int = 3
    lanes: int = 2

    def affordable(self) -> bool:
        """True if these costs lie within what is read from a file."""
        return (
            _LEAST_READ <= self.memory <= _MOST_READ
            and self.passes >= 1
            and 1 <= self.lanes <= _MOST_LANES
            and self.memory * self.passes <= _MOST_WORK
        )

    def run(self, passphrase: bytes, salt: bytes) -> bytes:
        """32 bytes from a passphrase."""
        from argon2.low_level import Type, hash_secret_raw

        return hash_secret_raw(passphrase, salt, self.passes, self.memory, self.lanes, KEY_SIZE, Type.ID)


def _seconds(kdf: Kdf) -> float:
    begun = time.perf_counter()
    kdf.run(b"calibration", bytes(_SALT))
    return time.perf_counter() - begun


def calibrate(measure: Callable[[Kdf], float] = _seconds) -> Kdf:
    """Costs that take 0.5 to 1.5 s on this machine, starting from 256 MiB and three passes, never below 64 MiB.

    `measure` gives the seconds that costs take (for tests).
    """
    kdf = Kdf()
    while (seconds := measure(kdf)) > 1.5 and kdf.memory > FLOOR:
        kdf = replace(kdf, memory=kdf.memory // 2)
    while seconds < 0.5:
        dearer = replace(kdf, passes=kdf.passes + max(1, int(kdf.passes * (0.75 - seconds) / max(seconds, 0.05))))
        dearer = replace(dearer, passes=min(dearer.passes, _MOST_WORK // dearer.memory))
        if dearer == kdf:
            break
        kdf = dearer
        seconds = measure(kdf)
    return kdf


def passphrase_bytes(passphrase: bytes | str) -> bytes:
    """A passphrase as bytes: NFC and UTF-8, so that Hangul typed on different systems is the same. Refuses an empty
    one.
    """
    try:
        data = unicodedata.normalize("NFC", passphrase).encode() if isinstance(passphrase, str) else bytes(passphrase)
    except UnicodeEncodeError:
        raise VaultError("passphrase-not-text") from None
    if not data:
        raise VaultError("empty-passphrase")
    return data


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What can be told of a slot to someone who has opened the vault."""

    id: str
    kind: Literal["passphrase", "key-file"]
    label: str
    added: str
    device: bool
    """True if it also needs the secret of the device it was made on."""


@dataclass(frozen=True, slots=True)
class _Slot:
    id: bytes
    kind: Literal["passphrase", "key-file"]
    kdf: Kdf
    salt: bytes
    device: bool
    about: bytes
    box: bytes

    def bound(self, vault: bytes) -> bytes:
        """What the box is bound to: everything else in the slot but the sealed note."""
        return canonical.encode([vault, *self._fields()])

    def _fields(self) -> list[bytes | str | int | bool]:
        kdf = self.kdf
        return [self.id, self.kind, kdf.memory, kdf.passes, kdf.lanes, self.salt, self.device]

    def to_map(self) -> dict[str, canonical.Value]:
        """The slot as it is written."""
        return {
            "about": self.about,
            "box": self.box,
            "device": self.device,
            "id": self.id,
            "kind": self.kind,
            "lanes": self.kdf.lanes,
            "memory": self.kdf.memory,
            "passes": self.kdf.passes,
            "salt": self.salt,
        }


def _read_slot(entry: Reader) -> _Slot:
    kind = entry.text("kind")
    kdf = Kdf(entry.number("memory"), entry.number("passes"), entry.number("lanes"))
    if kind not in ("passphrase", "key-file") or not (kdf.affordable() or kind == "key-file"):
        raise NotCanonical("slot")
    return _Slot(
        entry.octets("id", 8),
        "passphrase" if kind == "passphrase" else "key-file",
        kdf,
        entry.octets("salt", _SALT),
        entry.flag("device"),
        entry.octets("about"),
        entry.octets("box"),
    )


def _kek(kdf: Kdf, passphrase: bytes, salt: bytes, device: bytes | None) -> bytes:
    key = kdf.run(passphrase, salt)
    return hashlib.blake2b(key, key=device or b"", digest_size=KEY_SIZE, person=b"underice kek").digest()


class Slots:
    """The slots of one vault. Adding and removing give a new object; the file is written by the caller."""

    __slots__ = ("_slots", "generation", "vault")

    def __init__(self, vault: bytes, generation: int = 1, slots: tuple[_Slot, ...] = ()) -> None:
        self.vault = vault
        self.generation = generation
        self._slots = slots

    def __len__(self) -> int:
        return len(self._slots)

    def to_file(self, master: Secret) -> bytes:
        """The envelope slots.cbor, authenticated as a whole with the master key."""
        return disk.seal("slots", canonical.encode({"mac": self._mac(master), "slots": self._content()}))

    def _content(self) -> bytes:
        maps = [slot.to_map() for slot in self._slots]
        return canonical.encode({"generation": self.generation, "slots": maps, "vault": self.vault})

    def _mac(self, master: Secret) -> bytes:
        return hashlib.blake2b(self._content(), key=derive(master, "slots"), digest_size=32).digest()

    def with_passphrase(
        self, master: Secret, passphrase: bytes | str, kdf: Kdf, *, label: str = "", device: Secret | None = None
    ) -> Slots:
        """With one more slot for a passphrase; with `device` it opens only together with that secret."""
        data = passphrase_bytes(passphrase)
        if not kdf.affordable():
            raise VaultError("kdf-out-of-bounds")
        salt = os.urandom(_SALT)
        slot = _Slot(os.urandom(8), "passphrase", kdf, salt, device is not None, self._about(master, label), b"")
        key = _kek(kdf, data, salt, bytes(device) if device else None)
        return self._with(replace(slot, box=encrypt(key, bytes(master), slot.bound(self.vault))))

    def with_recipient(self, master: Secret, recipient: str, *, label: str = "") -> Slots:
        """With one more slot for whoever holds the identity of an age recipient ("age1…")."""
        from pyrage import RecipientError, x25519
        from pyrage import encrypt as age_encrypt

        try:
            to = x25519.Recipient.from_str(recipient.strip())
        except RecipientError:
            raise VaultError("bad-recipient") from None
        about = self._about(master, label)
        slot = _Slot(os.urandom(8), "key-file", Kdf(0, 0, 0), bytes(_SALT), False, about, b"")
        return self._with(replace(slot, box=age_encrypt(slot.bound(self.vault) + bytes(master), [to])))

    def without(self, slot_id: str) -> Slots:
        """Without the slot of this id. Raises UnknownId, or VaultError if it is the last one."""
        kept = tuple(slot for slot in self._slots if slot.id.hex() != slot_id)
        if len(kept) == len(self._slots):
            raise UnknownId("unknown-slot")
        if not kept:
            raise VaultError("last-slot")
        return Slots(self.vault, self.generation + 1, kept)

    def _with(self, slot: _Slot) -> Slots:
        if len(self._slots) >= _MOST_SLOTS:
            raise VaultError("too-many-slots")
        return Slots(self.vault, self.generation + 1, (*self._slots, slot))

    @staticmethod
    def _about(master: Secret, label: str) -> bytes:
        added = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return encrypt(derive(master, "slot label"), canonical.encode({"added": added, "label": label}), b"")

    def infos(self, master: Secret) -> tuple[SlotInfo, ...]:
        """What can be told of each slot."""
        found = []
        for slot in self._slots:
            about = decrypt(derive(master, "slot label"), slot.about, b"")
            if about is None:
                raise VaultDamaged("slots", "authentication")
            note = Reader(about)
            found.append(SlotInfo(slot.id.hex(), slot.kind, note.text("label"), note.text("added"), slot.device))
        return tuple(found)

    @classmethod
    def from_file(cls, data: bytes) -> tuple[Slots, bytes]:
        """The slots and their authentication tag, still unchecked: there is no key yet. Raises VaultDamaged,
        FormatTooNew.
        """
        try:
            body = Reader(disk.unseal("slots", data, "slots"))
            content = Reader(body.octets("slots"))
            entries = content.maps("slots")
            if not 1 <= len(entries) <= _MOST_SLOTS:
                raise NotCanonical("slots")
            slots = tuple(_read_slot(entry) for entry in entries)
            return cls(content.octets("vault", 16), content.number("generation", 1), slots), body.octets("mac", 32)
        except NotCanonical:
            raise VaultDamaged("slots", "form") from None

    def check(self, master: Secret, mac: bytes) -> None:
        """Raise VaultDamaged unless the file as a whole was written by someone who knew the master key."""
        if not hmac.compare_digest(self._mac(master), mac):
            raise VaultDamaged("slots", "authentication")

    def open_with_passphrase(self, passphrase: bytes | str, device: Secret | None) -> tuple[Secret, bytes]:
        """The master key and the id of the slot that gave it.

        Raises WrongPassphrase if none does, DeviceSecretMissing if none does and one needs a device secret that is
        not here.
        """
        data = passphrase_bytes(passphrase)
        skipped = False
        for slot in self._slots:
            if slot.kind != "passphrase":
                continue
            if slot.device and device is None:
                skipped = True
                continue
            key = _kek(slot.kdf, data, slot.salt, bytes(device) if slot.device and device else None)
            master = decrypt(key, slot.box, slot.bound(self.vault))
            if master is not None and len(master) == KEY_SIZE:
                return Secret(master), slot.id
        if skipped:
            raise DeviceSecretMissing
        raise WrongPassphrase

    def open_with_identity(self, text: str) -> tuple[Secret, bytes]:
        """The master key and slot id, for the text of an age identity file. Raises WrongPassphrase if no slot fits."""
        from pyrage import DecryptError, IdentityError, x25519
        from pyrage import decrypt as age_decrypt

        lines = [line.strip() for line in text.splitlines()]
        try:
            identities = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
        except IdentityError:
            raise WrongPassphrase("bad-key-file") from None
        if not identities:
            raise WrongPassphrase("bad-key-file")
        for slot in self._slots:
            if slot.kind != "key-file":
                continue
            try:
                plain = age_decrypt(slot.box, identities)
            except DecryptError:
                continue
            bound = slot.bound(self.vault)
            if len(plain) == len(bound) + KEY_SIZE and plain.startswith(bound):
                return Secret(plain[len(bound) :]), slot.id
        raise WrongPassphrase("wrong-key-file")
