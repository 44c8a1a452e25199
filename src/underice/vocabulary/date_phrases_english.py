"""Dates in English text: February 8, 8 February 2012, "on Tuesday", last November, in late January, the following year.

Each rule is a bounded pattern and what it says to the resolver; earlier rules take their words first, and the phrases
found are then resolved from left to right, so that "three days later" follows the date told before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from underice.vocabulary.date_resolver import Resolver, months_from
from underice.vocabulary.date_triggers_english import kind_of, leads
from underice.vocabulary.date_words import (
    ENGLISH_DECADES,
    ENGLISH_MONTH,
    ENGLISH_SEASONS,
    ENGLISH_WEEKDAY,
    english_month,
    english_weekday,
    make_edtf,
    weekday_before,
)
from underice.vocabulary.edtf import WINTER, to_edtf
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.juche import from_juche
from underice.vocabulary.numerals import (
    ENGLISH_ORDINALS,
    ENGLISH_SMALL,
    english_number,
)
from underice.vocabulary.numeric_dates import NUMERIC_DATE, numeric
from underice.vocabulary.triggers import groups, matches

Found = re.Match[str]
Handler = Callable[[Resolver, Found], None]

_ORDINAL_WORD = "|".join(sorted(ENGLISH_ORDINALS, key=len, reverse=True))
_DAY = (
    r"(?:(?<![0-9.,/:])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:.][0-9])|(?P<dayword>(?i:\b"
    rf"(?:{_ORDINAL_WORD})\b)))"
)
_YEAR = r"(?P<year>1[89][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9]{3})"
_MONTH = rf"(?P<month>(?<![A-Za-z]){ENGLISH_MONTH})(?![a-z])"
_PART_WORDS = (
    r"(?:(?:the )?(?i:very )?(?i:early|late|mid|middle|beginning|start|end|opening days|closing days|first days"
    r"|last days|middle days"
    r"|(?:first|second|third|fourth|last|final) (?:weeks?|weekend|half|quarter|few days|ten days|days)|turn|eve|course)"
    r"(?:[- ](?:(?i:in|of) )?|(?:,? in ))|(?i:the month of ))"
)
_PART = rf"(?P<part>{_PART_WORDS}?)"
_BACK = (
    r"(?P<back>(?i:last|this|the previous|previous|the past|this past|the same|that same|that|the following"
    r"|the next|next|the year before|coming|the coming))"
)
_SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter)(?:time)?)"
_NUMBER = rf"(?P<number>(?<![0-9.,])[0-9]{{1,3}}|\b(?i:half an?|an?|a couple of|a few|several|some|{ENGLISH_SMALL}))"
_UNIT = r"(?P<unit>(?i:day|night|week|fortnight|month|year|decade)s?)"


def _group(found: Found, name: str) -> str | None:
    return found.groupdict().get(name)


def _day(found: Found) -> int | None:
    digits, word = _group(found, "day"), _group(found, "dayword")
    if digits:
        return int(digits)
    return ENGLISH_ORDINALS[word.lower()] if word else None


def _full(resolver: Resolver, found: Found) -> None:
    """8 February 2012, February 8, 2012, February 2012, 3-5 June 2014."""
    month = english_month(found["month"])
    _placed(resolver, found, int(found["year"]), month, _day(found), True)


def _placed(resolver: Resolver, found: Found, year: int, month: int, day: int | None, given: bool) -> None:
    edtf = make_edtf(year, month, day)
    day2 = _group(found, "day2")
    if edtf and day2:
        last = make_edtf(year, month, int(day2))
        edtf = f"{edtf}/{last}" if last and last > edtf else None
    resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=given)


def _yearless(resolver: Resolver, found: Found) -> None:
    """February 8, the 3rd of June, early April, the second week of June."""
    month, day = english_month(found["month"]), _day(found)
    back = (_group(found, "back") or "").lower()
    year: int | None
    if back in ("last", "the previous", "previous", "the past", "this past"):
        year = _last_year(resolver, month)
    elif back in ("this",):
        year = resolver.years_back(0)
    elif back in ("that", "the same", "that same"):
        base = resolver.base()
        year = base.first.year if base else None
    elif back in ("the following", "the next"):
        base = resolver.base()
        year = base.first.year + (0 if month > base.first.month else 1) if base else None
    elif back in ("next", "coming", "the coming") and resolver.anchor:
        year = resolver.anchor.year + (0 if month > resolver.anchor.month else 1)
    elif (shared := _SHARED_YEAR.match(found.string, found.end())) is not None:
        year = int(shared["year"])
    elif resolver.anchor and _DEADLINE.search(found.string[max(0, found.start() - 8) : found.start()]):
        ahead = (month, day or 31) >= (resolver.anchor.month, resolver.anchor.day)
        year = resolver.anchor.year if ahead else resolver.anchor.year + 1
    else:
        year = resolver.year_of(month, day, found.start())
    if year is None:
        resolver.add(found.start(), found.end(), None, impossible=make_edtf(2000, month, day) is None)
        return
    _placed(resolver, found, year, month, day, bool(back) or resolver.last_year_given)


_SHARED_YEAR = re.compile(
    rf" ?(?:and|to|or|-|–|/|until|through) ?(?:(?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{ENGLISH_MONTH}"
    rf"(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?,? {_YEAR}"
)
_DEADLINE = re.compile(r"\b(?i:by|before|until) $")


def _last_year(resolver: Resolver, month: int) -> int | None:
    """"last November" is that of the year before publication (docs/method/reader.md)."""
    return resolver.years_back(1)


def _short_year(resolver: Resolver, found: Found) -> None:
    """March '17."""
    year = 2000 + int(found["short"])
    if year > (resolver.anchor.year if resolver.anchor else 2049):
        year -= 100
    _placed(resolver, found, year, english_month(found["month"]), None, True)


