"""Ages in Korean text: 41세, 만 12세, 열여섯 살, 60대 초반, (67·여), 우리 나이로 예순셋, 돌 지난, 세 살 아래.

Every pattern is bounded (no unbounded repetition next to another), so the whole search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from underice.vocabulary.age_intervals import Age, AgePhrase, AgeSystem
from underice.vocabulary.claims import Claims
from underice.vocabulary.numerals import FULLWIDTH, KOREAN_NATIVE, KOREAN_SINO, korean_range
from underice.vocabulary.triggers import near

ABOUT = 2
"""Years that "about" (쯤, 가량, 안팎) adds on both sides (docs/method/reader.md)."""
NEARING = 3
"""칠십이 다 된, 예순 가까이: this many years below the number, which itself is not reached."""
PAST = 4
"""마흔이 넘은: up to this many years above the number; a full decade when the number is a multiple of ten."""

_DIGITS = r"(?<![0-9０-９.,])[0-9０-９]{1,3}"
_NUM = rf"(?:{_DIGITS}|{KOREAN_NATIVE}|{KOREAN_SINO})"
_SYSTEM = (
    r"(?P<counting>(?:세는|우리|한국|한국식|조선|북한|북한식|조선식|집|호적상? ?아닌) ?나이(?:로(?:는)?|는|론)?,? ?)|(?P<full>(?:"
    r"(?<![가-힣])만|만 ?나이로?) ?)"
)
_ABOUT_BEFORE = r"(?P<before>(?:약|대략|한|거의|많아야|어림잡아|고작해야|적어도) )?"
_NEAR = (
    r"(?P<near>(?:이|가|을|를)? ?(?:다 ?(?:된|돼|되)|가까(?:이|운|웠|워)|가 ?까(?:이|운)|앞둔|앞두|바라보|채 ?(?:안"
    r"|못) ?된|(?:도|이|가) ?(?:안|못) ?(?:된|돼|되)))"
)
_OVER = (
    r"(?P<over>(?:이|가|을|를|은|도|에)? ?(?:훌쩍 ?)?(?:넘은|넘긴|넘는|넘어|넘었|넘겼|지난|지났|접어든|들어선"
    r"|갓 ?넘))"
)
_ABOUT_AFTER = r"(?P<after> ?(?:쯤|가량|안팎|전후|정도|내외|언저리|남짓))"
_FUZZ = rf"(?:{_ABOUT_AFTER}|{_NEAR}|{_OVER})?"

_BARE_WORD = (
    r"(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|두셋|서넛|너댓"
    r"|대여섯|예닐곱|일고여덟)?"
)
# After 세: not 세기, 세대, 세트 …; after 살: not a form of 살다 or 살리다 ("동네 살던").
_SE = r" ?세(?!기|대|트|션|월|습|로(?=[가-힣])|상|금|력|관|계|면|포|번|입자|탁|차|무|심)"
_SAL = (
    r" ?살(?!던|았|아(?!이|들|래|기|동)|고 있|며|면|림|려|리|펴|펴|인자|인범|겠|자|지(?!만)|게|기|림|육|균|상|포"
    r"|처분|해)"
)
_SEX = r"(?:남|여|남성|여성|남자|여자|녀|녀자|녀성|男|女|소년|소녀|남아|여아|M|F|m|f)"

# The third generation and the fourteenth Louis are not ages.
_NOT_AN_AGE = re.compile(
    r"(?:동포|교포|재일|김일성|김정일|김정은|북한|백두혈통|세습|삼대|재벌|재미|재중|화교|조선족|고려인|탈북|루이|요한|바오로|엘리자베스|베네딕토|나폴레옹|피우스"
    r"|찰스|조지)\s?$"
)
_ORDINARY_THINGS = re.compile(
    r"(?:차량|트럭|차|버스|택시|승용차|화물차|자전거|오토바이|컴퓨터|카메라|전차|땅크|탱크|텔레비죤|텔레비전"
    r"|휴대폰|휴대전화"
    r"|손전화|전화기|기계|설비|장비|재봉기|모두|총|세계|국내|당의|뜨락또르|비행기|렬차|열차|척|경제|건설)\s?$"
)
_TEN_BIG = re.compile(
    r"\s?(?:원칙|대통령|총리|국회|과제|뉴스|기업|그룹|강국|도시|사건|전망|목표|정책|당(?!시)|품목|공약|행동|산업|대학|국(?!경)"
    r"|종교|요구)"
)
_EVENT_BEFORE = re.compile(
    r"(?:당시|그때|그 때|그무렵|그 무렵|그해|그 해|체포될 때|붙잡힐 때|붙잡혔을 때|떠날 때|떠나올 때|건널 때)"
    r"(?:에|의|에는|는)?(?: 나이)?(?: ?(?:불과|겨우|고작|갓|만|제|내|그의|그녀의|그녀는|그는|나는|저는|나이는|나이가|나이)){0,3}"
    r",?\s?$|[가-힣] 때(?:는|에|에는)?(?: (?:나이|불과|겨우|고작|갓)){0,2},?\s?$"
)
_EVENT_AFTER = re.compile(
    r"(?:나던|되던|이던|이었던|[이가](?=\s?되던))?\s?(?:때(?!문)|당시|무렵|나이(?:에|로)\s?(?=[가-힣])|나던 해|되던 해|이던 해"
    r"|의 나이에|의 나이로|적에)|(?:에|에야|부터)(?=[\s,.])"
)
_NEXT_YEAR = re.compile(r"(?:내년|명년|다음 해|새해)(?:이면|에는|에|이면은|엔|에 가면)?,?\s?$")
_THRESHOLD = re.compile(r"\s?(?:미만|이하|이상(?!으로| 돼| 되)|초과|부터 |세습|경영|체제|버릇)")
_INSTITUTION = re.compile(
    r"(?:학교|대학|교회|성당|단체|신문|신문사|공장|기업|기업소|회사|은행|건물|다리|나무|마을|도시|병원|정부|정당|당|협회"
    r"|재단|연구소|방송|방송국|잡지|농장|광산|탄광|체제|공화국|정권|강아지|개|소나무|은행나무|느티나무|집|가게|식당|호텔|역)"
    r"(?:은|는|이|가|도)(?: (?:올해|금년|이제|벌써|곧|어느덧|지금|내년이면|모두|무려|만|올해로|이미)){0,2} ?$"
)
_YEAR_BEFORE = re.compile(r"(?:그해|그 해|이듬해|올해|금년)(?:로|에|면|이면)?,?\s?$")
_YEAR_AFTER = re.compile(r"(?:이|가)\s?(?:되는|된다|될|되었|됐|됩니다|되고|되며)")
_COUNTING_BEFORE = re.compile(r"(?:세는|우리|한국|한국식|조선|북한|북한식|조선식|집) ?나이(?:로(?:는)?|는|론)?,? ?$")
_TERM = re.compile(r"\s?(?:징역|교화|형|동안|간)")


def _years(text: str) -> tuple[int, int] | None:
    return korean_range(text.translate(FULLWIDTH))


def _fuzzed(low: int, high: int, found: re.Match[str]) -> tuple[int, int]:
    """Widened by the words around the number: 쯤, 다 된, 넘은."""
    parts = found.groupdict()
    if parts.get("near"):
        return max(0, low - NEARING), max(0, low - 1)
    if parts.get("over"):
        return low, high + (9 if high % 10 == 0 else PAST)
    after = (parts.get("after") or "").strip()
    if after in ("남짓",):
        return low, high + ABOUT
    if after or (parts.get("before") or "").strip() not in ("", "적어도"):
        return max(0, low - ABOUT), high + ABOUT
    return low, high


def _circumstance(text: str, start: int, end: int) -> tuple[bool, bool]:
    """(at_event, in_year) from the words right before and after an age."""
    head = text[max(0, start - 24) : start]
    tail = text[end : end + 12]
    in_year = bool(_YEAR_BEFORE.search(head) and _YEAR_AFTER.match(tail))
    if in_year:
        return False, True
    return bool(_EVENT_BEFORE.search(head) or _EVENT_AFTER.match(tail)), False


def _phrase(text: str, start: int, end: int, age: Age) -> AgePhrase:
    if _NEXT_YEAR.search(text[max(0, start - 8) : start]):
        return AgePhrase(start, end, Age(max(0, age.low - 1), max(0, age.high - 1), age.system))
    at_event, in_year = _circumstance(text, start, end)
    return AgePhrase(start, end, age, at_event=at_event, in_year=in_year)


_COUNTED = re.compile(
    rf"(?:{_SYSTEM})?{_ABOUT_BEFORE}(?:(?P<low>{_NUM}) ?(?:~|∼|〜|-|–|,|·|에서|이나|내지) ?)?"
    rf"(?P<num>{_NUM})(?P<plus>여|몇)?(?P<unit>{_SE}|{_SAL}){_FUZZ}"
)


_COUNTER_WORD = re.compile(r"[살세]")


def _counted(text: str) -> Iterator[AgePhrase]:
    """41세, 만 12세, 아홉 살, 15~16살, 우리 나이로 예순 살, 칠십여 세, 열 살쯤."""
    for found in near(_COUNTED, text, _COUNTER_WORD, 40, 40):
        years = _years(found["num"])
        if years is None or _TERM.match(text, found.end()) or _THRESHOLD.match(text, found.end()):
            continue
        if found["unit"].strip() == "살" and re.match(r" ?(?:차이|터울)", text[found.end("unit") :][:4]):
            continue
        start = found.start()
        short = len(found["num"]) == 1 and not found["num"].isdigit() and not found["low"]
        if short and start and "가" <= text[start - 1] <= "힣" and text[start - 1] not in "은는이가도의만올":
            continue
        se = found["unit"].strip() == "세"
        if short and se and found["num"] in "한두세네열":
            continue  # 두 세 명, 한 세월: native words do not go with 세
        head = text[max(0, start - 8) : start]
        if se and _NOT_AN_AGE.search(head) or _INSTITUTION.search(text[max(0, start - 24) : start]):
            continue
        low, high = years
        first = _years(found["low"]) if found["low"] else None
        if first is not None and first[0] < high and high - first[0] <= 20:
            low = first[0]
        elif found["low"]:
            start = found.start("num")
        if found["plus"]:
            low, high = low, low + 9
        low, high = _fuzzed(low, high, found)
        system = AgeSystem.INTERNATIONAL if se or found["full"] else AgeSystem.UNKNOWN
        if found["counting"]:
            system = AgeSystem.COUNTING
        yield _phrase(text, start, found.end(), Age(low, high, system))


_DECADE_WORD = r"(?:[1-9１-９][0０]|[이삼사오육칠팔구]?십|(?:스물|서른|마흔|쉰|예순)(?! 대))"
_PART = (
    r"(?: ?(?:극?초·?중반|중·?후반|초중|극초반|극후반|초반|중반|후반|초엽|초(?![가-힣])|말(?![가-힣])|중후"
    r"(?![가-힣])))?"
)
_DECADE = re.compile(
    rf"(?:(?P<low>[1-9１-９][0０]?|[이삼사오육칠팔]십?(?!십 ?대))(?:대)?(?P<lowpart>{_PART}) ?(?:~|∼|-|–|·|,|에서"
    r"|이나|또는|혹은)? ?)?"
    rf"(?P<ten>{_DECADE_WORD}) ?대(?!대|여섯|북|남(?!성|자|동)|미|중(?! |후|반|$)|일|[0-9]|화(?!교)|륙|학|장(?!간)|표"
    rf"|신|원수|위(?![가-힣])|의원|형|규모)(?P<part>{_PART})"
)
_SUBDECADE = {"초": (0, 3), "중": (4, 6), "후": (7, 9), "말": (7, 9)}


def _decade_part(words: str) -> tuple[int, int]:
    """Years inside a decade: 초반 0–3, 중반 4–6, 후반 7–9, 중후반 4–9, none 0–9."""
    marks = [_SUBDECADE[mark] for mark in words if mark in _SUBDECADE]
    return (marks[0][0], marks[-1][1]) if marks else (0, 9)


def _decades(text: str) -> Iterator[AgePhrase]:
    """60대, 60대 초반, 삼십대 초반, 40대 중후반, 20~30대, 이삼십대."""
    for found in _DECADE.finditer(text):
        start = found.start("ten")
        tens = _years(found["ten"])
        if tens is None or _ORDINARY_THINGS.search(text[max(0, start - 8) : start]):
            continue
        ten = tens[0]
        if ten == 10 and _TEN_BIG.match(text, found.end()):
            continue
        if start and (text[start - 1] in "0123456789.,수몇" and not found["low"]):
            continue
        low, high = _decade_part(found["part"])
        age = Age(ten + low, ten + high, AgeSystem.UNKNOWN)
        if found["low"]:
            first = _years(found["low"])
            ten_low = (first[0] if first[0] >= 10 else first[0] * 10) if first else 0
            before = text[found.start() - 1] if found.start() else " "
            # "남성이 40대": the particle 이 is no two
            particle = "가" <= before <= "힣" and found["low"] in tuple("이삼사오육칠팔구")
            if 10 <= ten_low < ten and ten - ten_low <= 20 and before not in "0123456789" and not particle:
                start = found.start()
                age = Age(ten_low + _decade_part(found["lowpart"])[0], ten + high, AgeSystem.UNKNOWN)
        yield _phrase(text, start, found.end(), age)


# A bare number in brackets after a name, alone or beside a sex, a pseudonym mark or the Hanja of the name.
_BRACKET = re.compile(
    r"(?<=[가-힣A-Za-z\u4e00-\u9fff*_'\"”’])(?P<space> ?)[(（\[](?P<inside>[^()（）\[\]\n]{1,40})[)）\]]"
)
_INSIDE_AGE = re.compile(
    rf"(?:^|[\s,·/、ㆍ‧・;:])(?:각각 ?|각 )?(?P<full>만 ?)?(?:당시 )?(?P<num>[0-9０-９]{{1,3}}|{_BARE_WORD})(?P<unit> ?(?:세"
    r"|살))?(?=$|[\s,·/、ㆍ‧・;])"
)
_INSIDE_OTHER = re.compile(
    rf"(?:{_SEX}|가명|[\u4e00-\u9fff]{{2,4}}|[A-Za-z][A-Za-z .'-]*|[가-힣]{{1,12}}(?: [가-힣]{{1,10}}){{0,4}}|만"
    r"|(?:당시 |각각 ?)?[0-9]{1,3}(?: ?(?:세|살))?|[0-9]{2,4}년생|)"
)
_INSIDE_CUT = re.compile(r"[,·/、ㆍ‧・;:]")


def _brackets(text: str) -> Iterator[AgePhrase]:
    """(46), (67·여), (여, 34), (가명·34), (林學洙·46), (만 12세)."""
    for found in _BRACKET.finditer(text):
        inside = found["inside"]
        pieces = [piece.strip() for piece in _INSIDE_CUT.split(inside)]
        plain = all(_INSIDE_OTHER.fullmatch(piece) for piece in pieces)
        for hit in _INSIDE_AGE.finditer(inside):
            phrase = _bracketed(text, found, hit, plain, len(pieces) == 1)
            if phrase is not None:
                yield phrase


def _bracketed(text: str, found: re.Match[str], hit: re.Match[str], plain: bool, alone: bool) -> AgePhrase | None:
    """One age inside brackets; a bare number counts only among words that stand beside ages (`plain`)."""
    years = _years(hit["num"])
    if years is None:
        return None
    bare = not hit["unit"] and not hit["full"]
    if bare and (hit["num"][0] in "0０" or years[0] > 199 or found["space"] and alone or not plain):
        return None
    offset = found.start("inside")
    start = offset + (hit.start("full") if hit["full"] else hit.start("num"))
    end = offset + (hit.end("unit") if hit["unit"] else hit.end("num"))
    international = bool(hit["full"]) or (hit["unit"] or "").strip() == "세"
    system = AgeSystem.INTERNATIONAL if international else AgeSystem.UNKNOWN
    return _phrase(text, start, end, Age(years[0], years[0], system))


_ROW = re.compile(
    rf"(?:(?<![가-힣A-Za-z]){_SEX} ?[,/·|ㆍ、\t] ?(?P<a>[0-9]{{1,3}}|{_BARE_WORD})(?=\s*(?:[,/·|ㆍ、);.\n]|$))"
    rf"|(?<=[가-힣]) ?[,/·|、\t] ?(?P<b>[0-9]{{1,3}}|{_BARE_WORD}) ?[,/·|ㆍ、\t] ?(?={_SEX}\s*(?:[,/·|ㆍ、);.\n]|$))"
    r"|(?:^|\n)[-*• \t]{0,4}(?:[0-9]{1,3}[.)] ?)?(?:\|\s?)?[가-힣]{2,4} ?[,/|\t] ?(?P<c>[0-9]{1,3})(?= ?[,/|\t])"
    r"|(?:나이|연령|년령)(?:는|가|은|도)? ?[:：=|]? ?(?P<d>[0-9]{1,3})(?![0-9]| ?(?:세|살|대|년|명|월|개))"
    rf"|(?:나이|연령|년령) ?[:：=|] ?(?P<f>{_BARE_WORD})(?=[\s,./)|]|$)"
    r"|(?<![0-9가-힣])(?P<e>[0-9]{1,2}) ?(?=(?:남성|여성|남자|여자|녀자|녀성)(?![가-힣])))"
)


_TENS_LINE = re.compile(rf"(?<![0-9가-힣])(?P<ten>{_DECADE_WORD}|일흔|여든|아흔) ?줄(?=에|의|이|인|로|,|[ .]|$)")
_SMALL_ELDEST = re.compile(
    r"(?:큰|작은|막내|맏|첫|둘째|셋째|넷째)[가-힣 ]{0,4}(?:은|는|이|가) (?:올해 |이제 )?(?P<num>다섯|여섯|일곱|여덟|아홉|열)"
    r"(?=이다|이고|이며|인데|입니다|이에요|예요|이었|이였|이 (?:됐|되|된)|살|,|\.)(?!살)"
)


def _rows(text: str) -> Iterator[AgePhrase]:
    """Rows of a list: "최금순, 여, 41, 무산", "41/여", "나이 41"."""
    for found in _ROW.finditer(text):
        name = found.lastgroup or "a"
        years = _years(found[name])
        if years is not None and 0 < years[0] < 200:
            yield AgePhrase(found.start(name), found.end(name), Age(*years, AgeSystem.UNKNOWN))
    for found in _TENS_LINE.finditer(text):
        tens = _years(found["ten"])
        if tens is not None:
            yield AgePhrase(found.start(), found.end(), Age(tens[0], tens[0] + 9, AgeSystem.UNKNOWN))
    for found in _SMALL_ELDEST.finditer(text):
        years = _years(found["num"])
        if years is not None:
            yield _phrase(text, found.start("num"), found.end("num"), Age(*years, AgeSystem.UNKNOWN))


_MILESTONES = {
    "환갑": 60,
    "회갑": 60,
    "진갑": 61,
    "고희": 70,
    "칠순": 70,
    "희수": 77,
    "팔순": 80,
    "산수": 80,
    "미수": 88,
    "구순": 90,
    "불혹": 40,
    "지천명": 50,
}
_MILESTONE = re.compile(
    r"(?<![가-힣])(?P<word>환갑|회갑|진갑|고희|칠순|팔순|구순|(?:희수|미수|불혹|지천명)(?=[의을를이에] ))(?!잔치"
    rf"|연|상|기념|전)(?:{_NEAR}|{_OVER})?"
)


def _milestones(text: str) -> Iterator[AgePhrase]:
    """칠순 노모, 환갑을 넘긴. 환갑 is 60 full years: one's sixtieth calendar year after birth, in either counting."""
    for found in _MILESTONE.finditer(text):
        value = _MILESTONES[found["word"]]
        low, high = _fuzzed(value, value, found)
        yield _phrase(text, found.start(), found.end(), Age(low, high, AgeSystem.UNKNOWN))


