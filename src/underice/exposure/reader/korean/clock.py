"""Ages and birthdays that only their place in the text tells: bare native numbers, dates between the bars of a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from underice.vocabulary.ages import Age, AgePhrase, AgeSystem, BirthPhrase
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.numerals import korean_number
from underice.vocabulary.phrases import DatePhrase

_UNIT = "하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉"
_BARE = re.compile(
    rf"(?<![가-힣])(?:(?P<at>당시|그때) ?)?(?P<n>(?:스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:{_UNIT})?|열(?:{_UNIT}))"
    r"(?=(?: ?의)? (?:소녀|소년|처녀|총각|청년|아가씨|아주머니|아줌마|사내|여인|노인|로인|할머니|할아버지|여성|"
    r"남성|녀성|여자|남자|녀자|아들|딸|손자|손녀|조카|동생)"
    r"| [가-힣]{2,4} ?(?:군|양|씨|소년|소녀|할머니|할아버지)(?=[^가-힣]|은|는|이|가|과|와|을|를|의|도)"
    r"|에(?:[ ,]|는|야|요)|의 (?:나이|그는|그가|그녀|청년|처녀|젊은|여|남|녀|어머니|아버지|아들|딸)|"
    r"이(?:던|었|였|다|라|고|며|에요|지만| 되| 됐| 된|세|셨|오|요|네|지|구|시)"
    r"|요[., ]|요$|였|일(?= )|\.(?=\s|$)|다[. ,]|인(?= |데)|입니다|이에요|예요|밖에|살|나던|되던| 되던|"
    r" 나던| 먹은|, |\s?[/|)]|\s?(?:여|남|녀)(?:자|성)|$)",
    re.MULTILINE,
)
# In a text without spaces another word may end right before the number: "미싱사였고서른넷이에요".
_BARE_JOINED = re.compile(
    _BARE.pattern.removeprefix("(?<![가-힣])").replace("(?=에(?:", "(?= (?!번|개|명)|에(?:", 1), re.MULTILINE
)
_NOT_AGE = re.compile(r"(?:[가-힣]* )?(?:번|개|명|마리|째|집|곳|시간|날|달|해|차례|권|장|그릇|킬로|리|배)")
_LIVED = re.compile(r"향년 ?(?P<n>\d{1,3})(?!\d|세|살)")
_IN_ROW = re.compile(r"(?<=[남여녀] )(?P<n>[1-9]\d?)(?=[ ,/]|$)", re.MULTILINE)
_NOT_BEFORE = re.compile(r"(?:제|모두|합쳐|총|번호|무려) ?$")
_ROW_BIRTH = re.compile(
    r"(?<=[/,|·(] )(?P<y>(?:19|20)\d\d)[.\-년] ?(?P<m>\d{1,2})[.\-월] ?(?P<d>\d{1,2})일?(?=\.?\s?[/,|·)])"
)


def bare_ages(text: str, taken: Callable[[int, int], bool], *, joined: bool = False) -> list[AgePhrase]:
    """Ages told by a native number alone ("열아홉에", "마흔아홉밖에", "쉰일곱인"); the system is unknown.

    taken: tells whether a range belongs to an age, a date or a number found already. Only numbers from eleven on: the
    smaller ones count other things too often.
    """
    found = []
    for hit in (_BARE_JOINED if joined else _BARE).finditer(text):
        value = korean_number(hit["n"])
        if value is None or taken(*hit.span("n")) or _NOT_AGE.match(text, hit.end()):
            continue
        if _NOT_BEFORE.search(text, max(0, hit.start() - 4), hit.start()):
            continue
        age = Age(value, value, AgeSystem.UNKNOWN)
        found.append(AgePhrase(hit.start("n"), hit.end("n"), age, None, hit["at"] is not None, False))
    for hit in _IN_ROW.finditer(text):
        if not taken(*hit.span("n")):
            age = Age(int(hit["n"]), int(hit["n"]), AgeSystem.UNKNOWN)
            found.append(AgePhrase(*hit.span("n"), age, None, False, False))
    for hit in _LIVED.finditer(text):
        if not taken(*hit.span("n")):
            years = int(hit["n"])
            found.append(AgePhrase(hit.start(), hit.end(), Age(years, years, AgeSystem.UNKNOWN), None, True, False))
    return found


_MONTH = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)\. ?(?P<m>1[0-2]|0?[1-9])\.?(?=경|께|말|초|중순|에|부터|[)~ ]|$)(?! ?\d)"
)
_SAME_YEAR = re.compile(
    r"(?:같은|동|그|이) ?(?:해|년)(?:도)? (?P<m>1[0-2]|0?[1-9])\. ?(?P<d>[12]\d|3[01]|0?[1-9])\."
    r"|(?:같은|동) ?달 (?P<sd>[12]\d|3[01]|0?[1-9])\."
)
_YEAR_BEFORE = re.compile(r"(?<![가-힣])(?:그 |바로 )?(?:전해|전년)(?=에|의|,| )")
_SLASHED = re.compile(
    r"(?<![\d./])(?P<m>1[0-2]|0?[1-9])(?P<sep>[/.])(?P<d>[12]\d|3[01]|0?[1-9])(?=에|부터|경|쯤|일|밤|새벽|낮|저녁|아침|\)|[ ,]|$)(?![%0-9점])"
)
_COUNTED_NEXT = re.compile(r" ?(?:퍼센트|%|배|명|점|킬로|미터|센티|위|등|차|년|개)")


def written_dates(text: str, anchor: date | None, told: list[DatePhrase]) -> list[DatePhrase]:
    """Dates of forms and posts: "2009. 4.경", "같은 해 6. 2.", "9/28에". told: the dates known already, in order."""
    found: list[DatePhrase] = []
    for hit in _MONTH.finditer(text):
        found.append(_dated(hit.span(), int(hit["y"]), int(hit["m"]), None))
    for hit in _SLASHED.finditer(text):
        if anchor is None or _COUNTED_NEXT.match(text, hit.end()) or not _is_day(hit, text):
            continue
        month, day = int(hit["m"]), int(hit["d"])
        year = anchor.year if (month, day) <= (anchor.month, anchor.day) else anchor.year - 1
        found.append(_dated(hit.span(), year, month, day))
    for hit in _YEAR_BEFORE.finditer(text):
        before = [one for one in (*told, *found) if one.end <= hit.start() and one.interval is not None]
        last = max(before, key=lambda one: one.start, default=None)
        if last is not None and last.interval is not None:
            earlier = str(last.interval.first.year - 1)
            found.append(DatePhrase(*hit.span(), earlier, to_interval(earlier)))
    for hit in _SAME_YEAR.finditer(text):
        before = [one for one in (*told, *found) if one.end <= hit.start() and one.interval is not None]
        last = max(before, key=lambda one: one.start, default=None)
        if last is None or last.interval is None:
            continue
        if hit["sd"]:
            found.append(_dated(hit.span(), last.interval.first.year, last.interval.first.month, int(hit["sd"])))
        else:
            found.append(_dated(hit.span(), last.interval.first.year, int(hit["m"]), int(hit["d"])))
    return found


def _is_day(hit: re.Match[str], text: str) -> bool:
    """Whether two numbers with a stop between them are a day: in brackets, or between the bars of a row."""
    return (
        hit["sep"] == "/" or text[hit.end()] == ")" or text[max(0, hit.start() - 2) : hit.start()] in ("/ ", "| ", "- ")
    )


def _dated(span: tuple[int, int], year: int, month: int, day: int | None) -> DatePhrase:
    edtf = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    interval = to_interval(edtf)
    return DatePhrase(*span, edtf if interval else None, interval, impossible=interval is None)


def row_births(text: str, anchor: date | None) -> list[BirthPhrase]:
    """Whole dates between the bars of a row or in brackets, years before publication: birthdays."""
    found = []
    for hit in _ROW_BIRTH.finditer(text):
        year, month, day = (int(hit[group]) for group in "ymd")
        if anchor is not None and year >= anchor.year - 1:
            continue
        try:
            born = date(year, month, day)
        except ValueError:
            continue
        found.append(BirthPhrase(*hit.span(), DateInterval.day(born), born.isoformat()))
    return found
