"""The door: the printed link, unlocking, locking, and the first run, in which a vault is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from underice.desk import keeping
from underice.desk.answer import page, refused, see_other
from underice.desk.request import Form, Problem, asked, desk_of, form, inside, lang_of, text, ticked
from underice.desk.route import get, post
from underice.desk.security import session_cookie
from underice.desk.session import Replayed
from underice.vault.errors import VaultError, VaultRolledBack, WrongPassphrase
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from starlette.requests import Request

    from underice.desk.session import Session

SHORTEST = 12
"""Characters of a new passphrase; fewer can be guessed by someone who has the disk and time."""
LONGEST = 4096
"""Characters of a passphrase that are looked at."""
_SHARES = 20_000


def start(request: Request) -> Response:
    """The printed link: lets one browser in, once. Seen a second time, it locks the vault."""
    desk = desk_of(request)
    if request.scope["underice.session"] is not None:
        return see_other(request, "/")
    try:
        session = desk.sessions.redeem(asked(request, "link"))
    except Replayed:
        desk.keeper.lock()
        return refused(request, "replayed")
    if session is None:
        return refused(request, "link")
    answer = see_other(request, "/")
    answer.headers.append("set-cookie", session_cookie(desk, session))
    return answer


def ask(request: Request) -> Response:
    """Ask for the passphrase."""
    desk = desk_of(request)
    where = inside(asked(request, "next") or "/")
    if desk.keeper.open:
        return _back(request, where)
    if not _has_vault(desk.settings.folder):
        return see_other(request, "/first")
    return _ask(request, where)


def _ask(request: Request, where: str, *, said: str = "", older: bool = False, status: int = 200) -> Response:
    desk = desk_of(request)
    session: Session | None = request.scope.get("underice.session")
    return page(
        request, "door/unlock.html", status=status, next=where, said=said, older=older, folder=str(desk.settings.folder),
        demo=desk.settings.demo, again=bool(desk.sealer.ready), waiting=bool(session is not None and session.kept),
    )  # fmt: skip


def unlock(request: Request) -> Response:
    """Open the vault with a passphrase, and go on where one was."""
    from underice.desk.vault_words import status_of, words
    from underice.vault.vault import Vault

    desk, said = desk_of(request), form(request)
    where = inside(said.first("next") or "/")
    if desk.keeper.open:
        return see_other(request, where)
    key_file = text(said, "key_file", limit=1000)
    accept = ticked(said, "accept")
    try:
        vault = Vault.open(
            desk.settings.folder,
            passphrase=None if key_file else said.first("passphrase")[:LONGEST],
            key_file=Path(key_file) if key_file else None,
            device_dir=desk.settings.device_dir,
            idle=desk.settings.idle,
            accept=accept,
        )
    except VaultError as error:
        older = isinstance(error, VaultRolledBack) and not isinstance(error, WrongPassphrase)
        return _ask(request, where, said=words(error, lang_of(request)), older=older, status=status_of(error))
    desk.take(vault)
    return _back(request, where)


def _back(request: Request, where: str) -> Response:
    """Go on where one was; first to what was being typed there, if anything was kept."""
    path = where.partition("?")[0]
    if keeping.kept(request, path) is not None:
        return see_other(request, f"/kept?of={quote(path, safe='')}")
    return see_other(request, where)


def lock(request: Request) -> Response:
    """Lock the vault."""
    desk_of(request).keeper.lock()
    return see_other(request, "/unlock")


def kept(request: Request) -> Response:
    """What was being sent when the vault locked: look at it, and send it or let it go."""
    from underice.desk.request import NotFound

    path = inside(asked(request, "of"))
    fields = keeping.kept(request, path)
    if fields is None:
        raise NotFound
    target = inside(fields.pop(keeping.AIM, [path])[0])
    return page(request, "door/kept.html", path=path, target=target, fields=fields)


def keep(request: Request) -> Response:
    """Keep what is being typed on a page that is about to leave the screen. Only a script asks, also while locked."""
    aim = inside(asked(request, "aim"))
    keeping.keep(request, form(request), under=inside(asked(request, "of")), aim=aim)
    return Response("", 204)


def forget(request: Request) -> Response:
    """Let go of what was kept."""
    path = inside(text(form(request), "of", limit=1000))
    keeping.forget(request, path)
    return see_other(request, path)


def first(request: Request) -> Response:
    """The first run: ask what is needed to make a vault."""
    desk = desk_of(request)
    if desk.keeper.open:
        return see_other(request, "/")
    if _has_vault(desk.settings.folder):
        return see_other(request, "/unlock")
    return _first(request)


def _first(request: Request, *, said: str = "", writer: str = "", status: int = 200) -> Response:
    return page(
        request, "door/first.html", status=status, said=said, writer=writer, shortest=SHORTEST,
        folder=str(desk_of(request).settings.folder),
    )  # fmt: skip


def make(request: Request) -> Response:
    """Make the vault and open it."""
    from underice.desk.vault_words import status_of, words
    from underice.vault.vault import Vault

    desk, said, lang = desk_of(request), form(request), lang_of(request)
    _ = translation(lang).gettext
    writer = text(said, "writer", limit=100, lang=lang)
    passphrase, fault = new_passphrase(said, lang)
    if _has_vault(desk.settings.folder):
        raise Problem(_("There is a vault already. It was not touched."), 409)
    if not writer:
        return _first(request, said=_("Write under which name you record. Nothing was changed."), status=400)
    if fault:
        return _first(request, said=fault, writer=writer, status=400)
    try:
        vault = Vault.create(
            desk.settings.folder,
            passphrase=passphrase,
            writer=writer,
            kdf=desk.settings.kdf,
            device_dir=desk.settings.device_dir,
            idle=desk.settings.idle,
        )
    except VaultError as error:
        return _first(request, said=words(error, lang), writer=writer, status=status_of(error))
    desk.take(vault)
    return see_other(request, "/vault/recovery" if "/vault/recovery" in desk.paths else "/")


def ask_recover(request: Request) -> Response:
    """Ask for recovery shares and a new passphrase."""
    return _recover(request)


def _recover(request: Request, *, said: str = "", status: int = 200) -> Response:
    return page(request, "door/recover.html", status=status, said=said, shortest=SHORTEST)


def recover(request: Request) -> Response:
    """Open the vault with recovery shares, and let a new passphrase open it from now on."""
    from underice.desk.vault_words import status_of, words
    from underice.vault.vault import Vault

    desk, said, lang = desk_of(request), form(request), lang_of(request)
    shares = [line.strip() for line in said.first("shares")[:_SHARES].splitlines() if line.strip()]
    chosen, fault = new_passphrase(said, lang)
    if fault:
        return _recover(request, said=fault, status=400)
    try:
        vault = Vault.open(
            desk.settings.folder, recovery=shares, device_dir=desk.settings.device_dir, idle=desk.settings.idle
        )
        vault.add_passphrase(chosen, kdf=desk.settings.kdf)
    except VaultError as error:
        return _recover(request, said=words(error, lang), status=status_of(error))
    desk.take(vault)
    return see_other(request, "/")


def new_passphrase(said: Form, lang: Language) -> tuple[str, str]:
    """The passphrase that was chosen, and what is wrong with it ("" if nothing)."""
    _ = translation(lang).gettext
    chosen = said.first("passphrase")[:LONGEST]
    if len(chosen) < SHORTEST:
        return chosen, _("The passphrase is shorter than {n} characters. Nothing was changed.").format(n=SHORTEST)
    if chosen != said.first("again"):
        return chosen, _("The two passphrases differ. Nothing was changed.")
    return chosen, ""


def _has_vault(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def sent(request: Request) -> Response:
    """Where a form leads that was taken by an earlier run of the desk."""
    return page(request, "door/sent.html")


ROUTES = (
    get("/sent", sent),
    get("/start", start, locked=True),
    get("/unlock", ask, locked=True),
    post("/unlock", unlock, locked=True, once=False),
    get("/lock", ask, locked=True),
    post("/lock", lock, locked=True, once=False),
    get("/kept", kept),
    post("/kept", forget, once=False),
    post("/keep", keep, locked=True, once=False, fragment=True),
    get("/recover", ask_recover, locked=True),
    post("/recover", recover, locked=True, once=False),
    get("/first", first, locked=True),
    post("/first", make, locked=True),
)
