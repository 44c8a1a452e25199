"""Everybody in the order of their names, page by page: no page counts, sorts or skips what comes before it.

Each person stands once, under the first of her spellings: Hangul before Chinese characters before letters, since that
is how most of them are looked for. Asked for a beginning, she stands under the spelling that begins so. Those without a
name come last.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from underice.vocabulary.spelling import plain

if TYPE_CHECKING:
    from underice.people.name_table import Numbers, Table

_HANGUL, _HANJA, _LETTERS = 0, 1, 2
_FIRST, _LAST = 0xAC00, 0xD7A3
_CODAS = 28
_VOWELS = 21
_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_END = "\U0010ffff"

Placed = tuple[int, str]


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """Someone on a page: the key of her record, and the spelling under which she stands ("" if she has no name)."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class RollPage:
    """Some people in order. after: the key to ask the next page with, "" if this is the last. first: nothing comes before."""

    people: tuple[Listed, ...]
    after: str
    first: bool


class Roll:
    """Everybody of a directory's table in the order of names. It does not change."""

    def __init__(self, table: Table) -> None:
        """Sorts once: about a second for 100,000 spellings."""
        self._table = table
        placed = [_place(text) for text in table.texts]
        order = sorted(range(len(placed)), key=placed.__getitem__)
        self._sorted = [placed[one] for one in order]
        self._spelling = np.array(order, dtype=np.int32)
        rank = np.empty(len(order), dtype=np.int32)
        rank[self._spelling] = np.arange(len(order), dtype=np.int32)
        self._rank = np.full(table.people, len(order), dtype=np.int32)
        np.minimum.at(self._rank, table.by_text, np.repeat(rank, table.bearers))
        self._order = np.lexsort((table.keys, self._rank)).astype(np.int32)

    def __repr__(self) -> str:
        return f"Roll({len(self)} people, hidden)"

    def __len__(self) -> int:
        return self._table.people

    def page(self, after: str = "", beginning: str = "", limit: int = 50) -> RollPage:
        """The next `limit` people after the one with the key `after` ("" or nobody's: the first ones).

        beginning: only those with a spelling that begins so; a Korean one may end in the middle of a syllable.
        """
        begun = " ".join(beginning.split())
        people, ranks = self._beginning(begun) if begun else (self._order, self._rank[self._order])
        at = 0
        row = self._table.person(after) if after else None
        if row is not None:
            found = np.flatnonzero(people == row)
            at = int(found[0]) + 1 if len(found) else 0
        shown = tuple(
            Listed(self._table.key(person), self._name(rank))
            for person, rank in zip(people[at : at + limit].tolist(), ranks[at : at + limit].tolist(), strict=True)
        )
        more = at + limit < len(people)
        return RollPage(shown, shown[-1].key if shown and more else "", at == 0)

    def _name(self, rank: int) -> str:
        return self._table.texts[self._spelling[rank]] if rank < len(self._spelling) else ""

    def _beginning(self, words: str) -> tuple[Numbers, Numbers]:
        """Those whose spelling begins so, in order, each once, and the rank of that spelling."""
        low, high = _between(words)
        first, last = bisect_left(self._sorted, low), bisect_left(self._sorted, high)
        spellings = self._spelling[first:last]
        table = self._table
        count = table.bearers[spellings]
        ranks = np.repeat(np.arange(first, last, dtype=np.int32), count)
        starts = np.repeat(table.text_start[spellings] - np.concatenate(([0], np.cumsum(count)[:-1])), count)
        people = table.by_text[starts + np.arange(len(ranks))] if len(ranks) else ranks
        order = np.lexsort((table.keys[people], ranks))
        people, ranks = people[order], ranks[order]
        _, once = np.unique(people, return_index=True)
        once.sort()
        return people[once], ranks[once]


def _place(text: str) -> Placed:
    words = plain(text).casefold()
    first = ord(words[0]) if words else 0
    if _FIRST <= first <= _LAST or words[:1] in _ONSETS:
        return _HANGUL, words
    return (_HANJA if 0x3400 <= first <= 0x9FFF or first >= 0x20000 else _LETTERS), words


def _between(words: str) -> tuple[Placed, Placed]:
    """The first place of spellings that begin so, and the first place after them."""
    script, folded = _place(words)
    begun, last = folded[:-1], folded[-1:]
    if last and last in _ONSETS:
        start = _FIRST + _ONSETS.index(last) * _VOWELS * _CODAS
        return (script, begun + chr(start)), (script, begun + chr(start + _VOWELS * _CODAS))
    if last and _FIRST <= ord(last) <= _LAST and (ord(last) - _FIRST) % _CODAS == 0:
        return (script, folded), (script, begun + chr(ord(last) + _CODAS))
    return (script, folded), (script, folded + _END)
