"""What the desk's speed rests on, told in counts and not in seconds: `python -m bench.desk` measures the seconds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bench.desk import fill
from bench.lookup import PASSPHRASE
from tests.desk.conftest import CHEAP, Client
from tests.desk.pages.test_drafts import TEXT, begun, checked, field
from underice.desk.app import make_app
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.vault.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path


def counted(monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> Counter[str]:
    """Count the calls of a function from now on."""
    calls: Counter[str] = Counter()
    call = getattr(where, name)

    def counting(*given: object, **named: object) -> object:
        calls[name] += 1
        return call(*given, **named)

    monkeypatch.setattr(where, name, counting)
    return calls


def test_keystroke_in_search_opens_the_directory_once_for_all(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from underice.people.directory import Directory

    calls = counted(monkeypatch, Directory, "open")
    for words in ("최", "최은", "최은실", "Choe"):
        client.get("/search", params={"q": words}, headers={"hx-request": "true"})
    assert calls["open"] == 1


def test_keystroke_in_the_draft_reads_the_people_of_the_case_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from underice.exposure import registered

    path = begun(client)
    version = field(client.get(path).text, "version")
    calls = counted(monkeypatch, registered, "known")
    for number in range(4):
        version = str(checked(client, path, f"{TEXT} {40 + number}세 남성.", version)["version"])
    assert calls["known"] == 0


def test_a_person_page_reads_nobody_about_whom_nothing_is_public(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from underice.exposure import registered

    everybody = counted(monkeypatch, registered, "known")
    link = re.search(r'href="(/records/[0-9a-f]{32})"', client.get("/people").text)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    assert everybody["known"] == 0


def test_person_page_with_900_relations_shows_sixty_and_is_light(tmp_path: Path) -> None:
    from underice.desk.record_view import MOST

    hub = fill(tmp_path / "vault", tmp_path / "device", people=950)
    vault = Vault.open(tmp_path / "vault", passphrase=PASSPHRASE, device_dir=tmp_path / "device", idle=None)
    settings = Settings(tmp_path / "vault", device_dir=tmp_path / "device", idle=None, port=8765, kdf=CHEAP)
    app = make_app(settings, Sessions())
    app.state.desk.take(vault)
    try:
        client = Client(app)
        page = client.get(f"/records/{hub}").text
        links = set(re.findall(r"/records/[0-9a-f]{32}", page))
        assert MOST <= len(links) < 4 * MOST
        assert len(client.get(f"/records/{hub}?all=1").text) > 2 * len(page)
    finally:
        app.state.desk.keeper.close()


_LOADED = """
import sys
from underice.desk.serve import prepare
from underice.desk.settings import Settings
from pathlib import Path
serving = prepare(Settings(Path(sys.argv[1]), port=0))
serving.close()
print(sorted({"numpy", "scipy", "duckdb", "openpyxl", "rapidfuzz"} & set(sys.modules)))
"""


def test_start_to_the_first_page_loads_nothing_that_only_later_pages_need(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_page_is_interactive_without_waiting_for_any_script(client: Client) -> None:
    for path in ("/", "/people", "/search", "/help", "/ledger"):
        html = client.get(path).text
        scripts = re.findall(r"<script\b[^>]*>", html)
        assert scripts
        assert all(" defer " in one for one in scripts)
        assert html.count('rel="stylesheet"') == 1
