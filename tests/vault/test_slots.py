from dataclasses import replace

import pyrage
import pytest

from tests.vault.making import CHEAP
from underice.vault import canonical, disk, keys, slots
from underice.vault.errors import DeviceSecretMissing, UnknownId, VaultDamaged, VaultError, WrongPassphrase
from underice.vault.keys import Secret
from underice.vault.slots import Kdf, Slots, calibrate

VAULT = bytes(range(16))


@pytest.fixture
def master() -> Secret:
    return keys.new_secret()


@pytest.fixture
def one(master: Secret) -> Slots:
    return Slots(VAULT, 0).with_passphrase(master, "물", CHEAP, label="mine")


def test_the_right_passphrase_gives_the_master_key(one: Slots, master: Secret) -> None:
    found, slot = one.open_with_passphrase("물", None)
    assert bytes(found) == bytes(master)
    assert slot.hex() == one.infos(master)[0].id


def test_hangul_typed_decomposed_is_the_same_passphrase(one: Slots, master: Secret) -> None:
    assert bytes(one.open_with_passphrase("\u1106\u116e\u11af", None)[0]) == bytes(master)


def test_a_wrong_passphrase_is_a_wrong_passphrase(one: Slots) -> None:
    with pytest.raises(WrongPassphrase):
        one.open_with_passphrase("불", None)


@pytest.mark.parametrize(("given", "code"), [("", "empty-passphrase"), (b"", "empty"), ("\ud800", "not-text")])
def test_what_cannot_be_a_passphrase_is_refused(given: str | bytes, code: str) -> None:
    with pytest.raises(VaultError, match=code):
        slots.passphrase_bytes(given)


def test_slots_are_read_again_and_checked_as_a_whole(one: Slots, master: Secret) -> None:
    both = one.with_passphrase(master, "불", CHEAP)
    again, mac = Slots.from_file(both.to_file(master))
    again.check(master, mac)
    assert len(again) == 2
    assert again.generation == 2
    with pytest.raises(VaultDamaged, match="authentication"):
        again.check(keys.new_secret(), mac)


def test_lowering_the_costs_in_the_file_does_not_open_the_slot(one: Slots, master: Secret) -> None:
    slot = one._slots[0]
    cheaper = Slots(VAULT, 1, (replace(slot, kdf=Kdf(8 * 1024, 2, 1)),))
    with pytest.raises(WrongPassphrase):
        cheaper.open_with_passphrase("물", None)


@pytest.mark.parametrize(
    "kdf", [Kdf(64 << 20, 1, 1), Kdf(1024, 1, 1), Kdf(8192, 0, 1), Kdf(8192, 1, 17), Kdf(1 << 20, 5, 1)]
)
def test_costs_out_of_bounds_are_neither_written_nor_read(kdf: Kdf, one: Slots, master: Secret) -> None:
    with pytest.raises(VaultError, match="kdf-out-of-bounds"):
        one.with_passphrase(master, "물", kdf)
    hostile = Slots(VAULT, 1, (replace(one._slots[0], kdf=kdf),)).to_file(master)
    with pytest.raises(VaultDamaged, match="form"):
        Slots.from_file(hostile)


def test_a_file_without_slots_or_of_another_form_is_damage(master: Secret) -> None:
    with pytest.raises(VaultDamaged, match="form"):
        Slots.from_file(Slots(VAULT).to_file(master))
    with pytest.raises(VaultDamaged, match="form"):
        Slots.from_file(disk.seal("slots", canonical.encode({})))


def test_calibration_aims_at_half_a_second_to_one_and_a_half() -> None:
    for speed in (0.1, 0.4, 1.0, 4.0):  # seconds for 256 MiB and three passes

        def seconds(kdf: Kdf, speed: float = speed) -> float:
            return speed * kdf.memory / (256 * 1024) * kdf.passes / 3

        kdf = calibrate(seconds)
        assert kdf.memory >= slots.FLOOR
        assert 0.5 <= seconds(kdf) <= 1.5


def test_calibration_stops_at_the_floor_and_at_the_ceiling() -> None:
    assert calibrate(lambda _: 60.0).memory == slots.FLOOR
    quickest = calibrate(lambda _: 0.0)
    assert quickest.affordable()
    assert quickest.passes > 3


def test_costs_are_measured_by_running_them() -> None:
    assert slots._seconds(CHEAP) > 0


def test_a_slot_for_this_device_needs_its_secret_too(master: Secret) -> None:
    secret = keys.new_secret()
    bound = Slots(VAULT, 0).with_passphrase(master, "물", CHEAP, device=secret)
    assert bytes(bound.open_with_passphrase("물", secret)[0]) == bytes(master)
    with pytest.raises(WrongPassphrase):
        bound.open_with_passphrase("물", keys.new_secret())
    with pytest.raises(DeviceSecretMissing):
        bound.open_with_passphrase("물", None)


def test_a_colleague_opens_with_her_identity_file(one: Slots, master: Secret) -> None:
    identity = pyrage.x25519.Identity.generate()
    both = one.with_recipient(master, f" {identity.to_public()}\n", label="colleague")
    found, slot = both.open_with_identity(f"# created by age-keygen\n{identity}\n")
    assert bytes(found) == bytes(master)
    assert [(info.kind, info.label) for info in both.infos(master)] == [
        ("passphrase", "mine"),
        ("key-file", "colleague"),
    ]
    assert both.infos(master)[1].id == slot.hex()
    with pytest.raises(WrongPassphrase):
        both.open_with_passphrase("불", None)
    again, mac = Slots.from_file(both.to_file(master))
    again.check(master, mac)


def test_another_identity_does_not_open_a_slot(one: Slots, master: Secret) -> None:
    hers, mine = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    with pytest.raises(WrongPassphrase, match="wrong-key-file"):
        one.with_recipient(master, str(hers.to_public())).open_with_identity(str(mine))


def test_a_colleagues_slot_of_another_vault_does_not_open_this_one(master: Secret) -> None:
    identity = pyrage.x25519.Identity.generate()
    other = Slots(bytes(16), 0).with_recipient(master, str(identity.to_public()))
    moved = Slots(VAULT, 1, other._slots)
    with pytest.raises(WrongPassphrase, match="wrong-key-file"):
        moved.open_with_identity(str(identity))


@pytest.mark.parametrize("text", ["", "# only a comment", "AGE-SECRET-KEY-1NONSENSE"])
def test_a_file_that_is_no_identity_is_a_wrong_key_file(text: str, one: Slots) -> None:
    with pytest.raises(WrongPassphrase, match="bad-key-file"):
        one.open_with_identity(text)


def test_a_recipient_that_is_none_is_refused(one: Slots, master: Secret) -> None:
    with pytest.raises(VaultError, match="bad-recipient"):
        one.with_recipient(master, "age1nonsense")


def test_slots_are_removed_but_never_the_last(one: Slots, master: Secret) -> None:
    both = one.with_passphrase(master, "불", CHEAP)
    first, second = both.infos(master)
    assert [info.id for info in both.without(first.id).infos(master)] == [second.id]
    with pytest.raises(VaultError, match="last-slot"):
        one.without(first.id)
    with pytest.raises(UnknownId):
        one.without("00")


def test_there_is_a_most_number_of_slots(one: Slots, master: Secret) -> None:
    full = Slots(VAULT, 1, one._slots * 64)
    with pytest.raises(VaultError, match="too-many-slots"):
        full.with_passphrase(master, "불", CHEAP)


def test_a_label_of_another_vault_is_damage(one: Slots) -> None:
    with pytest.raises(VaultDamaged, match="authentication"):
        one.infos(keys.new_secret())
