"""Where the desk finds its vault, and how it behaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from underice.vault.guard import IDLE_SECONDS
from underice.vault.slots import Kdf
from underice.vocabulary.language import Language

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices made at the start.

    folder: where the vault lies or is to be made. host, port: what the browser has to write; a request that names
    another is refused; port 0 is chosen at the start. idle: seconds without use until the vault locks, None for never.
    demo: the passphrase of the invented story's vault, shown where it is asked for; "" for a real one. day: the day it
    is in that story, None for that of this computer. kdf: costs of new passphrases, None to measure them. form_limit,
    upload_limit: bytes of a form, and of one with a file.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 0
    device_dir: Path | None = None
    idle: float | None = IDLE_SECONDS
    lang: Language = "en"
    demo: str = ""
    day: date | None = None
    kdf: Kdf | None = None
    form_limit: int = 2 * MIB
    upload_limit: int = 32 * MIB

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        return self.host if self.port == 80 else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """The one origin that may send something here."""
        return f"http://{self.authority}"
