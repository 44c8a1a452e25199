"""What `underice decide` asks and says: questions about beliefs, the checklist, what is wrong, what was kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.forecasts import Code
    from underice.decide.ranges import Group, Problem, Range
    from underice.decide.reference_cases import Case


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


QUESTIONS: dict[str, tuple[str, str]] = {
    "return_days": (
        _("If nobody publishes and no quiet channel works: after how many days on average are people like these returned?"),
        _("Think of several groups you know of, not of this one. A fixed day of transfer is asked for apart."),
    ),
    "quiet_rate": (
        _("In the first days: 1 in how many of those held does the quiet channel get out on any one day?"),
        _("200 means: of 200 people held like this, about one is let go on one day. Ask those who run the channel."),
    ),
    "quiet_half_life": (
        _("After how many days without a result would you give the quiet channel half the chance you give it today?"),
        _("A channel goes stale: the people in charge change, a file is sent up, a transfer is signed."),
    ),
    "quiet_after": (
        _("Of 100 chances the quiet channel has, how many are left once the matter is public?"),
        _("0: publicity kills the channel. 100: it changes nothing. Over 100: publicity unblocks it. This one answer "
          "weighs more than any other."),
    ),
    "release_names": (
        _("While the world watches a published list of names, 1 in how many of these people is let go on one day?"),
        _("No study has measured it for people awaiting forced return. Wide is honest."),
    ),
    "return_names": (
        _("Once names are published, how many are returned for every 100 that would have been returned anyway?"),
        _("Under 100: publicity slows returns. Over 100: it speeds them. Studies disagree about the sign; 100 is no effect."),
    ),
    "known_otherwise": (
        _("If a person is not returned and nothing is published: of 100 families like these, how many are found out?"),
        _("It says what their cover story (missing, dead, away at work) is worth."),
    ),
    "text_worked": (
        _("Of 100 texts like this, how many would security organs work through in search of families?"),
        _("A search for families of missing people was reported in March 2012."),
    ),
    "punished_share": (
        _("Of 100 families found out because of a text, how many are severely punished?"),
        _("Severely: banishment, a camp, prison. Nobody knows a rate."),
    ),
    "transit_people": (
        _("How many other people are on the way now?"),
        _("Arrivals of a year, times the months a journey takes, by twelve. Recent years are far lower than 2012."),
    ),
    "sweep_published": (
        _("If it is published: how likely, of 100, is a sweep against others on the way?"),
        _("Sweeps have followed publicity, and have also followed arrests nobody wrote about; that is the next question."),
    ),
    "sweep_anyway": (
        _("And if nothing is published: how likely, of 100, is a sweep all the same?"),
        _("Only the difference between the two is laid at the door of publishing."),
    ),
}  # fmt: skip
"""What is asked for each quantity of `elicitation.ASKED`, and the help for "?"."""

ITEMS: dict[str, str] = {
    "consent_detained": _("Who has agreed for those who are held, and to what?"),
    "consent_kin": _("Who of the families has agreed, and to what?"),
    "reach_kin": _("Can the families be reached without danger to them?"),
    "others_listed": _("Who else is on the list? Each name needs an answer of its own."),
    "minors": _("Are there children among them, and who speaks for them?"),
    "public_already": _("What is public about them already?"),
    "not_in_table": _("Who would be hurt and is counted nowhere here?"),
}
"""The checklist (underice.decide.checklist)."""

GROUPS: dict[Group, str] = {
    "D": _("The detained"), "F": _("Kin left behind"), "T": _("Others on the way"), "B": _("Later crossers"),
}  # fmt: skip

_PROBLEMS: dict[str, str] = {
    "unknown_range": _("the model has no quantity “{where}”"),
    "range_name": _("the range for {where} bears another name"),
    "not_a_number": _("{where}: this is no number"),
    "upside_down": _("{where}: the low end {a} lies above the high end {b}"),
    "over_one": _("{where}: {a} is more than 1, and a share or probability ends at 1"),
    "below_least": _("{where}: {a} is less than {b}, the least that can be"),
    "above_most": _("{where}: {a} is more than {b}, the most that can be"),
    "log_of_zero": _("{where}: begin above 0"),
    "best_outside": _("{where}: the best guess {a} lies outside the range"),
    "zero_width": _("{where}: low and high are the same, so it is taken as fixed at {a}"),
    "one_sided": _("{where}: the range leaves out that publicity has no effect; say why"),
    "nobody_held": _("at least one person must be held"),
    "not_a_day": _("{where}: this is no number of days"),
    "transfer_past": _("the transfer lies in the past"),
    "transfer_upside_down": _("the transfer ends before it begins"),
    "transfer_late": _("the transfer lies after the days looked at and changes nothing"),
    "names_unchecked": _("“{where}” names people, and nobody has checked whom the text exposes"),
    "family_counts": _("a household needs at least 0 people, and k from 1 on"),
    "k_unknown": _("k of a household is not known; the worst was taken: the text points at it alone"),
    "no_families": _("no household left behind was entered; harm to families is not counted"),
    "no_policies": _("no way to act was given"),
    "policy_twice": _("two ways to act are both called “{where}”"),
    "channel_range": _("“{where}”: the channel runs from 0 to 1"),
    "identifying_range": _("“{where}”: identifying runs from 0 to 1"),
    "publish_past": _("“{where}”: publishing cannot lie in the past"),
    "too_many_futures": _("more than {b} futures would need more memory and change nothing"),
    "no_futures": _("at least one future must be sampled"),
    "bad_seed": _("the seed must be a whole number from 0 on"),
}  # fmt: skip
"""Problems of the engine by code."""
_IN_UNITS = {"upside_down", "best_outside", "zero_width"}
"""Problems whose numbers are told as they were typed, not as the model counts."""

FORECASTS: dict[Code, str] = {
    "no_question": _("a question is missing"),
    "no_number": _("a probability, or a range for a number, is missing"),
    "two_numbers": _("a question has a probability or a range, not both"),
    "over_one": _("a probability lies between 0 and 1"),
    "upside_down": _("a range runs from low to high"),
    "no_day": _("the day by which it will be known is missing"),
    "day_past": _("the day by which it will be known lies in the past"),
    "no_resolver": _("who will say what came is missing"),
    "wrong_answer": _("a question of yes or no takes yes, no or unknown; a range takes a number or unknown"),
    "no_value": _("this is no number"),
    "too_early": _("it cannot be known before it was forecast"),
}  # fmt: skip
"""Why a forecast, or an answer to one, cannot be."""


def question(name: str, lang: Language) -> str:
    """The question for one quantity; the page's name of it for those the ten-minute mode does not ask."""
    if name in QUESTIONS:
        return translation(lang).gettext(QUESTIONS[name][0])
    from underice.decide.page.words import belief

    return belief(name, lang)


