"""Dates in English text: February 8, 8 February 2012, "on Tuesday", last November, in late January, the following year.

Each rule is a bounded pattern and what it says to the resolver; earlier rules take their words first, and the phrases
found are then resolved from left to right, so that "three days later" follows the date told before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from underice.vocabulary.date_resolver import Resolver
from underice.vocabulary.date_words import (
    ENGLISH_MONTH,
    ENGLISH_SEASONS,
    ENGLISH_WEEKDAY,
    english_month,
    english_weekday,
    make_edtf,
)
from underice.vocabulary.edtf import WINTER
from underice.vocabulary.juche import from_juche
from underice.vocabulary.numerals import ENGLISH_ORDINALS, ENGLISH_SMALL, english_number

Found = re.Match[str]
Handler = Callable[[Resolver, Found], None]

_ORDINAL_WORD = "|".join(sorted(ENGLISH_ORDINALS, key=len, reverse=True))
_DAY = rf"(?:(?<![0-9.,/:])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:.][0-9])|(?P<dayword>(?i:\b(?:{_ORDINAL_WORD})\b)))"
_YEAR = r"(?P<year>1[89][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9]{3})"
_MONTH = rf"(?P<month>(?<![A-Za-z]){ENGLISH_MONTH})(?![a-z])"
_PART_WORDS = (
    r"(?:(?:the )?(?i:very )?(?i:early|late|mid|middle|beginning|start|end|opening days|closing days|first days|last days|middle days"
    r"|(?:first|second|third|fourth|last|final) (?:weeks?|weekend|half|quarter|few days|ten days|days)|turn|eve|course)"
    r"(?:[- ](?:(?i:in|of) )?|(?:,? in ))|(?i:the month of ))"
)
_PART = rf"(?P<part>{_PART_WORDS}?)"
_BACK = r"(?P<back>(?i:last|this|the previous|previous|the past|this past|the same|that same|that|the following|the next|next|the year before|coming|the coming))"
_SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter)(?:time)?)"
_NUMBER = rf"(?P<number>(?<![0-9.,])[0-9]{{1,3}}|\b(?i:an?|a couple of|a few|several|some|{ENGLISH_SMALL}))"
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
    elif (shared := _SHARED_YEAR.match(found.string, found.end())) is not None and day is None:
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


_SHARED_YEAR = re.compile(rf" ?(?:and|to|or|-|–|/|until) ?{ENGLISH_MONTH},? {_YEAR}")
_DEADLINE = re.compile(r"\b(?i:by|before|until) $")


def _last_year(resolver: Resolver, month: int) -> int | None:
    """"last November" is that of the year before publication (docs/method/reader.md)."""
    return resolver.years_back(1)


def _iso(resolver: Resolver, found: Found) -> None:
    """2012-02-08, 2012/2/8, 2012-02."""
    day = _group(found, "day")
    edtf = make_edtf(int(found["year"]), int(found["m"]), int(day) if day else None)
    resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=True)


def _numeric(resolver: Resolver, found: Found) -> None:
    """8/2/2012 or 8.2.2012: both orders where both are dates, as an uncertain choice of the day-first one."""
    one, two, year = int(found["a"]), int(found["b"]), int(found["year"])
    first, second = make_edtf(year, two, one), make_edtf(year, one, two)
    if first and second and first != second:
        low, high = sorted((first, second))
        resolver.add(found.start(), found.end(), f"{low}/{high}", certain=False, year_given=True)
        return
    resolver.add(found.start(), found.end(), first or second, impossible=not (first or second), year_given=True)


_NUMBERED = re.compile(r"\b(?i:room|page|pages|no\.|number|unit|resolution|flight|bus|cell|about|some|over|nearly|article|version) $")


def _year(resolver: Resolver, found: Found) -> None:
    """in 2008, early 2013, Juche 101."""
    if _group(found, "juche"):
        number = int(found["juche"])
        resolver.add(found.start(), found.end(), make_edtf(from_juche(number)) if number else None, year_given=True)
        return
    if _NUMBERED.search(found.string[max(0, found.start() - 12) : found.start()]):
        return
    resolver.add(found.start(), found.end(), make_edtf(int(found["year"])), year_given=True)


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
    else:
        base = resolver.base()
        later = back in ("the following", "the next")
        year = None if base is None else base.first.year
        if base is not None and later and base.first.month >= 3 * (number - 21) + 3:
            year = base.first.year + 1
        edtf = f"{year:04}-{number}" if year else None
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def _weekday(resolver: Resolver, found: Found) -> None:
    """Tuesday, last Tuesday, monday nite: the nearest before publication; the following Tuesday: after the last date."""
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
    days = 2 if "before" in word or "other day" in word else 0 if word[:2] == "to" or word.startswith("this") else 1
    certain = "other" not in word
    resolver.add(found.start(), found.end(), resolver.days_back(days) if certain else None, certain=certain, year_given=True)


def _unit_back(resolver: Resolver, found: Found) -> None:
    """last month, earlier this month, last year, this week, the year before last, the following month."""
    unit, back = found["period"].lower(), found["back"].lower()
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
            edtf = None
    else:
        steps = 0 if back in ("this", "the") and not _group(found, "beforelast") else -steps if back in ("next", "coming", "the coming") else steps
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


def _same_month(resolver: Resolver) -> str | None:
    base = resolver.base()
    return make_edtf(base.first.year, base.first.month) if base else None


def _span(resolver: Resolver, found: Found) -> None:
    """two weeks ago, a decade ago, three days later, the year after, a month before."""
    word = found["number"].lower()
    vague = word in ("a few", "several", "some", "a couple of")
    number = 2 if word == "a couple of" else 1 if word in ("a", "an") else english_number(word) or 0
    unit = found["unit"].lower().rstrip("s")
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
    if resolver.last is None or resolver.last.days != 1:
        resolver.add(found.start(), found.end(), None, certain=False, remember=False)
        return
    resolver.add(found.start(), found.end(), resolver.shifted(days=days), year_given=resolver.last_year_given)


def _decade(resolver: Resolver, found: Found) -> None:
    """the 1990s, the late 1990s, the late '90s."""
    ten = int(found["ten"])
    ten = ten if ten > 100 else 1900 + ten if ten >= 30 else 2000 + ten
    low, high = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}.get((found["sub"] or "").lower()[:1], (0, 9))
    edtf = f"{ten + low}/{ten + high}" if found["sub"] else f"{ten // 10}X"
    resolver.add(found.start(), found.end(), edtf, certain=False, remember=False)


