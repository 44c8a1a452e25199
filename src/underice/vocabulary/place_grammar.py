"""The words around a place name: particles, nouns and unit words that Korean and English put beside it.

Patterns only; the rules that use them are in `place_finder`.
"""

from __future__ import annotations

import re

# Particles that only follow places (or nouns of place and time); whatever comes next does not matter.
_PLACE_JOSA = r"(?:에서|에는|에도|에만|에|으로|까지|부터|로(?![가-힣])|로부터|로도|로는)"
_JOSA = (
    r"(?:의|은|는|이나|이며|이고|이라고|이라는|이라|이란|이|가|을|를|과의|과는|과|와의|와는|와|나|도|만"
    r"|보다|처럼|인데|이랑|랑|하고|고|며|라는|라고|라|란)(?![가-힣])"
)
_COPULA = r"(?:입니|이었|였|이에요|예요|이다|이지|인지)"
# Nouns written behind a town without a space: what comes from there, lies there, or holds people there.
_NOUN = (
    r"(?:출신|태생|사람|사투리|쪽|방면|인근|부근|근처|근교|주변|일대|지역|지방|지구|시내|읍내|시가지|역전|역|행|발"
    r"|항|공항|국경|세관|거주|살던|살고|보위부|보위국|보안서|보안국|보안부|안전부|안전국|변방대|변방구류소|변방"
    r"|교화소|노동단련대|로동단련대|단련대|집결소|구류장|구류소|감옥|감방|공안국|공안|파출소|유치장|구치소"
    r"|수용소|관리소|영사관|총영사관|대사관|이민국|난민수용소|보호소)"
)
_NOUN_END = rf"(?=$|[^가-힣]|{_PLACE_JOSA}|{_JOSA}|{_COPULA}|인|들|내|앞|[가-힣]{{0,3}}(?:$|[^가-힣]))"

AFTER = re.compile(rf"$|[^가-힣]|{_PLACE_JOSA}|{_JOSA}|{_COPULA}|인(?![가-힣])|{_NOUN}{_NOUN_END}")
"""What may follow a form that is nothing but a place."""
AFTER_COUNTRY = re.compile(rf"$|[^가-힣]|{_PLACE_JOSA}|{_JOSA}|{_COPULA}|(?:행|쪽|국경|땅|내|변방|공안){_NOUN_END}")
"""What may follow a country: 북한에서 and 중국 국경, but neither 중국인 nor 북한군."""
AFTER_TIGHT = re.compile(rf"{_PLACE_JOSA}|{_NOUN}")
"""What must follow a form in a text without spaces."""
AFTER_WORD = re.compile(rf"{_PLACE_JOSA}| ?{_NOUN}{_NOUN_END}| ?고향|이 고향|이고향|이요")
"""What must follow a form that is a common word as well, unless something before it shows the place."""
BEFORE_WORD = re.compile(
    r"(?:고향|출생지|출신지|태어난 곳|자란 곳|살던 곳|본적|거주지|본가|친정|시댁|원적)(?:은|이|는|인|의|,|:|：)? ?$"
)
"""What may stand before such a form instead."""

HANGUL_UNIT = re.compile(
    r"(?:특별자치도|특별자치시|특급시|특별시|광역시|직할시|조선족자치현|조선족자치주|만족자치현|장족자치구"
    r"|좡족자치구|자치현|자치주|자치구|로동자구|노동자구|구역|지구|성|시|군|현|읍|진|구|도|주)"
)
FORM_UNIT = re.compile(r"(?<=..)(?:구역|자치현|자치주|자치구|시|군|현|성|도)$")
LATIN_UNIT = re.compile(
    r"(?:-(?:si|shi|gun|do|up|ŭp|eup|guyok)(?![\w-])"
    r"| (?:special city|autonomous (?:region|prefecture|county)|korean autonomous (?:prefecture|county)"
    r"|city|county|province|prefecture|district|municipality|township|town)(?!\w))",
    re.IGNORECASE,
)
LATIN_UNIT_BEFORE = re.compile(r"(?:city|county|province|town|district|prefecture) of $", re.IGNORECASE)

NORTH_UNITS = frozenset(("시", "군", "읍", "구역", "지구", "로동자구", "노동자구", "구"))
NORTH_WIDE_UNITS = frozenset(("도", "시", "특별시", "직할시", "특급시", "광역시"))
WIDE_UNITS = frozenset(
    ("성", "도", "주", "특별자치도", "자치구", "장족자치구", "좡족자치구", "자치주", "조선족자치주", "province", "do")
)
SPACED_UNITS = frozenset(("성", "시", "현", "주", "도", "자치구", "자치현", "조선족자치현", "조선족자치주"))
"""Unit words that older usage writes apart from a foreign name (선양 시)."""

SURNAME_BEFORE = re.compile(
    r"(?:^|[^\w-])(?:Kim|Ri|Lee|Rhee|Yi|Pak|Park|Choe|Choi|Jong|Jung|Chong|Chung|Jeong|Kang|Cho|Yun|Yoon|Jang|Chang"
    r"|Rim|Lim|Han|Shin|Sin|Kwon|Hwang|Ahn|Hong|Paek|Baek|Ryu|Yoo|Moon|Mun|Pae|Bae|Kwak|Nam|Jon|Jeon|Ryang|Oh|Seo|Ko"
    r"|Min)[ -]$",
    re.IGNORECASE,
)
"""A surname right before a form makes it a given name (Ri Songwon)."""
NATURE = re.compile(r" (?:River|river|RIVER|Mountains?|Sea|Strait|Bay)(?!\w)")
"""The Tumen River is no town."""
HYPHENED = re.compile(r"-(?:born|based|bound|native|area|raised|style|educated|to)(?!\w)")
WIDER_AFTER = re.compile(
    r"(?:, ?| in | of | \(|（|\()"
    r"(?:(?:the|far|northern|southern|eastern|western|north-?eastern|north-?western|northernmost|rural) )*$"
)
"""Between a narrower unit and the wider one after it."""
WIDER_BEFORE = re.compile(r"(?:[ \u00a0\u3000]{0,2}|'s |’s |, ?|의 )$")
"""Between a wider unit and the narrower one after it."""
SENTENCE_START = re.compile(r"(?:^|[.!?]\s+|\n\s*)([A-Za-z])")
