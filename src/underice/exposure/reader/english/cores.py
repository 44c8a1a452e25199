"""Where a phrase that denotes people begins and which words are its own: "his two elder brothers", "a group of nine"."""

from __future__ import annotations

from collections.abc import Sequence

from underice.exposure.reader.english.items import Item
from underice.exposure.reader.english.lexicon import Noun, words
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
_AGE_BESIDE = words("beside_age")


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
        if item.low == "her" and (
            index + 1 >= stop or items[index + 1].low in _STOP or items[index + 1].kind in ("sign", "date", "place")
        ):
            return Phrase(index, index + 1, item.start, item.end, pron="her")
        if item.low in PRONOUNS and item.kind in ("word", "agent"):
            if item.low == "both" and index + 1 < stop and items[index + 1].kind in ("age", "kin", "noun", "work"):
                return None
            return Phrase(index, index + 1, item.start, item.end, pron=item.low)
        found = self._group(index, stop) or self._core(index, stop)
        if found is not None:
            found = self._owned(found, stop)
            if found.owner is not None:
                found.heads = [as_child(head) for head in found.heads]
            return found
        if item.low in POSSESSIVES and item.kind == "word" and item.low not in ("its", "whose"):
            return Phrase(index, index + 1, item.start, item.end, pron=item.low, poss_only=True)
        return None

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
        at, loose, adjectives = index, 0, []
        if self._conjunction(index, stop):
            return None
        if items[at].kind == "word" and items[at].low in ARTICLES | POSSESSIVES:
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
            number = number_of(item)
            if item.kind == "age" and (phrase.det or premodifier(item)):
                phrase.ages.append(item)
            elif item.kind == "birth" and phrase.det:
                phrase.births.append(item)
            elif number is not None and phrase.number is None:
                phrase.number = number
            elif item.kind == "place":
                if not (phrase.det or phrase.ages) and at + 1 < stop and items[at + 1].kind not in _HEADS:
                    return None
                pending.append(item)
            elif item.low in (
                "-",
                "ex",
                "former",
                "young",
                "elderly",
                "retired",
                "old",
                "little",
                "lil",
                "late",
                "new",
                "own",
            ):
                adjectives.append(item.low)
            elif (
                item.kind in ("word", "agent", "deed", "workplace")
                and item.low not in _STOP
                and item.low.replace("-", "").isalpha()
                and (phrase.det or phrase.number is not None or phrase.ages)
                and loose < 3
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
            if is_letter(items[at]) and (phrase.heads or len(items[at].low) == 1):
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
        """As in "a group of nine defectors", "12 North Koreans", "three families", "two of the five people", "the five"."""
        items, at = self.items, index
        if self._conjunction(index, stop):
            return None
        det = ""
        if items[at].kind == "word" and items[at].low in (
            "a",
            "an",
            "the",
            "this",
            "that",
            "these",
            "those",
            "all",
            "another",
            "our",
            "their",
            "his",
            "her",
            "my",
        ):
            det = items[at].low
            at += 1
        while at < stop and at - index < 4 and items[at].low in _HEDGES:
            at += 1
        if at >= stop:
            return None
        if det and items[at].low in ("small", "large", "larger", "mixed", "second", "first"):
            at += 1
        if (
            at < stop
            and (items[at].low in _GROUPS or items[at].low in ("family", "household"))
            and at + 2 < stop
            and items[at + 1].low in ("of", "with")
        ):
            nxt = at + 2
            while nxt < stop and nxt - at < 6 and items[nxt].low in _HEDGES:
                nxt += 1
            number = number_of(items[nxt]) if nxt < stop else None
            if number is not None:
                end, last = self._counted(nxt + 1, stop)
                return self._make(index, last, number, det, end or items[nxt].end)
            return None
        if at < stop and det in ("our", "the", "their") and items[at].low in ("group", "party", "convoy"):
            return Phrase(index, at + 1, items[index].start, items[at].end, det=det, pron="group")
        number = number_of(items[at]) if at < stop else None
        if number is None or not 2 <= number <= 500 or det in ("a", "his", "her", "my", "their", "our"):
            return None
        start = items[at].start
        if at + 2 < stop and items[at + 1].low == "of" and items[at + 2].low == "us":
            made = self._make(index, at + 3, number, "a", items[at + 2].end, start)
            made.ours = True
            return made
        if (
            at + 3 < stop
            and items[at + 1].low == "of"
            and items[at + 2].low in ("the", "those", "these", "a", "them", "us")
        ):
            whole = at + 3
            if whole < stop and items[whole].low in _GROUPS and whole + 2 < stop and items[whole + 1].low == "of":
                whole += 2
            size = number_of(items[whole]) if whole < stop else None
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
        if (
            det in ("the", "all", "these", "those")
            and 2 < number < 200
            and (after is None or after.low in _AFTER_GROUP or after.kind in ("deed", "sign"))
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
            if (
                item.kind == "noun"
                and isinstance(item.data, Noun)
                and item.data.number > 1
                and item.data.kind in ("plain",)
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
