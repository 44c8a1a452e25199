"""Adding what a source says: one statement about a record, or a new record with what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk import entry_view
from underice.desk.answer import page, see_other
from underice.desk.entry_view import PREFIX, Wrong
from underice.desk.request import Form, NotFound, Problem, as_id, asked, form, id_of, lang_of, vault_of
from underice.desk.route import get, post
from underice.people.record_words import heading
from underice.vocabulary.kinds import Kind, Property, kind
from underice.vocabulary.language import translation
from underice.vocabulary.statement import new_id, reference

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.vault.vault import Vault

_FIRST = 7
"""Properties of a new record shown at once; the others are one step away."""
_BESIDE = ("kin", "consent", "action", "outcome", "note")
"""What is often recorded beside a person or a case, and the property that names her, if it can."""


def new(request: Request) -> Response:
    """The form: about one record (`about`), for a new one (`kind`), or the choice between these."""
    if about := asked(request, "about"):
        return _about(request, as_id(about), Form({"prop": [asked(request, "property", limit=60)]}))
    if name := asked(request, "kind"):
        return _whole(request, _kind(name), Form(_given(request)))
    return page(request, "statements/choose.html", kinds=entry_view.recordable(), page_keys=_keys(request))


def _given(request: Request) -> dict[str, list[str]]:
    """Values that the address gives for properties, such as the person whose consent it is."""
    return {
        name: [value[: entry_view.LONGEST]]
        for name, value in request.query_params.items()
        if name.startswith(PREFIX) or name == "source"
    }


def _kind(name: str) -> Kind:
    found = next((one for one in entry_view.recordable() if one.name == name), None)
    if found is None:
        raise NotFound
    return found


def _of_record(vault: Vault, id_: bytes) -> Kind:
    """The kind of a record of which something can be said by hand. Raises NotFound."""
    return _kind(vault.kind_of(id_) or "")


def _keys(request: Request) -> tuple[tuple[str, str], ...]:
    _ = translation(lang_of(request)).gettext
    return ("p", _("choose what is told")), ("v", _("write it")), ("o", _("choose the source"))


def _about(request: Request, id_: bytes, said: Form, wrong: Wrong | None = None) -> Response:
    """The form for one statement about a record."""
    vault, lang = vault_of(request), lang_of(request)
    found = _of_record(vault, id_)
    properties = entry_view.enterable(found)
    chosen = next((one for one in properties if one.name == said.first("prop")), properties[0])
    at, message, choices = (wrong.field, wrong.message, wrong.choices) if wrong is not None else ("", "", ())
    return page(
        request,
        "statements/about.html",
        status=200 if wrong is None else 400,
        about=id_.hex(),
        heading=heading(vault, id_, lang),
        kind=found,
        properties=properties,
        chosen=chosen,
        value=entry_view.field_of(
            vault,
            chosen,
            lang,
            name="value",
            typed=said.first("value"),
            choices=choices,
            wrong=message if at == "value" else "",
        ),
        around=entry_view.around(vault, said, lang, wrong="" if at == "value" else at, message=message),
        own=found.name == "source",
        beside=_beside(vault, id_, found),
        page_keys=_keys(request),
    )


def _beside(vault: Vault, id_: bytes, found: Kind) -> list[tuple[Kind, str]]:
    """What can be recorded beside this record, and where that is done."""
    offered = []
    for name in _BESIDE:
        other = kind(name)
        prop = _naming(other, found.name) if other is not None else None
        if other is not None and prop is not None:
            offered.append((other, f"/statements/new?kind={name}&{PREFIX}{prop.name}={id_.hex()}"))
    return offered


def _naming(other: Kind, name: str) -> Property | None:
    """The first property of a kind that can name a record of another."""
    return next((one for one in other.properties.values() if name in one.to), None)


def value(request: Request) -> Response:
    """The field for a value, once its property is chosen: what a script asks for."""
    vault, id_, lang = vault_of(request), id_of(request), lang_of(request)
    found = _of_record(vault, id_)
    prop = next((one for one in entry_view.enterable(found) if one.name == asked(request, "prop", limit=60)), None)
    if prop is None:
        raise NotFound
    return page(request, "statements/value.html", value=entry_view.field_of(vault, prop, lang, name="value"))


def _whole(request: Request, found: Kind, said: Form, wrong: Wrong | None = None) -> Response:
    """The form for a new record of a kind."""
    vault, lang = vault_of(request), lang_of(request)
    at, message, choices = (wrong.field, wrong.message, wrong.choices) if wrong is not None else ("", "", ())
    fields = [
        entry_view.field_of(
            vault,
            prop,
            lang,
            name=f"{PREFIX}{prop.name}",
            typed=said.first(f"{PREFIX}{prop.name}"),
            choices=choices if at == f"{PREFIX}{prop.name}" else (),
            wrong=message if at == f"{PREFIX}{prop.name}" else "",
        )
        for prop in entry_view.enterable(found)
    ]
    wanted = [one for one in fields[_FIRST:] if one.typed or one.wrong]
    return page(
        request,
        "statements/whole.html",
        status=200 if wrong is None else 400,
        kind=found,
        first=[*fields[:_FIRST], *wanted],
        more=[one for one in fields[_FIRST:] if one not in wanted],
        around=entry_view.around(vault, said, lang, wrong="" if at.startswith(PREFIX) else at, message=message),
        nothing=message if not at else "",
        own=found.name == "source",
        page_keys=_keys(request),
    )


def add(request: Request) -> Response:
    """Record what was said, as one action; the record's page then shows what contradicts it."""
    said = form(request)
    if about := said.first("about"):
        return _add_one(request, as_id(about), said)
    if name := said.first("kind"):
        return _add_whole(request, _kind(name), said)
    raise Problem(translation(lang_of(request)).gettext("Choose of what something is told. Nothing was recorded."))


