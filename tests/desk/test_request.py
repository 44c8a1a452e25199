"""What a handler takes from a request: typed, limited, and nothing on disk."""

import tempfile

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tests.desk.conftest import Client, opened
from underice.desk import answer, app
from underice.desk.request import (
    Form,
    NotFound,
    Problem,
    as_id,
    chosen,
    form,
    inside,
    keepable,
    number,
    text,
    texts,
    ticked,
)
from underice.desk.route import get, post
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.desk.templating import foreign

SAID = Form({"a": ["  one\r\ntwo\x00 ", "three"], "box": ["on"], "empty": [""]})


def test_a_field_comes_without_blanks_at_its_ends_and_with_plain_line_ends() -> None:
    assert text(SAID, "a") == "one\ntwo"
    assert text(SAID, "nothing") == ""
    assert texts(SAID, "a", limit=4) == ("  on", "thre")


def test_what_is_too_long_or_missing_is_told_in_words() -> None:
    with pytest.raises(Problem) as long:
        text(SAID, "a", limit=3)
    assert "3 characters" in long.value.message
    with pytest.raises(Problem) as missing:
        text(SAID, "empty", needed=True)
    assert missing.value.status == 400


def test_choices_boxes_and_numbers_are_what_they_may_be() -> None:
    assert chosen(Form({"a": ["ko"]}), "a", ("ko", "en")) == "ko"
    assert chosen(Form({"a": ["xx"]}), "a", ("ko", "en")) == ""
    assert (ticked(SAID, "box"), ticked(SAID, "a")) == (True, False)
    given = [number(value, least=1, most=9, default=5) for value in ("3", "0", "99", "x", "", "-1", "٣", "9" * 30)]
    assert given == [3, 1, 9, 5, 5, 5, 5, 5]


@pytest.mark.parametrize("value", ["", "x", "0" * 31, "0" * 33, "g" * 32, "A" * 32, None, 5])
def test_what_is_no_id_is_not_found(value: object) -> None:
    with pytest.raises(NotFound):
        as_id(value)


def test_an_id_is_sixteen_bytes() -> None:
    assert as_id("0f" * 16) == b"\x0f" * 16


@pytest.mark.parametrize("path", ["", "x", "//x", "/\\x", "https://x", "/a\nb", "/김", "javascript:1"])
def test_no_path_leads_off_the_desk(path: str) -> None:
    assert inside(path) == "/"
    assert inside("/history?before=3") == "/history?before=3"


def test_a_form_with_a_secret_is_not_kept() -> None:
    assert keepable(Form({"old_passphrase": ["x"], "label": ["y"]})) is None
    assert keepable(Form({"shares": ["x"]})) is None
    assert keepable(Form({"share_2": ["x"], "label": ["y"]})) is None
    assert keepable(Form({"shared_fate.low": ["0"], "returned_share.low": ["30"]})) is not None
    assert keepable(Form({"token": ["x"], "once": ["y"]})) is None
    assert keepable(Form({"token": ["x"], "label": ["y"]})) == {"label": ["y"]}


def test_foreign_words_say_their_language_and_are_escaped() -> None:
    assert foreign("金<英姬", "zh") == '<span lang="zh">金&lt;英姬</span>'
    assert foreign("a<b", None) == "a&lt;b"


def test_an_uploaded_file_is_held_in_memory_under_a_plain_name(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(request: Request) -> Response:
        file = form(request).files["list"]
        return answer.problem(request, f"{file.name}|{len(file.content)}|{text(form(request), 'title')}", 200)

    def no_file(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a temporary file")

    found = list(app.page_routes())
    monkeypatch.setattr(app, "page_routes", lambda: [get("/taken", taken), post("/taken", taken, upload=True), *found])
    made = app.make_app(settings, Sessions())
    made.state.desk.take(opened(settings))
    client = Client(made)
    for name in ("SpooledTemporaryFile", "NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, no_file)
    content = b"\x00\xff" * 1_500_000
    files = {"list": ("..\\..\\명단\u202e.csv", content, "text/csv")}
    assert f"명단.csv|{len(content)}|밤 명단" in client.submit("/taken", files=files, title="밤 명단").text
    large = {"list": ("list.csv", bytes(settings.upload_limit + 1), "text/csv")}
    assert client.submit("/taken", files=large).status_code == 413
    made.state.desk.keeper.close()


def test_a_websocket_is_turned_away(client: Client) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass
