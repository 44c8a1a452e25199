"""`underice vault`: make, check, verify, open to others, copy and lock a vault."""

from __future__ import annotations

from pathlib import Path

import typer

from underice.cli.errors import EXIT_USAGE, Problem, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import (
    Key,
    folder_argument,
    json_option,
    key_file_option,
    lang_option,
    opened,
    passphrase_option,
    print_json,
    vault_folder,
)
from underice.vocabulary.language import Language, translation


def add_vault(program: typer.Typer, lang: Language) -> None:
    """Declare the commands about a vault itself, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Make, check, copy and lock a vault."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def vault(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    _add_making(group, lang)
    _add_checking(group, lang)
    _add_keys(group, lang)
    _add_copies(group, lang)
    program.add_typer(group, name="vault")


def _add_making(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "create",
        help=_("Make a new, empty vault. It can be opened only with the passphrase you choose now."),
        short_help=_("Make a new vault."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def create(
        folder: str = folder_argument(lang),
        writer: str | None = typer.Option(
            None,
            "--writer",
            metavar="NAME",
            help=_("Under which name you record. Default: your name on this computer."),
        ),
        device: bool = typer.Option(
            False, "--device", help=_("Let the passphrase open the vault only on this computer.")
        ),
        passphrase_fd: int | None = passphrase_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_create

        say = spoken(lang_, lang)
        with answered(say):
            run_create(vault_folder(folder), writer, device, passphrase_fd, as_json, say)

    @group.command(
        "lock-out",
        help=_(
            "Destroy this computer's key slots, quickly and without a passphrase. Recovery shares or a backup can open "
            "the vault again. It does not erase; what it cannot promise is printed."
        ),
        short_help=_("Destroy this computer's ways into the vault."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def lock_out(
        folder: str = folder_argument(lang),
        yes: bool = typer.Option(False, "--yes", help=_("Do not ask.")),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_lock_out

        say = spoken(lang_, lang)
        with answered(say):
            run_lock_out(vault_folder(folder), yes, as_json, say)


def _add_checking(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "open-check",
        help=_(
            "Open the vault, compare it with what this computer remembers of it, and print its head: one line to keep "
            "on paper. Exit code 0: opens and agrees; 1: damaged or older than it was; 3: wrong key, or in use."
        ),
        short_help=_("See whether the vault opens and is as new as it was."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def open_check(
        folder: str = folder_argument(lang),
        accept: bool = typer.Option(
            False, "--accept", help=_("Take an older state, such as a restored backup, for the truth from now on.")
        ),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        with answered(say), opened(vault_folder(folder), Key(passphrase_fd, key_file), say, accept=accept) as vault:
            head, count = vault.head(), vault.count()
            if as_json:
                print_json({"opens": True, "statements": count, "head": head})
            else:
                _ = translation(say).gettext
                typer.echo(
                    _("The vault opens and agrees with what this computer remembers. Statements: {n}").format(n=count)
                )
                typer.echo(_("Its head, to keep on paper: {head}").format(head=head))

    @group.command(
        "verify",
        help=_(
            "Verify every page, signature, statement and attachment. Exit code 0: all is as it was written; 1: "
            "something is not, and it is said what."
        ),
        short_help=_("Verify everything in the vault."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def verify(
        folder: str = folder_argument(lang),
        head: str | None = typer.Option(None, "--head", metavar="LINE", help=_("Compare with this printed head, too.")),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_verify

        say = spoken(lang_, lang)
        with answered(say):
            raise typer.Exit(run_verify(vault_folder(folder), Key(passphrase_fd, key_file), head, as_json, say))

    wanted: list[str] = typer.Argument(
        None, metavar="STATEMENT", help=_("Ids of statements, or their beginnings, as shown by underice history.")
    )

    @group.command(
        "expunge",
        help=_(
            "Remove what statements say, for good, for example when consent is withdrawn. That it was done, and why, "
            "stays in the history. Backups and other copies keep what they have."
        ),
        short_help=_("Remove the content of statements."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def expunge(
        folder: str = folder_argument(lang),
        statements: list[str] = wanted,
        consent: str | None = typer.Option(
            None, "--consent", metavar="ID", help=_("Remove everything kept under this consent.")
        ),
        reason: str = typer.Option("", "--reason", metavar="TEXT", help=_("Why. It stays in the history.")),
        yes: bool = typer.Option(False, "--yes", help=_("Do not ask.")),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_expunge

        say = spoken(lang_, lang)
        with answered(say):
            key = Key(passphrase_fd, key_file)
            run_expunge(vault_folder(folder), key, statements or [], consent, reason, yes, as_json, say)


def _add_keys(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "keys",
        help=_("List the ways into the vault, or remove one."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def keys(
        folder: str = folder_argument(lang),
        remove: str | None = typer.Option(
            None, "--remove", metavar="SLOT", help=_("Remove this one. Older copies of the vault still open with it.")
        ),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_keys

        say = spoken(lang_, lang)
        with answered(say):
            run_keys(vault_folder(folder), Key(passphrase_fd, key_file), remove, as_json, say)

    @group.command(
        "add-key",
        help=_("Let a further passphrase, or a colleague's key, open the vault."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def add_key(
        folder: str = folder_argument(lang),
        recipient: str | None = typer.Option(
            None, "--recipient", metavar="AGE1…", help=_("A colleague's age public key. Without it: a passphrase.")
        ),
        label: str = typer.Option("", "--label", metavar="TEXT", help=_("What to call it. It is kept encrypted.")),
        replace: bool = typer.Option(
            False, "--replace", help=_("Change the passphrase: the one you open with stops working.")
        ),
        new_passphrase_fd: int | None = typer.Option(
            None, "--new-passphrase-fd", metavar="N", min=0, help=_("Read the new passphrase from this descriptor.")
        ),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_add_key

        say = spoken(lang_, lang)
        with answered(say):
            key = Key(passphrase_fd, key_file)
            run_add_key(vault_folder(folder), key, recipient, label, replace, new_passphrase_fd, as_json, say)

    @group.command(
        "recover",
        help=_(
            "With --make 3/5: print five recovery shares of 33 words, any three of which open the vault. Without: "
            "open it with shares and set a new passphrase."
        ),
        short_help=_("Make recovery shares, or open the vault with them."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def recover(
        folder: str = folder_argument(lang),
        make: str | None = typer.Option(
            None, "--make", metavar="K/N", help=_("Make N shares, K of which are needed. Earlier ones stop working.")
        ),
        shares_fd: int | None = typer.Option(
            None, "--shares-fd", metavar="N", min=0, help=_("Read the shares from this descriptor, one a line.")
        ),
        new_passphrase_fd: int | None = typer.Option(
            None, "--new-passphrase-fd", metavar="N", min=0, help=_("Read the new passphrase from this descriptor.")
        ),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered
        from underice.cli.vault_running import run_make_shares, run_recover

        say = spoken(lang_, lang)
        with answered(say):
            if make is not None:
                run_make_shares(vault_folder(folder), Key(passphrase_fd, key_file), make, as_json, say)
            else:
                run_recover(vault_folder(folder), shares_fd, new_passphrase_fd, as_json, say)


def _add_copies(group: typer.Typer, lang: Language) -> None:
    _ = translation(lang).gettext

    @group.command(
        "backup",
        help=_("Copy the whole vault, encrypted as it is, into a new folder."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def backup(
        folder: str = folder_argument(lang),
        target: str = typer.Argument("", metavar="TARGET", help=_("The new folder, best on another disk.")),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        if not target:
            raise Problem("no_target", command="underice vault backup")
        with answered(say), opened(vault_folder(folder), Key(passphrase_fd, key_file), say, read_only=True) as vault:
            done = vault.backup(Path(target))
            if as_json:
                print_json({"backup": str(done.folder), "files": done.files, "bytes": done.size})
            else:
                _ = translation(say).gettext
                typer.echo(_("Copied: {files} files, {bytes} bytes.").format(files=done.files, bytes=done.size))
                typer.echo(_("It opens with the same keys. Keep it on another disk, away from this computer."))

    @group.command(
        "restore",
        help=_("Put a backup in place. It is checked first, and what was there before is kept beside it."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def restore(
        source: str = typer.Argument("", metavar="BACKUP", help=_("The folder with the backup.")),
        folder: str = typer.Argument("", metavar="FOLDER", help=_("Where the vault is to lie.")),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        if not source or not folder:
            raise Problem("no_target", command="underice vault restore")
        with answered(say):
            from underice.vault.vault import Vault

            kept = Vault.restore(Path(source), Path(folder))
            if as_json:
                print_json({"restored": True, "kept": kept.name if kept else None})
            else:
                _ = translation(say).gettext
                typer.echo(_("The backup is in place."))
                if kept:
                    typer.echo(_("What was there before lies beside it as {name}.").format(name=kept.name))
                typer.echo(
                    _("If later records are missing now, opening will say so: underice vault open-check --accept")
                )
