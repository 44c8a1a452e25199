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
    assert "<b>1 day</b> since: arrest · 8 February 2026" in text
    assert "<b>11 days</b> left until 20 February 2026" in text


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


def test_a_draft_that_waits_is_shown_with_its_case_and_its_day(client: Client) -> None:
    from tests.desk.pages.test_drafts import begun

    assert "No draft is being written." in client.get("/?lang=en").text
    path = begun(client, published="2026-02-14")
    text = client.get("/?lang=en").text
    assert f'<a href="{path}">' in text
    assert "선양 아파트 두 곳의 체포 · to go out on 14 February 2026" in text


def test_a_decision_waits_until_something_is_chosen_and_a_forecast_once_its_day_has_come(client: Client) -> None:
    from underice.decide.forecasts import Forecast, forecast

    assert "No decision is open." in client.get("/?lang=en").text
    situation = {
        "title": "2월의 결정",
        "held": "12",
        "arrested": "2026-02-08",
        "last": "2026-02-20",
        "households": "3:? 2:?",
    }
    path = client.submit("/decisions/new", situation).url.path
    text = client.get("/?lang=en").text
    assert f'<a href="{path}">2월의 결정</a>' in text
    assert "nothing chosen yet" in text
    decision, made = bytes.fromhex(path.rpartition("/")[2]), date(2026, 2, 8)
    for question, by in (("벌써 알 일", date(2026, 2, 9)), ("아직 모를 일", date(2026, 3, 31))):
        told = Forecast(question, "기록자", made, by, "편집장", probability=0.3)
        forecast(client.desk.keeper.vault, decision, told, today=made)
    text = client.get("/?lang=en").text
    assert f'<a href="{path}/forecasts">벌써 알 일</a>' in text
    assert "아직 모를 일" not in text
    client.submit(f"{path}/choice", policy="quiet", reasons="까닭", by="편집장")
    assert "No decision is open." in client.get("/?lang=en").text


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
