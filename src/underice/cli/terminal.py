"""The report in a terminal: one screen for a text of 900 characters, in colour or, without it, with brackets."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from underice.exposure.report.marked import Piece
from underice.exposure.report.rows import Cause, Row
from underice.exposure.report.view import View
from underice.vocabulary.language import translation

SCREEN = 40
"""Lines of a terminal that is not small; the compact report keeps within it for a text of about 900 characters."""
WIDTH = 100
PIPE = 80
"""Columns of a report that goes to a file or another program."""
_TEXT_LINES = 20
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
    if full:
        yield from _full_rows(view.rows, view, console, width)
    else:
        softer = len(list(_instead(view, console, width, full)))
        room = SCREEN - _FRAME_LINES - len(draft) - _height(view.notices, width) - softer
        yield from _rows(view.rows, view, width, max(room, 6), placed=not whole)
    yield from _instead(view, console, width, full)
    yield _legend(view, console)
    yield from draft
    for notice in view.notices if full else view.notices[:2]:
        yield Text(f"! {notice}", style="yellow")
    if not full and len(view.notices) > 2:
        yield Text(_("! {n} more to settle: see --full").format(n=len(view.notices) - 2), style="yellow")
    yield from _end(view, full)


def _instead(view: View, console: Console, width: int, full: bool) -> Iterator[Text]:
    """The cheapest softer words: two lines, or all of them."""
    if view.instead is None:
        return
    _ = translation(view.lang).gettext
    line = Text(_("Say instead:") + " ", style="bold")
    parts = [f"“{swap.words}” → “{swap.softer}”" if swap.softer else f"“{swap.words}” ✗" for swap in view.instead.swaps]
    line.append("  ".join(parts), style="green")
    if full:
        yield Text(view.instead.promise, style="bold")
        yield from line.wrap(console, width)
        return
    lines = line.wrap(console, width)
    yield from lines[:2]
    if len(lines) > 2:
        yield Text(_("… all of them: underice draft soften"), style="dim")


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


def _rows(rows: tuple[Row, ...], view: View, width: int, room: int, placed: bool) -> Iterator[Text]:
    """Two lines for each one exposed, one for the others; who no longer fits is summed up in one line.

    placed: True to say for each quote in which line it stands (where the whole draft is not below).
    """
    _ = translation(view.lang).gettext
    column = _few_column(rows)
    for index, row in enumerate(rows):
        need = 2 if row.level in _EXPOSED else 1
        if room < need + (index < len(rows) - 1):
            rest = rows[index:]
            numbers = f"[{rest[0].number}]–[{rest[-1].number}]" if len(rest) > 1 else f"[{rest[0].number}]"
            more = _("… and {n} more, less exposed ({numbers}): see --full").format(n=len(rest), numbers=numbers)
            yield Text(more, style="dim")
            return
        yield _first_line(row, view, width, column)
        if row.level in _EXPOSED:
            yield _fitted(Text(_INDENT) + _words(row, view, placed), width)
        room -= need


def _full_rows(rows: tuple[Row, ...], view: View, console: Console, width: int) -> Iterator[Text]:
    """Everything about everyone, nothing cut off."""
    column = _few_column(rows)
    for row in rows:
        yield _opening(row, column)
        details = [Text(" · ".join(_numbers(row, view)), style="dim"), _words(row, view, placed=True)]
        details += [Text(note, style="dim") for note in row.notes]
        for detail in details:
            if detail.plain:
                yield from (Text(_INDENT) + line for line in detail.wrap(console, width - len(_INDENT)))


def _few_column(rows: tuple[Row, ...]) -> int:
    return min(max((cell_len(row.few) for row in rows), default=0), _FEW_COLUMN)


def _opening(row: Row, column: int) -> Text:
    """The number of the row, how few, and who."""
    line = Text(f"{f'[{row.number}]':<{len(_INDENT)}}")
    line.append(row.few + " " * max(column - cell_len(row.few), 0), style=_LEVELS[row.level])
    line.append("  ")
    line.append(row.who, style="" if row.level in _EXPOSED else "dim")
    return line


def _numbers(row: Row, view: View) -> list[str]:
    _ = translation(view.lang).gettext
    named = ((_("absent"), row.absent), (_("all"), row.everyone), (_("group"), row.group))
    return [f"{name} {value}" for name, value in named if value != "–"]


def _first_line(row: Row, view: View, width: int, column: int) -> Text:
    """The opening and at the right end the numbers; none for those identified, whom no number describes."""
    line = _opening(row, column)
    numbers = _numbers(row, view) if row.level in ("few", "many", "group") else []
    if len(numbers) > 1 and row.absent != "–" and line.cell_len + cell_len(" · ".join(numbers)) + 2 > width:
        del numbers[1]  # of the two counts the one among everyone is always the larger
    right = " · ".join(numbers)
    if not right:
        return _fitted(line, width)
    if line.cell_len + cell_len(right) + 2 > width:  # the numbers are what the report is for: the rest gives way
        line = _fitted(line, width - cell_len(right) - 2)
    line.append(" " * (width - line.cell_len - cell_len(right)))
    line.append(right, style="dim")
    return line


def _words(row: Row, view: View, placed: bool) -> Text:
    """The words that do it, strongest first, then those that are not counted."""
    _ = translation(view.lang).gettext
    parts = [f"{_quoted(cause, placed) or cause.kind} {cause.factor}".rstrip() for cause in row.causes]
    line = Text(f"{row.before}  " if row.before else "", style="bold")
    line.append("  ".join(parts), style="not bold")
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
    heights = {number: -(-cell_len(part.plain) // width) for number, part in paragraphs}
    if full or sum(heights.values()) <= _TEXT_LINES:
        lines = [line for _, part in paragraphs for line in part.wrap(console, width, tab_size=4)]
        if full or len(lines) <= _TEXT_LINES:
            return lines, True
    told = {number: _weight(part) for number, part in paragraphs}
    wrapped: dict[int, list[Text]] = {}
    used = 0
    for number, part in sorted(paragraphs, key=lambda one: (-told[one[0]], one[0])):
        if told[number] and used + heights[number] + 1 <= _TEXT_LINES:
            lines = list(part.wrap(console, width, tab_size=4))
            if used + len(lines) + 1 <= _TEXT_LINES:
                wrapped[number] = lines
                used += len(lines) + 1
    _ = translation(view.lang).gettext
    out: list[Text] = []
    for number in sorted(wrapped):
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
    closing = _(
        "×N: without these words N times as many fit. Words not counted make it fewer still. "
        "{n} assumptions with sources, and limits: --full, --html."
    )
    yield Text(closing.format(n=len(view.assumptions)), style="dim")
