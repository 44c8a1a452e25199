"""A list in words for tired eyes: the counts first, then who it is, then what is open, at 80 columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from underice.cli.errors import Problem
from underice.exposure.report.visible import visible
from underice.intake.fault_words import fault_words
from underice.intake.list_words import agreement, counts_words, earlier_words, kin_words, people_words, what_words
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.intake.case_people import CasePeople
    from underice.intake.importing import Imported
    from underice.intake.model import Intake, Listed
    from underice.intake.preview import Maybe, Preview
    from underice.intake.reading import NotAList

WIDTH = 80
_SHOWN = 40
_FAULTS = 20
_REASONS = 3
_NAMES = 22
_SEX = 6
_AGE = 10
_HOME = 18
_ORDINAL = re.compile(r"\s*[(\[]?(\d{1,5})[.)\],\t번、．]")
_TRIED = ("cp949", "gb18030", "utf-8")
_ENCODINGS = {
    "utf-8": "UTF-8", "cp949": "CP949 (EUC-KR)", "gb18030": "GB 18030", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252", "big5": "Big5", "shift_jis": "Shift JIS",
}  # fmt: skip


# --- before -----------------------------------------------------------------------------------------------------------


def preview_lines(seen: Preview, lang: Language, *, full: bool = False) -> Iterator[str]:
    """The preview, line by line."""
    yield from summary_lines(seen, lang)
    if seen.people:
        yield ""
        yield from _table(seen, lang, full)
    yield from _section(translation(lang).gettext("To settle"), _faults(seen, lang, full))
    yield from _section(translation(lang).gettext("Perhaps one person twice in this list"), _alike(seen, lang))
    yield from _section(translation(lang).gettext("Perhaps in the vault already"), _known(seen, lang))
    yield from _earlier(seen, lang)


def summary_lines(seen: Preview, lang: Language) -> Iterator[str]:
    """The counts, and how the list was read."""
    yield from _counts(seen, lang)
    yield from _how_read(seen, lang)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield ""
        yield title
        yield from told


def _counts(seen: Preview, lang: Language) -> Iterator[str]:
    """How many rows, how many people, how many rows nobody understood."""
    what = visible(seen.intake.title or seen.intake.name or translation(lang).gettext("Pasted list"))
    yield _fitted(what.replace("\n", " "), WIDTH)
    told, rest = counts_words(seen, lang)
    yield " · ".join(told)
    if rest:
        yield " · ".join(rest)


def _how_read(seen: Preview, lang: Language) -> Iterator[str]:
    """The encoding, the day ages are counted from, what was left out, what is to be said of the whole list."""
    _ = translation(lang).gettext
    intake = seen.intake
    if intake.encoding is not None and (intake.encoding_guessed or intake.encoding != "utf-8"):
        name = _ENCODINGS.get(intake.encoding, intake.encoding)
        if intake.encoding_guessed:
            others = ", ".join(intake.encodings[:3] or [one for one in _TRIED if one != intake.encoding])
            yield from _wrapped(
                _("Encoding guessed: {name}. If the letters look wrong: --encoding {others}").format(
                    name=name, others=others
                )
            )
        else:
            yield _("Encoding: {name}").format(name=name)
    if seen.dated:
        yield _("Ages are counted from {date}. To change that: --date").format(date=seen.said)
    else:
        yield from _wrapped(
            _("The list does not say when it was written; ages are counted from today. Better: --date DATE")
        )
    if intake.dropped:
        shown = ", ".join(visible(one) for one in intake.dropped[:12])
        yield from _wrapped(_("Left out on purpose, not recorded as facts: {columns}").format(columns=shown))
    for fault in intake.faults:
        yield from _wrapped("! " + fault_words(fault, lang))


def _table(seen: Preview, lang: Language, full: bool) -> Iterator[str]:
    """The people, one a line, with whose relatives they are."""
    _ = translation(lang).gettext
    people = seen.intake.people
    shown = people if full else people[:_SHOWN]
    number = max(4, *(cell_len(one.ref) for one in shown))
    heads = (_("row"), _("name"), _("sex"), _("age, born"), _("home"), _("told besides"))
    kin = kin_words(seen.intake, lang)
    yield _line(heads, number).rstrip()
    for one in shown:
        yield _line(_cells(one, kin.get(one.ref, ()), lang), number).rstrip()
    if any(not one.in_list for one in shown):
        yield _("+: only mentioned, not counted")
    if _own_numbers(seen.intake, {one.row for one in shown}):
        yield from _wrapped(_("The rows are counted from the top; the list's own numbers are others."))
    if len(people) > len(shown):
        yield _("… and {n} more: --full").format(n=len(people) - len(shown))


def _own_numbers(intake: Intake, rows: set[int]) -> bool:
    """True if a row of these bears a number of the list's own that is not its place."""
    own = ((row.number, _ORDINAL.match(row.text)) for row in intake.rows if row.number in rows)
    return any(hit is not None and int(hit[1]) != number for number, hit in own)


def _line(cells: Sequence[str], number: int) -> str:
    widths = (number, _NAMES, _SEX, _AGE, _HOME)
    line = " ".join(_fitted(cell, width, pad=True) for cell, width in zip(cells, widths, strict=False))
    left = WIDTH - cell_len(line) - 1
    return f"{line} {_fitted(cells[-1], left)}"


