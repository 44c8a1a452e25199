"""The first page: what waits tonight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.remembering import OF_OVERVIEW, remembered
from underice.desk.request import lang_of, today, vault_of
from underice.desk.route import get
from underice.vocabulary.kinds import property_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_MOST, _BEGINNING = 12, 60


def show(request: Request) -> Response:
    """Open cases with their days, drafts, questions, and people of lists whom nobody has matched."""
    from underice.exposure.drafts import drafts
    from underice.intake.overview import overview

    vault = vault_of(request)
    seen = remembered(request, "overview", OF_OVERVIEW, overview)
    day, lang = today(request), lang_of(request)
    types = property_of("incident", "type")
    return page(
        request,
        "home/show.html",
        cases=[(one, one.days_since(day), one.days_left(day)) for one in seen.cases],
        questions=seen.questions,
        drafts=[(one.id.hex(), one.title or one.text[:_BEGINNING]) for one in drafts(vault)[:_MOST]],
        unjudged=[one for one in seen.cases if one.unjudged],
        types={key: words[lang] for key, words in types.options.items()} if types else {},
    )


ROUTES = (get("/", show),)
