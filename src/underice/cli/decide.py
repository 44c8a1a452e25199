"""`underice decide`: speak or wait, on one page; what was believed and chosen stays to be read years later."""

from __future__ import annotations

import typer

from underice.cli.decide_given import Given
from underice.cli.decide_options import Typed, options, out_option, run_options
from underice.cli.decide_running import Asked, Chosen
from underice.cli.draft_known import case_option
from underice.cli.errors import EXIT_FINE, EXIT_USAGE, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import Key, json_option, key_file_option, lang_option, passphrase_option, vault_option
from underice.vocabulary.language import Language, translation


def add_decide(program: typer.Typer, lang: Language) -> None:
    """Declare the commands of speaking or waiting, their help in `lang`."""
    from underice.cli.decide_later import add_compare, add_resolve, add_score

    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Speak or wait: what follows for the detained, their kin and others on the way. It recommends nothing."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def decide(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    for add in (_add_new, _add_set, _add_run, _add_page, add_compare, add_resolve, add_score):
        add(group, lang)
    program.add_typer(group, name="decide")


def _add_new(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext
    say_ = options(lang)
    n, seed = run_options(lang)

    @group.command(
        "new",
        help=_(
            "Begin a decision. At a terminal it asks, about ten minutes; otherwise give options or a file. Then it runs "
            "and shows the page. Without a vault nothing is saved."
        ),
        short_help=_("Begin a decision; at a terminal it asks."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def new(
        file: str | None = say_.file,
        title: str = say_.title,
        held: int | None = say_.held,
        arrested: str | None = say_.arrested,
        transfer: str | None = say_.transfer,
        family: list[str] | None = say_.family,
        draft: str | None = say_.draft,
        date_: str | None = say_.date,
        policy: list[str] | None = say_.policy,
        range_: list[str] | None = say_.range,
        basis: str = say_.basis,
        mind: str = say_.mind,
        answer: list[str] | None = say_.answer,
        by: str = say_.by,
        on: str | None = say_.on,
        ask: bool = typer.Option(False, "--ask", help=_("Ask what is missing, even if the input is no terminal.")),
        case: str | None = case_option(lang),
        futures: int | None = n,
        seed_: int | None = seed,
        out: str | None = out_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.decide_new import run_new
        from underice.cli.decide_running import understood
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        typed = Typed(file, title, held, arrested, transfer, family or (), draft, date_, policy or (), range_ or (),
                      basis, mind, answer or (), by, on)  # fmt: skip
        asked = Asked(vault, Key(passphrase_fd, key_file), case, futures, seed_, out, as_json, ask)
        with answered(say), understood(say):
            run_new(typed.given(), asked, say)
        raise typer.Exit(EXIT_FINE)


def _add_set(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext
    say_ = options(lang)
    why: list[str] | None = typer.Option(None, "--reason", metavar="WHY", help=_("Why. May be repeated."))

    @group.command(
        "set",
        help=_(
            "Add to a decision: somebody's ranges, answers to the checklist, a forecast, a changed situation, or the "
            "choice with its reasons. What stood before stays in the history."
        ),
        short_help=_("Add ranges, answers, a forecast or the choice."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def set_(
        decision: str = decision_argument(lang),
        file: str | None = say_.file,
        held: int | None = say_.held,
        arrested: str | None = say_.arrested,
        transfer: str | None = say_.transfer,
        family: list[str] | None = say_.family,
        draft: str | None = say_.draft,
        date_: str | None = say_.date,
        policy: list[str] | None = say_.policy,
        range_: list[str] | None = say_.range,
        basis: str = say_.basis,
        mind: str = say_.mind,
        answer: list[str] | None = say_.answer,
        by: str = say_.by,
        on: str | None = say_.on,
        forecast: str = typer.Option("", "--forecast", metavar="QUESTION", help=_("A question that will have an answer.")),
        probability: str = typer.Option("", "--probability", metavar="P", help=_("How likely yes is, from 0 to 1.")),
        between: str = typer.Option(
            "", "--between", metavar="LOW:HIGH", help=_("For a number: a range that holds nine times out of ten.")
        ),
        resolve_by: str = typer.Option("", "--resolve-by", metavar="DATE", help=_("The day by which it will be known.")),
        resolver: str = typer.Option("", "--resolver", metavar="NAME", help=_("Who will say what came.")),
        choice: str = typer.Option("", "--choice", metavar="CODE", help=_("The way to act that was chosen.")),
        reason: list[str] | None = why,
        run: str = typer.Option("", "--run", metavar="RUN", help=_("The run looked at. Default: the last one.")),
        sign: str | None = typer.Option(None, "--sign", metavar="FILE", help=_("Your signing file, to sign the choice.")),
        sign_fd: int | None = typer.Option(
            None, "--sign-passphrase-fd", metavar="N", min=0,
            help=_("Read the passphrase of the signing file from this file descriptor instead of asking for it."),
        ),
        case: str | None = case_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:  # fmt: skip
        from underice.cli.decide_options import with_forecast
        from underice.cli.decide_running import run_set, understood
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        typed = Typed(file, "", held, arrested, transfer, family or (), draft, date_, policy or (), range_ or (),
                      basis, mind, answer or (), by, on)  # fmt: skip
        chosen = Chosen(choice.strip(), tuple(reason or ()), run, sign, sign_fd)
        asked = Asked(vault, Key(passphrase_fd, key_file), case, as_json=as_json)
        with answered(say), understood(say):
            given: Given = with_forecast(typed.given(), forecast, probability, between, resolve_by, resolver)
            run_set(decision, given, chosen, asked, say)
        raise typer.Exit(EXIT_FINE)


def decision_argument(lang: Language) -> str:
    """The argument ID of the commands about a decision."""
    _ = translation(lang).gettext
    argument: str = typer.Argument("", metavar="ID", help=_("The decision. Default: the only one of the vault."))
    return argument


def _add_run(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext
    n, seed = run_options(lang)

    @group.command(
        "run",
        help=_(
            "Run a decision on the ranges given, keep the run in the vault, show the page. With --again, do a kept run "
            "again: exit code 1 if a single bit differs."
        ),
        short_help=_("Run a decision, or a kept run again."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def run(
        decision: str = decision_argument(lang),
        whose: str | None = typer.Option(
            None, "--ranges-of", metavar="NAME", help=_("Whose ranges. Default: those of the only person who gave any.")
        ),
        again: str | None = typer.Option(None, "--again", metavar="RUN", help=_("Do this kept run again, bit for bit.")),
        futures: int | None = n,
        seed_: int | None = seed,
        out: str | None = out_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:  # fmt: skip
        from underice.cli.decide_runs import run_run
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        asked = Asked(vault, Key(passphrase_fd, key_file), None, futures, seed_, out, as_json)
        with answered(say):
            code = run_run(decision, whose, again, asked, say)
        raise typer.Exit(code)


def _add_page(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "page",
        help=_(
            "Show the page of a run as it was kept that day, or write it to a file. As HTML it is drawn with its charts."
        ),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def page(
        which: str = typer.Argument("", metavar="ID", help=_("A run, or a decision for its last run.")),
        anew: bool = typer.Option(False, "--anew", help=_("Make the page again from what went in, such as in --lang.")),
        out: str | None = out_option(lang),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.decide_runs import run_page
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_page(which, anew, Asked(vault, Key(passphrase_fd, key_file), out=out, as_json=as_json), say)
        raise typer.Exit(EXIT_FINE)
