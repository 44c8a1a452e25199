"""Hangul for Chinese names by the standard transcription of the National Institute of Korean Language.

Source of the rule: 외래어 표기법 (Ministry of Culture, notice 2017-14), table 5 and chapter 3 section 7: an initial and
a final of
Hanyu Pinyin are written separately, ㅈ ㅉ ㅊ take no glide (jia 자, xie stays 셰), tones are left out. The table
itself is data/pinyin_hangul.csv; syllables are composed here.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "pinyin_hangul.csv"
_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_BLOCK, _VOWELS, _CODAS = 588, 21, 28
_NO_GLIDE = {2: 0, 6: 4, 7: 5, 12: 8, 17: 13}  # vowels ㅑ ㅕ ㅖ ㅛ ㅠ → ㅏ ㅓ ㅔ ㅗ ㅜ after ㅈ ㅉ ㅊ
_IEUNG = _ONSETS.index("ㅇ")


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    initials: dict[str, str] = {}
    finals: dict[str, str] = {}
    whole: dict[str, str] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            {"initial": initials, "final": finals, "syllable": whole}[row["part"]][row["pinyin"]] = row["hangul"]
    return initials, finals, whole


def _plain(pinyin: str) -> str:
    """Lower case without tone marks; ü and v stay as ü."""
    parts = unicodedata.normalize("NFD", pinyin.lower().replace("v", "ü"))
    kept = "".join(c for c in parts if not unicodedata.combining(c) or c == "\u0308")
    return unicodedata.normalize("NFC", kept)


def hangul_of_pinyin(syllable: str) -> str | None:
    """Hangul of one pinyin syllable ("zhuang" → 좡, "lü" → 뤼), tone marks ignored; None if it is no syllable."""
    initials, finals, whole = _tables()
    syllable = _plain(syllable)
    if syllable in whole:
        return whole[syllable]
    for length in (2, 1):
        onset, final = initials.get(syllable[:length]), syllable[length:]
        if onset is None or len(syllable) <= length:
            continue
        if syllable[0] in "jqx" and final[0] == "u":
            final = "ü" + final[1:]
        if final in finals:
            return _compose(onset, finals[final])
    return None


def _compose(onset: str, final: str) -> str:
    code = ord(final[0]) - 0xAC00
    vowel, coda = code % _BLOCK // _CODAS, code % _CODAS
    if onset in "ㅈㅉㅊ":
        vowel = _NO_GLIDE.get(vowel, vowel)
    first = chr(0xAC00 + _ONSETS.index(onset) * _BLOCK + vowel * _CODAS + coda)
    return first + final[1:]


def pinyin_syllables(name: str) -> tuple[str, ...]:
    """Cut an unspaced pinyin name into syllables; () if it cannot be cut.

    Apostrophes, hyphens and spaces are borders. Elsewhere the fewest syllables win, then the one whose borders come
    late
    ("Changchun" → chang chun, "Dandong" → dan dong). A vowel opens a syllable inside a word only after an apostrophe.
    """
    cut: list[str] = []
    for chunk in _plain(name).replace("’", "'").replace("'", " ").replace("-", " ").split():
        best = _cut(chunk)
        if best is None:
            return ()
        cut.extend(best)
    return tuple(cut)


def _cut(chunk: str) -> tuple[str, ...] | None:
    reached: list[tuple[str, ...] | None] = [()] + [None] * len(chunk)
    for end in range(1, len(chunk) + 1):
        for start in range(max(0, end - 6), end):
            before = reached[start]
            if before is None or hangul_of_pinyin(chunk[start:end]) is None:
                continue
            if start and chunk[start] in "aeo":  # a vowel opens a syllable inside a word only after an apostrophe
                continue
            option = (*before, chunk[start:end])
            held = reached[end]
            if held is None or len(option) < len(held):
                reached[end] = option
    return reached[len(chunk)]


def hangul_of_pinyin_name(name: str) -> str | None:
    """Hangul of a whole name in pinyin ("Shenyang" → 선양); None if it cannot be read as pinyin."""
    syllables = pinyin_syllables(name)
    return "".join(hangul_of_pinyin(s) or "" for s in syllables) if syllables else None
