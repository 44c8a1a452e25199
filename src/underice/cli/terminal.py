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
_FEW_COLUMN = 34
_INDENT = "     "
_EXPOSED = ("identified", "few", "group")

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
    draft, whole = _draft(view, console, width, full)
    room = SCREEN - _FRAME_LINES - len(draft) - _height(view.notices, width)
    yield from _rows(view.rows, view, width, None if full else max(room, 6), full or not whole)
    yield _legend(view, console)
    yield from draft
    for notice in view.notices if full else view.notices[:2]:
        yield Text(f"! {notice}", style="yellow")
    if not full and len(view.notices) > 2:
        yield Text(_("! {n} more to settle: see --full").format(n=len(view.notices) - 2), style="yellow")
    yield from _end(view, full)


def _legend(view: View, console: Console) -> Text:
    """What the marks in the draft mean, shown as they are."""
    _ = translation(view.lang).gettext
    legend = Text(_("The draft:") + " ", style="bold")
    for weight, meaning in (("strong", _("gives away most")), ("counted", _("counted"))):
        opening, closing = _BRACKETS[weight] if console.color_system is None else ("", "")
        legend.append(f"{opening}{meaning}{closing}", style=_STYLES[weight])
        legend.append(" ")
    if console.color_system is not None:
        legend.append(_("told, but not counted"), style=_STYLES["uncounted"])
    return legend


def _height(sentences: tuple[str, ...], width: int) -> int:
    return sum(-(-(cell_len(sentence) + 2) // width) for sentence in sentences[:2]) + (len(sentences) > 2)


def _rows(rows: tuple[Row, ...], view: View, width: int, room: int | None, placed: bool) -> Iterator[Text]:
    """Two lines for each one exposed, one for the others; who no longer fits is summed up in one line.

    placed: True to say for each quote in which line it stands (where the whole draft is not below).
    """
    _ = translation(view.lang).gettext
    column = min(max((cell_len(row.few) for row in rows), default=0), _FEW_COLUMN)
    for index, row in enumerate(rows):
        detail = row.level in _EXPOSED or room is None
        need = 2 if detail else 1
        if room is not None and room < need + (index < len(rows) - 1):
            rest = rows[index:]
            numbers = f"[{rest[0].number}]–[{rest[-1].number}]" if len(rest) > 1 else f"[{rest[0].number}]"
            more = _("… and {n} more, less exposed ({numbers}): see --full").format(n=len(rest), numbers=numbers)
            yield Text(more, style="dim")
            return
        yield _first_line(row, view, width, column, always=room is None)
        if detail:
            second = _second_line(row, view, placed)
            yield second if room is None else _fitted(second, width)
        if room is None:
            for note in row.notes:
                yield Text(f"{_INDENT}{note}", style="dim")
        else:
            room -= need


def _first_line(row: Row, view: View, width: int, column: int, *, always: bool) -> Text:
    """How few, who, and at the right end the numbers; of those identified the numbers only if `always`."""
    _ = translation(view.lang).gettext
    line = Text(f"{f'[{row.number}]':<{len(_INDENT)}}")
    line.append(row.few + " " * max(column - cell_len(row.few), 0), style=_LEVELS[row.level])
    line.append("  ")
    line.append(row.who, style="" if row.level in _EXPOSED else "dim")
    named = ((_("absent"), row.absent), (_("all"), row.everyone), (_("group"), row.group))
    numbers = [f"{name} {value}" for name, value in named if value != "–"]
    right = " · ".join(numbers) if always or row.level in ("few", "many", "group") else ""
    if not right:
        return _fitted(line, width)
    if line.cell_len + cell_len(right) + 2 > width:  # the numbers are what the report is for: the rest gives way
        line = _fitted(line, width - cell_len(right) - 2)
    line.append(" " * (width - line.cell_len - cell_len(right)))
    line.append(right, style="dim")
    return line


def _second_line(row: Row, view: View, placed: bool) -> Text:
    """The words that do it, strongest first, then those that are not counted."""
    _ = translation(view.lang).gettext
    parts = [f"{_quoted(cause, placed) or cause.kind} {cause.factor}".rstrip() for cause in row.causes]
    line = Text(_INDENT + "  ".join(parts))
    rest = [quoted for cause in row.uncounted if (quoted := _quoted(cause, placed))]
    if rest:
        line.append(("  " if parts else "") + _("not counted:") + " ", style="dim")
        line.append(" ".join(dict.fromkeys(rest)), style="dim")
    return line


def _quoted(cause: Cause, placed: bool) -> str:
    return " ".join(f"“{quote.words}”" + (f" ({quote.where})" if placed else "") for quote in cause.quotes)


def _fitted(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line


def _draft(view: View, console: Console, width: int, full: bool) -> tuple[list[Text], bool]:
    """The marked draft, wrapped, and True if that is all of it; of a long one the paragraphs that expose somebody."""
    exposed = {row.number for row in view.rows if row.level in _EXPOSED}
    whole = Text()
    for piece in view.pieces:
        _append(whole, piece, console.color_system is None, exposed)
    paragraphs = [(number, part) for number, part in enumerate(whole.split("\n"), 1) if part.plain.strip()]
    wrapped = {number: list(part.wrap(console, width, tab_size=4)) for number, part in paragraphs}
    if full or sum(map(len, wrapped.values())) <= _TEXT_LINES:
        return [line for part in wrapped.values() for line in part], True
    told = {number: _weight(part) for number, part in paragraphs}
    kept: list[int] = []
    used = 0
    for number in sorted(told, key=lambda number: (-told[number], number)):
        if told[number] and used + len(wrapped[number]) + 1 <= _TEXT_LINES:
            kept.append(number)
            used += len(wrapped[number]) + 1
    _ = translation(view.lang).gettext
    out: list[Text] = []
    for number in sorted(kept):
        out.append(Text(f"… {_('line {n}').format(n=number)}", style="dim"))
        out += wrapped[number]
    return out, False


def _weight(paragraph: Text) -> int:
    """How much a paragraph gives away: strong marks count most, then counted words, then the others."""
    worth = {_STYLES["strong"]: 9, _STYLES["counted"]: 3, _STYLES["uncounted"]: 1}
    return sum(worth.get(str(span.style), 0) for span in paragraph.spans)


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
