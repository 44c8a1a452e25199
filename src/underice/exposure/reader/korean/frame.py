"""The state of a Korean draft while it is read: the sentence at hand, and whom it can be about."""

from __future__ import annotations

import re
from datetime import date

from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Block, Document, Sentence
from underice.exposure.reader.korean.facts import Facts
from underice.exposure.reader.korean.heads import Heads
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party, Stage, persons
from underice.exposure.reader.korean.scan import Scan
from underice.exposure.reader.model import EventKind

BOUNDARY = re.compile(
    r"(?:고(?! (?:자라|자란|자랐|있|싶|나서|살))|며|면서|나|지만|는데|은데|인데|아서|어서|해서|여서|라서|다가|"
    r"하다|다|요|니다|자마자|으니|니까|거나|"
    r"든지|는지|던데)"
    r"(?=[\s,\"”’']|$)|[.;!?]|\n"
)
_JOINED_BOUNDARY = re.compile(
    r"(?:이고|하고|는데|은데|인데|지만|아서|어서|해서|고요|대요|어요|아요|에요|예요|니다|했고|며)|[.;!?\n]| "
)
# Nobody guesses or hears such things about herself: the sentence goes on about whom it spoke of last.
_OF_OTHERS = re.compile(
    r"[을ㄹ됐될할갈살일] ?(?:겁니다|거예요|거요|것입니다|텐데)|(?:답니다|대요|래요|다더라|더라고요?|답디다|더군요)|"
    r"[다라]고 (?:들었|합니다|한다|하더|해요|전해)|[가-힣](?:셨|십니다|세요)"
)
_THAN_ME = re.compile(r"(?:나|저|내|제)보다 ?(?:는 )?$")
_LABELLED = re.compile(r"[*\-■□●○•]{0,2} ?\**[가-힣]{2,4}(?: [가-힣]{2,4})?\** ?[:：]")
_HEARD = re.compile(r"(?:다는|라는) (?:말|소식|얘기|이야기|연락|소문|기별)")
_OP_ED = re.compile(r"\[?(?:시론|사설|기고|칼럼|논평|성명|오피니언|독자투고|기자수첩|데스크)")


