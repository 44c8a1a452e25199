"""Births told by the calendar: 1974년생, 주체61년생, "95년 5월에 났고", "born in Juche 61", "b. 1957".

The span holds the words of the date (주체68년) or, where the word for birth stands right beside it, both
(born in 1974).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from underice.vocabulary.claims import Claims
from underice.vocabulary.date_words import (
    ENGLISH_MONTH,
    ENGLISH_SEASONS,
    KOREAN_MONTHS,
    KOREAN_SEASONS,
    english_month,
    full_year,
    make_edtf,
    season_days,
)
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.juche import from_juche
from underice.vocabulary.numerals import ENGLISH_ORDINALS


@dataclass(frozen=True, slots=True)
class BirthPhrase:
    """text[start:end] tells when someone was born. interval: the possible birthdays; edtf: the same in EDTF."""

    start: int
    end: int
    interval: DateInterval
    edtf: str


def _made(start: int, end: int, edtf: str | None, about: bool = False) -> BirthPhrase | None:
    """A phrase for an EDTF date; None if there is no such date. `about` pads it."""
    if edtf is None:
        return None
    known = UncertainDate.parse(edtf + "~" if about else edtf)
    interval = known.widest if about else known.interval
    if about and len(edtf) == 4:
        interval = DateInterval.year(max(1, int(edtf) - 2), int(edtf) + 2)
    return BirthPhrase(start, end, interval, known.text)


def _seasonal(start: int, end: int, year: int, number: int) -> BirthPhrase:
    return BirthPhrase(start, end, season_days(year, number), f"{year:04}-{number}")


_KO_YEAR = (
    r"(?:(?P<juche>주체) ?(?P<jyear>[0-9]{1,3})(?: ?\((?P<jgreg>[0-9]{4})\))? ?년(?:도)?|(?<![0-9.,-])"
    r"(?P<year>(?:1[89]|20)[0-9]{2}|['’]?[0-9]{2})(?:\([^()\n]{1,12}\))? ?년(?:도)?)"
)
_KO_REST = (
    r"(?: ?(?P<lunar>음력) ?)?(?: ?(?:(?P<month>[0-9]{1,2}) ?월"
    rf"|(?P<mword>{'|'.join(sorted(KOREAN_MONTHS, key=len, reverse=True))}))(?: ?(?P<day>[0-9]{{1,2}}) ?일)?| ?"
    rf"(?P<season>{'|'.join(sorted(KOREAN_SEASONS, key=len, reverse=True))})(?:철)?)?"
)
_KO_BIRTH = re.compile(
    rf"{_KO_YEAR}{_KO_REST}(?P<about>경|쯤|무렵|께)?(?:\([가-힣]{{1,3}}띠\))?"
    r"(?:(?P<right> ?(?:생(?![각산활김명존기전선애])|출생|태생)| ?(?P<sign>[가-힣]{1,3}띠))|(?P<gap>(?:에"
    r"|에는)?[^.!?\n0-9]{0,24}?)(?P<far>태생|태어나|태어났|태여나|태여났|태어난|태여난|출생|(?<=에서 )나(?:서|고)"
    r"|(?<=[에서 ])(?:났(?:다|고|으|습|어|지만|는데)|난(?= )|낳))(?!신고))"
)
_KO_NUMERIC = re.compile(
    r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?:(?=[0-9]{4}생)"
    r"| ?[.\-/] ?)(?P<month>[0-9]{1,2})(?:(?: ?[.\-/] ?|(?<=[0-9]{4})(?=[0-9]{2}생))"
    r"(?P<day>[0-9]{1,2}))?\.? ?(?=생(?![각산활]))생"
)
_KO_FIELD = re.compile(
    r"(?:생년월일|생년|출생년도|출생연도|출생일자|출생일|출생(?= ?[:：|])|난 ?날|생일)(?:은|는|이)? ?[:：=|]? ?(?P<year>(?:19|20)[0-9]{2}"
    r"|[0-9]{2})(?:(?P<mm>[01][0-9])(?P<dd>[0-3][0-9])(?![0-9])| ?년|(?=[.\-/ ,)\n|]|$"
    r"|[0-9]{4}(?![0-9])))(?: ?[.\-/]? ?(?P<month>[0-9]{1,2})(?![0-9])"
    r"(?: ?월)?(?: ?[.\-/]? ?(?P<day>[0-9]{1,2})(?![0-9])(?: ?일)?)?)?"
)
_KO_DECADE = re.compile(
    r"(?<![0-9])(?P<ten>(?:19|20)?[0-9]0)년대 ?(?P<part>초반|중반|후반|초|중|말)?(?:에)? ?(?:출생|생(?![각산활])"
    r"|태생|에 태어|태어)"
)


def _ko_year(found: re.Match[str], latest: int | None) -> int | None:
    groups = found.groupdict()
    if groups.get("juche"):
        number = int(found["jyear"])
        return from_juche(number) if number else None
    digits = found["year"].lstrip("'’")
    return full_year(int(digits), latest) if len(digits) == 2 else int(digits)


def _korean(text: str, latest: int | None) -> Iterator[BirthPhrase | None]:
    for found in _KO_FIELD.finditer(text):
        year = _ko_year(found, latest)
        if year:
            compact = found["mm"] is not None
            month, day = (found["mm"], found["dd"]) if compact else (found["month"], found["day"])
            yield _made(found.start("year"), found.end(), _edtf(year, month, day))
    for found in _KO_NUMERIC.finditer(text):
        year = _ko_year(found, latest)
        if year:
            yield _made(found.start(), found.end(), _edtf(year, found["month"], found["day"]))
    for found in _KO_DECADE.finditer(text):
        ten = int(found["ten"])
        ten = ten if ten > 100 else 1900 + ten
        yield _decade(
            found.start(), found.end("part") if found["part"] else found.end("ten") + 2, ten, found["part"] or ""
        )
    for found in _KO_BIRTH.finditer(text):
        year = _ko_year(found, latest)
        if not year:
            continue
        if found["far"] and (len((found["year"] or "0000").lstrip("'’")) == 2 and int(found["year"].lstrip("'’")) < 25):
            continue  # "12년 … 태어난": as likely a duration as a year
        end = found.end("right") if found["right"] and not found["sign"] else found.start("gap")
        if found["season"]:
            yield _seasonal(found.start(), end, year, KOREAN_SEASONS[found["season"]])
        elif found["lunar"]:
            yield _lunar(found.start(), end, year, _ko_month(found) or 0)
        else:
            yield _made(
                found.start(), end, _edtf(year, str(_ko_month(found) or "") or None, found["day"]), bool(found["about"])
            )


def _ko_month(found: re.Match[str]) -> int | None:
    if found["month"]:
        return int(found["month"])
    return KOREAN_MONTHS[found["mword"]] if found["mword"] else None


def _edtf(year: int, month: str | None, day: str | None) -> str | None:
    return make_edtf(year, int(month) if month else None, int(day) if day else None)


def _lunar(start: int, end: int, year: int, month: int) -> BirthPhrase | None:
    """A month of the lunar calendar falls into the one or two solar months after it."""
    if not 1 <= month <= 12:
        return _made(start, end, make_edtf(year))
    first = DateInterval.month(year + (month + 1) // 13, (month % 12) + 1)
    last = DateInterval.month(year + (month + 2) // 13, (month + 1) % 12 + 1)
    days = first.hull(last)
    return BirthPhrase(start, end, days, UncertainDate.of(days).text)


def _decade(start: int, end: int, ten: int, part: str) -> BirthPhrase | None:
    """The 1970s, or their early (0–3), middle (4–6) or late (7–9) years."""
    key = part.lower()[:1]
    low, high = (0, 3) if key in "초e" else (4, 6) if key in "중m" else (7, 9)
    if not key:
        low, high = 0, 9
    days = DateInterval.year(ten + low, ten + high)
    return BirthPhrase(start, end, days, UncertainDate.of(days).text if part else f"{ten // 10:03}X")


_EN_DATE = (
    rf"(?:(?:the )?(?P<d1>[0-9]{{1,2}}|(?i:{'|'.join(sorted(ENGLISH_ORDINALS, key=len, reverse=True))}))(?:st|nd"
    rf"|rd|th)?(?: of)?[ -](?P<m1>{ENGLISH_MONTH}),?[ -](?P<y1>[12][0-9]{{3}})"
    rf"|(?P<m2>{ENGLISH_MONTH}) (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>[12][0-9]{{3}})"
    rf"|(?P<m3>{ENGLISH_MONTH}),?(?: of)? (?P<y3>[12][0-9]{{3}})"
    r"|(?P<y4>[12][0-9]{3})[-./](?P<m4>[0-9]{1,2})(?:[-./](?P<d4>[0-9]{1,2}))?"
    r"|(?P<n1>[0-9]{1,2})[./](?P<n2>[0-9]{1,2})[./](?P<y5>[12][0-9]{3})"
    r"|(?:the )?(?P<season>(?i:spring|summer|autumn|fall|winter))(?: of|,)? (?P<y6>[12][0-9]{3})"
    r"|(?i:juche) ?(?:year )?(?P<juche>[0-9]{1,3})(?: ?\([12][0-9]{3}\))?"
    r"|(?:the )?(?:(?P<part>(?i:early|mid|middle|late))[- ])?(?:the )?(?P<decade>[12][0-9]{2}0)['’]?s"
    r"|(?:(?i:early|mid|late)[- ](?:in )?)?(?P<y7>[12][0-9]{3})(?:(?: or |(?<=between [0-9]{4}) and "
    r"|(?<=from [0-9]{4}) to )"
    r"(?P<y9>[12][0-9]{3}))?(?![0-9])|['’](?P<y8>[0-9]{2})\b)"
)
_EN_ABOUT = (
    r"(?P<about>(?i:about|around|circa|ca\.?|c\.|approximately|roughly|perhaps|probably in|probably) ?(?:in )?)?"
)
_EN_BIRTH = re.compile(
    r"\b(?P<word>(?i:born|date of birth|year of birth|birth ?date|birth ?day|birth year|dob|yob|d\.o\.b\.?)|[Bb]\.|[Bb]"
    r"(?= ?[12][0-9]{3}\b))(?=[^;!?\n0-9]{0,90}[0-9]):? ?(?:(?i:is|was) )?"
    r"(?P<gap>[^.;!?\n0-9]{0,48}?)(?:\b(?i:on|in|during|between|from"
    rf"|in or) )?{_EN_ABOUT}(?<![0-9])(?P<date>{_EN_DATE})"
)
_EN_HYPHEN = re.compile(r"\b(?P<y>(?:19|20)[0-9]{2})-born\b")
_GAP_OK = re.compile(
    r"(?i:\s*\(?|(?:some ?time|somewhere)(?: in)? |(?:again )?(?:here |there |prematurely |out of wedlock )?(?:(?:in"
    r"|at|near|to|outside|into|on|as|of|with)\b.{0,44}?)?,?\s*(?:back )?(?:in|on|during)?\s*)"
)


_NOT_A_BIRTH = re.compile(
    r"\b(?i:party|church|movement|state|nation|republic|group|organi[sz]ation|idea|project|newspaper|company|school"
    r"|network|charity|campaign|plan|programme|program|agency|union|site|station|team)(?: that| which)? (?:was"
    r"|were|is) $"
)


def _english(text: str, latest: int | None) -> Iterator[BirthPhrase | None]:
    for found in _EN_HYPHEN.finditer(text):
        yield _made(found.start(), found.end(), make_edtf(int(found["y"])))
    for found in _EN_BIRTH.finditer(text):
        gap = found["gap"]
        if _NOT_A_BIRTH.search(text[max(0, found.start() - 40) : found.start()]) or gap.startswith("again"):
            continue
        if not _GAP_OK.fullmatch(gap) or re.search(
            r"\b(?:who|which|she|he|they|was|were|had|fled|since|until|left|for)\b",
            gap,
        ):
            continue
        near = len(gap.strip()) <= 3
        start = found.start() if near else found.start("date")
        about = bool(found["about"])
        yield _english_date(found, start, found.end("date"), about, latest)


def _english_date(found: re.Match[str], start: int, end: int, about: bool, latest: int | None) -> BirthPhrase | None:
    year = next((int(found[f"y{n}"]) for n in range(1, 8) if found[f"y{n}"]), None)
    if found["juche"]:
        return _made(start, end, make_edtf(from_juche(int(found["juche"]))) if int(found["juche"]) else None, about)
    if found["decade"]:
        return _decade(start, end, int(found["decade"]), found["part"] or "")
    if found["y8"]:
        return _made(start, end, make_edtf(full_year(int(found["y8"]), latest)), about)
    if year is None:
        return None
    if found["season"]:
        return _seasonal(start, end, year, ENGLISH_SEASONS[found["season"].lower()])
    if found["n1"]:
        return _either_order(start, end, year, int(found["n1"]), int(found["n2"]))
    if found["y9"]:
        first, last = DateInterval.year(year), DateInterval.year(int(found["y9"]))
        days = first.hull(last)
        return BirthPhrase(start, end, days, UncertainDate.of(days).text)
    month = next((english_month(found[f"m{n}"]) for n in (1, 2, 3) if found[f"m{n}"]), None)
    month = int(found["m4"]) if found["m4"] else month
    day = next((_day(found[f"d{n}"]) for n in (1, 2, 4) if found[f"d{n}"]), None)
    return _made(start, end, make_edtf(year, month, day), about)


def _day(words: str) -> int:
    return ENGLISH_ORDINALS.get(words.lower()) or int(words)


def _either_order(start: int, end: int, year: int, one: int, two: int) -> BirthPhrase | None:
    """4/3/1982 is 4 March or 3 April: both days where both exist, as one interval."""
    ways = [edtf for edtf in (make_edtf(year, two, one), make_edtf(year, one, two)) if edtf]
    if not ways:
        return None
    days = sorted(date.fromisoformat(edtf) for edtf in ways)
    span = DateInterval(days[0], days[-1])
    return BirthPhrase(start, end, span, UncertainDate.of(span).text)


_LANGUAGES: dict[str, Callable[[str, int | None], Iterator[BirthPhrase | None]]] = {"ko": _korean, "en": _english}


def find_births(text: str, lang: str, latest: int | None = None) -> list[BirthPhrase]:
    """Every birth told by the calendar in `text` ("ko" or "en"), in order, without overlaps.

    latest: the year of publication if known; keeps 24년생 from lying in the future. Linear in the text.
    Source of the rules: docs/method/reader.md, "Ages and dates".
    """
    claims = Claims(len(text))
    found = [
        phrase
        for phrase in _LANGUAGES[lang](text, latest)
        if phrase is not None and claims.claim(phrase.start, phrase.end)
    ]
    return sorted(found, key=lambda phrase: phrase.start)
