"""Speak or wait on the desk: the checklist first, ranges as fields and handles, strips, runs, people apart, the choice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import CHEAP, PASSPHRASE, Seeded, Watched, axe, overflow
from underice.decide.page import svg
from underice.desk import static_files
from underice.vocabulary.language import LANGUAGES, Language

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.desk.conftest import Client
    from underice.desk.serve import Serving

SITUATION = {"title": "선양", "held": "12", "arrested": "2026-02-08", "last": "2026-02-20", "households": "3:24 2:?"}
HERS = {"by": "기록자", "of": "", "return_days.low": "7", "return_days.best": "14", "return_days.high": "30",
        "return_days.basis": "지난 세 번", "return_days.mind": "이송이 늦어진다는 연락"}  # fmt: skip


@pytest.fixture(autouse=True)
def few_futures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of a test is over in a moment."""
    monkeypatch.setattr("underice.decide.run.FULL", 4000)
    monkeypatch.setattr("underice.decide.run.INSTANT", 2000)


def begun(client: Client, **fields: str) -> str:
    """A decision begun; its path."""
    answer = client.submit("/decisions/new", **{**SITUATION, **fields})
    assert answer.status_code == 200
    assert re.fullmatch(r"/decisions/[0-9a-f]{32}", answer.url.path)
    return answer.url.path


def ran(client: Client, path: str, **fields: str) -> str:
    """A run of a decision on her ranges; its path."""
    answer = client.submit(path, action="run", **{**HERS, **fields})
    assert "/runs/" in answer.url.path
    return answer.url.path


# --- the situation ----------------------------------------------------------------------------------------------------


def test_a_new_decision_is_filled_with_what_its_case_tells(client: Client, seeded: Seeded) -> None:
    shown = client.get("/decisions/new", params={"case": seeded.case, "lang": "en"}).text
    assert 'name="held" min="1" max="999999" required value="12"' in shown
    assert 'value="2026-02-20"' in shown
    assert 'value="3:? 2:? 2:? 2:? 2:?"' in shown


def test_a_decision_stands_in_the_list_of_its_case_and_in_no_others(client: Client, seeded: Seeded) -> None:
    begun(client, case=seeded.case)
    begun(client, title="다른 판단")
    assert "다른 판단" in client.get("/decisions").text
    of_case = client.get("/decisions", params={"case": seeded.case}).text
    assert "선양" in of_case
    assert "다른 판단" not in of_case


@pytest.mark.parametrize(
    "wrong",
    [
        {"held": "0"},
        {"held": ""},
        {"arrested": "2026-13-40"},
        {"arrested": "2026-12-01"},
        {"households": "drei"},
        {"last": "2026-01-01"},
        {"own_day": "2026-01-01"},
    ],
)
def test_a_situation_that_cannot_be_is_told_keeps_what_was_typed_and_records_nothing(
    client: Client, wrong: dict[str, str]
) -> None:
    before = client.desk.keeper.vault.count()
    answer = client.submit("/decisions/new?lang=en", **{**SITUATION, **wrong})
    assert answer.status_code == 400
    assert "Nothing was recorded" in answer.text
    assert 'value="선양"' in answer.text
    assert client.desk.keeper.vault.count() == before


def test_a_title_without_a_case_of_the_vault_is_refused(client: Client) -> None:
    assert client.submit("/decisions/new", **SITUATION, case="0" * 32).status_code in (400, 404)
    assert client.get(f"/decisions/{'0' * 32}").status_code == 404


def test_what_is_no_decision_has_no_page(client: Client, seeded: Seeded) -> None:
    assert client.get(f"/decisions/{seeded.case}").status_code == 404
    assert client.get(f"{begun(client)}/runs/{'0' * 32}").status_code == 404


def test_ways_that_name_people_are_looked_at_only_once_a_draft_was_checked(client: Client, seeded: Seeded) -> None:
    from tests.desk.pages.test_drafts import begun as drafted

    plain = begun(client)
    assert 'value="names_now"' not in client.get(f"{plain}/choice").text
    draft = drafted(client, "무산 출신 38세 여성과 아홉 살 아들이 체포됐다.").rpartition("/")[2]
    path = begun(client, draft=draft, case=seeded.case)
    assert 'value="names_now"' in client.get(f"{path}/choice").text


