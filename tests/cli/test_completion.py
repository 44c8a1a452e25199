"""The shell finishes commands, options and kinds of record, without opening a vault."""

import pytest

from underice.cli.app import build
from underice.cli.completion import SHELLS, VARIABLE


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("en").run(["completion", shell]) == 0
    assert VARIABLE in capsys.readouterr().out


def test_an_unknown_shell_is_answered_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert build("en").run(["completion", "tcsh"]) == 2
    assert capsys.readouterr().err == "This shell is not known. Write bash, zsh or fish.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("underice vau", "vault"),
        ("underice vault ver", "verify"),
        ("underice record per", "person"),
        ("underice record person --bo", "--born"),
        ("underice show --js", "--json"),
    ],
)
def test_words_are_finished(
    words: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    assert build("en").run([]) == 0
    assert capsys.readouterr().out.split() == [expected]
