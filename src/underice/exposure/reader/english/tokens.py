"""Words and signs of an English text with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<s>['’]s\b)|(?P<n>\d{1,3}(?:,\d{3})+(?!\d))|(?P<x>\b[Ee]x(?=[-‐‑]))|(?P<w>[^\W_]+(?:[-‐‑][^\W_]+|['’](?!s\b)[^\W_]+)*)|(?P<p>[^\w\s]|_)"
)
_PLURAL_OWNER = re.compile(r"(?<=s)['’](?=\s)")


_CUT_SHORT = {
    "frm": "from",
    "fr": "from",
    "wit": "with",
    "abt": "about",
    "bcoz": "because",
    "bc": "because",
    "thru": "through",
}
"""Words of short messages, as they are written out."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word ("w"), possessive ending ("s") or sign ("p"); `low` is the word in lower case."""

    start: int
    end: int
    text: str
    low: str
    kind: str

    @property
    def capital(self) -> bool:
        """True if the word begins with a capital letter."""
        return self.kind == "w" and self.text[0].isupper()


def tokenize(text: str) -> list[Token]:
    """All words and signs of `text` in order; linear in its length.

    "38-year-old" is one word, "woman's" a word and a possessive ending, "girls'" likewise.
    """
    out = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "p"
        if kind in "nx":
            kind = "w"
        word = found.group()
        if kind == "p" and word in "'’" and _PLURAL_OWNER.match(text, found.start()):
            kind = "s"
        low = word.lower().replace("’", "'").replace("‐", "-").replace("‑", "-")
        low = _CUT_SHORT.get(low, low)
        out.append(Token(found.start(), found.end(), word, low, kind))
    return out


class Line:
    """The tokens of a text with quick access by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self._starts = [token.start for token in self.tokens]

    def at(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset`."""
        return bisect_left(self._starts, offset)