def test_only_counts_of_a_checked_draft_go_into_a_decision(client: Client) -> None:
    from tests.desk.pages.test_drafts import begun as drafted
    from underice.decide.record import load

    words = "무산 출신 김영희(38세)와 아홉 살 아들이 체포됐다."
    path = begun(client, draft=drafted(client, words).rpartition("/")[2])
    id_ = bytes.fromhex(path.rpartition("/")[2])
    vault = client.desk.keeper.vault
    kept = vault.entity(id_).properties["setting"][-1].value
    assert "영희" not in kept
    assert "무산" not in kept
    assert load(vault, id_).situation.checked


def test_a_way_of_her_own_is_looked_at_beside_the_others(client: Client) -> None:
    path = begun(client, own_day="2026-02-14")
    assert "quiet until 2026-02-14, then no names" in client.get(f"{path}/choice?lang=en").text


def test_a_changed_situation_is_recorded_and_keeps_the_other_ways(client: Client) -> None:
    path = begun(client, own_day="2026-02-14")
    form = client.get(f"{path}/situation").text
    assert 'name="own_day" min="2026-02-09" value="2026-02-14"' in form
    assert (
        "11 people held"
        in client.submit(f"{path}/situation?lang=en", **{**SITUATION, "held": "11", "own_day": "2026-02-14"}).text
    )
    assert client.submit(f"{path}/situation", **{**SITUATION, "held": "0"}).status_code == 400
    assert "2026-02-14" in client.get(f"{path}/choice").text


def test_days_that_went_by_are_told_and_counted_on_request(client: Client) -> None:
    path = begun(client)
    client.desk.settings = replace(client.desk.settings, day=date(2026, 2, 12))
    shown = client.get(f"{path}?lang=en").text
    assert "Days are counted from 9 February 2026." in shown
    done = client.submit(f"{path}/today?lang=en").text
    assert "Days are counted from" not in done
    assert "arrested 4 days ago" in done


def test_a_transfer_that_is_past_is_told_when_days_are_counted_on(client: Client) -> None:
    path = begun(client)
    client.desk.settings = replace(client.desk.settings, day=date(2026, 3, 12))
    answer = client.submit(f"{path}/today?lang=en")
    assert answer.status_code == 400
    assert "the transfer lies in the past" in answer.text


def test_a_decision_whose_transfer_is_past_can_still_be_read_and_changed(client: Client) -> None:
    from underice.decide.record import load, moved, situate

    path = begun(client)
    client.submit(path, action="keep", **HERS)
    vault, id_ = client.desk.keeper.vault, bytes.fromhex(path.rpartition("/")[2])
    situate(vault, id_, moved(load(vault, id_).situation, date(2026, 3, 12)))
    for page in (path, f"{path}/apart"):
        shown = client.get(f"{page}?lang=en")
        assert shown.status_code == 200
        assert "the transfer lies in the past" in shown.text
        assert "기록자" in shown.text


def test_an_answer_that_was_emptied_is_open_again(client: Client) -> None:
    path = begun(client)
    client.submit(f"{path}/checklist", minors="아홉 살 아이가 있다", reach_kin="아니다", by="기록자")
    client.submit(f"{path}/checklist", minors="", reach_kin="아니다", by="기록자")
    shown = client.get(f"{path}?lang=en").text
    assert "6 questions are open." in shown
    assert "아홉 살 아이가 있다" not in shown


# --- the checklist and the ranges -------------------------------------------------------------------------------------


def test_the_checklist_comes_first_is_recorded_and_blocks_nothing(client: Client) -> None:
    path = begun(client)
    shown = client.get(f"{path}?lang=en").text
    assert shown.index("1. Before any result") < shown.index("2. What do you believe?") < shown.index("3. Runs")
    assert "7 questions are open." in shown
    client.submit(f"{path}/checklist", minors="아홉 살 아이가 있다", by="기록자")
    assert "아홉 살 아이가 있다" in client.get(path).text
    run = client.get(f"{ran(client, path)}?lang=en").text
    assert "6 questions of the checklist were open then." in run


def test_nothing_is_drawn_before_somebody_said_what_she_believes(client: Client) -> None:
    path = begun(client)
    assert "<svg" not in client.get(path).text
    client.submit(path, action="keep", **HERS)
    assert "<svg" in client.get(path).text
    assert "<svg" not in client.get(f"{path}?of=").text


def test_each_question_stands_with_unit_shipped_range_its_basis_and_a_case_that_may_differ(client: Client) -> None:
    shown = client.get(f"{begun(client)}?lang=en").text
    field = shown[shown.index('id="r-return_days"') : shown.index('id="r-quiet_rate"')]
    for words in ("in days", "Shipped: 7 days to 90 days.", "reported cases", "Why this may not be like yours"):
        assert words in field
    assert shown.count('class="range"') == 39
    asked = shown[: shown.index("All other quantities of the model")]
    assert asked.count('class="range"') == 12


