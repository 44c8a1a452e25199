"""Rows of a table that are no people: totals, signatures, titles with a date; and in which language a table is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from underice.intake.cells import name_like, name_said
from underice.intake.columns import is_word
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.language import detect, is_hangul
from underice.vocabulary.phrases import find_dates

_COUNT = re.compile(r"([0-9]{1,6})\s*(?:명|名|人|people|persons?|인|个人|位)?\.?", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)\s*[:：]?\s*\(?(?P<count>[0-9]{1,6})\s*(?:명|名|人|people|persons?|인|个人|位)?\)?\.?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*[.年년/\-．]\s*([01]?[0-9])\s*[.月월/\-．]\s*([0-3]?[0-9])(?![0-9])",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"기준|현재|작성|as of|prepared|updated|截至|截止|制表|填表", re.IGNORECASE)
_SIGNED = re.compile(r"^(?P<word>[^:：]{1,30}?)\s*(?:[:：]|\(인\)|\(서명\)|（签字）)")
_SAMPLE = 20_000
_OTHER_THAN_KOREAN = 0.5


def total_said(cells: Sequence[str]) -> tuple[str, int | None] | None:
    """The word "total" or "subtotal" and the number of people, for "합계 | 7명", "共 7 人", "Total: 7"; None for another row."""
    told = [cell for cell in cells if cell]
    if not told or len(told) > 6:
        return None
    first, others = told[0], told[1:]
    counts = [_COUNT.fullmatch(cell) for cell in others]
    kind = "subtotal" if is_word("subtotal", first) else "total" if is_word("total", first) else None
    if kind is not None:
        if not all(counts) and any(name_like(cell) >= 0.5 for cell in others):
            return None
        numbers = [int(found[1]) for found in counts if found]
        return kind, numbers[0] if numbers else None
    joined = _COUNTED.fullmatch(first)
    if joined and (not others or all(counts)):
        word = joined["word"]
        for kind in ("subtotal", "total"):
            if is_word(kind, word):
                return kind, int(joined["count"])
    return None


def signs(cells: Sequence[str]) -> bool:
    """True for a row that says who made or checked the list ("작성자: …", "制表人: …", "Prepared by | …")."""
    told = [cell for cell in cells if cell]
    if not told or len(told) > 6:
        return False
    found = _SIGNED.match(told[0])
    return is_word("signature", found["word"] if found else told[0])


def day_said(texts: Iterable[str]) -> str | None:
    """The day (EDTF) that the words over a list tell; one with "기준", "as of", 截至 beside it goes first."""
    held = None
    for text in texts:
        day = _day(text)
        if day is not None and _AS_OF.search(text):
            return day
        held = held or day
    return held


def _day(text: str) -> str | None:
    text = text[:2000]
    for found in _DAY.finditer(text):
        day = f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}"
        if _is_day(day):
            return day
    for date in find_dates(text, detect(text), None):
        if date.edtf and _is_day(date.edtf) and len(date.edtf) == 10:
            return date.edtf
    return None


def _is_day(text: str) -> bool:
    try:
        UncertainDate.parse(text)
    except (ValueError, OverflowError):
        return False
    return True


def language_of(texts: Iterable[str]) -> str | None:
    """The language "ko", "zh" or "en" by most letters; Hanzi beside some Hangul count as Korean. None without letters."""
    hangul = hanzi = latin = size = 0
    for text in texts:
        for char in text[:_SAMPLE]:
            if is_hangul(char):
                hangul += 1
            elif "\u3400" <= char <= "\u9fff":
                hanzi += 1
            elif char.isalpha():
                latin += 1
        size += len(text)
        if size > _SAMPLE:
            break
    if not hangul + hanzi + latin:
        return None
    # A Chinese list gives names in Hangul here and there, a Korean one names in Hanzi: the smaller part is the quote.
    if hangul > hanzi * _OTHER_THAN_KOREAN and hangul * 4 >= latin:
        return "ko"
    return "zh" if hanzi * 4 >= latin else "en"


def name_in(cells: Sequence[str]) -> bool:
    """True if one of the cells is surely a name."""
    return any(
        cell and len(cell) < 60 and any(name_like(one) >= 0.6 for one in name_said(cell).names) for cell in cells
    )
