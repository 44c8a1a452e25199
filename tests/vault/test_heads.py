from dataclasses import replace

import pytest

from underice.vault import canonical, disk, heads, keys
from underice.vault.errors import VaultDamaged, VaultError, VaultRolledBack
from underice.vault.heads import Head, Heads
from underice.vault.keys import Keyring, Secret

VAULT = bytes(range(16))
HEAD = Head(3, 12, b"r" * 32, b"d" * 32)
KNOWN = Heads(VAULT, {"main": HEAD}, 2, 1, b"device__")


@pytest.fixture(scope="module")
def master() -> Secret:
    return keys.new_secret()


@pytest.fixture(scope="module")
def ring() -> Keyring:
    return Keyring.new(VAULT, "documenter", "main")


def test_heads_are_read_again_and_show_nothing_outside(ring: Keyring, master: Secret) -> None:
    data = KNOWN.to_file("heads", ring, master)
    assert b"main" not in data
    assert heads.from_file(data, "heads", VAULT, ring.public, master) == KNOWN


def test_heads_of_another_vault_or_place_or_key_are_refused(ring: Keyring, master: Secret) -> None:
    data = KNOWN.to_file("heads", ring, master)
    moved = disk.seal("anchor", disk.unseal("heads", data, "heads"))
    with pytest.raises(VaultDamaged, match="authentication"):
        heads.from_file(moved, "anchor", VAULT, ring.public, master)
    with pytest.raises(VaultDamaged, match="authentication"):
        heads.from_file(data, "heads", bytes(16), ring.public, master)
    with pytest.raises(VaultDamaged, match="signature"):
        heads.from_file(data, "heads", VAULT, Keyring.new(VAULT, "other", "main").public, master)


def test_heads_that_name_another_vault_inside_are_refused(ring: Keyring, master: Secret) -> None:
    inside = replace(KNOWN, vault=bytes(16)).to_file("heads", ring, master)
    plain = keys.decrypt(keys.derive(master, "heads"), disk.unseal("heads", inside, "heads"), bytes(16))
    assert plain is not None
    data = disk.seal("heads", keys.encrypt(keys.derive(master, "heads"), plain, VAULT))
    with pytest.raises(VaultDamaged, match="another-vault"):
        heads.from_file(data, "heads", VAULT, ring.public, master)


@pytest.mark.parametrize("plain", [b"", canonical.encode({"content": b"", "signature": b""})])
def test_heads_of_another_form_are_refused(plain: bytes, ring: Keyring, master: Secret) -> None:
    data = disk.seal("heads", keys.encrypt(keys.derive(master, "heads"), plain, VAULT))
    with pytest.raises(VaultDamaged):
        heads.from_file(data, "heads", VAULT, ring.public, master)


def test_a_compartment_with_a_name_that_no_compartment_has_is_refused(ring: Keyring, master: Secret) -> None:
    data = replace(KNOWN, heads={"../x": HEAD}).to_file("heads", ring, master)
    with pytest.raises(VaultDamaged, match="form"):
        heads.from_file(data, "heads", VAULT, ring.public, master)


def test_an_anchor_that_knows_as_much_or_less_is_no_contradiction() -> None:
    heads.compare_files(KNOWN, KNOWN, slots=2, keys=1)
    heads.compare_files(KNOWN, None, slots=3, keys=2)
    heads.compare_files(KNOWN.with_head("main", replace(HEAD, number=4)), KNOWN, slots=2, keys=1)


@pytest.mark.parametrize(
    ("near", "slots", "known", "part"),
    [
        (KNOWN.with_head("main", replace(HEAD, number=2)), 2, 1, "folder"),
        (replace(KNOWN, heads={}), 2, 1, "folder"),
        (KNOWN, 1, 1, "slots"),
        (KNOWN, 2, 0, "keys"),
    ],
)
def test_a_folder_that_is_older_than_its_anchor_is_rolled_back(near: Heads, slots: int, known: int, part: str) -> None:
    with pytest.raises(VaultRolledBack) as caught:
        heads.compare_files(near, KNOWN, slots=slots, keys=known)
    assert caught.value.part == part


def test_a_printed_head_is_read_again() -> None:
    line = heads.line(VAULT, "main", HEAD)
    found = heads.from_line(f"  {line.upper()}\n")
    assert (found.vault, found.compartment, found.number, found.size) == (VAULT.hex()[:16], "main", 3, 12)
    assert found.digest == HEAD.digest


@pytest.mark.parametrize("change", [(" 3 ", " 4 "), ("main", "mein"), ("underice-head", "other"), (" 12", "")])
def test_a_printed_head_copied_wrongly_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(VaultError, match="bad-head-line"):
        heads.from_line(heads.line(VAULT, "main", HEAD).replace(*change))
