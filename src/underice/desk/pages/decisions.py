"""Speak or wait: decisions, and one of them with its checklist, everybody's ranges and the strips that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from underice.desk import deciding
from underice.desk.answer import page, see_other
from underice.desk.decision_view import Kept, chosen, fields
from underice.desk.request import (
    Problem,
    asked,
    desk_of,
    form,
    lang_of,
    text,
    ticked,
    today,
    vault_of,
)
from underice.desk.request import chosen as one_of
from underice.desk.route import get, post
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.decide.page.figures import Figure
    from underice.decide.ranges import Range
    from underice.decide.record import Decision
    from underice.decide.result import Result

_ACTIONS = ("draw", "keep", "run")
_SEED = 1
"""The seed of strips that are drawn while somebody moves a handle: the same futures, so that only beliefs move them."""


def every(request: Request) -> Response:
    """All decisions, the newest first."""
    from underice.decide.page.view import facts
    from underice.decide.record import NotADecision, decisions, load

    vault, lang = vault_of(request), lang_of(request)
    found = []
    for id_ in decisions(vault):
        try:
            one = load(vault, id_)
        except NotADecision:  # a part of it was taken back
            continue
        found.append((one, " · ".join(facts(one.situation, lang)), chosen(vault, one, lang)))
    case = asked(request, "case", limit=32)
    shown = [one for one in found if not case or (one[0].incident is not None and one[0].incident.hex() == case)]
    return page(request, "decisions/every.html", decisions=shown[::-1], case=case, others=len(found) - len(shown))


def show(request: Request) -> Response:
    """One decision. `?of=` says whose ranges; empty for fields as shipped, for somebody who has not seen another's."""
    from underice.decide.run import INSTANT, run

    decision, lang = deciding.decision_of(request), lang_of(request)
    of = _of(decision, request.query_params.get("of"))
    figure: Figure | None = None
    notices: tuple[str, ...] = ()
    why = ""
    if of in decision.authors:
        try:
            with deciding.understood(lang):
                figure, notices = _strips(run(decision.dilemma(of), n=INSTANT, seed=_SEED), request)
        except Problem as problem:  # a transfer that is past by now: the page stays, so that it can be changed
            why = problem.message
    return _shown(request, decision, of, {}, figure, notices, why=why)


def _of(decision: Decision, given: str | None) -> str:
    if given is None:
        return decision.authors[0] if decision.authors else ""
    return given if given in decision.authors else ""


def _shown(
    request: Request,
    decision: Decision,
    of: str,
    sent: Mapping[str, Kept],
    figure: Figure | None,
    notices: tuple[str, ...],
    *,
    by: str = "",
    problem: str = "",
    why: str = "",
) -> Response:
    from underice.decide.checklist import ITEMS, unanswered
    from underice.decide.page import asking
    from underice.decide.page.view import facts

    lang, keeper = lang_of(request), desk_of(request).keeper
    answers = {one.item: one.words for one in decision.answers}
    started = decision.situation.started
    return page(
        request,
        "decisions/show.html",
        status=400 if problem else 200,
        decision=decision,
        facts=facts(decision.situation, lang),
        families=decision.situation.families,
        policies=[one.label_ko if lang == "ko" else one.label_en for one in decision.situation.policies],
        choice=keeper.call(lambda: chosen(keeper.vault, decision, lang)),
        items=[(code, asking.item(code, lang), answers.get(code, "")) for code in ITEMS],
        open=len(unanswered(decision.answers)),
        groups=fields(_standing(decision, of), sent, lang),
        of=of,
        by=by or of,
        figure=figure,
        notices=notices,
        problem=problem,
        why=why,
        counted=started if started is not None and started < today(request) else None,
    )


def _standing(decision: Decision, of: str) -> Mapping[str, Range]:
    """What the fields are filled with: one person's ranges, or the shipped ones."""
    from underice.decide.elicitation import believed

    return believed(decision.people, of)


def redraw(request: Request) -> Response:
    """The strips for what stands in the fields at this moment; nothing is recorded. A script asks, while a handle is moved."""
    from underice.decide.run import FULL, INSTANT

    decision, said = deciding.decision_of(request), form(request)
    n = FULL if ticked(said, "released") else INSTANT
    try:
        figure, notices = _drawn(request, decision, n)
    except Problem as problem:
        return page(request, "decisions/strips.html", figure=None, notices=(), why=problem.message)
    return page(request, "decisions/strips.html", figure=figure, notices=notices, why="")


