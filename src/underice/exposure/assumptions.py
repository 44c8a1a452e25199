"""Every assumption behind a count: its code, its range with a source, and a sentence for the reader in both languages.

The numbers live in data/assumptions.csv. A count names the codes it rests on; `describe` says them in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from underice.exposure._tables import rows
from underice.vocabulary.language import Language, translation


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number taken from the world or from judgement. low ≤ default ≤ high; all equal = not varied."""

    code: str
    low: float
    default: float
    high: float
    unit: str
    source: str


@lru_cache(maxsize=1)
def assumptions() -> dict[str, Assumption]:
    """All numeric assumptions by code, in the order of the data file."""
    return {
        row["code"]: Assumption(
            row["code"], float(row["low"]), float(row["default"]), float(row["high"]), row["unit"], row["source"]
        )
        for row in rows("assumptions.csv")
    }


def assumption(code: str) -> Assumption:
    """The assumption called `code`. Raises KeyError if there is none."""
    return assumptions()[code]


def _(message: str) -> str:
    """Mark a message for the translators' extraction; it is translated when it is shown."""
    return message


TEXTS: dict[str, str] = {
    "inconsistent": _("These facts contradict each other, so nothing could be counted. This is not an all-clear."),
    "pool_empty": _("By this count nobody else is expected to fit all of these facts: treat the person as recognised."),
    "unmodelled": _(
        "Facts that no table counts (work, workplace, marks, events) are left out. With them the person is easier to "
        "recognise than the number says."
    ),
    "census_2008": _(
        "Everyone: people as counted in the census of 1 October 2008. Moves between counties since then are not known."
    ),
    "age_estimate": _(
        "The census table of ages was not found; ages are estimated from cohorts of the United Nations ({low} to {high} "
        "times)."
    ),
    "age_by_place": _(
        "Ages are known for the whole country only and taken to be the same everywhere; a county may have {low} to "
        "{high} times as many people of an age."
    ),
    "mortality": _(
        "Deaths since 2008 follow the cohorts of the United Nations estimate; the low end takes {high} times that "
        "loss, the high end none."
    ),
    "births_after_census": _(
        "Births after the census: every year as many as the average of the ages 0 to 4 in 2008 ({low} to {high} times)."
    ),
    "camps": _(
        "The 702,372 people in military camps belong to no county. They are taken to be aged 17 to 26 or 17 to 29; the "
        "low end leaves them out, the high end shares them among the counties."
    ),
    "province_borders": _(
        "The borders of this province changed after 2008. The low end counts what belonged to it before and after, the "
        "high end all that ever did."
    ),
    "contained_place": _("This place has no census row of its own: a share of the row that holds it is counted."),
    "place_ambiguous": _("The name may mean more than one place: the people of all of them are counted."),
    "samchon_urban": _("How many people of Samchon live in town is not known: {low} to {high} of them are taken."),
    "origin_outside": _(
        "The place of origin may lie outside North Korea, for which there is no table: the low end counts nobody there."
    ),
    "arrived_not_in_register": _(
        "The date of arrival in the South is not in a register of everyone; it counts in the list of the absent only."
    ),
    "absent_list": _(
        "The absent: arrivals in South Korea by year and sex, as published by the Ministry of Unification."
    ),
    "multiplier": _(
        "People in China and people sent back are absent too: for each arrival in the South {low} to {high} absent "
        "people are taken ({default} in the middle)."
    ),
    "entry_profile": _(
        "Ages on arrival are those of all arrivals to September 2020, taken for every year and province ({low} to "
        "{high} times)."
    ),
    "origin_share": _(
        "Provinces of origin are those of all arrivals to 2016 ({low} to {high} times); counties of a province share "
        "by population."
    ),
    "origin_share_recent": _(
        "Among arrivals since 2017 the provinces of origin have shifted ({low} to {high} times the earlier share)."
    ),
    "pooled_period": _("Arrivals before 2002 are published for groups of years and are spread over them."),
    "provisional_year": _("The number of arrivals in {last_year} is provisional."),
    "after_last_year": _("Nobody is counted as having arrived after {last_year}, the last year published."),
    "families_drawn": _(
        "Families and households are drawn at random so as to agree with a few national figures of 2008, and are taken "
        "to be put together in the same way today. Three generations under one roof are fewer in them than published."
    ),
    "family_form": _("A family of the form told may be {low} to {high} times as frequent as in the families drawn."),
    "kin_screened": _(
        "Households and relatives were counted on a small sample of the register of families, because it has not been "
        "built (“underice population build”) or very many people fit."
    ),
    "kin_independent": _(
        "Whether somebody is absent is taken not to depend on her family, beyond her sex, age and place."
    ),
    "absent_together": _(
        "Absent people of one household are taken to have left independently of each other in {low} to {high} of the "
        "cases, else together."
    ),
    "occupation_by_place": _(
        "Work is published for the whole country only; in one county {low} to {high} times as many may do it."
    ),
    "household_by_place": _(
        "Kinds of household are published for the whole country only; in one county there may be {low} to {high} times "
        "as many."
    ),
    "margins": _(
        "Everyone: the people of the tables given, on the day of the tables. Births, deaths and moves since are not in "
        "them."
    ),
    "margins_estimated": _("Some of the tables given are estimates or assumptions."),
    "chance": _(
        "The true number may by chance lie below the one expected; the low end allows for that in 19 cases out of 20."
    ),
}

