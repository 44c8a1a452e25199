"""Work and kind of household: published for the whole country only, so they narrow a count by a range and never exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import ceil, floor
from typing import Literal, get_args

from underice.exposure._tables import rows
from underice.exposure.anonymity import Count
from underice.exposure.assumptions import assumption, codes_in_order

Occupation = Literal["agriculture", "craft", "machines", "other", "none"]
"""Work of people of 16 and over: three groups of the census, the rest of those who work, and those who do not."""
HouseholdType = Literal["extended", "nuclear", "other"]

OCCUPATIONS: tuple[Occupation, ...] = get_args(Occupation)
HOUSEHOLD_TYPES: tuple[HouseholdType, ...] = get_args(HouseholdType)
_GROUPS: dict[str, Occupation] = {"skilled": "agriculture", "craft": "craft", "plant": "machines", "all": "other"}
_KEYS: dict[str, HouseholdType] = {
    "household_extended_share": "extended", "household_nuclear_share": "nuclear", "household_other_share": "other",
}  # fmt: skip


@cache
def occupation_shares() -> dict[Occupation, float]:
    """Share of each group among people of 16 and over; they add up to 1."""
    active = assumption("active_share").default
    found: dict[Occupation, float] = {}
    for row in rows("occupations.csv"):
        first = row["category"].split()[0]
        if row["scheme"] == "occupation" and first in _GROUPS and row["percent"]:
            found[_GROUPS[first]] = float(row["percent"]) / 100 * active
    return {**found, "none": 1.0 - active}


@cache
def household_shares() -> dict[HouseholdType, float]:
    """Share of each kind among households; they add up to 1."""
    return {_KEYS[row["key"]]: float(row["value"]) / 100 for row in rows("households.csv") if row["key"] in _KEYS}


def with_occupation(count: Count, occupation: Occupation) -> Count:
    """How many of these people do such work, if all of them are 16 or over: a range that never passes the count itself.

    The share is that of the whole country, up to `occupation_by_place` times smaller or larger in one county.
    """
    return _narrowed(count, occupation_shares()[occupation], "occupation_by_place")


def with_household_type(count: Count, kind: HouseholdType) -> Count:
    """How many of these households are of such a kind; as `with_occupation`, with `household_by_place`."""
    return _narrowed(count, household_shares()[kind], "household_by_place")


def _narrowed(count: Count, share: float, code: str) -> Count:
    spread = assumption(code)
    low = max(1, floor(count.low * share * spread.low))
    mid = max(low, min(count.mid, floor(count.mid * share + 0.5)))
    high = max(mid, min(count.high, ceil(count.high * share * spread.high)))
    return replace(count, low=low, mid=mid, high=high, assumptions=codes_in_order((*count.assumptions, code)))
