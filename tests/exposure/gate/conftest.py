"""Fixtures of the gate's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exposure.gate.desk import Desk
from tests.vault.making import Place


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A new vault and nothing in it."""
    with Place(tmp_path / "vault", tmp_path / "device").create() as vault:
        yield Desk(vault)
