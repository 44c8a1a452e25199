"""Everything a Korean draft is read by, in order of the text: people's words, facts, places, dates and events."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from underice.exposure.reader.document import Document
from underice.exposure.reader.korean.clock import bare_ages, row_births, written_dates
from underice.exposure.reader.korean.happening import find_happenings
from underice.exposure.reader.korean.lexicon import Entry, KinWord, Lexicon, PersonWord, SetWord, lexicon
from underice.exposure.reader.korean.mention import Kind, Mention
from underice.exposure.reader.korean.naming import Name, Namer
from underice.exposure.reader.korean.outsiders import Outsider, find_outsiders
from underice.exposure.reader.korean.particles import Tail, case_after, tail
from underice.exposure.reader.korean.siting import said_places, site
from underice.exposure.reader.korean.work import Work, find_jobs, find_workplaces
from underice.exposure.reader.model import Sex
from underice.vocabulary.ages import AgePhrase, BirthPhrase
from underice.vocabulary.edtf import to_interval
from underice.vocabulary.numerals import KOREAN_NUMBER, korean_number
from underice.vocabulary.phrases import DatePhrase, find_times
from underice.vocabulary.places import PlaceMention, gazetteer

_NUMBER = rf"(?P<n>{KOREAN_NUMBER})"
_GROUP = re.compile(
    rf"(?<![가-힣0-9])(?:(?P<before>일가족|일가|가족|일행|식구) )?(?:약 |모두 |총 )?{_NUMBER} ?(?P<counter>명|"
    rf"인(?=의|은|이|가|과|을| |"
    rf"[).,])|사람|식구|분(?=의|은|이|과| |을))"
)
_SET_COUNT = re.compile(
    r"(?<![가-힣])(?:모자|모녀|부자|부녀|남매|형제|자매|일가족|일가|가족|식구|일행|조손|부부와 아이|부부와 자녀) ?(?:(?P<n>셋|넷|다섯|여섯|일곱|여덟)"
    r"(?=[이은의을과도 ,.)]|$)|(?P<m>[3-9]|세|네|다섯|여섯|일곱) ?(?:명|사람|식구|인(?=[이은의을과도 ,.)]|$)))"
)
# "강을 건넌 사람은 셋이었다": a number that the sentence ends with.
_IN_ALL = re.compile(
    r"(?:일행|식구|(?:건넌|건너온|넘은|떠난|나선|선|모인|오른|탄|출발한|잡힌|붙잡힌|체포된|갇힌|끌려간|남은|도착한|숨은) (?:사람|이|것))"
    r"(?:은|는) (?:모두 |전부 |다 해서 )?(?P<n>둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?=이었|이다|입니다|이라|이고|이에요|, )"
)
_OF_FAMILY = re.compile(r" ?(?:가족|일가|식구|한 가족)")
_FAMILIES = re.compile(rf"(?<![가-힣0-9]){_NUMBER} ?(?P<counter>가족|가구|세대|가정)(?=[은이의과 ,])")
_STATISTICS = re.compile(
    r" ?(?:이상|이 넘는|도 넘는|넘는|안팎|여|이 서명|이 참[가석]|이 참여|의? ?(?:증인|기자|의원|회원|시민|서명|"
    r"청원|학생들|관계자|대표|위원|활동가|변호사|직원|외교관|전문가|"
    r"독자|학자|작가)|이 모[였인여]|이 응[했답]|이 답[했변]|이 설문|이 일어|이 찾)"
)
_PRONOUN = re.compile(
    r"(?<![가-힣])(?:(?P<one>그녀|그이|그이(?=[는가의도를와])|그 사람|이 사람|그 ?(?:애|아이|녀석|양반|"
    r"분)(?=[는가의도를와이은을한에]|$| )|걔(?=[는가의도를])|본인|당사자|그(?=[는가의도를와에]|한테)|그(?= (?:하나|"
    r"혼자|뿐)))|(?P<first>저희|우리|"
    r"저(?=[는도를와의]|에게|한테|랑|희|만)|제가|제(?= )|나(?=[는도를와의]|에게|한테|랑|만)|내가|내(?= ))"
    r"|(?P<second>네가|너(?=는|를|의|도|와|한테|에게)|당신(?=은|이|의|을|도|과|께))"
    r"|(?P<many>이들|그들|저들|일행|모두(?= (?:\d|체포|북송|함께|탈북|같은|지난|현재|한|양|함|자강|중국|강제|"
    r"구금|송환))|전원|둘(?=[은이다의]| 다| 모두)|"
    r"셋(?=[은이]| 다)|양쪽|이 가족|그 가족|이 일가|이 가운데|이들 가운데|이 중))"
)
_SEX = re.compile(
    r"(?:(?<=[,(·/|ㆍ:;—–-] )|(?<=[,(·/|ㆍ:;）(—–]))(?P<s>남성|여성|녀성|남자|여자|녀자|남|여|녀)(?=\s?[,)·/|ㆍ;.）—–]|"
    r"\s?$|\s\d)"
    r"|(?<=[가-힣] )(?P<v>남자|여자|녀자|남성|여성|녀성)(?= (?:만 )?\d{1,2}(?:세|살))"
    r"|(?<=\d)[세살]?[,·/ ]?\s?(?P<t>남|여|녀)(?=\s?[,)·/|ㆍ;）])"
    r"|(?<=[가-힣○O*×] )(?P<w>남|여|녀)(?= \d{1,2}(?:[ ,/세살]|$))"
    r"|성별\s?[:：]?\s?(?P<u>남|여|녀)"
)
_SEXES: dict[str, Sex] = {"남": "m", "여": "f", "녀": "f"}
_TITLED_TOPIC = re.compile(r"(?: [가-힣]{2,8}){0,2}?(?: [가-힣]{2,7})(?:은|는|이|가|께서)(?= )")
_MINE = re.compile(r"(?:^|[^가-힣])(?:우리|저희|제|내)$")
_MORE = re.compile(r" ?(?P<n>하나|둘|셋|넷|두 명|세 명|네 명|[2-5] ?명)(?=[이은을를과와도의 ,.(]|$|이서)")
_FEW = re.compile(r"(?:^|[^가-힣])(?P<n>두|세|네|[2-5]명의) ?$")
_HOW_MANY = {
    "하나": 1,
    "둘": 2,
    "셋": 3,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "두": 2,
    "세": 3,
    "네": 4,
}
_VAGUE_CROWD = re.compile(r"(?:수십|수백|수천|여러|다수의|일부) ?명")
_COUNTED_OTHERS = frozenset(
    "연구원 기자 의원 교수 전문가 직원 대표 위원 회원 증인 활동가 관계자 참가자 참석자 변호사 당국자 외교관 "
    "서명자 시민 독자 학자 작가 병력 장병 미군 "
    "대표단 선수단 사절단 관광객 방문객 자원봉사자 공무원 경찰 경찰관 공안 군인 유권자 응답자 조사관 심사관 판사 검사 감시원 승무원".split()
)
_APPOINTED = re.compile(
    r"(?:마감|기한|시한|일정|예정일|(?:다음|차주|내주|금주|이번 주|다음 주) (?:회의|점검|보고|모임|회람|재판|방문|"
    r"접견|통화|집회)|차기 [가-힣]{2,4})일?(?:은|는)? ?[:：]? ?$"
)
_DAY_WORD = re.compile(r"(?:엊그제|그저께|그제|어제|어젯|오늘|재작년|지난해|작년|지난달|지난주|이달초|올초)밤?")
_DUE = re.compile(
    r"(?: ?(?:오전|오후)? ?\d{1,2}시)?까지(?:는|만)? ?(?:[가-힣]{1,9},? ){0,5}?(?:주시|보내|회신|답|제출|부탁|바랍|바란|"
    r"연락|서명|알려|모[읍으]|접수|신청|계속|진행|이어)"
    r"|(?:에|부터)? ?(?:[가-힣]{1,6}(?:로|으로|에서) )?(?:출장|회의|면담|휴가|마감|모임|집회|추모제|기자회견|예정|방문할|다시 [가-힣]{1,3}겠)"
)
_INTERVIEWED = re.compile(
    r" (?:오전 |오후 )?(?:서울|인천|경기|부산|수원|안산|대구|대전|광주)[가-힣 ]{0,12}에서 (?:[가-힣]+ )?만[난났]"
)
_SIGNED = re.compile(r"\.?\s+(?:[가-힣]{1,6} )?[가-힣]{2,4} ?(?:올림|드림|배상|씀)(?:[^가-힣]|$)")
_MONTH_ONLY = re.compile(r"(?P<m>1[0-2]|[1-9])월(?: ?(?P<d>[12]\d|3[01]|[1-9])일)?(?: ?(?:초|말|중순|하순|초순|상순))?")
_SAYS_YEAR = re.compile(r"(?:올해|올|금년|지난|작년|이달|오는) $")
_SAME_TALE = 90  # characters between two dates of one tale
_HABIT = re.compile(r"(?:이면|이 되면|마다|만 되면|이 오면|이 올 때마다)")
_EVERY = re.compile(r"(?:해마다|매년|매달|달마다|매번|벌써|아직|어느새) $")
_LATER = ("다음 ", "다음달", "다음주", "내년", "내달", "내일", "모레", "오는 ", "이다음")
_HOW_OLD = re.compile(
    rf"(?:올해|금년|올|이제|현재)(?:로|는)? (?:나이 ?)?(?:만 ?)?(?:우리 ?나이로 ?)?(?:[1-9]\d?(?!월|일|년)|"
    rf"{KOREAN_NUMBER} ?(?:살|세)|열[가-힣]|스물|서른|마흔|쉰|예순|일흔|여든)"
)
# The birthday in a sentence of its own: "… 막내로 났습니다. 1983년 정월입니다."
_BORN_THEN = re.compile(
    r"(?:태[어여]|(?<![가-힣]))(?:났|난 (?:것은|건|게|해는|해가)|출생했)(?:습니다|어요|다|지요|소)?[.,]? ?(?:그게 |그때가 |때는 )?$"
)
_IT_WAS = re.compile(r"(?:이었|이다|입니다|이에요|예요|였|의 일|이지|이니|이고|이오|생)")
_BODY_OF = re.compile(r"[^.。!?\n]*")


_LONG_WORD = re.compile("[가-힣]{8,}")
_WENT_ALONG = re.compile(r"(?:함께|같이|길을|길에|따라|먼저) $")


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Scan:
    """The mentions of a text in order, the names of outsiders, and how it is written."""

    mentions: list[Mention]
    outsiders: list[Outsider]
    joined: bool

    def mentions_after(self, offset: int) -> list[Mention]:
        """The few mentions that begin after `offset`."""
        at = bisect_right(self.mentions, offset, key=lambda mention: mention.start)
        return self.mentions[at : at + 3]


def scan(document: Document, anchor: date | None) -> Scan:
    """Find every mention of `document`; the publication date `anchor` places relative dates."""
    return _Scanner(document, anchor).scan()


def _is_joined(text: str) -> bool:
    """Whether the text is written (almost) without spaces."""
    hangul = sum("가" <= char <= "힣" for char in text)
    if hangul > 20 and text.count(" ") + text.count("\n") < 0.15 * hangul:
        return True
    long = sum(len(word) for word in _LONG_WORD.findall(text))
    return hangul > 20 and long > 0.3 * hangul


class _Scanner:
    def __init__(self, document: Document, anchor: date | None) -> None:
        self.text, self.anchor = document.text, anchor
        self.lex: Lexicon = lexicon()
        self.joined = _is_joined(self.text)
        self.taken: dict[str, bytearray] = {}

    def scan(self) -> Scan:
        text, lex = self.text, self.lex
        outsiders = find_outsiders(text, lex)
        places = gazetteer().find(text, "ko")
        places = [*places, *said_places(text, places)]
        ages, births, dates = self._when()
        blocked = self._covered(outsiders, places, ages, births, dates)
        words = self._words()
        ends = {end for start, end, _ in words if not blocked[start]}
        names = Namer(text, lex, self.joined, lambda start, end: any(blocked[start:end])).find(sorted(ends))
        named = self._covered(names)
        out = list(self._names(names))
        out.extend(self._heads(words, names, named, blocked))
        busy = self._covered(out)
        jobs, works = self._works(words, names, named)
        out.extend(self._labour([*jobs, *works], busy, blocked, outsiders))
        out.extend(self._times(ages, births, dates))
        out.extend(self._places(places, named, self._covered(outsiders), works))
        out.extend(self._groups(busy))
        out.extend(self._pronouns(busy))
        out.extend(self._sexes(busy))
        famous = {
            one.start + gap
            for one in outsiders
            for gap in range(-4, 1)
            if not re.search(r"[.!?=\n]", text[max(0, one.start - 4) : one.start])
        }
        marks = [one for one in self._marks() if not famous & {one.end, one.end + 1}]
        out.extend(marks)
        inside, towns = self._covered(marks), self._covered(places)
        out.extend(
            m
            for m in self._happenings(named, outsiders)
            if not (
                m.kind == "event"
                and (all(inside[m.start : m.end]) or (m.start and towns[m.start] and towns[m.start - 1]))
            )
        )
        return Scan(sorted(out, key=lambda m: (m.start, -m.end)), outsiders, self.joined)

    def _covered(self, *found: Iterable[_Spanned]) -> bytearray:
        """A map of the text: 1 where one of the things found lies."""
        covered = bytearray(len(self.text) + 1)
        for things in found:
            for one in things:
                covered[one.start : one.end] = b"\x01" * (one.end - one.start)
        return covered

    def _when(self) -> tuple[list[AgePhrase], list[BirthPhrase], list[DatePhrase]]:
        text = self.text
        rows = row_births(text, self.anchor)
        blank = list(text)
        for born in rows:
            blank[born.start : born.end] = " " * (born.end - born.start)
        times = find_times("".join(blank), "ko", self.anchor)
        ages, births, dates = times.ages, [*times.births, *rows], times.dates
        if self.joined:
            known = self._covered(ages, times.births, dates)
            dates = sorted([*dates, *self._glued_dates(known)], key=lambda one: one.start)
        ages = [age for age in ages if not text.startswith((" 차이", " 터울"), age.end)]
        said = [one for one in dates if one.interval and _BORN_THEN.search(text, max(0, one.start - 16), one.start)]
        said = [one for one in said if _IT_WAS.match(text, one.end)]
        births += [BirthPhrase(one.start, one.end, one.interval, one.edtf or "") for one in said if one.interval]
        dates = [one for one in dates if one not in said]
        written = written_dates(text, self.anchor, dates)
        claimed = self._covered(ages, births)
        written = [one for one in written if not any(claimed[one.start : one.end])]
        here = self._covered(written)
        dates = sorted([*(one for one in dates if not any(here[one.start : one.end])), *written], key=lambda d: d.start)
        dates = self._of_that_year(dates)
        told = self._covered(ages, births, dates)
        ages += bare_ages(text, lambda start, end: any(told[start:end]), joined=self.joined)
        return ages, births, [one for one in dates if not self._to_come(one)]

    def _of_that_year(self, dates: list[DatePhrase]) -> list[DatePhrase]:
        """A month without a year soon after a date of a year long past is of that time: "2008년 9월 …, 12월에"."""
        out: list[DatePhrase] = []
        for one in dates:
            month = _MONTH_ONLY.match(self.text, one.start)
            before = out[-1] if out else None
            if (
                month is not None
                and month.end() >= one.end
                and before is not None
                and before.interval is not None
                and self.anchor is not None
                and before.interval.first.year < self.anchor.year - 1
                and one.start - before.end < _SAME_TALE
                and "\n" not in self.text[before.end : one.start]
                and not _SAYS_YEAR.search(self.text, max(0, one.start - 6), one.start)
            ):
                number, day = int(month["m"]), month["d"]
                year = before.interval.first.year + (number < before.interval.first.month)
                edtf = f"{year:04d}-{number:02d}" + (f"-{int(day):02d}" if day else "")
                interval = to_interval(edtf)
                if interval is not None:
                    one = replace(one, edtf=edtf, interval=interval)
            out.append(one)
        return out

    def _glued_dates(self, known: bytearray) -> Iterator[DatePhrase]:
        """Words for days and years with other words right after them: "그제밤다롄에서"."""
        for hit in _DAY_WORD.finditer(self.text):
            if any(known[hit.start() : hit.end()]):
                continue
            for one in find_times(hit[0].replace("밤", ""), "ko", self.anchor).dates[:1]:
                yield replace(one, start=hit.start(), end=hit.end())

    def _to_come(self, phrase: DatePhrase) -> bool:
        """Whether a date is one of a meeting, a deadline or a time to come: nothing has happened then."""
        if self.text[phrase.start - 2 : phrase.start] == "기 " and self.text[phrase.end - 1] == "전":
            return True
        if self.text[phrase.end - 1] == "달" and self.text[phrase.end : phrase.end + 1] in tuple("랐라리렸콤려"):
            return True
        if _INTERVIEWED.match(self.text, phrase.end) or _SIGNED.match(self.text, phrase.end):
            return True
        if _DUE.match(self.text, phrase.end):
            return True
        if _HABIT.match(self.text, phrase.end) or _EVERY.search(self.text, max(0, phrase.start - 5), phrase.start):
            return True
        if self.text.startswith(("오늘의", "오늘날"), phrase.start):
            return True
        if self.text.startswith(_LATER, phrase.start):
            return True
        if phrase.end - phrase.start <= 3 and _HOW_OLD.match(self.text, phrase.start):
            return True
        if re.match(r" ?[\"“]", self.text[phrase.end : phrase.end + 2]):
            return True
        if _APPOINTED.search(self.text, max(0, phrase.start - 12), phrase.start):
            return True
        return self.anchor is not None and phrase.interval is not None and phrase.interval.first > self.anchor

    def _heads(
        self, words: list[tuple[int, int, Entry]], names: list[Name], named: bytearray, blocked: bytearray
    ) -> Iterator[Mention]:
        titled = bytearray(len(self.text) + 1)
        for name in names:
            titled[name.end : name.title_end] = b"\x01" * (name.title_end - name.end)
        counted = {hit.start() for hit in _SET_COUNT.finditer(self.text)}
        for start, end, entry in words:
            if start in counted or isinstance(entry, str) or any(named[start:end]) or any(blocked[start:end]):
                continue
            if isinstance(entry, SetWord) or not any(titled[start:end]):
                yield self._head(start, end, entry)

    def _works(
        self, words: list[tuple[int, int, Entry]], names: list[Name], named: bytearray
    ) -> tuple[list[Work], list[Work]]:
        text, lex = self.text, self.lex
        listed = [(start, end) for start, end, entry in words if isinstance(entry, str) and not any(named[start:end])]
        jobs = find_jobs(text, lex, listed, {name.start for name in names}, self.joined)
        jobs = [job for job in jobs if not any(named[job.start : job.end])]
        works = [w for w in find_workplaces(text, lex, jobs, self.joined) if not any(named[w.start : w.end])]
        return jobs, works

    def _labour(
        self, found: list[Work], busy: bytearray, blocked: bytearray, outsiders: list[Outsider]
    ) -> Iterator[Mention]:
        ends = {one.end for one in outsiders}
        for work in found:
            if any(busy[work.start : work.end]):
                continue
            if any(blocked[max(0, work.start - 2) : work.end]) and ends & {work.start, work.start - 1}:
                continue
            mention = self._mention(work.start, work.end, "job" if work.kind == "job" else "work")
            mention.tail = work.tail
            mention.extra["sure"] = "1" if work.sure else ""
            yield mention

    def _places(
        self, places: list[PlaceMention], named: bytearray, public: bytearray, works: list[Work]
    ) -> Iterator[Mention]:
        text = self.text
        for place in places:
            if any(named[place.start : place.end]) or any(public[place.start : place.end]):
                continue
            if any(work.start <= place.start and place.end < work.end and text[place.end] != " " for work in works):
                continue
            if _WENT_ALONG.search(text, max(0, place.start - 4), place.start) and place.text == "나선":
                continue
            mention = self._mention(place.start, place.end, "place")
            mention.place = place
            mention.role, mention.toward = site(text, place, joined=self.joined)
            yield mention

    def _names(self, names: list[Name]) -> Iterator[Mention]:
        text = self.text
        for name in names:
            mention = self._mention(name.start, name.end, "name")
            mention.form, mention.person, mention.title = name.form, name.person, name.title
            mention.also, mention.pseudonym = name.also, name.pseudonym
            mention.tail = case_after(text, name.end, joined=self.joined)
            if mention.tail.case == "none" and text[name.end : name.end + 1] == "이":
                again = tail(text, name.end + 1, joined=self.joined)
                mention.tail = again or mention.tail
            yield mention

    def _times(self, ages: list[AgePhrase], births: list[BirthPhrase], dates: list[DatePhrase]) -> Iterator[Mention]:
        for age in ages:
            mention = self._mention(age.start, age.end, "age")
            mention.age = age
            yield mention
        for birth in births:
            mention = self._mention(birth.start, birth.end, "birth")
            mention.birth = birth
            yield mention
        for phrase in dates:
            mention = self._mention(phrase.start, phrase.end, "date")
            mention.date = phrase
            yield mention

    def _happenings(self, named: bytearray, outsiders: list[Outsider]) -> Iterator[Mention]:
        text, lex = self.text, self.lex
        for event in find_happenings(text, lex):
            if any(named[event.start : event.end]):
                continue
            mention = self._mention(event.start, event.end, "event" if event.kind else "report")
            mention.event, mention.adnominal = event.kind, event.adnominal
            yield mention
        for start, end in lex.find_outsiders(text):
            if (start == 0 or not "가" <= text[start - 1] <= "힣") and not any(named[start:end]):
                after = tail(text, end, joined=self.joined)
                if after is not None:
                    mention = self._mention(start, end, "outsider")
                    mention.tail = after
                    yield mention
        for one in outsiders:
            mention = self._mention(one.start, one.end, "outsider")
            mention.tail = case_after(text, one.end)
            if mention.tail.case == "none" and _TITLED_TOPIC.match(text, one.end):
                mention.tail = Tail("topic", one.end)
            yield mention

    def _mention(self, start: int, end: int, kind: Kind) -> Mention:
        after = tail(self.text, end, joined=self.joined) or Tail("none", end)
        return Mention(start, end, kind, self.text[start:end], after)

    def _words(self) -> list[tuple[int, int, Entry]]:
        """Words of the lists that stand as words of their own, the longest where several begin or overlap."""
        text = self.text
        fits = []
        for start, end, entry in self.lex.find_words(text):
            if start and "가" <= text[start - 1] <= "힣" and not self.joined:
                if isinstance(entry, str) or not _MINE.search(text[max(0, start - 3) : start]):
                    continue
            if end - start == 1 and self.joined and not (entry and text[start] in "딸처"):
                continue
            if (
                isinstance(entry, str)
                or case_after(text, end).case != "none"
                or (text[end : end + 1] == "분" and isinstance(entry, KinWord) and tail(text, end + 1) is not None)
                or tail(text, end, joined=self.joined) is not None
            ):
                fits.append((start, end, entry))
        fits.sort(key=lambda hit: (hit[0], -hit[1]))
        out: list[tuple[int, int, Entry]] = []
        reach = -1
        for start, end, entry in fits:
            if start < reach:
                continue
            out.append((start, end, entry))
            if not isinstance(entry, str):
                reach = end
        return out

    def _head(self, start: int, end: int, entry: KinWord | SetWord | PersonWord) -> Mention:
        if isinstance(entry, KinWord):
            start, end, entry = self._counted(start, end, entry)
            mention = self._mention(start, end, "kin")
            mention.kin, mention.sex, mention.count = entry, entry.sex, entry.count
        elif isinstance(entry, SetWord):
            mention = self._mention(start, end, "set")
            mention.pair, mention.count = entry, 2
        else:
            mention = self._mention(start, end, "who")
            mention.who, mention.sex, mention.count = entry, entry.sex, 1
        polite = self.text[end : end + 1] == "분" and mention.kind == "kin"  # "동생분은"
        mention.tail = case_after(self.text, end + polite, joined=self.joined)
        return mention

    def _counted(self, start: int, end: int, entry: KinWord) -> tuple[int, int, KinWord]:
        """A kin word with the number beside it: "딸 셋", "두 조카"."""
        if entry.count != 1 or entry.word in ("가족", "식구", "유가족"):
            return start, end, entry
        few = (
            _FEW.search(self.text, max(0, start - 5), start)
            if entry.relation in ("child", "sibling", "other")
            else None
        )
        more = _MORE.match(self.text, end)
        number = more["n"] if more else few["n"] if few else ""
        if not number:
            return start, end, entry
        digit = int(number[0]) if number[0].isdigit() else 1
        count = _HOW_MANY.get(number) or _HOW_MANY.get(number[0]) or digit
        return few.start("n") if few else start, more.end() if more else end, replace(entry, count=count)

    def _groups(self, busy: bytearray) -> Iterator[Mention]:
        text = self.text
        for hit in _GROUP.finditer(text):
            count = korean_number(hit["n"]) or 0
            rest = text.endswith("나머지 ", 0, hit.start("n"))
            if (
                any(busy[hit.start("n") : hit.end()])
                and not rest
                and hit["counter"] not in ("식구", "사람")
                or not 1 <= count <= 300
                or _STATISTICS.match(text, hit.end())
                or _noun_before(text, hit.start()) in _COUNTED_OTHERS
            ):
                continue
            mention = self._mention(hit.start("before") if hit["before"] else hit.start("n"), hit.end(), "number")
            mention.count = count
            mention.extra["noun"] = _noun_before(text, hit.start())
            mention.tail = tail(text, hit.end(), joined=self.joined) or Tail("none", hit.end())
            if hit["before"] or _OF_FAMILY.match(text, hit.end()):
                mention.extra["family"] = "1"
            yield mention
        for hit in _SET_COUNT.finditer(text):
            mention = self._mention(hit.start(), hit.end(), "number")
            number = hit["n"] or hit["m"]
            mention.count = _HOW_MANY.get(number) or korean_number(number) or 0
            mention.extra["family"] = "1"
            yield mention
        for hit in _IN_ALL.finditer(text):
            mention = self._mention(hit.start("n"), hit.end("n"), "number")
            mention.count = korean_number(hit["n"]) or _HOW_MANY.get(hit["n"]) or 0
            yield mention
        for hit in _VAGUE_CROWD.finditer(text):
            mention = self._mention(hit.start(), hit.end(), "number")
            mention.extra["vague"] = "1"
            yield mention
        for hit in _FAMILIES.finditer(text):
            mention = self._mention(hit.start(), hit.end(), "number")
            mention.extra["families"] = "1"
            yield mention

    def _pronouns(self, busy: bytearray) -> Iterator[Mention]:
        for hit in _PRONOUN.finditer(self.text):
            if any(busy[hit.start() : hit.end()]) and hit.lastgroup != "many":
                continue
            mention = self._mention(hit.start(), hit.end(), "pronoun")
            mention.extra["which"] = hit.lastgroup or ""
            if hit[0] in ("제가", "내가", "네가"):
                mention.tail = Tail("subject", hit.end())
            elif hit[0] in ("제", "내"):
                mention.tail = Tail("genitive", hit.end())
            elif hit[0] == "그녀":
                mention.sex = "f"
            yield mention

    def _sexes(self, busy: bytearray) -> Iterator[Mention]:
        for hit in _SEX.finditer(self.text):
            for group in "stuvw":
                if hit[group] and not any(busy[hit.start(group) : hit.end(group)]):
                    mention = self._mention(hit.start(group), hit.end(group), "sex")
                    mention.sex = _SEXES[hit[group][0]]
                    yield mention

    def _marks(self) -> Iterator[Mention]:
        taken = bytearray(len(self.text) + 1)
        for sentence in _BODY_OF.finditer(self.text):
            for pattern in self.lex.marks:
                for hit in pattern.finditer(self.text, sentence.start(), sentence.end()):
                    start, end = hit.span()
                    while start < end and self.text[start] in " \"“”'":
                        start += 1
                    if start < end and not any(taken[start:end]):
                        taken[start:end] = b"\x01" * (end - start)
                        yield self._mention(start, end, "mark")


def _noun_before(text: str, start: int) -> str:
    found = re.search(r"([가-힣]+) ?$", text[max(0, start - 10) : start])
    return found[1] if found else ""
