"""A list comes in: looked at before anything is recorded, decided upon, recorded as one action, taken back whole."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.desk.conftest import Client, Seeded, Watched, axe, opened, overflow
from underice.desk.serve import Serving
from underice.people import verdicts
from underice.vault.vault import Vault
from underice.vocabulary.language import LANGUAGES, Language

LIST = """2026년 2월 10일 받은 명단
1. 남궁하늘 여 38세 무산
2. 아들 9세
3. 제갈바람 남 1990년생 회령
알아볼 수 없는 줄 ※※
"""
NO_LISTS = {
    "empty.csv": b"",
    "list.csv": b"\x89PNG\r\n\x1a\n" + bytes(4000),
    "list.xlsx": b"\xff\xd8\xff\xe0" + bytes(4000),
    "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(512)
    + "EncryptedPackage".encode("utf-16-le")
    + bytes(4000),
    "scan.pdf": b"%PDF-1.7 and so on",
}


def _vault(client: Client) -> Vault:
    return client.desk.keeper.vault


def _look(client: Client, words: str = LIST, lang: str = "en") -> str:
    """The path of the list that is looked at."""
    answer = client.submit(f"/lists/new?lang={lang}", text=words)
    assert answer.url.path.startswith("/lists/held/")
    return answer.url.path


def test_a_pasted_list_is_shown_row_for_row_and_nothing_is_recorded(client: Client) -> None:
    count = _vault(client).count()
    text = client.get(_look(client)).text
    for row in LIST.splitlines():
        assert row in text
    assert "남궁하늘" in text
    assert "son of 남궁하늘" in text
    assert "kept word for word" in text
    assert _vault(client).count() == count


def test_a_list_is_recorded_as_one_action_in_a_new_case_and_taken_back_whole(client: Client) -> None:
    vault = _vault(client)
    path = _look(client)
    before = vault.actions(limit=1)[0].recorded.bundle
    answer = client.submit(path, new_case="새 체포", title="저녁 명단")
    assert re.fullmatch(r"/lists/\d+", answer.url.path)
    assert "저녁 명단" in answer.text
    assert "3 people" in answer.text
    assert vault.actions(limit=1)[0].recorded.bundle == before + 2  # the original, and the list
    people = len(list(vault.claims("person", ("name",))))
    undone = client.submit(f"{answer.url.path}/undo", reason="틀린 파일")
    assert "This import was taken back" in undone.text
    assert "taken back" in client.get("/lists/new?lang=en").text
    assert len(list(vault.claims("person", ("name",)))) == people - 2
    assert "새 체포" not in [one.value for one in vault.claims("incident", ("title",))]
    assert vault.actions(limit=1)[0].recorded.note == "틀린 파일"


def test_taking_back_needs_a_reason_and_only_imports_can_be_taken_back(client: Client) -> None:
    path = client.submit(_look(client), new_case="새 체포").url.path
    count = _vault(client).count()
    answer = client.submit(f"{path}/undo", reason="")
    assert answer.status_code == 400
    assert "Say why" in answer.text
    assert client.submit("/lists/1/undo", reason="x").status_code == 404
    assert client.get("/lists/999999").status_code == 404
    assert client.get("/lists/word").status_code == 404
    assert _vault(client).count() == count


def test_a_list_joins_the_case_that_was_chosen(client: Client, seeded: Seeded) -> None:
    answer = client.submit(_look(client), case=seeded.case)
    concerned = {one.value for one in _vault(client).claims("incident", ("person",), ids=[bytes.fromhex(seeded.case)])}
    assert len(concerned & set(re.findall(r"/records/([0-9a-f]{32})", answer.text))) == 3
    assert "records in this case are" in answer.text


def test_who_is_nobody_is_left_out_and_her_row_kept(client: Client) -> None:
    vault = _vault(client)
    client.submit(_look(client), new_case="새 체포", leave=["2", "3"])
    assert "남궁하늘" not in [one.value for one in vault.claims("person", ("name",))]
    assert "1. 남궁하늘 여 38세 무산" in [one.value for one in vault.claims("source", ("text",))]


def test_without_a_case_nothing_is_recorded(client: Client) -> None:
    path, count = _look(client), _vault(client).count()
    for case in ("", "00" * 16, "nonsense"):
        answer = client.submit(path, case=case)
        assert answer.status_code == 400
        assert "Choose a case" in answer.text
    assert _vault(client).count() == count


def test_who_may_be_whom_comes_with_reasons_and_is_recorded_as_decided(client: Client, seeded: Seeded) -> None:
    vault = _vault(client)
    client.submit(_look(client), new_case="새 체포")
    path = _look(client, "명단\n1. 남궁하늘 여 38세 무산\n2. 새 사람 남 20세\n")
    text = client.get(path).text
    fields = re.findall(r'<select id="(is:[^"]+)"', text)
    assert fields
    assert "for: " in text
    before = len(verdicts.standing(vault))
    client.submit(path, new_case="다른 체포", **{fields[0]: "not_same", f"why:{fields[0]}": "전화로 물었음"})
    assert len(verdicts.standing(vault)) == before + 1
    assert "전화로 물었음" in [one.reason for one in verdicts.standing(vault)]


def test_what_is_decided_without_a_reason_keeps_what_spoke_for_it(client: Client) -> None:
    client.submit(_look(client), new_case="새 체포")
    path = _look(client, "명단\n1. 남궁하늘 여 38세 무산\n2. 새 사람 남 20세\n")
    (field, *_rest) = re.findall(r'<select id="(is:[^"]+)"', client.get(path).text)
    client.submit(path, new_case="다른 체포", **{field: "same"})
    assert any("for: " in one.reason for one in verdicts.standing(_vault(client)))


def test_the_same_list_again_adds_nothing_and_says_so(client: Client) -> None:
    client.submit(_look(client), new_case="새 체포")
    path, count = _look(client), _vault(client).count()
    text = client.get(path).text
    assert "This list is in the vault since" in text
    assert "Record the list as one action" not in text
    assert client.submit(path, new_case="nochmal").status_code == 400
    assert _vault(client).count() == count


def test_a_list_can_be_read_again_in_another_way(client: Client) -> None:
    content = "이름,나이,고향\n남궁하늘,38세,무산\n제갈바람,40세,회령\n".encode("cp949")
    path = client.submit("/lists/new?lang=en", files={"file": ("list.csv", content, "text/csv")}).url.path
    answer = client.submit(f"{path}/again", encoding="cp949", language="ko", date="2026-02-08")
    assert answer.url.path == path
    assert "남궁하늘" in answer.text
    assert 'value="2026-02-08"' in answer.text
    wrong = client.submit(f"{path}/again", date="irgendwann")
    assert wrong.status_code == 400
    assert "This is no date" in wrong.text


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_is_refused_in_a_sentence_and_nothing_is_kept(client: Client, name: str) -> None:
    count = _vault(client).count()
    answer = client.submit("/lists/new?lang=en", files={"file": (name, NO_LISTS[name], "text/csv")})
    assert answer.status_code == 400
    assert "Nothing was kept." in answer.text
    assert client.desk.keeper.memory.get("lists", {}) == {}
    assert _vault(client).count() == count


def test_a_workbook_that_would_unpack_to_far_too_much_is_not_unpacked(client: Client) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(600 * 1024 * 1024))
    answer = client.submit("/lists/new?lang=en", files={"file": ("list.xlsx", made.getvalue(), "application/zip")})
    assert "unpack" in answer.text or "too large" in answer.text
    assert "Record the list as one action" not in answer.text


def test_a_file_that_is_too_large_is_refused_and_not_held(client: Client) -> None:
    content = b"a" * (client.desk.settings.upload_limit + 1)
    answer = client.submit("/lists/new?lang=en", files={"file": ("list.csv", content, "text/csv")})
    assert answer.status_code == 413
    assert "None of it was kept" in answer.text
    assert client.desk.keeper.memory.get("lists", {}) == {}


def test_nothing_pasted_and_nothing_chosen_is_said(client: Client) -> None:
    answer = client.submit("/lists/new?lang=en", text="  ")
    assert answer.status_code == 400
    assert "Paste a list, or choose a file" in answer.text


def test_what_had_to_be_guessed_or_stands_twice_is_said(client: Client) -> None:
    content = "이름,나이,성별,고향\n남궁하늘,38세,여,무산\n제갈바람,40세,남,회령\n남궁하늘,38세,여,무산군\n".encode(
        "cp949"
    )
    answer = client.submit("/lists/new?lang=en", files={"file": ("list.csv", content, "text/csv")})
    assert "The encoding was guessed: cp949" in answer.text
    assert "Perhaps one person twice: rows" in answer.text
    (field,) = re.findall(r'<select id="(is:[^"]+)"', answer.text)
    client.submit(answer.url.path, new_case="새 체포", **{field: "same"})
    assert len(verdicts.standing(_vault(client))) == 1


def test_what_is_left_out_on_purpose_is_named(client: Client) -> None:
    kobo = (
        b'[{"_uuid": "a", "deviceid": "x1", "name": "\xeb\x82\xa8\xea\xb6\x81\xed\x95\x98\xeb\x8a\x98", "age": "38"}]'
    )
    answer = client.submit("/lists/new?lang=en", files={"file": ("data.json", kobo, "application/json")})
    assert "Left out on purpose" in answer.text
    assert "deviceid" in answer.text


def test_only_a_few_lists_are_held_and_none_on_disk(client: Client) -> None:
    first = _look(client, "명단\n1. 하나뿐인새 여 30세\n")
    for number in range(3):
        _look(client, f"명단\n1. 남궁하늘 여 {30 + number}세\n")
    answer = client.get(first)
    assert answer.status_code == 404
    assert "no longer held" in answer.text
    files = [one for one in client.desk.settings.folder.rglob("*") if one.is_file()]
    assert not any("하나뿐인새".encode() in one.read_bytes() for one in files)


def test_a_list_is_held_no_more_once_the_vault_was_locked_and_what_was_pasted_is_offered_again(client: Client) -> None:
    path = _look(client)
    client.submit("/lock")
    client.desk.take(opened(client.desk.settings))
    assert client.get(path).status_code == 404
    assert "남궁하늘" in client.get("/lists/new").text


def test_the_last_imports_are_listed(client: Client) -> None:
    text = client.get("/lists/new").text
    assert len(re.findall(r'href="/lists/\d+"', text)) == 3


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_comes_in_with_the_keyboard_alone(watched: Watched, served_fresh: Serving, lang: Language) -> None:
    page = watched.open(served_fresh, lang, width=360)
    page.goto(f"{served_fresh.settings.origin}/lists/new")
    page.locator("#text:focus").wait_for()
    page.keyboard.insert_text(LIST)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lists/held/*")
    assert axe(page) == []
    assert overflow(page) == 0
    page.keyboard.press("r")
    page.wait_for_url(re.compile(r"/lists/\d+$"))
    assert axe(page) == []
    assert overflow(page) == 0
    page.locator("#reason").fill("시험")
    page.keyboard.press("Enter")
    page.locator("#undo").wait_for(state="detached")


@pytest.mark.browser
def test_a_list_comes_in_without_scripts(watched: Watched, served_fresh: Serving) -> None:
    page = watched.open(served_fresh, "ko", scripts=False)
    page.goto(f"{served_fresh.settings.origin}/lists/new")
    page.locator("#file").set_input_files({"name": "list.txt", "mimeType": "text/plain", "buffer": LIST.encode()})
    page.locator("form[data-drop] button").click()
    page.locator("[data-key=r]").click()
    assert re.search(r"/lists/\d+$", page.url)


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_in_can_be_read_by_everybody(shown: Callable[..., Page], served: Serving, lang: Language) -> None:
    page = shown(lang, width=360, dark=True)
    page.goto(f"{served.settings.origin}/lists/new")
    assert axe(page) == []
    assert overflow(page) == 0
