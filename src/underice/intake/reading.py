"""From a file, or words pasted, to an `Intake`: finds the reader that fits and says what it had to guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from underice.intake.model import Format, Intake
from underice.intake.sniff import HEAD, Sniffed, What, sniff

MOST_BYTES = 256 * 1024 * 1024
"""Read at once of any format but CSV, which is read row by row."""
MOST_TEXT = 32 * 1024 * 1024
"""Bytes of pasted text: some 200,000 rows; whoever has more has a table."""

Why = Literal["not-a-list", "too-large"]
Bytes = Callable[[bytes, str], Intake]


class NotAList(ValueError):
    """A file that no reader reads. `why` and `what` (what the file is); `limit` in bytes if it is too large."""

    def __init__(self, why: Why, what: What, limit: int = 0) -> None:
        super().__init__(f"{why}: {what}")
        self.why = why
        self.what = what
        self.limit = limit


def read(
    source: Path | bytes,
    *,
    name: str = "",
    encoding: str | None = None,
    lang: str | None = None,
    date: str | None = None,
    as_format: Format | None = None,
) -> Intake:
    """What a list says, nothing recorded. Raises NotAList for what is no list, OSError for a file that cannot be read.

    source: a file or its bytes. name: of the file, "" for pasted text. encoding: if the guess was wrong. lang: of the
    list ("ko", "zh", "en"), date: when it was written (EDTF); both override what the list itself seems to say.
    as_format: the reader to use whatever the bytes look like.
    """
    shown = name or (source.name if isinstance(source, Path) else "")
    seen = _sniffed(source, shown)
    wanted = as_format or seen.format
    if wanted is None:
        raise NotAList("not-a-list", seen.what)
    intake = _read(source, shown, wanted, seen, encoding, lang)
    return replace(
        intake,
        lang=lang if lang is not None else intake.lang,
        said_on=date if date is not None else intake.said_on,
    )


def _sniffed(source: Path | bytes, name: str) -> Sniffed:
    if isinstance(source, bytes):
        return sniff(source[:HEAD], name, len(source))
    with source.open("rb") as stream:
        return sniff(stream.read(HEAD), name, source.stat().st_size)


def _read(
    source: Path | bytes, name: str, wanted: Format, seen: Sniffed, encoding: str | None, lang: str | None
) -> Intake:
    if wanted == "csv":
        from underice.intake.csv_rows import read_csv

        if isinstance(source, bytes):
            return read_csv(source, name=name, encoding=encoding)
        with source.open("rb") as stream:
            return read_csv(stream, name=name, encoding=encoding)
    data = _whole(source, MOST_TEXT if wanted == "text" else MOST_BYTES, seen)
    if wanted == "text":
        return _text(data, name, encoding, lang)
    return _reader(wanted, encoding)(data, name)


def _whole(source: Path | bytes, most: int, seen: Sniffed) -> bytes:
    """All bytes, but never more than `most`. Raises NotAList."""
    if isinstance(source, bytes):
        data = source
    else:
        with source.open("rb") as stream:
            data = stream.read(most + 1)
    if len(data) > most:
        raise NotAList("too-large", seen.what, most)
    return data


def _text(data: bytes, name: str, encoding: str | None, lang: str | None) -> Intake:
    from underice.intake.encodings import decode
    from underice.intake.text_reading import read_text

    decoded = decode(data, encoding=encoding)
    choice = decoded.choice
    intake = read_text(decoded.text, name=name, lang=lang)
    return replace(
        intake,
        encoding=choice.encoding,
        encoding_guessed=choice.guessed,
        encodings=choice.alternatives,
        faults=(*choice.faults, *intake.faults),
    )


def _reader(wanted: Format, encoding: str | None) -> Bytes:
    """The reader of a format; each is loaded when it is needed."""
    if wanted == "xlsx":
        from underice.intake.xlsx_rows import read_xlsx

        return lambda data, name: read_xlsx(data, name=name)
    if wanted == "vcard":
        from underice.intake.vcard import read_vcard

        return lambda data, name: read_vcard(data, name=name, encoding=encoding)
    if wanted == "kobo":
        from underice.intake.kobo import read_kobo

        return lambda data, name: read_kobo(data, name=name, encoding=encoding)
    if wanted == "uwazi":
        from underice.intake.uwazi import read_uwazi

        return lambda data, name: read_uwazi(data, name=name, encoding=encoding)
    from underice.intake.followthemoney import read_followthemoney

    return lambda data, name: read_followthemoney(data, name=name, encoding=encoding)
