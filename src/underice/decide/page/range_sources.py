"""Where the shipped ranges come from, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from underice.decide.ranges import shipped
from underice.vocabulary.language import Language

_KOREAN = Path(__file__).resolve().parent.parent / "data" / "range_sources_ko.tsv"


def source(name: str, lang: Language) -> tuple[str, bool]:
    """Where a shipped range comes from, and whether that is said in `lang`. Raises KeyError for no parameter."""
    known = shipped()[name].source
    told = known if lang == "en" else _korean().get(name)
    return told or known, told is not None


@lru_cache(maxsize=1)
def _korean() -> dict[str, str]:
    """The same sources in Korean, by parameter."""
    lines = _KOREAN.read_text(encoding="utf-8").splitlines()[1:]
    return {name: told for name, _tab, told in (line.partition("\t") for line in lines) if told}
