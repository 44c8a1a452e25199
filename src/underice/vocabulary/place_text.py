"""Text as the place finder sees it: folded letters, Hangul put together, and offsets back to the text as given."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from underice.vocabulary.place_grammar import HANGUL_UNIT, LATIN_UNIT, LATIN_UNIT_BEFORE

_APOSTROPHES = dict.fromkeys(map(ord, "’ʼ‘`´"), "'")


class _Letters(dict[int, str]):
    """Code point → folded letter of length one, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code < 0x2C00 or 0xA720 <= code < 0xAB70:
            char = {"Đ": "d", "đ": "d", "Ð": "d", "ð": "d", "ø": "o", "ł": "l"}.get(char, char)
            char = unicodedata.normalize("NFD", char)[0].lower()[:1] or char
        self[code] = char
        return char


_LETTERS = _Letters(_APOSTROPHES)


def fold(text: str) -> str:
    """Lower case without marks, of the same length: "P'yŏngsŏng" → "p'yongsong". Hangul and Han stay as they are."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text composed (`plain`, NFC) and folded (`folded`, as long); `starts` maps both to the text as given."""

    plain: str
    folded: str
    starts: list[int] | None

    def original(self, offset: int) -> int:
        """The offset in the text as given that belongs to an offset of `plain`."""
        return offset if self.starts is None else self.starts[offset]


def folded_text(text: str) -> FoldedText:
    """Compose and fold a text, keeping the way back when composition changes offsets (decomposed Hangul or marks)."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return FoldedText(text, fold(text), None)
    plain: list[str] = []
    starts: list[int] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (unicodedata.combining(text[end]) or 0x1160 <= ord(text[end]) <= 0x11FF):
            continue
        for char in unicodedata.normalize("NFC", text[begin:end]):
            plain.append(char)
            starts.append(begin)
        begin = end
    joined = "".join(plain)
    return FoldedText(joined, fold(joined), [*starts, len(text)])


def bare_name(name: str) -> str:
    """A name without its unit word: 무산군 → 무산, "Musan County" → "Musan", "city of Hyesan" → "Hyesan"."""
    latin = LATIN_UNIT_BEFORE.sub("", name[: name.rfind(" ") + 1]) + name[name.rfind(" ") + 1 :]
    cut = LATIN_UNIT.search(latin)
    if cut and cut.end() == len(latin):
        return latin[: cut.start()]
    for length in range(len(name) - 1, 1, -1):
        unit = HANGUL_UNIT.fullmatch(name.replace(" ", ""), length)
        if unit and "가" <= name[0] <= "힣":
            return name.replace(" ", "")[:length]
    return latin
