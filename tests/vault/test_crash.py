"""A writer is killed at a random moment: every bundle it had acknowledged is there, whole, and nothing is torn."""

import random
from pathlib import Path

import pytest

from tests.vault.harness.killed import Told, run, sizes
from tests.vault.harness.making import create_vault, open_vault, statements
from underice.vault.vault import Vault

_RUNS_PER_VAULT = 10


def _torn(vault: Vault, told: Told) -> list[str]:
    """What of the action that was under way is there in part: it must be there as a whole or not at all."""
    made = statements((told.seed, told.next), sizes(told.seed, told.next))
    known = {line.statement.id for one in vault.entities() for line in vault.history(one)}
    present = sum(one.id in known for one in made)
    told.next += 1
    return [] if present in (0, len(made)) else [f"{present} of {len(made)} statements of action {told.next - 1}"]


def _kill_and_look(root: Path, runs: int, seed: int) -> tuple[int, list[str]]:
    chance = random.Random(seed)
    acknowledged, failures, told = 0, [], Told(seed)
    for number in range(runs):
        folder, device = root / f"vault{number // _RUNS_PER_VAULT}", root / "device"
        if number % _RUNS_PER_VAULT == 0:
            create_vault(folder, device).close()
            told = Told(seed * 100_000 + number)
        # On a busy machine a writer may be killed before it has begun: it is then given longer.
        longest = 0.25 if acknowledged >= number else 2.0
        acknowledged += run(folder, device, told, chance.uniform(0, longest))
        with open_vault(folder, device) as vault:
            wrong = list(told.kept.differences(vault)) + _torn(vault, told)
            wrong += [str(finding) for finding in vault.verify().findings]
        wrong += told.kept.ways(folder, device)
        failures += [f"run {number}: {one}" for one in wrong]
    return acknowledged, failures


def test_nothing_acknowledged_is_lost_in_50_killings(tmp_path: Path) -> None:
    acknowledged, failures = _kill_and_look(tmp_path, 50, 1)
    assert not failures
    assert acknowledged > 50


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_in_1000_killings(tmp_path: Path) -> None:
    acknowledged, failures = _kill_and_look(tmp_path, 1000, 2)
    assert not failures
    assert acknowledged > 1000
