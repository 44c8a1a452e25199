"""One record: a person, a source, a consent … – what each source says of it, its ties, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk.answer import page, see_other
from underice.desk.record_view import events, graph, kin_of, record_view
from underice.desk.remembering import in_public, left_in_words
from underice.desk.request import asked, id_of, lang_of, vault_of
from underice.desk.route import get

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """What stands about a record; of a person also her kin and what is public about her."""
    vault, id_, lang = vault_of(request), id_of(request), lang_of(request)
    entity = vault.entity(id_)
    elsewhere = {"incident": "cases", "draft": "drafts", "clearance": "clearances"}.get(entity.kind)
    if elsewhere is not None and f"/{elsewhere}" in _known(request):
        return see_other(request, f"/{elsewhere}/{id_.hex()}")
    record = record_view(vault, entity, lang, every=bool(asked(request, "all")))
    kin = kin_of(vault, id_, lang) if entity.kind == "person" else ()
    nodes, ties = graph(record.id, record.heading, kin)
    return page(
        request,
        "records/show.html",
        record=record,
        kin=kin,
        nodes=nodes,
        ties=ties,
        public=_public(request, id_) if entity.kind == "person" else None,
    )


def _known(request: Request) -> set[str]:
    """The first parts of paths that have a page for one record."""
    return {route.path.split("/{")[0] for route in request.app.routes if "/{id}" in getattr(route, "path", "")}


def _public(request: Request, id_: bytes) -> tuple[str, tuple[tuple[str, str, str], ...]] | None:
    """How few households what is public leaves, and what it is; None if nothing is."""
    from underice.exposure.report.ledger_words import fact_said, value_said

    known, lang = in_public(request), lang_of(request)
    key = known.key_by_record.get(id_.hex())
    said = known.published.get(key, ()) if key is not None else ()
    if key is None or not said:
        return None
    told = tuple(
        (
            fact_said(one.fact, lang),
            value_said(one.fact, one.value, lang),
            " · ".join(filter(None, (one.date, one.title))),
        )
        for one in said
    )
    return left_in_words(request, key, lang), told


def history(request: Request) -> Response:
    """Every statement ever recorded about a record."""
    vault, id_, lang = vault_of(request), id_of(request), lang_of(request)
    record = record_view(vault, vault.entity(id_), lang, every=False)
    return page(request, "records/history.html", record=record, events=events(vault, vault.history(id_), lang))


ROUTES = (get("/records/{id}", show), get("/records/{id}/history", history))
