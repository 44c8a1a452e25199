"""A colleague's own signature: a signing key in a file of hers, its public half registered in the vault.

A vault has one signing key, which everybody who can open it signs with; so it cannot show that two people agreed. A
second person therefore keeps an Ed25519 key (RFC 8032) of her own, in a file that only her passphrase opens, outside
the vault. What her signature shows, and what it does not, is told in docs/method/gate.md.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from underice.vault import canonical
from underice.vault.keys import Secret, decrypt, encrypt, new_secret, public_key, sign, signed
from underice.vault.slots import Kdf, calibrate, passphrase_bytes
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.kinds import property_of
from underice.vocabulary.spelling import fold
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from underice.vault.vault import Vault

KIND = "signer"
_FORMAT = 1
_LARGEST = 10_000
_LONGEST_NAME = 100
_SALT = 16
_DOMAIN = b"underice second signature 1\0"

Code = Literal["bad-file", "wrong-passphrase", "bad-name", "known-key", "unknown-signer", "withdrawn", "same-person"]


class SigningRefused(ValueError):
    """A signing file or signer that cannot be used. code: what is wrong; never a name or a key."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@dataclass(frozen=True, slots=True)
class Signer:
    """A colleague as the vault knows her: entity, the name she signs under, her public key (32 bytes)."""

    entity: bytes
    name: str
    public: bytes
    withdrawn: date | None = None


class SigningKey:
    """A signing key taken out of its file. Shows nothing of itself; wipe() overwrites it."""

    __slots__ = ("_seed", "name", "public")

    def __init__(self, name: str, seed: Secret) -> None:
        self.name = name
        self.public = public_key(bytes(seed))
        self._seed = seed

    def __repr__(self) -> str:
        return "SigningKey(hidden)"

    def sign(self, message: bytes) -> bytes:
        """The signature (64 bytes) of a message of this kind; not valid for anything else this key might sign."""
        return sign(self._seed, _DOMAIN + message)

    def wipe(self) -> None:
        """Overwrite the secret half."""
        self._seed.wipe()


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """True if the owner of `public` signed the message with SigningKey.sign()."""
    return signed(public, _DOMAIN + message, signature)


def make(name: str, passphrase: bytes | str, kdf: Kdf | None = None) -> bytes:
    """The content of a new signing file for `name`, opened by the passphrase. kdf: None means costs measured here.

    Raises SigningRefused("bad-name"), VaultError for a passphrase that cannot be one.
    """
    called = _checked(name)
    costs, salt, seed = kdf or calibrate(), os.urandom(_SALT), new_secret()
    public = public_key(bytes(seed))
    box = encrypt(costs.run(passphrase_bytes(passphrase), salt), bytes(seed), _bound(called, public))
    seed.wipe()
    fields = {
        "underice_signer": _FORMAT, "name": called, "public": public.hex(), "memory": costs.memory,
        "passes": costs.passes, "lanes": costs.lanes, "salt": salt.hex(), "box": box.hex(),
    }  # fmt: skip
    return f"{json.dumps(fields, ensure_ascii=False, indent=1)}\n".encode()


def describe(data: bytes) -> Signer:
    """Whose signing file this is, without opening it (her entity is empty). Raises SigningRefused("bad-file")."""
    fields = _fields(data)
    return Signer(b"", _text(fields, "name"), _octets(fields, "public", 32))


def unlock(data: bytes, passphrase: bytes | str) -> SigningKey:
    """The key in a signing file. Raises SigningRefused("bad-file" or "wrong-passphrase")."""
    fields = _fields(data)
    name, public = _text(fields, "name"), _octets(fields, "public", 32)
    costs = Kdf(*(_whole(fields, key) for key in ("memory", "passes", "lanes")))
    if not costs.affordable():
        raise SigningRefused("bad-file")
    key = costs.run(passphrase_bytes(passphrase), _octets(fields, "salt", _SALT))
    seed = decrypt(key, _octets(fields, "box"), _bound(name, public))
    if seed is None or len(seed) != 32:
        raise SigningRefused("wrong-passphrase")
    found = SigningKey(name, Secret(seed))
    if found.public != public:
        raise SigningRefused("bad-file")
    return found


