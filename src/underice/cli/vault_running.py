"""What the commands about a vault do: make, verify, expunge, open to others, recover, lock out."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from underice.cli.errors import EXIT_FINDINGS, EXIT_FINE, Problem
from underice.cli.vault_door import (
    Key,
    ask_new_passphrase,
    ask_passphrase,
    opened,
    print_json,
    read_line,
    resolve,
)
from underice.vocabulary.language import Language, translation

Progress = Callable[[int, int], None]
_MOST_SHARES = 16


def run_create(
    folder: Path, writer: str | None, device: bool, passphrase_fd: int | None, as_json: bool, lang: Language
) -> None:
    """Make a vault and print its head. Raises Problem, VaultError."""
    from underice.vault.errors import VaultError
    from underice.vault.vault import Vault

    _ = translation(lang).gettext
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultError("exists")  # before a passphrase is asked for in vain
    passphrase = ask_new_passphrase(lang, passphrase_fd)
    name = writer if writer is not None else _user()
    with Vault.create(folder, passphrase=passphrase, writer=name, device_secret=device) as vault:
        head = vault.head()
    if as_json:
        print_json({"created": True, "head": head})
        return
    typer.echo(_("The vault is made. Nobody can open it without the passphrase, and nobody can give you a new one."))
    typer.echo(_("Now make recovery shares: underice vault recover FOLDER --make 3/5"))


def _user() -> str:
    """The name of the user on this computer, or a plain word if there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "writer"


def run_lock_out(folder: Path, yes: bool, as_json: bool, lang: Language) -> None:
    """Destroy the slots, and print what that does not do. Raises Problem, VaultError."""
    from underice.vault.opening import look_like_a_vault
    from underice.vault.vault import Vault

    _ = translation(lang).gettext
    look_like_a_vault(folder)
    _confirm(yes, _("Destroy this computer's ways into the vault? Write yes: "), lang)
    done = Vault.lock_out(folder)
    if as_json:
        print_json(
            {
                "slots_destroyed": done.slots_destroyed,
                "device_secret_destroyed": done.device_secret_destroyed,
                "recoverable": done.recoverable,
                "limits": list(done.limits),
            }
        )
        return
    said = {
        "overwriting-is-not-erasing": _("The slots were overwritten, but disks keep old copies: this is not erasing."),
        "copies-and-backups-remain": _("Backups and other copies of the vault still open with their keys."),
        "passphrase-and-old-slots-open": _("Who has an old copy of slots.cbor and the passphrase can open this vault."),
    }
    typer.echo(_("Locked out: this computer's key slots are destroyed."))
    if done.recoverable:
        typer.echo(_("Enough recovery shares open it again: underice vault recover FOLDER"))
    else:
        typer.echo(_("No recovery shares were ever made: only a backup of slots.cbor opens it again."))
    typer.echo(_("What this does not promise:"))
    for limit in done.limits:
        typer.echo(f"- {said.get(limit, limit)}")


def run_verify(folder: Path, key: Key, head: str | None, as_json: bool, lang: Language) -> int:
    """Verify everything and print what was found; the exit code. Raises Problem, VaultError."""
    from underice.cli.vault_errors import say_finding

    _ = translation(lang).gettext
    with opened(folder, key, lang, inspect=True) as vault:
        if head is not None:
            vault.compare_head(head)
        with _progress(_("Verifying")) as progress:
            seen = vault.verify(progress)
    for finding in seen.findings:
        if as_json:
            fields = {"code": finding.code, "bundle": finding.bundle, "id": finding.id, "detail": finding.detail}
            print_json({"finding": fields})
        else:
            typer.echo(say_finding(finding, lang))
    counts = {"statements": seen.statements, "actions": seen.bundles, "attachments": seen.attachments}
    if as_json:
        print_json({"good": not seen.findings, **counts})
    elif seen.findings:
        typer.echo(_("Do not record anything in this vault now, and keep the folder as it is: it is evidence."))
        typer.echo(_("The last good state is in your backups; compare them with your printed heads."))
    else:
        typer.echo(
            _(
                "All is as it was written: {statements} statements, {actions} actions, {attachments} attachments."
            ).format(**counts)
        )
    return EXIT_FINDINGS if seen.findings else EXIT_FINE


def run_expunge(
    folder: Path,
    key: Key,
    typed: Sequence[str],
    consent: str | None,
    reason: str,
    yes: bool,
    as_json: bool,
    lang: Language,
) -> None:
    """Remove the content of statements. Raises Problem, VaultError."""
    _ = translation(lang)
    if not typed and consent is None:
        raise Problem("no_id", command="underice vault expunge")
    if not reason.strip():
        raise Problem("no_reason")
    with opened(folder, key, lang) as vault:
        consent_id = resolve(vault, consent) if consent is not None else None
        ids = [resolve(vault, one, statements=True) for one in typed]
        if consent_id is not None:
            ids += vault.under_consent(consent_id)
        if ids:
            asked = _.ngettext(
                "Remove the content of {n} statement for good? Write yes: ",
                "Remove the content of {n} statements for good? Write yes: ",
                len(ids),
            )
            _confirm(yes, asked.format(n=len(ids)), lang)
            vault.expunge(ids, reason=reason.strip(), consent=consent_id)
        if as_json:
            print_json({"expunged": [one.hex() for one in ids]})
        else:
            typer.echo(_.gettext("Statements whose content was removed: {n}").format(n=len(ids)))
            typer.echo(_.gettext("Backups, other copies and old blocks of this disk still hold it."))


