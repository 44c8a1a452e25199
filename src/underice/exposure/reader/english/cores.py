"""Where a phrase for people begins and which words are its own: "his two elder brothers", "a group of nine"."""

from __future__ import annotations

from collections.abc import Sequence

from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Noun, Work, words
from underice.exposure.reader.english.phrases import (
    ARTICLES,
    POSSESSIVES,
    PRONOUNS,
    Phrase,
    as_child,
    is_letter,
    number_of,
    premodifier,
    wordlike,
)

CONTRACTED = {
    "i'm": "i",
    "i've": "i",
    "i'd": "i",
    "i'll": "i",
    "we're": "we",
    "we've": "we",
    "we'd": "we",
    "they're": "they",
    "they've": "they",
    "they'd": "they",
    "he'd": "he",
    "she'd": "she",
    "he'll": "he",
    "she'll": "she",
    "shes": "she",
    "hes": "he",
    "im": "i",
    "ive": "i",
    "theyre": "they",
    "you're": "you",
    "weve": "we",
}
"""Pronouns grown together with a verb."""
_HEADS = frozenset(("kin", "noun", "work", "name"))
_STOP = words("stop")
_GROUPS = words("groups")
_HEDGES = words("hedges")
_AFTER_GROUP = words("after_group") | frozenset(",.;:)?!")
_GROUP_OPENERS = words("group_openers")
_GROUP_SIZES = words("group_sizes")
_ORDINALS = words("ordinals")
_ADJECTIVES = words("adjectives") | {"-"}
LARGEST = 500
"""A larger number of people is a statistic."""


