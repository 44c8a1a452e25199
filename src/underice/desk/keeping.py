"""A form that met a locked vault is kept, sealed, and offered again once the vault is open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from underice.desk.request import Form, desk_of, keepable, session_of

if TYPE_CHECKING:
    from starlette.requests import Request

_MOST = 20


AIM = "_aim"
"""Under this name stands where the form is sent to, if that is not the path it is kept under."""
PAGE = "_page"
"""A field of the form that is offered again: the path it was kept under."""


def keep(request: Request, said: Form, *, under: str = "", aim: str = "") -> bool:
    """Keep the fields of a form; False if nothing could be kept. Files are not kept.

    under: the path of the page it stands on, by default the one it was sent to. aim: where it is sent to, if elsewhere.
    """
    fields = keepable(said)
    if fields and aim:
        fields[AIM] = [aim]
    path = under or request.url.path
    sealed = desk_of(request).sealer.seal(json.dumps(fields).encode()) if fields else None
    if sealed is None:
        return False
    kept = session_of(request).kept
    kept.pop(path, None)
    kept[path] = sealed
    while len(kept) > _MOST:
        kept.pop(next(iter(kept)))
    return True


def kept(request: Request, path: str) -> dict[str, list[str]] | None:
    """The fields that were kept under a path, None if there are none. The vault must be open. Raises Locked."""
    desk, session = desk_of(request), session_of(request)
    sealed = session.kept.get(path)
    plain = desk.sealer.unseal(desk.keeper.vault, sealed) if sealed is not None else None
    if plain is None:
        return None
    found: dict[str, list[str]] = json.loads(plain)
    return found


def forget(request: Request, path: str) -> None:
    """Let go of what was kept under a path; there need be nothing."""
    session_of(request).kept.pop(path, None)
