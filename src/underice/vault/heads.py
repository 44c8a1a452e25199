"""Heads: where each compartment's history ends, kept outside the database and compared at every opening.

SQLite itself drops the rest of a write-ahead log after a damaged frame, and takes a missing log or an older copy of the
file for the truth. What it cannot do is agree with a head that names more than it holds. There are three anchors:
heads.log in the vault's folder, the device's anchor outside it, and a line that can be printed.
Both files are small, replaced as a whole, signed, and encrypted: outside eyes see neither sizes nor times.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from underice.vault import canonical, disk
from underice.vault.canonical import NotCanonical, Reader
from underice.vault.errors import VaultDamaged, VaultError, VaultRolledBack
from underice.vault.keys import Keyring, Secret, check_compartment, decrypt, derive, encrypt, sign, signed

_DOMAIN = b"underice heads 1\0"
DEVICE = 8
"""Bytes in the random id of a device."""

Where = Literal["heads", "anchor"]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one compartment's history: the number and digest of its last bundle, and the tree with it."""

    number: int
    size: int
    root: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Heads:
    """One anchor: the heads of all compartments, and how often slots and keys had been written."""

    vault: bytes
    heads: Mapping[str, Head]
    slots: int
    keys: int
    device: bytes

    def with_head(self, compartment: str, head: Head) -> Heads:
        """With the head of one compartment moved on."""
        return replace(self, heads={**self.heads, compartment: head})

    def to_file(self, where: Where, keyring: Keyring, master: Secret) -> bytes:
        """The envelope heads.log, or the device's anchor: signed, then encrypted, bound to this vault."""
        entries: list[canonical.Value] = [
            {"compartment": name, "digest": head.digest, "number": head.number, "root": head.root, "size": head.size}
            for name, head in sorted(self.heads.items())
        ]
        content = canonical.encode(
            {"device": self.device, "heads": entries, "keys": self.keys, "slots": self.slots, "vault": self.vault}
        )
        inside = canonical.encode({"content": content, "signature": sign(keyring.seed, _DOMAIN + content)})
        box = encrypt(derive(master, where), inside, self.vault)
        return disk.seal(where, box)


def from_file(data: bytes, where: Where, vault: bytes, public: bytes, master: Secret) -> Heads:
    """Read an anchor. Raises VaultDamaged if a byte is wrong or it belongs to another vault, FormatTooNew if it is
    newer.
    """
    inside = decrypt(derive(master, where), disk.unseal(where, data, where), vault)
    if inside is None:
        raise VaultDamaged(where, "authentication")
    try:
        outer = Reader(inside)
        content = outer.octets("content")
        if not signed(public, _DOMAIN + content, outer.octets("signature")):
            raise VaultDamaged(where, "signature")
        body = Reader(content)
        heads = {
            check_compartment(entry.text("compartment")): Head(
                entry.number("number"), entry.number("size"), entry.octets("root", 32), entry.octets("digest", 32)
            )
            for entry in body.maps("heads")
        }
        found = Heads(
            body.octets("vault", 16), heads, body.number("slots"), body.number("keys"), body.octets("device", DEVICE)
        )
    except (NotCanonical, VaultError) as error:
        if isinstance(error, VaultDamaged):
            raise
        raise VaultDamaged(where, "form") from None
    if found.vault != vault:
        raise VaultDamaged(where, "another-vault")
    return found


def compare_files(near: Heads | None, anchor: Heads | None, *, slots: int, keys: int) -> None:
    """Compare what lies in the folder (heads.log, slots, keys) with the anchors.

    `near` is heads.log, None if that could not be read. It is always written before the device's anchor, and slots and
    keys before both; so an anchor that knows more means that something in the folder is older than it was.
    Raises VaultRolledBack.
    """
    there = near.heads if near else anchor.heads if anchor else {}
    for compartment, head in (anchor.heads if anchor else {}).items():
        found = there.get(compartment)
        if found is None or found.number < head.number:
            raise VaultRolledBack("folder", anchor="anchor", bundle=head.number, found=found.number if found else None)
    for where, known in (("heads", near), ("anchor", anchor)):
        if known is None:
            continue
        if known.slots > slots:
            raise VaultRolledBack("slots", anchor=where)
        if known.keys > keys:
            raise VaultRolledBack("keys", anchor=where)


def line(vault: bytes, compartment: str, head: Head) -> str:
    """A head in one line of letters and digits, to be printed, read out or photographed. It names nobody.

    `underice-head 1 <vault> <compartment> <bundles> <statements> <digest> <check>`
    """
    digest = base64.b32encode(head.digest).decode().rstrip("=").lower()
    text = f"underice-head 1 {vault.hex()[:16]} {compartment} {head.number} {head.size} {digest}"
    return f"{text} {_check(text)}"


def _check(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed head, read again."""

    vault: str
    compartment: str
    number: int
    size: int
    digest: bytes


_LINE = re.compile(
    r"underice-head 1 ([0-9a-f]{16}) (\S{1,40}) (\d{1,18}) (\d{1,18}) ([a-z2-7]{52}) [0-9a-f]{8}", re.ASCII
)


def from_line(text: str) -> Line:
    """Read a printed head. Raises VaultError if it is none or was copied wrongly."""
    joined = " ".join(text.lower().split())
    found = _LINE.fullmatch(joined)
    if found is None or _check(joined.rpartition(" ")[0]) != joined[-8:]:
        raise VaultError("bad-head-line")
    vault, compartment, number, size, digest = found.groups()
    return Line(vault, compartment, int(number), int(size), base64.b32decode(digest.upper() + "===="))
