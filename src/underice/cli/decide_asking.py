"""The ten-minute mode: one question after another, each with its unit, the shipped range and the cases beside it.

Enter keeps what is there, "?" explains. Bounds come before the best guess, and everything before any result.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from underice.cli.decide_given import Given, belief, family, forecast_given
from underice.cli.errors import Problem
from underice.cli.folding import say
from underice.cli.near_days import near_day, near_window
from underice.cli.recording import ask
from underice.decide.page import asking as words
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.dilemma import Family
    from underice.decide.ranges import Group, Range

_Read = TypeVar("_Read")
_TOO_MANY = 1_000_000
_HELP = {"?", "？"}


def tell_user(line: str) -> None:
    """One line to the person at the terminal, folded between words; whole if nobody watches."""
    if sys.stderr.isatty():
        say([line], error=True)
    else:
        sys.stderr.write(f"{line}\n")


def ask_everything(given: Given, lang: Language, households: Sequence[int] = ()) -> Given:
    """What was given, and what the person at the terminal answers to the rest. households: sizes the vault knows."""
    _ = translation(lang).gettext
    tell_user(_("About ten minutes. Enter keeps what is shown; ? explains. Nothing is shown before all is answered."))
    given = _situation(given, lang, households)
    given = _checklist(given, lang)
    return _forecast(_beliefs(given, lang), lang)


def _situation(given: Given, lang: Language, households: Sequence[int]) -> Given:
    _ = translation(lang).gettext
    _part(1, _("What is known"), lang)
    if not given.by:
        name = _until(
            _("Your name for the record (need not be your real one): "), _text("belief", "author", lang), "", lang
        )
        given = replace(given, by=name)
    if not given.title:
        title = _until(_("A title, without names: "), _text("decision", "title", lang), _("Speak or wait"), lang)
        given = replace(given, title=title)
    if given.detained is None:
        given = replace(given, detained=_until(_("How many people are held? "), _count, None, lang))
    if given.arrested is None:
        given = replace(
            given, arrested=_until(_("Since which day? (Enter: today) "), _day(given, lang), given.today, lang)
        )
    if given.transfer is None:
        question = _("Is a transfer or return expected? A day, “by the 20th”, or first..last (Enter: none known) ")
        given = replace(given, transfer=_until(question, _window(given, lang), None, lang))
    if not given.families:
        given = replace(given, families=_families(lang, households))
    if given.draft is None:
        tell_user(_("Ways to act that name people are looked at only if a text was checked for whom it exposes."))
        more = _(
            "The text you would publish. It is read on this computer; whom it exposes sets what naming would cost."
        )
        draft = _until(_("The draft to check, a file (Enter: none) "), _file(given, lang), "", lang, more)
        given = replace(given, draft=draft or None)
    return given


def _families(lang: Language, households: Sequence[int]) -> tuple[Family, ...]:
    from underice.decide.dilemma import Dilemma, Family, problems

    _ = translation(lang).gettext
    if households:
        sizes = ", ".join(map(str, households))
        tell_user(_("Households left behind in the vault, by people: {sizes}.").format(sizes=sizes))
    question = _("People in each household left behind, such as 2 3 2; with k if known, 3:24 (Enter: {kept}) ")
    kept = tuple(Family(size, None) for size in households)

    def read(text: str) -> tuple[Family, ...]:
        several = tuple(family(part) for part in text.replace(",", " ").split())
        if any(one.refused for one in problems(Dilemma(1, families=several, checked=True))):
            raise Problem("bad_family", value=text[:30])
        return several

    shown = " ".join(map(str, households)) or _("none")
    more = _(
        "One number for each household: how many people live in it. k is how many households fit what the text tells; "
        "the check of a draft counts it. An unknown k is taken as 1, the worst: the text points at them alone."
    )
    return _until(question.format(kept=shown), read, kept, lang, more)


def _checklist(given: Given, lang: Language) -> Given:
    from underice.decide.checklist import ITEMS

    _ = translation(lang).gettext
    _part(2, _("Before any result: it blocks nothing, and what stays open is recorded as open"), lang)
    answers = dict(given.answers)
    for item in ITEMS:
        if item not in answers:
            answers[item] = _until(f"  {words.item(item, lang)} ", _text("decision", item, lang), "", lang)
    return replace(given, answers={item: text for item, text in answers.items() if text})


def _beliefs(given: Given, lang: Language) -> Given:
    from underice.decide.elicitation import ASKED, by_group

    _ = translation(lang).gettext
    _part(
        3,
        _(
            "What do you believe? First a low and a high: you would be surprised to see less or more. Then your best guess"
        ),
        lang,
    )
    have = {one.name for one in given.ranges}
    found = list(given.ranges)
    names = [name for name in ASKED if name not in have]
    shown: set[str] = set()
    for group, several in by_group(names).items():
        tell_user("")
        tell_user(f"  ▸ {_(words.GROUPS[group])}")
        for name in several:
            one = _belief(name, group, shown, given, lang)
            if one is not None:
                found.append(one)
    return replace(given, ranges=tuple(found))


def _belief(name: str, group: Group, shown: set[str], given: Given, lang: Language) -> Range | None:
    """One quantity; None if the shipped range is kept. shown: cases told already, which are not told in full again."""
    from underice.decide.ranges import shipped

    _ = translation(lang).gettext
    tell_user("")
    tell_user(f"  {words.question(name, lang)}")
    tell_user("    " + _("Shipped: {range}.").format(range=words.told(shipped()[name], lang)))
    _tell_case(name, group, shown, lang)
    prompt = _("low high [best], {unit} (Enter: keep, ?: help): ").format(unit=words.unit(name, lang))
    while True:
        answer = ask(f"    {prompt}")
        if not answer:
            return None
        if answer in _HELP:
            _explain(name, group, lang)
            continue
        one = _read_belief(name, answer, given, lang)
        if one is not None:
            tell_user("    → " + words.told(one, lang))
            basis = _until("    " + _("What does it rest on? "), _text("belief", "basis", lang), "", lang)
            mind = _until("    " + _("What would change your mind? "), _text("belief", "change_mind", lang), "", lang)
            return replace(one, basis=basis, mind=mind)


def _tell_case(name: str, group: Group, shown: set[str], lang: Language) -> None:
    """A case nobody has been told yet, with why it may not be like hers; else which ones to think of again."""
    from underice.decide.reference_cases import beside

    _ = translation(lang).gettext
    every = beside(name)
    side = "D" if group == "D" else ""  # of the same case, what came of the others is another story
    fresh = next((case for case in every if case.code + side not in shown), None)
    if fresh is not None:
        shown.add(fresh.code + side)
        for line in words.case_lines(fresh, group, lang):
            tell_user(f"    {line}")
    elif every:
        known = ", ".join(f"{case.year} {case.place[lang]}" for case in every)
        tell_user("    " + _("Cases beside it, told above or with ?: {cases}. Yours may differ.").format(cases=known))


def _explain(name: str, group: Group, lang: Language) -> None:
    from underice.decide.ranges import shipped
    from underice.decide.reference_cases import beside

    _ = translation(lang).gettext
    tell_user(f"    {words.help_for(name, lang)}")
    for case in beside(name):
        for line in words.case_lines(case, group, lang):
            tell_user(f"    {line}")
    if shipped()[name].elicit:
        tell_user("    " + _("No source gives this: ask somebody who would know."))


def _read_belief(name: str, answer: str, given: Given, lang: Language) -> Range | None:
    """The range typed, or None after saying what is wrong with it."""
    from underice.decide.ranges import CannotRun, problems

    _ = translation(lang).gettext
    numbers = words.entered(name, answer)
    if numbers is None or len(numbers) < 2:
        tell_user("    " + _("Write two or three numbers, such as 7 30 or 7 30 14."))
        return None
    try:
        best = numbers[2] if len(numbers) > 2 else None
        one = belief(name, numbers[0], numbers[1], best, given.by, given.today, "", "")
    except CannotRun as refused:
        tell_user("    " + words.problems(refused.problems, lang) + ".")
        return None
    for notice in problems(one):
        tell_user("    " + words.problem(notice, lang) + ".")
    return one


def _forecast(given: Given, lang: Language) -> Given:
    """A forecast to be scored years later, asked before any result; none is fine."""
    from underice.decide.forecasts import BadForecast, checked

    _ = translation(lang).gettext
    if given.forecasts:
        return given
    tell_user("")
    first = _("A forecast to be scored later, as a question of yes or no (Enter: none): ")
    while question := _until(first, _text("forecast", "question", lang), "", lang):
        try:
            number = _share(ask(_("How likely, of 100? ")))
            day = ask(_("By which day will it be known? "))
            resolver = _until(_("Who will say what came? "), _text("forecast", "resolver", lang), "", lang)
            by = near_day(day, given.today, ahead=True).isoformat() if day else ""
            one = forecast_given(question, number, "", by, resolver, given.by, given.today)
            return replace(given, forecasts=(checked(one, given.today),))
        except Problem as problem:
            tell_user(problem.say(lang))
        except BadForecast as refused:
            tell_user(_(words.FORECASTS[refused.code]) + ".")
    return given


def _share(text: str) -> str:
    """A number of 100 as a share, what is none as it is."""
    bare = text.removesuffix("%").strip()
    return str(float(bare) / 100) if bare.replace(".", "", 1).isdecimal() else text


def _part(number: int, title: str, lang: Language) -> None:
    tell_user("")
    tell_user(f"── {number}/3 {title}")


def _until(question: str, read: Callable[[str], _Read], empty: _Read, lang: Language, more: str = "") -> _Read:
    """Ask until the answer can be read; an empty one means `empty`. more: what "?" tells."""
    _ = translation(lang).gettext
    while True:
        answer = ask(question)
        if not answer:
            return empty
        if answer in _HELP:
            tell_user("    " + (more or _("There is no more to say about this. Enter leaves it open.")))
            continue
        try:
            return read(answer)
        except Problem as problem:
            tell_user(problem.say(lang))


def _text(kind: str, prop: str, lang: Language) -> Callable[[str], str]:
    """Reads words that the vault can keep as this property."""
    from underice.cli.decide_running import understood
    from underice.decide.saying import said
    from underice.vocabulary.statement import new_id

    def read(text: str) -> str:
        with understood(lang):
            said(None, new_id(), kind, prop, text)
        return text

    return read


_COUNT = re.compile(r"(?:about|약|대략)?\s*(.{1,20}?)\s*(?:people|persons|명|사람|인)?", re.IGNORECASE)


def _count(text: str) -> int:
    """People in digits or words: 12, 12명, twelve, 열두 사람."""
    from underice.vocabulary.numerals import english_number, korean_number

    found = _COUNT.fullmatch(text)
    bare = found[1] if found else ""
    number = int(bare) if bare.isascii() and bare.isdecimal() else english_number(bare.lower()) or korean_number(bare)
    if not number or number >= _TOO_MANY:
        raise Problem("bad_count", value=text[:20])
    return number


def _day(given: Given, lang: Language) -> Callable[[str], date]:
    """Reads a day that is not yet to come, and tells which was understood."""

    def read(text: str) -> date:
        day = near_day(text, given.today, ahead=False)
        if day > given.today:
            raise Problem("bad_date", value=text[:20])
        _understood((day,), given, lang)
        return day

    return read


def _window(given: Given, lang: Language) -> Callable[[str], tuple[date, date]]:
    """Reads the days of a transfer that is not past, and tells which were understood."""
    from underice.decide.ranges import Problem as Found

    def read(text: str) -> tuple[date, date]:
        first, last = near_window(text, given.today)
        code = "transfer_upside_down" if first > last else "transfer_past" if last < given.today else ""
        if code:
            raise Problem("cannot_run", reasons=words.problem(Found(code), lang))
        _understood((first, last), given, lang)
        return first, last

    return read


def _understood(days: Sequence[date], given: Given, lang: Language) -> None:
    """Say which days were meant, and how far from today, so that a slip shows at once."""
    _ = translation(lang)
    off = (days[-1] - given.today).days
    far = (_.gettext("today") if not off else
           _.ngettext("in {n} day", "in {n} days", off).format(n=off) if off > 0 else
           _.ngettext("{n} day ago", "{n} days ago", -off).format(n=-off))  # fmt: skip
    tell_user(f"    → {' .. '.join(dict.fromkeys(day.isoformat() for day in days))} ({far})")


def _file(given: Given, lang: Language) -> Callable[[str], str]:
    """Reads the name of a draft that can be read."""

    def read(text: str) -> str:
        from underice.cli.draft import opened

        opened(text, given.draft_date or given.today.isoformat(), lang)
        return text

    return read
