"""Dates in Korean text: 2012년 2월 8일, 주체101년 4월, 지난 8일, 지난해 11월, 5월 초, 이듬해 봄, 사흘 뒤.

Each rule is a bounded pattern and what it says to the resolver; earlier rules take their words first, and the phrases
found are then resolved from left to right, so that 이듬해 follows the date told before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from underice.vocabulary.date_resolver import NEAR_DAYS, STORY_CHARS, Resolver, months_from
from underice.vocabulary.date_words import KOREAN_MONTHS, KOREAN_SEASONS, KOREAN_WEEKDAYS, make_edtf
from underice.vocabulary.date_words_korean import (
    DAYS,
    DAYS_BACK,
    HOLIDAYS,
    MONTHS_BACK,
    MOVING,
    YEARS_BACK,
    YEARS_ON,
)
from underice.vocabulary.edtf import WINTER, UncertainDate, to_edtf
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.juche import from_juche
from underice.vocabulary.numerals import KOREAN_NATIVE, KOREAN_SINO, korean_number
from underice.vocabulary.numeric_dates import NUMERIC_DATE, numeric

JOINED_CHARS = 4
"""A bare day so few characters after another day is in the same month."""

Found = re.Match[str]
Handler = Callable[[Resolver, Found], None]


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_TAIL = r"(?=에|부터|까지|쯤|께|경|의|면|[^가-힣]|$)"
_SEASON = rf"(?:{_any(KOREAN_SEASONS)})"
_PART = (
    rf"(?: ?(?:초순|중순|하순|상순|초엽|중엽|(?:초|말){_TAIL}|말(?:경|께|쯤)|그믐|하반기|상반기"
    r"|(?:첫째|둘째|셋째|넷째|다섯째|첫|둘|셋|넷|마지막|[1-5](?:째|번째)?) ?주(?:말)?(?![가-힣]{2})|어간)(?:경|께"
    r"|쯤|무렵)?)?"
)
_YEAR = (
    r"(?:주체 ?(?P<juche>[0-9]{1,3})(?: ?\([0-9]{4}\))? ?년도?"
    r"|(?<![0-9.,])(?P<year>(?:1[89]|20)[0-9]{2})(?: ?\(주체 ?[0-9]{1,3}\))? ?년도?"
    r"(?: ?\(주체 ?[0-9]{1,3}년?\))?(?!대|생|간|형|째)"
    r"|(?<![0-9.,])['’‘]?(?P<yy>[0-9]{2}) ?년도?(?:(?= ?(?:[0-9]{1,2} ?월|봄|여름|가을|겨울|초(?:에|봄|여름|가을"
    r"|겨울)|말(?:에|쯤|경)))|(?<=[5-9][0-9]년)(?=에 (?!걸쳐|한|두))|(?<=년도)(?=에|의|부터|말|초)))"
)
_BACK = (
    rf"(?P<back>(?<![가-힣])(?:{_any(word for word in YEARS_BACK if word != '올')}"
    r"|올(?= ?(?:봄|여름|가을|겨울|[0-9]|초|말|들어)))|그 ?이듬 ?해|이듬 ?해"
    r"|그 ?다음 ?해|다음 ?해|같은 ?해|(?<![가-힣])그 ?해(?!서|도|변|결|안|주)|동년(?!배)|그 ?전해)"
)
_NUMBER_MONTH = r"(?<![0-9.,])(?P<month>[0-9]{1,2}) ?월(?!생|드컵|급|남|등|간|세|요일|평균)"
_WORD_MONTH = rf"(?<![가-힣])(?P<mword>{_any(KOREAN_MONTHS)})(?!드컵|급|요일|당|북|남|혁명|호|식|십|곡|셋방)"
_MONTH = rf"(?:{_NUMBER_MONTH}|{_WORD_MONTH})"
_NOT_A_DAY = r"(?!간|째|자리|곱|본|부터 ?[0-9]+일간|주일|동안|만에|이내|치|당|짜리)"
_DAY = rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:(?: ?일)? ?[∼~〜–-] ?(?P<day2>[0-9]{{1,2}}))? ?일{_NOT_A_DAY}"
_WEEKDAY = r"(?: ?[(（][월화수목금토일](?:요일)?[)）]|,? ?[월화수목금토일]요일)?"


def _group(found: Found, name: str) -> str | None:
    return found.groupdict().get(name)


def _month(found: Found) -> int | None:
    number, word = _group(found, "month"), _group(found, "mword")
    if number:
        return int(number)
    return KOREAN_MONTHS[word] if word else None


def _named_year(resolver: Resolver, found: Found) -> tuple[int | None, bool]:
    """(year, written as a number) of a phrase with a year; None if it cannot be placed."""
    if _group(found, "juche"):
        return (from_juche(int(found["juche"])) if int(found["juche"]) else None), True
    if _group(found, "year"):
        return int(found["year"]), True
    if _group(found, "yy"):
        short = int(found["yy"])
        latest = resolver.anchor.year if resolver.anchor else 2049
        return (2000 + short if 2000 + short <= latest and short < 50 else 1900 + short), True
    word = (_group(found, "back") or "").replace(" ", "")
    if word in YEARS_BACK:
        return resolver.years_back(YEARS_BACK[word]), True
    base = resolver.base()
    return (base.first.year + YEARS_ON[word] if base else None), True


def _dated(resolver: Resolver, found: Found) -> None:
    """A year, perhaps with a month, a day or a season: 2012년 2월 8일, 지난해 11월, 이듬해 봄, 주체101년 4월 초."""
    year, given = _named_year(resolver, found)
    month = _month(found)
    if year is None:
        resolver.add(found.start(), found.end(), None)
        return
    season = _group(found, "season")
    back = (_group(found, "back") or "").replace(" ", "")
    if season and KOREAN_SEASONS[season] == WINTER and back in ("올", "올해", "금년"):
        resolver.add(found.start(), found.end(), resolver.season_back(WINTER, None), year_given=True)
        return
    if season:
        resolver.add(found.start(), found.end(), f"{year:04}-{KOREAN_SEASONS[season]}", year_given=given)
        return
    if _group(found, "lunar"):
        _lunar(resolver, found, year, month)
        return
    if _group(found, "now"):
        base = DateInterval.day(resolver.anchor) if back in YEARS_BACK and resolver.anchor else resolver.base()
        month = base.first.month if base else None
    _placed(resolver, found, year, month, given)


def _placed(resolver: Resolver, found: Found, year: int, month: int | None, given: bool) -> None:
    """Record a year, month and perhaps day or days; impossible dates are recorded as such."""
    day, day2 = _group(found, "day"), _group(found, "day2")
    edtf = make_edtf(year, month, int(day) if day else None)
    if edtf and day2:
        last = make_edtf(year, month, int(day2))
        edtf = f"{edtf}/{last}" if last and last > edtf else None
    resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=given)


def _lunar(resolver: Resolver, found: Found, year: int, month: int | None) -> None:
    """A month of the lunar calendar lies in the one or two solar months after it."""
    days = None
    if month and 1 <= month <= 12:
        first, second = month + 1, month + 2
        days = DateInterval.month(year + (first - 1) // 12, (first - 1) % 12 + 1).hull(
            DateInterval.month(year + (second - 1) // 12, (second - 1) % 12 + 1)
        )
    resolver.add(found.start(), found.end(), UncertainDate.of(days).text if days else None, certain=False)


def _yearless(resolver: Resolver, found: Found) -> None:
    """A month, perhaps with a day, without a year: 6월 3일, 5월 초, 지난 2월 8일."""
    month, day = _month(found), _group(found, "day")
    if month is None or not 1 <= month <= 12:
        resolver.add(found.start(), found.end(), None, impossible=True)
        return
    ahead = bool(_group(found, "ahead")) and resolver.anchor is not None
    year = resolver.year_of(month, int(day) if day else None, found.start())
    if ahead and resolver.anchor is not None:
        year = resolver.anchor.year + (1 if month < resolver.anchor.month else 0)
    elif found[0].startswith("지난") and resolver.anchor is not None:
        # "지난 4월" looks back from publication, whatever year was told before.
        year = resolver.latest(month, int(day) if day else None)
    if year is None:
        known = make_edtf(2000, month, int(day) if day else None)
        resolver.add(found.start(), found.end(), None, impossible=known is None)
    elif _group(found, "lunar"):
        _lunar(resolver, found, year, month)
    else:
        _placed(resolver, found, year, month, resolver.last_year_given)


def _month_back(resolver: Resolver, found: Found) -> None:
    """지난달, 이달 8일, 그달, 다음 달."""
    word = found["which"].replace(" ", "")
    if word in ("그달", "같은달"):
        base = resolver.base()
        place = (base.first.year, base.first.month) if base else None
    else:
        place = resolver.month_back(MONTHS_BACK.get(word, 0))
        if word == "다음달" and _in_story(resolver, found.start()) and resolver.last is not None:
            place = months_from(resolver.last.first, 1)
    if place is None:
        resolver.add(found.start(), found.end(), None)
        return
    _placed(resolver, found, place[0], place[1], True)


def _in_story(resolver: Resolver, at: int) -> bool:
    """True right after a date that lies so far back that "the next month" cannot be meant from publication."""
    if resolver.last is None or at - resolver.last_at > STORY_CHARS:
        return False
    return resolver.anchor is None or (resolver.anchor - resolver.last.last).days > 2 * NEAR_DAYS


def _bare_day(resolver: Resolver, found: Found) -> None:
    """지난 8일, 30일: the latest such day not after publication."""
    day = int(found["day"])
    if day > 31:
        return  # 70일 전투: a length of time
    last = resolver.last
    if last is not None and last.days == 1 and 0 <= found.start() - resolver.last_at <= JOINED_CHARS:
        edtf = make_edtf(last.first.year, last.first.month, day)  # 12월 25일과 26일
        resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=resolver.last_year_given)
        return
    edtf = resolver.day_of(day)
    if edtf and _group(found, "day2"):
        upto = resolver.day_of(int(found["day2"]))
        edtf = f"{edtf}/{upto}" if upto and upto > edtf else edtf
    known = resolver.anchor is not None
    resolver.add(found.start(), found.end(), edtf, impossible=not 1 <= day <= 31, year_given=known)


def _week(resolver: Resolver, found: Found) -> None:
    """지난주 금요일, 이번 주, 지난 주말."""
    back = {"지지난": 2, "지난": 1, "저번": 1, "다음": -1, "오는": -1}.get(found["which"], 0)
    if found["which"] in ("그", "같은"):
        _week_told(resolver, found)
        return
    if found["weekday"]:
        edtf = resolver.weekday(KOREAN_WEEKDAYS[found["weekday"]], back)
        resolver.add(found.start(), found.end(), edtf, year_given=True)
        return
    edtf = resolver.week(back)
    if edtf and found["end"]:
        sunday = edtf.split("/")[1]
        saturday = resolver.weekday(5, back)
        edtf = f"{saturday}/{sunday}"
    resolver.add(found.start(), found.end(), edtf, certain=False, year_given=True)


def _week_told(resolver: Resolver, found: Found) -> None:
    """그 주, 그 주 토요일, 같은 주말: in the week of the last day told."""
    week = resolver.week_told()
    edtf = None
    if week is not None:
        first = 5 if found["end"] else KOREAN_WEEKDAYS[found["weekday"]] if found["weekday"] else 0
        last = first if found["weekday"] else 6
        days = [week.first + timedelta(days=step) for step in (first, last)]
        edtf = to_edtf(DateInterval(*days))
    resolver.add(found.start(), found.end(), edtf, certain=bool(found["weekday"]), year_given=True)


def _weekday(resolver: Resolver, found: Found) -> None:
    """금요일, 지난 금요일: the nearest before publication."""
    number = KOREAN_WEEKDAYS[found["weekday"]]
    edtf = resolver.following_weekday(number) if found["which"] in ("다음", "그") else resolver.weekday(number)
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _day_word(resolver: Resolver, found: Found) -> None:
    """어제, 그저께, 간밤."""
    resolver.add(found.start(), found.end(), resolver.days_back(DAYS_BACK[found["word"]]), year_given=True)


def _season_back(resolver: Resolver, found: Found) -> None:
    """지난겨울, 올봄, 그 여름."""
    number = KOREAN_SEASONS[found["season"]]
    which = found["which"].replace(" ", "")
    if which in ("지난", "지지난"):
        edtf = resolver.last_season(number, 2 if which == "지지난" else 1)
    elif which in ("올", "이번"):
        edtf = resolver.season_back(number, None if number == 24 else 0)
    else:
        base = resolver.base()
        edtf = f"{base.first.year + (1 if which in ('이듬', '다음') else 0):04}-{number}" if base else None
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _season_alone(resolver: Resolver, found: Found) -> None:
    """봄에, 늦가을에: of the story told just before, else the latest."""
    number = KOREAN_SEASONS[found["season"]]
    resolver.add(found.start(), found.end("season"), resolver.season_of(number, found.start()))


def _years(resolver: Resolver, found: Found) -> None:
    """1998~2000년."""
    first, last = int(found["year"]), int(found["year2"])
    edtf = f"{first}/{last}" if first < last else make_edtf(first)
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _years_ago(resolver: Resolver, found: Found) -> None:
    """3년 전 4월, 2년 전 가을; 2년 뒤 봄: after the last date told."""
    number = korean_number(found["number"]) or 0
    year = resolver.years_back(number) if found["direction"] == "전" else None
    if found["direction"] != "전" and resolver.last is not None:
        year = resolver.last.first.year + number
    year = year if 0 < number <= 200 else None
    edtf = None
    if year is not None and year > 0:
        season = found["season"]
        edtf = f"{year:04}-{KOREAN_SEASONS[season]}" if season else make_edtf(year, _month(found))
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _short(resolver: Resolver, found: Found) -> None:
    """18.4.12, '18. 4. 12., 4/12에, 4.12에."""
    month, day = int(found["month"]), int(found["day"])
    if _group(found, "yy"):
        year, _ = _named_year(resolver, found)
    else:
        year = resolver.year_of(month, day, found.start()) if make_edtf(2000, month, day) else None
    edtf = make_edtf(year, month, day) if year else None
    resolver.add(found.start(), found.end(), edtf, impossible=make_edtf(2000, month, day) is None, year_given=True)


