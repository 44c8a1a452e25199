"""The one page in words: what stands on it, in order, in one language. Markdown, HTML and terminal show the same view.

The page recommends nothing and adds no groups up. How much room it has is for the caller to say (page.py): at most 450
English words or 300 eojeol (goal 10); what does not fit stands in the annex of the HTML page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from underice.decide.ask_first import Ask
from underice.decide.checklist import Answer, unanswered
from underice.decide.dilemma import Dilemma
from underice.decide.outcomes import MAIN, outcome
from underice.decide.page import words
from underice.decide.page.figures import SHOWN, Table, better_of_hundred, labels, span, unit
from underice.decide.page.finding import Findings
from underice.decide.page.rounding import of_hundred
from underice.decide.page.sentences import Sentence, Told
from underice.decide.policies import Policy
from underice.decide.ranges import GROUPS, Group
from underice.decide.reference_cases import Case
from underice.decide.result import Result
from underice.vocabulary.language import Language, translation

_GROUPS: dict[str, Group] = {one: one for one in GROUPS}
_KAPPA = "quiet_after"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its sentences, and what somebody wrote herself (quoted, not counted)."""

    title: str
    sentences: tuple[str, ...]
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The page: facts of the question, what it is not, the table of all groups, sections, and how it was made."""

    lang: Language
    title: str
    facts: tuple[str, ...]
    stance: str
    table: Table
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    made: str


@dataclass(frozen=True, slots=True)
class Room:
    """How much is said: sentences a group, in at most two limits each if `brief`, reference cases, questions a group.

    groups: those that get sentences at all.
    """

    sentences: int = 3
    brief: bool = False
    cases: int = 1
    questions: int = 2
    groups: tuple[Group, ...] = GROUPS


def view(
    result: Result,
    findings: Findings,
    lang: Language,
    room: Room,
    *,
    answers: Sequence[Answer] = (),
    cases: Sequence[Case] = (),
) -> View:
    """Put a run into words.

    answers: of the checklist, as given before the run. cases: reference cases, the nearest first.
    """
    _ = translation(lang).gettext
    told = findings.brief if room.brief else findings.told
    told = {group: one.first(room.sentences) for group, one in told.items() if group in room.groups}
    return View(
        lang=lang,
        title=_("Speak or wait"),
        facts=facts(result.dilemma, lang),
        stance=_(
            "Recommends nothing, adds no groups up. “Of 100” counts sampled futures within the ranges entered, not "
            "probability. A: {first}. B: {second}."
        ).format(first=_policy(result, findings.pair[0], lang), second=_policy(result, findings.pair[1], lang)),
        table=_table(result, findings.pair, lang),
        notes=_notes(result, findings, lang),
        sections=(
            *_flips(result, findings.pair, told, lang),
            _ask(findings, room.questions, lang),
            *_wait(result, findings, lang),
            *_cases(cases[: room.cases], lang),
            _missing(answers, lang),
            _unknown(result, lang),
        ),
        made=_("{n} sampled futures, version {version}, seed {seed}.").format(
            n=f"{result.n:,}", version=result.version, seed=result.seed
        ),
    )


def facts(held: Dilemma, lang: Language) -> tuple[str, ...]:
    """The situation in a few words: how many are held, since when, until when, whose families."""
    _, ngettext = translation(lang).gettext, translation(lang).ngettext
    found = [
        ngettext("{n} person held", "{n} people held", held.detained).format(n=held.detained),
        ngettext("arrested {n} day ago", "arrested {n} days ago", int(held.days_since_arrest)).format(
            n=int(held.days_since_arrest)
        ),
    ]
    if held.transfer is not None:
        found.append(
            _("transfer expected on {days}").format(days=words.days(held.transfer.first, held.transfer.last, lang))
        )
    families = ngettext(
        "{n} household left behind, {kin} people", "{n} households left behind, {kin} people", len(held.families)
    )
    found.append(families.format(n=len(held.families), kin=held.kin))
    return tuple(found)


def _table(result: Result, pair: tuple[str, str], lang: Language) -> Table:
    """Nine of ten futures, per option and group."""
    _ = translation(lang).gettext
    head = ("", *(f"{words.group(outcome(code).group, lang)}: {unit(result, code, lang)}" for code in SHOWN))
    rows = tuple(
        (label, *(span(*result.cell(code, one.code).wide, lang) for code in SHOWN))
        for label, one in zip(labels(result, lang, pair), result.dilemma.policies, strict=True)
    )
    return Table(_("People, in 90 of 100 sampled futures"), head, rows)


def _policy(result: Result, code: str, lang: Language) -> str:
    return words.policy(next(one for one in result.dilemma.policies if one.code == code), lang)


def _notes(result: Result, findings: Findings, lang: Language) -> tuple[str, ...]:
    """What is built in, and the one belief that decides."""
    _ = translation(lang).gettext
    notes = []
    idle = [one for one in result.dilemma.policies if _idle(one)]
    if idle and all(result.cell("freed", one.code).wide == (0, 0) for one in idle):
        notes.append(_("Doing nothing comes last for the detained by construction: it frees nobody."))
    if question := _question(result, findings.pair, lang):
        notes.append(question)
    return (*notes, *_taken(result, lang))


def _taken(result: Result, lang: Language) -> list[str]:
    """What had to be assumed, or was narrowed to one sign: it moves the numbers above."""
    ngettext = translation(lang).ngettext
    codes = [one.code for one in result.notices]
    notes = []
    if unknown := codes.count("k_unknown"):
        text = ngettext(
            "k unknown for {n} household: taken as 1.", "k unknown for {n} households: taken as 1.", unknown
        )
        notes.append(text.format(n=unknown))
    if narrowed := codes.count("one_sided"):
        text = ngettext(
            "{n} effect of publishing is narrowed to one sign.",
            "{n} effects of publishing are narrowed to one sign.",
            narrowed,
        )
        notes.append(text.format(n=narrowed))
    return notes


def _idle(one: Policy) -> bool:
    return one.channel == 0 and not one.tells


def _question(result: Result, pair: tuple[str, str], lang: Language) -> str:
    """What publishing leaves of the quiet channel: its own question, with what it does to the pair at both ends."""
    _ = translation(lang).gettext
    if _KAPPA not in result.futures.names:
        return ""
    column = result.futures.column(_KAPPA)
    gain = result.outcomes.gain("freed", *pair)
    held = result.dilemma.believed[_KAPPA]
    third = (held.high - held.low) / 3
    little = of_hundred(float((gain[column < held.low + third] < 0).mean()))
    much = of_hundred(float((gain[column > held.high - third] < 0).mean()))
    return _(
        "Ask first: what does publishing leave of the quiet channel? Entered: {low} to {high} of 100; B freed more in "
        "{little} of 100 in the lowest third, {much} in the highest."
    ).format(
        low=words.told(_KAPPA, held.low),
        high=words.told(_KAPPA, held.high),
        little=little,
        much=much,
    )


def _flips(result: Result, pair: tuple[str, str], told: Mapping[Group, Told], lang: Language) -> list[Section]:
    """A section for each group whose order can turn; the groups whose order cannot share one."""
    _ = translation(lang).gettext
    sections, settled = [], []
    for one in MAIN:
        title = words.group(one.group, lang)
        ahead, behind = better_of_hundred(result, one.code, pair)
        if not ahead or not behind:
            settled.append((title, ahead, behind))
            continue
        counts = _("A did better in {ahead} of 100, B in {behind}; {even} differ by under one person.")
        counts = counts.format(ahead=ahead, behind=behind, even=_under_one(result, one.code, pair))
        found = told.get(one.group)
        marks = words.marks(pair)
        lines = [flip(sentence, marks[sentence.better], lang) for sentence in found.sentences] if found else []
        sections.append(Section(title, (counts, *lines, *_coverage(found, lang))))
    if sections:
        reading = _("First number: of 100 that fit. Covers: of 100 where that option did better.")
        sections[0] = replace(sections[0], sentences=(*sections[0].sentences[:1], reading, *sections[0].sentences[1:]))
    return [*sections, *_settled(settled, lang)]


def _settled(settled: Sequence[tuple[str, int, int]], lang: Language) -> list[Section]:
    """Groups for which no belief turns the order, together."""
    _ = translation(lang).gettext
    words_ = {
        (True, False): _("A is never worse here: built in, not found."),
        (False, True): _("B is never worse here: built in, not found."),
        (False, False): _("A and B come to the same here."),
    }
    found = []
    for turn, text in words_.items():
        titles = [title for title, ahead, behind in settled if (ahead > 0, behind > 0) == turn]
        if titles:
            found.append(Section(" · ".join(titles), (text,)))
    return found


def _under_one(result: Result, code: str, pair: tuple[str, str]) -> int:
    """Of 100 futures, in how many the two options differ by less than one person."""
    return of_hundred(float((abs(result.outcomes.gain(code, *pair)) < 1).mean()))


def flip(sentence: Sentence, option: str, lang: Language) -> str:
    """A flip sentence: when an option did better, how often that held, and how much of it the sentence covers.

    option: its letter or name.
    """
    _ = translation(lang).gettext
    text = _("{option} better in {n} of 100 if {condition}; covers {m}.")
    when = words.condition(sentence.limits, lang)
    return text.format(condition=when, option=option, n=of_hundred(sentence.precision), m=of_hundred(sentence.coverage))


def _coverage(told: Told | None, lang: Language) -> tuple[str, ...]:
    _ = translation(lang).gettext
    if told is None:
        return (_("Sentences are left out for want of room."),)
    if not told.sentences:
        return (_("No short sentence tells when: the beliefs decide only together."),)
    if told.enough:
        return ()
    return (_("Together only {n} of 100.").format(n=of_hundred(told.share)),)


def _ask(findings: Findings, most: int, lang: Language) -> Section:
    _ = translation(lang).gettext
    title = _("Worth asking first")
    calls = _calls(findings, most)
    if not calls:
        return Section(title, (_("No answer found here is worth its delay."),))
    told = [
        f"{words.group(_GROUPS[group], lang)}: "
        + ", ".join(words.belief(one.name, lang) for one in calls if one.group == group)
        for group in dict.fromkeys(one.group for one in calls)
    ]
    return Section(title, ("; ".join(told) + ".",))


def _calls(findings: Findings, most: int) -> list[Ask]:
    """For each group the answers worth most of those worth a call."""
    worth = sorted((one for one in findings.asked if one.call), key=lambda one: -one.net)
    groups = dict.fromkeys(one.group for one in findings.asked)
    return [one for group in groups for one in [one for one in worth if one.group == group][:most]]


def _wait(result: Result, findings: Findings, lang: Language) -> list[Section]:
    _ = translation(lang).gettext
    if findings.waiting is None:
        return []
    span_ = words.days(*findings.waiting.flat, lang)
    text = _("For the detained alone, publishing on {days} is about as good.")
    return [Section(_("Waiting"), (text.format(days=span_),))]


def _cases(cases: Sequence[Case], lang: Language) -> list[Section]:
    _ = translation(lang).gettext
    if not cases:
        return []
    told = tuple(
        _("{year}, {place}: {came}. Why yours may differ: {unlike}.").format(
            year=one.year, place=one.place[lang], came=one.came[lang], unlike=one.unlike[lang]
        )
        for one in cases
    )
    return [Section(_("A case to compare, no rate"), told)]


def _missing(answers: Sequence[Answer], lang: Language) -> Section:
    """Who would be hurt and is not in the table: the user's words, or that nobody answered."""
    _, ngettext = translation(lang).gettext, translation(lang).ngettext
    title = _("Hurt, but not in this table")
    own = tuple(one.words for one in answers if one.item == "not_in_table")
    sentences = [_("Helpers, witnesses, others punished for contact.")]
    open_ = len(unanswered(tuple(answers)))
    if open_ and own:
        text = ngettext("{n} question before the run is open.", "{n} questions before the run are open.", open_)
        sentences.append(text.format(n=open_))
    elif open_:
        several = _("Nobody has answered this; {n} questions before the run are open.").format(n=open_)
        sentences.append(several if open_ > 1 else _("Nobody has answered this."))
    return Section(title, tuple(sentences), own)


def _unknown(result: Result, lang: Language) -> Section:
    _ = translation(lang).gettext
    believed = [result.dilemma.believed[name] for name in result.futures.names if name in result.dilemma.believed]
    shipped = sum(not one.author for one in believed)
    text = _("No study found measures what publishing does to these people. {shipped} of {all} ranges are as shipped.")
    return Section(_("Not known"), (text.format(all=len(believed), shipped=shipped),))
