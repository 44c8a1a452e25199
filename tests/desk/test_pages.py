"""Every page that needs no id: read by everybody, in both languages, on a phone and in the dark, light enough, without scripts."""

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.desk.conftest import Client, axe, overflow
from underice.desk import static_files
from underice.desk.app import page_routes
from underice.desk.route import Sent
from underice.desk.serve import Serving
from underice.vocabulary.language import LANGUAGES, Language

PATHS = sorted(
    {route.path for route in page_routes() if not isinstance(route, Sent) and "{" not in route.path}
    - {"/start", "/unlock", "/first", "/lock", "/kept"}
)
BASE, HEAVIEST = 40_000, 250_000
"""Bytes of a page with what it loads, gzipped: of one with nothing of its own, of any."""
ISLANDS = ("editor.js", "kin.js", "map.js", "sliders.js", "outlines.json")


def _weight(client: Client, path: str) -> tuple[int, list[str]]:
    """Gzipped bytes of a page and of what it loads, and the names of that."""
    said = client.get(path)
    assert said.status_code == 200
    text = said.text
    loaded = re.findall(r'(?:src|href|data-outlines)="/static/([\w.-]+)', text)
    files = [static_files.read(name).content for name in loaded]
    return sum(len(gzip.compress(one, 9)) for one in (text.encode(), *files)), loaded


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_light(client: Client, path: str) -> None:
    weight, loaded = _weight(client, path)
    assert weight <= (HEAVIEST if set(loaded) & set(ISLANDS) else BASE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_holds_nothing_that_the_policy_would_stop(client: Client, path: str, lang: Language) -> None:
    text = client.get(path, params={"lang": lang}).text
    assert re.findall(r"<(?:style|script(?![^>]* src=))|\son\w+=|\sstyle=|javascript:|https?://", text) == []
    assert text.count("<h1") == 1
    assert re.findall(r"<form[^>]*method=\"post\"(?:(?!</form>).)*</form>", text, re.DOTALL) == [
        form
        for form in re.findall(r"<form[^>]*method=\"post\"(?:(?!</form>).)*</form>", text, re.DOTALL)
        if 'name="token"' in form
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "width", "dark"), [("ko", 360, False), ("en", 360, True), ("ko", 1100, True), ("en", 1100, False)]
)
def test_every_page_can_be_read_by_everybody_and_fits(
    shown: Callable[..., Page], served: Serving, lang: Language, width: int, dark: bool
) -> None:
    page = shown(lang, width=width, dark=dark)
    wrong: dict[str, list[str]] = {}
    for path in PATHS:
        page.goto(f"{served.settings.origin}{path}")
        found = axe(page)
        if overflow(page) > 0:
            found.append(f"wider than the window by {overflow(page)} pixels")
        if page.locator("html").get_attribute("lang") != lang:
            found.append("another language")
        if found:
            wrong[path] = found
    assert wrong == {}


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_reads_without_scripts_and_at_twice_the_size(
    shown: Callable[..., Page], served: Serving, lang: Language
) -> None:
    page = shown(lang, width=640, scripts=False)  # 1280 pixels at 200 %
    for path in PATHS:
        page.goto(f"{served.settings.origin}{path}")
        assert page.locator("h1").is_visible()
        assert len(page.inner_text("main")) > 20


@pytest.mark.browser
def test_the_sheet_of_keys_opens_with_a_key_and_keys_lead_to_places(
    shown: Callable[..., Page], served: Serving
) -> None:
    page = shown("en")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()
    page.get_by_role("link", name="History").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/history")
    page.keyboard.press("v")
    page.wait_for_url("**/history/verify")
    assert "All is as it was written" in page.inner_text("main")
    assert served.settings.port


@pytest.mark.browser
def test_switching_the_language_stays_on_the_page(shown: Callable[..., Page], served: Serving) -> None:
    page = shown("en")
    page.goto(f"{served.settings.origin}/history?before=4")
    page.get_by_role("link", name="한국어").click()
    assert page.locator("html").get_attribute("lang") == "ko"
    assert "before=4" in page.url
    page.goto(f"{served.settings.origin}/vault")
    assert page.locator("h1").inner_text() == "금고"
