"""The desk is killed in the middle of a form: nothing is half-written, and the form can be sent again, once."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error

from tests.desk.conftest import PASSPHRASE, Seeded
from underice.desk.once import Once
from underice.desk.settings import Settings
from underice.vault.vault import Vault

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Process:
    """A desk in a process of its own."""

    process: subprocess.Popen[str]
    address: str

    @property
    def origin(self) -> str:
        return self.address.partition("/start")[0]


Start = Callable[[str], Process]


@pytest.fixture
def copied(seeded: Seeded, tmp_path: Path) -> Settings:
    return seeded.copy(tmp_path)


@pytest.fixture
def start(copied: Settings) -> Iterator[Start]:
    """Starts the desk, on a port that is given ("0" for a free one)."""
    made: list[subprocess.Popen[str]] = []

    def run(port: str) -> Process:
        command = [sys.executable, "-m", "tests.desk.harness.dying", str(copied.folder), str(copied.device_dir), port]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        made.append(process)
        assert process.stdout is not None
        return Process(process, process.stdout.readline().strip())

    yield run
    for process in made:
        process.kill()
        process.communicate()


def _token(context: BrowserContext, origin: str) -> str:
    found = re.search(r'name="underice-token" content="([^"]*)"', context.request.get(f"{origin}/noted").text())
    assert found is not None
    return found[1]


def _sent(context: BrowserContext, desk: Process, mark: str, die: str = "") -> str:
    """Send the form with this mark; what the desk answered, "" if it died."""
    given: dict[str, str | float | bool] = {
        "token": _token(context, desk.origin),
        "once": mark,
        "note": "무엇을 먼저 물을까",
        "die": die,
    }
    try:
        return context.request.post(f"{desk.origin}/noted", form=given, headers={"origin": desk.origin}).text()
    except Error:
        return ""


def _notes(text: str) -> int:
    found = re.search(r"notes: (\d+)", text)
    return int(found[1]) if found else -1


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_form_during_which_the_desk_was_killed_is_recorded_exactly_once(
    browser: Browser, start: Start, copied: Settings, when: str
) -> None:
    context, mark = browser.new_context(), Once.mark()
    first = start("0")
    context.request.get(first.address)
    before = _notes(context.request.get(f"{first.origin}/noted").text())
    assert _sent(context, first, mark, when) == ""
    first.process.wait(10)
    second = start(first.origin.rpartition(":")[2])
    context.request.get(second.address)
    _sent(context, second, mark)
    _sent(context, second, mark)
    assert _notes(context.request.get(f"{second.origin}/noted").text()) == before + 1
    second.process.terminate()
    second.process.wait(10)
    with Vault.open(copied.folder, passphrase=PASSPHRASE, device_dir=copied.device_dir, idle=None) as vault:
        assert vault.verify().good
    context.close()


def test_stopping_the_desk_locks_the_vault_and_leaves_it_to_others(start: Start, copied: Settings) -> None:
    desk = start("0")
    desk.process.terminate()
    assert desk.process.wait(10) is not None
    with Vault.open(copied.folder, passphrase=PASSPHRASE, device_dir=copied.device_dir, idle=None) as vault:
        assert vault.verify().good
