"""Whom pronouns and numbers of people mean: "그는", "이들은", "9명 가운데", "일가족 3명"."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.head_base import HeadBase
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, persons
from underice.exposure.reader.model import Sex

_AMONG = re.compile(r"\s?(?:의 )?(?:가운데|중에는|중에서|중에|중엔|중(?=[ ,])|속에)")
_REST = re.compile(r"(?:나머지|다른) $")
_CHILDREN = frozenset("아들 딸 자녀 자식 아이 손자 손녀 동생 남동생 여동생 형제 자매 남매".split())
_SPOKEN_OF = ("topic", "subject", "object", "genitive", "dative")
_SIDE_BY_SIDE = 50  # characters from "자매" to the second of the two names
_MANY = {"둘": 2, "셋": 3}


class GroupHeads(HeadBase):
    """Resolves pronouns and groups, and gathers the members of a group."""

    def _pronoun(self, mention: Mention) -> Party | None:
        d, stage = self.d, self.d.stage
        which = mention.extra.get("which")
        if which == "first":
            return self._first_person(mention)
        if which == "second":
            addressee = [one.now() for one in self.addressee]
            return list(addressee) or None
        if which == "many":
            return self._many(mention)
        if mention.word in ("본인", "당사자") and self.form is not None:
            return [self.form.now()]
        if d.block.kind == "heading" and d.block.marker.startswith("#"):
            return None
        narrator_one = [stage.narrator] if stage.narrator else []
        here = [one for one in persons(d.everyone) if one not in [n.now() for n in narrator_one]]
        if here and mention.tail.case == "genitive" and here[-1].sex in (None, mention.sex or here[-1].sex):
            return [here[-1]]
        hero = [one for one in persons(d.hero) if one not in [n.now() for n in narrator_one]]
        if len(hero) == 1 and hero[0].sex == "f" and id(hero[0]) in stage.kin_words and mention.sex is None:
            main = [p.now() for p in reversed(stage.order) if id(p.now()) not in stage.kin_words]
            main = [p for p in main if p.sex != "f" and p not in [n.now() for n in narrator_one]]
            if main:
                return [main[0]]
        if len(hero) == 1 and (mention.sex is None or hero[0].sex in (None, mention.sex)):
            return [hero[0]]
        main = [p.now() for p in stage.order if id(p.now()) not in stage.kin_words and p.now().role != "helper"]
        main = [p for p in main if p not in [n.now() for n in narrator_one] and p.sex in (None, mention.sex or p.sex)]
        if len(hero) > 1 and main and not d.personal:
            return [main[-1]]
        known = stage.latest(mention.sex, but=narrator_one)
        return [known] if known is not None else None

    def _first_person(self, mention: Mention) -> Party | None:
        """Whom "나", "우리" or "저희" means."""
        d, stage = self.d, self.d.stage
        if d.quoted(mention.start) and not self._in_answer():
            speaker = [one for one in (d.spoken or d.subject or d.topic or d.hero) if isinstance(one, Someone)]
            return list(speaker[:1]) or None
        if mention.word in ("우리", "저희") and mention.tail.case in ("topic", "subject", "object"):
            narrator = stage.narrator_at(mention.start)
            others = [p.now() for p in stage.order if p.now().role == "at_risk" and p.now() is not narrator]
            kin = [p for p in persons(d.topic) if p is not narrator and id(narrator) in p.ties]
            return [narrator, *dict.fromkeys([*others, *kin])]
        if mention.word in ("우리", "저희") and not self._kin_follows(mention):
            return None
        if d.opinion and not self._kin_follows(mention) and stage.narrator is None:
            return None
        return [stage.narrator_at(mention.start)]

    def _in_answer(self) -> bool:
        return self.d.block.kind in ("answer", "question")

    def _kin_follows(self, mention: Mention) -> bool:
        return any(
            one.kind in ("kin", "set") and 0 <= one.start - mention.end <= 3
            for one in self.d.found.mentions_after(mention.start)
        )

    def _many(self, mention: Mention | None = None) -> Party | None:
        d, stage = self.d, self.d.stage
        word = mention.word if mention else ""
        if word.endswith(("가운데", "중")):
            if stage.crowds:
                d.crowd = stage.crowds[-1]
            return None
        if word in ("이 가족", "그 가족", "이 일가"):
            family = [crowd for crowd in stage.crowds if crowd.family]
            if family:
                return list(dict.fromkeys(m.now() for m in family[-1].members)) or [family[-1]]
        wanted = _MANY.get(word)
        at_risk = [p.now() for p in stage.order if p.now() is not (stage.narrator.now() if stage.narrator else None)]
        if wanted:
            people = list(dict.fromkeys(at_risk))[-wanted:]
            return list(people) if len(people) == wanted else None
        if word in ("일행", "전원", "모두") and len(stage.crowds) > 1:
            largest = max(stage.crowds, key=lambda crowd: crowd.size or 0)
            rest = [crowd for crowd in stage.crowds if crowd.rest_of is largest]
            if largest.members and rest:
                return [*dict.fromkeys(m.now() for m in largest.members), *rest]
        if stage.crowds and not stage.crowds[-1].members:
            return [stage.crowds[-1]]
        for party in (d.topic, d.hero):
            if len(party) > 1:
                return list(party)
        if stage.crowds and stage.crowds[-1].members:
            return list(dict.fromkeys(m.now() for m in stage.crowds[-1].members))
        people = [p for p in dict.fromkeys(at_risk) if p.role == "at_risk"]
        if word in ("일행", "모두", "전원") and len(people) < 2:
            return None
        return list(people) or None

    def _number(self, mention: Mention, held: list[Mention]) -> Party | None:
        d, stage, text = self.d, self.d.stage, self.d.text
        if mention.extra.get("families"):
            return self._families(mention)
        if stage.crowds and _REST.search(text, max(0, mention.start - 5), mention.start):
            return self._rest(mention)
        noun = mention.extra.get("noun", "")
        last = d.last
        if last is not None and last.kind == "set" and self._gap(mention).strip() == "" and mention.count == 2:
            stage.mark(mention.start, mention.end, "group_size", d.last_party)
            for person in persons(d.last_party):
                person.group = person.group or mention.count
            return list(d.last_party)
        if mention.count == 1 or noun in _CHILDREN:
            return None
        among = _AMONG.match(text, mention.end) is not None
        same = next((crowd for crowd in stage.crowds if crowd.size == mention.count), None)
        if same is not None:
            same.marks.append((mention.start, mention.end, "group_size"))
            d.crowd = same if among else d.crowd
            return [*dict.fromkeys(m.now() for m in same.members)] if same.members else [same]
        if mention.extra.get("vague"):
            stage.crowds.append(Crowd(None, mention.start))
            return [stage.crowds[-1]]
        if not among and not noun.startswith("탈북"):
            known = self._those(mention, bool(held) and not mention.word.endswith("사람"))
            if known:
                return known
            if mention.word.endswith(" 사람") and mention.count <= 3 and stage.order:
                return None
        return [self._new_crowd(mention, noun, among)]

    def _those(self, mention: Mention, described: bool) -> Party:
        """The people known already whom a number counts: "두 사람은", "세 명은"."""
        d, stage = self.d, self.d.stage
        at_risk = [p for p in dict.fromkeys(p.now() for p in stage.order) if p.role != "helper"]
        between = self.d.text[mention.end : mention.end + 3].lstrip().startswith(("사이", "다 ", "모두"))
        back = mention.word.endswith(("사람", "분")) and (mention.tail.case in _SPOKEN_OF or between)
        main = [p for p in at_risk if p.role == "at_risk"]
        aside = all(p.role == "kin" for p in persons(d.topic))
        if back and not described and len(main) == mention.count and aside:
            return list(main)
        if back and not described and mention.count <= len(at_risk):
            return list(d.topic) if len(persons(d.topic)) == mention.count else list(at_risk[-mention.count :])
        if len(at_risk) != mention.count or d.waiting:
            return []
        stage.mark(mention.start, mention.end, "group_size", list(at_risk))
        for person in at_risk:
            person.group = person.group or mention.count
        return list(at_risk)

    def _new_crowd(self, mention: Mention, noun: str, among: bool) -> Crowd:
        """A group told for the first time, with those listed before it as its members."""
        d, text = self.d, self.d.text
        crowd = Crowd(mention.count, mention.start, sex=_noun_sex(noun), family=bool(mention.extra.get("family")))
        crowd.marks.append((mention.start, mention.end, "group_size"))
        crowd.risky = (
            noun.startswith(("탈북", "난민", "북한", "수감", "실종", "억류")) or among and bool(d.stage.cast.people)
        )
        told = self.counted_noun
        if told is not None and told.who is not None and 0 <= mention.start - told.end <= 3:
            crowd.sex = told.who.sex
            if told.who.tells:
                crowd.marks.append((told.start, told.end, "sex"))
        d.stage.crowds.append(crowd)
        listed = persons(d.listed)
        if listed and len(listed) == mention.count:
            crowd.admit(listed)
            d.listed = []
        elif d.everyone and re.search(
            r"등 ?(?:탈북[가-힣]+ |모두 |총 )?$", text[max(0, mention.start - 8) : mention.start]
        ):
            crowd.admit(persons(d.everyone))
        if d.crowd is not None and not among and crowd.family and not d.crowd.members and not d.crowd.family:
            crowd.part_of = d.crowd
            d.crowd = self.open_crowd = crowd
            return crowd
        if d.crowd is not None and not among and not crowd.family:  # some of a group: "…가운데는 여성 4명과 …"
            crowd.rest_of = d.crowd
            crowd.happenings += d.crowd.happenings
        elif among or crowd.family or not listed:
            d.crowd = self.open_crowd = crowd
        return crowd

    def _rest(self, mention: Mention) -> Party:
        """Those of the group last told who have not been described yet: "나머지 한 사람"."""
        base = max(self.d.stage.crowds, key=lambda crowd: crowd.size or 0)
        if mention.count == 1:
            person = self.d.stage.new(mention.start)
            base.admit([person])
            return [person]
        crowd = Crowd(mention.count, mention.start, rest_of=base)
        crowd.marks.append((mention.start, mention.end, "group_size"))
        crowd.happenings += base.happenings
        self.d.stage.crowds.append(crowd)
        return [crowd]

    def gather(self) -> None:
        """At a sentence's end: people listed after a group was announced are its members ("일가족 3명 … 갑, 딸 을")."""
        d = self.d
        crowd = self.open_crowd
        if self.pairs:
            self.meet_pairs()
        if self.row is not None:
            self.row_people += [p for p in persons(d.everyone) if p.name and p not in self.row_people]
        if crowd is None or crowd is d.crowd or crowd.members or not crowd.size:
            return
        if self.row is not None:
            return
        if d.block.kind == "item":
            return
        people = [
            p for p in dict.fromkeys(persons(d.everyone)) if not (p.role == "kin" and p.name is None and not p.events)
        ]
        if 2 <= len(people) <= crowd.size:
            crowd.admit(people)

    def pair_up(self) -> None:
        """A pair told before its members were named (in a headline) is those members."""
        self._admit_row()
        self.meet_pairs()

    def meet_pairs(self) -> None:
        """Two people of whom the text now says that they are what a pair told before was: the pair is them."""
        cast = self.d.cast
        for first, second, word in self.pairs:
            first, second = first.now(), second.now()
            if first.name or second.name or first.birth or second.birth:
                continue
            listed = self._named_after(first, second)
            if listed:
                cast.merge(listed[0], first)
                cast.merge(listed[1], second)
                continue
            same = next(
                (
                    (one, other)
                    for one in cast.people
                    for other in (p for p in cast.people if one.ties.get(id(p)) is not None)
                    if not {id(one), id(other)} & {id(first), id(second)}
                    and other.ties.get(id(one)) == word.tie
                    and _may_be(one, first)
                    and _may_be(other, second)
                    and (one.name or other.name)
                ),
                None,
            )
            if same is not None:
                cast.merge(same[0], first)
                cast.merge(same[1], second)

    def _named_after(self, first: Someone, second: Someone) -> list[Someone]:
        """Two people named side by side right after the word for both: "자매 갑 씨와 을 씨"."""
        people = sorted(self.d.cast.people, key=lambda one: one.first)
        after = [p for p in people if p.name and first.first < p.first < first.first + _SIDE_BY_SIDE]
        if (
            len(after) < 2
            or id(after[1]) in after[0].ties
            and after[0].ties[id(after[1])] != first.ties.get(id(second))
        ):
            return []
        between = self.d.text[first.first : after[1].first]
        fits = _may_be(after[0], first) and _may_be(after[1], second)
        return after[:2] if fits and not re.search(r"[.!?\n]|(?:은|는) ", between) else []

    def _families(self, mention: Mention) -> Party | None:
        crowd = Crowd(None, mention.start)
        crowd.marks.append((mention.start, mention.end, "group_size"))
        self.d.stage.crowds.append(crowd)
        return [crowd]

    def _admit_row(self) -> None:
        """The person of a finished row, and others named in it, belong to the group the list was announced as."""
        crowd = self.open_crowd
        if self.row is None or crowd is None or not crowd.size:
            return
        people = [self.row, *self.row_people]
        self.row_people = []
        crowd.admit(people[: max(0, crowd.size - len(crowd.members))])


def _may_be(one: Someone, other: Someone) -> bool:
    return None in (one.sex, other.sex) or one.sex == other.sex


def _noun_sex(noun: str) -> Sex | None:
    if noun.endswith(("여성", "녀성", "여자", "녀자", "소녀", "여학생")):
        return "f"
    return "m" if noun.endswith(("남성", "남자", "소년", "남학생")) else None