def _iso(resolver: Resolver, found: Found) -> None:
    """2012-02-08, 2012/2/8, 2012-02."""
    day = _group(found, "day")
    edtf = make_edtf(int(found["year"]), int(found["m"]), int(day) if day else None)
    resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=True)


_NUMBERED = re.compile(
    r"\b(?i:room|page|pages|no\.|number|unit|resolution|flight|bus|cell|about|some|over|nearly|article|version) $"
)


def _year(resolver: Resolver, found: Found) -> None:
    """in 2008, early 2013, Juche 101."""
    if _group(found, "juche"):
        number = int(found["juche"])
        resolver.add(found.start(), found.end(), make_edtf(from_juche(number)) if number else None, year_given=True)
        return
    if _NUMBERED.search(found.string[max(0, found.start() - 12) : found.start()]):
        return
    year, upto = int(found["year"]), _group(found, "year2")
    if upto:
        last = int(upto) if len(upto) == 4 else year // 100 * 100 + int(upto)
        if last > year:
            resolver.add(found.start(), found.end(), f"{year}/{last}", year_given=True)
            return
    resolver.add(found.start(), found.end(), make_edtf(year), year_given=True)


def _season(resolver: Resolver, found: Found) -> None:
    """the summer of 2013, winter 2010-11, last winter, this spring, the winter before last, the following autumn."""
    number = ENGLISH_SEASONS[found["season"].lower().removesuffix("time")]
    back = (_group(found, "back") or "").lower()
    edtf: str | None
    if _group(found, "year"):
        edtf = f"{found['year']}-{number}"
    elif _group(found, "beforelast"):
        edtf = resolver.last_season(number, 2)
    elif back in ("last", "previous", "the previous", "the past", "this past"):
        edtf = resolver.last_season(number)
    elif back == "this":
        edtf = resolver.season_back(number, None if number == WINTER else 0)
    elif not back:
        resolver.add(found.start("part"), found.end("season"), resolver.season_of(number, found.start()))
        return
    else:
        base = resolver.base()
        later = back in ("the following", "the next")
        edtf = resolver.season_from(base, number) if base is not None else None
        if base is not None and later:
            after = base.days >= 300 or base.first.month >= 3 * (number - 21) + 3
            edtf = f"{base.first.year + after:04}-{number}"
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _seasons_ago(resolver: Resolver, found: Found) -> None:
    """two summers ago."""
    number = english_number(found["number"]) or 1
    season = ENGLISH_SEASONS[found["season"].lower().removesuffix("time")]
    resolver.add(found.start(), found.end(), resolver.last_season(season, number), year_given=True)


