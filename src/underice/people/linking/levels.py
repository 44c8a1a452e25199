"""The levels of agreement that linking in bulk tells apart, in SQL that DuckDB and Spark both understand.

Levels of each fact run from the strongest to none; a fact that one record does not tell weighs nothing. The shares they
start from lie in levels.toml.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Fact = Literal["name", "birth", "sex", "home", "kin", "event"]
FACTS: tuple[Fact, ...] = ("name", "birth", "sex", "home", "kin", "event")
_SETTINGS = Path(__file__).with_name("levels.toml")
_MONTH, _TWO_YEARS, _YEAR = 31, 800, 400  # days; a year off by one counts from any day of it


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a fact. sql: its condition, "" for the last; m, u: where learning starts (see levels.toml).

    shared: name of an array of which `least` numbers must be common, in place of `sql`.
    """

    code: str
    m: float
    u: float
    sql: str = ""
    shared: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The levels of one fact, strongest first. columns: if one of them is missing, the fact weighs nothing."""

    fact: Fact
    columns: tuple[str, ...]
    levels: tuple[Level, ...]


@cache
def _read() -> dict[str, dict[str, object]]:
    return tomllib.loads(_SETTINGS.read_text(encoding="utf-8"))


@cache
def numbers() -> dict[str, float]:
    """The limits and sizes of levels.toml."""
    return {name: float(str(value)) for name, value in _read()["numbers"].items()}


@cache
def _shares(fact: Fact) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for code, both in _read()[fact].items():
        if isinstance(both, dict):
            found[code] = (float(both["m"]), float(both["u"]))
    return found


def _distance() -> str:
    """Sum over the syllables: 0 for the same, else 1 for each of onset, vowel and coda that differs; 4 if one lacks."""
    terms = []
    for place in range(3):
        letters = " + ".join(
            f"CASE WHEN {part}_{place}_l = {part}_{place}_r THEN 0 ELSE 1 END" for part in ("onset", "nucleus", "coda")
        )
        terms.append(
            f"CASE WHEN unit_{place}_l = unit_{place}_r THEN 0 "
            f"WHEN unit_{place}_l IS NULL AND unit_{place}_r IS NULL THEN 0 "
            f"WHEN unit_{place}_l IS NULL OR unit_{place}_r IS NULL THEN 4 ELSE {letters} END"
        )
    return " + ".join(f"({term})" for term in terms)


_OVERLAP = "birth_first_l <= birth_last_r AND birth_first_r <= birth_last_l"
_NARROW = f"birth_last_l - birth_first_l <= {_TWO_YEARS} AND birth_last_r - birth_first_r <= {_TWO_YEARS}"
_GAP = f"birth_first_l <= birth_last_r + {_YEAR} AND birth_first_r <= birth_last_l + {_YEAR}"
_DAY = f"birth_first_l = birth_first_r AND birth_last_l = birth_last_r AND birth_last_l - birth_first_l <= {_MONTH}"
_CONDITIONS: dict[Fact, tuple[tuple[str, ...], dict[str, str]]] = {
    "birth": (
        ("birth_first",),
        {"same": _DAY, "narrow": f"{_OVERLAP} AND {_NARROW}", "wide": _OVERLAP, "year_off": _GAP, "other": ""},
    ),
    "sex": (("sex",), {"same": "sex_l = sex_r", "other": ""}),
    "home": (("provinces",), {"county": "counties", "province": "provinces", "other": ""}),
    "kin": (("kin_keys",), {"shared": "kin_keys", "other": ""}),
    "event": (("events",), {"shared": "events", "other": ""}),
}


@cache
def comparisons() -> tuple[Comparison, ...]:
    """All comparisons, in the order of `FACTS`."""
    shares = _shares("name")
    apart = int(numbers()["typed_apart"])
    name = (
        Level("same", *shares["same"], sql="name_canon_l = name_canon_r"),
        Level("sound", *shares["sound"], shared="name_keys", least=3),
        Level("one_reading", *shares["one_reading"], shared="whole_keys"),
        Level(
            "near", *shares["near"], sql=f"unit_1_l IS NOT NULL AND unit_1_r IS NOT NULL AND {_distance()} <= {apart}"
        ),
        Level("part", *shares["part"], shared="name_keys"),
        Level("surname", *shares["surname"], sql="surname_class_l = surname_class_r"),
        Level("other", *shares["other"]),
    )
    found = [Comparison("name", ("name_canon",), name)]
    for fact, (columns, conditions) in _CONDITIONS.items():
        levels = []
        for code, condition in conditions.items():
            plain = " " in condition or not condition
            levels.append(
                Level(code, *_shares(fact)[code], sql=condition if plain else "", shared="" if plain else condition)
            )
        found.append(Comparison(fact, columns, tuple(levels)))
    return tuple(found)
