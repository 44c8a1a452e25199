"""Words that every English date phrase holds one of, and the words that may lead up to them (see `triggers`)."""

from __future__ import annotations

from underice.vocabulary.date_words import ENGLISH_DECADES, ENGLISH_MONTHS, ENGLISH_SEASONS
from underice.vocabulary.numerals import ENGLISH_ORDINALS, ENGLISH_TEENS, ENGLISH_TENS, ENGLISH_UNITS

_UNIT_WORDS = frozenset(
    word + end for word in ("day", "night", "week", "fortnight", "month", "year", "decade") for end in ("", "s")
)
_KINDS: dict[str, str] = {
    **dict.fromkeys(ENGLISH_MONTHS, "m"),
    **dict.fromkeys(
        "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday".split(),
        "w",
    ),
    **{season + end: "s" for season in ENGLISH_SEASONS for end in ("", "s", "time")},
    **dict.fromkeys("year month weekend week day night morning evening".split(), "p"),
    **dict.fromkeys(ENGLISH_DECADES, "d"),
    **dict.fromkeys("christmas chuseok new lunar harvest".split(), "h"),
    "sun": "wh",
    "juche": "y",
}
_DIRECTIONS = frozenset("ago later earlier afterward afterwards after before back".split())
_LEADS = (
    frozenset(
        "the very early late earlier later mid middle beginning start end opening closing first last days day week weeks"
        " weekend half quarter few ten turn eve course in of on at and to or from month year years months second third"
        " fourth final this previous past same that following next before coming ago about around some nearly almost more"
        " than over just exactly a an couple several night nights morning evening afternoon nite since during until till by"
        " through throughout after st nd rd th s lunar for".split()
    )
    | frozenset(ENGLISH_MONTHS)
    | frozenset(ENGLISH_ORDINALS)
    | frozenset(_KINDS)
    | _UNIT_WORDS
    | frozenset([*ENGLISH_UNITS, *ENGLISH_TEENS, *ENGLISH_TENS])
    | frozenset(word for ordinal in ENGLISH_ORDINALS for word in ordinal.split("-"))
)


def kind_of(word: str, before: str) -> str:
    """m month, w weekday, s season, p year/month/week …, y year number, d decade, u unit with "ago", h holiday."""
    if word[0].isdigit():
        decade = "d" if word[-1] == "0" else ""
        return ("y" + decade) if len(word) == 4 else decade if len(word) == 2 else ""
    if word in _DIRECTIONS and before in _UNIT_WORDS:
        return "u"
    return _KINDS.get(word, "")


def leads(word: str) -> bool:
    """May this lower-case word or number stand before a trigger in one phrase?"""
    return len(word) <= 4 if word[0].isdigit() else word in _LEADS
