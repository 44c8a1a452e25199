"""The 2008 census tables as arrays: people by county, sex and town or village; ages by sex; military camps; places.

Sources and licences: data/SOURCES.md. All numbers are whole people unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from underice.exposure._tables import DATA, rows, whole
from underice.exposure.assumptions import assumption

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CENSUS_DAY = date(2008, 10, 1)
SEXES = ("m", "f")
End = Literal["low", "mid", "high"]
ENDS: tuple[End, ...] = get_args(End)
_OPPOSITE: dict[End, End] = {"low": "high", "mid": "mid", "high": "low"}
URBAN, RURAL, UNKNOWN = 0, 1, 2
OPEN_AGE = 80
"""The last age of the census table: "80 and over"."""
_COLUMNS = {"m": "male", "f": "female"}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much of each census row is meant by a place: arrays of one number per row, from 0 to 1.

    low ≤ mid ≤ high. whole_country: no narrower place than North Korea is told. outside: a place that is not in North
    Korea may be meant. codes: the assumptions behind the range.
    """

    low: Floats
    mid: Floats
    high: Floats
    whole_country: bool = False
    outside: bool = False
    codes: tuple[str, ...] = ()

    def at(self, end: End) -> Floats:
        """The weights at one end of the range."""
        return {"low": self.low, "mid": self.mid, "high": self.high}[end]


@dataclass(frozen=True)
class Census:
    """The tables of the 2008 census.

    counties: one gazetteer id per row. provinces_2008, provinces_2019: the province names of each row.
    people: civilians, shape (rows, sexes, 3): urban, rural, not known. ages: the whole country by sex and single year
    of age, shape (2, 81), the last one open; an estimate that includes the camps. camps: people in camps by sex.
    """

    counties: tuple[str, ...]
    provinces_2008: tuple[str, ...]
    provinces_2019: tuple[str, ...]
    people: Ints
    ages: Ints
    camps: Ints

    @classmethod
    def read(cls, folder: Path = DATA) -> Census:
        """Read the census tables in `folder`. Raises OSError or ValueError if one is missing or malformed."""
        table = list(rows("census_2008_county.csv", folder))
        people = np.array([[_split(row, sex) for sex in SEXES] for row in table], dtype=np.int64)
        ages = [[whole(row[_COLUMNS[sex]]) for sex in SEXES] for row in rows("age_single_2008_estimated.csv", folder)]
        camps = next(r for r in rows("census_2008_province_sex.csv", folder) if r["province"].startswith("(military"))
        return cls(
            counties=tuple(row["pcode"] for row in table),
            provinces_2008=tuple(row["province_2008"] for row in table),
            provinces_2019=tuple(row["province_2019"] for row in table),
            people=people,
            ages=np.array(ages, dtype=np.int64).T,
            camps=np.array([whole(camps[_COLUMNS[sex]]) for sex in SEXES], dtype=np.int64),
        )

    @cached_property
    def civilians(self) -> Ints:
        """Civilians by row and sex, shape (rows, 2)."""
        total: Ints = self.people.sum(axis=2)
        return total

    def settled(self, end: End, urban: bool) -> Floats:
        """People of town (or village) by row and sex, shape (rows, 2), at one end of the range for the unknown."""
        known = assumption("samchon_urban")
        in_town = {"low": known.low, "mid": known.default, "high": known.high}
        share = in_town[end] if urban else 1.0 - in_town[_OPPOSITE[end]]
        chosen: Floats = self.people[..., URBAN if urban else RURAL] + self.people[..., UNKNOWN] * share
        return chosen

    @cached_property
    def _places(self) -> dict[str, Weights]:
        """Weights of every single gazetteer id in North Korea."""
        count = len(self.counties)
        everything = np.ones(count)
        found = {"KP": Weights(everything, everything, everything, whole_country=True)}
        for index, county in enumerate(self.counties):
            own = np.zeros(count)
            own[index] = 1.0
            found[county] = Weights(own, own, own)
        for province in dict.fromkeys(county[:4] for county in self.counties):
            found[province] = self._province(province)
        for row in rows("contained_places.csv"):
            holder = found[row["row"]].mid
            found[row["id"]] = Weights(
                holder * float(row["low"]),
                holder * float(row["mid"]),
                holder * float(row["high"]),
                codes=("contained_place",),
            )
        return found

    def _province(self, province: str) -> Weights:
        """The rows of a province id: low = those in it in 2008 and now, middle = now, high = those in it at any time.

        Ids follow the geography of 2019; a province that did not exist in 2008 (Nampo) has only that.
        """
        now = np.array([county.startswith(province) for county in self.counties])
        name = self.provinces_2019[int(now.argmax())]
        then = np.array([old == name for old in self.provinces_2008])
        if not then.any() or bool((then == now).all()):
            same = now.astype(np.float64)
            return Weights(same, same, same)
        return Weights(
            (now & then).astype(np.float64),
            now.astype(np.float64),
            (now | then).astype(np.float64),
            codes=("province_borders",),
        )

    @property
    def places(self) -> frozenset[str]:
        """All gazetteer ids that can be counted."""
        return frozenset(self._places)

    def weights(self, origin: tuple[str, ...]) -> Weights:
        """What the candidate places `origin` mean in census rows; several are a union, () is the whole country.

        Places outside North Korea are counted at the high end only, as if no place had been told.
        Raises KeyError for an id that begins like one of North Korea ("KP") and is not known.
        """
        return self._meant(origin)

    @cached_property
    def _meant(self) -> Callable[[tuple[str, ...]], Weights]:
        """`weights`, each made once."""
        return lru_cache(maxsize=4096)(self._make_weights)

    def _make_weights(self, origin: tuple[str, ...]) -> Weights:
        if not origin:
            return self._places["KP"]
        inside = [self._places[place] for place in origin if place.startswith("KP")]
        outside = len(inside) < len(origin)
        if any(part.whole_country for part in inside):
            return replace(self._places["KP"], outside=outside, codes=("origin_outside",) if outside else ())
        nothing = np.zeros(len(self.counties))
        codes = tuple(dict.fromkeys(code for part in inside for code in part.codes))
        if len(origin) > 1:
            codes = (*codes, "place_ambiguous")
        if outside:
            codes = (*codes, "origin_outside")
        return Weights(
            np.maximum.reduce([nothing, *(part.low for part in inside)]),
            np.maximum.reduce([nothing, *(part.mid for part in inside)]),
            np.ones_like(nothing) if outside else np.maximum.reduce([nothing, *(part.high for part in inside)]),
            outside=outside,
            codes=codes,
        )


def _split(row: Mapping[str, str], sex: str) -> list[int]:
    """Urban, rural and not-known people of one sex in a census row; the three add up to the printed total."""
    column = _COLUMNS[sex]
    urban, rural = whole(row[f"urban_{column}"]), whole(row[f"rural_{column}"])
    return [urban, rural, whole(row[column]) - urban - rural]


@lru_cache(maxsize=1)
def census() -> Census:
    """The shipped census tables, read once."""
    return Census.read()