def _holiday(resolver: Resolver, found: Found) -> None:
    """태양절, 지난 추석: a fixed day, or for lunar feasts the months they can fall in."""
    name, back = found["name"], (_group(found, "back") or "").strip()
    fixed, moving = HOLIDAYS.get(name), MOVING.get(name)
    month, day = fixed or (moving[0] if moving else 1, None)
    if back in YEARS_BACK:
        year = resolver.years_back(YEARS_BACK[back])
    elif back in ("그해", "이듬해"):
        base = resolver.base()
        year = base.first.year + YEARS_ON[back] if base else None
    else:
        year = resolver.year_of(month, day, found.start())
    if year is None:
        resolver.add(found.start(), found.end(), None, certain=False)
    elif fixed:
        resolver.add(found.start(), found.end(), make_edtf(year, month, day), year_given=True)
    elif moving:
        edtf = f"{make_edtf(year, moving[0])}/{make_edtf(year, moving[1])}"
        resolver.add(found.start(), found.end(), edtf, certain=False, year_given=True)


def _span(resolver: Resolver, found: Found) -> None:
    """사흘 뒤, 보름 전, 3년 전, 두 달 만에: from the last date told if "after", from publication if "ago"."""
    number = DAYS[found["days"]] if found["days"] else korean_number(found["number"]) or 0
    unit = "일" if found["days"] else found["unit"]
    before = found["direction"].startswith("전")
    sign = -1 if before else 1
    if not number or number > 200:
        resolver.add(found.start(), found.end(), None, certain=False)
        return
    if before:
        edtf = _ago(resolver, number, unit)
    elif resolver.last is None:
        edtf = None
    elif unit in ("년", "해"):
        edtf = resolver.shifted(years=sign * number)
        edtf = edtf[:4] if edtf else None
    elif unit in ("개월", "달"):
        edtf = resolver.shifted(months=sign * number)
    else:
        edtf = resolver.shifted(days=sign * number * (7 if "주" in unit else 1))
    fuzzy = bool(found["fuzz"] or found["fuzz1"] or found["fuzz2"])
    certain = unit == "일" and not fuzzy
    if edtf and fuzzy and "/" not in edtf:
        edtf += "~"
    if edtf and resolver.anchor and UncertainDate.parse(edtf).interval.first > resolver.anchor:
        edtf = None  # later than publication: not a date of something told
    resolver.add(found.start(), found.end(), edtf, certain=certain, year_given=True, remember=certain)


