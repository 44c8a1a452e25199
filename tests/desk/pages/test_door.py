"""The door: the printed link, unlocking, locking by hand and by itself, the first run, recovery."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.applications import Starlette

from tests.desk.conftest import CANARY, PASSPHRASE, Client, Seeded, Watched, axe, opened, overflow, serve_for_a_test
from underice.desk.app import make_app
from underice.desk.serve import Serving
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.vault.vault import Vault
from underice.vocabulary.language import LANGUAGES, Language

NEW = "다섯 마리 거북이 느리게 노래한다"


@pytest.fixture
def empty(settings: Settings, tmp_path: Path) -> Iterator[Client]:
    """A browser at a desk without a vault."""
    app: Starlette = make_app(replace(settings, folder=tmp_path / "none"), Sessions())
    yield Client(app)
    app.state.desk.keeper.close()


def test_the_printed_link_works_once_and_locks_the_vault_when_it_comes_again(client: Client) -> None:
    link = client.desk.sessions.link()
    assert client.fresh().get("/start", params={"link": link}).status_code == 200
    said = client.fresh().get("/start", params={"link": link})
    assert said.status_code == 403
    assert "used before" in said.text
    assert not client.desk.keeper.open


def test_the_link_opened_again_by_the_browser_it_let_in_leads_to_the_desk(client: Client) -> None:
    link = client.desk.sessions.link()
    again = client.fresh()
    again.get("/start", params={"link": link})
    assert again.get("/start", params={"link": link}).status_code == 200
    assert client.desk.keeper.open


@pytest.mark.parametrize("link", ["", "x", "0" * 43])
def test_a_made_up_link_lets_nobody_in(client: Client, link: str) -> None:
    assert client.fresh().get("/start", params={"link": link}).status_code == 403


def test_the_cookie_is_strict_hidden_from_scripts_and_ends_with_the_browser(client: Client) -> None:
    said = client.fresh().get("/start", params={"link": client.desk.sessions.link()}, follow_redirects=False)
    cookie = said.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Max-Age" not in cookie


def test_locking_hides_everything_until_the_passphrase_is_given_again(client: Client) -> None:
    client.submit("/lock")
    shown = client.get("/history")
    assert "선양" not in shown.text
    assert str(shown.url).endswith("/unlock?next=%2Fhistory")
    wrong = client.submit("/unlock", passphrase="wrong words altogether", next="/history")
    assert wrong.status_code == 403
    assert "wrong words" not in wrong.text
    assert not client.desk.keeper.open
    back = client.submit("/unlock", passphrase=PASSPHRASE, next="/history")
    assert str(back.url).endswith("/history")
    assert client.desk.keeper.open


@pytest.mark.parametrize("path", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "x"])
def test_after_unlocking_one_never_comes_out_elsewhere(client: Client, path: str) -> None:
    client.submit("/lock")
    back = client.submit("/unlock", passphrase=PASSPHRASE, next=path)
    assert str(back.url) == f"{client.desk.settings.origin}/"


def test_nothing_a_page_showed_is_kept_by_the_browser(client: Client) -> None:
    for path in ("/", "/history", "/vault", "/unlock"):
        assert client.get(path).headers["cache-control"] == "no-store"


def test_the_vault_locks_itself_and_asks_for_the_passphrase(settings: Settings) -> None:
    app = make_app(settings, Sessions())
    vault = opened(replace(settings, idle=0.05))
    app.state.desk.take(vault)
    client = Client(app)
    vault.lock()  # what the vault's own clock does after so long; its tests tell that it does
    assert "passphrase" in client.get("/history").text
    app.state.desk.keeper.close()


def test_a_form_that_meets_a_locked_vault_is_kept_sealed_and_offered_again(client: Client) -> None:
    client.desk.keeper.lock()
    asked = client.submit("/history/compare", line=f"underice-head {CANARY}")
    assert "/unlock?next=" in str(asked.url)
    (kept,) = next(iter(client.desk.sessions._sessions.values())).kept.values()
    assert CANARY.encode() not in kept
    back = client.submit("/unlock", passphrase=PASSPHRASE, next="/history/compare")
    assert CANARY in back.text
    assert 'action="/history/compare"' in back.text


def test_a_vault_that_another_program_writes_is_not_opened_twice(client: Client) -> None:
    client.desk.keeper.lock()
    with opened(client.desk.settings):
        said = client.submit("/unlock", passphrase=PASSPHRASE)
        assert said.status_code == 409
        assert "Another program" in said.text


def test_the_first_run_makes_a_vault_and_leads_to_recovery(empty: Client) -> None:
    assert str(empty.get("/").url).endswith("/first")
    made = empty.submit("/first", writer="가람", passphrase=NEW, again=NEW)
    assert str(made.url).endswith("/vault/recovery")
    assert empty.desk.keeper.vault.count() == 0
    shares = empty.submit("/vault/recovery", holders="3", needed="2")
    assert shares.text.count('class="words"') == 3
    assert empty.desk.keeper.vault.recoverable


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"writer": "", "passphrase": NEW, "again": NEW}, "under which name"),
        ({"writer": "가람", "passphrase": "short", "again": "short"}, "shorter than"),
        ({"writer": "가람", "passphrase": NEW, "again": f"{NEW}."}, "differ"),
    ],
)
def test_a_first_run_that_is_not_complete_makes_nothing(
    empty: Client, fields: dict[str, str | list[str]], told: str
) -> None:
    said = empty.submit("/first", fields)
    assert said.status_code == 400
    assert told in said.text
    assert NEW not in said.text
    assert not empty.desk.settings.folder.exists()


def test_a_vault_that_is_there_is_never_made_anew(client: Client) -> None:
    client.submit("/lock")
    assert client.submit("/first", writer="가람", passphrase=NEW, again=NEW).status_code == 409
    opened(client.desk.settings).close()


def test_recovery_shares_open_the_vault_with_a_new_passphrase(client: Client) -> None:
    shares = client.desk.keeper.vault.recovery_shares(2, 3)
    client.submit("/lock")
    few = client.submit("/recover", shares=shares[0], passphrase=NEW, again=NEW)
    assert few.status_code == 403
    assert shares[0] not in few.text
    client.submit("/recover", shares="\n".join(shares[:2]), passphrase=NEW, again=NEW)
    assert client.desk.keeper.open
    client.submit("/lock")
    settings = client.desk.settings
    Vault.open(settings.folder, passphrase=NEW, device_dir=settings.device_dir).close()


def test_a_restored_older_state_opens_only_when_it_is_meant(client: Client, seeded: Seeded, tmp_path: Path) -> None:
    client.submit("/vault/backup", target=str(tmp_path / "copy"))
    vault = client.desk.keeper.vault
    said = next(iter(vault.claims("person", ("name",))))
    vault.record([replace(said, id=b"\x02" * 16)])
    asked = client.submit("/vault/restore", source=str(tmp_path / "copy"))
    assert str(asked.url).endswith("/unlock")
    refused = client.submit("/unlock", passphrase=PASSPHRASE)
    assert refused.status_code == 409
    assert 'name="accept"' in refused.text
    client.submit("/unlock", passphrase=PASSPHRASE, accept="1")
    assert client.desk.keeper.open
    assert seeded.case


def test_what_was_kept_is_let_go_once_it_was_sent_or_is_not_wanted(client: Client) -> None:
    session = next(iter(client.desk.sessions._sessions.values()))
    for answer in ("send", "let go"):
        client.submit("/keep?of=/vault&aim=/vault/key", recipient="age1nothing", label="동료")
        client.submit("/lock")
        back = client.submit("/unlock", passphrase=PASSPHRASE, next="/vault")
        assert "age1nothing" in back.text
        assert 'action="/vault/key"' in back.text
        if answer == "send":
            client.submit("/vault/passphrase", _page="/vault", passphrase=NEW, again=NEW)
        else:
            client.submit("/kept", of="/vault")
        assert session.kept == {}
        assert client.get("/kept?of=/vault").status_code == 404


def test_nothing_is_kept_for_an_address_elsewhere(client: Client) -> None:
    client.submit("/keep?of=//elsewhere.example&aim=https://elsewhere.example", label="동료")
    client.submit("/lock")
    back = client.submit("/unlock", passphrase=PASSPHRASE, next="/")
    assert "elsewhere" not in back.text


@pytest.mark.browser
def test_what_was_typed_when_the_vault_locked_itself_is_offered_again(
    watched: Watched, seeded: Seeded, tmp_path: Path
) -> None:
    for serving in serve_for_a_test(replace(seeded.copy(tmp_path), port=0, idle=2.0)):
        page = watched.open(serving, "ko")
        page.goto(f"{serving.settings.origin}/vault")
        page.locator("summary", has_text="동료가").click()
        page.fill("#recipient", "age1afterwards")
        page.wait_for_url("**/unlock?next=**", timeout=15_000)
        assert "age1afterwards" not in page.content()
        page.fill("#passphrase", PASSPHRASE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/kept**")
        assert "age1afterwards" in page.inner_text("main")
        assert axe(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_locked_page_can_be_read_by_everybody_and_going_back_shows_nothing(
    watched: object, shown: Callable[..., Page], served: Serving, lang: Language
) -> None:
    page = shown(lang, width=360)
    page.goto(f"{served.settings.origin}/history")
    page.get_by_role("button", name="잠그기" if lang == "ko" else "Lock").click()
    page.wait_for_url("**/unlock")
    assert axe(page) == []
    assert overflow(page) == 0
    page.go_back()
    page.wait_for_url("**/unlock**")
    assert "선양" not in page.inner_text("body")
    page.fill("#passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/history")
