"""Full-text search in every script: bigrams for Hangul, Hanja and kana, whole words for the rest.

The index holds, for each run of syllables or characters, every overlapping pair and, by itself, the last one; for a
word in letters or digits, the word. A query becomes one phrase of such tokens, which finds every row that matches and
few others; each row found is then compared with the query itself. What "matches" means is said once, in matches():
runs of syllables are found anywhere, words in letters from their beginning, spaces and punctuation are alike,
spelling is folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from underice.vocabulary.spelling import fold

_CJK = (
    "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"([{_CJK}]+)|([^\\W_{_CJK}]+)")
_SYLLABIC = re.compile(f"[{_CJK}]")
_APART = " \ue000 "
"""A token of a private-use character between a value and its normalised form: no phrase crosses it."""


def _pairs(run: str) -> str:
    if len(run) == 2:
        return f"{run} {run[1]}"
    if len(run) == 1:
        return run
    return " ".join([*map(str.__add__, run, run[1:]), run[-1]])


def tokens(text: str) -> str:
    """The index tokens of a text, with a space between each two."""
    return " ".join([_pairs(cjk) if cjk else word for cjk, word in _RUN.findall(fold(text))])


def index_text(value: str | None, norm: str | None) -> str:
    """What is indexed for a statement: its value and, where that differs, its normalised form."""
    if value is None:
        return ""
    found = tokens(value)
    if norm is None or norm == value:
        return found
    further = tokens(norm)
    return found if further == found else found + _APART + further


def query(text: str) -> str | None:
    """The FTS5 query for a text, or None if there is nothing in it to search for."""
    runs = _RUN.findall(fold(text))
    if not runs:
        return None
    parts = [_pairs(cjk) if cjk else word for cjk, word in runs[:-1]]
    last, word = runs[-1]
    if last and len(last) > 1:
        # The query may end inside a run: without the mark of a run's end.
        return '"' + " ".join([*parts, _pairs(last)[:-2]]) + '"'
    return '"' + " ".join([*parts, last or word]) + '" *'


def skeleton(text: str) -> str:
    """The runs and words of a text, folded, with one space between each two."""
    return " ".join([cjk or word for cjk, word in _RUN.findall(fold(text))])


def matcher(text: str) -> Callable[[str], bool]:
    """A function that tells whether a text matches the query `text`."""
    wanted = skeleton(text)
    if not wanted:
        return lambda _: False
    if not _SYLLABIC.match(wanted):
        wanted = " " + wanted
    return lambda candidate: wanted in " " + skeleton(candidate)


def matches(text: str, candidates: Iterable[str | None]) -> bool:
    """True if any of `candidates` matches the query `text`."""
    found = matcher(text)
    return any(found(candidate) for candidate in candidates if candidate is not None)
