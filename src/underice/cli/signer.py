"""`underice signer`: a colleague's own signing file, and registering its key in a vault."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import EXIT_FINE, EXIT_USAGE, Problem, ProblemCode, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import (
    Key,
    ask_new_passphrase,
    json_option,
    key_file_option,
    lang_option,
    opened,
    passphrase_option,
    print_json,
    read_line,
    resolve,
    short,
    vault_folder,
    vault_option,
)
from underice.exposure.report.visible import visible
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.exposure.signing import Signer

_LARGEST = 10_000
_REFUSED: dict[str, ProblemCode] = {
    "bad-name": "bad_signer_name", "known-key": "known_signer", "unknown-signer": "unknown_signer_id"
}  # fmt: skip


def add_signer(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about signers, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Keys of colleagues who sign a second time where a rule of the gate is overridden."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def signer(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    _add_make(group, lang)
    _add_add(group, lang)
    _add_list(group, lang)
    _add_withdraw(group, lang)
    program.add_typer(group, name="signer")


def _add_make(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "make",
        help=_("Make a signing file for yourself, opened by a passphrase that only you know. Keep it with you."),
        short_help=_("Make a signing file for yourself."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def make(
        file: str = typer.Argument("", metavar="FILE", help=_("Where the signing file is written.")),
        name: str = typer.Option("", "--name", metavar="NAME", help=_("The name under which you sign.")),
        passphrase_fd: int | None = passphrase_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_make(file, name, passphrase_fd, say)
        raise typer.Exit(EXIT_FINE)


def _add_add(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "add",
        help=_("Register a colleague's key in the vault, from her signing file. Her passphrase is not needed."),
        short_help=_("Register a colleague's key."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def add(
        file: str = typer.Argument("", metavar="FILE", help=_("Her signing file.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_add(file, vault, Key(passphrase_fd, key_file), say, as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _add_list(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "list",
        help=_("List the colleagues whose keys the vault knows."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def list_(
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.exposure.signing import signers

        say = spoken(lang_, lang)
        with answered(say), opened(vault_folder(vault), Key(passphrase_fd, key_file), say, read_only=True) as found:
            for one in signers(found):
                _told(one, say, as_json=as_json)
        raise typer.Exit(EXIT_FINE)


def _add_withdraw(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "withdraw",
        help=_("Say that a key signs nothing any more from today on, for example because its file was lost."),
        short_help=_("Say that a key signs nothing any more."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def withdraw(
        signer: str = typer.Argument("", metavar="ID", help=_("The signer's id.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say):
            run_withdraw(signer, vault, Key(passphrase_fd, key_file), say)
        raise typer.Exit(EXIT_FINE)


def run_make(file: str, name: str, descriptor: int | None, lang: Language) -> None:
    """Write a new signing file, never over another. Raises Problem, VaultError."""
    from underice.exposure.signing import SigningRefused, make

    _ = translation(lang).gettext
    if not file:
        raise Problem("missing", value="FILE", command="underice signer make")
    path = Path(file)
    if path.exists():
        raise Problem("out_exists", path=file)
    try:
        data = make(name, ask_new_passphrase(lang, descriptor))
    except SigningRefused as refused:
        raise Problem(_REFUSED[refused.code]) from None
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(data)
    except OSError as failure:
        raise Problem("unwritable_text", path=file, reason=os.strerror(failure.errno or 0)) from None
    tell(_("Your signing file lies at {path}. Keep it with you, and a copy where nobody else comes.").format(path=path))
    tell(_("A colleague registers your key with: underice signer add {path}").format(path=path))


def run_add(file: str, folder: str | None, key: Key, lang: Language, *, as_json: bool) -> None:
    """Register a key. Raises Problem, VaultError."""
    from underice.exposure.signing import SigningRefused, describe, register

    data = read_signing_file(file)
    try:
        signer = describe(data)
    except SigningRefused:
        raise Problem("bad_signing_file", path=file) from None
    with opened(vault_folder(folder), key, lang) as vault:
        try:
            known = register(vault, signer)
        except SigningRefused as refused:
            raise Problem(_REFUSED[refused.code]) from None
    _told(known, lang, as_json=as_json)


def run_withdraw(typed: str, folder: str | None, key: Key, lang: Language) -> None:
    """Withdraw a key from today on. Raises Problem, VaultError."""
    from underice.exposure.signing import SigningRefused, withdraw

    with opened(vault_folder(folder), key, lang) as vault:
        try:
            withdraw(vault, resolve(vault, typed), date.today())
        except SigningRefused as refused:
            raise Problem(_REFUSED[refused.code]) from None
    tell(translation(lang).gettext("This key signs nothing any more. What it has signed stays signed."))


def read_signing_file(file: str) -> bytes:
    """The bytes of a signing file. Raises Problem."""
    try:
        with Path(file).open("rb") as stream:
            return stream.read(_LARGEST + 1)
    except OSError:
        raise Problem("bad_signing_file", path=file) from None


def ask_passphrase(name: str, descriptor: int | None, lang: Language) -> str:
    """The passphrase of a signing file: from the descriptor, else asked for on the terminal. Raises Problem."""
    if descriptor is not None:
        return read_line(descriptor)
    if not sys.stdin.isatty():
        raise Problem("no_second_passphrase")
    try:
        return getpass.getpass(translation(lang).gettext("Passphrase of {name}: ").format(name=visible(name)))
    except EOFError:
        raise Problem("no_second_passphrase") from None


def _told(one: Signer, lang: Language, *, as_json: bool) -> None:
    _ = translation(lang).gettext
    if as_json:
        print_json(
            {"signer": one.entity.hex(), "name": one.name, "key": one.public.hex(),
             "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None}
        )  # fmt: skip
        return
    until = " · " + _("withdrawn on {day}").format(day=one.withdrawn.isoformat()) if one.withdrawn else ""
    typer.echo(f"{short(one.entity)}  {visible(one.name)}  {one.public.hex()[:16]}…{until}")
