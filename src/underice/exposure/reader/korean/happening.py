"""Events in Korean text: which words tell one, of what kind, and whether it really happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from underice.exposure.reader.korean.lexicon import Lexicon
from underice.exposure.reader.model import EventKind

_EOJEOL = re.compile("[가-힣]*")
# What is said after a verbal noun or a verb when it did not happen, or has not happened yet.
_NOT = re.compile(
    r"[가-힣]{0,3}(?:지(?:는|도)? (?:않|못|말|마)|지 ?않[가-힣]*|(?:ㄴ|된|한|당한|간|힌|린|진|난|온) (?:적|일|"
    r"바)(?:은|이|도)? ?없|"
    r"기 (?:[가-힣0-9]+ ){1,2}전|"
    r"(?:된|한|당한|간|힌|린|진|난|온) 것(?:은|이)? 아니|(?:은|는|이|가) 아니)"
    r"|(?:은|는|이|가)? ?(?:위기|위험|우려|금지|반대|중단|저지|정책|협정|여부|규탄|실태|공포|압박|대상|조치|"
    r"방침|가능성|명령|영장|작전|사태|행위|절차|계획|반대를|문제|직전|범죄)"
    r"|(?:만은|만이라도|만) ?(?:막|면하|피하|안 )"
    r"|(?:을|를) ?(?:막|중단|반대|멈추|중지|규탄|촉구|금지|거부|우려|피하|면하|두려|요구|요청|시도|결심|계획|꿈꾸|준비|"
    r"막아|돕|도운|도와)"
    r"|(?:되|당하|하|지|가|히|리)(?:면|거나|려|려고|기 전|기 위해|지 않도록|도록|게 해|면서도)"
    r"|(?:의|에) (?:위기|위험|공포|현장|중단|대한|반대)"
    r"|[가-힣]{0,2}다고는? (?:생각|믿|보)[가-힣]* ?(?:하지 )?않"
    r"|(?:하|되|돼|해|당해|가|와)?(?:여|어)?야 (?:하|한|할|합|해|했으면|됩|되)"
)
_FUTURE = re.compile(
    r"(?:위기|위험|처지|우려|것|경우|수|때(?:마다|까지|를 대비)|뻔|예정|가능성|운명|까|지도|지 모|상황|거|거예요|겁|판)"
)
# Nouns after "체포된" that are nobody: the words tell of the event itself.
_NOBODY = re.compile(
    r"(?:뒤|후|다음|것|때|지|채|말|소식|사실|직후|이후|곳|상태|이유|바|적|경우|날|해|만큼|셈|당시|사건|과정|"
    r"시점|혐의|장면|길|데|줄|지역|장소|위치|무렵|즉시|듯|"
    r"그날|그 ?뒤|이튿날|지난|걸|게|건|거|상황|원인|일이|일은|일을|뒤로|최근|적이|까닭|순간|직전|전|동안|사이|"
    r"중|중에|아침|저녁|밤|새벽|모습|기록)(?=[^가-힣]|$|으로|은|는|"
    r"이|가|을|를|에|도|만|인|의|까지|부터|로|처럼|였|이었|쯤|엔)"
)
_REPORT = re.compile(
    r"밝[혔히]|전[했해한]|말[했한]|보도|확인[됐된돼]|알려[졌진왔]|발표|주장[했한]|설명[했한]|호소[했한]|"
    r"답[했한변]|회견|열[린렸리]|촬영|게재|접수|제출|방문|"
    r"성명|공개[했됐]|폭로|제보|에 따르면|에 의하면|서명|보냈다고|개최|창립|설립|세워|지은|지어|준공|회의|면담|"
    r"만나 [\"“]|낸 (?:자료|성명|보고서|논평|소식지|입장)|(?:자료|소식지|보고서|성명|논평)(?:를|을) (?:보면|내|통해)|내놓[은았]"
)


# Forms that end like a purpose ("가려") and are none: a passive joined to the next clause ("걸려", "끌려").
_NO_PURPOSE = re.compile(r"(?:려다|면서|(?:걸|끌|팔|풀|실|몰|불|밀|붙들|눌|들)려)$")
# Taking somebody along is an arrest only where those who do it say so.
_TAKEN = re.compile(r"(?:데려|데리고|잡아|싣고|실어|태워|차에|끌고)")
_OFFICIALS = re.compile(
    r"(?:공안|경찰|군인|병사|보위원|보위부|보안원|안전원|국경경비대|변방대|순찰|단속반|이민국|제복|사복|형사|요원|그들|놈들)"
    r"[^.!?\n]*$"
)

_HELPER = re.compile(r" (?:있던|있는|있었던|온|지내던|지내는|오던)(?= )")  # "수감돼 있던 탈북민"


@dataclass(frozen=True, slots=True)
class Happening:
    """text[start:end] tells an event of `kind`; kind None: a verb of reporting, which takes dates but is no event.

    adnominal: the words stand before the noun of those it happened to ("체포된 탈북민").
    """

    start: int
    end: int
    kind: EventKind | None
    adnominal: bool = False


def find_happenings(text: str, lex: Lexicon) -> list[Happening]:
    """The events a text tells as having happened, and its verbs of reporting, in order."""
    found: list[Happening] = []
    hits = sorted(_hits(text, lex), key=lambda hit: (hit.start, -hit.end))
    end = 0
    for hit in hits:
        if hit.start < end or not _happened(text, hit):
            continue
        found.append(Happening(hit.start, hit.end, hit.kind, _adnominal(text, hit.end)))
        end = hit.end
    reports = [Happening(hit.start(), hit.end(), None) for hit in _REPORT.finditer(text)]
    spans = [(hit.start, hit.end) for hit in found]
    found += [one for one in reports if not any(start < one.end and one.start < end for start, end in spans)]
    return sorted(found, key=lambda hit: hit.start)


# Verbs that follow another and only colour it: "붙들려 간", "떠나 버렸다", "죽고 말았다".
_AUXILIARY = re.compile(
    r"(?<=[아어여려혀겨해돼져와워쳐가라러내켜서]) ?(?:버[렸리린][가-힣]*|나갔[가-힣]*|나간(?= )|들어[갔간][가-힣]*"
    r"|갔[가-힣]*|간(?= )|왔[가-힣]*|온(?= )"
    r"|가[셨신][가-힣]*|오[셨신][가-힣]*)|(?<=고) 말[았]?[가-힣]*"
)


# Honorific verbs as the plain ones of the same length, so that one pattern finds both: "사라지셨" as "사라졌셨".
_PLAIN_FORM = {
    "지": "졌",
    "오": "왔",
    "나": "났",
    "히": "혔",
    "가": "갔",
    "리": "렸",
    "기": "겼",
    "너": "넜",
    "치": "쳤",
    "되": "됐",
    "하": "했",
}
_HONOURED = re.compile(r"[지오나히가리기너치되하](?=셨|신(?: |지|뒤|후)|시고|시다가|시면서|시더니)")


def _hits(text: str, lex: Lexicon) -> Iterator[Happening]:
    plain = _HONOURED.sub(lambda hit: _PLAIN_FORM[hit[0]], text)
    for kind, pattern in lex.events:
        hits = list(pattern.finditer(text))
        if plain != text:
            hits += pattern.finditer(plain)
        for hit in hits:
            if hit.start() == hit.end():
                continue
            after = _AUXILIARY.match(text, hit.end())
            yield Happening(hit.start(), after.end() if after else hit.end(), kind)


def _happened(text: str, hit: Happening) -> bool:
    after = text[hit.end : hit.end + 24]
    if text[hit.start - 1 : hit.start] in ("미", "비") or _NOT.match(after):
        return False
    words = text[hit.start : hit.end]
    if re.search(r"지(?:는|도)?$", words) and re.match(r" ?(?:않|못|말|마)", after):
        return False
    rest = _EOJEOL.match(text, hit.end)
    stop = rest.end() if rest else hit.end
    word = text[hit.start : stop]
    if _final(word[-1]) == _RIEUL and not _PAST.search(word) and _FUTURE.match(text[stop : stop + 8].lstrip()):
        return False
    if re.search(r"(?:려고|려는|려다|면|도록|고자|려)$", word) and not _NO_PURPOSE.search(word):
        return False
    if _COULD_NOT.search(text, max(0, hit.start - 4), hit.start):
        return False
    if _IF.search(text, max(0, hit.start - 16), hit.start) and not _HAPPENED.search(word):
        return False
    if _TAKEN.match(words) and not _OFFICIALS.search(text, max(0, hit.start - 50), hit.start):
        return False
    return not re.match(
        r"[가-힣]*(?:자|민|인|범|소|장|국|증|책|법|조약|협약|기관|운동|경로|비용|브로커)(?:들|은|는|이|가|을|를|"
        r"의|에|로|과|와|\b)",
        after,
    ) or (text[hit.end : hit.end + 1] in "돼됐되된당했하한")


# "형기가 끝나면 북으로 보내집니다": what would happen.
_IF = re.compile(r"[가-힣]면 (?:[가-힣]+ ){0,2}$")
_COULD_NOT = re.compile(r"(?<![가-힣])못 $")  # "못 따라갔소"
_HAPPENED = re.compile(r"[았었였했갔왔졌났렸겼혔쳤켰떴됐뒀셨]|[한된난간온]$|^[가-힣]{2}$")
_PAST = re.compile("[했았었였됐갔왔졌났렸겼혔쳤켰꼈떴웠줬뒀셨]을$")
_RIEUL, _NIEUN = 8, 4


def _final(char: str) -> int:
    """Number of the final consonant of a Hangul syllable; 0 = none or no Hangul."""
    return (ord(char) - 0xAC00) % 28 if "가" <= char <= "힣" else 0


def _adnominal(text: str, end: int) -> bool:
    """Whether the verb that contains offset `end` stands before a noun for people."""
    rest = _EOJEOL.match(text, end)
    stop = rest.end() if rest else end
    last = text[stop - 1]
    if stop == end and re.match(r" ?(?:\d+|[두세네]|다섯|여섯|일곱|여덟|아홉|열[가-힣]?) ?명", text[end : end + 6]):
        return True
    helper = _HELPER.match(text, stop)
    if helper:
        stop = helper.end()
        last = text[stop - 1]
        end = min(end, stop - 2)
    if text[stop : stop + 1] != " " or not (_final(last) == _NIEUN or last == "던"):
        return False
    if last in "는" and stop - end < 2:
        return False
    return not _NOBODY.match(text[stop + 1 : stop + 8])