UNITS = (
    _("years"),
    _("share"),
    _("times the cohort loss"),
    _("times the yearly cohort aged 0-4 in 2008"),
    _("times the count"),
    _("share of Samchon"),
    _("standard deviations"),
    _("share of the count"),
    _("absent people per arrival in the South"),
    _("share of arrivals from Pyongyang"),
    _("year"),
    _("people"),
    _("age at which half of women have married"),
    _("age at which half of men have married"),
    _("years between mother and child"),
    _("share of older heads without a child at home"),
    _("share lost a year"),
    _("share of people of 16 and over"),
    _("times the national share"),
)
"""The units in which the data file gives its numbers."""


@lru_cache(maxsize=1024)
def codes_in_order(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The given codes, each once, in the order of `TEXTS`. Raises KeyError for a code without a text."""
    wanted = set(codes)
    if unknown := wanted - TEXTS.keys():
        raise KeyError(f"assumptions without a text: {sorted(unknown)}")
    return tuple(code for code in TEXTS if code in wanted)


def describe(code: str, lang: Language) -> str:
    """One sentence for the reader that says the assumption and its range. Raises KeyError if there is no such code."""
    from underice.exposure.absent import last_year

    known = assumptions().get(code)
    fields: dict[str, str | int] = {"last_year": last_year()}
    if known is not None:
        fields |= {"low": _shown(known.low), "default": _shown(known.default), "high": _shown(known.high)}
    return translation(lang).gettext(TEXTS[code]).format(**fields)


def source(code: str, lang: Language) -> tuple[str, bool]:
    """Where the range of an assumption comes from, and whether that is said in `lang`. Raises KeyError for no code."""
    known = assumption(code)
    translated = _sources_ko().get(code) if lang == "ko" else known.source
    return translated or known.source, translated is not None


def unit(code: str, lang: Language) -> str:
    """The unit of an assumption in the reader's language. Raises KeyError if there is no such code."""
    return translation(lang).gettext(assumption(code).unit)


@lru_cache(maxsize=1)
def _sources_ko() -> dict[str, str]:
    """Where the ranges come from, in Korean, by code."""
    text = (Path(__file__).parent / "data" / "assumption_sources_ko.tsv").read_text(encoding="utf-8")
    told = (line.partition("\t") for line in text.splitlines()[1:])
    return {code: said for code, _, said in told}


def _shown(value: float) -> str:
    """A number as people write it: no decimals that say nothing."""
    return f"{value:g}"
