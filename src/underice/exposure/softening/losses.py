"""What each softer wording costs the text: a table shipped with the product, which an editor can change line by line."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

LossesFault = Literal["not_toml", "no_table", "unknown_fact", "unknown_step", "bad_number", "wider_costs_less"]

_SHIPPED = Path(__file__).parent / "data" / "losses.toml"
_MOST = 1_000_000.0
_CHAINS: dict[str, tuple[tuple[str, ...], ...]] = {
    "age": (("part", "decade", "adult", "drop"), ("young", "drop"), ("teen", "drop")),
}
"""Where a table's steps are not all on one ladder: the ladders, each from narrow to wide."""


class LossesError(ValueError):
    """A table of losses that cannot be used. code: what is wrong; where: "fact" or "fact.step"."""

    def __init__(self, code: LossesFault, where: str = "") -> None:
        super().__init__(f"{code}: {where}")
        self.code: LossesFault = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Losses:
    """table: loss by fact and step, all finite and at least 0; a wider step of a ladder never costs less."""

    table: Mapping[str, Mapping[str, float]]

    def of(self, fact: str, step: str) -> float:
        """The loss of one step. Raises KeyError for a step that the shipped table does not know."""
        return self.table[fact][step]


@cache
def shipped() -> Losses:
    """The table shipped with the product."""
    return Losses(_steps(tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))))


def parse(text: str) -> Losses:
    """The shipped table with the lines of `text` (TOML) in place of its own. Raises LossesError."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise LossesError("not_toml") from None
    table = {fact: dict(steps) for fact, steps in shipped().table.items()}
    for fact, steps in _steps(given).items():
        if fact not in table:
            raise LossesError("unknown_fact", fact)
        for step, loss in steps.items():
            if step not in table[fact]:
                raise LossesError("unknown_step", f"{fact}.{step}")
            table[fact][step] = loss
    _check_order(table)
    return Losses(table)


def _steps(given: Mapping[str, object]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for fact, steps in given.items():
        if not isinstance(steps, dict):
            raise LossesError("no_table", fact)
        table[fact] = {str(step): _loss(f"{fact}.{step}", loss) for step, loss in steps.items()}
    return table


def _loss(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise LossesError("bad_number", where)
    if not math.isfinite(value) or not 0 <= value <= _MOST:
        raise LossesError("bad_number", where)
    return float(value)


def _check_order(table: Mapping[str, Mapping[str, float]]) -> None:
    for fact, steps in table.items():
        for chain in _CHAINS.get(fact, (tuple(steps),)):
            costs = [steps[step] for step in chain]
            for step, before, here in zip(chain[1:], costs, costs[1:], strict=False):
                if here < before:
                    raise LossesError("wider_costs_less", f"{fact}.{step}")
