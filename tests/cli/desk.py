"""A desk for tests: a vault with cheap passphrase costs, and commands run in this process as a user would type them."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.vault.making import CHEAP
from underice.cli.app import build
from underice.cli.vault_errors import Stopped
from underice.vault.vault import Vault
from underice.vocabulary.language import Language

PASSPHRASE = "여섯 마리 고래가 눈 위에 앉아 있다"


@contextmanager
def lines(*texts: str) -> Iterator[int]:
    """A file descriptor from which these lines can be read."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{text}\n" for text in texts).encode())
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def first(self) -> dict[str, object]:
        return self.json[0]


@dataclass(frozen=True)
class Desk:
    """Where the vault lies, and how to run a command on it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def create(self) -> None:
        Vault.create(self.folder, passphrase=PASSPHRASE, writer="documenter", kdf=CHEAP, idle=None).close()

    def open(self) -> Vault:
        return Vault.open(self.folder, passphrase=PASSPHRASE, idle=None)

    def run(self, *words: str, passphrase: str | None = PASSPHRASE, lang: Language = "en") -> Said:
        """Run one command, with the passphrase through a descriptor."""
        given = list(words)
        self.capsys.readouterr()
        try:
            if passphrase is None:
                code = build(lang).run(given)
            else:
                with lines(passphrase) as descriptor:
                    code = build(lang).run([*given, "--passphrase-fd", str(descriptor)])
        except Stopped as stopped:
            code = int(stopped.code or 0)
        told = self.capsys.readouterr()
        return Said(code, told.out, told.err)

    def record(self, kind: str, *words: str, lang: Language = "en") -> str:
        """Record something that is fine; the id of what was recorded."""
        said = self.run("record", kind, "--vault", str(self.folder), "--json", *words, lang=lang)
        assert said.code == 0, said.err
        return str(said.first["id"])
