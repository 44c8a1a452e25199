"""The commands of `underice decide` for later: comparing people's ranges, what came of forecasts, and their scores."""

from __future__ import annotations

from datetime import date

import typer

from underice.cli.decide_options import run_options
from underice.cli.errors import EXIT_FINE
from underice.cli.speech import help_option, spoken
from underice.cli.vault_door import Key, json_option, key_file_option, lang_option, passphrase_option, vault_option
from underice.vocabulary.language import Language, translation


def add_compare(group: typer.Typer, lang: Language) -> None:
    """Declare `compare`."""
    _ = translation(lang).gettext
    n, seed = run_options(lang)

    @group.command(
        "compare",
        help=_("Show several people's ranges side by side, what each comes to, and the pool of all as a second view."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def compare(
        decision: str = typer.Argument("", metavar="ID", help=_("The decision. Default: the only one of the vault.")),
        futures: int | None = n,
        seed_: int | None = seed,
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.decide_running import Asked
        from underice.cli.decide_telling import run_compare
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_compare(
                decision, Asked(vault, Key(passphrase_fd, key_file), None, futures, seed_, as_json=as_json), say
            )
        raise typer.Exit(EXIT_FINE)


def add_resolve(group: typer.Typer, lang: Language) -> None:
    """Declare `resolve`."""
    _ = translation(lang).gettext
    outcomes: list[str] | None = typer.Option(
        None, "--outcome", metavar="ID", help=_("An outcome on record that answers it. May be repeated.")
    )

    @group.command(
        "resolve",
        help=_("Say what came of a forecast: yes, no, a number, or unknown. Unknown is told and not scored."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def resolve(
        forecast: str = typer.Argument("", metavar="ID", help=_("The forecast. Default: the only one of the vault.")),
        answer: str = typer.Option("", "--answer", metavar="ANSWER", help=_("yes, no, a number, or unknown.")),
        by: str = typer.Option("", "--by", metavar="NAME", help=_("Who says so.")),
        on: str | None = typer.Option(None, "--on", metavar="DATE", help=_("The day this is said. Default: today.")),
        outcome: list[str] | None = outcomes,
        remark: str = typer.Option("", "--remark", metavar="TEXT", help=_("How it is known, and what is not.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.days import publication_day
        from underice.cli.decide_running import Asked
        from underice.cli.decide_scoring import Came, run_resolve
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            day = publication_day(on) if on else date.today()
            came = Came(answer, by.strip(), day, tuple(outcome or ()), remark)
            run_resolve(forecast, came, Asked(vault, Key(passphrase_fd, key_file), as_json=as_json), say)
        raise typer.Exit(EXIT_FINE)


def add_score(group: typer.Typer, lang: Language) -> None:
    """Declare `score`."""
    _ = translation(lang).gettext

    @group.command(
        "score",
        help=_("Show forecasts and their scores, of one decision or of the whole vault. 0 is best."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def score(
        decision: str = typer.Argument("", metavar="ID", help=_("The decision. Default: all of the vault.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.decide_running import Asked
        from underice.cli.decide_scoring import run_score
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_score(decision, Asked(vault, Key(passphrase_fd, key_file), as_json=as_json), say)
        raise typer.Exit(EXIT_FINE)
