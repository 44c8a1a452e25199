"""How a handler becomes a route: who asks is known, the form is read and checked, and no failure tells what it held."""

from __future__ import annotations

import re
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from underice.desk import answer, keeping, reading, session
from underice.desk.locking import Locked
from underice.desk.once import Busy
from underice.desk.request import NotFound, Problem, desk_of, form, session_of
from underice.vault.errors import UnknownId, VaultError, VaultLocked
from underice.vocabulary.failing import event_code

if TYPE_CHECKING:
    from starlette.requests import Request

Handler = Callable[["Request"], Response]
_MARK = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SEE_OTHER = 303


class Sent(Route):
    """What a form is sent to. fragment: only a script asks."""

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]], *, fragment: bool) -> None:
        super().__init__(path, endpoint, methods=["POST"])
        self.fragment = fragment


def get(path: str, handler: Handler, *, locked: bool = False, beside: bool = False) -> Route:
    """A page. locked: it is also shown while the vault is locked. beside: not on the vault's thread."""

    async def endpoint(request: Request) -> Response:
        return await _answered(request, partial(_run, request, handler, locked=locked, beside=beside))

    return Route(path, endpoint, methods=["GET"])


def post(
    path: str,
    handler: Handler,
    *,
    locked: bool = False,
    beside: bool = False,
    once: bool = True,
    upload: bool = False,
    fragment: bool = False,
) -> Sent:
    """What a form is sent to. once: it counts once, however often it is sent. upload: it may carry a file.

    fragment: only a script asks, so the path needs no page of its own (see `underice.desk`).
    """

    async def endpoint(request: Request) -> Response:
        return await _answered(
            request, partial(_take, request, handler, locked=locked, beside=beside, once=once, upload=upload)
        )

    return Sent(path, endpoint, fragment=fragment)


async def _take(
    request: Request, handler: Handler, *, locked: bool, beside: bool, once: bool, upload: bool
) -> Response:
    desk = desk_of(request)
    limit = desk.settings.upload_limit if upload else desk.settings.form_limit
    said = await reading.read_form(request, limit)
    request.scope["underice.form"] = said
    given = request.headers.get("x-underice-token") or said.first("token")
    if not session.fits(given, session_of(request)):
        return answer.stale(request)
    mark = said.first("once")
    if not once:
        return await _run(request, handler, locked=locked, beside=beside)
    if _MARK.fullmatch(mark) is None:
        return answer.refused(request, "token")
    return await _run(request, partial(_once, handler, mark), locked=locked, beside=beside)


def _once(handler: Handler, mark: str, request: Request) -> Response:
    """Take a form, unless it was taken already; then go where it led."""
    desk = desk_of(request)
    vault = desk.keeper.vault if desk.keeper.open else None
    led = desk.keeper.call(lambda: desk.once.begin(mark, vault))
    if led is not None:
        return answer.see_other(request, led)
    done = None
    try:
        done = handler(request)
    finally:
        if done is not None and done.status_code == _SEE_OTHER:
            desk.once.taken(mark, done.headers["location"])
            for path in (request.url.path, form(request).first(keeping.PAGE)):
                keeping.forget(request, path)
        else:
            with suppress(VaultError):  # what went wrong is told already, and not by this
                desk.keeper.call(lambda: desk.once.undone(mark, vault))
    return done


async def _run(request: Request, handler: Handler, *, locked: bool, beside: bool) -> Response:
    desk = desk_of(request)

    def call() -> Response:
        if not locked and not desk.keeper.open:
            raise Locked
        return handler(request)

    if beside:
        from starlette.concurrency import run_in_threadpool

        return await run_in_threadpool(call)
    return await desk.keeper.run(call)


async def _answered(request: Request, call: Callable[[], Awaitable[Response]]) -> Response:
    """Turn what goes wrong into pages: nothing of a failure but where it arose is told, and nothing is logged."""
    try:
        return await call()
    except (Locked, VaultLocked):
        return answer.locked(request)
    except Problem as problem:
        return answer.problem(request, problem.message, problem.status)
    except Busy:
        return answer.busy(request)
    except (NotFound, UnknownId):
        return answer.not_found(request)
    except VaultError as error:
        return answer.vault_problem(request, error)
    except reading.TooLarge:
        return answer.too_large(request)
    except reading.Unreadable:
        return answer.refused(request, "form")
    except Exception as failure:  # the last door: whatever it is, the reader gets a sentence and never a traceback
        code = event_code(failure)
        sys.stderr.write(f"{code}\n")
        return answer.failed(request, code)
