"""The ten-minute mode at a real terminal: a program of its own, typed at through a pseudo-terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from underice.decide.checklist import ITEMS
from underice.decide.elicitation import ASKED

COLUMNS = 70
PATIENCE = 120.0


class Terminal:
    """What stands on the screen, and a hand that types."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.screen = ""

    def wait_for(self, words: str) -> None:
        """Read on until these words have come since the last key."""
        end = time.monotonic() + PATIENCE
        while words not in self.screen:
            ready, _out, _err = select.select([self.descriptor], [], [], 1.0)
            try:
                read = os.read(self.descriptor, 65_536) if ready else b""
            except OSError:  # the program has ended
                read = b""
                end = 0.0
            self.screen += read.decode("utf-8", "replace").replace("\r\n", "\n")
            assert words in self.screen or time.monotonic() < end, self.screen[-2_000:]

    def type(self, text: str) -> None:
        """Type a line; what stood before it is forgotten."""
        self.screen = ""
        os.write(self.descriptor, f"{text}\n".encode())


@contextmanager
def at_terminal(*words: str) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "UNDERICE_VAULT"}
    environment |= {"COLUMNS": str(COLUMNS), "TERM": "dumb"}
    program = subprocess.Popen(
        [sys.executable, "-m", "underice", *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    try:
        yield Terminal(ours)
    finally:
        program.kill()
        program.wait()
        os.close(ours)


@pytest.mark.parametrize("by", ["by the 20th", "20일까지"])
def test_from_twelve_held_and_a_transfer_by_the_20th_to_the_page(by: str) -> None:
    with at_terminal("decide", "new", "--on", "2026-02-11", "--futures", "2000", "--seed", "3", "--lang", "en") as one:
        one.wait_for("Your name")
        for question, answer in (
            ("", "Min"), ("A title", ""), ("How many people", "twelve"), ("Since which day", "last Sunday"),
            ("transfer or return", by), ("each household", "3 2"), ("The draft", ""),
        ):  # fmt: skip
            one.wait_for(question)
            one.type(answer)
        for _item in ITEMS:
            one.wait_for("? ")
            one.type("")
        for name in ASKED:
            one.wait_for("?: help): ")
            assert all(len(line) <= max(COLUMNS, 80) for line in one.screen.splitlines())
            one.type("7 30 14" if name == "return_days" else "")
            if name == "return_days":
                one.wait_for("What does it rest on")
                one.type("")
                one.wait_for("What would change")
                one.type("")
        one.wait_for("A forecast")
        one.type("")
        one.wait_for("nothing saved")
        assert "12 people held" in one.screen
        assert "arrested 3 days ago" in one.screen
        assert "Recommends nothing" in one.screen
