"""What became of the people of a case: recorded with its source, shown by person, the latest first to be seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.desk import case_view, entry_view
from underice.desk.answer import page, see_other
from underice.desk.entry_view import Wrong
from underice.desk.pages.cases import people_of
from underice.desk.request import Form, NotFound, Problem, as_id, asked, form, lang_of, texts, today, vault_of
from underice.desk.route import get, post
from underice.people.record_words import heading
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.statement import reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from underice.desk.case_view import WhoIsWho
    from underice.people.outcomes import Became
    from underice.vault.vault import Vault

_TOLD = ("type", "date", "place", "remark")
_REMARK = 2000


@dataclass(frozen=True, slots=True)
class Latest:
    """One outcome in words, and who says so."""

    id: str
    word: str
    when: str
    source: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Fate:
    """A person of the case and what became of her; several where sources of one day differ."""

    key: str
    name: str
    told: tuple[str, ...]
    latest: tuple[Latest, ...]
    ticked: bool


def show(request: Request) -> Response:
    """The people of a case and what became of each; the cases, where none is chosen."""
    from underice.intake.cases import cases

    case = asked(request, "case", limit=32)
    if not case:
        known = [(id_.hex(), title) for id_, title in cases(vault_of(request)).items()]
        return page(request, "outcomes/choose.html", cases=known)
    return _show(request, _case(request, case), Form())


def _case(request: Request, given: str) -> bytes:
    id_ = as_id(given)
    if vault_of(request).kind_of(id_) != "incident":
        raise NotFound
    return id_


def _show(request: Request, case: bytes, said: Form, wrong: Wrong | None = None) -> Response:
    vault, lang = vault_of(request), lang_of(request)
    _ = translation(lang).gettext
    who = case_view.who_is_who(vault, people_of(request, case), lang)
    fates = _fates(vault, who, frozenset(texts(said, "about")), lang)
    told = Counter(one.latest[0].word if len(one.latest) == 1 else "" for one in fates)
    at, message = (wrong.field, wrong.message) if wrong is not None else ("", "")
    return page(
        request,
        "outcomes/show.html",
        status=200 if wrong is None else 400,
        case=case.hex(),
        heading=heading(vault, case, lang),
        fates=fates,
        count=who.count if who is not None else 0,
        counts=[(word, number) for word, number in told.most_common() if word],
        untold=sum(1 for one in fates if not one.latest),
        differ=sum(1 for one in fates if len(one.latest) > 1),
        fields=[_field(vault, name, said, lang, wrong=message if at == name else "") for name in _TOLD],
        around=entry_view.around(vault, said, lang, wrong=at, message=message),
        wrong=message if at == "about" else "",
        day=today(request).isoformat(),
        page_keys=[("v", _("what became of them")), ("o", _("choose the source"))],
    )


def _field(vault: Vault, name: str, said: Form, lang: Language, *, wrong: str) -> entry_view.Field:
    prop = property_of("outcome", name)
    if prop is None:
        raise NotFound
    return entry_view.field_of(vault, prop, lang, name=name, typed=said.first(name), wrong=wrong)


def _fates(vault: Vault, who: WhoIsWho | None, ticked: frozenset[str], lang: Language) -> list[Fate]:
    from underice.people.outcomes import latest, of_several

    if who is None:
        return []
    records = [bytes.fromhex(key) for one in who.people for key, _where in one.records]
    found = latest(vault, records)
    fates = []
    for one in who.people:
        own = {outcome.id: outcome for key, _where in one.records for outcome in found.get(bytes.fromhex(key), ())}
        last = of_several(list(own.values())) if own else ()
        fates.append(
            Fate(one.key, one.name, one.told, tuple(_latest(vault, each, lang) for each in last), one.key in ticked)
        )
    return fates


def _latest(vault: Vault, one: Became, lang: Language) -> Latest:
    prop = property_of("outcome", "type")
    words = prop.options.get(one.type) if prop is not None else None
    return Latest(
        one.id.hex(),
        words[lang] if words is not None else one.type,
        one.said if one.said in ("", one.date) else f"{one.said} ({one.date})",
        heading(vault, one.source, lang),
        one.source.hex(),
    )


def add(request: Request) -> Response:
    """Record one outcome of the people ticked, as one action."""
    from underice.people import outcomes
    from underice.people.entry_words import fault_words
    from underice.people.recording import Refused

    said, lang, vault = form(request), lang_of(request), vault_of(request)
    _ = translation(lang).gettext
    if not said.first("case"):
        raise Problem(_("Choose the case. Nothing was recorded."))
    case = _case(request, said.first("case"))
    try:
        people = _ticked(request, case, said)
        held, made = entry_view.frame(vault, said, lang)
        told = {name: said.first(name)[:_REMARK] for name in _TOLD}
        statements = outcomes.statements(vault, people, case, told, held)
    except Refused as refused:
        return _show(request, case, said, Wrong(fault_words(refused.code, refused.prop, lang), refused.prop.name))
    except Wrong as wrong:
        return _show(request, case, said, wrong)
    vault.record([*made, *statements])
    return see_other(request, f"/outcomes?case={case.hex()}")


def _ticked(request: Request, case: bytes, said: Form) -> Sequence[bytes]:
    """The people ticked, who must be people of the case. Raises Wrong."""
    found = people_of(request, case)
    groups = found.grouping.groups if found is not None else ()
    known = {key for group in groups if found is not None and set(group) & found.counted for key in group}
    people = [id_ for key in texts(said, "about") if key in known and (id_ := reference(key)) is not None]
    if not people:
        _ = translation(lang_of(request)).gettext
        raise Wrong(_("Tick whom it is about. Nothing was recorded."), "about")
    return people


ROUTES = (get("/outcomes", show), post("/outcomes", add))
