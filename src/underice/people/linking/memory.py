"""Forget what the name engine remembers, so that a whole archive does not fill memory.

The engine keeps readings and comparisons of the names seen last, some 7 kB a name: right for a desk, too much for
100,000 names on their way into a database.
"""

from __future__ import annotations

import sys

from underice.people import comparison

_ROOM = "underice.people."


def forget() -> None:
    """Empty the bounded caches of the room and drop compared syllables; tables that are read once stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_ROOM):
            for value in list(vars(module).values()):
                parameters = getattr(value, "cache_parameters", None)
                if parameters is not None and parameters()["maxsize"] is not None:
                    value.cache_clear()
    comparison.forget()
