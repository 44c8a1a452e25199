"""Scorers of names from other packages, for `bench.names`; those not installed are left out and said.

"assembled" is what one would put together from packages: Hanja to Hangul, Hangul to Revised Romanization, then
rapidfuzz's ratio. "Splink's levels" are those of its ready-made name comparison (exact, Jaro–Winkler from .92, .88 and
.7) on the strings as written.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType

Score = Callable[[str, str], float]
PEERS = "pip install rapidfuzz==3.14.6 jellyfish==1.3.0 hanja==0.15.1 korean_romanizer==0.28.0 nomenklatura==4.17.4"
_LEVELS = (0.92, 0.88, 0.7)  # splink.comparison_library.NameComparison, version 5.0.0


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def peers() -> tuple[dict[str, Score], list[str]]:
    """The scorers that are installed, and the names of the packages that are not."""
    found: dict[str, Score] = {}
    missing: list[str] = []
    fuzz, jellyfish = _module("rapidfuzz.fuzz"), _module("jellyfish")
    if fuzz is not None:
        ratio: Score = fuzz.ratio
        found["rapidfuzz ratio"] = lambda a, b: ratio(a, b) / 100
        assembled = _assembled(ratio)
        if assembled is None:
            missing.append("hanja, korean_romanizer")
        else:
            found["assembled (hanja, romanizer, ratio)"] = assembled
    else:
        missing.append("rapidfuzz")
    if jellyfish is not None:
        winkler: Score = jellyfish.jaro_winkler_similarity
        found["jellyfish Jaro–Winkler"] = winkler
        found["Splink's name levels"] = lambda a, b: _level(a, b, winkler)
    else:
        missing.append("jellyfish")
    logic = _logic()
    if logic is None:
        missing.append("nomenklatura")
    else:
        found["nomenklatura logic-v2"] = logic
    return found, missing


def _assembled(ratio: Score) -> Score | None:
    hanja, romanizer = _module("hanja"), _module("korean_romanizer.romanizer")
    if hanja is None or romanizer is None:
        return None
    translate, make = hanja.translate, romanizer.Romanizer

    def latin(name: str) -> str:
        hangul = str(translate(name, "substitution"))
        written = str(make(hangul).romanize()) if any("가" <= char <= "힣" for char in hangul) else hangul
        return written.lower().replace("-", " ")

    return lambda a, b: ratio(latin(a), latin(b)) / 100


def _level(one: str, other: str, winkler: Score) -> float:
    if one == other:
        return 1.0
    near = winkler(one, other)
    return next((level for level in _LEVELS if near >= level), 0.0)


def _logic() -> Score | None:
    matching, ftm = _module("nomenklatura.matching"), _module("followthemoney")
    if matching is None or ftm is None:
        return None
    algorithm = matching.get_algorithm("logic-v2")
    config, proxy = algorithm.default_config(), ftm.model.get_proxy

    def score(one: str, other: str) -> float:
        a, b = (
            proxy({"id": str(place), "schema": "Person", "properties": {"name": [name]}})
            for place, name in enumerate((one, other))
        )
        return float(algorithm.compare(a, b, config).score)

    return score