class Frame:
    """What is known so far, and what the present sentence holds."""

    def __init__(self, document: Document, found: Scan, anchor: date | None) -> None:
        self.document, self.text, self.anchor = document, document.text, anchor
        self.found = found
        self.cast = Cast(document.text)
        self.stage = Stage(self.cast)
        self.facts = Facts(self.stage, anchor)
        self.opinion = any(_OP_ED.match(self.text, block.start - len(block.marker)) for block in document.blocks[:2])
        self.personal = self._is_own_story() if self.opinion else self._is_personal()
        self.work_starts = {one.start for one in found.mentions if one.kind == "work"}
        self.heads = Heads(self)
        self.kept: tuple[list[Mention], list[Mention]] = ([], [])
        self.topic: Party = []
        self.hero: Party = []
        self.question_event: tuple[EventKind, Party, str | None, tuple[str, ...]] | None = None
        self.history: list[tuple[EventKind, Party, str | None, tuple[str, ...]]] = []
        self.shown_then: tuple[str | None, tuple[str, ...]] | None = None  # when and where a caption shows people
        self.asked_objects: Party = []  # … and whom its verb was about: "하나 언니를 어떻게 알게 됐나요?"
        self.asked: Party = []  # whom the last question was about
        self.orphans: list[tuple[EventKind, Mention, list[Mention], list[Mention]]] = []  # told before anybody was
        self._begin(Sentence(0, 0, 0))

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
        self.lost: list[Mention] = []  # facts before anybody was told of
        self.at = sentence.start

    @property
    def block(self) -> Block:
        """The block the sentence stands in."""
        return self.document.blocks[self.sentence.block]

    @property
    def labelled(self) -> bool:
        """Whether the line begins with a label ("건강:"), as those of a form do."""
        return _LABELLED.match(self.text, self.block.start - len(self.block.marker)) is not None

    def default(self, *, hearsay: bool = True) -> Party:
        """Whom a clause without a subject is about. hearsay: what is only heard or guessed is not about the speaker."""
        row = self.heads.row
        if row is not None:
            return [row, *self.heads.row_also]
        if self.heads.form is not None and self.labelled:
            return [self.heads.form.now()]
        if self.foreign:
            return []
        if self.outsider and not self.topic:
            return []
        if self.block.kind == "answer" and self.asked:
            return self.asked
        if self.personal and self.block.kind in ("answer", "question", "text", "quote"):
            told_of = [one for one in persons(self.topic) if one is not self.stage.narrator and self._is_main(one)]
            others = (_OF_OTHERS, _HEARD) if self.block.kind != "question" else (_OF_OTHERS,)
            if (
                hearsay
                and self.topic
                and any(p.search(self.text, self.sentence.start, self.sentence.end) for p in others)
            ):
                return self.topic
            with_me = self.stage.narrator is not None and self.stage.narrator.now() in persons(self.topic)
            if self.block.kind in ("answer", "question") or not told_of or with_me:
                return [self.stage.narrator_at(self.sentence.start)] if self._narrates() else self.hero
            if len(told_of) != len(self.topic):
                if not hearsay and self._narrates():
                    return [self.stage.narrator_at(self.sentence.start)]
                return list(told_of)
        if self.topic and _HEARD.search(self.text, self.sentence.start, self.sentence.end):
            return self.topic
        aside = self.topic and not any(self._is_main(one) for one in self.topic)
        return (self.hero if aside else self.topic) or self.hero

    def _is_main(self, one: Someone | Crowd) -> bool:
        """Whether a text can go on about somebody without saying so: not about a nameless relative."""
        return isinstance(one, Crowd) or bool(one.name) or id(one.now()) not in self.stage.kin_words

    def _narrates(self) -> bool:
        return self.personal and (self.stage.narrator is not None or self.block.kind in ("answer", "text", "question"))

    def _is_personal(self) -> bool:
        """Whether somebody tells her own story: "I" outside quotation marks."""
        for mention in self.found.mentions:
            if mention.kind == "pronoun" and mention.extra.get("which") == "first" and not self.quoted(mention.start):
                we = mention.word in ("우리", "저희")
                beside = any(
                    one.kind in ("kin", "set") and 0 <= one.start - mention.end <= 3
                    for one in self.found.mentions_after(mention.start)
                )
                if not we or beside:
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
        """Whether a place of the text stands within quotation marks."""
        start = self.text.rfind("\n", 0, offset) + 1
        before = self.text[start:offset]
        if before.count("“") > before.count("”"):
            return True
        return before.count('"') % 2 == 1

    def boundary(self, gap: str) -> bool:
        """Whether a clause ends between two mentions."""
        return (_JOINED_BOUNDARY if self.found.joined else BOUNDARY).search(gap) is not None

    def _release(self, party: Party, mentions: list[Mention] | None = None) -> None:
        """Tell what is held of `party`."""
        told = self.held if mentions is None else mentions
        for held in told:
            self._tell(held, party)
        if mentions is None:
            self.held = []

    def is_adverbial(self, held: Mention, head: Mention) -> bool:
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

    def _tell(self, mention: Mention, party: Party, quiet: Mention | None = None) -> None:
        if not party:
            if not (self.topic or self.hero or self.foreign or self.outsider):
                self.lost.append(mention)
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
            if _THAN_ME.search(self.text, max(0, mention.start - 5), mention.start):
                other = self.stage.narrator_at(mention.start)
                party = [one for one in party if one is not other] or self.last_party
        if mention.kind == "place" and mention.role == "stay":
            self.facts.stay(mention, party)
        elif mention.kind == "place":
            self.facts.place(mention, party)
        else:
            self.facts.tell(mention, party, other)

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
