"""A dilemma as text and back, without losing a bit: what is kept beside a run so that it can be run again.

The text is JSON with sorted keys and no spaces, so one dilemma has one text; numbers are written so that reading gives
the same number again (the shortest digits that do). `mark` is a hash of it: it stays in the vault, for whoever has it
could confirm a guess.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Literal, TypeVar, cast

from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.policies import Policy
from underice.decide.ranges import Range, Shape
from underice.decide.result import Result

FORM = 1
"""The form of the text."""
_SHAPES: tuple[Shape, ...] = ("log", "uniform", "fixed")
_AUDIENCES = ("public", "states", "un", "none")
_CARRIERS = ("own", "ally", "adversary")
_LARGEST = 1_000_000
_Kept = TypeVar("_Kept", bound=str)


class BadInputs(ValueError):
    """A text that is no dilemma of this form; the message names the part, never a value."""


def text_of(dilemma: Dilemma, *, with_ranges: bool = True) -> str:
    """A dilemma as JSON, in one line: everything it rests on, its shipped ranges too.

    with_ranges: False for the situation alone, whose ranges are kept apart.
    """
    transfer = dilemma.transfer
    return written(
        {
            "form": FORM,
            "detained": dilemma.detained,
            "days_since_arrest": dilemma.days_since_arrest,
            "horizon_detained": dilemma.horizon_detained,
            "horizon_transit": dilemma.horizon_transit,
            "transfer": None if transfer is None else [transfer.first, transfer.last],
            "families": [[one.people, one.k, one.detained] for one in dilemma.families],
            "ranges": [_plain(one) for one in dilemma.believed.values()] if with_ranges else [],
            "policies": [_plain(one) for one in dilemma.policies],
            "checked": dilemma.checked,
            "started": dilemma.started.isoformat() if dilemma.started else None,
        }
    )


def dilemma_of(text: str) -> Dilemma:
    """The dilemma that a text of `text_of` tells. Raises BadInputs."""
    try:
        whole = json.loads(text) if len(text) <= _LARGEST else None
    except (ValueError, RecursionError):
        whole = None
    table = _Table(whole, "inputs")
    if table.whole("form") != FORM:
        raise BadInputs("form")
    window = table.optional("transfer")
    return Dilemma(
        detained=table.whole("detained"),
        days_since_arrest=table.number("days_since_arrest"),
        horizon_detained=table.number("horizon_detained"),
        horizon_transit=table.number("horizon_transit"),
        transfer=None if window is None else Transfer(*_pair(window)),
        families=tuple(_family(one) for one in table.items("families")),
        ranges={one.name: one for one in (_range(_Table(part, "ranges")) for part in table.items("ranges"))},
        policies=tuple(_policy(_Table(part, "policies")) for part in table.items("policies")),
        checked=table.truth("checked"),
        started=_day(table.optional("started")),
    )


def mark(text: str) -> str:
    """SHA-256 of a text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def result_mark(result: Result) -> str:
    """SHA-256 over every number of a result to the last bit: the table, regret, dominance, tails and the futures kept."""
    found = hashlib.sha256()
    for part in (result.table, result.regret, result.dominance, result.tails):
        for row in part:
            found.update(repr([getattr(row, one.name) for one in fields(row)]).encode())
    for array in (result.futures.values, result.outcomes.values):
        found.update(repr(array.shape).encode())
        found.update(array.astype("<f4", copy=False).tobytes(order="C"))
    return found.hexdigest()


def written(value: object) -> str:
    """A value as JSON in the one form used here."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(row: Range | Policy) -> dict[str, object]:
    """The fields of a range or policy, days as text, those that are empty left out."""
    told: dict[str, object] = {one.name: getattr(row, one.name) for one in fields(row)}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in told.items()
        if value is not None and value != ""
    }


def _range(table: _Table) -> Range:
    return Range(
        table.text("name"), table.number("low"), table.number("high"),
        best=table.maybe_number("best"), shape=table.one_of("shape", _SHAPES), author=table.text("author", ""),
        date=_day(table.optional("date")), basis=table.text("basis", ""), source=table.text("source", ""),
        mind=table.text("mind", ""), elicit=table.truth("elicit"), crosses=table.maybe_number("crosses"),
    )  # fmt: skip


def _policy(table: _Table) -> Policy:
    return Policy(
        table.text("code"), table.text("label_en", ""), table.text("label_ko", ""), table.number("channel"),
        table.maybe_number("publish"), table.number("identifying"),
        cast("Literal['public', 'states', 'un', 'none']", table.one_of("audience", _AUDIENCES)),
        cast("Literal['own', 'ally', 'adversary']", table.one_of("carrier", _CARRIERS)),
    )  # fmt: skip


def _family(value: object) -> Family:
    if not isinstance(value, list) or len(value) != 3:
        raise BadInputs("families")
    people, k, detained = value
    return Family(
        _whole(people, "families"), None if k is None else _whole(k, "families"), _whole(detained, "families")
    )


def _pair(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise BadInputs("transfer")
    return _number(value[0], "transfer"), _number(value[1], "transfer")


def _day(value: object) -> date | None:
    try:
        return None if value is None else date.fromisoformat(cast(str, value))
    except (TypeError, ValueError):
        raise BadInputs("date") from None


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadInputs(where)
    return value


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInputs(where)
    return value


class _Table:
    """A table of the text, read key by key with its types; what is not as it should be raises BadInputs."""

    def __init__(self, content: object, where: str) -> None:
        if not isinstance(content, dict):
            raise BadInputs(where)
        self._content: Mapping[str, object] = content

    def optional(self, key: str) -> object:
        return self._content.get(key)

    def whole(self, key: str) -> int:
        return _whole(self._content.get(key), key)

    def number(self, key: str) -> float:
        return _number(self._content.get(key), key)

    def maybe_number(self, key: str) -> float | None:
        return None if self._content.get(key) is None else self.number(key)

    def truth(self, key: str) -> bool:
        value = self._content.get(key)
        if not isinstance(value, bool):
            raise BadInputs(key)
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._content.get(key, default)
        if not isinstance(value, str):
            raise BadInputs(key)
        return value

    def one_of(self, key: str, known: Sequence[_Kept]) -> _Kept:
        value = self._content.get(key)
        for one in known:
            if one == value:
                return one
        raise BadInputs(key)

    def items(self, key: str) -> Sequence[object]:
        value = self._content.get(key)
        if not isinstance(value, list):
            raise BadInputs(key)
        return value
