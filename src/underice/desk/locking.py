"""The vault of the desk: one thread touches it, one program writes it, and it locks itself when nobody works."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from underice.vault.errors import VaultError
from underice.vault.vault import Vault

Answer = TypeVar("Answer")
_NAME = "underice-vault"


class Locked(Exception):
    """The vault is locked, or there is none yet."""


class Keeper:
    """Keeps the open vault. Whatever touches it runs on one thread, one call after the other."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=_NAME)
        self._vault: Vault | None = None
        self._memory: dict[str, object] = {}

    async def run(self, call: Callable[[], Answer]) -> Answer:
        """Run a call on the vault's thread and give back what it returns. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def call(self, call: Callable[[], Answer]) -> Answer:
        """The same for work that runs beside: wait for the vault's thread and give back what the call returns."""
        if threading.current_thread().name.startswith(_NAME):
            return call()
        return self._thread.submit(call).result()

    @property
    def vault(self) -> Vault:
        """The open vault. Raises Locked."""
        if self._vault is None or not self.open:
            raise Locked
        return self._vault

    @property
    def memory(self) -> dict[str, object]:
        """What pages work out of the vault and want to find again, by a name of their own; gone when it locks. Raises Locked."""
        if not self.open:
            raise Locked
        return self._memory

    @property
    def open(self) -> bool:
        """True while the vault is open."""
        if self._vault is None:
            return False
        if self._vault.locked:  # it has locked itself
            self._memory = {}
            return False
        return True

    def hold(self, vault: Vault) -> None:
        """Keep this vault, which was just opened; an earlier one is locked."""
        self.lock()
        self._vault = vault

    def lock(self) -> None:
        """Lock the vault. Doing so twice is harmless."""
        self._memory = {}
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.lock()

    def close(self) -> None:
        """Wait for what is going on, lock the vault and end the thread."""
        try:
            self._thread.submit(self.lock).result()
        except (RuntimeError, VaultError):  # the thread is gone already, or the disk fails at the very end
            self.lock()
        self._thread.shutdown()
