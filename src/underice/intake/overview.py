"""What waits on a desk: cases that are still open with their days, questions nobody has answered, people nobody matched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from underice.people import verdicts
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.statement import Statement

if TYPE_CHECKING:
    from underice.vault.vault import Vault

OPEN_TYPES = ("arrest", "detention", "transfer", "return", "disappearance", "interrogation", "last_contact")
"""Incidents that leave somebody in danger until their end is recorded."""
_CASE = ("type", "title", "start", "end", "expected", "person", "count", "part_of")


@dataclass(frozen=True, slots=True, repr=False)
class OpenCase:
    """A case that is not over. since: the days on which it may have begun; due: those on which something is expected.

    records: people its lists and sources name, each record counted; unjudged: those of them nobody has compared with
    another record. count: how many people its sources say it concerns, "" if they do not say.
    """

    id: bytes
    title: str
    type: str
    since: DateInterval | None
    due: DateInterval | None
    count: str
    records: int
    unjudged: int

    def days_since(self, today: date) -> tuple[int, int] | None:
        """Fewest and most whole days since it began; None if that is not known or lies ahead."""
        if self.since is None or self.since.first > today:
            return None
        return max(0, (today - self.since.last).days), (today - self.since.first).days

    def days_left(self, today: date) -> tuple[int, int] | None:
        """Fewest and most whole days until what is expected, negative once it is past; None if nothing is expected."""
        return None if self.due is None else ((self.due.first - today).days, (self.due.last - today).days)


@dataclass(frozen=True, slots=True, repr=False)
class OpenQuestion:
    """A note that asks something. about: the entities it is about."""

    id: bytes
    text: str
    about: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits: cases, the one with the nearest day first, and questions, the newest last."""

    cases: tuple[OpenCase, ...]
    questions: tuple[OpenQuestion, ...]


def overview(vault: Vault) -> Overview:
    """What waits in a vault. Reads incidents, notes and verdicts, never all people."""
    judged = {key for one in verdicts.standing(vault) for key in one.pair}
    found = [
        one
        for entity, said in groupby(vault.claims("incident", _CASE), lambda one: one.entity)
        if (one := _case(entity, tuple(said), judged)) is not None
    ]
    found.sort(key=lambda one: (one.due is None, one.due.first if one.due else date.max, one.title, one.id))
    return Overview(tuple(found), tuple(_questions(vault)))


def _case(entity: bytes, said: tuple[Statement, ...], judged: set[str]) -> OpenCase | None:
    values = _values(said)
    type_ = next(iter(values.get("type", ())), "")
    if type_ not in OPEN_TYPES or "end" in values or "part_of" in values:
        return None
    records = set(values.get("person", ()))
    return OpenCase(
        entity,
        next(iter(values.get("title", ())), ""),
        type_,
        _days(said, "start"),
        _days(said, "expected"),
        next(iter(values.get("count", ())), ""),
        len(records),
        len(records - judged),
    )


def _values(said: Iterable[Statement]) -> Mapping[str, list[str]]:
    values: dict[str, list[str]] = {}
    for one in said:
        values.setdefault(one.prop, []).append(one.value)
    return values


def _days(said: Iterable[Statement], prop: str) -> DateInterval | None:
    """All days that the sources allow together."""
    found = [days for one in said if one.prop == prop and (days := to_interval(one.norm or one.value)) is not None]
    return found[0].hull(*found[1:]) if found else None


def _questions(vault: Vault) -> Iterable[OpenQuestion]:
    for entity, said in groupby(vault.claims("note", ("text", "about", "question")), lambda one: one.entity):
        values = _values(said)
        if values.get("question", [""])[0] == "true":
            about = tuple(bytes.fromhex(one) for one in values.get("about", ()) if len(one) == 32)
            yield OpenQuestion(entity, " ".join(values.get("text", ())), about)
