"""Noun phrases that denote persons, with what stands beside them: "a 40-year-old miner from Musan, named as Ri Il".

A phrase is cut by a few local rules over the row of items, each with a bounded look-ahead, so that the cost is linear.
"""

from __future__ import annotations

from dataclasses import replace

from underice.exposure.reader.english.cores import Cores
from underice.exposure.reader.english.lexicon import Kin, Noun, words
from underice.exposure.reader.english.phrases import POSSESSIVES, Phrase, is_letter, number_of

_STOP = words("stop")
_BESIDE_AGE = words("beside_age")
_BRACKET_NOTES = words("bracket_notes")
_PREPOSITIONS = words("prepositions")
_NAMERS = words("namers")
_RANKS = words("ranks")
_ONCE = frozenset(
    "formerly once previously now originally until recently lately currently himself herself also".split()
)
_NAMED_AFTER_COMMA = words("named_after_comma")


class Chunker(Cores):
    """Cuts the phrases of one sentence out of its items."""

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
            self._one_of_siblings(phrase)
            linked = bool(out) and self._joined(out[-1].last, phrase.first) and not self._told_to(out[-1])
            if linked and phrase.kin() and not (phrase.owner or phrase.of or phrase.det) and out[-1].kin():
                phrase.owner = out[-1].owner
            if not linked:
                chain += 1
            elif not phrase.preposition:
                phrase.preposition = out[-1].preposition
            phrase.conj = chain
            out.append(phrase)
            index = max(phrase.last, index + 1)
        return out

    def _one_of_siblings(self, phrase: Phrase) -> None:
        """As in "I was the third of four daughters": the others are brothers and sisters of the one told of."""
        kin, at = phrase.kin(), phrase.first - 2
        if kin is None or kin.relation != "child" or phrase.number is None or at < 0 or phrase.owner is not None:
            return
        if self.items[at + 1].low == "of" and self.items[at].low in _RANKS and phrase.number > 1:
            phrase.number -= 1
            sibling = Kin("sibling", kin.sex, min(phrase.number, 2))
            phrase.heads = [replace(head, data=sibling) if head.kind == "kin" else head for head in phrase.heads]
            phrase.det = "one"

    def _told_to(self, phrase: Phrase) -> bool:
        """As in "…, she told me, and her brother drowned": "me" is no member of a row."""
        before = self.items[phrase.first - 1].low if phrase.first else ""
        return phrase.pron in ("me", "us", "him", "her", "them") and before in ("told", "tells", "telling", "asked")

    def _joined(self, left: int, right: int) -> bool:
        """True if only commas and "and" stand between."""
        row = self.items[left:right]
        aside = len(row) == 4 and row[1].low in ("left", "right", "centre", "center", "above", "below")
        if len(row) == 4 and (aside or row[1].kind == "place") and [row[0].low, row[2].low] == [",", ","]:
            return row[3].low == "and"  # "A, 66, left, and …", "A, born in X, Y province, and …"
        if len(row) > 4 and row[0].low in ("born", "raised", "living", "registered") and row[2].kind == "place":
            row = row[3:]  # "A, 27, born in X, and her son"
        between = [item.low for item in row]
        return bool(between) and len(between) <= 2 and all(low in (",", "and", "&", "/", "plus") for low in between)

    def _preposition(self, phrase: Phrase, first: int) -> str:
        index = phrase.first - 1
        if index < first:
            return ""
        low = self.items[index].low.split()[-1]
        if low in ("with", "w", "/") and self.text[max(0, phrase.start - 3) : phrase.start].strip().lower().endswith(
            "w/"
        ):
            return "with"
        if low == "back" or (low == "of" and self.items[index - 1].low in ("back", "arms", "side", "company", "hands")):
            return "with"
        if low in (
            "together",
            "alongside",
            "along",
            "carrying",
            "accompanied",
            "leading",
            "bringing",
            "holding",
            "including",
            "plus",
        ):
            return "with" if low != "including" else "including"
        if low in _PREPOSITIONS:
            if low == "by" and self.items[index - 1].low in ("accompanied", "joined", "followed"):
                return "with"
            return low
        return ""

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
        if phrase.names() and item.low in ("the", "senior", "junior", "sr", "jr"):
            return self._ranked(phrase, at, stop)
        if (
            item.kind == "name"
            and phrase.heads
            and not phrase.names()
            and phrase.plural is False
            and self._adjacent(items[at - 1], item)
        ):
            phrase.heads.append(item)
            return self._grow(phrase, at + 1)
        if item.kind == "name" and phrase.kin() is not None and phrase.plural and not phrase.names():
            return self._name_list(phrase, at, stop)
        if item.low in ("from", "of", "in", "at", "near", "with") and item.kind == "word":
            return self._after_preposition(phrase, at, stop)
        if item.low in (
            "named",
            "called",
            "surnamed",
            "nicknamed",
            "alias",
            "aka",
            "we",
            "they",
            "whom",
            "known",
            "i",
            "identified",
        ):
            return self._named(phrase, at, stop)
        if (
            item.low in ("age", "aged", "just", "only", "now", "then", "barely")
            and at + 1 < stop
            and items[at + 1].kind == "age"
        ):
            phrase.ages.append(items[at + 1])
            return self._grow(phrase, at + 2)
        if item.low in (",", "-", "–", "—", ";", "/", "|") or (
            item.low == "and" and phrase.ages and at + 1 < stop and items[at + 1].kind == "age"
        ):
            return self._after_comma(phrase, at, stop, before)
        return False

    def _ranked(self, phrase: Phrase, at: int, stop: int) -> bool:
        """As in "Jong Chol the elder", "Kim Chol senior": which of two of one name."""
        items = self.items
        word = at + 1 if items[at].low == "the" else at
        if word >= stop or items[word].low not in ("elder", "older", "younger", "senior", "junior", "sr", "jr"):
            return False
        after = items[word + 1].low if word + 1 < stop else "."
        if after not in (",", "(", ".", ";", "and", "is", "was", "had", "has"):
            return False
        old = items[word].low in ("elder", "older", "senior", "sr")
        phrase.adjectives += ("elder",) if old else ("younger",)
        phrase.rank = "elder" if old else "younger"
        return self._grow(phrase, word + 1)

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
        if not useful and {"no", "not"} & lows and {"relation", "related", "namesake", "same"} & lows:
            return self._grow(phrase, close + 1)
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
            elif (
                item.kind == "work"
                or item.kind == "name"
                or item.kind == "kin"
                and not phrase.kin()
                and not any(low in POSSESSIVES for low in lows)
            ):
                phrase.heads.append(item)
        return self._grow(phrase, close + 1)

    def _after_preposition(self, phrase: Phrase, at: int, stop: int) -> bool:
        items, low = self.items, self.items[at].low
        nxt = at + 1
        if nxt >= stop:
            return False
        if low in ("from", "of"):
            while (
                nxt < stop
                and nxt - at < 4
                and items[nxt].low
                in (
                    "the",
                    "nearby",
                    "rural",
                    "town",
                    "city",
                    "county",
                    "village",
                    "province",
                    "in",
                    "of",
                    "port",
                    "mining",
                )
            ):
                nxt += 1
            if nxt < stop and items[nxt].kind == "place":
                if low == "of" and phrase.group is not None:
                    return False
                phrase.origins.append(items[nxt])
                return self._grow(phrase, nxt + 1)
            if nxt < stop and low == "of" and items[nxt].kind == "age" and phrase.heads:
                phrase.ages.append(items[nxt])
                return self._grow(phrase, nxt + 1)
            if (
                low == "of"
                and phrase.kin() is not None
                and phrase.owner is None
                and phrase.of is None
                and phrase.group is None
            ):
                return self._kin_of(phrase, at + 1, stop)
        if phrase.heads and phrase.heads[-1].kind == "work" and low in ("at", "in", "of", "with"):
            place = self._workplace(at + 1, stop)
            if place is not None:
                phrase.workplace = (items[place[0]].start, items[place[1]].end)
                return self._grow(phrase, place[1] + 1)
            if low in ("in", "at") and items[at + 1].kind == "place":
                phrase.origins.append(items[at + 1])
                return self._grow(phrase, at + 2)
            if self._field(at, stop):
                return self._grow(phrase, at + 2)
        if low == "in" and items[at - 1].kind == "birth" and items[at + 1].kind == "place":
            phrase.origins.append(items[at + 1])
            return self._grow(phrase, at + 2)
        if phrase.workplace is not None and low in ("in", "at", "near") and items[at + 1].kind == "place":
            phrase.origins.append(items[at + 1])
            return self._grow(phrase, at + 2)
        return False

    def _field(self, at: int, stop: int) -> bool:
        """As in "a lecturer in botany at …": the subject of the work, before its place."""
        if at + 2 >= stop or self.items[at].low not in ("in", "of") or self.items[at + 2].low not in ("at", "in"):
            return False
        field = self.items[at + 1]
        plain = field.is_word and field.low.isalpha() and field.low not in _STOP | {"a", "an", "the"}
        return plain and self.text[field.start].islower()

    def _kin_of(self, phrase: Phrase, at: int, stop: int) -> bool:
        """As in "wife of (b)", "mother of two", "son of Ri Chol": who owns the relative."""
        items = self.items
        number = number_of(items[at])
        if number is not None and at + 1 < stop and items[at + 1].low == ")" and number < 40:
            phrase.of = Phrase(at, at + 2, items[at].start, items[at + 1].end, pron="(" + items[at].low)
            return self._grow(phrase, at + 2)
        kin = phrase.kin()
        if number is not None and number < 40 and kin is not None and kin.relation != "parent" and not phrase.owner:
            phrase.of = Phrase(at, at + 1, items[at].start, items[at].end, pron="(" + items[at].low)
            return self._grow(phrase, at + 1)
        if number is not None and (at + 1 >= stop or items[at + 1].kind not in ("noun", "kin", "work")):
            phrase.of = Phrase(at, at + 1, items[at].start, items[at].end, pron="children", number=number)
            return self._grow(phrase, at + 1)
        if at + 2 < stop and items[at].low == "(" and items[at + 2].low == ")":
            phrase.of = Phrase(at, at + 3, items[at].start, items[at + 2].end, pron="(" + items[at + 1].low)
            self._grow(phrase, at + 3)
            more = at + 3
            if (
                more + 3 < stop
                and items[more].low in ("and", "&")
                and items[more + 1].low == "("
                and items[more + 3].low == ")"
            ):
                phrase.of.pron += " " + items[more + 2].low
                self._grow(phrase, more + 4)
            return True
        letter = self.text[items[at].start : items[at].end]
        if items[at].kind == "word" and len(letter) == 1 and letter.isupper() and letter != "I":
            phrase.of = Phrase(at, at + 1, items[at].start, items[at].end, pron="(" + letter.lower())
            return self._grow(phrase, at + 1)
        if at + 1 < stop and items[at].low == "the" and items[at + 1].low in ("above", "aforementioned", "foregoing"):
            phrase.of = Phrase(at, at + 2, items[at].start, items[at + 1].end, pron="(above")
            return self._grow(phrase, at + 2)
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
            elif item.low in ("ministry", "army", "government"):
                head = at
            elif not (
                item.kind in ("word", "place", "name", "noun", "work")
                and item.low not in _STOP
                or item.low in ("-", "of", "no", ".", "&")
                or number_of(item) is not None
            ):
                break
            at += 1
        if head is None:
            return None
        if (
            items[head].low in ("ministry", "committee", "bureau", "academy", "institute")
            and head + 2 < stop
            and items[head + 1].low == "of"
        ):
            end = head + 2
            while (
                end + 1 < stop
                and end - head < 6
                and (items[end + 1].kind == "owner" or self.text[items[end + 1].start].isupper())
            ):
                end += 1
            return first, end
        return first, head

    def _name_list(self, phrase: Phrase, at: int, stop: int) -> bool:
        """As in "their sons Sin Hyok (19) and Sin Jin (8)": each name with its age."""
        items = self.items
        while at < stop and items[at].kind == "name":
            phrase.heads.append(items[at])
            self._grow(phrase, at + 1)
            at += 1
            if at < stop and items[at].low == "(":
                self._bracket(phrase, at, stop)
                at = phrase.last
            elif at + 1 < stop and items[at].low == "," and items[at + 1].kind == "age":
                phrase.ages.append(items[at + 1])
                self._grow(phrase, at + 2)
                at += 2
            step = at
            while step < stop and step - at < 2 and items[step].low in (",", "and", "&"):
                step += 1
            if step == at or step >= stop or items[step].kind != "name":
                break
            at = step
        return True

    def _named(self, phrase: Phrase, at: int, stop: int) -> bool:
        """As in "a woman named Hana", "a man we called Uncle Kim", "known as Dew"."""
        items = self.items
        for index in range(at, min(at + 8, stop)):
            if items[index].kind == "name" and index > at:
                namer = " ".join(item.low for item in items[at:index])
                if _NAMERS & set(namer.split()):
                    if phrase.names():
                        return False
                    phrase.heads.append(items[index])
                    return self._grow(phrase, index + 1)
                return False
            if items[index].kind not in ("word", "agent") and not (
                items[index].low == "," and items[index - 1].low in ("surname", "name")
            ):
                return False
        return False

    def _after_comma(self, phrase: Phrase, at: int, stop: int, before: list[Phrase]) -> bool:
        items, nxt = self.items, at + 1
        if nxt >= stop:
            return False
        while nxt < stop and nxt - at < 3 and items[nxt].low in _BESIDE_AGE and items[nxt].kind == "word":
            nxt += 1
        if nxt < stop and (items[nxt].kind in ("age", "birth") or items[nxt].age is not None and nxt > at + 1):
            (phrase.births if items[nxt].kind == "birth" else phrase.ages).append(items[nxt])
            return self._grow(phrase, nxt + 1)
        nxt = at + 1
        item = items[nxt]
        if item.low == "name" and nxt + 1 < stop and items[nxt + 1].low in ("withheld", "unknown", "not", "kept"):
            return self._grow(phrase, nxt + 2)
        if item.kind == "name" and items[at].low == "," and self._names_wanted(phrase):
            if nxt + 2 < stop and items[nxt + 1].low == "," and items[nxt + 2].low in ("a", "an", "the", "who"):
                return False  # each is described on its own
            return self._name_list(phrase, nxt, stop)
        if is_letter(item):
            phrase.letters.append(item)
            return self._grow(phrase, nxt + 1)
        if items[at].low not in (",", "-", "–", "—", "|", ";", "/"):
            return False
        if self._origin_after_comma(phrase, nxt, stop):
            return True
        step = nxt
        while step < stop and step - nxt < 3 and items[step].low in _ONCE:
            step += 1
        if nxt < step < stop and items[step].low in ("a", "an", "the", "his", "her"):
            return self._apposition(phrase, step - 1, stop, before)
        if item.low in _NAMED_AFTER_COMMA:
            found = self._named_after_comma(phrase, nxt, stop)
            if found is not None:
                return found
        return self._apposition(phrase, at, stop, before)

    @staticmethod
    def _names_wanted(phrase: Phrase) -> bool:
        return phrase.kin() is not None and phrase.plural and not phrase.names()

    def _origin_after_comma(self, phrase: Phrase, nxt: int, stop: int) -> bool:
        """As in ", from Musan", ", both from Musan", ", all of Sinpo", a bare place in a list (", F, 33, Musan.")."""
        items, item = self.items, self.items[nxt]
        if item.low in ("from", "of", "all", "originally", "both", "also"):
            step = nxt
            while step < stop and step - nxt < 3 and items[step].low in ("all", "originally", "both", "also"):
                step += 1
            if step + 1 < stop and items[step].low in ("from", "of") and items[step + 1].kind == "place":
                phrase.origins.append(items[step + 1])
                return self._grow(phrase, step + 2)
        listed = phrase.heads and (phrase.ages or phrase.letters)
        if (
            item.kind == "place"
            and listed
            and (nxt + 1 >= stop or items[nxt + 1].low in (",", ".", ";", ")", "|", "/"))
        ):
            phrase.origins.append(item)
            return self._grow(phrase, nxt + 1)
        return False

    def _named_after_comma(self, phrase: Phrase, nxt: int, stop: int) -> bool | None:
        """As in ", identified by activists as Ri Chol", ", whose surname, Tak, …"; None if no name comes."""
        items = self.items
        for index in range(nxt + 1, min(nxt + 9, stop)):
            if items[index].kind == "name":
                said = {other.low for other in items[nxt:index]}
                if phrase.names() or not said & (_NAMERS | {"as"}):
                    return False
                phrase.heads.append(items[index])
                return self._grow(phrase, index + 1)
            if items[index].low in (".", ";", "(") or items[index].kind == "deed":
                return False
            if items[index].low == "," and items[index - 1].low not in ("surname", "name"):
                return False
        return None

    def _apposition(self, phrase: Phrase, at: int, stop: int, before: list[Phrase]) -> bool:
        """Whether what follows the comma says more of the same person, rather than naming the next one."""
        other = self.phrase(at + 1, stop)
        if other is None or other.pron or other.group is not None or not phrase.heads or phrase.public or other.public:
            return False
        if phrase.sex() and other.sex() and phrase.sex() != other.sex():
            return False
        names = other.names()
        if names and self.items[at].low == ";" and (phrase.names() or phrase.work()):
            return False  # "… was a foreman; Han Chol, 17, …": the next one
        titled = sum(isinstance(head.data, Noun) and head.data.kind == "title" for head in other.heads)
        if names and len(other.heads) == len(names) + titled and not other.det and other.owner is None:
            if other.last < stop and self.items[other.last].low in ("a", "an"):
                return False
            return (phrase.plural or not phrase.names()) and self._take(phrase, other)
        if phrase.plural or other.plural or names or (phrase.ages and other.ages):
            return False
        after = self.items[other.last].low if other.last < stop else ""
        listed = after in ("and", "&")
        if other.owner is not None:
            if not phrase.names() or phrase.kin() or phrase.owner is not None:
                return False
            if other.owner.pron in ("his", "her") and (listed or not before):
                return False
            phrase.owner = other.owner
            return self._take(phrase, other)
        if not phrase.names():
            same_kind = (phrase.work() and other.work()) or (phrase.noun() and other.noun())
            if listed or same_kind or other.det in ("the", "this", "that"):
                return False
        return self._take(phrase, other)

    def _take(self, phrase: Phrase, other: Phrase) -> bool:
        phrase.heads.extend(other.heads)
        phrase.ages.extend(other.ages)
        phrase.births.extend(other.births)
        phrase.origins.extend(other.origins)
        phrase.adjectives += other.adjectives
        return self._grow(phrase, other.last)
