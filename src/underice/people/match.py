"""Are two records one person? Names, births, sex, home, kin, work, events and lists, weighed in bits and added up.

The model is that of Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969): independent facts, each with a
weight for and against (`fact_weights`, `name_weights`), a prior, and two thresholds between which nobody decides but a
person. How the numbers were found: docs/method/matching.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from underice.people import fact_weights as weigh
from underice.people import name_weights
from underice.people.fact_weights import Part, numbers, part
from underice.people.facts import KinFact, PersonFacts

Answer = Literal["same", "not-same", "cannot-tell"]

Sure = Callable[[str, str], float | None]
"""How surely two relatives, by their keys, are one person: 1 known to be one, 0 known to be two, None not known."""

_GENERAL = {
    "mother": "parent", "father": "parent", "son": "child", "daughter": "child", "wife": "spouse", "husband": "spouse",
    "brother": "sibling", "sister": "sibling",
}  # fmt: skip
_ONLY = frozenset(("mother", "father", "wife", "husband", "spouse"))
_BORN_TOGETHER = frozenset(("mother", "father", "parent", "brother", "sister", "sibling"))
_LARGEST = 60.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often names and incidents occur among the people compared: a name that many bear tells little.

    people: how many records there are. names: canonical name → the most records of one list that bear it, those of no
    list counting as a list: across lists one person occurs again. events: incident → its share.
    """

    people: int
    names: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[PersonFacts]) -> Frequencies:
        """Counted over some records; a record counts once for each of its names."""
        borne: Counter[tuple[str, str]] = Counter()
        events: Counter[str] = Counter()
        number = 0
        for one in people:
            number += 1
            for name in {name_weights.canonical(name) for name in one.names}:
                borne.update((name, place) for place in one.lists or ("",))
            events.update(one.events)
        names: dict[str, int] = {}
        for (name, _place), count in borne.items():
            names[name] = max(count, names.get(name, 0))
        return cls(number, names, {name: count / number for name, count in events.items()})


@dataclass(frozen=True, slots=True)
class Match:
    """What speaks for and against, added up.

    bits: the sum of the parts, before the prior. prior: of how many people one was sought (odds 1 : prior).
    probability: of being one person, after the prior. parts: the heaviest first.
    """

    bits: float
    probability: float
    verdict: Answer
    parts: tuple[Part, ...]
    prior: int


def compare(
    a: PersonFacts, b: PersonFacts, frequencies: Frequencies | None = None, *, sure: Sure | None = None
) -> Match:
    """Two records side by side. What one of them does not tell weighs nothing.

    frequencies: of the people compared, for the prior and for how much a name tells. sure: what is known of relatives;
    without it, only relatives with one key are one. The result is the same both ways round but for the order of fields.
    """
    return judge(weighed(a, b, basis(a, b, frequencies), kin(a, b, frequencies, sure)), frequencies)


def basis(a: PersonFacts, b: PersonFacts, frequencies: Frequencies | None = None) -> tuple[Part, ...]:
    """The parts of a match that do not hang on relatives."""
    names = frequencies.names if frequencies else None
    people = frequencies.people if frequencies else 0
    found = (
        name_weights.name(a.names, b.names, a.aliases, b.aliases, names, people),
        name_weights.characters(a.names, b.names),
        weigh.birth(a.births, b.births),
        weigh.sex(a.sex, b.sex),
        weigh.home(a.origins, b.origins),
        weigh.occupation(a.occupations, b.occupations),
        weigh.event(a.events, b.events, frequencies.events if frequencies else {}),
        weigh.lists(a.lists, b.lists),
    )
    return tuple(one for one in found if one is not None)


def weighed(a: PersonFacts, b: PersonFacts, parts: Iterable[Part], ties: Sequence[Part]) -> tuple[Part, ...]:
    """Parts and ties together.

    Where only a common parent, sister or brother brings two records together and no name does, the other one is most
    likely a sister or brother: what those have in common, too, tells little.
    """
    known = tuple(parts)
    near = any(one.bits > 0 and dict(one.fields).get("relation") in _BORN_TOGETHER for one in ties)
    if not near or any(one.fact == "name" and one.bits > 0 for one in known):
        return (*known, *ties)
    birth = weigh.birth(a.births, b.births, numbers().kin["siblings"])
    kept = [one for one in known if one.fact != "birth" and not (one.fact in ("home", "event") and one.bits > 0)]
    kept = [Part(one.fact, min(one.bits, 1.0), one.code, one.fields) if one.fact == "sex" else one for one in kept]
    return (*kept, *((birth,) if birth else ()), *ties)


def prior_people(frequencies: Frequencies | None) -> int:
    """Of how many people one is sought."""
    prior = numbers().prior
    return int(prior["people"] if frequencies is None else max(prior["least_people"], frequencies.people))


