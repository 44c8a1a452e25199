"""Linking beside plain Splink: `python -m bench.linkage [RECORDS]` (20,000 records unless said; 100000 is the full size).

Invented records with a fixed seed: names drawn from the shares of syllables in the name tables, each record written in a
script of its own (Hangul of South or North, Hanja, pinyin of those, four romanisations), one in twenty with a wrong
letter; one record in five is a second one of somebody. Births are days, years, or ages; a fifth is missing. Plain Splink
compares surname, given name (Jaro–Winkler), birth and county as written, as its own guides do. Each side runs in a
process of its own, at one threshold (probability .5). Needs the extra `link`.

The names are spelt by the rule tables that our reader starts from, so recall says what blocking and levels lose, not how
well names of the world are read; for that see bench/names.py.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from bench._timing import machine, table
from underice.people.facts import PersonFacts
from underice.people.tables import (
    Character,
    characters,
    folded,
    letters,
    rules,
    weights,
)
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.places import gazetteer

DEFAULT = 20_000
LATIN = ("rr", "mr", "dprk", "press")
SCRIPTS = (("south", 30), ("north", 15), ("hanja", 12), ("pinyin", 8), ("rr", 9), ("mr", 8), ("dprk", 9), ("press", 9))
GROUPS = {"south": "Hangul", "north": "Hangul", "hanja": "Hanja", "pinyin": "pinyin"} | dict.fromkeys(LATIN, "Latin")


@dataclass(frozen=True)
class Someone:
    """An invented person: syllables as in the North, characters for them, birth, sex, county."""

    units: tuple[str, str, str]
    hanja: tuple[str, str, str] | None
    born: date
    sex: str
    county: str


@cache
def _drawn(slot: str) -> tuple[list[str], list[float]]:
    shares = {unit: share for unit, share in weights().prior[slot].items() if len(unit) == 1 and share > 0.0003}
    return list(shares), list(shares.values())


@cache
def _by_sound() -> dict[str, list[Character]]:
    found: dict[str, list[Character]] = defaultdict(list)
    for one in characters().values():
        if one.weight >= 0.3 and one.pinyin:
            found[folded(one.hangul[0])].append(one)
    return found


@cache
def _counties() -> list[str]:
    known = gazetteer()
    return sorted(one for one in known.ids() if known.level(one) == "admin2" and known.get_country(one) == "KP")


@cache
def _spellings(scheme: str, part: str, letter: int) -> tuple[list[str], list[float]]:
    found = {
        spelling: share
        for spelling, row_ in rules()[scheme][part].items()
        for number, share in row_
        if number == letter and share > 0.05
    }
    return list(found), list(found.values())


def someone(dice: random.Random) -> Someone:
    """Draw a person."""
    units = tuple(dice.choices(*_drawn(slot))[0] for slot in ("S", "1", "2"))
    hanja = []
    for unit in units:
        some = _by_sound().get(folded(unit), [])
        hanja.append(dice.choices([one.char for one in some], [one.weight for one in some])[0] if some else "")
    return Someone(
        (units[0], units[1], units[2]),
        (hanja[0], hanja[1], hanja[2]) if all(hanja) else None,
        date(1950, 1, 1) + timedelta(days=dice.randrange(22_000)),
        dice.choice("ffm"),
        dice.choice(_counties()),
    )


def _latin(dice: random.Random, unit: str, scheme: str) -> str:
    told = []
    for part, number in zip(("onset", "nucleus", "coda"), letters(unit), strict=True):
        some, shares = _spellings(scheme, part, number)
        told.append(dice.choices(some, shares)[0].replace("-", "") if some else "")
    return "".join(told)


def written(dice: random.Random, person: Someone, script: str) -> str:
    """Her name in a script; Hangul where it has no characters."""
    if script == "hanja" and person.hanja:
        return "".join(person.hanja)
    if script == "pinyin" and person.hanja:
        sounds = [characters()[char].pinyin[0] for char in person.hanja]
        return f"{sounds[0].capitalize()} {(sounds[1] + sounds[2]).capitalize()}"
    if script in LATIN:
        surname, *given = (_latin(dice, unit, script).capitalize() for unit in person.units)
        name = (
            f"{surname} {given[0]}-{given[1].lower()}" if script in ("rr", "press") else f"{surname} {' '.join(given)}"
        )
        return _slipped(dice, name) if dice.random() < 0.05 else name
    return "".join(person.units if script == "north" else (*map(folded, person.units[:2]), person.units[2]))


def _slipped(dice: random.Random, name: str) -> str:
    """One letter left out, doubled or changed."""
    place = dice.randrange(1, len(name))
    return name[:place] + dice.choice(("", name[place] * 2, dice.choice("aeioungkh"))) + name[place + 1 :]


@dataclass(frozen=True)
class Record:
    """A record, whom it is of, and the group of scripts it is written in."""

    facts: PersonFacts
    of: int
    group: str


def _facts(dice: random.Random, key: int, person: Someone, script: str) -> PersonFacts:
    told = dice.random()
    births: tuple[DateInterval, ...] = ()
    if told < 0.35:
        births = (DateInterval.day(person.born),)
    elif told < 0.6:
        births = (DateInterval.year(person.born.year + dice.choices((0, 1, -1), (90, 5, 5))[0]),)
    elif told < 0.8:
        births = (
            DateInterval(person.born - timedelta(dice.randrange(366)), person.born + timedelta(dice.randrange(366))),
        )
    county = person.county if dice.random() < 0.92 else dice.choice(_counties())
    return PersonFacts(
        f"{key:032x}",
        (written(dice, person, script),),
        sex=(person.sex,) if dice.random() < 0.9 else (),
        births=births,
        origins=((county,),) if dice.random() < 0.8 else (),
    )


def records(number: int, seed: int = 20260208) -> list[Record]:
    """Invented records; four in five are of a person of their own, the others second records of one of those."""
    dice = random.Random(seed)
    people = [someone(dice) for _ in range(number - number // 5)]
    owners = [*range(len(people)), *(dice.randrange(len(people)) for _ in range(number // 5))]
    names, shares = zip(*SCRIPTS, strict=True)
    found = []
    for key, owner in enumerate(owners):
        script = dice.choices(names, shares)[0]
        if people[owner].hanja is None and script in ("hanja", "pinyin"):
            script = "south"
        found.append(Record(_facts(dice, key, people[owner], script), owner, GROUPS[script]))
    dice.shuffle(found)
    return found


def ours(some: Sequence[Record], judge: bool) -> set[tuple[str, str]]:
    """Pairs that we suggest."""
    from underice.people.linking import LinkSettings, link

    found = link([one.facts for one in some], settings=LinkSettings(judge=judge))
    return {_ordered(one.one, one.other) for one in found}


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _split(name: str) -> tuple[str, str]:
    """Surname and given name, as a form with two fields would have them."""
    surname, space, given = name.partition(" ")
    return (surname, given) if space else (name[:1], name[1:])


def plain(some: Sequence[Record]) -> set[tuple[str, str]]:
    """Pairs that Splink's own levels find on surname, given name, birth and county as written."""
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = []
    for one in some:
        surname, given = _split(one.facts.names[0])
        births, homes = one.facts.births, one.facts.origins
        born = births[0].first.isoformat() if births else None
        home = homes[0][0] if homes else None
        rows.append({"unique_id": one.facts.key, "surname": surname, "given": given, "born": born, "home": home})
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("born", [1, 4]),
            cl.ExactMatch("home"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "given"),
            block_on("born"),
            block_on("surname", "home"),
        ],
    )
    # No limit: beyond 50,000 records its blocks do not fit into the 400 MB that we work in.
    limits: dict[str, str | bool | int | float | list[str]] = {"temp_directory": ""}
    database = DuckDBAPI(connection=duckdb.connect(":memory:", config=limits))
    linker = Linker(database.register(rows), settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("surname", "given", "born")], recall=0.3)
    training.estimate_u_using_random_sampling(max_pairs=1_000_001, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("surname", "given"))
    training.estimate_parameters_using_expectation_maximisation(block_on("born"))
    found = linker.inference.predict(threshold_match_probability=0.5, warning_mode="never").as_record_list()
    return {_ordered(str(one["unique_id_l"]), str(one["unique_id_r"])) for one in found}