def test_strips_follow_the_fields_and_record_nothing(client: Client) -> None:
    path = begun(client)
    before = client.desk.keeper.vault.count()
    wide = client.submit(f"{path}/redraw", **{**HERS, "return_days.low": "7"}).text
    narrow = client.submit(f"{path}/redraw", **{**HERS, "return_days.low": "29"}).text
    assert "<svg" in wide
    assert wide.count("<table") == 1
    assert wide != narrow
    assert client.submit(f"{path}/redraw", **HERS).text == client.submit(f"{path}/redraw", **HERS).text
    assert client.desk.keeper.vault.count() == before


def test_all_futures_are_drawn_once_a_handle_rests(client: Client) -> None:
    path = begun(client)
    assert "2,000" in client.submit(f"{path}/redraw", **HERS).text
    assert "4,000" in client.submit(f"{path}/redraw", **HERS, released="yes").text


@pytest.mark.parametrize("low", ["", "x", "0", "99999"])
def test_a_number_that_cannot_be_is_told_in_place_of_the_strips(client: Client, low: str) -> None:
    path = begun(client)
    answer = client.submit(f"{path}/redraw?lang=en", **{**HERS, "return_days.low": low, "return_days.high": low})
    assert "This cannot be run" in answer.text
    whole = client.submit(f"{path}?lang=en", action="run", **{**HERS, "return_days.low": low, "return_days.high": low})
    assert whole.status_code == 400
    assert "지난 세 번" in whole.text


def test_without_a_script_the_button_draws_what_is_entered(client: Client) -> None:
    path = begun(client)
    before = client.desk.keeper.vault.count()
    shown = client.submit(path, action="draw", **HERS)
    assert shown.status_code == 200
    assert "<svg" in shown.text
    assert 'name="return_days.high" value="30"' in shown.text
    assert client.desk.keeper.vault.count() == before


def test_only_what_was_changed_is_recorded_as_hers(client: Client) -> None:
    from underice.decide.record import load

    path = begun(client)
    untouched = {"quiet_rate.low": "10", "quiet_rate.best": "", "quiet_rate.high": "1000"}
    client.submit(path, action="keep", **HERS, **untouched)
    beliefs = load(client.desk.keeper.vault, bytes.fromhex(path.rpartition("/")[2])).beliefs
    assert [(one.name, one.low, one.best, one.high, one.author) for one in beliefs] == [
        ("return_days", 7, 14, 30, "기록자")
    ]
    shown = client.get(f"{path}?lang=en").text
    assert "These numbers: 기록자, 2026-02-09." in shown
    assert 'value="이송이 늦어진다는 연락"' in shown


def test_a_range_is_somebodys(client: Client) -> None:
    answer = client.submit(f"{begun(client)}?lang=en", action="keep", **{**HERS, "by": ""})
    assert answer.status_code == 400
    assert "a range is somebody" in answer.text


def test_another_person_begins_with_the_shipped_ranges_and_both_stand_side_by_side(client: Client) -> None:
    path = begun(client)
    client.submit(path, action="keep", **HERS)
    assert 'name="return_days.low" value="7"' in client.get(f"{path}?of=").text
    client.submit(path, action="keep", **{**HERS, "by": "편집장", "return_days.low": "40", "return_days.high": "60",
                                          "return_days.best": ""})  # fmt: skip
    shown = client.get(f"{path}/apart?lang=en").text
    for words in ("기록자", "편집장", "They cannot all be right", "Pooled, all weighing alike", "지난 세 번", "pooled"):
        assert words in shown
    assert shown.count("<table") == 4
    assert "40" in client.get(f"{path}?of=편집장").text


def test_before_anybody_spoke_the_shipped_ranges_are_said_to_be_used(client: Client) -> None:
    assert "Nobody has given a range" in client.get(f"{begun(client)}/apart?lang=en").text


# --- runs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_run_shows_the_one_page_with_a_table_for_every_chart(client: Client, lang: Language) -> None:
    shown = client.get(ran(client, begun(client)), params={"lang": lang}).text
    assert shown.count("<svg") >= 3
    assert shown.count("<details><summary>") >= shown.count("<svg")
    assert shown.count("<table") >= shown.count("<svg")
    assert re.findall(r"\sstyle=|<style", shown) == []


