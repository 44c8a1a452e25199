"""The beginning of a name while it is typed: which syllables it may still become, as tables over the codes of names.

Hangul may end in an unfinished syllable (김처 → 김철수, 김ㅊ, and 김 → 기민수 as well) or be initial consonants only
(ㄱㅊㅅ, where the South's ㅇ also finds the North's ㄹ). Latin letters stand for the beginning of any usual
romanisation, so that "Kim Ch" also finds 김철수. For other scripts whole syllables count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from underice.people.codes import SLOTS, alike_numbers, tables_of, unit_number, units
from underice.people.reading import parse
from underice.people.spelling import fold
from underice.people.syllables import RARE
from underice.people.tables import CODAS, NUCLEI, ONSETS, PARTS, Slot, letters, rules, weights

Mask = NDArray[np.float32]
Begun = list[tuple[float, Mask]]
"""Tables as `Table.weigh` takes them: 0 for what fits, a little less for its other spelling in North or South, -inf."""

LONGEST = 40
_SYLLABLES = 11_172
_OTHER_SPELLING = np.float32(-0.5)
_GIVEN_ONLY = -4.0  # a beginning without a surname stands behind one with it
_OTHER_ORDER = -2.0
_JOINED = {"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
           "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"}  # fmt: skip
_GROWS = {"ㅗ": "ㅘㅙㅚ", "ㅜ": "ㅝㅞㅟ", "ㅡ": "ㅢ"}
_SCHEMES = ("rr", "mr", "dprk", "press")
_LEAST = 0.08  # spellings of a letter rarer than this are not expected while typing

Element = str
"""A syllable, finished or not, or a lone consonant."""


def beginnings(text: str) -> Begun:
    """Every way in which `text` may be the beginning of a name; [] if it cannot be one."""
    typed = unicodedata.normalize("NFC", text).strip()
    if not typed or len(typed) > LONGEST:
        return []
    if all("가" <= char <= "힣" or char in ONSETS or char in _JOINED or char == " " for char in typed):
        return list(_hangul(typed))
    latin = fold(typed.replace("-", " ").replace(",", " "), "Latn")
    if all("a" <= char <= "z" or char in " ŏŭ'" for char in latin):
        return list(_latin(latin.replace("'", "")))
    return list(_whole(typed))


# --- Hangul -----------------------------------------------------------------------------------------------------------


def _hangul(typed: str) -> Iterator[tuple[float, Mask]]:
    elements = [one for char in typed.replace(" ", "") for one in _JOINED.get(char, char)]
    for row in _forms(elements):
        for weight, *cells in _laid_out(row):
            if all(cells):
                last = len(row) - 1
                masks = [_mask(slot, tuple(cell), last) for slot, cell in zip(SLOTS, cells, strict=True)]
                yield weight, np.stack(masks)


def _forms(elements: list[Element]) -> Iterator[list[Element]]:
    """What was typed, and the same with the last coda as the onset of what is to come (김 → 기ㅁ)."""
    yield elements
    last = elements[-1]
    coda = CODAS[letters(last)[2]] if "가" <= last <= "힣" else "-"
    if coda != "-":
        both = _JOINED.get(coda, f"-{coda}")
        kept, moved = both[0], both[1]
        yield [*elements[:-1], chr(ord(last) - CODAS.index(coda) + CODAS.index(kept)), moved]


Place = list[tuple[int, Element]]
"""Elements that stand at one place of a name, with their numbers."""


def _laid_out(row: list[Element]) -> Iterator[tuple[float, Place, Place, Place]]:
    """Elements over surname and the two syllables of the given name; [(-1, "")] stands for anything."""
    numbered = list(enumerate(row))
    free: Place = [(-1, "")]
    at = [[one] for one in numbered]
    if len(row) <= 4:
        yield 0.0, at[0], *_two(at[1:3], free)
    if len(row) <= 5:
        yield 0.0, numbered[:2], *_two(at[2:4], free)
    if 2 <= len(row) <= 3:
        yield _GIVEN_ONLY, free, *_two(at[:2], free)


def _two(rest: list[Place], free: Place) -> tuple[Place, Place]:
    one, other = [*rest, free, free][:2]
    return one, other


@lru_cache(maxsize=1024)
def _mask(slot: Slot, cell: tuple[tuple[int, Element], ...], last: int) -> Mask:
    """0 for the units that the elements of one place may become, -inf for others; (-1, "") may become anything.

    A surname of two syllables needs both, or the first as the last that was typed.
    """
    if cell[0][0] < 0:
        return np.zeros(len(units()), dtype=np.float32)
    fits = np.zeros(len(units()), dtype=bool)
    if len(cell) == 1:
        fits[1 : _SYLLABLES + 1] = _becoming(cell[0][1], cell[0][0] == last)
    if slot == "S" and (len(cell) == 2 or cell[0][0] == last):
        heads = [_becoming(one, place == last) for place, one in cell]
        for number in range(_SYLLABLES + 1, len(units())):
            fits[number] = all(head[unit_number(char) - 1] for head, char in zip(heads, units()[number], strict=False))
    return _weighed(slot, fits)


@cache
def _letters() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of onset, nucleus and coda of every syllable, in the order of Unicode."""
    numbers = np.arange(_SYLLABLES)
    return numbers // 588, numbers % 588 // 28, numbers % 28


