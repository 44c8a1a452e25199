"""The vault beside plain SQLite with the same rows: `python -m bench.vault [--n 1000000]`.

Both sides get the same statements, in turns, in one process. The peer is what one would write without the vault: the
same release of SQLite, one table with the same columns and look-up indexes and the same search index, no encryption,
no signatures, no hashes, one commit per batch. Ratios are of CPU seconds; targets are those of the issue.
The costs of the passphrase (Argon2id) are left out except where a row says so.
"""

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import apsw

from bench._timing import Timing, machine, measure, measure_both, ratio, seconds, table, timing
from underice.vault.finding import Verification
from underice.vault.search import index_text, matches
from underice.vault.slots import Kdf
from underice.vault.vault import Vault
from underice.vault.view import Entity
from underice.vocabulary.statement import Statement, new_id, reference

CHEAP = Kdf(8 * 1024, 1, 1)
PASSPHRASE = "bench: no secret"
PER_ENTITY = 8
RELATIONS = 900
BATCH = 10_000
_FAMILY = "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍".split()
_SYLLABLES = "서 연 민 호 은 하 철 수 옥 순 명 희 광 일 복 해 란 영 남 춘 성 진 혁 금 향 미 경 숙 선 화".split()
_PLACES = "무산군 회령시 온성군 혜산시 청진시 경원군 경흥군 삼지연시 보천군 길주군 김책시 함흥시 단천시".split()
_WORDS = (
    "강을 건너다 붙잡혀 아흐레 동안 갇혀 있었다고 누나가 말했다 보위부 집결소 수용소 브로커 전화 이송 석방 소식 "
    "마을 국경 경비대 도강 밀수 송금 어머니 동생 심양 연길 도문 변방대 조사 구류장 북송"
).split()


def people(count: int, seed: int = 7) -> Iterator[Statement]:
    """`count` invented statements, eight to a person: names, places, dates, a tie to another person, notes."""
    chance = random.Random(seed)
    sources = [chance.randbytes(16) for _ in range(200)]
    before = chance.randbytes(16)
    for number in range(0, count, PER_ENTITY):
        person, source = chance.randbytes(16), chance.choice(sources)
        name = chance.choice(_FAMILY) + "".join(chance.choices(_SYLLABLES, k=2))
        claims = (
            ("name", name, "ko"),
            ("name", f"{chance.choice(('Kim', 'Ri', 'Pak'))} {number:x}", "en"),
            ("birth", f"{chance.randrange(1950, 2010)}~", None),
            ("place_of_origin", chance.choice(_PLACES), "ko"),
            ("knows", before.hex(), None),
            ("note", " ".join(chance.choices(_WORDS, k=12)), "ko"),
            ("note", " ".join(chance.choices(_WORDS, k=5)), "ko"),
            ("occupation", chance.choice(("농장원", "교원", "광부", "장사")), "ko"),
        )
        for prop, value, lang in claims[: count - number]:
            yield Statement(
                person, "person", prop, value, source, lang=lang, said_at="2026-02-08", id=chance.randbytes(16)
            )
        before = person