def judge(parts: Iterable[Part], frequencies: Frequencies | None = None) -> Match:
    """Parts added up, and the verdict by the two thresholds.

    A name alone, however rare, is never enough: `support` says how much the other facts must give.
    """
    ordered = tuple(sorted(parts, key=lambda one: -abs(one.bits)))
    people = prior_people(frequencies)
    total = sum(one.bits for one in ordered)
    odds = max(-_LARGEST, min(_LARGEST, total - math.log2(people)))
    probability = 1.0 / (1.0 + 2.0**-odds)
    limits = numbers().verdict
    verdict: Answer = "cannot-tell"
    if probability < limits["not_same"]:
        verdict = "not-same"
    elif probability >= limits["same"]:
        others = sum(one.bits for one in ordered if one.fact != "name" and one.bits > 0)
        if others >= limits["support"]:
            verdict = "same"
        else:
            ordered = (*ordered, part("name", 0.0, "name-alone"))
    return Match(total, probability, verdict, ordered, people)


# --- kin --------------------------------------------------------------------------------------------------------------


def kin(
    a: PersonFacts, b: PersonFacts, frequencies: Frequencies | None = None, sure: Sure | None = None
) -> tuple[Part, ...]:
    """Relatives in common. A mother may have two children, so a tie weighs what tells those few who can share it from
    everybody else (kin.others in match.toml); the other facts must tell those apart.
    """
    if _tied(a, b):
        return (part("kin", numbers().kin["tied"], "kin-tied"),)
    if not a.kin or not b.kin:
        return ()
    people = prior_people(frequencies)
    found: list[Part] = []
    used: set[tuple[str, tuple[str, ...]]] = set()
    pairs = ((one, other) for one in a.kin for other in b.kin if _alike(one.relation, other.relation))
    weighed = [tie for one, other in pairs if (tie := _tie(one, other, people, sure)) is not None]
    weighed.sort(key=lambda entry: -abs(entry[2].bits))
    for mine, yours, told in weighed:
        sides = {("a", (mine.relative, *mine.names)), ("b", (yours.relative, *yours.names))}
        if not sides & used:  # a relative is counted once
            used |= sides
            found.append(told)
    return tuple(_capped(found, math.log2(people) + numbers().kin["most"]))


def _capped(found: list[Part], most: float) -> list[Part]:
    """Ties are not independent: together they give at most `most`, and what speaks for outweighs what differs."""
    gains = sum(one.bits for one in found if one.bits > 0)
    kept = [one for one in found if one.bits > 0 or not gains]
    factor = min(1.0, most / gains) if gains else 1.0
    return [Part(one.fact, one.bits * factor, one.code, one.fields) if one.bits > 0 else one for one in kept]


def _tied(a: PersonFacts, b: PersonFacts) -> bool:
    """True if one is a relative of the other: nobody is her own mother."""
    return any(tie.relative == b.key for tie in a.kin) or any(tie.relative == a.key for tie in b.kin)


def _alike(one: str, other: str) -> bool:
    """True if two relations may be one: mother and parent, but not mother and father."""
    return one == other or _GENERAL.get(one) == other or _GENERAL.get(other) == one


def _tie(one: KinFact, other: KinFact, people: int, sure: Sure | None) -> tuple[KinFact, KinFact, Part] | None:
    """What one pair of ties weighs; None if it tells nothing."""
    n = numbers().kin
    only = one.relation in _ONLY and other.relation in _ONLY
    others = max(numbers().others.get(relation, people) for relation in (one.relation, other.relation))
    fields = {"relation": one.relation, "one": _called(one), "other": _called(other)}
    known = _known(one, other, sure)
    if known is not None:
        if known == 0.0:
            return (one, other, part("kin", n["differs"], "kin-differs", **fields)) if only else None
        bits = math.log2(n["told"] * known * people / others + (1 - known))
        return (one, other, part("kin", bits, "kin-shared", **fields)) if bits > 0 else None
    named = name_weights.name(one.names, other.names)
    if named is None:
        return None
    if named.bits > 0 and named.code != "name-partial":
        bits = math.log2(max(1.0, n["told"] / (others / people + 2.0**-named.bits)))
        fields |= dict(named.fields)
        return one, other, part("kin", bits, "kin-named", **fields)
    if only and named.code == "name-differs":
        return one, other, part("kin", n["named_apart"], "kin-differs", **(fields | dict(named.fields)))
    return None


def _known(one: KinFact, other: KinFact, sure: Sure | None) -> float | None:
    if not one.relative or not other.relative:
        return None
    if one.relative == other.relative:
        return 1.0
    return sure(one.relative, other.relative) if sure is not None else None


def _called(tie: KinFact) -> str:
    return tie.names[0] if tie.names else ""
