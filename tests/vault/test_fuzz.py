"""Mutated inputs to every parser: none ends in anything but the documented error, takes long or much memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _fuzz(count: int, seed: int) -> dict[str, dict[str, float]]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "tests.vault.harness.fuzz", str(count), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["failures"] == []
    assert result["peak_mib"] < 1024
    assert max(result["slowest"].values()) < 10
    assert sum(result["inputs"].values()) == count
    return dict(result)


def test_two_thousand_mutated_inputs_end_as_documented() -> None:
    assert len(_fuzz(2_000, 1)["inputs"]) > 20


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 7))
def test_twenty_thousand_mutated_inputs_end_as_documented(seed: int) -> None:
    _fuzz(20_000, seed)
