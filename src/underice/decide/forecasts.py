"""Forecasts: what somebody expects, how surely, by when it will be known, who will say what came; and their scores.

A question of yes or no has a probability, a number has a range that should hold nine times out of ten. "Still unknown"
is an answer: it is recorded and told, and nothing is scored by it. Scores belong to forecasts, never to people.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from underice.decide.elicitation import decimals, kept
from underice.decide.saying import all_said, changed, children, said, values_of
from underice.decide.scoring import Calibration, brier, calibration, interval, log
from underice.vocabulary.statement import Statement, new_id

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Entity

KIND = "forecast"

Code = Literal[
    "no_question", "no_number", "two_numbers", "over_one", "upside_down", "no_day", "day_past", "no_resolver",
    "wrong_answer", "no_value", "too_early",
]  # fmt: skip
AnswerCode = Literal["yes", "no", "counted", "unknown"]
ANSWERS: tuple[AnswerCode, ...] = get_args(AnswerCode)


class BadForecast(ValueError):
    """A forecast, or an answer to one, that cannot be. code: why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


@dataclass(frozen=True, slots=True, repr=False)
class Resolution:
    """What came. value: for a range, the number. outcomes: ids of the outcomes on record that answer it."""

    answer: AnswerCode
    on: date
    by: str
    value: float | None = None
    outcomes: tuple[bytes, ...] = ()
    remark: str = ""

    def __repr__(self) -> str:
        return f"Resolution({self.answer})"


@dataclass(frozen=True, slots=True, repr=False)
class Forecast:
    """What somebody expects: a probability of yes, or a 90 per cent range. resolver: who will say what came."""

    question: str
    author: str
    made: date
    resolve_by: date
    resolver: str
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    id: bytes = b""
    decision: bytes = b""
    resolution: Resolution | None = None

    def __repr__(self) -> str:
        return f"Forecast(id={self.id.hex()[:8]}, resolve_by={self.resolve_by}, question hidden)"

    @property
    def range(self) -> tuple[float, float] | None:
        """The range, if it is a forecast of a number."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def known(self) -> bool:
        """True if what came is known: resolved, and not as unknown."""
        return self.resolution is not None and self.resolution.answer != "unknown"

    def due(self, today: date) -> bool:
        """True if it should be known by that day and is not."""
        return not self.known and self.resolve_by <= today


@dataclass(frozen=True, slots=True)
class Score:
    """Scores of one forecast; those that do not belong to its form are None. held: whether a range held what came."""

    brier: float | None = None
    log: float | None = None
    interval: float | None = None
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of several forecasts. n: known, by form. unknown: resolved as still unknown. waiting: not resolved.

    brier, log, interval: means; None for none. calibration: of ranges; None under ten, then nothing is said.
    """

    yes_no: int
    ranges: int
    unknown: int
    waiting: int
    brier: float | None
    log: float | None
    interval: float | None
    calibration: Calibration | None


def checked(one: Forecast, today: date) -> Forecast:
    """A forecast that can be recorded, its numbers as the vault keeps them. Raises BadForecast."""
    if not one.question.strip():
        raise BadForecast("no_question")
    if not one.resolver.strip():
        raise BadForecast("no_resolver")
    if one.resolve_by < max(today, one.made):
        raise BadForecast("day_past")
    has_range = one.low is not None or one.high is not None
    if one.probability is None and (one.low is None or one.high is None):
        raise BadForecast("no_number")
    if one.probability is not None and has_range:
        raise BadForecast("two_numbers")
    if one.probability is not None and not 0.0 <= one.probability <= 1.0:
        raise BadForecast("over_one")
    if one.range is not None and not (all(map(math.isfinite, one.range)) and one.range[0] <= one.range[1]):
        raise BadForecast("upside_down")
    return one


def forecast(
    vault: Vault, decision: bytes, one: Forecast, *, today: date, by: str | None = None, lang: str | None = None
) -> bytes:
    """Record a forecast as one action; its id. Raises BadForecast, Unkept, VaultError."""
    statements = statements_of(decision, one, today=today, lang=lang)
    vault.record(statements, by=by)
    return statements[0].entity


