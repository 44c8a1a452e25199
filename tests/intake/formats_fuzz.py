"""Damaged files of every format: what `test_formats_fuzz` reads, in its short run and in `make soak`."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.intake.formats_helpers import Reader, sample
from underice.intake.followthemoney import read_followthemoney
from underice.intake.kobo import read_kobo
from underice.intake.uwazi import read_uwazi
from underice.intake.vcard import read_vcard

SAMPLES: tuple[tuple[Reader, str], ...] = (
    (read_vcard, "book30.vcf"),
    (read_vcard, "telephone21.vcf"),
    (read_vcard, "cards40.vcf"),
    (read_kobo, "kobo_export.json"),
    (read_uwazi, "uwazi_export.csv"),
    (read_uwazi, "uwazi_import.zip"),
    (read_followthemoney, "followthemoney.ftm.json"),
    (read_followthemoney, "followthemoney_statements.csv"),
)
NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", "\u202e".encode(), b'"', b"'", b"{", b"}" * 9, b"[" * 99, b"\\", b"\\u0000",
    b"\\ud800", b"=cmd|' /C calc'!A0", b"NaN", b"9" * 5000, b"-1e999", "김".encode("cp949"), b"\r\r\n", b"\x0b\x0c\x1c",
    "\u2028".encode(), b"2190-01-01", b"BEGIN:VCARD\n", b"END:VCARD\n", b"=\n", b"=E", b"|||", b"::", b"~", b",;\t",
    b"null", b"\x85", "㎏ﬁ".encode(),
)  # fmt: skip


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to six kinds of damage: cut, doubled, swapped, overwritten, nasty words put in."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at, to = sorted((draw.randint(0, len(found)), draw.randint(0, len(found))))
        match draw.randrange(7):
            case 0:
                del found[at : min(to, at + 40)]
            case 1:
                found[at:at] = draw.choice(NASTY)
            case 2:
                found[at : at + 1] = bytes([draw.randrange(256)])
            case 3:
                found[at:at] = found[at : min(to, at + 400)]
            case 4:
                del found[draw.randint(0, len(found)) :]
            case 5:
                found[at : at + 8] = draw.randbytes(8)
            case _:
                part = found[at : min(to, at + 60)]
                del found[at : min(to, at + 60)]
                where = draw.randint(0, len(found))
                found[where:where] = part
    return bytes(found)


def damaged(count: int, seed: int) -> Iterator[tuple[Reader, bytes]]:
    """So many readers with a damaged file each, the same for the same seed."""
    draw = random.Random(seed)
    files = [(reader, sample(name)) for reader, name in SAMPLES]
    for number in range(count):
        reader, data = files[number % len(files)]
        # Now and then a file of another format, or of none.
        if draw.random() < 0.03:
            data = draw.choice(files)[1] if draw.random() < 0.5 else draw.randbytes(draw.randint(0, 300))
        yield reader, mutated(data, draw)
