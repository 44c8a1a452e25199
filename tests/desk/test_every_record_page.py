"""Every page of the story's vault, those with an id included: read by everybody, on a phone and in the dark, as expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import axe, overflow
from tests.desk.pictures import GOLDEN, Pages, addresses, differs
from underice.vocabulary.language import LANGUAGES, Language

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from underice.desk.serve import Serving

SIZES = (1100, 360)
DRAWN = "[data-kin], [data-map]"


def fits(page: Page) -> bool:
    """True once a page is no wider than its window; what scripts draw follows a changed window a little later."""
    for _turn in range(20):
        if overflow(page) <= 0:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.fixture(scope="module")
def every(served: Serving) -> Pages:
    """All pages."""
    return addresses(served)


def settled(page: Page) -> None:
    """Wait until what scripts draw is there."""
    page.wait_for_load_state("load")
    if page.locator("[data-editor]").count():
        page.locator(".cm-content mark").first.wait_for()
    for place in page.locator(DRAWN).all():
        place.and_(page.locator("[data-drawn]")).wait_for(state="attached")


def test_every_route_has_a_page_that_is_looked_at(every: Pages) -> None:
    assert every.missing == ()


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_for_everybody_at_every_size_in_light_and_dark(
    shown: Callable[..., Page], served: Serving, every: Pages, lang: Language
) -> None:
    page = shown(lang)
    wrong: list[str] = []
    for name, address in every.address.items():
        page.goto(f"{served.settings.origin}{address}")
        settled(page)
        for width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="light")
            if not fits(page):
                wrong.append(f"{name} at {width}: wider than the window by {overflow(page)} pixels")
            wrong += [f"{name} at {width}: {one}" for one in axe(page)]
            page.emulate_media(color_scheme="dark")
            wrong += [f"{name} at {width}, dark: {one}" for one in axe(page, "color-contrast")]
        if page.locator("html").get_attribute("lang") != lang:
            wrong.append(f"{name}: another language")
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_what_its_golden_file_says(
    shown: Callable[..., Page], served: Serving, every: Pages, lang: Language
) -> None:
    page = shown(lang)
    wrong = {}
    for name, address in every.address.items():
        page.goto(f"{served.settings.origin}{address}")
        settled(page)
        if told := differs(f"{name}.{lang}", page.locator("main").aria_snapshot()):
            wrong[name] = told
    if told := differs(f"bar.{lang}", page.locator("header").aria_snapshot()):
        wrong["bar"] = told
    assert wrong == {}, "\n\n".join(wrong.values())


def test_there_is_no_golden_file_without_a_page(every: Pages) -> None:
    names = {f"{name}.{lang}.txt" for name in (*every.address, "bar") for lang in LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == names
