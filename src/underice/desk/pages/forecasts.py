"""Forecasts: what somebody expects of a decision, what came, and how good forecasts were. Scores belong to forecasts only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from underice.desk import deciding
from underice.desk.answer import page, see_other
from underice.desk.request import Form, NotFound, Problem, as_id, form, lang_of, text, texts, today, vault_of
from underice.desk.route import get, post
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.decide.forecasts import AnswerCode, Forecast, Resolution
    from underice.decide.record import Decision
    from underice.vault.vault import Vault

_FIELDS = ("question", "form", "probability", "low", "high", "resolve_by", "resolver", "by")
_NUMBER, _DAY, _MOST_OUTCOMES = 24, 10, 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A forecast in words. said: who said what; came: what came and its score. due: it should be known by now."""

    id: str
    decision: str
    title: str
    question: str
    said: str
    came: str
    remark: str
    counts: bool
    known: bool
    due: bool


def of_decision(request: Request) -> Response:
    """The forecasts of one decision, and the form for one more."""
    return _of_decision(request, Form(), "")


def _of_decision(request: Request, said: Form, problem: str) -> Response:
    from underice.decide.forecasts import forecasts
    from underice.decide.page.scores import summary_lines

    decision, vault, lang = deciding.decision_of(request), vault_of(request), lang_of(request)
    found = forecasts(vault, decision.id)
    return page(
        request,
        "decisions/forecasts.html",
        status=400 if problem else 200,
        decision=decision,
        forecasts=_shown(found, {}, today(request), lang),
        summary=tuple(summary_lines(found, lang)) if found else (),
        outcomes=_outcomes(vault, decision, lang),
        given={name: said.first(name)[: deciding.WORDS] for name in _FIELDS},
        problem=problem,
        day=today(request).isoformat(),
    )


def _shown(found: Sequence[Forecast], titles: dict[bytes, str], day: date, lang: Language) -> list[Shown]:
    from underice.decide.page.scores import came_line, forecast_line

    return [
        Shown(
            one.id.hex(), one.decision.hex(), titles.get(one.decision, ""), one.question, forecast_line(one, lang),
            came_line(one, lang), one.resolution.remark if one.resolution is not None else "", one.range is not None,
            one.known, one.due(day),
        )
        for one in found
    ]  # fmt: skip


def _outcomes(vault: Vault, decision: Decision, lang: Language) -> list[tuple[str, str]]:
    """Outcomes on record of the decision's case: id, and what came in a few words."""
    from underice.vocabulary.kinds import property_of

    types = property_of("outcome", "type")
    found = []
    for id_ in vault.referring([decision.incident], "outcome")[:_MOST_OUTCOMES] if decision.incident else ():
        said = {name: claims[-1].value for name, claims in vault.entity(id_).properties.items() if claims}
        kind = said.get("type", "")
        label = types.options[kind][lang] if types is not None and kind in types.options else kind
        found.append((id_.hex(), " · ".join(filter(None, (said.get("date", ""), label, said.get("count", ""))))))
    return found


def add(request: Request) -> Response:
    """Record a forecast."""
    from underice.decide.forecasts import forecast

    said, lang = form(request), lang_of(request)
    decision = deciding.decision_of(request)
    try:
        one = _forecast(request, said)
        with deciding.understood(lang):
            forecast(vault_of(request), decision.id, one, today=today(request), by=one.author, lang=lang)
    except Problem as problem:
        return _of_decision(request, said, problem.message)
    return see_other(request, f"/decisions/{decision.id.hex()}/forecasts")


def _forecast(request: Request, said: Form) -> Forecast:
    """The forecast that was entered. Raises Problem."""
    from underice.decide.forecasts import Forecast

    lang = lang_of(request)
    _ = translation(lang).gettext
    by = text(said, "by", limit=deciding.NAME, lang=lang)
    if not by:
        raise Problem(_("Say whose forecast it is. Nothing was recorded."))
    share = low = high = None
    if said.first("form") == "number":
        low, high = _number(said, "low", lang), _number(said, "high", lang)
    else:
        share = _number(said, "probability", lang)
    return Forecast(
        text(said, "question", limit=deciding.WORDS, lang=lang), by, today(request), _day(said, "resolve_by", lang),
        text(said, "resolver", limit=deciding.NAME, lang=lang), None if share is None else share / 100, low, high,
    )  # fmt: skip


def resolve(request: Request) -> Response:
    """Record what came of a forecast; "still unknown" is an answer, and an earlier answer stays in the history."""
    from underice.decide import forecasts

    said, lang, vault = form(request), lang_of(request), vault_of(request)
    decision = deciding.decision_of(request)
    wanted = as_id(said.first("forecast"))
    one = next((one for one in forecasts.forecasts(vault, decision.id) if one.id == wanted), None)
    if one is None:
        raise NotFound
    try:
        came = _resolution(request, said)
        with deciding.understood(lang):
            forecasts.resolve(vault, one, came, by=came.by, lang=lang)
    except Problem as problem:
        return _of_decision(request, Form(), problem.message)
    return see_other(request, f"/decisions/{decision.id.hex()}/forecasts")


def _resolution(request: Request, said: Form) -> Resolution:
    """What was said to have come. Raises Problem."""
    from underice.decide.forecasts import ANSWERS, Resolution

    lang, vault = lang_of(request), vault_of(request)
    _ = translation(lang).gettext
    answer: AnswerCode | None = next((code for code in ANSWERS if code == said.first("answer")), None)
    by = text(said, "by", limit=deciding.NAME, lang=lang)
    if answer is None:
        raise Problem(_("Say what came, or that it is still unknown. Nothing was recorded."))
    if not by:
        raise Problem(_("Say who says so. Nothing was recorded."))
    outcomes = tuple(id_ for id_ in map(as_id, texts(said, "outcome", limit=32)) if vault.kind_of(id_) == "outcome")
    return Resolution(
        answer, today(request), by, _number(said, "value", lang) if answer == "counted" else None, outcomes,
        text(said, "remark", limit=deciding.WORDS, lang=lang),
    )  # fmt: skip


def _number(said: Form, name: str, lang: Language) -> float | None:
    """A number that was typed; None for an empty field. Raises Problem."""
    value = said.first(name).strip()[:_NUMBER]
    try:
        return float(value) if value else None
    except ValueError:
        _ = translation(lang).gettext
        raise Problem(_("“{value}” is no number. Nothing was recorded.").format(value=value)) from None


def _day(said: Form, name: str, lang: Language) -> date:
    value = said.first(name).strip()[:_DAY]
    _ = translation(lang).gettext
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Problem(_("Say by which day it will be known. Nothing was recorded.")) from None


def calibration(request: Request) -> Response:
    """All forecasts of the vault and how good they were; nothing is said of calibration under ten."""
    from underice.decide.forecasts import forecasts
    from underice.decide.page.scores import summary_lines
    from underice.decide.record import decisions

    vault, lang, day = vault_of(request), lang_of(request), today(request)
    found = forecasts(vault)
    shown = _shown(found, dict(decisions(vault)), day, lang)
    return page(
        request,
        "decisions/calibration.html",
        due=[one for one in shown if one.due],
        rest=[one for one in shown if not one.due],
        summary=tuple(summary_lines(found, lang)),
    )


ROUTES = (
    get("/decisions/{id}/forecasts", of_decision),
    post("/decisions/{id}/forecasts", add),
    post("/decisions/{id}/resolve", resolve, fragment=True),
    get("/calibration", calibration),
)
