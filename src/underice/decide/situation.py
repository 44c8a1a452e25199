"""From what a person enters to a situation: days counted from today, ways to act that name left out until a text is checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from underice.decide.dilemma import Dilemma, Family, Transfer, problems
from underice.decide.policies import POLICIES, Policy
from underice.decide.ranges import CannotRun

_LONGEST = 6


class NotAHousehold(ValueError):
    """Words that are no household: PEOPLE, PEOPLE:K or PEOPLE:K:HELD."""


def household(text: str) -> Family:
    """A household typed as PEOPLE, PEOPLE:K or PEOPLE:K:HELD; an unknown k is "?" or left out. Raises NotAHousehold."""
    parts = [part.strip() for part in text.split(":")]
    unknown = len(parts) < 2 or parts[1] in ("", "?")
    numbers = [parts[0], *([] if unknown else [parts[1]]), *parts[2:]]
    if len(parts) > 3 or not all(one.isascii() and one.isdecimal() and len(one) <= _LONGEST for one in numbers):
        raise NotAHousehold
    return Family(int(parts[0]), None if unknown else int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)


def typed(one: Family) -> str:
    """A household as it would be typed; reads back as the same."""
    k = "?" if one.k is None else str(one.k)
    return f"{one.people}:{k}" + (f":{one.detained}" if one.detained != 1 else "")


def transfer_in(window: tuple[date, date] | None, today: date) -> Transfer | None:
    """The first and last day of a transfer, in days from today: a window that has begun already begins today."""
    if window is None:
        return None
    first, last = ((day - today).days for day in window)
    return Transfer(float(max(first, 0) if last >= 0 and first <= last else first), float(last))


def offered(checked: bool, every: Iterable[Policy] = POLICIES) -> tuple[Policy, ...]:
    """The ways to act that may be looked at: those that name people only if the text was checked for whom it exposes."""
    return tuple(one for one in every if checked or not one.names)


def fit(dilemma: Dilemma) -> Dilemma:
    """The same dilemma, if it can be run. Raises CannotRun with everything that refuses it."""
    if refused := tuple(one for one in problems(dilemma) if one.refused):
        raise CannotRun(refused)
    return dilemma
