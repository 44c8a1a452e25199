"""One byte string for one value: deterministic CBOR, so that a hash or a signature means one thing only.

RFC 8949, section 4.2.1 (core deterministic encoding): shortest lengths, definite sizes, sorted keys. Values are None,
bool, int, bytes, str, list and dict with str keys; nothing else is written or read, in particular no floats and no
tags.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import cbor2

Value: TypeAlias = "bool | int | bytes | str | Sequence[Value] | Mapping[str, Value] | None"

LARGEST = 16 << 20
"""The longest encoding that is read, in bytes."""
DEEPEST = 8
"""How deep lists and maps may lie in each other."""
_UINT64 = 1 << 64


class NotCanonical(ValueError):
    """The bytes are not the one encoding of a value that we write."""


def encode(value: Value) -> bytes:
    """The deterministic encoding of `value`."""
    return cbor2.dumps(value, canonical=True)


def encode_row(row: Sequence[int | bytes | str | None]) -> bytes:
    """The same as encode() for a flat list without maps, faster: there is only one way to write it."""
    return cbor2.dumps(row)


def decode(data: bytes, largest: int = LARGEST) -> Value:
    """The value encoded in `data`.

    Raises NotCanonical for anything else than the exact bytes encode() would give: too long, too deep, other types,
    trailing bytes, duplicate or unsorted keys, longer forms of a number.
    """
    if len(data) > largest:
        raise NotCanonical("too long")
    _measure(data)
    try:
        value: object = cbor2.loads(data)
        checked = _checked(value, 0)
        again = encode(checked)
    except NotCanonical:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError, cbor2.CBORDecodeError) as error:
        raise NotCanonical(type(error).__name__) from None
    if again != data:
        raise NotCanonical("another encoding of the same value")
    return checked


def _measure(data: bytes) -> None:
    """Walk over the items without building anything: refuses what is nested too deep, cut short or of another type.

    A decoder that trusted the sizes written in a hostile file could be made to reserve gigabytes.
    """
    open_items: list[int] = [1]
    at, end = 0, len(data)
    while open_items:
        if open_items[-1] == 0:
            open_items.pop()
            continue
        open_items[-1] -= 1
        if at >= end:
            raise NotCanonical("cut short")
        major, short = data[at] >> 5, data[at] & 31
        at += 1
        if short < 24:
            size = short
        elif short < 28:
            width = 1 << (short - 24)
            if major == 7:
                raise NotCanonical("type")
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        else:
            raise NotCanonical("type")
        if major in (2, 3):
            at += size
        elif major in (4, 5):
            if size * (major - 3) > end - at:
                raise NotCanonical("cut short")
            open_items.append(size * (major - 3))
            if len(open_items) > DEEPEST + 2:
                raise NotCanonical("too deep")
        elif major == 6 or (major == 7 and short not in (20, 21, 22)):
            raise NotCanonical("type")
    if at != end:
        raise NotCanonical("trailing bytes" if at < end else "cut short")


def _checked(value: object, depth: int) -> Value:
    if depth > DEEPEST:
        raise NotCanonical("too deep")
    if value is None or isinstance(value, bool | int | bytes | str):
        return value
    if isinstance(value, list):
        return [_checked(item, depth + 1) for item in value]
    if isinstance(value, dict):
        checked: dict[str, Value] = {}
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical("key")
            checked[key] = _checked(item, depth + 1)
        return checked
    raise NotCanonical("type")


class Reader:
    """Reads fields of a decoded map with their types; a missing or wrong one raises NotCanonical."""

    def __init__(self, data: bytes, largest: int = LARGEST) -> None:
        value = decode(data, largest)
        self._map = self._as_map(value)

    @staticmethod
    def _as_map(value: Value) -> Mapping[str, Value]:
        if not isinstance(value, dict):
            raise NotCanonical("not a map")
        return value

    @classmethod
    def of(cls, value: Value) -> Reader:
        """A reader over a map that has been decoded already."""
        reader = cls.__new__(cls)
        reader._map = cls._as_map(value)
        return reader

    def number(self, name: str, low: int = 0, high: int = _UINT64 - 1) -> int:
        """An integer between `low` and `high`, both included."""
        value = self._map.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise NotCanonical(name)
        return value

    def octets(self, name: str, size: int | None = None) -> bytes:
        """A byte string, of exactly `size` bytes if that is given."""
        value = self._map.get(name)
        if not isinstance(value, bytes) or (size is not None and len(value) != size):
            raise NotCanonical(name)
        return value

    def text(self, name: str) -> str:
        """A text."""
        value = self._map.get(name)
        if not isinstance(value, str):
            raise NotCanonical(name)
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._map.get(name)
        if not isinstance(value, bool):
            raise NotCanonical(name)
        return value

    def octets_by_name(self, name: str, size: int) -> dict[str, bytes]:
        """A map from texts to byte strings of exactly `size` bytes."""
        inner = Reader.of(self._map.get(name))
        return {key: inner.octets(key, size) for key in inner._map}

    def maps(self, name: str) -> list[Reader]:
        """A list of maps."""
        value = self._map.get(name)
        if not isinstance(value, list):
            raise NotCanonical(name)
        return [Reader.of(item) for item in value]
