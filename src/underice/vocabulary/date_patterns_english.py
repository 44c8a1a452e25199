"""The parts that patterns of English dates are made of; named groups tell the finder what was found."""

from __future__ import annotations

import re

from underice.vocabulary.date_words import ENGLISH_MONTH
from underice.vocabulary.numerals import ENGLISH_ORDINALS, ENGLISH_SMALL

ORDINAL_WORD = "|".join(sorted(ENGLISH_ORDINALS, key=len, reverse=True))
DAY = (
    r"(?:(?<![0-9.,/:])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:.][0-9])|(?P<dayword>(?i:\b"
    rf"(?:{ORDINAL_WORD})\b)))"
)
YEAR = r"(?P<year>1[89][0-9]{2}|20[0-9]{2})(?![0-9]|[.,][0-9]{3})"
MONTH = rf"(?P<month>(?<![A-Za-z]){ENGLISH_MONTH})(?![a-z])"
PART_WORDS = (
    r"(?:(?:the )?(?i:very )?(?i:early|late|mid|middle|beginning|start|end|opening days|closing days|first days"
    r"|last days|middle days"
    r"|(?:first|second|third|fourth|last|final) (?:weeks?|weekend|half|quarter|few days|ten days|days)|turn|eve|course)"
    r"(?:[- ](?:(?i:in|of) )?|(?:,? in ))|(?i:the month of ))"
)
PART = rf"(?P<part>{PART_WORDS}?)"
BACK = (
    r"(?P<back>(?i:last|this|the previous|previous|the past|this past|the same|that same|that|the following"
    r"|the next|next|the year before|coming|the coming))"
)
SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter)(?:time)?)"
NUMBER = rf"(?P<number>(?<![0-9.,])[0-9]{{1,3}}|\b(?i:half an?|an?|a couple of|a few|several|some|{ENGLISH_SMALL}))"
UNIT = r"(?P<unit>(?i:day|night|week|fortnight|month|year|decade)s?)"

SHARED_YEAR = re.compile(
    rf" ?(?:and|to|or|-|–|/|until|through) ?(?:(?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{ENGLISH_MONTH}"
    rf"(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?,? {YEAR}"
)
DEADLINE = re.compile(r"\b(?i:by|before|until) $")

TIME_OF_DAY = r"(?: (?i:night|nite|morning|evening|afternoon|eve)\b)?"
LASTISH = r"(?i:last|this|previous|past|next|coming)"

NAMED = (
    r"(?:(?<!\b[io]n )(?<!\bof )(?<!\bthis )(?<!\blast ))(?:April|June|Jan|August) (?!(?:"
    + "|".join(
        "He She They We The It I A An At In On But And His Her My Our Their This That There No When While Then After Before"
        " Until Since For From To By With As If So Or Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    )
    + r")\b)[A-Z][a-z]"
)
"""June Kim, April Lee: a given name, not a month."""
SPAN = rf"(?:(?i:about|around|some|nearly|almost|more than|over|just|exactly) )?(?<!half ){NUMBER}(?: or (?:so|two|three))?"
TOLD_IN = (
    rf",? (?:(?P<thismonth>this month)|(?:in |this |last |that )?(?:(?:early |late )?{MONTH}|{SEASON}\b))(?! [0-9])"
)
