"""Signs in a text that nobody sees: taken out before it is read, and said.

A mark between two syllables hides a name from any search, so the reader gets the text without them. What is taken out
stays in the file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from underice.exposure.documents.model import FileNote, Source

# Marks of writing direction (Unicode Annex 9), zero-width signs, soft hyphens, tags and variation selectors.
_MARKS = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_NULS = re.compile("\0+")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+")
_LATIN = "A-Za-z\u00c0-\u024f"
_ALIKE = "\u0370-\u03ff\u0400-\u04ff"
_MIXED = re.compile(rf"[{_LATIN}]+[{_ALIKE}][{_LATIN}{_ALIKE}]*|[{_ALIKE}]+[{_LATIN}][{_LATIN}{_ALIKE}]*")
_SHOWN = 3


def cleaned(source: Source) -> Source:
    """The text without signs that cannot be seen, Hangul put together, and notes on both.

    Spaces, line ends and every sign that can be seen stay as they are.
    """
    notes: list[FileNote] = []
    text = source.text
    if nuls := text.count("\0"):
        text = _NULS.sub("", text)
        notes.append(FileNote("nul_removed", nuls))
    if first := _MARKS.search(text):
        line = text.count("\n", 0, first.start()) + 1
        text, n = _MARKS.subn("", text)
        notes.append(FileNote("marks_removed", n, other=line))
    if _JAMO.search(text):
        text, n = _JAMO.subn(lambda hit: unicodedata.normalize("NFC", hit[0]), text)
        notes.append(FileNote("composed", n))
    if mixed := list(dict.fromkeys(hit[0] for hit in _MIXED.finditer(text))):
        notes.append(FileNote("mixed_letters", len(mixed), words=tuple(word[:40] for word in mixed[:_SHOWN])))
    return replace(source, text=text, notes=(*source.notes, *notes)) if notes else source
