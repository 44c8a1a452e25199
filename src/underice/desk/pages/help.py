"""Help: the seven steps, the keys, and what keeps the desk closed. It can be read while the vault is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.desk.answer import page
from underice.desk.route import get

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """The help page."""
    return page(request, "help/show.html")


ROUTES = (get("/help", show, locked=True),)
