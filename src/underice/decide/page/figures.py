"""The charts of a run, and the tables that say the same: dot-and-range strips, regret maps, a threshold plot.

Each costs milliseconds, so the desk can redraw them while a belief is dragged (on a run of 20,000 futures).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underice.decide.outcomes import MAIN, outcome
from underice.decide.page import words
from underice.decide.page.rounding import of_hundred, signed, up
from underice.decide.page.svg.heat import Map, heat
from underice.decide.page.svg.strips import Panel, Spread, strips
from underice.decide.page.svg.threshold import FIRST, NEITHER, SECOND, Axis, Field, threshold
from underice.decide.policies import Policy
from underice.decide.ranges import Group
from underice.decide.result import Result
from underice.vocabulary.language import Language, translation

SHOWN = ("freed", "returned", "kin_identified", "extra_returned", "blocked")
"""The outcomes of the main chart and table: what each group stands to gain or lose first."""
_FIELDS = 12
_CLEARLY = 2 / 3
"""A field of the threshold plot is marked for an option that did better in two thirds of the futures in it: a choice of
display."""
_FEW = 12
_BINS = 10


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words. head: of the columns, the first over the row names."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG text with its heading, a line on how to read it, and the table that says the same."""

    title: str
    hint: str
    svg: str
    table: Table


def labels(result: Result, lang: Language, pair: tuple[str, str] | None = None) -> tuple[str, ...]:
    """The names of the options of a run, in its order; the two compared are marked A and B."""
    marks = words.marks(pair) if pair else {}
    return tuple(words.policy(one, lang, marks.get(one.code, "")) for one in result.dilemma.policies)


def unit(result: Result, code: str, lang: Language) -> str:
    """What is counted, and of how many: "freed, of 12"."""
    _ = translation(lang).gettext
    whole = _whole(result, code)
    told = words.outcome(code, lang)
    return told if whole is None else _("{what}, of {n}").format(what=told, n=whole)


def strip_figure(result: Result, lang: Language, pair: tuple[str, str] | None = None, name: str = "strips") -> Figure:
    """The main chart: every option against every group, in people; the pair compared is set bold."""
    _ = translation(lang).gettext
    title = _("What each option came to, for each group")
    hint = _(
        "Dot: the future in the middle. Bar: half of the sampled futures. Line: 90 of 100. "
        "Each group has its own axis; groups are not added up."
    )
    svg = strips(
        labels(result, lang, pair),
        [_panel(result, code, lang) for code in SHOWN],
        name=name, title=title, desc=f"{hint} {_table_below(lang)}",
        strong=_strong(result, pair),
    )  # fmt: skip
    return Figure(title, hint, svg, spread_table(result, lang))


def _table_below(lang: Language) -> str:
    return translation(lang).gettext("The table below says the same in numbers.")


def _panel(result: Result, code: str, lang: Language) -> Panel:
    _ = translation(lang).gettext
    which = _("more is better") if outcome(code).better == "more" else _("fewer is better")
    spreads = []
    for one in result.dilemma.policies:
        cell = result.cell(code, one.code)
        spreads.append(Spread(cell.wide[0], cell.middle[0], cell.median, cell.middle[1], cell.wide[1]))
    title = words.group(outcome(code).group, lang)
    return Panel(title, f"{unit(result, code, lang)} ({which})", tuple(spreads), _whole(result, code))


def _whole(result: Result, code: str) -> int | None:
    group = outcome(code).group
    return {"D": result.dilemma.detained, "F": result.dilemma.kin}.get(group)


def _strong(result: Result, pair: tuple[str, str] | None) -> set[int]:
    return {place for place, one in enumerate(result.dilemma.policies) if pair and one.code in pair}


