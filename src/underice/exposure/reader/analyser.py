"""A morphological analyser beside the Korean reader, if it is installed (`pip install 'underice[ko]'`).

It changes nothing that the reader says: measured on annotated drafts, what it would add or take away was wrong more often
than right (docs/method/reader.md). It names words that look like somebody's name and that the reader passed over, for a
person to look at. Without it nothing of the reading is missing, but that look is; where a text is written without spaces,
as in posts, a notice says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from underice.exposure.reader.model import Notice, Span
from underice.vocabulary.names import SURNAMES_HANGUL, hangul_score
from underice.vocabulary.places import gazetteer

PACKAGE = "kiwipiepy"
_UNSPACED = re.compile(r"[가-힣]{12,}")
"""Syllables without a space beyond which hardly any word or compound goes on: several words run together."""
_NAME = re.compile(r"[가-힣]{2,4}")
_LIKELY = 0.5
"""From this score on a word is built like a Korean name (underice.vocabulary.names)."""
_LONGEST = 20_000
"""Characters of a text that are looked at: the analyser reads some 30,000 a second."""
_MOST = 5


class Word(Protocol):
    """A word as the analyser cuts it: its form, what it is (NNP: a proper noun), where it stands."""

    form: str
    tag: str
    start: int
    len: int


class Analyser(Protocol):
    """What is used of kiwipiepy.Kiwi."""

    def tokenize(self, text: str) -> Iterable[Word]:
        """The words of a text, in order."""
        ...


@cache
def analyser() -> Analyser | None:
    """The analyser, loaded once (some seconds); None if it is not installed or cannot be loaded."""
    if find_spec(PACKAGE) is None:
        return None
    try:
        return cast(Analyser, import_module(PACKAGE).Kiwi())
    except (ImportError, OSError, RuntimeError, AttributeError):
        return None


def notices(text: str, spans: Iterable[Span]) -> Iterator[Notice]:
    """What to tell about a Korean text that was read: words that may be names, or that nobody looked for them.

    The first is said for each such word, once; the second where words run together.
    """
    found = analyser()
    if found is None:
        run = _UNSPACED.search(text)
        if run is not None:
            yield Notice("analyser_missing", run.start(), run.end())
        return
    yield from _unread(found, text[:_LONGEST], spans)


def _unread(found: Analyser, text: str, spans: Iterable[Span]) -> Iterator[Notice]:
    """Proper nouns built like a full name that stand in no words the reader has marked."""
    taken = sorted((span.start, span.end) for span in spans)
    said: set[str] = set()
    for word in found.tokenize(text):
        start, end = word.start, word.start + word.len
        if word.tag != "NNP" or word.form in said or not _NAME.fullmatch(word.form):
            continue
        if word.form[0] not in SURNAMES_HANGUL or hangul_score(word.form) < _LIKELY:
            continue
        if any(first < end and start < last for first, last in taken) or _known(word.form):
            continue
        said.add(word.form)
        yield Notice("name_unread", start, end)
        if len(said) == _MOST:
            return


def _known(word: str) -> bool:
    """True for a public figure, a word that is no name, and a place."""
    from underice.exposure.reader.korean.lexicon import lexicon

    words = lexicon()
    return word in words.public or word in words.not_names or bool(gazetteer().candidates(word)) or word[-1] in "군구읍"
