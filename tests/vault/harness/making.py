"""Vaults to be mistreated: quick to open, filled with invented people, and a list of what was acknowledged."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from underice.vault.errors import ConsentExpunged, UnknownId, VaultError
from underice.vault.slots import Kdf
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement

KDF = Kdf(8 * 1024, 1, 1)
"""The least that is read from a file: far below what users get, so that a thousand openings take seconds."""
PASSPHRASE = "얼음 밑으로 강물이 흐른다"
WRITER = "documenter"

_FAMILY = "김 리 박 최 정 강 조 윤 장 림".split()
_GIVEN = "서연 민호 은하 철수 옥순 명희 광일 순복 해란 영남".split()
_PLACES = ("무산군", "회령시", "온성군", "혜산시", "청진시", "沈阳市", "图们市", "Yanji")
_WORDS = "arrested near the river with her sister and held for nine days before the transfer".split()


def open_vault(
    folder: Path,
    device: Path,
    *,
    read_only: bool = False,
    inspect: bool = False,
    compartment: str = "main",
) -> Vault:
    """Open a vault of ours; it never locks itself."""
    return Vault.open(
        folder,
        passphrase=PASSPHRASE,
        device_dir=device,
        read_only=read_only,
        inspect=inspect,
        compartment=compartment,
        idle=None,
    )


def create_vault(folder: Path, device: Path, *, vfs: str | None = None, device_secret: bool = False) -> Vault:
    """A new vault that opens quickly and never locks itself."""
    return Vault.create(
        folder,
        passphrase=PASSPHRASE,
        writer=WRITER,
        kdf=KDF,
        device_dir=device,
        device_secret=device_secret,
        idle=None,
        vfs=vfs,
    )


def made_id(*parts: object) -> bytes:
    """An id that the same parts always give, so that another process can tell what was to be written."""
    return hashlib.sha256(repr(parts).encode()).digest()[:16]


def statements(seed: object, count: int, entity: bytes | None = None) -> list[Statement]:
    """Invented statements about invented people, always the same for the same seed."""
    chance = random.Random(repr(seed))
    source = made_id(seed, "source")
    made = []
    for number in range(count):
        about = entity or made_id(seed, "entity", number // 4)
        prop, value = _claim(chance)
        made.append(
            Statement(
                about,
                "person",
                prop,
                value,
                source,
                lang="ko",
                locator=f"{number}쪽" if chance.random() < 0.3 else None,
                confidence=chance.choice((None, 40, 90)),
                said_at=chance.choice((None, "2026-02-08", "2025~")),
                id=made_id(seed, "statement", number),
            )
        )
    return made


def _claim(chance: random.Random) -> tuple[str, str]:
    kind = chance.randrange(4)
    if kind == 0:
        return "name", chance.choice(_FAMILY) + chance.choice(_GIVEN)
    if kind == 1:
        return "place_of_origin", chance.choice(_PLACES)
    if kind == 2:
        return "knows", made_id(chance.random()).hex()
    return "note", " ".join(chance.choices((*_WORDS, *_PLACES), k=chance.randrange(3, 60)))


def content(seed: object, size: int) -> bytes:
    """The bytes of an invented attachment."""
    return random.Random(repr(seed)).randbytes(size)


@dataclass(slots=True)
class Acknowledged:
    """What a vault has promised to keep."""

    statements: dict[bytes, Statement] = field(default_factory=dict)
    expunged: set[bytes] = field(default_factory=set)
    attachments: dict[bytes, bytes] = field(default_factory=dict)
    bundles: int = 0
    passphrases: list[str] = field(default_factory=list)
    shares: tuple[str, ...] = ()
    compartments: list[str] = field(default_factory=list)

    def record(self, vault: Vault, made: list[Statement]) -> None:
        """Record statements and remember them once that has returned."""
        number = vault.record(made).number
        self.statements.update((one.id, one) for one in made)
        self.bundles = number

    def expunge(self, vault: Vault, ids: list[bytes]) -> None:
        """Expunge statements and remember that once it has returned."""
        number = vault.expunge(ids, reason="consent withdrawn").number
        self.expunged.update(ids)
        self.bundles = number

    def attach(self, vault: Vault, data: bytes) -> None:
        """Attach a file and remember it once that has returned."""
        id_ = vault.attach(io.BytesIO(data), mime="application/octet-stream")
        self.attachments[id_] = data
        self.bundles += 1

    def copy(self) -> Acknowledged:
        """What has been acknowledged up to now."""
        return Acknowledged(
            dict(self.statements),
            set(self.expunged),
            dict(self.attachments),
            self.bundles,
            list(self.passphrases),
            self.shares,
            list(self.compartments),
        )

    def ways(self, folder: Path, device: Path) -> Iterator[str]:
        """Which of the ways in and of the compartments made do not open, in words for a failing test."""

        def opens(
            passphrase: str | None = None, shares: tuple[str, ...] | None = None, compartment: str = "main"
        ) -> bool:
            try:
                Vault.open(
                    folder,
                    passphrase=passphrase,
                    recovery=shares,
                    read_only=True,
                    compartment=compartment,
                    device_dir=device,
                    idle=None,
                ).close()
            except VaultError:
                return False
            return True

        for passphrase in self.passphrases:
            if not opens(passphrase):
                yield "a passphrase no longer opens"
        if self.shares and not opens(shares=self.shares[:2]):
            yield "two shares no longer open"
        for compartment in self.compartments:
            if not opens(PASSPHRASE, compartment=compartment):
                yield "a compartment no longer opens"

    def differences(self, vault: Vault) -> Iterator[str]:
        """What the vault does not hold as acknowledged, in words for a failing test. Raises what reading raises."""
        for id_, expected in self.statements.items():
            try:
                found = vault.statement(id_)
            except ConsentExpunged:
                if id_ not in self.expunged:
                    yield f"{id_.hex()} has lost its content"
                continue
            except UnknownId:
                yield f"{id_.hex()} is lost"
                continue
            if id_ in self.expunged:
                yield f"{id_.hex()} has its content back"
            elif found != expected:
                yield f"{id_.hex()} has changed"
        for id_, data in self.attachments.items():
            try:
                if b"".join(vault.read_attachment(id_)) != data:
                    yield f"attachment {id_.hex()} has changed"
            except UnknownId:
                yield f"attachment {id_.hex()} is lost"
