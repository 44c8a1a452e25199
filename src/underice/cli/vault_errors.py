"""What a vault refuses, in words: what happened, what is still safe, what to do next. And with which exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from underice.cli.errors import EXIT_FINDINGS, EXIT_USAGE, tell
from underice.exposure.report.visible import visible
from underice.vault.errors import (
    CipherMissing,
    DeviceSecretMissing,
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultFull,
    VaultLocked,
    VaultRolledBack,
    WrongPassphrase,
)
from underice.vault.finding import Finding
from underice.vault.words import FINDINGS, SENTENCES, sentence_key
from underice.vocabulary.language import Language, translation

EXIT_LOCKED = 3
EXIT_INTERRUPTED = 130


def exit_code(error: VaultError) -> int:
    """3 for what is locked, in use or not opened by this key; 1 for damage and failures; 2 for the rest."""
    if isinstance(error, (WrongPassphrase, VaultLocked, DeviceSecretMissing, VaultBusy)):
        return EXIT_LOCKED
    if isinstance(error, (VaultDamaged, VaultRolledBack, VaultFull, CipherMissing)):
        return EXIT_FINDINGS
    return EXIT_USAGE


def say(error: VaultError, lang: Language) -> str:
    """Three sentences: what happened, what is still safe, what to do next."""
    speak = translation(lang).gettext
    fields = {"code": error.code, "detail": "", "file": "", "bundle": "?", "found": "?", "readable": "?"}
    for name, value in error.fields.items():
        if value is not None:
            fields[name] = visible(str(value)).replace("\n", " ")
    return " ".join(speak(part).format(**fields) for part in SENTENCES[sentence_key(error)])


def say_finding(finding: Finding, lang: Language) -> str:
    """One sentence about what verification found, with its code."""
    speak = translation(lang).gettext
    bundle = "?" if finding.bundle is None else str(finding.bundle)
    detail = f" [{finding.code}{f': {finding.detail}' if finding.detail else ''}]"
    return speak(FINDINGS[finding.code]).format(bundle=bundle) + detail


class Stopped(SystemExit):
    """The end of a command by Ctrl-C that has been answered already."""

    told = True


@contextmanager
def answered(lang: Language) -> Iterator[None]:
    """Turn what a vault refuses, and Ctrl-C, into sentences and the documented exit code."""
    try:
        yield
    except VaultError as error:
        tell(say(error, lang))
        raise typer.Exit(exit_code(error)) from None
    except KeyboardInterrupt:
        tell(translation(lang).gettext("Stopped. What was confirmed is kept; what was not confirmed is not recorded."))
        raise Stopped(EXIT_INTERRUPTED) from None
