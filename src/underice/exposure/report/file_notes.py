"""What a file gives away besides its text, as sentences. What is published is the file, not only its words."""

from __future__ import annotations

from collections.abc import Callable

from underice.exposure.documents.model import FileNote, Name, NoteCode, Role
from underice.exposure.report.visible import visible
from underice.vocabulary.language import Language, translation


def file_sentence(note: FileNote, lang: Language) -> str:
    """One note in words: what is there, and what to do before the file goes out."""
    return _SENTENCES[note.code](note, lang)


def _names(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _(
        "Names in the file's properties: {names}. They go out with the file: remove them before it is sent."
    ).format(names=", ".join(_name(name, lang) for name in note.names))


def _name(name: Name, lang: Language) -> str:
    _ = translation(lang).gettext
    roles: dict[Role, str] = {
        "author": _("author"),
        "last_modified_by": _("last saved by"),
        "manager": _("manager"),
        "company": _("organisation"),
    }
    role = roles.get(name.role)
    return f"{_flat(name.name)} ({role})" if role else _flat(name.name)


def _words(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("Words in the file's properties, not checked: {words}.").format(words=_quoted(note))


def _paths(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("The file names folders of a computer: {words}. They can hold a person's name.").format(
        words=_quoted(note)
    )


def _made_with(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("The file says what it was made with: {words}.").format(words=_quoted(note))


def _deleted(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "Deleted text is still in the file, in {n} place. It was not checked: accept or reject all changes.",
        "Deleted text is still in the file, in {n} places. It was not checked: accept or reject all changes.",
        note.n,
    ).format(n=note.n)


def _tracked(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "{n} insertion is tracked as a change; it was read as part of the text.",
        "{n} insertions are tracked as changes; they were read as part of the text.",
        note.n,
    ).format(n=note.n)


def _comments(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "{n} comment is in the file and was not checked. Delete it before the file goes out.",
        "{n} comments are in the file and were not checked. Delete them before the file goes out.",
        note.n,
    ).format(n=note.n)


def _changers(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("Names of people who changed or commented: {names}.").format(
        names=", ".join(_flat(name.name) for name in note.names)
    )


def _hidden(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "Hidden words stand in {n} place; they were read as part of the text.",
        "Hidden words stand in {n} places; they were read as part of the text.",
        note.n,
    ).format(n=note.n)


def _pictures(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "{n} picture is in the file. Faces, places and signs in it were not looked at.",
        "{n} pictures are in the file. Faces, places and signs in them were not looked at.",
        note.n,
    ).format(n=note.n)


def _camera(note: FileNote, lang: Language) -> str:
    _, ngettext = translation(lang).gettext, translation(lang).ngettext
    told = ngettext(
        "{n} picture carries camera data, such as the time it was taken: remove them.",
        "{n} pictures carry camera data, such as the time they were taken: remove them.",
        note.n,
    ).format(n=note.n)
    if not note.other:
        return told
    where = _("{n} of them say where on Earth that was.").format(n=note.other)
    return f"{told} {where}"


def _thumbnail(_note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("A small picture of a page is in the file; it can show an earlier state of the text.")


def _embedded(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "{n} other file is packed into this one and was not opened.",
        "{n} other files are packed into this one and were not opened.",
        note.n,
    ).format(n=note.n)


def _macros(_note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("The file holds macros; they were not run.")


def _scripts(note: FileNote, lang: Language) -> str:
    ngettext = translation(lang).ngettext
    return ngettext(
        "{n} script in the page was not looked at; such scripts often repeat title and author.",
        "{n} scripts in the page were not looked at; such scripts often repeat title and author.",
        note.n,
    ).format(n=note.n)


def _earlier(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("The PDF keeps what it was before it was last saved. Print it into a new PDF before it goes out.")


def _marks(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _(
        "{n} signs that cannot be seen or that turn the writing direction stand in the text, the first in line {line}. "
        "It was read without them."
    ).format(n=note.n, line=note.other)


def _nuls(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("{n} zero bytes stand in the text: the file may be damaged. It was read without them.").format(n=note.n)


def _composed(_note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("Hangul was stored letter by letter; it was put together to syllables.")


def _mixed(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _(
        "Words mix Latin with Cyrillic or Greek letters that look alike, such as {words}. Names written so are not found."
    ).format(words=_quoted(note))


def _bare(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("{n} of {total} pages hold no text, such as scans. They were not checked.").format(
        n=note.n, total=note.other
    )


def _unread(note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("{n} of {total} pages could not be read. They were not checked.").format(n=note.n, total=note.other)


def _part(_note: FileNote, lang: Language) -> str:
    _ = translation(lang).gettext
    return _("Parts of the file are damaged and were not read; words may be missing below.")


def _quoted(note: FileNote) -> str:
    return ", ".join(f"“{_flat(words)}”" for words in note.words)


def _flat(text: str) -> str:
    return " ".join(visible(text).split())


_SENTENCES: dict[NoteCode, Callable[[FileNote, Language], str]] = {
    "names_in_properties": _names,
    "words_in_properties": _words,
    "path_in_properties": _paths,
    "made_with": _made_with,
    "deleted_text": _deleted,
    "tracked_changes": _tracked,
    "comments": _comments,
    "names_in_changes": _changers,
    "hidden_text": _hidden,
    "pictures": _pictures,
    "pictures_with_data": _camera,
    "thumbnail": _thumbnail,
    "embedded_files": _embedded,
    "macros": _macros,
    "scripts": _scripts,
    "earlier_versions": _earlier,
    "marks_removed": _marks,
    "nul_removed": _nuls,
    "composed": _composed,
    "mixed_letters": _mixed,
    "pages_without_text": _bare,
    "pages_unread": _unread,
    "part_unread": _part,
}
