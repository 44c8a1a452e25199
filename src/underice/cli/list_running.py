"""What `underice list` does: read, show, ask, record, and say how many people that makes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date as day
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import Problem, tell
from underice.cli.list_json import print_imported, print_preview_json
from underice.cli.list_telling import end_lines, preview_lines, why_not
from underice.cli.vault_door import FOLDER_VARIABLE, Key, opened, short, vault_folder
from underice.vocabulary.entering import date_said
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.intake.model import Intake
    from underice.intake.preview import Preview
    from underice.vault.vault import Vault

_CASES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, and how it is to be read and shown, as typed."""

    file: str
    encoding: str | None = None
    language: str | None = None
    date: str | None = None
    full: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """How a list is to be recorded, as typed."""

    case: str | None = None
    new_case: str | None = None
    title: str = ""
    yes: bool = False
    by: str | None = None


def run_preview(asked: Asked, folder: str | None, key: Key, lang: Language) -> None:
    """Show what a list becomes, beside the vault if there is one. Raises Problem, VaultError."""
    from underice.intake.preview import preview, preview_for

    intake, _content = read_list(asked, lang)
    today = day.today().isoformat()
    if folder is None and not os.environ.get(FOLDER_VARIABLE):
        _show(preview(intake, today=today), asked, lang)
        if not asked.as_json:
            tell(translation(lang).gettext("Not compared with a vault: name it with --vault."))
        return
    with opened(vault_folder(folder), key, lang, read_only=True) as vault:
        _show(preview_for(intake, vault, today=today), asked, lang)


def run_import(asked: Asked, recording: Recording, folder: str | None, key: Key, lang: Language) -> None:
    """Show the preview, ask, record, and say what was added. Raises Problem, VaultError."""
    from underice.intake.case_people import of_case
    from underice.intake.importing import record
    from underice.intake.preview import preview_for

    if recording.case is None and recording.new_case is None:
        raise Problem("case_missing")
    if recording.case is not None and recording.new_case is not None:
        raise Problem("two_cases")
    intake, content = read_list(asked, lang)
    today = day.today()
    with opened(vault_folder(folder), key, lang) as vault:
        case = _case(vault, recording.case) if recording.case is not None else None
        seen = preview_for(intake, vault, today=today.isoformat())
        if not asked.as_json:
            _show(seen, asked, lang)
        if not intake.people:
            raise Problem("nobody_listed")
        if seen.earlier is None or not seen.earlier.whole:
            _confirm(seen, recording.yes, lang)
        done = record(
            intake,
            vault,
            case=case,
            new_case=recording.new_case,
            title=recording.title,
            original=content,
            by=recording.by,
            today=today,
        )
        people = of_case(vault, done.case) if done.case is not None and done.statements else None
        if asked.as_json:
            print_imported(done, people)
            return
        typer.echo("")
        for line in end_lines(done, people, lang):
            typer.echo(line)
        if done.case is not None and done.statements:
            tell_next = translation(lang).gettext("Who is who, with reasons: underice person match --case {id}")
            typer.echo(tell_next.format(id=short(done.case)))


def read_list(asked: Asked, lang: Language) -> tuple[Intake, bytes | Path]:
    """The list and its bytes (or its path, where it is too large to be held). Raises Problem."""
    from underice.intake.reading import NotAList, read

    written = date_said(asked.date) if asked.date is not None else None
    if asked.date is not None and written is None:
        raise Problem("bad_date", value=asked.date[:20])
    if asked.language not in (None, "ko", "zh", "en"):
        raise Problem("bad_list_language", value=str(asked.language)[:20])
    content = _content(asked.file, lang)
    name = "" if asked.file == "-" else Path(asked.file).name
    try:
        intake = read(content, name=name, encoding=asked.encoding, lang=asked.language, date=written)
    except NotAList as refused:
        raise why_not(refused, asked.file, lang) from None
    except OSError as failure:
        reason = os.strerror(failure.errno) if failure.errno else "?"
        raise Problem("unreadable", path=asked.file, reason=reason) from None
    return intake, content


def _content(file: str, lang: Language) -> bytes | Path:
    """What is pasted or piped in, or the bytes of a file; the path of a very large one. Raises Problem."""
    from underice.intake.reading import MOST_BYTES

    if file == "-":
        if sys.stdin.isatty():
            tell(translation(lang).gettext("Paste the list here and end with Ctrl-D on a line of its own."))
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(file)
    try:
        if path.is_dir():
            raise Problem("directory", path=file)
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Problem("no_such_file", path=file) from None
    except PermissionError:
        raise Problem("not_allowed", path=file) from None
    except (OSError, ValueError) as failure:
        code = getattr(failure, "errno", None)
        raise Problem("unreadable", path=file, reason=os.strerror(code) if code else "?") from None
    return path if len(content) > MOST_BYTES else content


def _case(vault: Vault, typed: str) -> bytes:
    """The incident meant. Raises Problem if there is none, or if several are."""
    from underice.intake.cases import cases, find_cases

    found = find_cases(vault, typed)
    if len(found) == 1:
        return found[0]
    known = cases(vault)
    if found:
        raise Problem("ambiguous_case", cases=_named({one: known.get(one, "") for one in found}))
    if known:
        raise Problem("unknown_case", value=typed[:60], cases=_named(known))
    raise Problem("no_cases_yet", value=typed[:60])


def _named(cases: dict[bytes, str]) -> str:
    shown = [f"{short(one)} {title}".strip() for one, title in list(cases.items())[:_CASES]]
    return "; ".join([*shown, *(["…"] if len(cases) > _CASES else [])])


def _show(seen: Preview, asked: Asked, lang: Language) -> None:
    if asked.as_json:
        print_preview_json(seen)
        return
    for line in preview_lines(seen, lang, full=asked.full):
        typer.echo(line)


def _confirm(seen: Preview, yes: bool, lang: Language) -> None:
    """Go on only if a person says so. Raises Problem."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Problem("no_confirmation")
    _ = translation(lang)
    people = len(seen.intake.people)
    question = _.ngettext(
        "Record this list with {n} person? Write yes: ", "Record this list with {n} people? Write yes: ", people
    )
    sys.stderr.write(question.format(n=people))
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("yes", "y", "예", "네"):
        raise Problem("no_confirmation")
