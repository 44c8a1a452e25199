"""A form counts once: for a second click, for going back, and across a crash in the middle of being sent."""

import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from tests.desk.conftest import Client, opened
from underice.desk import answer, app
from underice.desk.once import ELSEWHERE, Busy, Once
from underice.desk.request import form, text, vault_of
from underice.desk.route import get, post
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.vocabulary.statement import Statement, new_id


def _note(value: str) -> Statement:
    id_ = new_id()
    return Statement(id_, "note", "text", value, id_)


def _save(request: Request) -> Response:
    said = text(form(request), "note", needed=True)
    if said == "break before":
        raise RuntimeError(said)
    vault_of(request).record([_note(said)])
    return answer.see_other(request, "/noted")


def _show(request: Request) -> Response:
    return answer.problem(request, "noted", 200)


@pytest.fixture
def notes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A desk with one more page, to which notes are sent."""
    own = (get("/noted", _show), post("/noted", _save))
    found = list(app.page_routes())
    monkeypatch.setattr(app, "page_routes", lambda: [*own, *found])
    return Client(_desk(settings))


def _desk(settings: Settings) -> Starlette:
    made = app.make_app(settings, Sessions())
    made.state.desk.take(opened(settings))
    return made


def _notes(client: Client) -> int:
    return sum(1 for _one in client.desk.keeper.vault.entities("note"))


def test_a_form_sent_twice_is_recorded_once_and_answered_alike(notes: Client) -> None:
    before, mark = _notes(notes), Once.mark()
    first = notes.submit("/noted", note="one", once=mark)
    second = notes.submit("/noted", note="one", once=mark)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.url == second.url
    assert _notes(notes) == before + 1


def test_a_form_that_was_refused_can_be_mended_and_sent_again(notes: Client) -> None:
    before, mark = _notes(notes), Once.mark()
    assert notes.submit("/noted", note="", once=mark).status_code == 400
    assert notes.submit("/noted", note="break before", once=mark).status_code == 500
    assert _notes(notes) == before
    notes.submit("/noted", note="two", once=mark)
    assert _notes(notes) == before + 1


def test_a_form_without_a_mark_is_refused(notes: Client) -> None:
    before = _notes(notes)
    assert notes.submit("/noted", note="three", once="").status_code == 403
    assert notes.submit("/noted", note="three", once="../../x y").status_code == 403
    assert _notes(notes) == before


def test_what_was_recorded_before_a_crash_is_not_recorded_again(notes: Client, settings: Settings) -> None:
    mark = Once.mark()
    notes.submit("/noted", note="four", once=mark)
    before = _notes(notes)
    notes.desk.keeper.close()
    again = Client(_desk(settings))
    said = again.submit("/noted", note="four", once=mark)
    assert str(said.url).endswith(ELSEWHERE)
    assert _notes(again) == before


def test_what_a_crash_left_unrecorded_can_be_sent_again_once(notes: Client, settings: Settings) -> None:
    desk, mark, before = notes.desk, Once.mark(), _notes(notes)
    # The crash: the form was begun and the process ended before anything was recorded.
    assert desk.once.begin(mark, desk.keeper.vault) is None
    desk.keeper.close()
    again = Client(_desk(settings))
    again.submit("/noted", note="five", once=mark)
    again.submit("/noted", note="five", once=mark)
    assert _notes(again) == before + 1


def test_a_form_of_an_earlier_run_is_shown_and_can_be_sent_with_its_own_mark(notes: Client) -> None:
    before, mark = _notes(notes), Once.mark()
    shown = notes.submit("/noted", note="six <b>", once=mark, token="of another run")
    assert shown.status_code == 403
    assert "six &lt;b&gt;" in shown.text
    assert mark in shown.text
    assert _notes(notes) == before


def test_a_passphrase_is_never_shown_again(notes: Client) -> None:
    shown = notes.submit("/unlock", passphrase="여섯 마리 고래가 눈 위에", token="of another run")
    assert shown.status_code == 403
    assert "고래" not in shown.text


def test_the_same_form_twice_at_the_same_moment_is_taken_once() -> None:
    once = Once()
    assert once.begin("a-mark-of-it", None) is None
    with pytest.raises(Busy):
        once.begin("a-mark-of-it", None)
    once.undone("a-mark-of-it", None)
    assert once.begin("a-mark-of-it", None) is None
    once.taken("a-mark-of-it", "/there")
    assert once.begin("a-mark-of-it", None) == "/there"


def test_marks_are_kept_for_as_many_forms_as_anybody_goes_back_to(settings: Settings, tmp_path: Path) -> None:
    with opened(settings) as vault:
        once = Once()
        for number in range(520):
            once.begin(f"mark-{number:04}", vault)
        vault.record([_note("later than all of them")])
        later = Once()
        later.recall(vault)
        assert later.begin("mark-0519", vault) == ELSEWHERE
        assert later.begin("mark-0000", vault) is None
    shutil.rmtree(tmp_path / "vault")
