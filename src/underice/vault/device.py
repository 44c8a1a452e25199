"""What this device keeps about a vault, outside the vault's folder: the heads once more, and a secret of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from underice.vault import disk
from underice.vault.guard import private_files
from underice.vault.keys import Secret, new_secret


def default_device_dir() -> Path:
    """The folder for what belongs to this device and account, outside every vault."""
    from platformdirs import user_config_path

    return user_config_path("underice")


@dataclass(frozen=True, slots=True)
class Device:
    """What this device keeps about one vault."""

    folder: Path
    vault: bytes

    @property
    def anchor(self) -> Path:
        """The heads once more."""
        return self.folder / f"{self.vault.hex()}.anchor"

    @property
    def secret(self) -> Path:
        """The secret that slots of this device may need besides the passphrase."""
        return self.folder / f"{self.vault.hex()}.device"

    def read_secret(self) -> Secret | None:
        """The secret, or None if this device has none for the vault. Raises VaultDamaged."""
        if not self.secret.exists():
            return None
        return Secret(disk.unseal("device", disk.read(self.secret, "device"), "device"))

    def make_secret(self) -> Secret:
        """The secret, made if there is none yet."""
        found = self.read_secret()
        if found is None:
            found = new_secret()
            self.prepare_folder()
            disk.replace(self.secret, disk.seal("device", bytes(found)))
        return found

    def prepare_folder(self) -> None:
        """Make the device's folder, for its owner only."""
        with disk.writing("anchor"), private_files():
            self.folder.mkdir(parents=True, exist_ok=True)