def spread_table(result: Result, lang: Language) -> Table:
    """All nine outcomes: half of the futures, and in brackets 90 of 100."""
    _ = translation(lang).gettext
    codes = [one.code for one in result.outcomes.outcomes]
    head = (_("option"), *(f"{words.group(outcome(code).group, lang)}: {unit(result, code, lang)}" for code in codes))
    rows = tuple(
        (words.policy(one, lang), *(_both(result, code, one.code, lang) for code in codes))
        for one in result.dilemma.policies
    )
    return Table(_("People: half of the sampled futures (90 of 100)"), head, rows)


def _both(result: Result, code: str, policy: str, lang: Language) -> str:
    cell = result.cell(code, policy)
    return f"{span(*cell.middle, lang)} ({span(*cell.wide, lang)})"


def span(low: int, high: int, lang: Language) -> str:
    """A range of whole people: "3–9", "3", "−4 to 7"; in Korean "3~9"."""
    if low == high:
        return signed(low)
    if lang == "ko":
        return f"{signed(low)}~{signed(high)}"
    return f"{signed(low)} to {signed(high)}" if low < 0 else f"{signed(low)}–{signed(high)}"


def regret_figure(result: Result, lang: Language, pair: tuple[str, str] | None = None, name: str = "regret") -> Figure:
    """Regret maps: by how many people each option fell short of the best of the same future, per group."""
    _ = translation(lang).gettext
    title = _("How far each option fell short, for each group")
    hint = _(
        "Regret: by how many people an option falls short of whatever was best for that group in the same future. "
        "One shading for all; no total."
    )
    columns = (_("on average"), _("19 of 20 stay under"), _("at most"))
    maps, rows = [], []
    for one in MAIN:
        cells = tuple(_regret(result, one.code, policy) for policy in result.dilemma.policies)
        maps.append(Map(words.group(one.group, lang), unit(result, one.code, lang), columns, cells))
    for place, policy in enumerate(result.dilemma.policies):
        told = tuple("/".join(signed(people) for people in one.rows[place]) for one in maps)
        rows.append((words.policy(policy, lang), *told))
    table = Table(f"{title} ({' / '.join(columns)})", (_("option"), *(one.title for one in maps)), tuple(rows))
    desc = f"{hint} {_table_below(lang)}"
    svg = heat(labels(result, lang, pair), maps, name=name, title=title, desc=desc, strong=_strong(result, pair))
    return Figure(title, hint, svg, table)


def _regret(result: Result, code: str, policy: Policy) -> tuple[int, ...]:
    for one in result.regret:
        if (one.outcome, one.policy) == (code, policy.code):
            return up(one.mean), up(one.high), up(one.most)
    raise KeyError((code, policy.code))


def deciding(result: Result, pair: tuple[str, str], code: str = "freed", most: int = 2) -> tuple[str, ...]:
    """The beliefs that decide most between the two options for one outcome, the strongest first.

    Measured by how far the share of futures in which the first did better moves over tenths of the belief's range.
    """
    better = result.outcomes.gain(code, *pair) > 0
    scores = []
    for place, name in enumerate(result.futures.names):
        bins = _tenths(result.futures.values[:, place])
        counts = np.bincount(bins, minlength=_BINS)
        shares = np.bincount(bins, weights=better, minlength=_BINS) / np.maximum(counts, 1)
        scores.append((float(np.average((shares - better.mean()) ** 2, weights=counts)), -place, name))
    return tuple(name for _score, _place, name in sorted(scores, reverse=True)[:most])


def _tenths(column: NDArray[np.float32]) -> NDArray[np.intp]:
    edges = np.quantile(column[:20_000], np.linspace(0, 1, _BINS + 1))
    return np.clip(np.searchsorted(edges, column, side="right") - 1, 0, _BINS - 1)


