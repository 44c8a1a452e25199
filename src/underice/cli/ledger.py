"""`underice ledger`: what has become public about whom, by us or by others."""

from __future__ import annotations

import typer

from underice.cli.draft_known import case_option, who_option
from underice.cli.errors import EXIT_FINE, EXIT_USAGE, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import Key, json_option, key_file_option, lang_option, passphrase_option, vault_option
from underice.vocabulary.language import Language, translation


def add_ledger(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about the ledger, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("What has become public about the people of a vault: by us, by the press, by anyone."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def ledger(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    _add_show(group, lang)
    _add_add(group, lang)
    _add_import(group, lang)
    _add_retract(group, lang)
    program.add_typer(group, name="ledger")


def _add_show(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "show",
        help=_("Show what is public, publication by publication, and what it leaves of each person."),
        short_help=_("Show what is public."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def show(
        person: str = typer.Argument("", metavar="[PERSON]", help=_("Only what is about this person (her id).")),
        case: str | None = case_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.ledger_running import run_show
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_show(vault, Key(passphrase_fd, key_file), person, case, say, as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _add_add(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "add",
        help=_("Add one thing that is public about a person of the vault."),
        short_help=_("Add one thing that is public."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def add(
        about: str = typer.Option("", "--about", metavar="ID", help=_("The person it is about.")),
        fact: str = typer.Option(
            "", "--fact", metavar="KIND", help=_("What kind of fact: sex, birth, origin, kin, occupation …")
        ),
        value: str = typer.Option(
            "",
            "--value",
            metavar="VALUE",
            help=_("What it says: f or m, 1987, a place, mother … Other facts in words."),
        ),
        words: str = typer.Option("", "--words", metavar="WORDS", help=_("The words as published.")),
        relative: str = typer.Option("", "--relative", metavar="ID", help=_("For a relative: her record.")),
        title: str = _title_option(lang),
        date: str = _date_option(lang),
        publisher: str = _publisher_option(lang),
        ours: bool = _ours_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.ledger_running import Given, Text, run_add
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        given = Given(about, fact, value, words, relative)
        with answered(say):
            run_add(
                vault, Key(passphrase_fd, key_file), given, Text(title, date, publisher, ours), say, as_json=as_json
            )
        raise typer.Exit(EXIT_FINE)


def _add_import(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    meant = who_option(lang)

    @group.command(
        "import",
        help=_(
            "Read a text that is public, such as a press cutting: shows what it says of people of the vault, asks, and "
            "records it as one action. The same text again adds nothing."
        ),
        short_help=_("Record what a public text says."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def import_(
        file: str = typer.Argument("", metavar="FILE", help=_("The text as published; - is standard input.")),
        title: str = _title_option(lang),
        date: str = _date_option(lang),
        publisher: str = _publisher_option(lang),
        ours: bool = _ours_option(lang),
        case: str | None = case_option(lang),
        who: list[str] | None = meant,
        yes: bool = typer.Option(False, "--yes", help=_("Do not ask before recording.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.draft_known import Beside
        from underice.cli.ledger_running import Text, run_import
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        beside = Beside(vault, case, tuple(who or ()), Key(passphrase_fd, key_file))
        with answered(say):
            run_import(file, Text(title, date, publisher, ours), beside, say, yes=yes, as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _add_retract(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "retract",
        help=_("Note that a publication was corrected or taken down. What it said still counts."),
        short_help=_("Note that a publication was taken down."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def retract(
        publication: str = typer.Argument("", metavar="ID", help=_("The publication, as ledger show names it.")),
        on: str = typer.Option("", "--on", metavar="DATE", help=_("When it was taken down.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.ledger_running import run_retract
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_retract(vault, Key(passphrase_fd, key_file), publication, on, say, as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _title_option(lang: Language) -> str:
    _ = translation(lang).gettext
    option: str = typer.Option("", "--title", metavar="TITLE", help=_("The title as published."))
    return option


def _date_option(lang: Language) -> str:
    _ = translation(lang).gettext
    option: str = typer.Option("", "--date", metavar="DATE", help=_("The day on which it was published."))
    return option


def _publisher_option(lang: Language) -> str:
    _ = translation(lang).gettext
    option: str = typer.Option("", "--publisher", metavar="NAME", help=_("The paper, station or organisation."))
    return option


def _ours_option(lang: Language) -> bool:
    _ = translation(lang).gettext
    option: bool = typer.Option(False, "--ours", help=_("We published it ourselves."))
    return option
