"""What a pattern of an English date says to the resolver, one function a kind of phrase."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from underice.vocabulary.date_patterns_english import (
    DEADLINE,
    SHARED_YEAR,
)
from underice.vocabulary.date_resolver import Resolver, months_from
from underice.vocabulary.date_words import (
    ENGLISH_DECADES,
    ENGLISH_SEASONS,
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
    english_number,
)

Found = re.Match[str]
Handler = Callable[[Resolver, Found], None]


def _group(found: Found, name: str) -> str | None:
    return found.groupdict().get(name)


def _day(found: Found) -> int | None:
    digits, word = _group(found, "day"), _group(found, "dayword")
    if digits:
        return int(digits)
    return ENGLISH_ORDINALS[word.lower()] if word else None


def full(resolver: Resolver, found: Found) -> None:
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


def yearless(resolver: Resolver, found: Found) -> None:
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
    elif (shared := SHARED_YEAR.match(found.string, found.end())) is not None:
        year = int(shared["year"])
    elif resolver.anchor and DEADLINE.search(found.string[max(0, found.start() - 8) : found.start()]):
        ahead = (month, day or 31) >= (resolver.anchor.month, resolver.anchor.day)
        year = resolver.anchor.year if ahead else resolver.anchor.year + 1
    else:
        year = resolver.year_of(month, day, found.start())
    if year is None:
        resolver.add(found.start(), found.end(), None, impossible=make_edtf(2000, month, day) is None)
        return
    _placed(resolver, found, year, month, day, bool(back) or resolver.last_year_given)


def _last_year(resolver: Resolver, month: int) -> int | None:
    """Read "last November" as that of the year before publication (docs/method/reader.md)."""
    return resolver.years_back(1)


def short_year(resolver: Resolver, found: Found) -> None:
    """March '17."""
    year = 2000 + int(found["short"])
    if year > (resolver.anchor.year if resolver.anchor else 2049):
        year -= 100
    _placed(resolver, found, year, english_month(found["month"]), None, True)


def iso(resolver: Resolver, found: Found) -> None:
    """2012-02-08, 2012/2/8, 2012-02."""
    day = _group(found, "day")
    edtf = make_edtf(int(found["year"]), int(found["m"]), int(day) if day else None)
    resolver.add(found.start(), found.end(), edtf, impossible=edtf is None, year_given=True)


_NUMBERED = re.compile(
    r"\b(?i:room|page|pages|no\.|number|unit|resolution|flight|bus|cell|about|some|over|nearly|article|version) $"
)


def year(resolver: Resolver, found: Found) -> None:
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


def season(resolver: Resolver, found: Found) -> None:
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


def seasons_ago(resolver: Resolver, found: Found) -> None:
    """two summers ago."""
    number = english_number(found["number"]) or 1
    season = ENGLISH_SEASONS[found["season"].lower().removesuffix("time")]
    resolver.add(found.start(), found.end(), resolver.last_season(season, number), year_given=True)


def week_and_day(resolver: Resolver, found: Found) -> None:
    """Tuesday last week, last week on Tuesday, a week ago on Tuesday."""
    word = (found["week"] or found["week2"] or "").lower()
    weeks = {"this": 0, "next": -1, "earlier this": 0, "late last": 1}.get(word, 1)
    edtf = resolver.weekday(english_weekday(found["weekday"] or found["weekday2"]), weeks)
    resolver.add(found.start(), found.end(), edtf, year_given=True)


def weekend(resolver: Resolver, found: Found) -> None:
    """over the weekend: the last one begun before publication; that weekend: of the week told."""
    edtf = None
    if found.group().lower().startswith("that"):
        week = resolver.week_told()
        edtf = f"{week.last - timedelta(days=1)}/{week.last}" if week else None
    elif resolver.anchor and resolver.anchor.year > 1:
        saturday = weekday_before(resolver.anchor, 5)
        edtf = f"{saturday}/{saturday + timedelta(days=1)}"
    resolver.add(found.start(), found.end(), edtf, certain=False, year_given=True)


def weekday(resolver: Resolver, found: Found) -> None:
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


def day_word(resolver: Resolver, found: Found) -> None:
    """yesterday, last night, today, the day before yesterday."""
    word = found.group().lower()
    now = word.startswith(("to", "2day", "2nite", "2night", "this"))
    days = 2 if "before" in word or "other day" in word else 0 if now else 1
    certain = "other" not in word
    edtf = resolver.days_back(days) if certain else None
    resolver.add(found.start(), found.end(), edtf, certain=certain, year_given=True)


def unit_back(resolver: Resolver, found: Found) -> None:
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
        steps = (
            0
            if back
            in (
                "this",
                "the",
            )
            and not _group(found, "beforelast")
            else -steps
            if back in ("next", "coming", "the coming")
            else steps
        )
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


def span(resolver: Resolver, found: Found) -> None:
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


def relative_day(resolver: Resolver, found: Found) -> None:
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


def decade(resolver: Resolver, found: Found) -> None:
    """the 1990s, the late 1990s, the late '90s, the nineties."""
    ten = int(found["ten"]) if found["ten"] else ENGLISH_DECADES[found["word"].lower()]
    sub = found["sub"] or found["sub2"]
    ten = ten if ten > 100 else 1900 + ten if ten >= 30 else 2000 + ten
    low, high = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}.get((sub or "").lower()[:1], (0, 9))
    edtf = f"{ten + low}/{ten + high}" if sub else f"{ten // 10}X"
    resolver.add(found.start(), found.end(), edtf, certain=False, remember=False)


def bare_day(resolver: Resolver, found: Found) -> None:
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


def vague(resolver: Resolver, found: Found) -> None:
    """the Arduous March and the famine years (1995 to 1998), recently, a few years ago."""
    famine = re.match(r"(?i)the (?:arduous|famine|great)", found.group())
    resolver.add(found.start(), found.end(), "1995/1998" if famine else None, certain=False, remember=False)


def holiday(resolver: Resolver, found: Found) -> None:
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
