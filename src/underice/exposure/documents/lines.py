"""Lines of a page → paragraphs. A page breaks its lines where the paper ends, a reader of drafts needs whole sentences.

Judgement, tried on pages printed by a browser and by a word processor: a line goes on if it is nearly as wide as the
widest lines of its page and does not end a sentence. Korean is broken inside words too, and the page does not say
where a space stood: it stood there if the line ends in a syllable that commonly ends a word.
"""

from __future__ import annotations

import re
import unicodedata

_FULL = 0.72
"""A line at least this share of the page's usual full width goes on in the next."""
_END = re.compile(r"[.!?。！？…:][\"'”’)\]」』]*$")
_START = re.compile(r"(?:[-*•·◇◆■□▶●○ㅇ]\s|\(?\d{1,3}[).]\s|[①-⑳]|#|Q\b|A\b|문[:.]|답[:.])")
_HYPHEN = re.compile(r"[A-Za-z]-$")
# Syllables that commonly end a Korean word: particles and endings.
_WORD_ENDS = frozenset("은는을를이가의에도와과로서며고면만까지게께던한된될할인러려라다요니네씨월일년")
_MOST_JOINED = 4_000
# Where digits and Hangul come from two fonts, a page shows a gap between them that nobody typed.
_GAP = re.compile(r"(?<=\d) (?=(?:세|살|년|월|일|명|대|시|분|호|차|층|번|달|주)(?![가-힣]{4}))")


def paragraphs(page: str) -> str:
    """The text of a page with its lines joined to paragraphs, one a line."""
    lines = [_GAP.sub("", line.strip()) for line in page.split("\n")]
    widths = sorted(_width(line) for line in lines if line)
    if not widths:
        return ""
    usual = widths[int(len(widths) * 0.9) if len(widths) > 9 else -1]
    out: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
            continue
        if goes_on and not _START.match(line) and len(out[-1]) < _MOST_JOINED:
            out[-1] = _joined(out[-1], line)
        else:
            out.append(line)
        goes_on = _width(line) >= usual * _FULL and not _END.search(line)
    return "\n".join(out)


def _width(line: str) -> int:
    """How wide a line is: signs of East Asian scripts count twice."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _joined(before: str, after: str) -> str:
    if _HYPHEN.search(before) and after[:1].islower():
        return before[:-1] + after
    last, first = before[-1], after[0]
    if _hangul(last) and (_hangul(first) or first in "(（") and last not in _WORD_ENDS:
        return before + after
    if unicodedata.east_asian_width(last) in "WF" and not _hangul(last) and not _hangul(first):
        return before + after  # Chinese has no spaces
    if first in ").,]”’」』" or last in "(（[“‘「『":
        return before + after
    return f"{before} {after}"


def _hangul(char: str) -> bool:
    return "가" <= char <= "힣"
