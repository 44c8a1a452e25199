"""Lines folded to the width of the screen, each part under the beginning of its own line."""

from __future__ import annotations

import sys
from collections.abc import Iterable

COLUMNS = 80
"""Columns of a screen that is not wide, and of a file or pipe, which has no width of its own."""
_HANG = 2
_LEAST = 20


def say(lines: Iterable[str], *, error: bool = False) -> None:
    """Print lines on standard output, at most 80 columns wide; what goes on is indented a little further.

    error: on standard error instead.
    """
    from rich.console import Console
    from rich.text import Text

    watched = (sys.stderr if error else sys.stdout).isatty()
    console = Console(stderr=error) if watched else Console(width=COLUMNS, stderr=error)
    width = max(min(console.width, COLUMNS), _LEAST)
    for line in lines:
        body = line.strip()
        indent = len(line) - len(line.lstrip()) if body else 0
        further = indent + _HANG
        for number, part in enumerate(Text(body).wrap(console, max(width - further, _LEAST)) if body else [Text()]):
            console.print(f"{' ' * (further if number else indent)}{part.plain.rstrip()}", highlight=False, markup=False,
                          soft_wrap=True)  # fmt: skip
