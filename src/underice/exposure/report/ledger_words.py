"""What is public, in words: publication by publication, and what it leaves of each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, get_args

from underice.exposure.reader.model import EventKind
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import happened, people, place, when
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.known import FactKind, Known
    from underice.exposure.ledger import Disclosed, Line, Publication


def called(key: str, known: Known) -> str:
    """A registered person for the screen: her name as recorded first, and the beginning of her id."""
    one = known.people.get(key)
    names = (*one.facts.names, *one.facts.aliases) if one is not None else ()
    return f"{visible(names[0])} {key[:8]}" if names else key[:8]


def value_said(fact: FactKind, value: str, lang: Language) -> str:
    """A value of the ledger in words."""
    if fact in ("origin", "residence"):
        try:
            return place(tuple(value.split("|")), lang)
        except KeyError:
            return visible(value)
    if fact in ("birth", "arrived"):
        days = to_interval(value)
        years = days.years if days is not None else range(0)
        return f"{years[0]}–{years[-1]}" if "/" in value and len(years) > 1 else when(value, lang)
    if fact == "event":
        return _event_said(value, lang)
    of = {"sex": ("person", "sex"), "kin": ("kin", "relation")}.get(fact)
    prop = property_of(*of) if of is not None else None
    if prop is not None and value in prop.options:
        return prop.options[value][lang]
    return visible(value)


def _event_said(value: str, lang: Language) -> str:
    """An event as the ledger writes it (kind, date, places) in words; other words as they are."""
    kind = next((one for one in get_args(EventKind) if one == value.split(" ")[0]), None)
    if kind is None:
        return visible(value)
    rest = value.split(" ")[1:]
    on = next((part for part in rest if part[:1].isdigit()), None)
    where = next((part for part in rest if part != on), "")
    try:
        return happened(kind, on, tuple(where.split("|")) if where else (), lang)
    except KeyError:
        return visible(value)


def fact_said(fact: FactKind, lang: Language) -> str:
    """What a kind of fact is called."""
    prop = property_of("disclosure", "fact")
    return prop.options[fact][lang] if prop is not None else fact


def ledger_lines(lines: Sequence[Line], known: Known, lang: Language) -> Iterator[str]:
    """The ledger in words."""
    _ = translation(lang).gettext
    if not lines:
        yield _("Nothing is recorded as public about these people. That does not say that nothing is.")
        return
    for _id, said in groupby(lines, lambda line: line.publication.id):
        some = list(said)
        yield _headed(some[0].publication, lang)
        for line in some:
            key = known.key_by_record.get(line.about, line.about)
            yield _one(called(key, known), line.said.fact, line.said.value, line.said.words, lang) + (
                f" · {_('taken back, still counted')}" if line.said.retracted else ""
            )
    yield ""
    yield _("What this leaves of each person, if nothing else is public:")
    yield from _left(lines, known, lang)


def _headed(text: Publication, lang: Language) -> str:
    _ = translation(lang).gettext
    parts = [when(text.date, lang) if text.date else "–", visible(text.title), visible(text.publisher)]
    if text.ours:
        parts.append(_("ours"))
    return " · ".join(part for part in parts if part) + (f"  [{text.id[:8]}]" if text.id else "")


def _one(who: str, fact: FactKind, value: str, words: str, lang: Language) -> str:
    said = f"  {who}: {fact_said(fact, lang)} – {value_said(fact, value, lang)}"
    return f"{said}  “{visible(words)}”" if words and words != value else said


def _left(lines: Sequence[Line], known: Known, lang: Language) -> Iterator[str]:
    """How many households each person still stands among, by the ledger alone."""
    for key in dict.fromkeys(known.key_by_record.get(line.about, "") for line in lines):
        if key:
            yield f"  {left_said(key, known, lang)}"


def left_said(key: str, known: Known, lang: Language) -> str:
    """How many households one person still stands among, by what is public about her alone."""
    from underice.exposure.facts import Facts
    from underice.exposure.weighing import counts

    _ = translation(lang).gettext
    public = known.public(key)
    who = called(key, known)
    if known.named(key):
        return _("{who}: identified by what is public").format(who=who)
    if public.facts == Facts() and not public.kin:
        return _("{who}: nothing that can be counted").format(who=who)
    away = not any(one.fact == "residence" for one in known.published.get(key, ()))
    found = counts(public, away, date.today())
    if found.inconsistent:
        return _("{who}: what is public contradicts itself; nothing was counted").format(who=who)
    left = _("{who}: no fewer than about {a} households among everyone").format(
        who=who, a=people(found.everyone.households.low, lang)
    )
    if found.absent is not None:
        left += _(", {b} on a list of the absent").format(b=people(found.absent.households.low, lang))
    return left


def disclosed_lines(
    found: Sequence[Disclosed], known: Known, publication: Publication, lang: Language
) -> Iterator[str]:
    """What is about to be recorded."""
    _ = translation(lang).gettext
    yield _headed(publication, lang)
    for about, some in groupby(found, lambda one: one.about):
        key = known.key_by_record.get(about, about)
        for one in some:
            relative = known.key_by_record.get(one.relative, one.relative)
            line = _one(called(key, known), one.fact, one.value, one.words, lang)
            yield f"{line} → {called(relative, known)}" if relative else line
