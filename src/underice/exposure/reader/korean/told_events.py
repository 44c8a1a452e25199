"""Binding of events to people, dates and places."""

from __future__ import annotations

import re

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.frame import Frame
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.particles import Tail
from underice.exposure.reader.korean.people import Crowd, Party, persons
from underice.exposure.reader.model import EventKind
from underice.vocabulary.phrases import DatePhrase
from underice.vocabulary.places import gazetteer

_ACTIVE = re.compile(r"[가-힣]{0,2}(?:했|하[였고여며]|한(?= |다)|해(?= |서|$)|았|었|갔|넘겼|줬)")
_CELL = re.compile(
    r"(?:구류장|구류소|수용소|감옥|집결소|변방대|구치소|유치장|교화소|단련대|수용시설|감방|관리소)(?:으로|로|에)"
)
_MOVE: frozenset[EventKind] = frozenset({"return", "arrival", "other", "departure"})
_COUNTRY_DROPPED: dict[str, frozenset[EventKind]] = {
    "CN": frozenset({"departure", "arrival", "crossing", "other", "return", "death"}),
}


_LOST = re.compile(r"잃|보[냈낸]")  # the one who died is the object: "손자를 열병으로 잃었다"
_FOLLOWED = re.compile(r"뒤따|뒤쫓|따라")  # the same as those before did
_THAT_WAS = re.compile(
    r"(?:그게|그것이|그때가|그때는|그날이|그날은|그해가|때는|그러니까|아마|바로|그 일이 있은 (?:것은|게|건))? ?(?:바로 |아마 )?"
)
_WAS = re.compile(
    r"(?: (?:[가-힣]+ ){0,2}(?:전|후|뒤|무렵|즈음|초|말|께|날|밤|새벽))?(?:이었|이다|입니다|이에요|예요|였|의 일|일입|일이|쯤|께|경|이오|이지|이니)"
)
_BROUGHT = re.compile(r"이송|압송|호송|옮겨|넘겨|보내")


# What one does with somebody: "거기서 만난 총각과 살림을 차렸다", "언니와 헤어졌다".
_TOGETHER_WITH = re.compile(r"결혼|혼인|재혼|살림|신접|가정을|동거|이혼|헤어|갈라|약혼|상봉|재회|다시 ?만")
_ALONG = re.compile(
    r"(?:함께|같이) ?(?:갔|떠났|왔|나왔|건너|넘|움직|길)|(?:둘|셋|넷)이서?(?:요| 갔| 떠| 왔| 나|서요|입니다|이었)|동행[했은이]"
)
_DEED = re.compile(
    r"(?<![가-힣])[가-힣]*[았었했였갔왔졌났렸겼혔쳤켰됐뒀셨섰췄냈랐봤줬썼졌떴텼녔](?:고|으며|지만|는데|으나|다가|다고?|습니다|어요|지요|소|음|대요|답니다|던|을)(?![가-힣])"
)
# What happened by a noun alone, as rows of a list say it: "6월 18일 쿤밍에서 낙상, 입원."
_NOUN_OF_ROW = re.compile(
    r"(?:에서|에|으로|로|경|께|쯤|,| )* ?(?!확인|접수|예정|회의|연락처|담당|거주|체류|근무|재학|생|"
    r"현재)[가-힣]{2,5}(?: ?(?:중|됨|함|당함))?(?=\s?[.,;/)|]|\s?$)"
)
_NO_DEED = re.compile(
    r"(?:말|전|밝|설명|발표|보도|주장|덧붙|강조|호소|촉구|확인|알려|답|물|묻|들|생각|믿|보였|같았|있었|없었|아니었|이었|였[다고습지으는]|냈다|내놓|기억|회상|떠올|털어놓|되뇌|되풀이|눈물|미소|고개|한숨|망설|걱정|그리|후회|바랐|원했|좋아|사랑|미안|느꼈|많았|적었|좋았|싫었|추웠|더웠|"
    r"썼다|적었|남겼다|불렀|웃|울|몰랐|알았|싶었|했을|않았|못했|개최|열렸|지었|세웠|나이|기다렸|어두웠|밝았|얼었|녹았|흘렀|걸렸다|보냈다)"
)
_BORE = re.compile(r"낳|출산|해산|분만|(?:아들|딸|아이|아기|손자|손녀|쌍둥이|남매)[을를] ?[봤보]")  # told of the child
_OF_WHOM = re.compile(r"소식|연락|생사|행방|종적|자취|신병|전화|목숨|시신|유골|유해|거처")
_TO_POLICE = re.compile(r"(?:공안|경찰|공안국|경찰서|파출소|이민국|변방대|변방부대)(?:에|에게|으로|로|한테) ?$")
_BESIDE = re.compile(
    r"(?:그 |맨 )?(?:옆|뒤|앞|곁|왼쪽|오른쪽|가운데|위|아래|뒷줄|앞줄|품에|등에|손을 잡은|함께|나란히)"
)
_GOES_ON = re.compile(r"[가-힣]?(?:고|서|뒤|후|자|하고|하자|해서|한 뒤|한 후)(?=[ ,])")
_MARRIED = re.compile(r"결혼|혼인|재혼|살림|신접|가정을|동거")
_DRAGGED = re.compile(r"끌려|끌고|잡혀 ?[갔간가]|실려|압송|연행")
_SAME_DAY = re.compile("같은 ?날|그날|이날|당일|그때|그 무렵|같은 시각")
_SEASONS = {"03": "21", "06": "22", "09": "23", "12": "24"}


