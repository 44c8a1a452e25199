"""Runs of a decision: the page with its charts, a run of another day as it was, a run done again, people side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from underice.desk import deciding
from underice.desk.answer import page, see_other
from underice.desk.decision_view import apart, blocks, came
from underice.desk.request import NotFound, Problem, as_id, desk_of, lang_of, today
from underice.desk.route import get, post
from underice.vocabulary.language import Language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.decide.page.page import Page
    from underice.decide.record import Decision
    from underice.decide.result import Cell
    from underice.decide.runs import Again, Run


def run_now(request: Request, decision: Decision, author: str) -> Response:
    """Run a decision on one person's ranges, keep it, and go to its page. Takes seconds: not on the vault's thread.

    Raises CannotRun, Unkept.
    """
    from underice.decide.page.keeping import fresh_seed, keep
    from underice.decide.page.page import page as page_of
    from underice.decide.run import FULL, run

    keeper, lang = desk_of(request).keeper, lang_of(request)
    made = page_of(run(decision.dilemma(author), n=FULL, seed=fresh_seed()), lang, answers=decision.answers)
    kept = keeper.call(lambda: keep(keeper.vault, decision, made, author=author, made=today(request)))
    deciding.remember(request, kept.id, made)
    return see_other(request, f"/decisions/{decision.id.hex()}/runs/{kept.id.hex()}")


def show(request: Request) -> Response:
    """A run: with its charts if they are at hand, else its page as it was kept."""
    return _shown(request, None)


def again(request: Request) -> Response:
    """The run done again from what was kept, and whether it came out the same to the last bit. Nothing is recorded."""
    from underice.decide import runs
    from underice.decide.page.page import page as page_of

    decision = deciding.decision_of(request)
    run = _run(request, decision)
    with deciding.understood(lang_of(request)):
        done = runs.again(run)
    if done.same and done.unchanged:
        deciding.remember(request, run.id, page_of(done.result, lang_of(request), answers=decision.answers))
    return _shown(request, done)


def _run(request: Request, decision: Decision) -> Run:
    id_ = as_id(request.path_params.get("run"))
    found = next((one for one in decision.runs if one.id == id_), None)
    if found is None:
        raise NotFound
    return found


def _shown(request: Request, done: Again | None) -> Response:
    from underice.decide.page.figures import strip_figure
    from underice.decide.page.further import annex

    decision, lang = deciding.decision_of(request), lang_of(request)
    run = _run(request, decision)
    made = _in_language(deciding.at_hand(request, run.id), decision, lang)
    return page(
        request,
        "decisions/run.html",
        decision=decision,
        run=run,
        done=done,
        made=made,
        main=strip_figure(made.result, lang, made.findings.pair) if made is not None else None,
        figures=made.figures() if made is not None else (),
        annex=annex(made.result, made.findings, lang) if made is not None else (),
        kept=tuple(blocks(run.page)) if made is None else (),
    )


def _in_language(made: Page | None, decision: Decision, lang: Language) -> Page | None:
    from underice.decide.page.page import page as page_of

    if made is None or made.view.lang == lang:
        return made
    return page_of(made.result, lang, answers=decision.answers, findings=made.findings)


def side_by_side(request: Request) -> Response:
    """Several people's ranges side by side, what each comes to, and the pool of all as a second view."""
    from underice.decide.elicitation import together
    from underice.decide.pooled import tables_apart
    from underice.decide.run import INSTANT

    decision, lang = deciding.decision_of(request), lang_of(request)
    tables: Mapping[str | None, tuple[Cell, ...]] = {}
    why = ""
    try:
        with deciding.understood(lang):
            tables = tables_apart(decision, n=INSTANT)
    except Problem as problem:  # ranges can be compared all the same
        why = problem.message
    return page(
        request,
        "decisions/apart.html",
        decision=decision,
        views=[apart(together(name, decision.people), lang) for name in decision.asked],
        came=came(decision, tables, lang) if tables else (),
        why=why,
    )


ROUTES = (
    get("/decisions/{id}/runs/{run}", show, beside=True),
    post("/decisions/{id}/runs/{run}", again, beside=True, once=False),
    get("/decisions/{id}/apart", side_by_side, beside=True),
)
