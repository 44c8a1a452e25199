"""Fixtures of the tests about people."""

from pathlib import Path

import pytest

from tests.vault.making import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where a new vault may lie."""
    return Place(tmp_path / "vault", tmp_path / "device")