class Plain:
    """The peer: the same rows in SQLite without signatures and hashes; encrypted with `key`, to tell costs apart."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self.connection = apsw.Connection(str(path))
        unlocking = () if key is None else ("PRAGMA cipher = 'chacha20'", f"PRAGMA key = 'raw:{key.hex()}'")
        for text in (
            *unlocking,
            "PRAGMA journal_mode = wal",
            "PRAGMA synchronous = full",
            "PRAGMA cache_size = -65536",
            "PRAGMA temp_store = memory",
            "CREATE TABLE statement(seq INTEGER PRIMARY KEY, id BLOB UNIQUE, entity BLOB, kind TEXT, prop TEXT,"
            " source BLOB, act TEXT, target BLOB, sensitivity INT, consent BLOB, value TEXT, norm TEXT, lang TEXT,"
            " script TEXT, locator TEXT, confidence INT, held_from TEXT, held_to TEXT, said_at TEXT, ref BLOB)",
            "CREATE INDEX by_entity ON statement(entity)",
            "CREATE INDEX by_ref ON statement(ref) WHERE ref IS NOT NULL",
            "CREATE VIRTUAL TABLE ft USING fts5(b, content='', contentless_delete=1, tokenize='ascii')",
        ):
            self.connection.execute(text).fetchall()

    def record(self, made: list[Statement], first: int) -> None:
        """Insert statements in one transaction and move them into the file."""
        rows, words = [], []
        for seq, s in enumerate(made, first):
            ref = reference(s.value)
            rows.append(
                (
                    seq, s.id, s.entity, s.kind, s.prop, s.source, s.act, s.target, s.sensitivity, s.consent, s.value,
                    s.norm, s.lang, s.script, s.locator, s.confidence, s.held_from, s.held_to, s.said_at, ref,
                )
            )  # fmt: skip
            words.append((seq, index_text(s.value, s.norm) if ref is None else ""))
        with self.connection:
            self.connection.executemany(f"INSERT INTO statement VALUES({','.join('?' * 20)})", rows)
            self.connection.executemany("INSERT INTO ft(rowid, b) VALUES(?,?)", words)
        self.connection.execute("PRAGMA wal_checkpoint(truncate)").fetchall()

    def entity(self, id_: bytes) -> list[Statement]:
        """All statements about one entity, as the same objects that the vault gives."""
        found = self.connection.execute(
            "SELECT entity, kind, prop, value, source, lang, script, norm, locator, confidence, sensitivity, consent,"
            " held_from, held_to, said_at, act, target, id FROM statement WHERE entity = ? ORDER BY seq",
            (id_,),
        )
        return [Statement(*row) for row in found]

    def raw(self, id_: bytes) -> list[tuple[object, ...]]:
        """The bare rows about one entity."""
        return self.connection.execute("SELECT * FROM statement WHERE entity = ? ORDER BY seq", (id_,)).fetchall()


Row = tuple[str, str, str, str]
"""What, measured, goal, note."""
Side = Callable[[list[Statement], int], object]
"""Takes a batch of statements and the number of the first."""


@dataclass
class Cost:
    """CPU and wall seconds, added up over batches."""

    cpu: float = 0.0
    wall: float = 0.0

    def add(self, work: Callable[[], object]) -> None:
        """Run and add."""
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall


def open_(folder: Path, device: Path) -> Vault:
    """Open the vault with the cheap costs it was made with."""
    return Vault.open(folder, passphrase=PASSPHRASE, device_dir=device, idle=None)


def size(folder: Path) -> int:
    """Bytes of everything in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def fill(sides: Sequence[Side], count: int) -> tuple[Cost, list[Cost]]:
    """Import the same statements on all sides, batch by batch in turns; the costs of making them and of each side."""
    making, costs = Cost(), [Cost() for _ in sides]
    stream = people(count)
    done = 0
    while done < count:
        batch: list[Statement] = []
        making.add(partial(batch.extend, islice(stream, BATCH)))
        turn = done // BATCH % len(sides)
        for number in (*range(turn, len(sides)), *range(turn)):
            costs[number].add(partial(sides[number], batch, done + 1))
        done += len(batch)
    return making, costs


def searching(vault: Vault, plain: Plain) -> Iterator[Row]:
    """Two-syllable searches for the first 50; and all hits of some, beside a scan of the plain side."""
    wanted = [one + other for one in _SYLLABLES for other in _SYLLABLES[:5]]
    wanted += [one[:2] for one in (*_PLACES, *_WORDS) if len(one) > 1]
    random.Random(5).shuffle(wanted)
    times = []
    for text in wanted:
        begun = time.perf_counter()
        vault.search(text, 50)
        times.append(time.perf_counter() - begun)
    found = missing = wrong = 0
    for text in wanted[:10]:
        scan = {
            id_ for (id_,) in plain.connection.execute("SELECT id FROM statement WHERE value LIKE ?", (f"%{text}%",))
        }
        hits = {hit.claim.statement.id: hit for hit in vault.search(text, 1 << 40)}
        found += len(scan)
        missing += len(scan - hits.keys())
        # What the scan has not found may still be right: another spelling, or said on the vault's side alone.
        wrong += sum(not matches(text, (hits[id_].claim.value,)) for id_ in hits.keys() - scan)
    result = timing(times)
    yield "two-syllable search, first 50", seconds(result.median), "", f"{result.runs} different queries"
    yield "  the same, p95", seconds(result.p95), "< 10 ms", f"least {seconds(result.min)}"
    yield "  recall", f"{1 - missing / max(1, found):.4f}", "1.0", f"of {found:,} that a scan finds"
    yield "  precision", f"{1 - wrong / max(1, found):.4f}", "1.0", ""


def relations(vault: Vault) -> bytes:
    """A person to whom 900 others refer, with two sources that contradict each other."""
    person = new_id()
    sources = [new_id() for _ in range(40)]
    made = [
        *(Statement(one, "source", "title", f"면담 {number}", one) for number, one in enumerate(sources)),
        Statement(person, "person", "name", "김서연", sources[0]),
        Statement(person, "person", "name", "김서현", sources[1]),
    ]
    for number in range(RELATIONS):
        tie, source = new_id(), sources[number % len(sources)]
        made += [
            Statement(tie, "kin", "person", person.hex(), source),
            Statement(tie, "kin", "relation", "동생", source),
            Statement(tie, "kin", "note", "함께 살았다고 한다", source),
        ]
    vault.record(made)
    return person


def actions(vault: Vault) -> Timing:
    """One person's action: a bundle of twelve statements, durable on return."""
    batches = iter([list(people(12, seed=1000 + number)) for number in range(40)])
    return measure(lambda: vault.record(next(batches)), runs=30)


