"""The cheapest ways down several ladders at once when each person's number depends on a few of them only.

Nodes are taken in the order of their loss, beginning with the text as written. A node at which some person falls below
is followed by the nodes that take one step more on one of the ladders her number depends on: no node that lifts her
can do without one of those. So every minimal solution (no step of which can be taken back) is reached, the cheapest
first, and the first is proven to have the least loss. Needs nested ladders: a wider step never lowers a number.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from underice.exposure.softening.search import Node, TooMany

MOST_TRIED = 200_000
"""Nodes tried in one search before it is given up as too large."""

_LOOK = 256
"""Nodes tried between two looks at the clock."""
_REMEMBERED = 24
"""Good and bad nodes compared with before a person is counted: comparing with more takes longer than counting."""

Steps = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One person's condition. ladders: indices of the ladders her number depends on. good: is it enough at these steps?"""

    ladders: tuple[int, ...]
    good: Callable[[Steps], bool]


class _Known:
    """A condition with what is already known of it: above a good node all are good, below a bad one all are bad."""

    def __init__(self, condition: Condition) -> None:
        self.ladders = condition.ladders
        self._good = condition.good
        self._seen: dict[Steps, bool] = {}
        self._yes: list[Steps] = []
        self._no: list[Steps] = []

    def good(self, node: Node) -> bool:
        steps = tuple(node[ladder] for ladder in self.ladders)
        known = self._seen.get(steps)
        if known is None:
            known = self._found(steps)
            self._seen[steps] = known
        return known

    def _found(self, steps: Steps) -> bool:
        if any(_below(steps, bad) for bad in self._no):
            return False
        if any(_below(good, steps) for good in self._yes):
            return True
        good = self._good(steps)
        if good:
            self._yes = [steps, *self._yes[: _REMEMBERED - 1]]
        else:
            self._no = [steps, *self._no[: _REMEMBERED - 1]]
        return good


def _below(one: Steps, other: Steps) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def minimal(
    ladders: Sequence[Sequence[float]],
    conditions: Sequence[Condition],
    most: int = MOST_TRIED,
    look: Callable[[], None] | None = None,
) -> Iterator[tuple[Node, float]]:
    """Every node that meets all conditions and from which no step can be taken back, with its loss, cheapest first.

    ladders: the losses of the steps of each ladder, 0 first, never falling. look: called now and then; what it raises
    ends the search. Raises ValueError for another ladder, TooMany when `most` nodes have been tried.
    """
    for ladder in ladders:
        if not ladder or ladder[0] != 0 or any(b < a for a, b in pairwise(ladder)):
            raise ValueError("a ladder begins with a loss of 0 and never falls")
    known = [_Known(condition) for condition in sorted(conditions, key=lambda one: len(one.ladders))]
    start: Node = (0,) * len(ladders)
    queue: list[tuple[float, Node]] = [(0.0, start)]
    queued = {start}
    tried = 0
    while queue:
        loss, node = heapq.heappop(queue)
        tried += 1
        if tried > most:
            raise TooMany(tried)
        if look is not None and tried % _LOOK == 0:
            look()
        failing = _failing(known, node)
        if failing is None:
            if _is_minimal(known, node):
                yield node, loss
            continue
        for place in failing.ladders:
            step = node[place] + 1
            if step >= len(ladders[place]):
                continue
            further = (*node[:place], step, *node[place + 1 :])
            if further not in queued:
                queued.add(further)
                more = sum(losses[at] for losses, at in zip(ladders, further, strict=True))
                heapq.heappush(queue, (round(more, 9), further))


def _failing(known: Sequence[_Known], node: Node) -> _Known | None:
    """The first unmet condition: they stand in the order of how few ways on they leave."""
    return next((condition for condition in known if not condition.good(node)), None)


def _is_minimal(known: Sequence[_Known], node: Node) -> bool:
    for ladder, step in enumerate(node):
        if step and all(
            condition.good((*node[:ladder], step - 1, *node[ladder + 1 :]))
            for condition in known
            if ladder in condition.ladders
        ):
            return False
    return True