def _coarse(date: DatePhrase) -> str | None:
    """A date as exact as what it counts from: four days after "in July" is July."""
    edtf = date.edtf
    if edtf is None or "/" not in edtf or date.interval is None or len(edtf) < 21:
        return edtf
    days = (date.interval.last - date.interval.first).days
    if days <= 31:
        return edtf[:7]
    if days > 300:
        return edtf[:4] if days < 370 else edtf
    return f"{edtf[:4]}-{_SEASONS[edtf[5:7]]}" if edtf[5:7] in _SEASONS else edtf


def _dead(person: Someone) -> bool:
    return any(event.kind == "death" for event in person.events)


class ToldEvents(Frame):
    """The part of the reading that settles what happened to whom, when and where."""

    def _event(self, mention: Mention) -> None:
        kind = mention.event
        if kind is None:
            return
        work = max((held.start for held in self.held if held.kind in ("job", "work")), default=-1)
        weak = [
            held
            for held in self.held
            if held.kind == "place" and held.role == "weak" and held.start > work and not self._comma(held, mention)
        ]
        where = self.where + (weak if not mention.adnominal or self._near(weak, mention) else [])
        if weak and where[-len(weak) :] == weak:
            self.held = [held for held in self.held if held not in weak]
        when = self.when
        self.when, self.where = [], []
        if mention.adnominal:
            self.waiting.append((kind, mention, when, where))
            return
        if (
            kind == "other"
            and _BROUGHT.search(mention.word)
            and _CELL.search(self.text, max(self.sentence.start, mention.start - 16), mention.start)
        ):
            kind = "detention"
        if kind == "other" and _FOLLOWED.match(mention.word):
            kind = self.told[-1][0] if self.told else "departure"
        self._release(self.subject or self.default())
        party = self._participants(mention, kind)
        if kind == "death" and _LOST.search(mention.word) and "목숨" not in mention.word:
            lost = [one for one in persons(self.subject) if id(one) in self.stage.kin_words]
            if not (self.objects or lost or self.asked):
                return
            party = self.objects or list(lost) or self.asked
        if kind == "death" and self.companions and len(party) > 1:
            party = [one for one in party if one not in self.companions] or party
        self._apply(kind, mention, party, when, where)

    def _comma(self, held: Mention, event: Mention) -> bool:
        return "," in self.text[held.end : event.start] and not self.text[held.end :].startswith(
            (",", "에서,", "에서 ")
        )

    def _near(self, weak: list[Mention], event: Mention) -> bool:
        return (
            bool(weak) and re.match(r"(?:에서|서|에|로|으로)", self.text[weak[-1].end : weak[-1].end + 3]) is not None
        )

    def _participants(self, mention: Mention, kind: EventKind) -> Party:
        if (
            self.objects
            and _ACTIVE.match(self.text[mention.end : mention.end + 4])
            and kind in ("arrest", "detention", "return", "other")
        ):
            return self.objects
        if self.last is not None and self.last.tail.case == "genitive" and _OF_WHOM.match(mention.word):
            if mention.start - self.last.tail.end <= 2 and persons(self.last_party):
                return self.last_party
        if self.objects and _BORE.match(mention.word):
            return self.objects
        if self.listed and _TOGETHER_WITH.match(mention.word):
            partners = [one for one in self.listed if one not in self.subject]
            party = [*(self.subject or self.default()), *partners]
            party = list(dict.fromkeys(party))
            if _MARRIED.match(mention.word) and len(persons(party)) == len(party) == 2:
                self._wed(*persons(party))
            self.listed = []
            return party
        if self.subject:
            return self.subject
        if self.listed:
            party, self.subject = self.listed, self.listed
            if not self.spoken:
                self.spoken = party
            return party
        if self.outsider and self.crowd is None and not self.topic and not self.hero:
            return []
        return self._somebody_else() if kind == "death" else self._living(self.default())

    def _wed(self, one: Someone, other: Someone) -> None:
        """Two people who married are each other's spouses."""
        if id(other.now()) not in one.now().ties:
            self.stage.cast.tie(other, "spouse", one)
            if other.role == "at_risk" and not other.events:
                other.role = "kin"

    def _living(self, party: Party) -> Party:
        """Of whom a clause without a subject can tell what happened: not of the dead only, if the text has a hero."""
        people = persons(party)
        if not people or len(people) != len(party) or not all(_dead(one) for one in people):
            return party
        living = [one for one in persons(self.hero) if not _dead(one)]
        if not living and not self.personal:
            living = [one for one in self.cast.people if one.name and not _dead(one) and one.role == "at_risk"]
        return list(living) or party

    def _somebody_else(self) -> Party:
        """Who can have died in a clause without a subject: never the one who tells it."""
        party = self.default()
        narrator = self.stage.narrator
        if narrator is None or party != [narrator.now()]:
            return party
        others = [one for one in self.topic if not (isinstance(one, Someone) and one.now() is narrator.now())]
        latest = self.stage.latest(None, but=[narrator])
        return others or ([latest] if latest is not None else [])

    def _apply(
        self, kind: EventKind, mention: Mention, party: Party, when: list[Mention], where: list[Mention]
    ) -> None:
        if not party:
            if not (self.topic or self.hero or self.foreign):
                self.orphans.append((kind, mention, when, where))
            return
        if not when and not where:
            self._likewise(kind, mention, party)
        self.stage.mark(mention.start, mention.end, "event", party)
        edtf = self._dated(when, party)
        if edtf is None and self.told and self.told[-1][1] == party and not mention.adnominal:
            between = self.text[self.told_end : mention.start]
            if not re.search(r"현재|지금|이후|[가-힣] (?:뒤|후)|나중|결국|이어|다시", between):
                edtf = self.told[-1][2]
        self.told_end = mention.end
        if kind in ("other", "detention") and _BROUGHT.search(mention.word):
            if any(one.place is not None and one.place.candidates[0].startswith("KP") for one in where):
                kind = "return"
        place = self._placed(kind, party, where)
        if not place and kind == "arrest" and self.told and self.told[-1][0] == "other" and self.told[-1][1] == party:
            place = self.told[-1][3]
        kind = self._kind_by_place(kind, mention, where)
        self.stage.happened(kind, party, edtf, place)
        if kind == "death":
            self._living_go_on(mention, party)
        self.told.append((kind, party, edtf, place))
        self.history.append((kind, party, edtf, place))

    def _placed(self, kind: EventKind, party: Party, where: list[Mention]) -> tuple[str, ...]:
        """Mark the places of an event and return the candidates of the one that is its place."""
        place: tuple[str, ...] = ()
        towns = [one for one in where if not self._is_country(one)]
        for one in where:
            if one.place is None:
                continue
            ids = one.place.candidates
            if self._is_country(one) and (towns or kind in _COUNTRY_DROPPED.get(ids[0], frozenset())):
                continue
            self.stage.mark(one.start, one.end, "place", party)
            if not place or one.toward == (kind in _MOVE) or kind not in _MOVE:
                place = ids
        return place

    def _kind_by_place(self, kind: EventKind, mention: Mention, where: list[Mention]) -> EventKind:
        """The kind of an event as where it was makes it: coming to a Korean town is an arrival."""
        towns = [one.place.candidates[0] for one in where if one.place is not None]
        if kind == "other" and re.match(r"왔|와[ 서]|온 ", mention.word):
            return "arrival" if any(gazetteer().get(town).country == "KR" for town in towns) else kind
        if kind == "arrest" and _DRAGGED.match(mention.word) and self._home_after_arrest(where):
            return "return"
        if kind == "return" and _TO_POLICE.search(
            self.text, max(self.sentence.start, mention.start - 8), mention.start
        ):
            return "arrest"
        return "other" if kind == "return" and self._elsewhere(where) else kind

    def _home_after_arrest(self, where: list[Mention]) -> bool:
        """Whether people already caught abroad are taken to a town of their own country."""
        towards = [one.place.candidates[0] for one in where if one.place is not None and one.toward]
        caught = any(one[0] == "arrest" and one[3] and not one[3][0].startswith("KP") for one in self.history)
        return caught and any(place.startswith("KP") for place in towards)

    def _living_go_on(self, mention: Mention, party: Party) -> None:
        """After a death the sentence goes on about who tells of it: "남편이 떠나고 막내만 데리고 …"."""
        if not self.personal or self.stage.narrator is None or self.subject != party:
            return
        narrator = self.stage.narrator.now()
        if narrator not in persons(party) and _GOES_ON.match(self.text, mention.end - 1):
            self.subject = [narrator]

    def _elsewhere(self, where: list[Mention]) -> bool:
        """Whether the words say that people were brought to another country than their own."""
        towards = [one.place.candidates[0] for one in where if one.place is not None and one.toward]
        return bool(towards) and not any(place.startswith("KP") for place in towards)

    def _dated(self, when: list[Mention], party: Party) -> str | None:
        """Mark the dates of an event and return the last that can be placed."""
        edtf: str | None = None
        for one in when:
            self.stage.mark(one.start, one.end, "date", party)
            if one.date is not None and one.date.edtf is not None:
                edtf = _coarse(one.date)
                self.facts.moment = one.date.interval
            elif one.date is not None and _SAME_DAY.fullmatch(one.word) and self.history:
                edtf = self.history[-1][2]
        return edtf

    def _likewise(self, kind: EventKind, mention: Mention, party: Party) -> None:
        """An event shared with those it was told of before: "어머니도 함께 체포됐다"."""
        before = self.text[max(self.sentence.start, mention.start - 5) : mention.start]
        same = [one for one in self.history if one[0] == kind]
        if same and re.search(r"(?:같이|함께|도) ?$", before):
            self.stage.happened(kind, party, same[-1][2], same[-1][3])

    def _is_country(self, mention: Mention) -> bool:
        return mention.place is not None and gazetteer().get(mention.place.candidates[0]).level == "country"

    def _some_deed(self, start: int, end: int) -> None:
        """A verb of the past the lists do not know, where a date or a place waits for one: something happened then.

        What it was stays open ("other"); the words and when and where it was are told all the same.
        """
        open_places = [one for one in self.where if one.role == "open" and not self._is_country(one)]
        if (
            self.found.joined
            or not (self.when or open_places)
            or self.outsider
            or self.foreign
            or self.block.kind == "question"
        ):
            return
        start = max([start, *(one.end for one in (*self.when, *open_places))])
        deed = _DEED.search(self.text, start, end)
        if self.block.kind == "item" and deed is None:
            deed = _NOUN_OF_ROW.match(self.text, start, end)
        if deed is None or _NO_DEED.search(deed[0]) or self.quoted(deed.start()) != self.quoted(start):
            return
        party: Party = [one for one in (self.subject or self.listed or self.default()) if not isinstance(one, Crowd)]
        if not party or not any(
            one.ties or one.name or one.events or one is self.stage.narrator for one in persons(party)
        ):
            return
        when, where = self.when, open_places
        self.when, self.where = [], [one for one in self.where if one not in open_places]
        self._apply(
            "other", Mention(deed.start(), deed.end(), "event", deed[0], Tail("none", deed.end())), party, when, where
        )

    def _leftovers(self) -> None:
        """Places and dates that met no verb: where somebody lives, or a date told after its event."""
        self._some_deed(self.at, self.sentence.end)
        party = self.subject or self.listed or ([] if self.hero else self.objects)
        self._answered()
        self._went_along()
        if self._dates_the_next():
            return
        self._was_then()
        if self._shown():
            return
        if not party and (self.personal or self.heads.row is not None):
            party = self.default()
        self._places_left(party)
        if (
            self.block.kind == "caption"
            and not self.told
            and not party
            and not self.everyone
            and not self.heads.in_block
        ):
            self.kept = (self.when, self.where)
            return
        if self.when and self.told and self.told[-1][2] is None:
            kind, people, _, place = self.told[-1]
            for mention in self.when:
                self.stage.mark(mention.start, mention.end, "date", people)
            date_told = next((m.date.edtf for m in self.when if m.date and m.date.edtf), None)
            if date_told:
                self.stage.happened(kind, people, date_told, place)
        elif self.when and not self.outsider and self.block.kind != "question":
            self._say_dates(party or self.default())
        self.when, self.where = [], []

    def _places_left(self, party: Party) -> None:
        """Places that met no verb: where somebody lives, or of the event told before them."""
        late = None  # "헤어진 것은 2004년 겨울 자무쓰에서입니다": date and place of one event
        if self.when and self.told and self.told[-1][2] is None:
            late = next((m.date.edtf for m in self.when if m.date and m.date.edtf), None)
        for mention in self.where:
            if mention.role == "stay" and (party or self.default()):
                if not self._is_country(mention):
                    self.facts.stay(mention, party or self.default())
            elif (
                party
                and not self._is_country(mention)
                and not self.outsider
                and (not self.told or mention.role == "stay")
            ):
                self.facts.stay(mention, party)
            elif (
                self.told
                and (not self.told[-1][3] or mention.role == "open")
                and (not self.subject or self.told[-1][1] == self.subject)
            ):
                kind, people, edtf, _ = self.told[-1]
                if mention.place is None:
                    continue
                self.stage.mark(mention.start, mention.end, "place", people)
                self.stage.happened(kind, people, edtf or late, mention.place.candidates)
                self.told[-1] = (kind, people, edtf, mention.place.candidates)

    def _say_dates(self, party: Party) -> None:
        """Dates that met no verb the reader knows are still words about those the sentence is about."""
        described = [one for one in party if not isinstance(one, Someone) or one.name or one.events or one.ties]
        for mention in self.when:
            long_ago = (
                mention.date is not None
                and mention.date.interval is not None
                and mention.date.interval.last.year < 1985
            )
            if described and mention.date is not None and mention.date.certain and not long_ago:
                self.stage.mark(mention.start, mention.end, "date", described)

    def _answered(self) -> None:
        """A date that answers the question when something happened."""
        if self.block.kind == "answer" and not self.told and self.when and self.question_event is not None:
            kind, people, _, place = self.question_event
            for mention in self.when:
                self.stage.mark(mention.start, mention.end, "date", people)
            self.stage.happened(
                kind, people, next((m.date.edtf for m in self.when if m.date and m.date.edtf), None), place
            )
            self.question_event = None
            self.when = []

    def _went_along(self) -> None:
        """Somebody who is only said to have gone along shares the way told before: "처남하고 같이 갔습니다"."""
        if self.told or not self.history or self.block.kind not in ("answer", "text"):
            return
        words = self.text[self.sentence.start : self.sentence.end]
        kind, people, edtf, place = self.history[-1]
        if kind not in ("crossing", "departure", "arrival") or not _ALONG.search(words):
            return
        mine = {id(one.now()) for one in persons(people)}
        others = [one for one in persons(self.everyone) if id(one) not in mine and mine & set(one.ties)]
        if others and persons(people):
            self.stage.happened(kind, others, edtf, place)

    def _dates_the_next(self) -> bool:
        """A sentence that only says when, of what is told next: "작년 11월 4일 아침이에요.", "강을 본 것은 1998년이었다."."""
        if self.told or self.where or len(self.when) != 1 or self.block.kind == "question":
            return False
        mention, sentence = self.when[0], self.sentence
        first = (
            self.block.kind == "answer" and mention.start - self.block.start < 6 and mention.start - sentence.start < 6
        )
        thing = re.search(r"(?:것|건|게|일)(?:은|이)? $", self.text[sentence.start : mention.start]) is not None
        more = sentence.end < self.block.end
        if not (more and (first or thing) and _WAS.match(self.text, mention.end)):
            return False
        self.kept = ([mention], [])
        self.when = []
        return True

    def _was_then(self) -> None:
        """A sentence that only dates what was told before: "그게 2009년 6월 22일이에요"."""
        if self.told or len(self.when) != 1 or not self.history or self.where:
            return
        mention = self.when[0]
        alone = _THAT_WAS.match(self.text, self.sentence.start, mention.start)
        if not (alone and alone.end() == mention.start and _WAS.match(self.text, mention.end)):
            return
        kind, people, known, place = self.history[-1]
        self.stage.mark(mention.start, mention.end, "date", people)
        if known is None and mention.date is not None and mention.date.edtf is not None:
            self.stage.happened(kind, people, mention.date.edtf, place)
        self.when = []

    def _shown(self) -> bool:
        """A caption without a verb: all it shows were there then. Returns whether it was one."""
        if self.block.kind == "caption" and not self.told and (self.everyone or self.heads.in_block):
            shown: Party = list(self.everyone or self.heads.in_block)
            beside = _BESIDE.match(self.text, self.sentence.start) and not (self.when or self.where)
            if beside and self.shown_then is not None:
                then, there = self.shown_then
                self.stage.happened("other", shown, then, there)
                return True
            self.heads.in_block = shown
            for mention in self.when:
                self.stage.mark(mention.start, mention.end, "date", shown)
            when = next((m.date.edtf for m in self.when if m.date and m.date.edtf), None)
            for mention in self.where:
                if mention.place is not None and not self._is_country(mention):
                    self.stage.mark(mention.start, mention.end, "place", shown)
                    self.stage.happened("other", shown, when, mention.place.candidates)
                    self.shown_then = (when, mention.place.candidates)
            self.when, self.where = [], []
            return True
        return False