def truth(some: Iterable[Record]) -> dict[tuple[str, str], str]:
    """Pairs of one person → the two groups of scripts."""
    held: dict[int, list[Record]] = defaultdict(list)
    for one in some:
        held[one.of].append(one)
    return {
        _ordered(a.facts.key, b.facts.key): "–".join(sorted((a.group, b.group)))
        for same in held.values()
        for a, b in combinations(same, 2)
    }


def one_side(side: str, number: int) -> None:
    """Run one side in this process and print its figures as one line of JSON."""
    some = records(number)
    true = truth(some)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = plain(some) if side == "plain" else ours(some, judge=side == "ours")
    seconds = time.perf_counter() - start
    by_group: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair, groups in true.items():
        by_group[groups][0] += pair in found
        by_group[groups][1] += 1
    told = {
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "before": before // 1024,
        "pairs": len(found),
        "right": len(found & set(true)),
        "true": len(true),
        "groups": dict(sorted(by_group.items())),
    }
    sys.stdout.write(json.dumps(told) + "\n")


SIDES = {"ours": "ours, judged by the match", "bulk": "ours, in bulk alone", "plain": "plain Splink"}


def report(number: int, figures: dict[str, dict[str, object]]) -> Iterable[str]:
    """The tables: speed and quality of each side, then recall by the scripts of a pair."""
    told = {side: Figures.of(one) for side, one in figures.items()}
    rows = []
    for side, one in told.items():
        rate = f"{number / one.seconds:,.0f}"
        peak = f"{one.peak} ({one.before})"
        rows.append((SIDES[side], rate, f"{one.seconds:.1f} s", peak, f"{one.pairs:,}", one.precision, one.recall))
    head = ("side", "records/s", "time", "peak MiB (before)", "pairs", "precision", "recall")
    yield table(rows, head)
    yield ""
    groups = sorted({group for one in told.values() for group in one.groups})
    by_group = []
    for group in groups:
        true = max(one.groups[group][1] for one in told.values())
        by_group.append((group, str(true), *(f"{one.groups[group][0] / true:.3f}" for one in told.values())))
    yield table(by_group, ("scripts of a pair", "true pairs", *(f"recall, {SIDES[side]}" for side in told)))


