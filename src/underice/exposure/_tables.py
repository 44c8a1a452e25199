"""Reading the tidy CSV files beside this package."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

DATA = Path(__file__).with_name("data")


def rows(name: str, folder: Path = DATA) -> Iterator[Mapping[str, str]]:
    """The rows of `folder/name` (UTF-8, one header line) as mappings column → text. Raises OSError if unreadable."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def whole(text: str) -> int:
    """A whole number of people; an empty cell (not found in the source) is 0."""
    return int(text) if text else 0