def _bare_day(resolver: Resolver, found: Found) -> None:
    """the 8th, the night of the 8th: the latest such day not after publication, or in the month just told."""
    day = _day(found) or 0
    edtf = None
    if resolver.last is not None and resolver.last.days <= 31 and resolver.last_year_given:
        edtf = make_edtf(resolver.last.first.year, resolver.last.first.month, day)
    edtf = edtf or resolver.day_of(day)
    resolver.add(found.start(), found.end(), edtf, certain=edtf is not None, impossible=not 1 <= day <= 31, year_given=True)


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

RULES: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (re.compile(rf"{_PART}{_SEASON}(?: of|,| in)? {_YEAR}(?:[-/–][0-9]{{2,4}}\b)?"), _season),
    (re.compile(r"(?<![0-9.,/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9])"), _iso),
    (re.compile(r"(?<![0-9.,/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})-(?P<m>0[1-9]|1[0-2])(?![0-9-])"), _iso),
    (re.compile(r"(?<![0-9.,/-])(?P<a>[0-9]{1,2})(?P<sep>[/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<year>(?:19|20)[0-9]{2})(?![0-9])"), _numeric),
    (re.compile(r"(?:the )?(?:(?P<sub>(?i:early|mid|middle|late))(?:[- ]| of the ))?(?:the )?['’]?(?P<ten>(?:1[89]|20)[0-9]0|(?<=['’])[0-9]0|(?<=the )[0-9]0)['’]?s\b"), _decade),
    (re.compile(rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{_PART}{_DAY}(?: ?(?:-|–|to|and) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}"), _full),
    (re.compile(rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{_PART}{_MONTH},? {_DAY}(?: ?(?:-|–|to) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?,? (?:in |of )?{_YEAR}"), _full),
    (re.compile(rf"{_PART}{_MONTH},?(?: of| in)?[ -]{_YEAR}"), _full),
    (re.compile(rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{_PART}(?:the )?{_DAY}(?: ?(?:-|–|to|and) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?: of)? (?:(?P<back>(?i:last|this)) )?{_MONTH}(?! [0-9]{{4}})"), _yearless),
    (re.compile(rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?(?:{_BACK} )?{_PART}{_MONTH}(?: the)? {_DAY}(?: ?(?:-|–|to) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?![0-9a-z-])"), _yearless),
    (re.compile(rf"{_PART}{_BACK} {_PART.replace('<part>', '<part2>')}{_MONTH}"), _yearless),
    (re.compile(rf"{_PART_WORDS}{_MONTH}"), _yearless),
    (re.compile(rf"(?<![A-Za-z])(?P<month>(?!May|March|MARCH|MAY){ENGLISH_MONTH}|(?:(?<=\b[Ii]n )|(?<=\b(?:of|by|to|or) )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\bfrom )|(?<=\bduring )|(?<=\band ))(?:May|March))(?![a-z])"), _yearless),
    (re.compile(rf"(?:the )?{_SEASON} (?P<beforelast>(?i:before last))"), _season),
    (re.compile(rf"{_PART}{_BACK}['’]?s? {_PART.replace('<part>', '<part2>')}{_SEASON}\b"), _season),
    (re.compile(rf"(?:the )?{_SEASON} (?:of )?(?P<back>(?i:that|the following|the same|last|this))(?: year)\b"), _season),
    (re.compile(rf"(?:the )?(?P<period>(?i:year|month|week)) (?P<beforelast>(?i:before last))(?P<back>)"), _unit_back),
    (re.compile(rf"(?:the )?(?P<weekday>{ENGLISH_WEEKDAY}) (?P<beforelast>(?i:before last))"), _weekday),
    (re.compile(rf"(?:{_BACK} )?(?<![A-Za-z-])(?P<weekday>{ENGLISH_WEEKDAY})(?![a-z-])(?:['’]s)?{_TIME_OF_DAY}"), _weekday),
    (re.compile(r"\b(?:(?i:the day before yesterday|the night before last|yesterday|yday|last ni(?:ght|te)|today|tonight|this (?:morning|evening|afternoon)|the other day))\b(?:'s)?" + _TIME_OF_DAY), _day_word),
    (re.compile(rf"\b(?:(?i:early|late|earlier|later|at the end of|at the start of|the end of|the start of|the beginning of) )?{_BACK} (?P<period>(?i:year|month|weekend|week|day|night|morning|evening))\b(?! (?:of|old|before last))"), _unit_back),
    (re.compile(rf"(?:(?i:about|around|some|nearly|almost|more than|over|just|exactly) )?{_NUMBER}(?: or (?:so|two|three))? {_UNIT} (?P<direction>(?i:ago|later|earlier|afterwards?|after(?=[,.;]| (?:that|then))|before(?=[,.;])|back(?=[,.;])))\b"), _span),
    (re.compile(r"\b(?i:the (?:next|following|previous|same) (?:day|morning|night|evening|afternoon)|the (?:day|night|year|month) (?:after|before)(?=[,.;:!?)]|\s*$| (?:that|then|she|he|they|it|we|I|the)\b)|(?:that|the same) (?:day|night|morning|evening|afternoon)|a (?:year|month|day) (?:after|before)(?=[,.;]))"), _relative_day),
    (re.compile(r"\b(?:(?P<back>(?i:last|this|on|at|around|before|after|over|since|by)) )(?P<name>(?i:christmas(?: day| eve)?|lunar new year|new year['’]s(?: day| eve)|new year|the day of the sun|chuseok|the harvest (?:festival|moon)))(?:,? (?:of |in )?(?P<year>20[0-9]{2}|19[0-9]{2}))?"), _holiday),
    (re.compile(rf"{_PART}(?:(?<=mid-)|(?<=Mid-)|(?<![0-9A-Za-z$£€,.-]))(?:(?i:juche) ?(?:year )?(?P<juche>[0-9]{{1,3}})(?: ?\([12][0-9]{{3}}\))?|{_YEAR})(?![%0-9]|,[0-9]|-[0-9]{{2}}\b| (?i:people|men|women|children|prisoners|cases|won|yuan|dollars|households|families|km|metres|meters|miles|defectors|signatures|letters|pages|refugees)\b)"), _year),
    (re.compile(rf"\b(?:the (?:night|morning|evening|afternoon) of )?(?:the|on the|since the) {_DAY}(?=[,.;:)]|\s*$| (?:she|he|they|we|I|it|at|and|of (?:this|that|the same|last) month|in)\b)"), _bare_day),
    (re.compile(r"\b(?i:the arduous march|the (?:great )?famine(?: years)?|recently|a (?:few|couple of) (?:years|months|weeks|days) ago|years ago|some time ago|not long ago|in recent (?:days|weeks|months))\b"), _vague),
)
"""Patterns in order of precedence, with what each phrase says."""
