"""One line of a pasted list without its dust: quote marks, messenger stamps, emoji, numbers and bullets before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from underice.intake.cells_words import plain, turns_text

LONGEST = 5_000
"""Characters of a line; a longer one is kept and not read."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line to be read. number: from 1. raw: as it stood. text: without dust. ordinal: the number it bears in the
    list, "" without. bulleted: a dash or dot stood before it. indented: it began with space. stamp: words of a
    messenger that stood before it. turned: marks that turn the text were taken out.
    """

    number: int
    raw: str
    text: str
    ordinal: str = ""
    bulleted: bool = False
    indented: bool = False
    stamp: str = ""
    turned: bool = False

    def __repr__(self) -> str:
        return f"Line({self.number}, hidden)"


_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_QUOTE = re.compile(r"^(?:[>|┃│]\s?){1,8}")
_CLOCK = r"(?:(?:오전|오후|상오|하오|AM|PM|am|pm|上午|下午|晚上|凌晨) ?)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:AM|PM|am|pm))?"
_DAY = r"(?:[0-9]{2,4}[./-] ?[0-9]{1,2}[./-] ?[0-9]{1,4}\.?|[0-9]{4}년 ?[0-9]{1,2}월 ?[0-9]{1,2}일|[0-9]{1,2}[./-][0-9]{1,2})"
_STAMPS = (
    re.compile(rf"^\[[^\[\]]{{1,40}}\] ?\[{_CLOCK}\] ?"),  # [name] [오후 11:41] …
    re.compile(rf"^\[(?:{_DAY},? ?)?{_CLOCK}\] ?[^:\d]{{1,40}}: ?"),  # [2026/2/8 23:50:12] name: …
    re.compile(rf"^{_DAY},? {_CLOCK} ?[,-] ?[^:\d]{{1,40}} ?: ?"),  # 2026. 2. 8. 오후 11:41, name : …
    re.compile(rf"^\(?{_CLOCK}\)? ?(?:- )?[^:\d,]{{1,30}}: "),  # 23:50 - name: …
    re.compile(rf"^\[?(?:{_DAY},? ?)?{_CLOCK}\]? ?-? "),  # 23:50 …
)
_ONLY_STAMP = re.compile(rf"^(?:[^\d]{{1,40}} )?(?:\[?(?:{_DAY},? ?)?{_CLOCK}\]?|{_DAY} {_CLOCK})$")
# Pictures of messengers; ♀ and ♂ and numbers in circles say something and stay.
_EMOJI = re.compile(
    "[\u203c\u2049\u2139\u2194-\u21aa\u231a-\u23ff\u2600-\u263f\u2641\u2643-\u2659\u265c-\u26ff\u2705-\u2712\u2714-\u2775\u27b0-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3297\u3299\ue000-\uf8ff\U0001f000-\U0001faff]+"
)
_CIRCLED = {chr(0x2460 + n): str(n + 1) for n in range(20)} | {chr(0x2474 + n): str(n + 1) for n in range(20)}
_CIRCLED |= {chr(0x2488 + n): str(n + 1) for n in range(20)} | {chr(0x2776 + n): str(n + 1) for n in range(10)}
_CIRCLED |= {chr(0x326E + n): "가나다라마바사아자차카타파하"[n] for n in range(14)}
_SYLLABLE = "가나다라마바사아자차카타파하"
_ORDINAL = re.compile(
    r"(?:제 ?)?(?P<a>[0-9]{1,5}) ?(?:[.)\]:、．]|번[.):]|号[.:、]|, )(?![0-9])\s*"
    r"|[(\[](?P<b>[0-9]{1,5}|[가-하]|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)\]][.:、]?\s*"
    rf"|(?P<c>[{_SYLLABLE}]|[a-zA-Z]|[一二三四五六七八九十]{{1,3}})(?:[)、]|\.(?= ?\S{{2}}))\s*"
    r"|(?i:no|nr|№|#|第)\.? ?(?P<d>[0-9]{1,5})(?!['’])(?:[.):]|号|번)?\s+"
    r"|(?P<e>[0-9]{1,4})(?:\s+[-–—:]\s+|\t\s*| +(?=[^\W\d_]))(?!(?:명|세|살|월|일|시|년|개월|번|인|년생|people|persons|women"
    r"|woman|men|man|sisters|brothers|siblings|children|child|sons?|daughters?|boys?|girls?|kids|adults|members|months?|years?"
    r"|yrs?|yo|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec)(?![a-z가-힣])|[人名岁歲月年日个個位号])"
    r"|(?P<f>[0-9]{1,4})번\s+(?=[^\W\d_])|(?P<g>[0-9]{1,3})-(?=[^\W\d_])(?!(?i:months?|years?|weeks?|days?|yr|mo)\b)"
)
_BULLET = re.compile(r"(?:[-–—*•·▪■□○●◦‣►▶▷※☞→+~]|ㅇ(?= )|o(?= )|ㆍ)+\s*(?=[^\s\d-]|\d{1,3}[.)])|[-–—*•·▪■□○●◦‣►▶▷] ")


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their numbers; a line break at the very end begins no further line."""
    pieces = _BREAK.split(text)
    if len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    return list(enumerate(pieces, 1))


def clean(number: int, raw: str) -> Line:
    """The line without its dust."""
    turned = turns_text(raw)
    text = _QUOTE.sub("", plain(raw.strip("\ufeff")))
    indented = raw[:1] in (" ", "\t", "\u3000") and bool(text)
    for circle in set(text) & _CIRCLED.keys():
        text = text.replace(circle, f" {_CIRCLED[circle]}. ")
    text = _EMOJI.sub(" ", text).strip(" \t")
    text, stamp = _stamped(text)
    text = re.sub(r" {2,}", " ", text)
    bullet = _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :].strip()
    hit = _ORDINAL.match(text)
    ordinal = ""
    if hit and hit.end() < len(text):
        ordinal = next(group for group in hit.groups() if group).lstrip("0") or "0"
        text = text[hit.end() :].strip()
    return Line(number, raw, text.strip(), ordinal, bullet is not None, indented, stamp, turned)


def _stamped(text: str) -> tuple[str, str]:
    if len(text) > 400 and not text.startswith("["):
        return text, ""
    if _ONLY_STAMP.match(text):
        return "", text
    for pattern in _STAMPS:
        hit = pattern.match(text)
        if hit:
            return text[hit.end() :].strip(), hit.group().strip()
    return text, ""
