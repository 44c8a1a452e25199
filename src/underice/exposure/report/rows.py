"""One person or group of the report: who, how few, by which words, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from underice.exposure.anonymity import Count, no_fewer_than
from underice.exposure.check import Check, Exposed, Group
from underice.exposure.reader.model import Span
from underice.exposure.report.beside import before, vault_notes
from underice.exposure.report.marked import Lines
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import (
    fact_name,
    factor,
    gain,
    happened,
    label_name,
    people,
    persons,
    span_of,
    who,
)
from underice.vocabulary.language import Language, translation

Level = Literal["identified", "few", "group", "many", "none", "dead"]
_QUOTES = 4
_SETS = 3
"""Quotes shown of one kind of words; a name that is written thirty times is not quoted thirty times."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the draft, the line they stand in (from 1), and the same in words."""

    words: str
    line: int
    where: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of words about a person.

    gain: how many times as many would fit without them, as a sentence. factor: the same in short, "×34". Both are ""
    where it is not counted; factor also where it hardly matters.
    """

    kind: str
    quotes: tuple[Quote, ...]
    gain: str = ""
    factor: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One person or group of the report.

    few: the deciding number, in households, in words. absent, everyone: households under B and A as ranges, "–" where
    there is none; absent_people, everyone_people: the persons, "" where they are the same number. group: of the people
    of one event (C) how many may be meant. before: what was left of her by what was public, and what this draft leaves;
    "" without a vault.
    causes: counted words, strongest first. uncounted: words that went into no number. notes: what else to know.
    ref: of the reading.
    """

    ref: str
    number: int
    who: str
    level: Level
    few: str
    absent: str
    absent_people: str
    everyone: str
    everyone_people: str
    group: str
    before: str
    causes: tuple[Cause, ...]
    uncounted: tuple[Cause, ...]
    notes: tuple[str, ...]


def person_row(
    one: Exposed, check: Check, lang: Language, numbers: dict[str, int], lines: Lines, *, commands: bool = True
) -> Row:
    """The row of one person. numbers: the report's number of each person and group by ref; lines: of the draft.

    commands: options of commands are named where they help.
    """
    reading = check.reading
    sex_words = tuple(reading.text[span.start : span.end] for span in one.spans if span.label == "sex")
    return Row(
        ref=one.ref,
        number=numbers[one.ref],
        who=who(one.person, reading.date, lang, numbers, sex_words),
        level=_level(one, check.k),
        few=_few(one, lang, numbers),
        absent=span_of(one.households_absent, lang) if one.households_absent is not None and not one.dead else "–",
        absent_people=_people(one.households_absent, one.absent, one, lang),
        everyone=span_of(one.households_everyone, lang)
        if one.households_everyone is not None and not one.dead
        else "–",
        everyone_people=_people(one.households_everyone, one.everyone, one, lang),
        group=_group(one, lang),
        before=before(one, lang),
        causes=_names(one, check, lang, lines)
        + tuple(
            Cause(
                fact_name(telling.fact, lang, f"[{numbers[telling.of]}]" if telling.of in numbers else ""),
                _quotes(telling.spans, reading.text, lines, lang),
                gain(telling.bits, lang),
                factor(telling.bits),
            )
            for telling in one.tellings
        ),
        uncounted=_uncounted(one, check, lang, lines),
        notes=(
            *_notes(one, lang, numbers),
            *vault_notes(one, lang, commands=commands),
            *_enough(one, check, lang, numbers),
        ),
    )


def _people(households: Count | None, persons_: Count | None, one: Exposed, lang: Language) -> str:
    """The persons beside a number of households, "6–45 people"; "" where they are the same number."""
    if households is None or persons_ is None or one.dead:
        return ""
    same = (households.low, households.high) == (persons_.low, persons_.high)
    return "" if same else persons(persons_, lang)


def _group(one: Exposed, lang: Language) -> str:
    """Of how many people of the same event she may be any, for somebody who knows them all."""
    if one.insider is not None and one.insider.separating:
        few = span_of(Count(one.insider.low, one.insider.high, one.insider.high), lang)
        return translation(lang).gettext("{few} of {n}").format(few=few, n=one.insider.size)
    return str(one.same_group) if one.same_group is not None else "–"


def _enough(one: Exposed, check: Check, lang: Language, numbers: dict[str, int]) -> tuple[str, ...]:
    """The smallest sets of things told that are already enough, in the draft's own words."""
    _ = translation(lang).gettext
    sets = []
    for subset in one.subsets[:_SETS]:
        words = []
        for clue in subset:
            spans = next((told.spans for told in one.tellings if (told.fact, told.of) == (clue.fact, clue.of)), ())
            text = " ".join(visible(check.reading.text[spans[0].start : spans[0].end]).split()) if spans else ""
            of = f"[{numbers[clue.of]}]" if clue.of in numbers else ""
            words.append(f"“{text}”" if text else fact_name(clue.fact, lang, of))
        sets.append(" + ".join(words))
    if not sets:
        return ()
    return (_("Already enough to fall under {k} households: {sets}.").format(k=check.k, sets=_("; or ").join(sets)),)


