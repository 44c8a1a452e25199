"""One letter put right: what a syllable or surname was meant to be when a finger slipped.

A slip is a letter left out, added, mistaken or swapped with the next. Every one of the slips that a syllable may have
had is taken to be equally likely (`typing_error` in model.toml). The spellings looked for are those that one writer in
a hundred uses; they are found by their strings with one letter left out (symmetric deletes, after W. Garbe), so nothing
is tried letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from underice.people.tables import LATIN, PARTS, Scheme, letters, settings, weights

_USUAL = 0.01  # spellings of a syllable less usual than this are not looked for
_COMMON = 1e-5  # nor syllables rarer than this
_LONGEST = 8  # letters of a syllable with a slip

Shares = dict[str, float]


def one_slip(one: str, other: str) -> bool:
    """Whether one letter left out, added, mistaken or swapped with the next makes `other` of `one`."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    place = 0
    while place < len(one) and one[place] == other[place]:
        place += 1
    if len(one) < len(other):
        return one[place:] == other[place + 1 :]
    if one[place + 1 :] == other[place + 1 :]:
        return True
    return one[place : place + 2] == other[place : place + 2][::-1] and one[place + 2 :] == other[place + 2 :]


def _shorter(text: str) -> Iterator[str]:
    """The text, and every string with one letter of it left out."""
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def _indexed(texts: dict[str, Shares]) -> dict[str, tuple[str, ...]]:
    """Every text by itself and by its strings with one letter left out."""
    found: dict[str, dict[str, None]] = {}
    for text in texts:
        for short in _shorter(text):
            found.setdefault(short, {})[text] = None
    return {short: tuple(row) for short, row in found.items()}


def _meant(text: str, known: dict[str, Shares], index: dict[str, tuple[str, ...]]) -> Shares:
    """Unit → P(the text | unit, with one slip)."""
    near = {other for short in _shorter(text) for other in index.get(short, ()) if one_slip(text, other)}
    found: Shares = {}
    slip = settings().numbers["typing_error"]
    for other in sorted(near):
        for unit, p in known[other].items():
            found[unit] = found.get(unit, 0.0) + p * slip
    return found


@cache
def _spelled(scheme: Scheme, part: str) -> dict[int, tuple[tuple[str, float], ...]]:
    """Number of a letter → its spellings in a scheme, those that one in a hundred uses."""
    found: dict[int, list[tuple[str, float]]] = {}
    for spelling, rows in weights().emission[scheme][part].items():
        for number, p in rows:
            if p >= _USUAL:
                found.setdefault(number, []).append((spelling.replace("-", ""), p))
    return {number: tuple(row) for number, row in found.items()}


@lru_cache(maxsize=16_384)
def spellings(unit: str) -> Shares:
    """How a syllable is usually written in Latin letters: spelling → share of writers, all schemes together."""
    found: Shares = {}
    for scheme in LATIN:
        share = weights().schemes[scheme]
        rows = [_spelled(scheme, part).get(n, ()) for part, n in zip(PARTS, letters(unit), strict=True)]
        for (onset, p), (nucleus, q), (coda, r) in product(*rows):
            text = onset + nucleus + coda
            found[text] = found.get(text, 0.0) + share * p * q * r
    return {text: p for text, p in found.items() if p >= _USUAL}


@cache
def _syllables() -> tuple[dict[str, Shares], dict[str, tuple[str, ...]]]:
    """Spelling → syllable of given names → share of writers; and the index of the spellings."""
    units = {unit for slot in ("1", "2") for unit, p in weights().prior[slot].items() if p > _COMMON}
    known: dict[str, Shares] = {}
    for unit in sorted(units):
        for text, p in spellings(unit).items():
            known.setdefault(text, {})[unit] = p
    return known, _indexed(known)


@lru_cache(maxsize=65_536)
def mistyped(text: str) -> Shares:
    """Syllable → P(text | syllable, with one slip); {} if no known syllable is one slip away."""
    return _meant(text, *_syllables()) if 0 < len(text) <= _LONGEST else {}


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    return _indexed({text: row for text, row in weights().surnames.items() if text.isascii()})


@lru_cache(maxsize=16_384)
def mistyped_surname(token: str) -> Shares:
    """Surname → P(token | surname, with one slip)."""
    return _meant(token, weights().surnames, _surnames()) if len(token) > 1 else {}


def swapped(token: str) -> Iterator[str]:
    """Every string that two neighbouring letters changing places make of a token."""
    for place in range(len(token) - 1):
        if token[place] != token[place + 1]:
            yield token[:place] + token[place + 1] + token[place] + token[place + 2 :]