def statements_of(decision: bytes, one: Forecast, *, today: date, lang: str | None = None) -> list[Statement]:
    """What is recorded of a new forecast, all about one new record. Raises BadForecast, Unkept."""
    checked(one, today)
    entity = new_id()
    numbers = {"probability": one.probability, "low": one.low, "high": one.high}
    values = {
        "question": one.question, "author": one.author, "made": one.made.isoformat(),
        "resolve_by": one.resolve_by.isoformat(), "resolver": one.resolver,
        **{name: decimals(kept(value)) for name, value in numbers.items() if value is not None},
    }  # fmt: skip
    return [said(None, entity, KIND, "decision", decision.hex()), *all_said(None, entity, KIND, values, lang=lang)]


def resolve(
    vault: Vault, one: Forecast, came: Resolution, *, by: str | None = None, lang: str | None = None
) -> Forecast:
    """Record what came as one action; an earlier answer, such as "still unknown", is replaced and stays in the history.

    Raises BadForecast ("wrong_answer" for a number where yes or no was asked, or the other way round), Unkept, VaultError.
    """
    fits = ("counted", "unknown") if one.range is not None else ("yes", "no", "unknown")
    if came.answer not in fits:
        raise BadForecast("wrong_answer")
    if came.answer == "counted" and (came.value is None or not math.isfinite(came.value)):
        raise BadForecast("no_value")
    if came.on < one.made:
        raise BadForecast("too_early")
    values = {
        "answer": came.answer, "resolved": came.on.isoformat(), "resolved_by": came.by,
        "value": "" if came.value is None else decimals(kept(came.value)),
    }  # fmt: skip
    statements = changed(vault, one.id, KIND, values)
    statements += [said(vault, one.id, KIND, "outcome", outcome.hex()) for outcome in came.outcomes]
    if came.remark.strip():
        statements.append(said(vault, one.id, KIND, "remark", came.remark, lang=lang))
    if statements:
        vault.record(statements, by=by)
    return next(found for found in forecasts(vault, one.decision) if found.id == one.id)


def forecasts(vault: Vault, decision: bytes | None = None) -> tuple[Forecast, ...]:
    """The forecasts of a decision, or of the whole vault, in the order of recording."""
    found = (
        children(vault, decision, KIND) if decision is not None else [vault.entity(id_) for id_ in vault.entities(KIND)]
    )
    return tuple(one for entity in found if (one := _forecast(entity)) is not None)


def score(one: Forecast) -> Score | None:
    """The scores of a forecast; None if what came is not known."""
    came = one.resolution
    if came is None or not one.known:
        return None
    if one.probability is not None:
        happened = came.answer == "yes"
        return Score(brier=brier(one.probability, happened), log=log(one.probability, happened))
    if one.range is None or came.value is None:
        return None
    low, high = one.range
    return Score(interval=interval(low, high, came.value), held=low <= came.value <= high)


def scores(several: Iterable[Forecast]) -> Scores:
    """The scores of several forecasts together, and what is not known of them."""
    every = list(several)
    found = [one for one in map(score, every) if one is not None]
    briers = [one.brier for one in found if one.brier is not None]
    intervals = [one.interval for one in found if one.interval is not None]
    return Scores(
        yes_no=len(briers),
        ranges=len(intervals),
        unknown=sum(1 for one in every if one.resolution is not None and not one.known),
        waiting=sum(1 for one in every if one.resolution is None),
        brier=_mean(briers),
        log=_mean([one.log for one in found if one.log is not None]),
        interval=_mean(intervals),
        calibration=calibration([one.held for one in found if one.held is not None]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _forecast(entity: Entity) -> Forecast | None:
    """A forecast as it was recorded; None if a part of it was taken back."""
    values = values_of(entity)
    if not {"question", "made", "resolve_by", "decision"} <= values.keys():
        return None
    number = {name: float(values[name]) for name in ("probability", "low", "high", "value") if name in values}
    if "probability" not in number and not {"low", "high"} <= number.keys():
        return None
    answer = next((code for code in ANSWERS if code == values.get("answer")), None)
    outcomes = tuple(bytes.fromhex(one.value) for one in entity.properties.get("outcome", ()))
    came = None
    if answer is not None and "resolved" in values:
        remarks = [one.value for one in entity.properties.get("remark", ())]
        came = Resolution(
            answer, date.fromisoformat(values["resolved"]), values.get("resolved_by", ""), number.get("value"),
            outcomes, remarks[-1] if remarks else "",
        )  # fmt: skip
    return Forecast(
        values["question"], values.get("author", ""), date.fromisoformat(values["made"]),
        date.fromisoformat(values["resolve_by"]), values.get("resolver", ""), number.get("probability"),
        number.get("low"), number.get("high"), entity.id, bytes.fromhex(values["decision"]), came,
    )  # fmt: skip