def _names(one: Exposed, check: Check, lang: Language, lines: Lines) -> tuple[Cause, ...]:
    """A real name is no fact among others: it says who she is."""
    spans = tuple(span for span in one.spans if span.label == "name")
    if one.name_kind != "real" or not spans:
        return ()
    says = translation(lang).gettext("says who it is")
    return (Cause(label_name("name", lang), _quotes(spans, check.reading.text, lines, lang), says),)


def _level(one: Exposed, k: int) -> Level:
    if one.dead:
        return "dead"
    if one.identified is not None:
        return "identified"
    if one.low_households is not None and one.low_households < k:
        return "few"
    if one.under(k):
        return "group"
    return "none" if one.low_households is None else "many"


def _few(one: Exposed, lang: Language, numbers: dict[str, int]) -> str:
    """The deciding number in words: never "safe", always "no fewer than about"."""
    _ = translation(lang).gettext
    if one.dead:
        return _("told as dead")
    through = f"[{numbers[one.found_through]}]" if one.found_through in numbers else ""
    if one.identified == "named":
        return _("identified by name")
    if one.identified == "kin_of_named":
        return _("identified through {number}").format(number=through)
    if one.identified == "named_before":
        return _("identified by what is public already")
    if one.low_households is None:
        return _("no countable fact told")
    if one.inconsistent:
        return _("facts contradict each other: not countable")
    here = one.households_absent if one.decisive == "B" else one.households_everyone
    shown = no_fewer_than(here) if one.decisive is not None and here is not None else one.low_households
    few = (
        _("could be the only household")
        if shown <= 1
        else _("no fewer than about {n} households").format(n=people(shown, lang))
    )
    return _("{few}, through {number}").format(few=few, number=through) if through else few


def _notes(one: Exposed, lang: Language, numbers: dict[str, int]) -> tuple[str, ...]:
    _ = translation(lang).gettext
    out = []
    if one.found_through in numbers:
        out.append(_("Whoever finds {number} finds this family.").format(number=f"[{numbers[one.found_through]}]"))
    if one.name_kind == "pseudonym":
        out.append(_("The name is declared not to be real. Make sure that nobody else goes by it."))
    if one.name_kind == "partial":
        out.append(_("A surname or an initial is told; it is not counted and makes the number smaller."))
    if one.insider is not None and one.insider.separating:
        told = ", ".join(label_name(label, lang) for label in one.insider.separating)
        out.append(
            _("Whoever made the arrest knows the {n} people. What sets this one apart among them: {told}.").format(
                n=people(one.insider.size, lang), told=told
            )
        )
    elif one.same_group is not None:
        group = people(one.same_group, lang)
        out.append(_("For whoever made the arrest: one of {n} people, by date and place.").format(n=group))
    if one.person.role == "helper" and one.everyone is None and one.identified is None:
        out.append(_("Helpers abroad stand in no table here: judge this one yourself."))
    return tuple(out)


def group_row(one: Group, check: Check, lang: Language, numbers: dict[str, int], lines: Lines) -> Row:
    """The row of a group told only as a whole; arguments as for `person_row`."""
    _, ngettext = translation(lang).gettext, translation(lang).ngettext
    title = ngettext("a group of {n}", "a group of {n}", one.size).format(n=people(one.size, lang))
    notes = []
    if one.event is not None:
        title = f"{title}: {happened(one.event.kind, one.event.date, one.event.place, lang)}"
    if one.known:
        notes.append(_("Date and place are told: whoever made the arrest knows who these are."))
    few = _("known to those who made the arrest") if one.known else _("no countable fact told")
    return Row(
        ref=one.ref,
        number=numbers[one.ref],
        who=title,
        level="group" if one.under(check.k) else "none",
        few=few,
        absent="–",
        absent_people="",
        everyone="–",
        everyone_people="",
        group=people(one.size, lang) if one.known else "–",
        before="",
        causes=(),
        uncounted=_uncounted(one, check, lang, lines),
        notes=tuple(notes),
    )


def _uncounted(one: Exposed | Group, check: Check, lang: Language, lines: Lines) -> tuple[Cause, ...]:
    text = check.reading.text
    return tuple(Cause(label_name(kind.label, lang), _quotes(kind.spans, text, lines, lang)) for kind in one.uncounted)


def _quotes(spans: tuple[Span, ...], text: str, lines: Lines, lang: Language) -> tuple[Quote, ...]:
    """The words of these spans, each wording once, where it stands first."""
    _ = translation(lang).gettext
    found: dict[str, int] = {}
    for span in spans:
        found.setdefault(" ".join(visible(text[span.start : span.end]).split()), lines.of(span.start))
    return tuple(Quote(words, line, _("line {n}").format(n=line)) for words, line in list(found.items())[:_QUOTES])