def peak_mib() -> float:
    """The most memory this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(count: int, root: Path) -> Iterator[Row]:
    """Everything, at `count` statements."""
    folder, device = root / "vault", root / "device"
    plain, sealed = Plain(root / "plain.db"), Plain(root / "sealed.db", bytes(range(32)))
    with Vault.create(folder, passphrase=PASSPHRASE, writer="bench", kdf=CHEAP, device_dir=device, idle=None) as vault:
        sides = (lambda batch, first: vault.record(batch), plain.record, sealed.record)
        yield from importing(sides, count, folder, root)
        yield from reading(vault, plain, sealed)
        action = actions(vault)
        yield "one action of 12 statements", seconds(action.median), "< 20 ms", f"p95 {seconds(action.p95)}"
        yield from searching(vault, plain)
    yield from opening(folder, device)
    with open_(folder, device) as vault:
        cost = Cost()
        results: list[Verification] = []
        cost.add(lambda: results.append(vault.verify()))
        assert results[0].good
        note = f"CPU {seconds(cost.cpu)}; {seconds(cost.cpu / results[0].statements * 1_000_000)} per million"
        yield "full verification", seconds(cost.wall), "< 60 s at 1 M", note
    yield "most memory used by this process", f"{peak_mib():,.0f} MiB", "", "all sides together"


def importing(sides: Sequence[Side], count: int, folder: Path, root: Path) -> Iterator[Row]:
    """Fill all sides."""
    making, (ours, theirs, cipher) = fill(sides, count)
    plain, sealed = ((root / name).stat().st_size for name in ("plain.db", "sealed.db"))
    whole = f"{count / (ours.wall + making.wall):,.0f}"
    yield "import, statements/s end to end", whole, "≥ 10,000", "made, hashed, signed, durable"
    yield "import, statements/s recording alone", f"{count / ours.wall:,.0f}", "", f"plain {count / theirs.wall:,.0f}"
    note = f"{ours.cpu:.1f} s : {theirs.cpu:.1f} s"
    yield "insert CPU, vault : plain", f"{ours.cpu / theirs.cpu:.2f}×", "", note
    yield "insert CPU, encryption alone : plain", f"{cipher.cpu / theirs.cpu:.2f}×", "≤ 2.0×", f"{cipher.cpu:.1f} s"
    note = f"{size(folder) / 2**20:.0f} MiB; 48 bytes of hash and salt a statement"
    yield "size, vault : plain", f"{size(folder) / plain:.2f}×", "", note
    yield "size, encryption alone : plain", f"{sealed / plain:.3f}×", "≤ 1.03×", f"{plain / 2**20:.0f} MiB plain"


def reading(vault: Vault, plain: Plain, sealed: Plain) -> Iterator[Row]:
    """Entities: eight statements, and nine hundred relations."""
    chance = random.Random(3)
    wanted = iter(chance.choices(list(islice(vault.entities(), 20_000)), k=8008))
    both = measure_both(lambda: plain.entity(next(wanted)), lambda: vault.entity(next(wanted)), runs=1000)
    note = f"{seconds(both[1].median)} : {seconds(both[0].median)}"
    yield "entity with sources and relations : plain rows of one", ratio(*both), "", note
    both = measure_both(lambda: plain.raw(next(wanted)), lambda: sealed.raw(next(wanted)), runs=1000)
    note = f"{seconds(both[1].median)} : {seconds(both[0].median)}"
    yield "rows of an entity, encryption alone : plain", ratio(*both), "≤ 1.3×", note
    person = relations(vault)
    heavy = measure(lambda: everything(vault.entity(person)), runs=20)
    note = f"all claims, conflicts, sources; p95 {seconds(heavy.p95)}"
    yield "entity with 900 relations", seconds(heavy.median), "< 30 ms", note


def everything(found: Entity) -> int:
    """Touch all there is about an entity, as a page that shows it does."""
    assert found.conflicts
    assert len(found.relations) == RELATIONS
    shown = [found.properties, *found.sources.values(), *(one.properties for one in found.relations)]
    return sum(len(claims) for properties in shown for claims in properties.values())


def opening(folder: Path, device: Path) -> Iterator[Row]:
    """Open and close, first with the passphrase's key remembered, then with what users get by default."""
    real = Kdf.run
    keys: dict[bytes, bytes] = {}

    def remembered(self: Kdf, passphrase: bytes, salt: bytes) -> bytes:
        if salt not in keys:
            keys[salt] = real(self, passphrase, salt)
        return keys[salt]

    with patch.object(Kdf, "run", remembered):
        after = measure(lambda: open_(folder, device).close(), runs=15)
    full = measure(lambda: Kdf().run(b"x", bytes(16)), runs=5)
    yield "open, after the passphrase", seconds(after.median), "< 50 ms", f"p95 {seconds(after.p95)}"
    whole = seconds(after.median + full.median)
    yield "open with 256 MiB, three passes", whole, "< 1.5 s", "the default, before it is fitted to the machine"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000, help="statements (default 100,000)")
    count = parser.parse_args().n
    root = Path(tempfile.mkdtemp(prefix="underice-bench-"))
    try:
        rows = list(run(count, root))
    finally:
        shutil.rmtree(root)
    print(f"{machine()}; {count:,} statements\n")
    print(table(rows, ("what", "measured", "goal", "note")))


if __name__ == "__main__":
    main()
