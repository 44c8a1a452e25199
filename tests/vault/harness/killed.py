"""A writer in a process of its own that can be killed at any moment, and what it had acknowledged by then.

What it writes follows from a seed and a number, so that the parent can tell what each acknowledgement promises.
Processes are forked from one server that has imported everything, so that a thousand runs take minutes.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from tests.vault.harness.making import KDF, Acknowledged, content, open_vault, statements
from underice.vault.vault import Vault

READY = "ready"
_LARGE = 60_000


def sizes(seed: int, number: int) -> int:
    """How many statements action `number` records."""
    return random.Random(f"{seed} {number}").choice((1, 2, 5, 20, 60, 300))


def act(vault: Vault, seed: int, number: int) -> tuple[str, bytes]:
    """Carry out action `number`: mostly recording; an attachment, a new slot or a removal every few times."""
    if number % 7 == 3:
        return "attach", vault.attach(io.BytesIO(content((seed, number), _LARGE)), mime="application/octet-stream")
    if number % 11 == 5:
        vault.add_passphrase(f"{seed} {number}", kdf=KDF)
        return "slot", b""
    if number % 13 == 8:
        made = statements((seed, number), sizes(seed, number))
        vault.record(made)
        vault.expunge([made[0].id], reason="consent withdrawn")
        return "expunge", made[0].id
    vault.record(statements((seed, number), sizes(seed, number)))
    return "record", b""


def write(folder: Path, device: Path, seed: int, start: int, answers: Connection) -> None:
    """Open the vault and work until killed; each acknowledgement goes out only after the action has returned."""
    answers.send((READY, b""))
    with open_vault(folder, device) as vault:
        number = start
        while True:
            answers.send((number, *act(vault, seed, number)))
            number += 1


@dataclass(slots=True)
class Told:
    """What writers of one vault have acknowledged, over several runs."""

    seed: int
    kept: Acknowledged = field(default_factory=Acknowledged)
    next: int = 0

    def take(self, number: int, what: str, id_: bytes) -> None:
        """Note one acknowledgement."""
        self.next = number + 1
        if what == "attach":
            self.kept.attachments[id_] = content((self.seed, number), _LARGE)
        elif what == "expunge":
            self.kept.expunged.add(id_)
        elif what == "slot":
            self.kept.passphrases = [f"{self.seed} {number}"]
        if what in ("record", "expunge"):
            made = statements((self.seed, number), sizes(self.seed, number))
            self.kept.statements.update((one.id, one) for one in made)


def run(folder: Path, device: Path, told: Told, seconds: float) -> int:
    """Let a writer work for `seconds`, kill it, take its acknowledgements; their number is given back."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.vault.harness.killed"])
    inbox, outbox = context.Pipe(duplex=False)
    process = context.Process(target=write, args=(folder, device, told.seed, told.next, outbox))
    process.start()
    outbox.close()
    return _drain(inbox, told, lambda: _kill(process.pid, seconds), process.join)


def _kill(pid: int | None, seconds: float) -> None:
    assert pid is not None
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)


def _drain(inbox: Connection, told: Told, kill: Callable[[], None], join: Callable[[], None]) -> int:
    assert inbox.recv() == (READY, b"")
    kill()
    join()
    count = 0
    while True:
        try:
            number, what, id_ = inbox.recv()
        except EOFError:
            return count
        told.take(number, what, id_)
        count += 1
