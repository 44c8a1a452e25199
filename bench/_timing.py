"""Timing for the measurements in this folder: run, take the least and the middle, print a table.

The least of many runs is what the work costs; the middle is what it costs on this machine today; the 95th percentile is
what a user sees on a bad moment. Compare two sides only when they were measured in the same run (`ratio`).
"""

import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Seconds per run: the least, the middle and the 95th percentile of `runs` runs."""

    min: float
    median: float
    p95: float
    runs: int


def measure(work: Callable[[], object], runs: int = 20, warm_up: int = 1) -> Timing:
    """Run `work` `runs` times after `warm_up` uncounted ones; raises ValueError for fewer than one run."""
    if runs < 1:
        raise ValueError("at least one run is needed")
    for _ in range(warm_up):
        work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return timing(seconds)


def timing(seconds: Sequence[float]) -> Timing:
    """The figures of runs that were timed elsewhere, in seconds."""
    ordered = sorted(seconds)
    last = max(0, -(-len(ordered) * 95 // 100) - 1)
    return Timing(ordered[0], statistics.median(ordered), ordered[last], len(ordered))


def measure_both(one: Callable[[], object], other: Callable[[], object], runs: int = 20) -> tuple[Timing, Timing]:
    """Two sides measured in turns, so that whatever else the machine does meets both alike."""
    sides: tuple[list[float], list[float]] = ([], [])
    one()
    other()
    for _ in range(runs):
        for work, seconds in zip((one, other), sides, strict=True):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
    return timing(sides[0]), timing(sides[1])


def ratio(one: Timing, other: Timing) -> str:
    """How many times as long `other` takes as `one`, by their medians: "12.3×"."""
    return f"{other.median / one.median:.3g}×" if one.median else "–"


def seconds(value: float) -> str:
    """A duration with three figures and a fitting unit: "1.23 ms"."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def row(name: str, result: Timing, note: str = "") -> tuple[str, ...]:
    """A row for `table`: name, least, middle, 95th percentile, runs, note."""
    return (name, seconds(result.min), seconds(result.median), seconds(result.p95), str(result.runs), note)


HEAD = ("what", "min", "median", "p95", "runs", "note")


def table(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> str:
    """Rows as a Markdown table that can be pasted into a note."""
    lines = [list(head), ["---"] * len(head), *(list(one) for one in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    padded = (" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(f"| {line} |" for line in padded)


def machine() -> str:
    """The Python and the processor kind that the figures were taken on; no host name."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def absent(peer: str, how: str) -> tuple[str, ...]:
    """A row saying that a peer is not installed here and how to install it."""
    return (peer, "–", "–", "–", "0", f"not installed: {how}")
