"""What the commands about the population do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from underice.cli.days import publication_day
from underice.cli.errors import tell
from underice.cli.population_words import (
    PopulationProblem,
    RegisterProblem,
    birth_at,
    days_of,
    home_of,
    place_of,
    relative_of,
    sex_of,
    work_of,
)
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.anonymity import Count
    from underice.exposure.facts import Facts
    from underice.exposure.households import Family, Relative
    from underice.exposure.register.building import Progress
    from underice.exposure.register.table import Register


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed to be counted: None or empty if it was not. kin: words about each relative, by tie."""

    sex: str | None
    born: str | None
    age: str | None
    place: str | None
    arrived: str | None
    kin: Mapping[str, tuple[str, ...]]
    date: str | None
    work: str | None = None
    home: str | None = None

    @property
    def told(self) -> bool:
        """True if anything was."""
        own = (self.sex, self.born, self.age, self.place, self.arrived, self.work, self.home)
        return any((*own, *self.kin.values()))


def run_build(seed: int, lang: Language) -> None:
    """Build the register of families if it is not kept already. Raises PopulationProblem if it cannot be kept."""
    from underice.exposure.register.keeping import folder, kept, made

    _ = translation(lang).gettext
    damaged: list[bool] = []
    if kept(seed, damaged=lambda: damaged.append(True)) is not None:
        tell(_("The register of families lies in {path} already.").format(path=folder(seed)))
        return
    if damaged:
        tell(_("The register of families that was kept is damaged. It is built again."))
    try:
        with _bar(_("Drawing families"), lang) as progress:
            register, _cells = made(seed, progress=progress)
    except OSError as failure:
        raise PopulationProblem("cache", path=str(folder(seed).parent), reason=failure.strerror or "") from None
    tell(
        _("The register of families was built: {people} people in {households} households, in {path}.").format(
            people=f"{len(register):,}", households=f"{len(register.households) - 1:,}", path=folder(seed)
        )
    )


