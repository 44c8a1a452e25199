"""Writing a cleared text to a file: plain text, Markdown or a page, without a word or a mark beside the text itself.

What goes out is the text that was read, never the file it came from: properties, comments, earlier versions, pictures
and invisible characters of a document stay behind.
"""

from __future__ import annotations

import os
import re
import tempfile
from html import escape
from pathlib import Path
from typing import Literal

from underice.exposure.gate.cleared import Cleared, Content, verified

FORMS = {".txt": "text", ".md": "text", ".html": "page", ".htm": "page"}
_HEADING = re.compile(r"(#{1,6}) +(.*?)(?: +#+)?")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")


class ExportRefused(ValueError):
    """A file that cannot be written. code: "bad-form" (no such ending), "exists" (something else lies there)."""

    def __init__(self, code: Literal["bad-form", "exists"]) -> None:
        super().__init__(code)
        self.code = code


def export(cleared: Cleared, path: Path) -> Path:
    """Write a cleared text as UTF-8 to `path` (.txt, .md or .html), in one step and for its owner only (mode 0600).

    Returns where it lies. If the same text lies there already, nothing is done. Raises NotCleared, ExportRefused,
    OSError; then nothing has been written.
    """
    data = _written(verified(cleared), fit(path))
    final = path.resolve()
    if final.exists():
        if final.is_file() and final.read_bytes() == data:
            return final
        raise ExportRefused("exists")
    handle, name = tempfile.mkstemp(prefix=".underice-", dir=final.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(final)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return final


def outgoing(cleared: Cleared, name: str) -> bytes:
    """The same as a file of that name would hold, for a page of the desk to hand over. Raises NotCleared, ExportRefused."""
    return _written(verified(cleared), fit(Path(name)))


def fit(path: Path) -> str:
    """The form that a file's ending asks for. Raises ExportRefused("bad-form")."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise ExportRefused("bad-form")
    return form


def _written(content: Content, form: str) -> bytes:
    return (_page(content.text, content.lang) if form == "page" else content.text).encode()


def _page(text: str, lang: str) -> str:
    """The text as a page that loads nothing and names nothing but the text: headings and paragraphs."""
    blocks = [_block(block) for block in _PARAGRAPHS.split(text.strip())]
    title = escape(_HEADING.sub(r"\2", text.strip().split("\n", 1)[0]))
    return "\n".join(
        ("<!doctype html>", f'<html lang="{escape(lang)}">', '<meta charset="utf-8">',
         '<meta name="referrer" content="no-referrer">', f"<title>{title}</title>", *blocks, "</html>", "")
    )  # fmt: skip


def _block(block: str) -> str:
    heading = _HEADING.fullmatch(block)
    if heading is not None:
        level = len(heading[1])
        return f"<h{level}>{escape(heading[2])}</h{level}>"
    lines = "<br>\n".join(escape(line.strip()) for line in block.split("\n"))
    return f"<p>{lines}</p>"
