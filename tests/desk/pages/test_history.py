"""History: who recorded what together, a head that can be compared, and verification that finds what was changed."""

from pathlib import Path

import pytest

from tests.desk.conftest import CANARY, PASSPHRASE, Client
from underice.vault.vault import Vault


def test_actions_are_shown_latest_first_with_who_and_what(client: Client) -> None:
    text = client.get("/history?lang=en").text
    assert text.index("그림에 붙은 사진 설명") < text.index("2021년 입국 면담")
    assert "기록자" in text
    assert "Attached file 1" in text
    assert "Earlier" not in client.get("/history?before=3").text


def test_one_action_shows_what_it_recorded(client: Client) -> None:
    last = client.desk.keeper.vault.actions(limit=1)[0].recorded.bundle
    text = client.get(f"/history/{last}?lang=en").text
    assert CANARY in text
    assert "stands" in text


@pytest.mark.parametrize("number", ["0", "99999", "x", "-1", "9" * 30])
def test_an_action_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/history/{number}").status_code == 404


def test_a_sound_vault_is_told_to_be_as_it_was_written(client: Client) -> None:
    assert "All is as it was written" in client.submit("/history/verify").text


def test_a_changed_byte_is_found(client: Client, tmp_path: Path) -> None:
    settings = client.desk.settings
    client.desk.keeper.lock()
    database = settings.folder / "main.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    client.desk.keeper.hold(
        Vault.open(settings.folder, passphrase=PASSPHRASE, device_dir=settings.device_dir, inspect=True)
    )
    said = client.submit("/history/verify")
    assert "Not everything is as it was written" in said.text or said.status_code == 503
    assert tmp_path.exists()


def test_a_head_from_paper_is_compared(client: Client) -> None:
    head = client.desk.keeper.vault.head()
    assert "is part of the history" in client.submit("/history/compare", line=head).text
    wrong = client.submit("/history/compare", line=head[:-1] + ("0" if head[-1] != "0" else "1"))
    assert wrong.status_code == 409
    assert "no printed head" in wrong.text


def test_the_head_is_printed_with_what_it_is_for(client: Client) -> None:
    assert client.desk.keeper.vault.head() in client.get("/history/head").text
