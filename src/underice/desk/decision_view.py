"""What the pages of a decision show: ranges as fields with the cases beside them, strips, runs as they were, people apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.choosing import Choice
    from underice.decide.elicitation import Together
    from underice.decide.page.scales import Track, Typed
    from underice.decide.ranges import Group, Range
    from underice.decide.record import Decision
    from underice.decide.result import Cell
    from underice.vault.vault import Vault


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_BASES = {
    "cases": _("reported cases"),
    "elicit": _("nothing; ask somebody who would know"),
    "judgement": _("a judgement"),
    "studies disagree": _("studies that disagree"),
    "base rate": _("one published figure"),
    "derived": _("worked out from published figures"),
}
"""On what a shipped range rests, by the word of data/ranges.csv."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A reference case: what came, and why it may not be like yours."""

    came: str
    unlike: str


@dataclass(frozen=True, slots=True)
class Field:
    """One quantity as fields and handles. cases: those told here; more: cases told with another quantity before it.

    own: her name and day if the range that stands is somebody's. source: of the shipped range, and whether it is told in
    the language of the page.
    """

    name: str
    question: str
    help: str
    unit: str
    typed: Typed
    track: Track
    shipped: str
    rests: str
    source: tuple[str, bool]
    cases: tuple[Compared, ...]
    more: tuple[str, ...]
    own: str
    basis: str
    mind: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The quantities of one group: those that are asked of everybody, and the others."""

    group: str
    asked: tuple[Field, ...]
    others: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is filled into the fields of a quantity that was sent and not recorded."""

    typed: Typed
    basis: str
    mind: str


def fields(standing: Mapping[str, Range], sent: Mapping[str, Kept], lang: Language) -> tuple[Fields, ...]:
    """All quantities, by the group they are about, in the order of the page. A case is told once, where it fits first."""
    from underice.decide.elicitation import ASKED, by_group
    from underice.decide.page.words import group

    told: set[str] = set()
    return tuple(
        Fields(
            group(code, lang),
            tuple(_field(standing[name], code, told, sent.get(name), lang) for name in names if name in ASKED),
            tuple(_field(standing[name], code, told, sent.get(name), lang) for name in names if name not in ASKED),
        )
        for code, names in by_group(standing).items()
    )


