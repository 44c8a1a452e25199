"""One person or group of the report: who, how few, by which words, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from underice.exposure.anonymity import no_fewer_than
from underice.exposure.check import Check, Exposed, Group
from underice.exposure.reader.model import Span
from underice.exposure.report.marked import Lines
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import fact_name, factor, gain, happened, label_name, people, span_of, who
from underice.vocabulary.language import Language, translation

Level = Literal["identified", "few", "group", "many", "none", "dead"]
_QUOTES = 4
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

    few: the deciding number in words. absent, everyone, group: the three numbers as ranges, "–" where there is none.
    causes: counted words, strongest first. uncounted: words that went into no number. notes: what else to know.
    """

    number: int
    who: str
    level: Level
    few: str
    absent: str
    everyone: str
    group: str
    causes: tuple[Cause, ...]
    uncounted: tuple[Cause, ...]
    notes: tuple[str, ...]


def person_row(one: Exposed, check: Check, lang: Language, numbers: dict[str, int], lines: Lines) -> Row:
    """The row of one person. numbers: the report's number of each person and group by ref; lines: of the draft."""
    reading = check.reading
    sex_words = tuple(reading.text[span.start : span.end] for span in one.spans if span.label == "sex")
    return Row(
        number=numbers[one.ref],
        who=who(one.person, reading.date, lang, numbers, sex_words),
        level=_level(one, check.k),
        few=_few(one, lang, numbers),
        absent=span_of(one.absent, lang) if one.absent is not None and not one.dead else "–",
        everyone=span_of(one.everyone, lang) if one.everyone is not None and not one.dead else "–",
        group=str(one.same_group) if one.same_group is not None else "–",
        causes=_names(one, check, lang, lines)
        + tuple(
            Cause(
                fact_name(telling.fact, lang),
                _quotes(telling.spans, reading.text, lines, lang),
                gain(telling.bits, lang),
                factor(telling.bits),
            )
            for telling in one.tellings
        ),
        uncounted=_uncounted(one, check, lang, lines),
        notes=_notes(one, lang, numbers),
    )


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
    if one.low is not None and one.low < k:
        return "few"
    if one.under(k):
        return "group"
    return "none" if one.low is None else "many"


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
    if one.low is None:
        return _("no countable fact told")
    if one.inconsistent:
        return _("facts contradict each other: not countable")
    here = one.absent if one.decisive == "B" else one.everyone
    shown = no_fewer_than(here) if one.decisive is not None and here is not None else one.low
    few = _("could be the only one") if shown <= 1 else _("no fewer than about {n}").format(n=people(shown, lang))
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
    if one.same_group is not None:
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
        number=numbers[one.ref],
        who=title,
        level="group" if one.under(check.k) else "none",
        few=few,
        absent="–",
        everyone="–",
        group=people(one.size, lang) if one.known else "–",
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