def _ago(resolver: Resolver, number: int, unit: str) -> str | None:
    if unit in ("년", "해"):
        year = resolver.years_back(number)
        return make_edtf(year) if year and year > 0 else None
    if unit in ("개월", "달"):
        place = resolver.month_back(number)
        return make_edtf(*place) if place else None
    if "주" in unit:
        return resolver.week(number)
    return resolver.days_back(number)


def _next_day(resolver: Resolver, found: Found) -> None:
    """다음 날, 이튿날, 전날, 그날: only after a day has been told."""
    word = found["word"].replace(" ", "")
    days = -1 if word == "전날" else 0 if word in ("그날", "당일", "같은날") else 1
    if resolver.last is None or resolver.last.days != 1:
        resolver.add(found.start(), found.end(), None, certain=False, remember=False)
        return
    resolver.add(found.start(), found.end(), resolver.shifted(days=days), year_given=resolver.last_year_given)


def _decade(resolver: Resolver, found: Found) -> None:
    """1990년대 후반, 90년대."""
    ten = int(found["ten"])
    ten = ten if ten > 100 else 1900 + ten if ten >= 30 else 2000 + ten
    low, high = {"초": (0, 3), "중": (4, 6), "후": (7, 9), "말": (7, 9)}.get((found["part"] or "")[:1], (0, 9))
    edtf = f"{ten + low}/{ten + high}" if found["part"] else f"{ten // 10}X"
    resolver.add(found.start(), found.end(), edtf, certain=False, remember=False)


