"""Correcting one statement: another takes its place, or it is taken back. The history keeps both, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.desk import entry_view
from underice.desk.answer import page, see_other
from underice.desk.entry_view import Wrong
from underice.desk.request import Form, NotFound, Problem, chosen, form, id_of, lang_of, text, vault_of
from underice.desk.route import get, post
from underice.people.record_words import Namer
from underice.vault.errors import VaultError
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.vault.vault import Vault
    from underice.vocabulary.kinds import Kind, Property
    from underice.vocabulary.statement import Statement

_REASON = 500


@dataclass(frozen=True, slots=True)
class _Standing:
    """A statement that stands, with its kind and property."""

    statement: Statement
    kind: Kind
    prop: Property


def _standing(request: Request) -> _Standing:
    """The statement of the path. Raises NotFound, UnknownId, Problem if it stands no more."""
    vault, id_ = vault_of(request), id_of(request)
    one = vault.statement(id_)
    found = next((kind for kind in entry_view.recordable() if kind.name == one.kind), None)
    prop = property_of(one.kind, one.prop)
    if found is None or prop is None:
        raise NotFound
    if not any(line.statement.id == id_ and line.stands for line in vault.history(one.entity)):
        _ = translation(lang_of(request)).gettext
        raise Problem(_("This statement no longer stands: it was replaced or taken back. Nothing was changed."), 409)
    return _Standing(one, found, prop)


def show(request: Request) -> Response:
    """The statement, and the forms that replace it or take it back."""
    one = _standing(request)
    return _show(request, one, _as_it_stands(one.statement))


def _as_it_stands(one: Statement) -> Form:
    """The statement as if it had just been typed, so that what is not changed stays."""
    typed = {
        "value": one.value,
        "source": one.source.hex(),
        "said": one.said_at,
        "confidence": None if one.confidence is None else str(one.confidence),
        "locator": one.locator,
        "held_from": one.held_from,
        "held_to": one.held_to,
        "sensitivity": str(one.sensitivity),
        "consent": one.consent.hex() if one.consent is not None else None,
    }
    return Form({name: [words] for name, words in typed.items() if words})


def _show(request: Request, standing: _Standing, said: Form, wrong: Wrong | None = None) -> Response:
    vault, lang = vault_of(request), lang_of(request)
    one = standing.statement
    namer = Namer(vault, lang)
    at, message, choices = (wrong.field, wrong.message, wrong.choices) if wrong is not None else ("", "", ())
    return page(
        request,
        "statements/correct.html",
        status=200 if wrong is None else 400,
        one=one.id.hex(),
        about=one.entity.hex(),
        heading=namer.heading(one.entity),
        label=standing.prop.label[lang],
        standing=namer.value(one),
        standing_lang=one.lang or "",
        source=namer.heading(one.source),
        replaced=_replaced(vault, one, namer),
        can_replace=standing.prop in entry_view.enterable(standing.kind),
        value=entry_view.field_of(
            vault,
            standing.prop,
            lang,
            name="value",
            typed=said.first("value"),
            choices=choices,
            wrong=message if at == "value" else "",
        ),
        around=entry_view.around(vault, said, lang, wrong="" if at == "value" else at, message=message),
        own=standing.kind.name == "source",
        reason=said.first("reason"),
        page_keys=[("v", translation(lang).gettext("write it"))],
    )


def _replaced(vault: Vault, one: Statement, namer: Namer) -> str:
    """The value of the statement that this one replaced, in words; "" if it replaced none or that is gone."""
    if one.target is None or one.act != "supersede":
        return ""
    try:
        return namer.value(vault.statement(one.target))
    except VaultError:
        return ""


def correct(request: Request) -> Response:
    """Replace the statement or take it back, as one action with its reason."""
    one, said, lang, vault = _standing(request), form(request), lang_of(request), vault_of(request)
    _ = translation(lang).gettext
    act = chosen(said, "act", ("replace", "take_back"))
    reason = text(said, "reason", limit=_REASON, lang=lang)
    entity = one.statement.entity
    own = entity if one.kind.name == "source" else None
    try:
        if not act or not reason:
            raise Wrong(_("Say why, so that it can be read years later."), "reason")
        if act == "take_back":
            vault.record([_taken_back(one.statement)], note=reason)
        else:
            _replace(request, one, said, own, reason)
    except Wrong as wrong:
        return _show(request, one, said, wrong)
    return see_other(request, f"/records/{entity.hex()}/history")


def _taken_back(one: Statement) -> Statement:
    from underice.people.recording import Frame, retraction

    return retraction(one, Frame(one.source))


def _replace(request: Request, one: _Standing, said: Form, own: bytes | None, reason: str) -> None:
    """Record another statement in the place of this one. Raises Wrong."""
    vault, lang = vault_of(request), lang_of(request)
    words = said.first("value").replace("\r\n", "\n").strip()
    if not words or one.prop not in entry_view.enterable(one.kind):
        raise Wrong(translation(lang).gettext("nothing was written."), "value")
    held, made = entry_view.frame(vault, said, lang, own=own)
    statement = entry_view.entered(
        vault,
        one.statement.entity,
        one.kind,
        one.prop,
        words,
        held,
        lang,
        name="value",
        target=one.statement.id,
    )
    vault.record([*made, statement], note=reason)


ROUTES = (get("/statements/{id}/correct", show), post("/statements/{id}/correct", correct))
