"""What an editor says against the reader of drafts: whom somebody is, what is no fact, who was missed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from underice.desk.answer import see_other
from underice.desk.request import Form, Problem, form, id_of, lang_of, maybe_id, vault_of
from underice.desk.route import post
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from underice.exposure.corrections import Anchor, Correction
    from underice.exposure.drafts import Kept


def correct(request: Request) -> Response:
    """Take one correction, or the last one back; the draft is checked anew."""
    from underice.exposure.corrections import MOST, BadCorrection
    from underice.exposure.drafts import Stale, keep, kept

    _ = translation(lang_of(request)).gettext
    said, vault = form(request), vault_of(request)
    draft = kept(vault, id_of(request))
    try:
        changed = _changed(draft, said)
    except BadCorrection as bad:
        raise Problem(_bad(request, bad)) from None
    if len(changed.corrections) > MOST:
        raise Problem(_("A draft takes no more than {n} corrections. Change its words instead.").format(n=MOST))
    try:
        keep(vault, replace(changed, version=said.first("version")[:64]))
    except Stale:
        raise Problem(
            _("This draft was changed in another window since. Nothing was corrected; load the page again."), 409
        ) from None
    return see_other(request, f"/drafts/{draft.id.hex()}")


def _changed(draft: Kept, said: Form) -> Kept:
    """The draft with what was said. Raises BadCorrection."""
    action = said.first("action")
    if action == "undo":
        return _undone(draft)
    if action == "meant":
        return _meant(draft, said)
    return replace(draft, corrections=(*draft.corrections, _correction(draft, said)))


def _undone(draft: Kept) -> Kept:
    if draft.meant:
        return replace(draft, meant=draft.meant[:-1])
    return replace(draft, corrections=draft.corrections[:-1])


def _meant(draft: Kept, said: Form) -> Kept:
    from underice.exposure.corrections import BadCorrection
    from underice.exposure.drafts import Meant

    words, person = _at(draft, said.first("at")), said.first("person")
    if words is None or not (person == "nobody" or maybe_id(person) is not None):
        raise BadCorrection("who", person[:32])
    others = tuple(one for one in draft.meant if one.words != words)
    return replace(draft, meant=(*others, Meant(words, None if person == "nobody" else person)))


def _correction(draft: Kept, said: Form) -> Correction:
    """The correction that a form asks for. Raises BadCorrection."""
    from underice.exposure.corrections import correction

    action, _, rest = said.first("action").partition(":")
    row: dict[str, object] = {"action": action, "label": said.first("label"), "value": said.first("value").strip()}
    words = _at(draft, said.first("at"))
    if words is not None:
        row |= {"words": words.words, "nth": words.nth}
    elif said.first("words").strip():
        row["words"] = said.first("words").strip()
    who = _at(draft, said.first("who"))
    if action == "role":
        row["value"] = rest
    elif action == "same":
        who = _at(draft, rest)
    elif action == "kin":
        row["value"], _, place = rest.partition(":")
        who = _at(draft, place)
    if who is not None:
        row |= {"who": who.words, "who_nth": who.nth}
    return correction(row)


def _at(draft: Kept, place: str) -> Anchor | None:
    """The words at "start,end" of the draft; None if there are none."""
    from underice.exposure.drafts import anchored

    start, _, end = place.partition(",")
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal() and len(place) < 20):
        return None
    first, last = int(start), int(end)
    return anchored(draft.text, first, last) if first < last <= len(draft.text) else None


def _bad(request: Request, bad: Exception) -> str:
    from underice.exposure.corrections import BadCorrection

    _ = translation(lang_of(request)).gettext
    code = bad.code if isinstance(bad, BadCorrection) else ""
    if code == "value":
        return _(
            "What was written in short does not fit the kind of fact. Nothing was corrected. Age: 38 or 30-39; birth: 1987 or "
            "1987-05; sex: f or m; home: a county or province of the gazetteer."
        )
    if code in ("words", "who"):
        return _("It was not said which words of the draft are meant. Nothing was corrected.")
    return _("This correction was not understood. Nothing was corrected.")


ROUTES = (post("/drafts/{id}/corrections", correct, fragment=True),)
