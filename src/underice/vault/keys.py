"""The keys of a vault: one master key, a random key per compartment, an identity that signs and one that receives.

The master key opens `keys.cbor`, which holds the rest. Every other use of it goes through derive() with a purpose of
its own. Secrets lie in buffers that are overwritten when the vault locks; copies that the interpreter or a library
makes while it computes are out of reach, and nothing is claimed about them.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from underice.vault import canonical, disk
from underice.vault.canonical import NotCanonical, Reader
from underice.vault.errors import VaultDamaged, VaultError, WrongPassphrase

KEY_SIZE = 32
"""Bytes in every symmetric key here."""
NONCE_SIZE = 24
"""Bytes in a nonce of XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): random ones do not collide."""

_COMPARTMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Secret:
    """Key bytes in one buffer that can be overwritten. Shows nothing of itself."""

    __slots__ = ("_buffer",)

    def __init__(self, data: bytes) -> None:
        self._buffer = bytearray(data)

    def __repr__(self) -> str:
        return "Secret(hidden)"

    def __bytes__(self) -> bytes:
        return bytes(self._buffer)

    def wipe(self) -> None:
        """Overwrite the buffer with zeros."""
        for at in range(len(self._buffer)):
            self._buffer[at] = 0

    @property
    def wiped(self) -> bool:
        """True if only zeros are left."""
        return not any(self._buffer)


def new_secret() -> Secret:
    """A fresh random key."""
    return Secret(os.urandom(KEY_SIZE))


def derive(secret: Secret, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from BLAKE2b keyed with `secret` (RFC 7693, keyed mode as a PRF)."""
    return hashlib.blake2b(b"underice 1\0" + purpose.encode(), key=bytes(secret), digest_size=KEY_SIZE).digest()


def encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """nonce ‖ ciphertext ‖ tag of XChaCha20-Poly1305, bound to `bound` (associated data)."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt

    nonce = os.urandom(NONCE_SIZE)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound, nonce, key)


def decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """The plain bytes, or None if the key, the binding or any byte is wrong."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
    from nacl.exceptions import CryptoError

    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[NONCE_SIZE:], bound, sealed[:NONCE_SIZE], key)
    except (CryptoError, ValueError, TypeError):
        return None


def public_key(seed: bytes) -> bytes:
    """The Ed25519 public key of a 32-byte seed."""
    from nacl.bindings import crypto_sign_seed_keypair

    return crypto_sign_seed_keypair(seed)[0]


def sign(seed: Secret, message: bytes) -> bytes:
    """The Ed25519 signature (64 bytes, RFC 8032) of `message`."""
    from nacl.bindings import crypto_sign, crypto_sign_seed_keypair

    return crypto_sign(message, crypto_sign_seed_keypair(bytes(seed))[1])[:64]


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """True if `signature` over `message` was made with the secret belonging to `public`."""
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import CryptoError

    try:
        crypto_sign_open(signature + message, public)
    except (CryptoError, ValueError, TypeError):
        return False
    return len(signature) == 64


def writer_id(public: bytes) -> bytes:
    """The 16-byte name of a writer: a hash of its public key."""
    return hashlib.blake2b(public, digest_size=16, person=b"underice writer").digest()


def check_compartment(name: str) -> str:
    """`name` if it can name a compartment: 1 to 40 of a–z, 0–9 and hyphen. Raises VaultError otherwise."""
    if not _COMPARTMENT.fullmatch(name):
        raise VaultError("bad-compartment-name")
    return name


@dataclass(slots=True)
class Keyring:
    """Everything a vault's keys.cbor holds, opened."""

    vault: bytes
    generation: int
    compartments: dict[str, Secret]
    seed: Secret
    age: Secret
    name: str
    recovery: dict[bytes, bytes] = field(default_factory=dict)
    """Master key sealed to a recovery secret, by the id of the set of shares."""
    public: bytes = b""

    def __post_init__(self) -> None:
        self.public = public_key(bytes(self.seed))

    @classmethod
    def new(cls, vault: bytes, name: str, compartment: str) -> Keyring:
        """Fresh keys for a new vault."""
        from pyrage import x25519

        identity = Secret(str(x25519.Identity.generate()).encode())
        return cls(vault, 1, {check_compartment(compartment): new_secret()}, new_secret(), identity, name)

    def __repr__(self) -> str:
        return "Keyring(hidden)"

    def wipe(self) -> None:
        """Overwrite every secret."""
        for secret in (self.seed, self.age, *self.compartments.values()):
            secret.wipe()

    def to_file(self, master: Secret) -> bytes:
        """The envelope keys.cbor."""
        inside = canonical.encode(
            {
                "age": bytes(self.age),
                "compartments": {name: bytes(key) for name, key in self.compartments.items()},
                "name": self.name,
                "seed": bytes(self.seed),
            }
        )
        outside = _outside(self.vault, self.generation, self.recovery)
        box = encrypt(derive(master, "keys"), inside, outside)
        return disk.seal("keys", canonical.encode({"box": box, "open": outside}))


def _outside(vault: bytes, generation: int, recovery: Mapping[bytes, bytes]) -> bytes:
    """The part of keys.cbor that can be read without the master key; it is bound to the sealed part."""
    sets = [{"box": recovery[key], "id": key} for key in sorted(recovery)]
    return canonical.encode({"generation": generation, "recovery": sets, "vault": vault})


@dataclass(frozen=True, slots=True)
class SealedKeys:
    """keys.cbor before the master key is known."""

    vault: bytes
    generation: int
    recovery: dict[bytes, bytes]
    outside: bytes
    box: bytes

    @classmethod
    def from_file(cls, data: bytes) -> SealedKeys:
        """Read the envelope. Raises VaultDamaged or FormatTooNew."""
        try:
            body = Reader(disk.unseal("keys", data, "keys"))
            outside = body.octets("open")
            head = Reader(outside)
            sets = {entry.octets("id", 8): entry.octets("box") for entry in head.maps("recovery")}
            return cls(head.octets("vault", 16), head.number("generation", 1), sets, outside, body.octets("box"))
        except NotCanonical:
            raise VaultDamaged("keys", "form") from None

    def open(self, master: Secret) -> Keyring:
        """The keys inside. Raises VaultDamaged if they do not open: the slot has said that the master key is right."""
        inside = decrypt(derive(master, "keys"), self.box, self.outside)
        if inside is None:
            raise VaultDamaged("keys", "authentication")
        try:
            body = Reader(inside)
            keys = {
                check_compartment(name): Secret(key)
                for name, key in body.octets_by_name("compartments", KEY_SIZE).items()
            }
            seed, age = Secret(body.octets("seed", KEY_SIZE)), Secret(body.octets("age"))
            return Keyring(self.vault, self.generation, keys, seed, age, body.text("name"), dict(self.recovery))
        except (NotCanonical, VaultError):
            raise VaultDamaged("keys", "form") from None

    def recover(self, secret: Secret) -> Secret:
        """The keys inside. Raises VaultDamaged if they do not open: the slot has said that the master is right."""
        for key, box in self.recovery.items():
            master = decrypt(derive(secret, "recovery"), box, self.vault + key)
            if master is not None and len(master) == KEY_SIZE:
                return Secret(master)
        raise WrongPassphrase("wrong-recovery-shares")
