"""Who may ask at all, and the headers of every answer. Runs before any page, for every request.

Refused: a Host that is not ours (DNS rebinding), a request that another page started (Origin, Sec-Fetch-Site), a
browser without the cookie that the printed link gave it. Tokens of forms are checked in `underice.desk.route`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from underice.desk import answer
from underice.desk.answer import Refusal
from underice.desk.request import as_language
from underice.desk.session import Session
from underice.vocabulary.failing import event_code

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from underice.desk.state import Desk

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; connect-src 'self'; img-src 'self' data:;"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
METHODS = ("GET", "HEAD", "POST")
OPEN_PATHS = ("/start", "/static/")
"""Paths for which no cookie is asked: the printed link, and files that hold nothing of anybody."""
_YEAR = 31_536_000


def cookie_name(desk: Desk) -> str:
    """The cookie of this desk: browsers send cookies to every port of a host, so the port is part of its name."""
    return f"underice-{desk.settings.port}"


def session_cookie(desk: Desk, session: Session) -> str:
    """The Set-Cookie header that lets a browser in until it is closed."""
    return f"{cookie_name(desk)}={session.id}; Path=/; HttpOnly; SameSite=Strict"


class Guard:
    """The outermost layer of the desk."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it; give every answer its headers."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        asked = as_language(request.query_params.get("lang"))
        chosen = asked or as_language(request.cookies.get("underice-lang"))
        scope["underice.lang"] = chosen or self._desk.settings.lang
        scope["underice.session"] = self._desk.sessions.find(request.cookies.get(cookie_name(self._desk)))

        begun: list[bool] = []

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(True)
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                nonce = scope.get("underice.nonce")
                headers["content-security-policy"] = POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else "")
                headers.setdefault("cache-control", "no-store")
                if asked:
                    headers.append(
                        "set-cookie", f"underice-lang={asked}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Strict"
                    )
            await send(message)

        refusal = self._refusal(request)
        if refusal is not None:
            await answer.refused(request, refusal)(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:  # the browser went away in the middle of what it sent
            return
        except Exception as failure:  # outside of any page: the same last door as in `underice.desk.route`
            code = event_code(failure)
            sys.stderr.write(f"{code}\n")
            if not begun:
                await _failed(request, code)(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> Refusal | None:
        settings = self._desk.settings
        if request.headers.getlist("host") != [settings.authority]:
            return "host"
        if request.method not in METHODS:
            return "method"
        if not _ours(request, settings.origin):
            return "origin"
        if request.scope["underice.session"] is None and not request.url.path.startswith(OPEN_PATHS):
            return "session"
        return None


def _failed(request: Request, code: str) -> Response:
    """The page for a failure; words alone where not even that can be made."""
    try:
        return answer.failed(request, code)
    except Exception:  # the very last door
        return Response(code, 500, media_type="text/plain")


def _ours(request: Request, origin: str) -> bool:
    """True if the request was started by a page of ours, or by the person who typed the address."""
    site = request.headers.get("sec-fetch-site")
    given = request.headers.get("origin")
    if given not in (None, "null", origin):
        return False
    if request.method != "POST":
        return site in (None, "none", "same-origin")
    # A page without referrer sends "Origin: null" with its own forms; then the browser's word for the site decides.
    return site == "same-origin" if site is not None else given == origin
