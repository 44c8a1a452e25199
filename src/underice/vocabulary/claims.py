"""Which characters of a text are already taken, so that finders never claim overlapping spans."""

from __future__ import annotations


class Claims:
    """A map of taken characters; claiming and asking cost the length of the span, not of the text."""

    __slots__ = ("_taken",)

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """True if no character of start..end (end exclusive) is taken."""
        return self._taken.find(1, start, end) < 0

    def claim(self, start: int, end: int) -> bool:
        """Take start..end if it is free; says whether it was."""
        if not self.free(start, end):
            return False
        self._taken[start:end] = b"\x01" * (end - start)
        return True

    def release(self, start: int, end: int) -> None:
        """Give start..end back."""
        self._taken[start:end] = bytes(end - start)