def _add_one(request: Request, id_: bytes, said: Form) -> Response:
    vault, lang = vault_of(request), lang_of(request)
    _ = translation(lang).gettext
    found = _of_record(vault, id_)
    prop = next((one for one in entry_view.enterable(found) if one.name == said.first("prop")), None)
    words = said.first("value").replace("\r\n", "\n").strip()
    try:
        if prop is None or not words:
            raise Wrong(_("nothing was written."), "value")
        held, made = entry_view.frame(vault, said, lang, own=id_ if found.name == "source" else None)
        statement = entry_view.entered(vault, id_, found, prop, words, held, lang, name="value")
    except Wrong as wrong:
        return _about(request, id_, said, wrong)
    vault.record([*made, statement])
    return see_other(request, f"/records/{id_.hex()}")


def _add_whole(request: Request, found: Kind, said: Form) -> Response:
    vault, lang = vault_of(request), lang_of(request)
    _ = translation(lang).gettext
    entity = new_id()
    try:
        held, made = entry_view.frame(vault, said, lang, own=entity if found.name == "source" else None)
        statements = list(entry_view.several(vault, found, said, held, entity, lang))
        if not statements:
            raise Wrong(_("Nothing was written. Nothing was recorded."))
    except Wrong as wrong:
        return _whole(request, found, said, wrong)
    vault.record([*made, *statements])
    return see_other(request, f"/records/{_led(vault, found, said, entity).hex()}")


def _led(vault: Vault, found: Kind, said: Form, entity: bytes) -> bytes:
    """Where one looks next: at the person of a kin tie or a consent, else at the new record itself."""
    if found.name in ("kin", "consent"):
        person = reference(said.first(f"{PREFIX}person"))
        if person is not None and vault.kind_of(person) == "person":
            return person
    return entity


ROUTES = (
    get("/statements/new", new),
    post("/statements/new", add),
    get("/statements/{id}/value", value),
)
