"""The Korean catalogue: `python -m tools.translations extract|update|compile|check`.

English is the source language: the message in the code is the English sentence, with {named} fields, so there is no
English catalogue (gettext answers with the message itself, and `ngettext` with its singular or plural). Korean lies in
src/underice/locale/ko/LC_MESSAGES/underice.po and, compiled, in underice.mo beside it; the .mo is committed because
users have no Babel.

* extract: prints every message found in the Python files and Jinja templates under src/underice.
* update:  brings underice.po up to date with the code; new messages come in empty, unused ones go.
* compile: writes underice.mo.
* check:   tells what is missing, fuzzy, stale or differs in its fields; exit code 1 if anything is.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "underice"
FOLDER = SOURCE / "locale" / "ko" / "LC_MESSAGES"

METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.jinja", "jinja2"), ("**.j2", "jinja2")]
OPTIONS: dict[str, dict[str, str]] = {
    pattern: {"silent": "false", "trimmed": "true", "encoding": "utf-8"}
    for pattern, kind in METHODS
    if kind == "jinja2"
}
# Catalogues carry a date in their header. A constant one makes the files depend on the messages alone.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
FIELD = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)[sdr]")


def extract(source: Path = SOURCE) -> Catalog:
    """Every message in the code under `source`, with the files it occurs in (no line numbers: they change daily)."""
    catalog = Catalog(project="underice", charset="utf-8", creation_date=NO_DATE, fuzzy=False)
    found = extract_from_dir(str(source), METHODS, OPTIONS, comment_tags=("Translators:",), strip_comment_tags=True)
    for name, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, None, [(f"src/underice/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def load(folder: Path = FOLDER) -> Catalog:
    """The Korean catalogue as it is written, or an empty one."""
    path = folder / "underice.po"
    if not path.exists():
        return Catalog(locale="ko", project="underice", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="ko", charset="utf-8", abort_invalid=True)


def text(catalog: Catalog) -> bytes:
    """The catalogue as the bytes of a .po file, always the same for the same messages."""
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.header_comment = "# 언더아이스의 한국어 문구 / Korean messages of Underice."
    catalog.version, catalog.msgid_bugs_address = "1", ""
    catalog.last_translator, catalog.language_team = "Underice", "ko"
    catalog.fuzzy = False
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return buffer.getvalue()


def binary(catalog: Catalog) -> bytes:
    """The catalogue as the bytes of a .mo file, always the same for the same messages."""
    catalog.creation_date = catalog.revision_date = NO_DATE
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update(source: Path = SOURCE, folder: Path = FOLDER) -> int:
    """Bring the .po file up to date with the code; returns how many messages still need Korean."""
    catalog = load(folder)
    catalog.update(extract(source), no_fuzzy_matching=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "underice.po").write_bytes(text(catalog))
    return sum(1 for message in catalog if message.id and not _translated(message))


def compile_catalogue(folder: Path = FOLDER) -> None:
    """Write the .mo file from the .po file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "underice.mo").write_bytes(binary(load(folder)))


def findings(source: Path = SOURCE, folder: Path = FOLDER) -> list[str]:
    """Everything that keeps the Korean catalogue from being complete and fresh, one line each."""
    wanted, written = extract(source), load(folder)
    found = []
    for message in wanted:
        if not message.id:
            continue
        known = written.get(_key(message), context=message.context)
        label = repr(_key(message))
        if known is None or not _translated(known):
            found.append(f"no Korean: {label}")
            continue
        if known.fuzzy:
            found.append(f"marked fuzzy: {label}")
        found += [f"{problem}: {label}" for problem in _differences(message, known)]
    for message in written:
        if message.id and wanted.get(_key(message), context=message.context) is None:
            found.append(f"no longer in the code: {_key(message)!r}")
    compiled = folder / "underice.mo"
    if not compiled.exists() or compiled.read_bytes() != binary(written):
        found.append("underice.mo is older than underice.po: run `make translations`")
    return found


def _key(message: Message) -> str:
    """The message itself; of a message with a plural the singular, by which gettext looks it up."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form (Korean has a single form)."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _translated(message: Message) -> bool:
    strings = _strings(message)
    return bool(strings) and all(strings)


def _fields(sentence: str) -> set[str]:
    """Names of the {fields} and %(fields)s in a sentence; a field without a name counts as an empty name."""
    bare = sentence.replace("{{", "").replace("}}", "")
    return {brace or percent for brace, percent in FIELD.findall(bare)}


def _differences(message: Message, known: Message) -> list[str]:
    """What is wrong with the translation `known` of `message`."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    wanted = set().union(*(_fields(sentence) for sentence in ids))
    problems = []
    if "" in wanted:
        problems.append("a field without a name")
    for string in _strings(known):
        given = _fields(string)
        if given != wanted:
            problems.append(f"fields differ, {sorted(wanted)} in English and {sorted(given)} in Korean")
        if string in ids and " " in string.strip():
            problems.append("Korean is the English text")
    return problems


def main(arguments: list[str]) -> int:
    """Run one of the four commands; returns the exit code."""
    match arguments:
        case ["extract"]:
            sys.stdout.buffer.write(text(extract()))
        case ["update"]:
            print(f"{update()} messages still need Korean")
        case ["compile"]:
            compile_catalogue()
        case ["check"]:
            found = findings()
            for line in found:
                print(line)
            print(f"translations: {len(found)} findings, {sum(1 for message in load() if message.id)} messages")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
