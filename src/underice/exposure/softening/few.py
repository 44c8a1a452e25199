"""How few others a person could be when she and her family are told in a certain way: the number ladders have to raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

from underice.exposure.check import Check
from underice.exposure.intersection import joined
from underice.exposure.reader.model import Person, Reading
from underice.exposure.relatives import Told, kin_of
from underice.exposure.telling import countable, is_away, name_kind
from underice.exposure.weighing import counts

IDENTIFIED = 1


class TooLong(RuntimeError):
    """The time given for a search is over."""


@dataclass(frozen=True, slots=True)
class Public:
    """What is public of a registered person the draft may mean. sure: somebody has confirmed that she is meant."""

    told: Told
    sure: bool


def public_of(check: Check) -> dict[str, tuple[Public, ...]]:
    """For each person of a checked draft what is public of those she may be."""
    return {
        one.ref: tuple(Public(told, found.meaning.confirmed) for found in one.possible for told in found.meaning.public)
        for one in check.persons
        if one.possible
    }


class Few:
    """The numbers of persons by what is told of themselves and their relatives.

    reading: for the day and the text. public: of the persons of the draft, by ref (see `public_of`). seconds: after that
    time no number is worked out any more.
    """

    def __init__(
        self, reading: Reading, public: Mapping[str, tuple[Public, ...]] | None = None, seconds: float | None = None
    ) -> None:
        self._until: float | None = None
        self.allow(seconds)
        self._reading = replace(reading, persons=(), spans=(), notices=())
        self._public = public or {}

    def allow(self, seconds: float | None) -> None:
        """Work out numbers for so many seconds from now; None for as long as it takes."""
        self._until = None if seconds is None else monotonic() + seconds

    def look_at_the_clock(self) -> None:
        """Raises TooLong once the time is over."""
        if self._until is not None and monotonic() > self._until:
            raise TooLong

    def of(self, person: Person, family: Sequence[Person], ref: str | None = None, enough: int = 0) -> int | None:
        """Households under the smaller of A and B, low end; 1 if she is named; None if nothing countable is told.

        family: all persons of the text her ties lead to, told in the same way. ref: hers in the draft, where `person`
        comes from another text. enough: a number below it may be one too large, which is still below it.
        Raises TooLong once the time is over.
        """
        self.look_at_the_clock()
        if name_kind(person) == "real":
            return IDENTIFIED
        own = countable(person, (), "")
        if own is None:
            return None
        kin = kin_of(person, replace(self._reading, persons=tuple(family)), {})
        told = Told(replace(own.facts, unmodelled=()), kin)
        away, on = is_away(person), self._reading.date
        if enough and not self._public:
            few = _below(told, away, on, enough)
            if few is not None:
                return few
        found = [] if not told.countable else [counts(told, away, on)]
        for public in self._public.get(ref or person.ref, ()):
            if told.countable or public.told.countable:
                both = counts(joined(told, public.told), away, on)
                if public.sure or not both.inconsistent:
                    found.append(both)
        return min((one.deciding.households.low for one in found), default=None)


def _below(told: Told, away: bool, on: date | None, enough: int) -> int | None:
    """A number below `enough` if few of what is told already gives one: the whole takes far longer to count."""
    parts = [Told(told.facts), *(Told(told.facts, (one,)) for one in dict.fromkeys(told.kin) if len(told.kin) > 1)]
    for part in parts:
        if part.countable:
            few = counts(part, away, on).deciding.households.low
            if few < enough:
                return few
    return None
