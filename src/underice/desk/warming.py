"""Tables and models that the first check of a draft would otherwise wait for, read beside the pages, early.

They are the program's own and hold nothing of a vault, so they may be read while it is still locked.
"""

from __future__ import annotations

import threading
from datetime import date

_TEXT = "함경북도 무산군 출신 38세 여성과 아홉 살 아들이 체포됐다. A woman of 38 from Musan was arrested with her son."
"""Invented; it makes the reader, the census and the households be read."""
_SECONDS = 1.5
"""After which it begins: the first page comes first."""


def begin(stopped: threading.Event) -> threading.Thread:
    """Warm up on a thread of its own, unless `stopped` is set before it has begun."""

    def run() -> None:
        if not stopped.wait(_SECONDS):
            warm()

    thread = threading.Thread(target=run, daemon=True, name="underice-warming")
    thread.start()
    return thread


def warm() -> None:
    """Read a sentence, count whom it exposes and compare two names: all tables are in memory afterwards."""
    from underice.exposure.check import weigh
    from underice.exposure.corrections import read_corrected
    from underice.people.directory import Directory
    from underice.people.facts import PersonFacts
    from underice.people.grouping import group

    weigh(read_corrected(_TEXT, (), on=date(2026, 2, 14)))
    people = [PersonFacts(key, (name,), sex=("f",)) for key, name in (("1", "김하나"), ("2", "Kim Ha Na"))]
    Directory.of(people).find("김하")
    group(people, (), population=len(people))
