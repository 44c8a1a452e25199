"""A documenter's session in a process of its own: all she says carries a marker that must be nowhere on the disk.

Run as `python -m tests.vault.harness.session FOLDER DEVICE SEED`; it prints a line when it may be killed, and works on.
"""

from __future__ import annotations

import io
import resource
import sys
import traceback
from pathlib import Path

from tests.vault.harness.making import KDF, PASSPHRASE
from underice.vault.errors import VaultError
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

WHO = "documenter-Quillfeather"
LATIN = "Zyxwvut Marlinspike"
HANGUL = "꽃뱁쥬"
HANJA = "龘靐齉"
NOTE = "whispered-under-the-plum-tree"
MARKERS = (WHO, LATIN, HANGUL, HANJA, NOTE, PASSPHRASE, "colleague-label-Umbrage", "attached-words-Heliotrope")
"""Nothing of this may be found outside the memory of the process."""


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Make a vault, say things in it, read, search, verify, back up, err; then record until killed."""
    folder, device, seed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    person, source = new_id(), new_id()

    def say(value: str, prop: str = "name") -> Statement:
        return Statement(person, "person", prop, value, source, locator=NOTE, norm=value.lower())

    with Vault.create(folder, passphrase=PASSPHRASE, writer=WHO, kdf=KDF, device_dir=device, idle=None) as vault:
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
        _tell(f"core {resource.getrlimit(resource.RLIMIT_CORE)[0]}")
        vault.record([say(LATIN), say(HANGUL), say(HANJA)], by=WHO, note=NOTE)
        vault.add_passphrase(PASSPHRASE + "2", kdf=KDF, label="colleague-label-Umbrage")
        attached = vault.attach(io.BytesIO(b"attached-words-Heliotrope " * 50_000), mime="text/plain", note=NOTE)
        assert b"".join(vault.read_attachment(attached)).startswith(b"attached-words")
        assert vault.search(HANGUL[:2])
        assert vault.entity(person).properties
        assert vault.history(person)
        with vault.derived("words", 1) as index:
            assert index.put({one.encode(): one.encode() * 1000 for one in (LATIN, HANGUL, HANJA, NOTE)})
        assert vault.verify().good
        vault.backup(folder.with_name("backup"))
        wrong = say(LATIN)
        vault.record([wrong])
        vault.expunge([wrong.id], reason=NOTE)
        for _ in range(2):
            try:
                vault.record([wrong])
            except VaultError:
                # What a person would see on the screen, or find in a log.
                (folder.parent / "traceback.log").write_text(traceback.format_exc(), encoding="utf-8")
        # Large enough for sorting and for a log that is moved into the file under way.
        vault.record([say(f"{LATIN} {HANGUL} {seed} {number} " + NOTE * 20) for number in range(3000)], note=NOTE)
        _tell("ready")
        number = 0
        while True:
            number += 1
            vault.record([say(f"{HANGUL} {LATIN} {number} {NOTE}") for _ in range(200)], by=WHO, note=NOTE)
            with vault.derived("words", 1) as index:
                index.put({f"{LATIN} {number % 7}".encode(): f"{HANGUL} {NOTE}".encode() * 1000})


if __name__ == "__main__":
    main()
