"""The invented story's vault as it stands once its lists and what is public are in: for the desk's demo and for tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from underice.vault.vault import Vault


def seed(vault: Vault, *, waiting: Collection[str] = ()) -> bytes:
    """Record the story's actions, its three lists and its two older publications; the case's id. Raises VaultError.

    waiting: names of lists that are left for somebody to take in.
    """
    from underice.cli.demo_lists import LISTS, RECEIVED, TITLES
    from underice.cli.demo_story import PRESS, STORY
    from underice.cli.demo_vault import CASE, read_story
    from underice.exposure import ledger
    from underice.exposure.cutting import proposed
    from underice.exposure.reader import read
    from underice.exposure.registered import known
    from underice.intake.importing import record
    from underice.intake.reading import read as read_list

    story = read_story()
    for action in story.actions:
        vault.record(action.statements, note=action.comment)
    case = story.ids[CASE]
    for name, title in TITLES.items():
        if name in waiting:
            continue
        path: Path = LISTS / name
        record(read_list(path), vault, case=case, title=title, original=path.read_bytes(), today=RECEIVED)
    for name, title, on in PRESS:
        people = known(vault, case)
        found, _left = proposed(read((STORY / "ledger" / name).read_text(encoding="utf-8"), date=on), people)
        ledger.record(vault, ledger.Publication(title, on.isoformat(), lang="ko"), found)
    return case