def _field(one: Range, group: Group, told: set[str], sent: Kept | None, lang: Language) -> Field:
    from underice.decide.page import asking, range_sources, scales
    from underice.decide.ranges import shipped
    from underice.decide.reference_cases import beside

    say = translation(lang).gettext
    first = shipped()[one.name]
    every = beside(one.name)
    side = "D" if group == "D" else ""  # what came of others of the same case is another story
    fresh = [case for case in every if case.code + side not in told][:1]
    told |= {case.code + side for case in fresh}
    typed = sent.typed if sent is not None else scales.typed(one)
    hers = one.author != ""
    return Field(
        name=one.name,
        question=asking.question(one.name, lang),
        help=asking.help_for(one.name, lang),
        unit=asking.unit(one.name, lang),
        typed=typed,
        track=scales.track(one),
        shipped=asking.told(first, lang),
        rests=say(_BASES[first.basis]),
        source=range_sources.source(one.name, lang),
        cases=tuple(Compared(*(line.strip() for line in asking.case_lines(case, group, lang))) for case in fresh),
        more=tuple(f"{case.year} {case.place[lang]}" for case in every if case not in fresh),
        own=", ".join(filter(None, (one.author, one.date.isoformat() if one.date else ""))) if hers else "",
        basis=sent.basis if sent is not None else one.basis if hers else "",
        mind=sent.mind if sent is not None else one.mind,
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choice as it stands. signer: who signed it; false: a signature stands there that does not fit."""

    choice: Choice
    name: str
    signer: str
    false: bool


def chosen(vault: Vault, decision: Decision, lang: Language) -> Chosen | None:
    """The choice of a decision with its signature verified; None if nothing was chosen."""
    from underice.decide.choosing import signed_by

    choice = decision.choice
    if choice is None:
        return None
    signer = signed_by(vault, decision.id, choice)
    return Chosen(
        choice,
        policy_name(decision, choice.policy, lang),
        signer.name if signer is not None else "",
        signer is None and choice.signature is not None,
    )


def policy_name(decision: Decision, code: str, lang: Language) -> str:
    """What a way to act is called in full; its code if the decision has it no more."""
    found = next((one for one in decision.situation.policies if one.code == code), None)
    return code if found is None else found.label_ko if lang == "ko" else found.label_en


@dataclass(frozen=True, slots=True)
class Hers:
    """Somebody's range for one quantity in words."""

    author: str
    range: str
    basis: str
    mind: str
    on: str


@dataclass(frozen=True, slots=True)
class Apart:
    """One quantity as several people see it. common: what all hold possible, "" if there is no such value."""

    name: str
    hers: tuple[Hers, ...]
    several: bool
    common: str
    pool: str


def apart(one: Together, lang: Language) -> Apart:
    """Everybody's range for a quantity, side by side, and the pool as a second view."""
    from underice.decide.page import asking
    from underice.decide.page.words import amount, belief

    say = translation(lang).gettext
    low, middle, high = (amount(one.name, value, lang) for value in one.pool)
    common = ""
    if one.common is not None:
        common = say(_("Everybody holds possible: {low} to {high}.")).format(
            low=amount(one.name, one.common[0], lang), high=amount(one.name, one.common[1], lang)
        )
    hers = tuple(
        Hers(each.author, asking.told(each, lang), each.basis, each.mind, each.date.isoformat() if each.date else "")
        for each in one.own
    )
    pool = say(_("Pooled, all weighing alike: {low}, {middle}, {high} (5, 50 and 95 of 100).")).format(
        low=low, middle=middle, high=high
    )
    return Apart(belief(one.name, lang), hers, one.agreement != "one", common, pool)


@dataclass(frozen=True, slots=True)
class Came:
    """A table of one group: ways to act by whose ranges, people in 90 of 100 futures."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def came(decision: Decision, tables: Mapping[str | None, tuple[Cell, ...]], lang: Language) -> tuple[Came, ...]:
    """What each person's ranges come to, group by group; no group is added to another."""
    from underice.decide.outcomes import MAIN
    from underice.decide.page.figures import span
    from underice.decide.page.words import group, outcome, policy

    say = translation(lang).gettext
    names = tuple(say(_("pooled")) if who is None else who or say(_("shipped")) for who in tables)
    cells = [{(one.outcome, one.policy): one.wide for one in table} for table in tables.values()]
    return tuple(
        Came(
            f"{group(one.group, lang)}: {outcome(one.code, lang)}",
            (say(_("option")), *names),
            tuple(
                (policy(way, lang), *(span(*table[one.code, way.code], lang) for table in cells))
                for way in decision.situation.policies
            ),
        )
        for one in MAIN
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page that was kept as Markdown."""

    kind: Literal["title", "heading", "text", "strong", "quote", "table"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|])")
_BAR = re.compile(r"(?<!\\)\|")


def blocks(markdown: str) -> Iterator[Block]:
    """The parts of a kept page (underice.decide.page.markdown), as they were that day."""
    for part in filter(None, (one.strip("\n") for one in markdown.split("\n\n"))):
        if part.startswith("# "):
            yield Block("title", _plain(part[2:]))
        elif part.startswith("## "):
            yield Block("heading", _plain(part[3:]))
        elif part.startswith("> "):
            yield Block("quote", _plain(part[2:]))
        elif part.startswith("|"):
            rows = [tuple(map(_plain, _BAR.split(line)[1:-1])) for line in part.split("\n")]
            yield Block("table", rows=tuple(rows[:1] + rows[2:]))
        elif part.startswith("**") and part.endswith("**"):
            yield Block("strong", _plain(part[2:-2]))
        else:
            yield Block("text", _plain(part))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
