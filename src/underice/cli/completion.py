"""`underice completion`: lets the shell finish commands, options and kinds of record at the Tab key."""

from __future__ import annotations

import typer
from typer.completion import get_completion_inspect_parameters, shell_complete
from typer.main import get_command

from underice.cli.errors import EXIT_FINE, Problem
from underice.cli.speech import help_option, spoken
from underice.vocabulary.language import Language, translation

VARIABLE = "_UNDERICE_COMPLETE"
"""Set by the shell's completion script; its value says what is asked for."""
SHELLS = ("bash", "zsh", "fish")


def add_completion(program: typer.Typer, lang: Language) -> None:
    """Declare the command that prints the completion script, its help in `lang`."""
    _ = translation(lang).gettext

    @program.command(
        "completion",
        help=_("Print a script that lets your shell finish commands and options at the Tab key."),
        short_help=_("Print the completion script of a shell."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def completion(
        shell: str = typer.Argument("", metavar="SHELL", help=_("bash, zsh or fish.")),
        lang_: str | None = typer.Option(
            None, "--lang", metavar="ko|en", help=_("The language of messages. Default: that of your computer.")
        ),
        help_: bool = help_option(lang),
    ) -> None:
        spoken(lang_, lang)
        if shell not in SHELLS:
            raise Problem("bad_shell")
        raise typer.Exit(answer(program, f"source_{shell}"))


def answer(program: typer.Typer, instruction: str) -> int:
    """Do what a completion script asks for ("complete_bash", "source_zsh" …); the exit code.

    What is being completed comes from the shell's own variables. No vault is opened.
    """
    get_completion_inspect_parameters()  # tells Typer about the shells
    return int(shell_complete(get_command(program), {}, "underice", VARIABLE, instruction)) or EXIT_FINE
