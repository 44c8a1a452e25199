"""By what a list, or one of its rows, is recognised when it comes again: its words, not its file.

The same list in another encoding, under another name or with other blanks has the same digest. A digest can confirm a
guess, so it is kept in the vault only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from underice.intake.model import Row

_BLANKS = re.compile(
    r"[\s,;|，\"]+"
)  # also what stands between cells, so that a workbook saved as CSV is the same list
# A number without a point or bracket, or before another one, may be an age or a date, which tells two rows apart.
_NUMBER = re.compile(r"^[(\[（]?[0-9]{1,6}[.)\]、．）:](?!\s*[0-9])\s*|^[①-⑳]\s*")


def row_key(text: str) -> str:
    """The words of a row without its number and with blanks made alike: "3. 김영희  여" and "7) 김영희 여" agree."""
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return _NUMBER.sub("", plain, count=1) or plain


def digest(rows: Iterable[Row]) -> str:
    """The digest of a list: SHA-256 over its rows that are not blank, in their order, as 64 hexadecimal digits."""
    found = hashlib.sha256()
    for row in rows:
        if row.kind != "blank":
            found.update(row_key(row.text).encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()
