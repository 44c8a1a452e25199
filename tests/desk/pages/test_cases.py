"""Cases, records and search on the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.desk.conftest import Client, Seeded


def test_a_case_shows_how_many_people_its_lists_are_and_asks_what_it_cannot_tell(
    client: Client, seeded: Seeded
) -> None:
    shown = client.get(f"/cases/{seeded.case}?lang=en").text
    assert "<b>12 people</b>" in shown
    assert "11 to 13 are possible" in shown
    assert shown.count("/judge") == 2


def test_an_answer_to_a_question_is_recorded_and_asked_no_more(client: Client, seeded: Seeded) -> None:
    shown = client.get(f"/cases/{seeded.case}").text
    pair = re.search(r'name="one" value="(\w+)"><input type="hidden" name="other" value="(\w+)"', shown)
    assert pair is not None
    path = f"/cases/{seeded.case}/judge"
    assert client.submit(path, one=pair[1], other=pair[2], answer="same", reason="").status_code == 400
    assert client.submit(path, one=pair[1], other=pair[2], answer="", reason="까닭").status_code == 400
    after = client.submit(f"{path}?lang=en", one=pair[1], other=pair[2], answer="not_same", reason="나이가 다름").text
    assert after.count("/judge") == 1
    back = client.submit(path, one=pair[1], other=pair[2], answer="take_back", reason="잘못 앎").text
    assert back.count("/judge") == 2


def test_a_judgement_on_what_is_no_person_is_refused(client: Client, seeded: Seeded) -> None:
    answer = client.submit(
        f"/cases/{seeded.case}/judge", one=seeded.case, other=seeded.case, answer="same", reason="까닭"
    )
    assert answer.status_code in (400, 404)


def test_places_are_shown_no_finer_than_a_county_and_dates_as_ranges(client: Client, seeded: Seeded) -> None:
    shown = client.get(f"/cases/{seeded.case}?lang=en").text
    assert "Musan, North Hamgyong" in shown
    assert 'class="timeline"' in shown
    assert "2026-02-20" in shown


def test_every_case_is_listed_with_its_days(client: Client) -> None:
    shown = client.get("/cases?lang=en").text
    assert "days left" in shown
    assert "/cases/" in shown


def test_a_record_that_is_no_case_is_not_shown_as_one(client: Client, seeded: Seeded) -> None:
    person = re.search(r"/records/([0-9a-f]{32})", client.get(f"/cases/{seeded.case}").text)
    assert person is not None
    assert client.get(f"/cases/{person[1]}").status_code == 404
    assert client.get(f"/records/{seeded.case}").url.path == f"/cases/{seeded.case}"


def test_a_person_shows_sources_kin_what_is_public_and_her_history(client: Client) -> None:
    link = re.search(r'href="/records/([0-9a-f]{32})"', client.get("/ledger").text)
    assert link is not None
    shown = client.get(f"/records/{link[1]}?lang=en").text
    assert "What the sources say" in shown
    assert "Family" in shown
    assert "Already public" in shown
    assert "households among everyone" in shown
    past = client.get(f"/records/{link[1]}/history?lang=en").text
    assert "What was done" in past
    assert "said" in past


def test_conflicting_claims_stand_side_by_side(client: Client) -> None:
    people = re.findall(r'href="/records/([0-9a-f]{32})"><b>', client.get("/search", params={"q": "최은실"}).text)
    pages = [client.get(f"/records/{one}", params={"lang": "en"}).text for one in people]
    assert any('class="conflict"' in page and "both are kept" in page for page in pages)


@pytest.mark.parametrize("words", ["최은실", "Choe Un Sil", "崔银实", "Choi Eun-sil"])
def test_a_person_is_found_in_any_script(client: Client, words: str) -> None:
    shown = client.get("/search", params={"q": words, "lang": "en"}).text
    assert "최은실" in shown
    assert "People" in shown


def test_other_records_are_found_by_their_words(client: Client) -> None:
    shown = client.get("/search", params={"q": "인터뷰", "lang": "en"}).text
    assert "Other records" in shown or "Nothing was found" in shown


@pytest.mark.parametrize("words", ["", " ", "%", "'; DROP", "\x00", "ㄱ", "𝕏", "a" * 5000])
def test_whatever_is_searched_for_is_answered(client: Client, words: str) -> None:
    assert client.get("/search", params={"q": words}).status_code == 200


def test_rows_alone_are_sent_while_somebody_types(client: Client) -> None:
    shown = client.get("/search", params={"q": "최은"}, headers={"hx-request": "true"}).text
    assert "<html" not in shown
    assert "최은실" in shown


@pytest.mark.browser
def test_rows_come_while_one_types_and_lead_to_a_person_with_her_family(shown: Callable[..., Page]) -> None:
    page = shown("ko")
    page.keyboard.press("/")
    page.keyboard.type("Choe Un Sil")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search")
    page.fill("#q", "")
    page.locator("#q").press_sequentially("최은실")
    page.locator(".found li", has_text="리순복").first.locator("a").click()
    page.locator("[data-kin][data-drawn]").wait_for()


@pytest.mark.parametrize("path", ["/search", "/people", "/statements/new"])
def test_what_is_looked_for_never_stands_in_an_address(client: Client, path: str) -> None:
    for form in re.findall(r"<form[^>]*>(?:(?!</form>).)*</form>", client.get(path).text, re.DOTALL):
        assert 'method="post"' in form or 'name="q"' not in form
    assert "최은실" in client.submit("/search", q="Choe Un Sil").text
    assert client.submit("/people", q="최").status_code == 200


@pytest.mark.browser
def test_the_map_and_the_families_of_a_case_are_drawn(shown: Callable[..., Page], seeded: Seeded) -> None:
    page = shown("en")
    page.goto(f"{page.url.split('?')[0].rstrip('/')}/cases/{seeded.case}")
    page.locator("[data-map][data-drawn] circle").first.wait_for()
    page.locator("[data-kin][data-drawn]").wait_for()
