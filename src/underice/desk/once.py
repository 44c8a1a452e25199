"""A form counts once, however often it is sent: by a second click, by going back, by a browser that tries again.

Every form carries a mark of its own. A form that was taken already is answered as it was the first time, without doing
anything again. Marks are also kept beside the vault, with the number of statements there were before the form was
taken, so that this holds across a crash: all that is recorded passes one thread, one form after the other, so a vault
that has more statements than the mark says has recorded that form, and one that has as many has not.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from underice.vault.vault import Vault

REMEMBERED = 500
ELSEWHERE = "/sent"
"""Where a form leads that an earlier run of the desk had taken."""
_NAME, _FORM, _COUNT = "desk forms", 1, 8


class Busy(Exception):
    """The same form is being taken at this moment."""


class Once:
    """The forms that were taken, and where each led."""

    def __init__(self) -> None:
        self._led: OrderedDict[str, str] = OrderedDict()
        self._now: set[str] = set()
        self._guard = threading.Lock()

    @staticmethod
    def mark() -> str:
        """A mark for one more form."""
        return secrets.token_urlsafe(16)

    def recall(self, vault: Vault) -> None:
        """Remember what earlier runs had taken; `vault` was just opened."""
        with vault.derived(_NAME, _FORM) as kept:
            count = vault.count()
            entries = sorted(kept.items(), key=lambda entry: entry[1])
            gone = [mark for mark, before in entries if int.from_bytes(before) >= count] if kept.since else []
            gone += [mark for mark, _ in entries[:-REMEMBERED]]
            if gone:
                kept.put(dict.fromkeys(gone))
        with self._guard:
            for mark, _before in entries[-REMEMBERED:]:
                if mark not in gone:
                    self._led.setdefault(mark.decode(), ELSEWHERE)

    def begin(self, mark: str, vault: Vault | None) -> str | None:
        """Begin to take a form; where it led, if it was taken already. Raises Busy."""
        with self._guard:
            if mark in self._led:
                return self._led[mark]
            if mark in self._now:
                raise Busy
            self._now.add(mark)
        if vault is not None:
            with vault.derived(_NAME, _FORM) as kept:
                kept.put({mark.encode(): vault.count().to_bytes(_COUNT)})
        return None

    def taken(self, mark: str, led: str) -> None:
        """The form was taken, and led there."""
        with self._guard:
            self._now.discard(mark)
            self._led[mark] = led
            while len(self._led) > 2 * REMEMBERED:
                self._led.popitem(last=False)

    def undone(self, mark: str, vault: Vault | None) -> None:
        """Nothing came of the form; it may be sent again."""
        with self._guard:
            self._now.discard(mark)
        if vault is not None:
            with vault.derived(_NAME, _FORM) as kept:
                kept.put({mark.encode(): None})
