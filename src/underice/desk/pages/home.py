"""The first page: what waits tonight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.request import lang_of, today, vault_of
from underice.desk.route import get
from underice.vocabulary.kinds import property_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Open cases with their days, questions, and people of lists whom nobody has matched."""
    from underice.intake.overview import overview

    seen = overview(vault_of(request))
    day, lang = today(request), lang_of(request)
    types = property_of("incident", "type")
    return page(
        request,
        "home/show.html",
        cases=[(one, one.days_since(day), one.days_left(day)) for one in seen.cases],
        questions=seen.questions,
        unjudged=[one for one in seen.cases if one.unjudged],
        types={key: words[lang] for key, words in types.options.items()} if types else {},
    )


ROUTES = (get("/", show),)
