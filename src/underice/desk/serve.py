"""The server itself: on this machine only, on a port of its own, without a log of what is asked."""

from __future__ import annotations

import hashlib
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from underice.desk import warming
from underice.desk.app import make_app
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.vault.vault import Vault

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

_WAITING = 128
_FIRST_PORT, _PORTS = 20_000, 10_000
"""Below the ports that systems give out for connections of their own."""
_SECONDS_TO_END = 3


@dataclass(frozen=True, slots=True)
class Serving:
    """A desk that can be run. address: opens it in one browser, once."""

    settings: Settings
    app: Starlette
    sessions: Sessions
    server: uvicorn.Server
    listening: socket.socket
    warming: threading.Event = field(default_factory=threading.Event)

    def address(self) -> str:
        """A new address that lets one more browser in, once."""
        return f"{self.settings.origin}/start?link={self.sessions.link()}"

    def run(self) -> None:
        """Answer until stopped (Ctrl-C, or `stop`); then lock the vault."""
        warming.begin(self.warming)
        try:
            with suppress(KeyboardInterrupt):  # given on by the server once it has ended in order
                self.server.run(sockets=[self.listening])
        finally:
            self.close()

    def close(self) -> None:
        """Lock the vault and listen no more. Doing so twice is harmless."""
        self.warming.set()
        self.app.state.desk.keeper.close()
        self.listening.close()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self.server.should_exit = True


def usual_port(folder: Path) -> int:
    """The port that the desk of this folder takes if it is free: a tab left open finds the desk again after a crash."""
    digest = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogateescape")).digest()
    return _FIRST_PORT + int.from_bytes(digest[:4]) % _PORTS


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on this machine; port 0 takes a free one. Raises OSError."""
    # Named outright, or asyncio leaves small answers waiting for 40 ms (Nagle) on connections that are kept.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if port:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_WAITING)
    except OSError:
        made.close()
        raise
    return made


def prepare(settings: Settings, *, vault: Vault | None = None) -> Serving:
    """A desk for `settings`, whose port may be 0. vault: one that is open already. Raises OSError."""
    import uvicorn

    try:
        listening = listen(settings.host, settings.port or usual_port(settings.folder))
    except OSError:
        if settings.port:
            raise
        listening = listen(settings.host, 0)
    settings = replace(settings, port=listening.getsockname()[1])
    sessions = Sessions()
    app = make_app(settings, sessions)
    if vault is not None:
        app.state.desk.take(vault)
    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    return Serving(settings, app, sessions, uvicorn.Server(config), listening)


def open_browser(address: str) -> bool:
    """Ask the system for its browser; False if it has none for us."""
    import webbrowser

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


def offer_more(serving: Serving, tell: Callable[[str], None]) -> None:
    """For every empty line typed at the terminal, tell an address that lets in one more browser."""

    def watch() -> None:
        for _line in sys.stdin:
            tell(serving.address())

    threading.Thread(target=watch, daemon=True, name="underice-terminal").start()
