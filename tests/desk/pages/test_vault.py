"""The vault's page: ways in, recovery, backups, locking out; each says what it did, and refuses what would lock one out."""

import re
from pathlib import Path

import pytest

from tests.desk.conftest import PASSPHRASE, Client
from underice.vault.errors import VaultError
from underice.vault.vault import Vault

NEW = "다섯 마리 거북이 느리게 노래한다"


def _opens(client: Client, passphrase: str) -> bool:
    settings = client.desk.settings
    try:
        Vault.open(settings.folder, passphrase=passphrase, device_dir=settings.device_dir, read_only=True).close()
    except VaultError:
        return False
    return True


def _key() -> tuple[str, str]:
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def test_a_further_passphrase_opens_the_vault_until_it_is_removed(client: Client) -> None:
    shown = client.submit("/vault/passphrase", label="밤 근무", passphrase=NEW, again=NEW)
    assert "밤 근무" in shown.text
    assert _opens(client, NEW)
    slot = client.desk.keeper.vault.slots()[-1].id
    client.submit("/vault/remove", slot=slot)
    assert not _opens(client, NEW)
    assert _opens(client, PASSPHRASE)


def test_the_last_way_in_is_never_removed(client: Client) -> None:
    slot = client.desk.keeper.vault.slots()[0].id
    assert client.submit("/vault/remove", slot=slot).status_code == 409
    assert client.submit("/vault/remove", slot="feed").status_code == 404
    assert _opens(client, PASSPHRASE)


def test_a_changed_passphrase_takes_the_place_of_the_old_one(client: Client) -> None:
    assert client.submit("/vault/change", old_passphrase="wrong", passphrase=NEW, again=NEW).status_code == 403
    client.submit("/vault/change", old_passphrase=PASSPHRASE, passphrase=NEW, again=NEW)
    assert _opens(client, NEW)
    assert not _opens(client, PASSPHRASE)


@pytest.mark.parametrize(("chosen", "again"), [("short", "short"), (NEW, f"{NEW}!"), ("", "")])
@pytest.mark.parametrize("path", ["/vault/passphrase", "/vault/change"])
def test_a_bad_new_passphrase_changes_nothing(client: Client, path: str, chosen: str, again: str) -> None:
    before = client.desk.keeper.vault.slots()
    said = client.submit(path, old_passphrase=PASSPHRASE, passphrase=chosen, again=again)
    assert said.status_code == 400
    assert client.desk.keeper.vault.slots() == before


def test_a_colleague_opens_the_vault_with_her_key_file(client: Client, tmp_path: Path) -> None:
    public, secret = _key()
    file = tmp_path / "key.txt"
    file.write_text(secret, encoding="utf-8")
    assert client.submit("/vault/key", recipient="age1nothing").status_code == 409
    client.submit("/vault/key", recipient=public, label="동료")
    client.submit("/lock")
    assert client.submit("/unlock", key_file=str(tmp_path / "none")).status_code >= 400
    client.submit("/unlock", key_file=str(file))
    assert client.desk.keeper.open


def test_a_backup_is_made_where_it_is_asked_for_and_nowhere_else(client: Client, tmp_path: Path) -> None:
    assert client.submit("/vault/backup", target="copy").status_code == 400
    assert client.submit("/vault/backup", target=str(tmp_path / "none" / "x" / "copy")).status_code >= 400
    said = client.submit("/vault/backup", target=str(tmp_path / "copy"))
    assert "Copied:" in said.text
    assert (tmp_path / "copy" / "backup.cbor").exists()
    assert client.submit("/vault/backup", target=str(tmp_path / "copy")).status_code == 409


def test_what_is_no_backup_is_not_put_in_place(client: Client, tmp_path: Path) -> None:
    said = client.submit("/vault/restore", source=str(tmp_path))
    assert said.status_code >= 400
    assert _opens(client, PASSPHRASE)


@pytest.mark.parametrize(("holders", "needed"), [("1", "1"), ("3", "4"), ("99", "2"), ("x", "")])
def test_impossible_numbers_of_holders_make_no_shares(client: Client, holders: str, needed: str) -> None:
    assert client.submit("/vault/recovery", holders=holders, needed=needed).status_code == 409
    assert not client.desk.keeper.vault.recoverable


def test_shares_are_shown_once_and_open_the_vault(client: Client) -> None:
    shown = client.submit("/vault/recovery", holders="3", needed="2").text
    sheets = re.findall(r'<ol class="words"[^>]*>(.*?)</ol>', shown, re.DOTALL)
    shares = [" ".join(re.findall(r"<li>(\w+)</li>", sheet)) for sheet in sheets]
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    assert shares[0] not in client.get("/vault/recovery").text
    client.desk.keeper.lock()
    settings = client.desk.settings
    Vault.open(settings.folder, recovery=shares[1:], device_dir=settings.device_dir).close()


def test_locking_out_needs_the_box_and_then_nothing_opens(client: Client) -> None:
    assert client.submit("/vault/lock-out").status_code == 400
    assert _opens(client, PASSPHRASE)
    said = client.submit("/vault/lock-out", sure="1")
    assert "this is not erasing" in said.text
    assert not client.desk.keeper.open
    assert not _opens(client, PASSPHRASE)
    assert client.submit("/unlock", passphrase=PASSPHRASE).status_code >= 400


def test_locking_out_can_be_undone_by_recovery_shares(client: Client) -> None:
    shares = client.desk.keeper.vault.recovery_shares(2, 2)
    client.submit("/lock")
    said = client.submit("/vault/lock-out", sure="1")
    assert "/recover" in said.text
    client.submit("/recover", shares="\n".join(shares), passphrase=NEW, again=NEW)
    assert client.desk.keeper.open
