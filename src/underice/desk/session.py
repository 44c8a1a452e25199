"""Who may ask: a link that works once becomes a cookie, and every form carries a token that only our pages know.

Cookies are sent to every port of a host, so another program of this machine may see ours if the browser visits it; what
it cannot do is send it back from the same origin, which `underice.desk.security` demands.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

_MOST = 32
"""Browsers that may be let in by one run of the desk."""


@dataclass(slots=True, repr=False)
class Session:
    """One browser. id: what the cookie holds. token: what its forms carry. kept: sealed forms by path."""

    id: str
    token: str
    kept: dict[str, bytes] = field(default_factory=dict)


class Replayed(Exception):
    """A link was used that had been used before: somebody else may have seen it."""


class Sessions:
    """The browsers that were let in, and the links that let in one more."""

    def __init__(self) -> None:
        self._links: set[str] = set()
        self._used: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def link(self) -> str:
        """The secret part of a link that lets in one browser, once."""
        made = secrets.token_urlsafe(32)
        self._links.add(_digest(made))
        return made

    def redeem(self, given: str) -> Session | None:
        """The session of a browser that shows a link's secret; None if there never was such a link. Raises Replayed."""
        digest = _digest(given)
        if digest in self._used:
            raise Replayed
        if digest not in self._links or len(self._sessions) >= _MOST:
            return None
        self._links.discard(digest)
        self._used.add(digest)
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        self._sessions[_digest(session.id)] = session
        return session

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, None if it has none."""
        return self._sessions.get(_digest(cookie)) if cookie else None

    def end(self) -> None:
        """Let nobody in any more who was in."""
        self._sessions.clear()


def fits(given: str | None, session: Session) -> bool:
    """True if this is the token that the session's forms carry."""
    return given is not None and hmac.compare_digest(given.encode("utf-8", "replace"), session.token.encode())


def _digest(value: str) -> str:
    # Looked up by digest, so that the time a look-up takes tells nothing of a secret.
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