def _drawn(request: Request, decision: Decision, n: int) -> tuple[Figure, tuple[str, ...]]:
    """A chart of the ranges that were sent. Raises Problem."""
    from underice.decide.run import run

    said, lang = form(request), lang_of(request)
    standing = _standing(decision, _of(decision, said.first("of")))
    with deciding.understood(lang):
        hers = deciding.ranges(standing, deciding.sent(said), "–", today(request))
        result = run(replace(decision.situation, ranges={**standing, **hers}), n=n, seed=_SEED)
    return _strips(result, request)


def _strips(result: Result, request: Request) -> tuple[Figure, tuple[str, ...]]:
    from underice.decide.page import asking
    from underice.decide.page.figures import strip_figure
    from underice.decide.page.rounding import signed

    lang = lang_of(request)
    _ = translation(lang).gettext
    told = dict.fromkeys(asking.problem(one, lang) for one in result.notices)
    drawn = _("{n} sampled futures").format(n=signed(result.n))
    return strip_figure(result, lang), (drawn, *told)


def save(request: Request) -> Response:
    """Draw what stands in the fields, record it as somebody's ranges, or record it and run it."""
    from underice.decide.run import INSTANT

    said, lang = form(request), lang_of(request)
    decision = deciding.decision_of(request)
    action = one_of(said, "action", _ACTIONS) or "draw"
    of, by = _of(decision, said.first("of")), text(said, "by", limit=deciding.NAME, lang=lang)
    try:
        if action == "draw":
            figure, notices = _drawn(request, decision, INSTANT)
            return _shown(request, decision, of, deciding.sent(said), figure, notices, by=by)
        return _recorded(request, decision, of, by, run_it=action == "run")
    except Problem as problem:
        return _shown(request, decision, of, deciding.sent(said), None, (), by=by, problem=problem.message)


def _recorded(request: Request, decision: Decision, of: str, by: str, *, run_it: bool) -> Response:
    from underice.decide.record import believe
    from underice.desk.pages.decision_runs import run_now

    said, lang, keeper = form(request), lang_of(request), desk_of(request).keeper
    _ = translation(lang).gettext
    path = f"/decisions/{decision.id.hex()}"
    with deciding.understood(lang):
        hers = deciding.ranges(_standing(decision, of), deciding.sent(said), by, today(request))
        if hers and not by:
            raise Problem(_("Say whose ranges these are: a range is somebody's. Nothing was recorded."))
        if hers:
            keeper.call(lambda: believe(keeper.vault, decision.id, tuple(hers.values()), by=by, lang=lang))
            decision = deciding.decision_of(request)
        author = by if by in decision.authors else of
        if run_it:
            return run_now(request, decision, author)
    return see_other(request, path, of=author)


def check(request: Request) -> Response:
    """Record answers to the checklist: what was left empty stays open, what was emptied is open again."""
    from underice.decide.checklist import ITEMS, Answer
    from underice.decide.record import answer

    said, lang, vault = form(request), lang_of(request), vault_of(request)
    decision = deciding.decision_of(request)
    by = text(said, "by", limit=deciding.NAME, lang=lang)
    given = [Answer(item, text(said, item, limit=deciding.WORDS, lang=lang)) for item in ITEMS if item in said.fields]
    with deciding.understood(lang):
        answer(vault, decision.id, given, by=by or None)
    return see_other(request, f"/decisions/{decision.id.hex()}#believe")


def count_from_today(request: Request) -> Response:
    """Count the days of a situation from today."""
    from underice.decide.record import moved, situate
    from underice.decide.situation import fit

    decision, lang = deciding.decision_of(request), lang_of(request)
    with deciding.understood(lang):
        situate(vault_of(request), decision.id, fit(moved(decision.situation, today(request))))
    return see_other(request, f"/decisions/{decision.id.hex()}")


ROUTES = (
    get("/decisions", every),
    get("/decisions/{id}", show, beside=True),
    post("/decisions/{id}", save, beside=True),
    post("/decisions/{id}/redraw", redraw, beside=True, once=False, fragment=True),
    post("/decisions/{id}/checklist", check, fragment=True),
    post("/decisions/{id}/today", count_from_today, fragment=True),
)