def _week_and_day(resolver: Resolver, found: Found) -> None:
    """Tuesday last week, last week on Tuesday, a week ago on Tuesday."""
    word = (found["week"] or found["week2"] or "").lower()
    weeks = {"this": 0, "next": -1, "earlier this": 0, "late last": 1}.get(word, 1)
    edtf = resolver.weekday(english_weekday(found["weekday"] or found["weekday2"]), weeks)
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _weekend(resolver: Resolver, found: Found) -> None:
    """over the weekend: the last one begun before publication; that weekend: of the week told."""
    edtf = None
    if found.group().lower().startswith("that"):
        week = resolver.week_told()
        edtf = f"{week.last - timedelta(days=1)}/{week.last}" if week else None
    elif resolver.anchor and resolver.anchor.year > 1:
        saturday = weekday_before(resolver.anchor, 5)
        edtf = f"{saturday}/{saturday + timedelta(days=1)}"
    resolver.add(found.start(), found.end(), edtf, certain=False, year_given=True)


def _weekday(resolver: Resolver, found: Found) -> None:
    """Tuesday, last Tuesday, monday nite: the nearest before publication; "the following": after the last date."""
    number = english_weekday(found["weekday"])
    back = (_group(found, "back") or "").lower()
    if back in ("the following", "the next", "that", "that same", "the same"):
        edtf = resolver.following_weekday(number)
    elif back in ("next", "coming", "the coming") and resolver.anchor:
        edtf = resolver.weekday(number, -1)
    elif _group(found, "beforelast"):
        edtf = resolver.weekday(number, 2)
    else:
        edtf = resolver.weekday(number)
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _day_word(resolver: Resolver, found: Found) -> None:
    """yesterday, last night, today, the day before yesterday."""
    word = found.group().lower()
    now = word.startswith(("to", "2day", "2nite", "2night", "this"))
    days = 2 if "before" in word or "other day" in word else 0 if now else 1
    certain = "other" not in word
    edtf = resolver.days_back(days) if certain else None
    resolver.add(found.start(), found.end(), edtf, certain=certain, year_given=True)


def _unit_back(resolver: Resolver, found: Found) -> None:
    """last month, earlier this month, last year, this week, the year before last, the following month."""
    unit, back = found["period"].lower(), found["back"].lower()
    if unit == "day" and back in ("last", "this", "the past", "this past", "previous", "coming", "next"):
        return  # "the last day of the trial"
    steps = 2 if _group(found, "beforelast") else 1
    edtf: str | None
    if back in ("the following", "the next") or back == "that" or "same" in back:
        steps = 0 if back == "that" or "same" in back else 1
        if unit == "year":
            base = resolver.base()
            edtf = make_edtf(base.first.year + steps) if base else None
        elif unit == "month":
            edtf = resolver.shifted(months=steps) if steps else _same_month(resolver)
        elif unit in ("day", "night", "morning", "evening"):
            edtf = resolver.shifted(days=steps) if resolver.last and resolver.last.days == 1 else None
        else:
            told = resolver.week_told() if unit == "week" else None
            edtf = to_edtf(DateInterval(*(_later(day, 7 * steps) for day in (told.first, told.last)))) if told else None
    else:
        steps = 0 if back in (
            "this", "the",
        ) and not _group(found, "beforelast") else -steps if back in ("next", "coming", "the coming") else steps
        if unit == "year":
            year = resolver.years_back(steps)
            edtf = make_edtf(year) if year else None
        elif unit == "month":
            place = resolver.month_back(steps)
            edtf = make_edtf(*place) if place else None
        elif unit == "week":
            edtf = resolver.week(steps)
        elif unit == "weekend":
            saturday, sunday = resolver.weekday(5, steps), resolver.weekday(6, steps)
            edtf = f"{saturday}/{sunday}" if saturday and sunday else None
        else:
            edtf = resolver.days_back(steps)
    resolver.add(found.start(), found.end(), edtf, certain=unit not in ("week", "weekend"), year_given=True)


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + days))


def _same_month(resolver: Resolver) -> str | None:
    base = resolver.base()
    return make_edtf(base.first.year, base.first.month) if base else None


