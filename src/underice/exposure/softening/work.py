"""The wider word for an occupation."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from underice.exposure.reader.model import Lang

_VERB: dict[Lang, re.Pattern[str]] = {
    "ko": re.compile(r"(?:다|던|며|고|서|는)$"),
    "en": re.compile(r"^(?:taught|teach|sold|sell|drove|drives?|grew|grow|wash|herd|mend|deliver|work|stud)\w*\b"),
}
_DATA = Path(__file__).parent / "data" / "work.tsv"


@cache
def _table() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return tuple((lang, re.compile(pattern, re.IGNORECASE), wider) for lang, pattern, wider in rows)


def wider_work(words: str, lang: Lang) -> str:
    """The wider word for the occupation `words` ("소학교 교원" → "교사"), "" if the table knows none."""
    if _is_said_with_a_verb(words, lang):
        return ""
    for language, pattern, wider in _table():
        if language == lang and pattern.search(words):
            return "" if words == wider else wider
    return ""


def any_work(words: str, lang: Lang) -> str:
    """What says of somebody that she worked and no more, in the form of `words` (a noun or a verb)."""
    said = _is_said_with_a_verb(words, lang)
    return {"ko": ("직장인", "일했다"), "en": ("worker", "worked")}[lang][said]


def _is_said_with_a_verb(words: str, lang: Lang) -> bool:
    return _VERB[lang].search(words) is not None
