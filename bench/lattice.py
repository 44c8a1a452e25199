"""Least-loss k-anonymity on the Adult table: our search against the optima of ARX, and beside anjana's greedy one.

    python -m bench.lattice [--data FOLDER]

Data: ../shared/data/exposure/adult (30,162 rows and the hierarchies of ARX). The loss is that of ARX: for every value
(leaves it stands for - 1) / (leaves in all - 1), 1 for a suppressed row, averaged over rows and attributes. The
optima of ARX are those measured with it and written in TARGETS. anjana is timed if it is installed.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from underice.exposure.softening.search import Node, Solution, least_total

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "exposure" / "adult"
FIVE = ("sex", "age", "race", "marital-status", "education")
NINE = (*FIVE, "native-country", "workclass", "occupation", "salary-class")


@dataclass(frozen=True, slots=True)
class Target:
    """What ARX reached: attributes, k, share of rows that may be suppressed, loss."""

    attributes: tuple[str, ...]
    k: int
    limit: float
    loss: float


# Losses measured with ARX (optimal search) on the same table; the four digits of the others are as published there.
TARGETS = (
    Target(FIVE, 5, 0.0, 0.4866),
    Target(FIVE, 5, 0.02, 0.12390086),
    Target(FIVE, 5, 0.05, 0.0825),
    Target(NINE, 5, 0.02, 0.35748249),
)


@dataclass(frozen=True)
class Table:
    """A table as its distinct rows: for every attribute and level the code of each, and how often the row occurs."""

    codes: tuple[tuple[NDArray[np.int64], ...], ...]
    shares: tuple[tuple[NDArray[np.float64], ...], ...]
    times: NDArray[np.int64]

    @classmethod
    def read(cls, folder: Path, attributes: Sequence[str]) -> Table:
        """Read the table and the hierarchies of some attributes."""
        with (folder / "adult.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        hierarchies = [_hierarchy(folder, name) for name in attributes]
        leaves = np.array(
            [[place[row[name]] for row in rows] for name, (place, _) in zip(attributes, hierarchies, strict=True)]
        )
        distinct, times = np.unique(leaves, axis=1, return_counts=True)
        codes, shares = [], []
        for leaf, (_, levels) in zip(distinct, hierarchies, strict=True):
            sizes = [np.bincount(level) for level in levels]
            codes.append(tuple(level[leaf] for level in levels))
            shares.append(
                tuple(((n[level] - 1) / (len(level) - 1))[leaf] for n, level in zip(sizes, levels, strict=True))
            )
        return cls(tuple(codes), tuple(shares), times)

    def best(self, k: int, limit: float) -> Solution | None:
        """The least loss at which every row left stands among at least k, and no more than `limit` are left out."""
        total, width = int(self.times.sum()), len(self.codes)
        ladders = [[float((level * self.times).sum()) / total / width for level in levels] for levels in self.shares]

        def further(node: Node) -> float | None:
            """What suppression costs."""
            small = self._group_sizes(node) < k
            times = self.times[small]
            if times.sum() > limit * total:
                return None
            left = sum(1.0 - levels[step][small] for levels, step in zip(self.shares, node, strict=True))
            return float((left * times).sum()) / total / width

        return least_total(ladders, further)

    def _group_sizes(self, node: Node) -> NDArray[np.int64]:
        """For every distinct row, how many rows look the same at this node."""
        key = np.zeros(len(self.times), dtype=np.int64)
        room = 1
        for levels, step in zip(self.codes, node, strict=True):
            size = int(levels[step].max()) + 1
            key = key * size + levels[step]
            room *= size
        if room > 4_000_000:
            key = np.unique(key, return_inverse=True)[1]
        counts = np.bincount(key, weights=self.times)
        sizes: NDArray[np.int64] = counts[key].astype(np.int64)
        return sizes


def _hierarchy(folder: Path, name: str) -> tuple[Mapping[str, int], list[NDArray[np.int64]]]:
    """The number of every leaf, and for each level the code of every leaf."""
    with (folder / f"adult_hierarchy_{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=";") if row]
    levels = []
    for column in zip(*rows, strict=True):
        known: dict[str, int] = {}
        levels.append(np.array([known.setdefault(value, len(known)) for value in column], dtype=np.int64))
    return {row[0]: at for at, row in enumerate(rows)}, levels


def main() -> None:
    """Print every optimum beside that of ARX, and the times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().data
    if not (folder / "adult.csv").exists():
        print(f"The Adult table is not at {folder}; nothing was measured.")
        return
    print(
        f"{'attributes':>10} {'k':>3} {'limit':>6} {'ours':>11} {'ARX':>11} {'nodes':>13} {'tried':>6} {'seconds':>8}"
    )
    for target in TARGETS:
        table = Table.read(folder, target.attributes)
        began = time.perf_counter()
        found = table.best(target.k, target.limit)
        took = time.perf_counter() - began
        assert found is not None
        nodes = int(np.prod([len(levels) for levels in table.codes]))
        print(
            f"{len(target.attributes):>10} {target.k:>3} {target.limit:>6.0%} {found.loss:>11.8f} {target.loss:>11.8f}"
            f" {nodes:>13} {found.looked_at:>6} {took:>8.3f}"
        )
    _anjana(folder)


def _anjana(folder: Path) -> None:
    """Time the greedy search of anjana on the five attributes, if it is installed."""
    if importlib.util.find_spec("anjana") is None:
        print("anjana is not installed (pip install anjana): its greedy search was not timed.")
        return
    import pandas
    from anjana.anonymity import k_anonymity

    frame = pandas.read_csv(folder / "adult.csv", sep=";")
    hierarchies = {}
    for name in FIVE:
        with (folder / f"adult_hierarchy_{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file, delimiter=";") if row]
        columns = list(zip(*rows, strict=True))
        if name == "age":
            columns[0] = tuple(int(value) for value in columns[0])
        hierarchies[name] = {level: list(values) for level, values in enumerate(columns)}
    began = time.perf_counter()
    kept = k_anonymity(frame, [], list(FIVE), 5, 2, hierarchies)
    took = time.perf_counter() - began
    ours = time.perf_counter()
    Table.read(folder, FIVE).best(5, 0.02)
    print(f"anjana, 5 attributes, k 5, 2 %: {took:.3f} s, {len(kept)} rows kept")
    print(f"ours, reading the table included: {time.perf_counter() - ours:.3f} s")


if __name__ == "__main__":
    main()
