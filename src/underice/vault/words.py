"""What a vault refuses, in words to be translated: what happened, what is still there, what to do next.

The last of the three names commands; a page says instead where on it to go on (`underice.desk.vault_words`).
"""

from __future__ import annotations

from collections.abc import Mapping

from underice.vault.errors import BadStatement, NotAVault, UnknownId, VaultDamaged, VaultError, VaultRolledBack


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_UNCHANGED = _("The vault is unchanged and undamaged.")
_NOTHING = _("Nothing was changed.")
_KEPT = _("Everything confirmed before is kept; this action was not recorded.")
_NO_WRITING = _(
    "Do not record anything in it now. Keep this folder as it is, and look at it with: underice vault verify"
)
_BACKUP = _("Restore your last backup with underice vault restore; the damaged folder is kept beside it.")
_ON_PURPOSE = _(
    "If you restored a backup on purpose: underice vault open-check FOLDER --accept. If not: who had the disk?"
)
_REACHED = _("The parts that can still be read are untouched.")

Words = tuple[str, str, str]
"""What happened, what is still there, what to do next; to be translated where they are shown."""

SENTENCES: Mapping[str, Words] = {
    "wrong-passphrase": (
        _("This passphrase opens none of the vault's key slots."),
        _UNCHANGED,
        _("Type it again, minding the keyboard language and Caps Lock; a key file or recovery shares open it too."),
    ),
    "bad-key-file": (
        _("The key file cannot be read as an age identity."),
        _UNCHANGED,
        _("Name the file whose line begins with AGE-SECRET-KEY-1."),
    ),
    "wrong-key-file": (
        _("This key file opens none of the vault's key slots."),
        _UNCHANGED,
        _("Use the identity whose public key was added with underice vault add-key."),
    ),
    "wrong-recovery-shares": (
        _("These recovery shares do not open the vault: too few, mistyped, or of another set."),
        _UNCHANGED,
        _("Compare each word with the paper. Shares made earlier stop working when new ones are made."),
    ),
    "device-secret-missing": (
        _("This key slot also needs the secret of the device it was made on, and that is not here."),
        _UNCHANGED,
        _("Open it on that device, or with a key file or recovery shares."),
    ),
    "locked": (
        _("The vault has locked itself, because nobody used it for some minutes."),
        _("Everything recorded is kept."),
        _("Open it again."),
    ),
    "format-too-new": (
        _("A newer version of Underice wrote this vault (format {found}; this one reads up to {readable})."),
        _("Nothing in it was touched."),
        _("Install the newer version and open it with that."),
    ),
    "busy": (
        _("Another program has this vault open for writing."),
        _("Everything recorded is kept; nothing of this command was."),
        _("Close the other program, or wait, and try again."),
    ),
    "not-a-vault": (
        _("There is no vault in this folder."),
        _NOTHING,
        _("Check the path. To make a new vault: underice vault create FOLDER"),
    ),
    "not-a-backup": (
        _("There is no backup of a vault in this folder."),
        _NOTHING,
        _("Name the folder that underice vault backup has made."),
    ),
    "disk-full": (_("The disk is full."), _KEPT, _("Make room and repeat it.")),
    "disk-failed": (
        _("The disk failed while writing."),
        _KEPT,
        _("Copy the vault to another disk with underice vault backup, then check it with underice vault verify."),
    ),
    "read-only": (
        _("The vault's folder may not be written by you."),
        _("Everything recorded is kept and can be read."),
        _("Allow writing to the folder, or work on a copy."),
    ),
    "opened-read-only": (_("The vault was opened for reading only."), _NOTHING, _("Open it for writing.")),
    "log-pending": (
        _("The vault was not closed in order, and to finish that its folder must be writable."),
        _("Everything confirmed before is kept."),
        _("Make the folder writable and open it once."),
    ),
    "cipher-missing": (
        _("The SQLite on this computer cannot encrypt, so nothing is opened or written with it."),
        _NOTHING,
        _("Install Underice's own dependencies again; the package apsw-sqlite3mc must not be replaced by apsw."),
    ),
    "written-in-the-clear": (
        _("What was written turned out not to be encrypted."),
        _("No statement has been written."),
        _("Delete the folder, install Underice's own dependencies again, and report this."),
    ),
    "symlink": (
        _("“{file}” is a symbolic link where a vault's own file should be."),
        _("It was not followed, and nothing was changed."),
        _("Find out who put it there; name the real folder."),
    ),
    "not-a-file": (
        _("“{file}” in the vault's folder is not a plain file."),
        _NOTHING,
        _("Find out who put it there, and remove it."),
    ),
    "owner": (
        _("“{file}” belongs to another user of this computer."),
        _NOTHING,
        _("Work as that user, or take a copy of your own."),
    ),
    "permissions": (
        _("Other users of this computer may read or change “{file}”, or you may not."),
        _NOTHING,
        _("Close the folder to others (chmod -R go= FOLDER) and try again."),
    ),
    "bad-statement": (
        _("A statement cannot be kept ({code})."),
        _("Nothing of this action was recorded."),
        _("Correct it and repeat."),
    ),
    "unknown-entity": (
        _("Nothing is recorded under this id."),
        _NOTHING,
        _("Look for it with underice search; ids are letters a–f and digits."),
    ),
    "unknown-statement": (
        _("There is no statement of this id."),
        _NOTHING,
        _("The ids of statements are shown by underice history ID."),
    ),
    "unknown-target": (
        _("The statement to be taken back or replaced is not there."),
        _("Nothing of this action was recorded."),
        _("The ids of statements are shown by underice history ID."),
    ),
    "unknown-attachment": (_("There is no attachment of this id."), _NOTHING, _("Look at its document again.")),
    "unknown-slot": (
        _("There is no key slot of this id."),
        _NOTHING,
        _("The slots are listed by underice vault keys FOLDER."),
    ),
    "unknown-compartment": (_("The vault has no compartment of this name."), _NOTHING, _("Check the name.")),
    "already-expunged": (
        _("The content of this statement has been removed already."),
        _NOTHING,
        _("There is nothing left to do."),
    ),
    "expunged": (
        _("The content was removed when consent was withdrawn; only its place in the history is left."),
        _NOTHING,
        _("It cannot be brought back from this vault."),
    ),
    "exists": (
        _("There is something at this place already."),
        _("It was not touched."),
        _("Name a folder that is new or empty."),
    ),
    "one-way-in": (
        _("A passphrase, a key file and recovery shares were not given one at a time."),
        _NOTHING,
        _("Give exactly one of them."),
    ),
    "bad-head-line": (
        _("This is no printed head, or it was copied wrongly."),
        _NOTHING,
        _("Copy the whole line that begins with underice-head."),
    ),
    "head-of-another-vault": (
        _("This printed head belongs to another vault."),
        _NOTHING,
        _("Compare it with the vault it was printed from."),
    ),
    "bad-compartment-name": (
        _("A compartment cannot have this name."),
        _NOTHING,
        _("Use small Latin letters, digits and hyphens."),
    ),
    "bad-number-of-shares": (
        _("These numbers of recovery shares are not possible."),
        _NOTHING,
        _("At least 2 and at most 16 shares, and as many needed as there are at most, such as 3/5."),
    ),
    "bad-recipient": (
        _("This is not an age public key."),
        _NOTHING,
        _("A colleague's public key begins with age1; she makes it with age-keygen."),
    ),
    "last-slot": (
        _("This is the last way into the vault, so it was not removed."),
        _NOTHING,
        _("Add another passphrase or key first."),
    ),
    "too-many-slots": (_("The vault has as many key slots as it can have."), _NOTHING, _("Remove one first.")),
    "kdf-out-of-bounds": (_("Such costs for a passphrase are not accepted."), _NOTHING, _("Use the default.")),
    "passphrase-not-text": (_("The passphrase is not text."), _NOTHING, _("Give it as UTF-8.")),
    "empty-passphrase": (_("The passphrase is empty."), _NOTHING, _("Choose five or more words.")),
    "recording-within-recording": (_("Two recordings overlapped."), _KEPT, _("Repeat it.")),
    "vault-error": (_("The vault refused ({code})."), _NOTHING, _("Report this code; it holds nothing of yours.")),
    "rolled-back": (
        _("The vault is older than what this device has seen: it knows action {bundle}, the folder holds {found}."),
        _("What it holds can still be read, but later records are missing or were put back."),
        _ON_PURPOSE,
    ),
    "rolled-back-heads": (
        _("The list of heads is older than the vault's history."),
        _("The records themselves are there."),
        _ON_PURPOSE,
    ),
    "rolled-back-slots": (
        _("The key slots are older than what this device has seen: a key removed since may open them again."),
        _("The records themselves are there."),
        _ON_PURPOSE,
    ),
    "rolled-back-keys": (
        _("The keys file is older than what this device has seen."),
        _("The records themselves are there."),
        _ON_PURPOSE,
    ),
    "damaged-slots": (
        _("The file with the key slots is damaged ({detail})."),
        _("The records themselves are elsewhere and untouched."),
        _("Restore slots.cbor from a backup, or open the vault with recovery shares."),
    ),
    "damaged-keys": (
        _("The file with the vault's keys is damaged ({detail})."),
        _("The records themselves are elsewhere and untouched."),
        _("Restore keys.cbor from a backup; without it nothing can be opened."),
    ),
    "damaged-heads": (_("The list of heads is damaged ({detail})."), _REACHED, _NO_WRITING),
    "damaged-anchor": (
        _("What this device remembers of the vault is damaged ({detail})."),
        _("The vault itself is untouched."),
        _("Compare the vault with a printed head: underice vault verify FOLDER --head LINE"),
    ),
    "damaged-database": (_("The database is damaged ({detail})."), _REACHED, _BACKUP),
    "damaged-history": (_("The history does not fit together ({detail})."), _REACHED, _NO_WRITING),
    "damaged-history-at": (
        _("The history does not fit together from action {bundle} on ({detail})."),
        _REACHED,
        _NO_WRITING,
    ),
    "damaged-attachment": (
        _("An attachment is damaged ({detail})."),
        _("It was not handed out; everything else is untouched."),
        _("Take the file from a backup."),
    ),
    "damaged-backup": (
        _("The backup is damaged ({detail})."),
        _("Nothing was restored, and what was there before is untouched."),
        _("Use another backup."),
    ),
}

