"""The few marks every chart is made of, as SVG text: no script, no style that a page would have to allow.

Everything is drawn in the colour of the surrounding text (`currentColor`), so a chart follows light, dark and print by
itself; classes beginning with "ch-" let a page's style sheet add colour. Never is colour the only sign of anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

SIZE, SMALL = 13, 11
"""Sizes of the letters, in units of the drawing (1 unit = 1 CSS pixel at full width)."""
_WIDE, _NARROW = 1.0, 0.56
"""Width of a Hangul syllable and of an average Latin letter, in parts of the size: enough to leave room."""
_TARGET_TICKS = 4


def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text will be drawn, in units."""
    return size * sum(_WIDE if east_asian_width(char) in "WF" else _NARROW for char in text)


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines of at most that width, broken at spaces; a single longer word stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def word(
    text: str, x: float, y: float, *, anchor: str = "start", size: int = SIZE, strong: bool = False, soft: bool = False
) -> str:
    """A line of text; y is its base line, anchor "start", "middle" or "end"."""
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += ' font-weight="700"' if strong else ""
    more += ' class="ch-soft"' if soft else ""
    return f'<text x="{number(x)}" y="{number(y)}" font-size="{size}"{more}>{escape(text)}</text>'


def words(lines: Sequence[str], x: float, middle: float, *, anchor: str = "start", strong: bool = False) -> str:
    """Lines of text around a middle height."""
    top = middle + SIZE * 0.36 - (len(lines) - 1) * SIZE * 0.6
    return "".join(
        word(line, x, top + place * SIZE * 1.2, anchor=anchor, strong=strong) for place, line in enumerate(lines)
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, width: float = 1, faint: bool = False, dashed: bool = False
) -> str:
    """A straight line; faint for grids."""
    more = ' stroke-opacity=".22"' if faint else ""
    more += ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        f' stroke="currentColor" stroke-width="{number(width)}"{more}/>'
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    shade: float = 1,
    fill: str = "",
    kind: str = "",
    title: str = "",
) -> str:
    """A rectangle. shade: how dense its ink, 0 to 1; fill: the id of a pattern instead; kind: a class for colour."""
    ink = f"url(#{fill})" if fill else "currentColor"
    density = f' fill-opacity="{shade:.2f}"' if shade < 1 else ""
    named = f" class={quoteattr(kind)}" if kind else ""
    where = f'x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
    inside = f"<title>{escape(title)}</title></rect>" if title else ""
    return f'<rect {where} fill="{ink}"{density}{named}{">" + inside if title else "/>"}'


def frame(x: float, y: float, width: float, height: float) -> str:
    """The thin border of a panel."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        ' fill="none" stroke="currentColor" stroke-opacity=".45"/>'
    )


def dot(x: float, y: float, radius: float, title: str = "") -> str:
    """A filled dot with a rim in the colour of the page, so that it stands out from a bar behind it."""
    inside = f"><title>{escape(title)}</title></circle>" if title else "/>"
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="currentColor"'
        f' stroke="Canvas" stroke-width="1.5" class="ch-dot"{inside}'
    )


def hatch(name: str, *, kind: str, slant: int = 45, gap: int = 6) -> str:
    """A pattern of slanted lines, to be used as a fill by its id `name`."""
    return (
        f'<pattern id="{name}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({slant})"><line x1="0" y1="0" x2="0" y2="{gap}" stroke="currentColor"'
        f' stroke-width="2.4" class="{kind}"/></pattern>'
    )


def dots(name: str, *, kind: str, gap: int = 7) -> str:
    """A pattern of dots, to be used as a fill by its id `name`."""
    return (
        f'<pattern id="{name}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse">'
        f'<circle cx="{gap / 2}" cy="{gap / 2}" r="1.5" fill="currentColor" class="{kind}"/></pattern>'
    )


def chart(width: float, height: float, parts: Iterable[str], *, name: str, title: str, desc: str) -> str:
    """The whole picture. name: an id that is unique on its page; title and desc are read aloud by a screen reader."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {number(width)} {number(height)}"'
        f' width="{number(width)}" height="{number(height)}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" fill="currentColor">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(desc)}</desc>'
    )
    return head + "".join(parts) + "</svg>"


def step(width: float) -> int:
    """A round whole step (1, 2 or 5 times a power of ten) that cuts `width` people or days into about four."""
    if not width > _TARGET_TICKS:
        return 1
    power = int(10 ** math.floor(math.log10(width / _TARGET_TICKS)))
    return next(times * power for times in (1, 2, 5, 10) if times * power * _TARGET_TICKS >= width - power / 1000)


def whole_ticks(whole: int) -> list[int]:
    """Marks from 0 to a number of people that is itself a mark, evenly spaced if it can be divided."""
    for gap in range(1, whole + 1):
        if whole % gap == 0 and whole // gap <= _TARGET_TICKS + 1 and whole // gap > 1:
            return list(range(0, whole + 1, gap))
    return sorted({0, whole // 2, max(whole, 1)})


def row_height(labels: Sequence[Sequence[str]]) -> int:
    """How high the rows must be for labels of so many lines."""
    return 12 + 14 * max((len(label) for label in labels), default=1)


def ticks(low: float, high: float) -> list[int]:
    """Whole round numbers from low to high, both ends inside them; 0 is among them if it lies between."""
    gap = step(high - low)
    return [gap * one for one in range(math.floor(low / gap), math.ceil(high / gap) + 1)]
