"""Every number behind the counts and comparisons: what it is, its range, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.request import lang_of
from underice.desk.route import get

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """All assumptions, what is believed before anybody narrows it, and what the gate asks for each audience."""
    from underice.decide.page import range_sources, words
    from underice.decide.ranges import parameters, shipped
    from underice.exposure.assumptions import TEXTS, assumptions, describe, source, unit
    from underice.exposure.policy import policies

    lang, known = lang_of(request), assumptions()
    return page(
        request,
        "assumptions/show.html",
        sentences=[(code, describe(code, lang)) for code in TEXTS],
        numbers=[(one, unit(code, lang), source(code, lang)) for code, one in known.items()],
        beliefs=[
            (
                words.group(parameters()[name].group, lang),
                words.belief(name, lang),
                words.amount(name, one.low, lang),
                words.amount(name, one.high, lang),
                one.elicit,
                range_sources.source(name, lang),
            )
            for name, one in shipped().items()
        ],
        policies=policies().values(),
    )


ROUTES = (get("/assumptions", show),)
