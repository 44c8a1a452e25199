"""A form that met a locked vault is kept, sealed, and offered again once the vault is open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from underice.desk.request import Form, desk_of, keepable, session_of

if TYPE_CHECKING:
    from starlette.requests import Request

_MOST = 20


def keep(request: Request, said: Form) -> bool:
    """Keep the fields of a form under the path it was sent to; False if nothing could be kept. Files are not kept."""
    fields = keepable(said)
    sealed = desk_of(request).sealer.seal(json.dumps(fields).encode()) if fields else None
    if sealed is None:
        return False
    kept = session_of(request).kept
    kept.pop(request.url.path, None)
    kept[request.url.path] = sealed
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
