"""What the gate says, in words: each reason with what helps against it, what would go out, and what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from underice.exposure.anonymity import Count, no_fewer_than
from underice.exposure.report.ledger_words import called, fact_said, value_said
from underice.exposure.report.view import in_order
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import day, people, who
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.check import Check
    from underice.exposure.gate import Examined, Refused
    from underice.exposure.gate.reasons import Code, Reason
    from underice.exposure.known import Known
    from underice.exposure.ledger import Disclosed


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_MOST_WORDS = 6
_SENTENCES: dict[Code, tuple[str, str]] = {
    "text_differs": (_("This is not the text that was checked."), _("Release the file that you have checked.")),
    "date_missing": (_("The day on which it goes out is not known."), _("Give it with --date.")),
    "not_read_whole": (
        _("The text is too long to be read to its end, so its end was not checked."),
        _("Split it and release each part."),
    ),
    "too_long": (
        _("The text is too long to be kept in the vault ({n} characters, at most {asked})."),
        _("Split it and release each part."),
    ),
    "hidden_characters": (
        _("Characters that nobody sees stand in it ({words}). They can carry a mark that leads to you."),
        _("Copy it through a plain text editor, or type that place again."),
    ),
    "identified": (
        _("Identified by the text, without consent of their own for this audience: {who} – {words}"),
        _("Take names out: underice draft soften FILE. With consent: --consent ID --reason WHY (and --who {ref}=ID)."),
    ),
    "few_households": (
        _("Fewer than {asked} households fit these people. What does it most: {words}"),
        "underice draft soften FILE --k {asked}",
    ),
    "inconsistent": (
        _("Facts contradict each other, so that nothing can be counted: {who}"),
        _("Correct the text, or say whom it is about: --who {ref}=ID or --who {ref}=nobody."),
    ),
    "small_group": (
        _("Known to those who made the arrest, as one of few: {who}"),
        _("Leave out the day, the place or the number of the group: underice draft soften FILE."),
    ),
    "quoted": (
        _("Stands word for word in the vault as “{label}”, which may not leave for this audience: {words}"),
        _("Say it otherwise, or leave it out."),
    ),
    "nobody": (
        _("Nobody was found in this text. That may be because the reader did not understand it; it is no all-clear."),
        _("Read it for people yourself. If there are none: --acknowledge nobody."),
    ),
    "unsettled": (
        _("These may be people of the vault, and nobody has said whether:"),
        _("Say who it is: --who {ref}=ID or --who {ref}=nobody. Or: --acknowledge unsettled (then no ledger entry)."),
    ),
    "unmodelled": (
        _("What no table counts makes these easier to recognise: {who} – {words}"),
        _("Look at each word. If they have to stay: --acknowledge unmodelled."),
    ),
    "conditions": (_("The consent has conditions: {words}"), _("If they are kept: --acknowledge conditions.")),
    "consent_withdrawn": (
        _("Consent was withdrawn: {who}{records}"),
        _("Take the name out. Nobody can override this."),
    ),
    "consent_unused": (
        _("This consent belongs to nobody whom the text identifies: {records}"),
        _("Say who is who: --who p1=ID."),
    ),
    "override_without_reason": (_("No reason was given for overriding."), _("Say why with --reason.")),
    "unknown_signer": (
        _("The second person's key is not registered in this vault."),
        _("Register it: underice signer add FILE."),
    ),
    "withdrawn_signer": (
        _("The second person's key has been withdrawn."),
        _("Ask somebody else, or register a new key."),
    ),
    "same_person": (
        _("The second person has the name of the first."),
        _("Somebody else has to sign, with a key of her own."),
    ),
}  # fmt: skip
_CHECKLIST: dict[Code, str] = {
    "photos": _("photos: whose face, home, clothes or neighbours do they show?"),
    "voices": _("voices and films: who can be heard?"),
    "metadata": _("what files carry besides: places, times, devices, names of authors, earlier versions"),
}
_CONSENTS: dict[str, str] = {
    "unknown": _("There is no consent under this id: {records}"),
    "nobody": _("The consent does not say whose it is: {records}"),
    "not_yet": _("The consent was given only after that day: {records}"),
    "expired": _("The consent has ended: {records}"),
    "scope": _("The consent does not allow this audience: {records}"),
    "reason": _("It was not said why somebody has to be identified. Say it with --reason."),
}


def refusal_lines(refused: Refused, lang: Language) -> Iterator[str]:
    """Every reason and what helps, numbered, and what did not happen."""
    _ = translation(lang).gettext
    yield _("The gate does not let this out: {audience}, {day}").format(
        audience=refused.policy.label[lang], day=_day(refused.check, lang)
    )
    yield ""
    open_ = [one for one in refused.reasons if one.code in _CHECKLIST]
    number = 0
    for one in refused.reasons:
        if one.code in _CHECKLIST:
            continue
        number += 1
        said, then = reason_words(one, refused.check, lang)
        yield f"{number}. {said}"
        items = few_lines if one.code == "few_households" else open_lines if one.code == "unsettled" else None
        if items is not None:
            yield from (f"   - {line}" for line in items(one, refused.check, lang))
        if then:
            yield f"   → {then}"
    if open_:
        unseen = _("Not yet looked at, and no reader of words sees it:")
        yield f"{number + 1}. {unseen}"
        yield from (f"   - {_(_CHECKLIST[one.code])}" for one in open_)
        yield f"   → --acknowledge {','.join(one.code for one in open_)}"
    yield ""
    if refused.can_be_overridden:
        yield _("A second person can override this: --override --reason WHY --second HER-SIGNING-FILE")
    yield _("Nothing was recorded, and nothing was written.")


def reason_words(one: Reason, check: Check, lang: Language) -> tuple[str, str]:
    """A reason in one sentence, and what helps against it."""
    _ = translation(lang).gettext
    if one.code == "consent_unknown":
        return _(_CONSENTS[one.words[0]]).format(records=_ids(one)), ""
    said, then = _SENTENCES[one.code]
    prop = property_of(*one.prop.split(".")) if one.prop else None
    fields = {
        "who": "; ".join(described(ref, check, lang) for ref in one.refs),
        "ref": one.refs[0] if one.refs else "p1",
        "words": _words(one, check),
        "records": _ids(one),
        "label": prop.label[lang] if prop is not None else "",
        "n": str(one.numbers[0]) if one.numbers else "",
        "asked": str(one.asked),
    }
    return _(said).format(**fields), _(then).format(**fields)


def checklist_words(code: Code, lang: Language) -> str:
    """What goes out beside the words and nobody counts, as a question to whoever signs off."""
    return translation(lang).gettext(_CHECKLIST[code])


_HELPS: dict[Code, str] = {
    "identified": _("Take names out, or say with which consent and why somebody has to be identified."),
    "few_households": _("Say it with less: the editor offers softer words."),
    "inconsistent": _("Correct the text, or say whom it is about."),
    "small_group": _("Leave out the day, the place or the number of the group."),
    "unsettled": _("Say in the editor who it is, or tick that you have looked; then the ledger gains nothing of them."),
    "unmodelled": _("Look at each word. If they have to stay, tick that you have looked."),
    "nobody": _("Read it for people yourself. If there are none, tick that you have looked."),
    "conditions": _("If the conditions are kept, tick that you have looked."),
    "quoted": _("Say it otherwise, or leave it out."),
    "hidden_characters": _("Copy it through a plain text editor, or type that place again."),
}


def helps_here(code: Code, lang: Language) -> str:
    """What helps against a reason, for the desk, which has no commands to type; "" where the reason says it."""
    said = _HELPS.get(code)
    return translation(lang).gettext(said) if said is not None else ""


def few_lines(one: Reason, check: Check, lang: Language) -> Iterator[str]:
    """The people of whom fewer households fit than were asked for, one line each."""
    _ = translation(lang).gettext
    for ref, low in zip(one.refs, one.numbers, strict=True):
        yield _("{who}: no fewer than about {n}").format(
            who=described(ref, check, lang), n=people(no_fewer_than(Count(low, low, low)), lang)
        )


def open_lines(one: Reason, check: Check, lang: Language) -> Iterator[str]:
    """People who may be somebody registered, each with whom she may be."""
    _ = translation(lang).gettext
    known = check.known
    for person in check.persons:
        if person.ref in one.refs and known is not None:
            maybe = _(" or ").join(called(each.meaning.key, known) for each in person.possible)
            yield f"{described(person.ref, check, lang)} ({person.ref}) – {maybe}?"


def described(ref: str, check: Check, lang: Language) -> str:
    """A person of the text by the number that the report of a check gives her, and what the text tells."""
    text = check.reading.text
    sex = tuple(text[span.start : span.end] for span in check.reading.spans_of(ref) if span.label == "sex")
    numbers = {one.ref: at for at, one in enumerate(in_order(check), 1)}
    words = who(check.reading.person(ref), check.reading.date, lang, numbers, sex)
    return f"[{numbers[ref]}] {words}" if ref in numbers else words


def _words(one: Reason, check: Check) -> str:
    text = check.reading.text
    told = dict.fromkeys((*one.words, *(text[span.start : span.end] for span in one.spans)))
    shown = [f"“{visible(' '.join(words.split()))}”" for words in list(told)[:_MOST_WORDS]]
    return ", ".join([*shown, *(["…"] if len(told) > _MOST_WORDS else [])])


def _ids(one: Reason) -> str:
    return ", ".join(record.hex()[:8] for record in one.records)


def _day(check: Check, lang: Language) -> str:
    on = check.reading.date
    return day(on, lang) if on is not None else "–"


def examined_lines(found: Examined, by: str, lang: Language, *, whole: bool = True) -> Iterator[str]:
    """What is about to go out: the text (if whole), for whom, the numbers, and what the ledger would gain."""
    _ = translation(lang).gettext
    yield _("This goes out: {audience}, {day}, signed off by {by}").format(
        audience=found.policy.label[lang], day=_day(found.check, lang), by=visible(by)
    )
    if whole:
        yield ""
        yield from (f"  {visible(line)}".rstrip() for line in found.text.rstrip().split("\n"))
        yield ""
    yield from _numbers(found, lang)
    corrected = len(found.check.reading.corrections)
    if corrected:
        yield (
            translation(lang)
            .ngettext(
                "{n} thing was corrected by the editor against the reader; it is recorded with the clearance.",
                "{n} things were corrected by the editor against the reader; they are recorded with the clearance.",
                corrected,
            )
            .format(n=corrected)
        )
    if found.overridden:
        yield _("Overridden, with a second signature: {reasons}").format(reasons="; ".join(found.overridden))
    if found.again:
        yield _("It was cleared before; nothing more will be recorded.")
    elif not found.policy.ledger:
        yield _("For this audience nothing counts as public, so the ledger gains nothing.")
    elif not found.ledger or found.check.known is None:
        yield _("It tells nothing of anybody registered, so the ledger gains nothing.")
    else:
        yield _("The ledger gains, once it is signed off:")
        yield from gained_lines(found.ledger, found.check.known, lang)


def gained_lines(told: Sequence[Disclosed], known: Known, lang: Language) -> Iterator[str]:
    """What the ledger gains, one line a person."""
    for about, some in groupby(told, lambda one: one.about):
        said = []
        for one in some:
            relative = f" {called(one.relative, known)}" if one.relative else ""
            words = f" “{visible(one.words)}”" if one.words and one.words != one.value else ""
            said.append(f"{fact_said(one.fact, lang)} {value_said(one.fact, one.value, lang)}{relative}{words}")
        yield f"  {called(known.key_by_record.get(about, about), known)}: {'; '.join(said)}"


def _numbers(found: Examined, lang: Language) -> Iterator[str]:
    """The smallest numbers, and what those who made an arrest know anyway."""
    _ = translation(lang).gettext
    counted = [one for one in found.check.persons if not one.dead and one.low_households is not None]
    if counted:
        least = min(counted, key=lambda one: one.low_households or 0)
        low = least.low_households or 0
        number = no_fewer_than(Count(low, low, low))
        yield _("Fewest: {who}, no fewer than about {n} households ({k} are asked for). No promise.").format(
            who=described(least.ref, found.check, lang), n=people(number, lang), k=found.policy.households
        )
    sizes = [one.same_group for one in found.check.persons if one.same_group is not None and not one.dead]
    sizes += [one.size for one in found.check.groups if one.known]
    if sizes:
        yield _("Those who made the arrest know its {n} people without this text.").format(n=max(sizes))


def reason_fields(one: Reason, text: str) -> dict[str, object]:
    """A reason for JSON."""
    return {
        "kind": "reason", "code": one.code, "refs": list(one.refs), "numbers": list(one.numbers), "asked": one.asked,
        "words": [*one.words, *(text[span.start : span.end] for span in one.spans)],
        "records": [record.hex() for record in one.records], "property": one.prop or None,
    }  # fmt: skip
