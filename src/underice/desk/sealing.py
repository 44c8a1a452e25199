"""What was being typed when the vault locked itself is kept in memory, sealed so that only the open vault can read it.

A key pair is derived from the vault when it is opened. Its public half stays in memory while the vault is locked, its
secret half does not exist then: it is derived again, from the vault, when that is opened the next time.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from underice.vault.vault import Vault

_PURPOSE = "desk sealed forms"


class Sealer:
    """Seals to the vault that was open last."""

    def __init__(self) -> None:
        self._nonce = b""
        self._public = b""

    @property
    def ready(self) -> bool:
        """True once a vault has been open."""
        return bool(self._public)

    def prepare(self, vault: Vault) -> None:
        """From now on seal to this vault, which is open."""
        from nacl.public import PrivateKey

        self._nonce = self._nonce or secrets.token_bytes(16)
        self._public = bytes(PrivateKey(vault.mark(_PURPOSE, self._nonce)).public_key)

    def seal(self, content: bytes) -> bytes | None:
        """The content, sealed; None if no vault has been open yet."""
        from nacl.public import PublicKey, SealedBox

        return SealedBox(PublicKey(self._public)).encrypt(content) if self._public else None

    def unseal(self, vault: Vault, sealed: bytes) -> bytes | None:
        """The content again; None if it was sealed to another vault."""
        from nacl.exceptions import CryptoError
        from nacl.public import PrivateKey, SealedBox

        try:
            return SealedBox(PrivateKey(vault.mark(_PURPOSE, self._nonce))).decrypt(sealed)
        except CryptoError:
            return None
