"""Spelling folded for search: Northern and Southern spellings of one word come out the same.

The fold is applied alike to what is kept and to what is asked. It works on each syllable by itself, wherever it
stands, so that a query inside a word finds the same places as one at its beginning. It is meant to find too much
rather than too little; what it finds is shown as written.

Sources: 한글 맞춤법 (2017), articles 10–12 (initial-sound rule) and 35 (됐 for 되었); 조선말규범집 (2010), 맞춤법 25
(no initial-sound rule) and 11 (여 after ㅣ, ㅐ, ㅔ, ㅚ, ㅟ, ㅢ: 되였다 for 되었다).
"""

from __future__ import annotations

import unicodedata
from functools import cache

_FIRST = 0xAC00
_VOWELS = 21
_FINALS = 28
_NIEUN, _RIEUL, _IEUNG = 2, 5, 11
# ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ: before these, initial ㄴ and ㄹ fall silent in the South; before the others ㄹ becomes ㄴ.
_SILENCING = frozenset((2, 3, 6, 7, 12, 17, 20))
_COMBINING = dict.fromkeys(range(0x300, 0x370))
_CONTRACTED = {"됐": "되었", "였": "었", "했": "하었"}


@cache
def _table() -> dict[int, str]:
    """Every syllable that changes, and what it becomes."""
    table: dict[int, str] = {}
    for initial in (_NIEUN, _RIEUL):
        for vowel in range(_VOWELS):
            silent = vowel in _SILENCING
            if initial == _NIEUN and not silent:
                continue
            becomes = _IEUNG if silent else _NIEUN
            for final in range(_FINALS):
                tail = vowel * _FINALS + final
                table[_FIRST + initial * _VOWELS * _FINALS + tail] = chr(_FIRST + becomes * _VOWELS * _FINALS + tail)
    # 렸 and 녔 end up as 였, which itself becomes 었: so that folding twice is folding once, all three do.
    for syllable, written in _CONTRACTED.items():
        table[ord(syllable)] = written
    return {key: "".join(_CONTRACTED.get(char, char) for char in value) for key, value in table.items()}


def plain(text: str) -> str:
    """NFC and lower case, nothing else: what "as written" means in a comparison."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def fold(text: str) -> str:
    """`text` in NFC, case-folded, without marks over Latin letters, in one spelling for North and South.

    Idempotent: fold(fold(x)) == fold(x). Examples: 리영희 → 이영희, 됐다 and 되였다 → 되었다, Yŏng-hŭi → yong-hui.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFD", text).casefold()
    folded = unicodedata.normalize("NFD", folded).translate(_COMBINING)
    return unicodedata.normalize("NFC", folded).translate(_table())
