"""`underice desk`: it says where it is open, and cleans up after the demo."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from underice.cli import desk as command
from underice.cli import desk_demo
from underice.desk.serve import Serving
from underice.desk.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def not_run(monkeypatch: pytest.MonkeyPatch) -> list[Serving]:
    """The desks that would have been served."""
    seen: list[Serving] = []

    def run(serving: Serving) -> None:
        seen.append(serving)
        serving.app.state.desk.keeper.close()
        serving.listening.close()

    monkeypatch.setattr(Serving, "run", run)
    return seen


def test_the_address_is_printed_and_belongs_to_the_vault_named(desk: Desk, not_run: list[Serving]) -> None:
    said = desk.run("desk", str(desk.folder), "--no-browser", passphrase=None)
    assert said.code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/start\?link=[\w-]{43}\n", said.out)
    assert "Open it in a browser." in said.err
    assert not_run[0].settings.folder == desk.folder


def test_a_port_that_is_taken_is_said_in_words(desk: Desk, not_run: list[Serving]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = desk.run("desk", str(desk.folder), "--no-browser", "--port", str(port), passphrase=None)
    assert said.code == 2
    assert str(port) in said.err
    assert not_run == []


def test_the_browser_is_opened_with_the_address_unless_it_is_not_wanted(
    desk: Desk, not_run: list[Serving], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browser(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    said = desk.run("desk", str(desk.folder), passphrase=None, lang="ko")
    assert opened == [said.out.strip()]
    assert not_run[0].settings.lang == "ko"


def test_without_a_name_the_vault_is_the_one_of_the_environment_or_of_the_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNDERICE_VAULT", str(tmp_path))
    assert command.default_folder("") == tmp_path
    assert command.default_folder("elsewhere") == Path("elsewhere")
    monkeypatch.delenv("UNDERICE_VAULT")
    assert command.default_folder("").name == "vault"


def test_the_demo_is_open_invented_and_gone_afterwards(
    not_run: list[Serving], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(desk_demo, "seed", lambda _vault, **_waiting: b"")
    desk_demo.run_desk_demo(False, 0, "ko")
    settings: Settings = not_run[0].settings
    assert settings.demo
    assert settings.day is not None
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_closes_the_desk_in_order(tmp_path: Path) -> None:
    command_ = [sys.executable, "-m", "underice", "desk", str(tmp_path / "none"), "--no-browser", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        command_,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A run in the background ignores Ctrl-C, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(2)
    _out, told = process.communicate(timeout=30)
    assert "The vault is locked, and the desk is closed." in told
    assert "Traceback" not in told
    assert process.returncode == 0
