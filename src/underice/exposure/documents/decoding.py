"""Bytes of plain text → text, with a guess at the encoding that is always told."""

from __future__ import annotations

import codecs
import unicodedata

_COMMON = {"cp949": "이다는의에을를가고은한하지도로사서기", "gb18030": "的一是在人有了不这中大国我他和们为上"}
"""Very frequent characters of Korean and Chinese prose; the encoding that yields more of them is the likelier one."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SHOWN = {
    "cp949": "CP949 (EUC-KR)",
    "gb18030": "GB 18030",
    "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_BINARY = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")
"""How files begin that are no plain text: packages, PDF, pictures, older documents, RTF, packed files."""
_PRINTABLE = 0.95
_FEW_CONTROLS = 0.01


def decode(raw: bytes) -> tuple[str | None, str | None]:
    """Bytes → (text, name of the encoding that had to be guessed, None for UTF-8 or a byte order mark).

    The text is None if the bytes are none in any encoding tried: UTF-8, UTF-16 and UTF-32 with their marks, UTF-16
    without, CP949, GB 18030, Windows-1252.
    """
    for mark, codec, _shown in _BOMS:
        if raw.startswith(mark):
            return _sound(_strict(raw, codec)), None
    if raw.startswith(_BINARY):
        return None, None
    if b"\0" in raw:
        wide = _wide(raw)
        return (_sound(_strict(raw, wide)), _SHOWN[wide]) if wide else (None, None)
    text = _strict(raw, "utf-8")
    if text is not None:
        return _sound(text), None
    guess = _likeliest(raw)
    return (_sound(_strict(raw, guess)), _SHOWN[guess]) if guess else (None, None)


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeError:
        return None


def _sound(text: str | None) -> str | None:
    """The text, unless it holds NULs or more control characters than a stray one: then it is no text."""
    if text is None or "\0" in text:
        return None
    # Marks of writing direction and the like are no printable signs, but no sign of a wrong file either.
    odd_ones = [char for char in text if not (char.isprintable() or char.isspace())]
    if sum(unicodedata.category(char) != "Cf" for char in odd_ones) > len(text) * (1 - _PRINTABLE):
        return None
    odd = sum(1 for char in text if char < " " and char not in "\t\n\r\f\x1b")
    return None if odd > max(3, len(text) * _FEW_CONTROLS) else text


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: spaces and line ends have their NUL on one side only."""
    if len(raw) % 2:
        return None
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if max(even, odd) < len(raw) // 100:
        return None
    return "utf-16-le" if odd > even * 4 else "utf-16-be" if even > odd * 4 else None


def _likeliest(raw: bytes) -> str | None:
    """Which of the older encodings fits: the one with more of the commonest characters of its language."""
    high = sum(1 for byte in raw if byte >= 0x80)
    best: tuple[float, str] | None = None
    for codec, common in _COMMON.items():
        text = _strict(raw, codec)
        if text is None:
            continue
        wide = [char for char in text if ord(char) > 0x7F]
        share = sum(char in common for char in wide) / max(len(wide), 1)
        if best is None or share > best[0]:
            best = (share, codec)
    if best is not None and best[0] >= 0.05:
        return best[1]
    # A few single bytes above ASCII: curly quotes and dashes of an English text from Windows.
    return "cp1252" if high < len(raw) * 0.05 and _strict(raw, "cp1252") is not None else None
