"""The two languages of the product: which one a text is in, messages in either, and particles that fit a word."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "underice"

# A text is Korean when at least this share of its letters is Hangul. Korean drafts quote Latin and Chinese names,
# English drafts seldom quote more than a few Korean words, so the line lies well below one half.
KOREAN_SHARE = 0.25

_FIRST, _LAST = 0xAC00, 0xD7A3  # precomposed Hangul syllables, Unicode chapter 18.6
_CODAS = 28  # a syllable's number modulo 28 is its final consonant; 0 = none
_RIEUL = 8  # the final consonant ㄹ, which takes 로 and not 으로

# Final consonant of the Korean reading of each digit: 영 일 이 삼 사 오 육 칠 팔 구.
_DIGIT_CODA = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
# Reading of a number that ends in zeros: 십, 백, 천, 만, …억 (10^8), …조 (10^12).
_ZEROS_CODA = {1: 17, 2: 1, 3: 4, 4: 4, 5: 4, 6: 4, 7: 4, 8: 1, 9: 1, 10: 1, 11: 1}
# English letters that are read with a final consonant when they end a word (팀 team, 롱 long, 밀 mill, 북 book).
_LATIN_CODA = {"l": _RIEUL, "m": 16, "n": 4, "b": 17, "p": 17, "k": 1, "c": 1, "g": 1}
# Names of single letters read with a final consonant: 엘 엠 엔 알.
_LETTER_CODA = {"l": _RIEUL, "m": 16, "n": 4, "r": _RIEUL}

# each pair: after a final consonant / after a vowel
_PAIRS = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이나/나": ("이나", "나"),
    "이다/다": ("이다", "다"),
    "이라/라": ("이라", "라"),
    "이며/며": ("이며", "며"),
    "이란/란": ("이란", "란"),
    "아/야": ("아", "야"),
    "이고/고": ("이고", "고"),
    "이라고/라고": ("이라고", "라고"),
    "이었/였": ("이었", "였"),
    "이에요/예요": ("이에요", "예요"),
    "이랑/랑": ("이랑", "랑"),
    "이든/든": ("이든", "든"),
}
_PARTICLES = {
    **_PAIRS,
    **{"/".join(reversed(pair)): ends for pair, ends in ((key.split("/"), ends) for key, ends in _PAIRS.items())},
}


@cache
def translation(lang: Language) -> gettext.NullTranslations:
    """The messages in `lang`. English is the source, so a missing catalogue answers with the English text."""
    return gettext.translation(DOMAIN, localedir=str(LOCALE_FOLDER), languages=[lang], fallback=True)


def is_hangul(char: str) -> bool:
    """True for a precomposed Hangul syllable or a Hangul letter (also the decomposed ones some systems store)."""
    code = ord(char)
    return _FIRST <= code <= _LAST or 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F


def detect(text: str) -> Language:
    """The language of a text, by the share of Hangul among its letters. A text without letters counts as English."""
    letters = hangul = 0
    for char in text:
        if is_hangul(char):
            hangul += 1
            letters += 1
        elif char.isalpha():
            letters += 1
    return "ko" if letters and hangul / letters >= KOREAN_SHARE else "en"


def coda(word: str) -> int | None:
    """Number of the final consonant with which `word` is read in Korean (0 = ends in a vowel, 8 = ㄹ).

    Digits are read as Korean numbers, Latin words roughly as they are spelt. None if nothing can be read.
    """
    stem = word.rstrip(" \t\n\"'”’)]}»›」』.,!?%")
    if not stem:
        return None
    last = stem[-1]
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _CODAS
    if last in _DIGIT_CODA:
        return _number_coda(stem)
    if last.isascii() and last.isalpha():
        return _latin_coda(stem)
    return None


def _number_coda(stem: str) -> int:
    digits = ""
    for char in reversed(stem):
        if char.isdigit() and char in _DIGIT_CODA:
            digits = char + digits
        elif char != ",":
            break
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == 0 or zeros == len(digits):
        return _DIGIT_CODA[stem[-1]]
    return _ZEROS_CODA.get(zeros, 0)


def _latin_coda(stem: str) -> int:
    letters = ""
    for char in reversed(stem):
        if not (char.isascii() and char.isalpha()):
            break
        letters = char.lower() + letters
    if len(letters) == 1 or stem[-len(letters) :].isupper():
        return _LETTER_CODA.get(letters[-1], 0)
    if letters.endswith("ng"):
        return 21
    return _LATIN_CODA.get(letters[-1], 0)


def josa(word: str, pair: str) -> str:
    """`word` with the particle that fits it, chosen from a pair such as "은/는", "이/가", "을/를", "으로/로".

    A word that cannot be read gets both, as in "□은(는)". Raises ValueError for a pair that is not known.
    """
    try:
        after_consonant, after_vowel = _PARTICLES[pair]
    except KeyError:
        raise ValueError(f"unknown pair of particles: {pair}") from None
    ending = coda(word)
    if ending is None:
        return f"{word}{after_consonant}({after_vowel})"
    if after_consonant == "으로" and ending == _RIEUL:
        return word + after_vowel
    return word + (after_consonant if ending else after_vowel)
