"""Fixtures of the vault's tests; what they are made of is in `making`."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.vault.making import Place, opened_of
from underice.vault.vault import Vault


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "vault", tmp_path / "device")


@pytest.fixture
def vault(place: Place) -> Iterator[Vault]:
    with place.create() as made:
        yield made


@pytest.fixture
def connection(vault: Vault) -> apsw.Connection:
    """The database of `vault`, as the vault itself uses it."""
    return opened_of(vault).connection
