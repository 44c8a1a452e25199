"""Reading a Korean draft sentence by sentence: who is spoken of, and whom each fact and event belongs to."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Cast
from underice.exposure.reader.document import Sentence
from underice.exposure.reader.korean.kinship import close, forget_nobodies
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Party, persons
from underice.exposure.reader.korean.siting import at_home_of
from underice.exposure.reader.korean.told_events import ToldEvents
from underice.vocabulary.places import gazetteer

_AFTER_PLACE = re.compile(
    r"(?:에서|에|으로|로|까지|부터|의|은|는|이|가|와|과|도|를|을|역|항|읍|리|시내|쪽|산|출신|태생|사람|입니다|이에요|예요|이오|이요|이지요|이었|이고|인데)"
)


_TAKE = re.compile(r"체포|연행|구금|붙잡|억류|송환|북송|넘[겼긴]|끌고|데려|잡아|가[뒀둔두]|이송|압송")
_CAPTORS = (
    "공안",
    "경찰",
    "공안국",
    "보위부",
    "변방대",
    "군인",
    "당국",
    "경비대",
    "변방부대",
    "이민국",
    "보안원",
    "안전원",
    "보위원",
    "요원",
    "병사",
    "순찰대",
    "군대",
    "수비대",
    "안전부",
    "보안서",
    "국가안전부",
)  # "공안이 데려간": told of those taken
_HELPED = re.compile(r"숨겨|재워|재웠")
_IT_IS = re.compile(r"(?:에요|이에요|예요|입니다|이요|요)[.\s]")
_DID = re.compile(r"(?:을|를|도)? ?(?:하던|하는|한|했던|하시던|짓던|짓는|배우던|맡던|맡은|지낸|지내던) ")
_SALUTES = re.compile(r"[.,!]?\s*(?:\n|$)|, ")
_DOING_THEN = re.compile(
    r"[가-힣](?:던|다가|면서|며) ?(?:\d{4}|그해|그때|중|무렵|지난|어느|이듬해|작년|,)|(?:던|은) (?:해|때|날)"
)
_NEWS = re.compile(r"(?:의|씨의|님)? ?(?:마지막 )?(?:소식|이야기|얘기|행방|생사|일)(?:을|은|이|를|는)?(?: |$)")
_THERE = re.compile(r"(?: [가-힣]{1,8})?에서(?:요|입니다|였어요|였습니다|예요)")
_WHILE = re.compile(r"(?:^| )?(?:때|적|무렵|사이|동안|뒤|후)(?:에|엔|에는|로|부터)?[ ,]")
_MADE_IT = re.compile(
    r" ?(?:[가-힣]+ ){0,2}?[가-힣]*(?:준|주신|사준|만든|만들던|남긴|남기신|쓰던|입던|차던|신던|부르던|물려준|물려주신|지어준|짜준|끼던) "
    r"(?:[가-힣]+ )?[가-힣]+(?:을|를|만|으로|로|과|와) "
)
_AFTERWARDS = re.compile(
    r"^[가-힣]{0,2} (?:뒤|후|다음|이후)(?:로|에|부터)? (?!소식|연락|종적|행방|생사|지금|아직|감감)(?=[가-힣0-9])"
)
_NEAR_ENOUGH = 120  # characters from an event to the people it is then said to have happened to
_ONLY = re.compile(r"만 [^.,]{0,24}(?:남[았은겨]|있[다는었습]|살[고아았])")


class Discourse(ToldEvents):
    """One reading of one draft; `read` returns the cast."""

    # ------------------------------------------------------------ the text as a whole
    def read(self) -> Cast:
        """Go through the sentences, then settle groups and ties."""
        mentions, at = self.found.mentions, 0
        for sentence in self.document.sentences:
            here = []
            while at < len(mentions) and mentions[at].start < sentence.end:
                if mentions[at].start >= sentence.start:
                    here.append(mentions[at])
                at += 1
            self._sentence(sentence, here)
        self.heads.pair_up()
        self._set_author_aside()
        for start, end, person in self.heads.titled_words:
            if any(relation == "other" for relation in person.now().ties.values()):
                self.cast.mark(start, end, "kin", person.now())
        self.facts.settle()
        self.stage.settle()
        forget_nobodies(self.stage)
        close(self.stage)
        for outsider in self.found.outsiders:
            if all(p.name != outsider.name for p in self.cast.people):
                self.cast.add(outsider.start, outsider.role, name=outsider.name)
        self._notices()
        return self.cast

    def _set_author_aside(self) -> None:
        """Who only signs ("… 드림") and is nobody's relative is the author, of whom nothing is told."""
        writer = self.stage.narrator.now() if self.stage.narrator else None
        if writer is None or not writer.name or writer.ties or writer.birth or writer.origin:
            return
        risky = any(event.kind != "other" for event in writer.events)
        if not risky and re.search(rf"{writer.name} ?(?:드림|올림|배상|씀)\s*$", self.text):
            name, first = writer.name, writer.first
            self.cast.forget(writer)
            self.stage.narrator = None
            self.cast.add(first, "author", name=name)

    def _notices(self) -> None:
        order = sorted(self.cast.people, key=lambda person: person.first)
        refs = {id(person): f"p{number}" for number, person in enumerate(order, 1)}
        for mention, person in self.facts.contradictions:
            ref = refs.get(id(person.now()))
            if ref is not None:
                self.cast.notice("age_contradiction", mention.start, mention.end, text=mention.word, ref=ref)
        marked = {start for start, _, _ in self.cast.marked()}
        for mention in self.heads.ambiguous:
            if mention.place is not None and mention.start in marked:
                self.cast.notice(
                    "place_ambiguous",
                    mention.start,
                    mention.end,
                    text=mention.word,
                    candidates=mention.place.candidates,
                )
        if self.anchor is None:
            for mention in self.found.mentions:
                relative = mention.date is not None and mention.date.interval is None and mention.date.edtf is None
                if (mention.age is not None and mention.age.age is not None) or relative:
                    self.cast.notice("date_missing", mention.start, mention.end, text=mention.word)
                    break
        for mention in self.found.mentions:
            if mention.date is not None and getattr(mention.date, "impossible", False):
                self.cast.notice("date_impossible", mention.start, mention.end, text=mention.word)

    # ------------------------------------------------------------ one sentence
    def _sentence(self, sentence: Sentence, mentions: list[Mention]) -> None:
        same_block = self.sentence.block == sentence.block
        if not same_block and self.document.blocks[sentence.block].kind == "question":
            self.asked = []
        self._begin(sentence)
        self.heads.begin(sentence, mentions, new_block=not same_block)
        for index, mention in enumerate(mentions):
            gap = self.text[self.at : mention.start] if mention.start > self.at else ""
            if self.boundary(gap):
                self._some_deed(self.at, mention.start)
                self._clause_ends()
            elif self.spoken and self.subject != self.spoken and _WHILE.search(gap):
                self._release(self.subject)  # "아버지는 내가 일곱 살 때 …": the clause inside is over
                self.subject = self.spoken
            elif self._own_clause_after(gap):
                self._release(self.subject)
                self.subject, self.spoken = [], []
            self._step(mention, mentions[index + 1 :])
            self.at = max(self.at, mention.end)
        self._end()

    def _own_clause_after(self, gap: str) -> bool:
        """Whether the teller goes on about herself after what befell a relative: "남편이 잡혀간 뒤 직장에서 쫓겨났다"."""
        last, narrator = self.last, self.stage.narrator
        if not self.personal or narrator is None or last is None or last.kind != "kin" or last.tail.case != "subject":
            return False
        befell = bool(self.told) and self.told[-1][1] == self.subject == self.last_party
        return befell and narrator.now() not in persons(self.subject) and _AFTERWARDS.search(gap) is not None

    def _clause_ends(self) -> None:
        self._release(self.subject or self.default())
        self.outsider = False

    def _step(self, mention: Mention, rest: list[Mention]) -> None:
        if mention.is_head:
            self._head(mention, rest)
        elif mention.kind == "outsider":
            self._outsider(mention)
        elif mention.kind == "date":
            self.facts.near = mention.date.interval if mention.date else None
            self.when.append(mention)
            if mention.date is not None and mention.date.interval is not None:
                self.facts.moment = mention.date.interval
        elif mention.kind == "report":
            self._release(self.subject or self.default())
            self.when, self.where = [], []
        elif mention.kind == "event":
            self._event(mention)
        elif mention.kind == "place":
            self._place(mention)
        elif mention.kind == "job" and not mention.extra.get("sure"):
            self._job_as_head(mention)
        else:
            if mention.kind == "age" and self.facts.near is None:  # "당시 열두 살이던 …을 2005년 1월 …"
                self.facts.near = next((m.date.interval for m in rest if m.date is not None and m.date.interval), None)
            owner = self.bracket_owner(mention) or self._right_after(mention)
            if owner:
                self._tell(mention, owner)
            else:
                self.held.append(mention)

    def _right_after(self, mention: Mention) -> Party:
        """Whose age it is that stands between a name and a comma: "장남 문철 17세, 차남 …"."""
        last = self.last
        if mention.kind not in ("age", "birth") or last is None or last.kind != "name" or last.end > mention.start:
            return []
        beside = re.fullmatch(r" ?(?:씨|군|양)? ?", self.text[last.end : mention.start])
        return (
            self.last_party if beside and re.match(r"\s?[,./·)\n]|$", self.text[mention.end : mention.end + 2]) else []
        )

    def _end(self) -> None:
        self._release(self.subject or self.default())
        for kind, mention, when, where in self.waiting:
            self._apply(kind, mention, self.subject or self.listed or self.default(), when, where)
        self.waiting = []
        self._leftovers()
        self.heads.gather()
        self._remember_asked()
        if self.spoken or self.subject:
            self.topic = self.spoken or self.subject
            dead = any(kind == "death" and party == self.spoken for kind, party, _, _ in self.told)
            if dead and self.subject:  # "처는 죽었고 딸들은 거기 있다": the text goes on about the living
                self.topic = self.subject
            main = [one for one in self.topic if self._is_main(one)]
            if main or not self.hero:
                self.hero = self.topic
        elif self.listed:
            self.topic = self.hero = self.listed
        elif self.objects and not self.hero:
            self.topic = self.hero = self.objects
        elif not self.hero:
            self.hero = [one for one in self.everyone if self._is_main(one)]
        if self.hero:
            self._release(self.hero, self.lost)
        self.lost = []
        if self.orphans and self.hero:
            waiting, self.orphans = self.orphans, []
            for kind, mention, when, where in waiting:
                if self.sentence.start - mention.end < _NEAR_ENOUGH:
                    self._apply(kind, mention, self.hero, when, where)

    def _remember_asked(self) -> None:
        """Whom a question was about, for the answer that follows."""
        if self.block.kind == "question":
            self.asked = self.spoken or self.subject or self._news_of()
            self.asked_objects = list(self.objects)
            self.question_event = self.told[-1] if self.told else None
        elif self.block.kind == "answer" and (self.spoken or self.subject):
            self.asked = []
        elif self.block.kind == "answer" and self.everyone and self.sentence.end - self.sentence.start <= 8:
            self.asked = self.everyone  # "누나요.": whom the answer then goes on about

    def _news_of(self) -> Party:
        """Of whom a question asks for news: "형님 소식을 들으신 게 언제입니까?"."""
        last = self.last
        told = last is not None and _NEWS.match(self.text, last.end)
        return [one for one in persons(self.last_party) if one is not self.stage.narrator] if told else []

    # ------------------------------------------------------------ who
    def _head(self, mention: Mention, rest: list[Mention]) -> None:
        self._split_held(mention)
        party = self.heads.resolve(mention, self.held, rest)
        if party is None:
            self.held, self.carried = [*self.carried, *self.held], []
            return
        self._tell_each(party, mention)
        self.held, self.carried = self.carried, []
        if mention.kind in ("kin", "who") and self.heads.named_next(mention):
            self.last, self.last_party = mention, party
            self.everyone += [one for one in party if one not in self.everyone]
            return
        self.everyone += [one for one in party if one not in self.everyone]
        self.stage.seen(persons(party))
        appositive = self.heads.appositive
        if appositive and self.last is not None:
            self.listed = [one for one in self.listed if one not in party]
        self.foreign = False
        self._told_before(mention, party)
        self._join_crowd(party, mention)
        if not self._is_label(mention):
            self._take_part(mention, party)
        self.last, self.last_party = mention, party

    def _is_label(self, mention: Mention) -> bool:
        """Whether a name only says who answers: "지 씨: …"."""
        if self.block.kind != "answer" or mention.kind != "name" or mention.start - self.block.start > 3:
            return False
        return re.match(r"(?:\s?(?:씨|님))?\**\s?[:：]", self.text[mention.end : mention.end + 6]) is not None

    def _tell_each(self, party: Party, mention: Mention) -> None:
        """Tell what stands before a noun of those it means; as many ages as people are one each."""
        people = persons(party)
        ages = [held for held in self.held if held.kind in ("age", "birth")]
        each = len(people) == len(party) == len(ages) and len(people) > 1
        for held in self.held:
            if each and held in ages:
                self.facts.tell(held, [people[ages.index(held)]])
            else:
                self._tell(held, party, quiet=mention)

    def _told_before(self, mention: Mention, party: Party) -> None:
        """Tell a noun's people what the verb before the noun says ("체포된 …"), and those listed with them."""
        case, appositive = mention.tail.case, self.heads.appositive
        if mention.kind == "pronoun" and mention.extra.get("which") == "first" and case == "genitive":
            return  # "갇힌 제 누님과 매형": told of the relatives
        self.waiting = [one for one in self.waiting if not self._helped(one[1], party)]
        self._born_of(party)
        if self.waiting and self.subject != self.spoken and self.spoken and case in ("object", "dative", "and"):
            self.subject = self.spoken  # "저는 동생이 낳은 아이를 업고": the clause inside is over
        if any(one[1].word.startswith(("따라", "뒤따라", "함께")) for one in self.waiting):
            for crowd in self.stage.crowds:
                members = {id(member.now()) for member in crowd.members}
                if any(members & set(one.ties) for one in persons(party)):
                    crowd.admit(persons(party))
        if self.waiting:
            self.spread = self.waiting
            with_others = [*self.companions, *(one for one in party if one not in self.companions)]
            for kind, event, when, where in self.waiting:
                self._apply(kind, event, with_others, when, where)
            self.waiting, self.companions = [], []
        elif self.spread and not appositive and mention.kind in ("name", "kin", "set", "who"):
            for kind, event, when, where in self.spread:
                self._apply(kind, event, party, when, where)
        if not (case in ("and", "none") or self.heads.lists(mention)):
            self.spread = []

    def _born_of(self, party: Party) -> None:
        """Whose child somebody is by the verb before the noun: "동생이 낳은 사내아이"."""
        mother = persons(self.subject)
        born = [one for one in self.waiting if one[1].word.startswith("낳은")]
        if not born or len(mother) != 1:
            return
        self.waiting = [one for one in self.waiting if one not in born]
        for child in persons(party):
            if child not in mother and id(mother[0]) not in child.ties:
                self.cast.tie(child, "child", mother[0])
                child.role = "kin" if not child.events else child.role

    def _helped(self, event: Mention, party: Party) -> bool:
        """Whether the words say that people helped others: "가족을 숨겨 준 목사"."""
        if _HELPED.match(event.word) is None:
            return False
        for person in persons(party):
            person.role = "helper"
        return True

    def _take_part(self, mention: Mention, party: Party) -> None:
        """The part people play in their clause: subject, object, one of a list, or somebody who goes along."""
        case, appositive = mention.tail.case, self.heads.appositive
        if case == "dative" and self.sentence.block == 0 and _SALUTES.match(self.text, mention.tail.end):
            self.heads.addressee = persons(party)
        if self.heads.together(mention):
            beside = (
                [one for one in self.listed if one not in party and one not in self.subject] if self.subject else []
            )
            self.companions = [*self.companions, *beside, *party]
            if self.subject:
                self.listed = []
                self.subject = [*self.subject, *beside, *(one for one in party if one not in self.subject)]
            else:
                base = self.spoken or self.default()
                self.listed = [*self.listed, *(one for one in party if one not in self.listed)]
                if base and self.listed != base:
                    self.subject = [*base, *(one for one in self.listed if one not in base)]
        elif case == "subject" and self.spoken + self.hero and _MADE_IT.match(self.text, mention.tail.end):
            pass  # "남편이 깎아 준 숟가락을 목에 걸고": the clause is not about him
        elif case in ("topic", "subject") or case == "other" and self._alone(mention):
            joined = [one for one in self.listed if one not in party]
            self.subject = [*joined, *party]
            self.listed = []
            self.outsider = False
            if case == "topic" or not self.spoken:
                self.spoken = self.subject
        elif self.heads.equated:
            self.subject = []
        elif case in ("and", "none") and (self.heads.lists(mention) or self._beside_kin(mention)):
            self.listed += [one for one in party if one not in self.listed]
        elif case == "other" and self.listed:
            self.listed = []
        elif case == "object":
            self.objects = [*self.listed, *party]
            self.listed = []
        elif case == "none" and not self.subject and not appositive and self.heads.stands_alone(mention):
            self.subject = [*self.listed, *party]
            self.listed = []

    def _alone(self, mention: Mention) -> bool:
        """Whether only those did it or stayed: "저만 도망쳤습니다", "어머니만 고향에 남았다"."""
        if mention.kind in ("pronoun", "name") and self.text[mention.end : mention.tail.end].strip(" 씨") == "만":
            return True
        return _ONLY.match(self.text, mention.tail.end - 1) is not None

    def _beside_kin(self, mention: Mention) -> bool:
        """Two kin words side by side are a list: "아들 며느리가"."""
        following = self.found.mentions_after(mention.start)
        return (
            mention.kind == "kin"
            and bool(following)
            and following[0].kind == "kin"
            and self.text[mention.end : following[0].start] == " "
        )

    def _join_crowd(self, party: Party, mention: Mention) -> None:
        crowd = self.crowd
        if crowd is None or crowd in party or mention.tail.case in ("genitive", "dative"):
            return
        room = (crowd.size or 99) - len(crowd.members)
        if room > 0:
            crowd.admit(persons(party)[:room])

    def _job_as_head(self, mention: Mention) -> None:
        """An occupation that stands for somebody: the one who has it, or somebody new ("한 교원이")."""
        party = self.heads.by_occupation(mention, self.held)
        if not party:
            if self.bracket_owner(mention):
                self._tell(mention, self.bracket_owner(mention))
            return
        self.facts.tell(mention, party)
        self._split_held(mention)
        for held in self.held:
            self._tell(held, party)
        self.held, self.carried = self.carried, []
        for kind, event, when, where in self.waiting:
            self._apply(kind, event, party, when, where)
        self.waiting = []
        self.stage.seen(persons(party))
        if mention.tail.case == "and":
            self.listed += party
        if mention.tail.case in ("topic", "subject"):
            self.subject = party
            self.spoken = party if mention.tail.case == "topic" or not self.spoken else self.spoken
        self.last, self.last_party = mention, party

    def _outsider(self, mention: Mention) -> None:
        case = mention.tail.case
        if mention.word.endswith(_CAPTORS) and (
            case in ("subject", "dative") or case == "topic" and _TAKE.search(self.text, mention.end, self.sentence.end)
        ):
            return
        if case in ("topic", "subject", "dative") or self.text[mention.end : mention.end + 7].lstrip(
            "은이 "
        ).startswith("에 따르"):
            self._release(self.subject or self.default())
            self.when = []
            self.outsider = True
            self.foreign = mention.tail.case in ("topic", "subject") and any(
                one.start == mention.start for one in self.found.outsiders
            )

    def _place_asked(self, mention: Mention) -> None:
        """A town that answers a question: where what was asked for happened, else where somebody is."""
        asked = self.question_event
        if asked is None or asked[3] or mention.place is None or asked[0] == "arrival":
            self.facts.stay(mention, self.asked)
            return
        kind, people, edtf, _ = asked
        self.stage.mark(mention.start, mention.end, "place", people)
        self.stage.happened(kind, people, edtf, mention.place.candidates)
        self.question_event = (kind, people, edtf, mention.place.candidates)

    # ------------------------------------------------------------ facts
    def _split_held(self, mention: Mention) -> None:
        """Keep what still belongs to the coming noun; give the rest to the subject."""
        if self._rest_of_topic(mention):
            self._release(self.subject)
            self.carried = []
            return
        keep: list[Mention] = []
        right = mention.start
        for held in reversed(self.held):
            gap = self.text[held.end : right] if held.end < right else ""
            if not self._light(gap, held) or held.kind in ("job", "work") and _DOING_THEN.search(gap):
                break
            keep.insert(0, held)
            right = held.start
        adverbial = [held for held in self.held if self.is_adverbial(held, mention)]
        keep = [held for held in keep if held not in adverbial]
        self.carried = adverbial
        lost = [held for held in self.held if held not in keep and held not in adverbial]
        if lost:
            self._release(self.subject or self.default(), lost)
        self.held = keep

    def _rest_of_topic(self, mention: Mention) -> bool:
        """Facts strung together without verbs before a new topic: "소연이는 19살 무산출신 키150정도 외삼촌은 …"."""
        if mention.kind != "kin" or mention.tail.case != "topic" or not self.spoken or len(self.held) < 2:
            return False
        if self.subject != self.spoken or self.last is None or self.held[0].start < self.last.end:
            return False
        kinds = {held.kind for held in self.held}
        gap = self.text[self.held[-1].end : mention.start]
        return bool(kinds & {"mark", "place"}) and "age" in kinds and re.fullmatch(r"[가-힣]{0,3} ", gap) is not None

    def _light(self, gap: str, held: Mention) -> bool:
        """Whether `gap` leads from an attribute on to the noun it describes."""
        if self.boundary(gap) or len(gap) > 40:
            return False
        if "," in gap and (self.subject or self.spoken):
            return False
        if held.kind == "job" and held.tail.case in ("topic", "subject", "object", "genitive"):
            return _DID.match(gap) is not None
        return not re.search(r"(?:했|였|었|았)(?:으[나며]|고|지만)", gap)

    def _place(self, mention: Mention) -> None:
        if mention.place is None:
            return
        ids = mention.place.candidates
        country = len(ids[0]) == 2 and gazetteer().get(ids[0]).level == "country"
        glued = (
            not self.found.joined
            and re.match(r"[가-힣]{2}", self.text[mention.end : mention.end + 2])
            and not _AFTER_PLACE.match(self.text, mention.end)
        )
        if (
            glued
            and mention.role == "weak"
            or mention.role in ("not", "office")
            or (country and ids[0] in ("KR", "KP"))
        ):
            return
        if self.outsider and mention.role in ("stay", "weak"):
            return
        beside_work = mention.start in self.work_starts or any(
            one.kind == "work" and 0 <= one.start - mention.end <= 1 for one in self.found.mentions_after(mention.start)
        )
        located = re.match(r"[가-힣]{0,2}(?:에서|에|서)(?:는|도)?[ ,]", self.text[mention.end : mention.end + 7])
        mention.extra["locative"] = "1" if located or beside_work else ""
        if len(ids) > 1:
            self.heads.ambiguous.append(mention)
        if self.block.kind == "answer" and self.asked and _IT_IS.match(self.text, mention.end):
            if mention.start - self.block.start < 4:  # "어디 사십니까?" "숙천입니다."
                self._place_asked(mention)
                return
        if self.block.kind == "answer" and mention.start - self.block.start < 4 and not country:
            met = [one for one in self.asked_objects if one not in self.asked]
            if met and _THERE.match(self.text, mention.end):
                self.facts.stay(mention, [*(self.asked or self.default()), *met])
                return
        if mention.role == "stay" and not country and self.subject and at_home_of(self.text, mention.end):
            self.facts.stay(mention, self.subject)
            return
        owner = self.bracket_owner(mention)
        if owner and mention.role in ("origin", "weak"):
            self._tell(mention, owner)
        elif mention.role == "origin" or mention.role == "weak" or mention.role == "stay" and not country:
            self.held.append(mention)
        else:
            self.where.append(mention)