def _span(resolver: Resolver, found: Found) -> None:
    """two weeks ago, a decade ago, three days later, the year after, a month before."""
    word = found["number"].lower()
    vague = word in ("a few", "several", "some", "a couple of")
    number = 2 if word == "a couple of" else 1 if word in ("a", "an") else english_number(word) or 0
    unit = found["unit"].lower().rstrip("s")
    if word.startswith("half a"):
        unit, number = {"year": ("month", 6), "decade": ("year", 5), "month": ("day", 15)}.get(unit, (unit, 0))
    direction = found["direction"].lower()
    ago = direction in ("ago", "back", "earlier") and not (direction == "earlier" and resolver.last)
    sign = -1 if direction in ("ago", "back", "earlier", "before", "previously") else 1
    if not number or vague and word != "a couple of":
        resolver.add(found.start(), found.end(), None, certain=False, remember=False)
        return
    base, resolver.last = resolver.last, None if ago else resolver.last
    edtf = _moved(resolver, unit, sign * number) if ago or base is not None else None
    resolver.last = base
    certain = unit in ("day", "night") and not vague
    if edtf and unit == "year":
        named, season = _group(found, "month"), _group(found, "season")
        if season:
            edtf = f"{edtf[:4]}-{ENGLISH_SEASONS[season.lower().removesuffix('time')]}"
        elif named or _group(found, "thismonth") and resolver.anchor:
            month = english_month(named) if named else resolver.anchor.month if resolver.anchor else None
            edtf = make_edtf(int(edtf[:4]), month)
    if edtf and unit == "decade":
        edtf += "~"
    resolver.add(found.start(), found.end(), edtf, certain=certain, year_given=True, remember=certain or not ago)


def _moved(resolver: Resolver, unit: str, number: int) -> str | None:
    """The base moved by so many units, no more precise than the unit."""
    base = resolver.base()
    if base is None:
        return None
    if unit in ("year", "decade"):
        return make_edtf(base.first.year + number * (10 if unit == "decade" else 1))
    if unit == "month":
        return resolver.shifted(months=number)
    if unit in ("week", "fortnight"):
        weeks = number * (2 if unit == "fortnight" else 1)
        return resolver.week(-weeks) if resolver.last is None else resolver.shifted(days=7 * weeks)
    return resolver.shifted(days=number)


def _relative_day(resolver: Resolver, found: Found) -> None:
    """the next day, the day before, that night, the same day, the year after: from the last date told."""
    word = found.group().lower()
    if "year" in word or "month" in word:
        sign = -1 if "before" in word or "previous" in word else 1
        base = resolver.last
        edtf = None
        if base is not None:
            edtf = make_edtf(base.first.year + sign) if "year" in word else resolver.shifted(months=sign)
        resolver.add(found.start(), found.end(), edtf, year_given=True)
        return
    days = -1 if "before" in word or "previous" in word else 0 if "same" in word or "that" in word else 1
    if "week" in word:
        week = resolver.week_told()
        resolver.add(found.start(), found.end(), to_edtf(week) if week else None, certain=False, year_given=True)
        return
    if resolver.last is None or resolver.last.days != 1:
        resolver.add(found.start(), found.end(), None, certain=False, remember=False)
        return
    resolver.add(found.start(), found.end(), resolver.shifted(days=days), year_given=resolver.last_year_given)


def _decade(resolver: Resolver, found: Found) -> None:
    """the 1990s, the late 1990s, the late '90s, the nineties."""
    ten = int(found["ten"]) if found["ten"] else ENGLISH_DECADES[found["word"].lower()]
    sub = found["sub"] or found["sub2"]
    ten = ten if ten > 100 else 1900 + ten if ten >= 30 else 2000 + ten
    low, high = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}.get((sub or "").lower()[:1], (0, 9))
    edtf = f"{ten + low}/{ten + high}" if sub else f"{ten // 10}X"
    resolver.add(found.start(), found.end(), edtf, certain=False, remember=False)


def _bare_day(resolver: Resolver, found: Found) -> None:
    """the 8th, the night of the 8th: the latest such day not after publication, or in the month just told."""
    day = _day(found) or 0
    edtf = None
    of = (_group(found, "of") or "").lower()
    if of in ("last", "this", "the previous"):
        place = resolver.month_back(0 if of == "this" else 1)
        edtf = make_edtf(*place, day) if place else None
    elif of == "the following" and resolver.last is not None:
        place = months_from(resolver.last.first, 1)
        edtf = make_edtf(*place, day) if place else None
    elif resolver.last is not None and resolver.last.days <= 31 and resolver.last_year_given:
        edtf = make_edtf(resolver.last.first.year, resolver.last.first.month, day)
    edtf = edtf or resolver.day_of(day)
    resolver.add(
        found.start(), found.end(), edtf, certain=edtf is not None, impossible=not 1 <= day <= 31, year_given=True
    )


