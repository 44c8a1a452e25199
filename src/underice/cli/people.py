"""`underice people`: many records at once."""

from __future__ import annotations

import typer

from underice.cli.errors import EXIT_FINE, EXIT_USAGE, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import Key, json_option, key_file_option, lang_option, passphrase_option
from underice.vocabulary.language import Language, translation

_SHOWN = 50


def add_people(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about many records, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Many records at once: two lists, or a whole archive."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def people(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    _add_link(group, lang)
    program.add_typer(group, name="people")


def _add_link(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "link",
        help=_(
            "Suggest which records of two lists or vaults may be one person, best first, with reasons; of one alone, "
            "which of its own. Nothing is merged or recorded, and nothing leaves this computer."
        ),
        short_help=_("Suggest who of two lists or vaults may be one person."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def link(
        one: str = typer.Argument("", metavar="A", help=_("A list (a file) or a vault (a folder).")),
        other: str = typer.Argument("", metavar="[B]", help=_("Another. Default: A is compared with itself.")),
        least: float = typer.Option(
            0.5, "--min-probability", metavar="P", min=0.0, max=1.0, help=_("Show pairs from this probability on.")
        ),
        limit: int = typer.Option(_SHOWN, "--limit", metavar="N", min=1, help=_("How many pairs to print at most.")),
        out: str | None = typer.Option(
            None, "--out", metavar="FILE", help=_("Write all pairs to a new file, as JSON lines; only of lists.")
        ),
        engine: str = typer.Option(
            "duckdb",
            "--engine",
            metavar="duckdb|spark",
            help=_("What compares them. Spark is for millions of records."),
        ),
        memory: int = typer.Option(
            400, "--memory", metavar="MB", min=50, help=_("Memory that the comparison may use; nothing goes to disk.")
        ),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.people_linking import Linking, run_link
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        asked = Linking(one, other, least, limit, out, engine, memory, as_json=as_json)
        with answered(say):
            run_link(asked, Key(passphrase_fd, key_file), say)
        raise typer.Exit(EXIT_FINE)
