"""Reading the body of a request: counted while it comes in, held in memory, never on disk, never more than allowed."""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import TYPE_CHECKING

from underice.desk.request import Form, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from python_multipart.multipart import MultipartCallbacks
    from starlette.requests import Request

MOST_FIELDS = 5000
"""Fields of one form: a list of a thousand rows with a few choices each."""
_MOST_FILES = 4
_DRAINED = 2 << 30
_NAME = 200
_HEADER = 4096


class TooLarge(Exception):
    """More was sent than may be. What came in was thrown away, not kept."""


class Unreadable(Exception):
    """What was sent is no form."""


async def read_form(request: Request, limit: int) -> Form:
    """The form that was sent. Raises TooLarge, Unreadable."""
    from urllib.parse import parse_qsl

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request, limit)
    if not body:
        return Form()
    if kind == "multipart/form-data":
        return _multipart(request.headers["content-type"], body)
    if kind != "application/x-www-form-urlencoded":
        raise Unreadable
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS, separator="&"
        )
    except ValueError:  # also what is not ASCII, or not UTF-8 once unquoted
        raise Unreadable from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return Form(fields)


async def _body(request: Request, limit: int) -> bytes:
    """The whole body. Raises TooLarge once more than `limit` bytes came in; the rest is taken in and forgotten.

    It is taken in so that the browser shows our answer, and not a connection that broke in the middle of its sending.
    """
    announced = request.headers.get("content-length", "")
    fits = not (announced.isdecimal() and (len(announced) > 18 or int(announced) > limit))
    body, seen = bytearray(), 0
    async for chunk in _chunks(request):
        seen += len(chunk)
        if seen > limit:
            fits = False
            body.clear()
        if fits:
            body += chunk
        if seen > _DRAINED:
            break
    if not fits:
        raise TooLarge
    return bytes(body)


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    async for chunk in request.stream():
        yield chunk


class _Parts:
    """Collects the parts of a multipart body."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}
        self.files: dict[str, Upload] = {}
        self.whole = False
        self._name = self._header = self._disposition = b""
        self._value = bytearray()
        self._count = 0

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def _begin(self) -> None:
        self._count += 1
        if self._count > MOST_FIELDS:
            raise Unreadable
        self._disposition = self._name = self._header = b""
        self._value = bytearray()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name = (self._name + data[start:end])[:_HEADER]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header + data[start:end])[:_HEADER]

    def _header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            self._disposition = self._header
        self._name = self._header = b""

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end(self) -> None:
        from python_multipart.multipart import parse_options_header

        _kind, options = parse_options_header(self._disposition)
        if b"name" not in options:
            raise Unreadable
        name = options[b"name"].decode("utf-8")
        if b"filename" not in options:
            self.fields.setdefault(name, []).append(self._value.decode("utf-8"))
        elif len(self.files) < _MOST_FILES:
            file = Upload(_plain(options[b"filename"].decode("utf-8", "replace")), bytes(self._value))
            self.files.setdefault(name, file)

    def _all(self) -> None:
        self.whole = True


def _multipart(kind: str, body: bytes) -> Form:
    """The fields and files of a multipart body. Raises Unreadable."""
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    # The parser tells its logger what it did not expect. Nothing of what is sent goes into a log.
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL + 1)
    logging.getLogger("python_multipart.multipart").setLevel(logging.CRITICAL + 1)
    parts = _Parts()
    try:
        _type, options = parse_options_header(kind)
        parser = MultipartParser(options[b"boundary"], parts.callbacks())
        parser.write(body)
        parser.finalize()
    except (FormParserError, KeyError, ValueError):
        raise Unreadable from None
    if not parts.whole:
        raise Unreadable
    return Form(parts.fields, parts.files)


def _plain(name: str) -> str:
    """The last part of a file's name, without signs that cannot be seen."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[:_NAME]
