"""The relatives told of a person, and which of them share her household.

A register of households knows a family only as far as it lives together. So what is told is cut into the households in
which it can be looked for: her own (spouse and children), that of her parents (parents, sisters and brothers; only
while she is surely young, because grown-up children live apart), and one with any other relative. Each gives a count,
and the smallest holds. Relatives who live elsewhere are targets of their own, found through her
(docs/method/anonymity.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from underice.exposure.facts import FactName, Facts
from underice.exposure.households import Relative
from underice.exposure.reader.model import INVERSE, Person, Reading, Relation, Span
from underice.exposure.register.counting import MOST_KIN
from underice.exposure.register.pattern import Tie
from underice.exposure.telling import countable, is_dead
from underice.vocabulary.intervals import shift_years
from underice.vocabulary.places import gazetteer

YOUNG = 30
"""Age under which somebody is taken to live with her parents: at 30 to 34, 4 of 100 women had not married (census of
2008); a judgement for men, who marry some three years later."""

NOTHING = Facts()
_TIES: dict[Relation, Tie] = {
    "child": "child", "parent": "parent", "spouse": "spouse", "sibling": "sibling", "other": "member",
}  # fmt: skip
_HOMES: tuple[frozenset[Tie], ...] = (
    frozenset({"spouse", "child"}),
    frozenset({"parent", "sibling"}),
    frozenset({"member"}),
)
_MOST_OF_A_KIND = 6


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative told. ref: the person of the draft, "" if only earlier texts tell of her. key: the registered one."""

    tie: Tie
    facts: Facts
    ref: str = ""
    key: str = ""


def kin_of(person: Person, reading: Reading, spans: dict[str, tuple[Span, ...]]) -> tuple[Kin, ...]:
    """The living relatives that a reading tells of a person, with their facts, as far as a register can hold them."""
    if not person.kin_of:
        return ()
    persons = _by_ref(reading.persons)
    found: list[Kin] = []
    for tie in person.kin_of:
        other = persons.get(tie.ref)
        if other is None or other.role == "public_figure" or is_dead(other):
            continue
        told = countable(other, spans.get(other.ref, ()), reading.text)
        facts = told.facts if told is not None else Facts(sex=other.sex, birth=other.birth)
        relation = INVERSE[tie.relation]
        if relation == "other" and not (facts.sex or facts.birth):
            continue  # "their families": everybody has one
        found += [Kin(_TIES[relation], at_home(facts), other.ref)] * _number(other, relation)
    return tuple(found[:MOST_KIN])


_latest: list[tuple[tuple[Person, ...], dict[str, Person]]] = []


def _by_ref(persons: tuple[Person, ...]) -> dict[str, Person]:
    """The persons by ref, kept for the reading asked about last: a long text is asked about once for each of them."""
    for known, found in _latest:
        if known is persons:
            return found
    made = {one.ref: one for one in persons}
    _latest[:] = [(persons, made)]
    return made


def _number(person: Person, relation: Relation) -> int:
    """How many people a relative's record stands for: "three children" are three rows of a household."""
    alone = person.group is None or person.role != "kin" or relation not in ("child", "sibling")
    return 1 if alone else min(max(person.group or 1, 1), _MOST_OF_A_KIND)


def at_home(facts: Facts) -> Facts:
    """What a register of households can hold of a relative: sex, birth, home."""
    return replace(facts.without("arrived"), unmodelled=())


def households(told: Told, as_of: date | None) -> tuple[tuple[Relative, ...], ...]:
    """The households in which a person and her kin can be looked for, each as the relatives in it; () is hers alone.

    Adding a relative or a fact adds a condition to one of them or adds one; it never takes a condition away.
    """
    homes = []
    for number, ties in enumerate(_HOMES):
        inside = tuple(_living_with(told.facts, one, as_of) for one in told.kin if one.tie in ties)
        if inside and (number != 1 or surely_young(told.facts, as_of)):
            homes.append(inside)
    return tuple(homes) or ((),)


def surely_young(facts: Facts, as_of: date | None) -> bool:
    """True if she is told to be younger than `YOUNG` on that day, whatever her birthday."""
    return facts.birth is not None and as_of is not None and facts.birth.first > shift_years(as_of, -YOUNG)


def _living_with(facts: Facts, kin: Kin, as_of: date | None) -> Relative:
    """The relative as a member of the household.

    Another home told of her is where she went, not where they lived. A child that is not surely young may have left:
    then any child at home will do.
    """
    if kin.tie == "child" and not surely_young(kin.facts, as_of):
        return Relative("child", Facts())
    places = gazetteer()
    near = [
        there
        for there in kin.facts.origin
        if any(places.within(there, here) or places.within(here, there) for here in facts.origin)
    ]
    apart = bool(facts.origin and kin.facts.origin and not near)
    return Relative(kin.tie, kin.facts.without("origin") if apart else kin.facts)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one person: her own facts and her relatives."""

    facts: Facts = NOTHING
    kin: tuple[Kin, ...] = ()

    @property
    def countable(self) -> bool:
        """True if a table can count anything of it."""
        return bool(self.facts.told or self.kin)


ClueFact = FactName | Literal["kin"]


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing told: a fact of the person (`of` ""), a relative as such ("kin"), or a fact of that relative.

    of: the ref of the relative.
    """

    fact: ClueFact
    of: str = ""


def clues(told: Told) -> tuple[Clue, ...]:
    """Everything countable that a draft tells: her own facts, then each relative, then what is told of each relative."""
    own = [Clue(name) for name in told.facts.told]
    known = {one.ref: one.facts.told for one in reversed(told.kin) if one.ref}
    refs = [ref for ref in dict.fromkeys(one.ref for one in told.kin) if ref]
    inside = [Clue(name, ref) for ref in refs for name in known[ref] if name != "origin"]
    return (*own, *(Clue("kin", ref) for ref in refs), *inside)


def leave_out(told: Told, clue: Clue) -> Told:
    """The same person with one thing not told."""
    if clue.fact == "kin":
        return Told(told.facts, tuple(one for one in told.kin if one.ref != clue.of))
    if not clue.of:
        return Told(told.facts.without(clue.fact), told.kin)
    name = clue.fact
    left = (replace(one, facts=one.facts.without(name)) if one.ref == clue.of else one for one in told.kin)
    return Told(told.facts, tuple(left))


def only(told: Told, kept: Iterable[Clue]) -> Told:
    """The same person with nothing told but these: facts of her own, and relatives with all that is told of them."""
    chosen = set(kept)
    gone = [name for name in told.facts.told if Clue(name) not in chosen]
    kin = tuple(one for one in told.kin if one.ref and Clue("kin", one.ref) in chosen)
    return Told(told.facts.without(*gone), kin)
