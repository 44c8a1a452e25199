"""Whom a noun for a person or an occupation means: "41세 여성", "그 녀자", "착암공의 …"."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import DETERMINER, GLUE
from underice.exposure.reader.korean.head_groups import GroupHeads
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, persons

_INFORMANTS = frozenset({"제보자", "증언자", "신고자", "의뢰인", "구조 요청자"})
_COUNTS = {"두": 2, "세": 3, "네": 4}


class DescribedHeads(GroupHeads):
    """Resolves nouns that stand for a person."""

    def _who(self, mention: Mention, held: list[Mention]) -> Party | None:
        d, stage, who = self.d, self.d.stage, mention.who
        if who is None:
            return None
        before = DETERMINER.search(d.text[max(d.sentence.start, mention.start - 6) : mention.start])
        determiner = before["d"] if before else ""
        text_after = d.text[mention.end : mention.end + 3]
        plural = d.text[mention.end : mention.end + 1] == "들"
        following = re.match(
            r"들? ?\(?(?:약 )?(?:[0-9]+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열[가-힣]*) ?명",
            d.text[mention.end : mention.end + 10],
        )
        if following:
            return None
        if plural and determiner in ("그", "이"):
            return self._many()
        if plural:
            return None
        if re.match(
            r"(?:이|은|는|의|도)? ?(?:전체의? )?\d+(?:\.\d+)?(?:%|퍼센트|％)", d.text[mention.end : mention.end + 12]
        ):
            return None
        if text_after.startswith((" 있", " 없")) and mention.tail.case == "none":
            return None
        if determiner in _COUNTS and who.word in ("사람", "분"):
            return None
        if determiner in _COUNTS and who.sex is not None and not held and not d.waiting:
            known = [p.now() for p in stage.order if p.now().sex == who.sex and p.now().role != "helper"]
            known = [p for p in dict.fromkeys(known) if p.name or id(p) not in stage.kin_words]
            if len(known) >= _COUNTS[determiner]:
                people = known[-_COUNTS[determiner] :]
                self._sexed(mention, list(people))
                return list(people)
        if determiner in _COUNTS:
            crowd = Crowd(_COUNTS[determiner], mention.start, sex=who.sex)
            stage.crowds.append(crowd)
            if who.tells:
                crowd.marks.append((mention.start, mention.end, "sex"))
            return [crowd]
        if mention.tail.case == "copula" and determiner not in ("한",):
            party = d.subject or d.default()
            if party and (who.sex is not None or held):
                self._sexed(mention, party)
                return party
            return None
        if (
            mention.tail.case == "none"
            and who.sex is None
            and d.subject
            and held
            and determiner == ""
            and not self.named_next(mention)
        ):
            return list(d.subject)
        informative = [fact for fact in held if fact.kind in ("age", "birth", "place", "job", "work", "mark")]
        if determiner in ("그", "이", "해당", "문제의"):
            known = stage.latest(who.sex, but=[stage.narrator] if stage.narrator else [])
            if known is not None:
                self._sexed(mention, [known])
                return [known]
            return None
        described = self._described(mention)
        if described is not None:
            self._sexed(mention, [described])
            return [described]
        if self.named_next(mention):
            person = stage.new(mention.start, sex=who.sex)
            self._sexed(mention, [person])
            return [person]
        bracketed = d.bracket_owner(mention)
        if bracketed and who.sex is not None:
            self._sexed(mention, bracketed)
            return None
        new = (
            who.word in _INFORMANTS
            or determiner in ("한", "어떤", "어느", "또 다른", "다른", "또 한")
            or bool(informative)
            or bool(d.waiting and who.sex)
        )
        if d.block.kind == "item" and self.row is None:
            self.row = stage.new(mention.start, sex=who.sex)
            self._sexed(mention, [self.row])
            return [self.row]
        if not new:
            called = [p for p in reversed(stage.order) if self.who_words.get(id(p.now())) == who.word]
            if called and mention.tail.case in ("topic", "subject", "genitive", "object", "dative"):
                self._sexed(mention, [called[0].now()])
                return [called[0].now()]
            if mention.tail.case in ("topic", "subject") and who.word != "사람":
                d.foreign = True
                d.waiting = []
            if who.sex is None:
                return None
            known = stage.latest(who.sex, but=[stage.narrator] if stage.narrator else [], kin=False)
            if (
                known is not None
                and mention.tail.case in ("topic", "subject", "genitive")
                and known.name is None
                and known.sex == who.sex
            ):
                d.foreign = False
                self._sexed(mention, [known])
                return [known]
            return None
        if (
            who.sex is None
            and not informative
            and not (determiner and d.waiting)
            and who.word in ("사람", "인물", "주민", "환자", "피해자", "대학생", "청년", "젊은이")
        ):
            return None
        if who.sex is None and not informative and not determiner and who.word not in _INFORMANTS:
            return None
        person = stage.new(mention.start, sex=who.sex)
        self.who_words[id(person)] = who.word
        self._sexed(mention, [person])
        return [person]

    def named_next(self, mention: Mention) -> bool:
        """Whether a name follows at once, which says who is described."""
        following = self.d.found.mentions_after(mention.start)
        return (
            bool(following)
            and following[0].kind == "name"
            and bool(GLUE.fullmatch(self.d.text[mention.end : following[0].start]))
        )

    def _described(self, mention: Mention) -> Someone | None:
        """A noun in apposition to a name before it: "최금순(41) 여인", "하나라는 처녀"."""
        last = self.d.last
        if last is None or last.kind not in ("name", "kin") or len(self.d.last_party) != 1:
            return None
        if (
            mention.who is not None
            and mention.who.tells
            and re.fullmatch(r"\s?[,/·|]\s?", self._gap(mention))
            and re.match(r"\s?(?:[,/·|)]|$)", self.d.text[mention.end : mention.end + 2])
        ):
            one = self.d.last_party[0]
            return one.now() if isinstance(one, Someone) else None
        if (
            re.fullmatch(r"(?:이?라는|이?라고 하는|(?:\([^)]*\))?이라는|\([^)]*\)| ) ?", self._gap(mention))
            and self._gap(mention).strip()
        ):
            one = self.d.last_party[0]
            return one.now() if isinstance(one, Someone) else None
        return None

    def _sexed(self, mention: Mention, party: Party) -> None:
        who = mention.who
        if who is None or who.sex is None:
            return
        if who.tells:
            self.d.stage.mark(mention.start, mention.end, "sex", party)
        for person in persons(party):
            person.sex = person.sex or who.sex

    def by_occupation(self, mention: Mention, held: list[Mention]) -> Party:
        """Who is meant by an occupation used as a noun; empty if nobody is known to have it."""
        stage = self.d.stage
        known = stage.with_occupation(mention.word)
        if known is not None:
            return [known]
        before = DETERMINER.search(self.d.text[max(self.d.sentence.start, mention.start - 6) : mention.start])
        facts = [fact for fact in held if fact.kind in ("age", "birth", "sex") or fact.kind == "place"]
        listed = mention.tail.case == "and" and bool(facts)
        if (listed or mention.tail.case in ("topic", "subject", "genitive")) and (
            facts or self.d.waiting or (before and before["d"] in ("한", "어떤", "어느"))
        ):
            return [stage.new(mention.start)]
        return []
