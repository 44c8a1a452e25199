"""What several people believe, kept apart and shown together; and, as a second view, pooled.

A belief is a `Range` with its author, day, basis and what would change her mind. Everybody is asked alone, before any
result, for quantities that could be observed: the bounds first, the best guess last (SHELF and IDEA protocols; Bojke and
others 2021, Health Technology Assessment 25(37)). Nobody's range is overwritten: her newest one counts.

    people = panel(beliefs)                       # by author, then by quantity
    view = together("return_days", people)        # everybody's range, the pool, and whether they can all be right
    believed(people, "Kim")                       # the ranges for a run on what one person believes

The linear pool (Stone 1961, Annals of Mathematical Statistics 32:1339-1342) takes everybody's distribution alike: in
one future out of m each of m people is taken to be right about everything she was asked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from underice.decide.ranges import GROUPS, Group, Range, parameters, shipped

ASKED: tuple[str, ...] = (
    "return_days", "quiet_rate", "quiet_half_life", "quiet_after", "release_names", "return_names",
    "known_otherwise", "text_worked", "punished_share",
    "transit_people", "sweep_published", "sweep_anyway",
)  # fmt: skip
"""What the ten-minute mode asks, group by group; the rest keep the shipped ranges unless they are set one by one."""
_HALVINGS = 200
_TAIL = 0.05

Agreement = Literal["one", "overlap", "apart"]
"""one: one person has said something. overlap: some values are held possible by all. apart: there is no such value."""


@dataclass(frozen=True, slots=True)
class Together:
    """One quantity as several people see it. own: each author's range, in the order in which they first spoke.

    pool: the 5, 50 and 95 per cent quantiles of the linear pool. common: the values that all hold possible, None if
    there are none.
    """

    name: str
    own: tuple[Range, ...]
    pool: tuple[float, float, float]
    common: tuple[float, float] | None

    @property
    def agreement(self) -> Agreement:
        """Whether they can all be right."""
        return "one" if len(self.own) < 2 else "overlap" if self.common is not None else "apart"


People = Mapping[str, Mapping[str, Range]]
"""Ranges by author and by quantity."""


def panel(beliefs: Iterable[Range]) -> People:
    """Each author's newest range for each quantity. beliefs: in the order in which they were recorded."""
    found: dict[str, dict[str, Range]] = {}
    for one in beliefs:
        found.setdefault(one.author, {})[one.name] = one
    return found


def believed(people: People, author: str) -> dict[str, Range]:
    """What one person believes, by quantity; shipped ranges stand in where she was not asked. {} if nobody is."""
    own = people.get(author, {})
    return {name: own.get(name, range_) for name, range_ in shipped().items()}


def together(name: str, people: People) -> Together:
    """Everybody's range for one quantity, and the pool of them; the shipped one alone if nobody spoke.

    Raises KeyError for a quantity the model does not have.
    """
    own = tuple(ranges[name] for ranges in people.values() if name in ranges) or (shipped()[name],)
    low, high = max(one.low for one in own), min(one.high for one in own)
    quantiles = tuple(pooled_quantile(own, share) for share in (_TAIL, 0.5, 1.0 - _TAIL))
    return Together(name, own, (quantiles[0], quantiles[1], quantiles[2]), (low, high) if low <= high else None)


def asked_of(people: People) -> tuple[str, ...]:
    """The quantities about which anybody said something, in the order of the model."""
    return tuple(name for name in parameters() if any(name in ranges for ranges in people.values()))


def by_group(names: Iterable[str]) -> dict[Group, tuple[str, ...]]:
    """Quantities by the group of people they are about, groups in the order of the page."""
    named = list(names)
    found = {group: tuple(name for name in named if parameters()[name].group == group) for group in GROUPS}
    return {group: names for group, names in found.items() if names}


def share_below(one: Range, value: float) -> float:
    """The share of a range's distribution up to `value`: drawn evenly, or evenly by the logarithm."""
    if value < one.low:
        return 0.0
    if value >= one.high:
        return 1.0
    if one.shape == "log":
        return math.log(value / one.low) / math.log(one.high / one.low)
    return (value - one.low) / (one.high - one.low)


def pooled_quantile(ranges: Sequence[Range], share: float) -> float:
    """The value under which `share` of the linear pool of these ranges lies, all weighing alike.

    Raises ValueError for no ranges.
    """
    if not ranges:
        raise ValueError("a pool needs at least one range")
    low, high = min(one.low for one in ranges), max(one.high for one in ranges)
    for _step in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if sum(share_below(one, middle) for one in ranges) / len(ranges) < share:
            low = middle
        else:
            high = middle
    return high


def narrowed(
    name: str,
    low: float,
    high: float,
    best: float | None = None,
    *,
    author: str,
    on: date | None,
    basis: str = "",
    mind: str = "",
) -> Range:
    """A person's range for a quantity, in the shape of the shipped one. Numbers keep ten decimals, as the vault does.

    A range that touches 0 cannot be drawn by its logarithm and is drawn evenly. Raises KeyError for a quantity the
    model does not have; whether the numbers can be is for `ranges.problems`.
    """  # fmt: skip
    first = shipped()[name]
    touches = first.shape == "log" and low <= 0.0
    return replace(
        first, low=kept(low), high=kept(high), best=None if best is None else kept(best),
        shape="uniform" if touches else first.shape, author=author, date=on, basis=basis, mind=mind, source="",
        elicit=False,
    )  # fmt: skip


def kept(value: float) -> float:
    """A number as the vault keeps it, with at most ten decimals; one that is not finite stays as it is."""
    return float(decimals(value)) if math.isfinite(value) else value


def decimals(value: float) -> str:
    """A number in digits without an exponent, at most ten decimals."""
    return f"{value:.10f}".rstrip("0").rstrip(".") if math.isfinite(value) else str(value)
