"""The choice: what was chosen and why, signed by a person with a key of her own. The program recommends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk import deciding
from underice.desk.answer import page, see_other
from underice.desk.decision_view import policy_name
from underice.desk.request import Form, Problem, form, lang_of, text, today, vault_of
from underice.desk.route import get, post
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.decide.choosing import Choice
    from underice.decide.record import Decision
    from underice.exposure.signing import SigningKey

_LONGEST_PASSPHRASE = 4096


def ask(request: Request) -> Response:
    """The form: ways to act in their order, reasons, whose choice it is."""
    return _form(request, Form(), "")


def _form(request: Request, said: Form, problem: str) -> Response:
    decision, lang = deciding.decision_of(request), lang_of(request)
    standing = decision.choice
    return page(
        request,
        "decisions/choice.html",
        status=400 if problem else 200,
        decision=decision,
        ways=[(one.code, policy_name(decision, one.code, lang)) for one in decision.situation.policies],
        problem=problem,
        policy=said.first("policy")[:64],
        reasons=said.first("reasons")[: deciding.WORDS],
        by=said.first("by")[: deciding.NAME],
        standing=policy_name(decision, standing.policy, lang) if standing is not None else "",
    )


def choose(request: Request) -> Response:
    """Record the choice and its reasons as one action, signed if a signing file was given."""
    from underice.decide import choosing
    from underice.exposure.signing import SigningRefused

    decision, lang, said = deciding.decision_of(request), lang_of(request), form(request)
    _ = translation(lang).gettext
    key = None
    try:
        choice = _choice(request, decision)
        key = _key(request, said)
        with deciding.understood(lang):
            choosing.choose(vault_of(request), decision.id, choice, key, lang=lang)
    except SigningRefused as refused:
        known = {
            "unknown-signer": _("This key is not registered in this vault. Nothing was recorded."),
            "withdrawn": _("This key was withdrawn. Nothing was recorded."),
        }
        other = _("This is no signing file. Nothing was recorded.")
        return _form(request, said, known.get(refused.code, other))
    except Problem as problem:
        return _form(request, said, problem.message)
    finally:
        if key is not None:
            key.wipe()
    return see_other(request, f"/decisions/{decision.id.hex()}")


def _choice(request: Request, decision: Decision) -> Choice:
    """The choice that was entered. Raises Problem."""
    from underice.decide.choosing import Choice

    said, lang = form(request), lang_of(request)
    _ = translation(lang).gettext
    policy = said.first("policy")
    by = text(said, "by", limit=deciding.NAME, lang=lang)
    reasons = tuple(filter(None, map(str.strip, text(said, "reasons", limit=deciding.WORDS, lang=lang).split("\n"))))
    if policy not in {one.code for one in decision.situation.policies}:
        raise Problem(_("Say which way to act was chosen. Nothing was recorded."))
    if not reasons:
        raise Problem(_("Say why, so that it can be read years later. Nothing was recorded."))
    if not by:
        raise Problem(_("Say whose choice it is. Nothing was recorded."))
    run = said.first("run")
    considered = next((one.id for one in decision.runs if one.id.hex() == run), None)
    return Choice(policy, reasons, by, today(request), considered)


def _key(request: Request, said: Form) -> SigningKey | None:
    """The key of whoever signs; None if no file was given. Raises Problem, SigningRefused."""
    from underice.exposure.signing import SigningRefused, unlock

    _ = translation(lang_of(request)).gettext
    upload = said.files.get("signing")
    if upload is None or not upload.content:
        return None
    try:
        return unlock(upload.content, said.first("passphrase")[:_LONGEST_PASSPHRASE])
    except SigningRefused as refused:
        if refused.code == "wrong-passphrase":
            raise Problem(_("This passphrase does not open the signing file. Nothing was recorded."), 403) from None
        raise


ROUTES = (
    get("/decisions/{id}/choice", ask),
    post("/decisions/{id}/choice", choose, upload=True),
)
