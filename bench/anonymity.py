"""One count beside a plain scan over all cells: `python -m bench.anonymity`.

Goal: one count within 0.05 ms after start (median). The peer is what one would write first: the 57,672 cells
(178 counties x 2 sexes x 2 x 81 ages, Samchon's undivided people left out) as columns, NumPy masks, a weighted sum.
Both sides get the same random queries and their middle numbers are compared, so a fast wrong answer shows.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from bench._timing import Timing, machine, measure, ratio, row, table, timing
from underice.exposure.absent import Absent
from underice.exposure.anonymity import count
from underice.exposure.census import SEXES
from underice.exposure.cohorts import age_cell, edges
from underice.exposure.facts import Facts, Sex
from underice.exposure.population import Population
from underice.vocabulary.intervals import DateInterval

QUERIES = 2_000
TODAY = date(2026, 2, 8)
# Samchon alone has people of whom town or village is not known; the scan has no third state, so it is not asked for it.
UNDIVIDED = "KP0906"


def queries(population: Population, seed: int = 7) -> list[Facts]:
    """Random facts as drafts tell them: one to ten years of birth, one or two counties, perhaps sex, town or village.

    Births lie within the single ages of the census table, because the scan knows neither the later ones nor the oldest.
    """
    chance = np.random.default_rng(seed)
    counties = [county for county in population.counties if county != UNDIVIDED]
    sexes: tuple[Sex | None, ...] = ("f", "m", None)
    made = []
    for _ in range(QUERIES):
        first = date(1930, 1, 1) + timedelta(days=int(chance.integers(24_000)))
        places = chance.choice(len(counties), size=int(chance.choice((1, 1, 1, 2))), replace=False)
        made.append(
            Facts(
                sex=sexes[int(chance.integers(3))],
                birth=DateInterval(first, first + timedelta(days=int(chance.choice((364, 729, 3652))))),
                origin=tuple(counties[int(place)] for place in places),
                urban=(None, None, True, False)[int(chance.integers(4))],
            )
        )
    return made


def scan(population: Population) -> Callable[[Facts], float]:
    """The peer: columns of cells and masks. Gives people expected on the census day."""
    cells = population.cells()[:, :, :2, :]
    county, sex, urban, age = (axis.ravel() for axis in np.indices(cells.shape))
    people = cells.ravel()
    starts = np.array([edges()[age_cell(one)] for one in range(81)], dtype=np.float64)[age]
    ends = np.array([edges()[age_cell(one) + 1] for one in range(81)], dtype=np.float64)[age]
    index = {name: number for number, name in enumerate(population.counties)}

    def run(facts: Facts) -> float:
        chosen = np.isin(county, [index[place] for place in facts.origin])
        if facts.sex is not None:
            chosen &= sex == SEXES.index(facts.sex)
        if facts.urban is not None:
            chosen &= urban == (0 if facts.urban else 1)
        assert facts.birth is not None
        first, last = facts.birth.first.toordinal(), facts.birth.last.toordinal() + 1
        share = (np.minimum(ends, last) - np.maximum(starts, first)) / (ends - starts)
        return float((people * np.clip(share, 0, 1))[chosen].sum())

    return run


def each(work: Callable[[Facts], object], asked: list[Facts]) -> Timing:
    """Time every query on its own, after one round that fills the caches as a running program has them."""
    for facts in asked:
        work(facts)
    seconds = []
    for facts in asked:
        begin = time.perf_counter()
        work(facts)
        seconds.append(time.perf_counter() - begin)
    return timing(seconds)


def cold(code: str) -> Timing:
    """Time a fresh Python that runs `code`."""
    return measure(lambda: subprocess.run([sys.executable, "-c", code], check=True), runs=7)


def main() -> None:
    """Print the table, the largest difference between the sides, and the cold load."""
    population = Population.load()
    Absent.load()
    asked, plain = queries(population), scan(population)
    worst = max(abs(population.expected(facts).range.mid - plain(facts)) for facts in asked)
    ours = each(lambda facts: count(facts, "A", as_of=TODAY), asked)
    absent = each(lambda facts: count(facts, "B", as_of=TODAY), asked)
    # A population that is given is asked anew every time: what a question costs that was never asked before.
    new = each(lambda facts: count(facts, "A", population=population, as_of=TODAY), asked)
    new_absent = each(lambda facts: count(facts, "B", population=population, as_of=TODAY), asked)
    peer = each(plain, asked[:300])
    print(machine())
    print(
        table(
            [
                row("count, everyone (range of three numbers)", ours, "goal 50 µs"),
                row("the same, never asked before", new),
                row("count, the absent (range of three numbers)", absent, "goal 50 µs"),
                row("the same, never asked before", new_absent),
                row("plain scan of 57,672 cells (one number)", peer, f"{ratio(new, peer)} as long as a new count"),
            ]
        )
    )
    print(f"\nlargest difference between count and scan on the census day: {worst:.2g} people of {QUERIES:,} queries")
    numpy = cold("import numpy")
    loaded = cold(
        "from underice.exposure.anonymity import count; from underice.exposure.facts import Facts; "
        "count(Facts(sex='f'), 'A'); count(Facts(sex='f'), 'B')"
    )
    starts = [row("python -c import numpy", numpy), row("both tables and a first count", loaded, "goal: 60 ms more")]
    print(table(starts))


if __name__ == "__main__":
    main()
