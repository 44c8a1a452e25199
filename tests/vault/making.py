"""A vault for tests: cheap passphrase costs, a device folder of its own, invented people."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from underice.vault import cipher, opening
from underice.vault.opened import Opened
from underice.vault.slots import Kdf
from underice.vault.vault import Vault
from underice.vault.view import Claim
from underice.vocabulary.statement import Statement, new_id

CHEAP = Kdf(memory=8 * 1024, passes=1, lanes=1)
PASSPHRASE = "얼음 아래로 물이 흐른다"


@dataclass(frozen=True)
class Place:
    """Where a test's vault lies, and how to open it."""

    folder: Path
    device: Path

    def create(self) -> Vault:
        return Vault.create(
            self.folder, passphrase=PASSPHRASE, writer="documenter", kdf=CHEAP, device_dir=self.device, idle=None
        )

    def open(
        self, *, read_only: bool = False, inspect: bool = False, accept: bool = False, compartment: str = "main"
    ) -> Vault:
        return Vault.open(
            self.folder,
            passphrase=PASSPHRASE,
            device_dir=self.device,
            idle=None,
            read_only=read_only,
            inspect=inspect,
            accept=accept,
            compartment=compartment,
        )

    def tamper(self, *changes: str) -> None:
        """Do what someone with the key could do with the database: run SQL, without the triggers, without signing."""
        opened = opening.open_vault(self.folder, passphrase=PASSPHRASE, device_dir=self.device)
        try:
            for trigger in ("statement_kept", "statement_fixed", "bundle_kept", "bundle_fixed"):
                cipher.fetch(opened.connection, f"DROP TRIGGER IF EXISTS {trigger}")
            with opened.connection:
                for change in changes:
                    cipher.fetch(opened.connection, change)
            cipher.checkpoint(opened.connection)
        finally:
            opened.close()


def opened_of(vault: Vault) -> Opened:
    """The inside of an open vault."""
    opened = vault._opened
    assert opened is not None
    return opened


PERSON, SOURCE = new_id(), new_id()


def say(value: str, prop: str = "name", entity: bytes = PERSON, kind: str = "person") -> Statement:
    """A statement about a person, by one source."""
    return Statement(entity, kind, prop, value, SOURCE)


def retract(target: Statement) -> Statement:
    """Takes back a statement."""
    return Statement(target.entity, target.kind, target.prop, "", SOURCE, act="retract", target=target.id)


def supersede(target: Statement, value: str) -> Statement:
    """Stands in a statement's place."""
    return Statement(target.entity, target.kind, target.prop, value, SOURCE, act="supersede", target=target.id)


def values(claims: Sequence[Claim]) -> list[str]:
    """The values of claims, as written."""
    return [claim.value for claim in claims]
