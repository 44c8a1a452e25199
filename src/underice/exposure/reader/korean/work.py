"""Occupations and places of work in Korean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from underice.exposure.reader.korean.lexicon import Lexicon
from underice.exposure.reader.korean.particles import Tail, tail

_WORD = re.compile("[가-힣0-9]+")
# What follows an occupation where the text says that somebody has it.
_HAS = re.compile(
    r"(?:이던|이었|이였|이며|이고|이다|이라|이에요|예요|이자|이지만|이란|이셨|이신|인데|였|입니다|다(?=[.,\s])|라고|라는|"
    r"인(?=[ ,])|임(?=[.,\s]))"
    r"|(?:으로|로)(?:서)?(?=,|\s|$)(?! ?(?:가|갔|보내|끌|향|들어|이송|넘|돌아|떠|출발|도착))"
    r"|(?:을|를|일을|일)? ?(?:했|하던|하며|하다|하는|한다|해서|하면서|하고|해 ?왔|맡|지낸|지냈|겸|해요|합니다|"
    r"하셨|하시|짓|지으|지었|해 ?오|하였|다녔)"
    r"| ?(?:자리|직|직위|직책)(?:에서|을|에)| ?출신| ?생활| 일을| 일로| 노릇|에 있(?:다|는|고|었)|에 나가|에 복무"
    r"|(?=\s?(?:[.,)）·/;|ㆍ\n]|$))"
)
_FRAME = re.compile(
    r"(?<![가-힣])(?P<job>[가-힣]{2,9}?)(?:으로|로)(?:서)? (?:[가-힣0-9]+(?:년간|년을|년 ?동안|년 넘게|년|간|"
    r"동안|넘게)? ){0,2}?"
    r"(?:일[하했한해합]|근무|복무|종사|생계|먹고 살|활동[하했])"
)
_TRADE = re.compile(
    r"(?<![가-힣])(?P<job>(?:[가-힣]{1,4}(?<!에서)(?<!로) ?)?(?:장사|밀수|농사|막일|품팔이|삯일|바느질|행상|"
    r"날품|밭일|가게)|"
    r"(?:[가-힣]{1,3}(?<![은는이그런떤슨한된던할의]) 일))(?=을|로|를|도| 하)"
)
_PLACE_OF_WORK = re.compile(
    r"(?:에서|서)(?: (?:[가-힣0-9]+ ){0,4}?)?(?:[가-힣]*(?:일[하했한해을]|근무|복무|다[니녔닌]|공부|생활|배우|"
    r"가르[치쳤친]|봉사|로동|노동|실습|연구|뛰[던었]|지도))|"
    r"(?:을|를) ?(?:다[니녔닌]|졸업|나왔|나온|나오|마[쳤치친]|그만두)|(?:을|를)? (?:졸업|중퇴|나오[셔셨]|나왔)|"
    r"에 ?(?:다[니녔닌]|근무|복무|배치|소속|나가던|뽑혀|차출|끌려 나|나가 일|적을 |"
    r"입학|재학|들어갔|들어가)|\s?(?:소속|재학|출신|졸업)"
)


@dataclass(frozen=True, slots=True)
class Work:
    """text[start:end] is an occupation ("job") or a place of work ("work"); `sure`: the text says somebody has it."""

    start: int
    end: int
    kind: str
    tail: Tail
    sure: bool


def find_jobs(text: str, lex: Lexicon, listed: list[tuple[int, int]], names: set[int], joined: bool) -> list[Work]:
    """Occupations: those of the list at `listed`, words with an occupation's ending, and "X로 일했다".

    names: offsets where names begin; an occupation right before a name is one for sure.
    """
    found: dict[int, Work] = {}
    spots = {start: end for start, end in listed if _begins(text, start) or joined}
    for start, end in _by_ending(text, lex):
        spots[start] = max(end, spots.get(start, 0))
    for pattern in (_FRAME, _TRADE):
        for hit in pattern.finditer(text):
            if hit["job"][:2] not in lex.not_jobs and hit["job"] not in lex.not_names:
                spots[hit.start("job")] = max(hit.end("job"), spots.get(hit.start("job"), 0))
    certain = dict(_by_what_is_said(text, lex))
    for start, end in certain.items():
        spots[start] = max(end, spots.get(start, 0))
    for start, end in spots.items():
        after = tail(text, end, joined=joined)
        has = _HAS.match(text, end)
        before_name = any(end + gap in names for gap in (0, 1))
        if after is None and not has and start not in certain:
            continue
        sure = bool(has) or before_name or start in certain or _is_somebodys(text, end)
        found[start] = Work(_widened(text, start, lex), end, "job", after or Tail("copula", end), sure)
    covered = {at for work in found.values() for at in range(work.start, work.end)}
    for start, end in _by_verb(text, lex):
        if start not in covered and end - 1 not in covered:
            found.setdefault(start, Work(start, end, "job", Tail("copula", end), True))
    return sorted(found.values(), key=lambda work: work.start)


# A noun for somebody's work that is on no list, by its last syllable and by what the text says of it.
_ROLE = re.compile(
    r"(?<![가-힣])(?P<job>[가-힣]{1,7}(?:사|원|공|수|관|장|병|꾼|부|가|생|직))"
    r"(?=이었|였|이던|였던|으?로 (?:일[하했한해합]|근무|복무|있[었다으던])|(?:이|가) (?:됐|되었|된|되어|되셨|돼)"
    r"|(?:을|를) 지[냈내낸]|이자 |직을 |을 맡[았은고]|를 맡[았은고])"
)
# Doing that tells what somebody lives by: "강의를 했고", "배 수리를 했습니다", "용접을 하던".
_DOES = re.compile(
    r"(?<![가-힣])(?P<job>(?:[가-힣]{1,4} )??(?:강의|수리|설계|운전|페인트칠|칠일|도장|도배일|배송|택배|양식|양봉|"
    r"낚시|조개잡이|간병일|통역|번역|청소|경비|료리|요리|재봉|용접|미용|이발|안내|감독|조립|가공|운반|배달|"
    r"판매|무역|보초|군사복무|군복무|간호|보육|벌목|채탄|발파|측량|회계|부기|통계|타자|인쇄|미장|도배|세탁|빨래|설거지|식모살이|머슴살이|"
    r"품팔이|막노동|막로동|노가다|행상|노점|사냥|고기잡이|밀수|환전|심부름|짐꾼|목욕탕 일|식당 일|간병|과외|안마|재단|도색|배관|"
    r"정비|목수일|농사|농사일|장사|교편|[가-힣]{1,4}(?<!매)(?<!생)(?<!내)(?<!휴)(?<!요)(?<!평)(?<!종)일))(?:을|를|도)? ?"
    r"(?=했|하[던며고였다는여]|한다|한 |해요|해 ?[왔온]|합니다|하셨|하십|하오|하신|해서|짓|지으|지었|다니|나가|배우|배웁|배웠)"
)
_LEARNS = re.compile(
    r"(?<![가-힣])(?P<job>[가-힣]{2,5} (?:기술|일|공부))(?=(?:을|를) ?(?:배[우웁웠운]|익[혔히]))"
    r"|(?<![가-힣])(?P<school>(?:소학교|인민학교|초급중학교|고급중학교|고등중학교|중학교|고등학교|초등학교|대학|"
    r"대학교|전문학교|학부|학과|대학원) ?[1-6] ?학년(?:생)?)"
    r"|(?<=[교학부과원] )(?P<year>[1-6] ?학년(?:생)?)(?=이|에|으로|[,.])"
)
_NO_ROLE = re.compile(
    r"(?:[가-힣]*(?:공장|병원|농장|시장|직장|광장|극장|교장|식당|회사|학교|학생|인생|평생|탄생|고생|선생|사람|동생|외부|내부|전부|"
    r"일부|대부|국가|정부|여부|공부|작가|기간|사건|입장|주장|현장|당사|역사|감사|조사|검사|수사|행사|식사|제사|장사|이사|인사|정원|회원|공원|"
    r"지원|구원|동원|병원|후원|생수|실수|철수|압수|회수|성공|제공|항공|습관|기관|영사관|대사관|여관|려관|"
    r"발병|질병|폐병|눈병|심장병|당뇨병|죄수|포로|출생|희생|발생|요즘|대가|물가|평가|국장실|보장|고장|포장|연장|확장|성장|긴장|등장))$"
)


_AT_WORK = re.compile(r"(?P<word>[가-힣]+)에서(?: [가-힣]+){0,2} ?$")
_NOT_DONE = re.compile(r"[가-힣]*(?:려고|려다|면 안|지 (?:않|못|말)|고 싶)")


def _by_verb(text: str, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Work told by a verb and its object: "두부를 쑤어 팔았다"; playing and learning only beside a place of work."""
    for pattern in lex.trades:
        for hit in pattern.finditer(text):
            if not _NOT_DONE.search(hit[0]) and (hit.start() == 0 or not "가" <= text[hit.start() - 1] <= "힣"):
                yield hit.span()
    for pattern in lex.skills:
        for hit in pattern.finditer(text):
            at = _AT_WORK.search(text, max(0, hit.start() - 24), hit.start())
            if at and at["word"].endswith(lex.workplaces):
                yield hit.span()


