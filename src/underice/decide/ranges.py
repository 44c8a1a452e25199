"""What is believed, as ranges: who said so, when, on what basis, and what would change their mind.

The shipped ranges (data/ranges.csv, sources in data/SOURCES.md) are questions with wide bounds, not knowledge. Every
effect of publicity holds "no effect" (`Range.crosses`) until a person narrows it and says why.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Shape = Literal["log", "uniform", "fixed"]
"""How values are drawn between low and high: evenly by their logarithm, evenly, or always the same."""
Group = Literal["D", "F", "T", "B"]
"""The detained, families left behind, others on the way now, those who will want to cross later."""
GROUPS: tuple[Group, ...] = ("D", "F", "T", "B")
_SHAPES: Mapping[str, Shape] = {"log": "log", "uniform": "uniform", "fixed": "fixed"}
_GROUP: Mapping[str, Group] = {"D": "D", "F": "F", "T": "T", "B": "B"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an input, as a code and values: the sentence is made where it is shown.

    `where` names the range, policy or family ("families[2]") meant; `values` are the numbers the sentence needs.
    `refused`: nothing can be run until it is mended; otherwise a notice beside the result.
    """

    code: str
    where: str = ""
    values: tuple[float, ...] = ()
    refused: bool = True


class CannotRun(ValueError):
    """A dilemma that cannot be run; `problems` says why, by code."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{one.code} {one.where}".strip() for one in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Range:
    """What somebody believes of one quantity: low ≤ high in the unit of its `Parameter`.

    `best` is a best guess between them (None: none was given); it moves no draw, only the robustness radius starts
    there. `elicit`: no source stands behind the range, ask somebody who would know. `crosses`: the value at which
    publicity has no effect (None: not an effect of publicity). `mind`: what would change the author's mind.
    """

    name: str
    low: float
    high: float
    best: float | None = None
    shape: Shape = "log"
    author: str = ""
    date: date | None = None
    basis: str = ""
    source: str = ""
    mind: str = ""
    elicit: bool = True
    crosses: float | None = None

    @property
    def fixed(self) -> bool:
        """Whether there is but one value: shape "fixed", or low equal to high."""
        return self.shape == "fixed" or self.low == self.high

    @property
    def middle(self) -> float:
        """The best guess, or else the middle of the range in its own shape."""
        if self.best is not None:
            return self.best
        if self.shape == "fixed":
            return self.low
        if self.shape == "log" and self.low > 0:
            return math.sqrt(self.low * self.high)
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Parameter:
    """A quantity of the model: its group, unit, and the bounds no range may leave (`least`, `most`)."""

    name: str
    group: Group
    unit: str
    least: float
    most: float
    crosses: float | None


def _rows() -> list[dict[str, str]]:
    text = (files("underice.decide") / "data" / "ranges.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def parameters() -> Mapping[str, Parameter]:
    """Every quantity of the model by name, in the order in which futures are drawn."""
    return MappingProxyType(
        {
            row["name"]: Parameter(
                row["name"],
                _GROUP[row["group"]],
                row["unit"],
                float(row["least"]),
                float(row["most"]),
                float(row["crosses"]) if row["crosses"] else None,
            )
            for row in _rows()
        }
    )


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Range]:
    """The ranges that come with the program, by name: author "", no date, no best guess."""
    return MappingProxyType(
        {
            row["name"]: Range(
                name=row["name"],
                low=float(row["low"]),
                high=float(row["high"]),
                shape=_SHAPES[row["shape"]],
                basis=row["basis"],
                source=row["source"],
                elicit=row["elicit"] == "yes",
                crosses=float(row["crosses"]) if row["crosses"] else None,
            )
            for row in _rows()
        }
    )


def problems(one: Range) -> tuple[Problem, ...]:
    """What is wrong with a range, by code; empty if nothing is.

    Refused: `unknown_range`, `not_a_number`, `upside_down`, `over_one` (a share above 1), `below_least`,
    `above_most`, `log_of_zero`, `best_outside`. Notices: `zero_width` (taken as fixed), `one_sided` (an effect of
    publicity narrowed to one sign; `mind` or `basis` should say why).
    """
    parameter = parameters().get(one.name)
    if parameter is None:
        return (Problem("unknown_range", one.name),)
    numbers = (one.low, one.high, *(() if one.best is None else (one.best,)))
    if not all(math.isfinite(value) for value in numbers):
        return (Problem("not_a_number", one.name, numbers),)
    if one.low > one.high:
        return (Problem("upside_down", one.name, (one.low, one.high)),)
    return (*_bounds(one, parameter), *_form(one))


def _bounds(one: Range, parameter: Parameter) -> list[Problem]:
    found = []
    if one.low < parameter.least:
        found.append(Problem("below_least", one.name, (one.low, parameter.least)))
    if one.high > parameter.most:
        code = "over_one" if parameter.unit.startswith("share") and parameter.most == 1 else "above_most"
        found.append(Problem(code, one.name, (one.high, parameter.most)))
    if one.best is not None and not one.low <= one.best <= one.high:
        found.append(Problem("best_outside", one.name, (one.best, one.low, one.high)))
    return found


def _form(one: Range) -> list[Problem]:
    found = []
    if one.shape == "log" and one.low <= 0 and not one.fixed:
        found.append(Problem("log_of_zero", one.name, (one.low, one.high)))
    if one.shape == "fixed" and one.low != one.high:
        found.append(Problem("upside_down", one.name, (one.low, one.high)))
    elif one.low == one.high and one.shape != "fixed":
        found.append(Problem("zero_width", one.name, (one.low,), refused=False))
    crosses = parameters()[one.name].crosses
    if crosses is not None and not one.low <= crosses <= one.high:
        found.append(Problem("one_sided", one.name, (one.low, one.high, crosses), refused=False))
    return found
