"""Sentences in a pasted list: who only speaks or is spoken to, where a sentence ends, what is a greeting.

A sentence names people who are not on the list: the one who tells of it, the office that confirms it, the one greeted.
They are never made people of the list; their names stay in the row's own words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from underice.intake.text_lines import Line
from underice.intake.text_marks import Mark
from underice.vocabulary.places import gazetteer

_PROSE = re.compile(
    r"[가-힣](?:니다|어요|아요|해요|대요|네요|한다|했다|됐다|었다|았다|있다|없다|이다)(?=[.!?~…]|\s|$)"
    r"|\b(?:was|were|is|are|has|have|had|said|says|told|stayed|remains?)\b|[\u3400-\u9fff]{4,}[^。]{0,200}。"
)
_END = re.compile(
    r"(?<=[다요음함임])[.!?]+(?=\s|$)|(?<![A-Z]r)(?<!Ms)(?<!rs)(?<!No)(?<=[a-z\d)])[.!?]+(?=\s+[A-Z])|[。！？]+"
)
_GOES_ON = re.compile(r"\s*(?:(?:she|he|both|the two)\b|그는|그녀는|본인은|이 (?:여성|남성)은|[她他])", re.IGNORECASE)
_ABROAD = re.compile(
    r"(?:한국|남한|서울)에(?:서)? (?:있는|사는|살고|온|정착|계신|입국)|(?:한국|남한)에 ?먼저 온"
    r"|\b(?:arrived|lives|living|settled|is|who is|now) in (?:South Korea|Seoul)\b|在(?:韩国|首尔)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|evening|afternoon))\b[^.:;()\d]{0,60}[,!.]?"
    r"|.{0,30}(?:안녕하세요|안녕하십니까|수고하십니다|수고 많으십니다)[.!?]*|[^\d,]{1,20}(?:님께|귀하|선생님께)[,.]?"
    r"|.{0,20}(?:您好|你好)[!！,，。]?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?<![가-힣])(?:외|등) ?(?:\d{1,4}|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열) ?(?:명|인|분)(?![가-힣])"
    r"|等(?:\d{1,4}|[一二两三四五六七八九十]{1,3})(?:人|名)|另有?(?:\d{1,4}|[一二两三四五六七八九十]{1,3})(?:人|名)"
    r"|\b(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|several|some|a few) (?:more|others|other people)\b"
    r"(?! (?:than|days?|weeks?|months?|years?|times?)\b)",
    re.IGNORECASE,
)
_HELD_AT = re.compile(r"(?:arrested|taken|detained|seized|caught|held|picked up)[^,;()]{0,12}$", re.IGNORECASE)
_AT_HELD = re.compile(r" ?(?:에서|서)? ?(?:체포|잡히|잡힘|잡혀|잡힌|잡혔|붙잡|연행|구금|검거|被捕|被抓|被拘|抓获)")
_TITLE = r"(?:(?:pastor|father|sister|rev\.?|mrs?\.?|ms\.?|dr\.?|reporter|director|our contact|officer) )?"
_BEFORE = re.compile(
    rf"(?:\b(?:according to|told by|heard from|told|call|contact|ask|e-?mail|from|with) (?:pastor|rev\.?|reporter|officer|"
    rf"our contact) |\b(?:according to|heard from|please call|do not call|don't call|contact|told) {_TITLE}"
    r"|(?:제보자|제보한 사람|알려 준 사람|연락한 사람|통역|기자|담당자|연락처)(?:는|은|인|:)? ?|(?:据|聯系人|联系人:?：?) ?)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[^.,;()가-힣]{0,40}\b(?:said|says|told|wrote|reports?|reported|confirmed|could not confirm|declined|thinks|believes)\b"
    r"|,? (?:a |the )?(?:spokes(?:man|woman|person)|reporter|correspondent)\b"
    r"|(?: ?(?:씨|님|선생님|선생|목사님|목사|국장님|국장|기자님|기자|대변인|특파원|영사|간사님|간사|대표님|대표|활동가))?"
    r"(?:에 따르면|에 의하면|께 전|에게 전|한테 전|께 알|에게 알|(?:이|가|은|는|께서) ?(?:말했|말씀|전했|전해|알려|제보|확인))"
    r"| ?(?:국장|기자|대변인|특파원|영사|간사)님?(?:이|가|은|는|께|께서|에게|의|과|와)?(?![가-힣])"
    r"|(?:女士|先生)?(?:说|表示|称|告诉)",
    re.IGNORECASE,
)


def is_prose(line: Line) -> bool:
    """True for a line of sentences; a numbered or marked row of a list is none."""
    return not line.ordinal and not line.bulleted and len(line.text) >= 12 and _PROSE.search(line.text) is not None


def is_greeting(line: Line) -> bool:
    """True for "Hi Min-ji," and the like: whoever is greeted is not on the list."""
    return not line.ordinal and not line.bulleted and _GREETING.fullmatch(line.text) is not None


def ends(text: str) -> list[int]:
    """Where sentences end, in order."""
    return [hit.end() for hit in _END.finditer(text)]


def goes_on(text: str, start: int) -> bool:
    """True if a sentence goes on about the person of the one before ("She is 38.")."""
    begin = next((hit.end() for hit in reversed(list(_END.finditer(text, 0, start + 1)))), 0)
    return _GOES_ON.match(text, begin) is not None


def lives_abroad(text: str, start: int) -> bool:
    """True if the sentence that begins there tells of kin who live in South Korea."""
    end = next((hit.end() for hit in _END.finditer(text, start)), len(text))
    return _ABROAD.search(text, start, end) is not None


def in_north(words: str) -> bool:
    """True if a place of that name lies in North Korea."""
    found = gazetteer().candidates(words)
    return bool(found) and found[0].country == "KP"


def without_arrests(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks of a line; a place abroad where somebody was arrested is no home of hers, it becomes words."""
    return [replace(mark, kind="note") if mark.kind == "place" and _of_arrest(text, mark) else mark for mark in marks]


def _of_arrest(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.start - 40) : mark.start]
    told = text[text.find(mark.value, mark.start) + len(mark.value) :][:12]
    return not in_north(mark.value) and (_HELD_AT.search(before) or _AT_HELD.match(told)) is not None


def uncounted(text: str) -> str:
    """The words that speak of further people without saying who they are ("외 2명", "and two others"); "" if none."""
    hit = _OTHERS.search(text)
    return hit.group() if hit else ""


def without_speakers(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks of a sentence; the names of those who tell, confirm or are called become words."""
    speakers = {mark.start for mark in marks if mark.kind == "name" and _speaks(text, mark)}
    return [
        replace(mark, kind="rest")
        if mark.start in speakers or mark.kind == "job" and not speakers.isdisjoint((mark.end, mark.end + 1))
        else mark
        for mark in marks
    ]


def _speaks(text: str, mark: Mark) -> bool:
    before = _BEFORE.search(text, max(0, mark.start - 40), mark.start)
    return before is not None or _AFTER.match(text, mark.start + len(mark.value)) is not None
