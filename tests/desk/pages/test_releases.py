"""The gate on the desk: what speaks against a draft, the signature, and what went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk.pages.test_drafts import begun, field

if TYPE_CHECKING:
    from tests.desk.conftest import Client

HARMLESS = "북한 사람 한 명이 중국에서 붙잡혔다."
EXPOSING = "무산 출신 38세 여성과 아홉 살 아들이 체포됐다."
LOOKED = ["photos", "voices", "metadata", "unsettled", "nobody", "unmodelled"]


def let_out(client: Client, words: str) -> str:
    """A text let out; the address of its clearance."""
    path = f"{begun(client, words)}/release"
    asked = client.submit(path, by="김편집", acknowledge=LOOKED)
    assert asked.status_code == 200
    done = client.submit(path, by="김편집", acknowledge=LOOKED, confirmed=field(asked.text, "confirmed"))
    assert "/clearances/" in done.url.path
    return done.url.path


def test_the_gate_tells_every_reason_against_a_draft_and_records_nothing(client: Client) -> None:
    path = f"{begun(client, EXPOSING)}/release"
    before = client.desk.keeper.vault.count()
    shown = client.get(f"{path}?lang=en").text
    assert "Fewer than 20 households fit these people" in shown
    answer = client.submit(path, by="김편집", acknowledge=LOOKED)
    assert answer.status_code == 409
    assert "Sign it off and let it out" not in answer.text
    assert client.desk.keeper.vault.count() == before


def test_a_text_goes_out_signed_is_recorded_and_can_be_taken_out_once_cleared(client: Client) -> None:
    path = let_out(client, HARMLESS)
    shown = client.get(f"{path}?lang=en").text
    assert "Signed off by 김편집" in shown
    for ending in ("txt", "md", "html"):
        taken = client.get(f"{path}/text.{ending}")
        assert HARMLESS in taken.text
        assert "attachment" in taken.headers["content-disposition"]
    assert "cleared" in client.get("/drafts?lang=en").text


def test_what_was_cleared_cannot_be_taken_out_after_the_vault_was_locked(client: Client) -> None:
    path = let_out(client, HARMLESS)
    desk = client.desk
    from tests.desk.conftest import opened

    desk.keeper.lock()
    assert client.get(f"{path}/text.txt").url.path == "/unlock"
    desk.take(opened(desk.settings))
    assert client.get(f"{path}/text.txt").status_code == 404
    assert HARMLESS in client.get(path).text


def test_nobody_signs_without_a_name(client: Client) -> None:
    path = f"{begun(client, HARMLESS)}/release"
    answer = client.submit(path, by=" ", acknowledge=LOOKED)
    assert answer.status_code == 409
    assert "Say who signs it off." in client.submit(f"{path}?lang=en", by="").text


def test_a_confirmation_of_an_older_wording_lets_nothing_out(client: Client) -> None:
    draft = begun(client, HARMLESS)
    before = client.desk.keeper.vault.count()
    answer = client.submit(f"{draft}/release", by="김편집", acknowledge=LOOKED, confirmed="00" * 16)
    assert answer.status_code == 200
    assert client.desk.keeper.vault.count() == before


@pytest.mark.parametrize("content", [b"", b"not a key", b"{}"])
def test_overriding_needs_a_second_persons_file(client: Client, content: bytes) -> None:
    path = f"{begun(client, EXPOSING)}/release"
    answer = client.submit(
        path, files={"second": ("key.json", content, "application/json")}, by="김편집", override="1", reason="까닭",
        passphrase="x", acknowledge=LOOKED,
    )  # fmt: skip
    assert answer.status_code in (400, 403)


def test_a_second_person_can_override_with_her_own_key(client: Client) -> None:
    from tests.desk.conftest import CHEAP
    from underice.exposure.signing import describe, make, register

    data = make("이동료", "long enough for a test", kdf=CHEAP)
    register(client.desk.keeper.vault, describe(data))
    path = f"{begun(client, EXPOSING)}/release"
    given = {"by": "김편집", "override": "1", "reason": "당사자 가족이 요청함", "passphrase": "long enough for a test"}
    files = {"second": ("key.json", data, "application/json")}
    asked = client.submit(path, files=files, acknowledge=LOOKED, **given)
    assert asked.status_code == 200
    done = client.submit(path, files=files, acknowledge=LOOKED, confirmed=field(asked.text, "confirmed"), **given)
    assert "이동료" in done.text


def test_a_record_that_is_no_clearance_is_not_shown_as_one(client: Client) -> None:
    draft = begun(client, HARMLESS).removeprefix("/drafts/")
    assert client.get(f"/clearances/{draft}").status_code == 404
    assert client.get(f"/clearances/{draft}/text.txt").status_code == 404


def test_what_was_corrected_is_recorded_with_the_clearance(client: Client) -> None:
    draft = begun(client, "미국 시민 한 명이 함께 있었다. 북한 사람 한 명이 중국에서 붙잡혔다.")
    client.submit(
        f"{draft}/corrections", action="tell", words="북한 사람", label="sex", value="f",
        version=field(client.get(draft).text, "version"),
    )  # fmt: skip
    asked = client.submit(f"{draft}/release?lang=en", by="김편집", acknowledge=LOOKED)
    assert "corrected by the editor" in asked.text
    client.submit(f"{draft}/release", by="김편집", acknowledge=LOOKED, confirmed=field(asked.text, "confirmed"))
    vault = client.desk.keeper.vault
    assert any(one.value.startswith("corrections: [") for one in vault.claims("clearance", ("acknowledged",)))


def test_a_cleared_draft_that_is_changed_is_being_written_again(client: Client) -> None:
    let_out(client, HARMLESS)
    path = client.get("/drafts").text.split('href="/drafts/')[1].split('"')[0]
    path = f"/drafts/{path}"
    version = field(client.get(path).text, "version")
    client.submit(path, text=HARMLESS, version=version)
    assert ">cleared<" in client.get("/drafts?lang=en").text
    client.submit(path, text="다른 글입니다.", version=field(client.get(path).text, "version"))
    assert ">cleared<" not in client.get("/drafts?lang=en").text
