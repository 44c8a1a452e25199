"""A form counts once, however often it is sent: by a second click, by going back, or by a browser that tries again.

Every form carries a mark of its own. What came of it is remembered by that mark, and a form that was taken already is
answered as it was the first time, without doing anything again.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict

_REMEMBERED = 2000


class Once:
    """The forms that were taken, and where each led."""

    def __init__(self) -> None:
        self._led: OrderedDict[str, str] = OrderedDict()

    @staticmethod
    def mark() -> str:
        """A mark for one more form."""
        return secrets.token_urlsafe(16)

    def led(self, mark: str) -> str | None:
        """Where a form led that was taken already, None if it was not."""
        return self._led.get(mark)

    def taken(self, mark: str, led: str) -> None:
        """Remember that a form was taken, and where it led."""
        self._led[mark] = led
        while len(self._led) > _REMEMBERED:
            self._led.popitem(last=False)
