"""The smallest sets of facts that already single somebody out: minimal unique subsets.

The idea is that of special uniques (SUDA: Elliot, Manning and Ford, 2002), with "fewer than k" in place of "one": a set
of facts is reported if it pushes the count under k and no part of it does so alone. Small sets weigh most, because each
of their words must go or change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

MOST_FACTS = 4
"""Facts in a set that is looked at. Five words that must come together are no wording to mend."""
MOST_SETS = 6
"""Sets that are reported; an editor reads no more."""

Item = TypeVar("Item")


def minimal_subsets(
    items: Sequence[Item],
    few: Callable[[tuple[Item, ...]], bool],
    *,
    most_facts: int = MOST_FACTS,
    most_sets: int = MOST_SETS,
) -> tuple[tuple[Item, ...], ...]:
    """The minimal sets of `items` for which `few` holds, the smallest first, each in the order of `items`.

    few: does this set of facts push the count under k? It must not hold for a set if it does not hold for a larger
    one. A set with a part that is reported is not asked about, so a single fact that is enough costs one question.
    """
    found: list[tuple[Item, ...]] = []
    places: list[frozenset[int]] = []
    for size in range(1, min(most_facts, len(items)) + 1):
        for chosen in combinations(range(len(items)), size):
            if any(known <= set(chosen) for known in places):
                continue
            subset = tuple(items[place] for place in chosen)
            if few(subset):
                found.append(subset)
                places.append(frozenset(chosen))
                if len(found) == most_sets:
                    return tuple(found)
    return tuple(found)
