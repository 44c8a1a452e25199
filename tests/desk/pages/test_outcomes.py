"""What became of the people of a case is recorded with its source and shown by person."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.desk.conftest import Client, Seeded, Watched, axe, overflow
from underice.desk.serve import Serving
from underice.vault.vault import Vault
from underice.vocabulary.language import LANGUAGES, Language


def _vault(client: Client) -> Vault:
    return client.desk.keeper.vault


def _people(client: Client, seeded: Seeded) -> list[str]:
    text = client.get(f"/outcomes?case={seeded.case}&lang=en").text
    return re.findall(r'name="about" value="([0-9a-f]{32})"', text)


def test_everybody_of_a_case_is_there_once_with_nothing_recorded_at_first(client: Client, seeded: Seeded) -> None:
    found = _people(client, seeded)
    assert len(set(found)) == len(found) == 13  # one of the twelve is not joined: that question is open
    text = client.get(f"/outcomes?case={seeded.case}&lang=en").text
    assert "<b>13</b> nothing recorded" in text
    assert "The records of this case are 12 people" in text


def test_nine_returned_two_unknown_one_released_as_the_story_tells(client: Client, seeded: Seeded) -> None:
    people = _people(client, seeded)
    before = len(_vault(client).actions(limit=1000))
    for type_, some in (("returned", people[:9]), ("unknown", people[9:11]), ("released", people[11:12])):
        client.submit(
            "/outcomes?lang=en",
            case=seeded.case,
            about=some,
            type=type_,
            date="2026-03",
            remark="전화로 들음",
            new_source="3월의 전화",
            new_source_type="call",
        )
    text = client.get(f"/outcomes?case={seeded.case}&lang=en").text
    for number, word in ((9, "forcibly returned"), (2, "still unknown"), (1, "released")):
        assert f"<b>{number}</b> {word}" in text
    assert "<b>1</b> nothing recorded" in text
    assert "3월의 전화" in text
    assert len(_vault(client).actions(limit=1000)) == before + 3


def test_sources_that_differ_stand_side_by_side(client: Client, seeded: Seeded) -> None:
    one = _people(client, seeded)[0]
    for type_ in ("returned", "detained"):
        client.submit(
            "/outcomes?lang=en",
            case=seeded.case,
            about=one,
            type=type_,
            date="2026-03-01",
            new_source=f"source {type_}",
        )
    text = client.get(f"/outcomes?case={seeded.case}&lang=en").text
    assert "<b>1</b> sources differ" in text
    assert 'class="conflict"' in text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"about": ""}, "Tick whom it is about"),
        ({"about": "00" * 16}, "Tick whom it is about"),
        ({"type": ""}, "nothing was written"),
        ({"type": "vanished"}, "this is none of the choices"),
        ({"date": "irgendwann"}, "this is no date"),
        ({"place": "Nirgendwo"}, "the gazetteer knows no place"),
        ({"new_source": "", "source": ""}, "Every statement needs a source"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_recorded(
    client: Client, seeded: Seeded, fields: dict[str, str], words: str
) -> None:
    one, count = _people(client, seeded)[0], _vault(client).count()
    given = {"about": one, "type": "returned", "remark": "들은 말", "new_source": "전화", **fields}
    answer = client.submit("/outcomes?lang=en", case=seeded.case, **given)
    assert answer.status_code == 400
    assert words in answer.text
    assert "들은 말" in answer.text
    assert _vault(client).count() == count


def test_without_a_case_the_cases_are_offered(client: Client, seeded: Seeded) -> None:
    assert f"/outcomes?case={seeded.case}" in client.get("/outcomes").text
    assert client.get(f"/outcomes?case={'00' * 16}").status_code == 404
    assert client.get("/outcomes?case=nonsense").status_code == 404
    assert client.submit("/outcomes").status_code == 400
    source = next(iter(_vault(client).entities("source"))).hex()
    assert client.submit("/outcomes", case=source).status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_outcome_is_recorded_in_the_browser(
    watched: Watched, served_fresh: Serving, seeded: Seeded, lang: Language
) -> None:
    page = watched.open(served_fresh, lang, width=360)
    page.goto(f"{served_fresh.settings.origin}/outcomes?case={seeded.case}")
    assert axe(page) == []
    assert overflow(page) == 0
    page.locator("#about-1").check()
    page.locator("#type").select_option("returned")
    page.locator("details summary").first.click()
    page.locator("#new_source").fill("3월의 전화")
    page.locator("section .bar button").click()
    page.locator(".figure").first.wait_for()
    assert page.locator("tbody tr").first.locator(".source").count() == 1


@pytest.mark.browser
def test_the_table_can_be_read_in_the_dark(shown: Callable[..., Page], served: Serving, seeded: Seeded) -> None:
    page = shown("ko", dark=True)
    page.goto(f"{served.settings.origin}/outcomes?case={seeded.case}")
    assert axe(page) == []
    assert overflow(page) == 0
