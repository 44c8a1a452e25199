"""The ways to say a draft with less, on the screen: side by side, in numbers, and the softer text with its changes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from underice.cli.terminal import WIDTH
from underice.exposure.check import Exposed
from underice.exposure.report.softer_words import (
    advice_lines,
    closing,
    fact_words,
    headline,
    known_group,
    number_said,
    remaining_line,
    who_words,
)
from underice.exposure.report.visible import visible
from underice.exposure.softening.changes import parts
from underice.exposure.softening.ladders import Ladder
from underice.exposure.softening.ways import Softening, Way
from underice.vocabulary.language import Language, translation

_STYLES = {"kept": "", "deleted": "red strike", "inserted": "bold green"}
_FIRST = 30


def show(console: Console, softening: Softening, chosen: Way | None, number: int, lang: Language) -> None:
    """Print the ways, what none of them can do, the chosen text and the advice."""
    width = min(console.width, WIDTH)
    for part in _parts(softening, chosen, number, lang, console.color_system is None):
        console.print(part, width=width, soft_wrap=False, highlight=False)


def _parts(
    softening: Softening, chosen: Way | None, number: int, lang: Language, plain: bool
) -> Iterator[Text | Table]:
    _ = translation(lang).gettext
    yield Text(headline(softening, lang), style="bold" if softening.reaches else "bold red")
    for one in softening.remaining:
        yield Text(f"- {remaining_line(one, softening, lang)}")
    changing = [way for way in softening.ways if way.taken]
    if changing:
        yield Text()
        yield _side_by_side(softening, lang)
        yield Text()
        yield _numbers(softening, lang)
    if chosen is not None and chosen.taken:
        yield Text()
        yield Text(_("The text said way {n}, changes marked").format(n=number), style="bold")
        yield _marked(softening.check.reading.text, chosen, plain)
        if chosen.left:
            words = ", ".join(f"“{visible(word)}”" for word in chosen.left)
            yield Text(_("Still in the text, and to be looked at: {words}").format(words=words), style="yellow")
    group = known_group(softening, lang)
    if group:
        yield Text()
        yield Text(group, style="yellow")
    hints = advice_lines(softening, lang)
    if hints:
        yield Text()
        yield Text(_("Not counted by any table; softer words if you can spare them"), style="bold")
        yield from (Text(f"- {line}") for line in hints)
    yield Text()
    yield Text(closing(softening, lang), style="dim")


def _side_by_side(softening: Softening, lang: Language) -> Table:
    _ = translation(lang).gettext
    table = _table(_("As written"), softening, lang)
    for ladder in _touched(softening):
        cells = [_cell(way, ladder, lang) for way in softening.ways]
        table.add_row(Text(_quoted(ladder, softening)), *cells)
    table.add_row(Text(_("loss"), style="dim"), *(Text(f"{way.loss:g}", style="dim") for way in softening.ways))
    return table


def _table(first: str, softening: Softening, lang: Language) -> Table:
    _ = translation(lang).gettext
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=True)
    table.add_column(first, max_width=_FIRST, overflow="fold")
    for number in range(1, len(softening.ways) + 1):
        table.add_column(_("Way {n}").format(n=number), overflow="fold")
    return table


def _touched(softening: Softening) -> list[Ladder]:
    found: dict[tuple[str, tuple[str, ...]], Ladder] = {}
    for way in softening.ways:
        for one in way.taken:
            found.setdefault((one.ladder.fact, one.ladder.refs), one.ladder)
    return sorted(found.values(), key=lambda ladder: ladder.spans[0].start)


def _quoted(ladder: Ladder, softening: Softening) -> str:
    text = softening.check.reading.text
    words = dict.fromkeys(" ".join(visible(text[span.start : span.end]).split()) for span in ladder.spans)
    return ", ".join(f"“{word}”" for word in list(words)[:3])


def _cell(way: Way, ladder: Ladder, lang: Language) -> Text:
    for one in way.taken:
        if one.ladder.fact == ladder.fact and one.ladder.refs == ladder.refs:
            return Text(fact_words(ladder, one.step, lang))
    return Text("–", style="dim")


def _numbers(softening: Softening, lang: Language) -> Table:
    """Households before and after, for everybody alive whom the draft or a way brings near k."""
    _ = translation(lang).gettext
    table = _table(_("Households, before → after"), softening, lang)
    for one in softening.check.persons:
        afters = [way.after.get(one.ref) for way in softening.ways]
        if one.dead or one.low_households is None and one.identified is None:
            continue
        cells = [_change(one, after, softening.k, lang) for after in afters]
        table.add_row(Text(who_words(one, softening, lang)), *cells)
    return table


def _change(before: Exposed, after: Exposed | None, k: int, lang: Language) -> Text:
    few = after is not None and after.low_households is not None and after.low_households < k
    old, new = number_said(before, lang), number_said(after, lang)
    return Text(new if old == new else f"{old} → {new}", style="bold red" if few else "")


def _marked(text: str, chosen: Way, plain: bool) -> Text:
    """The text with its changes: struck and inserted in colour, with signs where there is none."""
    out = Text()
    cut = [*parts(text, chosen.changes)]
    if not plain:
        for part in cut:
            out.append(visible(part.text), style=_STYLES[part.change])
        return out
    following = [*cut[1:], None]
    before = "kept"
    for part, after in zip(cut, following, strict=True):
        replaced = part.change == "deleted" and after is not None and after.change == "inserted"
        opening, ending = _signs(part.change, replaced, before == "deleted")
        out.append(f"{opening}{visible(part.text)}{ending}")
        before = part.change
    return out


def _signs(change: str, replaced: bool, replacing: bool) -> tuple[str, str]:
    """The signs of CriticMarkup around a part. replaced: by the next part; replacing: the part before."""
    if change == "deleted":
        return ("{~~", "~>") if replaced else ("{--", "--}")
    if change == "inserted":
        return ("", "~~}") if replacing else ("{++", "++}")
    return "", ""