def _by_what_is_said(text: str, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Work on no list: by its form and the verb after it, and what somebody learns."""
    for hit in _ROLE.finditer(text):
        word = hit["job"]
        if len(word) > 1 and word not in lex.not_jobs and word not in lex.not_names and not _NO_ROLE.fullmatch(word):
            yield hit.span("job")
    for hit in _WHO_HAS.finditer(text):
        word = hit["job"]
        if len(word) > 1 and word not in lex.not_jobs and word not in lex.not_names and not _NO_ROLE.fullmatch(word):
            yield hit.span("job")
    for hit in _DOES.finditer(text):
        start = hit.start("job")
        first = hit["job"].split(" ")[0]
        if first != hit["job"] and _PARTICLED.search(first):
            start += len(first) + 1
        if text[start : hit.end("job")] not in lex.not_jobs:
            yield start, hit.end("job")
    for hit in _LEARNS.finditer(text):
        group = "job" if hit["job"] else "school" if hit["school"] else "year"
        if not _PARTICLED.search(hit[group].split(" ")[0]) or group != "job":
            yield hit.span(group)


_PARTICLED = re.compile(
    r"(?:에서|에|서|은|는|을|를|이|가|의|과|와|로|도|고|던|한|된|인|난|온|며|간|까지|부터|마다|만|그|저|첫|다른|여러|무슨|어떤|같은|이런|그런)$"
)


def _is_somebodys(text: str, end: int) -> bool:
    """Whether an occupation stands for the one who has it, as the owner or the partner of something."""
    return (
        re.match(
            r"(?:의 (?:집|손|아내|처|남편|아들|딸)|에게 시집|한테 시집|에게 팔|과 결혼|와 결혼)", text[end : end + 8]
        )
        is not None
    )


_WHO_HAS = re.compile(
    r"(?<![가-힣])(?P<job>[가-힣]{1,6}(?:공|원|수|사|꾼|병|관|장|생)) "
    r"(?=(?:총각|처녀|남자|여자|녀자|청년|남성|여성|녀성|아저씨|아주머니|아줌마|할아버지|할머니|노인|로인|사내|사나이|여인|출신)(?![가-힣]{3}))"
)


def _begins(text: str, start: int) -> bool:
    return start == 0 or not "가" <= text[start - 1] <= "힣"


def _by_ending(text: str, lex: Lexicon) -> Iterator[tuple[int, int]]:
    endings = lex.job_endings
    for word in _WORD.finditer(text):
        for end in _stems(word):
            stem = text[word.start() : end]
            if (
                len(stem) >= 3
                and (stem.endswith(endings) or any(stem[at:] in lex.jobs for at in range(1, len(stem) - 2)))
                and stem not in lex.not_names
                and stem not in lex.not_jobs
                and (not stem.endswith("공") or len(stem) == 3 and _HAS.match(text, end))
            ):
                yield word.start(), end
                break


_PARTICLE = re.compile(
    r"(?:으로서|로서|으로|로|이었다|였다|이던|이었던|였던|이었고|였고|이였다|이였고|이였으며|이였는데|"
    r"이였습니다|이었으며|였으며|이며|이고|이다|입니다|이에요|예요|이었습니다|였습니다|라고|"
    r"이라고|라는|이라는|"
    r"인|의|은|는|이|가|을|를|와|과|도|이자|인데|이었는데|였는데|이었어요|였어요|에|에서|에는|에서는)"
)


def _stems(word: re.Match[str]) -> Iterator[int]:
    """Where the noun of an eojeol may end: whole, or before a particle."""
    yield word.end()
    text = word[0]
    for length in range(min(5, len(text) - 1), 0, -1):
        if _PARTICLE.fullmatch(text[-length:]):
            yield word.end() - length


_BEFORE = re.compile(r"(?:^|(?<=[^가-힣]))(?P<word>[가-힣]{1,8}) $")


# People are held there more often than they work there.
_CELLS = ("교화소", "구류소", "구류장", "집결소", "수용소", "관리소", "구치소")
_WORD_THERE = re.compile("[가-힣]*")


def _widened(text: str, start: int, lex: Lexicon) -> int:
    """Where the occupation begins with its modifier: "병원 간호원", "트럭 운전수"."""
    before = _BEFORE.search(text, max(0, start - 10), start)
    there = _WORD_THERE.match(text, start)
    if there and there[0] in lex.generic_workplaces:  # "식당 책임자" is whole
        return start
    if before and (before["word"] in lex.generic_workplaces or before["word"] in lex.fields):
        return before.start("word")
    return start


def _works_there(text: str, end: int, starts: set[int]) -> bool:
    """Whether a clause goes on from "…에서" to what somebody does there."""
    there = re.match(r"에서(?:는|도)? (?:[가-힣0-9]+ ){0,3}?", text[end : end + 30])
    return (
        there is not None
        and any(start in starts for start in range(end + 3, end + 22))
        and not re.search(r"[.,\n]", text[end : min(start for start in starts if start > end)])
    )


def find_workplaces(text: str, lex: Lexicon, jobs: list[Work], joined: bool) -> list[Work]:
    """Places people work, serve or study at; only where the text says that somebody does."""
    found = []
    starts = {job.start for job in jobs}
    covered = bytearray(len(text) + 1)
    for job in jobs:
        covered[job.start : job.end] = b"\x01" * (job.end - job.start)
    for word in _WORD.finditer(text):
        for end in _stems(word):
            stem = text[word.start() : end]
            if len(stem) < 2 or covered[word.start()] or not stem.endswith(lex.workplaces) or stem in lex.not_jobs:
                continue
            after = tail(text, end, joined=joined)
            if stem.endswith(_CELLS) and not any(end + gap in starts for gap in (1, 2)):
                continue
            before_job = any(end + gap in starts for gap in (0, 1, 2)) or _works_there(text, end, starts)
            if before_job or _PLACE_OF_WORK.match(text, end):
                start = word.start()
                near = _BEFORE.search(text, max(0, start - 10), start)
                if (
                    stem in lex.workplaces
                    and near
                    and near["word"]
                    not in ("한", "그", "이", "어느", "전", "현", "그때", "집", "옆", "큰", "작은", "같은")
                ):
                    start = near.start("word") if not _PARTICLED.search(near["word"]) else start
                found.append(Work(start, end, "work", after or Tail("none", end), True))
            break
    return found
