"""Ages in English beside words for people: "is 44", ", 35,", "(34)", "my dad 61", "a boy of nine", "her 18th birthday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from underice.vocabulary.age_intervals import Age, AgePhrase
from underice.vocabulary.age_words_english import (
    AFTER_AGE,
    AT_EVENT,
    COUNTING,
    HEDGE,
    NEARING,
    NUM,
    PEOPLE,
    THEN,
    THING_BEFORE,
    hedged,
    listed,
    phrase_of,
    system_of,
    value_of,
)
from underice.vocabulary.numerals import ENGLISH_ORDINALS
from underice.vocabulary.triggers import near

_COPULA = re.compile(
    r"\b(?P<verb>(?i:am|is|was|were|are|be|been|turned|turns|turning|turn|looked|looks|seemed|seems|i['’]?m"
    r"|he['’]s|she['’]s|who['’]s))"
    r"(?: (?i:just|only|now|barely|already|still|then|not even|maybe|about to be|herself|himself|both"
    rf"|all of)){{0,2}} (?:{HEDGE} )?(?P<num>{NUM})(?P<orso> or so\b)?(?! (?i:percent|per|of|years? (?:in|ago"
    r"|later|after|before|since|behind|and|at)|months|weeks|days|hours|minutes"
    rf"|and a half)\b){COUNTING}{AFTER_AGE}{AT_EVENT}"
)
_PLURAL_HEAD = re.compile(rf"\b(?:{PEOPLE}|who|both|[A-Z][\w-]+ and [A-Z][\w-]+(?: [A-Z][\w-]+)?)\b[^.;!?\n]{{0,60}}$")
_PAIR = re.compile(
    rf"\b(?:are|were) (?:now |only |just |then )?(?P<num>{NUM}) and (?P<last>{NUM})"
    r"(?=[.,;:!?)]|\s*$|\s+(?:years|when|and|now|respectively|at)\b)"
)
_NOT_A_PERSON = re.compile(
    r"\b(?i:total|number|toll|count|figure|temperature|population|it|there|they|we|group|which|these|those|that"
    r"|sum|quota|limit|hour|time|date|page|article|room|row|odds|distance|result|score|price|cell|record|sentence"
    r"|term|answer|all)(?: (?i:will|would|had|has|have|can|could|may|might|must|should)){0,1} $"
)
_FUTURE = re.compile(r"\b(?:will|shall|wo|is going to|is due to)(?: soon)? $")
_IN_YEAR_BEFORE = re.compile(r"\b(?i:to|would|will|due to|was to|going to|should) $")
_IN_YEAR_AFTER = re.compile(
    r"(?i: (?:that|this|the same|later that|later this|in the same|in) (?:year|coming year|[12][0-9]{3}))"
)
_THEN_AFTER = re.compile(r"(?i:,? (?:at the time|at that time|then\b|when ))")
_AND_LAST = re.compile(rf" and (?P<num>{NUM})(?=[,.;:)]|\s*$)")
_WHEN_BEFORE = re.compile(r"\b(?i:when|while|since|until|before|after|although) (?i:he|she|i|they|we|[A-Z][\w-]+) $")


def pairs(text: str) -> Iterator[AgePhrase]:
    """His daughters are fifteen and twenty-four."""
    for found in _PAIR.finditer(text):
        head = text[max(0, found.start() - 80) : found.start()]
        if _PLURAL_HEAD.search(head) and not re.search(r"\b(?i:odds|scores?|numbers?|rooms?|results?)\b", head):
            for group in ("num", "last"):
                value = value_of(found[group])
                yield AgePhrase(found.start(group), found.end(group), Age(value, value))


def copulas(text: str) -> Iterator[AgePhrase]:
    """is 44, I am 20, who is twenty-eight, was 17 at the time, to turn 33 that year."""
    for found in _COPULA.finditer(text):
        head = text[max(0, found.start() - 40) : found.start()]
        turn = found["verb"].lower().startswith("turn")
        plural = found["verb"].lower() in ("were", "are")
        if not turn and (_NOT_A_PERSON.search(head) or plural and not re.search(r"(?i:both|twins|they|who) $", head)):
            continue
        if plural and not turn and _PAIR.match(text, found.start()):
            continue
        if plural and not turn and not re.search(r"(?i:both|twins)", head + found.group()):
            continue
        if THING_BEFORE.search(head):
            continue
        if not turn and found["num"].lower() in ("one",) and not found["about"]:
            continue
        in_year = turn and bool(_IN_YEAR_AFTER.match(text, found.end("num")))
        in_year = in_year or found["verb"].lower() == "be" and bool(_FUTURE.search(head))
        low, high = hedged(value_of(found["num"]), found)
        start = found.start("near") if found["near"] else found.start("over") if found["over"] else found.start("num")
        end = found.end("counting") if found["counting"] else found.end("num")
        then = found["event"] or THEN.search(found.group()) or _THEN_AFTER.match(text, end)
        at_event = bool(then or _WHEN_BEFORE.search(head))
        yield AgePhrase(
            start, end, Age(low, high, system_of(found)), at_event=at_event and not in_year, in_year=in_year
        )
        more = _AND_LAST.match(text, end)
        if plural and more:
            yield AgePhrase(more.start("num"), more.end("num"), Age(value_of(more["num"]), value_of(more["num"])))


_PERSON_OF = re.compile(
    r"\b(?P<noun>[a-z]+(?:er|or|ist|ess|man|woman|ant|ian|ic|ee|wife|boy|girl)|man|woman|boy|girl|child|kid|lad"
    r"|youth|widow|soldier|nurse|cook|clerk|guard|student|person|mother|father|grandmother|grandfather|son"
    r"|daughter|refugee|athlete|chief|monk|nun|bride|pilot|private|spouse|patient|grandson|granddaughter|nephew"
    r"|niece|infant|baby|boys|girls|sons|daughters|twins|teen|villager"
    r"|person|lady|gentleman|girlfriend|boyfriend|cousin|brother|sister|son|uncle|aunt|bachelor"
    r"|orphan)(?: (?i:already|barely|only"
    rf"|just))? of (?:{HEDGE} )?(?P<num>{NUM}){COUNTING}"
    r"(?=\s*[,.;:!?)\]—–\"'”’]|\s*\n|\s*$|\s+(?i:who|from|with|and|was|is|were|in|at|had|has|on|when|whose|to|by"
    r"|named|called|lost|went|died)\b| years\b(?! (?:of|in)\b)| and [0-9a-z-]{1,12}[.,;)])"
)
_CHILDREN = frozenset(
    "boy girl child kid lad son daughter grandson granddaughter nephew niece infant baby boys girls sons"
    " daughters twins"
    " cousin brother sister orphan".split()
)
_NOT_PEOPLE = frozenset(
    "number order member chapter winter summer quarter power paper letter matter cover corner border center river "
    "layer manner "
    "tower water father mother leader commander founder owner head master floor error factor sector author editor "
    "director "
    "minister winner remainder register folder border other another rather after over under never ever per for or "
    "nor panic "
    "list topic clinic music public committee degree fee three tree republic statistic majority minor".split()
)


def people_of(text: str) -> Iterator[AgePhrase]:
    """a seamstress of 27, a boy of nine; not a mother of two, a group of nine."""
    for found in _PERSON_OF.finditer(text):
        noun, value = found["noun"], value_of(found["num"])
        child = noun in _CHILDREN
        if noun in _NOT_PEOPLE and not (noun in ("mother", "father") and value > 17) or value < 13 and not child:
            continue
        phrase = phrase_of(found, start=found.start("num"))
        yield phrase
        if noun.endswith("s"):
            yield from listed(text, phrase)


_KIN_NOUN = (
    r"(?i:wife|husband|son|daughter|mother|father|brother|sister|aunt|uncle|niece|nephew|cousin|grandmother"
    r"|grandfather|grandson|"
    r"granddaughter|boy|girl|woman|man|child|baby|widow|driver|nurse|miner|farmer|teacher|soldier|student|worker"
    r"|friend|partner|bro|"
    r"sis|mom|mum|dad|fiancee?|twin|eldest|youngest|elder|younger|in-law|children|men|women|boys|girls)s?"
)
_ONE_KIN = (
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|aunt|uncle|niece|nephew|cousin|grandmother|grandfather"
    r"|grandson|granddaughter|boy|girl|woman|man|child|baby|widow|eldest|youngest|elder|younger|bro|sis|mom|mum|dad"
    r"|mother-in-law|father-in-law|brother-in-law|sister-in-law|son-in-law|daughter-in-law|lad|kid|toddler|friend)"
)
_KIN_NUM = re.compile(
    rf"\b(?P<owner>(?i:my|his|her|their|our|the|a|an|whose|one) (?:[a-z-]{{2,14}} )?)?(?P<kin>{_ONE_KIN})"
    r"(?P<adverb>,? (?i:then|now|today|just|only|barely|hardly|scarcely|still|already|aged)(?: only| just| barely)?)?"
    r"(?:,? (?:(?P<near>(?i:close to|nearly|almost|approaching|nearing|pushing|just under|not yet|not quite))"
    r"|(?P<over>(?i:well over|well past|over|past|just over))|(?P<about>(?i:about|around|perhaps|maybe|some))))?"
    rf",? (?P<num>{NUM})(?=[.,;:!?)\n]|\s*$| and\b| &| who\b| when\b| was\b| is\b| at the time| in\b| from\b)"
)


def kin_numbers(text: str) -> Iterator[AgePhrase]:
    """my dad 61, a girl barely two, a boy then three, a man pushing 70: a number right after a word for a person."""
    for found in _KIN_NUM.finditer(text):
        value = value_of(found["num"])
        adverb = (found["adverb"] or "").strip(" ,").lower()
        doubt = found["near"] or found["over"] or found["about"]
        tail = text[found.end() : found.end() + 1]
        closed = tail in ("", ".", ",", ";", ":", "!", "?", ")", "\n")
        if not (adverb or doubt) and (not found["owner"] or not closed or value < 3 or value > 110):
            continue
        if not closed and not adverb and not (doubt and value > 12):
            continue
        low, high = hedged(value, found)
        start = next((found.start(name) for name in ("near", "over") if found[name]), found.start("num"))
        yield AgePhrase(start, found.end("num"), Age(low, high), at_event=adverb.startswith("then"))


_ORDINAL_TENS = {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
}
_BIRTHDAY = re.compile(
    r"\b(?P<lead>(?i:on|since|after|celebrated|marked|turned|spent|shy of|short of|for|with|passed|past|reached))"
    r" (?:(?i:his|her|my|their|our|the|a) )(?P<nth>[1-9][0-9]?(?:st|nd|rd|th)"
    rf"|(?i:{'|'.join([*sorted(ENGLISH_ORDINALS, key=len, reverse=True), *_ORDINAL_TENS])}))[ -]birthday\b"
)


_BIRTHDAY_WORD = re.compile(r"birthday")


def birthdays(text: str) -> Iterator[AgePhrase]:
    """on her 18th birthday (an event's age), just short of his fiftieth birthday."""
    for found in near(_BIRTHDAY, text, _BIRTHDAY_WORD, 50, 10):
        word = found["nth"].lower()
        value = int(word[:-2]) if word[0].isdigit() else {**ENGLISH_ORDINALS, **_ORDINAL_TENS}[word]
        short = found["lead"].lower() in ("shy of", "short of")
        age = Age(max(0, value - NEARING), value - 1) if short else Age(value, value)
        yield AgePhrase(found.start("nth"), found.end(), age, at_event=not short)


_SEX = r"(?i:f|m|female|male|woman|man|boy|girl)"
_COMMA = re.compile(
    rf"(?<!\w)(?P<word>[^\W\d_][\w’'-]{{0,24}})(?P<close>[)\]*_\"”’]{{0,4}})(?:, ?|; ?| [–—-] )(?:{_SEX}(?:, ?| )|"
    rf"(?i:now|then|both|only|just|also|still|herself|himself) )?(?:{HEDGE} )?(?P<num>{NUM})"
    rf"(?P<orso> or so)?{COUNTING}"
    r"(?=,|\)|;|:|\.(?:\s|$)|\s[–—-]\s| ?—|\s*\n|\s*$| (?i:and|from|who|at the time|of|a|an|lost|fled|[MF])\b|/)"
)
_BRACKET = re.compile(
    rf"(?<!\w)(?P<word>[^\W\d_][\w’'-]{{0,24}})(?P<close>[*_\"”’]{{0,4}}) ?[(\[](?:{_SEX}[,/; ] ?"
    r"|[\u4e00-\u9fff]{2,4}[,;/ ·] ?|(?i:now|then|pseudonym|not (?:his|her) real name|age) ?[,;]? ?)?"
    rf"(?:{HEDGE} )?(?P<num>{NUM}){COUNTING}(?=[)\],;/]| (?:and|&) [0-9a-z]|{_SEX}[)\],])"
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul"
    " aug sept sep "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday chapter article page section part room r"
    "ow no number "
    "figure table volume juche unit camp resolution paragraph rule annex building apartment block route highway bu"
    "s train platform "
    "school flight ward floor".split()
)


def apposed(text: str) -> Iterator[AgePhrase]:
    """A number set off after a name or a person word: ", 35,", "(34)", "(F, 34)", ", about fifty,"."""
    for found in _BRACKET.finditer(text):
        word = found["word"]
        value = value_of(found["num"])
        named = word[0].isupper() or re.fullmatch(_KIN_NOUN, word) or not word.isascii()
        if named and word.lower() not in _MONTHS and 0 < value < 200:
            phrase = phrase_of(found)
            yield phrase
            yield from listed(text, phrase)
    for found in _COMMA.finditer(text):
        word, value = found["word"], value_of(found["num"])
        if word.lower() in _MONTHS or not 0 < value < 200:
            continue
        doubt = bool(found["near"] or found["over"] or found["about"] or found["orso"])
        named = word[0].isupper() or bool(found["close"]) or re.fullmatch(_KIN_NOUN, word)
        tail = text[found.end() : found.end() + 4]
        both = tail[:1] in ",;:)" or tail.startswith((" —", " –", " -", "—"))
        if re.match(r" (?:of|a|an)\b", tail) and not found["counting"]:
            continue
        digits = found["num"].isdigit()
        if (
            tail[:1] == ","
            and re.match(
                r", ?(?:[0-9]|\w+ (?:and|or) [0-9])",
                text[found.end() : found.end() + 12],
            )
            and not named
        ):
            continue
        if named and (digits or both or found["counting"]) or both and (doubt or digits or value > 12):
            if not digits and value < 3 and not found["counting"] and not both:
                continue
            phrase = phrase_of(found, start=found.start("near") if found["near"] else None)
            yield phrase
            if word[-1] == "s" or word in ("children", "men", "women"):
                yield from listed(text, phrase)
