"""The list of everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from underice.people import dossier
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from tests.desk.conftest import Client


def more(client: Client, count: int) -> None:
    """Record some more people."""
    source = new_id()
    client.desk.keeper.vault.record(
        [Statement(source, "source", "title", "큰 명단", source)]
        + [Statement(new_id(), "person", "name", f"하{number:04}", source) for number in range(count)]
    )


def test_everybody_is_reached_page_by_page_and_only_once(client: Client) -> None:
    more(client, 120)
    path, seen = "/people", []
    for _page in range(10):
        html = client.get(path).text
        seen += re.findall(r'<th scope="row"><a href="/records/(\w+)"', html)
        onward = re.search(r'href="(/people\?[^"]*after=\w+)"', html)
        if onward is None:
            break
        path = onward[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen))
    assert set(seen) == {id_.hex() for id_ in client.desk.keeper.vault.entities("person")}


@pytest.mark.parametrize(
    ("words", "found"), [("최은", True), ("ㅊ", True), ("choe", True), ("Zz", False), ("<b>&", False)]
)
def test_a_beginning_narrows_the_list_in_either_script(client: Client, words: str, found: bool) -> None:
    html = client.get("/people", params={"q": words, "lang": "en"}).text
    assert ('<th scope="row">' in html) is found
    assert ("Nobody" in html) is not found


def test_rows_alone_are_sent_to_the_script_and_facts_stand_beside_names(client: Client) -> None:
    html = client.get("/people", params={"q": "최은", "lang": "en"}, headers={"hx-request": "true"}).text
    assert "<html" not in html
    assert "born" in html


def test_a_page_reads_only_the_people_it_shows_however_many_there_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    more(client, 400)
    client.get("/people")
    read: list[int] = []
    own = dossier.own_facts

    def counted(vault: Vault, ids: list[bytes] | None = None) -> object:
        read.append(-1 if ids is None else len(ids))
        return own(vault, ids)

    monkeypatch.setattr(dossier, "own_facts", counted)
    client.get("/people?q=하")
    assert read == [50]


def test_somebody_recorded_meanwhile_stands_in_the_list(client: Client) -> None:
    client.get("/people")
    more(client, 1)
    assert "하0000" in client.get("/people?q=하0").text
