"""One count beside DuckDB and Polars on the same 24 million rows: `python -m bench.counting`.

Goal: a person count in a hundredth of the time of the better peer. Three questions, side by side in one run: women born
in five years in a province; the same in one county; and women of the province with a son born in three years. The rows
are those of the register of families (built and kept first if it is not there).

Like for like, one number from the same rows: ours from the cells of the register's index, which for relatives are where
the search begins; the peers scan columns (sorted by county, which spares them most of the rows). All must find the same
number. Beside it what the program really asks, `anonymity.count`: a range of three numbers over the ensemble, for a
question never asked before and for one that was. Peers that are not installed are named.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench._timing import Timing, absent, machine, measure, ratio, row, table
from underice.exposure.anonymity import count
from underice.exposure.census import census
from underice.exposure.facts import Facts
from underice.exposure.population import Population
from underice.exposure.register.cells import Cells
from underice.exposure.register.counting import persons_by_cell
from underice.exposure.register.keeping import made
from underice.exposure.register.pattern import Conditions, Pattern, Relative
from underice.exposure.register.table import FIRST_YEAR, Register
from underice.vocabulary.intervals import DateInterval

BORN, SONS = (1976, 1980), (2001, 2003)
PROVINCE, COUNTY = "KP02", "KP0218"
PEERS = ("duckdb", "polars")
SQL = "SELECT count(*) FROM r WHERE county BETWEEN ? AND ? AND sex = 0 AND birth BETWEEN ? AND ?"
SQL_KIN = (
    "SELECT count(*) FROM r WHERE county BETWEEN ? AND ? AND sex = 0 AND birth BETWEEN ? AND ? AND role < 2 AND household "
    "IN (SELECT household FROM r WHERE county BETWEEN ? AND ? AND sex = 1 AND role = 2 AND birth BETWEEN ? AND ?)"
)
Columns = dict[str, NDArray[np.generic]]
Ask = Callable[[], int]


@dataclass(frozen=True)
class Question:
    """Women born in BORN in a run of counties; kin: who have a son born in SONS."""

    title: str
    place: str
    kin: bool = False

    @property
    def counties(self) -> list[int]:
        """Their numbers, which follow each other."""
        return [number for number, name in enumerate(census().counties) if name.startswith(self.place)]

    @property
    def facts(self) -> Facts:
        """The same as facts of a person."""
        return Facts(sex="f", birth=DateInterval.year(*BORN), origin=(self.place,))


QUESTIONS = (
    Question("women, 5 years, province", PROVINCE),
    Question("women, 5 years, county", COUNTY),
    Question("the same with a son, province", PROVINCE, kin=True),
)


def columns(register: Register) -> Columns:
    """The rows as the columns of a table."""
    county = np.repeat(np.arange(len(register.county_rows) - 1, dtype=np.uint8), np.diff(register.county_rows))
    plain = {name: np.array(getattr(register, name)) for name in ("sex", "birth", "role", "household")}
    return {**plain, "county": county}


def by_index(register: Register, cells: Cells, asked: Question) -> Ask:
    """Our count of rows: without relatives the cells say it, with them the rows are looked at."""
    here = frozenset(asked.counties)
    son = Relative("child", Conditions(sex=1, birth=SONS, counties=here))
    pattern = Pattern(Conditions(sex=0, birth=BORN, counties=here), (son,) if asked.kin else ())
    return (lambda: len(persons_by_cell(register, cells, pattern))) if asked.kin else lambda: cells.size(pattern.person)


def by_duckdb(data: Columns) -> Callable[[Question], Ask]:
    """The peer DuckDB, the rows in a table of its own."""
    connection = importlib.import_module("duckdb").connect()
    connection.register("given", data)
    connection.execute("CREATE TABLE r AS SELECT * FROM given")

    def ask(asked: Question) -> Ask:
        place = [asked.counties[0], asked.counties[-1]]
        born, sons = ([year - FIRST_YEAR for year in years] for years in (BORN, SONS))
        values = [*place, *born, *place, *sons] if asked.kin else [*place, *born]
        sql = SQL_KIN if asked.kin else SQL
        return lambda: int(connection.execute(sql, values).fetchone()[0])

    return ask


def by_polars(data: Columns) -> Callable[[Question], Ask]:
    """The peer Polars, lazily."""
    polars = importlib.import_module("polars")
    frame = polars.DataFrame(data).lazy()
    column = polars.col

    def ask(asked: Question) -> Ask:
        inside = column("county").is_between(asked.counties[0], asked.counties[-1])
        born, sons = (tuple(year - FIRST_YEAR for year in years) for years in (BORN, SONS))
        women = frame.filter(inside & (column("sex") == 0) & column("birth").is_between(*born))
        if asked.kin:
            is_son = (column("sex") == 1) & (column("role") == 2) & column("birth").is_between(*sons)
            homes = frame.filter(inside & is_son).select("household").unique()
            women = women.filter(column("role") < 2).join(homes, on="household", how="semi")
        return lambda: int(women.select(polars.len()).collect().item())

    return ask


def model(asked: Question) -> tuple[Timing, Timing]:
    """Our count of persons: every question another one, by a day; and the same one asked again."""
    population = Population.load()
    days = iter(range(1, 10_000))
    first = date(BORN[0], 1, 1).toordinal()

    def fresh() -> object:
        birth = DateInterval(date.fromordinal(first + next(days)), date(BORN[1], 12, 31))
        return count(Facts(sex="f", birth=birth, origin=(asked.place,)), "A", population=population)

    return measure(fresh, runs=400, warm_up=20), measure(lambda: count(asked.facts, "A"), runs=400, warm_up=20)


def main() -> None:
    """Print a table for every question, and where a peer disagrees."""
    register, cells = made()
    data = columns(register)
    sides = {"duckdb": by_duckdb, "polars": by_polars}
    installed = {name: sides[name](data) for name in PEERS if importlib.util.find_spec(name)}
    print(machine(), f"{len(register):,} rows")
    for asked in QUESTIONS:
        index = by_index(register, cells, asked)
        asks = {name: make(asked) for name, make in installed.items()}
        times = {name: measure(ask, runs=15, warm_up=3) for name, ask in asks.items()}
        ours = measure(index, runs=50, warm_up=3)
        lines = [row("ours: rows", ours, f"{index():,}")]
        for name, time in times.items():
            same = "same number" if asks[name]() == index() else f"DIFFERS: {asks[name]():,}"
            lines.append(row(name, time, f"{ratio(ours, time)} as long; {same}"))
        if not asked.kin:
            new, again = model(asked)
            lines += [row("ours: count, a new question", new, "range of 3"), row("ours: count, asked before", again)]
        lines += [absent(name, f"pip install {name}") for name in PEERS if name not in installed]
        print(f"\n{asked.title}\n{table(lines)}")


if __name__ == "__main__":
    main()
