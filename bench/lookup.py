"""Looking people up: `python -m bench.lookup [--people 100000] [--vault 100000] [--names FOLDER]`.

Invented people, drawn with a fixed seed from the weights of the name engine, in Hangul, Hanja and four romanisations;
each is looked up by another spelling than the one recorded, and by the beginning of it, as while typing. Beside it,
rapidfuzz's `process.extract` on the same names. `--vault N` measures the same in an encrypted vault of N people.
`--names FOLDER` adds recall on the real spellings of dev_clusters.csv, hidden among the invented ones.
"""

from __future__ import annotations

import argparse
import csv
import gc
import importlib
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from bench._timing import absent, machine, row, seconds, table, timing
from underice.people.codes import tables_of
from underice.people.comparison import features
from underice.people.directory import Directory, candidates
from underice.people.facts import PersonFacts
from underice.people.reading import parse
from underice.people.similarity import score, threshold
from underice.people.tables import PARTS, characters, letters, rules, weights
from underice.vault.slots import Kdf
from underice.vault.vault import Vault
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.statement import Statement

CHEAP = Kdf(8 * 1024, 1, 1)
PASSPHRASE = "bench: no secret"
SHARES = {"hangul": 0.6, "hanja": 0.1, "rr": 0.08, "mr": 0.06, "dprk": 0.08, "press": 0.08}
BATCH = 20_000


class Writer:
    """Invented names in one spelling or another."""

    def __init__(self, seed: int = 11) -> None:
        self._chance = random.Random(seed)
        prior = weights().prior
        self._units = {slot: (list(units), list(units.values())) for slot, units in prior.items()}
        self._surnames: dict[str, dict[str, float]] = {}
        for token, units in weights().surnames.items():
            for unit, share in units.items():
                if token.isascii():
                    self._surnames.setdefault(unit, {})[token] = share
        self._hanja: dict[str, list[str]] = {}
        for char, one in characters().items():
            if one.weight:
                self._hanja.setdefault(one.hangul[0], []).append(char)

    def name(self) -> tuple[str, str, str]:
        """Surname and two syllables."""
        drawn = {slot: self._chance.choices(*self._units[slot])[0] for slot in ("S", "1", "2")}
        return drawn["S"], drawn["1"], drawn["2"]

    def spelling(self, name: tuple[str, str, str], scheme: str | None = None) -> str:
        """A name as someone may write it."""
        scheme = scheme or self._chance.choices(list(SHARES), list(SHARES.values()))[0]
        if scheme == "hanja" and all(unit in self._hanja for unit in name):
            return "".join(self._chance.choice(self._hanja[unit]) for unit in name)
        if scheme in ("hangul", "hanja") or name[0] not in self._surnames:
            return "".join(name)
        tokens = self._surnames[name[0]]
        surname = self._chance.choices(list(tokens), list(tokens.values()))[0].capitalize()
        one, other = (self._latin(unit, scheme) for unit in name[1:])
        return (
            f"{surname} {one.capitalize()} {other.capitalize()}"
            if scheme == "dprk"
            else f"{surname} {one.capitalize()}-{other}"
        )

    def _latin(self, unit: str, scheme: str) -> str:
        found = ""
        for part, number in zip(PARTS, letters(unit), strict=True):
            known = {s: p for s, row_ in rules()[scheme][part].items() for n, p in row_ if n == number}
            found += self._chance.choices(list(known), list(known.values()))[0].replace("-", "") if known else ""
        return found

    def facts(self) -> tuple[str, DateInterval]:
        """Sex and birth."""
        year = self._chance.randrange(1940, 2015)
        return self._chance.choice("fm"), DateInterval.year(year, year + self._chance.choice((0, 0, 1)))

    def id(self) -> bytes:
        """An id."""
        return self._chance.randbytes(16)


def invented(count: int, writer: Writer) -> Iterator[tuple[bytes, tuple[str, str, str], PersonFacts]]:
    """People with their names as syllables."""
    for _ in range(count):
        name, id_ = writer.name(), writer.id()
        sex, birth = writer.facts()
        yield id_, name, PersonFacts(id_.hex(), (writer.spelling(name),), sex=(sex,), births=(birth,))