def _vague(resolver: Resolver, found: Found) -> None:
    """the Arduous March and the famine years (1995 to 1998), recently, a few years ago."""
    famine = re.match(r"(?i)the (?:arduous|famine|great)", found.group())
    resolver.add(found.start(), found.end(), "1995/1998" if famine else None, certain=False, remember=False)


def _holiday(resolver: Resolver, found: Found) -> None:
    """Christmas, New Year's Day, the Day of the Sun."""
    word = found["name"].lower()
    month, day = (12, 25) if "christ" in word else (1, 1) if "new year" in word and "lunar" not in word else (4, 15)
    if "lunar" in word or "chuseok" in word or "harvest" in word:
        month, day = (1, 0) if "lunar" in word else (9, 0)
    year = int(found["year"]) if found["year"] else resolver.year_of(month, day or 28, found.start())
    back = (found["back"] or "").lower()
    year = resolver.years_back(1) if back == "last" and month > 2 else year
    if year is None:
        resolver.add(found.start(), found.end(), None, certain=False)
    elif day:
        edtf = make_edtf(year, month, 24) if word.endswith("eve") and month == 12 else make_edtf(year, month, day)
        if word.endswith("eve") and month == 1:
            edtf = make_edtf(year - 1, 12, 31)
        resolver.add(found.start(), found.end(), edtf, year_given=True)
    else:
        edtf = f"{make_edtf(year, month)}/{make_edtf(year, month + 1)}"
        resolver.add(found.start(), found.end(), edtf, certain=False, year_given=True)


_TIME_OF_DAY = r"(?: (?i:night|nite|morning|evening|afternoon|eve)\b)?"
_LASTISH = r"(?i:last|this|previous|past|next|coming)"

_NAMED = r"(?:(?<!\b[io]n )(?<!\bof )(?<!\bthis )(?<!\blast ))(?:April|June|Jan|August) (?!(?:" + "|".join(
    "He She They We The It I A An At In On But And His Her My Our Their This That There No When While Then After Before"
    " Until Since For From To By With As If So Or Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
) + r")\b)[A-Z][a-z]"
"""June Kim, April Lee: a given name, not a month."""

_HOLIDAY_RULE: tuple[re.Pattern[str], Handler, str] = (
    re.compile(
        r"\b(?:(?P<back>(?i:last|this|on|at|around|before|after|over|since|by|during|until|for)) )?(?P<name>"
        r"(?i:christmas (?:day|eve)|lunar new year|new year['’]s (?:day|eve)|(?:the )?day of the sun|chuseok"
        r"|the harvest (?:festival|moon))|(?:(?<=[a-z] )(?i:christmas|new year(?:['’]s)?)))\b"
        r"(?:,? (?:of |in )?(?P<year>20[0-9]{2}|19[0-9]{2}))?"
    ),
    _holiday,
    "h",
)

_SPAN = (
    rf"(?:(?i:about|around|some|nearly|almost|more than|over|just|exactly) )?(?<!half ){_NUMBER}(?: or (?:so|two|three))?"
)
_TOLD_IN = rf",? (?:(?P<thismonth>this month)|(?:in |this |last |that )?(?:(?:early |late )?{_MONTH}|{_SEASON}\b))(?! [0-9])"

