"""Noun phrases that denote persons, with what stands beside them: "a 38-year-old miner from Musan, identified as Ri Chol-man".

A phrase is cut by a few local rules over the row of items, each with a bounded look-ahead, so that the cost is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Kin, Noun, Work
from underice.exposure.reader.english.naming import NameFound
from underice.exposure.reader.model import Sex
from underice.vocabulary.numerals import english_number

POSSESSIVES = frozenset(("his", "her", "their", "my", "our", "your", "its", "whose"))
PRONOUNS = frozenset(("he", "she", "him", "they", "them", "i", "me", "we", "us", "both", "you", "myself", "himself", "herself", "themselves"))
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "these", "those", "another", "one", "some", "any", "no", "every", "each", "all"))
_HEADS = frozenset(("kin", "noun", "work", "name"))
_STOP = frozenset(
    "in on at from of to with by for and or but is are was were be been being has had have who which that when where while as if than"
    " then not into over across through until since after before about near between against among whose said says told will would can"
    " could may might must did do does so because he she they i we it him them me us you there here what how why also only out up off"
    " under without within during toward towards per via like just even ever never both & last next".split()
)
_GROUPS = frozenset("group party band list team batch convoy total crowd number bus truckload handful cohort column".split())
_HEDGES = frozenset("about some around at least nearly almost roughly over more than up to".split())
_NAMERS = frozenset("identified named known called surnamed nicknamed alias aka introduced listed whom who we they whose".split())
_BESIDE_AGE = frozenset("aged age now then just only barely both respectively aged perhaps maybe about".split())
_BRACKET_NOTES = frozenset("left right centre center front pseudonym above below pictured".split())


@dataclass(eq=False, slots=True)
class Phrase:
    """One noun phrase. first..last are item indices (end exclusive); heads are the words that denote the person(s)."""

    first: int
    last: int
    start: int
    end: int
    det: str = ""
    pron: str = ""
    owner: Phrase | None = None
    of: Phrase | None = None
    number: int | None = None
    heads: list[Item] = field(default_factory=list)
    ages: list[Item] = field(default_factory=list)
    births: list[Item] = field(default_factory=list)
    origins: list[Item] = field(default_factory=list)
    letters: list[Item] = field(default_factory=list)
    workplace: tuple[int, int] | None = None
    group: int | None = None
    group_span: tuple[int, int] | None = None
    some_of: int | None = None
    families: bool = False
    adjectives: tuple[str, ...] = ()
    pseudonym: bool = False
    genitive: bool = False
    poss_only: bool = False
    preposition: str = ""
    conj: int = -1

    def names(self) -> list[NameFound]:
        """The names among the heads."""
        return [head.data for head in self.heads if isinstance(head.data, NameFound)]

    def kin(self) -> Kin | None:
        """The first word for a relative, if any."""
        return next((head.data for head in self.heads if isinstance(head.data, Kin)), None)

    def noun(self) -> Noun | None:
        """The first plain person noun, if any."""
        return next((head.data for head in self.heads if isinstance(head.data, Noun)), None)

    def work(self) -> Work | None:
        """The first word for work, if any."""
        return next((head.data for head in self.heads if isinstance(head.data, Work)), None)

    def sex(self) -> Sex | None:
        """What the words say of the sex."""
        for head in [*self.heads, *self.letters]:
            if isinstance(head.data, Kin | Noun) and head.data.sex is not None:
                return head.data.sex
        return None

    @property
    def public(self) -> bool:
        """True for a public figure or an author by line."""
        return any(name.kind in ("figure", "author") for name in self.names())

    @property
    def plural(self) -> bool:
        """True if the words denote more than one person."""
        if self.number is not None and self.number > 1:
            return True
        kin, noun, work = self.kin(), self.noun(), self.work()
        return bool(
            (kin and kin.number != 1) or (noun and noun.number > 1) or (work and work.number > 1 and not self.names())
        )


class Chunker:
    """Cuts the phrases of one sentence out of its items."""

    def __init__(self, items: Sequence[Item], text: str) -> None:
        self.items = items
        self.text = text

    def phrases(self, first: int, stop: int) -> list[Phrase]:
        """All phrases among items[first:stop], with prepositions before them and conjunctions between them noted."""
        out: list[Phrase] = []
        index, chain = first, 0
        while index < stop:
            phrase = self.phrase(index, stop)
            if phrase is None:
                index += 1
                continue
            self._extend(phrase, stop, out)
            phrase.preposition = self._preposition(phrase, first)
            linked = bool(out) and self._joined(out[-1].last, phrase.first)
            if not linked:
                chain += 1
            elif not phrase.preposition:
                phrase.preposition = out[-1].preposition
            phrase.conj = chain
            out.append(phrase)
            index = max(phrase.last, index + 1)
        return out

    def _joined(self, left: int, right: int) -> bool:
        """True if only commas and "and" stand between."""
        between = [item.low for item in self.items[left:right]]
        return bool(between) and len(between) <= 2 and all(low in (",", "and", "&", "/", "plus") for low in between)

    def _preposition(self, phrase: Phrase, first: int) -> str:
        index = phrase.first - 1
        if index < first:
            return ""
        low = self.items[index].low
        if low in ("with", "w", "/") and self.text[max(0, phrase.start - 3) : phrase.start].strip().lower().endswith("w/"):
            return "with"
        if low == "back" or (low == "of" and self.items[index - 1].low in ("back", "arms", "side", "company", "hands")):
            return "with"
        if low in ("together", "alongside", "along", "carrying", "accompanied", "leading", "bringing", "holding", "including", "plus"):
            return "with" if low != "including" else "including"
        if low in _PREPOSITIONS:
            if low == "by" and self.items[index - 1].low in ("accompanied", "joined", "followed"):
                return "with"
            return low
        return ""

    # ------------------------------------------------------------------ the core of a phrase
    def phrase(self, index: int, stop: int) -> Phrase | None:
        """The phrase that begins exactly at items[index], without what follows it; None if none does."""
        items = self.items
        item = items[index]
        if item.low in PRONOUNS and item.kind in ("word", "agent"):
            if item.low == "both" and index + 1 < stop and items[index + 1].kind in ("age", "kin", "noun", "work"):
                return None
            return Phrase(index, index + 1, item.start, item.end, pron=item.low)
        found = self._group(index, stop) or self._core(index, stop)
        if found is not None:
            return self._owned(found, stop)
        if item.low in POSSESSIVES and item.kind == "word" and item.low not in ("its", "whose"):
            return Phrase(index, index + 1, item.start, item.end, pron=item.low, poss_only=True)
        return None

    def _owned(self, phrase: Phrase, stop: int) -> Phrase:
        """"the couple's daughters": the phrase before the possessive ending owns the one after it."""
        at = phrase.last
        if at >= stop or self.items[at].kind != "owner":
            return phrase
        phrase.genitive = True
        following = self._core(at + 1, stop) if at + 1 < stop else None
        if following is None or following.det or following.owner is not None or not (
            following.kin() or following.noun() or following.work()
        ):
            return phrase
        following.owner, following.first, following.start = phrase, phrase.first, phrase.start
        return self._owned(following, stop)

    def _core(self, index: int, stop: int) -> Phrase | None:
        items = self.items
        phrase = Phrase(index, index, items[index].start, items[index].end)
        at, loose, adjectives = index, 0, []
        if items[at].kind == "word" and items[at].low in _ARTICLES | POSSESSIVES:
            low = items[at].low
            if low in POSSESSIVES:
                if low in ("its", "whose"):
                    return None
                phrase.owner = Phrase(at, at + 1, items[at].start, items[at].end, pron=low, poss_only=True)
                phrase.det = low
            else:
                phrase.det = low
            at += 1
        pending: list[Item] = []
        while at < stop and at - index < 8:
            item = items[at]
            if item.kind in _HEADS:
                break
            number = _number(item)
            if item.kind == "age" and (phrase.det or _premodifier(item)):
                phrase.ages.append(item)
            elif item.kind == "birth" and phrase.det:
                phrase.births.append(item)
            elif number is not None and phrase.number is None:
                phrase.number = number
            elif item.kind == "place":
                if not (phrase.det or phrase.ages) and at + 1 < stop and items[at + 1].kind not in _HEADS:
                    return None
                pending.append(item)
            elif item.low in ("-", "ex", "former", "young", "elderly", "retired", "old", "little", "lil", "late", "new", "own"):
                adjectives.append(item.low)
            elif (
                item.kind in ("word", "agent", "deed", "workplace") and item.low not in _STOP and item.low.replace("-", "").isalpha()
                and (phrase.det or phrase.number is not None or phrase.ages) and loose < 3
            ):
                loose += 1
                adjectives.append(item.low)
            else:
                return None
            at += 1
        if at >= stop or items[at].kind not in _HEADS:
            return None
        if loose and items[at].kind == "name" and not phrase.ages:
            return None
        while at < stop and items[at].kind in _HEADS:
            if phrase.heads and not self._adjacent(phrase.heads[-1], items[at]):
                break
            if items[at].kind == "noun" and isinstance(items[at].data, Noun) and _letter(items[at]):
                break
            if phrase.heads and items[at].kind == "name" and phrase.plural:
                break
            if phrase.heads and phrase.heads[-1].kind == "name":
                break
            phrase.heads.append(items[at])
            if items[at].age is not None:
                phrase.ages.append(items[at])
            at += 1
            if at < stop and items[at].low == "." and items[at - 1].low in ("mr", "mrs", "ms", "dr", "st"):
                at += 1
        if not phrase.heads:
            return None
        phrase.origins.extend(pending)
        phrase.adjectives = tuple(adjectives)
        phrase.last, phrase.end = at, phrase.heads[-1].end
        return phrase

    def _adjacent(self, left: Item, right: Item) -> bool:
        return self.text[left.end : right.start].strip(" .-") == ""

    def _group(self, index: int, stop: int) -> Phrase | None:
        """"a group of nine defectors", "12 North Koreans", "three families", "two of the five people", "the five"."""
        items, at = self.items, index
        det = ""
        if items[at].kind == "word" and items[at].low in ("a", "an", "the", "this", "that", "these", "those", "all", "another", "our", "their", "his", "her", "my"):
            det = items[at].low
            at += 1
        while at < stop and at - index < 4 and items[at].low in _HEDGES:
            at += 1
        if at >= stop:
            return None
        if det and items[at].low in ("small", "large", "larger", "mixed", "second", "first"):
            at += 1
        if at < stop and (items[at].low in _GROUPS or items[at].low in ("family", "household")) and at + 2 < stop and items[at + 1].low in ("of", "with"):
            nxt = at + 2
            while nxt < stop and nxt - at < 6 and items[nxt].low in _HEDGES:
                nxt += 1
            number = _number(items[nxt]) if nxt < stop else None
            if number is not None:
                end, last = self._counted(nxt + 1, stop)
                return self._make(index, last, number, det, end or items[nxt].end)
            return None
        if at < stop and det in ("our", "the", "their") and items[at].low in ("group", "party", "convoy"):
            return Phrase(index, at + 1, items[index].start, items[at].end, det=det, pron="group")
        number = _number(items[at]) if at < stop else None
        if number is None or number < 2 or det in ("a", "his", "her", "my", "their", "our"):
            return None
        start = items[at].start
        if at + 3 < stop and items[at + 1].low == "of" and items[at + 2].low in ("the", "those", "these", "a", "them", "us"):
            whole = at + 3
            if whole < stop and items[whole].low in _GROUPS and whole + 2 < stop and items[whole + 1].low == "of":
                whole += 2
            size = _number(items[whole]) if whole < stop else None
            if size is not None and size >= number:
                end, last = self._counted(whole + 1, stop)
                made = self._make(index, last, size, "the", end or items[whole].end, items[whole].start)
                made.some_of = number
                return made
            return None
        end, last = self._counted(at + 1, stop)
        if end is not None:
            return self._make(index, last, number, det, end, start)
        after = items[at + 1] if at + 1 < stop else None
        if det in ("the", "all", "these", "those") and 2 < number < 200 and (
            after is None or after.low in _AFTER_GROUP or after.kind in ("deed", "sign")
        ):
            return self._make(index, at + 1, number, "the", items[at].end, start)
        return None

    def _make(self, first: int, last: int, number: int, det: str, end: int, start: int | None = None) -> Phrase:
        phrase = Phrase(first, last, self.items[first].start, self.items[last - 1].end, det=det, group=number)
        phrase.families = any(item.low in ("families", "households") for item in self.items[last - 1 : last])
        phrase.group_span = (self.items[first].start if start is None else start, end)
        return phrase

    def _counted(self, at: int, stop: int) -> tuple[int | None, int]:
        """After a number: the end of the person noun it counts (None if it counts none) and the index after it."""
        items, begin = self.items, at
        while at < stop and at - begin < 4:
            item = items[at]
            if item.kind == "noun" and isinstance(item.data, Noun) and item.data.number > 1 and item.data.kind in ("plain",):
                if at + 1 < stop and items[at + 1].kind == "noun" and items[at + 1].low in ("defectors", "refugees", "escapees"):
                    at += 1
                    item = items[at]
                return item.end, at + 1
            if item.low in ("families", "households"):
                return item.end, at + 1
            if item.kind in ("place",) or (item.kind in ("word", "noun", "workplace") and item.low not in _STOP and item.low.replace("-", "").isalpha()):
                at += 1
                continue
            break
        return None, begin

    # ------------------------------------------------------------------ what stands beside a phrase
    def _extend(self, phrase: Phrase, stop: int, before: list[Phrase]) -> None:
        if phrase.pron and not phrase.heads:
            return
        for _ in range(14):
            at = phrase.last
            if at >= stop or not self._step(phrase, at, stop, before):
                return

    def _grow(self, phrase: Phrase, last: int) -> bool:
        phrase.last = last
        phrase.end = self.items[last - 1].end
        return True

    def _step(self, phrase: Phrase, at: int, stop: int, before: list[Phrase]) -> bool:
        """Take one more piece into the phrase; False if nothing beside it belongs to it."""
        items, item = self.items, self.items[at]
        if item.low in ("(", "["):
            return self._bracket(phrase, at, stop)
        if item.kind == "age":
            phrase.ages.append(item)
            return self._grow(phrase, at + 1)
        if item.kind == "birth":
            phrase.births.append(item)
            return self._grow(phrase, at + 1)
        if item.kind == "name" and phrase.heads and not phrase.names() and phrase.plural is False and self._adjacent(items[at - 1], item):
            phrase.heads.append(item)
            return self._grow(phrase, at + 1)
        if item.low in ("from", "of", "in", "at", "near", "with") and item.kind == "word":
            return self._after_preposition(phrase, at, stop)
        if item.low in ("named", "called", "surnamed", "nicknamed", "alias", "aka", "we", "they", "whom", "known", "i"):
            return self._named(phrase, at, stop)
        if item.low in ("age", "aged", "just", "only", "now") and at + 1 < stop and items[at + 1].kind == "age":
            phrase.ages.append(items[at + 1])
            return self._grow(phrase, at + 2)
        if item.low in (",", "-", "–", "—", ";", "/", "|") or (item.low == "and" and phrase.ages and at + 1 < stop and items[at + 1].kind == "age"):
            return self._after_comma(phrase, at, stop, before)
        return False

    def _bracket(self, phrase: Phrase, at: int, stop: int) -> bool:
        items, close = self.items, at + 1
        while close < stop and close - at < 14 and items[close].low not in (")", "]"):
            close += 1
        if close >= stop or items[close].low not in (")", "]"):
            return False
        inner = items[at + 1 : close]
        lows = {item.low for item in inner}
        if "real" in lows and ("not" in lows or "name" in lows) or "pseudonym" in lows or "changed" in lows:
            phrase.pseudonym = True
            return self._grow(phrase, close + 1)
        useful = [item for item in inner if item.kind in ("age", "birth", "name", "place", "kin", "work", "noun")]
        if not useful and not lows & _BRACKET_NOTES:
            return False
        if any(item.low in ("not", "who", "see") for item in inner) or any(item.kind == "deed" for item in inner):
            return False
        for item in useful:
            if item.kind == "age":
                phrase.ages.append(item)
            elif item.kind == "birth":
                phrase.births.append(item)
            elif item.kind == "place":
                phrase.origins.append(item)
            elif item.kind == "noun" and isinstance(item.data, Noun):
                phrase.letters.append(item)
            elif item.kind == "work" or item.kind == "name":
                phrase.heads.append(item)
            elif item.kind == "kin" and not phrase.kin() and not any(low in POSSESSIVES for low in lows):
                phrase.heads.append(item)
        return self._grow(phrase, close + 1)

    def _after_preposition(self, phrase: Phrase, at: int, stop: int) -> bool:
        items, low = self.items, self.items[at].low
        nxt = at + 1
        if nxt >= stop:
            return False
        if low in ("from", "of"):
            while nxt < stop and nxt - at < 4 and items[nxt].low in ("the", "nearby", "rural", "town", "city", "county", "village", "province", "in", "of", "port", "mining"):
                nxt += 1
            if nxt < stop and items[nxt].kind == "place":
                if low == "of" and phrase.group is not None:
                    return False
                phrase.origins.append(items[nxt])
                return self._grow(phrase, nxt + 1)
            if nxt < stop and low == "of" and items[nxt].kind == "age" and phrase.heads:
                phrase.ages.append(items[nxt])
                return self._grow(phrase, nxt + 1)
            if low == "of" and phrase.kin() is not None and phrase.owner is None and phrase.of is None and phrase.group is None:
                return self._kin_of(phrase, at + 1, stop)
        if phrase.heads and phrase.heads[-1].kind == "work" and low in ("at", "in", "of", "with"):
            place = self._workplace(at + 1, stop)
            if place is not None:
                phrase.workplace = (items[place[0]].start, items[place[1]].end)
                return self._grow(phrase, place[1] + 1)
            if low in ("in", "at") and items[at + 1].kind == "place":
                phrase.origins.append(items[at + 1])
                return self._grow(phrase, at + 2)
        if phrase.workplace is not None and low in ("in", "at", "near") and items[at + 1].kind == "place":
            phrase.origins.append(items[at + 1])
            return self._grow(phrase, at + 2)
        return False

    def _kin_of(self, phrase: Phrase, at: int, stop: int) -> bool:
        """"wife of (b)", "mother of two", "son of Ri Chol": who owns the relative."""
        items = self.items
        number = _number(items[at])
        if number is not None and (at + 1 >= stop or items[at + 1].kind not in ("noun", "kin", "work")):
            phrase.of = Phrase(at, at + 1, items[at].start, items[at].end, pron="children", number=number)
            return self._grow(phrase, at + 1)
        if at + 2 < stop and items[at].low == "(" and items[at + 2].low == ")":
            phrase.of = Phrase(at, at + 3, items[at].start, items[at + 2].end, pron="(" + items[at + 1].low)
            return self._grow(phrase, at + 3)
        owner = self.phrase(at, stop)
        if owner is None or owner.poss_only:
            return False
        phrase.of = owner
        return self._grow(phrase, owner.last)

    def _workplace(self, at: int, stop: int) -> tuple[int, int] | None:
        """Item indices of a workplace phrase that begins at `at` (its first own word and its head)."""
        items, begin = self.items, at
        if at < stop and items[at].low in ("a", "an", "the", "his", "her", "my", "our", "their", "one"):
            at += 1
        if at + 1 < stop and items[at].kind in ("word", "place") and items[at + 1].kind == "owner":
            at += 2
        first, head = at, None
        while at < stop and at - begin < 9:
            item = items[at]
            if item.kind == "workplace":
                head = at
            elif head is not None:
                break
            elif not (
                item.kind in ("word", "place", "name", "noun", "work") and item.low not in _STOP or item.low in ("-", "of", "no", ".", "&")
                or _number(item) is not None
            ):
                break
            at += 1
        if head is None:
            return None
        if items[head].low in ("ministry", "committee", "bureau", "academy", "institute") and head + 2 < stop and items[head + 1].low == "of":
            end = head + 2
            while end + 1 < stop and end - head < 6 and (items[end + 1].kind == "owner" or self.text[items[end + 1].start].isupper()):
                end += 1
            return first, end
        return first, head

    def _named(self, phrase: Phrase, at: int, stop: int) -> bool:
        """"a woman named Hana", "a man we called Uncle Kim", "known as Dew"."""
        items = self.items
        for index in range(at, min(at + 5, stop)):
            if items[index].kind == "name" and index > at:
                namer = " ".join(item.low for item in items[at:index])
                if any(word in namer for word in ("named", "called", "call", "surnamed", "nicknamed", "alias", "aka", "known", "identified", "name")):
                    if phrase.names():
                        return False
                    phrase.heads.append(items[index])
                    return self._grow(phrase, index + 1)
                return False
            if items[index].kind not in ("word", "agent"):
                return False
        return False

    def _after_comma(self, phrase: Phrase, at: int, stop: int, before: list[Phrase]) -> bool:
        items, nxt = self.items, at + 1
        if nxt >= stop:
            return False
        while nxt < stop and nxt - at < 3 and items[nxt].low in _BESIDE_AGE and items[nxt].kind == "word":
            nxt += 1
        if nxt < stop and items[nxt].kind in ("age", "birth"):
            (phrase.ages if items[nxt].kind == "age" else phrase.births).append(items[nxt])
            return self._grow(phrase, nxt + 1)
        nxt = at + 1
        item = items[nxt]
        if item.kind == "noun" and _letter(item):
            phrase.letters.append(item)
            return self._grow(phrase, nxt + 1)
        if items[at].low not in (",", "-", "–", "—", "|", ";", "/"):
            return False
        if item.low in ("from", "of", "all", "originally", "both", "also"):
            step = nxt
            while step < stop and step - nxt < 3 and items[step].low in ("all", "originally", "both", "also"):
                step += 1
            if step + 1 < stop and items[step].low in ("from", "of") and items[step + 1].kind == "place":
                phrase.origins.append(items[step + 1])
                return self._grow(phrase, step + 2)
        if item.kind == "place" and phrase.names() and items[at].low == "," and (phrase.ages or phrase.letters) and (
            nxt + 1 >= stop or items[nxt + 1].low in (",", ".", ";", ")")
        ):
            phrase.origins.append(item)
            return self._grow(phrase, nxt + 1)
        if item.low in ("identified", "named", "known", "called", "whose", "who", "listed", "surnamed"):
            for index in range(nxt + 1, min(nxt + 9, stop)):
                if items[index].kind == "name":
                    words = [other.low for other in items[nxt:index]]
                    if not phrase.names() and any(word in words for word in ("as", "named", "called", "name", "surnamed")):
                        phrase.heads.append(items[index])
                        return self._grow(phrase, index + 1)
                    return False
                if items[index].low in (",", ".", ";", "(") or items[index].kind == "deed":
                    return False
        return self._apposition(phrase, at, stop, before)

    def _apposition(self, phrase: Phrase, at: int, stop: int, before: list[Phrase]) -> bool:
        items = self.items
        other = self.phrase(at + 1, stop)
        if other is None or other.pron or other.group is not None or not phrase.heads or phrase.public or other.public:
            return False
        after = items[other.last] if other.last < stop else None
        listed = after is not None and after.low in ("and", "&")
        if phrase.sex() and other.sex() and phrase.sex() != other.sex():
            return False
        names = other.names()
        if names and len(other.heads) == len(names) and not other.det and other.owner is None:
            if phrase.names() and not phrase.plural:
                return False
            return self._take(phrase, other)
        if other.plural != phrase.plural and not (phrase.names() and other.plural is False):
            return False
        if phrase.plural:
            return False
        if other.owner is not None:
            if not phrase.names() or phrase.kin() or phrase.owner is not None or names:
                return False
            pron = other.owner.pron
            if pron in ("his", "her") and (listed or not before):
                return False
            if pron in ("his", "her") and not any(earlier.conj >= 0 for earlier in before):
                return False
            if phrase.ages and other.ages:
                return False
            phrase.owner = other.owner
            return self._take(phrase, other)
        if other.det in ("the", "this", "that") and not phrase.names():
            return False
        if names and phrase.names():
            return False
        if phrase.ages and other.ages:
            return False
        if phrase.work() and other.work() and not phrase.names():
            return False
        if phrase.noun() and other.noun() and not phrase.names():
            return False
        if listed and not phrase.names():
            return False
        if not phrase.names() and names:
            return False
        return self._take(phrase, other)

    def _take(self, phrase: Phrase, other: Phrase) -> bool:
        phrase.heads.extend(other.heads)
        phrase.ages.extend(other.ages)
        phrase.births.extend(other.births)
        phrase.origins.extend(other.origins)
        phrase.adjectives += other.adjectives
        return self._grow(phrase, other.last)


_PREPOSITIONS = frozenset(
    "with by to of from for about at on in against among near beside behind between including like as without than into over under"
    " after before except".split()
)
_AFTER_GROUP = frozenset("were are was have had who , . ; : ) ? ! was will from remain could may and in".split())


def _number(item: Item) -> int | None:
    """The value of a number word or figure below 100,000."""
    if item.kind not in ("word",):
        return None
    low = item.low
    if low in ("one", "a", "an"):
        return None
    return english_number(low) if low[0].isdigit() and low.isdigit() or low[0].isalpha() and low in _NUMBER_WORDS or "-" in low and low.split("-")[0] in _NUMBER_WORDS else None


_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    " thirty forty fifty sixty seventy eighty ninety dozen".split()
)


def _premodifier(item: Item) -> bool:
    return "old" in item.low or item.low in ("teenage", "teenaged", "newborn", "infant", "toddler")


def _letter(item: Item) -> bool:
    return isinstance(item.data, Noun) and item.data.kind == "letter"
