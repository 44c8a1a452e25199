"""Households left behind as counts: from a draft that exposure has checked, and from what the vault holds of them.

No identity crosses: a household is how many live in it, how many of its people are held, and k, the number of
households that fit what the text tells. What a text leaves open is taken for the worst and said (`ranges.Problem`
"k_unknown").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from underice.decide.dilemma import Family

if TYPE_CHECKING:
    from underice.exposure.check import Check, Exposed
    from underice.vault.vault import Vault

MOST_PEOPLE = 100
"""People in a household of the vault beyond which its size is taken for a mistake of typing."""


def families_of(check: Check, sizes: Sequence[int] = ()) -> tuple[Family, ...]:
    """The families a checked draft speaks of, the smallest k first, and the households beyond them with k unknown.

    People told as relatives of each other are one family; its k is the smallest of theirs, 1 if anybody is identified,
    None if nobody can be counted. sizes: people in each household left behind, as far as known. Which of them is which
    family is not known here, so the largest goes with the smallest k; without sizes a family has the living kin told
    of it, and one person at least.
    """
    told = sorted((_family(part) for part in _parts(check.persons)), key=_by_k)
    if not sizes:
        return tuple(told)
    found = []
    for size, one in zip_longest(sorted(sizes, reverse=True), told):
        if size is None:
            found.append(one)
        elif one is None:
            found.append(Family(size, None))
        else:
            found.append(Family(max(size, 1), one.k, one.detained))
    return tuple(found)


def households(vault: Vault) -> tuple[int, ...]:
    """How many people live in each household recorded in the vault with a size, the largest first."""
    found = []
    for _entity, claims in groupby(vault.claims("group", ("type", "size")), lambda one: one.entity):
        said = {one.prop: one.value for one in claims}
        size = said.get("size", "")
        if said.get("type") == "household" and size.isdecimal() and 0 < int(size) <= MOST_PEOPLE:
            found.append(int(size))
    return tuple(sorted(found, reverse=True))


def _by_k(one: Family) -> tuple[bool, int, int]:
    return one.k is None, one.k or 0, -one.people


def _family(part: Sequence[Exposed]) -> Family:
    counts = [1 if one.identified is not None else one.low_households for one in part if not one.dead]
    known = [count for count in counts if count is not None]
    kin = sum(1 for one in part if one.person.role != "at_risk" and not one.dead)
    held = sum(1 for one in part if one.person.role == "at_risk" and not one.dead)
    return Family(max(kin, 1), min(known) if known else None, held)


def _parts(persons: Iterable[Exposed]) -> list[list[Exposed]]:
    """The persons by family: joined by the kinship told between them. Families without anybody held are left out."""
    everyone = {one.ref: one for one in persons if one.person.role in ("at_risk", "kin")}
    parts: list[list[Exposed]] = []
    seen: set[str] = set()
    for ref in everyone:
        waiting, part = [ref], []
        while waiting:
            found = waiting.pop()
            if found in seen or found not in everyone:
                continue
            seen.add(found)
            part.append(everyone[found])
            waiting += [tie.ref for tie in everyone[found].person.kin_of]
        if any(one.person.role == "at_risk" and not one.dead for one in part):
            parts.append(part)
    return parts