@dataclass(frozen=True)
class Figures:
    """What one side measured."""

    seconds: float
    peak: int
    before: int
    pairs: int
    precision: str
    recall: str
    groups: dict[str, list[int]]

    @classmethod
    def of(cls, read: dict[str, object]) -> Figures:
        """From the line of JSON that the side printed."""
        number = {name: float(str(value)) for name, value in read.items() if name != "groups"}
        groups = read["groups"]
        assert isinstance(groups, dict)
        return cls(
            number["seconds"],
            int(number["peak"]),
            int(number["before"]),
            int(number["pairs"]),
            f"{number['right'] / max(1, number['pairs']):.3f}",
            f"{number['right'] / max(1, number['true']):.3f}",
            groups,
        )


def main(arguments: Sequence[str]) -> None:
    """Run all sides, each in a process of its own, and print the tables."""
    if len(arguments) == 2:
        one_side(arguments[0], int(arguments[1]))
        return
    number = int(arguments[0]) if arguments else DEFAULT
    print(f"{machine()}; {number:,} invented records, one in five a second one of somebody")
    figures: dict[str, dict[str, object]] = {}
    for side in SIDES:
        command = [sys.executable, "-m", "bench.linkage", side, str(number)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{SIDES[side]}: not run. It needs: pip install 'underice[link]'\n{done.stderr[-300:]}")
            continue
        figures[side] = json.loads(done.stdout)
    if figures:
        print("\n".join(report(number, figures)))


if __name__ == "__main__":
    main(sys.argv[1:])
