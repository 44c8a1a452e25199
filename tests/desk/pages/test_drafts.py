"""A draft is begun, checked while it is written, corrected, and said with less."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.desk.conftest import Client

TEXT = "지난 8일 선양에서 무산 출신 38세 여성과 아홉 살 아들이 체포됐다. 여성은 소학교 교원이었다."


def begun(client: Client, words: str = TEXT, **fields: str) -> str:
    """A draft begun on the page; its address."""
    case = re.search(r'<option value="([0-9a-f]{32})"', client.get("/drafts").text)
    assert case is not None
    given = {"case": case[1], "published": "2026-02-14", "audience": "public", "title": "호소문", **fields}
    answer = client.submit("/drafts", text=words, **given)
    assert answer.status_code == 200
    return answer.url.path


def field(html: str, name: str) -> str:
    """The value of the first field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return unescape(found[1])


def checked(client: Client, path: str, words: str, version: str, **more: str) -> dict[str, object]:
    """What the script is answered while somebody types."""
    answer = client.submit(
        f"{path}/check", headers={"x-underice-token": client.token}, text=words, version=version, **more
    )
    found = answer.json()
    assert isinstance(found, dict)
    return {**found, "status": answer.status_code}


@pytest.mark.parametrize(("lang", "says"), [("ko", "알아볼 수 있습니다"), ("en", "could be recognised")])
def test_a_draft_shows_whom_it_exposes_in_either_language(client: Client, lang: str, says: str) -> None:
    shown = client.get(f"{begun(client)}?lang={lang}").text
    assert says in shown
    assert "38세" in shown
    assert "[1]" in shown


def test_a_draft_stands_in_the_list_with_the_title_of_its_first_line(client: Client) -> None:
    begun(client, "# 첫 줄이 제목\n\n본문입니다.", title="")
    assert ">첫 줄이 제목</a>" in client.get("/drafts").text


def test_what_is_public_counts_beside_the_draft(client: Client) -> None:
    path = begun(client, "무산 출신 38세 여성이 체포됐다.")
    assert "before: about" in client.get(f"{path}?lang=en").text


def test_marks_tell_where_words_stand_in_code_points(client: Client) -> None:
    words = f"😀 {TEXT}"
    path = begun(client, words)
    found = checked(client, path, words, field(client.get(path).text, "version"))
    marks = found["marks"]
    assert isinstance(marks, list)
    told = {words[start:end] for start, end, _weight, _label in marks}
    assert {"38세", "아홉 살"} <= told


def test_what_is_typed_is_kept_when_asked_and_stays_after_a_reload(client: Client) -> None:
    path = begun(client)
    found = checked(client, path, "새로 쓴 글입니다.", field(client.get(path).text, "version"), keep="1")
    assert found["kept"] is True
    assert "새로 쓴 글입니다." in client.get(path).text


def test_two_windows_do_not_write_over_each_other(client: Client) -> None:
    path = begun(client)
    version = field(client.get(path).text, "version")
    checked(client, path, "한 창의 글", version, keep="1")
    refused = checked(client, path, "다른 창의 글", version, keep="1")
    assert refused["status"] == 409
    assert refused["stop"] is True
    shown = client.submit(path, text="셋째 창의 글", version=version)
    assert shown.status_code == 409
    assert "셋째 창의 글" in shown.text
    assert "한 창의 글" in client.get(path).text


def test_settings_of_a_draft_are_kept_with_it(client: Client) -> None:
    path = begun(client)
    html = client.get(path).text
    client.submit(
        path,
        text=TEXT,
        version=field(html, "version"),
        audience="un",
        published="2026-03-01",
        title="다른 제목",
        case="",
    )
    html = client.get(path).text
    assert 'value="un" selected' in html
    assert 'value="2026-03-01"' in html
    assert "다른 제목" in html


