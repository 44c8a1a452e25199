"""One bit of a vault turned over, and what comes of it: refused with the right error, or found, or harmless.

A flip may be harmless only where nothing is lost by it: everything reads as it was recorded and verification is clean.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from tests.vault.harness.forging import flip_cell, tampering
from tests.vault.harness.making import KDF, Acknowledged, content, create_vault, open_vault, statements
from underice.vault import cipher
from underice.vault.errors import VaultDamaged, VaultError, VaultRolledBack

PARTS = ("database", "log", "slots", "keys", "heads", "anchor", "attachment", "whole-log")
"""What can be flipped; "log" is a write-ahead log of which only the end has not been moved into the database yet,
"whole-log" one that holds all there is."""

_EXPECTED: dict[str, Callable[[VaultError], bool]] = {
    "database": lambda error: isinstance(error, VaultDamaged) and error.part in ("database", "history"),
    "log": lambda error: isinstance(error, VaultRolledBack) and error.part == "database",
    "whole-log": lambda error: (
        (isinstance(error, VaultRolledBack) and error.part == "database")
        or (isinstance(error, VaultDamaged) and error.part == "database")
    ),
    "slots": lambda error: isinstance(error, VaultDamaged) and error.part == "slots",
    "keys": lambda error: isinstance(error, VaultDamaged) and error.part == "keys",
    "heads": lambda error: isinstance(error, VaultDamaged) and error.part == "heads",
    "anchor": lambda error: isinstance(error, VaultDamaged) and error.part == "anchor",
    "attachment": lambda error: isinstance(error, VaultDamaged) and error.part == "attachment",
}


@dataclass(slots=True)
class Patient:
    """A vault to be copied and damaged, and what it has promised to keep."""

    root: Path
    kept: Acknowledged
    logs: dict[str, Path]
    """The roots of copies whose write-ahead log has not been moved into the database."""

    @classmethod
    def made(cls, root: Path) -> Patient:
        """A vault with some bundles, attachments and slots, and copies of it with a waiting log."""
        kept = Acknowledged()
        logs: dict[str, Path] = {}
        source = root / "whole"
        with create_vault(source / "vault", source / "device") as vault:
            vault.add_passphrase("another way in", kdf=KDF)
            with _without_checkpoint():
                kept.record(vault, statements("log", 30))
                kept.record(vault, statements("log 2", 3))
                logs["whole-log"] = _copy(source, root / "whole-log")
            for number, count in enumerate((1, 200, 8)):
                kept.record(vault, statements(number, count))
            kept.expunge(vault, [next(iter(kept.statements))])
            kept.attach(vault, content("small", 900))
            kept.attach(vault, content("large", (1 << 20) + 500))
        with open_vault(source / "vault", source / "device") as vault, _without_checkpoint():
            for number in range(4):
                kept.record(vault, statements(("tail", number), 6))
            logs["log"] = _copy(source, root / "log")
        return cls(source, kept, logs)

    def target(self, part: str, root: Path, chance: random.Random) -> Path:
        """The file of a part in a copy."""
        folder = root / "vault"
        small = {"slots": "slots.cbor", "keys": "keys.cbor", "heads": "heads.log", "database": "main.db"}
        if part in small:
            return folder / small[part]
        if part == "anchor":
            return next((root / "device").glob("*.anchor"))
        if part == "attachment":
            return folder / "att" / chance.choice(_attachments(folder))
        return folder / "main.db-wal"


def _attachments(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder / "att")) for path in (folder / "att").glob("*/*"))


@contextmanager
def _without_checkpoint() -> Iterator[None]:
    with patch.object(cipher, "checkpoint", lambda connection: False):
        yield


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    for path in target.rglob("*-shm"):
        path.unlink()  # as after a restart of the machine
    return target


@dataclass(slots=True)
class Tally:
    """What came of many flips."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def harmless(self) -> int:
        """How many flips changed nothing."""
        return sum(count for (_, what), count in self.outcomes.items() if what == "harmless")


