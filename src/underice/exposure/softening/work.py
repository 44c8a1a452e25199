"""The wider word for an occupation."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from underice.exposure.reader.model import Lang

_DATA = Path(__file__).parent / "data" / "work.tsv"


@cache
def _table() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return tuple((lang, re.compile(pattern, re.IGNORECASE), wider) for lang, pattern, wider in rows)


def wider_work(words: str, lang: Lang) -> str:
    """The wider word for the occupation `words` ("소학교 교원" → "교사"), "" if the table knows none."""
    for language, pattern, wider in _table():
        if language == lang and pattern.search(words):
            return "" if words == wider else wider
    return ""
