import threading
import time
from pathlib import Path

import pyrage
import pytest

from tests.vault.making import CHEAP, PASSPHRASE, Place, opened_of, say
from underice.vault import guard, keys
from underice.vault.errors import (
    DeviceSecretMissing,
    UnknownId,
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultFull,
    VaultLocked,
    VaultReadOnly,
    VaultRolledBack,
    WrongPassphrase,
)
from underice.vault.vault import Vault


def test_a_vault_keeps_what_it_was_told(place: Place) -> None:
    with place.create() as vault:
        said = say("김선희")
        vault.record([said])
    with place.open() as again:
        assert again.statement(said.id) == said
        assert again.count() == 1
        assert again.verify().good


def test_a_closed_vault_says_so_and_its_keys_are_overwritten(vault: Vault) -> None:
    opened = opened_of(vault)
    vault.close()
    vault.close()
    assert vault.locked
    assert repr(vault) == "Vault(locked)"
    assert opened.master.wiped
    assert opened.keyring.seed.wiped
    for ask in (vault.count, vault.head, vault.slots, lambda: vault.search("선희"), lambda: list(vault.entities())):
        with pytest.raises(VaultLocked):
            ask()


def test_a_vault_left_alone_locks_itself(place: Place) -> None:
    place.create().close()
    vault = Vault.open(place.folder, passphrase=PASSPHRASE, device_dir=place.device, idle=0.05)
    opened = opened_of(vault)
    for _ in range(600):
        if vault.locked:
            break
        time.sleep(0.05)
    assert vault.locked
    assert opened.master.wiped
    with pytest.raises(VaultLocked):
        vault.count()
    place.open().close()


def test_a_call_after_the_time_finds_it_locked_even_if_nobody_watched(vault: Vault) -> None:
    now = [0.0]
    vault._timer = guard.IdleTimer(300.0, lambda: True, clock=lambda: now[0])
    vault._timer.stop()
    assert vault.count() == 0
    now[0] = 301.0
    with pytest.raises(VaultLocked):
        vault.count()


def test_a_call_that_takes_long_counts_as_use(vault: Vault) -> None:
    now = [0.0]
    vault._timer = guard.IdleTimer(300.0, lambda: True, clock=lambda: now[0])
    assert not vault._expire()
    now[0] = 301.0
    assert vault._expire()
    assert vault.locked


def test_several_threads_may_call(vault: Vault) -> None:
    def work() -> None:
        for number in range(5):
            vault.record([say(str(number), "note")])
            vault.search("1")

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vault.count() == 15
    assert vault.verify().good


def test_two_writers_at_once_are_refused_and_a_reader_is_not(vault: Vault, place: Place) -> None:
    with pytest.raises(VaultBusy):
        place.open()
    vault.record([say("김선희")])
    with place.open(read_only=True) as reader:
        assert reader.count() == 1
        vault.record([say("무산")])
    assert vault.verify().good


def test_a_reader_does_not_write(vault: Vault, place: Place) -> None:
    vault.close()
    with place.open(read_only=True) as reader:
        for write in (
            lambda: reader.record([say("김선희")]),
            lambda: reader.expunge([bytes(16)], reason=""),
            lambda: reader.add_passphrase("new", kdf=CHEAP),
            lambda: reader.recovery_shares(2, 3),
            lambda: reader.add_compartment("other"),
        ):
            with pytest.raises(VaultReadOnly):
                write()


def test_the_printed_head_is_a_part_of_the_later_history(vault: Vault) -> None:
    empty = vault.head()
    vault.record([say("김선희")])
    line = vault.head()
    vault.record([say("무산")])
    vault.compare_head(empty)
    vault.compare_head(line)


def test_a_printed_head_tells_a_shorter_another_and_a_foreign_history(
    vault: Vault, place: Place, tmp_path: Path
) -> None:
    database = place.folder / "main.db"
    vault.close()
    before = database.read_bytes()
    with place.open() as first:
        first.record([say("김선희")])
        line = first.head()
    database.write_bytes(before)
    with place.open(accept=True) as second:
        with pytest.raises(VaultRolledBack) as caught:
            second.compare_head(line)
        assert (caught.value.bundle, caught.value.found) == (1, 0)
        second.record([say("무산")])
        with pytest.raises(VaultDamaged, match="fork"):
            second.compare_head(line)
    other = Place(tmp_path / "other", place.device)
    with other.create() as foreign, pytest.raises(VaultError, match="head-of-another-vault"):
        foreign.compare_head(line)


