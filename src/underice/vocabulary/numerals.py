"""Numbers as Korean and English texts write them: native and Sino-Korean words, English words, digits of any width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FULLWIDTH = str.maketrans("０１２３４５６７８９，", "0123456789,")

# Spellings of both halves of the country and common slips (설흔, 스믈, 여덜) stand beside the standard ones.
NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "스믈": 20,
    "서른": 30,
    "설흔": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
NATIVE_UNITS = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "석": 3,
    "서": 3,
    "넷": 4,
    "네": 4,
    "넉": 4,
    "너": 4,
    "다섯": 5,
    "닷": 5,
    "여섯": 6,
    "엿": 6,
    "일곱": 7,
    "여덟": 8,
    "여덜": 8,
    "아홉": 9,
}
# Words for "two or three" and so on: low and high.
NATIVE_RANGES = {
    "한두": (1, 2),
    "두세": (2, 3),
    "두셋": (2, 3),
    "두서너": (2, 4),
    "두어": (2, 3),
    "서너": (3, 4),
    "서넛": (3, 4),
    "너댓": (4, 5),
    "네댓": (4, 5),
    "네다섯": (4, 5),
    "너더댓": (4, 5),
    "대여섯": (5, 6),
    "대엿": (5, 6),
    "댓": (4, 6),
    "예닐곱": (6, 7),
    "여섯일곱": (6, 7),
    "일고여덟": (7, 8),
    "일곱여덟": (7, 8),
    "여덟아홉": (8, 9),
    "엳아홉": (8, 9),
}
SINO_DIGITS = {
    "영": 0,
    "공": 0,
    "령": 0,
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "륙": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
}
SINO_SCALES = {"십": 10, "백": 100, "천": 1000}
SINO_MYRIADS = {"만": 10_000, "억": 100_000_000}

ENGLISH_UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
ENGLISH_TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
ENGLISH_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ENGLISH_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "twenty-first": 21,
    "twenty-second": 22,
    "twenty-third": 23,
    "twenty-fourth": 24,
    "twenty-fifth": 25,
    "twenty-sixth": 26,
    "twenty-seventh": 27,
    "twenty-eighth": 28,
    "twenty-ninth": 29,
    "thirtieth": 30,
    "thirty-first": 31,
}


def _any(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGITS = r"(?<![0-9０-９])(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,3}|[0-9０-９]{1,9})(?![0-9０-９])"
_DIGITS_SCALED = r"(?<![0-9０-９])[0-9０-９]{1,4}(?:십|백|천|만)"
_FREE_UNITS = "하나|한|둘|두|셋|세|석|넷|네|넉|다섯|여섯|일곱|여덟|여덜|아홉"

# Native words: a ten with or without a unit ("스물 여덟" too), or a unit alone.
KOREAN_NATIVE = (
    rf"(?:(?:열|스물|스믈|서른|설흔|마흔|쉰|예순|일흔|여든|아흔) ?(?:{_any(NATIVE_RANGES)}|{_FREE_UNITS})(?!째)"
    rf"|{_any(NATIVE_TENS)}|{_any(NATIVE_RANGES)}|{_FREE_UNITS})"
)
# Sino-Korean words of two syllables or more, or 십, 백, 천: a single 이, 사 or 구 is far more often part of a word.
KOREAN_SINO = (
    r"(?:[일이삼사오육륙칠팔구]?만[일이삼사오육륙칠팔구십백천]{1,7}"
    r"|[일이삼사오육륙칠팔구]?천[일이삼사오육륙칠팔구십백]{0,5}"
    r"|[일이삼사오육륙칠팔구]?백[일이삼사오육륙칠팔구십]{0,3}|[일이삼사오육륙칠팔구]?십[일이삼사오육륙칠팔구]?)"
)
KOREAN_NUMBER: str = (
    rf"(?:{_DIGITS_SCALED}(?:[0-9０-９]{{1,4}}|{KOREAN_SINO})?|{_DIGITS}|{KOREAN_NATIVE}|{KOREAN_SINO})"
)
"""Regular expression source, no capturing groups: digits or Korean number words. Use it with a counter after it."""

_EN_UNIT, _EN_TEEN, _EN_TEN = _any(ENGLISH_UNITS), _any(ENGLISH_TEENS), _any(ENGLISH_TENS)
ENGLISH_SMALL: str = rf"(?:(?i:{_EN_TEN})(?:[- ]?(?i:{_EN_UNIT}))?|(?i:{_EN_TEEN}|{_EN_UNIT}))\b"
"""Regular expression source: English words for 1 to 99."""
ENGLISH_NUMBER: str = (
    rf"(?:{_DIGITS}|\b(?:(?i:half a dozen|a dozen|(?:{_EN_UNIT}) dozen|dozen)\b"
    rf"|(?i:(?:{_EN_UNIT}|{_EN_TEEN}|{_EN_TEN}|a|several)[- ](?:hundred|thousand))"
    rf"(?:(?: and |[, ]{{1,2}}| ){ENGLISH_SMALL})?\b|{ENGLISH_SMALL}))"
)
"""Regular expression source, no capturing groups: digits or English number words, any case."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: text[start:end] says `value`."""

    start: int
    end: int
    value: int