_MONTHS = re.compile(
    rf"생후 ?(?P<born>{_DIGITS}|{KOREAN_NATIVE}|{KOREAN_SINO}) ?(?P<unit1>개월|달|주|일)(?P<half> ?(?:반|남짓"
    r"|가량|쯤|정도))?"
    rf"|(?P<old>{_DIGITS}|{KOREAN_NATIVE}) ?(?P<unit2>개월|달|주|일) ?(?:된|짜리|배기|박이|난|밖에 안 된"
    r"|도 안 된)(?= ?(?:[가-힣]{0,6} ?)?(?:아기|애기|아이|딸|아들|젖먹이|영아|갓난|막내|조카|손자|손녀|녀석"
    r"|쌍둥|남아|여아|아가|핏덩이))"
    r"|(?P<dol>(?P<dolnum>두|세|네)? ?(?<![가-힣])?돌(?: ?(?:이|도|을))? ?(?:갓 ?)?(?P<dolpast>지난|지나|넘은|된"
    r"|(?:채 ?)?(?:안|못) ?(?:된|지난|넘은)|배기|쟁이|박이|앞둔))"
    r"|(?P<hundred>(?<![가-힣])백일(?:이|도|을)? ?(?:갓 ?|채 ?|막 ?)?(?:안 ?|못 ?)?(?:된|지난|넘은|넘긴|앞둔))"
    r"|(?P<newborn>갓난아기|갓난애기|갓난아이|갓난애|갓난쟁이|신생아|핏덩이)"
    r"|(?P<suckling>젖먹이|영아(?!원)|유아기)"
)