def help_for(name: str, lang: Language) -> str:
    """More about the question."""
    return translation(lang).gettext(QUESTIONS[name][1]) if name in QUESTIONS else ""


def item(code: str, lang: Language) -> str:
    """A question of the checklist."""
    return translation(lang).gettext(ITEMS[code])


def problem(one: Problem, lang: Language) -> str:
    """What is wrong, without a full stop. A code nobody has words for yet is told as it is."""
    from underice.decide.page.words import amount, belief
    from underice.decide.ranges import parameters

    numbers = [f"{value:g}" for value in one.values] + ["", ""]
    words = _PROBLEMS.get(one.code)
    if words is None:
        return f"{one.code} {one.where}".strip()
    where = one.where
    if one.code == "names_unchecked":
        where = policy_name(where, lang)
    elif where in parameters():
        if one.code in _IN_UNITS:
            numbers = [*(amount(where, value, lang) for value in one.values), "", ""]
        where = belief(where, lang)
    return translation(lang).gettext(words).format(where=where, a=numbers[0], b=numbers[1])


def problems(several: Iterable[Problem], lang: Language) -> str:
    """Several of them in one line, each kind of them once."""
    return "; ".join(dict.fromkeys(problem(one, lang) for one in several))


def policy_name(code: str, lang: Language) -> str:
    """What a shipped way to act is called; its code for another."""
    from underice.decide.policies import POLICIES

    found = next((one for one in POLICIES if one.code == code), None)
    return code if found is None else found.label_ko if lang == "ko" else found.label_en