def run_keys(folder: Path, key: Key, remove: str | None, as_json: bool, lang: Language) -> None:
    """List or remove key slots. Raises Problem, VaultError."""
    _ = translation(lang).gettext
    with opened(folder, key, lang, read_only=remove is None) as vault:
        if remove is not None:
            vault.remove_slot(remove)
        for slot in vault.slots():
            if as_json:
                fields = {"slot": slot.id, "kind": slot.kind, "label": slot.label, "added": slot.added}
                print_json({**fields, "device": slot.device})
                continue
            kind = _("passphrase") if slot.kind == "passphrase" else _("key file")
            here = " · " + _("only on its own computer") if slot.device else ""
            typer.echo(f"{slot.id}  {kind}  {slot.added}{here}  {slot.label}".rstrip())


def run_add_key(
    folder: Path,
    key: Key,
    recipient: str | None,
    label: str,
    replace: bool,
    new_fd: int | None,
    as_json: bool,
    lang: Language,
) -> None:
    """Add a way in, or change the passphrase. Raises Problem, VaultError."""
    _ = translation(lang).gettext
    if replace:
        if key.key_file is not None or recipient is not None:
            raise Problem("one_key")
        old = ask_passphrase(lang, key.passphrase_fd)
        with opened(folder, Key(), lang, passphrase=old) as vault:
            slot = vault.change_passphrase(old, ask_new_passphrase(lang, new_fd))
    else:
        with opened(folder, key, lang) as vault:
            if recipient is not None:
                slot = vault.add_key_file(recipient.strip(), label=label)
            else:
                slot = vault.add_passphrase(ask_new_passphrase(lang, new_fd), label=label)
    if as_json:
        print_json({"slot": slot})
        return
    typer.echo(_("Key slot: {slot}").format(slot=slot))
    if replace:
        typer.echo(_("The old passphrase no longer opens this vault; older copies and backups still open with it."))


def run_make_shares(folder: Path, key: Key, make: str, as_json: bool, lang: Language) -> None:
    """Make recovery shares and print them, once. Raises Problem, VaultError."""
    _ = translation(lang).gettext
    needed, _slash, number = make.partition("/")
    if not (needed.isdecimal() and number.isdecimal() and len(make) <= 5):
        raise Problem("bad_shares", value=make[:20])
    with opened(folder, key, lang) as vault:
        shares = vault.recovery_shares(int(needed), int(number))
    for place, share in enumerate(shares, 1):
        if as_json:
            print_json({"share": place, "of": len(shares), "needed": int(needed), "words": share})
        else:
            typer.echo(_("Share {n} of {all} ({needed} are needed):").format(n=place, all=len(shares), needed=needed))
            typer.echo(f"  {share}")
    if not as_json:
        typer.echo(
            _("Write each on paper for another holder, in different countries if possible, and clear this screen.")
        )


def run_recover(folder: Path, shares_fd: int | None, new_fd: int | None, as_json: bool, lang: Language) -> None:
    """Open the vault with shares and set a new passphrase. Raises Problem, VaultError."""
    from underice.vault.opening import look_like_a_vault
    from underice.vault.vault import Vault

    _ = translation(lang).gettext
    look_like_a_vault(folder)
    with Vault.open(folder, recovery=_shares(shares_fd, lang)) as vault:
        slot = vault.add_passphrase(ask_new_passphrase(lang, new_fd))
    if as_json:
        print_json({"recovered": True, "slot": slot})
    else:
        typer.echo(_("The vault is open to you again, with the new passphrase."))


def _shares(descriptor: int | None, lang: Language) -> list[str]:
    """The shares, one a line, until an empty line."""
    _ = translation(lang).gettext
    found: list[str] = []
    if descriptor is None and not sys.stdin.isatty():
        raise Problem("no_passphrase")
    while len(found) < _MOST_SHARES:
        if descriptor is not None:
            line = read_line(descriptor)
        else:
            try:
                line = getpass.getpass(_("Share {n} (empty when done): ").format(n=len(found) + 1))
            except EOFError:
                line = ""
        if not line.strip():
            break
        found.append(line)
    return found


def _confirm(yes: bool, question: str, lang: Language) -> None:
    """Go on only if the user says so. Raises Problem."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Problem("no_confirmation")
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline().strip().casefold()
    if answer not in ("yes", "예", "네"):
        raise Problem("no_confirmation")


@contextmanager
def _progress(title: str) -> Iterator[Progress | None]:
    """A progress bar on standard error, if a person watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
