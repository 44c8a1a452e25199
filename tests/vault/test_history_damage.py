"""Someone with the keys changes a history as carefully as can be: verification says what was done to which bundle."""

import random
import shutil
from pathlib import Path

import pytest

from tests.vault.harness.forging import KINDS, Forger, tampering
from tests.vault.harness.making import create_vault, open_vault, statements
from underice.vault.errors import VaultDamaged, VaultRolledBack

_SIZES = (3, 1, 12, 2, 5, 4, 9)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of seven bundles of different sizes."""
    root = tmp_path_factory.mktemp("history")
    with create_vault(root / "vault", root / "device") as vault:
        for number, size in enumerate(_SIZES):
            vault.record(statements(number, size))
    return root


def _damaged(history: Path, root: Path, code: str, bundle: int) -> None:
    shutil.copytree(history, root)
    with tampering(root / "vault", root / "device") as connection:
        forger = Forger.of(connection)
        KINDS[code](forger, bundle, random.Random(f"{code} {bundle}"))
        forger.commit()


@pytest.mark.parametrize("code", KINDS)
def test_what_was_done_is_found_and_its_bundle_named(code: str, history: Path, tmp_path: Path) -> None:
    for bundle in range(1, len(_SIZES) + (code != "reordered")):
        root = tmp_path / str(bundle)
        _damaged(history, root, code, bundle)
        with open_vault(root / "vault", root / "device", inspect=True) as vault:
            found = [(one.code, one.bundle) for one in vault.verify().findings if one.code != "anchor"]
        assert (code, bundle) in found, f"bundle {bundle}: {found}"
        assert not {kind for kind, _ in found} & (KINDS.keys() - {code}), f"bundle {bundle}: {found}"


@pytest.mark.parametrize("bundle", range(1, len(_SIZES) + 1))
def test_a_cut_tail_shows_at_opening(bundle: int, history: Path, tmp_path: Path) -> None:
    _damaged(history, tmp_path / "cut", "cut", bundle)
    with pytest.raises((VaultRolledBack, VaultDamaged)):
        open_vault(tmp_path / "cut" / "vault", tmp_path / "cut" / "device")


def test_writing_the_same_history_again_is_no_damage(history: Path, tmp_path: Path) -> None:
    # The control: what the forger does besides the damage is not what is found.
    shutil.copytree(history, tmp_path / "same")
    with tampering(tmp_path / "same" / "vault", tmp_path / "same" / "device") as connection:
        Forger.of(connection).commit()
    with open_vault(tmp_path / "same" / "vault", tmp_path / "same" / "device") as vault:
        assert vault.verify().good