def told(one: Range, lang: Language) -> str:
    """A range in words of the page: "7 days to 90 days", with the best guess if there is one."""
    from underice.decide.page.words import amount

    say = translation(lang).gettext
    low, high = amount(one.name, one.low, lang), amount(one.name, one.high, lang)
    words = say(_("{low} to {high}")).format(low=low, high=high)
    if one.best is not None:
        words += say(_(", likeliest {best}")).format(best=amount(one.name, one.best, lang))
    return words


UNITS = {
    "days": _("in days"),
    "one in": _("as N for 1 in N a day"),
    "of 100": _("of 100"),
    "per 100": _("for every 100 otherwise"),
    "count": _("as a number"),
}
"""The unit in which a quantity is typed, by the scale of the page."""


def unit(name: str, lang: Language) -> str:
    """The unit in which a quantity is typed."""
    from underice.decide.page.words import scale

    return translation(lang).gettext(UNITS[scale(name)])


def case_lines(case: Case, group: Group, lang: Language) -> Iterator[str]:
    """A reference case beside a question about one group: what came, and why it may not be like yours."""
    say = translation(lang).gettext
    came = case.came if group == "D" or not case.tells_of_others else case.others
    yield say(_("Case {year}, {place} ({persons} people): {done} → {came}.")).format(
        year=case.year, place=case.place[lang], persons=case.persons, done=case.done[lang], came=came[lang]
    )
    yield "  " + say(_("Why this may not be like yours: {why}.")).format(why=case.unlike[lang])


_RANGE = re.compile(r"\s*(?:\.\.|~|–|—|\bto\b|\s-\s|(?<=[\d%])-(?=\d)|[,:;\s])\s*")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?(%)?")


def entered(name: str, text: str) -> tuple[float, ...] | None:
    """The numbers typed for a quantity, as the model counts them: low, high and perhaps the best guess; None if unclear.

    Written as the page tells them: days and people as they are, "20" of 100, "50" for every 100 otherwise, "200" for 1
    in 200; "1/200", "20%" and "1 in 200" are understood everywhere.
    """
    bare = re.sub(r"\b1 in\s*", "1/", text.strip().replace("일", "").replace("명", ""))
    parts = [part for part in _RANGE.split(bare) if part]
    found = [_entered(name, part) for part in parts]
    numbers = [value for value in found if value is not None]
    if len(numbers) != len(parts) or len(numbers) not in (1, 2, 3):
        return None
    if _one_in(name) and len(numbers) > 1 and numbers[0] > numbers[1]:
        numbers[:2] = numbers[1::-1]  # "10 to 1000" for 1 in 10 to 1 in 1,000
    return tuple(numbers)


def _one_in(name: str) -> bool:
    from underice.decide.page.words import scale

    return scale(name) == "one in"


def _entered(name: str, part: str) -> float | None:
    from underice.decide.page.words import scale

    found = _NUMBER.fullmatch(part)
    if found is None:
        return None
    number, of, percent = float(found[1]), found[2], found[3]
    if of is not None:
        return number / float(of) if float(of) else None
    kind = scale(name)
    if percent or kind in ("of 100", "per 100"):
        return number / 100
    if kind == "one in":
        return number if "." in part or number == 0 else 1 / number
    return number
