"""The cheapest way down several ladders at once: proven least loss, by looking at nodes in the order of their loss.

A node takes one step from each ladder; its loss is the sum of the losses of the steps. Nodes are looked at from the
cheapest on, so the first that is good enough has the least loss of all, whether or not the ladders are nested. All
nodes of that loss are found, and after them the next cheapest that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

Node = tuple[int, ...]
"""The number of the step taken on each ladder, 0 = as written."""

SAME = 1e-9
"""Losses nearer than this are the same: they are sums of decimal fractions."""
MOST_NODES = 20_000_000
"""Nodes of a lattice that are listed; a larger one must be cut into independent parts by the caller."""


class TooMany(ValueError):
    """More nodes than can be listed."""


@dataclass(frozen=True, slots=True)
class Solution:
    """loss: the least total loss at which a node is good enough. nodes: all of that loss. looked_at: nodes tried."""

    loss: float
    nodes: tuple[Node, ...]
    looked_at: int


def least_loss(ladders: Sequence[Sequence[float]], good: Callable[[Node], bool]) -> Solution | None:
    """The cheapest good nodes, or None if no node is good.

    ladders: for each ladder the loss of every step (at least 0, in any order). good: is this node enough? Raises
    TooMany beyond MOST_NODES nodes, ValueError for a ladder without a step or a loss that is no number.
    """
    return least_total(ladders, lambda node: 0.0 if good(node) else None)


def least_total(ladders: Sequence[Sequence[float]], further: Callable[[Node], float | None]) -> Solution | None:
    """The nodes whose ladders and further loss together cost least, or None if no node will do.

    further: what a node costs besides the sum of its steps (at least 0), None if it will not do. Nodes are looked at
    in the order of that sum, which no further loss can undercut, so the search ends as soon as the sum alone exceeds
    the least total (branch and bound). Raises as `least_loss`.
    """
    found: list[Node] = []
    least = 0.0
    tried = 0
    for node, loss in by_loss(ladders):
        if found and loss > least + SAME:
            break
        tried += 1
        more = further(node)
        if more is None:
            continue
        total = loss + more
        if not found or total < least - SAME:
            found, least = [node], total
        elif total <= least + SAME:
            found.append(node)
    return Solution(least, tuple(found), tried) if found else None


def by_loss(ladders: Sequence[Sequence[float]]) -> Iterator[tuple[Node, float]]:
    """Every node with its loss, the cheapest first; of equal loss, in the order of the steps. Raises as above."""
    sizes = [len(ladder) for ladder in ladders]
    if any(size == 0 for size in sizes):
        raise ValueError("a ladder without a step")
    losses = [np.asarray(ladder, dtype=np.float64) for ladder in ladders]
    if any(not (np.isfinite(ladder).all() and (ladder >= 0).all()) for ladder in losses):
        raise ValueError("a loss that is no number")
    total = np.zeros(1)
    nodes = 1
    for ladder in losses:
        nodes *= len(ladder)
        if nodes > MOST_NODES:
            raise TooMany(nodes)
        total = (total[:, None] + ladder[None, :]).ravel()
    order = np.argsort(np.round(total / SAME), kind="stable")
    for at in order.tolist():
        yield tuple(int(step) for step in np.unravel_index(at, sizes or [1]))[: len(sizes)], float(total[at])
