"""`underice desk --demo`: the invented story's vault, made in a temporary folder and removed at the end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from underice.cli.demo_lists import RECEIVED
from underice.cli.demo_seed import seed
from underice.cli.desk import run_desk
from underice.cli.errors import tell
from underice.vocabulary.language import Language, translation

WORDS = "얼음 아래로 물이 흐른다"
"""Shown on the page that asks for it: nothing in this vault is anybody's."""


def run_desk_demo(browser: bool, port: int, lang: Language) -> None:
    """Make the vault, serve it until Ctrl-C, remove it. Raises Problem."""
    from underice.desk.pages.story import LAST_LIST
    from underice.desk.settings import Settings
    from underice.vault.slots import FLOOR, Kdf
    from underice.vault.vault import Vault

    tell(translation(lang).gettext("Making the invented vault …"))
    folder = Path(tempfile.mkdtemp(prefix="underice-desk-"))
    try:
        place, device = folder / "vault", folder / "device"
        # It guards nothing, so it need not cost a second to open.
        cheap = Kdf(memory=FLOOR, passes=1, lanes=1)
        vault = Vault.create(place, passphrase=WORDS, writer="기록자", kdf=cheap, device_dir=device)
        with vault:
            seed(vault, waiting=(LAST_LIST,))
            settings = Settings(place, port=port, device_dir=device, lang=lang, demo=WORDS, day=RECEIVED, kdf=cheap)
            run_desk(settings, browser, vault)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
