"""The first page says what waits: cases with their days, questions, lists nobody has gone through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.desk.conftest import CANARY, Client, axe, overflow
from underice.vocabulary.language import LANGUAGES, Language


def test_an_open_case_tells_the_days_since_and_the_days_left(client: Client) -> None:
    text = client.get("/?lang=en").text
    assert "선양 아파트 두 곳의 체포" in text
    assert "<b>1</b> day since" in text
    assert "<b>11</b> days left" in text


def test_the_page_speaks_the_language_that_was_chosen_and_remembers_it(client: Client) -> None:
    assert '<html lang="ko">' in client.get("/?lang=ko").text
    assert '<html lang="ko">' in client.get("/").text
    assert '<html lang="en">' in client.get("/?lang=en").text


def test_a_case_that_is_over_no_longer_waits(client: Client, seeded: object) -> None:
    vault = client.desk.keeper.vault
    case = next(one for one in vault.claims("incident", ("title",)) if "선양" in one.value)
    vault.record([replace(case, id=b"\x01" * 16, prop="end", value="2026-03-01", norm=None)])
    assert "선양 아파트 두 곳의 체포" not in client.get("/").text
    assert date(2026, 2, 9) == client.desk.settings.day


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "dark"), [(360, False), (1100, True)])
def test_the_page_can_be_read_by_everybody_and_fits(
    shown: Callable[..., Page], lang: Language, width: int, dark: bool
) -> None:
    page = shown(lang, width=width, dark=dark)
    assert axe(page) == []
    assert overflow(page) == 0
    assert page.locator("html").get_attribute("lang") == lang
    assert CANARY not in page.url
