"""The cleared text: a value that only the gate makes, and without which nothing is written outside the vault.

It is sealed with a key of this process, so that one made or altered behind the gate's back is noticed by `verified`.
That keeps anybody from forgetting the gate; it is no wall against a program that means to go round it, which could
write the text to a file all the same (docs/method/gate.md).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import date
from typing import Never, NoReturn, final
from weakref import WeakKeyDictionary

from underice.vault import canonical

_SLOTS = ("_content", "_numbers")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was known of one person or group when the text was cleared.

    ref: as in the reading. households, people: low end of the count that decides, None if nothing could be counted.
    identified: she is named, or found through somebody who is. group: people of her group whom those who made the arrest
    know. dead: the text tells her death.
    """

    ref: str
    households: int | None
    people: int | None
    identified: bool
    group: int | None
    dead: bool


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What was cleared. record: id of the clearance in the vault. signed_at: seconds since 1970 by its machine's clock."""

    text: str
    title: str
    lang: str
    audience: str
    published: date
    signed_by: str
    second: str | None
    signed_at: int
    record: bytes

    def __repr__(self) -> str:
        return f"Content(audience={self.audience}, text hidden)"


class NotCleared(TypeError):
    """Something that did not come through the gate, or was changed since, was to be written. Nothing was."""


@final
class Cleared:
    """A text that may go out, to one audience, exactly as it is. Only `underice.exposure.gate.clear` makes one.

    Cannot be constructed, subclassed, changed, copied or pickled; two are equal only if they are the same object.
    """

    __slots__ = (*_SLOTS, "__weakref__")
    _content: Content
    _numbers: tuple[Numbers, ...]

    def __init__(self, _only_the_gate_makes_one: Never, /) -> None:
        """Raise NotCleared, always."""
        raise NotCleared("only the gate makes a cleared text")

    def __init_subclass__(cls) -> NoReturn:
        raise NotCleared("a cleared text has no other kinds")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise NotCleared("a cleared text cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise NotCleared("a cleared text cannot be changed")

    def __copy__(self) -> NoReturn:
        raise NotCleared("a cleared text cannot be copied")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise NotCleared("a cleared text cannot be copied")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise NotCleared("a cleared text cannot be stored")

    def __repr__(self) -> str:
        return "Cleared(text hidden)"

    @property
    def content(self) -> Content:
        """What was cleared."""
        return self._content

    @property
    def numbers(self) -> tuple[Numbers, ...]:
        """The numbers of every person and group, as they were when it was cleared."""
        return self._numbers

    @property
    def text(self) -> str:
        """The text, in NFC."""
        return self._content.text

    @property
    def audience(self) -> str:
        """For whom."""
        return self._content.audience


_PROCESS = os.urandom(32)
_ISSUED: WeakKeyDictionary[Cleared, bytes] = WeakKeyDictionary()


def _issue(content: Content, numbers: tuple[Numbers, ...]) -> Cleared:
    """Make one. For `underice.exposure.gate.clearing` alone (tests/test_one_door.py)."""
    made = object.__new__(Cleared)
    for name, value in zip(_SLOTS, (content, numbers), strict=True):
        object.__setattr__(made, name, value)
    _ISSUED[made] = _seal(content)
    return made


def _seal(content: Content) -> bytes:
    """A hash of all that was cleared under the key of this process."""
    told = canonical.encode(
        [
            content.text, content.title, content.lang, content.audience, content.published.isoformat(),
            content.signed_by, content.second or "", content.signed_at, content.record,
        ]
    )  # fmt: skip
    return hashlib.blake2b(told, key=_PROCESS, digest_size=32).digest()


def verified(cleared: Cleared) -> Content:
    """What was cleared, if the gate made this very object and nobody has changed it since. Raises NotCleared."""
    # By identity, so that nothing which only calls itself equal is taken for it.
    sealed = next((seal for made, seal in _ISSUED.items() if made is cleared), None)
    if sealed is None or not hmac.compare_digest(sealed, _seal(cleared.content)):
        raise NotCleared("this did not come through the gate")
    return cleared.content
