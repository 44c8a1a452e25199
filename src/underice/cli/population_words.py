"""What a person types about somebody, as facts; and what can be wrong with it."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, cast

from underice.cli.days import publication_day
from underice.cli.errors import Problem
from underice.exposure.factors import HOUSEHOLD_TYPES, OCCUPATIONS, HouseholdType, Occupation
from underice.exposure.facts import Sex
from underice.vocabulary.intervals import ONE_DAY, DateInterval, shift_years
from underice.vocabulary.language import Language, translation

PopulationCode = Literal[
    "sex", "years", "age", "place", "place_outside", "relative", "born_and_age", "two_tables", "too_many_kin", "work", "home",
    "need_register", "need_questions", "no_file", "bad_register", "bad_json", "bad_question", "cache",
]  # fmt: skip


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_SAID: dict[PopulationCode, str] = {
    "sex": _("“{value}” is no sex of the tables. Write --sex f or --sex m."),
    "years": _("“{value}” is no year, span of years or day. Write 1988, 1985-1990 or 1988-02-14."),
    "age": _("“{value}” is no age. Write whole years from 0 to 120, as 38 or 30-39."),
    "place": _("No place is known as “{value}”. Check the spelling, or give a wider place."),
    "place_outside": _("“{value}” does not lie in North Korea; only its people can be counted. Give another place."),
    "relative": _("“{value}” does not describe a relative. Write f, m:12, f:30-39, m:2014, 12 or -."),
    "born_and_age": _("--born and --age were both given. Give one of them."),
    "work": _("“{value}” is no kind of work of the tables. Write agriculture, craft, machines, other or none."),
    "home": _("“{value}” is no kind of household of the tables. Write extended, nuclear or other."),
    "two_tables": _("Facts are not counted in a register of your own; put them into the questions of --queries."),
    "too_many_kin": _("More than {n} relatives cannot be counted. Leave some out."),
    "need_register": _("No register was named. Give --register with a CSV file."),
    "need_questions": _("No questions were named. Give the JSON file with them."),
    "no_file": _("“{path}” cannot be read ({reason}). Check the name and the folder."),
    "bad_register": _(
        "“{path}” is no register: {what} (line {line}). docs/method/population.md has its form. Nothing was counted."
    ),
    "bad_json": _("“{path}” is not a JSON list (line {line}). Nothing was counted."),
    "bad_question": _("Question {id} of “{path}” was not understood ({what}). The questions before it were answered."),
    "cache": _("The register could not be kept in “{path}” ({reason}). Make room, or set UNDERICE_CACHE to a folder."),
}
_FAULTS: dict[str, str] = {
    "missing-column": _("the column “{column}” is missing"),
    "short-row": _("a row is too short"),
    "bad-value": _("the value of “{column}” cannot be"),
}


class PopulationProblem(Problem):
    """A mistake in what was typed about the population."""

    def __init__(self, code: PopulationCode, **fields: str | int) -> None:
        super().__init__("usage", **fields)
        self.said = code

    def say(self, lang: Language) -> str:
        """What is wrong and what to do."""
        return translation(lang).gettext(_SAID[self.said]).format(**self.fields)


class RegisterProblem(PopulationProblem):
    """A register that cannot be read, with the line and what is wrong there."""

    def __init__(self, path: str, fault: str, line: int, column: str) -> None:
        super().__init__("bad_register", path=path, line=line)
        self._fault, self._column = fault, column

    def say(self, lang: Language) -> str:
        """What is wrong and what to do."""
        what = translation(lang).gettext(_FAULTS[self._fault]).format(column=self._column)
        return translation(lang).gettext(_SAID[self.said]).format(what=what, **self.fields)


def sex_of(value: str | None) -> Sex | None:
    """f or m. Raises PopulationProblem for anything else."""
    if value is None:
        return None
    if value not in ("f", "m"):
        raise PopulationProblem("sex", value=value[:20])
    return cast(Sex, value)


def work_of(value: str) -> Occupation:
    """A kind of work. Raises PopulationProblem."""
    found = next((one for one in OCCUPATIONS if one == value.strip().lower()), None)
    if found is None:
        raise PopulationProblem("work", value=value[:30])
    return found


def home_of(value: str) -> HouseholdType:
    """A kind of household. Raises PopulationProblem."""
    found = next((one for one in HOUSEHOLD_TYPES if one == value.strip().lower()), None)
    if found is None:
        raise PopulationProblem("home", value=value[:30])
    return found


def days_of(value: str) -> DateInterval:
    """A year, two years with - or /, or a day in any writing of `days`. Raises PopulationProblem."""
    years = re.fullmatch(r"\s*(\d{4})\s*(?:[-/~–]\s*(\d{4}))?\s*", value)
    if years is None:
        try:
            return DateInterval.day(publication_day(value))
        except Problem:
            raise PopulationProblem("years", value=value[:40]) from None
    first, last = int(years[1]), int(years[2] or years[1])
    if not 1850 <= first <= last <= 2200:
        raise PopulationProblem("years", value=value[:40])
    return DateInterval.year(first, last)


def birth_at(age: str, day: date) -> DateInterval:
    """Days of birth of those who are so many whole years old on `day`: "38", "30-39". Raises PopulationProblem."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*(?:[-/~–]\s*(\d{1,3}))?\s*", age)
    if found is None:
        raise PopulationProblem("age", value=age[:20])
    youngest, oldest = int(found[1]), int(found[2] or found[1])
    if not youngest <= oldest <= 120:
        raise PopulationProblem("age", value=age[:20])
    return DateInterval(shift_years(day, -oldest - 1) + ONE_DAY, shift_years(day, -youngest))


def relative_of(words: str, day: date) -> tuple[Sex | None, DateInterval | None]:
    """Sex and birth of a relative: "f", "m:12", "f:30-39", "m:2014", "12", "-". Raises PopulationProblem."""
    found = re.fullmatch(r"\s*(?:-|([fm])?:?\s*((?:\d[\d\s/~–-]*)?))\s*", words)
    if found is None or not words.strip():
        raise PopulationProblem("relative", value=words[:40])
    sex, when = found[1], (found[2] or "").strip()
    try:
        birth = None if not when else days_of(when) if re.match(r"\d{4}", when) else birth_at(when, day)
    except PopulationProblem:
        raise PopulationProblem("relative", value=words[:40]) from None
    return sex_of(sex), birth


def place_of(name: str) -> tuple[str, ...]:
    """The ids in North Korea that a name may mean. Raises PopulationProblem if it means none."""
    from underice.exposure.population import Population
    from underice.vocabulary.places import gazetteer

    countable = Population.load().places
    if name in countable:
        return (name,)
    meant = [place.id for place in gazetteer().candidates(name)]
    inside = tuple(place for place in meant if place in countable)
    if not inside:
        raise PopulationProblem("place_outside" if meant else "place", value=name[:40])
    return inside
