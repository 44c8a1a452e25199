"""Learn the weights of the name engine: `python -m tools.learn_names [FOLDER]`.

FOLDER holds dev_clusters.csv and score_names.py (default: ../shared/data/names beside the project). People are split by
a hash of their name group (same Hangul or same Latin letters stay together): three of five are learnt from, the others
only measured. Writes weights.tsv and, in model.toml, the logistic weights and the threshold.

Expectation–maximisation: the scheme, the cut, the order and, where no source wrote it, the Hangul of a name are hidden.
Each round spreads every name over its ways by their probability given the other spellings of that person, and counts
how each letter was spelt; rules of schemes.tsv count as so many observations (STRENGTH), so a rule yields to data only
when there are data.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from underice.people import cells, comparison, reading, similarity, slips, spelling, syllables, tables, typing_errors
from underice.people.cells import Cell
from underice.vocabulary.name_tables import given_syllables, hangul_surnames

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 6
STRENGTH = 12.0
FLAT = 0.001
LEARN = 3  # of five people


class Row(NamedTuple):
    """One name of one person."""

    name: str
    script: str
    origin: str


Clusters = dict[str, list[Row]]


def read(path: Path) -> Clusters:
    """Names by person; pseudonyms, errors and partial names are left out."""
    found: Clusters = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["origin"] in ("real", "derived"):
                found.setdefault(row["cluster_id"], []).append(Row(row["name"], row["script"], row["origin"]))
    return found


def group(rows: list[Row]) -> set[str]:
    """What makes two people one name group: their Hangul, and their Latin letters in any order."""
    keys = set()
    for row in rows:
        if row.origin == "real" and row.script in ("Hang", "Latn"):
            plain = unicodedata.normalize("NFKD", row.name.lower())
            keys.add("".join(sorted(re.findall(r"[^\W\d_]", plain))) if row.script == "Latn" else row.name)
    return keys


def split(clusters: Clusters) -> tuple[Clusters, Clusters]:
    """The part learnt from and the part measured on: whole name groups, by hash."""
    parent = {person: person for person in clusters}

    def root(person: str) -> str:
        while parent[person] != person:
            person = parent[person]
        return person

    owner: dict[str, str] = {}
    for person, rows in clusters.items():
        for key in group(rows):
            parent[root(person)] = root(owner.setdefault(key, person))
    parts: tuple[Clusters, Clusters] = ({}, {})
    for person, rows in clusters.items():
        digest = hashlib.sha256(root(person).encode()).digest()
        parts[0 if digest[0] % 5 < LEARN else 1][person] = rows
    return parts


class Tally(dict[str, float]):
    """Fractional counts; what was not counted is 0."""

    def __missing__(self, key: str) -> float:
        return 0.0

    def add(self, other: Mapping[str, float], times: float = 1.0) -> Tally:
        """Add other counts to these and return these."""
        for key, value in other.items():
            self[key] += times * value
        return self


Emission = dict[str, dict[str, dict[int, Tally]]]


class Counts:
    """Expected counts of one round."""

    def __init__(self) -> None:
        self.emission: Emission = {}
        self.surname: dict[str, Tally] = defaultdict(Tally)
        self.prior: dict[str, Tally] = {"S": Tally(), "1": Tally(), "2": Tally()}
        self.hanja: dict[str, Tally] = {"hanja": Tally(), "hanjaS": Tally()}
        self.scheme: Tally = Tally()

    def letter(self, scheme: str, part: str, number: int, symbol: str, weight: float) -> None:
        """One letter spelt so, with a weight."""
        self.emission.setdefault(scheme, {}).setdefault(part, {}).setdefault(number, Tally())[symbol] += weight


Target = tuple[dict[str, float] | None, ...]


def target_of(name: str) -> Target | None:
    """Hangul distribution of each place by the best parse of a name."""
    parses = reading.parse(name).parses
    return tuple(cell.share if cell else None for cell in parses[0].cells) if parses else None


@cache
def _variants(unit: str) -> tuple[str, ...]:
    """The other spellings of a unit by the initial-sound rule."""
    onset, nucleus, coda = tables.letters(unit[0])
    units = (tables.compose(other, nucleus, coda) + unit[1:] for other in (5, 2, 11) if onset in (5, 2, 11))
    return tuple(one for one in units if one != unit and tables.folded(one) == tables.folded(unit))


def joined(targets: list[Target], length: int) -> Target:
    """The places as several names have them together."""
    fitting = [target for target in targets if len(target) == length]
    places: list[dict[str, float] | None] = []
    for place in range(length):
        found: Tally = Tally()
        for target in fitting:
            for unit, p in (target[place] or {}).items():
                found[unit] += p
                for other in _variants(unit):
                    found[other] += p * (0.2 if place < 2 else 0.02)
        places.append(dict(found) if found else None)
    return tuple(places)


def expect(counts: Counts, name: str, others: list[Target], weight: float = 1.0) -> None:
    """Spread one name over its ways, given the other spellings of the person."""
    found: list[tuple[float, tuple[Cell | None, ...], tables.Scheme, list[dict[str, float]]]] = []
    for row, scheme, _, p in reading.ways(spelling.spell(name)):
        target = joined(others, len(row))
        spread: list[dict[str, float]] = []
        for place, cell in enumerate(row):
            wanted = target[place]
            if cell is None:
                spread.append({})
                continue
            held = {
                unit: share * (1.0 if wanted is None else wanted.get(unit, 1e-5)) for unit, share in cell.share.items()
            }
            p *= sum(held.values())
            total = sum(held.values()) or 1.0
            spread.append({unit: value / total for unit, value in held.items()})
        found.append((p, row, scheme, spread))
    total = sum(p for p, *_ in found)
    for p, row, scheme, spread in found:
        share = weight * p / total if total else 0.0
        if share < 1e-3:
            continue
        counts.scheme[scheme] += share
        for cell, units in zip(row, spread, strict=True):
            if cell is None:
                continue
            for unit, q in units.items():
                count_cell(counts, cell, unit, share * q)


def count_cell(counts: Counts, cell: Cell, unit: str, weight: float) -> None:
    """Count one place read as one unit."""
    counts.prior[cell.slot][unit] += weight
    if cell.slot == "S" and cell.scheme not in ("hangul", "hanja", "pinyin"):
        counts.surname[unit][cell.text] += weight
    if cell.char:
        counts.hanja["hanjaS" if cell.slot == "S" else "hanja"][cell.char] += weight
    if cell.symbols:
        table = tables.rules()[cell.scheme]
        for part, number, symbol in zip(tables.PARTS, tables.letters(unit), cell.symbols, strict=True):
            if number in dict(table[part].get(symbol, ())):  # else it is written so beside this neighbour only
                counts.letter(cell.scheme, part, number, symbol, weight)


def base_priors() -> dict[str, Tally]:
    """What is counted before any name is seen."""
    surnames = Tally({unit: 2.0 if common else 0.15 for unit, common in hangul_surnames().items()})
    given: Tally = Tally()
    for char in tables.characters().values():
        if char.weight > 0.1:
            given[char.hangul[0]] += 0.02
    for unit in given_syllables():
        given[unit] += 0.6
    return {"S": surnames, "1": given, "2": given}


def surname_spellings() -> dict[str, dict[str, float]]:
    """Unit → whole-word spellings, from the table of surnames, the first ones more usual."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    path = Path(tables.__file__).parents[1] / "vocabulary" / "data" / "surnames.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for script, column in (("Latn", "latin"), ("Cyrl", "cyrillic")):
                for place, text in enumerate(filter(None, row[column].split("|"))):
                    word = "".join(token.letters for token in spelling.spell(text).tokens)
                    for unit in filter(None, (row["hangul"], row["north"])):
                        if not (row["north"] and script == "Latn" and unit == row["north"] and word[0] not in "rln"):
                            found[unit].setdefault(word, 1.0 / (place + 1))
    return found