@pytest.mark.parametrize("day", ["2026-02-30", "soon"])
def test_a_day_that_is_none_is_refused_in_words(client: Client, day: str) -> None:
    answer = client.submit("/drafts", text=TEXT, published=day)
    assert answer.status_code == 400
    assert "2026-02-14" in answer.text


def test_a_file_becomes_a_draft_and_a_picture_called_text_does_not(client: Client) -> None:
    answer = client.submit("/drafts", files={"file": ("호소문.md", TEXT.encode(), "text/markdown")}, title="", text="")
    assert "38세" in answer.text
    bad = client.submit(
        "/drafts", files={"file": ("명단.txt", b"\x89PNG\r\n\x1a\n" + bytes(4000), "text/plain")}, text=""
    )
    assert bad.status_code == 400
    assert "Traceback" not in bad.text


def test_an_empty_draft_can_be_begun_and_says_that_nobody_was_found(client: Client) -> None:
    assert "No person at risk was found" in client.get(begun(client, "") + "?lang=en").text


def test_softer_ways_are_offered_and_one_change_is_taken(client: Client) -> None:
    path = begun(client)
    word = re.search(rf'href="({re.escape(path)}/ways/[^"]+)"', client.get(path).text)
    assert word is not None
    ways = client.get(word[1]).text
    assert "<del>" in ways
    ticket = field(ways, "ticket")
    client.submit(f"{path}/reword", ticket=ticket, way="0", change="0")
    shown = client.get(path).text
    edits = re.search(r"data-edits='([^']*)'", ways)
    assert edits is not None
    start, end, new = json.loads(unescape(edits[1]))[0]
    assert TEXT[:start] + new + TEXT[end:] in unescape(shown)


def test_a_wording_offered_for_an_earlier_text_is_not_put_into_a_later_one(client: Client) -> None:
    path = begun(client)
    word = re.search(rf'href="({re.escape(path)}/ways/[^"]+)"', client.get(path).text)
    assert word is not None
    ticket = field(client.get(word[1]).text, "ticket")
    checked(client, path, "전혀 다른 글입니다.", field(client.get(path).text, "version"), keep="1")
    answer = client.submit(f"{path}/reword", ticket=ticket, way="0")
    assert answer.status_code == 400
    assert "전혀 다른 글입니다." in client.get(path).text


def test_a_draft_is_put_aside_and_taken_up_again(client: Client) -> None:
    path = begun(client)
    client.submit(f"{path}/aside")
    assert "put aside" in client.get("/drafts?lang=en").text
    client.submit(f"{path}/aside")
    assert "put aside" not in client.get("/drafts?lang=en").text


def test_what_is_corrected_is_counted_anew_and_can_be_taken_back(client: Client) -> None:
    path = begun(client)
    html = client.get(f"{path}?lang=en").text
    at = TEXT.index("38세")
    client.submit(
        f"{path}/corrections", action="untell", at=f"{at},{at + 3}", label="age", version=field(html, "version")
    )
    html = client.get(path).text
    assert "1 thing was corrected" in html
    assert "aged 38" not in html
    client.submit(f"{path}/corrections", action="undo", version=field(html, "version"))
    assert "aged 38" in client.get(path).text


@pytest.mark.parametrize(
    "said",
    [
        {"action": "tell", "words": "소학교", "label": "workplace", "value": "소학교"},
        {"action": "role:public_figure", "at": "14,17"},
        {"action": "nobody", "at": "14,17"},
        {"action": "kin:sibling:14,17", "at": "22,26"},
        {"action": "meant", "at": "14,17", "person": "nobody"},
    ],
)
def test_every_kind_of_correction_is_taken(client: Client, said: dict[str, str]) -> None:
    path = begun(client)
    answer = client.submit(f"{path}/corrections", version=field(client.get(path).text, "version"), **said)
    assert answer.status_code == 200
    assert "1 thing was corrected" in client.get(f"{path}?lang=en").text


