"""What the vault refuses, said on a page: what happened, what is still there, and where on the desk to go on."""

from __future__ import annotations

from underice.exposure.report.visible import visible
from underice.vault.errors import (
    BadStatement,
    DeviceSecretMissing,
    UnknownId,
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultFull,
    VaultRolledBack,
    WrongPassphrase,
)
from underice.vault.finding import Finding
from underice.vault.words import FINDINGS, SENTENCES, sentence_key
from underice.vocabulary.language import Language, translation


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_BACKUP = _("Put your last backup in place on the page “Vault”; the damaged folder is kept beside it.")
_LOOK = _("Do not record anything in it now. Keep the folder as it is, and verify the history on the page “History”.")
_ON_PURPOSE = _("If you restored a backup on purpose, tick the box below. If not: who had the disk?")
_NEXT = {
    "bad-recipient": _("A colleague's public key begins with age1; she makes it with the program age-keygen."),
    "damaged-anchor": _("Compare the vault with a printed head on the page “History”."),
    "damaged-attachment": _("Take the file from a backup."),
    "damaged-database": _BACKUP,
    "damaged-heads": _LOOK,
    "damaged-history": _LOOK,
    "damaged-history-at": _LOOK,
    "disk-failed": _("Copy the vault to another disk on the page “Vault”, then verify it on the page “History”."),
    "not-a-backup": _("Name the folder that a backup of this desk has made."),
    "not-a-vault": _("Check the folder that the desk was started with."),
    "opened-read-only": _("Open the vault for writing."),
    "rolled-back": _ON_PURPOSE,
    "rolled-back-heads": _ON_PURPOSE,
    "rolled-back-keys": _ON_PURPOSE,
    "rolled-back-slots": _ON_PURPOSE,
    "unknown-entity": _("It may have been written wrongly; look for it with the search."),
    "unknown-slot": _("It may have been removed meanwhile; look at the list again."),
    "unknown-statement": _("It may have been written wrongly; look at the record's history."),
    "unknown-target": _("It may have been taken back meanwhile; look at the record's history."),
    "wrong-key-file": _("Use the identity whose public key was added on the page “Vault”."),
}
"""What to do next where the vault's own words name a command."""


def words(error: VaultError, lang: Language) -> str:
    """Three sentences: what happened, what is still there, what to do next."""
    say = translation(lang).gettext
    fields = {"code": error.code, "detail": "", "file": "", "bundle": "?", "found": "?", "readable": "?"}
    for name, value in error.fields.items():
        if value is not None:
            fields[name] = visible(str(value)).replace("\n", " ")
    key = sentence_key(error)
    happened, kept, then = SENTENCES[key]
    return " ".join(say(part).format(**fields) for part in (happened, kept, _NEXT.get(key, then)))


def finding_words(finding: Finding, lang: Language) -> str:
    """One sentence about what verification found, with its code."""
    bundle = "?" if finding.bundle is None else str(finding.bundle)
    detail = f" [{finding.code}{f': {finding.detail}' if finding.detail else ''}]"
    return translation(lang).gettext(FINDINGS[finding.code]).format(bundle=bundle) + detail


def status_of(error: VaultError) -> int:
    """The HTTP status of a refusal: what the reader can mend, what was in the way, what is broken."""
    if isinstance(error, UnknownId):
        return 404
    if isinstance(error, (WrongPassphrase, DeviceSecretMissing)):
        return 403
    if isinstance(error, (VaultBusy, VaultRolledBack)):
        return 409
    if isinstance(error, (VaultDamaged, VaultFull)):
        return 503
    return 400 if isinstance(error, BadStatement) else 409
