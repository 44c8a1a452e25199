"""Whom a noun for a person or an occupation means: "41세 여성", "그 녀자", "착암공의 …"."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import DETERMINER, GLUE
from underice.exposure.reader.korean.head_groups import GroupHeads
from underice.exposure.reader.korean.lexicon import PersonWord
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, persons

_INFORMANTS = frozenset({"제보자", "증언자", "신고자", "의뢰인", "구조 요청자"})
_ITS_ONE = frozenset(
    {"진술인", "확인인", "청원인", "신청인", "의뢰인", "의뢰자", "피해자", "증언자", "제보자", "고인", "실종자"}
)
_WRITERS = frozenset({"탄원인", "청원인", "진정인", "호소인"})
_INTRODUCES = ("한", "어떤", "어느", "또 다른", "다른", "또 한")
_ANYBODY = frozenset({"사람", "인물", "주민", "환자", "피해자", "대학생", "청년", "젊은이"})
# "거기서 만난 총각과", "같은 방을 쓰던 여자": somebody not told of before.
_MET = re.compile(
    r"(?:만난|만났던|알게 된|사귄|사귀던|따라온|따라나선|데려온|쓰던|지내던|갇혔던|갇힌|갇혀 있던|있던|살던|동행한|"
    r"온|왔던|일하던|다니던|소개받은|소개한) (?:[가-힣]+ ){0,2}$"
)
_SPEAKS = re.compile(
    r" ?(?:\d{1,2}일 ?)?(?:[가-힣]{1,6}(?:에|와의 통화에서|에게) )?[\"“]|(?: [^ .]+){1,8} (?:말했|전했|밝혔|설명했|덧붙였|귀띔했|알려 ?왔)"
)
_COUNTED = re.compile(r"들? ?\(?(?:약 )?(?:[0-9]+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열[가-힣]*) ?명")
_SHARE = re.compile(r"(?:이|은|는|의|도)? ?(?:전체의? )?\d+(?:\.\d+)?(?:%|퍼센트|％)")
_COUNTS = {"두": 2, "세": 3, "네": 4}


class DescribedHeads(GroupHeads):
    """Resolves nouns that stand for a person."""

    def _who(self, mention: Mention, held: list[Mention]) -> Party | None:
        d, stage, who = self.d, self.d.stage, mention.who
        if who is None:
            return None
        before = DETERMINER.search(d.text[max(d.sentence.start, mention.start - 6) : mention.start])
        determiner = before["d"] if before else ""
        if d.text[mention.end : mention.end + 1] == "들" and determiner in ("그", "이"):
            return self._many()
        if who.word in _WRITERS and d.personal:
            return [stage.narrator_at(mention.start)]
        if self._stands_for_nobody(mention, who, determiner):
            return None
        if determiner in _COUNTS:
            return self._counted_who(mention, who, _COUNTS[determiner], bool(held))
        if mention.tail.case == "copula" and determiner != "한":
            return self._predicated(mention, who, bool(held))
        apart = mention.tail.case == "none" and who.sex is None and determiner == ""
        if apart and d.subject and held and not self.named_next(mention):
            return list(d.subject)
        if determiner in ("그", "이", "해당", "문제의"):
            return self._same(mention, self._that_one(who))
        described = self._described(mention)
        if described is not None:
            return self._same(mention, described)
        if self.named_next(mention):
            return self._same(mention, stage.new(mention.start, sex=who.sex))
        bracketed = d.bracket_owner(mention)
        if bracketed and who.sex is not None:
            self._sexed(mention, bracketed)
            return None
        if self._says_who(mention, who):
            self._sexed(mention, d.subject)
            return list(d.subject)
        telling = who.tells or held or who.word in _INFORMANTS
        if d.block.kind == "item" and self.row is None and telling:
            self.row = stage.new(mention.start, sex=who.sex)
            return self._same(mention, self.row)
        return self._same(mention, self._perhaps_new(mention, who, determiner, held))

    def _that_one(self, who: PersonWord) -> Someone | None:
        """Whom "이 여성" means: somebody described before a relative, of that sex."""
        stage = self.d.stage
        but = [stage.narrator.now()] if stage.narrator else []
        people = [one.now() for one in reversed(stage.order)]
        main = [p for p in people if id(p) not in stage.kin_words and p.name is None and p not in but]
        main = [p for p in main if who.sex is not None and p.sex == who.sex]
        return main[0] if main else stage.latest(who.sex, but=but)

    def _predicated(self, mention: Mention, who: PersonWord, described: bool) -> Party | None:
        """Of whom the noun says something as a predicate: the subject, else somebody new if enough is told."""
        if "라는" in self._gap(mention) and self._described(mention) is not None:
            return self._same(mention, self._described(mention))
        party = self.d.subject or self.d.default()
        if not party and who.sex is not None and described:
            return self._same(mention, self.d.stage.new(mention.start, sex=who.sex))
        if not party or (who.sex is None and not described):
            return None
        self._sexed(mention, party)
        return party

    def _says_who(self, mention: Mention, who: PersonWord) -> bool:
        """Whether the noun ends a sentence that says who its subject is: "의뢰인 도 씨는 60대 여성."."""
        ends = re.match(r"\s?(?:[.,;)]|$|\n|임|이며|으로)", self.d.text[mention.end : mention.end + 4])
        return bool(ends) and len(persons(self.d.subject)) == 1 == len(self.d.subject) and who.word != "사람"

    def _perhaps_new(self, mention: Mention, who: PersonWord, determiner: str, held: list[Mention]) -> Someone | None:
        """Somebody new if the text tells enough of her, else whom it has called so before."""
        told = bool(self.d.waiting)
        informative = any(fact.kind in ("age", "birth", "place", "job", "work", "mark") for fact in held)
        met = _MET.search(self.d.text, max(self.d.sentence.start, mention.start - 24), mention.start)
        introduced = who.word in _INFORMANTS or determiner in _INTRODUCES or met is not None
        if not (informative or introduced or (told and who.sex is not None)):
            return self._told_again(mention, who)
        if who.sex is None and not informative and who.word not in _INFORMANTS:
            young = determiner in _INTRODUCES and who.word in ("청년", "젊은이") and mention.tail.case != "none"
            if not young and (not determiner or (who.word in _ANYBODY and not told)):
                return None
        person = self.d.stage.new(mention.start, sex=who.sex)
        self.who_words[id(person)] = who.word
        return person

    def _same(self, mention: Mention, person: Someone | None) -> Party | None:
        """That one person, of the sex the noun tells."""
        if person is None:
            return None
        self._sexed(mention, [person])
        return [person]

    def _stands_for_nobody(self, mention: Mention, who: PersonWord, determiner: str) -> bool:
        """Whether the noun counts people, speaks of them in general, or says that there are some."""
        d = self.d
        after = d.text[mention.end : mention.end + 12]
        if _COUNTED.match(after):
            self.counted_noun = mention
            return True
        if after.startswith("들") or _SHARE.match(after):
            return True
        if after.startswith((" 있", " 없")) and mention.tail.case == "none":
            return True
        return determiner in _COUNTS and who.word in ("사람", "분")

    def _counted_who(self, mention: Mention, who: PersonWord, count: int, described: bool) -> Party:
        """Those two the text knows, else a group not told before: "두 여자"."""
        stage = self.d.stage
        if who.sex is not None and not described and not self.d.waiting:
            known = [p.now() for p in stage.order if p.now().role != "helper"]
            known = [p for p in known if p.sex == who.sex or (p.sex is None and p.name)]
            known = [p for p in dict.fromkeys(known) if p.name or id(p) not in stage.kin_words]
            if len(known) >= count:
                people: Party = list(known[-count:])
                self._sexed(mention, people)
                return people
            same = [crowd for crowd in stage.crowds if crowd.size == count and crowd.sex == who.sex]
            if same:
                return [same[-1]]
        crowd = Crowd(count, mention.start, sex=who.sex)
        stage.crowds.append(crowd)
        if who.tells:
            crowd.marks.append((mention.start, mention.end, "sex"))
        return [crowd]

    def _told_again(self, mention: Mention, who: PersonWord) -> Someone | None:
        """Somebody the text has called by that noun before, or a nameless person of that sex."""
        d, stage, case = self.d, self.d.stage, mention.tail.case
        if who.word in _ITS_ONE and case != "copula":
            if self.form is not None:
                return self.form.now()
            grown = [p for p in stage.cast.people if id(p) not in stage.kin_words and p.role != "helper"]
            if grown:
                return min(grown, key=lambda p: p.first)
        called = [p.now() for p in reversed(stage.order) if self.who_words.get(id(p.now())) == who.word]
        if called and case in ("topic", "subject", "genitive", "object", "dative"):
            return called[0]
        if case in ("topic", "subject") and who.word != "사람":
            d.foreign = True
            d.waiting = []
        if who.sex is None or case not in ("topic", "subject", "genitive"):
            return None
        known = stage.latest(who.sex, but=[stage.narrator] if stage.narrator else [], kin=False)
        if known is None or known.name is not None or known.sex != who.sex:
            return None
        d.foreign = False
        return known

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
            re.fullmatch(
                r"(?:이?라는|이?라고 하는|(?:\([^)]*\))?이라는|\([^)]*\)| ) ?(?:(?:만 )?[가-힣0-9]{1,5} ?(?:살|세|대)?(?:의|짜리|된|난|인)? ){0,3}",
                self._gap(mention),
            )
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
        if mention.tail.case in ("topic", "subject") and _SPEAKS.match(self.d.text, mention.tail.end):
            if not stage.with_occupation(mention.word):
                self.d.outsider = True
                return []
        known = stage.with_occupation(mention.word)
        if known is not None:
            return [known]
        before = DETERMINER.search(self.d.text[max(self.d.sentence.start, mention.start - 6) : mention.start])
        facts = [fact for fact in held if fact.kind in ("age", "birth", "sex") or fact.kind == "place"]
        facts = [fact for fact in facts if not self.d.is_adverbial(fact, mention)]
        following = self.d.found.mentions_after(mention.start)
        if mention.tail.case == "genitive" and following and following[0].kind == "kin":
            if following[0].start - mention.end <= 2 and not persons(self.d.subject)[1:]:
                return [stage.new(mention.start)]
        listed = mention.tail.case == "and" and bool(facts)
        if (listed or mention.tail.case in ("topic", "subject", "genitive")) and (
            facts or self.d.waiting or (before and before["d"] in ("한", "어떤", "어느"))
        ):
            return [stage.new(mention.start)]
        return []