_MONTHS_WORD = re.compile(
    r"생후|(?:월|달|주|일) ?(?:된|짜|배|박|난|밖|도 안)|돌|백일|갓난|신생아|핏덩이|젖먹이|영아|유아기"
)


def _infants(text: str) -> Iterator[AgePhrase]:
    """생후 8개월, 8개월 된 아기, 돌 지난, 갓난아기: whole years, so most are 0."""
    for found in near(_MONTHS, text, _MONTHS_WORD, 30, 40):
        low = high = 0
        number = found["born"] or found["old"]
        if number:
            years = _years(number)
            if years is None:
                continue
            unit = found["unit1"] or found["unit2"]
            per_year = {"개월": 12, "달": 12, "주": 52, "일": 365}[unit]
            low, high = years[0] // per_year, years[1] // per_year
        elif found["dol"]:
            count = {"두": 2, "세": 3, "네": 4}.get(found["dolnum"] or "", 1)
            past = found["dolpast"]
            low = high = count - 1 if "안" in past or "못" in past or "앞" in past else count
        elif found["suckling"]:
            high = 1
        yield _phrase(text, found.start(), found.end(), Age(low, high, AgeSystem.INTERNATIONAL))


_RELATIVE = re.compile(
    rf"(?P<num>{_NUM}) ?살 ?(?:(?P<older>위|연상|년상|손위|많은|많았|많고|많다|더 ?많|더 ?먹|맏이)|"
    r"(?P<younger>아래|연하|년하|손아래|밑|어린|어렸|어리|적은|적었|작은|덜 ?먹)|(?P<apart>터울|차이))"
    r"|(?P<same>동갑내기|동갑)|(?P<yearly>연년생|년년생)"
)
_RELATIVE_WORD = re.compile(r"살 ?[위연년손많더맏아하밑어적작덜터차]|동갑|[연년]년생")
_KIN_BEFORE = re.compile(
    r"(?:(?P<younger>동생|아우|막내)|형|오빠|언니|누나|누이)(?:와|과|랑|이랑|하고|보다)(?:는|도)? ?$"
)
_YOUNGER_KIN = re.compile(r".{0,6}?(?:동생|누이동생|아우|막내|조카)")
_OLDER_KIN = re.compile(r".{0,6}?(?:형|오빠|언니|누나|누이)")


