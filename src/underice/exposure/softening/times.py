"""The ladders of ages, years of arrival and dates, in words of either language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from underice.exposure.check import Exposed
from underice.exposure.reader.model import Label, Lang, Person, Reading, Span
from underice.vocabulary.age_intervals import Age, AgeSystem, birth_interval
from underice.vocabulary.ages import find_ages
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.intervals import DateInterval, shift_years
from underice.vocabulary.phrases import find_dates
from underice.vocabulary.places import gazetteer

ADULT, CHILD, TEEN = 18, 13, 20
_OLDEST = 120
_APART = 15
"""Years between a told age and a person's birth that an age "then", or one told of an event, may explain."""
_EXACT_DAYS = 3 * 366
"""An age in years is at most this wide: a year, and up to two more where the way of counting is not told."""
_PARTS: tuple[tuple[int, int, dict[Lang, str]], ...] = (
    (0, 3, {"ko": "초반", "en": "early"}),
    (4, 6, {"ko": "중반", "en": "mid"}),
    (7, 9, {"ko": "후반", "en": "late"}),
)
_EN_DECADES = "thirties forties fifties sixties seventies eighties nineties".split()
_SOUTH = "KR"
AgeStep = tuple[str, tuple[str, ...], DateInterval | None]


def age_steps(birth: DateInterval, labels: Sequence[Label], reading: Reading) -> Iterator[AgeStep]:
    """The steps of an age: (kind, words for each label, days of birth then told), each holding the one before."""
    on, lang = reading.date, reading.lang
    if on is None:
        yield from _years_of_birth(birth, labels, lang)
        return
    age = _years(birth.first, on)
    exact = birth.days <= _EXACT_DAYS
    if age < CHILD:
        yield (
            "young",
            _words(labels, {"ko": "어린", "en": "young"}[lang], ""),
            birth.hull(_ages(0, CHILD - 1, on, lang)),
        )
    elif age < TEEN and exact:
        yield "teen", _words(labels, {"ko": "10대", "en": "teenage"}[lang], ""), birth.hull(_ages(10, 19, on, lang))
    else:
        told = birth
        for kind, words, wider in _adult(birth, exact, age, labels, on, lang):
            told = told.hull(wider)
            yield kind, words, told
    yield "drop", ("",) * len(labels), None


def _adult(
    birth: DateInterval, exact: bool, age: int, labels: Sequence[Label], on: date, lang: Lang
) -> Iterator[tuple[str, tuple[str, ...], DateInterval]]:
    decade, digit = age - age % 10, age % 10
    low, high, part = next(one for one in _PARTS if one[0] <= digit <= one[1])
    if exact and 20 <= age < 100:
        year = birth.first.year if birth.first.year == birth.last.year else birth.last.year
        words = _words(labels, _part(decade, part[lang], lang), _born(f"{year}", lang))
        yield "part", words, _both(labels, _ages(decade + low, decade + high, on, lang), DateInterval.year(year), birth)
    widest = _ages(decade, decade + 9, on, lang)
    if 20 <= age < 100 and birth.days < widest.days - 366 and (exact or birth.within(widest)):
        tens = birth.last.year // 10 * 10
        words = _words(labels, decade_words(decade, lang), _born_in_decade(tens, lang))
        yield "decade", words, _both(labels, widest, DateInterval.year(tens, tens + 9), birth)
    if _years(birth.last, on) >= ADULT or age >= 20:
        grown = DateInterval(shift_years(on, -_OLDEST), shift_years(on, -ADULT))
        yield "adult", _words(labels, {"ko": "성인", "en": "adult"}[lang], ""), grown


def _both(labels: Sequence[Label], by_age: DateInterval, by_birth: DateInterval, own: DateInterval) -> DateInterval:
    """What a reader of both wordings knows: ages, years of birth, or what the two have in common."""
    if "birth" not in labels:
        return by_age.hull(own)
    if "age" not in labels:
        return by_birth.hull(own)
    return (by_age.intersection(by_birth) or by_age).hull(own)


def _years_of_birth(birth: DateInterval, labels: Sequence[Label], lang: Lang) -> Iterator[AgeStep]:
    """Without a day of publication there are no ages: years and decades of birth."""
    tens = birth.last.year // 10 * 10
    wide = DateInterval.year(tens, tens + 9)
    if birth.days < wide.days and birth.within(wide):
        yield "decade", _words(labels, _born_in_decade(tens, lang), _born_in_decade(tens, lang)), wide
    yield "drop", ("",) * len(labels), None


def _words(labels: Sequence[Label], age: str, birth: str) -> tuple[str, ...]:
    return tuple(birth if label == "birth" else age for label in labels)


def _ages(low: int, high: int, on: date, lang: Lang) -> DateInterval:
    system = AgeSystem.UNKNOWN if lang == "ko" else AgeSystem.INTERNATIONAL
    return birth_interval(Age(low, high, system), on)


def _part(decade: int, part: str, lang: Lang) -> str:
    if lang == "ko":
        return f"{decade}대 {part}"
    joint = "-" if part == "mid" else " "
    return f"{part}{joint}{decade_words(decade, lang)}"


