"""Reading a Korean draft sentence by sentence: who is spoken of, and whom each fact and event belongs to."""

from __future__ import annotations

import re
from datetime import date

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Block, Document, Sentence
from underice.exposure.reader.korean.facts import Facts
from underice.exposure.reader.korean.heads import Heads
from underice.exposure.reader.korean.kinship import close
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, Stage, persons
from underice.exposure.reader.korean.scan import Scan
from underice.exposure.reader.model import EventKind
from underice.vocabulary.places import gazetteer

BOUNDARY = re.compile(
    r"(?:고(?! (?:자라|자란|자랐|있|싶|나서|살))|며|면서|나|지만|는데|은데|인데|아서|어서|해서|여서|라서|다가|하다|다|요|니다|자마자|으니|니까|거나|"
    r"든지|는지|던데)"
    r"(?=[\s,\"”’']|$)|[.;!?]|\n"
)
_JOINED_BOUNDARY = re.compile(
    r"(?:이고|하고|는데|은데|인데|지만|아서|어서|해서|고요|대요|어요|아요|에요|예요|니다|했고|며)|[.;!?\n]| "
)
_ACTIVE = re.compile(r"[가-힣]{0,2}(?:했|하[였고여며]|한(?= |다)|해(?= |서|$)|았|었|갔|넘겼|줬)")
_CELL = re.compile(
    r"(?:구류장|구류소|수용소|감옥|집결소|변방대|구치소|유치장|교화소|단련대|수용시설|감방|관리소)(?:으로|로|에)"
)
_AFTER_PLACE = re.compile(
    r"(?:에서|에|으로|로|까지|부터|의|은|는|이|가|와|과|도|를|을|역|항|읍|리|시내|쪽|산|출신|태생|사람)"
)
_MOVE: frozenset[EventKind] = frozenset({"return", "arrival", "other", "departure"})
_COUNTRY_DROPPED: dict[str, frozenset[EventKind]] = {
    "CN": frozenset({"departure", "arrival", "crossing", "other", "return", "death"}),
}
_OP_ED = re.compile(r"\[?(?:시론|사설|기고|칼럼|논평|성명|오피니언|독자투고|기자수첩|데스크)")


