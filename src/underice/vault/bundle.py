"""The bundle: one action of a person, signed once, chained to the one before.

A statement is hashed in two steps. Its payload (what was said) goes with a random salt into a commitment; the
commitment goes with the header (ids, property, source) into the leaf of the tree. Payload and salt can be removed
later, and the history still verifies; a salt keeps anyone from confirming a guess of the payload.

    commitment = SHA-256(salt ‖ CBOR(payload))    leaf = SHA-256(0x00 ‖ CBOR(header ‖ commitment))
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from underice.vault import canonical
from underice.vault.canonical import NotCanonical, Reader
from underice.vault.keys import Secret, sign, signed

FORMAT = 1
SALT = 16
"""Bytes of salt in front of each payload."""
NOTHING = bytes(32)
"""What the first bundle names as the one before it."""
_DOMAIN = b"underice bundle 1\0"
_SUM = 1 << 256

Cell = None | int | str | bytes


def commitment(salt: bytes, payload: Sequence[Cell]) -> bytes:
    """The commitment to a payload: its nine columns in the order of `schema.PAYLOAD`."""
    return hashlib.sha256(salt + canonical.encode_row(payload)).digest()


def leaf(header: Sequence[Cell]) -> bytes:
    """The leaf hash of a statement: the nine columns of `schema.HEADER` and the commitment."""
    return hashlib.sha256(b"\0" + canonical.encode_row(header)).digest()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The signed header of one action. `digest` (the hash of its encoding) is what the next bundle and the heads
    name.
    """

    vault: bytes
    compartment: str
    writer: bytes
    number: int
    """1, 2, 3 … for this writer in this compartment."""
    previous: bytes
    count: int
    """How many statements it holds."""
    size: int
    """How many statements there are with it."""
    root: bytes
    """The root of the tree over all of them."""
    total: bytes
    """The sum of this bundle's leaf hashes modulo 2²⁵⁶, whatever their order: tells a reordering from an edit."""
    lamport: int
    device: bytes
    recorded_at: int
    """Seconds since 1970 by the clock of the machine: a claim, never used to order anything."""
    by: str
    note: str
    encoded: bytes = field(default=b"", repr=False)

    def encode(self) -> bytes:
        """The bytes that are hashed and signed."""
        return canonical.encode(
            {
                "at": self.recorded_at,
                "by": self.by,
                "compartment": self.compartment,
                "count": self.count,
                "device": self.device,
                "format": FORMAT,
                "lamport": self.lamport,
                "note": self.note,
                "number": self.number,
                "previous": self.previous,
                "root": self.root,
                "size": self.size,
                "total": self.total,
                "vault": self.vault,
                "writer": self.writer,
            }
        )

    def __repr__(self) -> str:
        return f"Bundle(number={self.number}, count={self.count})"

    @classmethod
    def decode(cls, data: bytes) -> Bundle:
        """Read a header. Raises NotCanonical for anything but exactly what encode() writes."""
        body = Reader(data, largest=1 << 20)
        if body.number("format") != FORMAT:
            raise NotCanonical("format")
        found = cls(
            body.octets("vault", 16),
            body.text("compartment"),
            body.octets("writer", 16),
            body.number("number", 1),
            body.octets("previous", 32),
            body.number("count"),
            body.number("size"),
            body.octets("root", 32),
            body.octets("total", 32),
            body.number("lamport"),
            body.octets("device", 8),
            body.number("at"),
            body.text("by"),
            body.text("note"),
            data,
        )
        if found.encode() != data:
            raise NotCanonical("fields")
        return found


def digest(header: bytes) -> bytes:
    """The hash by which a bundle is named."""
    return hashlib.sha256(_DOMAIN + header).digest()


def sign_header(seed: Secret, header: bytes) -> bytes:
    """The writer's signature over an encoded header."""
    return sign(seed, _DOMAIN + header)


def header_signed(public: bytes, header: bytes, signature: bytes) -> bool:
    """True if the writer with this public key signed the header."""
    return signed(public, _DOMAIN + header, signature)


def add(total: int, leaf_hash: bytes) -> int:
    """The running sum of leaf hashes."""
    return (total + int.from_bytes(leaf_hash, "big")) % _SUM
