"""A check as the sentences and rows of its report, in one language; terminal, page and tests all show this.

Nothing here decides: the order, the numbers and who is exposed come from the check. The report never says "safe".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.exposure.assumptions import assumptions, describe, source
from underice.exposure.check import Check, Exposed, Group
from underice.exposure.report.beside import vault_fact
from underice.exposure.report.marked import Lines, Piece, marked
from underice.exposure.report.notices import sentence
from underice.exposure.report.rows import Row, group_row, person_row
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import day
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.softening.ways import Way


@dataclass(frozen=True, slots=True)
class Stated:
    """An assumption in words, and where its range comes from ("" if it is no number)."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of the draft, the words that could stand there instead ("" to leave them out), and where."""

    words: str
    softer: str
    where: str


@dataclass(frozen=True, slots=True)
class Instead:
    """The cheapest way to say it with less. promise: what it brings about, as a sentence."""

    promise: str
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole report in one language. pieces: the draft, marked. All strings are safe to print (see `visible`)."""

    lang: Language
    title: str
    name: str
    facts: tuple[str, ...]
    headline: str
    findings: bool
    rows: tuple[Row, ...]
    pieces: tuple[Piece, ...]
    draft_lang: Language
    notices: tuple[str, ...]
    assumptions: tuple[Stated, ...]
    limits: tuple[str, ...]
    instead: Instead | None = None


def view(
    check: Check,
    *,
    lang: Language,
    name: str = "",
    date_assumed: bool = False,
    softer: Way | None = None,
    commands: bool = True,
) -> View:
    """Put a check into words.

    lang: the language of the report, not of the draft. name: what the draft is called (a file's name).
    date_assumed: True if no publication date was given and today's was taken. softer: the cheapest way to say it with
    less (underice.exposure.softening), if it was looked for. commands: options of commands are named where they help.
    """
    _ = translation(lang).gettext
    told = in_order(check)
    numbers = numbered(check)
    lines = Lines(check.reading.text)
    rows = tuple(
        person_row(one, check, lang, numbers, lines, commands=commands)
        if isinstance(one, Exposed)
        else group_row(one, check, lang, numbers, lines)
        for one in told
    )
    return View(
        lang=lang,
        title=_("Whom does this draft expose?"),
        name=visible(name).replace("\n", " "),
        facts=_facts(check, lang, date_assumed),
        headline=_headline(check, lang),
        findings=check.findings,
        rows=rows,
        pieces=marked(check, numbers),
        draft_lang=check.reading.lang,
        notices=tuple(sentence(notice, check.reading, lang, lines) for notice in check.notices),
        assumptions=tuple(_stated(code, lang) for code in check.assumptions),
        limits=_limits(check, lang),
        instead=_instead(softer, lines, check, lang),
    )


def in_order(check: Check) -> list[Exposed | Group]:
    """Everybody told, in the order in which a report numbers them: [1] is the first wherever a text speaks of her."""
    return sorted([*check.persons, *check.groups], key=lambda one: _step(one, check.k))


def numbered(check: Check) -> dict[str, int]:
    """The number of each person and group in the report, by ref."""
    return {one.ref: number for number, one in enumerate(in_order(check), 1)}


def _step(one: Exposed | Group, k: int) -> tuple[bool, bool]:
    """Persons come in order of danger and groups in that of the text; the exposed of both go before, the dead last."""
    return isinstance(one, Exposed) and one.dead, not one.under(k)


def _facts(check: Check, lang: Language, date_assumed: bool) -> tuple[str, ...]:
    _ = translation(lang).gettext
    length = len(check.reading.text)
    language = _("Korean") if check.reading.lang == "ko" else _("English")
    on = check.reading.date
    if on is None:
        dated = _("no publication date")
    elif date_assumed:
        dated = _("publication date not given, today assumed: {day}").format(day=day(on, lang))
    else:
        dated = _("published {day}").format(day=day(on, lang))
    characters = translation(lang).ngettext("{length} character", "{length} characters", length)
    k = _("k = {k} households").format(k=check.k)
    return characters.format(length=f"{length:,}"), language, dated, k, vault_fact(check, lang)


def _headline(check: Check, lang: Language) -> str:
    _, ngettext = translation(lang).gettext, translation(lang).ngettext
    told, exposed = len(check.persons), len(check.exposed)
    if not told and not check.groups:
        return _("No person at risk was found in this draft. A person must still read it: the reader can miss people.")
    if exposed:
        return ngettext(
            "{exposed} of {told} person described could be recognised: identified, or among fewer than {k} households.",
            "{exposed} of {told} people described could be recognised: identified, or among fewer than {k} households.",
            told,
        ).format(exposed=exposed, told=told, k=check.k)
    if check.known_to_captors:
        return _("The draft tells of a group of fewer than {k} that those who arrested it will know.").format(k=check.k)
    return _(
        "Nobody described falls below {k} households by the facts that can be counted. "
        "This does not clear the draft: read what was not counted."
    ).format(k=check.k)


def _stated(code: str, lang: Language) -> Stated:
    known = assumptions().get(code)
    if known is None:
        return Stated(describe(code, lang), "")
    return Stated(describe(code, lang), source(code, lang)[0])


def _instead(softer: Way | None, lines: Lines, check: Check, lang: Language) -> Instead | None:
    """The first of the softer ways, as swaps of words in the order of the text."""
    if softer is None or not softer.changes:
        return None
    _ = translation(lang).gettext
    promise = (
        _("The least loss that brings everybody to {k} households:").format(k=check.k)
        if softer.reaches
        else _("No softer words bring everybody to {k} households; this is the best they can do:").format(k=check.k)
    )
    text = check.reading.text
    swaps = tuple(
        Swap(
            " ".join(visible(text[one.start : one.end]).split()),
            visible(one.new).strip(),
            _("line {n}").format(n=lines.of(one.start)),
        )
        for one in softer.changes
    )
    return Instead(promise, swaps)


def _limits(check: Check, lang: Language) -> tuple[str, ...]:
    _ = translation(lang).gettext
    told = (
        _(
            "“No fewer than about N” counts households that fit the counted facts under these assumptions; it is no promise."
        ),
        _("Not counted: occupation, workplace, events with date and place, marks. They make it fewer."),
        _("Not looked at: photographs, voices, file data, and who read the draft before."),
        _("The reader can miss people or mistake whose fact it is. A person must confirm every line."),
    )
    if check.known is None:
        return (*told, _("What was published earlier is not counted without a vault."))
    return (*told, _("Only what is in the ledger counts as public. What nobody recorded there makes it fewer still."))
