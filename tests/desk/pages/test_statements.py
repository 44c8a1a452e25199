"""Adding what a source says: one statement in three strokes, or a whole new record; never without a source."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.desk.conftest import CANARY, Client, Watched, axe, overflow
from underice.desk.serve import Serving
from underice.people.record_words import conflicts
from underice.vault.vault import Vault
from underice.vocabulary.language import LANGUAGES, Language


def _vault(client: Client) -> Vault:
    return client.desk.keeper.vault


def _someone(vault: Vault, name: str = CANARY) -> bytes:
    return next(one.entity for one in vault.claims("person", ("name",)) if one.value == name)


def _source(vault: Vault) -> str:
    return next(one.entity.hex() for one in vault.claims("source", ("title",)) if one.value == "시험용 출처")


def _values(vault: Vault, id_: bytes, prop: str) -> list[str]:
    return [claim.value for claim in vault.entity(id_).properties.get(prop, ())]


def test_a_statement_is_recorded_with_its_source_and_shown_with_the_record(client: Client) -> None:
    vault = _vault(client)
    id_ = _someone(vault)
    answer = client.submit(
        "/statements/new",
        about=id_.hex(),
        prop="birth",
        value="1987년 9월",
        source=_source(vault),
        said="2024-05-03",
        confidence="70",
        locator="12쪽",
    )
    assert answer.url.path == f"/records/{id_.hex()}"
    assert "1987년 9월" in answer.text
    said = vault.entity(id_).properties["birth"][0].statement
    assert (said.norm, said.said_at, said.confidence, said.locator) == ("1987-09", "2024-05-03", 70, "12쪽")
    assert said.source.hex() == _source(vault)


def test_a_second_source_that_says_otherwise_stands_beside_the_first(client: Client) -> None:
    vault = _vault(client)
    id_ = _someone(vault)
    for value, title in (("1987", ""), ("1991", "언니의 전화")):
        client.submit(
            "/statements/new?lang=en",
            about=id_.hex(),
            prop="birth",
            value=value,
            source=_source(vault),
            new_source=title,
            new_source_type="interview" if title else "",
        )
    assert conflicts(vault.entity(id_)) == ("birth",)
    text = client.get(f"/records/{id_.hex()}").text
    assert 'class="conflict"' in text
    assert "언니의 전화" in text


def test_the_source_used_last_is_offered_first(client: Client) -> None:
    vault = _vault(client)
    id_ = _someone(vault)
    client.submit("/statements/new", about=id_.hex(), prop="name", value="독고노랑", new_source="저녁의 편지")
    text = client.get(f"/statements/new?about={id_.hex()}").text
    offered = re.search(r'<select id="source".*?</select>', text, re.DOTALL)
    assert offered is not None
    assert re.findall(r">([^<]+)</option>", offered[0])[0] == "저녁의 편지"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"prop": "birth", "value": "어느 봄날"}, "this is no date"),
        ({"prop": "sex", "value": "unsure"}, "this is none of the choices"),
        ({"prop": "origin", "value": "Nirgendwo"}, "the gazetteer knows no place"),
        ({"prop": "name", "value": ""}, "nothing was written"),
        ({"prop": "name", "value": "김\u202e"}, "this holds control characters"),
        ({"prop": "name", "value": "김", "said": "gestern"}, "this is no date"),
        ({"prop": "name", "value": "김", "confidence": "120"}, "this is no number from 0 to 100"),
        ({"prop": "name", "value": "김", "source": ""}, "Every statement needs a source"),
        ({"prop": "name", "value": "김", "source": "00" * 16}, "Every statement needs a source"),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_was_typed_and_nothing_is_recorded(
    client: Client, fields: dict[str, str], words: str
) -> None:
    vault = _vault(client)
    id_, count = _someone(vault), vault.count()
    answer = client.submit(
        "/statements/new?lang=en", **{"about": id_.hex(), "source": _source(vault), **fields, "locator": "17쪽"}
    )
    assert answer.status_code == 400
    assert words in answer.text
    assert "Nothing was recorded." in answer.text
    assert 'value="17쪽"' in answer.text
    assert vault.count() == count


def test_a_new_person_is_recorded_whole_and_all_at_once(client: Client) -> None:
    vault = _vault(client)
    before = len(vault.actions(limit=1000))
    answer = client.submit(
        "/statements/new",
        kind="person",
        p_name="남궁하늘",
        p_sex="f",
        p_age="38",
        p_origin="무산",
        source=_source(vault),
        said="2026-02-09",
    )
    assert answer.url.path.startswith("/records/")
    id_ = _someone(vault, "남궁하늘")
    assert _values(vault, id_, "origin") == ["무산"]
    assert (vault.entity(id_).properties["age"][0].statement.norm or "").startswith("1987")
    assert len(vault.actions(limit=1000)) == before + 1


def test_one_field_that_is_wrong_keeps_the_whole_record_from_being_made(client: Client) -> None:
    vault = _vault(client)
    count = vault.count()
    answer = client.submit(
        "/statements/new?lang=en",
        kind="incident",
        p_title="새 사건",
        p_start="irgendwann",
        new_source="새 출처",
    )
    assert answer.status_code == 400
    assert "this is no date" in answer.text
    assert 'value="새 사건"' in answer.text
    assert 'value="새 출처"' in answer.text
    assert vault.count() == count


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("source", {"p_title": "이웃의 전화", "p_date": "2026-02-08"}),
        ("incident", {"p_title": "두 번째 체포", "p_type": "arrest"}),
        ("action", {"p_type": "appeal", "p_start": "2026-02-10"}),
        ("note", {"p_text": "어머니에게 다시 물을 것", "p_question": "true"}),
    ],
)
def test_every_common_kind_of_record_can_be_made(client: Client, kind: str, fields: dict[str, str]) -> None:
    vault = _vault(client)
    if kind == "action":
        options = re.findall(r'<option value="(\w+)"', client.get("/statements/new?kind=action").text)
        fields = {**fields, "p_type": options[0]}
    before = set(vault.entities(kind))
    assert client.submit("/statements/new", kind=kind, source=_source(vault), **fields).status_code == 200
    made = set(vault.entities(kind)) - before
    assert len(made) == 1
    assert set(vault.entity(made.pop()).properties) == {name.removeprefix("p_") for name in fields}


def test_kin_is_recorded_between_two_people_one_of_them_found_by_name(client: Client) -> None:
    vault = _vault(client)
    id_ = _someone(vault)
    client.submit("/statements/new", kind="person", p_name="남궁바다", source=_source(vault))
    answer = client.submit(
        "/statements/new",
        kind="kin",
        p_person=id_.hex(),
        p_relative="남궁바다",
        p_relation="mother",
        p_left_behind="true",
        source=_source(vault),
    )
    assert answer.url.path == f"/records/{id_.hex()}"
    assert "남궁바다" in answer.text


def test_a_name_that_several_have_is_asked_back_and_not_guessed(client: Client) -> None:
    vault = _vault(client)
    for _ in range(2):
        client.submit("/statements/new", kind="person", p_name="제갈바람", source=_source(vault))
    count = vault.count()
    answer = client.submit(
        "/statements/new?lang=en",
        kind="kin",
        p_person=_someone(vault).hex(),
        p_relative="제갈바람",
        p_relation="sister",
        source=_source(vault),
    )
    assert answer.status_code == 400
    assert "several records fit" in answer.text
    ids = [one.entity.hex() for one in vault.claims("person", ("name",)) if one.value == "제갈바람"]
    assert len(ids) == 2
    assert all(f'<option value="{one}"' in answer.text for one in ids)
    assert vault.count() == count


def test_a_source_speaks_for_itself(client: Client) -> None:
    vault = _vault(client)
    id_ = bytes.fromhex(_source(vault))
    assert 'id="source"' not in client.get(f"/statements/new?about={id_.hex()}").text
    client.submit("/statements/new", about=id_.hex(), prop="date", value="2024-05-03")
    assert vault.entity(id_).properties["date"][0].source == id_


def test_a_statement_is_replaced_or_taken_back_with_its_reason(client: Client) -> None:
    vault = _vault(client)
    id_ = _someone(vault)
    client.submit(
        "/statements/new", about=id_.hex(), prop="birth", value="1987", confidence="70", source=_source(vault)
    )
    one = vault.entity(id_).properties["birth"][0].statement
    history = client.get(f"/records/{id_.hex()}/history").text
    assert f"/statements/{one.id.hex()}/correct" in history
    form = client.get(f"/statements/{one.id.hex()}/correct").text
    assert 'value="1987"' in form
    assert 'value="70"' in form  # what is not changed stays
    path = f"/statements/{one.id.hex()}/correct"
    answer = client.submit(path, act="replace", value="1978", reason="잘못 적음", source=_source(vault))
    assert answer.url.path == f"/records/{id_.hex()}/history"
    assert _values(vault, id_, "birth") == ["1978"]
    assert vault.actions(limit=1)[0].recorded.note == "잘못 적음"
    assert client.get(path).status_code == 409
    other = vault.entity(id_).properties["birth"][0].statement
    assert "then stands again" in client.get(f"/statements/{other.id.hex()}/correct?lang=en").text
    client.submit(f"/statements/{other.id.hex()}/correct", act="take_back", reason="앞의 것이 맞음")
    assert _values(vault, id_, "birth") == ["1987"]
    client.submit(path, act="take_back", reason="다른 사람 이야기")
    assert _values(vault, id_, "birth") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Say why"),
        ({"act": ""}, "Say why"),
        ({"value": ""}, "nothing was written"),
        ({"value": "김\u202e"}, "control characters"),
        ({"source": ""}, "Every statement needs a source"),
    ],
)
def test_a_correction_that_cannot_be_is_said_and_nothing_changed(
    client: Client, fields: dict[str, str], words: str
) -> None:
    vault = _vault(client)
    id_, count = _someone(vault), vault.count()
    one = vault.entity(id_).properties["name"][0].statement
    given = {"act": "replace", "value": "김", "reason": "x", "source": _source(vault), **fields}
    answer = client.submit(f"/statements/{one.id.hex()}/correct?lang=en", **given)
    assert answer.status_code == 400
    assert words in answer.text
    assert vault.count() == count


def test_only_what_people_record_is_corrected_here(client: Client) -> None:
    vault = _vault(client)
    disclosure = next(iter(vault.claims("disclosure")))
    assert client.get(f"/statements/{disclosure.id.hex()}/correct").status_code == 404
    assert client.get(f"/statements/{'00' * 16}/correct").status_code == 404


def test_what_nobody_types_cannot_be_made_here(client: Client) -> None:
    assert client.get("/statements/new?kind=clearance").status_code == 404
    assert client.get("/statements/new?kind=nonsense").status_code == 404
    assert client.get(f"/statements/new?about={'00' * 16}").status_code == 404
    assert client.submit("/statements/new").status_code == 400
    assert client.submit("/statements/new", kind="draft", p_title="x").status_code == 404


def test_the_field_fits_what_is_told(client: Client) -> None:
    id_ = _someone(_vault(client)).hex()
    assert "<select" in client.get(f"/statements/{id_}/value?prop=sex").text
    assert "<textarea" in client.get(f"/statements/{id_}/value?prop=remark").text
    assert "<input" in client.get(f"/statements/{id_}/value?prop=birth").text
    assert client.get(f"/statements/{id_}/value?prop=nothing").status_code == 404


def test_a_record_offers_what_is_recorded_beside_it(client: Client) -> None:
    id_ = _someone(_vault(client)).hex()
    text = client.get(f"/statements/new?about={id_}").text
    assert f"/statements/new?kind=kin&amp;p_person={id_}" in text
    assert CANARY in client.get(f"/statements/new?kind=kin&p_person={id_}").text


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_strokes_and_a_statement_stands(watched: Watched, served_fresh: Serving, lang: Language) -> None:
    page = watched.open(served_fresh, lang, width=360)
    origin = served_fresh.settings.origin
    page.goto(f"{origin}/search?q={CANARY}")
    page.locator("#rows a").first.click()
    page.keyboard.press("n")
    page.locator("#prop:focus").wait_for()
    page.keyboard.type("3")  # sex, by its number
    page.locator("select#value").wait_for()
    assert axe(page) == []
    assert overflow(page) == 0
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("form button", has_text="기록" if lang == "ko" else "Record it").last.click()
    page.wait_for_url("**/records/*")
    assert page.locator("dl.facts").first.inner_text().strip() != ""


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_record_can_be_written_by_everybody(
    shown: Callable[..., Page], served: Serving, lang: Language
) -> None:
    page = shown(lang, width=360)
    page.goto(f"{served.settings.origin}/search?q={CANARY}")
    page.locator("#rows a").first.click()
    page.wait_for_url("**/records/*")
    page.goto(f"{page.url}/history")
    correct = page.locator("a[href$='/correct']").first.get_attribute("href")
    for path in ("/statements/new", "/statements/new?kind=person", "/statements/new?kind=kin", correct):
        page.goto(f"{served.settings.origin}{path}")
        assert axe(page) == []
        assert overflow(page) == 0
