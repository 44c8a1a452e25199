"""Search for the least loss: `python -m bench.softening`.

Goals: a lattice of 10,000 nodes for one person within 100 ms; ten people at once bounded. The peer looks at every node
in the order of its loss until one is good (`least_loss`), with the same counts. Both must find the same loss.
"""

import sys
from datetime import date

from bench._timing import machine, measure, ratio, row, table
from underice.exposure.anonymity import count
from underice.exposure.facts import Facts
from underice.exposure.softening.branching import Condition, minimal
from underice.exposure.softening.search import least_loss
from underice.vocabulary.intervals import DateInterval

TODAY = date(2026, 2, 14)
K = 20
WIDER = tuple(range(10))
HOMES = (("KP0218",),) * 4 + (("KP02",),) * 3 + (("KP01", "KP02"),) * 2 + ((),)
LADDERS = [[loss * step for step in WIDER] for loss in (1.0, 1.3, 0.7, 0.9)]


def facts(steps: tuple[int, ...]) -> Facts:
    """A woman of 38 from Musan who arrived in 2021, each fact told more widely the further its step."""
    early, home, late, arrived = steps
    return Facts(
        sex="f",
        birth=DateInterval.year(1987 - early, 1988 + late),
        origin=HOMES[home],
        arrived=None if arrived == WIDER[-1] else DateInterval.year(2021 - arrived // 2, 2021 + (arrived + 1) // 2),
    )


def good(steps: tuple[int, ...]) -> bool:
    """At least K of the absent fit."""
    return count(facts(steps), "B", as_of=TODAY).low >= K


asked: list[tuple[int, ...]] = []


def noted(steps: tuple[int, ...]) -> bool:
    """As `good`, and remember what was asked: a person who must be counted anew costs far more than a comparison."""
    asked.append(steps)
    return good(steps)


def branching(people: int) -> float:
    """The least loss for so many people, each on ladders of her own, one after the other."""
    total = 0.0
    for _ in range(people):
        total += next(minimal(LADDERS, [Condition((0, 1, 2, 3), good)]))[1]
    return total


def main() -> int:
    """Print the table; 1 if the two do not agree."""
    best = least_loss(LADDERS, good)
    found = branching(1)
    same = best is not None and abs(best.loss - found) < 1e-6
    one = measure(lambda: branching(1), 5)
    every = measure(lambda: least_loss(LADDERS, good), 3)
    ten = measure(lambda: branching(10), 3)
    next(minimal(LADDERS, [Condition((0, 1, 2, 3), noted)]))
    few = len(asked)
    least_loss(LADDERS, noted)
    print(f"counted: branching {few}, every node by loss {len(asked) - few}")
    print(machine())
    print(
        table([row("branching, one person", one), row("every node by loss", every), row("branching, ten people", ten)])
    )
    print(f"10,000 nodes; least loss {found:g}; the same for both: {same}; ratio {ratio(every, one)}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
