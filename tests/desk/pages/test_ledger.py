"""The ledger on the desk: what is public, and cuttings that add to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.desk.conftest import Client

CUTTING = "무산에서 소학교 교원으로 일하던 최은실 씨(38)가 지난 8일 선양에서 체포됐다."


def given(client: Client, **more: str) -> dict[str, str]:
    """The fields of a cutting."""
    case = re.search(r'<option value="([0-9a-f]{32})"', client.get("/ledger/new").text)
    assert case is not None
    return {"title": "체포 보도", "date": "2026-02-10", "publisher": "신문", "case": case[1], "text": CUTTING, **more}


def test_what_is_public_stands_by_person_and_by_publication(client: Client) -> None:
    shown = client.get("/ledger?lang=en").text
    assert "Person by person" in shown
    assert "Publication by publication" in shown
    assert "무산에서 걸려 온 전화" in shown
    assert "households among everyone" in shown


def test_a_cutting_is_shown_first_and_recorded_only_as_ticked(client: Client) -> None:
    before = client.desk.keeper.vault.count()
    seen = client.submit("/ledger/new?lang=en", **given(client))
    assert seen.text.count('name="take"') >= 2
    assert client.desk.keeper.vault.count() == before
    done = client.submit("/ledger/new", shown="1", take=["0"], **given(client))
    assert done.url.path == "/ledger"
    assert done.text.count("체포 보도") == 1
    again = client.desk.keeper.vault.count()
    client.submit("/ledger/new", shown="1", take=["0"], **given(client))
    assert client.desk.keeper.vault.count() == again


def test_nothing_ticked_records_nothing(client: Client) -> None:
    before = client.desk.keeper.vault.count()
    answer = client.submit("/ledger/new?lang=en", shown="1", **given(client))
    assert answer.status_code == 400
    assert "Nothing was ticked" in answer.text
    assert client.desk.keeper.vault.count() == before


@pytest.mark.parametrize("missing", ["title", "date", "text"])
def test_a_cutting_without_title_day_or_text_is_refused_and_what_was_typed_stays(client: Client, missing: str) -> None:
    answer = client.submit("/ledger/new", **{**given(client), missing: ""})
    assert answer.status_code == 400
    assert "신문" in answer.text


def test_a_text_about_nobody_of_the_vault_says_so(client: Client) -> None:
    answer = client.submit("/ledger/new?lang=en", **given(client, text="날씨가 맑았다."))
    assert "Nobody of the vault was recognised" in answer.text


def test_what_was_taken_back_is_marked_and_still_counts(client: Client) -> None:
    shown = client.get("/ledger?lang=en").text
    path = re.search(r'action="(/ledger/[0-9a-f]{32}/retract)"', shown)
    assert path is not None
    left = re.findall(r"no fewer than about [\d,]+ households", shown)
    after = client.submit(f"{path[1]}?lang=en", date="2026-02-11").text
    assert "taken back, still counted" in after
    assert re.findall(r"no fewer than about [\d,]+ households", after) == left


def test_only_a_publication_can_be_taken_back_and_only_on_a_day(client: Client) -> None:
    assert client.submit(f"/ledger/{'0' * 32}/retract", date="2026-02-11").status_code == 404
    path = re.search(r'action="(/ledger/[0-9a-f]{32}/retract)"', client.get("/ledger").text)
    assert path is not None
    assert client.submit(path[1], date="").status_code == 400
