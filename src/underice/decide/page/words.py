"""How a page says groups, outcomes, beliefs and their values. It never recommends: options "come out" with more or fewer.

A share of sampled futures is "N of 100 sampled futures" and is never called a probability: that word would need ranges
that were elicited as distributions, and a `Range` is two bounds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from underice.decide.page.rounding import signed
from underice.decide.policies import Policy
from underice.decide.ranges import Group, parameters
from underice.vocabulary.language import Language, translation

Scale = Literal["days", "one in", "of 100", "per 100", "count"]
"""How a belief's value is told in whole numbers: days; a daily chance as "1 in 50 a day"; a share as "20 of 100"; a
factor as "50 for every 100 otherwise"; people, households or a count."""
_RARE = 0.1


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


GROUP: dict[Group, str] = {
    "D": _("The detained"), "F": _("Kin left behind"), "T": _("Others on the way"), "B": _("Later crossers"),
}  # fmt: skip
OUTCOME: dict[str, str] = {
    "freed": _("freed"), "returned": _("sent back"), "held": _("still held"),
    "worst": _("in a prison camp or worse"), "kin_identified": _("identified because of us"),
    "kin_punished": _("severely punished because of us"), "extra_arrested": _("arrested on top"),
    "extra_returned": _("sent back on top"), "blocked": _("kept from crossing"),
}  # fmt: skip
BELIEF: dict[str, str] = {
    "return_days": _("time to return"),
    "quiet_rate": _("quiet releases"),
    "quiet_half_life": _("half-life of the channel"),
    "quiet_after": _("channel left after publishing"),
    "release_names": _("releases by names"),
    "release_no_names": _("releases without names"),
    "release_states": _("releases by briefing"),
    "release_un": _("releases by the UN"),
    "return_names": _("returns after names"),
    "return_no_names": _("returns without names"),
    "attention_days": _("attention"),
    "lag_days": _("delay of effect"),
    "leak_states": _("leak of a briefing"),
    "leak_un": _("leak at the UN"),
    "ally": _("an ally's voice"),
    "adversary": _("an adversary's voice"),
    "transfer_day": _("day of transfer"),
    "transfer_share": _("share transferred"),
    "shared_fate": _("shared fate"),
    "camp": _("camps after return"),
    "prison": _("prison camps among camps"),
    "death": _("deaths in prison camps"),
    "worse_names": _("punishment after names"),
    "worse_no_names": _("punishment without names"),
    "known_if_returned": _("kin known after return"),
    "known_otherwise": _("kin known otherwise"),
    "text_worked": _("texts worked through"),
    "checked_households": _("households checked"),
    "punished_share": _("kin punished"),
    "transit_people": _("people on the way"),
    "arrest_month": _("arrests on the way"),
    "sweep_published": _("sweep after publishing"),
    "sweep_anyway": _("sweep anyway"),
    "sweep_factor": _("arrests in a sweep"),
    "sweep_days": _("length of a sweep"),
    "returned_share": _("returns after arrest"),
    "restraint": _("returns under watch"),
    "crossers_month": _("crossers a month"),
    "closing": _("crossers stopped"),
    "closing_days": _("closing of the border"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """One condition of a sentence: a belief over or under a value, as it is shown and as it is tested.

    `value` is the one the words say, in the unit of the parameter; `over`: True if the belief lies at or over it.
    """

    name: str
    over: bool
    value: float


def group(code: Group, lang: Language) -> str:
    """The name of a group."""
    return translation(lang).gettext(GROUP[code])


def outcome(code: str, lang: Language) -> str:
    """What is counted, as short words."""
    return translation(lang).gettext(OUTCOME[code])


OPTION: dict[str, str] = {
    "hold": _("do nothing"), "quiet": _("quiet only"), "wait_names": _("names on day {n}"),
    "wait_no_names": _("no names, day {n}"), "names_now": _("names now"), "no_names_now": _("no names, now"),
    "briefing": _("briefing of states"), "un": _("UN only"),
}  # fmt: skip
"""Short names of the shipped options, for tables; an option somebody added goes by its label."""


def policy(one: Policy, lang: Language, mark: str = "") -> str:
    """The name of an option, short and true to its day; mark: "A" or "B" if it is one of the two compared."""
    _ = translation(lang).gettext
    told = one.label_ko if lang == "ko" else one.label_en
    if one.code in OPTION and one.publish in (None, 0) or one.code in ("wait_names", "wait_no_names"):
        told = _(OPTION[one.code]).format(n=math.ceil(one.publish or 0))
    return f"{mark} · {told}" if mark else told


def marks(pair: tuple[str, str]) -> dict[str, str]:
    """The letters by which the two options compared go on the page."""
    return {pair[0]: "A", pair[1]: "B"}


def belief(name: str, lang: Language) -> str:
    """The name of a belief; its code if it has none."""
    return translation(lang).gettext(BELIEF[name]) if name in BELIEF else name


def scale(name: str) -> Scale:
    """How values of that parameter are told."""
    unit = "days" if name == "transfer_day" else parameters()[name].unit
    if unit == "days":
        return "days"
    if unit == "per day":
        return "one in"
    if unit.startswith("share"):
        return "of 100"
    return "per 100" if unit == "times" else "count"


def told(name: str, value: float) -> int:
    """The whole number by which a value is told on its scale."""
    kind = scale(name)
    if kind == "one in":
        return max(round(100 * value), 1) if value >= _RARE else round(1 / max(value, 1e-6))
    return round(100 * value) if kind in ("of 100", "per 100") else round(value)


def plainer(name: str, value: float) -> float:
    """The nearest value that can be told in a whole number of two digits: 1 in 250 for 1 in 248.

    A sentence says this value and is tested at it.
    """
    kind = scale(name)
    whole = told(name, value)
    unit = int(10 ** max(len(str(abs(whole))) - 2, 0))
    near: int = round(whole / unit) * unit
    if kind == "one in":
        return near / 100 if value >= _RARE else 1 / max(near, 1)
    return near / 100 if kind in ("of 100", "per 100") else float(near)


def amount(name: str, value: float, lang: Language) -> str:
    """A value of a belief in whole numbers with its unit."""
    _, ngettext = translation(lang).gettext, translation(lang).ngettext
    kind, whole = scale(name), told(name, value)
    n = signed(whole)
    if kind == "days":
        return ngettext("{n} day", "{n} days", whole).format(n=n)
    if kind == "one in":
        return (_("{n} of 100 a day") if value >= _RARE else _("1 in {n} a day")).format(n=n)
    if kind == "of 100":
        return (_("{n} of 100 a month") if name == "arrest_month" else _("{n} of 100")).format(n=n)
    if kind == "per 100":
        return _("{n} per usual 100").format(n=n)
    if name == "checked_households":
        return ngettext("{n} household", "{n} households", whole).format(n=n)
    return ngettext("{n} person", "{n} people", whole).format(n=n)


def condition(limits: tuple[Limit, ...], lang: Language) -> str:
    """At most three limits in words: "the mean time until return is over 20 days and …"."""
    _ = translation(lang).gettext
    parts = []
    for one in limits:
        noun = belief(one.name, lang)
        told_as = _("{noun} at least {value}") if one.over else _("{noun} at most {value}")
        parts.append(told_as.format(noun=noun, value=amount(one.name, one.value, lang)))
    return ", ".join(parts)


def days(first: float, last: float, lang: Language) -> str:
    """A span of days, rounded outward: "day 4 to 9", or one day."""
    low, high = math.floor(first + 1e-6), math.ceil(last - 1e-6)
    _ = translation(lang).gettext
    return _("day {n}").format(n=low) if low == high else _("days {low} to {high}").format(low=low, high=high)


def short_amount(name: str, value: float) -> str:
    """A value for the mark of an axis, without its unit: the bare whole number of its scale."""
    if scale(name) == "one in":
        return f"{told(name, value)}/100" if value >= _RARE else f"1/{told(name, value)}"
    return signed(told(name, value))


def measure(name: str, lang: Language) -> str:
    """The unit of a belief's scale in words, for the title of an axis."""
    _ = translation(lang).gettext
    kind = scale(name)
    if kind == "days":
        return _("days")
    if kind == "one in":
        return _("a day")
    if kind == "of 100":
        return _("of 100")
    if kind == "per 100":
        return _("per usual 100")
    return _("households") if name == "checked_households" else _("people")