def test_a_run_on_nobodys_ranges_is_one_on_the_shipped_ones(client: Client) -> None:
    path = begun(client)
    answer = client.submit(f"{path}?lang=en", action="run", of="", by="")
    assert "nobody, as shipped" in answer.text


def test_a_kept_run_is_read_again_and_done_again_to_the_last_bit(client: Client) -> None:
    run = ran(client, begun(client))
    client.desk.keeper.memory.clear()
    kept = client.get(f"{run}?lang=en").text
    assert "<svg" not in kept
    assert "<table" in kept
    assert "Do it again, bit for bit" in kept
    before = client.desk.keeper.vault.count()
    again = client.submit(f"{run}?lang=en").text
    assert "the same to the last bit" in again
    assert "<svg" in again
    assert client.desk.keeper.vault.count() == before


def test_a_run_of_another_version_is_shown_as_it_was_and_offered_to_be_run(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("underice.decide.runs.VERSION_NOW", "0.0.9 · 0")
        older.setattr("underice.decide.runs.result_mark", lambda result: "0" * 64)
        run = ran(client, begun(client))
    client.desk.keeper.memory.clear()
    shown = client.get(f"{run}?lang=en").text
    assert "Run the decision with today" in shown
    again = client.submit(f"{run}?lang=en").text
    assert "this one computes otherwise" in again
    assert "<svg" not in again
    assert "older equations" in client.get(f"{run.partition('/runs')[0]}?lang=en").text


def test_a_run_that_came_out_otherwise_or_was_touched_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun(client)
    with monkeypatch.context() as other:
        other.setattr("underice.decide.runs.result_mark", lambda result: "0" * 64)
        run = ran(client, path)
    assert "Please report this" in client.submit(f"{run}?lang=en").text
    with monkeypatch.context() as other:
        other.setattr("underice.decide.runs.mark", lambda text: "0" * 64)
        run = ran(client, path)
    client.desk.keeper.memory.clear()
    assert "Do not rely on this run" in client.submit(f"{run}?lang=en").text


def test_colours_of_the_charts_are_those_of_the_room() -> None:
    sheet = " ".join(static_files.read("desk.css").content.decode().split())
    assert " ".join(svg.style().split()) in sheet


# --- the choice -------------------------------------------------------------------------------------------------------


def key_file(client: Client, name: str = "편집장", *, known: bool = True) -> bytes:
    """A signing file of somebody."""
    from underice.exposure.signing import describe, make, register

    file = make(name, "얼음", CHEAP)
    if known:
        register(client.desk.keeper.vault, describe(file))
    return file


def test_a_choice_is_signed_with_its_reasons_and_can_be_read_again(client: Client) -> None:
    path = begun(client)
    run = ran(client, path)
    answer = client.submit(
        f"{path}/choice?lang=en",
        files={"signing": ("editor.json", key_file(client), "application/json")},
        policy="quiet", reasons="창구가 아직 답을 준다\n\n이송 전에 시간이 있다", by="편집장",
        run=run.rpartition("/")[2], passphrase="얼음",
    )  # fmt: skip
    assert "Signed by 편집장" in answer.text
    assert "quiet channel only" in answer.text
    assert answer.text.count("이송 전에 시간이 있다") == 1
    assert run in answer.text
    assert "quiet channel only" in client.get("/decisions?lang=en").text
    assert "So far stands: quiet channel only" in client.get(f"{path}/choice?lang=en").text


def test_a_choice_without_a_key_is_recorded_and_said_to_be_unsigned(client: Client) -> None:
    path = begun(client)
    shown = client.submit(f"{path}/choice?lang=en", policy="quiet", reasons="까닭", by="편집장")
    assert "Not signed by a key." in shown.text


def test_a_signature_that_does_not_fit_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = begun(client)
    client.submit(
        f"{path}/choice", files={"signing": ("k", key_file(client), "application/json")}, policy="quiet",
        reasons="까닭", by="편집장", passphrase="얼음",
    )  # fmt: skip
    monkeypatch.setattr("underice.decide.choosing.signature_holds", lambda *given: False)
    assert "A signature stands here that does not fit" in client.get(f"{path}?lang=en").text


@pytest.mark.parametrize("missing", ["policy", "reasons", "by"])
def test_a_choice_needs_a_way_a_reason_and_a_name(client: Client, missing: str) -> None:
    path = begun(client)
    before = client.desk.keeper.vault.count()
    answer = client.submit(f"{path}/choice", **{"policy": "quiet", "reasons": "까닭", "by": "편집장", missing: " "})
    assert answer.status_code == 400
    assert client.desk.keeper.vault.count() == before


@pytest.mark.parametrize(("passphrase", "known"), [("다른 말", True), ("얼음", False)])
def test_a_key_that_does_not_open_or_is_not_registered_signs_nothing(
    client: Client, passphrase: str, known: bool
) -> None:
    path = begun(client)
    file = key_file(client, known=known)
    before = client.desk.keeper.vault.count()
    answer = client.submit(
        f"{path}/choice", files={"signing": ("k", file, "application/json")}, policy="quiet", reasons="까닭",
        by="편집장", passphrase=passphrase,
    )  # fmt: skip
    assert answer.status_code == 400
    assert client.desk.keeper.vault.count() == before


def test_a_file_that_is_no_key_is_told(client: Client) -> None:
    answer = client.submit(
        f"{begun(client)}/choice?lang=en", files={"signing": ("k", b"nothing", "text/plain")}, policy="quiet",
        reasons="까닭", by="편집장", passphrase="x",
    )  # fmt: skip
    assert "This is no signing file." in answer.text


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width"), [("ko", 360), ("en", 1100)])
def test_dragging_a_handle_redraws_the_strips_and_everybody_can_read_them(
    watched: Watched, served_fresh: Serving, lang: Language, width: int
) -> None:
    page = watched.open(served_fresh, lang, width=width)
    page.goto(f"{served_fresh.settings.origin}/decisions/new")
    page.fill("#held", "12")
    page.click("main form > .bar button")
    page.wait_for_url(re.compile(r"/decisions/[0-9a-f]{32}"))
    assert page.locator("#strips svg").count() == 0
    handle = page.locator("#r-return_days input.high")
    handle.scroll_into_view_if_needed()
    _drag(page, "#r-return_days input.high", -80)
    page.wait_for_selector("#strips svg")
    first = page.locator("#strips svg").inner_html()
    high = page.input_value("#return_days-high")
    assert float(high) < 90
    handle.focus()
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("before => document.querySelector('#strips svg').innerHTML !== before", arg=first)
    assert float(page.input_value("#return_days-high")) < float(high)
    page.wait_for_function("() => document.querySelector('#strips').innerText.includes('4,000')")
    assert axe(page) == []
    assert overflow(page) <= 0


def _drag(page: Page, selector: str, by: int) -> None:
    """Take a handle by its middle and move it."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    share = page.locator(selector).evaluate("one => Number(one.value) / Number(one.max)")
    x, y = box["x"] + 12 + share * (box["width"] - 24), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=5)
    page.mouse.up()


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_a_decision_can_be_read_by_everybody_on_a_phone_and_without_scripts(
    watched: Watched, served_fresh: Serving, lang: Language
) -> None:
    page = watched.open(served_fresh, lang, width=360, scripts=False)
    origin = served_fresh.settings.origin
    page.goto(f"{origin}/decisions/new")
    page.fill("#held", "12")
    page.click("main form > .bar button")
    path = page.url
    page.fill("#return_days-high", "30")
    page.fill("#by", "기록자")
    page.click("button[value=draw]")
    assert page.locator("#strips svg").count() == 1
    page.click("button[value=run]")
    pages = [page.url, path, *(f"{path}/{name}" for name in ("apart", "choice", "forecasts", "situation"))]
    reader = watched.open(served_fresh, lang, width=360, dark=True)
    for one in pages:
        reader.goto(one)
        assert axe(reader) == [], one
        assert overflow(reader) <= 0, one


@pytest.mark.browser
def test_what_was_entered_outlives_a_lock_while_a_handle_is_moved(watched: Watched, served_fresh: Serving) -> None:
    page = watched.open(served_fresh, "en")
    page.goto(f"{served_fresh.settings.origin}/decisions/new")
    page.fill("#held", "12")
    page.click("main form > .bar button")
    page.fill("#return_days-high", "33")
    page.wait_for_selector("#strips svg")
    other = watched.open(served_fresh, "en")
    other.get_by_role("button", name="Lock").click()
    other.wait_for_url("**/unlock**")
    page.fill("#return_days-high", "31")
    page.wait_for_url("**/unlock**")
    page.fill("input[type=password]", PASSPHRASE)
    page.click("main form button")
    page.wait_for_url("**/kept**")
    page.get_by_role("button", name="Send it now").click()
    assert page.input_value("#return_days-high") == "31"
