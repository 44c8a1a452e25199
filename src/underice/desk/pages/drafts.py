"""Drafts: begun, written with their exposure beside them, corrected, said with less. What goes out is in `releases`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from underice.desk import checking, keeping
from underice.desk.answer import page, see_other
from underice.desk.draft_view import shown, ways_view
from underice.desk.request import (
    Form,
    Problem,
    form,
    id_of,
    lang_of,
    maybe_id,
    number,
    text,
    today,
    vault_of,
)
from underice.desk.route import get, post
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.exposure.drafts import Kept


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_UNREAD: dict[str, str] = {
    "binary": _("This file holds no text that can be read here."),
    "empty": _("There is no text in this file."),
    "scanned": _("The pages of this file are pictures; there is no text in them."),
    "encrypted": _("This file is protected by a password."),
    "damaged": _("This file is damaged."),
    "hostile": _("This file would blow up to many times its size, as files that are to harm a computer do."),
    "hwp": _("This is an older HWP file; only HWPX can be read."),
}
LONGEST = 100_000
_TITLE = 200
_EVERY = 10
"""Seconds after which a wording that is only being typed is kept as well."""


def every(request: Request) -> Response:
    """Drafts being written, and those that are done; and the form for a new one."""
    return _every(request, Form({"case": [request.query_params.get("case", "")[:32]]}))


def _every(request: Request, said: Form, *, wrong: str = "") -> Response:
    """The same page. said: what was typed already; wrong: why it was not taken."""
    from underice.exposure.drafts import drafts
    from underice.intake.cases import cases

    vault = vault_of(request)
    found = drafts(vault, None)
    return page(
        request,
        "drafts/every.html",
        open=[one for one in found if one.state == "open"],
        done=[one for one in found if one.state != "open"],
        cases=cases(vault),
        case=said.first("case")[:32],
        day=said.first("published")[:10] or today(request).isoformat(),
        audiences=_audiences(request),
        audience=_audience(said.first("audience")),
        title=said.first("title")[:_TITLE],
        words=said.first("text")[:LONGEST],
        wrong=wrong,
        status=400 if wrong else 200,
    )


def begin(request: Request) -> Response:
    """A new draft, from a text or a file. What cannot be taken is said above the form, and what was typed stays in it."""
    try:
        return _begun(request, form(request))
    except Problem as problem:
        return _every(request, form(request), wrong=problem.message)


def _begun(request: Request, said: Form) -> Response:
    """Keep a new draft and go there. Raises Problem."""
    from underice.exposure.drafts import keep, new

    lang = lang_of(request)
    words = text(said, "text", limit=LONGEST, lang=lang)
    title = text(said, "title", limit=_TITLE, lang=lang)
    upload = said.files.get("file")
    if upload is not None and upload.content:
        words = words or _of_file(request, upload.content, upload.name)
        title = title or upload.name.rpartition(".")[0][:_TITLE]
    first = words.strip().split("\n")[0].lstrip("# ")[:60] if words.strip() else ""
    made = replace(
        new(title or first, words, case=maybe_id(said.first("case")), published=_day(request, said.first("published"))),
        audience=_audience(said.first("audience")),
    )
    kept = keep(vault_of(request), made)
    return see_other(request, f"/drafts/{kept.id.hex()}")


def _of_file(request: Request, content: bytes, name: str) -> str:
    """The text of a document. Raises Problem."""
    from underice.exposure.documents import Refused, read_document

    _ = translation(lang_of(request)).gettext
    try:
        words = read_document(content, name).text
    except Refused as refused:
        why = _(_UNREAD.get(refused.code, _UNREAD["binary"]))
        then = _("Nothing was kept. Save it as plain text, DOCX, ODT, HWPX or PDF with text in it, or paste the text.")
        raise Problem(f"{why} {then}") from None
    if len(words) > LONGEST:
        raise Problem(
            _("This is longer than the {n} characters that can be kept here. Nothing was changed.").format(n=LONGEST)
        )
    return words


def write(request: Request) -> Response:
    """The editor, with what the draft exposes."""
    from underice.exposure.drafts import kept

    draft = kept(vault_of(request), id_of(request))
    return _edit(request, draft)


def _edit(request: Request, draft: Kept, *, said: str = "", status: int = 200) -> Response:
    from underice.intake.cases import cases

    vault = vault_of(request)
    path = f"/drafts/{draft.id.hex()}"
    waiting = keeping.kept(request, f"{path}/check") or keeping.kept(request, path)
    unsaved = waiting.get("text", [""])[0] if waiting else ""
    return page(
        request,
        "drafts/write.html",
        status=status,
        style_nonce=True,
        draft=draft,
        exposed=shown(request, draft),
        ways=ways_view(checking.at_hand(request, draft), lang_of(request)),
        ticket=checking.ticket(request, draft),
        here=draft.id.hex(),
        cases=cases(vault),
        day=(draft.published or today(request)).isoformat(),
        audiences=_audiences(request),
        said=said,
        unsaved=unsaved if unsaved and unsaved != draft.text else "",
    )


def save(request: Request) -> Response:
    """Keep what was typed and show it checked: what the button does where no script runs."""
    from underice.exposure.drafts import Stale, keep

    draft = _typed(request)
    path = f"/drafts/{draft.id.hex()}"
    try:
        keep(vault_of(request), draft)
    except Stale as stale:
        return _edit(request, replace(draft, version=stale.now.version), said=_stale(request), status=409)
    keeping.forget(request, path)
    keeping.forget(request, f"{path}/check")
    return see_other(request, path)


def check(request: Request) -> Response:
    """What the words expose as they stand; asked by the script while one types. Kept now and then."""
    from starlette.responses import JSONResponse

    from underice.exposure.drafts import Stale, keep, kept

    draft = _typed(request)
    now = kept(vault_of(request), draft.id)
    due = form(request).first("keep") == "1" or _clock() - now.saved >= _EVERY
    notice = ""
    if due or draft.version != now.version:
        try:
            draft = keep(vault_of(request), draft)
            notice = translation(lang_of(request)).gettext("Kept.")
        except Stale:
            return JSONResponse({"stop": True, "notice": _stale(request)}, 409)
    found = shown(request, draft)
    answer = page(request, "drafts/exposed.html", draft=draft, exposed=found)
    headline = page(request, "drafts/headline.html", exposed=found)
    return JSONResponse(
        {
            "version": draft.version,
            "kept": bool(notice),
            "notice": notice,
            "marks": [[run.start, run.end, run.weight, run.label] for run in found.runs],
            "html": bytes(answer.body).decode(),
            "headline": bytes(headline.body).decode(),
            "ways": f"/drafts/{draft.id.hex()}/ways/{checking.ticket(request, draft)}",
        }
    )


def ways(request: Request) -> Response:
    """How to say it with less; worked out beside the vault's thread, since it may take seconds."""
    word = str(request.path_params.get("word", ""))[:32]
    found = checking.softened(checking.checks_of(request), word)
    asked = "x-underice-token" in request.headers
    template = "drafts/ways.html" if asked else "drafts/ways_page.html"
    here = id_of(request).hex()
    return page(request, template, ways=ways_view(found, lang_of(request)), ticket=word, here=here)


