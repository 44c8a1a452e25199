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

    from underice.decide.forecasts import Forecast
    from underice.vault.vault import Vault

_MOST, _BEGINNING = 12, 60
_OF_DECISIONS = ("decision",)


def show(request: Request) -> Response:
    """Open cases with their days, drafts, questions, decisions, and people of lists whom nobody has matched."""
    from underice.exposure.drafts import drafts
    from underice.intake.cases import cases
    from underice.intake.overview import overview

    vault = vault_of(request)
    seen = remembered(request, "overview", OF_OVERVIEW, overview)
    day, lang = today(request), lang_of(request)
    types = property_of("incident", "type")
    titles = cases(vault)
    open_drafts = drafts(vault)
    return page(
        request,
        "home/show.html",
        cases=[(one, one.days_since(day), one.days_left(day)) for one in seen.cases],
        questions=seen.questions,
        drafts=[
            (one.id.hex(), one.title or one.text[:_BEGINNING], titles.get(one.case or b"", ""), one.published)
            for one in open_drafts[:_MOST]
        ],
        more_drafts=max(0, len(open_drafts) - _MOST),
        decisions=remembered(request, "open decisions", _OF_DECISIONS, _open_decisions),
        forecasts=[
            (one.decision.hex(), one.question)
            for one in remembered(request, "forecasts", ("forecast",), _unresolved)
            if one.due(day)
        ][:_MOST],
        unjudged=[one for one in seen.cases if one.unjudged],
        types={key: words[lang] for key, words in types.options.items()} if types else {},
    )


def _open_decisions(vault: Vault) -> tuple[tuple[str, str], ...]:
    """Decisions in which nothing is chosen yet, the newest first: id and title."""
    if next(vault.entities("decision"), None) is None:
        return ()
    from underice.decide.record import NotADecision, decisions, load

    found = []
    for id_ in reversed(tuple(decisions(vault))):
        try:
            one = load(vault, id_)
        except NotADecision:  # a part of it was taken back
            continue
        if one.choice is None:
            found.append((id_.hex(), one.title))
    return tuple(found[:_MOST])


def _unresolved(vault: Vault) -> tuple[Forecast, ...]:
    if next(vault.entities("forecast"), None) is None:
        return ()
    from underice.decide.forecasts import forecasts

    return tuple(one for one in forecasts(vault) if not one.known)


ROUTES = (get("/", show),)
