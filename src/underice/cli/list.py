"""`underice list`: look at a list of people before anything is recorded, and record it."""

from __future__ import annotations

import typer

from underice.cli.errors import EXIT_FINE, EXIT_USAGE, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import (
    Key,
    json_option,
    key_file_option,
    lang_option,
    passphrase_option,
    vault_option,
)
from underice.vocabulary.language import Language, translation


def add_list(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about lists, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Lists of people as they come in: pasted words, tables, address cards, exports of other programs."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def lists(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    _add_preview(group, lang)
    _add_import(group, lang)
    program.add_typer(group, name="list")


def _add_preview(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "preview",
        help=_(
            "Show what a list becomes: each row, who it may be in the vault, what is not understood. Nothing is recorded."
        ),
        short_help=_("Show what a list becomes. Nothing is recorded."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def preview(
        file: str = _file_argument(lang),
        encoding: str | None = _encoding_option(lang),
        language: str | None = _language_option(lang),
        date: str | None = _date_option(lang),
        full: bool = _full_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.list_running import Asked, run_preview
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        asked = Asked(file, encoding, language, date, full=full, as_json=as_json)
        with answered(say):
            run_preview(asked, vault, Key(passphrase_fd, key_file), say)
        raise typer.Exit(EXIT_FINE)


def _add_import(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "import",
        help=_(
            "Record a list: shows the preview, asks, and records it as one action, each row kept word for word as the "
            "source of what it says. The same list again adds nothing."
        ),
        short_help=_("Record a list, after a preview."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def import_(
        file: str = _file_argument(lang),
        case: str | None = typer.Option(
            None, "--case", metavar="CASE", help=_("The incident it belongs to: its title, or the beginning of its id.")
        ),
        new_case: str | None = typer.Option(
            None, "--new-case", metavar="TITLE", help=_("Make a new incident with this title.")
        ),
        source_title: str = typer.Option(
            "", "--source-title", metavar="TITLE", help=_("What to call the list. Default: its own title or file name.")
        ),
        yes: bool = typer.Option(False, "--yes", help=_("Do not ask before recording.")),
        encoding: str | None = _encoding_option(lang),
        language: str | None = _language_option(lang),
        date: str | None = _date_option(lang),
        full: bool = _full_option(lang),
        by: str | None = typer.Option(
            None, "--recorded-by", metavar="NAME", help=_("Who records it. Default: the vault's writer.")
        ),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.list_running import Asked, Recording, run_import
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        asked = Asked(file, encoding, language, date, full=full, as_json=as_json)
        recording = Recording(case, new_case, source_title, yes=yes, by=by)
        with answered(say):
            run_import(asked, recording, vault, Key(passphrase_fd, key_file), say)
        raise typer.Exit(EXIT_FINE)


def _file_argument(lang: Language) -> str:
    _ = translation(lang).gettext
    argument: str = typer.Argument("-", metavar="FILE", help=_("The list. - or nothing: paste it."))
    return argument


def _encoding_option(lang: Language) -> str | None:
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--encoding", metavar="NAME", help=_("Its encoding, if the guess is wrong, such as cp949 or gb18030.")
    )
    return option


def _language_option(lang: Language) -> str | None:
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--language", metavar="ko|zh|en", help=_("The language of the list, if the guess is wrong.")
    )
    return option


def _date_option(lang: Language) -> str | None:
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--date", metavar="DATE", help=_("When the list was written. Ages are counted from then.")
    )
    return option


def _full_option(lang: Language) -> bool:
    _ = translation(lang).gettext
    option: bool = typer.Option(False, "--full", help=_("Show every row, however many."))
    return option