def flip(
    patient: Patient, part: str, scratch: Path, chance: random.Random, tally: Tally, at: int | None = None
) -> None:
    """Turn over one bit (of byte `at`; none for -1) in a fresh copy, and look what comes of it."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(patient.logs.get(part, patient.root), scratch)
    target = patient.target(part, scratch, chance)
    data = bytearray(target.read_bytes())
    where = chance.randrange(len(data)) if at is None else at
    bit = chance.randrange(8)
    data[where] ^= 1 << bit if at != -1 else 0
    target.write_bytes(data)
    kept = patient.kept if part not in patient.logs else _known(patient, part)
    try:
        outcome = _outcome(part, scratch, kept)
    except Exception as error:
        outcome = f"crash: {error!r}"
    tally.outcomes[part, outcome] += 1
    # The write-ahead log's own index is rebuilt; an outcome is wrong if it is neither a refusal nor a finding.
    if outcome.startswith(("crash", "wrong", "silent")) or outcome == "harmless":
        tally.failures.append(f"{part}, byte {where} of {len(data)}, bit {bit}: {outcome}")


def _known(patient: Patient, part: str) -> Acknowledged:
    if part == "log":
        return patient.kept
    first = {one.id: one for one in (*statements("log", 30), *statements("log 2", 3))}
    return Acknowledged(first, bundles=2)


def _outcome(part: str, root: Path, kept: Acknowledged) -> str:
    """What happens on opening, on reading everything, and on verifying."""
    expected = _EXPECTED[part]
    try:
        vault = open_vault(root / "vault", root / "device")
    except VaultError as error:
        return f"refused: {_name(error)}" if expected(error) else f"wrong error at opening: {error!r}"
    with vault:
        read = ""
        try:
            wrong = list(kept.differences(vault)) + _searched(vault.search, kept)
        except VaultError as error:
            if not expected(error):
                return f"wrong error in reading: {error!r}"
            read, wrong = _name(error), []
        if wrong:
            return f"silent change: {wrong[:3]}"
        findings = vault.verify().findings
        if findings:
            return f"found by verify: {findings[0].code}" + (f", refused in reading: {read}" if read else "")
        return "silent: refused in reading, yet verify is clean" if read else "harmless"


def _searched(search: Callable[[str], tuple[object, ...]], kept: Acknowledged) -> list[str]:
    """Whether searches still find what they should, at least something."""
    values = {one.value for one in kept.statements.values() if one.id not in kept.expunged and one.prop == "name"}
    return [f"a search no longer finds {len(value)} syllables" for value in sorted(values) if not search(value)]


def _name(error: VaultError) -> str:
    part = getattr(error, "part", "")
    return f"{type(error).__name__} {part}".strip()


def spread(patient: Patient, counts: dict[str, int], scratch: Path, seed: int) -> Tally:
    """Many flips at random places of each part."""
    chance, tally = random.Random(seed), Tally()
    for part, count in counts.items():
        for _ in range(count):
            flip(patient, part, scratch, chance, tally)
    return tally


def flip_inside(patient: Patient, scratch: Path, chance: random.Random, tally: Tally) -> None:
    """Turn over one bit of one value inside the database, encrypted again with the right key."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(patient.root, scratch)
    with tampering(scratch / "vault", scratch / "device") as connection:
        where = flip_cell(connection, chance)
    if where is None:
        tally.outcomes["inside", "not writable"] += 1
        return
    outcome = "opens"
    try:
        with suppress(VaultDamaged, VaultRolledBack), open_vault(scratch / "vault", scratch / "device") as vault:
            vault.count()
    except Exception as error:
        outcome = f"crash at opening: {error!r}"
    try:
        with open_vault(scratch / "vault", scratch / "device", inspect=True) as vault:
            findings = vault.verify().findings
        outcome = f"found by verify: {findings[0].code}" if findings else "silent"
    except VaultDamaged as error:
        outcome = f"refused: {_name(error)}"
    except Exception as error:
        outcome = f"crash in verify: {error!r}"
    tally.outcomes["inside", outcome] += 1
    if not outcome.startswith(("found", "refused")):
        tally.failures.append(f"{where}: {outcome}")
