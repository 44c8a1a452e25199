"""What all requests of one desk share."""

from __future__ import annotations

from dataclasses import dataclass, field

from underice.desk.locking import Keeper
from underice.desk.once import Once
from underice.desk.sealing import Sealer
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.vault.vault import Vault


@dataclass(slots=True)
class Desk:
    """One running desk. paths: the fixed paths that have a page."""

    settings: Settings
    sessions: Sessions
    keeper: Keeper = field(default_factory=Keeper)
    once: Once = field(default_factory=Once)
    sealer: Sealer = field(default_factory=Sealer)
    paths: frozenset[str] = frozenset()

    def take(self, vault: Vault) -> None:
        """Work with this vault, which was just opened."""
        self.keeper.hold(vault)
        self.sealer.prepare(vault)
        self.once.recall(vault)
