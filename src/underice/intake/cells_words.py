"""Text as lists hold it, made plain, and the small words of lists that are not names (data/words.tsv)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from underice.intake.relations import DATA

# Marks that show nothing or turn the text around: zero-width, bidi controls, byte order mark, soft hyphen, variation
# selectors, tags (Unicode chapter 23).
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n\t]+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：（）！？．"}
_WIDE.update(
    {ord("\u3000"): ord(" "), ord("（"): ord("("), ord("）"): ord(")"), ord("："): ord(":"), ord("．"): ord(".")}
)
_WIDE.update({ord("【"): ord("["), ord("】"): ord("]"), ord("〔"): ord("["), ord("〕"): ord("]")})


def plain(text: str) -> str:
    """The text as facts are made from it: NFC, plain digits and brackets, no hidden marks, single spaces, tabs kept.

    The row keeps its own words; this is only what is read.
    """
    if text.isascii():
        return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip(" ")
    text = unicodedata.normalize("NFC", _CONTROL.sub(" ", _HIDDEN.sub("", text)).translate(_WIDE))
    return _SPACES.sub(" ", text).strip(" ")


def turns_text(text: str) -> bool:
    """True if the text holds marks that reorder it on a screen (bidi controls)."""
    return not text.isascii() and _BIDI.search(text) is not None


@cache
def word_list(kind: str) -> dict[str, str]:
    """The words of one kind of data/words.tsv, folded to small letters, with their value ("" if they have none)."""
    found: dict[str, str] = {}
    for line in (DATA / "words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, value, listed = line.split("\t")
            if key == kind:
                found.update(dict.fromkeys(listed.lower().split("|"), "" if value == "-" else value))
    return found


@cache
def either(kind: str) -> str:
    """A pattern for any word of a kind, longest first; Latin words only as whole words."""
    listed = sorted(word_list(kind), key=len, reverse=True)
    return "|".join(rf"(?<![\w]){re.escape(word)}(?![\w])" if word.isascii() and word[0].isalpha() else re.escape(word)
                    for word in listed)  # fmt: skip
