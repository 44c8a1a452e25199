"""Cases: all of them, and one: its people, what happened, where, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from underice.desk import case_view
from underice.desk.answer import page, see_other
from underice.desk.record_view import record_view
from underice.desk.remembering import OF_OVERVIEW, remembered
from underice.desk.request import NotFound, Problem, as_id, chosen, form, id_of, lang_of, text, today, vault_of
from underice.desk.route import get, post
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.intake.case_people import CasePeople
    from underice.vault.vault import Vault

_REASON = 500
_ANSWERS = ("same", "not_same", "cannot_tell")
_OF_PEOPLE = ("person", "kin", "incident", "identity", "source")


def every(request: Request) -> Response:
    """All cases, open ones first."""
    from underice.intake.cases import cases
    from underice.intake.overview import overview

    vault = vault_of(request)
    seen = remembered(request, "overview", OF_OVERVIEW, overview)
    day = today(request)
    open_ = {one.id for one in seen.cases}
    return page(
        request,
        "cases/every.html",
        cases=[(one, one.days_since(day), one.days_left(day)) for one in seen.cases],
        others=[(id_, title) for id_, title in cases(vault).items() if id_ not in open_],
    )


def show(request: Request) -> Response:
    """One case."""
    vault, id_, lang = vault_of(request), id_of(request), lang_of(request)
    if vault.kind_of(id_) != "incident":
        raise NotFound
    found = people_of(request, id_)
    who = case_view.who_is_who(vault, found, lang)
    nodes, ties = case_view.family(found, who.people if who is not None else (), lang)
    moments = case_view.timeline(vault, id_, lang)
    sites = case_view.places(vault, id_, found, lang)
    return page(
        request,
        "cases/show.html",
        record=record_view(vault, vault.entity(id_), lang, every=False),
        who=who,
        nodes=nodes,
        ties=ties,
        family=case_view.spoken(nodes, ties),
        moments=moments,
        sites=sites,
        place_points=[
            {
                "label": f"{one.label.split(',')[0]} {one.count}",
                "lat": one.lat,
                "lon": one.lon,
                "count": one.count,
                "km": one.km,
            }
            for one in sites
        ],
        drafts=_drafts(vault, id_),
    )


def people_of(request: Request, case: bytes) -> CasePeople | None:
    """Who is who in the case, worked out once until something is recorded about people."""
    from underice.intake.case_people import of_case

    return remembered(request, ("case", case), _OF_PEOPLE, lambda vault: of_case(vault, case))


def _drafts(vault: Vault, case: bytes) -> list[tuple[str, str]]:
    from underice.exposure.drafts import drafts

    return [(one.id.hex(), one.title) for one in drafts(vault) if one.case == case]


def judge(request: Request) -> Response:
    """Record whether two records are one person; it can be taken back."""
    from underice.people import verdicts

    said, lang, vault, case = form(request), lang_of(request), vault_of(request), id_of(request)
    _ = translation(lang).gettext
    one, other = as_id(said.first("one")), as_id(said.first("other"))
    reason = text(said, "reason", limit=_REASON, lang=lang)
    answer = chosen(said, "answer", (*_ANSWERS, "take_back"))
    if not answer:
        raise Problem(_("Say whether it is one person, two, or cannot be told. Nothing was recorded."))
    if not reason:
        raise Problem(_("Say why, so that it can be read years later. Nothing was recorded."))
    try:
        if answer == "take_back":
            verdicts.take_back(vault, one, other, reason)
        else:
            verdicts.give(vault, one, other, cast("verdicts.Answer", answer), reason)
    except verdicts.Refused:
        raise Problem(_("This judgement could not be recorded for these two records. Nothing was changed.")) from None
    return see_other(request, f"/cases/{case.hex()}#questions")


ROUTES = (
    get("/cases", every),
    get("/cases/{id}", show),
    post("/cases/{id}/judge", judge, fragment=True),
)
