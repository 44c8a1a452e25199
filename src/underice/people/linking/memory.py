"""Forget what the name engine remembers, so that a whole archive does not fill memory.

The engine keeps every step towards the readings of the names seen last, some 7 kB a name: right for a desk, too much for
100,000 names on their way into a database. The readings themselves are a small part of that and are needed again when
pairs are judged, so they stay.
"""

from __future__ import annotations

import sys

from underice.people import comparison, reading

_ROOM = "underice.people."


def forget() -> None:
    """Empty the bounded caches of the room and drop compared syllables; tables that are read once stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_ROOM):
            for value in list(vars(module).values()):
                parameters = getattr(value, "cache_parameters", None)
                if value is not reading.parse and parameters is not None and parameters()["maxsize"] is not None:
                    value.cache_clear()
    comparison.forget()
