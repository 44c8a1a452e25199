"""The power fails in the middle of writing: whatever was acknowledged is there, and what is there is whole."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.vault.harness.lossy import Event, Log, Named, Synced
from tests.vault.harness.making import KDF, Acknowledged, content, create_vault, open_vault, statements
from underice.vault import disk
from underice.vault.errors import NotAVault, VaultDamaged, VaultRolledBack
from underice.vault.vault import Vault


@dataclass(frozen=True)
class Session:
    """What was written in one session, and what had been acknowledged by which event."""

    log: Log
    acknowledged: list[tuple[int, Acknowledged]]

    def known_at(self, event: int) -> Acknowledged | None:
        """What had been acknowledged before an event; None before the vault was made."""
        known = [kept for at, kept in self.acknowledged if at <= event]
        return known[-1] if known else None

    def next_after(self, event: int) -> Acknowledged | None:
        """What was acknowledged next."""
        return next((kept for at, kept in self.acknowledged if at > event), None)


def _work(vault: Vault, kept: Acknowledged, seed: int) -> Iterator[None]:
    """One action after the other, of all sorts that write."""
    for number in range(6):
        kept.record(vault, statements((seed, number), (1, 3, 40, 7, 2, 400)[number]))
        yield
    kept.attach(vault, content(seed, 70_000))
    yield
    kept.expunge(vault, [next(iter(kept.statements))])
    yield
    vault.add_passphrase("another way in", kdf=KDF, device_secret=True)
    kept.passphrases.append("another way in")
    yield
    kept.shares = vault.recovery_shares(2, 3)
    yield
    vault.add_compartment("other")
    kept.compartments.append("other")
    yield
    kept.record(vault, statements((seed, "last"), 5))
    yield


def _session(root: Path, seed: int, name: str) -> Session:
    log = Log(root, name)
    acknowledged: list[tuple[int, Acknowledged]] = []
    kept = Acknowledged()
    with log.recording():
        with create_vault(root / "vault", root / "device", vfs=log.vfs) as vault:
            acknowledged.append((len(log.events), kept.copy()))
            for _ in _work(vault, kept, seed):
                acknowledged.append((len(log.events), kept.copy()))
        with Vault.open(
            root / "vault", passphrase="another way in", device_dir=root / "device", idle=None, vfs=log.vfs
        ) as vault:
            kept.record(vault, statements((seed, "second session"), 12))
            acknowledged.append((len(log.events), kept.copy()))
    acknowledged.append((len(log.events), kept.copy()))
    return Session(log, acknowledged)


def _look(session: Session, at: int, seed: int, into: Path) -> str | None:
    """Lay out what a crash left, open it and compare; None if it holds everything acknowledged."""
    session.log.crash(at, random.Random(f"{at} {seed}"), into)
    known = session.known_at(at)
    try:
        vault = open_vault(into / "vault", into / "device")
    except NotAVault:
        return None if known is None else "the vault is gone"
    with vault:
        found = list((known or Acknowledged()).differences(vault))
        under_way = session.next_after(at)
        if found and under_way is not None and not list(under_way.differences(vault)):
            found = []  # the action under way had come to its end, only nobody had been told
        found += [str(finding) for finding in vault.verify().findings]
        if known is not None and under_way is not None:
            # What was being written is there as a whole or not at all.
            new = under_way.statements.keys() - known.statements.keys()
            present = sum(line.statement.id in new for one in vault.entities() for line in vault.history(one))
            if present not in (0, len(new)):
                found.append(f"{present} of {len(new)} statements of the action that was under way")
        vault.record(statements("afterwards", 2))
    if known is not None:
        found += known.ways(into / "vault", into / "device")
    return "; ".join(found) or None


def _crash_points(root: Path, seeds: int, points: int) -> list[str]:
    failures = []
    for seed in range(seeds):
        session = _session(root / f"disk{seed}", seed, f"lossy{seed}")
        last = len(session.log.events)
        for number in range(points):
            at = 1 + (last - 1) * number // max(1, points - 1)
            into = root / f"crash{seed}-{number}"
            into.mkdir()
            try:
                wrong = _look(session, at, seed, into)
            except Exception as error:
                wrong = repr(error)
            if wrong:
                failures.append(f"seed {seed}, event {at} of {last} ({session.log.events[at - 1]!r:.80}): {wrong}")
    return failures


def test_nothing_acknowledged_is_lost_at_any_of_120_crash_points(tmp_path: Path) -> None:
    assert not _crash_points(tmp_path, 1, 120)


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_at_any_of_1000_crash_points(tmp_path: Path) -> None:
    assert not _crash_points(tmp_path, 5, 200)


def test_a_disk_that_lies_about_syncing_the_database_never_loses_silently(tmp_path: Path) -> None:
    # The anchors are honestly on the disk, the database is not: the loss must be seen at opening.
    session = _session(tmp_path / "disk", 7, "lying")
    log = session.log
    databases = {event.file for event in log.events if isinstance(event, Named) and ".db" in event.path}
    log.events[:] = [_unsynced(event) if _about(event, databases) else event for event in log.events]
    lost = 0
    for number in range(40):
        at = len(log.events) * (number + 40) // 80
        into = tmp_path / f"crash{number}"
        into.mkdir()
        log.crash(at, random.Random(number), into)
        known, under_way = session.known_at(at), session.next_after(at)
        try:
            with open_vault(into / "vault", into / "device") as vault:
                wrong = list(known.differences(vault)) if known else []
                assert not wrong or (under_way and not list(under_way.differences(vault))), f"event {at}: {wrong}"
        except (VaultRolledBack, VaultDamaged):
            lost += 1
    assert lost > 10


def _about(event: Event, files: set[int]) -> bool:
    return isinstance(event, Synced) and event.file in files


def _unsynced(event: Event) -> Event:
    """An event that does nothing, so that the numbers of the others stay."""
    assert isinstance(event, Synced)
    return Synced(-1)


def test_the_disk_of_the_test_does_lose_what_is_not_synced(tmp_path: Path) -> None:
    # The control: a program that does not sync its file before it acknowledges loses it at some crash point.
    (tmp_path / "disk").mkdir()
    log = Log(tmp_path / "disk", "careless")
    with log.recording():
        disk.publish(disk.prepare(tmp_path / "disk" / "synced", b"kept"), tmp_path / "disk" / "synced")
        os.replace(disk.prepare(tmp_path / "disk" / "careless", b"kept"), tmp_path / "disk" / "careless")
    lost = {"synced": 0, "careless": 0}
    for seed in range(40):
        into = tmp_path / f"crash{seed}"
        into.mkdir()
        log.crash(len(log.events), random.Random(seed), into)
        for name in lost:
            lost[name] += not (into / name).exists()
    assert lost["synced"] == 0
    assert 0 < lost["careless"] < 40
