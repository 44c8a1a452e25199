"""The report in a terminal: one screen for a text of 900 characters, in colour or, without it, with brackets."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from underice.exposure.report.marked import Piece
from underice.exposure.report.view import Cause, Row, View
from underice.vocabulary.language import translation

SCREEN = 40
"""Lines of a terminal that is not small; the compact report keeps within it for a text of about 900 characters."""
WIDTH = 100
_TEXT_LINES = 18
_FRAME_LINES = 8
_QUOTES = 6

_STYLES = {"strong": "bold red underline", "counted": "yellow underline", "uncounted": "dim underline", "plain": ""}
_BRACKETS = {"strong": "【】", "counted": "[]", "uncounted": ("", ""), "plain": ("", "")}
_LEVELS = {"identified": "bold red", "few": "bold red", "group": "yellow", "many": "", "none": "dim", "dead": "dim"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def show(console: Console, view: View, *, full: bool = False) -> None:
    """Print the report. full: every person, all words, all assumptions with their sources, whatever the length."""
    width = min(console.width, WIDTH)
    for line in _lines(view, console, width, full):
        console.print(line, width=width, soft_wrap=False, highlight=False)


def _lines(view: View, console: Console, width: int, full: bool) -> Iterator[Text]:
    _ = translation(view.lang).gettext
    head = Text(" · ".join((view.name, *view.facts) if view.name else view.facts), style="dim")
    yield head
    yield Text(view.headline, style="bold red" if view.findings else "bold")
    draft = _draft(view, console, width, full)
    room = SCREEN - _FRAME_LINES - len(draft) - _height(view.notices, width)
    yield from _rows(view.rows, view, width, None if full else max(room, 6))
    yield Text(_("The draft:"), style="bold")
    yield from draft
    for notice in view.notices if full else view.notices[:2]:
        yield Text(f"! {notice}", style="yellow")
    if not full and len(view.notices) > 2:
        yield Text(_("! {n} more to settle: see --full").format(n=len(view.notices) - 2), style="yellow")
    yield from _end(view, full)


def _height(sentences: tuple[str, ...], width: int) -> int:
    return sum(-(-(cell_len(sentence) + 2) // width) for sentence in sentences[:2]) + (len(sentences) > 2)


def _rows(rows: tuple[Row, ...], view: View, width: int, room: int | None) -> Iterator[Text]:
    """Two lines for each one exposed, one for the others; who no longer fits is summed up in one line."""
    _ = translation(view.lang).gettext
    for index, row in enumerate(rows):
        detail = row.level in ("identified", "few", "group") or room is None
        need = 2 if detail else 1
        if room is not None and room < need + (index < len(rows) - 1):
            rest = rows[index:]
            yield Text(
                _("… and {n} more, less exposed ({numbers}): see --full").format(
                    n=len(rest), numbers=f"[{rest[0].number}]–[{rest[-1].number}]"
                ),
                style="dim",
            )
            return
        yield _first_line(row, view, width)
        if detail:
            second = _second_line(row, view)
            yield second if room is None else _fitted(second, width)
        if room is None:
            for note in row.notes:
                yield Text(f"     {note}", style="dim")
        else:
            room -= need


def _first_line(row: Row, view: View, width: int) -> Text:
    """Who, and at the right end the three numbers."""
    _ = translation(view.lang).gettext
    line = Text(f"[{row.number}] ", style=_LEVELS[row.level])
    line.append(row.who, style=_LEVELS[row.level])
    line.append(" — ")
    line.append(row.few, style=_LEVELS[row.level])
    numbers = [
        f"{name} {value}"
        for name, value in ((_("absent"), row.absent), (_("all"), row.everyone), (_("group"), row.group))
        if value != "–"
    ]
    right = " · ".join(numbers)
    gap = width - line.cell_len - cell_len(right)
    if right:
        if gap < 2:  # the numbers are what the report is for: the description gives way
            line = _fitted(line, width - cell_len(right) - 2)
            gap = width - line.cell_len - cell_len(right)
        line.append(" " * gap)
        line.append(right, style="dim")
    return line if right else _fitted(line, width)


def _second_line(row: Row, view: View) -> Text:
    """The words that do it, strongest first, then those that are not counted."""
    _ = translation(view.lang).gettext
    line = Text("     ")
    parts = [part for cause in row.causes for part in _words(cause)]
    line.append(" ".join(parts) if parts else "", style="")
    rest = [f"{quote.line}:“{quote.words}”" for cause in row.uncounted for quote in cause.quotes]
    if rest:
        line.append((" · " if parts else "") + _("not counted:") + " ", style="dim")
        line.append(" ".join(dict.fromkeys(rest)), style="dim")
    return line


def _words(cause: Cause) -> list[str]:
    quotes = " ".join(f"{quote.line}:“{quote.words}”" for quote in cause.quotes[:_QUOTES])
    return [f"{quotes or cause.kind} {cause.factor}".rstrip()]


def _fitted(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line


def _draft(view: View, console: Console, width: int, full: bool) -> list[Text]:
    """The marked draft, wrapped; of a long one only the paragraphs in which words expose somebody."""
    exposed = {row.number for row in view.rows if row.level in ("identified", "few", "group")}
    whole = Text()
    for piece in view.pieces:
        _append(whole, piece, console.color_system is None, exposed)
    paragraphs = [part for part in whole.split("\n") if part.plain.strip()]
    wrapped = [part.wrap(console, width, tab_size=4) for part in paragraphs]
    lines = [line for part in wrapped for line in part]
    if full or len(lines) <= _TEXT_LINES:
        return lines
    told = {index: _weight(part) for index, part in enumerate(paragraphs)}
    kept: list[int] = []
    used = 0
    for index in sorted(told, key=lambda place: (-told[place], place)):
        if not told[index] or used + len(wrapped[index]) + 1 > _TEXT_LINES:
            continue
        kept.append(index)
        used += len(wrapped[index])
    out: list[Text] = []
    last = -1
    for index in sorted(kept):
        if index > last + 1:
            out.append(Text("…", style="dim"))
        out += list(wrapped[index])
        last = index
    if last < len(paragraphs) - 1:
        out.append(Text("…", style="dim"))
    return out


def _weight(paragraph: Text) -> int:
    """How many strong marks a paragraph holds, each worth several weak ones."""
    worth = {"strong": 9, "counted": 1}
    return sum(worth.get(kind, 0) for span in paragraph.spans for kind, style in _STYLES.items() if span.style == style)


def _append(text: Text, piece: Piece, plain: bool, exposed: set[int]) -> None:
    opening, closing = _BRACKETS[piece.weight] if plain else ("", "")
    text.append(f"{opening}{piece.text}{closing}", style=_STYLES[piece.weight])
    shown = [str(number) for number in piece.numbers if number in exposed]
    if piece.weight in ("strong", "counted") and 0 < len(shown) <= 3:
        text.append("·".join(shown).translate(_RAISED), style="dim")


def _end(view: View, full: bool) -> Iterator[Text]:
    _ = translation(view.lang).gettext
    if full:
        yield Text(_("Assumptions behind the numbers"), style="bold")
        for stated in view.assumptions:
            yield Text(f"- {stated.words}" + (f" ({stated.source})" if stated.source else ""), style="dim")
        yield Text(_("What this does not protect against"), style="bold")
        for limit in view.limits:
            yield Text(f"- {limit}", style="dim")
        return
    yield Text(
        _("Words not counted only make it fewer. {n} assumptions with sources, and limits: --full, --html.").format(
            n=len(view.assumptions)
        ),
        style="dim",
    )
