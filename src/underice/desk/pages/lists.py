"""A list of people comes in: pasted or as a file, looked at, decided upon, recorded as one action, taken back if wrong."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from underice.desk import keeping, list_view
from underice.desk.answer import page, see_other
from underice.desk.request import (
    Form,
    NotFound,
    Problem,
    asked,
    chosen,
    desk_of,
    form,
    id_of,
    lang_of,
    number,
    text,
    texts,
    today,
    vault_of,
)
from underice.desk.route import get, post
from underice.vocabulary.entering import date_said
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from underice.intake.importing import Judged
    from underice.intake.model import Intake
    from underice.intake.preview import Preview
    from underice.intake.undoing import Import
    from underice.people.verdicts import Answer

LONGEST = 1_000_000
_TITLE = 200
_REASON = 500
_ANSWERS = ("same", "not_same", "cannot_tell")
_LANGUAGES = ("ko", "zh", "en")
_ENCODINGS = ("utf-8", "cp949", "gb18030", "utf-16-le", "big5", "shift_jis", "cp1252")
_HELD = 3
"""Lists looked at and not yet recorded that are held at a time, in memory only."""
_RECENT = 5
_SHOWN = 100
_PASTE = "/lists/new"
_MOST_BUNDLES = 1 << 40


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """A list that is being looked at: as it came, how it is to be read, what it becomes. case: chosen at first."""

    content: bytes
    name: str
    case: str
    seen: Preview
    encoding: str = ""
    language: str = ""
    date: str = ""


def new(request: Request) -> Response:
    """The form: paste, or choose a file."""
    return _new(request, Form({"case": [asked(request, "case", limit=32)]}))


def _new(request: Request, said: Form, *, wrong: str = "") -> Response:
    from underice.intake.undoing import imports

    vault = vault_of(request)
    waiting = keeping.kept(request, _PASTE) or {}
    return page(
        request,
        "lists/new.html",
        status=400 if wrong else 200,
        wrong=wrong,
        words=said.first("text") or (waiting.get("text") or [""])[0],
        case=said.first("case"),
        recent=[(one, _when(one.at)) for one in imports(vault, _RECENT)],
        limit=desk_of(request).settings.upload_limit // (1 << 20),
        page_keys=_keys(request, "t", "f"),
    )


def _when(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


def _keys(request: Request, *keys: str) -> list[tuple[str, str]]:
    _ = translation(lang_of(request)).gettext
    words = {"t": _("paste the list"), "f": _("choose a file"), "c": _("choose the case"), "r": _("record the list")}
    return [(key, words[key]) for key in keys]


def look(request: Request) -> Response:
    """Read what was pasted or sent, and go and look at it. Nothing is recorded."""
    said, lang = form(request), lang_of(request)
    _ = translation(lang).gettext
    upload = said.files.get("file")
    words = text(said, "text", limit=LONGEST, lang=lang)
    if upload is not None and upload.content:
        content, name = upload.content, upload.name
    elif words:
        content, name = words.encode(), ""
    elif upload is not None and upload.name:
        return _new(request, said, wrong=_("This file is empty. Nothing was kept."))
    else:
        return _new(request, said, wrong=_("Paste a list, or choose a file. Nothing was kept."))
    try:
        seen = _read(request, content, name)
    except Problem as problem:
        return _new(request, said, wrong=problem.message)
    if name == "":
        keeping.keep(request, Form({"text": [words], "case": [said.first("case")]}), under=_PASTE)
    token = _hold(request, Held(content, name, said.first("case")[:32], seen))
    return see_other(request, f"/lists/held/{token}")


def _read(
    request: Request, content: bytes, name: str, encoding: str = "", language: str = "", date: str = ""
) -> Preview:
    """What a list becomes. Raises Problem if it is none."""
    from underice.intake.preview import preview_for

    intake = _intake(request, content, name, encoding, language, date)
    return preview_for(intake, vault_of(request), today=today(request).isoformat())


def _intake(request: Request, content: bytes, name: str, encoding: str, language: str, date: str) -> Intake:
    from underice.intake.list_words import what_words
    from underice.intake.reading import NotAList, read

    lang = lang_of(request)
    _ = translation(lang).gettext
    try:
        return read(content, name=name, encoding=encoding or None, lang=language or None, date=date or None)
    except NotAList as refused:
        if refused.why == "too-large":
            raise Problem(
                _("This is larger than {n} MB. Nothing was kept. Split it into smaller lists and take each.").format(
                    n=refused.limit // (1 << 20)
                )
            ) from None
        what = what_words(refused, lang)
        raise Problem(_("This cannot be read as a list. {what} Nothing was kept.").format(what=what)) from None


def _all_held(request: Request) -> dict[str, Held]:
    return cast("dict[str, Held]", desk_of(request).keeper.memory.setdefault("lists", {}))


def _hold(request: Request, held: Held) -> str:
    """Hold a list until the vault locks, at most a few at a time; the name it is held under."""
    token = secrets.token_hex(16)
    lists = _all_held(request)
    lists[token] = held
    while len(lists) > _HELD:
        lists.pop(next(iter(lists)))
    return token


def _held(request: Request) -> tuple[str, Held]:
    """The list that is looked at. Raises Problem if it is held no more."""
    token = id_of(request).hex()
    held = _all_held(request).get(token)
    if held is None:
        _ = translation(lang_of(request)).gettext
        raise Problem(
            _("This list is no longer held: it was recorded, or the vault was locked since. Give it once more."), 404
        )
    return token, held


def show(request: Request) -> Response:
    """What the list becomes: every row, everybody in it, who each may be. Nothing is recorded yet."""
    return _show(request, *_held(request), Form())


def _show(request: Request, token: str, held: Held, said: Form, *, wrong: str = "") -> Response:
    from underice.intake.cases import cases

    lang = lang_of(request)
    known = cases(vault_of(request))
    case = said.first("case") or held.case
    if not case and len(known) == 1 and not said.first("new_case"):
        case = next(iter(known)).hex()
    return page(
        request,
        "lists/look.html",
        status=400 if wrong else 200,
        token_of_list=token,
        shown=list_view.list_shown(held.seen, lang),
        held=held,
        wrong=wrong,
        cases=[(id_.hex(), title) for id_, title in known.items()],
        case=case,
        new_case=said.first("new_case"),
        title=said.first("title"),
        called=_called(request, held),
        typed={name: values[0] for name, values in said.fields.items() if values},
        answers=_answers(lang),
        leave=texts(said, "leave", limit=40),
        encodings=tuple(dict.fromkeys((*held.seen.intake.encodings, *_ENCODINGS))),
        languages=_language_names(lang),
        page_keys=_keys(request, "c", "r"),
    )


def _called(request: Request, held: Held) -> str:
    """What a list is called if nobody says: by its own short title or file, else as what came on a day."""
    from underice.desk.dates import day_words
    from underice.intake.statements import title_of

    lang = lang_of(request)
    words = translation(lang).gettext("Pasted list of {day}").format(day=day_words(today(request), lang))
    return title_of(held.seen.intake, "", words)


def _answers(lang: Language) -> list[tuple[str, str]]:
    _ = translation(lang).gettext
    return [
        ("", _("decide later")),
        ("same", _("one person")),
        ("not_same", _("two people")),
        ("cannot_tell", _("cannot be told")),
    ]


def _language_names(lang: Language) -> list[tuple[str, str]]:
    _ = translation(lang).gettext
    return [("ko", _("Korean")), ("zh", _("Chinese")), ("en", _("English"))]


def read_again(request: Request) -> Response:
    """Read the same list with another encoding, language or day."""
    token, held = _held(request)
    said, lang = form(request), lang_of(request)
    _ = translation(lang).gettext
    encoding = chosen(said, "encoding", tuple(dict.fromkeys((*held.seen.intake.encodings, *_ENCODINGS))))
    language = chosen(said, "language", _LANGUAGES)
    words = text(said, "date", limit=60, lang=lang)
    date = date_said(words) if words else ""
    if date is None:
        return _show(request, token, held, said, wrong=_("This is no date. The list was not read again."))
    seen = _read(request, held.content, held.name, encoding, language, date)
    _all_held(request)[token] = replace(held, seen=seen, encoding=encoding, language=language, date=date)
    return see_other(request, f"/lists/held/{token}")


def record(request: Request) -> Response:
    """Record the list as one action, with what was decided."""
    from underice.intake.importing import record as record_list
    from underice.intake.leaving_out import leaving_out

    token, held = _held(request)
    said, lang, vault = form(request), lang_of(request), vault_of(request)
    _ = translation(lang).gettext
    if not list_view.list_shown(held.seen, lang).ready:
        return _show(request, token, held, said, wrong=_("There is nothing new in this list. Nothing was recorded."))
    new_case = text(said, "new_case", limit=_TITLE, lang=lang)
    case = said.first("case")
    id_ = bytes.fromhex(case) if not new_case and len(case) == 32 and set(case) <= set("0123456789abcdef") else None
    if not new_case and (id_ is None or vault.kind_of(id_) != "incident"):
        return _show(
            request, token, held, said, wrong=_("Choose a case, or write a title for a new one. Nothing was recorded.")
        )
    done = record_list(
        leaving_out(held.seen.intake, texts(said, "leave", limit=40)),
        vault,
        case=id_,
        new_case=new_case or None,
        title=text(said, "title", limit=_TITLE, lang=lang) or _called(request, held),
        original=held.content,
        today=today(request),
        judged=_judged(held.seen, said, lang),
    )
    _all_held(request).pop(token, None)
    keeping.forget(request, _PASTE)
    return see_other(request, f"/lists/{done.bundle}")


def _judged(seen: Preview, said: Form, lang: Language) -> Sequence[Judged]:
    """What was decided of the people of the list, each with its reason: the one written, else what speaks for it."""
    from underice.intake.importing import Judged

    _ = translation(lang).gettext
    found = []
    for ref, other, told in list_view.pairs(seen, lang):
        name = list_view.field_name(ref, other)
        answer = chosen(said, name, _ANSWERS)
        if answer:
            why = text(said, f"why:{name}", limit=_REASON, lang=lang)
            reason = why or told or _("compared when the list came in")
            found.append(Judged(ref, other, cast("Answer", answer), reason))
    return found


def done(request: Request) -> Response:
    """What an import recorded, how many people that makes of the case, and the button that takes it back."""
    return _done(request)


def _done(request: Request, *, wrong: str = "") -> Response:
    from underice.intake.case_people import of_case
    from underice.intake.list_words import people_words
    from underice.people.record_words import heading

    vault, lang = vault_of(request), lang_of(request)
    one = _import(request)
    found = of_case(vault, one.case) if one.case is not None and one.standing else None
    return page(
        request,
        "lists/done.html",
        status=400 if wrong else 200,
        wrong=wrong,
        one=one,
        when=_when(one.at),
        case=one.case.hex() if one.case is not None else "",
        case_title=heading(vault, one.case, lang) if one.case is not None else "",
        people=[(id_.hex(), heading(vault, id_, lang)) for id_ in one.people[:_SHOWN]],
        told=people_words(found, lang) if found is not None else "",
    )


def _import(request: Request) -> Import:
    """The import of the path. Raises NotFound."""
    from underice.intake.undoing import NoImport, imported

    try:
        return imported(vault_of(request), _bundle(request))
    except NoImport:
        raise NotFound from None


def _bundle(request: Request) -> int:
    return number(request.path_params.get("bundle", ""), least=0, most=_MOST_BUNDLES, default=0)


def take_back(request: Request) -> Response:
    """Take an import back, as one action; the reason is kept with it."""
    from underice.intake.undoing import undo

    said, lang, vault = form(request), lang_of(request), vault_of(request)
    _ = translation(lang).gettext
    one = _import(request)
    reason = text(said, "reason", limit=_REASON, lang=lang)
    if not reason:
        return _done(request, wrong=_("Say why, so that it can be read years later. Nothing was recorded."))
    undo(vault, one.bundle, note=reason)
    return see_other(request, f"/lists/{one.bundle}")


ROUTES = (
    get("/lists/new", new),
    post("/lists/new", look, upload=True, once=False),
    get("/lists/held/{id}", show),
    post("/lists/held/{id}", record),
    get("/lists/held/{id}/again", show),
    post("/lists/held/{id}/again", read_again, once=False),
    get("/lists/{bundle}", done),
    get("/lists/{bundle}/undo", done),
    post("/lists/{bundle}/undo", take_back),
)
