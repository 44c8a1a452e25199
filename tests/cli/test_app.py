"""The commands as typed: help in the user's language, and wrong usage answered with exit code 2."""

import sys

import pytest

from underice import __version__
from underice.cli.app import build
from underice.vocabulary.language import LANGUAGES, Language


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["draft", "--help"], ["draft", "check", "-h"], ["draft", "read", "--help"], ["demo", "--help"]],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_in_the_user_s_language(
    lang: Language, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(lang).run(arguments) == 0
    shown = capsys.readouterr().out
    assert ("사용법:" in shown) is (lang == "ko")
    for english in ("Usage", "Options", "Arguments", "Show this", "[OPTIONS]", "<str>"):
        assert lang == "en" or english not in shown
    assert "<str>" not in shown


@pytest.mark.parametrize("arguments", [[], ["draft"]])
def test_no_command_shows_the_help_and_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert build("en").run(arguments) == 2
    assert capsys.readouterr().err.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "chek"], "There is no such command."),
        (["nonsense"], "There is no such command."),
        (["draft", "check", "--nope"], "There is no option --nope."),
        (["draft", "check", "a", "b"], "More was given than this command takes."),
        (["draft", "check", "--html"], "The option --html needs a value"),
        (["draft", "check", "--json=x"], "The option --json needs a value, or has one too many."),
        (["draft", "check"], "No draft was named."),
        (["draft", "check", "x", "--lang", "fr"], "“fr” is not a language"),
        (["draft", "check", "x", "--k", "0"], "“0” cannot be k."),
        (["draft", "check", "x", "--k", "-3"], "“-3” cannot be k."),
        (["draft", "check", "x", "--k", "many"], "“many” cannot be k."),
        (["draft", "check", "x", "--date", "soon"], "“soon” is not a date."),
        (["draft", "check", "x", "--date", "1850-01-01"], "lies before 1900"),
        (["draft", "read", "x", "--jsonl", "y"], "both given"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_answered_in_one_line_with_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build("en").run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert build("ko").run(arguments) == 2
    assert any("가" <= char <= "힣" for char in capsys.readouterr().err)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert build("en").run(["--version"]) == 0
    assert capsys.readouterr().out == f"underice {__version__}\n"


def test_a_failure_inside_is_passed_on_to_the_last_door(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("underice.cli.draft.read_draft", fail)
    with pytest.raises(ZeroDivisionError):
        build("en").run(["draft", "check", "x", "--date", "2026-02-14"])


def test_called_without_arguments_it_takes_those_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["underice", "draft", "check"])
    with pytest.raises(SystemExit) as done:
        build("en")()
    assert done.value.code == 2
