"""Ages and dates as lists write them and running text seldom does: 38岁, 虚岁37, 10개월, 만38, about 40; 1987年9月3日生.

Whole strings only. Chinese 岁 does not say how years are counted (full years in law, counting years at home), 周岁 are
full years, 虚岁 counting years (现代汉语词典, entries 周岁 and 虚岁). Patterns are bounded; time is linear.
"""

from __future__ import annotations

import re

from underice.vocabulary.age_intervals import Age, AgeSystem
from underice.vocabulary.date_words import full_year, make_edtf

_DIGIT = {char: value for value, chars in enumerate(("〇零○", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
          for char in chars}  # fmt: skip
_HAN_NUMBER = r"[〇零○一二两兩三四五六七八九十]{1,4}"
_NUMBER = rf"(?:[0-9]{{1,3}}|{_HAN_NUMBER})"
_ABOUT = 2
"""Years that "about" adds on both sides, as in running text (docs/method/reader.md)."""

AGE = (
    r"(?:约|大约|大概|約|年龄|年齡|年约)?"
    rf"(?:(?:(?P<full>满|滿|周岁|周歲)|(?P<counted>虚岁|虚歲|虛歲))?(?P<n>{_NUMBER})(?P<more>多|余|餘|来|來|几|幾)?"
    r"(?P<unit>周岁|周歲|岁半|歲半|岁|歲)(?P<left>左右|上下|许|多)?"
    rf"|(?:(?P<full2>满|滿|周岁|周歲)|(?P<counted2>虚岁|虚歲|虛歲)) ?(?P<n2>{_NUMBER})"
    r"|(?P<months>[0-9]{1,2}|[一二两兩三四五六七八九十]{1,2})(?:[个個]月(?:大|龄|齡)?|月[大龄齡]))"
)
"""An age in Chinese, to be found in a line; `listed_age` says what it is worth."""
_AGE = re.compile(AGE)
_PLAIN = re.compile(
    r"(?P<months>(?:생후 ?)?[0-9]{1,2} ?(?:개월|달)(?: ?(?:된|쯤))?|[0-9]{1,2}[ -]?(?:months?|mos?\.?|weeks?|days?)(?:[ -]?old)?)"
    r"|(?P<sign>만|滿|满) ?(?P<full>[0-9]{1,3})|(?P<rough>약|대략|한|about|around|approx\.?|approximately|circa|ca\.?|c\.|~)"
    r" ?(?P<about>[0-9]{1,3})|(?P<tail>[0-9]{1,3}) ?(?:쯤|가량|정도|전후|左右|上下|\?)|(?P<paren>[0-9]{1,3}) ?세? ?\(만\)"
    r"|(?:(?P<part>early|mid|late)[ -])?(?P<decade>[1-9]0)['’]?s|(?P<sal>[0-9]{1,3}) ?(?:살|세|y\.?/?o\.?|yrs?)\.?",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:18|19|20)[0-9]{2}|[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}|[〇零○一二三四五六七八九]{2})"
DATE = (
    rf"(?:(?:约|大约|約)?{_YEAR}年(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号號])?)?(?:前后|左右)?)"
)
"""A date in Chinese, to be found in a line."""
_DATE = re.compile(rf"{DATE}(?:出生|生人|生)?")
_ROUGH = re.compile(r"^(?:约|大约|約)|(?:前后|左右)")


def han_number(text: str) -> int | None:
    """A number below 1,000 written in Chinese (三十八, 两, 三八) or in digits; None for anything else."""
    if text.isascii() and text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGIT[char]) for char in text)) if text and all(c in _DIGIT for c in text) else None
    tens, _, ones = text.partition("十")
    if (tens and tens not in _DIGIT) or (ones and ones not in _DIGIT):
        return None
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)


def listed_age(text: str) -> Age | None:
    """The age that the whole of `text` tells in a form of lists; None if it tells none."""
    hit = _AGE.fullmatch(text)
    if hit:
        return _chinese(hit, text)
    found = _PLAIN.fullmatch(text.strip())
    if found is None:
        return None
    if found["months"]:
        return _months(int(re.sub(r"[^0-9]", "", found["months"])), found["months"])
    if found["decade"]:
        low = int(found["decade"])
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((found["part"] or "").lower(), (0, 9))
        return Age(low + first, low + last, AgeSystem.UNKNOWN)
    if found["full"] or found["paren"]:
        years = int(found["full"] or found["paren"])
        return Age(years, years, AgeSystem.INTERNATIONAL)
    if found["sal"]:
        return Age(int(found["sal"]), int(found["sal"]), AgeSystem.UNKNOWN)
    years = int(found["about"] or found["tail"])
    return Age(max(0, years - _ABOUT), years + _ABOUT, AgeSystem.UNKNOWN)


def _months(number: int, words: str) -> Age:
    years = number // 12 if re.search(r"개월|달|mo", words, re.IGNORECASE) else 0
    return Age(years, years, AgeSystem.INTERNATIONAL)


def _chinese(hit: re.Match[str], text: str) -> Age | None:
    if hit["months"]:
        months = han_number(hit["months"])
        return None if months is None else Age(months // 12, months // 12, AgeSystem.INTERNATIONAL)
    years = han_number(hit["n"] or hit["n2"])
    if years is None:
        return None
    unit = hit["unit"] or ""
    system = AgeSystem.COUNTING if hit["counted"] or hit["counted2"] else AgeSystem.UNKNOWN
    if hit["full"] or hit["full2"] or unit.startswith("周"):
        system = AgeSystem.INTERNATIONAL
    if hit["more"] and years % 10 == 0 and years:
        return Age(years, years + 9, system)
    rough = _ABOUT if hit["left"] or "约" in text or "約" in text or "大概" in text else 0
    return Age(max(0, years - rough), years + rough, system)


def listed_date(text: str) -> str | None:
    """EDTF of a Chinese date that fills `text` (1987年9月, 一九七五年生, 约1950年); None if it is none."""
    hit = _DATE.fullmatch(text.strip())
    if hit is None:
        return None
    year = han_number(hit["year"])
    if year is None:
        return None
    if year < 100:
        year = full_year(year, None)
    month, day = (han_number(hit[part]) if hit[part] else None for part in ("month", "day"))
    found = make_edtf(year, month, day)
    return f"{found}~" if found and _ROUGH.search(text) else found
