"""The way to a vault for every command: which folder, which key, and asking for passphrases without leaving traces."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import Problem
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.vault.vault import Vault

SHORTEST = 12
"""Characters in a new passphrase; fewer can be guessed by someone who has the disk and time."""
_LONGEST = 4096
_SHORT_ID = 4
FOLDER_VARIABLE = "UNDERICE_VAULT"


@dataclass(frozen=True, slots=True)
class Key:
    """How the user wants to open a vault: by passphrase (from a descriptor, else asked for) or by key file."""

    passphrase_fd: int | None = None
    key_file: str | None = None


def vault_folder(given: str | None) -> Path:
    """The folder of `--vault`, else that of UNDERICE_VAULT. Raises Problem if there is neither."""
    found = given or os.environ.get(FOLDER_VARIABLE)
    if not found:
        raise Problem("no_vault")
    return Path(found)


def read_line(descriptor: int) -> str:
    """One line from a file descriptor, byte by byte: the next line is left to the next reader. Raises Problem."""
    line = bytearray()
    try:
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
            if len(line) > _LONGEST:
                raise Problem("bad_fd")
        return line.decode().removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise Problem("bad_fd") from None


def ask_passphrase(lang: Language, descriptor: int | None) -> str:
    """The passphrase of a vault: from the descriptor, else asked for on the terminal. Raises Problem."""
    if descriptor is not None:
        return read_line(descriptor)
    return _asked(translation(lang).gettext("Passphrase of the vault: "))


def ask_new_passphrase(lang: Language, descriptor: int | None) -> str:
    """A passphrase that is to be set; on the terminal it is asked for twice. Raises Problem if it is too short."""
    _ = translation(lang).gettext
    if descriptor is not None:
        chosen = read_line(descriptor)
    else:
        chosen = _asked(_("New passphrase (five or more words): "))
        if chosen != _asked(_("The same again: ")):
            raise Problem("passphrases_differ")
    if len(chosen) < SHORTEST:
        raise Problem("short_passphrase", n=SHORTEST)
    return chosen


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise Problem("no_passphrase")
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise Problem("no_passphrase") from None


@contextmanager
def opened(
    folder: Path,
    key: Key,
    lang: Language,
    *,
    passphrase: str | None = None,
    read_only: bool = False,
    inspect: bool = False,
    accept: bool = False,
) -> Iterator[Vault]:
    """The vault, open; it is closed at the end. Raises Problem and what `underice.vault.errors` describes.

    passphrase: where it has been asked for already.
    """
    from underice.vault.opening import look_like_a_vault
    from underice.vault.vault import Vault

    if key.key_file is not None and key.passphrase_fd is not None:
        raise Problem("one_key")
    look_like_a_vault(folder)  # before a passphrase is asked for in vain
    if passphrase is None and key.key_file is None:
        passphrase = ask_passphrase(lang, key.passphrase_fd)
    with Vault.open(
        folder,
        passphrase=passphrase,
        key_file=Path(key.key_file) if key.key_file is not None else None,
        read_only=read_only,
        inspect=inspect,
        accept=accept,
    ) as vault:
        yield vault


def resolve(vault: Vault, typed: str, *, statements: bool = False) -> bytes:
    """The entity (or statement) meant by an id or its beginning. Raises UnknownId; Problem if several begin so."""
    from underice.vault.errors import UnknownId

    text = typed.strip().lower()
    unknown = UnknownId("unknown-statement" if statements else "unknown-entity")
    if len(text) < _SHORT_ID or len(text) > 32 or not set(text) <= set("0123456789abcdef"):
        raise unknown
    found = vault.starting_with(text, statements=statements)
    if not found:
        raise unknown
    if len(found) > 1:
        raise Problem("ambiguous_id", ids=", ".join(one.hex()[: len(text) + 4] for one in found[:5]))
    return found[0]


def folder_argument(lang: Language) -> str:
    """The argument FOLDER of the commands about a vault itself."""
    _ = translation(lang).gettext
    argument: str = typer.Argument("", metavar="FOLDER", help=_("The vault's folder. Default: that of UNDERICE_VAULT."))
    return argument


def vault_option(lang: Language) -> str | None:
    """The option --vault of the commands about what is in a vault."""
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--vault", metavar="FOLDER", help=_("The vault's folder. Default: that of UNDERICE_VAULT.")
    )
    return option


def passphrase_option(lang: Language) -> int | None:
    """The option --passphrase-fd."""
    _ = translation(lang).gettext
    option: int | None = typer.Option(
        None,
        "--passphrase-fd",
        metavar="N",
        min=0,
        help=_("Read the passphrase from this file descriptor, one line, instead of asking for it."),
    )
    return option


def key_file_option(lang: Language) -> str | None:
    """The option --key-file."""
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--key-file", metavar="FILE", help=_("Open with this age identity file instead of a passphrase.")
    )
    return option


def json_option(lang: Language) -> bool:
    """The option --json."""
    _ = translation(lang).gettext
    option: bool = typer.Option(False, "--json", help=_("Print JSON lines on standard output."))
    return option


def lang_option(lang: Language) -> str | None:
    """The option --lang."""
    _ = translation(lang).gettext
    option: str | None = typer.Option(
        None, "--lang", metavar="ko|en", help=_("The language of messages. Default: that of your computer.")
    )
    return option


def short(id_: bytes) -> str:
    """The beginning of an id, enough to type again."""
    return id_.hex()[:8]


def print_json(fields: object) -> None:
    """One JSON line on standard output."""
    sys.stdout.write(f"{json.dumps(fields, ensure_ascii=False)}\n")
