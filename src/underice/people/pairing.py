"""Which records are worth comparing: those whose names share blocking keys, and relatives of such.

Of few records all pairs are compared. Of more, two come together if a spelling of theirs shares a key (`keys`); of very
many, if that is the key of the whole name or there are two such. A key that a crowd shares is split by year of birth and
by home; someone without a name comes together with the relatives of those whom her relatives may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from underice.people.facts import PersonFacts
from underice.people.keys import keys

FEW = 60
"""Up to so many records all pairs are compared."""
MANY = 2000
"""Beyond so many records one part of a name in common is not enough: of 16,000 such pairs none was one person
(bench/match.py, 5,400 rows)."""
CROWD = 60
"""A key that more share is split."""
_NEAR = 3  # years
_APART = 12  # years between births from which two records are not compared

Pair = tuple[str, str]


def pairs(people: Sequence[PersonFacts]) -> set[Pair]:
    """Candidate pairs of keys, the smaller first."""
    if len(people) <= FEW:
        return {_pair(one.key, other.key) for one, other in combinations(people, 2)}
    known = {one.key: one for one in people}
    found = {pair for pair in _by_name(people) if _possible(known[pair[0]], known[pair[1]])}
    return found | {pair for pair in _by_kin(people, known, found) if _possible(known[pair[0]], known[pair[1]])}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _by_name(people: Sequence[PersonFacts]) -> Iterator[Pair]:
    blocks: dict[str, list[PersonFacts]] = {}
    for one in people:
        for key in {key for name in (*one.names, *one.aliases) for key in keys(name) or {name.casefold()}}:
            blocks.setdefault(key, []).append(one)
    if len(people) <= MANY:
        for block in blocks.values():
            yield from _of(block)
        return
    once: set[Pair] = set()
    for key, block in blocks.items():
        for pair in _of(block):
            if pair in once or _whole(key):
                yield pair
            once.add(pair)


def _whole(key: str) -> bool:
    """True if a key is made from all of a name, not from the surname or the given name with a gap."""
    surname, _bar, given = key.partition("|")
    return bool(surname or not _bar) and "." not in given


def _of(block: Sequence[PersonFacts]) -> Iterator[Pair]:
    if len(block) <= CROWD:
        for one, other in combinations(block, 2):
            yield _pair(one.key, other.key)
        return
    narrow: dict[tuple[str, str | int], list[PersonFacts]] = {}
    for one in block:
        for mark in _marks(one):
            narrow.setdefault(mark, []).append(one)
    for crowd in narrow.values():
        if len(crowd) < len(block):
            for one, other in combinations(crowd[: CROWD * 4], 2):
                yield _pair(one.key, other.key)


def _marks(one: PersonFacts) -> set[tuple[str, str | int]]:
    """By what a crowd is split: years of birth with home, kin; who tells nothing is compared with nobody there."""
    places = {place for claim in one.origins for place in claim} or {""}
    years = {year for claim in one.births if claim.days < 5 * 366 for year in claim.years}
    return {(place, year) for place in places for year in years} | {("kin", tie.relative) for tie in one.kin}


def _by_kin(people: Iterable[PersonFacts], known: Mapping[str, PersonFacts], found: set[Pair]) -> Iterator[Pair]:
    """Relatives of candidates: those whom a tie of one sort binds to two records that may be one person."""
    bound: dict[str, dict[str, list[str]]] = {}  # relative → relation → whose relative she is
    for one in people:
        for tie in one.kin:
            if tie.relative:
                bound.setdefault(tie.relative, {}).setdefault(tie.relation, []).append(one.key)
    for relations in bound.values():
        for members in relations.values():
            yield from (_pair(a, b) for a, b in combinations(sorted(set(members)), 2))
    for first, second in sorted(found):
        mine, yours = bound.get(first), bound.get(second)
        if mine and yours:
            yield from _tied(mine, yours, known)


def _tied(
    mine: Mapping[str, Sequence[str]], yours: Mapping[str, Sequence[str]], known: Mapping[str, PersonFacts]
) -> Iterator[Pair]:
    for relation, members in mine.items():
        for a in members:
            for b in yours.get(relation, ()):
                if a != b and (not known[a].names or not known[b].names):
                    yield _pair(a, b)


def _possible(one: PersonFacts, other: PersonFacts) -> bool:
    """False if they need no comparing: births far apart beyond any slip."""
    if not one.births or not other.births:
        return True
    gap = min(max(a.first.year - b.last.year, b.first.year - a.last.year, 0) for a in one.births for b in other.births)
    return gap <= _APART
