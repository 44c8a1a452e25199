"""Blocking keys: two names that may be one share at least one short key, two names taken at random hardly ever do.

A key is made from a likely Hangul reading with every syllable reduced to a coarse class (onset group, vowel group, coda
class), because those are what romanisations and ears confuse least. Whole names give one key; surname with one given
syllable, and the given name alone, give more keys, so that a slip in one syllable still leaves a common key.
Keys are made for looking up candidates, never for telling people apart, and are not fit to leave the vault.
"""

from __future__ import annotations

from functools import cache, lru_cache

from underice.people.reading import readings
from underice.people.tables import folded, letters

_READINGS = 12  # readings of a name that give keys
_LEAST = 0.002  # readings less likely than this give none
_LEAST_PART = 0.05  # readings less likely than this give none for a part of the name
# Groups by number of the letter, in the order of Unicode:
# ㄱㄲㅋ / ㄴ / ㄷㄸㅌ / ㄹ / ㅁ / ㅂㅃㅍ / ㅅㅆ / ㅇ / ㅈㅉㅊ / ㅎ;
# ㅏㅑㅘ / ㅐㅒㅔㅖㅙㅚㅞ / ㅓㅗㅝ / ㅕㅛ / ㅜㅡㅟㅠ / ㅢㅣ; no coda / ㄱ.. / ㄴ.. / ㄷㅅㅈㅊㅌ / ㄹ.. / ㅁ / ㅂㅍ / ㅇ.
_ONSET = "kknttrmppss-jjjktph"
_NUCLEUS = "aeaeoeyeoaeeyuoeuuuii"
_CODA = "-kkknnntllllllllmppttqttktp-"


@cache
def _coarse(unit: str) -> str:
    """The coarse class of one syllable, or of the two of a two-syllable surname."""
    parts = map(letters, folded(unit))
    return "".join(_ONSET[onset] + _NUCLEUS[nucleus] + _CODA[coda] for onset, nucleus, coda in parts)


@lru_cache(maxsize=262_144)
def _keys(name: str) -> frozenset[str]:
    found: set[str] = set()
    for rank, one in enumerate(readings(name, _READINGS)):
        if rank and one.share < _LEAST:
            break
        surname = _coarse(one.surname) if one.surname else ""
        given = [_coarse(unit) for unit in one.given]
        found.add(f"{surname}|{''.join(given)}")
        if len(given) == 2 and (not rank or one.share > _LEAST_PART):
            found.add(f"|{given[0]}{given[1]}")
            found.add(f"{folded(one.surname) if surname else ''}|{folded(one.given[0])}.")
            found.add(f"{folded(one.surname) if surname else ''}|.{one.given[1]}")
    return frozenset(found)


def keys(name: str) -> set[str]:
    """Blocking keys of a name in any script; an empty set for a string that is no Korean name."""
    return set(_keys(name))