class Discourse:
    """One reading of one draft; `read` returns the cast."""

    def __init__(self, document: Document, found: Scan, anchor: date | None) -> None:
        self.document, self.text, self.anchor = document, document.text, anchor
        self.found = found
        self.cast = Cast(document.text)
        self.stage = Stage(self.cast)
        self.facts = Facts(self.stage, anchor)
        self.opinion = any(_OP_ED.match(self.text, block.start - len(block.marker)) for block in document.blocks[:2])
        self.personal = self._is_own_story() if self.opinion else self._is_personal()
        self.heads = Heads(self)
        self.kept: tuple[list[Mention], list[Mention]] = ([], [])
        self.topic: Party = []
        self.hero: Party = []
        self.question_event: tuple[EventKind, Party, str | None, tuple[str, ...]] | None = None
        self.history: list[tuple[EventKind, Party, str | None, tuple[str, ...]]] = []
        self.asked: Party = []  # whom the last question was about
        self._begin(Sentence(0, 0, 0))

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
        self.facts.settle()
        self.stage.settle()
        close(self.stage)
        for outsider in self.found.outsiders:
            if all(p.name != outsider.name for p in self.cast.people):
                self.cast.add(outsider.start, outsider.role, name=outsider.name)
        self._notices()
        return self.cast

    def _is_personal(self) -> bool:
        """Whether somebody tells her own story: "I" outside quotation marks."""
        for mention in self.found.mentions:
            if mention.kind == "pronoun" and mention.extra.get("which") == "first" and not self.quoted(mention.start):
                return True
        return any(block.kind == "answer" for block in self.document.blocks)

    def _is_own_story(self) -> bool:
        """Whether the author of an opinion piece tells what happened to herself or her family."""
        mentions = self.found.mentions
        for index, mention in enumerate(mentions):
            if (
                mention.kind != "pronoun"
                or mention.extra.get("which") != "first"
                or mention.word in ("우리", "저희")
                or self.quoted(mention.start)
            ):
                continue
            for other in mentions[index + 1 : index + 8]:
                if re.search(r"[.!?]\s|\n", self.text[mention.end : other.start]):
                    break
                if other.kind in ("birth", "kin") or (other.kind == "place" and other.role == "origin"):
                    return True
                if other.kind == "event" and other.event in ("crossing", "return", "departure") and not other.adnominal:
                    return True
        return False

    def quoted(self, offset: int) -> bool:
        start = self.text.rfind("\n", 0, offset) + 1
        before = self.text[start:offset]
        if before.count("“") > before.count("”"):
            return True
        return before.count('"') % 2 == 1

    def _notices(self) -> None:
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
    def _begin(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.subject: Party = []  # who the clause is about
        self.spoken: Party = []  # explicit topic of the sentence
        self.listed: Party = []  # heads joined by 와, commas
        self.objects: Party = []
        self.everyone: Party = []  # every head of the sentence
        self.owner: list[Someone] = []  # whose relatives the sentence lists
        self.held: list[Mention] = []
        self.carried: list[Mention] = []  # places that wait for the verb
        self.when: list[Mention] = []
        self.where: list[Mention] = []
        if self.kept[0] or self.kept[1]:
            self.when, self.where = [*self.kept[0]], [*self.kept[1]]
            self.kept = ([], [])
        self.waiting: list[tuple[EventKind, Mention, list[Mention], list[Mention]]] = []
        self.told: list[tuple[EventKind, Party, str | None, tuple[str, ...]]] = []
        self.told_end = sentence.start
        self.facts.near = None
        self.last: Mention | None = None
        self.last_party: Party = []
        self.crowd: Crowd | None = None  # an open group: heads of this sentence belong to it
        self.foreign = False  # the clause's subject is somebody the text does not describe
        self.spread: list[tuple[EventKind, Mention, list[Mention], list[Mention]]] = []
        self.companions: Party = []
        self.outsider = False  # the clause's subject is an official or a source
        self.ages: list[Mention] = []
        self.at = sentence.start

    @property
    def block(self) -> Block:
        """The block the sentence stands in."""
        return self.document.blocks[self.sentence.block]

    def _sentence(self, sentence: Sentence, mentions: list[Mention]) -> None:
        same_block = self.sentence.block == sentence.block
        if not same_block and self.document.blocks[sentence.block].kind == "question":
            self.asked = []
        self._begin(sentence)
        self.heads.begin(sentence, mentions, new_block=not same_block)
        for index, mention in enumerate(mentions):
            gap = self.text[self.at : mention.start] if mention.start > self.at else ""
            if self.boundary(gap):
                self._clause_ends()
            self._step(mention, mentions[index + 1 :])
            self.at = max(self.at, mention.end)
        self._end()

    def boundary(self, gap: str) -> bool:
        """Whether a clause ends between two mentions."""
        return (_JOINED_BOUNDARY if self.found.joined else BOUNDARY).search(gap) is not None

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
            owner = self.bracket_owner(mention)
            if owner:
                self._tell(mention, owner)
            else:
                self.held.append(mention)

    def _end(self) -> None:
        self._release(self.subject or self.default())
        for kind, mention, when, where in self.waiting:
            self._apply(kind, mention, self.subject or self.listed or self.default(), when, where)
        self.waiting = []
        self._leftovers()
        self.heads.gather()
        if self.block.kind == "question":
            self.asked = self.spoken or self.subject
            self.question_event = self.told[-1] if self.told else None
        elif self.block.kind == "answer" and (self.spoken or self.subject):
            self.asked = []
        if self.spoken or self.subject:
            self.topic = self.spoken or self.subject
            main = [one for one in self.topic if self._is_main(one)]
            if main or not self.hero:
                self.hero = self.topic
        elif self.listed:
            self.topic = self.hero = self.listed
        elif self.objects and not self.hero:
            self.topic = self.hero = self.objects

    # ------------------------------------------------------------ who
    def default(self) -> Party:
        """Whom a clause without a subject is about."""
        row = self.heads.row
        if row is not None:
            return [row]
        if self.foreign:
            return []
        if self.outsider and not self.topic:
            return []
        if self.block.kind == "answer" and self.asked:
            return self.asked
        if self.personal and self.block.kind in ("answer", "question", "text", "quote"):
            told_of = [one for one in persons(self.topic) if one is not self.stage.narrator and self._is_main(one)]
            if self.block.kind in ("answer", "question") or not told_of or len(told_of) != len(self.topic):
                return [self.stage.narrator_at(self.sentence.start)] if self._narrates() else self.hero
        aside = self.topic and not any(self._is_main(one) for one in self.topic)
        return (self.hero if aside else self.topic) or self.hero

    def _is_main(self, one: Someone | Crowd) -> bool:
        """Whether a text can go on about this person without saying so: not about a nameless relative told in passing."""
        return isinstance(one, Crowd) or bool(one.name) or id(one.now()) not in self.stage.kin_words

    def _narrates(self) -> bool:
        return self.personal and (self.stage.narrator is not None or self.block.kind in ("answer", "text", "question"))

    def _head(self, mention: Mention, rest: list[Mention]) -> None:
        self._split_held(mention)
        party = self.heads.resolve(mention, self.held, rest)
        if party is None:
            self.held, self.carried = [*self.carried, *self.held], []
            return
        for held in self.held:
            self._tell(held, party, quiet=mention)
        self.held, self.carried = self.carried, []
        case = mention.tail.case
        if mention.kind in ("kin", "who") and self.heads.named_next(mention):
            case = "none"
            self.last, self.last_party = mention, party
            self.everyone += [one for one in party if one not in self.everyone]
            return
        self.everyone += [one for one in party if one not in self.everyone]
        self.stage.seen(persons(party))
        appositive = self.heads.appositive
        if appositive and self.last is not None:
            self.listed = [one for one in self.listed if one not in party]
        self.foreign = False
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
        self._join_crowd(party, mention)
        if self.heads.together(mention):
            self.companions = [*self.companions, *party]
            if self.subject:
                self.subject = [*self.subject, *(one for one in party if one not in self.subject)]
            else:
                base = self.spoken or self.default()
                self.listed = [*self.listed, *(one for one in party if one not in self.listed)]
                if base and self.listed != base:
                    self.subject = [*base, *(one for one in self.listed if one not in base)]
        elif case in ("topic", "subject"):
            joined = [one for one in self.listed if one not in party]
            self.subject = [*joined, *party]
            self.listed = []
            self.outsider = False
            if case == "topic" or not self.spoken:
                self.spoken = self.subject
        elif self.heads.equated:
            self.subject = []
        elif case in ("and", "none") and self.heads.lists(mention):
            self.listed += [one for one in party if one not in self.listed]
        elif case == "object":
            self.objects = [*self.listed, *party]
            self.listed = []
        elif case == "none" and not self.subject and not appositive and self.heads.stands_alone(mention):
            self.subject = [*self.listed, *party]
            self.listed = []
        self.last, self.last_party = mention, party

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
        if case in ("topic", "subject", "dative") or self.text[mention.end : mention.end + 7].lstrip(
            "은이 "
        ).startswith("에 따르"):
            self._release(self.subject or self.default())
            self.when = []
            self.outsider = True

    # ------------------------------------------------------------ facts
    def bracket_owner(self, mention: Mention) -> Party:
        """The people right before the bracket in which `mention` stands."""
        start = max(
            self.text.rfind("(", self.sentence.start, mention.start),
            self.text.rfind("（", self.sentence.start, mention.start),
        )
        if start < 0 or self.last is None or self.last.start > mention.start:
            return []
        close_at = max(self.text.rfind(")", start, mention.start), self.text.rfind("）", start, mention.start))
        if close_at >= 0:
            return []
        between = self.text[self.last.end : start]
        if self.last.end <= start and len(between) <= 6 and not re.search(r"[,.]", between):
            return self.last_party
        return self.last_party if self.last.start > start else []

    def _split_held(self, mention: Mention) -> None:
        """Keep what still belongs to the coming noun; give the rest to the subject."""
        keep: list[Mention] = []
        right = mention.start
        for held in reversed(self.held):
            gap = self.text[held.end : right] if held.end < right else ""
            if not self._light(gap, held):
                break
            keep.insert(0, held)
            right = held.start
        adverbial = [held for held in self.held if self._is_adverbial(held, mention)]
        keep = [held for held in keep if held not in adverbial]
        self.carried = adverbial
        lost = [held for held in self.held if held not in keep and held not in adverbial]
        if lost:
            self._release(self.subject or self.default(), lost)
        self.held = keep

    def _is_adverbial(self, held: Mention, head: Mention) -> bool:
        """Whether a place says where something happens rather than which person is meant: "옌지에서 시어머니와 …"."""
        gap = self.text[held.end : head.start]
        if held.kind == "age":
            return re.match(r"에(?:는)? |의 나이에| ?때 ", gap) is not None
        if held.kind != "place":
            return False
        particle = re.match(r"(?:[가-힣]*| [가-힣]{1,8})(?:에서|에|로|으로)(?: |$)", gap)
        if particle is None:
            return False
        rest = re.sub(r"[가-힣]+(?:에서|에|으로|로|을|를|이|가|과|와) ", "", gap[particle.end() :])
        return not any(
            (ord(word[-1]) - 0xAC00) % 28 == 4 or word[-1] in "던는" for word in re.findall("[가-힣]+", rest)
        )

    def _light(self, gap: str, held: Mention) -> bool:
        """Whether `gap` leads from an attribute on to the noun it describes."""
        if self.boundary(gap) or len(gap) > 40:
            return False
        if "," in gap and (self.subject or self.spoken):
            return False
        if held.kind == "job" and held.tail.case in ("topic", "subject", "object", "genitive"):
            return False
        return not re.search(r"(?:했|였|었|았)(?:으[나며]|고|지만)", gap)

    def _release(self, party: Party, mentions: list[Mention] | None = None) -> None:
        """Tell what is held of `party`."""
        told = self.held if mentions is None else mentions
        for held in told:
            self._tell(held, party)
        if mentions is None:
            self.held = []

    def _tell(self, mention: Mention, party: Party, quiet: Mention | None = None) -> None:
        if not party:
            return
        if mention.kind in ("age", "birth", "sex") and len(persons(party)) > 1 and len(persons(party)) == len(party):
            same = [one for one in self.ages if one.kind == mention.kind]
            self.ages.append(mention)
            several = re.search(
                r"각각|각기|차례로|첫째|큰|살,|세,|살과|세와|세·|살·|[세살] [^.]{0,8}[세살]",
                self.text[self.sentence.start : self.sentence.end],
            )
            if several and quiet is None:
                index = min(len(same), len(party) - 1)
                self.facts.tell(mention, [party[index]])
                return
        other = None
        if mention.age is not None and mention.age.relative is not None:
            other = self.stage.latest(None, but=persons(party))
        if mention.kind == "place" and mention.role == "stay":
            self.facts.stay(mention, party)
        elif mention.kind == "place":
            self.facts.place(mention, party)
        else:
            self.facts.tell(mention, party, other)

    def _place(self, mention: Mention) -> None:
        assert mention.place is not None
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
        beside_work = any(
            one.kind == "work" and 0 <= one.start - mention.end <= 1 for one in self.found.mentions_after(mention.start)
        )
        located = re.match(r"[가-힣]{0,2}(?:에서|에|서)(?:는|도)?[ ,]", self.text[mention.end : mention.end + 7])
        mention.extra["locative"] = "1" if located or beside_work else ""
        if len(ids) > 1:
            self.heads.ambiguous.append(mention)
        owner = self.bracket_owner(mention)
        if owner and mention.role in ("origin", "weak"):
            self._tell(mention, owner)
        elif mention.role == "origin" or mention.role == "weak" or mention.role == "stay" and not country:
            self.held.append(mention)
        else:
            self.where.append(mention)

    # ------------------------------------------------------------ events
    def _event(self, mention: Mention) -> None:
        kind = mention.event
        assert kind is not None
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
            and mention.word in ("이송", "압송", "호송")
            and _CELL.search(self.text, max(self.sentence.start, mention.start - 16), mention.start)
        ):
            kind = "detention"
        self._release(self.subject or self.default())
        party = self._participants(mention, kind)
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
        if self.subject:
            return self.subject
        if self.listed:
            party, self.subject = self.listed, self.listed
            if not self.spoken:
                self.spoken = party
            return party
        if self.outsider and self.crowd is None and not self.topic and not self.hero:
            return []
        return self.default()

    def _apply(
        self, kind: EventKind, mention: Mention, party: Party, when: list[Mention], where: list[Mention]
    ) -> None:
        if not party:
            return
        if (
            not when
            and not where
            and re.search(
                r"(?:같이|함께|도) ?$", self.text[max(self.sentence.start, mention.start - 5) : mention.start]
            )
        ):
            before = [one for one in self.history if one[0] == kind]
            if before:
                self.stage.happened(kind, party, before[-1][2], before[-1][3])
        self.stage.mark(mention.start, mention.end, "event", party)
        edtf: str | None = None
        for one in when:
            self.stage.mark(one.start, one.end, "date", party)
            if one.date is not None and one.date.edtf is not None:
                edtf = one.date.edtf
                self.facts.moment = one.date.interval
        if edtf is None and self.told and self.told[-1][1] == party and not mention.adnominal:
            between = self.text[self.told_end : mention.start]
            if not re.search(r"현재|지금|이후|[가-힣] (?:뒤|후)|나중|결국|이어|다시", between):
                edtf = self.told[-1][2]
        self.told_end = mention.end
        place: tuple[str, ...] = ()
        towns = [one for one in where if not self._is_country(one)]
        for one in where:
            assert one.place is not None
            ids = one.place.candidates
            if self._is_country(one) and (towns or kind in _COUNTRY_DROPPED.get(ids[0], frozenset())):
                continue
            self.stage.mark(one.start, one.end, "place", party)
            if not place or one.toward == (kind in _MOVE) or kind not in _MOVE:
                place = ids
        if not place and kind == "arrest" and self.told and self.told[-1][0] == "other" and self.told[-1][1] == party:
            place = self.told[-1][3]
        self.stage.happened(kind, party, edtf, place)
        self.told.append((kind, party, edtf, place))
        self.history.append((kind, party, edtf, place))

    def _is_country(self, mention: Mention) -> bool:
        return mention.place is not None and gazetteer().get(mention.place.candidates[0]).level == "country"

    def _leftovers(self) -> None:
        """Places and dates that met no verb: where somebody lives, or a date told after its event."""
        party = self.subject or self.listed or ([] if self.hero else self.objects)
        if self.block.kind == "answer" and not self.told and self.when and self.question_event is not None:
            kind, people, _, place = self.question_event
            for mention in self.when:
                self.stage.mark(mention.start, mention.end, "date", people)
            self.stage.happened(
                kind, people, next((m.date.edtf for m in self.when if m.date and m.date.edtf), None), place
            )
            self.question_event = None
            self.when = []
        if self.block.kind == "caption" and not self.told and (self.everyone or self.heads.in_block):
            shown: Party = list(self.everyone or self.heads.in_block)
            self.heads.in_block = shown
            for mention in self.when:
                self.stage.mark(mention.start, mention.end, "date", shown)
            when = next((m.date.edtf for m in self.when if m.date and m.date.edtf), None)
            for mention in self.where:
                if mention.place is not None and not self._is_country(mention):
                    self.stage.mark(mention.start, mention.end, "place", shown)
                    self.stage.happened("other", shown, when, mention.place.candidates)
            self.when, self.where = [], []
            return
        if not party and (self.personal or self.heads.row is not None):
            party = self.default()
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
            elif self.told and not self.told[-1][3] and (not self.subject or self.told[-1][1] == self.subject):
                kind, people, edtf, _ = self.told[-1]
                assert mention.place is not None
                self.stage.mark(mention.start, mention.end, "place", people)
                self.stage.happened(kind, people, edtf, mention.place.candidates)
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
        self.when, self.where = [], []
