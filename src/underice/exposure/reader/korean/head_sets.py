"""Whom words for several relatives mean: 부부, 모녀, 자매, "세 자매", "아들 내외"."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import HeadBase
from underice.exposure.reader.korean.kinship import pair
from underice.exposure.reader.korean.lexicon import SetWord
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Party, persons

_OF_SEVERAL = re.compile(r"(?:삼|사|오|육|칠|세|네|[3-9]) ?$")
_BROOD = {"세": 3, "네": 4, "3": 3, "4": 4, "5": 5, "삼": 3, "사": 4, "다": 5, "오": 5}
_ORDER = {
    "맏이": 0,
    "첫째": 0,
    "맏딸": 0,
    "맏아들": 0,
    "큰언니": 0,
    "큰형": 0,
    "둘째": 1,
    "셋째": 2,
    "막내": -1,
    "막내딸": -1,
    "막냇동생": -1,
}
_THAT = re.compile(r"(?:그|이) $")


class SetHeads(HeadBase):
    """Resolves words for two or more relatives at once."""

    def _set(self, mention: Mention) -> Party | None:
        d, stage, word = self.d, self.d.stage, mention.pair
        if word is None:
            return None
        number = re.match(r" ?(\d|두|세|네|다섯|여섯|일곱) ?[명인]", d.text[mention.end : mention.end + 5])
        number = number or self._how_many(mention)
        two = number is not None and number[0].strip().startswith(("2", "두"))
        if number and not two and word.word in ("남매", "자매", "형제"):
            return self._brood(mention, word, number)
        told = self._said_of_two(mention, word) or self._and_spouse(mention, word) or self._named_two(mention, word)
        if told:
            return told
        asked = re.match(r"(?:이|가|은|는|도)? ?(?:있|없|몇)", d.text[mention.end : mention.end + 5])
        if asked and d.block.kind in ("question", "answer"):
            return None
        known = self._known_pair(mention) or self._that_pair(mention)
        if known:
            stage.mark(mention.start, mention.end, "kin", list(known))
            for person in known:
                if word.first == word.second:
                    person.sex = person.sex or word.first
            return list(known)
        if mention.tail.case not in ("topic", "subject", "genitive", "and", "object", "dative", "none") or re.match(
            r"(?:관계|사이|싸움|간의|애|상|은행|나라|들의)", d.text[mention.end : mention.end + 3].lstrip()
        ):
            return None
        half = self._other_half(mention, word)
        if half:
            return half
        people = pair(stage, word, mention.start)
        if word.tie == "sibling":
            for parent in self._parents_listed(mention):
                for child in people:
                    stage.cast.tie(child, "child", parent)
        self.pairs.append((people[0], people[1], word))
        stage.mark(mention.start, mention.end, "kin", list(people))
        if d.block.kind == "item" and self.row is None and mention.start - d.block.start < 14:
            self.row, self.row_also = people[0], people[1:]
            self.first_row = self.first_row or people[0]
        return list(people)

    def _how_many(self, mention: Mention) -> re.Match[str] | None:
        """The number right before a word for siblings; "오 남매" of people called 오 is none."""
        number = _OF_SEVERAL.search(self.d.text, max(0, mention.start - 3), mention.start)
        surname = number is not None and number[0].strip() == "오"
        return None if surname and any(name.startswith("오") for name in self.d.stage.named) else number

    def _said_of_two(self, mention: Mention, word: SetWord) -> Party:
        """The two people of whom the word is said: "둘은 자매다"."""
        if mention.tail.case != "copula":
            return []
        subjects = persons(self.d.subject) or persons(self.d.default())
        if len(subjects) != 2:
            return []
        self.d.stage.cast.tie(subjects[1], word.tie, subjects[0])
        self.d.stage.mark(mention.start, mention.end, "kin", list(subjects))
        return list(subjects)

    def _named_two(self, mention: Mention, word: SetWord) -> Party:
        """The two people named right before: "갑과 을(19) 자매"."""
        d = self.d
        listed = persons(d.listed) or persons(d.subject)
        if len(listed) < 2 or d.last is None or d.last.kind != "name":
            return []
        if not re.fullmatch(r"(?:\s?\([^)]*\))?\s?(?:(?:씨|군|양|어린이) )?(?:\([^)]*\) ?)?", self._gap(mention)):
            return []
        d.stage.cast.tie(listed[-1], word.tie, listed[-2])
        d.stage.mark(mention.start, mention.end, "kin", list(listed[-2:]))
        if mention.word in ("형제", "자매"):
            for person in listed[-2:]:
                person.sex = person.sex or word.first
        return list(listed)

    def _other_half(self, mention: Mention, word: SetWord) -> Party:
        """One named right before and somebody unnamed: "갑 씨 부부"."""
        d, last = self.d, self.d.last
        if last is None or last.kind != "name":
            return []
        if not re.fullmatch(r"(?:\s?\([^)]*\))?\s?(?:씨)?\s?", self._gap(mention)):
            return []
        owner = persons(d.last_party)[0]
        other = d.stage.new(mention.start, kin=True)
        if owner.sex is None and word.first == word.second:
            owner.sex = word.first
        if owner.sex is not None or word.first == word.second:
            other.sex = word.second if owner.sex == word.first else word.first
        down = word.tie != "child" or owner.sex == word.first
        d.stage.cast.tie(other, word.tie if down else "parent", owner)
        d.stage.mark(mention.start, mention.end, "kin", [owner, other])
        return [owner, other]

    def _and_spouse(self, mention: Mention, word: SetWord) -> Party:
        """A relative with husband or wife: "아들 내외"."""
        last, stage = self.d.last, self.d.stage
        if last is None or last.kind != "kin" or word.tie != "spouse" or len(persons(self.d.last_party)) != 1:
            return []
        if self._gap(mention).strip() not in ("", "네"):
            return []
        one = persons(self.d.last_party)[0]
        known = stage.tied(one, "spouse")
        other = known[0] if known else stage.new(mention.start, kin=True, sex="f" if one.sex == "m" else "m")
        stage.cast.tie(other, "spouse", one)
        for owner in self.kin_owner:
            if id(owner.now()) not in other.ties:
                stage.cast.tie(other, "other", owner)
        stage.mark(mention.start, mention.end, "kin", [one, other])
        return [one, other]

    def _brood(self, mention: Mention, word: SetWord, number: re.Match[str]) -> Party | None:
        """Three or more siblings told by their number: "세 자매". Only the first time they are new."""
        count = _BROOD.get(number[0].strip()[:1], 0)
        before = number.string is self.d.text and number.end() <= mention.start
        if not count or not before or mention.tail.case == "copula":
            return None
        stage, start = self.d.stage, number.start()
        if len(self.brood) != count:
            self.brood = [stage.new(start, sex=word.first) for _ in range(count)]
            for index, one in enumerate(self.brood):
                for other in self.brood[index + 1 :]:
                    stage.cast.tie(one, "sibling", other)
        stage.mark(start, mention.end, "kin", list(self.brood))
        return list(self.brood)

    def _of_brood(self, mention: Mention) -> Party:
        """The eldest, the second or the youngest of several siblings told before."""
        kin = mention.kin
        if not self.brood or kin is None or kin.word not in _ORDER:
            return []
        place = _ORDER[kin.word]
        people: Party = [self.brood[place].now()] if -1 <= place < len(self.brood) else []
        self.d.stage.mark(mention.start, mention.end, "kin", people)
        return people

    def _parents_listed(self, mention: Mention) -> list[Someone]:
        """The couple or the parent listed before two siblings: "갑 씨와 아내 을 씨, 그리고 남매가"."""
        listed, words = persons(self.d.listed), self.d.stage.kin_words
        if not listed or re.search(r"[.!?]", self._gap(mention)):
            return []
        if len(listed) > 1 and listed[-1].ties.get(id(listed[-2])) == "spouse":
            return listed[-2:]
        word = words.get(id(listed[-1]))
        return listed[-1:] if word is not None and word.relation in ("parent", "spouse") else []

    def _that_pair(self, mention: Mention) -> list[Someone]:
        """The couple of the two relatives just listed: "그 부부"."""
        listed, word = persons(self.d.listed)[-2:], mention.pair
        if word is None or len(listed) < 2 or not _THAT.search(self.d.text, max(0, mention.start - 3), mention.start):
            return []
        self.d.stage.cast.tie(listed[1], word.tie, listed[0])
        return listed

    def _known_pair(self, mention: Mention) -> list[Someone]:
        stage, word = self.d.stage, mention.pair
        if word is None:
            return []
        for person in reversed(stage.order):
            person = person.now()
            for other in self.d.cast.people:
                relation = other.ties.get(id(person))
                if relation == word.tie or (relation == "parent" and word.tie == "child"):
                    first, second = (other, person) if relation == "parent" else (person, other)
                    fits = (first.sex in (None, word.first) or word.first is None) and (
                        second.sex in (None, word.second) or word.second is None
                    )
                    swapped = (
                        relation == word.tie
                        and word.tie in ("spouse", "sibling")
                        and (first.sex in (None, word.second) and second.sex in (None, word.first))
                    )
                    if fits or swapped:
                        return [person, other]
        return []
