"""What a place is to the people of a text: where they come from, where something happened, or only an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from underice.exposure.reader.korean.mention import PlaceRole
from underice.vocabulary.places import PlaceMention, gazetteer

_NEAR = (
    r"(?:\s?\((?:북측|북한|북|현재 [가-힣]{2,6}|지금의 [가-힣]{2,6})\))?"
    r"(?:\s?(?:쪽|부근|인근|근처|일대|교외|외곽|시내|지역|변두리|산골|마을|농촌|농촌마을|읍|항|역|기차역|버스역|"
    r"버스터미널|터미널|공항|국경|앞바다|근교|시골|어촌|탄광마을|노동자구|"
    r"로동자구|[가-힣]{1,3}[리동구]))?"
    r"(?:의? (?:한 |어느 )?[가-힣]{1,8}?(?=에서|에 ))?"
)
_ORIGIN = re.compile(
    rf"{_NEAR}(?:\s?(?:출신|태생|토박이|사람|주민|산\s?[,)]|내기|출생|분(?=이|은|들|$| ))|(?:이|가|은|는)? ?(?:고향|본적|출생지)|"
    r"(?:에서|서) ?(?:[가-힣0-9]+ ){0,3}(?:살[던았]|살다|태어|태여|났|나고|나서|자라|자란|자랐|컸|온(?= )|왔|오신|"
    r"온$|떠나 ?[온왔]|일하던|일했|일하다|근무하던|근무했|근무하다|복무했|다니던|다녔|다니다|있던|하던|하시던|"
    r"나온(?= )|나와|(?:같이 |함께 )?나왔|내려온|넘어온|탈북|도망|장사하던|살면서|복무하던)|"
    r"에 ?(?:[가-힣0-9]+ )?(?:살[던았]|거주하던|있던|집을 두|살다)|에서 거주하던|(?:을|"
    r"를) (?:[가-힣0-9]+ ){0,3}?(?:떠[나난났날]|나[와온왔]|등[지졌진]|탈출))"
)
_LABEL = re.compile(
    r"(?:태[어여]나기는|태[어여]난 (?:곳|데)|난 (?:곳|데)|나기는|자란 (?:곳|데)|고향 (?:마을|땅)|"
    r"고향집|고향|출신지|출신|본적|출생지|태생|거주지|주소|살던 곳|원적|본가)(?:은|는|이|가|:|：)?\s?(?:원래 |본래 )?$"
)
_DENIED = re.compile(
    rf"{_NEAR}(?:\s?(?:출신|태생|사람)(?:은|이)? 아니|(?:은|는|이|가) 아니|에(?:서)?(?:는|"
    rf"도)? (?:[가-힣]+ )?(?:살지|있지|가지|간 적|가 본 적|온 적|"
    rf"산 적|살아 본|와 본)|에서 온 (?:것|게|건)(?:이|은)? 아니)"
)
_STAY = re.compile(
    rf"{_NEAR}(?:에|에서|서) ?(?:(?:[가-힣0-9]+ ){{0,3}}|[가-힣]{{0,9}}?)(?:살[고아며]|사는|산다|살아|살고|"
    rf"삽니다|머물|머무|계[시신셔십셨]|남아|남은|"
    rf"남겨|있[다는습고어으]|지내|지낸|숨어|대기|기다|만나|만났|만난|거주|일하고|일하며|일합|일해|정착|산다|"
    rf"다닌다|다니고|다녀|[우울][시십신고며었]|찾고|애타|수소문|키우|길러|모시|재학|혼자)"
)
_OFFICE = re.compile(
    r"\s?(?:주재|총영사관|영사관|대사관|정부|당국|외교부|특파원|청사|시청|도청|공안국|공안청|법원|검찰|본부|"
    r"사무소|사무실|시민|언론|방송|신문|지사|광장|총회|회의|회담|선언|협약|"
    r"정상회담|시장에게|성당|대학에 재직)"
    r"|에(?:서)? (?:[가-힣]+ ){0,2}(?:열린|열렸|개최|회견|만나|본부|위치|소재|기자|발표|편지|면담|도움을|"
    r"있는 (?:한 )?(?:단체|본부|기관|교회|대학))|[=（(]|"
    r"발(?=[ )])|에 (?:편지|서한|항의|요청|촉구|전화|주재)"
)
# An embassy that people reached or stood before is where something happened to them.
_AT_GATE = re.compile(
    r" ?(?:주재 )?(?:[가-힣]{2,4} )?(?:총영사관|영사관|대사관|국제학교|공관)(?:에|으로|로|의)? ?(?:담[을장]|정문|"
    r"앞에서|안으로|진입|들어[가갔]|뛰어|월담|피신|보호)"
)
# "다롄에서 배를 기다리던 중 …": where what comes next happened.
_MEANWHILE = re.compile(rf"{_NEAR}(?:에|에서|서) (?:[가-힣0-9]+ ){{0,3}}[가-힣]+던 중(?:에|이던|,| )")
_HOUSING = re.compile(
    r" (?:[가-힣]{2,8} )?(?:사택|관사|아파트|농장마을|탄광마을|로동자구|합숙)에서 (?:[가-힣]+ )?(?:살[았던]|자[라랐]|나[고서]|태어)"
)
_LIVED_THERE = re.compile(
    rf"{_NEAR}(?:에서|서) (?:[가-힣0-9]+ ){{0,3}}?(?:살다|살았|지내다|지냈|일하다|일했|머물렀|버텼)"
)
_MET_AT = re.compile(r"[가-힣 ]{0,10}에서 (?:[가-힣]+ )?만[난났나]")
_AT_CELL = re.compile(
    r" ?(?:시|군|도)? ?(?:집결소|구류장|구류소|보위부|교화소|단련대|관리소|수용소|보안서|안전부|감옥|구치소|"
    r"노동단련대|로동단련대)(?:에서|에|로|으로)(?! 다니| 일하| 근무)"
)
_AT_HOME_OF = re.compile(
    r" [가-힣]{1,6} ?(?:댁|집|네)(?:에|에서) ?(?:[가-힣]+ )?(?:얹혀|살|산다|사[시는]|계[시신]|있|지[내낸냈]|머물|맡겨)"
)
_WEAK = re.compile(r"(?:의|의 한| )")


def _by_words_after(place: PlaceMention, after: str, before: str, home: bool) -> PlaceRole | None:
    """The role the words right beside a place tell at once; None where they leave it open."""
    ours = any(candidate.startswith("KR") or candidate == "GN1835848" for candidate in place.candidates)
    meanwhile = _MEANWHILE.match(after) is not None
    rules: tuple[tuple[PlaceRole, bool], ...] = (
        ("not", _DENIED.match(after) is not None),
        ("office", ours and _MET_AT.match(after) is not None),
        ("open", home and _AT_CELL.match(after) is not None or _AT_GATE.match(after) is not None),
        ("office", _OFFICE.match(after) is not None and not re.match(r"\s?[=（(]\d", after)),
        ("origin", home and _LABEL.search(before) is not None),
        (
            "stay",
            not meanwhile
            and _STAY.match(after) is not None
            and not re.match(rf"{_NEAR}(?:에|에서) (?:살[던았]|있[던었])", after),
        ),
        ("stay", not home and _LIVED_THERE.match(after) is not None),
        ("origin", home and _HOUSING.match(after) is not None),
        ("stay", _AT_HOME_OF.match(after) is not None),
    )
    return next((role for role, holds in rules if holds), None)


def site(text: str, place: PlaceMention, *, joined: bool = False) -> tuple[PlaceRole, bool]:
    """The role of a place by the words beside it, and whether it is a destination ("…으로")."""
    end = place.end
    home = any(candidate.startswith("KP") for candidate in place.candidates)
    toward = bool(re.match(rf"{_NEAR}(?:[가-힣 ]{{0,12}})?(?:으로|로|에)(?=[ ,]|$)", text[end : end + 26]))
    after = text[end : end + 40]
    before = text[max(0, place.start - 8) : place.start]
    early = _by_words_after(place, after, before, home)
    if early is not None:
        return early, toward
    if home and re.match(
        r" (?:남자|여자|녀자|남성|여성|녀성|청년|처녀|총각|아주머니|사나이|로인|노인|할머니|토박이)(?![가-힣]{3})",
        after,
    ):
        return "origin", toward
    if _ORIGIN.match(after):
        birth = re.match(
            rf"{_NEAR}(?:\s?(?:출신|태생|출생)|(?:이|가|은|는)? ?(?:고향|본적)|(?:에서|서) ?(?:태어|태여|났|나고|자라|자란|자랐))",
            after,
        )
        return ("origin" if home or birth else "open"), toward
    if (
        home
        and re.match(r"(?:의|의 한|시내|의 어느)? ?[가-힣0-9]", after)
        and not re.match(r"(?:에|로|으로|까지|쪽|부근|인근|역)", after)
    ):
        return "weak", toward
    if home and re.match(r"에서", after):
        return "weak", toward
    if home and re.match(r"\s?[,.)/·|;]|\s?$", after):
        return "weak", toward
    return "open", toward


_NATIVE = re.compile(
    r"(?<![가-힣])(?P<place>[가-힣]{2,3}?)(?: (?:건너편|맞은편|쪽(?=에|으로|에서)|방면|장마당|세관|보위부|보안서|"
    r"교화소|토박이|태생|출신|내기|사람(?=이[고며라었]|입니|인데|이에|예요))|의 (?:한 |"
    r"어느 )?(?:[가-힣]+ ){0,2}(?:공장|병원|탄광|광산|농장|제련소|제철소|발전소|기업소|사업소)(?:에서|의| )|"
    r"의 (?:[가-힣]+ ){0,3}[가-힣]{1,6}(?:공|원|사|수|장|꾼|부)(?:이던|이었던|였던|이자|으?로 (?:일하|살|있))|(?:이|"
    r"가) 고향|(?:서|에서) (?:왔|온 |살[았던다]|났|나서|나고|태어|자랐|자라))"
)


def at_home_of(text: str, end: int) -> bool:
    """Whether the words after a place say that somebody lives there with others: "혜산 이모 댁에 얹혀산다"."""
    return _AT_HOME_OF.match(text, end) is not None


# "문: 고향이 어디십니까?" and then "답: 연사입니다.": a town that is a common word too.
_ANSWERED = re.compile(
    r"(?:고향|출신|태[어여]나|자라|자랐|살[았던던]|사셨|오셨|왔)[^\n?？]{0,20}[?？][^\n]{0,6}\n[^\n가-힣]{0,4}(?:답변?|A)?\s*\d*\s*[:：.]?\s*"
    r"(?P<place>[가-힣]{2,3}?)(?:입니다|이에요|예요|이오|이요|요\.|이지요|에서요|에서 |이었)"
)
_HOME_ASKED = re.compile(
    r"(?:고향|출신|어디 (?:분|사람)|어디서 (?:오|왔|태|나|자라|사))[^\n?？]{0,20}[?？][^\n]{0,6}\n(?P<line>[^\n]{2,60})"
)
_OF_EACH = re.compile(r"[은는도] (?P<place>[가-힣]{2,3}?)(?:이고요?|이구요?|이에요|예요|입니다|이오|이지요|,)")
_SAID = re.compile(
    r"(?:고향|출신지|(?:계신|있는|갇힌|끌려간|잡힌) (?:곳|데)|본적|출생지|나기는|난 (?:곳|데)|사는 (?:곳|데)|"
    r"살던 (?:곳|데)|집|거주지)(?:은|는|이|가)? ?(?:[가-힣]+[도군] )?"
    r"(?P<place>[가-힣]{2,4}?)(?:이고요?|이구요|구요|고요|고,|이거든요|거든요|이라(?=[고는,])|이었[가-힣]+|였[가-힣]+|이예요|인데요?)"
)


def said_places(text: str, found: list[PlaceMention]) -> Iterator[PlaceMention]:
    """Towns with a copula of speech after them, where a word for home stands before: "고향은 은률이고요"."""
    ends = {one.end for one in found} | {one.start for one in found}
    told: dict[str, tuple[str, ...]] = {}
    for one in found:  # "구성시" and then "구성에서"
        stem = one.text.split()[-1]
        if len(stem) >= 3 and stem[-1] in "시군" and all(place.startswith("KP") for place in one.candidates):
            told[stem[:-1]] = one.candidates
    answers = [hit for asked in _HOME_ASKED.finditer(text) for hit in _OF_EACH.finditer(text, *asked.span("line"))]
    for hit in (*_SAID.finditer(text), *_NATIVE.finditer(text), *_ANSWERED.finditer(text), *answers):
        start, end = hit.span("place")
        places = gazetteer().candidates(hit["place"])
        home = tuple(place.id for place in places if place.id.startswith("KP"))
        if home and start not in ends and end not in ends:
            told[hit["place"]] = home
            ends |= {start, end}
            yield PlaceMention(start, end, hit["place"], home)
    for word, home in told.items():  # once told as a town, the word is one again where something is
        for hit in re.finditer(rf"(?<![가-힣]){word}(?=에서|에는|에도|에 |의 |으?로 |까지 |부터 |[을를] 떠)", text):
            if hit.start() not in ends:
                yield PlaceMention(hit.start(), hit.end(), word, home)
