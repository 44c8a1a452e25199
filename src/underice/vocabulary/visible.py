"""Text from a draft made harmless for any screen."""

from __future__ import annotations

_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F]
_VISIBLE = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x7F: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *_BIDI, *range(0xD800, 0xE000)], 0xFFFD)
)


def visible(text: str) -> str:
    """The text with control characters and signs that turn the writing direction shown as signs of their own.

    One character for one, so offsets stay true; the carriage return of a Windows line end becomes a space. A draft can
    then neither move the cursor of a terminal nor hide words.
    """
    return text.replace("\r\n", " \n").translate(_VISIBLE)
