"""A vault for tests of the ledger: the story with its lists, and the story's two publications."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.casebook import lists
from tests.vault.making import CHEAP
from underice.cli.demo_vault import read_story
from underice.vault.vault import Vault


@contextmanager
def story(folder: Path) -> Iterator[tuple[Vault, dict[str, bytes]]]:
    """The story's vault, open, and the ids of its records."""
    made = read_story()
    with Vault.create(
        folder / "vault", passphrase="long enough for a test", writer="w", kdf=CHEAP, idle=None, device_dir=folder / "d"
    ) as vault:
        for action in made.actions:
            vault.record(action.statements, note=action.comment)
        yield vault, {**made.ids, **lists(vault, made.ids["arrest"])}
