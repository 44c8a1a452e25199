"""A list as its pages show it before it is recorded: every row as it stands, its people, and who each may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from underice.intake.fault_words import fault_words
from underice.intake.list_words import agreement, counts_words, earlier_words, kin_words
from underice.people.person_words import described, reasons
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from underice.intake.model import Listed
    from underice.intake.preview import Maybe, Preview
    from underice.people.match import Match

_ROWS = 400
_PEOPLE = 400
_LONG = 2000


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row word for word: where it stands, what became of it, what is to be said of it."""

    number: int
    at: str
    text: str
    became: str
    people: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A record of the vault, or another row, who may be a person of the list. name: of the field that decides it."""

    name: str
    key: str
    who: str
    told: tuple[str, ...]
    pro: tuple[str, ...]
    con: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the list: her names and facts as written, and who she may be."""

    ref: str
    row: int
    names: str
    told: tuple[str, ...]
    kin: tuple[str, ...]
    counted: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list before it is recorded. ready: it can be recorded, because there is something new in it."""

    title: str
    counts: tuple[str, ...]
    besides: tuple[str, ...]
    warnings: tuple[str, ...]
    earlier: str
    rows: tuple[RowShown, ...]
    more_rows: int
    people: tuple[PersonRow, ...]
    more_people: int
    alike: tuple[Choice, ...]
    looked_up: int
    ready: bool


def list_shown(seen: Preview, lang: Language) -> ListShown:
    """The preview, for its page."""
    _ = translation(lang).gettext
    intake = seen.intake
    counts, besides = counts_words(seen, lang)
    kin = kin_words(intake, lang)
    ordered = sorted(intake.people, key=lambda one: (one.ref not in seen.known, one.row))[:_PEOPLE]
    people = sorted(ordered, key=lambda one: one.row)
    listed = seen.counts.named + seen.counts.unnamed
    return ListShown(
        visible(intake.title or intake.name or _("Pasted list")),
        tuple(counts),
        tuple(besides),
        (*_read(seen, lang), *(fault_words(one, lang) for one in intake.faults)),
        earlier_words(seen, lang),
        tuple(_rows(seen, lang)),
        max(0, len(intake.rows) - _ROWS),
        tuple(_person(one, seen, tuple(kin.get(one.ref, ())), lang) for one in people),
        max(0, len(intake.people) - _PEOPLE),
        tuple(_alike(one, other, match, lang) for one, other, match in seen.alike[:_ROWS]),
        seen.looked_up if seen.looked_up < listed else 0,
        bool(intake.people) and not (seen.earlier is not None and seen.earlier.whole),
    )


def _read(seen: Preview, lang: Language) -> list[str]:
    """How the list was read: what had to be guessed, and what was left out."""
    _ = translation(lang).gettext
    intake = seen.intake
    told = []
    if intake.encoding_guessed and intake.encoding is not None:
        told.append(
            _("The encoding was guessed: {name}. If the letters look wrong, choose another below.").format(
                name=intake.encoding
            )
        )
    if not seen.dated:
        told.append(
            _(
                "The list does not say when it was written; ages are counted from {day}. If you know the day, give it."
            ).format(day=seen.said)
        )
    if intake.dropped:
        columns = ", ".join(visible(one) for one in intake.dropped[:12])
        told.append(_("Left out on purpose, not recorded as facts: {columns}").format(columns=columns))
    return told


def _rows(seen: Preview, lang: Language) -> list[RowShown]:
    _ = translation(lang).gettext
    became = {
        "people": "",
        "heading": _("heading"),
        "title": _("title"),
        "blank": _("blank"),
        "remark": _("remark"),
        "repeated": _("repeated"),
        "not-understood": _("not understood; kept word for word"),
        "too-long": _("too long; kept in the original"),
    }
    faults: dict[int, list[str]] = {}
    for number, fault in seen.faults:
        faults.setdefault(number, []).append(fault_words(fault, lang))
    return [
        RowShown(
            row.number,
            row.locator,
            visible(row.text if len(row.text) <= _LONG else f"{row.text[:_LONG]}…"),
            became[row.kind],
            len(row.people),
            tuple(dict.fromkeys(faults.get(row.number, ()))),
        )
        for row in seen.intake.rows[:_ROWS]
    ]


def _person(one: Listed, seen: Preview, kin: tuple[str, ...], lang: Language) -> PersonRow:
    _ = translation(lang).gettext
    sex = property_of("person", "sex")
    sexes = [sex.options[word][lang] if sex and word in sex.options else word for word in one.values("sex")]
    told = [*sexes, *(value for prop in ("age", "birth", "origin", "birthplace") for value in one.values(prop))]
    told += [said.value for said in one.said if said.prop in ("occupation", "remark", "health", "description")]
    names = [*one.values("name"), *one.values("alias")]
    return PersonRow(
        one.ref,
        one.row,
        visible(" / ".join(names)) or _("(no name)"),
        tuple(visible(value) for value in dict.fromkeys(told)),
        kin,
        one.in_list,
        tuple(_choice(one.ref, maybe, seen, lang) for maybe in seen.known.get(one.ref, ())),
    )


def _choice(ref: str, maybe: Maybe, seen: Preview, lang: Language) -> Choice:
    _ = translation(lang).gettext
    record = seen.records.get(maybe.key)
    pro, con = reasons([maybe.match], lang)
    return Choice(
        field_name(ref, maybe.key),
        maybe.key,
        visible(record.names[0]) if record is not None and record.names else _("(no name)"),
        tuple(described([record], lang)) if record is not None else (),
        tuple(pro),
        tuple(con),
        maybe.sure,
    )


def _alike(one: str, other: str, match: Match, lang: Language) -> Choice:
    pro, con = reasons([match], lang)
    who = translation(lang).gettext("rows {one} and {other}").format(one=one, other=other)
    return Choice(field_name(one, other), "", who, (), tuple(pro), tuple(con), False)


def field_name(ref: str, other: str) -> str:
    """The name of the field in which it is decided whether a person of the list is another."""
    return f"is:{ref}:{other}"


def pairs(seen: Preview, lang: Language) -> Sequence[tuple[str, str, str]]:
    """All pairs that can be decided: a person of the list, who she may be, and what speaks for and against it."""
    known = [(ref, one.key, agreement(one.match, lang)) for ref, some in seen.known.items() for one in some]
    return [*known, *((one, other, agreement(match, lang)) for one, other, match in seen.alike)]
