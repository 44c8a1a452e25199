from pathlib import Path

import pytest

from tests.vault.making import CHEAP, PASSPHRASE, Place, say
from underice.vault.errors import NotAVault, VaultDamaged
from underice.vault.vault import Vault


def test_locking_out_needs_no_passphrase_and_shares_open_again(place: Place) -> None:
    Vault.create(
        place.folder, passphrase=PASSPHRASE, writer="w", kdf=CHEAP, device_dir=place.device, device_secret=True
    ).close()
    with place.open() as vault:
        vault.record([say("김선희")])
        shares = vault.recovery_shares(2, 3)
    done = Vault.lock_out(place.folder, place.device)
    assert (done.slots_destroyed, done.device_secret_destroyed, done.recoverable) == (True, True, True)
    assert done.limits
    with pytest.raises(VaultDamaged, match="part=slots detail=missing"):
        place.open()
    with Vault.open(place.folder, recovery=shares[1:], device_dir=place.device) as again:
        assert again.slots() == ()
        assert again.count() == 1
        again.add_passphrase("new", kdf=CHEAP)
    with Vault.open(place.folder, passphrase="new", device_dir=place.device) as again:
        assert again.verify().good


def test_without_shares_it_says_that_nobody_can_open_it(place: Place) -> None:
    place.create().close()
    done = Vault.lock_out(place.folder, place.device)
    assert (done.device_secret_destroyed, done.recoverable) == (False, False)
    assert not Vault.lock_out(place.folder, place.device).slots_destroyed


def test_damaged_keys_do_not_keep_it_from_locking_out(place: Place) -> None:
    place.create().close()
    (place.folder / "keys.cbor").write_bytes(b"")
    assert Vault.lock_out(place.folder, place.device).slots_destroyed


def test_what_is_no_vault_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotAVault):
        Vault.lock_out(tmp_path)
    assert (tmp_path / "file").exists()
