"""Beliefs as a person types and drags them: days, "1 in N a day", of 100, people; from the model's numbers and back.

A field that still says what it said before gives back the very number that stood there, however it was rounded to be shown.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from underice.decide.elicitation import narrowed
from underice.decide.page.words import scale
from underice.decide.ranges import CannotRun, Problem, Range, parameters, problems, shipped

_NEVER = 1e-6
"""The rarest a day that can be typed: 1 in a million."""
_DIGITS = 4
_BEYOND = 4
"""How many times as far as the shipped range handles go on a scale of logarithms: a choice of display."""
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A range as it stands in three fields; best "" if there is no best guess."""

    low: str
    best: str
    high: str


@dataclass(frozen=True, slots=True)
class Track:
    """Where handles can go, on the scale of the fields."""

    least: float
    most: float
    shape: Literal["log", "uniform"]


def typed_value(name: str, value: float) -> float:
    """A value of the model on the scale it is typed in."""
    kind = scale(name)
    if kind == "one in":
        return 1 / max(value, _NEVER)
    return 100 * value if kind in ("of 100", "per 100") else value


def model_value(name: str, number: float) -> float:
    """A typed number as a value of the model."""
    kind = scale(name)
    if kind == "one in":
        return 1 / max(number, _NEVER)
    return number / 100 if kind in ("of 100", "per 100") else number


def typed(one: Range) -> Typed:
    """A range as the fields show it, the lower number first: 1 in 10 before 1 in 1,000."""
    low, high = sorted((typed_value(one.name, one.low), typed_value(one.name, one.high)))
    best = "" if one.best is None else _digits(typed_value(one.name, one.best))
    return Typed(_digits(low), best, _digits(high))


def track(one: Range) -> Track:
    """Where the handles of a quantity can go: beyond the shipped range, and as far as this range goes."""
    first, known = shipped()[one.name], parameters()[one.name]
    if first.shape == "log" and first.low > 0:
        low, high = max(known.least, first.low / _BEYOND), min(known.most, first.high * _BEYOND)
        log = one.low > 0
    elif known.unit == "share":
        low, high, log = known.least, known.most, False
    else:
        span = first.high - first.low
        low, high = max(known.least, first.low - span), min(known.most, first.high + span)
        log = False
    low, high = sorted(typed_value(one.name, end) for end in (min(low, one.low), max(high, one.high)))
    return Track(low, high, "log" if log and low > 0 else "uniform")


def entered(standing: Range, fields: Typed, *, basis: str, mind: str, author: str, on: date | None) -> Range | None:
    """The range that stands in the fields; None if nothing in them differs from what stood there.

    standing: what the fields were filled with. Raises CannotRun with every problem that refuses it.
    """  # fmt: skip
    before = typed(standing)
    said_before = (standing.basis, standing.mind) if standing.author else ("", "")
    if fields == before and (basis, mind) == said_before:
        return None
    ends = sorted(
        (
            _value(standing, fields.low, before.low, at_low=True),
            _value(standing, fields.high, before.high, at_low=False),
        )
    )
    best = None
    if fields.best:
        best = (
            standing.best
            if fields.best == before.best
            else model_value(standing.name, _number(standing.name, fields.best))
        )
    one = narrowed(standing.name, ends[0], ends[1], best, author=author, on=on, basis=basis, mind=mind)
    if refused := tuple(problem for problem in problems(one) if problem.refused):
        raise CannotRun(refused)
    return one


def _value(standing: Range, field: str, before: str, *, at_low: bool) -> float:
    """A bound: the very number that stood there if the field still says it. at_low: of the field with the lower number."""
    if field == before:
        turned = scale(standing.name) == "one in"
        return standing.low if at_low != turned else standing.high
    return model_value(standing.name, _number(standing.name, field))


def _number(name: str, field: str) -> float:
    if _NUMBER.fullmatch(field) is None:
        raise CannotRun((Problem("not_a_number", name),))
    return float(field)


def _digits(value: float) -> str:
    """A number as it would be typed, with four digits that count and no exponent."""
    if value <= 0 or not math.isfinite(value):
        return "0"
    places = max(_DIGITS - 1 - math.floor(math.log10(value)), 0)
    return f"{round(value, places):.{min(places, 9)}f}".rstrip("0").rstrip(".") if places else f"{round(value)}"