def _becoming(typed: Element, unfinished: bool) -> NDArray[np.bool_]:
    """For every syllable in the order of Unicode: may what was typed become it?"""
    onset, nucleus, coda = _letters()
    fits: NDArray[np.bool_]
    if typed in ONSETS:
        fits = onset == ONSETS.index(typed)
        return fits
    begun = letters(typed)
    fits = (onset == begun[0]) & (nucleus == begun[1])
    if not unfinished:
        fits &= coda == begun[2]
    elif begun[2]:
        longer = [place for place, one in enumerate(CODAS) if _JOINED.get(one, "-")[0] == CODAS[begun[2]]]
        fits &= np.isin(coda, [begun[2], *longer])
    else:
        grown = [NUCLEI.index(one) for one in _GROWS.get(NUCLEI[begun[1]], "")]
        fits |= (onset == begun[0]) & np.isin(nucleus, grown)
    return fits


# --- Latin letters ----------------------------------------------------------------------------------------------------


def _latin(typed: str) -> Iterator[tuple[float, Mask]]:
    words = typed.split()
    if not words:
        return
    free = np.zeros(len(units()), dtype=np.float32)
    if len(words) == 1 and not typed.endswith(" "):
        yield 0.0, np.stack([_surname(words[0], begun=True), free, free])
    surname, rest = words[0], "".join(words[1:])
    for weight, family, given in ((0.0, _surname(surname), rest), *_turned(words)):
        if np.isfinite(family).any():
            for one, other in _given(given):
                yield weight, np.stack([family, one, other])


def _turned(words: Sequence[str]) -> Iterator[tuple[float, Mask, str]]:
    """The given name typed first, the surname begun behind it."""
    if len(words) > 1:
        yield _OTHER_ORDER, _surname(words[-1], begun=True), "".join(words[:-1])


@lru_cache(maxsize=256)
def _surname(token: str, begun: bool = False) -> Mask:
    known = _surnames()
    tokens = [one for one in known if one.startswith(token)] if begun else [token]
    return _of("S", {unit for one in tokens for unit in known.get(one, ())})


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """For every way to write a surname the surnames it is likely to stand for."""
    prior, found = weights().prior["S"], {}
    for token, row in weights().surnames.items():
        likely = {unit: share * prior.get(unit, RARE) for unit, share in row.items()}
        least = _LEAST * max(likely.values())
        found[token] = tuple(unit for unit, share in likely.items() if share >= least)
    return found


@lru_cache(maxsize=256)
def _given(typed: str) -> list[tuple[Mask, Mask]]:
    """The two syllables of a given name of which these letters are the beginning."""
    free = np.zeros(len(units()), dtype=np.float32)
    if not typed:
        return [(free, free)]
    whole, begun, begun_later = _romanised("1")[0], _romanised("1")[1], _romanised("2")[1]
    found = [(_of("1", begun[typed]), free)] if typed in begun else []
    for cut in range(1, len(typed)):
        if typed[:cut] in whole and typed[cut:] in begun_later:
            found.append((_of("1", whole[typed[:cut]]), _of("2", begun_later[typed[cut:]])))
    return found


@cache
def _romanised(slot: Slot) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The syllables of given names by the usual ways to romanise them, and by every beginning of these."""
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    for unit in weights().prior[slot]:
        for way in set(_ways(unit)) if len(unit) == 1 else ():
            whole.setdefault(way, set()).add(unit)
            for end in range(1, len(way) + 1):
                begun.setdefault(way[:end], set()).add(unit)
    return whole, begun


def _ways(unit: str) -> Iterator[str]:
    for scheme in _SCHEMES:
        onsets, nuclei, codas = (
            _spelt(scheme, part, number) for part, number in zip(PARTS, letters(unit), strict=True)
        )
        yield from (onset + nucleus + coda for onset in onsets for nucleus in nuclei for coda in codas)


@cache
def _spelt(scheme: str, part: str, number: int) -> tuple[str, ...]:
    table = rules()[scheme][part]
    found = (text for text, row in table.items() for other, share in row if other == number and share >= _LEAST)
    return tuple(dict.fromkeys("" if text == "-" else text for text in found))


# --- any script -------------------------------------------------------------------------------------------------------


def _whole(typed: str) -> Iterator[tuple[float, Mask]]:
    """A name that may go on after its last whole syllable."""
    for one, (weight, table) in zip(parse(typed).parses, tables_of(typed), strict=True):
        if len(one.cells) < len(SLOTS) and one.cells[0] is not None:
            begun = table.copy()
            begun[len(one.cells) :] = 0.0
            begun[: len(one.cells)][begun[: len(one.cells)] < 0.0] = -np.inf
            np.minimum(begun, 0.0, out=begun)
            yield min(weight, 0.0), begun


def _of(slot: Slot, found: Iterable[str]) -> Mask:
    """The mask of some units."""
    fits = np.zeros(len(units()), dtype=bool)
    fits[[unit_number(unit) for unit in found]] = True
    return _weighed(slot, fits)


def _weighed(slot: Slot, fits: NDArray[np.bool_]) -> Mask:
    """0 for every unit that fits, a little less for those that are the same in North and South, -inf for the others."""
    same = alike_numbers(slot)
    alike = np.bincount(same, weights=fits, minlength=len(same))[same] > 0
    found = np.where(fits, np.float32(0.0), np.where(alike, _OTHER_SPELLING, np.float32(-np.inf))).astype(np.float32)
    found[0] = -np.inf
    return found