def surname_characters() -> Tally:
    """Characters of one-character surnames, the first of a row more usual, times how common the surname is."""
    found: Tally = Tally()
    path = Path(tables.__file__).parents[1] / "vocabulary" / "data" / "surnames.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for place, char in enumerate(row["hanja"].split("|")):
                if len(char) == 1:
                    found[char] += 1.0 / (place + 1)
    return found


def write(counts: Counts) -> None:
    """The maximisation step: weights.tsv from expected counts and what stands before them."""
    lines = ["kind\tkey\tspelling\tunit\tvalue"]
    before = {"rr": 20.0, "mr": 8.0, "dprk": 20.0, "press": 30.0, "yale": 0.3, "east": 0.5, "pinyin": 3.0}
    schemes = Tally(before).add(counts.scheme)
    total = sum(schemes[s] for s in (*tables.LATIN, "pinyin"))
    for scheme in (*tables.LATIN, "pinyin"):
        lines.append(f"scheme\t{scheme}\t\t\t{max(schemes[scheme], 3.0 if scheme == 'pinyin' else 0) / total:.4g}")
    base = base_priors()
    both = Tally(counts.prior["1"]).add(counts.prior["2"])
    for slot in ("S", "1", "2"):
        shares = Tally(base[slot]).add(counts.prior[slot])
        if slot != "S":
            shares.add(both, 0.15)
        total = sum(shares.values())
        lines += [f"prior\t{slot}\t\t{u}\t{v / total:.4g}" for u, v in sorted(shares.items()) if v / total > 1e-7]
    usual = surname_characters().add(counts.hanja["hanjaS"])
    lines += [f"prior\thanjaS\t\t{char}\t{value:.4g}" for char, value in sorted(usual.items())]
    for char, value in sorted(counts.hanja["hanja"].items()):
        lines.append(f"prior\thanja\t\t{char}\t{tables.characters()[char].weight + value:.4g}")
    for unit, spellings in sorted(surname_spellings().items()):
        weights = Tally({s: 3 * v for s, v in spellings.items()})
        weights.add({s: n for s, n in counts.surname[unit].items() if n > 0.3})
        total = sum(weights.values())
        lines += [f"surname\t\t{s}\t{unit}\t{v / total:.4g}" for s, v in sorted(weights.items())]
    for kind, parts in tables.rules().items():
        for part, rows in parts.items():
            prior: dict[int, Tally] = defaultdict(Tally)
            for symbol, pairs in rows.items():
                for number, p in pairs:
                    prior[number][symbol] = STRENGTH * p
            for number, shares in sorted(prior.items()):
                shares.add(counts.emission.get(kind, {}).get(part, {}).get(number, Tally()))
                total = sum(shares.values())
                letter = {"onset": tables.ONSETS, "nucleus": tables.NUCLEI, "coda": tables.CODAS}[part][number]
                lines += [f"{part}\t{kind}\t{s}\t{letter}\t{v / total:.4g}" for s, v in sorted(shares.items())]
    (tables.DATA / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    forget()


def forget() -> None:
    """Empty every cache that depends on the tables."""
    for module in (tables, syllables, typing_errors, cells, reading, slips, comparison):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear") and thing is not tables.folded:
                thing.cache_clear()
    comparison.forget()
    syllables.forget()


def learn(clusters: Clusters) -> None:
    """All rounds on one part of the people."""
    write(Counts())
    for _ in range(ROUNDS):
        counts = Counts()
        for rows in clusters.values():
            real = [row for row in rows if row.origin == "real"]
            targets = {row: target for row in real if (target := target_of(row.name)) is not None}
            sure = {row: target for row, target in targets.items() if row.script == "Hang"}
            if sure:
                hangul = next(iter(sure))
                for unit, slot in zip(sure[hangul], ("S", "1", "2", "2"), strict=False):
                    counts.prior[slot].add(unit or {})
            for row in real:
                if row.script == "Hang":
                    continue
                others = [target for other, target in (sure or targets).items() if other is not row]
                part = Counts() if sure else counts
                expect(part, row.name, others, 1.0 / len(real) if not sure else 1.0)
                if sure:  # the person is counted once, by the Hangul; her spellings count as spellings
                    part.prior = {slot: Tally() for slot in part.prior}
                    merge(counts, part)
        write(counts)


def merge(into: Counts, part: Counts) -> None:
    """Add the counts of one name."""
    into.scheme.add(part.scheme)
    for unit, spellings in part.surname.items():
        into.surname[unit].add(spellings)
    for key, chars in part.hanja.items():
        into.hanja[key].add(chars)
    for kind, parts in part.emission.items():
        for name, rows in parts.items():
            for number, symbols in rows.items():
                for symbol, weight in symbols.items():
                    into.letter(kind, name, number, symbol, weight)


Pair = tuple[str, str, int, str]
NAMES = ("bias", "evidence", "doubt")


def vector(one: str, other: str) -> list[float]:
    """The inputs of the logistic curve, in the order of NAMES."""
    found = comparison.features(one, other)
    return [1.0, min(found.evidence, comparison.ENOUGH), found.doubt]


def fit(pairs: list[Pair]) -> dict[str, float]:
    """Logistic regression by Newton's method with a small ridge; names without any reading are left out.

    No input may count against what it says: those whose weight comes out negative are dropped, and the rest fitted
    again.
    """
    known = ((pair, comparison.features(pair[0], pair[1])) for pair in pairs)
    kept = [pair for pair, found in known if found.left is not None and not found.uneven]
    x = np.array([vector(a, b) for a, b, _, _ in kept])
    y = np.array([label for _, _, label, _ in kept], dtype=float)
    used = list(range(x.shape[1]))
    while True:
        beta = newton(x[:, used], y)
        worst = min(range(1, len(used)), key=lambda place: beta[place])
        if beta[worst] >= 0:
            break
        del used[worst]
    chosen = dict.fromkeys(NAMES, 0.0)
    chosen.update({NAMES[place]: round(float(b), 4) for place, b in zip(used, beta, strict=True)})
    return chosen


def newton(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic curve; the first column is the bias and hardly held back."""
    beta = np.zeros(x.shape[1])
    ridge = np.diag([0.01, *[0.5] * (x.shape[1] - 1)])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ beta)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def pair_maker(folder: Path) -> Callable[[Clusters, bool], list[Pair]]:
    """Positive and negative pairs as score_names.py makes them."""
    spec = importlib.util.spec_from_file_location("score_names", folder / "score_names.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score_names.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def make(clusters: Clusters, derived: bool) -> list[Pair]:
        rows = {
            person: [r._asdict() for r in rows if derived or r.origin == "real"] for person, rows in clusters.items()
        }
        positive, negative = module.build(rows, 4)
        return [*positive, *negative]

    return make


def settle(chosen: dict[str, float], threshold: float) -> None:
    """Write the logistic weights and the threshold into model.toml."""
    path = tables.DATA / "model.toml"
    text = path.read_text(encoding="utf-8")
    kept = {name: value for name, value in tables.settings().weights.items() if name not in chosen}  # set by hand
    block = "\n".join(f"{name} = {value}" for name, value in (chosen | kept).items())
    text = re.sub(r"\[weights\]\n.*?\n\n", f"[weights]\n{block}\n\n", text, flags=re.DOTALL)
    text = re.sub(r"^threshold = .*$", f"threshold = {threshold:.4f}", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    forget()


def best_threshold(pairs: list[Pair]) -> float:
    """The score from which most names are called rightly (best F1): the middle of all that come within FLAT of it."""
    ranked = sorted(((similarity.score(a, b), label) for a, b, label, _ in pairs), reverse=True)
    wanted = sum(label for _, label in ranked)
    hits = 0
    quality = []
    for count, (_, label) in enumerate(ranked, 1):
        hits += label
        quality.append(2 * hits / (count + wanted))
    good = [ranked[place][0] for place, f1 in enumerate(quality) if f1 >= max(quality) - FLAT]
    middle = (logit(good[0]) + logit(good[-1])) / 2
    return 1 / (1 + math.exp(-middle))


def logit(p: float) -> float:
    """Natural log odds."""
    p = min(max(p, 1e-12), 1 - 1e-12)
    return math.log(p / (1 - p))


def report(pairs: list[Pair]) -> Iterator[str]:
    """Quality at the fixed threshold over all pairs and by pair of scripts."""
    threshold = tables.settings().threshold
    by_tag: dict[str, list[Pair]] = {"all": pairs}
    for pair in pairs:
        by_tag.setdefault(pair[3], []).append(pair)
    for tag, some in by_tag.items():
        called = [(similarity.score(a, b) >= threshold, label) for a, b, label, _ in some]
        hit = sum(1 for yes, label in called if yes and label)
        f1 = 2 * hit / max(1, sum(yes for yes, _ in called) + sum(label for _, label in called))
        yield f"  {tag:14} pairs {len(some):5}  F1 at the threshold {f1:.3f}"


def main(folder: Path) -> None:
    """Learn, fit, write and report."""
    learnt, tested = split(read(folder / "dev_clusters.csv"))
    learn(learnt)
    make = pair_maker(folder)
    settle(fit(make(learnt, True)), 0.5)
    chosen = {name: tables.settings().weights[name] for name in NAMES}
    # The bias is moved so that the line lies at one half, where a reader expects it.
    chosen["bias"] = round(chosen["bias"] - logit(best_threshold(make(learnt, False))), 4)
    settle(chosen, 0.5)
    print(f"people learnt from {len(learnt)}, measured on {len(tested)}; threshold {tables.settings().threshold}")
    for name, part in (("learnt", learnt), ("measured", tested)):
        for derived in (False, True):
            print(name, "with derived pinyin" if derived else "")
            print("\n".join(report(make(part, derived))))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "names")