def test_a_second_passphrase_opens_and_a_removed_one_does_not(vault: Vault, place: Place) -> None:
    vault.add_passphrase("둘째", label="second", kdf=CHEAP)
    first, second = vault.slots()
    assert (second.label, second.kind, second.device) == ("second", "passphrase", False)
    vault.remove_slot(first.id)
    vault.close()
    with pytest.raises(WrongPassphrase):
        place.open()
    Vault.open(place.folder, passphrase="둘째", device_dir=place.device).close()


def test_changing_the_passphrase_needs_the_old_one(vault: Vault, place: Place) -> None:
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase("wrong", "new", kdf=CHEAP)
    vault.change_passphrase(PASSPHRASE, "new", kdf=CHEAP)
    vault.close()
    with pytest.raises(WrongPassphrase):
        place.open()
    Vault.open(place.folder, passphrase=b"new", device_dir=place.device).close()


def test_a_colleague_opens_with_her_key_file(vault: Vault, place: Place, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# hers\n{identity}\n")
    (tmp_path / "other.txt").write_text(str(pyrage.x25519.Identity.generate()))
    (tmp_path / "picture").write_bytes(b"\xff\xfe")
    vault.add_key_file(str(identity.to_public()), label="colleague")
    vault.close()
    Vault.open(place.folder, key_file=tmp_path / "key.txt", device_dir=place.device).close()
    for name in ("other.txt", "picture", "none"):
        with pytest.raises(WrongPassphrase):
            Vault.open(place.folder, key_file=tmp_path / name, device_dir=place.device)


def test_three_of_five_holders_open_what_she_cannot_and_older_shares_stop_working(vault: Vault, place: Place) -> None:
    old = vault.recovery_shares(2, 2)
    shares = vault.recovery_shares(3, 5)
    vault.close()
    with Vault.open(place.folder, recovery=[shares[4], shares[0], shares[2]], device_dir=place.device) as again:
        again.add_passphrase("new", kdf=CHEAP)
    for wrong in (shares[:2], old):
        with pytest.raises(WrongPassphrase):
            Vault.open(place.folder, recovery=wrong, device_dir=place.device)
    Vault.open(place.folder, passphrase="new", device_dir=place.device).close()


def test_exactly_one_way_in_is_given(place: Place) -> None:
    place.create().close()
    with pytest.raises(VaultError, match="one-way-in"):
        Vault.open(place.folder, device_dir=place.device)
    with pytest.raises(VaultError, match="one-way-in"):
        Vault.open(place.folder, passphrase="a", recovery=[], device_dir=place.device)


def test_a_vault_bound_to_its_device_opens_nowhere_else(place: Place, tmp_path: Path) -> None:
    Vault.create(
        place.folder, passphrase=PASSPHRASE, writer="w", kdf=CHEAP, device_dir=place.device, device_secret=True
    ).close()
    with place.open() as vault:
        assert vault.slots()[0].device
        vault.change_passphrase(PASSPHRASE, "new", kdf=CHEAP)
        assert vault.slots()[0].device
        vault.add_passphrase("free", kdf=CHEAP)
    with pytest.raises(DeviceSecretMissing):
        Vault.open(place.folder, passphrase="new", device_dir=tmp_path / "elsewhere")
    Vault.open(place.folder, passphrase="free", device_dir=tmp_path / "elsewhere").close()


def test_what_is_sealed_to_the_vault_only_the_vault_opens(vault: Vault) -> None:
    recipient = pyrage.x25519.Recipient.from_str(vault.recipient())
    sealed = pyrage.encrypt("길에서 쓴 메모".encode(), [recipient])
    identity = pyrage.x25519.Identity.from_str(bytes(opened_of(vault).keyring.age).decode())
    assert pyrage.decrypt(sealed, [identity]).decode() == "길에서 쓴 메모"


def test_compartments_have_keys_and_histories_of_their_own(vault: Vault, place: Place) -> None:
    vault.record([say("김선희")])
    vault.add_compartment("case-2")
    assert vault.compartments() == ("case-2", "main")
    with pytest.raises(VaultError, match="exists"):
        vault.add_compartment("main")
    vault.close()
    with place.open(compartment="case-2") as other:
        assert other.count() == 0
        other.record([say("무산"), say("회령")])
        assert other.verify().good
    with place.open() as first:
        assert first.count() == 1
        assert first.verify().good
    with pytest.raises(UnknownId, match="unknown-compartment"):
        place.open(compartment="case-3")


def test_a_compartment_that_could_not_be_made_can_be_made_later(
    vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise VaultFull(what="keys")

    with monkeypatch.context() as patch:
        patch.setattr(keys.Keyring, "to_file", full)
        with pytest.raises(VaultFull):
            vault.add_compartment("case-2")
    assert vault.compartments() == ("main",)
    vault.add_compartment("case-2")
    vault.close()
    place.open(compartment="case-2").close()