@contextmanager
def _bar(title: str, lang: Language) -> Iterator[Progress | None]:
    """A progress bar on standard error, if a person watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def run_count(asked: Asked, lang: Language, *, as_json: bool) -> None:
    """Count what was typed under both adversaries. Raises PopulationProblem."""
    from underice.exposure.households import count_family
    from underice.exposure.register.counting import MOST_KIN

    day = publication_day(asked.date) if asked.date is not None else date.today()
    person, kin = _facts(asked, day), _kin(asked, day)
    if len(kin) > MOST_KIN:
        raise PopulationProblem("too_many_kin", n=MOST_KIN)
    found = {name: _narrowed(count_family(person, kin, name, as_of=day), asked) for name in ("A", "B")}
    if as_json:
        for name, family in found.items():
            sys.stdout.write(_line({"adversary": name, "date": day.isoformat(), **_numbers(family)}))
        return
    _print(found["A"], found["B"], lang)


def _narrowed(family: Family, asked: Asked) -> Family:
    """The counts cut down to people of some work, and of some kind of household. Raises PopulationProblem."""
    from underice.exposure.factors import with_household_type, with_occupation
    from underice.exposure.households import Family

    if asked.work is not None:
        work = work_of(asked.work)
        family = Family(with_occupation(family.persons, work), with_occupation(family.households, work))
    if asked.home is not None:
        home = home_of(asked.home)
        family = Family(with_household_type(family.persons, home), with_household_type(family.households, home))
    return family


def _facts(asked: Asked, day: date) -> Facts:
    from underice.exposure.facts import Facts

    if asked.born is not None and asked.age is not None:
        raise PopulationProblem("born_and_age")
    birth = days_of(asked.born) if asked.born is not None else None
    return Facts(
        sex=sex_of(asked.sex),
        birth=birth_at(asked.age, day) if asked.age is not None else birth,
        origin=place_of(asked.place) if asked.place is not None else (),
        arrived=days_of(asked.arrived) if asked.arrived is not None else None,
    )


def _kin(asked: Asked, day: date) -> tuple[Relative, ...]:
    from underice.exposure.facts import Facts
    from underice.exposure.households import Relative
    from underice.exposure.register.pattern import TIES

    told = []
    for tie in TIES:
        for words in asked.kin.get(tie, ()):
            sex, birth = relative_of(words, day)
            told.append(Relative(tie, Facts(sex=sex, birth=birth)))
    return tuple(told)


def _numbers(family: Family) -> dict[str, object]:
    def ends(count: Count) -> dict[str, int]:
        return {"low": count.low, "mid": count.mid, "high": count.high}

    codes = dict.fromkeys((*family.persons.assumptions, *family.households.assumptions))
    return {"persons": ends(family.persons), "households": ends(family.households), "assumptions": list(codes)}


def _print(everyone: Family, absent: Family, lang: Language) -> None:
    """The counts as a small table and the assumptions below it."""
    from underice.exposure.anonymity import no_fewer_than
    from underice.exposure.assumptions import codes_in_order, describe

    _ = translation(lang).gettext
    ngettext = translation(lang).ngettext
    write = sys.stdout.write
    for title, family in ((_("Among everyone (A)"), everyone), (_("Among the absent (B)"), absent)):
        persons, homes = no_fewer_than(family.persons), no_fewer_than(family.households)
        write(f"{title}\n")
        number = ngettext("no fewer than about {n} person", "no fewer than about {n} people", persons)
        write(f"  {number.format(n=f'{persons:,}')}  {_span(family.persons, lang)}\n")
        number = ngettext("no fewer than about {n} household", "no fewer than about {n} households", homes)
        write(f"  {number.format(n=f'{homes:,}')}  {_span(family.households, lang)}\n")
    used = {code for family in (everyone, absent) for count in (family.persons, family.households)
            for code in count.assumptions}  # fmt: skip
    write("\n" + _("Under these assumptions:") + "\n")
    for code in codes_in_order(tuple(sorted(used))):
        write(f"- {describe(code, lang)}\n")


def _span(count: Count, lang: Language) -> str:
    said = translation(lang).gettext("(range {low} to {high}, in the middle {mid})")
    return said.format(low=f"{count.low:,}", high=f"{count.high:,}", mid=f"{count.mid:,}")


def run_explain(lang: Language, *, as_json: bool) -> None:
    """Print every assumption: its text, and each number behind it with its source."""
    from underice.exposure.assumptions import TEXTS, assumptions, describe

    _ = translation(lang).gettext
    if as_json:
        for known in assumptions().values():
            sys.stdout.write(
                _line({"code": known.code, "low": known.low, "default": known.default, "high": known.high,
                       "unit": known.unit, "source": known.source})
            )  # fmt: skip
        return
    sys.stdout.write(_("What the counts rest on:") + "\n")
    for code in TEXTS:
        sys.stdout.write(f"- {code}: {describe(code, lang)}\n")
    sys.stdout.write("\n" + _("Every number assumed, with its range and source (sources are in English):") + "\n")
    for known in assumptions().values():
        same = known.low == known.default == known.high
        span = f"{known.default:g}" if same else f"{known.low:g} – {known.default:g} – {known.high:g}"
        sys.stdout.write(f"- {known.code}: {span} ({known.unit}). {known.source}\n")


def run_queries(register: str | None, queries: str | None, asked: Asked) -> None:
    """Answer the questions of a file about a register. Raises PopulationProblem."""
    from underice.exposure.register.queries import BadQuery, answer

    if asked.told:
        raise PopulationProblem("two_tables")
    table, questions = _opened(register, queries)
    for number, question in enumerate(questions):
        try:
            found = answer(table, _object(question, number), str(number))
        except BadQuery as fault:
            raise PopulationProblem("bad_question", id=fault.id, path=str(queries), what=fault.code) from None
        except ValueError:
            raise PopulationProblem("bad_question", id=number, path=str(queries), what="too-many-relatives") from None
        sys.stdout.write(_line(found))


def run_ladders(register: str | None, ladders: str | None) -> None:
    """Solve the ladders of a file about a register. Raises PopulationProblem."""
    from underice.exposure.register.problems import solve
    from underice.exposure.register.queries import BadQuery

    table, problems = _opened(register, ladders)
    for number, problem in enumerate(problems):
        try:
            found = solve(table, _object(problem, number), str(number))
        except BadQuery as fault:
            raise PopulationProblem("bad_question", id=fault.id, path=str(ladders), what=fault.code) from None
        except ValueError:
            raise PopulationProblem("bad_question", id=number, path=str(ladders), what="too-many-steps") from None
        sys.stdout.write(_line(found))


def _object(value: object, number: int) -> Mapping[str, object]:
    from underice.exposure.register.queries import BadQuery

    if not isinstance(value, dict):
        raise BadQuery("not-an-object", str(number))
    return cast(dict[str, object], value)


def _opened(register: str | None, questions: str | None) -> tuple[Register, list[object]]:
    """The register and the list of the other file. Raises PopulationProblem."""
    from underice.exposure.register.table import BadRegister, Register

    if register is None:
        raise PopulationProblem("need_register")
    if questions is None:
        raise PopulationProblem("need_questions")
    asked = _list(questions)
    try:
        return Register.from_csv(Path(register)), asked
    except BadRegister as fault:
        raise RegisterProblem(register, fault.code, fault.line, fault.column) from None
    except (OSError, UnicodeDecodeError) as failure:
        raise _unreadable(register, failure) from None


def _list(path: str) -> list[object]:
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as failure:
        raise _unreadable(path, failure) from None
    except json.JSONDecodeError as fault:
        raise PopulationProblem("bad_json", path=path, line=fault.lineno) from None
    except RecursionError:
        raise PopulationProblem("bad_json", path=path, line=1) from None
    if not isinstance(found, list):
        raise PopulationProblem("bad_json", path=path, line=1)
    return cast(list[object], found)


def _unreadable(path: str, failure: OSError | UnicodeDecodeError) -> PopulationProblem:
    reason = failure.strerror or "" if isinstance(failure, OSError) else "UTF-8"
    return PopulationProblem("no_file", path=path, reason=reason)


def _line(found: Mapping[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False) + "\n"
