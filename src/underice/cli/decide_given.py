"""What was given to `underice decide new` and `set`: options, or a TOML file, as parts of a decision."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from underice.cli.days import publication_day
from underice.cli.errors import Problem

if TYPE_CHECKING:
    from underice.decide.dilemma import Family
    from underice.decide.forecasts import Forecast
    from underice.decide.policies import Audience, Carrier, Policy
    from underice.decide.ranges import Range

_LARGEST = 1_000_000
_BARS = ("..", "/", ",", "~")
Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed or stands in a file, before anything is asked. None or (): not said.

    transfer: first and last day. ranges: as they came, before their author and day are known. draft: a file whose
    exposure is to be checked.
    """

    title: str = ""
    detained: int | None = None
    arrested: date | None = None
    transfer: tuple[date, date] | None = None
    families: tuple[Family, ...] = ()
    draft: str | None = None
    draft_date: str | None = None
    policies: tuple[str, ...] = ()
    own_policies: tuple[Policy, ...] = ()
    ranges: tuple[Range, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    forecasts: tuple[Forecast, ...] = ()
    by: str = ""
    on: date | None = None
    basis: str = ""
    mind: str = ""

    @property
    def today(self) -> date:
        """The day from which days are counted."""
        return self.on or date.today()


def window(text: str) -> tuple[date, date]:
    """The first and the last day of a transfer: one day, or two joined by .. or /. Raises Problem."""
    for bar in _BARS:
        first, sign, last = text.partition(bar)
        if sign and last.strip():
            return publication_day(first), publication_day(last)
    day = publication_day(text)
    return day, day


def family(text: str) -> Family:
    """PEOPLE, PEOPLE:K or PEOPLE:K:HELD, as numbers; an unknown k is ? or left out. Raises Problem."""
    from underice.decide.situation import NotAHousehold, household

    try:
        return household(text)
    except NotAHousehold:
        raise Problem("bad_family", value=text[:30]) from None


def range_given(text: str, given: Given) -> Range:
    """NAME=LOW:HIGH or NAME=LOW:HIGH:BEST in the units of the model. Raises Problem."""
    name, sign, rest = text.partition("=")
    numbers = [_float(part) for part in rest.split(":")]
    if not sign or len(numbers) not in (2, 3) or None in numbers:
        raise Problem("bad_belief", value=text[:40])
    low, high, *best = (value for value in numbers if value is not None)
    return belief(name.strip(), low, high, best[0] if best else None, given.by, given.today, given.basis, given.mind)


def belief(
    name: str, low: float, high: float, best: float | None, author: str, on: date, basis: str, mind: str
) -> Range:
    """A person's range, refused with all its problems at once. Raises Problem, CannotRun."""
    from underice.decide.elicitation import narrowed
    from underice.decide.ranges import CannotRun, parameters, problems

    if name not in parameters():
        raise Problem("unknown_belief", value=name[:40], known=", ".join(parameters()))
    one = narrowed(name, low, high, best, author=author, on=on, basis=basis.strip(), mind=mind.strip())
    if refused := tuple(problem for problem in problems(one) if problem.refused):
        raise CannotRun(refused)
    return one


def answered(texts: Sequence[str]) -> dict[str, str]:
    """ITEM=WORDS, each. Raises Problem for what the checklist does not ask."""
    from underice.decide.checklist import ITEMS

    found = {}
    for text in texts:
        item, sign, words = text.partition("=")
        if not sign or item.strip() not in ITEMS:
            raise Problem("bad_item", value=item[:40], known=", ".join(ITEMS))
        found[item.strip()] = words.strip()
    return found


def forecast_given(
    question: str, probability: str, span: str, resolve_by: str, resolver: str, author: str, made: date
) -> Forecast:
    """A forecast from options. Raises Problem; whether it can be is for `forecasts.checked`."""
    from underice.decide.forecasts import Forecast

    chance = _float(probability) if probability else None
    ends = [_float(part) for part in span.split(":")] if span else []
    if (probability and chance is None) or (span and (len(ends) != 2 or None in ends)):
        raise Problem("bad_number", value=(probability or span)[:40])
    if not resolve_by:
        raise Problem("missing", value="--resolve-by", command="underice decide set")
    low, high = ends if ends else (None, None)
    return Forecast(question.strip(), author, made, publication_day(resolve_by), resolver.strip(), chance, low, high)


def read_file(path: str) -> Table:
    """The table of a TOML file. Raises Problem."""
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError:
        raise Problem("no_such_file", path=path) from None
    if len(data) > _LARGEST:
        raise Problem("too_large", path=path, limit=_LARGEST // 1_000_000)
    try:
        return tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise Problem("bad_toml", path=path, where="TOML") from None


_KEYS = {
    "title", "detained", "arrested", "transfer", "family", "draft", "draft_date", "policies", "policy", "ranges",
    "checklist", "forecast", "by", "on", "basis", "mind",
}  # fmt: skip


def of_table(table: Table, path: str) -> Given:
    """What a file says. Raises Problem that names the key, CannotRun."""
    read = _Reader(table, path)
    read.only(_KEYS)
    by, on = read.text("by"), read.day("on")
    basis, mind = read.text("basis"), read.text("mind")
    given = Given(by=by, on=on, basis=basis, mind=mind)
    return Given(
        title=read.text("title"),
        detained=read.whole("detained"),
        arrested=read.day("arrested"),
        transfer=read.window("transfer"),
        families=tuple(read.family(one) for one in read.tables("family")),
        draft=read.text("draft") or None,
        draft_date=read.text("draft_date") or None,
        policies=read.texts("policies"),
        own_policies=tuple(_policy(one) for one in read.tables("policy")),
        ranges=tuple(_range(name, one, given) for name, one in read.named("ranges")),
        answers=answered([f"{name}={words}" for name, words in read.words("checklist").items()]),
        forecasts=tuple(_forecast(one, given) for one in read.tables("forecast")),
        by=by,
        on=on,
        basis=basis,
        mind=mind,
    )


def _range(name: str, read: _Reader, given: Given) -> Range:
    read.only({"low", "high", "best", "author", "date", "basis", "mind"})
    low, high = read.number("low"), read.number("high")
    if low is None or high is None:
        raise read.bad("low" if low is None else "high")
    return belief(
        name, low, high, read.number("best"), read.text("author") or given.by, read.day("date") or given.today,
        read.text("basis") or given.basis, read.text("mind") or given.mind,
    )  # fmt: skip


def _policy(read: _Reader) -> Policy:
    from underice.decide.policies import Policy

    read.only({"code", "label_en", "label_ko", "channel", "publish", "identifying", "audience", "carrier"})
    code = read.text("code")
    audience, carrier = read.text("audience") or "none", read.text("carrier") or "own"
    if not code or audience not in ("public", "states", "un", "none"):
        raise read.bad("audience" if code else "code")
    if carrier not in ("own", "ally", "adversary"):
        raise read.bad("carrier")
    return Policy(
        code, read.text("label_en") or code, read.text("label_ko") or code, read.number("channel") or 0.0,
        read.number("publish"), read.number("identifying") or 0.0,
        cast("Audience", audience), cast("Carrier", carrier),
    )  # fmt: skip


def _forecast(read: _Reader, given: Given) -> Forecast:
    from underice.decide.forecasts import Forecast

    read.only({"question", "probability", "low", "high", "resolve_by", "resolver", "author"})
    day = read.day("resolve_by")
    if day is None:
        raise read.bad("resolve_by")
    return Forecast(
        read.text("question"), read.text("author") or given.by, given.today, day, read.text("resolver"),
        read.number("probability"), read.number("low"), read.number("high"),
    )  # fmt: skip


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class _Reader:
    """A table of the file, read key by key; what is not as it should be raises Problem and names the key."""

    def __init__(self, table: Table, path: str, where: str = "") -> None:
        self._table = table
        self._path = path
        self._where = where

    def bad(self, key: str) -> Problem:
        return Problem("bad_toml", path=self._path, where=f"{self._where}{key}")

    def only(self, known: set[str]) -> None:
        for key in self._table:
            if key not in known:
                raise self.bad(key[:40])

    def text(self, key: str) -> str:
        value = self._table.get(key, "")
        if isinstance(value, date):
            return value.isoformat()
        if not isinstance(value, str):
            raise self.bad(key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.bad(key)
        return tuple(value)

    def whole(self, key: str) -> int | None:
        value = self._table.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.bad(key)
        return value

    def number(self, key: str) -> float | None:
        value = self._table.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.bad(key)
        return value

    def day(self, key: str) -> date | None:
        return None if self._table.get(key) is None else self._day(self._table[key], key)

    def window(self, key: str) -> tuple[date, date] | None:
        value = self._table.get(key)
        if value is None:
            return None
        if isinstance(value, list) and len(value) == 2:
            return self._day(value[0], key), self._day(value[1], key)
        if isinstance(value, str):
            return window(value)
        day = self._day(value, key)
        return day, day

    def _day(self, value: object, key: str) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            return publication_day(value)
        raise self.bad(key)

    def tables(self, key: str) -> list[_Reader]:
        value = self._table.get(key, [])
        if not isinstance(value, list):
            raise self.bad(key)
        return [self._inner(one, f"{key}[{place}].") for place, one in enumerate(value)]

    def named(self, key: str) -> list[tuple[str, _Reader]]:
        value = self._table.get(key, {})
        if not isinstance(value, dict):
            raise self.bad(key)
        return [(name, self._inner(one, f"{key}.{name}.")) for name, one in value.items()]

    def words(self, key: str) -> dict[str, str]:
        value = self._table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.bad(key)
        return value

    def family(self, read: _Reader) -> Family:
        from underice.decide.dilemma import Family

        read.only({"people", "k", "held"})
        people, held = read.whole("people"), read.whole("held")
        if people is None:
            raise read.bad("people")
        return Family(people, read.whole("k"), 1 if held is None else held)

    def _inner(self, value: object, where: str) -> _Reader:
        if not isinstance(value, dict):
            raise self.bad(where.rstrip("."))
        return _Reader(value, self._path, f"{self._where}{where}")


Asker = Callable[[str], str]
"""Asks one question of the person at the terminal and gives the line she typed."""
