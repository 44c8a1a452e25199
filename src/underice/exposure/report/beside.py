"""What the report says from a vault: whom a person of the draft may be, what was public, what the draft takes.

No name of a registered person that the draft does not write itself is ever shown: a report is kept like the draft,
not like the vault. Registered people are told by the beginning of their id.
"""

from __future__ import annotations

from underice.exposure.anonymity import no_fewer_than
from underice.exposure.check import Check, Exposed, Possible
from underice.exposure.report.wording import people
from underice.exposure.weighing import Counts
from underice.vocabulary.language import Language, translation

_SHORT = 8


def before(one: Exposed, lang: Language) -> str:
    """What was left before this draft, for the registered person that decides: "about 15 households before"."""
    found = next((other for other in one.possible if other.meaning.key == one.decided_by), None)
    if found is None or found.before is None or found.inconsistent or one.found_through is not None:
        return ""
    return (
        translation(lang)
        .gettext("before: about {n}, now: about {now}")
        .format(n=_least(found.before, lang), now=_least(found.after, lang))
    )


def _least(counts: Counts, lang: Language) -> str:
    return people(max(1, no_fewer_than(counts.deciding.households)), lang)


def vault_notes(one: Exposed, lang: Language, *, commands: bool = True) -> tuple[str, ...]:
    """Sentences about whom she may be and what was public. commands: say which option of a command confirms it."""
    _ = translation(lang).gettext
    notes = []
    if one.registered:
        ids = ", ".join(key[:_SHORT] for key in one.registered)
        notes.append(_("The name is that of somebody registered: {ids}.").format(ids=ids))
    return (*notes, *(_possible(other, one, lang, commands) for other in one.possible))


def _possible(other: Possible, one: Exposed, lang: Language, commands: bool) -> str:
    _ = translation(lang).gettext
    id_, percent = other.meaning.key[:_SHORT], round(100 * other.meaning.probability)
    if other.meaning.confirmed:
        who = _("Confirmed to be {id}.").format(id=id_)
    elif commands:
        who = _("May be {id} of the vault ({percent} %); confirm with --who {ref}={id} or {ref}=nobody.").format(
            id=id_, percent=percent, ref=one.ref
        )
    else:
        who = _("May be {id} of the vault ({percent} %), which nobody has confirmed.").format(id=id_, percent=percent)
    if other.inconsistent:
        return who + " " + _("But what is public about that person contradicts the draft: one of them is wrong.")
    if other.meaning.named:
        who += " " + _("Who that is has been published before.")
    if other.before is None:
        return who + " " + _("Nothing countable is public about that person yet.")
    counts = _("By what is public about {n} households are left, with this draft about {now}.").format(
        n=_least(other.before, lang), now=_least(other.after, lang)
    )
    return f"{who} {counts}"


def vault_fact(check: Check, lang: Language) -> str:
    """In the head of the report: beside which vault the draft was checked."""
    if check.known is None:
        return translation(lang).gettext("without a vault: what is public already was not counted")
    ngettext = translation(lang).ngettext
    number = sum(len(said) for said in check.known.published.values())
    return ngettext(
        "beside the vault: {n} thing is public about its people",
        "beside the vault: {n} things are public about its people",
        number,
    ).format(n=number)
