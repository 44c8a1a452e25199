"""The way in: quick version, documented exit codes, and never a traceback or a value of the user's."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from underice import __version__
from underice.cli import main as entry
from underice.cli.vault_errors import Stopped

CANARY = "카나리아 노란꽃"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], int]:
    """Run the program with a command that does what the test says; gives the exit code."""

    def runner(command: Callable[[], object]) -> int:
        module = ModuleType("underice.cli.app")
        monkeypatch.setattr(module, "app", command, raising=False)
        monkeypatch.setitem(sys.modules, "underice.cli.app", module)
        monkeypatch.setattr(sys, "argv", ["underice", "draft", "check", CANARY])
        with pytest.raises(SystemExit) as done:
            entry.main()
        assert isinstance(done.value.code, int)
        return done.value.code

    return runner


def _raiser(error: BaseException) -> Callable[[], object]:
    def command() -> object:
        raise error

    return command


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told_and_nothing_is_started(
    option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["underice", option])
    with pytest.raises(SystemExit) as done:
        entry.main()
    assert done.value.code == 0
    assert capsys.readouterr().out == f"underice {__version__}\n"


@pytest.mark.parametrize(("code", "expected"), [(None, 0), (0, 0), (1, 1), (2, 2), (3, 3), ("a text", 1)], ids=str)
def test_an_exit_code_of_a_command_is_passed_on(
    code: int | str | None, expected: int, run: Callable[[Callable[[], object]], int]
) -> None:
    assert run(_raiser(SystemExit(code))) == expected


def test_a_command_that_has_answered_ctrl_c_itself_is_not_talked_over(
    run: Callable[[Callable[[], object]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_raiser(Stopped(130))) == 130
    assert capsys.readouterr().err == ""


def test_a_command_that_simply_returns_is_fine(run: Callable[[Callable[[], object]], int]) -> None:
    assert run(lambda: None) == 0


def test_an_unknown_failure_is_told_in_both_languages_without_any_value(
    run: Callable[[Callable[[], object]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_raiser(ValueError(f"cannot read {CANARY}"))) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "E-ValueError-cli.main-" in told.err
    assert "문제가 생겼습니다" in told.err
    assert "Something went wrong" in told.err
    assert CANARY not in told.err
    assert "Traceback" not in told.err


def test_running_out_of_memory_says_what_to_do(
    run: Callable[[Callable[[], object]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_raiser(MemoryError())) == 1
    assert "E-MEMORY" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(130)], ids=["ours", "typer's"])
def test_ctrl_c_ends_with_one_sentence(
    error: BaseException, run: Callable[[Callable[[], object]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_raiser(error)) == 130
    told = capsys.readouterr().err
    assert told == "멈추었습니다. 바뀐 것은 없습니다.\nStopped. Nothing was changed.\n"


def test_a_closed_pipe_ends_quietly(
    run: Callable[[Callable[[], object]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_raiser(BrokenPipeError())) == 141
    assert capsys.readouterr().err == ""


def test_a_closed_pipe_that_typer_turned_into_an_exit_ends_the_same_way(
    run: Callable[[Callable[[], object]], int],
) -> None:
    def command() -> None:
        try:
            raise BrokenPipeError
        except OSError:
            sys.exit(1)

    assert run(command) == 141


def test_a_reader_that_went_away_leaves_no_complaint(offline_environment: tuple[dict[str, str], Path]) -> None:
    environment, _log = offline_environment
    command = [sys.executable, "-m", "underice", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
    assert complaint == b""
