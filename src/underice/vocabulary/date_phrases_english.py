"""Dates in English text: February 8, 8 February 2012, "on Tuesday", last November, in late January, the following year.

Each rule is a bounded pattern and what it says to the resolver; earlier rules take their words first, and the phrases
found are then resolved from left to right, so that "three days later" follows the date told before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from underice.vocabulary import date_handlers_english as say
from underice.vocabulary.date_patterns_english import (
    BACK,
    DAY,
    MONTH,
    NAMED,
    NUMBER,
    PART,
    PART_WORDS,
    SEASON,
    SPAN,
    TIME_OF_DAY,
    TOLD_IN,
    UNIT,
    YEAR,
)
from underice.vocabulary.date_resolver import Resolver
from underice.vocabulary.date_triggers_english import kind_of, leads
from underice.vocabulary.date_words import (
    ENGLISH_DECADES,
    ENGLISH_MONTH,
    ENGLISH_WEEKDAY,
)
from underice.vocabulary.numeric_dates import NUMERIC_DATE, numeric
from underice.vocabulary.triggers import groups, matches

Found = re.Match[str]
Handler = Callable[[Resolver, Found], None]


_HOLIDAY_RULE: tuple[re.Pattern[str], Handler, str] = (
    re.compile(
        r"\b(?:(?P<back>(?i:last|this|on|at|around|before|after|over|since|by|during|until|for)) )?(?P<name>"
        r"(?i:christmas (?:day|eve)|lunar new year|new year['’]s (?:day|eve)|(?:the )?day of the sun|chuseok"
        r"|the harvest (?:festival|moon))|(?:(?<=[a-z] )(?i:christmas|new year(?:['’]s)?)))\b"
        r"(?:,? (?:of |in )?(?P<year>20[0-9]{2}|19[0-9]{2}))?"
    ),
    say.holiday,
    "h",
)


RULES: tuple[tuple[re.Pattern[str], Handler, str], ...] = (
    (re.compile(rf"{SPAN} (?P<unit>(?i:years?)) (?P<direction>(?i:ago|later|earlier)){TOLD_IN}"), say.span, "u"),
    (re.compile(rf"{PART}{SEASON}(?: of|,| in)? {YEAR}(?:[-/–][0-9]{{2,4}}\b)?"), say.season, "s"),
    (
        re.compile(
            r"(?<![0-9.,/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)"
            r"(?P<day>[0-9]{1,2})(?![0-9])"
        ),
        say.iso,
        "",
    ),
    (
        re.compile(r"(?<![0-9.,/-])(?P<year>1[89][0-9]{2}|20[0-9]{2})[-.](?P<m>0[1-9]|1[0-2])(?![0-9-]|\.[0-9])"),
        say.iso,
        "",
    ),
    (
        re.compile(
            r"(?<![0-9A-Za-z.,/_-])(?P<year>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
            r"(?![0-9A-Za-z_-]|[.,][0-9])"
        ),
        say.iso,
        "",
    ),
    (NUMERIC_DATE, numeric, ""),
    (
        re.compile(
            r"(?:the )?(?:(?P<sub>(?i:early|mid|middle|late))(?:[- ]| of the ))?(?:the )?['’]?(?P<ten>(?:1[89]"
            r"|20)[0-9]0|(?<=['’])[0-9]0|(?<=the )[0-9]0)['’]?s\b"
            rf"|the (?:(?P<sub2>(?i:early|mid|late))[- ])?(?P<word>(?i:{'|'.join(ENGLISH_DECADES)}))\b"
        ),
        say.decade,
        "d",
    ),
    (
        re.compile(
            rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{PART}{DAY}(?: ?(?:-|–|to|and) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd"
            rf"|th)?)?(?: of)?[ -]{MONTH},?[ -]{YEAR}"
        ),
        say.full,
        "m",
    ),
    (
        re.compile(
            rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{PART}{MONTH},? {DAY}(?: ?(?:-|–|to) ?(?P<day2>[0-9]{{1,2}})(?:st"
            rf"|nd|rd|th)?)?,? (?:in |of )?{YEAR}"
        ),
        say.full,
        "m",
    ),
    (re.compile(rf"{PART}{MONTH},?(?: of| in)?[ -]{YEAR}"), say.full, "m"),
    (
        re.compile(
            rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?{PART}(?:the )?{DAY}(?: ?(?:-|–|to|and) ?"
            rf"(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?: of)? (?:(?P<back>(?i:last|this)) )?{MONTH}(?! [0-9]{{4}})"
        ),
        say.yearless,
        "m",
    ),
    (
        re.compile(
            rf"(?:{ENGLISH_WEEKDAY},? (?:the )?)?(?:{BACK} )?{PART}{MONTH}(?: the)? {DAY}(?: ?(?:-|–"
            rf"|to|and|&) ?(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?![0-9a-z-])(?: \({ENGLISH_WEEKDAY}\))?"
        ),
        say.yearless,
        "m",
    ),
    (re.compile(rf"{PART}{MONTH},? (?:of |in )?{BACK} year\b"), say.yearless, "m"),
    (re.compile(rf"{PART}{MONTH} ['’](?P<short>[0-9]{{2}})\b"), say.short_year, "m"),
    (re.compile(rf"{PART}{BACK} {PART.replace('<part>', '<part2>')}{MONTH}"), say.yearless, "m"),
    (re.compile(rf"{PART_WORDS}{MONTH}"), say.yearless, "m"),
    (
        re.compile(
            rf"(?<![A-Za-z])(?P<month>(?!May|March|MARCH|MAY|{NAMED})"
            rf"{ENGLISH_MONTH}|(?:(?<=\b[Ii]n )|(?<=\b(?:of|by|to|or) )"
            r"|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\bfrom )|(?<=\bduring )|(?<=\band ))(?:May"
            r"|March))(?![a-z])"
        ),
        say.yearless,
        "m",
    ),
    (re.compile(rf"(?:the )?{SEASON} (?P<beforelast>(?i:before last))"), say.season, "s"),
    (re.compile(rf"{PART}{BACK}['’]?s? {PART.replace('<part>', '<part2>')}{SEASON}\b"), say.season, "s"),
    (re.compile(rf"{NUMBER} {SEASON}s ago\b"), say.seasons_ago, "s"),
    (
        re.compile(
            rf"\b(?i:in|since|during|until|till|by|over|through|throughout|from|before|after) (?:the )?{PART}"
            r"(?P<season>(?i:spring|summer|autumn|winter)(?:time)?|(?:(?<=[Ii]n )|(?<=[Ii]n the )|(?<=[Ee]arly )"
            r"|(?<=[Ll]ate ))fall)\b(?![-'’]| (?i:of|that|the|same|last|this|water|holidays?|before|semester|term"
            r"|coats?|jackets?|clothes|boots|shoes|olympics|games|festival|onto|down|off|from)\b)"
        ),
        say.season,
        "s",
    ),
    (
        re.compile(rf"(?:the )?{SEASON} (?:of )?(?P<back>(?i:that|the following|the same|last|this))(?: year)\b"),
        say.season,
        "s",
    ),
    (
        re.compile(r"(?:the )?(?P<period>(?i:year|month|week)) (?P<beforelast>(?i:before last))(?P<back>)"),
        say.unit_back,
        "p",
    ),
    _HOLIDAY_RULE,
    (
        re.compile(
            rf"(?P<weekday>(?<![A-Za-z-]){ENGLISH_WEEKDAY}){TIME_OF_DAY},? (?:of )?(?P<week>(?i:last|this|next)) week\b"
            r"|\b(?:(?P<week2>(?i:earlier this|late last|last|this|next)) week|a week ago),? (?:on |last )?"
            rf"(?P<weekday2>{ENGLISH_WEEKDAY})(?![a-z]){TIME_OF_DAY}"
        ),
        say.week_and_day,
        "w",
    ),
    (
        re.compile(r"\b(?:(?<=over )|(?<=at )|(?<=on )|(?<=during ))the weekend\b|\b(?i:that weekend)\b"),
        say.weekend,
        "",
    ),
    (re.compile(rf"(?:the )?(?P<weekday>{ENGLISH_WEEKDAY}) (?P<beforelast>(?i:before last))"), say.weekday, "w"),
    (
        re.compile(rf"(?:{BACK} )?(?<![A-Za-z-])(?P<weekday>{ENGLISH_WEEKDAY})(?![a-z-])(?:['’]s)?{TIME_OF_DAY}"),
        say.weekday,
        "w",
    ),
    (
        re.compile(
            r"\b(?:(?i:the day before yesterday|the night before last|yesterday|yday|yest(?=[. ,;!?\n]|$)|yesterdy"
            r"|last ni(?:ght|te)|today|tonight|tonite|2day|2nite|2night"
            r"|this (?:morning|mornin|evening|afternoon)|the other day))\b(?:'s)?" + TIME_OF_DAY,
        ),
        say.day_word,
        "",
    ),
    (
        re.compile(
            rf"{SPAN} {UNIT} (?P<direction>(?i:ago|later|earlier|afterwards?|after(?=[,.;]| (?:that|then))"
            r"|before(?=[,.;])|back(?=[,.;!?)]|\s*$| (?:he|she|they|we|i|I|my|his|her)\b)))\b"
        ),
        say.span,
        "u",
    ),
    (
        re.compile(
            r"\b(?:the (?:night|morning|evening|afternoon) of )?(?:the|on the|since the) (?P<day>[0-9]{1,2})(?:st"
            r"|nd|rd|th)(?:(?= of (?:this|that|the same|last|the following|the previous) month)"
            r" of (?P<of>this|that|the same|last|the following|the previous) month|(?=[,.;:)]|\s*$"
            r"| (?:she|he|they|we|I|it|at|and|in)\b))"
        ),
        say.bare_day,
        "",
    ),
    (
        re.compile(
            r"\b(?:(?i:early|late|earlier|later|at the end of|at the start of|the end of|the start of"
            rf"|the beginning of) )?{BACK} (?P<period>(?i:year|month|weekend|week|day|night|morning|evening))\b"
            r"(?! (?:of|old|before last))"
        ),
        say.unit_back,
        "p",
    ),
    (
        re.compile(
            r"\b(?i:the (?:next|following|previous|same) (?:day|morning|night|evening|afternoon)|the (?:day|night"
            r"|year|month) (?:after|before)(?=[,.;:!?)]|\s*$| (?:that|then|she|he|they|it|we|I|the)\b)|(?:that"
            r"|the same|that same|that very) (?:day|night|morning|evening|afternoon|week)|same (?:day|night|evening)"
            r"(?= ?[,.;:)|\n]|\s*$| (?:as|by|in|at)\b)|a (?:year|month|day) (?:after|before)(?=[,.;]))"
        ),
        say.relative_day,
        "",
    ),
    (
        re.compile(
            rf"{PART}(?:(?<=mid-)|(?<=Mid-)|(?<![0-9A-Za-z$£€,.-]))(?:(?i:juche) ?(?:year )?"
            rf"(?P<juche>[0-9]{{1,3}})(?: ?\([12][0-9]{{3}}\))?|{YEAR}(?:[-–](?P<year2>(?:19|20)[0-9]{{2}}|(?<=-)(?:1[3-9]"
            r"|[2-9][0-9])|(?<=–)[0-9]{2})(?![0-9-]))?)(?![%0-9]|,[0-9]|-[0-9]{2}\b| (?i:people"
            r"|men|women|children|prisoners|cases|won|yuan|dollars|households|families|km|metres|meters|miles"
            r"|defectors|signatures|letters|pages|refugees)\b)"
        ),
        say.year,
        "y",
    ),
    (
        re.compile(
            r"\b(?i:the arduous march|the (?:great )?famine(?: years)?|recently|a (?:few|couple of) (?:years|months"
            r"|weeks|days) ago|years ago|some time ago|not long ago|in recent (?:days|weeks|months))\b"
        ),
        say.vague,
        "",
    ),
)
"""Patterns in order of precedence, with what each phrase says and which kind of trigger word it holds ("" = any)."""


def matched(text: str) -> Iterator[tuple[Found, Handler]]:
    """All that the rules match in a text, in order of precedence of the rules; matches of two rules may overlap."""
    places = groups(text, kind_of, leads)
    for pattern, handler, kind in RULES:
        found = matches(pattern, text, places.get(kind, ())) if kind else pattern.finditer(text)
        yield from ((match, handler) for match in found)
