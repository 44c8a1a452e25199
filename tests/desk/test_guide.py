"""The guide to the desk shows what the desk shows: its pictures are taken here, and the words it quotes are on the pages.

`UPDATE_SHOTS=1` takes the pictures anew. In the guide, **bold** words are those of headings, buttons, links and labels.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import Client
from tests.desk.pictures import Pages, addresses
from underice.vocabulary.language import LANGUAGES, Language

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from underice.desk.serve import Serving

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "docs" / "images" / "desk"
GUIDES: dict[Language, Path] = {
    "en": ROOT / "docs" / "guide" / "desk.md",
    "ko": ROOT / "docs" / "ko" / "guide" / "desk.md",
}
SHOWN = ("home", "list.looked-at", "cases.id", "draft", "decision.run", "outcomes.case")
"""Pages of which the guide shows a picture."""


@pytest.fixture(scope="module")
def every(served: Serving) -> Pages:
    """All pages."""
    return addresses(served)


def shot(name: str, lang: Language) -> str:
    """The file name of a picture."""
    return f"{name.replace('.', '-')}.{lang}.png"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_shows_every_picture_there_is_in_its_language_and_no_other(lang: Language) -> None:
    named = re.findall(r"!\[[^\]]+\]\((?:\.\./)+images/desk/([^)]+)\)", GUIDES[lang].read_text(encoding="utf-8"))
    assert named == [shot(name, lang) for name in SHOWN]
    assert all((SHOTS / name).is_file() for name in named)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_guide_prints_in_bold_stands_on_a_page(served: Serving, every: Pages, lang: Language) -> None:
    client = Client(served.app)
    pages = [client.get(address, params={"lang": lang}).text for address in every.address.values()]
    text = unescape(re.sub(r"<[^>]+>", "\n", "\n".join(pages)))
    guide = " ".join(GUIDES[lang].read_text(encoding="utf-8").split())
    words = re.findall(r"\*\*([^*]+)\*\*", guide)
    assert len(words) > 15
    assert [one for one in words if one not in text] == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_of_the_guide_can_be_taken(
    shown: Callable[..., Page], served: Serving, every: Pages, lang: Language, tmp_path: Path
) -> None:
    folder = SHOTS if os.environ.get("UPDATE_SHOTS") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page = shown(lang, width=1000)
    page.set_viewport_size({"width": 1000, "height": 760})
    for name in SHOWN:
        page.goto(f"{served.settings.origin}{every.address[name]}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / shot(name, lang))
        assert (folder / shot(name, lang)).stat().st_size > 10_000
