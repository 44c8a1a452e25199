"""A new decision, or a changed situation: who is held since when, until when, whose families, and which text was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from underice.desk import checking, deciding
from underice.desk.answer import page, see_other
from underice.desk.request import Form, Problem, as_id, asked, form, lang_of, number, text, today, vault_of
from underice.desk.route import get, post
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.decide.dilemma import Dilemma, Family
    from underice.decide.policies import Policy
    from underice.exposure.drafts import Kept

_FIELDS = ("title", "held", "arrested", "first", "last", "case", "draft", "households", "own_day", "own_names", "by")
_TITLE, _DAY, _HOUSEHOLDS = 200, 10, 500
_MOST_HELD = 999_999
_OWN = "own"
"""The code of a way to act of the desk's own: publish on another day."""


@dataclass(frozen=True, slots=True)
class Households:
    """Households left behind. checked: a draft was checked for them, so that ways to act that name may be looked at."""

    families: tuple[Family, ...]
    checked: bool


def new(request: Request) -> Response:
    """The form for a new decision, filled with what its case tells."""
    return _form(request, _of_case(request, asked(request, "case", limit=32)), "")


def _of_case(request: Request, case: str) -> dict[str, str]:
    """What a case says of its days and numbers, and the households the vault knows by their size."""
    from underice.decide.families import households
    from underice.intake.overview import overview

    vault = vault_of(request)
    given = dict.fromkeys(_FIELDS, "")
    given["households"] = " ".join(f"{size}:?" for size in households(vault))
    found = next((one for one in overview(vault).cases if one.id.hex() == case), None)
    if found is not None:
        given |= {"case": case, "title": found.title[:_TITLE]}
        given["held"] = found.count if found.count.isdecimal() else ""
        given["arrested"] = found.since.first.isoformat() if found.since is not None else ""
        if found.due is not None and found.due.last >= today(request):
            given |= {"first": max(found.due.first, today(request)).isoformat(), "last": found.due.last.isoformat()}
    return given


def _form(request: Request, given: Mapping[str, str], problem: str, decision: bytes | None = None) -> Response:
    from underice.exposure.drafts import drafts
    from underice.intake.cases import cases

    vault = vault_of(request)

    def others(one: Kept) -> bool:
        return one.case is None or one.case.hex() != given["case"]

    return page(
        request,
        "decisions/new.html",
        status=400 if problem else 200,
        given=given,
        problem=problem,
        decision=decision.hex() if decision else "",
        cases=cases(vault),
        drafts=[(one.id.hex(), one.title or one.text[:60]) for one in sorted(drafts(vault), key=others)],
        day=today(request).isoformat(),
    )


def begin(request: Request) -> Response:
    """Record a new decision; the checklist and the ranges come next."""
    from underice.decide.record import Draft, begin

    said, lang, vault = form(request), lang_of(request), vault_of(request)
    _ = translation(lang).gettext
    try:
        dilemma = _dilemma(request, said)
        title = text(said, "title", limit=_TITLE, lang=lang) or _("Speak or wait")
        by = text(said, "by", limit=deciding.NAME, lang=lang)
        case = _case(request, said.first("case"))
        with deciding.understood(lang):
            id_ = begin(vault, Draft(title, dilemma, incident=case, lang=lang), by=by or None)
    except Problem as problem:
        return _form(request, {name: said.first(name)[:_HOUSEHOLDS] for name in _FIELDS}, problem.message)
    return see_other(request, f"/decisions/{id_.hex()}")


def situation(request: Request) -> Response:
    """The situation of a decision, to be changed."""
    decision = deciding.decision_of(request)
    return _form(request, _standing(decision.title, decision.situation, today(request)), "", decision.id)


def _standing(title: str, held: Dilemma, day: date) -> dict[str, str]:
    from underice.decide.situation import typed

    started = held.started or day
    own = next((one for one in held.policies if one.code == _OWN), None)
    window = held.transfer
    days = (window.first, window.last) if window is not None else ()
    first, last = (*((started + timedelta(days=int(one))).isoformat() for one in days), "", "")[:2]
    return {
        **dict.fromkeys(_FIELDS, ""),
        "title": title,
        "held": str(held.detained),
        "arrested": (started - timedelta(days=int(held.days_since_arrest))).isoformat(),
        "first": first,
        "last": last,
        "households": " ".join(typed(one) for one in held.families),
        "own_day": (started + timedelta(days=int(own.publish))).isoformat() if own and own.publish is not None else "",
        "own_names": "1" if own is not None and own.identifying else "",
    }