def keystrokes(name: str) -> Iterator[str]:
    """What stands in the field after each stroke of a Hangul name: onset, syllable without coda, syllable."""
    for place, char in enumerate(name):
        onset, _, coda = letters(char)
        begun = name[:place]
        yield begun + "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[onset]
        if coda:
            yield begun + chr(ord(char) - coda)
        yield begun + char


def forget() -> None:
    """Drop what is remembered of single names, so that every look-up is a first one."""
    parse.cache_clear()
    features.cache_clear()


def measured(work: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Seconds for each query."""
    spent = []
    for query in queries:
        forget()
        gc.disable()
        start = time.perf_counter()
        work(query)
        spent.append(time.perf_counter() - start)
        gc.enable()
    return spent


def rows_of(
    title: str, directory: Directory, asked: Sequence[tuple[str, str]], writer: Writer
) -> Iterator[tuple[str, ...]]:
    """Whole names in another spelling, and every key stroke of a Hangul and a Latin one. asked: spelling and key."""
    directory.find("김철수")
    hits = sum(any(one.key == key for one in directory.find(query, 200)) for query, key in asked)
    spent = timing(measured(directory.find, [query for query, _ in asked]))
    yield row(f"{title}: a whole name, top 20", spent, f"{hits}/{len(asked)} found among 200")
    names = [writer.name() for _ in range(12)]
    strokes = [stroke for name in names for stroke in keystrokes("".join(name)[:3])]
    yield row(f"{title}: each stroke in Hangul", timing(measured(directory.find, strokes)))
    latin = [text[:end] for name in names for text in [writer.spelling(name, "rr")] for end in range(1, len(text) + 1)]
    yield row(f"{title}: each stroke in Latin letters", timing(measured(directory.find, latin)))
    with_facts = [PersonFacts("", (query,), sex=("f",), births=(DateInterval.year(1974),)) for query, _ in asked]
    spent_facts = []
    for query in with_facts:
        forget()
        start = time.perf_counter()
        directory.find(query)
        spent_facts.append(time.perf_counter() - start)
    yield row(f"{title}: a name with sex and birth", timing(spent_facts))


def peer(names: list[str], queries: Sequence[str]) -> tuple[str, ...]:
    """rapidfuzz on the same names."""
    try:
        extract = importlib.import_module("rapidfuzz.process").extract
    except ImportError:
        return absent("rapidfuzz process.extract", "pip install rapidfuzz")
    spent = measured(lambda query: extract(query, names, limit=20), queries[:20])
    return row("rapidfuzz process.extract, top 20", timing(spent), "no signal across scripts")


def memory() -> float:
    """Resident memory now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def in_memory(count: int, queries: int) -> None:
    """The directory of `count` people in memory."""
    writer = Writer()
    people, asked = [], []
    for number, (_, name, facts) in enumerate(invented(count, writer)):
        people.append(facts)
        if number % max(1, count // queries) == 0:
            asked.append((writer.spelling(name), facts.key))
    forget()
    before, start = memory(), time.perf_counter()
    directory = Directory.of(people)
    spent, used = time.perf_counter() - start, memory() - before
    print(f"\n{count:,} people in memory: built in {seconds(spent)}, {used:.0f} MiB for the index")
    names = [one.names[0] for one in people]
    print(table([*rows_of("ours", directory, asked, writer), peer(names, [query for query, _ in asked])],
                ("what", "min", "median", "p95", "runs", "note")))  # fmt: skip
    share = np.mean([_candidates(directory, query) for query, _ in asked])
    print(f"candidates weighed closely: {share / count:.3%} of the names on average")


def _candidates(directory: Directory, query: str) -> int:
    columns = directory.table
    likely = candidates(columns.weigh(tables_of(query)))
    return sum(int(columns.bearers[one]) for one in columns.spellings(likely.tolist(), 160))


_FRESH = """
import sys
from pathlib import Path
from bench.lookup import PASSPHRASE, memory
from underice.people.directory import Directory
from underice.vault.vault import Vault
Directory.of([]).find("김철수")
with Vault.open(Path(sys.argv[1]), passphrase=PASSPHRASE, device_dir=Path(sys.argv[2]), idle=None) as vault:
    vault.count()
    before = memory()
    directory = Directory.open(vault)
    directory.find("김철수")
    print(round(memory() - before))
"""


def fresh(folder: Path, device: Path) -> int:
    """MiB by which a program grows that opens the directory kept in a vault."""
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, str(folder), str(device)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def in_vault(count: int, queries: int) -> None:
    """The directory of a vault of `count` people."""
    writer = Writer(12)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "vault"
        asked: list[tuple[str, str]] = []
        source = writer.id()
        with Vault.create(folder, passphrase=PASSPHRASE, writer="bench", kdf=CHEAP, device_dir=Path(scratch) / "device",
                          idle=None) as vault:  # fmt: skip
            batch: list[Statement] = []
            for number, (id_, name, facts) in enumerate(invented(count, writer)):
                said = (("name", facts.names[0]), ("sex", facts.sex[0]), ("birth", str(facts.births[0].first.year)))
                batch += (Statement(id_, "person", prop, value, source) for prop, value in said)
                if number % max(1, count // queries) == 0:
                    asked.append((writer.spelling(name), facts.key))
                if len(batch) >= BATCH:
                    vault.record(batch)
                    batch = []
            if batch:
                vault.record(batch)
            forget()
            gc.collect()
            start = time.perf_counter()
            directory = Directory.open(vault)
            built = time.perf_counter() - start
            spent, newly = [], []
            for _ in range(5):
                del directory
                start = time.perf_counter()
                directory = Directory.open(vault)
                spent.append(time.perf_counter() - start)
            size = sum(path.stat().st_size for path in folder.glob("main.derived*")) / (1 << 20)
            for number in range(5):
                vault.record([Statement(writer.id(), "person", "name", f"새이름{number}", source)])
                start = time.perf_counter()
                Directory.open(vault)
                newly.append(time.perf_counter() - start)
            print(f"\n{count:,} people in a vault: built in {seconds(built)}, {size:.1f} MiB on disk")
            print(table([row("open, nothing new", timing(spent)), row("open, one person new", timing(newly)),
                         *rows_of("ours, vault", directory, asked, writer)],
                        ("what", "min", "median", "p95", "runs", "note")))  # fmt: skip
        print(f"memory of a program that opens it: {fresh(folder, Path(scratch) / 'device')} MiB")


def recall(folder: Path, count: int) -> None:
    """How often another real spelling of one name is among the candidates, and among the first twenty found."""
    with (folder / "dev_clusters.csv").open(encoding="utf-8", newline="") as file:
        spellings: dict[str, list[str]] = {}
        for line in csv.DictReader(file):
            if line["origin"] not in ("pseudonym", "error"):  # other names, and spellings of other people's
                spellings.setdefault(line["cluster_id"], []).append(line["name"])
    people = [facts for _, _, facts in invented(count, Writer(13))]
    real = [PersonFacts(f"{key} {n}", (one,)) for key, names in spellings.items() for n, one in enumerate(names)]
    directory = Directory.of([*people, *real])
    columns = directory.table
    number = {text: place for place, text in enumerate(columns.texts)}
    candidate = found = pairs = alike = close_alike = 0
    for names in spellings.values():
        for query in names:
            likely = candidates(columns.weigh(tables_of(query)))
            close = set(columns.spellings(likely.tolist(), 160))
            first = {one.name for one in directory.find(query, 20)}
            others = [one for one in names if one != query]
            pairs += len(others)
            near = [number[" ".join(one.split())] in close for one in others]
            same = [score(query, one) >= threshold() for one in others]
            candidate += sum(near)
            alike += sum(same)
            close_alike += sum(a and b for a, b in zip(near, same, strict=True))
            found += sum(" ".join(one.split()) in first for one in others)
    print(f"\n{len(real):,} real spellings among {count:,} invented people, {pairs:,} pairs:")
    print(f"candidate recall {candidate / pairs:.4f}; of the pairs that the score takes for one name "
          f"{close_alike / alike:.4f}; among the first twenty found {found / pairs:.4f}")  # fmt: skip


def main() -> None:
    """Measure what was asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--vault", type=int, default=0)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--names", type=Path)
    given = parser.parse_args()
    print(machine(), date.today().isoformat())
    if given.people:
        in_memory(given.people, given.queries)
    if given.vault:
        in_vault(given.vault, given.queries)
    if given.names:
        recall(given.names, given.people or 100_000)


if __name__ == "__main__":
    main()
