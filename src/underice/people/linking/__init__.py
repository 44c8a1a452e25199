"""Linking many records: two lists, or a whole archive with itself, in bulk (Splink on DuckDB, or on Spark).

`link(a, b)` gives suggestions with weights, best first. It merges nothing and records nothing: what is one person is
said by a person, with `underice person merge`. Needs the extra `link` (or `spark`); design and numbers are in
docs/method/linking.md.
"""

from underice.people.linking.links import LinkSettings, Progress, Suggestion, link
from underice.people.linking.sessions import Engine, EngineMissing, MemoryExceeded

__all__ = ["Engine", "EngineMissing", "LinkSettings", "MemoryExceeded", "Progress", "Suggestion", "link"]