def change(request: Request) -> Response:
    """Record a changed situation, counted from today; what stood before stays in the history."""
    from underice.decide.record import situate

    decision, said, lang = deciding.decision_of(request), form(request), lang_of(request)
    try:
        dilemma = _dilemma(request, said, decision.situation)
        with deciding.understood(lang):
            situate(vault_of(request), decision.id, dilemma, by=text(said, "by", limit=deciding.NAME) or None)
    except Problem as problem:
        return _form(request, {name: said.first(name)[:_HOUSEHOLDS] for name in _FIELDS}, problem.message, decision.id)
    return see_other(request, f"/decisions/{decision.id.hex()}")


def _dilemma(request: Request, said: Form, before: Dilemma | None = None) -> Dilemma:
    """The situation that was entered. before: whose other ways to act and horizons are kept. Raises Problem."""
    from underice.decide.dilemma import Dilemma
    from underice.decide.policies import POLICIES
    from underice.decide.situation import fit, offered, transfer_in

    lang, day = lang_of(request), today(request)
    _ = translation(lang).gettext
    arrested = _day(said, "arrested", lang) or day
    if arrested > day:
        raise Problem(_("The arrest lies in the future. Nothing was recorded."))
    first, last = _day(said, "first", lang), _day(said, "last", lang)
    window = (first or last, last or first)
    left = _households(request, said, before)
    kept = tuple(one for one in before.policies if one.code != _OWN) if before is not None else ()
    if before is None or (left.checked and not before.checked):
        kept = (*POLICIES, *(one for one in kept if one.code not in {shipped.code for shipped in POLICIES}))
    ways = offered(left.checked, (*kept, *_own(said, day, lang)))
    found = Dilemma(
        detained=number(said.first("held"), least=0, most=_MOST_HELD, default=0),
        days_since_arrest=float((day - arrested).days),
        transfer=transfer_in((window[0], window[1]) if window[0] and window[1] else None, day),
        families=left.families,
        ranges={},
        policies=ways,
        checked=left.checked,
        started=day,
    )
    if before is not None:
        found = replace(found, horizon_detained=before.horizon_detained, horizon_transit=before.horizon_transit)
    with deciding.understood(lang):
        return fit(found)


def _households(request: Request, said: Form, before: Dilemma | None) -> Households:
    """From a checked draft, counts only; else as typed. Raises Problem."""
    from underice.decide.families import families_of
    from underice.decide.situation import NotAHousehold, household
    from underice.exposure.drafts import kept

    _ = translation(lang_of(request)).gettext
    try:
        families = tuple(household(one) for one in said.first("households")[:_HOUSEHOLDS].replace(",", " ").split())
    except NotAHousehold:
        raise Problem(
            _("Write each household as people:k, such as 3:24 or 2:?, with blanks between. Nothing was recorded.")
        ) from None
    draft = said.first("draft")
    if not draft:
        return Households(families, before.checked if before is not None else False)
    checked = checking.checked(request, kept(vault_of(request), as_id(draft)))
    return Households(families_of(checked, [one.people for one in families]), True)


def _own(said: Form, day: date, lang: str) -> tuple[Policy, ...]:
    """A way to act of her own: quiet until a day, then published, with names or without. Raises Problem."""
    from underice.decide.policies import Policy

    on = _day(said, "own_day", lang)
    if on is None:
        return ()
    names = said.first("own_names") == "1"
    en = f"quiet until {on.isoformat()}, then {'names' if names else 'no names'}"
    ko = f"{on.isoformat()}까지 비공개 교섭, 그 뒤 {'이름 공개' if names else '이름 없이 공개'}"
    return (Policy(_OWN, en, ko, 1, float((on - day).days), float(names), "public"),)


def _day(said: Form, name: str, lang: str) -> date | None:
    value = said.first(name).strip()[:_DAY]
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        _ = translation("ko" if lang == "ko" else "en").gettext
        raise Problem(
            _("“{value}” is no day; write it as 2026-02-08. Nothing was recorded.").format(value=value)
        ) from None


def _case(request: Request, value: str) -> bytes | None:
    """The case that was chosen. Raises Problem if there is none such."""
    _ = translation(lang_of(request)).gettext
    if not value:
        return None
    case = as_id(value)
    if vault_of(request).kind_of(case) != "incident":
        raise Problem(_("There is no such case. Nothing was recorded."))
    return case


ROUTES = (
    get("/decisions/new", new),
    post("/decisions/new", begin),
    get("/decisions/{id}/situation", situation),
    post("/decisions/{id}/situation", change),
)
