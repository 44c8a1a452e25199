"""What the vault holds as codes is shown in the reader's words; pages that refuse say where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk.pages.test_drafts import TEXT, begun

if TYPE_CHECKING:
    from tests.desk.conftest import Client


@pytest.mark.parametrize(
    ("lang", "language", "day"), [("ko", "한국어", "2026년 2월 8일"), ("en", "Korean", "8 February 2026")]
)
def test_languages_and_days_of_a_record_are_told_in_words(client: Client, lang: str, language: str, day: str) -> None:
    vault = client.desk.keeper.vault
    source = next(one for one in vault.claims("source", ("title",)) if one.value == "2월 8일 밤의 전화")
    shown = client.get(f"/records/{source.entity.hex()}?lang={lang}").text
    assert f"{language} <span" in shown
    assert f"{day} <span" in shown


def test_a_value_stands_apart_from_its_source(client: Client) -> None:
    person = next(one for one in client.desk.keeper.vault.claims("person", ("name",)) if one.value == "리순복")
    shown = client.get(f"/records/{person.entity.hex()}").text
    assert "리순복 <span" in shown.replace("</span>", "")
    assert '</span><span class="source">' not in shown


@pytest.mark.parametrize(("lang", "word"), [("ko", "딸"), ("en", "daughter")])
def test_what_is_public_of_kin_is_told_as_kinship_not_as_a_code(client: Client, lang: str, word: str) -> None:
    vault = client.desk.keeper.vault
    kin = next(one for one in vault.claims("disclosure", ("value",)) if one.value == "daughter")
    assert f"{word} <span" in client.get(f"/records/{kin.entity.hex()}?lang={lang}").text


@pytest.mark.parametrize(("lang", "yes"), [("ko", "예"), ("en", "yes")])
def test_an_action_of_the_history_tells_flags_in_words(client: Client, lang: str, yes: str) -> None:
    shown = client.get(f"/history/1?lang={lang}").text
    assert f"<td>{yes}</td>" in shown
    assert ">true<" not in shown


@pytest.mark.parametrize(("lang", "note"), [("ko", "쓰는 동안 보관"), ("en", "kept while writing")])
def test_what_a_draft_leaves_in_the_history_is_told_in_words(client: Client, lang: str, note: str) -> None:
    begun(client)
    assert note in client.get(f"/history?lang={lang}").text


@pytest.mark.parametrize(
    ("lang", "told"),
    [("ko", "보관 · 통계에 넣기 · 2024년 5월 3일"), ("en", "to keep it · to count it in statistics · 3 May 2024")],
)
def test_a_consent_at_the_gate_says_whose_and_for_what(client: Client, lang: str, told: str) -> None:
    shown = client.get(f"{begun(client, TEXT)}/release?lang={lang}").text
    assert "리순복" in shown
    assert told in shown


@pytest.mark.parametrize(("lang", "title"), [("ko", "없는 페이지입니다"), ("en", "There is no such page")])
def test_a_wrong_address_says_so_and_leads_on(client: Client, lang: str, title: str) -> None:
    answer = client.get(f"/records/{'0' * 32}?lang={lang}")
    assert answer.status_code == 404
    assert f"<h1>{title}</h1>" in answer.text
    assert 'class="button" href="/"' in answer.text
    assert 'href="/search"' in answer.text


def test_the_gate_names_boxes_by_their_numbers_and_people_without_codes_of_the_terminal(client: Client) -> None:
    shown = client.get(f"{begun(client, TEXT)}/release?lang=en").text
    assert "number 2 above, each of them" in shown
    assert "(p1)" not in shown
    assert "Change it in the editor" in shown


def test_a_list_that_nobody_names_is_called_by_the_day_it_was_pasted_on(client: Client) -> None:
    case = client.get("/drafts").text.split('<option value="')[-1][:32]
    long = "오늘 저녁에 선양에서 잡혀간 사람들입니다. 아는 대로 적어 보내니 먼저 확인해 주시기 바랍니다. 나머지는 내일 적겠습니다."
    preview = client.submit("/lists/new?lang=ko", text=f"{long}\n1. 강태식 남 51세 청진", case=case)
    assert 'placeholder="2026년 2월 9일에 붙여 넣은 명단"' in preview.text
    done = client.submit(preview.url.path, case=case, title="")
    assert "<h1>2026년 2월 9일에 붙여 넣은 명단</h1>" in done.text


def test_a_vault_without_a_case_says_how_one_comes_to_be(client: Client) -> None:
    from dataclasses import replace

    vault = client.desk.keeper.vault
    titles = list(vault.claims("incident", ("title",)))
    for nth, one in enumerate(titles):
        vault.record([replace(one, id=bytes([nth + 1]) * 16, prop="end", value="2026-03-01", norm=None)])
    shown = client.get("/?lang=en").text
    assert "No case is open." in shown
    assert '<a class="button" href="/lists/new"' in shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"published": "2026-02-31"}, "This is no day of the calendar."), ({"file": "x"}, "This file holds no text")],
)
def test_a_draft_that_cannot_be_begun_stays_in_its_form_with_the_reason(
    client: Client, fields: dict[str, str], said: str
) -> None:
    picture = ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(500), "application/octet-stream")
    typed = "" if "file" in fields else "애써 쓴 글입니다."
    answer = client.submit(
        "/drafts?lang=en",
        {"text": typed, "title": "내 제목", "audience": "family", **{k: v for k, v in fields.items() if k != "file"}},
        files={"file": picture} if "file" in fields else None,
    )
    assert answer.status_code == 400
    assert said in answer.text
    assert typed in answer.text
    assert 'value="내 제목"' in answer.text
    assert 'value="family" selected' in answer.text
    assert "binary" not in answer.text


def test_a_form_that_met_a_locked_vault_is_said_to_be_kept(client: Client) -> None:
    client.get("/?lang=en")
    token = client.token
    client.desk.keeper.lock()
    shown = client.submit("/drafts", token=token, text="잠긴 동안 쓴 글", title="제목")
    assert shown.url.path == "/unlock"
    assert "What you were writing is kept, sealed." in shown.text
    assert "잠긴 동안 쓴 글" not in shown.text