class Cores:
    """Cuts single phrases, without what follows them."""

    def __init__(self, items: Sequence[Item], text: str) -> None:
        self.items = items
        self.text = text

    def phrase(self, index: int, stop: int) -> Phrase | None:
        """The phrase that begins exactly at items[index], without what follows it; None if none does."""
        items = self.items
        item = items[index]
        if item.low in CONTRACTED and item.kind == "word":
            return Phrase(index, index + 1, item.start, item.end, pron=CONTRACTED[item.low])
        if item.low == "(" and index + 2 < stop and items[index + 2].low == ")" and len(items[index + 1].low) == 1:
            return Phrase(index, index + 3, item.start, items[index + 2].end, pron="(" + items[index + 1].low)
        if item.low in ("no", "nos", "case", "cases"):
            return self._numbered(index, stop)
        if item.low == "her" and (
            index + 1 >= stop or items[index + 1].low in _STOP or items[index + 1].kind in ("sign", "date", "place")
        ):
            return Phrase(index, index + 1, item.start, item.end, pron="her")
        if item.low in PRONOUNS and item.kind in ("word", "agent"):
            if item.low == "both" and index + 1 < stop and items[index + 1].kind in ("age", "kin", "noun", "work"):
                return None
            return Phrase(index, index + 1, item.start, item.end, pron=item.low)
        found = (
            self._one_of(index, stop)
            or self._ordinal(index, stop)
            or self._group(index, stop)
            or self._core(index, stop)
        )
        if found is not None:
            found = self._owned(found, stop)
            if found.owner is not None:
                found.heads = [as_child(head) for head in found.heads]
            return found
        if item.low in POSSESSIVES and item.kind == "word" and item.low not in ("its", "whose"):
            return Phrase(index, index + 1, item.start, item.end, pron=item.low, poss_only=True)
        return None

    def _numbered(self, index: int, stop: int) -> Phrase | None:
        """As in "no. 3", "nos. 1 and 2": people of a list by their numbers."""
        items, at = self.items, index + 1
        if at < stop and items[at].low == ".":
            at += 1
        numbers: list[str] = []
        while at < stop and (
            items[at].low.isdecimal()
            and len(items[at].low) < 4
            or items[index].low.startswith("case")
            and len(items[at].low) == 1
            and self.text[items[at].start].isupper()
        ):
            numbers.append(items[at].low)
            at += 1
            if at + 1 < stop and items[at].low in ("and", "&", ",") and items[at + 1].low.isdecimal():
                at += 1
        if not numbers:
            return None
        found = Phrase(index, at, items[index].start, items[at - 1].end, pron="(" + " ".join(numbers))
        return self._owned(found, stop)

    def _one_of(self, index: int, stop: int) -> Phrase | None:
        """As in "one of the women": a single person, perhaps one of those just told of."""
        items = self.items
        if (
            items[index].low != "one"
            or index + 3 >= stop
            or items[index + 1].low != "of"
            or items[index + 2].low != "the"
        ):
            return None
        phrase = self._core(index + 2, stop)
        if phrase is None or not phrase.plural or phrase.names() or phrase.kin():
            return None
        phrase.first, phrase.start, phrase.det, phrase.number = index, items[index].start, "", 1
        phrase.adjectives = ("one of",)
        return phrase

    def _ordinal(self, index: int, stop: int) -> Phrase | None:
        """As in "the elder", "the other", "one of them", "another": one of those just told of, without a noun."""
        items = self.items
        lows = [item.low for item in items[index : index + 4]]
        if (
            lows[:1] == ["another"]
            and lows[1:2] == [","]
            or lows[:2] == ["one", "of"]
            and lows[2:3] in (["them"], ["those"])
        ):
            last = index + (1 if lows[0] == "another" else 3)
            head = Item("noun", items[index].start, items[index].end, lows[0], Noun(None, 1, "ordinal"))
            return Phrase(
                index, last, items[index].start, items[last - 1].end, det="the", heads=[head], adjectives=(lows[0],)
            )
        if items[index].low != "the" or index + 1 >= stop or items[index + 1].low not in _ORDINALS:
            return None
        if (
            items[index + 1].kind == "kin"
            and index + 3 < stop
            and items[index + 2].low == ","
            and items[index + 3].low == "a"
        ):
            return None
        one = index + 2 < stop and items[index + 2].low == "one"
        after = items[index + 2 + one] if index + 2 + one < stop else None
        if (
            after is not None
            and after.kind not in ("sign", "deed", "age", "owner")
            and after.low not in _AFTER_GROUP | {"from"}
        ):
            return None
        word = items[index + 1]
        head = Item("noun", word.start, word.end, word.low, Noun(None, 1, "ordinal"))
        return Phrase(
            index, index + 2 + one, items[index].start, word.end, det="the", heads=[head], adjectives=(word.low,)
        )

    def _owned(self, phrase: Phrase, stop: int) -> Phrase:
        """As in "the couple's daughters": the phrase before the possessive ending owns the one after it."""
        at = phrase.last
        if at >= stop or self.items[at].kind != "owner":
            return phrase
        phrase.genitive = True
        following = self._core(at + 1, stop) if at + 1 < stop else None
        if (
            following is None
            or following.det
            or following.owner is not None
            or not (following.kin() or following.noun() or following.work())
        ):
            return phrase
        following.owner, following.first, following.start = phrase, phrase.first, phrase.start
        return self._owned(following, stop)

    def _core(self, index: int, stop: int) -> Phrase | None:
        items = self.items
        phrase = Phrase(index, index, items[index].start, items[index].end)
        if self._conjunction(index, stop):
            return None
        at = index
        if items[at].kind == "word" and items[at].low in ARTICLES | POSSESSIVES:
            low = items[at].low
            if low == "its":
                return None
            if low in POSSESSIVES:
                phrase.owner = Phrase(at, at + 1, items[at].start, items[at].end, pron=low, poss_only=True)
            phrase.det = low
            at += 1
        pending: list[Item] = []
        loose = 0
        while at < stop and at - index < 8 and (items[at].kind not in _HEADS or self._nationality(at, stop)):
            if items[at].kind in _HEADS:
                at += 1
                continue
            kind = self._modifier(phrase, at, stop, pending)
            loose += kind == "loose"
            if kind == "no" or loose > 3:
                return None
            at += 1
        if at >= stop or items[at].kind not in _HEADS or (loose and items[at].kind == "name" and not phrase.ages):
            return None
        at = self._heads(phrase, at, stop)
        if not phrase.heads or self._only_adjective(phrase, at, stop):
            return None
        if phrase.number is not None and all(head.kind == "name" for head in phrase.heads):
            phrase.number = None  # "looking 4 KO SUN BOK"
        phrase.origins.extend(pending)
        phrase.last, phrase.end = at, phrase.heads[-1].end
        return phrase

    def _nationality(self, at: int, stop: int) -> bool:
        """As in "a North Korean bus mechanic": an adjective before other words and the noun itself."""
        items, item = self.items, self.items[at]
        if item.kind != "noun" or not item.low.endswith("korean"):
            return False
        nxt = at + 1
        while nxt < stop and nxt - at < 3 and items[nxt].kind in ("word", "workplace") and self._describes(items[nxt]):
            nxt += 1
        return (
            at + 1 < nxt < stop
            and items[nxt].kind in ("work", "noun", "kin")
            and self._adjacent(items[nxt - 1], items[nxt])
        )

    def _only_adjective(self, phrase: Phrase, at: int, stop: int) -> bool:
        """As in "to North Korean state security": of what follows, not of a person."""
        last = phrase.heads[-1]
        if at < stop and last.kind == "name" and phrase.det == "the" and self.items[at].kind == "workplace":
            return self._adjacent(last, self.items[at])
        return (
            at < stop
            and last.low.endswith(("korean", "chinese"))
            and self.items[at].kind in ("agent", "workplace")
            and self._adjacent(last, self.items[at])
        )

    def _modifier(self, phrase: Phrase, at: int, stop: int, pending: list[Item]) -> str:
        """Take items[at] as a word before the head: "known", "loose" (any adjective or noun) or "no"."""
        item = self.items[at]
        number = number_of(item)
        if item.kind == "age" and (phrase.det or premodifier(item)):
            phrase.ages.append(item)
        elif item.kind == "birth" and phrase.det:
            phrase.births.append(item)
        elif number is not None and phrase.number is None:
            phrase.number = number
        elif item.kind == "place":
            if not (phrase.det or phrase.ages) and at + 1 < stop and self.items[at + 1].kind not in _HEADS:
                return "no"
            pending.append(item)
        elif item.low in _ADJECTIVES or (item.low in _ORDINALS and phrase.det == "the"):
            phrase.adjectives += (item.low,)
        elif self._describes(item) and (phrase.det or phrase.number is not None or phrase.ages):
            phrase.adjectives += (item.low,)
            return "loose"
        else:
            return "no"
        return "known"

    @staticmethod
    def _describes(item: Item) -> bool:
        return (
            item.kind in ("word", "agent", "deed", "workplace")
            and item.low not in _STOP | ARTICLES | POSSESSIVES
            and item.low.replace("-", "").isalpha()
        )

    def _heads(self, phrase: Phrase, at: int, stop: int) -> int:
        """Take the head words that stand side by side; the index after them."""
        items = self.items
        while at < stop and items[at].kind in _HEADS and self._goes_on(phrase, items[at]):
            phrase.heads.append(items[at])
            if items[at].age is not None:
                phrase.ages.append(items[at])
            at += 1
            if at < stop and items[at].low == "." and items[at - 1].low in ("mr", "mrs", "ms", "dr", "st"):
                at += 1
        return at

    def _goes_on(self, phrase: Phrase, item: Item) -> bool:
        if not phrase.heads:
            return not is_letter(item) or len(item.low) > 1
        if is_letter(item) or not self._adjacent(phrase.heads[-1], item):
            return False
        return phrase.heads[-1].kind != "name" and not (item.kind == "name" and phrase.plural)

    def _conjunction(self, index: int, stop: int) -> bool:
        """As in "that the …", "all his …": the first word is no article here."""
        items = self.items
        return (
            items[index].low in ("that", "this")
            and index + 1 < stop
            and (
                items[index + 1].low in ARTICLES | POSSESSIVES | PRONOUNS and items[index + 1].kind in ("word", "agent")
            )
        )

    def _adjacent(self, left: Item, right: Item) -> bool:
        return self.text[left.end : right.start].strip(" .-") == ""

    def _group(self, index: int, stop: int) -> Phrase | None:
        """As in "a group of nine defectors", "12 North Koreans", "three families", "the five"."""
        items, at = self.items, index
        if self._conjunction(index, stop):
            return None
        det = ""
        if items[at].kind == "word" and items[at].low in _GROUP_OPENERS:
            det = items[at].low
            at += 1
        while at < stop and at - index < 4 and items[at].low in _HEDGES:
            at += 1
        if det and at < stop and items[at].low in _GROUP_SIZES:
            at += 1
        if at >= stop:
            return None
        if items[at].low in _GROUPS and at + 2 < stop and items[at + 1].low in ("of", "with"):
            return self._party(index, at, stop, det)
        if det in ("our", "the", "their") and items[at].low in ("group", "party", "convoy"):
            return Phrase(index, at + 1, items[index].start, items[at].end, det=det, pron="group")
        number = number_of(items[at])
        if number is None or not 2 <= number <= LARGEST or det in ("a", "his", "her", "my", "their", "our"):
            return None
        return self._some_of(index, at, stop, number) or self._number_of_people(index, at, stop, number, det)

    def _party(self, index: int, at: int, stop: int, det: str) -> Phrase | None:
        """As in "a group of nine defectors", "a family of four"."""
        nxt = at + 2
        while nxt < stop and nxt - at < 6 and self.items[nxt].low in _HEDGES:
            nxt += 1
        number = number_of(self.items[nxt]) if nxt < stop else None
        if number is None:
            return None
        end, last = self._counted(nxt + 1, stop)
        made = self._make(index, last, number, det, end or self.items[nxt].end)
        made.household = self.items[at].low in ("family", "household")
        return made

    def _some_of(self, index: int, at: int, stop: int, number: int) -> Phrase | None:
        """As in "six of us", "two of the five people"."""
        items, start = self.items, self.items[at].start
        if at + 2 >= stop or items[at + 1].low != "of":
            return None
        if items[at + 2].low == "us":
            made = self._make(index, at + 3, number, "a", items[at + 2].end, start)
            made.ours = True
            return made
        if items[at + 2].low == "them":
            return Phrase(index, at + 3, start, items[at + 2].end, pron="them", some_of=number)
        whole = at + 3
        if whole + 2 < stop and items[whole].low in _GROUPS and items[whole + 1].low == "of":
            whole += 2
        size = number_of(items[whole]) if whole < stop else None
        if items[at + 2].low not in ("the", "those", "these", "a", "them") or size is None or size < number:
            return None
        end, last = self._counted(whole + 1, stop)
        made = self._make(index, last, size, "the", end or items[whole].end, items[whole].start)
        made.some_of = number
        return made

    def _number_of_people(self, index: int, at: int, stop: int, number: int, det: str) -> Phrase | None:
        """As in "12 North Koreans", "the five"."""
        items, start = self.items, self.items[at].start
        end, last = self._counted(at + 1, stop)
        if (
            end is not None
            and last + 1 < stop
            and items[last].low in ("among", "of")
            and items[last + 1].low in ("them", "these", "those")
        ):
            made = Phrase(index, last + 2, items[index].start, items[last + 1].end, pron="them")
            made.some_of = number
            return made
        if end is not None:
            family = self._of_family(last, stop)
            made = self._make(index, family or last, number, det, end, start)
            made.household = family is not None
            return made
        after = items[at + 1] if at + 1 < stop else None
        if det == "the" and number == 2 and (after is None or after.low in _STOP or after.kind in ("deed", "sign")):
            return Phrase(index, at + 1, items[index].start, items[at].end, pron="both")
        alone = after is None or after.low in _AFTER_GROUP or after.kind in ("deed", "sign")
        if alone and number > 2 and det in ("the", "all", "these", "those"):
            return self._make(index, at + 1, number, "the", items[at].end, start)
        return None

    def _of_family(self, at: int, stop: int) -> int | None:
        """As in "three members of a North Korean family": the index after the family."""
        if (
            at + 2 >= stop
            or self.items[at].low != "of"
            or self.items[at + 1].low not in ("a", "an", "the", "one", "this")
        ):
            return None
        for k in range(at + 2, min(at + 5, stop)):
            if self.items[k].low in ("family", "household"):
                return k + 1
        return None

    def _make(self, first: int, last: int, number: int, det: str, end: int, start: int | None = None) -> Phrase:
        phrase = Phrase(first, last, self.items[first].start, self.items[last - 1].end, det=det, group=number)
        phrase.families = any(item.low in ("families", "households") for item in self.items[last - 1 : last])
        phrase.group_span = (self.items[first].start if start is None else start, end)
        return phrase

    def _crew(self, begin: int, at: int, stop: int) -> bool:
        """As in "three crewmen", "twelve waitresses", "seven other men": three or more of a trade or sex, not told apart."""
        item, number = self.items[at], number_of(self.items[begin - 1])
        if number is None or number < 3 or item.kind not in ("work", "noun"):
            return False
        after = self.items[at + 1] if at + 1 < stop else None
        if after is not None and (after.kind in ("age", "name", "kin") or after.low in (":", "(", "named", "called")):
            return False
        if isinstance(item.data, Work):
            return item.data.number > 1 and item.data.flag in ("", "helper")
        others = self.items[at - 1].low == "other"
        others = others or number >= 4 and self.items[begin - 2].low in ("the", "of", "all")
        return others and isinstance(item.data, Noun) and item.data.number > 1 and item.data.kind == "sex"

    def _counted(self, at: int, stop: int) -> tuple[int | None, int]:
        """After a number: the end of the person noun it counts (None if it counts none) and the index after it."""
        items, begin = self.items, at
        while at < stop and at - begin < 4:
            item = items[at]
            if (
                item.kind == "noun"
                and isinstance(item.data, Noun)
                and item.data.number > 1
                and item.data.kind in ("plain",)
                or self._crew(begin, at, stop)
            ):
                if (
                    at + 1 < stop
                    and items[at + 1].kind == "noun"
                    and items[at + 1].low in ("defectors", "refugees", "escapees")
                ):
                    at += 1
                    item = items[at]
                return item.end, at + 1
            if item.low in ("families", "households"):
                return item.end, at + 1
            if item.kind in ("place",) or (
                item.kind in ("word", "noun", "workplace") and item.low not in _STOP and wordlike(item.low)
            ):
                at += 1
                continue
            break
        return None, begin