FINDINGS: Mapping[str, str] = {
    "cut": _("The end of the history was cut off: from action {bundle} on, records are missing."),
    "missing": _("Action {bundle} is missing from the history."),
    "reordered": _("The order of the history was changed, first at action {bundle}."),
    "inserted": _("Something was put into the history that was never signed, at action {bundle}."),
    "duplicated": _("Something stands in the history twice, first at action {bundle}."),
    "edited": _("A record was changed after it was signed, in action {bundle}."),
    "erased": _("Content was removed without a record of its removal, in action {bundle}."),
    "unerased": _("Content is back that had been removed, in action {bundle}."),
    "fork": _("The history is another one than what an anchor has seen, from action {bundle} on."),
    "page": _("Pages of the database are damaged."),
    "index": _("Search or look-up tables do not fit the records."),
    "attachment": _("An attachment is damaged or missing."),
    "anchor": _("On opening: the folder does not agree with what this device has seen."),
}


def sentence_key(error: VaultError) -> str:
    """Under which key the sentences for an error stand."""
    if isinstance(error, VaultDamaged):
        placed = f"damaged-{error.part}-at"
        return placed if error.bundle is not None and placed in SENTENCES else f"damaged-{error.part}"
    if isinstance(error, VaultRolledBack):
        specific = f"rolled-back-{error.part}"
        return specific if specific in SENTENCES else "rolled-back"
    if isinstance(error, NotAVault) and error.fields.get("part") == "backup":
        return "not-a-backup"
    if error.code in SENTENCES:
        return error.code
    if isinstance(error, BadStatement):
        return "bad-statement"
    return "unknown-entity" if isinstance(error, UnknownId) else "vault-error"
