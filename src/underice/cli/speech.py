"""In which language the program speaks, and its help in that language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import typer

from underice.cli.errors import EXIT_FINE, Problem
from underice.vocabulary.language import LANGUAGES, Language, translation

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of `--lang` if one is given, else that of the locale, else English."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return "ko" if value == "ko" else "en"
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "ko" if locale.lower().startswith("ko") else "en"


def spoken(value: str | None, default: Language) -> Language:
    """The language typed after `--lang`. Raises Problem if it is none of ours."""
    if value is None:
        return default
    if value not in LANGUAGES:
        raise Problem("bad_lang", value=value[:20])
    return "ko" if value == "ko" else "en"


def help_text(context: typer.Context, lang: Language) -> str:
    """A command's help; the few words that Typer puts around ours are translated here."""
    _ = translation(lang).gettext
    headings = {
        "Options:": _("Options:"),
        "Arguments:": _("Arguments:"),
        "Commands:": _("Commands:"),
    }
    text = context.get_help().replace("Usage:", _("Usage:"), 1).replace("[OPTIONS]", _("[OPTIONS]"), 1)
    text = text.replace(" <str>", "")
    return "\n".join(headings.get(line.strip(), line) for line in text.splitlines())


def help_option(lang: Language) -> bool:
    """The option `--help` of every command, as a default value for its parameter."""

    def show(context: typer.Context, wanted: bool) -> None:
        if wanted:
            typer.echo(help_text(context, lang))
            raise typer.Exit(EXIT_FINE)

    _ = translation(lang).gettext
    option: bool = typer.Option(
        False, "--help", "-h", help=_("Show this help."), is_eager=True, expose_value=False, callback=show
    )
    return option