def reword(request: Request) -> Response:
    """Put one of the offered wordings into the kept text, or all of a way; where no script runs."""
    from underice.exposure.drafts import keep, kept

    said = form(request)
    draft = kept(vault_of(request), id_of(request))
    found = checking.at_hand(request, draft)
    way = number(said.first("way"), least=0, most=2, default=0)
    if found is None or way >= len(found.ways) or said.first("ticket") != checking.ticket(request, draft):
        raise Problem(
            translation(lang_of(request)).gettext("The draft has changed since. Nothing was changed; check it again.")
        )
    changes = found.ways[way].changes
    only = said.first("change")
    if only:
        at = number(only, least=0, most=len(changes), default=0)
        changes = changes[at : at + 1]
    words = draft.text
    for one in reversed(changes):
        words = words[: one.start] + one.new + words[one.end :]
    keep(vault_of(request), replace(draft, text=words))
    return see_other(request, f"/drafts/{draft.id.hex()}")


def aside(request: Request) -> Response:
    """Put a draft aside, or take it up again; nothing is lost either way."""
    from underice.exposure.drafts import keep, kept

    draft = kept(vault_of(request), id_of(request))
    keep(vault_of(request), replace(draft, state="open" if draft.state == "aside" else "aside"))
    return see_other(request, "/drafts")


def _typed(request: Request) -> Kept:
    """The draft as typed on its page: text and settings, on the version they are based on."""
    from underice.exposure.drafts import kept

    said, lang = form(request), lang_of(request)
    draft = kept(vault_of(request), id_of(request))
    words = said.first("text").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(words) > LONGEST:
        text(said, "text", limit=LONGEST, lang=lang)
    # What was cleared is that wording and no other: a changed one is being written again.
    state = "open" if draft.state == "cleared" and words != draft.text else draft.state
    return replace(
        draft,
        state=state,
        text=words,
        title=text(said, "title", limit=_TITLE, lang=lang) or draft.title,
        published=_day(request, said.first("published")) if "published" in said.fields else draft.published,
        audience=_audience(said.first("audience")) if "audience" in said.fields else draft.audience,
        case=maybe_id(said.first("case")) if "case" in said.fields else draft.case,
        version=said.first("version")[:64],
    )


def _day(request: Request, value: str) -> date | None:
    """A day as the browser writes it. Raises Problem."""
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise Problem(
            translation(lang_of(request)).gettext("This is no day of the calendar. Write it as 2026-02-14.")
        ) from None


def _audience(value: str) -> str:
    from underice.exposure.policy import policies

    return value if value in policies() else "public"


def _audiences(request: Request) -> dict[str, str]:
    from underice.exposure.policy import policies

    return {name: one.label[lang_of(request)] for name, one in policies().items()}


def _stale(request: Request) -> str:
    return translation(lang_of(request)).gettext(
        "This draft was changed in another window since. What you typed here was not kept over it: copy it, load the page "
        "again, and put it in."
    )


def _clock() -> int:
    import time

    return int(time.time())


ROUTES = (
    get("/drafts", every),
    post("/drafts", begin, upload=True),
    get("/drafts/{id}", write),
    post("/drafts/{id}", save),
    post("/drafts/{id}/check", check, once=False, fragment=True),
    get("/drafts/{id}/ways/{word}", ways, beside=True),
    post("/drafts/{id}/reword", reword, fragment=True),
    post("/drafts/{id}/aside", aside, fragment=True),
)
