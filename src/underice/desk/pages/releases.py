"""The gate: what speaks against a draft, the signature, and what went out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from underice.desk import checking
from underice.desk.answer import page, see_other
from underice.desk.request import (
    Form,
    NotFound,
    Problem,
    desk_of,
    form,
    id_of,
    lang_of,
    maybe_id,
    text,
    texts,
    ticked,
    vault_of,
)
from underice.desk.route import get, post
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.exposure.drafts import Kept
    from underice.exposure.gate import Cleared, Refused, SignOff
    from underice.exposure.gate.reasons import Reason
    from underice.exposure.signing import SigningKey
    from underice.vault.vault import Vault

_NAME = 100
_CODE = re.compile(r" \(p\d+\)")
"""What the terminal calls somebody by; the desk has cards instead."""
_CONSENT = 160
"""Characters of a consent's label."""
_REASON = 2000
_LONGEST_PASSPHRASE = 4096
_FORMS = {"txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Against:
    """One reason of the gate in words: what it is, those it is about, and what helps."""

    code: str
    said: str
    items: tuple[str, ...]
    then: str
    acknowledge: bool


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """A consent of the vault that a release may rest on."""

    id: str
    title: str


def ask(request: Request) -> Response:
    """What the gate says of the draft as it is kept, and the form to sign it off."""
    return _gate(request, _draft(request), Form())


def sign(request: Request) -> Response:
    """Show what would go out; let it out once that was confirmed."""
    from underice.exposure.drafts import keep
    from underice.exposure.gate import Draft, Refused, clear

    said, lang = form(request), lang_of(request)
    _ = translation(lang).gettext
    draft = _draft(request)
    by = text(said, "by", limit=_NAME, lang=lang)
    if not by:
        return _gate(request, draft, said, missing=_("Say who signs it off."))
    if said.first("confirmed") != draft.version:
        return _gate(request, draft, said)
    vault = vault_of(request)
    done = clear(
        Draft(draft.text, draft.title),
        check=checking.checked(request, draft),
        audience=draft.audience,
        sign_off=_sign_off(request, said, by),
        vault=vault,
    )
    if isinstance(done, Refused):
        return _gate(request, draft, said)
    _hold(request, done)
    keep(vault, replace(draft, state="cleared"), by=by)
    return see_other(request, f"/clearances/{done.content.record.hex()}")


def _draft(request: Request) -> Kept:
    """The draft as kept, with a day: a text goes out on one. Raises UnknownId."""
    from underice.desk.request import today
    from underice.exposure.drafts import kept

    draft = kept(vault_of(request), id_of(request))
    return replace(draft, published=draft.published or today(request))


def _gate(request: Request, draft: Kept, said: Form, *, missing: str = "") -> Response:
    from underice.exposure.gate import Draft, Refused, examine
    from underice.exposure.policy import policy
    from underice.exposure.report.gate_words import examined_lines

    lang, vault = lang_of(request), vault_of(request)
    by = said.first("by").strip()[:_NAME]
    check = checking.checked(request, draft)
    found = examine(
        Draft(draft.text, draft.title),
        check=check,
        audience=draft.audience,
        sign_off=_sign_off(request, said, by or "–"),
        vault=vault,
    )
    refused = isinstance(found, Refused)
    asked = bool(said.fields)
    return page(
        request,
        "drafts/gate.html",
        status=409 if asked and (refused or missing) else 200,
        draft=draft,
        policy=policy(draft.audience),
        against=_against(found, lang) if isinstance(found, Refused) else (),
        overridable=isinstance(found, Refused) and found.can_be_overridden,
        lines=() if isinstance(found, Refused) else tuple(examined_lines(found, by or "–", lang, whole=False)),
        refused=refused,
        asked=asked,
        missing=missing,
        by=by,
        ticked=set(texts(said, "acknowledge")),
        consents=_consents(vault, lang),
        chosen=set(texts(said, "consent")),
        reason=said.first("reason")[:_REASON],
        text_lang=check.reading.lang,
        choices=_choices(lang),
    )


def _choices(lang: Language) -> tuple[tuple[str, str], ...]:
    """What no count decides, in words to be ticked."""
    from underice.exposure.gate.reasons import CHECKLIST
    from underice.exposure.report.gate_words import checklist_words

    return tuple((code, checklist_words(code, lang)) for code in CHECKLIST)


def _against(refused: Refused, lang: Language) -> tuple[Against, ...]:
    """The reasons in words, without those that are boxes to tick."""
    from underice.exposure.gate.reasons import CHECKLIST

    return tuple(_reason(one, refused, lang) for one in refused.reasons if one.code not in CHECKLIST)


def _reason(one: Reason, refused: Refused, lang: Language) -> Against:
    from underice.exposure.gate.reasons import ACKNOWLEDGED
    from underice.exposure.report.gate_words import few_lines, helps_here, open_lines, reason_words

    said, _command = reason_words(one, refused.check, lang)
    items = few_lines if one.code == "few_households" else open_lines if one.code == "unsettled" else None
    return Against(
        one.code,
        said,
        tuple(_CODE.sub("", item) for item in items(one, refused.check, lang)) if items is not None else (),
        helps_here(one.code, lang),
        one.code in ACKNOWLEDGED,
    )


def _sign_off(request: Request, said: Form, by: str) -> SignOff:
    from underice.exposure.gate import Override, SignOff, Used
    from underice.exposure.gate.reasons import ACKNOWLEDGED

    reason = said.first("reason").strip()[:_REASON]
    ticks = texts(said, "acknowledge")
    acknowledged = frozenset(one for one in ACKNOWLEDGED if one in ticks)
    consents = tuple(Used(id_, reason) for id_ in map(maybe_id, texts(said, "consent")) if id_ is not None)
    override = Override(reason, _second(request, said)) if ticked(said, "override") else None
    return SignOff(by, consents, acknowledged, override)


def _second(request: Request, said: Form) -> SigningKey:
    """The second person's key, from her file and her passphrase. Raises Problem."""
    from underice.exposure.signing import SigningRefused, unlock

    _ = translation(lang_of(request)).gettext
    upload = said.files.get("second")
    if upload is None or not upload.content:
        raise Problem(_("Overriding needs the signing file of a second person. Nothing went out."))
    try:
        return unlock(upload.content, said.first("passphrase")[:_LONGEST_PASSPHRASE])
    except SigningRefused as refused:
        if refused.code == "wrong-passphrase":
            raise Problem(_("This passphrase does not open the signing file. Nothing went out."), 403) from None
        raise Problem(_("This is no signing file. Nothing went out.")) from None


def _consents(vault: Vault, lang: Language) -> tuple[ConsentShown, ...]:
    """Consents on record: whose, for what, from when; those that were withdrawn say so."""
    from underice.desk.dates import day_words
    from underice.people.record_words import Namer

    _, namer = translation(lang).gettext, Namer(vault, lang)
    found = []
    for entity in vault.entities("consent"):
        properties = vault.entity(entity).properties
        told = [namer.value(one.statement) for name in ("person", "scope") for one in properties.get(name, ())]
        told += [day_words(one.value, lang) for one in properties.get("given", ())]
        told += [_("withdrawn")] if "withdrawn" in properties else []
        found.append(ConsentShown(entity.hex(), " · ".join(told)[:_CONSENT] or entity.hex()[:8]))
    return tuple(found)


def _hold(request: Request, cleared: Cleared) -> None:
    """Keep what the gate made while the vault is open, so that it can be taken out."""
    memory = desk_of(request).keeper.memory
    held = cast("dict[bytes, Cleared]", memory.setdefault("cleared", {}))
    held[cleared.content.record] = cleared


def _held(request: Request, record: bytes) -> Cleared | None:
    return cast("dict[bytes, Cleared]", desk_of(request).keeper.memory.get("cleared", {})).get(record)


def show(request: Request) -> Response:
    """What was cleared, for whom, by whom; and the text to take out."""
    from underice.exposure.gate.record import content
    from underice.exposure.policy import policy

    vault, record = vault_of(request), id_of(request)
    if vault.kind_of(record) != "clearance":
        raise NotFound
    return page(
        request,
        "drafts/cleared.html",
        content=content(vault, record),
        audience=policy(content(vault, record).audience).label[lang_of(request)],
        held=_held(request, record) is not None,
        forms=tuple(_FORMS),
    )


def take(request: Request) -> Response:
    """The cleared text as a file: only what the gate made in this run of the desk."""
    from starlette.responses import Response as Answer

    from underice.exposure.gate import outgoing

    cleared = _held(request, id_of(request))
    ending = str(request.path_params.get("form", ""))
    if cleared is None or ending not in _FORMS:
        raise NotFound
    name = f"{cleared.content.published.isoformat()}.{ending}"
    return Answer(
        outgoing(cleared, name),
        media_type=_FORMS[ending],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


ROUTES = (
    get("/drafts/{id}/release", ask),
    post("/drafts/{id}/release", sign, upload=True),
    get("/clearances/{id}", show),
    get("/clearances/{id}/text.{form}", take),
)