def register(vault: Vault, signer: Signer, by: str | None = None) -> Signer:
    """Record a colleague's public key, so that she can be a second person. Raises SigningRefused("known-key")."""
    name = _checked(signer.name)
    if any(known.public == signer.public for known in signers(vault)):
        raise SigningRefused("known-key")
    entity = new_id()
    vault.record([_said(entity, "name", name), _said(entity, "key", signer.public.hex())], by=by)
    return Signer(entity, name, signer.public)


def withdraw(vault: Vault, entity: bytes, on: date, by: str | None = None) -> None:
    """Record that a key signs nothing any more from that day on. Raises SigningRefused("unknown-signer")."""
    if all(known.entity != entity for known in signers(vault)):
        raise SigningRefused("unknown-signer")
    vault.record([_said(entity, "withdrawn", on.isoformat())], by=by)


def signers(vault: Vault) -> tuple[Signer, ...]:
    """The colleagues whose keys stand in the vault, in the order of ids."""
    found = []
    for entity, claims in groupby(vault.claims(KIND, ("name", "key", "withdrawn")), lambda one: one.entity):
        said = {one.prop: one for one in claims}
        public = _public(said["key"].value) if "key" in said else None
        if "name" not in said or public is None:
            continue
        days = to_interval(said["withdrawn"].value) if "withdrawn" in said else None
        found.append(Signer(entity, said["name"].value, public, days.first if days else None))
    return tuple(found)


def second_person(vault: Vault, key: SigningKey, *, first: str, on: date) -> Signer:
    """The registered signer whose key this is, if she may sign beside `first` on that day.

    Raises SigningRefused: "unknown-signer" (her key was never registered), "withdrawn", "same-person".
    """
    found = next((known for known in signers(vault) if known.public == key.public), None)
    if found is None:
        raise SigningRefused("unknown-signer")
    if found.withdrawn is not None and found.withdrawn <= on:
        raise SigningRefused("withdrawn")
    if _same(found.name, first):
        raise SigningRefused("same-person")
    return found


def _public(digits: str) -> bytes | None:
    """A public key as it is recorded; None if it is none."""
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return None
    return found if len(found) == 32 else None


def _same(one: str, other: str) -> bool:
    return "".join(fold(one).split()) == "".join(fold(other).split())


def _said(entity: bytes, name: str, value: str) -> Statement:
    prop = property_of(KIND, name)
    return Statement(entity, KIND, name, value, entity, sensitivity=prop.sensitivity if prop else 2)


def _checked(name: str) -> str:
    called = " ".join(unicodedata.normalize("NFC", name).split())
    if not called or len(called) > _LONGEST_NAME or not called.isprintable():
        raise SigningRefused("bad-name")
    return called


def _bound(name: str, public: bytes) -> bytes:
    return canonical.encode([_FORMAT, name, public])


def _fields(data: bytes) -> Mapping[str, object]:
    try:
        fields = json.loads(data.decode()) if len(data) <= _LARGEST else None
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or fields.get("underice_signer") != _FORMAT:
        raise SigningRefused("bad-file")
    return fields


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise SigningRefused("bad-file")
    try:
        return _checked(value)
    except SigningRefused:
        raise SigningRefused("bad-file") from None


def _octets(fields: Mapping[str, object], key: str, size: int | None = None) -> bytes:
    value = fields.get(key)
    try:
        found = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        found = b""
    if not found or size is not None and len(found) != size:
        raise SigningRefused("bad-file")
    return found


def _whole(fields: Mapping[str, object], key: str) -> int:
    value = fields.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise SigningRefused("bad-file")
    return value
