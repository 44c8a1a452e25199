"""Ages in English text: "41-year-old", "aged nine and six", ", 35,", "(34)", "in her early 60s", "a toddler".

Every pattern is bounded (no unbounded repetition next to another), so the whole search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from underice.vocabulary.age_intervals import Age, AgePhrase
from underice.vocabulary.age_phrases_english_people import (
    apposed,
    birthdays,
    copulas,
    kin_numbers,
    pairs,
    people_of,
)
from underice.vocabulary.age_phrases_english_rows import rows
from underice.vocabulary.age_words_english import (
    ABOUT,
    AT_EVENT,
    COUNTING,
    HEDGE,
    NUM,
    THING_AFTER,
    THING_BEFORE,
    hedged,
    listed,
    phrase_of,
    system_of,
    value_of,
)
from underice.vocabulary.claims import Claims
from underice.vocabulary.numerals import ENGLISH_TENS
from underice.vocabulary.triggers import near

_YEAR_OLD = re.compile(
    rf"(?:(?P<list>{NUM}), (?={NUM}(?:,? and | or )))?(?:{HEDGE}[ -])?(?:(?P<low>{NUM})(?:-|"
    rf"(?:[ -]years?)?)? ?(?P<join>to|or|and|[–-](?=[0-9])) ?)?(?P<num>{NUM})(?:[- ]and[- ]a[- ]half"
    r"|½)?[- ]?(?P<unit>(?i:years?|yrs?"
    rf"|months?|mos?|weeks?|days?))[- ]?(?P<old>(?i:olds?|of age))\b(?P<orso> or so\b)?{COUNTING}{AT_EVENT}"
)
_OLD = re.compile(r"[oO](?:lds?|LDS?)\b|of age\b|of Age\b|OF AGE\b")
_SHORT_OLD = re.compile(
    r"(?<![0-9])(?P<num>[0-9]{1,3}) ?(?i:y/?o|yo|y\.o\.|yrs?)\b(?! (?i:of|in|ago|later|after|before))"
)
_PER_YEAR = {"y": 1, "m": 12, "w": 52, "d": 365}


def _year_olds(text: str) -> Iterator[AgePhrase]:
    """41-year-old, nine years old, 18-month-old, 13- and 15-year-old, 30 to 35 years old, 34yo."""
    for found in near(_YEAR_OLD, text, _OLD, 90, 120):
        per_year = _PER_YEAR[found["unit"][0].lower()]
        value = value_of(found["num"]) // per_year
        start, end = found.start("num"), found.end("counting") if found["counting"] else found.end("old")
        told = text[found.end("num")] == " " and found["unit"][-1] == "s"  # "is 60 years old", not "a 60-year-old"
        if told and re.search(
            r"\b(?i:it(?: is|['’]s| was| will be)) $",
            text[max(0, found.start() - 12) : found.start()],
        ):
            continue
        head = text[max(0, found.start() - 60) : found.start()]
        if THING_AFTER.match(text, end) or told and THING_BEFORE.search(head):
            continue
        low, high = hedged(value, found) if per_year == 1 else (value, value)
        event = bool(found["event"])
        if found["list"]:
            value0 = value_of(found["list"]) // per_year
            yield AgePhrase(found.start("list"), found.end("list"), Age(value0, value0), at_event=event)
        if found["low"]:
            first = value_of(found["low"]) // per_year
            if found["join"] == "and" and not head.endswith("between "):
                yield AgePhrase(found.start("low"), found.end("low"), Age(first, first), at_event=event)
            elif first <= low:
                start, low = found.start("low"), first
        elif found["near"] or found["over"] or found["about"]:
            start = found.start()
        yield AgePhrase(start, end, Age(low, high, system_of(found)), at_event=event)
    for found in _SHORT_OLD.finditer(text):
        yield AgePhrase(found.start(), found.end(), Age(int(found["num"]), int(found["num"])))


_BETWEEN = re.compile(
    rf"\b(?i:aged|ages?|was|were|is|are) (?i:between|from) (?P<low>{NUM}) (?i:and|to) (?P<num>{NUM})(?! "
    r"(?i:people|of|and))"
)
_AGED = re.compile(
    rf"(?P<at>\b(?i:at|by|from) (?:the |an )?)?\b(?P<word>(?i:aged|ages?)(?: of)?):? {{0,2}}(?:{HEDGE} )?"
    rf"(?P<num>{NUM})(?P<orso> or so\b)?(?: ?(?:to|or) ?(?P<upto>{NUM})"
    rf"|[–-](?P<dash>[1-9][0-9]?)(?![0-9]))?{COUNTING}{AT_EVENT}"
)


def _aged(text: str) -> Iterator[AgePhrase]:
    """aged nine and six, aged 41, age 17, "at the age of 17" (an event's age)."""
    for found in _BETWEEN.finditer(text):
        low, high = value_of(found["low"]), value_of(found["num"])
        if low <= high:
            yield AgePhrase(found.start("low"), found.end(), Age(low, high))
    for found in _AGED.finditer(text):
        if THING_BEFORE.search(text[max(0, found.start() - 40) : found.start()]) and found["word"].lower() != "aged":
            continue
        at_event = bool(found["at"]) or found["word"].lower().endswith("of") and found["word"].lower() != "aged"
        at_event = at_event or bool(re.search(r"\b[Tt]hen $", text[max(0, found.start() - 5) : found.start()]))
        phrase = phrase_of(found, at_event=at_event)
        upto = value_of(found["upto"] or found["dash"] or "")
        if phrase.age is not None and phrase.age.low < upto <= phrase.age.low + 25:
            age = Age(phrase.age.low, upto, phrase.age.system)
            phrase = AgePhrase(
                phrase.start, max(phrase.end, found.end("upto"), found.end("dash")), age, at_event=phrase.at_event
            )
        yield phrase
        yield from listed(text, phrase)


_DECADE_WORDS = {
    "teens": 10,
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fourties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_DECADE = rf"(?:[1-9]0['’]?s|(?i:{'|'.join(_DECADE_WORDS)}))"
_SUB = r"(?i:early|mid|middle|late|very early|very late)"
_DECADES = re.compile(
    r"(?P<own>\b(?i:in|into|entering|well into|reached|reaching|nearing) (?i:his|her|their|my|your|our|his/her"
    r"|his or her) )?"
    rf"(?:\b(?P<sub>{_SUB})(?:(?:[- ]to[- ]|/|-)(?P<sub2>{_SUB}))?[- ])?(?<![0-9])(?P<ten>{_DECADE})\b"
    rf"(?:(?: to | or |[-–/])(?:(?P<upsub>{_SUB})[- ])?(?P<upper>{_DECADE})\b)?"
)
_DECADE_END = re.compile(
    r"[1-9]0['’]?s\b|(?i:teens|twenties|thirties|fou?rties|fifties|sixties|seventies|eighties|nineties)\b"
)
_SOMETHING = re.compile(
    rf"\b(?P<ten>[2-9]0|(?i:{'|'.join(ENGLISH_TENS)}))[- ]?(?i:something|odd|ish)\b(?! (?i:people|years ago|miles"
    r"|km|men|women|prisoners|families|others|defectors|refugees))"
)
_SPAN_OF = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}
_TEEN_SPAN = {"": (13, 19), "early": (13, 15), "mid": (14, 16), "middle": (14, 16), "late": (17, 19)}


def _sub(words: str | None) -> str:
    return words.lower().removeprefix("very ") if words else ""


def _decade_years(words: str, low_sub: str, high_sub: str) -> tuple[int, int]:
    ten = _DECADE_WORDS.get(words.lower()) or int(re.sub(r"\D", "", words))
    if ten == 10:
        return _TEEN_SPAN[low_sub][0], _TEEN_SPAN[high_sub][1]
    low = _SPAN_OF[low_sub][0] if low_sub else 0
    high = _SPAN_OF[high_sub][1] if high_sub else 9
    return ten + low, ten + high


def _decades(text: str) -> Iterator[AgePhrase]:
    """in his early 60s, mid-40s, late thirties, in her 40s or 50s; not "in the 60s", which are years."""
    for found in near(_DECADES, text, _DECADE_END, 50, 60):
        head = text[max(0, found.start() - 14) : found.start()]
        if not found["own"] and (
            re.search(r"(?i:\bthe|\bsince|\bduring|\bthrough|\bfrom|\bof|\buntil|['’]|\bin) ?$", head)
            or found["ten"].lower() == "teens"
            or found["ten"].startswith("9")
            and not found["sub"]
            or re.match(r" (?i:famine|war|music|era|style|generation)", text[found.end() : found.end() + 12])
            or not found["sub"]
            and not re.search(r"(?:[,(/;|] ?|(?i:woman|man|person|couple|female|male), )$", head)
        ):
            continue
        sub, sub2 = _sub(found["sub"]), _sub(found["sub2"]) or _sub(found["sub"])
        low, high = _decade_years(found["ten"], sub, sub2)
        if found["upper"]:
            upsub = _sub(found["upsub"])
            high = max(high, _decade_years(found["upper"], upsub, upsub)[1])
        yield AgePhrase(found.start(), found.end(), Age(low, high))
    for found in _SOMETHING.finditer(text):
        ten = value_of(found["ten"])
        if found.group().lower().endswith("ish"):
            yield AgePhrase(found.start(), found.end(), Age(ten - ABOUT, ten + ABOUT))
        else:
            yield AgePhrase(found.start(), found.end(), Age(ten, ten + 9))


_WORDS: dict[str, tuple[int, int]] = {
    "toddler": (1, 3),
    "infant": (0, 1),
    "newborn": (0, 0),
    "teenage": (13, 19),
    "teenaged": (13, 19),
    "teenager": (13, 19),
    "teen": (13, 19),
    "teen-age": (13, 19),
    "preteen": (10, 12),
    "pre-teen": (10, 12),
    "tween": (10, 12),
    "quadragenarian": (40, 49),
    "quinquagenarian": (50, 59),
    "sexagenarian": (60, 69),
    "septuagenarian": (70, 79),
    "octogenarian": (80, 89),
    "nonagenarian": (90, 99),
    "centenarian": (100, 109),
}
_WORD = re.compile(
    rf"\b(?P<word>(?i:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))s?\b(?![- ](?i:mortality|formula|school"
    r"|pregnanc))"
)
_BABY_OF = re.compile(
    r"\b(?i:baby|infant|child|boy|girl|son|daughter|twins?) (?i:of|at|just|only|barely) (?:only |just "
    rf"|barely )?(?P<num>{NUM}|an?) (?P<unit>(?i:months?|weeks?|days?))\b"
)


def _life_words(text: str) -> Iterator[AgePhrase]:
    """toddler, newborn, teenager, octogenarian, "a baby of eight months"."""
    for found in _BABY_OF.finditer(text):
        years = max(1, value_of(found["num"])) // _PER_YEAR[found["unit"][0].lower()]
        yield AgePhrase(found.start("num"), found.end(), Age(years, years))
    for found in _WORD.finditer(text):
        low, high = _WORDS[found["word"].lower()]
        yield AgePhrase(found.start(), found.end(), Age(low, high))


_RELATIVE = re.compile(
    rf"(?P<num>{NUM}|\b(?i:an?)) years? (?:(?i:his|her|my|their|our|your|the other['’]s"
    r"|[A-Z][\w-]{1,20}['’]s) (?P<rank>(?i:junior|senior|elder))|(?P<than>(?i:younger|older|elder|his elder"
    r"|her elder)))\b(?: than (?i:him|her|me|he|she|I)\b)?"
    rf"|\b(?P<rank2>(?i:younger|older|junior|senior))(?: than (?i:him|her|me))? by (?P<num2>{NUM}|(?i:an?)) years?\b"
    r"|\b(?P<same>(?i:(?:of )?(?:exactly )?the same age))\b"
)


_RANK = re.compile(r"(?i:junior|senior|elder|older|younger|same age)\b")


def _relatives(text: str) -> Iterator[AgePhrase]:
    """four years his junior, two years older, older by a year, the same age."""
    for found in near(_RELATIVE, text, _RANK, 70, 70):
        if found["same"]:
            yield AgePhrase(found.start(), found.end(), None, relative=0)
            continue
        years = value_of(found["num"] or found["num2"]) or 1
        rank = (found["rank"] or found["than"] or found["rank2"]).lower()
        sign = -1 if rank in ("junior", "younger") else 1
        yield AgePhrase(found.start(), found.end(), None, relative=sign * years)


_FINDERS: tuple[Callable[[str], Iterator[AgePhrase]], ...] = (
    _relatives,
    rows,
    _year_olds,
    _aged,
    _decades,
    _life_words,
    people_of,
    birthdays,
    pairs,
    copulas,
    apposed,
    kin_numbers,
)


def find_english_ages(text: str, claims: Claims) -> list[AgePhrase]:
    """All ages in English text that `claims` leaves free, in order of the text; they never overlap."""
    found = [phrase for finder in _FINDERS for phrase in finder(text) if claims.claim(phrase.start, phrase.end)]
    return sorted(found, key=lambda phrase: phrase.start)