def is_age_of(birth: DateInterval, words: str, reading: Reading) -> bool:
    """False if these words alone tell an age that nobody born then has: they belong to somebody else."""
    found = find_ages(words, reading.lang)
    if reading.date is None or len(found) != 1 or found[0].age is None or found[0].at_event:
        return True
    told = birth_interval(replace(found[0].age, system=AgeSystem.UNKNOWN), reading.date)
    return any(abs(told.first.year - year) <= _APART for year in birth.years)


def is_age_now(birth: DateInterval, words: str, reading: Reading) -> bool:
    """True if the age these words tell is that of the day of publication, so that a wider word for it stays true.

    False for an age "then", at an event, or told beside another person's ("three years younger").
    """
    found = find_ages(words, reading.lang)
    if reading.date is None or len(found) != 1:
        return True
    age = found[0].age
    if age is None or found[0].at_event:
        return False
    return age.system is AgeSystem.COUNTING or age.high == _years(birth.first, reading.date)


def decade_words(decade: int, lang: Lang) -> str:
    """30 → "30대", "thirties"."""
    if lang == "ko":
        return f"{decade}대"
    return "twenties" if decade == 20 else _EN_DECADES[decade // 10 - 3]


def _born(year: str, lang: Lang) -> str:
    return f"{year}년생" if lang == "ko" else f"born in {year}"


def _born_in_decade(tens: int, lang: Lang) -> str:
    return f"{tens}년대생" if lang == "ko" else f"born in the {tens}s"


def _years(born: date, on: date) -> int:
    return max(on.year - born.year - ((on.month, on.day) < (born.month, born.day)), 0)


def arrival(person: Person) -> DateInterval | None:
    """The days on which she came to the South, if told."""
    for event in person.events:
        south = not event.place or any(gazetteer().within(place, _SOUTH) for place in event.place)
        if event.kind == "arrival" and event.date is not None and south:
            return to_interval(event.date)
    return None


def arrival_words(one: Exposed, reading: Reading) -> tuple[Span, ...]:
    """Her words that tell the year of arrival."""
    told = arrival(one.person)
    if told is None:
        return ()
    dates = tuple(span for span in one.spans if span.label == "date")
    year = str(told.first.year)
    return tuple(span for span in dates if year in reading.text[span.start : span.end]) or dates[:1]


def arrival_steps(told: DateInterval, reading: Reading) -> Iterator[tuple[str, str, DateInterval | None]]:
    """The steps of a year of arrival: (kind, words, days then told)."""
    lang, year = reading.lang, told.first.year
    tens = year // 10 * 10
    low, high, part = next(one for one in _PARTS if one[0] <= year % 10 <= one[1])
    wide = DateInterval.year(tens + low, tens + high).hull(told)
    if told.days <= 366:
        words = f"{tens}년대 {part['ko'][0]}" if lang == "ko" else f"the {part['en']} {tens}s".replace("mid ", "mid-")
        yield "part", words.replace("년대 중", "년대 중반").replace("년대 후", "년대 후반"), wide
    if reading.date is not None and year < reading.date.year - 1:
        ago = wide.hull(DateInterval.year(reading.date.year - 10, reading.date.year - 1))
        yield "ago", {"ko": "몇 해 전", "en": "some years ago"}[lang], ago
    yield "drop", "", None


def date_steps(texts: Sequence[str], reading: Reading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The steps of dates of events: (kind, words for each text)."""
    on, lang = reading.date, reading.lang
    days = [_placed(text, on, lang) for text in texts]
    if on is None or any(day is None for day in days):
        return
    told = [day for day in days if day is not None]
    if all(day.days <= 2 for day in told):
        yield "part", tuple(_part_of_month(day, on, lang) for day in told)
    if all(day.days <= 31 for day in told):
        yield "season", tuple(_season(day, on, lang) for day in told)
    if all((on - day.first).days < 730 for day in told):
        yield "recently", ({"ko": "최근", "en": "recently"}[lang],) * len(texts)


def _placed(text: str, on: date | None, lang: Lang) -> DateInterval | None:
    found = find_dates(text, lang, on)
    return found[0].interval if found else None


_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS: dict[Lang, tuple[str, str, str, str]] = {
    "ko": ("겨울", "봄", "여름", "가을"),
    "en": ("winter", "spring", "summer", "autumn"),
}


def _part_of_month(day: DateInterval, on: date, lang: Lang) -> str:
    third = min((day.first.day - 1) // 10, 2)
    if lang == "ko":
        here = (day.first.year, day.first.month) == (on.year, on.month)
        month = "이달" if here else f"{day.first.month}월"
        return f"{month} {('초', '중순', '하순')[third]}"
    return f"{('early ', 'mid-', 'late ')[third]}{_MONTHS[day.first.month - 1]}"


def _season(day: DateInterval, on: date, lang: Lang) -> str:
    season = day.first.month % 12 // 3
    near = (on - day.last).days < 92
    if lang == "ko":
        return (
            ("올" if near and day.last.year == on.year else "지난")
            + ("" if season == 0 else " ")
            + _SEASONS["ko"][season]
        )
    return ("this " if near and season == on.month % 12 // 3 else "last ") + _SEASONS["en"][season]
