"""Names and texts brought into one form for searching: Hangul forms of a name, and a text with its own offsets kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import product

from underice.people.cells import double_surnames
from underice.people.codes import alike_numbers, unit_number, units
from underice.people.reading import readings
from underice.people.spelling import script_of
from underice.people.tables import Slot

_READINGS = 4
_SHARE = 0.12
"""Share from which a reading of a name in other letters is looked for in Hangul; a judgement."""
_JAMO = range(0x1160, 0x1200)
_MOST_FORMS = 64


class Folded:
    """A text as it is searched: composed, full-width letters narrow, unseen characters left out, with offsets back.

    cased: that text; small: the same in small letters, character for character. Character i of both stands for
    text[first[i]:last[i]] of the original.
    """

    def __init__(self, text: str) -> None:
        self.first: Sequence[int]
        self.last: Sequence[int]
        if text.isascii() or (unicodedata.is_normalized("NFKC", text) and not _has_unseen(text)):
            self.cased = text
            self.first, self.last = range(len(text)), range(1, len(text) + 1)
        else:
            parts = list(_composed(text))
            self.cased = "".join(char for char, _, _ in parts)
            self.first, self.last = [start for _, start, _ in parts], [end for _, _, end in parts]
        lower = self.cased.lower()
        self.small = lower if len(lower) == len(self.cased) else "".join(map(_lower, self.cased))


def _has_unseen(text: str) -> bool:
    return not text.isprintable() and any(unicodedata.category(char) == "Cf" for char in text)


def _composed(text: str) -> list[tuple[str, int, int]]:
    """Each character of the searched text with the place it comes from."""
    found: list[tuple[str, int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.combining(text[end]) or ord(text[end]) in _JAMO):
            end += 1
        cluster = text[start:end]
        if unicodedata.category(cluster[0]) != "Cf":
            found += [(char, start, end) for char in unicodedata.normalize("NFKC", cluster)]
        start = end
    return found


def _lower(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def hangul_forms(name: str) -> tuple[str, ...]:
    """The ways a name is written in Hangul: North and South, together or with a space behind the surname.

    Of a name in other letters, those of its likelier readings; () for a name that is no Korean one.
    """
    found: dict[str, None] = {}
    hangul = script_of(name) == "Hang"
    for reading in readings(name, 1 if hangul else _READINGS):
        if not hangul and reading.share < _SHARE:
            continue
        if not reading.surname or not reading.given:
            continue
        surnames = [*spellings(reading.surname, "S"), *(two for two in double_surnames() if two == reading.surname)]
        slots: tuple[Slot, ...] = ("1", "2")
        given = [spellings(unit, slots[min(place, 1)]) for place, unit in enumerate(reading.given)]
        for surname in dict.fromkeys(surnames):
            for row in list(product(*given))[:_MOST_FORMS]:
                whole = "".join(row)
                found.update(dict.fromkeys((surname + whole, f"{surname} {whole}", " ".join((surname, *row)))))
    return tuple(found)


def spellings(unit: str, slot: Slot) -> tuple[str, ...]:
    """All spellings of a syllable (or surname of two) in North and South at its place in a name, itself first."""
    number = unit_number(unit)
    return tuple(dict.fromkeys((unit, *(units()[other] for other in _alike(slot).get(number, ())))))


def numbers_alike(number: int, slot: Slot) -> tuple[int, ...]:
    """The numbers of all spellings of the unit with a number, its own among them."""
    return _alike(slot).get(number, (number,))


@cache
def _alike(slot: Slot) -> dict[int, tuple[int, ...]]:
    """Number of a unit → numbers of all its spellings, where there is more than one."""
    classes: dict[int, list[int]] = {}
    for number, standing in enumerate(alike_numbers(slot).tolist()):
        classes.setdefault(standing, []).append(number)
    return {number: tuple(numbers) for numbers in classes.values() if len(numbers) > 1 for number in numbers}
