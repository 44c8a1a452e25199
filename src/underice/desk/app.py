"""The desk as an ASGI application: the pages, found by themselves, behind the guard."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from underice.desk import answer, pages, static_files
from underice.desk.security import Guard
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.desk.state import Desk

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def page_routes() -> Iterator[Route]:
    """The routes of all modules of `pages/`, fixed paths before those with a part to fill in."""
    found: list[Route] = []
    for module in pkgutil.iter_modules(pages.__path__):
        found += importlib.import_module(f"{pages.__name__}.{module.name}").ROUTES
    yield from sorted(found, key=lambda route: ("{" in route.path, route.path))


def make_app(settings: Settings, sessions: Sessions) -> Starlette:
    """The application. What its requests share is in `app.state.desk`."""
    routes = list(page_routes())
    fixed = frozenset(route.path for route in routes if "{" not in route.path)
    desk = Desk(settings, sessions, paths=fixed)

    async def not_found(request: Request, _failure: Exception) -> Response:
        return answer.not_found(request)

    async def wrong_method(request: Request, _failure: Exception) -> Response:
        return answer.refused(request, "method")

    app = Starlette(
        routes=[Route("/static/{name:path}", static_files.send), *routes],
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers={404: not_found, 405: wrong_method},
    )
    app.state.desk = desk
    return app