RULES: tuple[tuple[re.Pattern[str], Handler, str], ...] = (
    (re.compile(rf"{_SPAN} (?P<unit>(?i:years?)) (?P<direction>(?i:ago|later|earlier)){_TOLD_IN}"), _span, "u"),
    (re.compile(rf"{_PART}{_SEASON}(?: of|,| in)? {_YEAR}(?:[-/–][0-9]{{2,4}}\b)?"), _season, "s"),
    (re.compile(
        r"(?<![0-9.,/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)"
        r"(?P<day>[0-9]{1,2})(?![0-9])"
    ), _iso, ""),
    (re.compile(r"(?<![0-9.,/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})[-.](?P<m>0[1-9]|1[0-2])(?![0-9-]|\.[0-9])"), _iso, ""),
    (re.compile(
        r"(?<![0-9A-Za-z.,/_-])(?P<year>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
        r"(?![0-9A-Za-z_-]|[.,][0-9])"
    ), _iso, ""),
    (NUMERIC_DATE, numeric, ""),
    (re.compile(
        r"(?:the )?(?:(?P<sub>(?i:early|mid|middle|late))(?:[- ]| of the ))?(?:the )?['’]?(?P<ten>(?:1[89]"
        r"|20)[0-9]0|(?<=['’])[0-9]0|(?<=the )[0-9]0)['’]?s\b"
        rf"|the (?:(?P<sub2>(?i:early|mid|late))[- ])?(?P<word>(?i:{'|'.join(ENGLISH_DECADES)}))\b"
    ), _decade, "d"),
    (re.compile(
        rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{_PART}{_DAY}(?: ?(?:-|–|to|and) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd"
        rf"|th)?)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}"
    ), _full, "m"),
    (re.compile(
        rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{_PART}{_MONTH},? {_DAY}(?: ?(?:-|–|to) ?(?P<day2>[0-9]{{1,2}})(?:st"
        rf"|nd|rd|th)?)?,? (?:in |of )?{_YEAR}"
    ), _full, "m"),
    (re.compile(rf"{_PART}{_MONTH},?(?: of| in)?[ -]{_YEAR}"), _full, "m"),
    (re.compile(
        rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{_PART}(?:the )?{_DAY}(?: ?(?:-|–|to|and) ?"
        rf"(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?: of)? (?:(?P<back>(?i:last|this)) )?{_MONTH}(?! [0-9]{{4}})"
    ), _yearless, "m"),
    (re.compile(
        rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?(?:{_BACK} )?{_PART}{_MONTH}(?: the)? {_DAY}(?: ?(?:-|–"
        rf"|to|and|&) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?![0-9a-z-])(?: \({ENGLISH_WEEKDAY}\))?"
    ), _yearless, "m"),
    (re.compile(rf"{_PART}{_MONTH},? (?:of |in )?{_BACK} year\b"), _yearless, "m"),
    (re.compile(rf"{_PART}{_MONTH} ['’](?P<short>[0-9]{{2}})\b"), _short_year, "m"),
    (re.compile(rf"{_PART}{_BACK} {_PART.replace('<part>', '<part2>')}{_MONTH}"), _yearless, "m"),
    (re.compile(rf"{_PART_WORDS}{_MONTH}"), _yearless, "m"),
    (re.compile(
        rf"(?<![A-Za-z])(?P<month>(?!May|March|MARCH|MAY|{_NAMED})"
        rf"{ENGLISH_MONTH}|(?:(?<=\b[Ii]n )|(?<=\b(?:of|by|to|or) )"
        r"|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\bfrom )|(?<=\bduring )|(?<=\band ))(?:May"
        r"|March))(?![a-z])"
    ), _yearless, "m"),
    (re.compile(rf"(?:the )?{_SEASON} (?P<beforelast>(?i:before last))"), _season, "s"),
    (re.compile(rf"{_PART}{_BACK}['’]?s? {_PART.replace('<part>', '<part2>')}{_SEASON}\b"), _season, "s"),
    (re.compile(rf"{_NUMBER} {_SEASON}s ago\b"), _seasons_ago, "s"),
    (re.compile(
        rf"\b(?i:in|since|during|until|till|by|over|through|throughout|from|before|after) (?:the )?{_PART}"
        r"(?P<season>(?i:spring|summer|autumn|winter)(?:time)?|(?:(?<=[Ii]n )|(?<=[Ii]n the )|(?<=[Ee]arly )"
        r"|(?<=[Ll]ate ))fall)\b(?![-'’]| (?i:of|that|the|same|last|this|water|holidays?|before|semester|term"
        r"|coats?|jackets?|clothes|boots|shoes|olympics|games|festival|onto|down|off|from)\b)"
    ), _season, "s"),
    (re.compile(
        rf"(?:the )?{_SEASON} (?:of )?(?P<back>(?i:that|the following|the same|last|this))(?: year)\b"
    ), _season, "s"),
    (re.compile(r"(?:the )?(?P<period>(?i:year|month|week)) (?P<beforelast>(?i:before last))(?P<back>)"), _unit_back, "p"),
    _HOLIDAY_RULE,
    (re.compile(
        rf"(?P<weekday>(?<![A-Za-z-]){ENGLISH_WEEKDAY}){_TIME_OF_DAY},? (?:of )?(?P<week>(?i:last|this|next)) week\b"
        r"|\b(?:(?P<week2>(?i:earlier this|late last|last|this|next)) week|a week ago),? (?:on |last )?"
        rf"(?P<weekday2>{ENGLISH_WEEKDAY})(?![a-z]){_TIME_OF_DAY}"
    ), _week_and_day, "w"),
    (re.compile(r"\b(?:(?<=over )|(?<=at )|(?<=on )|(?<=during ))the weekend\b|\b(?i:that weekend)\b"), _weekend, ""),
    (re.compile(rf"(?:the )?(?P<weekday>{ENGLISH_WEEKDAY}) (?P<beforelast>(?i:before last))"), _weekday, "w"),
    (re.compile(
        rf"(?:{_BACK} )?(?<![A-Za-z-])(?P<weekday>{ENGLISH_WEEKDAY})(?![a-z-])(?:['’]s)?{_TIME_OF_DAY}"
    ), _weekday, "w"),
    (re.compile(
        r"\b(?:(?i:the day before yesterday|the night before last|yesterday|yday|yest(?=[. ,;!?\n]|$)|yesterdy"
        r"|last ni(?:ght|te)|today|tonight|tonite|2day|2nite|2night"
        r"|this (?:morning|mornin|evening|afternoon)|the other day))\b(?:'s)?" + _TIME_OF_DAY,
    ), _day_word, ""),
    (re.compile(
        rf"{_SPAN} {_UNIT} (?P<direction>(?i:ago|later|earlier|afterwards?|after(?=[,.;]| (?:that|then))"
        r"|before(?=[,.;])|back(?=[,.;!?)]|\s*$| (?:he|she|they|we|i|I|my|his|her)\b)))\b"
    ), _span, "u"),
    (re.compile(
        r"\b(?:the (?:night|morning|evening|afternoon) of )?(?:the|on the|since the) (?P<day>[0-9]{1,2})(?:st"
        r"|nd|rd|th)(?:(?= of (?:this|that|the same|last|the following|the previous) month)"
        r" of (?P<of>this|that|the same|last|the following|the previous) month|(?=[,.;:)]|\s*$"
        r"| (?:she|he|they|we|I|it|at|and|in)\b))"
    ), _bare_day, ""),
    (re.compile(
        r"\b(?:(?i:early|late|earlier|later|at the end of|at the start of|the end of|the start of"
        rf"|the beginning of) )?{_BACK} (?P<period>(?i:year|month|weekend|week|day|night|morning|evening))\b"
        r"(?! (?:of|old|before last))"
    ), _unit_back, "p"),
    (re.compile(
        r"\b(?i:the (?:next|following|previous|same) (?:day|morning|night|evening|afternoon)|the (?:day|night"
        r"|year|month) (?:after|before)(?=[,.;:!?)]|\s*$| (?:that|then|she|he|they|it|we|I|the)\b)|(?:that"
        r"|the same|that same|that very) (?:day|night|morning|evening|afternoon|week)|same (?:day|night|evening)"
        r"(?= ?[,.;:)|\n]|\s*$| (?:as|by|in|at)\b)|a (?:year|month|day) (?:after|before)(?=[,.;]))"
    ), _relative_day, ""),
    (re.compile(
        rf"{_PART}(?:(?<=mid-)|(?<=Mid-)|(?<![0-9A-Za-z$£€,.-]))(?:(?i:juche) ?(?:year )?"
        rf"(?P<juche>[0-9]{{1,3}})(?: ?\([12][0-9]{{3}}\))?|{_YEAR}(?:[-–](?P<year2>(?:19|20)[0-9]{{2}}|(?<=-)(?:1[3-9]"
        r"|[2-9][0-9])|(?<=–)[0-9]{2})(?![0-9-]))?)(?![%0-9]|,[0-9]|-[0-9]{2}\b| (?i:people"
        r"|men|women|children|prisoners|cases|won|yuan|dollars|households|families|km|metres|meters|miles"
        r"|defectors|signatures|letters|pages|refugees)\b)"
    ), _year, "y"),
    (re.compile(
        r"\b(?i:the arduous march|the (?:great )?famine(?: years)?|recently|a (?:few|couple of) (?:years|months"
        r"|weeks|days) ago|years ago|some time ago|not long ago|in recent (?:days|weeks|months))\b"
    ), _vague, ""),
)
"""Patterns in order of precedence, with what each phrase says and which kind of trigger word it holds ("" = any)."""


def matched(text: str) -> Iterator[tuple[Found, Handler]]:
    """All that the rules match in a text, in order of precedence of the rules; matches of two rules may overlap."""
    places = groups(text, kind_of, leads)
    for pattern, handler, kind in RULES:
        found = matches(pattern, text, places.get(kind, ())) if kind else pattern.finditer(text)
        yield from ((match, handler) for match in found)
