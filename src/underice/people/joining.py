"""Joining records best first under what must and must not be: the work behind `underice.people.grouping`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from underice.people.fact_weights import Part, numbers
from underice.people.facts import KinFact, PersonFacts
from underice.people.match import Frequencies, Match, basis, compare, judge, kin, weighed
from underice.people.merging import Union
from underice.people.pairing import Pair, pairs
from underice.people.verdicts import Verdict

T = TypeVar("T")

_ROUNDS = 12
_MANY = 20
"""Records of one person beyond which they are not compared with others one by one."""

Open = tuple[str, str, Match, bool]
"""Two groups that may be one: what stands for each, the match, and whether someone said that it cannot be told."""


class Joining:
    """Groups of records in the making. A group is named by its smallest key."""

    def __init__(self, people: Sequence[PersonFacts], verdicts: Iterable[Verdict], population: int = 0) -> None:
        self._people = {one.key: one for one in people}
        counted = Frequencies.of(people)
        self._frequencies = replace(counted, people=max(counted.people, population))
        self._union = Union()
        self._members: dict[str, list[str]] = {key: [key] for key in self._people}
        self._merged: dict[str, PersonFacts] = dict(self._people)
        self._parted: dict[str, set[str]] = {}
        self._left: set[Pair] = set()
        self._judged: set[Pair] = set()
        self._basis: dict[tuple[str, int, str, int], tuple[Part, ...]] = {}
        self._candidates = sorted(pairs(people))
        self._scored: dict[Pair, Match] = {}
        self._differ: dict[Pair, bool] = {}
        self.links: list[tuple[str, str, Match | None]] = []
        for one in sorted(verdicts, key=lambda verdict: verdict.pair):
            self._take(one)

    def _take(self, verdict: Verdict) -> None:
        """What a verdict binds."""
        one, other = verdict.pair
        if one not in self._people or other not in self._people:
            return
        if verdict.answer == "same":
            self._judged.add((one, other))
            self._join(one, other, None)
        elif verdict.answer == "not_same":
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)
        else:
            self._left.add((one, other))

    # --- what is known --------------------------------------------------------------------------------------------

    def knows(self, key: str) -> bool:
        """True if there is a record of that key."""
        return key in self._people

    def find(self, key: str) -> str:
        """What stands for the group of a record."""
        return self._union.find(key)

    def groups(self) -> dict[str, list[str]]:
        """The members of each group, in order."""
        return {root: sorted(members) for root, members in sorted(self._members.items())}

    def apart(self, one: str, other: str) -> bool:
        """True if two groups cannot be one: a verdict says so, or each has a row of its own in one list."""
        a, b = self._members[one], self._members[other]
        if any(self._parted[key] & set(b) for key in a if key in self._parted):
            return True
        return bool(self._merged[one].lists & self._merged[other].lists)

    def between(self, one: str, other: str) -> tuple[str, ...]:
        """The records through which verdicts bind two records together."""
        return tuple(
            key for key in self._members[self.find(one)]
            if key not in (one, other) and any(key in pair for pair in self._judged)
        )  # fmt: skip

    def alone(self, one: str, other: str) -> Match:
        """The match of two records as they are, with what is known of their relatives."""
        return compare(self._people[one], self._people[other], self._frequencies, sure=self._sure)

    def speakers(self, one: str, other: str) -> Pair:
        """The two records, the first of group `one`, the second of `other`, that speak most for their being one."""
        return max(
            ((a, b) for a in sorted(self._members[one]) for b in sorted(self._members[other])),
            key=lambda pair: self.alone(*pair).bits,
        )

    def open(self) -> list[Open]:
        """Groups that may be one and were not joined, likeliest first; not those that cannot be."""
        least = numbers().verdict["ask"]
        left = {tuple(sorted((self.find(one), self.find(other)))) for one, other in self._left}
        found: list[Open] = []
        for (one, other), match in self._scored.items():
            answered = (one, other) in left
            if (match.verdict != "not-same" and match.probability >= least) or answered:
                found.append((one, other, match, answered))
        return sorted(found, key=lambda entry: (-entry[2].probability, entry[0], entry[1]))

    # --- joining --------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Join what is decided, round after round, until nothing more is."""
        for _round in range(_ROUNDS):
            self._score()
            if not self._join_best():
                return

    def _score(self) -> None:
        """Compare every pair of groups in which a candidate pair stands, but those that cannot be one."""
        wanted: set[Pair] = set()
        for one, other in (*self._candidates, *self._left):
            a, b = sorted((self.find(one), self.find(other)))
            if a != b:
                wanted.add((a, b))
        self._scored = {pair: self._match(*pair) for pair in sorted(wanted) if not self.apart(*pair)}

    def _match(self, one: str, other: str) -> Match:
        a, b = self._merged[one], self._merged[other]
        mark = (one, len(self._members[one]), other, len(self._members[other]))
        if mark not in self._basis:
            self._basis[mark] = basis(a, b, self._frequencies)
        if not a.kin or not b.kin:
            ties = kin(a, b, self._frequencies) if a.kin or b.kin else ()
        else:
            ties = kin(self._mapped(a), self._mapped(b), self._frequencies, self._sure)
        return judge(weighed(a, b, self._basis[mark], ties), self._frequencies)

    def _mapped(self, one: PersonFacts) -> PersonFacts:
        """Her relatives by what stands for their groups, each once."""
        ties: dict[tuple[str, str], KinFact] = {}
        for tie in one.kin:
            relative = self.find(tie.relative) if tie.relative in self._people else tie.relative
            mark = (tie.relation, relative or "/".join(tie.names))
            held = ties.get(mark)
            names = (*held.names, *(name for name in tie.names if name not in held.names)) if held else tie.names
            ties[mark] = KinFact(tie.relation, relative, names)
        return replace(one, kin=tuple(ties.values()))

    def _sure(self, one: str, other: str) -> float | None:
        """How surely two relatives are one person."""
        if one not in self._people or other not in self._people:
            return None
        a, b = sorted((self.find(one), self.find(other)))
        if a == b:
            return 1.0
        if self.apart(a, b):
            return 0.0
        scored = self._scored.get((a, b))
        return None if scored is None else 0.0 if scored.verdict == "not-same" else None

    def _join_best(self) -> bool:
        """Join the pairs that are decided and have no rival, best first; True if any were."""
        decided = [(pair, match) for pair, match in self._scored.items() if match.verdict == "same"]
        decided.sort(key=lambda entry: (-entry[1].bits, entry[0]))
        near: dict[str, list[tuple[str, Match]]] = {}
        for (one, other), match in self._scored.items():
            near.setdefault(one, []).append((other, match))
            near.setdefault(other, []).append((one, match))
        touched: set[str] = set()
        joined = False
        for (one, other), match in decided:
            if one in touched or other in touched or self._left_open(one, other):
                continue  # a group that has just grown is compared anew before it grows again
            if self._torn(one, other):
                continue
            if self._rival(one, other, match, near) or self._rival(other, one, match, near):
                continue
            a, b = (
                self.speakers(one, other) if len(self._members[one]) * len(self._members[other]) < 50 else (one, other)
            )
            self._join(a, b, match)
            touched |= {one, other}
            joined = True
        return joined

    def _left_open(self, one: str, other: str) -> bool:
        """True if someone judged that it cannot be told of them; that binds, too."""
        ours, theirs = set(self._members[one]), set(self._members[other])
        return any((a in ours and b in theirs) or (a in theirs and b in ours) for a, b in self._left)

    def _rival(self, one: str, other: str, match: Match, near: Mapping[str, Sequence[tuple[str, Match]]]) -> bool:
        """True if `one` fits a third group nearly as well, and that cannot be one with `other`, or has another name.

        "Kang Chol-min" may be 강철민 or 강절민: which of them is for somebody to say.
        """
        margin = numbers().verdict["margin"]
        for third, against in near.get(one, ()):
            if third == other or against.bits < match.bits - margin or against.verdict == "not-same":
                continue
            if third in self._members and (self.apart(third, other) or self._torn(third, other)):
                return True
        return False

    def _torn(self, one: str, other: str) -> bool:
        """True if two records of two groups bear names in Hangul that differ, and are not the same by what else is told.

        A third record in another script, which fits both, does not make them one.
        """
        if max(len(self._members[one]), len(self._members[other])) > _MANY:
            return False
        pairs_ = ((a, b) for a in self._members[one] for b in self._members[other])
        return any(
            self._in_hangul(a) and self._in_hangul(b) and self._names_differ(a, b)
            for a, b in pairs_
            if (min(a, b), max(a, b)) not in self._judged
        )

    def _in_hangul(self, key: str) -> bool:
        return any("가" <= name.strip()[:1] <= "힣" for name in self._people[key].names)

    def _names_differ(self, one: str, other: str) -> bool:
        pair = min(one, other), max(one, other)
        if pair not in self._differ:
            match = compare(self._people[one], self._people[other], self._frequencies)
            differ = any(found.code == "name-differs" for found in match.parts)
            self._differ[pair] = differ and match.verdict != "same"
        return self._differ[pair]

    def _join(self, one: str, other: str, match: Match | None) -> None:
        a, b = self.find(one), self.find(other)
        self.links.append((one, other, match))
        if a == b:
            return
        root = self._union.join(a, b)
        gone = b if root == a else a
        self._members[root] = sorted((*self._members[root], *self._members.pop(gone)))
        self._merged[root] = _together(root, self._merged[root], self._merged.pop(gone))


def _together(key: str, one: PersonFacts, other: PersonFacts) -> PersonFacts:
    """All facts of two records as one."""
    return PersonFacts(
        key,
        _both(one.names, other.names),
        _both(one.aliases, other.aliases),
        _both(one.sex, other.sex),
        _both(one.births, other.births),
        _both(one.origins, other.origins),
        _both(one.occupations, other.occupations),
        _both(one.kin, other.kin),
        one.events | other.events,
        one.lists | other.lists,
    )


def _both(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*one, *other)))
