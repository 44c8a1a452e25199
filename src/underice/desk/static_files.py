"""Style sheets and scripts: exactly the files of this package, by name, so that no path leads anywhere else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from underice.desk.request import NotFound

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent. version: changes with its content, so that browsers may keep it."""

    content: bytes
    kind: str
    version: str


@cache
def names() -> frozenset[str]:
    """The names of all files that may be asked for, relative to the folder."""
    return frozenset(
        path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file() and path.suffix in KINDS
    )


@cache
def read(name: str) -> File:
    """One file. Raises NotFound if there is none of that very name."""
    if name not in names():
        raise NotFound
    path = FOLDER / name
    content = path.read_bytes()
    return File(content, KINDS[path.suffix], hashlib.sha256(content).hexdigest()[:12])


def address(name: str) -> str:
    """Where a page finds a file. Raises NotFound, so that a page naming a file that is not there fails in its test."""
    return f"/static/{name}?v={read(name).version}"


async def send(request: Request) -> Response:
    """Answer with a file. It holds nothing of anybody, so browsers may keep it."""
    from starlette.responses import Response

    try:
        file = read(str(request.path_params["name"]))
    except NotFound:
        return Response("", 404)
    return Response(file.content, headers={"content-type": file.kind, "cache-control": "private, max-age=31536000"})
