"""History and verification: who recorded what together, the head to keep on paper, and whether all is as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.request import NotFound, asked, form, lang_of, number, text, vault_of
from underice.desk.route import get, post
from underice.people.record_words import plain_value
from underice.vault.errors import VaultError
from underice.vocabulary.kinds import kind, property_of
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from underice.vault.finding import Verification
    from underice.vault.view import Action, HistoryLine
    from underice.vocabulary.language import Language

_PAGE = 30
_LONGEST_HEAD = 300
_SHOWN = 300
_END = 1 << 62


def show(request: Request) -> Response:
    """The head, and the last actions."""
    return _show(request)


@dataclass(frozen=True, slots=True)
class _Said:
    """What was found by verifying or comparing."""

    seen: Verification | None = None
    findings: Sequence[str] = ()
    fits: bool = False
    wrong: str = ""
    line: str = ""


def _show(request: Request, said: _Said = _Said(), status: int = 200) -> Response:
    vault, lang = vault_of(request), lang_of(request)
    before = number(asked(request, "before"), least=1, most=_END, default=_END)
    actions = vault.actions(before, _PAGE)
    return page(
        request,
        "history/show.html",
        status=status,
        said=said,
        head=vault.head(),
        count=vault.count(),
        actions=[(one, moment(one.recorded.at), _note(one, lang), _kinds(one.kinds, lang)) for one in actions],
        older=actions[-1].recorded.bundle if actions and actions[-1].recorded.bundle > 1 else 0,
        first=before == _END,
        page_keys=(("v", translation(lang).gettext("verify everything")),),
    )


def verify(request: Request) -> Response:
    """Verify every page, signature, statement and attachment."""
    from underice.desk.vault_words import finding_words

    seen, lang = vault_of(request).verify(), lang_of(request)
    return _show(request, _Said(seen, [finding_words(one, lang) for one in seen.findings]))


def compare(request: Request) -> Response:
    """Compare a head kept on paper with the history."""
    from underice.desk.vault_words import status_of, words

    line = text(form(request), "line", limit=_LONGEST_HEAD, lang=lang_of(request))
    try:
        vault_of(request).compare_head(line)
    except VaultError as error:
        return _show(request, _Said(wrong=words(error, lang_of(request)), line=line), status_of(error))
    return _show(request, _Said(fits=True))


def one(request: Request) -> Response:
    """What one action recorded."""
    vault, lang = vault_of(request), lang_of(request)
    wanted = number(str(request.path_params["number"]), least=0, most=_END, default=0)
    lines = vault.recorded_in(wanted, _SHOWN)
    if not lines:
        raise NotFound
    (action,) = vault.actions(wanted + 1, 1)
    return page(
        request,
        "history/one.html",
        action=action,
        note=_note(action, lang),
        at=moment(lines[0].recorded.at),
        lines=[(line, *_words(line, lang)) for line in lines],
    )


def head(request: Request) -> Response:
    """The head alone, to be printed."""
    vault = vault_of(request)
    return page(request, "history/head.html", head=vault.head(), count=vault.count(), at=moment_now())


def moment(at: int) -> str:
    """A time of recording as people write it, in this computer's time zone. It is what a clock claimed."""
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def stamp(text: str) -> str:
    """A time as the vault writes it (ISO 8601, UTC), as people write it here; as it stands if it is none."""
    try:
        return moment(int(datetime.fromisoformat(text).timestamp()))
    except ValueError:
        return text


def moment_now() -> str:
    """Now, as people write it."""
    return datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _note(action: Action, lang: Language) -> str:
    """What was noted about an action; the one note that the desk writes by itself, in words."""
    if action.recorded.note == "draft":
        return translation(lang).gettext("kept while writing")
    return action.recorded.note or ""


def _kinds(kinds: Mapping[str, int], lang: Language) -> list[tuple[str, int]]:
    """Kinds by their names, with how many entities of each."""
    return [(_kind(name, lang), count) for name, count in kinds.items()]


def _kind(name: str, lang: Language) -> str:
    if name == "attachment":  # the one kind that the vault makes by itself
        return translation(lang).gettext("Attached file")
    found = kind(name)
    return found.label[lang] if found else name


def _words(line: HistoryLine, lang: Language) -> tuple[str, str, str, bool]:
    """Of a statement: its kind, its property, its value, and whether that is the id of another record."""
    said = line.statement
    prop = property_of(said.kind, said.prop)
    value, refers = said.value, prop is not None and prop.type in ("reference", "file")
    if prop is not None and prop.type in ("choice", "flag", "language") and not line.expunged and value:
        value = plain_value(said, lang)
    return _kind(said.kind, lang), prop.label[lang] if prop else said.prop, value, refers


ROUTES = (
    get("/history", show),
    get("/history/head", head),
    get("/history/verify", show),
    post("/history/verify", verify, once=False),
    get("/history/compare", show),
    post("/history/compare", compare, once=False),
    get("/history/{number}", one),
)
