"""Ages in English text: "41-year-old", "aged nine and six", ", 35,", "(34)", "in her early 60s", "a toddler".

Every pattern is bounded (no unbounded repetition next to another), so the whole search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from underice.vocabulary.age_intervals import Age, AgePhrase, AgeSystem
from underice.vocabulary.claims import Claims
from underice.vocabulary.numerals import ENGLISH_ORDINALS, ENGLISH_SMALL, ENGLISH_TENS, english_number

ABOUT = 2
"""Years that "about" and "perhaps" add on both sides (docs/method/reader.md)."""
NEARING = 3
"""Close to seventy, nearly 70: from this many years below the number to one below it."""
PAST = 4
"""Over 40, past forty: up to this many years above the number."""

_NUM = rf"(?:(?<![0-9.,:/$£€-])[0-9]{{1,3}}(?![0-9]|[.,:/][0-9]|%)|\b(?i:{ENGLISH_SMALL}))"
_NEAR = r"(?:close to|nearly|almost|approaching|nearing|pushing|just under|not yet|not quite|going on|under)"
_OVER = r"(?:over|past|just over|more than|at least|well over|well past)"
_ABOUT = (
    r"(?:about|around|roughly|perhaps|maybe|some|approximately|approx\.?|circa|ca\.|c\.|probably|possibly"
    r"|an estimated|estimated at|or thereabouts)"
)
_HEDGE = rf"(?:(?P<near>(?i:{_NEAR}))|(?P<over>(?i:{_OVER}))|(?P<about>(?i:{_ABOUT})))"
_COUNTING = (
    r"(?P<counting>,? ?\(?(?i:(?:by|in|according to|as we|as they|the) (?:(?:our|the|my|their|local|own|old"
    r"|traditional|usual) ){0,2}"
    r"(?:Korean|way|counting|reckoning|count|northern|North Korean|lunar|style|home)(?: (?:way of counting|way"
    r"|of counting|of reckoning|counting|reckoning|count|age|years|style|system)){0,2}"
    r"|Korean(?: age| style| count| reckoning)|counting age)\)?)?"
)
_AT_EVENT = (
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
_THING_AFTER = re.compile(rf" (?:\w{{1,14}} )?{_THINGS}\b")
_THING_BEFORE = re.compile(
    rf"\b{_THINGS}\b(?![^.;]{{0,80}}\b(?i:he|she|her|his|my|who|man|woman|boy|girl|mother|father|wife|husband|i"
    r"|son|daughter|brother|sister)\b)[^.;]{0,80}$"
)


_PEOPLE = (
    r"(?:sons|daughters|brothers|sisters|children|kids|boys|girls|twins|siblings|women|men|nieces|nephews|cousins"
    r"|grandchildren|grandsons|granddaughters|aunts|uncles|parents|students|teenagers)"
)


def _value(words: str) -> int:
    return english_number(words) or 0


def _hedged(value: int, found: re.Match[str]) -> tuple[int, int]:
    """Low and high of a number, widened by "about", "nearly" or "over" before it."""
    parts = found.groupdict()
    if parts.get("near"):
        return max(0, value - NEARING), max(0, value - 1)
    if parts.get("over"):
        return value, value + PAST
    if parts.get("about") or parts.get("orso"):
        return max(0, value - ABOUT), value + ABOUT
    return value, value


def _system(found: re.Match[str]) -> AgeSystem:
    return AgeSystem.COUNTING if found.groupdict().get("counting") else AgeSystem.INTERNATIONAL


_THEN = re.compile(r"\bthen\b")


def _phrase(found: re.Match[str], group: str = "num", start: int | None = None, at_event: bool = False) -> AgePhrase:
    low, high = _hedged(_value(found[group]), found)
    parts = found.groupdict()
    end = found.end("counting") if parts.get("counting") else found.end(group)
    return AgePhrase(
        found.start(group) if start is None else start,
        end,
        Age(low, high, _system(found)),
        at_event=at_event or bool(parts.get("event")) or _THEN.search(found.group()) is not None,
    )


_YEAR_OLD = re.compile(
    rf"(?:(?P<list>{_NUM}), (?={_NUM}(?:,? and | or )))?(?:{_HEDGE}[ -])?(?:(?P<low>{_NUM})(?:-|"
    rf"(?:[ -]years?)?)? ?(?P<join>to|or|and|[–-](?=[0-9])) ?)?(?P<num>{_NUM})(?:[- ]and[- ]a[- ]half|½)?[- ]?(?P<unit>(?i:years?|yrs?"
    rf"|months?|mos?|weeks?|days?))[- ]?(?P<old>(?i:olds?|of age))\b(?P<orso> or so\b)?{_COUNTING}{_AT_EVENT}"
)
_SHORT_OLD = re.compile(
    r"(?<![0-9])(?P<num>[0-9]{1,3}) ?(?i:y/?o|yo|y\.o\.|yrs?)\b(?! (?i:of|in|ago|later|after|before))"
)
_PER_YEAR = {"y": 1, "m": 12, "w": 52, "d": 365}


def _year_olds(text: str) -> Iterator[AgePhrase]:
    """41-year-old, nine years old, 18-month-old, 13- and 15-year-old, 30 to 35 years old, 34yo."""
    for found in _YEAR_OLD.finditer(text):
        per_year = _PER_YEAR[found["unit"][0].lower()]
        value = _value(found["num"]) // per_year
        start, end = found.start("num"), found.end("counting") if found["counting"] else found.end("old")
        told = text[found.end("num")] == " " and found["unit"][-1] == "s"  # "is 60 years old", not "a 60-year-old"
        if told and re.search(
            r"\b(?i:it(?: is|['’]s| was| will be)) $", text[max(0, found.start() - 12) : found.start()],
        ):
            continue
        head = text[max(0, found.start() - 60) : found.start()]
        if _THING_AFTER.match(text, end) or told and _THING_BEFORE.search(head):
            continue
        low, high = _hedged(value, found) if per_year == 1 else (value, value)
        event = bool(found["event"])
        if found["list"]:
            value0 = _value(found["list"]) // per_year
            yield AgePhrase(found.start("list"), found.end("list"), Age(value0, value0), at_event=event)
        if found["low"]:
            first = _value(found["low"]) // per_year
            if found["join"] == "and" and not head.endswith("between "):
                yield AgePhrase(found.start("low"), found.end("low"), Age(first, first), at_event=event)
            elif first <= low:
                start, low = found.start("low"), first
        elif found["near"] or found["over"] or found["about"]:
            start = found.start()
        yield AgePhrase(start, end, Age(low, high, _system(found)), at_event=event)
    for found in _SHORT_OLD.finditer(text):
        yield AgePhrase(found.start(), found.end(), Age(int(found["num"]), int(found["num"])))


_BETWEEN = re.compile(
    rf"\b(?i:aged|ages?|was|were|is|are) (?i:between|from) (?P<low>{_NUM}) (?i:and|to) (?P<num>{_NUM})(?! "
    r"(?i:people|of|and))"
)
_AGED = re.compile(
    rf"(?P<at>\b(?i:at|by|from) (?:the |an )?)?\b(?P<word>(?i:aged|ages?)(?: of)?):? {{0,2}}(?:{_HEDGE} )?"
    rf"(?P<num>{_NUM})(?P<orso> or so\b)?(?: ?(?:to|or) ?(?P<upto>{_NUM})|[–-](?P<dash>[1-9][0-9]?)(?![0-9]))?{_COUNTING}{_AT_EVENT}"
)
_AND_NUM = re.compile(
    rf"(?:, (?:and |or )?| and | & | or |/|–|-)(?P<num>{_NUM})(?= and\b| &|, ?(?:{_NUM}|and)|[,.;:)—–]|\s[—–-]"
    r"|\s*$|\s+(?i:were|was|are|is|who|have|had|from|at|in|respectively|when|live|stayed|remain|with|to|left"
    r"|on)\b)"
)


def _aged(text: str) -> Iterator[AgePhrase]:
    """aged nine and six, aged 41, age 17, "at the age of 17" (an event's age)."""
    for found in _BETWEEN.finditer(text):
        low, high = _value(found["low"]), _value(found["num"])
        if low <= high:
            yield AgePhrase(found.start("low"), found.end(), Age(low, high))
    for found in _AGED.finditer(text):
        if _THING_BEFORE.search(text[max(0, found.start() - 40) : found.start()]) and found["word"].lower() != "aged":
            continue
        at_event = bool(found["at"]) or found["word"].lower().endswith("of") and found["word"].lower() != "aged"
        at_event = at_event or bool(re.search(r"\b[Tt]hen $", text[max(0, found.start() - 5) : found.start()]))
        phrase = _phrase(found, at_event=at_event)
        upto = _value(found["upto"] or found["dash"] or "")
        if phrase.age is not None and phrase.age.low < upto <= phrase.age.low + 25:
            age = Age(phrase.age.low, upto, phrase.age.system)
            phrase = AgePhrase(phrase.start, max(phrase.end, found.end("upto"), found.end("dash")), age, at_event=phrase.at_event)
        yield phrase
        yield from _listed(text, phrase)


def _listed(text: str, phrase: AgePhrase) -> Iterator[AgePhrase]:
    """The further numbers of "aged nine, seven and six", at most twelve."""
    end = phrase.end
    for _ in range(12):
        more = _AND_NUM.match(text, end)
        if more is None:
            return
        value = _value(more["num"])
        yield AgePhrase(more.start("num"), more.end("num"), Age(value, value), at_event=phrase.at_event)
        end = more.end()


_DECADE_WORDS = {
    "teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fourties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
}
_DECADE = rf"(?:[1-9]0['’]?s|(?i:{'|'.join(_DECADE_WORDS)}))"
_SUB = r"(?i:early|mid|middle|late|very early|very late)"
_DECADES = re.compile(
    r"(?P<own>\b(?i:in|into|entering|well into|reached|reaching|nearing) (?i:his|her|their|my|your|our|his/her"
    r"|his or her) )?"
    rf"(?:\b(?P<sub>{_SUB})(?:(?:[- ]to[- ]|/|-)(?P<sub2>{_SUB}))?[- ])?(?<![0-9])(?P<ten>{_DECADE})\b"
    rf"(?:(?: to | or |[-–/])(?:(?P<upsub>{_SUB})[- ])?(?P<upper>{_DECADE})\b)?"
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
    for found in _DECADES.finditer(text):
        head = text[max(0, found.start() - 14) : found.start()]
        if not found["own"] and (
            re.search(r"(?i:\bthe|\bsince|\bduring|\bthrough|\bfrom|\bof|\buntil|['’]|\bin) ?$", head)
            or found["ten"].lower() == "teens"
            or found["ten"].startswith("9") and not found["sub"]
            or re.match(r" (?i:famine|war|music|era|style|generation)", text[found.end() : found.end() + 12])
            or not found["sub"] and not re.search(r"(?:[,(/;|] ?|(?i:woman|man|person|couple|female|male), )$", head)
        ):
            continue
        sub, sub2 = _sub(found["sub"]), _sub(found["sub2"]) or _sub(found["sub"])
        low, high = _decade_years(found["ten"], sub, sub2)
        if found["upper"]:
            upsub = _sub(found["upsub"])
            high = max(high, _decade_years(found["upper"], upsub, upsub)[1])
        yield AgePhrase(found.start(), found.end(), Age(low, high))
    for found in _SOMETHING.finditer(text):
        ten = _value(found["ten"])
        if found.group().lower().endswith("ish"):
            yield AgePhrase(found.start(), found.end(), Age(ten - ABOUT, ten + ABOUT))
        else:
            yield AgePhrase(found.start(), found.end(), Age(ten, ten + 9))


_WORDS: dict[str, tuple[int, int]] = {
    "toddler": (1, 3), "infant": (0, 1), "newborn": (0, 0), "teenage": (13, 19), "teenaged": (13, 19),
    "teenager": (13, 19), "teen": (13, 19), "teen-age": (13, 19), "preteen": (10, 12), "pre-teen": (10, 12),
    "tween": (10, 12), "quadragenarian": (40, 49), "quinquagenarian": (50, 59), "sexagenarian": (60, 69),
    "septuagenarian": (70, 79), "octogenarian": (80, 89), "nonagenarian": (90, 99), "centenarian": (100, 109),
}
_WORD = re.compile(
    rf"\b(?P<word>(?i:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))s?\b(?![- ](?i:mortality|formula|school"
    r"|pregnanc))"
)
_BABY_OF = re.compile(
    r"\b(?i:baby|infant|child|boy|girl|son|daughter|twins?) (?i:of|at|just|only|barely) (?:only |just "
    rf"|barely )?(?P<num>{_NUM}|an?) (?P<unit>(?i:months?|weeks?|days?))\b"
)


def _life_words(text: str) -> Iterator[AgePhrase]:
    """toddler, newborn, teenager, octogenarian, "a baby of eight months"."""
    for found in _BABY_OF.finditer(text):
        years = max(1, _value(found["num"])) // _PER_YEAR[found["unit"][0].lower()]
        yield AgePhrase(found.start("num"), found.end(), Age(years, years))
    for found in _WORD.finditer(text):
        low, high = _WORDS[found["word"].lower()]
        yield AgePhrase(found.start(), found.end(), Age(low, high))


_RELATIVE = re.compile(
    rf"(?P<num>{_NUM}|\b(?i:an?)) years? (?:(?i:his|her|my|their|our|your|the other['’]s"
    r"|[A-Z][\w-]{1,20}['’]s) (?P<rank>(?i:junior|senior|elder))|(?P<than>(?i:younger|older|elder|his elder"
    r"|her elder)))\b(?: than (?i:him|her|me|he|she|I)\b)?"
    rf"|\b(?P<rank2>(?i:younger|older|junior|senior))(?: than (?i:him|her|me))? by (?P<num2>{_NUM}|(?i:an?)) years?\b"
    r"|\b(?P<same>(?i:(?:of )?(?:exactly )?the same age))\b"
)


def _relatives(text: str) -> Iterator[AgePhrase]:
    """four years his junior, two years older, older by a year, the same age."""
    for found in _RELATIVE.finditer(text):
        if found["same"]:
            yield AgePhrase(found.start(), found.end(), None, relative=0)
            continue
        years = _value(found["num"] or found["num2"]) or 1
        rank = (found["rank"] or found["than"] or found["rank2"]).lower()
        sign = -1 if rank in ("junior", "younger") else 1
        yield AgePhrase(found.start(), found.end(), None, relative=sign * years)


_AFTER_AGE = (
    r"(?=\s*[,.;:!?)\]—–\"'”’…|]|\s*\n|\s*$|\s+(?:-|--)\s|\s+(?i:and|&|but|from|when|then|now|at|with|who|in|on|my|our|his|her|today|already|last"
    r"|or|this|that|next|by|n|she|he|they|we|i)\b|\s*&)"
)
_COPULA = re.compile(
    r"\b(?P<verb>(?i:am|is|was|were|are|be|been|turned|turns|turning|turn|looked|looks|seemed|seems|i['’]?m"
    r"|he['’]s|she['’]s|who['’]s))"
    r"(?: (?i:just|only|now|barely|already|still|then|not even|maybe|about to be|herself|himself|both"
    rf"|all of)){{0,2}} (?:{_HEDGE} )?(?P<num>{_NUM})(?P<orso> or so\b)?(?! (?i:percent|per|of|years? (?:in|ago"
    r"|later|after|before|since|behind|and|at)|months|weeks|days|hours|minutes"
    rf"|and a half)\b){_COUNTING}{_AFTER_AGE}{_AT_EVENT}"
)
_PLURAL_HEAD = re.compile(
    rf"\b(?:{_PEOPLE}|who|both|[A-Z][\w-]+ and [A-Z][\w-]+(?: [A-Z][\w-]+)?)\b[^.;!?\n]{{0,60}}$"
)
_PAIR = re.compile(
    rf"\b(?:are|were) (?:now |only |just |then )?(?P<num>{_NUM}) and (?P<last>{_NUM})"
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
_AND_LAST = re.compile(rf" and (?P<num>{_NUM})(?=[,.;:)]|\s*$)")
_WHEN_BEFORE = re.compile(r"\b(?i:when|while|since|until|before|after|although) (?i:he|she|i|they|we|[A-Z][\w-]+) $")


def _pairs(text: str) -> Iterator[AgePhrase]:
    """His daughters are fifteen and twenty-four."""
    for found in _PAIR.finditer(text):
        head = text[max(0, found.start() - 80) : found.start()]
        if _PLURAL_HEAD.search(head) and not re.search(r"\b(?i:odds|scores?|numbers?|rooms?|results?)\b", head):
            for group in ("num", "last"):
                value = _value(found[group])
                yield AgePhrase(found.start(group), found.end(group), Age(value, value))


def _copulas(text: str) -> Iterator[AgePhrase]:
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
        if _THING_BEFORE.search(head):
            continue
        if not turn and found["num"].lower() in ("one",) and not found["about"]:
            continue
        in_year = turn and bool(_IN_YEAR_AFTER.match(text, found.end("num")))
        in_year = in_year or found["verb"].lower() == "be" and bool(_FUTURE.search(head))
        low, high = _hedged(_value(found["num"]), found)
        start = found.start("near") if found["near"] else found.start("over") if found["over"] else found.start("num")
        end = found.end("counting") if found["counting"] else found.end("num")
        then = found["event"] or _THEN.search(found.group()) or _THEN_AFTER.match(text, end)
        at_event = bool(then or _WHEN_BEFORE.search(head))
        yield AgePhrase(start, end, Age(low, high, _system(found)), at_event=at_event and not in_year, in_year=in_year)
        more = _AND_LAST.match(text, end)
        if plural and more:
            yield AgePhrase(more.start("num"), more.end("num"), Age(_value(more["num"]), _value(more["num"])))


_PERSON_OF = re.compile(
    r"\b(?P<noun>[a-z]+(?:er|or|ist|ess|man|woman|ant|ian|ic|ee|wife|boy|girl)|man|woman|boy|girl|child|kid|lad"
    r"|youth|widow|soldier|nurse|cook|clerk|guard|student|person|mother|father|grandmother|grandfather|son"
    r"|daughter|refugee|athlete|chief|monk|nun|bride|pilot|private|spouse|patient|grandson|granddaughter|nephew|niece|infant|baby|boys|girls|sons|daughters|twins|teen|villager"
    r"|person|lady|gentleman|girlfriend|boyfriend|cousin|brother|sister|son|uncle|aunt|bachelor|orphan)(?: (?i:already|barely|only"
    rf"|just))? of (?:{_HEDGE} )?(?P<num>{_NUM}){_COUNTING}"
    r"(?=\s*[,.;:!?)\]—–\"'”’]|\s*\n|\s*$|\s+(?i:who|from|with|and|was|is|were|in|at|had|has|on|when|whose|to|by"
    r"|named|called|lost|went|died)\b| years\b(?! (?:of|in)\b)| and [0-9a-z-]{1,12}[.,;)])"
)
_CHILDREN = frozenset(
    "boy girl child kid lad son daughter grandson granddaughter nephew niece infant baby boys girls sons daughters twins"
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


def _people_of(text: str) -> Iterator[AgePhrase]:
    """a seamstress of 27, a boy of nine; not a mother of two, a group of nine."""
    for found in _PERSON_OF.finditer(text):
        noun, value = found["noun"], _value(found["num"])
        child = noun in _CHILDREN
        if noun in _NOT_PEOPLE and not (noun in ("mother", "father") and value > 17) or value < 13 and not child:
            continue
        phrase = _phrase(found, start=found.start("num"))
        yield phrase
        if noun.endswith("s"):
            yield from _listed(text, phrase)


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
    rf"(?P<adverb>,? (?i:then|now|today|just|only|barely|hardly|scarcely|still|already|aged)(?: only| just| barely)?)?"
    rf"(?:,? (?:(?P<near>(?i:close to|nearly|almost|approaching|nearing|pushing|just under|not yet|not quite))"
    rf"|(?P<over>(?i:well over|well past|over|past|just over))|(?P<about>(?i:about|around|perhaps|maybe|some))))?"
    rf",? (?P<num>{_NUM})(?=[.,;:!?)\n]|\s*$| and\b| &| who\b| when\b| was\b| is\b| at the time| in\b| from\b)"
)


def _kin_numbers(text: str) -> Iterator[AgePhrase]:
    """my dad 61, a girl barely two, a boy then three, a man pushing 70: a number right after a word for a person."""
    for found in _KIN_NUM.finditer(text):
        value = _value(found["num"])
        adverb = (found["adverb"] or "").strip(" ,").lower()
        hedged = found["near"] or found["over"] or found["about"]
        tail = text[found.end() : found.end() + 1]
        closed = tail in ("", ".", ",", ";", ":", "!", "?", ")", "\n")
        if not (adverb or hedged) and (not found["owner"] or not closed or value < 3 or value > 110):
            continue
        if not closed and not adverb and not (hedged and value > 12):
            continue
        low, high = _hedged(value, found)
        start = next((found.start(name) for name in ("near", "over") if found[name]), found.start("num"))
        yield AgePhrase(start, found.end("num"), Age(low, high), at_event=adverb.startswith("then"))


_ORDINAL_TENS = {
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}
_BIRTHDAY = re.compile(
    r"\b(?P<lead>(?i:on|since|after|celebrated|marked|turned|spent|shy of|short of|for|with|passed|past|reached))"
    r" (?:(?i:his|her|my|their|our|the|a) )(?P<nth>[1-9][0-9]?(?:st|nd|rd|th)"
    rf"|(?i:{'|'.join([*sorted(ENGLISH_ORDINALS, key=len, reverse=True), *_ORDINAL_TENS])}))[ -]birthday\b"
)


def _birthdays(text: str) -> Iterator[AgePhrase]:
    """on her 18th birthday (an event's age), just short of his fiftieth birthday."""
    for found in _BIRTHDAY.finditer(text):
        word = found["nth"].lower()
        value = int(word[:-2]) if word[0].isdigit() else {**ENGLISH_ORDINALS, **_ORDINAL_TENS}[word]
        near = found["lead"].lower() in ("shy of", "short of")
        age = Age(max(0, value - NEARING), value - 1) if near else Age(value, value)
        yield AgePhrase(found.start("nth"), found.end(), age, at_event=not near)


_SEX = r"(?i:f|m|female|male|woman|man|boy|girl)"
_COMMA = re.compile(
    rf"(?P<word>[^\W\d_][\w’'-]{{0,24}})(?P<close>[)\]*_\"”’]{{0,4}})(?:, ?|; ?| [–—-] )(?:{_SEX}(?:, ?| )|"
    rf"(?i:now|then|both|only|just|also|still|herself|himself) )?(?:{_HEDGE} )?(?P<num>{_NUM})"
    rf"(?P<orso> or so)?{_COUNTING}"
    r"(?=,|\)|;|:|\.(?:\s|$)|\s[–—-]\s| ?—|\s*\n|\s*$| (?i:and|from|who|at the time|of|a|an|lost|fled|[MF])\b|/)"
)
_BRACKET = re.compile(
    rf"(?P<word>[^\W\d_][\w’'-]{{0,24}})(?P<close>[*_\"”’]{{0,4}}) ?[(\[](?:{_SEX}[,/; ] ?"
    r"|[\u4e00-\u9fff]{2,4}[,;/ ·] ?|(?i:now|then|pseudonym|not (?:his|her) real name|age) ?[,;]? ?)?"
    rf"(?:{_HEDGE} )?(?P<num>{_NUM}){_COUNTING}(?=[)\],;/]| (?:and|&) [0-9a-z]|{_SEX}[)\],])"
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


def _apposed(text: str) -> Iterator[AgePhrase]:
    """A number set off after a name or a person word: ", 35,", "(34)", "(F, 34)", ", about fifty,"."""
    for found in _BRACKET.finditer(text):
        word = found["word"]
        value = _value(found["num"])
        named = word[0].isupper() or re.fullmatch(_KIN_NOUN, word) or not word.isascii()
        if named and word.lower() not in _MONTHS and 0 < value < 200:
            phrase = _phrase(found)
            yield phrase
            yield from _listed(text, phrase)
    for found in _COMMA.finditer(text):
        word, value = found["word"], _value(found["num"])
        if word.lower() in _MONTHS or not 0 < value < 200:
            continue
        hedged = bool(found["near"] or found["over"] or found["about"] or found["orso"])
        named = word[0].isupper() or bool(found["close"]) or re.fullmatch(_KIN_NOUN, word)
        tail = text[found.end() : found.end() + 4]
        both = tail[:1] in ",;:)" or tail.startswith((" —", " –", " -", "—"))
        if re.match(r" (?:of|a|an)\b", tail) and not found["counting"]:
            continue
        digits = found["num"].isdigit()
        if tail[:1] == "," and re.match(
            r", ?(?:[0-9]|\w+ (?:and|or) [0-9])", text[found.end() : found.end() + 12],
        ) and not named:
            continue
        if named and (digits or both or found["counting"]) or both and (hedged or digits or value > 12):
            if not digits and value < 3 and not found["counting"] and not both:
                continue
            phrase = _phrase(found, start=found.start("near") if found["near"] else None)
            yield phrase
            if word[-1] == "s" or word in ("children", "men", "women"):
                yield from _listed(text, phrase)


_ROW = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:[MF]|(?i:male|female))(?: ?[,/|;] ?| )(?P<a>[0-9]{1,3})(?![0-9A-Za-z]|[./][0-9])"
    r"|[MF](?P<e>(?!16)[1-9][0-9])(?=[,;)/]|\s*$| from\b| \()"
    r"|(?P<b>[0-9]{1,2}) ?[,/|;]? ?(?:[MF]|(?i:male|female))(?![A-Za-z0-9'’])"
    r"|(?i:age) ?[:=|] ?(?P<c>[0-9]{1,3})\b"
    r"|(?:[A-Z][A-Za-z-]+ ){1,2}[A-Z][A-Za-z-]+ ?[|/;\t] ?(?P<d>[0-9]{1,3})(?= ?[|/;\t]))"
)
_BY_COUNTING = re.compile(rf"(?P<num>{_NUM})(?:,? years old,?)?{_COUNTING[:-1]}")
_COUNTING_FIRST = re.compile(
    rf"{_COUNTING[:-1]},? (?:(?i:she|he|i) (?:is|was|am) )?(?:{_HEDGE} )?(?P<num>{_NUM}){_AFTER_AGE}"
)
_INTERNATIONAL = re.compile(
    rf"(?P<num>{_NUM}) (?i:by|in|according to) (?:the )?(?i:international|western|full-year) (?i:count|counting"
    r"|reckoning|age|years|style|system)"
)
_NOW = re.compile(
    rf"\b(?i:now|today|still only|only|just|barely) (?:aged )?(?P<num>{_NUM}),? (?=(?:he|she|I|they"
    r"|[A-Z][a-z]+)\b)"
)
_AT_AGE = re.compile(rf"\b(?:At|at) (?P<num>{_NUM}),? (?=(?:he|she|I)\b)")
_KOREAN_AGE = re.compile(rf"\b(?i:korean age|counting age)(?: of|:|,| is| was)? (?:{_HEDGE} )?(?P<num>{_NUM})")


def _rows(text: str) -> Iterator[AgePhrase]:
    """Rows of a list ("F, 41", "45/M", "Age: 41"), "Korean age 46", "At seventeen she"."""
    for found in _INTERNATIONAL.finditer(text):
        yield AgePhrase(found.start(), found.end(), Age(*_hedged(_value(found["num"]), found)))
    for pattern in (_BY_COUNTING, _COUNTING_FIRST):
        for found in pattern.finditer(text):
            start = min(found.start("num"), found.start("counting"))
            start += len(text[start : start + 3]) - len(text[start : start + 3].lstrip(", ("))
            end = max(found.end("num"), found.end("counting"))
            yield AgePhrase(start, end, Age(*_hedged(_value(found["num"]), found), AgeSystem.COUNTING))
    for found in _KOREAN_AGE.finditer(text):
        value = _value(found["num"])
        yield AgePhrase(found.start(), found.end(), Age(*_hedged(value, found), AgeSystem.COUNTING))
    for found in _ROW.finditer(text):
        group = found.lastgroup or "a"
        if 0 < int(found[group]) < 200:
            yield AgePhrase(found.start(group), found.end(group), Age(int(found[group]), int(found[group])))
    for found in _NOW.finditer(text):
        yield _phrase(found)
    for found in _AT_AGE.finditer(text):
        if _value(found["num"]) > 12 or not found["num"].isdigit():
            yield AgePhrase(found.start(
                "num"
            ), found.end("num"), Age(_value(found["num"]), _value(found["num"])), at_event=True)


_FINDERS: tuple[Callable[[str], Iterator[AgePhrase]], ...] = (
    _relatives,
    _rows,
    _year_olds,
    _aged,
    _decades,
    _life_words,
    _people_of,
    _birthdays,
    _pairs,
    _copulas,
    _apposed,
    _kin_numbers,
)


def find_english_ages(text: str, claims: Claims) -> list[AgePhrase]:
    """All ages in English text that `claims` leaves free, in order of the text; they never overlap."""
    found = [phrase for finder in _FINDERS for phrase in finder(text) if claims.claim(phrase.start, phrase.end)]
    return sorted(found, key=lambda phrase: phrase.start)
