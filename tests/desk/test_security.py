"""Who may ask: another page, another name for this computer, an old token, a path out of the folder, too much at once."""

import tracemalloc
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from tests.desk.conftest import CANARY, Client
from underice.desk import static_files
from underice.desk.request import NotFound
from underice.desk.security import HEADERS, POLICY
from underice.desk.settings import MIB

FORM = {"content-type": "application/x-www-form-urlencoded"}


def _origin(client: Client) -> str:
    return client.desk.settings.origin


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1",
        "localhost:8765",
        "127.0.0.1:8766",
        "[::1]:8765",
        "127.0.0.1:8765.evil",
    ],
)
def test_a_name_that_was_bent_to_this_computer_is_refused(client: Client, host: str) -> None:
    said = client.get("/", headers={"host": host})
    assert said.status_code == 403
    assert "선양" not in said.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"},
    ],
)
def test_a_page_from_elsewhere_reads_nothing(client: Client, headers: dict[str, str]) -> None:
    said = client.get("/", headers=headers)
    assert said.status_code == 403
    assert "선양" not in said.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8765.evil.example"},
        {"origin": "https://127.0.0.1:8765"},
        {"sec-fetch-site": "none"},
        {},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_changes_nothing_even_with_the_right_token(
    client: Client, headers: dict[str, str]
) -> None:
    said = client.post("/lock", data={"token": client.token}, headers=headers)
    assert said.status_code == 403
    assert client.desk.keeper.open


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin"}, {"origin": "null", "sec-fetch-site": "same-origin"}]
)
def test_our_own_forms_are_taken_whatever_a_browser_says_of_the_origin(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/lock", data={"token": client.token}, headers=headers).status_code == 200
    assert not client.desk.keeper.open


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "é" * 20])
def test_a_form_without_our_token_changes_nothing(client: Client, token: str) -> None:
    assert client.submit("/lock", token=token).status_code == 403
    assert client.desk.keeper.open


def test_the_token_of_another_browser_is_not_taken(client: Client) -> None:
    other = client.fresh()
    other.get("/start", params={"link": client.desk.sessions.link()})
    assert other.token != client.token
    assert other.submit("/lock", token=client.token).status_code == 403
    assert client.desk.keeper.open


def test_a_script_of_ours_may_send_the_token_as_a_header(client: Client) -> None:
    headers = {"origin": _origin(client), "x-underice-token": client.token}
    assert client.post("/lock", headers=headers).status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "0" * 43, "é"])
def test_a_made_up_cookie_lets_nobody_in(client: Client, cookie: str) -> None:
    other = client.fresh()
    said = other.get("/", headers={b"cookie": f"underice-8765={cookie}".encode()})
    assert said.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_other_methods_are_not_answered(client: Client, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def test_every_answer_forbids_what_our_pages_do_not_need(client: Client) -> None:
    answers = [client.get("/"), client.get("/nowhere"), client.fresh().get("/"), client.get("/static/desk.css")]
    answers.append(client.submit("/lock", token="x"))
    for said in answers:
        assert said.headers["content-security-policy"] == POLICY.format(nonce="")
        for name, value in HEADERS.items():
            assert said.headers[name] == value
        assert "server" not in said.headers
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py", "/static/..%2f..%2fsettings.py", "/static/%2e%2e/settings.py", "/static//etc/passwd",
        "/static/....//settings.py", "/static/desk.css/../../settings.py", "/static/%00desk.css", "/static/SOURCES.md",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder_of_style_sheets_and_scripts(client: Client, path: str) -> None:
    said = client.get(path)
    assert said.status_code == 404
    assert "dataclass" not in said.text


def test_only_named_files_are_read() -> None:
    assert static_files.read("desk.css").content
    with pytest.raises(NotFound):
        static_files.read("../settings.py")


def _many(total: int) -> Iterator[bytes]:
    block = b"a" * MIB
    yield b"note="
    for _turn in range(total // MIB):
        yield block


def test_what_is_too_large_is_refused_without_being_held(client: Client) -> None:
    headers = {**FORM, "origin": _origin(client)}
    tracemalloc.start()
    said = client.post("/lock", content=_many(64 * MIB), headers=headers)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said.status_code == 413
    assert client.desk.keeper.open
    # The test's own client joins what it sends; the desk holds a form's worth at most.
    assert most < 64 * MIB * 3 + 16 * MIB


def test_an_announced_size_that_is_too_large_is_refused_at_once(client: Client) -> None:
    headers = {**FORM, "origin": _origin(client), "content-length": str(1 << 30)}
    assert client.post("/lock", content=b"a=1", headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/plain", b"token=x"),
        ("application/json", b"{}"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n'),
        ("multipart/form-data; boundary=" + "y" * 5000, b"nothing"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(6000))),
        ("", b"abc"),
    ],
    ids=["text", "json", "no boundary", "no name", "cut", "long boundary", "many fields", "nothing"],
)
def test_what_is_no_form_is_refused_and_not_logged(
    client: Client, caplog: pytest.LogCaptureFixture, kind: str, content: bytes
) -> None:
    said = client.post("/lock", content=content, headers={"content-type": kind, "origin": _origin(client)})
    assert said.status_code in (400, 403)
    assert caplog.records == []
    assert client.desk.keeper.open


def test_a_failure_inside_tells_where_and_nothing_else(
    client: Client, app: Starlette, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_self: object) -> str:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("underice.vault.vault.Vault.head", broken)
    said = client.get("/history")
    assert said.status_code == 500
    assert "E-RuntimeError-desk.pages.history-" in said.text
    assert CANARY not in said.text
    told = capsys.readouterr()
    assert CANARY not in told.out + told.err
    assert "Traceback" not in told.err
    assert app.state.desk.keeper.open


def test_a_failure_outside_of_any_page_is_told_likewise(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_name: str) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(static_files, "read", broken)
    monkeypatch.setattr("underice.desk.templating.static_files.address", lambda name: name)
    said = client.get("/static/desk.css")
    assert said.status_code == 500
    assert CANARY not in said.text + capsys.readouterr().err
