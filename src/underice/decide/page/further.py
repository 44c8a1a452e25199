"""The charts of waiting and of what to ask first, and the annex: where the ranges come from, the cases to compare."""

from __future__ import annotations

from underice.decide.ask_first import Ask
from underice.decide.page import words
from underice.decide.page.figures import Figure, Table
from underice.decide.page.finding import Findings
from underice.decide.page.rounding import near, signed
from underice.decide.page.svg.bars import Bar, Bars, bars
from underice.decide.page.svg.waiting import Curve, waiting
from underice.decide.page.view import flip
from underice.decide.ranges import GROUPS, Range
from underice.decide.reference_cases import cases
from underice.decide.result import Result
from underice.vocabulary.language import Language, translation

_ROWS = 8


def waiting_figure(result: Result, findings: Findings, lang: Language, name: str = "waiting") -> Figure | None:
    """Freed on average by the day of publishing, with the flat stretch and the days of transfer; None if nothing is
    published.
    """
    _ = translation(lang).gettext
    found = findings.waiting
    if found is None:
        return None
    held, transfer = result.dilemma.detained, result.dilemma.transfer
    title = _("Waiting, for the detained alone")
    hint = _("Average over sampled futures; no single day stands out within the shaded stretch.")
    unit = _("freed on average, of {n}").format(n=held)
    svg = waiting(
        Curve(found.days, found.freed, found.flat, (transfer.first, transfer.last) if transfer is not None else None),
        across=_("published on day"), unit=unit, flat=_("about as good"), deadline=_("transfer expected"),
        name=name, title=title, desc=f"{hint} {_table_below(lang)}", whole=held,
    )  # fmt: skip
    rows = tuple((signed(near(day)), signed(near(freed))) for day, freed in zip(found.days, found.freed, strict=True))
    return Figure(title, hint, svg, Table(title, (_("published on day"), unit), rows))


def ask_figure(findings: Findings, lang: Language, name: str = "ask") -> Figure | None:
    """What the answer to each question would be worth to each group; None if nothing can be learned."""
    _ = translation(lang).gettext
    known = {(one.name, one.group): one for one in findings.asked}
    groups = [group for group in GROUPS if any(one.group == group for one in findings.asked)]
    names = _worth_most(findings.asked)
    if not names:
        return None
    title = _("What to ask first")
    hint = _(
        "People over 100 sampled futures that an answer would gain, before its delay. Full bars stay worth it after a "
        "day's delay; hollow ones do not."
    )
    nothing = _("nothing to learn")
    panels = [
        Bars(
            words.group(group, lang),
            _("people over 100 futures"),
            tuple(_bar(known.get((one, group))) for one in names),
        )
        for group in groups
    ]
    rows = tuple(
        (words.belief(one, lang), *(_worth(known.get((one, group)), nothing, lang) for group in groups))
        for one in names
    )
    head = (_("belief"), *(words.group(group, lang) for group in groups))
    svg = bars(
        [words.belief(one, lang) for one in names], panels,
        nothing=nothing, name=name, title=title, desc=f"{hint} {_table_below(lang)}",
    )  # fmt: skip
    return Figure(title, hint, svg, Table(title, head, rows))


def _table_below(lang: Language) -> str:
    return translation(lang).gettext("The table below says the same in numbers.")


def _worth_most(asked: tuple[Ask, ...]) -> list[str]:
    """The beliefs worth most to some group, measured against what the most valuable answer is worth to that group."""
    top = {one.group: max(other.worth for other in asked if other.group == one.group) for one in asked}
    shares: dict[str, float] = {}
    for one in asked:
        if not one.nothing:
            shares[one.name] = max(shares.get(one.name, 0.0), one.worth / (top[one.group] or 1.0))
    return sorted(shares, key=lambda name: -shares[name])[:_ROWS]


def _bar(one: Ask | None) -> Bar | None:
    return None if one is None or one.nothing else Bar(100 * one.worth, 100 * one.error, one.call)


def _worth(one: Ask | None, nothing: str, lang: Language) -> str:
    if one is None or one.nothing:
        return nothing
    return signed(near(100 * one.worth)) + (f" ({_call(lang)})" if one.call else "")


def _call(lang: Language) -> str:
    return translation(lang).gettext("worth a call")


def annex(result: Result, findings: Findings, lang: Language) -> tuple[str, ...]:
    """Every sentence that held; every range drawn, who gave it and what would change her mind; the cases."""
    marks = words.marks(findings.pair)
    said = [
        f"{words.group(group, lang)}: {flip(one, marks[one.better], lang)}"
        for group, told in findings.told.items()
        for one in told.sentences
    ]
    believed = result.dilemma.believed
    ranges = [_range(believed[name], lang) for name in result.futures.names if name in believed]
    return (*said, *ranges, *(_case(place, lang) for place in range(len(cases()))))


def _range(one: Range, lang: Language) -> str:
    _ = translation(lang).gettext
    low, high = words.amount(one.name, one.low, lang), words.amount(one.name, one.high, lang)
    text = _("{belief}: {low} to {high}").format(belief=words.belief(one.name, lang), low=low, high=high)
    if not one.author:
        return text + " " + _("(shipped)")
    text += f" ({one.author}{f', {one.date.isoformat()}' if one.date else ''})"
    if one.basis:
        text += f". {one.basis}"
    return text + " – " + _("would change her mind: {what}").format(what=one.mind) if one.mind else text


def _case(place: int, lang: Language) -> str:
    _ = translation(lang).gettext
    one = cases()[place]
    return _("Case, no rate: {year}, {place} ({n}): {done}; {came}. Others: {others}. Why yours may differ: {unlike}.").format(
        year=one.year, place=one.place[lang], n=one.persons, done=one.done[lang], came=one.came[lang],
        others=one.others[lang], unlike=one.unlike[lang],
    )  # fmt: skip
