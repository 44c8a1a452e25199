"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A new vault in a folder of its own; what the device remembers lies there, too."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("UNDERICE_VAULT", raising=False)
    made = Desk(tmp_path / "vault", capsys)
    made.create()
    return made
