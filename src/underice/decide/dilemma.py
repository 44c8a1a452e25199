"""The question that is put: who is held since when, whose families, by when, what is believed, what could be done."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from underice.decide import policies as policy_rules
from underice.decide import ranges as range_rules
from underice.decide.policies import POLICIES, Policy
from underice.decide.ranges import Problem, Range, parameters, shipped

WORST_K = 1
"""What an unknown k is taken for: nobody else fits, so the text points at this household alone."""


@dataclass(frozen=True, slots=True)
class Family:
    """A household left behind, as counts only: no identity crosses from `exposure`.

    `people` live in it; `k` households fit what the text would tell (None: unknown, taken as 1 with a notice);
    `detained` of its members are among the held.
    """

    people: int
    k: int | None
    detained: int = 1


@dataclass(frozen=True, slots=True)
class Transfer:
    """A day of transfer that was heard of: between `first` and `last`, in days from now (equal: a known day)."""

    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Dilemma:
    """Everything a run rests on but n and the seed.

    `detained` people are held, arrested `days_since_arrest` ago. Horizons in days from now: for the detained, and
    for those on the way. `ranges` holds what is believed by name; names it lacks are filled from the shipped ranges
    by `believed`. `checked`: exposure was checked for the texts of the policies that name.
    """

    detained: int
    days_since_arrest: float = 0.0
    horizon_detained: float = 60.0
    horizon_transit: float = 365.0
    transfer: Transfer | None = None
    families: tuple[Family, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=shipped)
    policies: tuple[Policy, ...] = POLICIES
    checked: bool = False
    started: date | None = None

    @property
    def believed(self) -> Mapping[str, Range]:
        """A range for every parameter, in the order of drawing: the dilemma's own or else the shipped one."""
        return {name: self.ranges.get(name, shipped()[name]) for name in parameters()}

    @property
    def kin(self) -> int:
        """People in all families together."""
        return sum(one.people for one in self.families)


def problems(dilemma: Dilemma) -> tuple[Problem, ...]:
    """What is wrong with a dilemma, refused or as a notice, by code; empty if nothing is.

    Its own codes. Refused: `nobody_held`, `not_a_day` (days since arrest, horizons), `transfer_past`,
    `transfer_upside_down`, `names_unchecked` (one per policy), `family_counts`. Notices: `k_unknown` (one per family,
    taken as 1), `no_families`, `transfer_late` (after the horizon: it changes nothing). And those of ranges and
    policies.
    """
    return (
        *_people(dilemma),
        *_days(dilemma),
        *policy_rules.problems(dilemma.policies),
        *_unchecked(dilemma),
        *(problem for one in dilemma.ranges.values() for problem in range_rules.problems(one)),
        *(Problem("range_name", name) for name, one in dilemma.ranges.items() if name != one.name),
    )


def _people(dilemma: Dilemma) -> list[Problem]:
    found = [] if dilemma.detained >= 1 else [Problem("nobody_held", values=(dilemma.detained,))]
    if not dilemma.families:
        found.append(Problem("no_families", refused=False))
    for index, one in enumerate(dilemma.families):
        where = f"families[{index}]"
        if one.people < 0 or one.detained < 0 or (one.k is not None and one.k < 1):
            found.append(
                Problem("family_counts", where, (one.people, one.detained, *(() if one.k is None else (one.k,))))
            )
        if one.k is None:
            found.append(Problem("k_unknown", where, (WORST_K,), refused=False))
    return found


def _days(dilemma: Dilemma) -> list[Problem]:
    found = []
    days = {
        "days_since_arrest": (dilemma.days_since_arrest, 0.0),
        "horizon_detained": (dilemma.horizon_detained, 1.0),
        "horizon_transit": (dilemma.horizon_transit, 1.0),
    }
    for name, (value, least) in days.items():
        if not math.isfinite(value) or value < least:
            found.append(Problem("not_a_day", name, (value,)))
    transfer = dilemma.transfer
    if transfer is not None:
        window = (transfer.first, transfer.last)
        if not all(math.isfinite(day) for day in window):
            found.append(Problem("not_a_day", "transfer", window))
        elif transfer.first > transfer.last:
            found.append(Problem("transfer_upside_down", "transfer", window))
        elif transfer.first < 0:
            found.append(Problem("transfer_past", "transfer", window))
        elif transfer.first >= dilemma.horizon_detained:
            found.append(Problem("transfer_late", "transfer", window, refused=False))
    return found


def _unchecked(dilemma: Dilemma) -> list[Problem]:
    if dilemma.checked:
        return []
    return [Problem("names_unchecked", one.code) for one in dilemma.policies if one.names]
