"""What can go wrong with a vault: one class per thing a person has to do next.

Errors carry a code and plain fields, no sentences (the command line and the desk make those, in both languages) and
never a key, a passphrase or a value.
"""

from __future__ import annotations

Field = str | int | None


class VaultError(Exception):
    """Anything a vault refuses. `code` is stable; `fields` hold names, numbers and ids, never contents."""

    default = "vault-error"

    def __init__(self, code: str | None = None, **fields: Field) -> None:
        self.code = code or self.default
        self.fields = fields
        super().__init__(self.code)

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.fields.items() if value is not None)])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


class WrongPassphrase(VaultError):
    """No key slot opens with the passphrase, key file or recovery shares given. Nothing is damaged."""

    default = "wrong-passphrase"


class VaultDamaged(VaultError):
    """Some byte is not what was written. `part` is "slots", "keys", "heads", "anchor", "database", "history",
    "attachment" or "backup"; `bundle` the number of the first user action concerned, where that is known.
    """

    default = "damaged"

    def __init__(self, part: str, detail: str = "unreadable", *, bundle: int | None = None, **fields: Field) -> None:
        self.part = part
        self.detail = detail
        self.bundle = bundle
        super().__init__(None, part=part, detail=detail, bundle=bundle, **fields)


class VaultRolledBack(VaultError):
    """What lies on disk is older than what an anchor has seen. `part` is "folder" (all of it),
    "database", "heads", "slots" or "keys";
    `bundle` the number of the newest user action the anchor knows, `found` the newest one present.
    """

    default = "rolled-back"

    def __init__(self, part: str, *, anchor: str, bundle: int | None = None, found: int | None = None) -> None:
        self.part = part
        self.anchor = anchor
        self.bundle = bundle
        self.found = found
        super().__init__(None, part=part, anchor=anchor, bundle=bundle, found=found)


class VaultLocked(VaultError):
    """The vault has been closed or has locked itself; open it again."""

    default = "locked"


class FormatTooNew(VaultError):
    """Written by a newer version; nothing has been touched."""

    default = "format-too-new"


class VaultBusy(VaultError):
    """Another process has the vault open for writing."""

    default = "busy"


class NotAVault(VaultError):
    """The folder holds no vault."""

    default = "not-a-vault"


class VaultFull(VaultError):
    """The disk is full or failed while writing. Everything acknowledged is kept; the last action is not recorded."""

    default = "disk-full"


class VaultReadOnly(VaultError):
    """The folder or the way it was opened does not allow writing."""

    default = "read-only"


class CipherMissing(VaultError):
    """The SQLite build at hand cannot encrypt; nothing has been written."""

    default = "cipher-missing"


class UnsafePath(VaultError):
    """A symbolic link, a foreign owner or too wide permissions where a vault's file should be."""

    default = "unsafe-path"


class DeviceSecretMissing(VaultError):
    """The slot also needs the secret of the device it was made on."""

    default = "device-secret-missing"


class BadStatement(VaultError):
    """A statement that cannot be kept; nothing of its bundle has been recorded."""

    default = "bad-statement"


class UnknownId(VaultError):
    """No entity, statement or attachment of this id in the vault."""

    default = "unknown-id"


class ConsentExpunged(VaultError):
    """The content was removed when consent was withdrawn; only its place in the history is left."""

    default = "expunged"
