"""`underice person`: who is who in a case or around a person, merges that can be taken back, what a merge holds."""

from __future__ import annotations

import typer

from underice.cli.errors import EXIT_FINDINGS, EXIT_FINE, EXIT_USAGE, tell
from underice.cli.person_find import add_find
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import (
    Key,
    json_option,
    key_file_option,
    lang_option,
    passphrase_option,
    vault_folder,
    vault_option,
)
from underice.vocabulary.language import Language, translation


def add_person(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about people, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Who is who: find people, tell which records are one person, merge records and part them again."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def person(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    add_find(group, lang)
    _add_match(group, lang)
    _add_verdicts(group, lang)
    _add_unmerge(group, lang)
    _add_show(group, lang)
    program.add_typer(group, name="person")


def _add_match(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext
    wanted: list[str] = typer.Argument(
        None, metavar="ID ...", help=_("Records of people; all of the vault if none."), show_default=False
    )

    @group.command(
        "match",
        help=_(
            "Tell how many people stand behind the records of a case, or around one record: which records are one "
            "person and why, and what only you can decide. Nothing is merged. Exit code 1 if judgements contradict "
            "each other."
        ),
        short_help=_("Who is who in a case or around a person."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def match(
        ids: list[str] = wanted,
        case: str | None = typer.Option(
            None, "--case", metavar="ID|TITLE", help=_("The people of this incident, group or list.")
        ),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.person_running import run_match
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        folder, key = vault_folder(vault), Key(passphrase_fd, key_file)
        with answered(say):
            clash = run_match(folder, key, ids or (), case, as_json=as_json, lang=say)
        raise typer.Exit(EXIT_FINDINGS if clash else EXIT_FINE)


def _add_verdicts(group: typer.Typer, lang: Language) -> None:
    """merge, not-same and cannot-tell: one command for each answer."""
    _ = translation(lang).gettext
    helps = {
        "merge": (
            _(
                "Judge that two records are one person. They are shown together from then on; nothing is rewritten, "
                "and unmerge parts them again without a trace in what is shown."
            ),
            _("Merge two records: they are one person."),
        ),
        "not-same": (
            _("Judge that two records are two people. They are not asked about again, and match keeps them apart."),
            _("Keep two records apart: they are two people."),
        ),
        "cannot-tell": (
            _("Record that nobody can tell whether two records are one person. The question is not asked again."),
            _("Record that it cannot be told."),
        ),
    }
    for name, (long, brief) in helps.items():
        _add_verdict(group, lang, name, long, brief)


def _add_verdict(group: typer.Typer, lang: Language, name: str, long: str, brief: str) -> None:
    _ = translation(lang).gettext

    @group.command(name, help=long, short_help=brief, options_metavar=_("[OPTIONS]"), add_help_option=False)
    def verdict(
        one: str = typer.Argument("", metavar="A", help=_("One record.")),
        other: str = typer.Argument("", metavar="B", help=_("The other record.")),
        reason: str = typer.Option("", "--reason", metavar="TEXT", help=_("Why; it is kept with the judgement.")),
        source: str | None = typer.Option(
            None, "--source", metavar="ID", help=_("The source that says so. Default: your own comparison.")
        ),
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
        from underice.cli.person_running import Given, run_verdict
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        given = Given(one, other, reason, source, by, f"underice person {name}")
        folder, key = vault_folder(vault), Key(passphrase_fd, key_file)
        with answered(say):
            clash = run_verdict(folder, key, name, given, as_json=as_json, lang=say)
        raise typer.Exit(EXIT_FINDINGS if clash else EXIT_FINE)


def _add_unmerge(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "unmerge",
        help=_("Take back the judgement on two records, whichever it was. All is then shown as before it was given."),
        short_help=_("Take a merge or another judgement back."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def unmerge(
        one: str = typer.Argument("", metavar="A", help=_("One record.")),
        other: str = typer.Argument("", metavar="B", help=_("The other record.")),
        reason: str = typer.Option("", "--reason", metavar="TEXT", help=_("Why; it is kept in the history.")),
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
        from underice.cli.person_running import Given, run_unmerge
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        given = Given(one, other, reason, None, by, "underice person unmerge")
        with answered(say):
            run_unmerge(vault_folder(vault), Key(passphrase_fd, key_file), given, as_json=as_json, lang=say)
        raise typer.Exit(EXIT_FINE)


def _add_show(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "show",
        help=_(
            "Show a person as far as she is known: the claims of all merged records side by side, each with its record "
            "and its source, conflicts marked with ≠."
        ),
        short_help=_("Show a person with all merged records."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def show(
        entity: str = typer.Argument("", metavar="ID", help=_("A record of the person.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.person_running import run_show
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_show(vault_folder(vault), Key(passphrase_fd, key_file), entity, as_json=as_json, lang=say)
        raise typer.Exit(EXIT_FINE)