def threshold_figure(
    result: Result,
    lang: Language,
    pair: tuple[str, str],
    beliefs: tuple[str, str] | None = None,
    about: str = "freed",
) -> Figure | None:
    """Which of two options did better for whom, over two beliefs; None if fewer than two vary.

    beliefs: the two on the axes; unless told, those that decide most about the outcome `about`.
    """
    _ = translation(lang).gettext
    chosen = beliefs or deciding(result, pair, about)
    if len(chosen) < 2:
        return None
    first, second = (words.policy(_policy(result, code), lang, mark) for code, mark in words.marks(pair).items())
    across, above = (_axis(result, one, lang) for one in chosen)
    places = [_place(result, one, axis) for one, axis in zip(chosen, (across, above), strict=True)]
    fields = [_field(result, one.code, one.group, pair, places, lang) for one in MAIN if one.group != "B"]
    title = _("{first} and {second}: where each came out ahead").format(
        first=words.belief(chosen[0], lang), second=words.belief(chosen[1], lang)
    )
    hint = _("A field is marked where one option did better in at least two of three sampled futures in it.")
    key = (
        _("{option} ahead").format(option=first),
        _("{option} ahead").format(option=second),
        _("neither clearly"),
        _("what was entered"),
    )
    rows = tuple(
        (words.group(one.group, lang), *map(signed, better_of_hundred(result, one.code, pair)))
        for one in MAIN
        if one.group != "B"
    )
    table = Table(_("Futures of 100 in which each did better"), (_("group"), first, second), rows)
    desc = f"{hint} {across.title}; {above.title}. {_table_below(lang)}"
    svg = threshold(across, above, fields, key=key, name=f"threshold-{about}", title=title, desc=desc)
    return Figure(title, hint, svg, table)


def better_of_hundred(result: Result, code: str, pair: tuple[str, str]) -> tuple[int, int]:
    """Of 100 sampled futures, in how many the first and the second of the pair did better; the rest are even."""
    gain = result.outcomes.gain(code, *pair)
    return of_hundred(float((gain > 0).mean())), of_hundred(float((gain < 0).mean()))


def _policy(result: Result, code: str) -> Policy:
    return next(one for one in result.dilemma.policies if one.code == code)


def _axis(result: Result, name: str, lang: Language) -> Axis:
    """The axis of a belief over what was sampled, cut into fields of equal width on its own scale."""
    held = result.dilemma.believed.get(name)
    column = result.futures.column(name)
    low, high = float(column.min()), float(column.max())
    log = held is not None and held.shape == "log" and low > 0
    place = math.log if log else float
    edges = np.geomspace(low, high, _FIELDS + 1) if log else np.linspace(low, high, _FIELDS + 1)
    middle = math.sqrt(low * high) if log else (low + high) / 2
    marks = tuple((value, words.short_amount(name, value)) for value in (low, middle, high))
    best = held.best if held is not None else None
    title = f"{words.belief(name, lang)} ({words.measure(name, lang)})"
    return Axis(title, tuple(map(float, edges)), marks, place, low, high, best)


def _place(result: Result, name: str, axis: Axis) -> NDArray[np.intp]:
    inner = np.asarray(axis.edges[1:-1], dtype=np.float32)
    return np.searchsorted(inner, result.futures.column(name), side="right")


def _field(
    result: Result, code: str, group: Group, pair: tuple[str, str], places: Sequence[NDArray[np.intp]], lang: Language
) -> Field:
    gain = result.outcomes.gain(code, *pair)
    flat = places[1] * _FIELDS + places[0]
    size = _FIELDS * _FIELDS
    counts = np.bincount(flat, minlength=size)
    ahead = np.bincount(flat, weights=gain > 0, minlength=size) / np.maximum(counts, 1)
    behind = np.bincount(flat, weights=gain < 0, minlength=size) / np.maximum(counts, 1)
    marks = np.where(ahead >= _CLEARLY, FIRST, np.where(behind >= _CLEARLY, SECOND, NEITHER))
    marks = np.where(counts < _FEW, NEITHER, marks).reshape(_FIELDS, _FIELDS)
    cells = tuple(tuple(int(one) for one in row) for row in marks)
    return Field(words.group(group, lang), unit(result, code, lang), cells)
