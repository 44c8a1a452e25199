"""Pages that are left open: over a lock, and in two tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import PASSPHRASE, Client, Watched, axe
from tests.desk.pages.test_drafts import begun

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from underice.desk.serve import Serving

TYPED = " 아직 아무 데도 없는 문장입니다."


def write(page: Page, words: str) -> None:
    """Type at the end of the draft."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


@pytest.mark.browser
def test_what_is_typed_over_a_lock_leaves_the_screen_and_comes_back_after_the_passphrase(
    watched: Watched, served_fresh: Serving
) -> None:
    page = watched.open(served_fresh, "ko")
    path = begun(Client(served_fresh.app))
    page.goto(f"{served_fresh.settings.origin}{path}")
    page.locator(".cm-content").wait_for()
    served_fresh.app.state.desk.keeper.lock()
    write(page, TYPED)
    page.wait_for_url("**/unlock**")
    assert TYPED.strip() not in page.content()
    page.fill("input[type=password]", PASSPHRASE)
    page.keyboard.press("Enter")
    page.get_by_text(TYPED.strip()).first.wait_for()
    assert axe(page) == []


@pytest.mark.browser
def test_two_tabs_with_one_draft_do_not_write_over_each_other_and_lose_nothing(
    watched: Watched, served_fresh: Serving
) -> None:
    path = begun(Client(served_fresh.app))
    one, other = (watched.open(served_fresh, "ko") for _tab in range(2))
    for page in (one, other):
        page.goto(f"{served_fresh.settings.origin}{path}")
        page.locator(".cm-content mark").first.wait_for()
    write(one, " 첫째 탭의 문장.")
    with one.expect_response(lambda answer: answer.url.endswith("/check") and answer.json()["kept"], timeout=60_000):
        pass
    write(other, TYPED)
    other.locator("[data-editor-notice].bad").wait_for()
    assert TYPED.strip() in other.locator(".cm-content").inner_text()
    one.reload()
    assert "첫째 탭의 문장." in one.locator(".cm-content").inner_text()
