import pytest

from underice.vault import canonical, disk, keys
from underice.vault.errors import VaultDamaged, VaultError, WrongPassphrase
from underice.vault.keys import Keyring, SealedKeys, Secret

VAULT = bytes(16)


@pytest.fixture
def master() -> Secret:
    return keys.new_secret()


@pytest.fixture
def ring() -> Keyring:
    return Keyring.new(VAULT, "documenter", "main")


def test_a_secret_shows_nothing_of_itself_and_can_be_overwritten() -> None:
    secret = Secret(b"very secret")
    assert repr(secret) == "Secret(hidden)"
    secret.wipe()
    assert secret.wiped
    assert bytes(secret) == bytes(11)


def test_keys_for_different_purposes_have_nothing_in_common(master: Secret) -> None:
    assert keys.derive(master, "keys") != keys.derive(master, "slots")
    assert keys.derive(master, "keys") == keys.derive(master, "keys")


def test_what_is_encrypted_opens_with_the_same_key_and_binding_only() -> None:
    key = bytes(32)
    sealed = keys.encrypt(key, b"plain", b"bound")
    assert keys.decrypt(key, sealed, b"bound") == b"plain"
    assert keys.decrypt(key, sealed, b"other") is None
    assert keys.decrypt(b"\1" * 32, sealed, b"bound") is None
    assert keys.decrypt(key, b"short", b"bound") is None


def test_a_signature_holds_for_one_message_and_one_writer(ring: Keyring) -> None:
    signature = keys.sign(ring.seed, b"message")
    assert keys.signed(ring.public, b"message", signature)
    assert not keys.signed(ring.public, b"other", signature)
    assert not keys.signed(bytes(32), b"message", signature)
    assert not keys.signed(ring.public, b"message", b"short")


def test_a_signature_that_borrows_bytes_of_the_message_is_refused(ring: Keyring) -> None:
    signature = keys.sign(ring.seed, b"message")
    assert not keys.signed(ring.public, b"ssage", signature + b"me")


def test_a_keyring_is_read_again_with_the_master_key(ring: Keyring, master: Secret) -> None:
    again = SealedKeys.from_file(ring.to_file(master)).open(master)
    assert bytes(again.seed) == bytes(ring.seed)
    assert bytes(again.compartments["main"]) == bytes(ring.compartments["main"])
    assert (again.name, again.public, again.vault) == ("documenter", ring.public, VAULT)


def test_a_keyring_shows_nothing_and_is_overwritten_as_a_whole(ring: Keyring) -> None:
    assert repr(ring) == "Keyring(hidden)"
    ring.wipe()
    assert ring.seed.wiped
    assert ring.age.wiped
    assert ring.compartments["main"].wiped


def test_another_master_key_does_not_open_a_keyring(ring: Keyring, master: Secret) -> None:
    with pytest.raises(VaultDamaged, match="part=keys"):
        SealedKeys.from_file(ring.to_file(master)).open(keys.new_secret())


def test_the_open_part_of_a_keyring_is_bound_to_the_sealed_part(ring: Keyring, master: Secret) -> None:
    body = canonical.Reader(disk.unseal("keys", ring.to_file(master), "keys"))
    ring.generation = 7
    newer = canonical.Reader(disk.unseal("keys", ring.to_file(master), "keys"))
    mixed = disk.seal("keys", canonical.encode({"box": body.octets("box"), "open": newer.octets("open")}))
    with pytest.raises(VaultDamaged, match="authentication"):
        SealedKeys.from_file(mixed).open(master)


@pytest.mark.parametrize("body", [b"", canonical.encode({"box": b"", "open": b"\xa0"})])
def test_a_keyring_of_another_form_is_damage(body: bytes) -> None:
    with pytest.raises(VaultDamaged, match="form"):
        SealedKeys.from_file(disk.seal("keys", body))


def test_sealed_contents_of_another_form_are_damage(ring: Keyring, master: Secret) -> None:
    sealed = SealedKeys.from_file(ring.to_file(master))
    box = keys.encrypt(keys.derive(master, "keys"), canonical.encode({}), sealed.outside)
    with pytest.raises(VaultDamaged, match="form"):
        SealedKeys(VAULT, 1, {}, sealed.outside, box).open(master)


def test_recovery_without_a_set_of_shares_fails_like_wrong_shares(ring: Keyring, master: Secret) -> None:
    with pytest.raises(WrongPassphrase, match="wrong-recovery-shares"):
        SealedKeys.from_file(ring.to_file(master)).recover(keys.new_secret())


@pytest.mark.parametrize("name", ["", "Main", "a/b", "..", "구획", "-a", "a" * 41, "a\n"])
def test_a_compartment_has_a_plain_name(name: str) -> None:
    with pytest.raises(VaultError, match="bad-compartment-name"):
        keys.check_compartment(name)
