"""The vault itself: the ways into it, recovery, backups, and locking out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from underice.desk.answer import page, see_other
from underice.desk.pages.door import LONGEST, SHORTEST, new_passphrase
from underice.desk.request import Problem, asked, desk_of, form, lang_of, number, text, ticked, today, vault_of
from underice.desk.route import get, post
from underice.vault.errors import VaultError
from underice.vault.lockout import LockedOut
from underice.vault.recovery import MOST
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_HOLDERS, _NEEDED = 5, 3
_LABEL = 100


def show(request: Request) -> Response:
    """The ways into the vault, and what else can be done with it."""
    _ = translation(lang_of(request)).gettext
    said = {
        "added": _("There is one more way into the vault."),
        "changed": _("The old passphrase no longer opens this vault; older copies and backups still open with it."),
        "removed": _("It no longer opens this vault; older copies and backups still open with it."),
    }
    return _show(request, done=said.get(asked(request, "done"), ""))


def _show(request: Request, *, status: int = 200, wrong: str = "", done: str = "") -> Response:
    from underice.desk.pages.history import stamp

    vault, folder = vault_of(request), desk_of(request).settings.folder
    return page(
        request,
        "vault/show.html",
        status=status,
        slots=[(one, stamp(one.added)) for one in vault.slots()],
        recoverable=vault.recoverable,
        recipient=vault.recipient(),
        folder=str(folder),
        target=str(folder.absolute().with_name(f"{folder.name}-backup-{today(request).isoformat()}")),
        shortest=SHORTEST,
        wrong=wrong,
        done=done,
    )


def _wrong(request: Request, error: VaultError) -> Response:
    from underice.desk.vault_words import status_of, words

    return _show(request, status=status_of(error), wrong=words(error, lang_of(request)))


def add_passphrase(request: Request) -> Response:
    """Let a further passphrase open the vault."""
    said, lang = form(request), lang_of(request)
    label = text(said, "label", limit=_LABEL, lang=lang)
    chosen, fault = new_passphrase(said, lang)
    if fault:
        return _show(request, status=400, wrong=fault)
    vault_of(request).add_passphrase(chosen, label=label, kdf=desk_of(request).settings.kdf)
    return see_other(request, "/vault", done="added")


def change_passphrase(request: Request) -> Response:
    """Put a new passphrase in the place of the one that is given."""
    said, lang = form(request), lang_of(request)
    chosen, fault = new_passphrase(said, lang)
    if fault:
        return _show(request, status=400, wrong=fault)
    try:
        old = said.first("old_passphrase")[:LONGEST]
        vault_of(request).change_passphrase(old, chosen, kdf=desk_of(request).settings.kdf)
    except VaultError as error:
        return _wrong(request, error)
    return see_other(request, "/vault", done="changed")


def add_key(request: Request) -> Response:
    """Let a colleague open the vault with her own key."""
    said, lang = form(request), lang_of(request)
    recipient = text(said, "recipient", limit=200, lang=lang)
    try:
        vault_of(request).add_key_file(recipient, label=text(said, "label", limit=_LABEL, lang=lang))
    except VaultError as error:
        return _wrong(request, error)
    return see_other(request, "/vault", done="added")


def remove(request: Request) -> Response:
    """Remove a way in; never the last."""
    try:
        vault_of(request).remove_slot(text(form(request), "slot", limit=64))
    except VaultError as error:
        return _wrong(request, error)
    return see_other(request, "/vault", done="removed")


def backup(request: Request) -> Response:
    """Copy the whole vault, encrypted as it is, into a new folder."""
    lang = lang_of(request)
    _ = translation(lang).gettext
    target = text(form(request), "target", limit=1000, lang=lang)
    if not Path(target).is_absolute():
        return _show(request, status=400, wrong=_("Write the whole path of the new folder. Nothing was copied."))
    try:
        made = vault_of(request).backup(Path(target))
    except VaultError as error:
        return _wrong(request, error)
    except OSError:
        return _show(request, status=400, wrong=_("That folder cannot be made. Nothing was copied. Write another."))
    said = _("Copied: {files} files, {size} kB. Keep the copy on another disk, away from this computer.")
    return _show(request, done=said.format(files=made.files, size=f"{made.size // 1024:,}"))


def ask_restore(request: Request) -> Response:
    """What putting a backup in place does."""
    return page(request, "vault/restore.html", folder=str(desk_of(request).settings.folder), wrong="")


def restore(request: Request) -> Response:
    """Put a backup in place of this vault, which is kept beside it; then ask for the passphrase."""
    from underice.desk.vault_words import status_of, words
    from underice.vault.vault import Vault

    desk, lang = desk_of(request), lang_of(request)
    source = text(form(request), "source", limit=1000, lang=lang)
    desk.keeper.lock()
    try:
        Vault.restore(Path(source), desk.settings.folder)
    except (VaultError, OSError) as error:
        _ = translation(lang).gettext
        said = words(error, lang) if isinstance(error, VaultError) else _("That folder cannot be read.")
        status = status_of(error) if isinstance(error, VaultError) else 400
        folder = str(desk.settings.folder)
        return page(request, "vault/restore.html", status=status, folder=folder, wrong=said)
    return see_other(request, "/unlock")


def ask_recovery(request: Request) -> Response:
    """Who is to hold recovery shares."""
    return _recovery(request)


def _recovery(request: Request, *, status: int = 200, wrong: str = "") -> Response:
    return page(
        request, "vault/recovery.html", status=status, recoverable=vault_of(request).recoverable, holders=_HOLDERS,
        needed=_NEEDED, most=MOST, wrong=wrong,
    )  # fmt: skip


def make_shares(request: Request) -> Response:
    """Make recovery shares and show them, this once."""
    from underice.desk.vault_words import status_of, words

    said, lang = form(request), lang_of(request)
    n = number(said.first("holders"), least=0, most=99, default=0)
    k = number(said.first("needed"), least=0, most=99, default=0)
    try:
        shares = vault_of(request).recovery_shares(k, n)
    except VaultError as error:
        return _recovery(request, status=status_of(error), wrong=words(error, lang))
    return page(request, "vault/shares.html", shares=shares, needed=k, day=today(request).isoformat())


def ask_lock_out(request: Request) -> Response:
    """What locking out does, and what it does not."""
    return page(request, "vault/lock_out.html", done=None, limits=(), folder=str(desk_of(request).settings.folder))


def lock_out(request: Request) -> Response:
    """Destroy this computer's ways into the vault; no passphrase is asked for, because there may be no time."""
    from underice.vault.vault import Vault

    desk, lang = desk_of(request), lang_of(request)
    if not ticked(form(request), "sure"):
        raise Problem(translation(lang).gettext("The box was not ticked. Nothing was changed."))
    desk.keeper.lock()
    done = Vault.lock_out(desk.settings.folder, desk.settings.device_dir)
    return page(request, "vault/lock_out.html", done=done, limits=limits(done, lang), folder=str(desk.settings.folder))


def limits(done: LockedOut, lang: Language) -> list[str]:
    """What locking out does not promise, in sentences."""
    _ = translation(lang).gettext
    said = {
        "overwriting-is-not-erasing": _("The slots were overwritten, but disks keep old copies: this is not erasing."),
        "copies-and-backups-remain": _("Backups and other copies of the vault still open with their keys."),
        "passphrase-and-old-slots-open": _("Who has an old copy of slots.cbor and the passphrase can open this vault."),
    }
    return [said.get(limit, limit) for limit in done.limits]


ROUTES = (
    get("/vault", show),
    get("/vault/passphrase", show),
    post("/vault/passphrase", add_passphrase),
    get("/vault/change", show),
    post("/vault/change", change_passphrase),
    get("/vault/key", show),
    post("/vault/key", add_key),
    get("/vault/remove", show),
    post("/vault/remove", remove),
    get("/vault/backup", show),
    post("/vault/backup", backup, once=False),
    get("/vault/restore", ask_restore),
    post("/vault/restore", restore),
    get("/vault/recovery", ask_recovery),
    post("/vault/recovery", make_shares, once=False),
    get("/vault/lock-out", ask_lock_out, locked=True),
    post("/vault/lock-out", lock_out, locked=True, once=False),
)