def _relatives(text: str) -> Iterator[AgePhrase]:
    """세 살 위, 네 살 아래, 두 살 터울 동생, 동갑."""
    for found in near(_RELATIVE, text, _RELATIVE_WORD, 16, 20):
        if found["same"]:
            yield AgePhrase(found.start(), found.end(), None, relative=0)
            continue
        if found["yearly"]:
            older = _OLDER_KIN.match(text, found.end(), found.end() + 14)
            yield AgePhrase(found.start(), found.end(), None, relative=1 if older else -1)
            continue
        years = _years(found["num"])
        if years is None or years[0] > 60:
            continue
        sign = 1 if found["older"] else -1
        if found["apart"]:
            if _YOUNGER_KIN.match(text, found.end(), found.end() + 14):
                sign = -1
            elif _OLDER_KIN.match(text, found.end(), found.end() + 14):
                sign = 1
            else:
                other = _KIN_BEFORE.search(text[max(0, found.start() - 10) : found.start()])
                if other is None:
                    continue
                sign = 1 if other["younger"] else -1
        yield AgePhrase(found.start(), found.end(), None, relative=sign * years[0])


_COUNTER = (
    r"명|사람|개|번|분|마리|집|가구|세대|채|장|권|시간|달|해|년|일|군데|곳|살|세|대|째|가지|차례|밤|배|척|호|킬로"
    r"|리|그루|날|자루|벌|켤레|쪽|페이지|학급|식구|형제|남매|자매|여 "
)
_BARE_SINO = r"(?:[이삼사오육칠팔구]십)"
_BARE = re.compile(
    rf"(?P<counting>(?:세는|우리|한국|한국식|조선|북한|북한식|조선식|집) ?나이(?:로(?:는)?|는|론)?,? ?(?:올해 ?)?)?(?P<num>{_BARE_WORD}"
    rf"|{_BARE_SINO}|(?<![0-9.,])[1-9][0-9](?![0-9.,:]))(?! ?(?:{_COUNTER}))(?P<fuzz>{_FUZZ})"
)
_BARE_LEAD = re.compile(
    r"(?:만으로|국제 ?나이로?|올해(?:로)?|금년|그해|이듬해|나이(?:는|가|도|로|로는)?|나인|당시|그때|이제"
    r"|이제 ?겨우|이제 ?막|갓|막"
    r"|고작|겨우|불과|현재|아직|방년|향년|당년|꽃다운|"
    r"(?:사람|출신|태생|학생|교원|로동자|노동자|농민|군인|미혼|독신|처녀|총각|과부)(?:이고|이며|인데|이구|,)|"
    r"(?:씨|양|군|동생|언니|오빠|누나|형|딸|아들|엄마|어머니|아버지|남편|안해|아내|처|그녀|그|저|나|본인|막내"
    r"|맏이|맏딸|맏아들|큰딸|작은딸|할머니|할아버지|며느리|사위|조카|아이|애|누이|형님|고모|이모|삼촌)(?:은|는"
    r"|이|가|도)|[가-힣] 때(?:는|에|에는)?|내년이면),? ?$"
)
_BARE_TAIL = re.compile(
    r"(?:다(?=[.,!\s]|$)|이고|이며|인데|이에요|예요|였|이예요|입니다|이다|이었|이던|인(?= ?(?:그|여|남|어머니|아버지|딸|아들|동생"
    r"|청년|처녀|총각|로|할머니|할아버지))|밖에|이? ?(?:되|됐|된)|의 ?(?:나이|여성|남성|청년|녀|어머니|아버지|처녀|할머니|할아버지"
    r"|노인|로인|젊은|몸)|[이가] ?(?:된|되는|되었|됐|될|되)|에 ?(?:시집|결혼|강을|입대|군|남편|아버지|어머니|집을"
    r"|고향|탈북|떠|혼자|첫|과부|아이|애)|\.|,|\)|!|\n|$)"
)
_BARE_AGE_TAIL = re.compile(
    r"(?:밖에 ?(?:안|못) ?(?:됐|된|되|먹)| ?나이(?:에|로)| ?되던| ?된 (?=여|남|녀|처|총|아"
    r"|딸|청|사내|젊)|의 ?(?:나이|여성|청년|처녀|할머니|할아버지|로인|노인"
    r"|어머니|아버지|몸)|이 ?되는 ?해|이 ?되던|에 ?(?:시집"
    r"|결혼|과부|입대)|나이"
    r"| ?(?:먹은|난 )| (?:처녀|총각|과부|청년|녀성|여성|남성|남자|여자|녀자|아낙|로인|노인|로동자|노동자|엄마"
    r"|아줌마|가장|노모|로모|노파|할머니|할아버지|고령|늙은이|중늙은이|노구|노부|노부모))"
)
_PERSON_TAIL = re.compile(
    r" ?(?:노모|로모|노파|할머니|할아버지|노인|로인|어머니|아버지|부모|남자|여자|녀자|남성|여성|녀성|사람|사내|아낙|몸|고령)"
)
_GROUP_LEAD = re.compile(
    r"(?:우리는|우리가|모두|전부|합쳐|합하면|총|일행은|일행이|그중|나머지|다 해서|숫자|수는|수가)\s?$"
)