def korean_range(text: str) -> tuple[int, int] | None:
    """Low and high of a whole Korean number: (16, 16) for 열여섯, (3, 4) for 서너; None if it is no number."""
    words = text.strip().translate(FULLWIDTH)
    if not words:
        return None
    digits = _digits(words)
    if digits is not None:
        return digits, digits
    words = words.replace(" ", "")
    for value in (_native(words), _sino(words)):
        if value is not None:
            return value
    return None


def korean_number(text: str) -> int | None:
    """The value of a whole Korean number ("열여섯", "삼십칠", "3백", "12,400"); the low end of 서너; else None."""
    found = korean_range(text)
    return found[0] if found else None


def english_number(text: str) -> int | None:
    """The value of a whole English number ("twenty-eight", "a dozen", "one hundred and two", "12"); else None."""
    words = text.strip().lower().translate(FULLWIDTH)
    digits = _digits(words)
    if digits is not None:
        return digits
    words = re.sub(r"[-,\s]+", " ", words)
    if words in ("a dozen", "dozen"):
        return 12
    if words == "half a dozen":
        return 6
    if words in ("a couple", "a couple of", "a pair"):
        return 2
    total, current = 0, 0
    seen = False
    for word in words.split():
        small = _english_small(word)
        if small is not None:
            current, seen = current + small, True
        elif word in ("hundred", "dozen") and (seen or word == "hundred"):
            current, seen = (current or 1) * (100 if word == "hundred" else 12), True
        elif word == "thousand":
            total, current, seen = total + (current or 1) * 1000, 0, True
        elif word == "a" and not seen or word == "and" and seen:
            continue
        else:
            return None
    return total + current if seen else None


def numerals(text: str, lang: str) -> Iterator[Numeral]:
    """Every number written in `text` ("ko" or "en"), left to right. A single Korean syllable counts only as a number
    word; whether it is one (한 사람) or part of a word (한국) is for the caller to see from the counter after it.
    """
    pattern, value = (_KOREAN, korean_number) if lang == "ko" else (_ENGLISH, english_number)
    for found in pattern.finditer(text):
        number = value(found.group())
        if number is not None:
            yield Numeral(found.start(), found.end(), number)


def _digits(words: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5}", words):
        return int(words.replace(",", ""))
    return None


def _native(words: str) -> tuple[int, int] | None:
    ten = 0
    for name, value in NATIVE_TENS.items():
        if words.startswith(name):
            ten, words = value, words[len(name) :]
            if not words:
                return ten, ten
            break
    if words in NATIVE_RANGES:
        low, high = NATIVE_RANGES[words]
        return ten + low, ten + high
    unit = NATIVE_UNITS.get(words)
    return (ten + unit, ten + unit) if unit is not None else None


def _sino(words: str) -> tuple[int, int] | None:
    """Sino-Korean words, also mixed with digits (3백, 1만2천)."""
    total, block, digit = 0, 0, -1
    for piece in re.findall(r"[0-9]+|.", words):
        if piece.isdecimal():
            if digit >= 0 or len(piece) > 9:
                return None
            digit = int(piece)
        elif piece in SINO_DIGITS:
            if digit >= 0:
                return None
            digit = SINO_DIGITS[piece]
        elif piece in SINO_SCALES:
            block, digit = block + (digit if digit >= 0 else 1) * SINO_SCALES[piece], -1
        elif piece in SINO_MYRIADS:
            total, block, digit = total + ((block + max(digit, 0)) or 1) * SINO_MYRIADS[piece], 0, -1
        else:
            return None
    value = total + block + max(digit, 0)
    return value, value


def _english_small(word: str) -> int | None:
    for table in (ENGLISH_UNITS, ENGLISH_TEENS, ENGLISH_TENS):
        if word in table:
            return table[word]
    for ten, value in ENGLISH_TENS.items():
        if word.startswith(ten) and word[len(ten) :] in ENGLISH_UNITS:
            return value + ENGLISH_UNITS[word[len(ten) :]]
    return None


_KOREAN = re.compile(KOREAN_NUMBER)
_ENGLISH = re.compile(ENGLISH_NUMBER)