@pytest.mark.parametrize(
    "said",
    [
        {"action": "untell"},
        {"action": "tell", "words": "38세", "label": "age", "value": "백"},
        {"action": "fly", "at": "14,17"},
        {"action": "meant", "at": "14,17", "person": "../../etc"},
        {"action": "meant", "at": "9999,99999", "person": "nobody"},
        {"action": "same:1,2", "at": "x"},
    ],
)
def test_a_correction_that_says_nothing_is_refused_and_changes_nothing(client: Client, said: dict[str, str]) -> None:
    path = begun(client)
    answer = client.submit(f"{path}/corrections", version=field(client.get(path).text, "version"), **said)
    assert answer.status_code == 400
    assert "corrected</summary>" not in client.get(f"{path}?lang=en").text


def test_a_correction_of_an_older_wording_is_refused(client: Client) -> None:
    path = begun(client)
    answer = client.submit(f"{path}/corrections", action="nobody", at="14,17", version="00" * 16)
    assert answer.status_code == 409


def test_an_unknown_draft_is_told_in_words(client: Client) -> None:
    for path in ("/drafts/" + "0" * 32, "/drafts/x", "/clearances/" + "0" * 32):
        assert client.get(path).status_code == 404


@pytest.mark.browser
def test_typing_shows_new_counts_and_a_softer_wording_is_taken(shown: Callable[..., Page]) -> None:
    page = shown("ko")
    page.goto(page.url.split("?")[0].rstrip("/") + "/drafts")
    page.fill("#text", "무산 출신 38세 여성과 아홉 살 아들이 체포됐다.")
    page.fill("#published", "2026-02-14")
    page.locator('form[action="/drafts"] button').click()
    page.wait_for_url("**/drafts/*")
    page.locator("mark.strong").first.wait_for()
    before = page.locator("[data-exposed] .person").count()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" 회령 출신 45세 남성도 있었다.")
    page.locator("[data-exposed] .person").nth(before).wait_for()
    page.locator("[data-ways] button[data-edits]").first.wait_for(timeout=30_000)
    text = page.locator(".cm-content").inner_text()
    page.locator("[data-ways] button[data-edits]").first.click()
    page.wait_for_function("before => document.querySelector('.cm-content').innerText !== before", arg=text)
    assert axe(page) == []


@pytest.mark.browser
def test_syllables_being_composed_are_not_sent_as_drafts(shown: Callable[..., Page]) -> None:
    page = shown("ko")
    page.goto(page.url.split("?")[0].rstrip("/") + "/drafts")
    page.fill("#text", "글")
    page.locator('form[action="/drafts"] button').click()
    page.wait_for_url("**/drafts/*")
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.url.endswith("/check") else None)
    page.locator(".cm-content").click()
    keys = page.context.new_cdp_session(page)
    for stage in ("ㄱ", "기", "김"):
        keys.send("Input.imeSetComposition", {"text": stage, "selectionStart": 1, "selectionEnd": 1})
        page.wait_for_timeout(220)
    assert sent == []
    with page.expect_request("**/check"):
        keys.send("Input.insertText", {"text": "김"})
    assert "%EA%B9%80" in sent[0]


@pytest.mark.browser
def test_without_scripts_a_draft_is_written_checked_and_reworded(shown: Callable[..., Page]) -> None:
    page = shown("en", scripts=False)
    page.goto(page.url.split("?")[0].rstrip("/") + "/drafts")
    page.fill("#text", "A woman of 38 from Musan and her nine-year-old son were arrested.")
    page.locator('form[action="/drafts"] button').click()
    assert page.locator("mark.strong, mark.counted").count() > 0
    page.locator('a[href*="/ways/"]').click()
    page.locator('form[action$="/reword"] button').first.click()
    assert (
        page.locator("textarea#text").input_value()
        != "A woman of 38 from Musan and her nine-year-old son were arrested."
    )
