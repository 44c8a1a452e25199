"""The demo leads through the story: what to do next, with the texts to do it with; a real vault has no part in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import CHEAP, PASSPHRASE, Client
from underice.cli.demo_lists import RECEIVED
from underice.cli.demo_seed import seed
from underice.cli.demo_story import DRAFTS, STORY
from underice.desk.app import make_app
from underice.desk.pages import story
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.vault.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Client]:
    """The desk as the demo opens it: one list has not come in yet."""
    vault = Vault.create(
        tmp_path / "vault", passphrase=PASSPHRASE, writer="기록자", kdf=CHEAP, device_dir=tmp_path / "device", idle=None
    )
    seed(vault, waiting=(story.LAST_LIST,))
    settings = Settings(
        tmp_path / "vault",
        device_dir=tmp_path / "device",
        idle=None,
        demo=PASSPHRASE,
        day=RECEIVED,
        kdf=CHEAP,
        port=8765,
    )
    app = make_app(replace(settings), Sessions())
    app.state.desk.take(vault)
    yield Client(app)
    app.state.desk.keeper.close()


def forms(html: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of the steps: where each is sent, and its fields."""
    found = []
    for action, inside in re.findall(r'<form method="post" action="([^"]*)"[^>]*>(.*?)</form>', html, re.S):
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', inside))
        if "text" in fields:
            found.append((unescape(action), {name: unescape(value) for name, value in fields.items()}))
    return found


def test_a_real_vault_has_no_story_and_says_where_it_is(client: Client) -> None:
    shown = client.get("/story?lang=en").text
    assert "underice desk --demo" in shown
    assert forms(shown) == []
    assert 'href="/story"' not in client.get("/").text


def test_every_page_of_the_demo_leads_to_the_steps(demo: Client) -> None:
    for path in ("/", "/ledger", "/drafts"):
        assert 'href="/story"' in demo.get(path).text


def test_the_texts_of_the_steps_are_those_of_the_story() -> None:
    assert tuple(story.DRAFTS.values()) == DRAFTS
    assert story.FOLDER == STORY


def test_the_list_that_waits_comes_in_by_its_form_and_the_step_is_done(demo: Client) -> None:
    shown = demo.get("/story?lang=en").text
    where, fields = forms(shown)[0]
    preview = demo.submit(where, text=fields["text"], case=fields["case"])
    assert re.search(r"/lists/held/", preview.url.path)
    assert preview.status_code == 200
    held = preview.url.path
    done = demo.submit(held, case=fields["case"], title="명단 3")
    assert re.fullmatch(r"/lists/\d+", done.url.path)
    after = demo.get("/story?lang=en").text
    assert "Look at the third list" not in after
    assert "12 people" in demo.get(f"/cases/{fields['case']}?lang=en").text


@pytest.mark.parametrize("nth", [0, 1])
def test_a_draft_of_the_story_begins_with_its_title_day_and_case(demo: Client, nth: int) -> None:
    where, fields = forms(demo.get("/story").text)[1 + nth]
    shown = demo.submit(where, {name: value for name, value in fields.items() if name not in ("token", "once")})
    assert re.fullmatch(r"/drafts/[0-9a-f]{32}", shown.url.path)
    assert 'value="2026-02-14"' in shown.text
    assert fields["title"] in unescape(shown.text)
    assert demo.get("/story?lang=en").text.count(">done<") == 2


def test_what_the_documenter_believes_is_told_in_words(demo: Client) -> None:
    shown = demo.get("/story?lang=en").text
    assert "7 days" in shown
    assert "지난 세 번은" in shown
