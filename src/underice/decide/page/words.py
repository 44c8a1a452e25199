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
from underice.vocabulary.language import Language, josa, translation

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
    "return_days": _("the mean time until return"),
    "quiet_rate": _("what the quiet channel freed at first"),
    "quiet_half_life": _("the quiet channel's half-life"),
    "quiet_after": _("what publishing leaves of the quiet channel"),
    "release_names": _("what names free"),
    "release_no_names": _("what a text without names frees"),
    "release_states": _("what a closed briefing frees"),
    "release_un": _("what the United Nations free"),
    "return_names": _("the pace of returns after names"),
    "return_no_names": _("the pace of returns after a text without names"),
    "attention_days": _("how long attention lasts"),
    "lag_days": _("the time until publishing works"),
    "leak_states": _("the leak from a closed briefing"),
    "leak_un": _("the leak from the United Nations"),
    "ally": _("what an ally's voice adds"),
    "adversary": _("what an adversary's voice adds"),
    "transfer_day": _("the day of transfer"),
    "transfer_share": _("the share taken by the transfer"),
    "shared_fate": _("how far all share one fate"),
    "camp": _("camps among the returned"),
    "prison": _("prison camps among camps"),
    "death": _("death in prison camps"),
    "worse_names": _("punishment after names"),
    "worse_no_names": _("punishment after a text without names"),
    "known_if_returned": _("kin known if someone is returned"),
    "known_otherwise": _("kin known without a return"),
    "text_worked": _("how often organs work a text"),
    "checked_households": _("households they would check"),
    "punished_share": _("punishment of identified kin"),
    "transit_people": _("people on the way"),
    "arrest_month": _("monthly arrests on the way"),
    "sweep_published": _("a sweep after publishing"),
    "sweep_anyway": _("a sweep in any case"),
    "sweep_factor": _("arrests during a sweep"),
    "sweep_days": _("how long a sweep lasts"),
    "returned_share": _("returns among those arrested"),
    "restraint": _("returns while the world watches"),
    "crossers_month": _("would-be crossers a month"),
    "closing": _("crossers a tighter border stops"),
    "closing_days": _("how long the border stays tight"),
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


def meant(name: str, value: float) -> float:
    """The value that the words for it mean: what a reader who takes the whole number literally would enter."""
    kind, whole = scale(name), told(name, value)
    if kind == "one in":
        return whole / 100 if value >= _RARE else 1 / whole
    return whole / 100 if kind in ("of 100", "per 100") else float(whole)


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
        return _("{n} for every 100 otherwise").format(n=n)
    if name == "checked_households":
        return ngettext("{n} household", "{n} households", whole).format(n=n)
    return ngettext("{n} person", "{n} people", whole).format(n=n)


def condition(limits: tuple[Limit, ...], lang: Language) -> str:
    """At most three limits in words: "the mean time until return is over 20 days and …"."""
    _ = translation(lang).gettext
    parts = []
    for one in limits:
        noun = belief(one.name, lang)
        told_as = _("{noun} is at least {value}") if one.over else _("{noun} is at most {value}")
        subject = josa(noun, "이/가") if lang == "ko" else noun
        parts.append(told_as.format(noun=subject, value=amount(one.name, one.value, lang)))
    return _(" and ").join(parts)


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
        return _("for every 100 otherwise")
    return _("households") if name == "checked_households" else _("people")