def _vague(resolver: Resolver, found: Found) -> None:
    """고난의 행군 (the famine years, 1995 to 1998), 화폐개혁 (30 November 2009), 최근, 얼마 전."""
    famine, reform = found.group().startswith(("고난", "미공급")), found.group().startswith("화폐")
    edtf = "1995/1998" if famine else "2009-11-30~" if reform else None
    resolver.add(found.start(), found.end(), edtf, certain=False, remember=False)


def _iso(resolver: Resolver, found: Found) -> None:
    """2012-02-08, 2012.2.8, 2012. 2. 8., 2012/2."""
    edtf = make_edtf(int(found["year"]), int(found["month"]), int(found["day"]) if found["day"] else None)
    resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=True)


_NUMBER = rf"(?:(?<![0-9.,])[0-9]{{1,3}}|(?<![가-힣])(?:{KOREAN_NATIVE}|{KOREAN_SINO}|일|이|삼|사|오|육|칠|팔|구))"

RULES: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (
        re.compile(
            r"(?<![0-9A-Za-z.,-])(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
            r"(?![0-9A-Za-z.,-]|원|명)"
        ),
        _iso,
    ),
    (
        re.compile(
            r"(?<![0-9.,/-])['’‘]?(?P<yy>[0-9]{2})(?P<sep>[.]|[.] |[/-])(?P<month>0?[1-9]|1[0-2])(?P=sep)"
            r"(?P<day>0[1-9]|[12][0-9]|3[01]|[1-9])(?![0-9]|[./-][0-9])"
        ),
        _short,
    ),
    (NUMERIC_DATE, numeric),
    (
        re.compile(
            r"(?<![0-9.,/:-])(?P<month>0?[1-9]|1[0-2])(?P<sep>[./])(?P<day>0[1-9]|[12][0-9]|3[01]|[1-9])"
            r"(?=일|에 |부터|까지|경|께|쯤|날|\([월화수목금토일]\))"
        ),
        _short,
    ),
    (
        re.compile(
            r"(?<![0-9.,-])(?P<year>(?:1[89]|20)[0-9]{2}) ?(?P<sep>[.\-/]) ?(?P<month>[0-9]{1,2}) ?(?P=sep) ?"
            r"(?P<day>[0-9]{1,2})(?![0-9])"
        ),
        _iso,
    ),
    (
        re.compile(
            r"(?<![0-9.,-])(?P<year>(?:19|20)[0-9]{2})(?P<sep>[.\-/])(?P<month>0[1-9]|1[0-2])(?P<day>)?(?![0-9.\-/])"
        ),
        _iso,
    ),
    (
        re.compile(r"(?<![0-9])(?P<ten>(?:1[89]|20)?[0-9]0)년대(?: ?(?P<part>초반|중반|후반|초엽|중엽|초|중|말))?"),
        _decade,
    ),
    (
        re.compile(
            r"(?<![0-9.,])(?P<year>(?:19|20)[0-9]{2}) ?년? ?[~∼〜–-] ?(?P<year2>(?:19|20)[0-9]{2}) ?년(?!대|생)"
        ),
        _years,
    ),
    (
        re.compile(
            rf"(?P<number>{_NUMBER}) ?(?:년|해) ?(?P<direction>전|뒤|후)(?:인|의)? ?(?:{_MONTH}{_PART}|(?P<season>{_SEASON})(?:철)?)(?! ?[0-9])"
        ),
        _years_ago,
    ),
    (
        re.compile(
            rf"(?:지난 ?(?=[0-9]))?(?:{_YEAR}|{_BACK})(?:에|도)?,? ?(?P<lunar>음력 ?)?(?:{_MONTH}"
            rf"(?:{_PART} ?{_DAY}{_WEEKDAY}|{_PART})|(?P<season>{_SEASON})(?:철)?"
            rf"|(?P<now>이맘때|이 ?무렵|이 ?즈음|같은 ?달|이달)|(?:초순|하반기|상반기|년말|연말|년초|연초|중반|(?:초|말|중순){_TAIL}))"
        ),
        _dated,
    ),
    (
        re.compile(
            rf"(?:(?:지난|(?P<ahead>오는|다가오는)) ?)?(?P<lunar>음력 ?)?{_MONTH}(?: ?{_DAY}{_WEEKDAY}|{_PART})"
        ),
        _yearless,
    ),
    (
        re.compile(
            rf"(?:(?P<back>{_any(YEARS_BACK)}|그해|이듬해|지난) ?)?(?P<name>{_any(HOLIDAYS)}"
            rf"|{_any(word for word in MOVING if word != '설')}"
            r"|(?:(?<=지난 )|(?<=지난)|(?<=작년 )|(?<=올해 )|(?<![가-힣]))설(?= ?(?:명절|연휴|전날|쇠|무렵|직전|직후)|에 |날))"
        ),
        _holiday,
    ),
    (
        re.compile(
            rf"(?:지난 ?(?=[0-9]))?(?:{_YEAR}|{_BACK})(?!대|간|생|형|째|산|만에| ?(?:전(?![가-힣])|뒤|후(?![가-힣])"
            r"|동안|이상|넘|가까이|정도|째))"
        ),
        _dated,
    ),
    (
        re.compile(
            r"(?P<which>지지난 ?달|지난 ?달|저번 ?달|전달(?=[ 에])|전월|이달|이 달|이번 ?달|(?<![가-힣])그 ?달"
            rf"(?!라|픔|팽)|같은 ?달|다음 ?달|내달|새달){_PART}(?: ?{_DAY}{_WEEKDAY})?"
        ),
        _month_back,
    ),
    (
        re.compile(
            r"(?P<which>지지난|지난|저번|이번|다음|오는|금|(?<![가-힣])그(?= )|같은(?= )) ?주(?!기|의|간|체|도|소|민|년|요|장|변|최)(?P<end>말)?"
            r"(?:에|의)?(?: ?(?P<weekday>[월화수목금토일])요일)?"
        ),
        _week,
    ),
    (
        re.compile(
            r"(?:(?P<which>지난|오는|이번|다음|그) ?)?(?<![가-힣0-9](?=[월화수목금토일]요일))"
            r"(?P<weekday>[월화수목금토일])요일(?!마다)"
        ),
        _weekday,
    ),
    (
        re.compile(
            rf"(?P<which>지지난|지난|이번|(?<![가-힣])올|(?<![가-힣])그|이듬|다음)(?: |해 ?)?(?P<season>{_SEASON})"
            r"(?:철)?(?=$|[^가-힣]|에|의|부터|까지|철|이|은|을|도|쯤|무렵)"
        ),
        _season_back,
    ),
    (
        re.compile(
            rf"(?<![가-힣0-9])(?<!년 )(?<!매해 )(?<!해마다 )(?P<season>{_SEASON})(?:철)?(?=에(?:는|도|야)?(?:[ ,.]|$)|부터|까지|쯤|무렵)"
        ),
        _season_alone,
    ),
    (
        re.compile(
            rf"(?:(?P<days>{_any(DAYS)})|(?P<number>{_NUMBER})(?P<fuzz1>여)? ?(?P<unit>년|해|개월|달|주일|주"
            r"|일))(?P<fuzz> ?(?:여|쯤|가량|남짓|정도))? ?(?P<direction>전(?=$|[^가-힣]|에|부터|까지|의|만|쯤|이"
            rf"|인|,)|뒤(?!늦|집|에서|로|편|쪽|쫓|지)|후(?=$|[^가-힣]|에|인|,)|만에)(?P<fuzz2>쯤|께|경|즈음)?"
        ),
        _span,
    ),
    (re.compile(rf"(?:지난|오는) ?{_DAY}{_WEEKDAY}"), _bare_day),
    (
        re.compile(
            rf"(?<![가-힣.,~∼〜-]){_DAY}{_WEEKDAY}(?=[ ,.)·(\n]|부터|까지|과 ?[0-9]|에|밤|새벽|오전|오후|저녁|아침|낮|께|경"
            r"|쯤|자로|자(?=[ ])|이른|$)"
            r"(?! ?(?:동안|간|만에|밖에|뒤|후(?!반)|전(?=$|[^가-힣]|에)|내에|이내|이상|정도|넘|가까이|씩|을|치))"
        ),
        _bare_day,
    ),
    (
        re.compile(
            rf"(?P<word>(?<![가-힣])(?:{_any(DAYS_BACK)})|(?<=[가이은는을를서에씨도들군양])(?:어제|그저께|어젯밤"
            r"|엊그제|오늘))"
        ),
        _day_word,
    ),
    (
        re.compile(
            r"(?P<word>그 ?다음 ?날|다음 ?날|이튿 ?날|(?<![가-힣])전날|(?<![가-힣])그 ?날(?!개|씨|카|짜)|당일(?!치"
            r"|꾼)|같은 ?날)"
        ),
        _next_day,
    ),
    (
        re.compile(
            r"(?:고난의 ?행군|미공급)(?: ?(?:시기|때|시절))?|화폐 ?(?:개혁|교환)|최근|얼마 ?전|며칠 ?(?:전|뒤|후)|몇 ?(?:년|해|달|개월|주) ?전"
            r"|수년 ?전|요즘"
        ),
        _vague,
    ),
)
"""Patterns in order of precedence, with what each phrase says."""


def matched(text: str) -> Iterator[tuple[Found, Handler]]:
    """All that the rules match in a text, in order of precedence of the rules; matches of two rules may overlap."""
    for pattern, handler in RULES:
        yield from ((match, handler) for match in pattern.finditer(text))