def _cells(person: Listed, kin: Sequence[str], lang: Language) -> tuple[str, ...]:
    _ = translation(lang).gettext
    names = [*person.values("name"), *person.values("alias")]
    sex = property_of("person", "sex")
    told = [sex.options[one][lang] if sex and one in sex.options else one for one in person.values("sex")]
    ages = [*person.values("age"), *person.values("birth")]
    homes = [*person.values("origin"), *person.values("birthplace")]
    rest = [one.value for one in person.said if one.prop in ("occupation", "remark", "health", "description")]
    mark = "" if person.in_list else "+"
    return (
        f"{mark}{person.ref}",
        _flat(" / ".join(names)) or _("(no name)"),
        _flat("/".join(dict.fromkeys(told))),
        _flat(", ".join(ages)),
        _flat(", ".join(homes)),
        _flat("; ".join([*kin[:3], *rest])),
    )


def _faults(seen: Preview, lang: Language, full: bool) -> Iterator[str]:
    """What is to be said of rows, by row, the same sentence once for all its rows."""
    _ = translation(lang).gettext
    rows: dict[str, list[int]] = {}
    for number, fault in seen.faults:
        rows.setdefault(fault_words(fault, lang), []).append(number)
    for row in seen.intake.rows:
        if row.kind in ("not-understood", "too-long"):
            words = _("not understood, kept word for word: {text}").format(text=_fitted(_flat(row.text), 40))
            rows.setdefault(words, []).append(row.number)
    told = sorted(rows.items(), key=lambda one: one[1])
    for words, numbers in told if full else told[:_FAULTS]:
        yield from _wrapped(_("row {rows}: {words}").format(rows=_numbers(numbers), words=words), "  ")
    if len(told) > _FAULTS and not full:
        yield "  " + _("… and {n} more: --full").format(n=len(told) - _FAULTS)


def _alike(seen: Preview, lang: Language) -> Iterator[str]:
    _ = translation(lang).gettext
    for one, other, match in seen.alike[:_FAULTS]:
        words = _("rows {one} and {other}").format(one=one, other=other)
        yield from _wrapped(f"{words}: {agreement(match, lang)}", "  ")


def _known(seen: Preview, lang: Language) -> Iterator[str]:
    """For each row, the records she is, in one entry, and those she may be."""
    _ = translation(lang).gettext
    for ref, maybe in list(seen.known.items())[:_SHOWN]:
        sure = [one for one in maybe if one.sure]
        for sign, ones in (("=", sure), *(("?", [one]) for one in maybe if not one.sure)):
            if ones:
                records = ", ".join(_called(one, seen, lang) for one in ones)
                told = _("row {rows}: {words}").format(rows=ref, words=records)
                yield from _wrapped(f"{sign} {told} · {agreement(ones[0].match, lang)}", "  ", "      ")
    if seen.looked_up < seen.counts.named + seen.counts.unnamed:
        yield from _wrapped(
            _("Only the first {n} people were looked up. For all of them: underice people link").format(
                n=seen.looked_up
            ),
            "  ",
        )


def _called(one: Maybe, seen: Preview, lang: Language) -> str:
    """A record's first name and the beginning of its id."""
    record = seen.records.get(one.key)
    name = visible(record.names[0]) if record and record.names else translation(lang).gettext("(no name)")
    return f"{name} {one.key[:8]}"


def _earlier(seen: Preview, lang: Language) -> Iterator[str]:
    told = earlier_words(seen, lang)
    if told:
        yield ""
        yield from _wrapped(told)


# --- after ------------------------------------------------------------------------------------------------------------


def end_lines(done: Imported, people: CasePeople | None, lang: Language) -> Iterator[str]:
    """What an import has added, and how many people the case now has."""
    _ = translation(lang)
    if not done.statements:
        yield from _wrapped(_.gettext("Nothing was added: every row is in the vault already.") if done.again
                            else _.gettext("Nothing was added: there is nothing in this list."))  # fmt: skip
        return
    number = len(done.people)
    told = _.ngettext(
        "Recorded and signed, action {action}: {people} person, {rows} rows, {statements} statements.",
        "Recorded and signed, action {action}: {people} people, {rows} rows, {statements} statements.",
        number,
    )
    yield from _wrapped(told.format(action=done.bundle, people=number, rows=done.rows, statements=done.statements))
    if done.again:
        yield _.gettext("Rows found again and not recorded twice: {n}").format(n=done.again)
    if people is not None:
        yield people_words(people, lang)
    elif done.case is not None:
        yield from _wrapped(_.gettext("Too many records to group at once; link them with: underice people link"))


def why_not(refused: NotAList, file: str, lang: Language) -> Problem:
    """What a file is that no reader reads, and what to do with it."""
    if refused.why == "too-large":
        return Problem("list_too_large", path=file, limit=refused.limit // (1024 * 1024))
    return Problem("not_a_list", path=file, what=what_words(refused, lang))


# --- form -------------------------------------------------------------------------------------------------------------


def _flat(text: str) -> str:
    return " ".join(visible(text).split())


def _fitted(text: str, width: int, *, pad: bool = False) -> str:
    """The text in so many columns, cut off with "…"; pad: filled up with blanks."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(width - 1, 0)).rstrip() + "…"
    return text + " " * (width - cell_len(text)) if pad else text


def _wrapped(text: str, indent: str = "", further: str | None = None) -> Iterator[str]:
    """The text in lines of at most 80 columns, broken at blanks."""
    line = indent
    hanging = indent + "  " if further is None else further
    for word in text.split(" "):
        if line.strip() and cell_len(line) + 1 + cell_len(word) > WIDTH:
            yield line.rstrip()
            line = hanging
        line += word if not line.strip() else f" {word}"
    yield line.rstrip()


def _numbers(rows: Sequence[int]) -> str:
    """Rows as "3, 5–7, 9"; the first dozen of many."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in parts[:12]]
    return ", ".join([*told, *(["…"] if len(parts) > len(told) else [])])
