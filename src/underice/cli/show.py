"""`underice show`, `history` and `search`: what the vault holds about someone or something."""

from __future__ import annotations

import typer

from underice.cli.errors import EXIT_FINE, Problem
from underice.cli.speech import help_option, spoken
from underice.cli.vault_door import (
    Key,
    json_option,
    key_file_option,
    lang_option,
    opened,
    passphrase_option,
    print_json,
    resolve,
    short,
    vault_folder,
    vault_option,
)
from underice.vocabulary.language import Language, translation


def add_show(program: typer.Typer, lang: Language) -> None:
    """Declare the commands that show what is recorded, their help in `lang`."""
    _ = translation(lang).gettext

    @program.command(
        "show",
        help=_(
            "Show all that stands about a record: claims side by side, each with its source, conflicts marked with ≠."
        ),
        short_help=_("Show what is recorded about someone or something."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def show(
        entity: str = typer.Argument("", metavar="ID", help=_("The record's id or the beginning of it.")),
        full: bool = typer.Option(False, "--full", help=_("Show all relations, however many.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.telling import Teller, entity_fields
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        _check(entity, "underice show")
        with (
            answered(say),
            opened(vault_folder(vault), Key(passphrase_fd, key_file), say, read_only=True) as open_vault,
        ):
            found = open_vault.entity(resolve(open_vault, entity))
            if as_json:
                print_json(entity_fields(found))
            else:
                for line in Teller(open_vault, say).lines(found, every=full):
                    typer.echo(line)
        raise typer.Exit(EXIT_FINE)

    @program.command(
        "history",
        help=_(
            "Show every statement ever recorded about a record, with the ids of statements, what was taken back, "
            "replaced or removed, when and by whom."
        ),
        short_help=_("Show the history of a record."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def history(
        entity: str = typer.Argument("", metavar="ID", help=_("The record's id or the beginning of it.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.telling import Teller, history_fields
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        _check(entity, "underice history")
        with (
            answered(say),
            opened(vault_folder(vault), Key(passphrase_fd, key_file), say, read_only=True) as open_vault,
        ):
            lines = open_vault.history(resolve(open_vault, entity))
            if as_json:
                for one in lines:
                    print_json(history_fields(one))
            else:
                for line in Teller(open_vault, say).history(lines):
                    typer.echo(line)
        raise typer.Exit(EXIT_FINE)

    @program.command(
        "search",
        help=_(
            "Search all that stands for a word, a name or a part of one, in any script; Northern and Southern "
            "spellings find each other. Exit code 0 also when nothing is found."
        ),
        short_help=_("Search the vault."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def search(
        text: str = typer.Argument("", metavar="TEXT", help=_("What to look for.")),
        limit: int = typer.Option(50, "--limit", metavar="N", min=1, max=1000, help=_("How many hits at most.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.telling import Teller, claim_fields
        from underice.cli.vault_errors import answered
        from underice.vocabulary.kinds import kind, property_of

        say = spoken(lang_, lang)
        if not text.strip():
            raise Problem("no_search")
        with (
            answered(say),
            opened(vault_folder(vault), Key(passphrase_fd, key_file), say, read_only=True) as open_vault,
        ):
            hits = open_vault.search(text, limit)
            teller = Teller(open_vault, say)
            for hit in hits:
                if as_json:
                    print_json(
                        {"id": hit.entity.hex(), "kind": hit.kind, "exact": hit.exact, **claim_fields(hit.claim)}
                    )
                    continue
                found, prop = kind(hit.kind), property_of(hit.kind, hit.claim.statement.prop)
                label = found.label[say] if found else hit.kind
                named = prop.label[say] if prop else hit.claim.statement.prop
                typer.echo(f"{short(hit.entity)}  {label}  {named}: {teller.value(hit.claim.statement)}")
            if not hits and not as_json:
                typer.echo(translation(say).gettext("Nothing found."))
        raise typer.Exit(EXIT_FINE)


def _check(entity: str, command: str) -> None:
    if not entity:
        raise Problem("no_id", command=command)
