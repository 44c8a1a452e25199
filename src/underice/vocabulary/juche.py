"""Juche years: the North's calendar counts from the birth of Kim Il-sung, so year n is 1911 + n."""

from __future__ import annotations

JUCHE_EPOCH = 1911
"""Year n of the Juche calendar is JUCHE_EPOCH + n (decree of 8 July 1997; in use from 9 September 1997)."""


def from_juche(year: int) -> int:
    """The Gregorian year of a Juche year: 101 → 2012. Raises ValueError if year is below 1."""
    if year < 1:
        raise ValueError(f"Juche years begin with 1, not {year}")
    return JUCHE_EPOCH + year


def to_juche(year: int) -> int:
    """The Juche year of a Gregorian year: 2012 → 101. Raises ValueError before 1912."""
    if year <= JUCHE_EPOCH:
        raise ValueError(f"there is no Juche year for {year}")
    return year - JUCHE_EPOCH
