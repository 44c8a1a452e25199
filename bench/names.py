"""Names across scripts beside string tools: `python -m bench.names [FOLDER]`.

Quality (best F1, recall at precision .95 and .99, also with one letter wrong) and speed of our score and of peers
(`bench.name_peers`) on the same pairs, in one run. FOLDER holds dev_clusters.csv and score_names.py (default:
../shared/data/names beside the project). The people our tables were learned from are part of the list; the tables
headed "not learned from" have the others alone. Before each row parses and pairs are forgotten; syllables met are kept.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from bench._timing import absent, machine, measure, ratio, row, table
from bench.name_peers import PEERS, Score, peers
from bench.name_slips import KINDS, latin_pairs, with_slips
from tools.learn_names import Clusters, Pair, forget, pair_maker, read, split
from underice.people.bulk import bulk
from underice.people.codes import encode, paired, scan
from underice.people.comparison import features
from underice.people.keys import keys
from underice.people.reading import parse
from underice.people.similarity import score

ROOT = Path(__file__).resolve().parents[1]
SIZE = 20_000  # invented names of each kind


def quality(pairs: list[Pair], scorer: Score) -> tuple[float, float, float, float]:
    """Best F1, recall at precision .95 and .99, and pairs a second."""
    start = time.perf_counter()
    scores = [scorer(a, b) for a, b, _, _ in pairs]
    rate = len(pairs) / (time.perf_counter() - start)
    ranked = sorted(zip(scores, (label for _, _, label, _ in pairs), strict=True), reverse=True)
    wanted = sum(label for _, label in ranked)
    hits, best, at95, at99 = 0, 0.0, 0.0, 0.0
    for count, (value, label) in enumerate(ranked, 1):
        hits += label
        if count < len(ranked) and ranked[count][0] == value:
            continue  # a threshold cannot cut between equal scores
        best = max(best, 2 * hits / (count + wanted))
        at95 = max(at95, hits / wanted) if hits / count >= 0.95 else at95
        at99 = max(at99, hits / wanted) if hits / count >= 0.99 else at99
    return best, at95, at99, rate


def qualities(folder: Path, others: dict[str, Score]) -> None:
    """The table of quality, ours first, on all pairs and on people the tables were not learned from."""
    everyone = read(folder / "dev_clusters.csv")
    make = pair_maker(folder)
    head = ("scorer", "best F1", "recall at p .95", "recall at p .99", "pairs/s, names parsed anew")
    scorers: dict[str, Score] = {"ours": score, "ours, by codes only": by_codes, **others}
    for title, people in (("all people", everyone), ("people not learned from", split(everyone)[1])):
        for derived in (False, True):
            pairs = make(people, derived)
            rows = []
            for name, scorer in scorers.items():
                features.cache_clear()
                parse.cache_clear()
                best, at95, at99, rate = quality(pairs, scorer)
                rows.append((name, f"{best:.3f}", f"{at95:.3f}", f"{at99:.3f}", f"{rate:,.0f}"))
            print(f"\n{title}, {len(pairs)} pairs{', with derived pinyin' if derived else ''}")
            print(table(rows, head))


def by_codes(one: str, other: str) -> float:
    """The weight of `codes.paired` put between 0 and 1, to be measured like a score."""
    return 1 / (1 + float(np.exp(-paired(encode([one]), encode([other]))[0] / 4)))


def slips(folder: Path) -> None:
    """Recall at precision .95 with one letter wrong in a name in Latin letters of every pair (bench.name_slips)."""
    learnt, tested = split(read(folder / "dev_clusters.csv"))
    make = pair_maker(folder)
    rows = []
    parts: dict[str, Clusters] = {"learned from": learnt, "not learned from": tested, "all": learnt | tested}
    for title, people in parts.items():
        pairs = make(people, False)
        clean = quality(latin_pairs(pairs), score)[1]
        wrong = quality(with_slips(pairs), score)[1]
        by_kind = [f"{quality(with_slips(pairs, (kind,)), score)[1]:.3f}" for kind in KINDS]
        rows.append((title, f"{clean:.3f}", f"{wrong:.3f}", f"{100 * (clean - wrong):.1f} points", *by_kind))
    print("\nrecall at precision .95, pairs with a name in Latin letters; one letter wrong")
    print(table(rows, ("people", "as written", "any slip", "drop", *KINDS)))


def _ours(pairs: list[tuple[str, str]]) -> None:
    """Score pairs with parses kept but no pair remembered: remembered pairs would time a dictionary."""
    features.cache_clear()
    _all(score, pairs)


def _all(scorer: Score, pairs: list[tuple[str, str]]) -> None:
    for one, other in pairs:
        scorer(one, other)


def invented(folder: Path, chance: np.random.Generator) -> dict[str, list[str]]:
    """Names of nobody by script: the surname of one person with the given name of another, each once."""
    rows = [one for people in read(folder / "dev_clusters.csv").values() for one in people if one.origin == "real"]
    latin = [one.name.split() for one in rows if one.script == "Latn" and len(one.name.split()) > 1]
    found: dict[str, list[str]] = {}
    picks = chance.integers(len(latin), size=(SIZE, 2))
    found["Latin"] = list(dict.fromkeys(f"{latin[a][0]} {' '.join(latin[b][1:])}" for a, b in picks))
    for title, script in (("Hangul", "Hang"), ("Hanja", "Hani")):
        names = [one.name for one in rows if one.script == script and len(one.name) == 3]
        picks = chance.integers(len(names), size=(SIZE, 3))
        found[title] = list(dict.fromkeys(names[a][0] + names[b][1] + names[c][2] for a, b, c in picks))
    mixed = [name for three in zip(*found.values(), strict=False) for name in three]
    return {**found, "mixed": mixed}


def speeds(folder: Path, others: dict[str, Score], missing: list[str]) -> None:
    """The table of speed: parses, pairs, keys, vectors, and the peers on the same pairs."""
    chance = np.random.default_rng(5)
    names = invented(folder, chance)
    rows: list[tuple[str, str]] = []

    def rate(title: str, count: int, seconds: float) -> None:
        rows.append((title, f"{count / seconds:,.0f} /s"))

    for title, some in names.items():
        forget()
        parse("Kim Chol Su")  # reads the tables
        parse("金哲洙")
        start = time.perf_counter()
        with bulk():
            for name in some:
                parse(name)
        rate(f"parse, {len(some):,} {title} names, nothing remembered", len(some), time.perf_counter() - start)
    some = names["mixed"][:SIZE]
    for name in some:
        parse(name)
    start = time.perf_counter()
    for name in some:
        keys(name)
    rate("keys, parses kept", len(some), time.perf_counter() - start)
    few = [(some[a], some[b]) for a, b in chance.integers(len(some), size=(20_000, 2))]
    rate("score, two names by chance, parses kept, pairs new", len(few), measure(partial(_ours, few), runs=5).median)
    everyone = read(folder / "dev_clusters.csv")
    hard = [(a, b) for a, b, _, _ in pair_maker(folder)(everyone, False)]
    rate("score, hard pairs of the list, parses kept", len(hard), measure(partial(_ours, hard), runs=5).median)
    codes = np.tile(encode(some[:10_000]), (100, 1))
    other_codes = np.roll(codes, 7, axis=0)
    scan(some[0], codes[:10])
    rate("scan of codes for one name", len(codes), measure(lambda: scan(some[0], codes), runs=5).median)
    rate("pairs of codes", len(codes), measure(lambda: paired(codes, other_codes), runs=5).median)
    print("\n" + table(rows, ("what", "rate")))
    hard = hard[:3_000]
    ours = measure(partial(_ours, hard), runs=3)
    side = [row("ours, parses kept", ours, f"{len(hard):,} pairs of the list on every row")]
    for title, scorer in others.items():
        measured = measure(partial(_all, scorer, hard), runs=3)
        side.append(row(title, measured, f"{ratio(ours, measured)} our time"))
    side += [absent(name, PEERS) for name in missing]
    print("\n" + table(side))


def main(folder: Path) -> None:
    """Quality, then speed."""
    print(machine())
    others, missing = peers()
    speeds(folder, others, missing)
    qualities(folder, others)
    slips(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "names")
