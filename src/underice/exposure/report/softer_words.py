"""How softer wordings are told: facts, people, whom nothing helps, and advice, in one of the two languages."""

from __future__ import annotations

from underice.exposure.anonymity import no_fewer_than
from underice.exposure.check import Exposed
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import people, who
from underice.exposure.softening.ladders import FactClass, Ladder
from underice.exposure.softening.remaining import Remaining
from underice.exposure.softening.ways import Softening
from underice.vocabulary.language import Language, translation


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_HINTS: dict[FactClass, str] = {
    "work": _("occupation"), "workplace": _("workplace"), "date": _("date"), "group": _("size of the group"),
    "place": _("place"),
}  # fmt: skip
_MOST_HINTS = 6
_WIDTH = 44


def fact_words(ladder: Ladder, at: int, lang: Language) -> str:
    """What stands in the softer text instead of the words of a ladder."""
    _ = translation(lang).gettext
    step = ladder.steps[at]
    words = [word for word in dict.fromkeys(step.words) if word]
    if ladder.fact == "name":
        return _("no name")
    return visible(", ".join(words)) if words else _("left out")


def who_words(one: Exposed, softening: Softening, lang: Language) -> str:
    """A person in a few words, as the report of the check names her."""
    reading = softening.check.reading
    sex_words = tuple(reading.text[span.start : span.end] for span in one.spans if span.label == "sex")
    number = next((at for at, other in enumerate(softening.check.persons, 1) if other.ref == one.ref), 0)
    numbers = {other.ref: at for at, other in enumerate(softening.check.persons, 1)}
    words = f"[{number}] {who(one.person, reading.date, lang, numbers, sex_words)}"
    return words if len(words) <= _WIDTH else f"{words[:_WIDTH]}…"


def remaining_line(one: Remaining, softening: Softening, lang: Language) -> str:
    """Whom no wording lifts, why, and what can be done."""
    _ = translation(lang).gettext
    person = next(other for other in softening.check.persons if other.ref == one.ref)
    named = who_words(person, softening, lang)
    if one.reason == "signed":
        return _(
            "{who}: signs the text by name, which identifies the family in it. Sign otherwise, or cut them."
        ).format(who=named)
    if one.reason == "named":
        return _("{who}: named, and no softer words for the name were found. Take the name out by hand.").format(
            who=named
        )
    if one.reason == "told_elsewhere":
        return _(
            "{who}: the softer text still tells too much, in words that could not be softened. Change them by hand."
        ).format(who=named)
    return _(
        "{who}: about {n} households even with the widest words. Leave out more of what is told, or the person."
    ).format(who=named, n=people(one.number, lang))


def advice_lines(softening: Softening, lang: Language) -> list[str]:
    """Softer words for what no table counts, each with its loss."""
    _ = translation(lang).gettext
    text = softening.check.reading.text
    out = []
    for hint in softening.advice:
        ladder = hint.ladder
        old = ", ".join(dict.fromkeys(f"“{visible(text[span.start : span.end])}”" for span in ladder.spans[:3]))
        steps = []
        for at in range(1, len(ladder.steps)):
            steps.append(_("{words} (loss {loss})").format(
                words=f"“{new}”" if (new := fact_words(ladder, at, lang)) != _("left out") else new,
                loss=f"{ladder.steps[at].loss:g}",
            ))  # fmt: skip
        out.append(f"{_(_HINTS[ladder.fact])}: {' '.join(old.split())} → {', '.join(steps)}")
    if len(out) > _MOST_HINTS:
        more = len(out) - _MOST_HINTS
        out = [*out[:_MOST_HINTS], _("{n} more: --json").format(n=more)]
    return out


def headline(softening: Softening, lang: Language) -> str:
    """The outcome in one sentence."""
    _ = translation(lang).gettext
    ngettext = translation(lang).ngettext
    if softening.reaches and not any(way.taken for way in softening.ways):
        return _(
            "Nobody described falls below {k} households, and no mark is told. Nothing needs softer words."
        ).format(k=softening.k)
    count = len(softening.ways)
    if softening.reaches:
        return ngettext(
            "{n} way brings everybody described to at least about {k} households.",
            "{n} ways bring everybody described to at least about {k} households.",
            count,
        ).format(n=count, k=softening.k)
    if softening.ways:
        return _("No softer words bring everybody to {k} households. This is the best they can do:").format(
            k=softening.k
        )
    return _("No softer words were found that bring everybody to {k} households. Rewrite it by hand.").format(
        k=softening.k
    )


def known_group(softening: Softening, lang: Language) -> str:
    """What no wording changes: those who made an arrest know whom they took. "" if no such group is told."""
    sizes = [one.same_group for one in softening.check.persons if one.same_group is not None and not one.dead]
    if not sizes:
        return ""
    _ = translation(lang).gettext
    return _(
        "Whoever made the arrest knows the group of {n} by its date and place. Softer words do not change that; "
        "they only tell others less about its members."
    ).format(n=people(min(sizes), lang))


def closing(softening: Softening, lang: Language) -> str:
    """What the numbers mean, and whether a cheaper way may exist."""
    _ = translation(lang).gettext
    said = _(
        "Numbers: no fewer than about so many households, under the assumptions of the check; no promise. "
        "Read the softer text once more as a whole."
    )
    if softening.proven:
        return said
    cut = _("The search was cut short after some seconds: this is the best found, and a cheaper way may exist.")
    return f"{said} {cut}"


def number_said(one: Exposed | None, lang: Language) -> str:
    """The households one fits in a word: "all" if nothing countable is told, "known" if she is identified."""
    _ = translation(lang).gettext
    if one is None or one.low_households is None:
        return _("all")
    if one.identified is not None:
        return _("known")
    here = one.households_absent if one.decisive == "B" else one.households_everyone
    low = no_fewer_than(here) if here is not None and one.decisive is not None else one.low_households
    return people(low, lang)