_FULL_YEARS = re.compile(r"(?:만으로|국제 ?나이로?),? ?$")


def _bare(text: str) -> Iterator[AgePhrase]:
    """A number without 살 or 세 that the sentence shows to be an age: "나이는 스물여덟", "우리 나이로 예순셋"."""
    for found in _BARE.finditer(text):
        years = _years(found["num"])
        if years is None:
            continue
        start, end = found.start(), found.end("fuzz")
        head, tail = text[max(0, start - 12) : start], text[end : end + 10]
        worded = not found["num"][0].isdigit()
        lead = bool(found["counting"] or _BARE_LEAD.search(head))
        if _GROUP_LEAD.search(head):
            continue
        sure_tail = bool(_BARE_AGE_TAIL.match(tail))
        aged = worded and bool(
            found["near"]
            or found["over"]
            or found["after"]
            and re.match(
                r"의| ?되| ?된| ?돼|이|으로| ?한| ?인|,",
                tail,
            )
        )
        if not worded and (found["near"] or found["over"]) and _PERSON_TAIL.match(tail):
            worded = aged = True
        if _INSTITUTION.search(text[max(0, start - 24) : start]) or _THRESHOLD.match(tail):
            continue
        told = lead and (_BARE_TAIL.match(tail) or found["fuzz"]) or sure_tail and worded
        if not (told or found["counting"] or aged):
            continue
        if not worded and not (lead and re.search(r"(?:나이|올해|당시|그때)", head) or found["counting"]):
            continue
        low, high = _fuzzed(*years, found)
        system = AgeSystem.COUNTING if found["counting"] else AgeSystem.UNKNOWN
        if _FULL_YEARS.search(head):
            system = AgeSystem.INTERNATIONAL
        yield _phrase(text, start, end, Age(low, high, system))


_FINDERS: tuple[Callable[[str], Iterator[AgePhrase]], ...] = (
    _relatives,
    _brackets,
    _counted,
    _decades,
    _infants,
    _rows,
    _milestones,
    _bare,
)


def find_korean_ages(text: str, claims: Claims) -> list[AgePhrase]:
    """All ages in Korean text that `claims` leaves free, in order of the text; they never overlap."""
    found = [phrase for finder in _FINDERS for phrase in finder(text) if claims.claim(phrase.start, phrase.end)]
    return sorted(found, key=lambda phrase: phrase.start)
