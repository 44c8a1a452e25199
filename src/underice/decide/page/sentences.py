"""Which flip sentences a page may say: told in whole numbers, and true on futures nobody has looked at before.

A candidate (limits on beliefs within which one option came out better for a group) is first rounded to what its words
will say, then measured on fresh futures. What it says is what it measured there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.decide.page.words import Limit, plainer
from underice.decide.ranges import Group
from underice.decide.result import Futures

Mask = NDArray[np.bool_]

MOST = 3
"""The most sentences a group gets."""
TRUE = 0.9
"""A sentence is said only if it held in so large a share of the fresh futures that fit it: a choice of display."""
STEADY = 0.03
"""And only if that share differs by no more than this from the one in which it was found (goal 10)."""
ENOUGH = 0.7
"""Sentences that cover a smaller share than this of the futures in question: the page says so (goal 11)."""
_WORTH = 0.03
"""A further sentence must cover at least this share on top of those before it, or it is not worth its words."""
_FEW = 200
"""Fewer futures than this fit: too few to say anything of."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Limits within which option `better` is said to do better for the group than the other of the pair."""

    better: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A candidate that held. precision: share of fresh futures that fit in which it was true; coverage: share of the
    fresh futures in which `better` did better that fit.
    """

    group: Group
    better: str
    limits: tuple[Limit, ...]
    precision: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of a group. covered: after each of them, the share of fresh futures in question that those so far
    cover.
    """

    sentences: tuple[Sentence, ...]
    covered: tuple[float, ...]

    def first(self, most: int) -> Told:
        """The first so many sentences, and what they cover."""
        return Told(self.sentences[:most], self.covered[:most])

    @property
    def share(self) -> float:
        """The share that all of them cover together, 0 without sentences."""
        return self.covered[-1] if self.covered else 0.0

    @property
    def enough(self) -> bool:
        """Whether the sentences cover most of the futures they are about."""
        return self.share >= ENOUGH


def fits(limits: Sequence[Limit], futures: Futures) -> Mask:
    """Which futures [n] lie within all limits. A belief that does not vary limits nothing."""
    inside = np.ones(len(futures.values), dtype=np.bool_)
    for one in limits:
        if one.name in futures.names:
            column = futures.column(one.name)
            inside &= (column >= one.value) if one.over else (column <= one.value)
    return inside


def worded(candidate: Candidate) -> Candidate:
    """The candidate with every limit at the value its words will say."""
    limits = tuple(Limit(one.name, one.over, plainer(one.name, one.value)) for one in candidate.limits)
    return Candidate(candidate.better, limits)


def chosen(
    group: Group,
    candidates: Sequence[Candidate],
    better: dict[str, Mask],
    futures: Futures,
    fresh_better: dict[str, Mask],
    fresh: Futures,
    *,
    most: int = MOST,
) -> Told:
    """The sentences that hold: what covers most first, then the best of the other option, so that neither is heard alone.

    better, fresh_better: by option, in which futures [n] it did better; `futures` are those the candidates were found
    in, `fresh` others. `covered` counts all fresh futures in which either option did better.
    """
    wanted = np.logical_or.reduce(list(fresh_better.values()))
    total = max(int(wanted.sum()), 1)
    held = [found for one in candidates if (found := _held(group, worded(one), better, futures, fresh_better, fresh))]
    kept: list[Sentence] = []
    shares: list[float] = []
    covered = np.zeros(len(fresh.values), dtype=np.bool_)
    while held and len(kept) < most:
        unheard = [(one, mask) for one, mask in held if one.better not in {said.better for said in kept}]
        among = unheard or held
        gains = [int((mask & fresh_better[one.better] & ~covered).sum()) for one, mask in among]
        place = int(np.argmax(gains))
        if gains[place] < _WORTH * total:
            break
        sentence, mask = among[place]
        held = [(one, other) for one, other in held if one is not sentence]
        kept.append(sentence)
        covered |= mask & fresh_better[sentence.better]
        shares.append(float(covered.sum() / total))
    return Told(tuple(kept), tuple(shares))


def _held(
    group: Group,
    one: Candidate,
    better: dict[str, Mask],
    futures: Futures,
    fresh_better: dict[str, Mask],
    fresh: Futures,
) -> tuple[Sentence, Mask] | None:
    inside, outside = fits(one.limits, futures), fits(one.limits, fresh)
    if not one.limits or inside.sum() < _FEW or outside.sum() < _FEW:
        return None
    first = float(better[one.better][inside].mean())
    again = float(fresh_better[one.better][outside].mean())
    if again < TRUE or abs(again - first) > STEADY:
        return None
    covers = float(outside[fresh_better[one.better]].mean())
    return Sentence(group, one.better, one.limits, again, covers), outside
