"""What the reader finds, for other programs and for whoever tunes it: `underice draft read`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from underice.cli.errors import EXIT_FINE, Problem, tell
from underice.cli.reading_files import Draft, read_draft
from underice.exposure.reader import read, to_prediction
from underice.exposure.report.lines import dump
from underice.exposure.report.marked import Lines
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import label_name
from underice.vocabulary.language import Language, translation


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a file of drafts."""

    id: str
    text: str
    date: date | None
    lang: Language | None


def print_spans(draft: Draft, on: date, lang: Language, *, as_json: bool) -> None:
    """Print the reading of one draft: as one JSON object, or as a list of words."""
    reading = read(draft.text, date=on)
    if as_json:
        sys.stdout.write(f"{dump(to_prediction(reading, draft.name))}\n")
        return
    _ = translation(lang).gettext
    lines = Lines(draft.text)
    for span in reading.spans:
        words = " ".join(visible(draft.text[span.start : span.end]).split())
        where = _("line {n}").format(n=lines.of(span.start))
        sys.stdout.write(f"{where}: {label_name(span.label, lang)} “{words}” {' '.join(span.refs)}\n")


def read_many(path: str, texts: str | None, lang: Language) -> int:
    """Print one prediction a line for a file of drafts, each read with its own date and language; the exit code.

    Lines that are no draft record are told and left out. Raises Problem if the file cannot be read at all.
    """
    printed = 0
    for record in _records(read_draft(path, as_is=True).text, path, texts, lang):
        reading = read(record.text, date=record.date, lang=record.lang)
        sys.stdout.write(f"{dump(to_prediction(reading, record.id))}\n")
        printed += 1
    if not printed:
        raise Problem("nothing_read", path=path)
    return EXIT_FINE


def _records(content: str, path: str, texts: str | None, lang: Language) -> Iterator[Record]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _record(line, texts)
        except (ValueError, RecursionError):
            tell(Problem("bad_jsonl", line=number, path=path).say(lang))
        except _Elsewhere as missing:
            tell(
                translation(lang)
                .gettext("Line {line} names the file {file}, which was not read. Say where it lies: --texts FOLDER.")
                .format(line=number, file=visible(missing.file))
            )


class _Elsewhere(Exception):
    """The record names a text in another file that is not at hand."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def _record(line: str, texts: str | None) -> Record:
    """One line as a record. Raises ValueError if it is none, _Elsewhere if its text is not at hand."""
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    text = found.get("text")
    file = found.get("file")
    if not isinstance(text, str) and isinstance(file, str):
        text = _beside(file, texts)
    if not isinstance(text, str):
        raise ValueError("no text")
    day, lang = found.get("date"), found.get("lang")
    return Record(
        id=str(found.get("id", "")),
        text=text,
        date=date.fromisoformat(day) if isinstance(day, str) else None,
        lang="ko" if lang == "ko" else "en" if lang == "en" else None,
    )


def _beside(file: str, texts: str | None) -> str:
    """The text of a file named in a record, if it lies in the folder given and nowhere else."""
    if texts is None or Path(file).name != file:
        raise _Elsewhere(file)
    try:
        return read_draft(str(Path(texts) / file), as_is=True).text
    except Problem:
        raise _Elsewhere(file) from None
