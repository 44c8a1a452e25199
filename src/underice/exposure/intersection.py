"""What a reader knows who has read two texts about one person: the intersection of both, never the union."""

from __future__ import annotations

from dataclasses import replace

from underice.exposure.facts import Facts
from underice.exposure.register.counting import MOST_KIN
from underice.exposure.relatives import Kin, Told
from underice.vocabulary.places import gazetteer


def together(one: Facts, other: Facts) -> Facts:
    """The facts of both; a county and its province are the county, and places apart are a contradiction.

    A contradiction keeps the value of `one` and is named in `conflicts`; see `Facts.combine`.
    """
    shared = narrowed(one.origin, other.origin)
    if shared:
        one, other = replace(one, origin=shared), replace(other, origin=shared)
    return one.combine(other)


def narrowed(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The candidate places that both allow, the narrower of each pair; () if there is none, or one tells nothing."""
    places = gazetteer()
    found = []
    for here in one:
        for there in other:
            if places.within(here, there):
                found.append(here)
            elif places.within(there, here):
                found.append(there)
    return tuple(dict.fromkeys(found))


def joined(one: Told, other: Told) -> Told:
    """What both tell together. A relative of both is the same if both point at one person, or if nothing contradicts it.

    Facts that contradict each other are named in the conflicts of the person; relatives who cannot be the same person
    are two.
    """
    kin = list(one.kin)
    free = set(range(len(kin)))
    for relative in other.kin:
        at = _same(kin, free, relative)
        if at is None:
            kin.append(relative)
        else:
            free.discard(at)
            kin[at] = _both(kin[at], relative)
    return Told(together(one.facts, other.facts), tuple(kin[:MOST_KIN]))


def _same(kin: list[Kin], free: set[int], relative: Kin) -> int | None:
    """Which of the relatives known is meant, those pointed at by key first."""
    if relative.key:
        for place in sorted(free):
            if kin[place].key == relative.key:
                return place
    for place in sorted(free):
        mine = kin[place]
        if mine.tie != relative.tie or (mine.key and relative.key):
            continue
        if not together(mine.facts, relative.facts).conflicts:
            return place
    return None


def _both(one: Kin, other: Kin) -> Kin:
    facts = together(one.facts, other.facts)
    return Kin(one.tie, replace(facts, conflicts=()), one.ref or other.ref, one.key or other.key)
