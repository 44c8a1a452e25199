"""Reading the body of a request: counted while it comes in, held in memory, never on disk, never more than allowed."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from underice.desk.request import Form, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

MOST_FIELDS = 5000
"""Fields of one form: a list of a thousand rows with a few choices each."""
_DRAINED = 2 << 30
_NAME = 200


class TooLarge(Exception):
    """More was sent than may be. What came in was thrown away, not kept."""


class Unreadable(Exception):
    """What was sent is no form."""


async def read_form(request: Request, limit: int) -> Form:
    """The form that was sent. Raises TooLarge, Unreadable."""
    from starlette.datastructures import UploadFile
    from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    stream = _limited(request, limit)
    try:
        if kind == "multipart/form-data":
            parser = MultiPartParser(request.headers, stream, max_files=4, max_fields=MOST_FIELDS, max_part_size=limit)
            # Larger than anything that may come in: the content of a file never goes to a temporary file.
            parser.spool_max_size = limit + 1
            data = await parser.parse()
        elif kind == "application/x-www-form-urlencoded":
            data = await FormParser(request.headers, stream, max_fields=MOST_FIELDS, max_part_size=limit).parse()
        else:
            await _drain(stream)
            if request.headers.get("content-length", "0") != "0":
                raise Unreadable
            return Form()
    except (MultiPartException, KeyError, UnicodeError, ValueError):
        await _drain(stream)
        raise Unreadable from None
    fields: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            files.setdefault(name, Upload(_plain(value.filename), await value.read()))
            await value.close()
        else:
            fields.setdefault(name, []).append(value)
    return Form(fields, files)


def _plain(name: str | None) -> str:
    """The last part of a file's name, without signs that cannot be seen."""
    last = PurePath((name or "").replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[:_NAME]


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """The body in pieces. Raises TooLarge once more than `limit` bytes came in; the rest is read and thrown away."""
    seen = 0
    stream = request.stream()
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 19 and int(announced) > limit:
        await _drain(stream)
        raise TooLarge
    async for chunk in stream:
        seen += len(chunk)
        if seen > limit:
            await _drain(stream)
            raise TooLarge
        yield chunk


async def _drain(stream: AsyncGenerator[bytes, None]) -> None:
    """Take in what is still coming and forget it, so that the browser shows our answer and not a broken connection."""
    seen = 0
    async for chunk in stream:
        seen += len(chunk)
        if seen > _DRAINED:
            return
