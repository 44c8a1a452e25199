"""The report as a browser shows it: nothing runs, nothing is fetched, nothing is cut off, on paper or on a phone."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from underice.exposure.check import check
from underice.exposure.report.html import page
from underice.exposure.report.view import view

pytestmark = pytest.mark.browser

STORY = Path(__file__).resolve().parents[3] / "src" / "underice" / "story"


def opened(browser: Browser, file: Path, width: int) -> tuple[Page, list[str], list[str]]:
    """The page at a width, the requests it made beyond itself, and what it complained of."""
    shown = browser.new_page(viewport={"width": width, "height": 900})
    requests: list[str] = []
    complaints: list[str] = []
    shown.on("request", lambda request: requests.append(request.url))
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.goto(file.as_uri())
    return shown, [url for url in requests if url != file.as_uri()], complaints


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("width", [380, 1100])
@pytest.mark.parametrize("draft", ["draft_ko.md", "appeal_en.md"])
def test_the_page_asks_for_nothing_and_fits_its_window(
    browser: Browser, tmp_path: Path, draft: str, width: int, lang: Literal["ko", "en"]
) -> None:
    text = (STORY / draft).read_text(encoding="utf-8")
    file = tmp_path / "report.html"
    file.write_text(page(view(check(text, date=date(2026, 2, 14)), lang=lang, name=draft)), encoding="utf-8")
    shown, requests, complaints = opened(browser, file, width)
    assert requests == []
    assert complaints == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.evaluate("document.documentElement.lang") == lang
    assert shown.evaluate("document.scripts.length") == 0
    assert shown.locator("h1").count() == 1
    shown.close()


def test_a_draft_that_holds_markup_stays_words_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    text = "<script>document.title='gone'</script> <img src=x onerror=alert(1)> A 41-year-old woman from Musan."
    file = tmp_path / "report.html"
    file.write_text(page(view(check(text, date=date(2026, 2, 14)), lang="en", name="draft<b>.md")), encoding="utf-8")
    shown, requests, complaints = opened(browser, file, 1100)
    assert (requests, complaints) == ([], [])
    assert shown.title() != "gone"
    assert shown.locator("img").count() == 0
    assert "<script>" in shown.inner_text("body")
    shown.close()


def test_on_paper_no_word_lies_outside_the_sheet(browser: Browser, tmp_path: Path) -> None:
    text = (STORY / "draft_ko.md").read_text(encoding="utf-8")
    file = tmp_path / "report.html"
    file.write_text(page(view(check(text, date=date(2026, 2, 14)), lang="ko", name="draft_ko.md")), encoding="utf-8")
    shown, _, _ = opened(browser, file, 700)
    shown.emulate_media(media="print")
    assert shown.evaluate("document.documentElement.scrollWidth") <= 700
    assert shown.pdf(format="A4").startswith(b"%PDF")
    shown.close()
