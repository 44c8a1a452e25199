"""The commands, declared in the user's language, and the one way in which a mistake of the user's is answered.

Typer fixes help texts when a command is declared, so the language is taken from `--lang` in the arguments or from the
locale first, and the commands are built in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.main import get_command

from underice.cli.completion import VARIABLE, add_completion, answer
from underice.cli.decide import add_decide
from underice.cli.demo import add_demo
from underice.cli.desk import add_desk
from underice.cli.draft import add_draft
from underice.cli.errors import EXIT_FINE, EXIT_USAGE, Problem, ProblemCode, tell
from underice.cli.ledger import add_ledger
from underice.cli.list import add_list
from underice.cli.people import add_people
from underice.cli.person import add_person
from underice.cli.population import add_population
from underice.cli.record import add_record
from underice.cli.show import add_show
from underice.cli.signer import add_signer
from underice.cli.speech import help_option, help_text, language
from underice.cli.vault import add_vault
from underice.vocabulary.language import Language, translation

# How Typer names what is wrong with the words typed; it keeps the classes themselves to itself.
_USAGE: dict[str, ProblemCode] = {
    "NoSuchOption": "no_option",
    "MissingParameter": "missing",
    "BadOptionUsage": "option_value",
    "BadArgumentUsage": "usage",
    "BadParameter": "usage",
    "UsageError": "usage",
}


class Commands(typer.Typer):
    """A Typer program that ends with the documented exit codes and answers mistakes in the user's language."""

    def __init__(self, lang: Language) -> None:
        super().__init__(
            name="underice", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
            suggest_commands=False,
        )  # fmt: skip
        self.lang = lang

    def __call__(self, *_args: object, **_kwargs: object) -> None:
        """Run the command in `sys.argv`. Raises SystemExit with its code, KeyboardInterrupt if it was stopped."""
        raise SystemExit(self.run(sys.argv[1:]))

    def run(self, arguments: Sequence[str]) -> int:
        """Run one command and return its exit code. Raises whatever is not a mistake of the user's."""
        asked = os.environ.get(VARIABLE)
        if asked:  # the shell wants a word finished
            return answer(self, asked)
        command = get_command(self)
        try:
            with command.make_context("underice", list(arguments)) as context:
                command.invoke(context)
        except typer.Exit as done:
            return done.exit_code
        except Problem as problem:
            tell(problem.say(self.lang))
            return EXIT_USAGE
        except Exception as failure:
            mistake = _usage(failure)
            if mistake is None:
                raise
            tell(mistake.say(self.lang))
            return EXIT_USAGE
        return EXIT_FINE


def _usage(failure: Exception) -> Problem | None:
    """Typer's word for a wrong usage as ours; None for anything else."""
    code = _USAGE.get(type(failure).__name__)
    if code is None or not hasattr(failure, "format_message"):
        return None
    context = getattr(failure, "ctx", None)
    parameter = getattr(failure, "param", None)
    value = getattr(failure, "option_name", None) or getattr(parameter, "metavar", None) or ""
    if code == "usage" and value == "" and getattr(context, "invoked_subcommand", None) is None:
        takes_more = getattr(getattr(context, "command", None), "commands", None) is not None
        code = "no_command" if takes_more else "too_many"
    return Problem(code, value=str(value), command=str(getattr(context, "command_path", "underice")))


def build(lang: Language) -> Commands:
    """All commands, their help in `lang`."""
    _ = translation(lang).gettext
    commands = Commands(lang)

    @commands.callback(
        invoke_without_command=True,
        help=_("Tells whom a text exposes, before it is published. Nothing leaves this computer."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def root(
        context: typer.Context,
        version: bool = typer.Option(False, "--version", "-V", help=_("Show the version."), is_eager=True),
        help_: bool = help_option(lang),
    ) -> None:
        if version:
            from underice import __version__

            typer.echo(f"underice {__version__}")
            raise typer.Exit(EXIT_FINE)
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    add_draft(commands, lang)
    add_vault(commands, lang)
    add_record(commands, lang)
    add_list(commands, lang)
    add_ledger(commands, lang)
    add_show(commands, lang)
    add_person(commands, lang)
    add_people(commands, lang)
    add_population(commands, lang)
    add_signer(commands, lang)
    add_decide(commands, lang)
    add_demo(commands, lang)
    add_desk(commands, lang)
    add_completion(commands, lang)
    return commands


app = build(language(sys.argv[1:], os.environ))
