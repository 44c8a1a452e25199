"""What is known of one person: a conjunction of typed facts, each an empty value when it is not told.

A fact never carries the words that told it, nor a name; those stay with the reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from underice.vocabulary.intervals import DateInterval

Sex = Literal["f", "m"]
FactName = Literal["sex", "birth", "origin", "urban", "arrived"]

FACT_NAMES: tuple[FactName, ...] = get_args(FactName)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one person that can be counted, and a list of those that cannot.

    sex: "f", "m" or None. birth: the days on which she may have been born. origin: candidate gazetteer ids of the place
    she comes from, at any level; several are a union (she comes from one of them), () is not told. urban: True for a
    town, False for a village, None for not told. arrived: the days on which she may have arrived in the South.
    unmodelled: codes or words of facts that no table counts (an occupation, a workplace, a scar). They only ever make
    a person easier to recognise, so they are listed beside every count and never dropped.
    conflicts: names of facts for which two sources contradict each other; see `combine`.
    """

    sex: Sex | None = None
    birth: DateInterval | None = None
    origin: tuple[str, ...] = ()
    urban: bool | None = None
    arrived: DateInterval | None = None
    unmodelled: tuple[str, ...] = ()
    conflicts: tuple[FactName, ...] = ()

    @property
    def told(self) -> tuple[FactName, ...]:
        """The names of the countable facts that are told, in the order of `FACT_NAMES`."""
        return tuple(name for name in FACT_NAMES if getattr(self, name) not in (None, ()))

    def without(self, *names: FactName) -> Facts:
        """The same person with the facts `names` not told."""
        return replace(
            self,
            sex=None if "sex" in names else self.sex,
            birth=None if "birth" in names else self.birth,
            origin=() if "origin" in names else self.origin,
            urban=None if "urban" in names else self.urban,
            arrived=None if "arrived" in names else self.arrived,
            conflicts=tuple(name for name in self.conflicts if name not in names),
        )

    def combine(self, other: Facts) -> Facts:
        """What a reader knows who has read both: intervals intersect, candidate places intersect, the rest is joined.

        Where the two contradict each other the value of `self` stays and the fact is named in `conflicts`; a count of
        such facts says "inconsistent" and is never an all-clear. Places are compared by id: a county and its own
        province have no id in common, so widen or narrow them with the gazetteer before combining.
        """
        conflicts = set(self.conflicts) | set(other.conflicts)
        sex = self.sex or other.sex
        if self.sex and other.sex and self.sex != other.sex:
            conflicts.add("sex")
        urban = other.urban if self.urban is None else self.urban
        if self.urban is not None and other.urban is not None and self.urban != other.urban:
            conflicts.add("urban")
        birth = _both(self.birth, other.birth)
        if birth is None and self.birth is not None:
            birth = self.birth
            conflicts.add("birth")
        arrived = _both(self.arrived, other.arrived)
        if arrived is None and self.arrived is not None:
            arrived = self.arrived
            conflicts.add("arrived")
        shared = tuple(place for place in self.origin if place in other.origin)
        origin = shared or self.origin or other.origin
        if self.origin and other.origin and not shared:
            conflicts.add("origin")
        return Facts(
            sex=sex,
            birth=birth,
            origin=origin,
            urban=urban,
            arrived=arrived,
            unmodelled=_joined((*self.unmodelled, *other.unmodelled)),
            conflicts=tuple(name for name in FACT_NAMES if name in conflicts),
        )


def _both(one: DateInterval | None, two: DateInterval | None) -> DateInterval | None:
    """The days in both; None if there are none, or if neither is told."""
    if one is None or two is None:
        return one or two
    return one.intersection(two)


def _joined(words: Iterable[str]) -> tuple[str, ...]:
    """The words in order, each once."""
    return tuple(dict.fromkeys(words))
