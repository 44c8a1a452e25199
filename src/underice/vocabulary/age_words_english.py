"""Words around ages in English, and the numbers they make: shared by the finders of ages in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from underice.vocabulary.age_intervals import Age, AgePhrase, AgeSystem
from underice.vocabulary.numerals import ENGLISH_SMALL, english_number

ABOUT = 2
"""Years that "about" and "perhaps" add on both sides (docs/method/reader.md)."""
NEARING = 3
"""Close to seventy, nearly 70: from this many years below the number to one below it."""
PAST = 4
"""Over 40, past forty: up to this many years above the number."""

NUM = rf"(?:(?<![0-9.,:/$£€-])[0-9]{{1,3}}(?![0-9]|[.,:/][0-9]|%)|\b(?i:{ENGLISH_SMALL}))"
_NEAR = r"(?:close to|nearly|almost|approaching|nearing|pushing|just under|not yet|not quite|going on|under)"
_OVER = r"(?:over|past|just over|more than|at least|well over|well past)"
_ABOUT = (
    r"(?:about|around|roughly|perhaps|maybe|some|approximately|approx\.?|circa|ca\.|c\.|probably|possibly"
    r"|an estimated|estimated at|or thereabouts)"
)
HEDGE = rf"(?:(?P<near>(?i:{_NEAR}))|(?P<over>(?i:{_OVER}))|(?P<about>(?i:{_ABOUT})))"
COUNTING = (
    r"(?P<counting>,? ?\(?(?i:(?:by|in|according to|as we|as they|the) (?:(?:our|the|my|their|local|own|old"
    r"|traditional|usual) ){0,2}"
    r"(?:Korean|way|counting|reckoning|count|northern|North Korean|lunar|style|home)(?: (?:way of counting|way"
    r"|of counting|of reckoning|counting|reckoning|count|age|years|style|system)){0,2}"
    r"|Korean(?: age| style| count| reckoning)|counting age)\)?)?"
)
AT_EVENT = (
    r"(?P<event>(?i:,? (?:at the time|at that time|back then|then\b(?!,? (?:he|she|they|the|a))|that day|when )))?"
)
_THINGS = (
    r"(?i:plant|factory|mill|mine|cross|organi[sz]ations?|building|bridge|institutions?|agreement|treaty"
    r"|convention|church|"
    r"charity|newspaper|ministry|party|regime|state|republic|law|school|university|company|station|prison|camp|house|"
    r"monument|statue|tree|ship|boat|car|truck|vessel|protocol|war|conflict|programme|program|commission|alliance"
    r"|tradition|"
    r"dynasty|border|policy|record|case|mission|city|hospital|agency|network|group|custom|practice|division"
    r"|history|document|"
    r"photo|photograph|video|dispute|lease|contract|railway|road|tunnel|dam|orchard|cemetery|temple|museum|paper"
    r"|magazine|amnesty|nations)"
)
THING_AFTER = re.compile(rf" (?:\w{{1,14}} )?{_THINGS}\b")
THING_BEFORE = re.compile(
    rf"\b{_THINGS}\b(?![^.;]{{0,80}}\b(?i:he|she|her|his|my|who|man|woman|boy|girl|mother|father|wife|husband|i"
    r"|son|daughter|brother|sister)\b)[^.;]{0,80}$"
)


PEOPLE = (
    r"(?:sons|daughters|brothers|sisters|children|kids|boys|girls|twins|siblings|women|men|nieces|nephews|cousins"
    r"|grandchildren|grandsons|granddaughters|aunts|uncles|parents|students|teenagers)"
)


def value_of(words: str) -> int:
    """The value of an English number; 0 if it is none."""
    return english_number(words) or 0


def hedged(value: int, found: re.Match[str]) -> tuple[int, int]:
    """Low and high of a number, widened by "about", "nearly" or "over" before it."""
    parts = found.groupdict()
    if parts.get("near"):
        return max(0, value - NEARING), max(0, value - 1)
    if parts.get("over"):
        return value, value + PAST
    if parts.get("about") or parts.get("orso"):
        return max(0, value - ABOUT), value + ABOUT
    return value, value


def system_of(found: re.Match[str]) -> AgeSystem:
    """Counting age if a pattern with COUNTING saw its words, else international age."""
    return AgeSystem.COUNTING if found.groupdict().get("counting") else AgeSystem.INTERNATIONAL


THEN = re.compile(r"\bthen\b")


def phrase_of(found: re.Match[str], group: str = "num", start: int | None = None, at_event: bool = False) -> AgePhrase:
    """The age in `group` of a match with its hedges and its way of counting, from `start` or the number on."""
    low, high = hedged(value_of(found[group]), found)
    parts = found.groupdict()
    end = found.end("counting") if parts.get("counting") else found.end(group)
    return AgePhrase(
        found.start(group) if start is None else start,
        end,
        Age(low, high, system_of(found)),
        at_event=at_event or bool(parts.get("event")) or THEN.search(found.group()) is not None,
    )


AFTER_AGE = (
    r"(?=\s*[,.;:!?)\]—–\"'”’…|]|\s*\n|\s*$|\s+(?:-|--)\s|\s+(?i:and|&|but|from|when|then|now|at|with|who|in|on|my|our|his|her|today|already|last"
    r"|or|this|that|next|by|n|she|he|they|we|i)\b|\s*&)"
)
AND_NUM = re.compile(
    rf"(?:, (?:and |or )?| and | & | or |/|–|-)(?P<num>{NUM})(?= and\b| &|, ?(?:{NUM}|and)|[,.;:)—–]|\s[—–-]"
    r"|\s*$|\s+(?i:were|was|are|is|who|have|had|from|at|in|respectively|when|live|stayed|remain|with|to|left"
    r"|on)\b)"
)


def listed(text: str, phrase: AgePhrase) -> Iterator[AgePhrase]:
    """The further numbers of "aged nine, seven and six", at most twelve."""
    end = phrase.end
    for _ in range(12):
        more = AND_NUM.match(text, end)
        if more is None:
            return
        value = value_of(more["num"])
        yield AgePhrase(more.start("num"), more.end("num"), Age(value, value), at_event=phrase.at_event)
        end = more.end()
