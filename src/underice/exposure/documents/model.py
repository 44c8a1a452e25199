"""What a file of a draft consists of: its text, what kind of file it is, and what it holds besides its text.

Offsets of a reading refer to `Source.text`, the text as extracted; for plain text and Markdown without marks that are
taken out (see clean.py) that is the file itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "markdown", "html", "docx", "odt", "hwpx", "pdf"]

NoteCode = Literal[
    # what the file tells besides its text
    "names_in_properties",  # names
    "words_in_properties",  # words: titles, subjects, keywords
    "path_in_properties",  # words: folders and files on somebody's computer
    "made_with",  # words: programs, templates
    "deleted_text",  # n: places; other: characters
    "tracked_changes",  # n: insertions not yet accepted
    "comments",  # n
    "names_in_changes",  # names: who commented or changed
    "hidden_text",  # n: places
    "pictures",  # n
    "pictures_with_data",  # n: pictures that carry camera data; other: those that say where they were taken
    "thumbnail",
    "embedded_files",  # n
    "macros",
    "scripts",  # n
    "earlier_versions",  # n: a PDF that keeps what it was before it was saved again
    # what was met on the way
    "marks_removed",  # n: signs that cannot be seen or that turn the writing direction; other: line of the first
    "nul_removed",  # n
    "composed",  # n: Hangul stored letter by letter, put together
    "mixed_letters",  # n: words of Latin and look-alike Cyrillic or Greek letters; words
    "pages_without_text",  # n; other: all pages
    "pages_unread",  # n; other: all pages
    "part_unread",  # n: parts of the file that are damaged
]

RefusedCode = Literal[
    "binary",  # nothing this program reads
    "empty",  # no text in it
    "scanned",  # pages: pictures of pages, no text
    "encrypted",
    "damaged",
    "hostile",  # made to take a machine down
    "hwp",
    "doc",
    "rtf",
    "spreadsheet",
    "slides",
    "mail",
    "unknown_package",
]

Role = Literal["author", "last_modified_by", "manager", "company", "other"]

Progress = Callable[[int, int], None]
"""Called with (pages or parts done, all)."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a file's properties. role: what the property says the person is."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class FileNote:
    """Something to be said about a file. Which fields are set, NoteCode says."""

    code: NoteCode
    n: int = 0
    names: tuple[Name, ...] = ()
    words: tuple[str, ...] = ()
    other: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a draft. guessed: the encoding where it was neither UTF-8 nor told by the file."""

    text: str
    kind: Kind
    guessed: str | None = None
    notes: tuple[FileNote, ...] = ()


class Refused(Exception):
    """A file that is not read. `code` says why, `n` how many pages where that is told."""

    def __init__(self, code: RefusedCode, n: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.n = n


@dataclass(slots=True)
class Findings:
    """What is gathered while a file is read; `notes` puts it in the order to be told."""

    names: dict[Name, None] = field(default_factory=dict)
    changers: dict[str, None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)
    paths: dict[str, None] = field(default_factory=dict)
    made_with: dict[str, None] = field(default_factory=dict)
    counts: dict[NoteCode, int] = field(default_factory=dict)
    others: dict[NoteCode, int] = field(default_factory=dict)

    def count(self, code: NoteCode, n: int = 1, other: int = 0) -> None:
        """Add to what is counted under a code."""
        self.counts[code] = self.counts.get(code, 0) + n
        self.others[code] = self.others.get(code, 0) + other

    def name(self, role: Role, name: str | None) -> None:
        """A name of the properties, unless it is empty."""
        if name and name.strip():
            self.names.setdefault(Name(role, short(name)))

    def word(self, store: dict[str, None], text: str | None) -> None:
        """Words of the properties, unless they hold no letter: numbers of versions and days name nobody."""
        if text and any(char.isalpha() for char in text):
            store.setdefault(short(text))

    def notes(self) -> tuple[FileNote, ...]:
        """What was found, names first."""
        out = []
        if self.names:
            out.append(FileNote("names_in_properties", len(self.names), tuple(self.names)))
        if self.words:
            out.append(FileNote("words_in_properties", len(self.words), words=tuple(self.words)))
        if self.paths:
            out.append(FileNote("path_in_properties", len(self.paths), words=tuple(self.paths)))
        if self.changers:
            names = tuple(Name("other", name) for name in self.changers)
            out.append(FileNote("names_in_changes", len(names), names))
        out += [FileNote(code, n, other=self.others.get(code, 0)) for code, n in self.counts.items() if n]
        if self.made_with:
            out.append(FileNote("made_with", len(self.made_with), words=tuple(self.made_with)))
        return tuple(out)


_SHOWN = 120


def short(text: str) -> str:
    """Words of a property on one line, not longer than a line of a report."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
