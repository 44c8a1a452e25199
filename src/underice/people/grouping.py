"""How many people stand behind several lists: groups of records that are one person, and the questions left open.

Records are joined best first, and everything is decided together: the rows of one list are different people; what
people have judged binds; who is not the same as one record of a group is not the same as the group; and when two
mothers are found to be one, their sons are compared anew. A pair that the facts do not decide is never joined: it
becomes a question, with what each answer would make of the number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from underice.people.bulk import bulk
from underice.people.facts import PersonFacts
from underice.people.joining import Joining, Open
from underice.people.match import Match
from underice.people.merging import Union
from underice.people.verdicts import Verdict

_SIMULATED = 400  # records up to which each answer is played through
_ASKED = 40  # questions up to which each answer is played through


@dataclass(frozen=True, slots=True)
class Link:
    """Why two records stand in one group: the match, or a verdict if `match` is None."""

    one: str
    other: str
    match: Match | None


@dataclass(frozen=True, slots=True)
class Question:
    """Two records of which only a person can say whether they are one.

    one, other: the two records of their groups that say most. if_same, if_not: how few and how many people there can be
    after either answer. answered: someone has judged that it cannot be told; it counts, but is not asked again.
    """

    one: str
    other: str
    match: Match
    if_same: tuple[int, int]
    if_not: tuple[int, int]
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Verdicts that do not go together, or that the facts speak strongly against.

    keys: the records. verdicts-clash: two that were judged different were also each judged the same as a third.
    same-against-facts, apart-against-facts: a verdict, and bits that say otherwise.
    """

    code: Literal["verdicts-clash", "same-against-facts", "apart-against-facts"]
    keys: tuple[str, ...]
    bits: float = 0.0


@dataclass(frozen=True, slots=True)
class Grouping:
    """Who is who.

    groups: records of one person each, as decided; open pairs are kept apart. questions: the likelier first. count: the
    best guess at the number of people; low, high: if all open pairs were one, or none. links: why a group is one.
    """

    groups: tuple[tuple[str, ...], ...]
    questions: tuple[Question, ...]
    count: int
    low: int
    high: int
    conflicts: tuple[Conflict, ...]
    links: tuple[Link, ...] = ()

    def group_of(self, key: str) -> tuple[str, ...]:
        """The group of a record. Raises KeyError."""
        for group in self.groups:
            if key in group:
                return group
        raise KeyError(key)


@bulk()
def group(
    people: Sequence[PersonFacts],
    verdicts: Iterable[Verdict] = (),
    expected: int | None = None,
    among: Collection[str] | None = None,
    population: int = 0,
) -> Grouping:
    """Group records; the same input in any order gives the same result.

    verdicts: those that stand; they bind. expected: how many people somebody said there are: the best guess if the
    facts allow it, never a reason to join. among: only people with one of these records are counted and asked about
    (the rows of the lists, where records of the vault are compared with them); default all. population: of how many
    records these were taken for being alike, if there are more. Raises ValueError if two records bear one key.
    """
    ordered = sorted(people, key=lambda one: one.key)
    if len({one.key for one in ordered}) != len(ordered):
        raise ValueError("two records bear one key")
    given = tuple(verdicts)
    counted = frozenset(among) if among is not None else frozenset(one.key for one in ordered)
    work = Joining(ordered, given, population)
    work.run()
    shown = _shown(work, counted)
    open_ = [pair for pair in work.open() if _concerns(pair, shown)]
    low, high, guess = _numbers(work, open_, shown)
    questions = _questions(ordered, given, work, open_, counted, (low, high), population)
    count = expected if expected is not None and low <= expected <= high else guess
    return Grouping(
        tuple(sorted(tuple(members) for members in shown.values())),
        questions,
        count,
        low,
        high,
        _conflicts(work, given),
        tuple(Link(one, other, match) for one, other, match in work.links if work.find(one) in shown),
    )


def _shown(work: Joining, counted: frozenset[str]) -> dict[str, list[str]]:
    """The groups that are counted, by what stands for them."""
    return {root: members for root, members in work.groups().items() if not counted.isdisjoint(members)}


def _concerns(pair: Open, shown: Collection[str]) -> bool:
    """Also if only one of the two is counted: whether the vault knows her is a question, though not one of number."""
    return pair[0] in shown or pair[1] in shown


class _Guess:
    """Groups joined in thought, as far as lists and verdicts allow."""

    def __init__(self, work: Joining) -> None:
        self._work = work
        self._union = Union()
        self._members: dict[str, list[str]] = {}

    def join(self, one: str, other: str) -> int:
        """1 if the two could be joined and were not one already, else 0."""
        first, second = self._union.find(one), self._union.find(other)
        if first == second:
            return 0
        ours, theirs = self._members.get(first, [first]), self._members.get(second, [second])
        if any(self._work.apart(a, b) for a in ours for b in theirs):
            return 0
        self._members[self._union.join(first, second)] = [*ours, *theirs]
        return 1


def _numbers(work: Joining, open_: Sequence[Open], shown: Collection[str]) -> tuple[int, int, int]:
    """How few, how many, and the best guess, the number expected: each open pair that the lists allow to be joined
    takes away as much of a person as it is likely to be one.
    """
    fewest = _Guess(work)
    low = high = len(shown)
    expected = float(high)
    for one, other, match, _answered in open_:
        if one in shown and other in shown and fewest.join(one, other):
            low -= 1
            expected -= match.probability
    return low, high, max(low, round(expected))


def _questions(
    people: Sequence[PersonFacts],
    verdicts: tuple[Verdict, ...],
    work: Joining,
    open_: Sequence[Open],
    counted: frozenset[str],
    numbers: tuple[int, int],
    population: int,
) -> tuple[Question, ...]:
    """The open pairs with what either answer does to the numbers; of very many pairs the answers are not played."""
    found = []
    low, high = numbers
    played = len(people) <= _SIMULATED and len(open_) <= _ASKED
    for one, other, match, answered in open_:
        a, b = work.speakers(one, other)
        if_same, if_not = (low, max(low, high - 1)), (min(low + 1, high), high)
        if played and not answered:
            if_same = _played(people, (*verdicts, Verdict(a, b, "same")), counted, population)
            if_not = _played(people, (*verdicts, Verdict(a, b, "not_same")), counted, population)
        found.append(Question(a, b, match, if_same, if_not, answered))
    return tuple(found)


def _played(
    people: Sequence[PersonFacts], verdicts: tuple[Verdict, ...], counted: frozenset[str], population: int
) -> tuple[int, int]:
    """How few and how many people there can be if a question were answered."""
    work = Joining(people, verdicts, population)
    work.run()
    shown = _shown(work, counted)
    return _numbers(work, [pair for pair in work.open() if _concerns(pair, shown)], shown)[:2]


def _conflicts(work: Joining, verdicts: Iterable[Verdict]) -> tuple[Conflict, ...]:
    found: list[Conflict] = []
    for one in sorted(verdicts, key=lambda verdict: verdict.pair):
        a, b = one.pair
        if not work.knows(a) or not work.knows(b):
            continue
        if one.answer == "not_same" and work.find(a) == work.find(b):
            found.append(Conflict("verdicts-clash", (a, b, *work.between(a, b))))
        match = work.alone(a, b)
        if one.answer == "same" and match.verdict == "not-same":
            found.append(Conflict("same-against-facts", (a, b), match.bits))
        elif one.answer == "not_same" and match.verdict == "same":
            found.append(Conflict("apart-against-facts", (a, b), match.bits))
    return tuple(found)
