"""What pictures inside a document would give away: whether they carry camera data, and a place.

JPEG: EXIF 2.32 (CIPA DC-008), segment APP1; PNG: chunk eXIf (PNG third edition, 11.3.3.7). Only the presence of
tags is read, never their values.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

HEAD = 256 * 1024
"""Bytes from the beginning of a picture that hold its camera data."""
_GPS = 0x8825
_MOST_TAGS = 512


@dataclass(frozen=True, slots=True)
class CameraData:
    """located: the data say where the picture was taken."""

    located: bool


def camera_data(head: bytes) -> CameraData | None:
    """The camera data of a picture by its first bytes, None if there are none."""
    if head.startswith(b"\xff\xd8"):
        block = _jpeg(head)
    elif head.startswith(b"\x89PNG"):
        block = _png(head)
    else:
        block = None
    if block is None:
        return None
    tags = _tags(block)
    return CameraData(_GPS in tags) if tags else None


def _jpeg(head: bytes) -> bytes | None:
    """The EXIF block of a JPEG file."""
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF and head[at + 1] not in (0xDA, 0xD9):
        size = int.from_bytes(head[at + 2 : at + 4], "big")
        body = head[at + 4 : at + 2 + size]
        if head[at + 1] == 0xE1 and body.startswith(b"Exif\0\0"):
            return body[6:]
        at += 2 + max(size, 2)
    return None


def _png(head: bytes) -> bytes | None:
    at = 8
    while at + 8 <= len(head):
        size = int.from_bytes(head[at : at + 4], "big")
        if head[at + 4 : at + 8] == b"eXIf":
            return head[at + 8 : at + 8 + size]
        at += 12 + size
    return None


def _tags(block: bytes) -> set[int]:
    """Numbers of the tags in the first directory of a TIFF block."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return set()
    (first,) = struct.unpack_from(f"{order}I", block, 4)
    if first + 2 > len(block):
        return set()
    (count,) = struct.unpack_from(f"{order}H", block, first)
    places = [first + 2 + 12 * number for number in range(min(count, _MOST_TAGS))]
    return {struct.unpack_from(f"{order}H", block, place)[0] for place in places if place + 2 <= len(block)}
