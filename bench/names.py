"""Names across scripts beside string tools: `python -m bench.names [FOLDER]`.

Quality (best F1, recall at precision .95 and .99) and speed of our score and of peers on the same pairs, in one run.
FOLDER holds dev_clusters.csv and score_names.py (default: ../shared/data/names beside the project). Peers:

    pip install rapidfuzz==3.14.6 jellyfish==1.3.0 hanja==0.15.1 korean_romanizer==0.28.0

"assembled" is what one would put together from packages: Hanja to Hangul, Hangul to Revised Romanization, then
rapidfuzz's ratio. The people our tables were learned from are part of the list; the last two tables have
the others alone. Before each row parses and pairs are forgotten; syllables met are kept.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from bench._timing import absent, machine, measure, ratio, row, table
from tools.learn_names import Pair, pair_maker, read, split
from underice.people.codes import encode, paired, scan
from underice.people.comparison import features
from underice.people.keys import keys
from underice.people.reading import parse
from underice.people.similarity import score

Score = Callable[[str, str], float]
ROOT = Path(__file__).resolve().parents[1]
PEERS = "pip install rapidfuzz jellyfish hanja korean_romanizer"


def peers() -> dict[str, Score]:
    """The scorers of other packages that are installed."""
    found: dict[str, Score] = {}
    try:
        ratio_of: Score = importlib.import_module("rapidfuzz.fuzz").ratio
        found["rapidfuzz ratio"] = lambda a, b: ratio_of(a, b) / 100
    except ImportError:
        return found
    try:
        winkler: Score = importlib.import_module("jellyfish").jaro_winkler_similarity
        found["jellyfish Jaro–Winkler"] = winkler
    except ImportError:
        pass
    try:
        translate = importlib.import_module("hanja").translate
        romanizer = importlib.import_module("korean_romanizer.romanizer").Romanizer
    except ImportError:
        return found

    def latin(name: str) -> str:
        hangul = str(translate(name, "substitution"))
        written = str(romanizer(hangul).romanize()) if any("가" <= char <= "힣" for char in hangul) else hangul
        return written.lower().replace("-", " ")

    found["assembled (hanja, romanizer, ratio)"] = lambda a, b: ratio_of(latin(a), latin(b)) / 100
    return found


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


def qualities(folder: Path) -> None:
    """The table of quality, ours first, on all pairs and on people the tables were not learned from."""
    everyone = read(folder / "dev_clusters.csv")
    make = pair_maker(folder)
    others = peers()
    for title, people in (("all people", everyone), ("people not learned from", split(everyone)[1])):
        for derived in (False, True):
            pairs = make(people, derived)
            rows = []
            for name, scorer in {"ours": score, **others}.items():
                features.cache_clear()
                parse.cache_clear()
                best, at95, at99, rate = quality(pairs, scorer)
                rows.append((name, f"{best:.3f}", f"{at95:.3f}", f"{at99:.3f}", f"{rate:,.0f}"))
            print(f"\n{title}, {len(pairs)} pairs{', with derived pinyin' if derived else ''}")
            print(
                table(rows, ("scorer", "best F1", "recall at p .95", "recall at p .99", "pairs/s, names parsed anew"))
            )


def _ours(pairs: list[tuple[str, str]]) -> None:
    """Score pairs with parses kept but no pair remembered: remembered pairs would time a dictionary."""
    features.cache_clear()
    _all(score, pairs)


def _all(scorer: Score, pairs: list[tuple[str, str]]) -> None:
    for one, other in pairs:
        scorer(one, other)


def speeds(folder: Path) -> None:
    """The table of speed: parses, pairs, keys, vectors, and the fastest peer on the same pairs."""
    names = [one.name for rows in read(folder / "dev_clusters.csv").values() for one in rows]
    chance = np.random.default_rng(5)
    parts = [name.split() for name in names if name.isascii() and len(name.split()) > 1]
    picks = chance.integers(len(parts), size=(20_000, 2))
    invented = list({f"{parts[one][0]} {' '.join(parts[other][1:])}" for one, other in picks})
    rows = []

    def rate(title: str, count: int, seconds: float) -> None:
        rows.append((title, f"{count / seconds:,.0f} /s"))

    start = time.perf_counter()
    for name in invented:
        parse(name)
    rate("parse, names never seen before", len(invented), time.perf_counter() - start)
    start = time.perf_counter()
    for name in invented:
        keys(name)
    rate("keys, parses kept", len(invented), time.perf_counter() - start)
    pairs = [(invented[a], invented[b]) for a, b in chance.integers(len(invented), size=(40_000, 2))]
    rate("score, parses kept, pairs never compared", len(pairs), measure(partial(_ours, pairs), runs=5).median)
    codes = np.tile(encode(invented[:10_000]), (100, 1))
    other_codes = np.roll(codes, 7, axis=0)
    scan(invented[0], codes[:10])
    rate("scan of codes for one name", len(codes), measure(lambda: scan(invented[0], codes), runs=5).median)
    rate("pairs of codes", len(codes), measure(lambda: paired(codes, other_codes), runs=5).median)
    print("\n" + table(rows, ("what", "rate")))
    few = pairs[:4_000]
    ours = measure(partial(_ours, few), runs=5)
    side = [row("ours, parses kept", ours, "4,000 pairs on every row")]
    for title, scorer in peers().items():
        measured = measure(partial(_all, scorer, few), runs=5)
        side.append(row(title, measured, f"{ratio(ours, measured)} our time"))
    if len(side) == 1:
        side.append(absent("rapidfuzz, jellyfish, hanja, korean_romanizer", PEERS))
    print("\n" + table(side))


def main(folder: Path) -> None:
    """Quality, then speed."""
    print(machine())
    speeds(folder)
    qualities(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "names")
