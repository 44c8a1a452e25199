"""From a person as the text tells her to what can be counted, and what cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from underice.exposure.anonymity import Count
from underice.exposure.facts import FactName, Facts
from underice.exposure.reader.model import Event, Label, Person, Span
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.names import is_korean_surname
from underice.vocabulary.places import gazetteer

NameKind = Literal["none", "pseudonym", "partial", "real"]
"""partial: a surname alone, an initial, or a name masked with signs; it narrows, but does not say who it is."""

HOME, SOUTH = "KP", "KR"
_MASKED = re.compile(r"[○◯〇*×xX●△□_]|^[A-Z]\.?(?:씨|양|군)?$|^.모(?:씨|양|군)?$")
_KNOWN_TO_CAPTORS = ("arrest", "detention", "return", "crossing")
_LEFT_HOME = ("arrest", "detention", "return", "crossing", "departure", "arrival")
_UNCOUNTED: tuple[Label, ...] = (
    "name",
    "occupation",
    "workplace",
    "distinguishing",
    "kin",
    "event",
    "place",
    "date",
    "group_size",
    "origin",
    "birth",
    "age",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A counted fact, the words that tell it, and what it costs.

    fact: a fact of her own, or with `of` (a relative's ref) one of that relative; "kin" is that there is such a relative.
    bits: log2 of how many times more people would fit without this fact, the others staying. without: that count.
    """

    fact: FactName | Literal["kin"]
    spans: tuple[Span, ...]
    bits: float
    without: Count
    of: str = ""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Words that narrow a person further than any table here can count."""

    label: Label
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Countable:
    """A person's facts as the population knows them, with the words of each."""

    facts: Facts
    words: dict[FactName, tuple[Span, ...]]


def countable(person: Person, spans: tuple[Span, ...], text: str) -> Countable | None:
    """What of `person` the population can count; None if she belongs to no population it knows.

    spans: hers. text: the draft (to tell which words give the year of arrival).
    """
    origin, origin_labels = _home(person)
    if not origin and person.origin:
        return None
    if person.role == "helper" and not origin:
        return None
    arrived = arrived_in_south(person)
    words: dict[FactName, tuple[Span, ...]] = {
        "origin": _of(spans, *origin_labels),
        "birth": _of(spans, "birth", "age"),
        "sex": _of(spans, "sex") or _of(spans, "kin")[:1],
        "arrived": _year_words(_of(spans, "date"), arrived, text) if arrived is not None else (),
    }
    counted = [span for kind in words.values() for span in kind]
    facts = Facts(
        sex=person.sex,
        birth=person.birth,
        origin=origin,
        arrived=arrived,
        unmodelled=tuple(kind.label for kind in uncounted_words(spans, tuple(counted))),
    )
    return Countable(facts, words)


def _home(person: Person) -> tuple[tuple[str, ...], tuple[Label, ...]]:
    """Places of the home country she may come from; for relatives who stayed, where they live counts as that."""
    places = gazetteer()
    home = tuple(place for place in person.origin if places.within(place, HOME))
    if home:
        return home, ("origin",)
    if not person.origin and person.role == "kin" and not is_away(person):
        for event in person.events:
            lives = tuple(place for place in event.place if places.within(place, HOME)) if event.kind == "other" else ()
            if lives:
                return lives, ("place",)
    return (), ()


def arrived_in_south(person: Person) -> DateInterval | None:
    """When she came to South Korea. An arrival without a place is taken as one there: the narrower, safer reading."""
    for event in person.events:
        if event.kind != "arrival" or event.date is None:
            continue
        if not event.place or any(gazetteer().within(place, SOUTH) for place in event.place):
            return to_interval(event.date)
    return None


def _of(spans: tuple[Span, ...], *labels: Label) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.label in labels)


def _year_words(dates: tuple[Span, ...], arrived: DateInterval, text: str) -> tuple[Span, ...]:
    """Among her dates those that name the year of arrival; all of them if none does so in figures."""
    year = str(arrived.first.year)
    return tuple(span for span in dates if year in text[span.start : span.end]) or dates


def is_away(person: Person) -> bool:
    """True if the text puts her outside the home country, so that a list of the absent may hold her."""
    if person.role in ("at_risk", "author"):
        return True
    return any(event.kind in _LEFT_HOME for event in person.events)


def known_event(person: Person) -> Event | None:
    """The event by which captors know the group: its date is told, and a place narrower than a country."""
    for event in person.events:
        if event.kind in _KNOWN_TO_CAPTORS and event.date is not None and any(map(_within_a_country, event.place)):
            return event
    return None


def _within_a_country(place: str) -> bool:
    return len(gazetteer().ladder(place)) > 1


def is_dead(person: Person) -> bool:
    """True if the text tells her death."""
    return any(event.kind == "death" for event in person.events)


def name_kind(person: Person) -> NameKind:
    """What the name written in the draft gives away. A given name alone counts as real: colleagues know her by it."""
    if person.name is None:
        return "none"
    if person.pseudonym:
        return "pseudonym"
    if _MASKED.search(person.name) or is_korean_surname(person.name):
        return "partial"
    return "real"


def uncounted_words(spans: tuple[Span, ...], counted: tuple[Span, ...]) -> tuple[Uncounted, ...]:
    """The words about a person that went into no count, by kind, in the order in which kinds usually hurt."""
    rest = [span for span in spans if span not in counted]
    found = ((label, _of(tuple(rest), label)) for label in _UNCOUNTED)
    return tuple(Uncounted(label, words) for label, words in found if words)
