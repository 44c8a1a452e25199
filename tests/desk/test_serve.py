"""The server: on this machine alone, on its usual port if that is free, quick to start, and silent about what is asked."""

import os
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.desk.conftest import CANARY, Seeded
from underice.desk import serve
from underice.desk.serve import Serving, listen, open_browser, prepare, usual_port
from underice.desk.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numpy", "ahocorasick", "openpyxl", "rapidfuzz", "pypdf", "duckdb", "scipy", "email.mime")


def test_a_folder_has_a_port_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    assert usual_port(tmp_path) == usual_port(tmp_path)
    ports = {usual_port(tmp_path / str(number)) for number in range(50)}
    assert len(ports) > 45
    assert all(20_000 <= port < 30_000 for port in ports)


def test_another_port_is_taken_where_the_usual_one_is_not_free(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none")
    first = prepare(settings)
    second = prepare(settings)
    assert first.settings.port == usual_port(settings.folder)
    assert second.settings.port not in (0, first.settings.port)
    for one in (first, second):
        one.listening.close()


def test_a_port_that_was_asked_for_and_is_not_free_is_refused(tmp_path: Path) -> None:
    taken = listen("127.0.0.1", 0)
    with pytest.raises(OSError, match="in use"):
        prepare(Settings(tmp_path / "none", port=taken.getsockname()[1]))
    taken.close()


def test_the_desk_listens_on_this_machine_alone(tmp_path: Path) -> None:
    made = prepare(Settings(tmp_path / "none"))
    assert made.listening.getsockname()[0] == "127.0.0.1"
    assert made.listening.family == socket.AF_INET
    made.listening.close()


def test_every_address_is_another_one(tmp_path: Path) -> None:
    made = prepare(Settings(tmp_path / "none"))
    assert made.address() != made.address()
    made.listening.close()


def test_a_computer_without_a_browser_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _address: False)
    assert not open_browser("http://127.0.0.1:1/")


def test_an_empty_line_at_the_terminal_tells_a_new_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepare(Settings(tmp_path / "none"))
    told: list[str] = []
    ended = threading.Event()

    def lines() -> list[str]:
        ended.set()
        return ["\n", "\n"]

    class Typed:
        def __iter__(self) -> object:
            return iter(lines())

    monkeypatch.setattr("sys.stdin", Typed())
    serve.offer_more(made, told.append)
    ended.wait(5)
    for thread in threading.enumerate():
        if thread.name == "underice-terminal":
            thread.join(5)
    assert len(set(told)) == 2
    made.listening.close()


def test_the_first_page_needs_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from underice.cli.app import build\n"
        "from underice.desk.serve import prepare\n"
        "from underice.desk.settings import Settings\n"
        f"made = prepare(Settings(Path({str(tmp_path / 'none')!r})))\n"
        f"print('LOADED', *(set(sys.modules) & {set(HEAVY)!r}))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


@pytest.mark.browser
def test_nothing_that_is_asked_is_printed_or_logged(browser: Browser, seeded: Seeded, tmp_path: Path) -> None:
    settings = seeded.copy(tmp_path)
    command = [sys.executable, "-m", "tests.desk.harness.dying", str(settings.folder), str(settings.device_dir), "0"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONDEVMODE": "0"}
    desk = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert desk.stdout is not None
    address = desk.stdout.readline().strip()
    context = browser.new_context()
    context.request.get(address)
    origin = address.partition("/start")[0]
    for path in (f"/?q={CANARY}", f"/{CANARY}", f"/search?q={CANARY}", f"/history/{CANARY}"):
        context.request.get(f"{origin}{path}")
    context.request.post(f"{origin}/noted", form={"note": CANARY}, headers={"origin": origin})
    context.close()
    desk.terminate()
    told = "".join(desk.communicate(timeout=20))
    assert CANARY not in told
    assert told == ""


def test_stopping_ends_the_server_and_locks_the_vault(served_fresh: Serving) -> None:
    served_fresh.stop()
    for thread in threading.enumerate():
        if thread.name.startswith("Thread-") and thread.daemon:
            thread.join(10)
    assert not served_fresh.app.state.desk.keeper.open


def test_a_desk_without_a_port_of_its_own_names_no_host_that_could_be_guessed(tmp_path: Path) -> None:
    settings = replace(Settings(tmp_path), port=80)
    assert settings.authority == "127.0.0.1"
    assert settings.origin == "http://127.0.0.1"


def test_answers_on_a_kept_connection_do_not_wait_for_the_network() -> None:
    listening = listen("127.0.0.1", 0)
    try:
        # asyncio turns waiting off (TCP_NODELAY) only for sockets that are told to be TCP.
        assert listening.proto == socket.IPPROTO_TCP
    finally:
        listening.close()
