"""Two names of which one has a letter wrong: whether a slip explains what keeps them apart.

A string may be readable as it stands and still be a slip: "Jaehom" is 재험, a syllable nobody has, or 재호 with a letter
too much. Only beside the other name can that be asked: how probable is this string, one slip allowed, if the other name
is what was meant, against how probable it is at all? The slip must also be likely by the string alone, else Bora and
Bona, both good names, would be one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from underice.people.cells import prior, surname_likelihood
from underice.people.reading import Parsed, orders, parse, readings
from underice.people.spelling import spell
from underice.people.tables import Slot, alike, compose, letters, settings
from underice.people.typing_errors import mistyped, mistyped_surname, spellings, swapped

_READINGS = 6  # of the other name
_LEAST = 0.01  # readings less likely than this are not tried


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip in `name` explains: it was meant to be `hangul`.

    evidence: bits for one name; doubt: bits by which `hangul` is not the likeliest reading of the other name;
    unlikely: bits by which the string alone speaks against a slip (both 0 or negative).
    """

    name: str
    hangul: str
    evidence: float
    doubt: float
    unlikely: float


@dataclass(frozen=True, slots=True)
class _Meant:
    """A Hangul reading: how sure, and how common."""

    surname: str
    given: tuple[str, ...]
    share: float
    common: float


@lru_cache(maxsize=65_536)
def _meant(name: str) -> tuple[_Meant, ...]:
    found = []
    for one in readings(name, _READINGS):
        if one.surname and one.given and one.share >= _LEAST:
            given = tuple(one.given)
            common = prior("S", one.surname)
            for place, unit in enumerate(given):
                common *= prior("1" if not place else "2", unit)
            found.append(_Meant(one.surname, given, one.share, common))
    return tuple(found)


def slip(one: str, other: str) -> Slip | None:
    """The likeliest slip of one letter that makes two names one; None if there is none. Latin letters only."""
    best: Slip | None = None
    for name, beside in ((one, other), (other, one)):
        parsed = parse(name)
        if parsed.script == "Latn" and parsed.parses:
            for found in _explained(parsed, _meant(beside)):
                if best is None or found.evidence + found.unlikely > best.evidence + best.unlikely:
                    best = found
    return best


def _explained(parsed: Parsed, meant: tuple[_Meant, ...]) -> Iterator[Slip]:
    for one in meant:
        p = _likelihood(parsed.name, one.surname, one.given)
        if p:
            evidence = math.log2(p) - parsed.evidence / math.log(2)
            common = math.log2(one.common)
            evidence = min(evidence, -common)  # the string cannot be likelier at all than this one way to it
            yield Slip(
                parsed.name,
                one.surname + "".join(one.given),
                evidence + math.log2(one.share),
                math.log2(one.share),
                min(0.0, evidence + common),
            )


@lru_cache(maxsize=65_536)
def _likelihood(name: str, surname: str, given: tuple[str, ...]) -> float:
    """P(the name as written | Hangul), exactly one letter being wrong."""
    total = 0.0
    for head, tokens, _, p in orders(spell(name)):
        units = _spelt_alike(surname, "S")
        clean = max([surname_likelihood(head).get(unit, 0.0) for unit in units])
        wrong = max([mistyped_surname(head).get(unit, 0.0) for unit in units])
        text = "".join(tokens).replace("'", "")
        if clean:
            total += p * clean * _mistyped(text, given)
        if wrong:
            total += p * wrong * _clean(text, given)
    return total


@lru_cache(maxsize=16_384)
def _spelt_alike(unit: str, slot: Slot) -> tuple[str, ...]:
    """A unit and its other spellings by the initial-sound rule."""
    onset, nucleus, coda = letters(unit[0])
    others = [compose(other, nucleus, coda) + unit[1:] for other in (2, 5, 11) if onset in (2, 5, 11)]
    return (unit, *[one for one in others if one != unit and alike(one, slot) == alike(unit, slot)])


@lru_cache(maxsize=16_384)
def _spellings(unit: str, slot: Slot) -> dict[str, float]:
    found = dict(spellings(unit))
    for other in _spelt_alike(unit, slot)[1:]:
        for text, p in spellings(other).items():
            found[text] = max(found.get(text, 0.0), p * settings().numbers["initial_sound"])
    return found


def _clean(text: str, units: tuple[str, ...], first: bool = True) -> float:
    """P(text | syllables) as usually spelt."""
    known = _spellings(units[0], "1" if first else "2")
    if len(units) == 1:
        return known.get(text, 0.0)
    return sum([p * _clean(text[len(part) :], units[1:], False) for part, p in known.items() if text.startswith(part)])


def _mistyped(text: str, units: tuple[str, ...], first: bool = True) -> float:
    """P(text | syllables), one letter being wrong."""
    slot: Slot = "1" if first else "2"
    alike_units = _spelt_alike(units[0], slot)
    if len(units) == 1:
        meant = mistyped(text)
        return max([meant.get(unit, 0.0) for unit in alike_units]) if meant else 0.0
    total = 0.0
    for part, p in _spellings(units[0], slot).items():
        if text.startswith(part):
            total += p * _mistyped(text[len(part) :], units[1:], False)
    for end in range(1, len(text)):
        rest = _clean(text[end:], units[1:], False)
        if rest:
            meant = mistyped(text[:end])
            total += rest * max([meant.get(unit, 0.0) for unit in alike_units])
    if not total and first:
        total = sum([_clean(other, units) for other in swapped(text)]) * settings().numbers["typing_error"]
    return total
