"""Another population from tables: fitting, reading, counting, and what is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.anonymity import count
from underice.exposure.facts import Facts
from underice.exposure.margins import BadMargins, Margin, fit
from underice.exposure.population import Population
from underice.vocabulary.intervals import DateInterval

DAY = date(2020, 12, 31)
BY_PLACE = "place,sex,count,kind\nN1,f,550,census\nN1,m,450,census\nS1,f,350,census\nS1,m,150,census\n"
BY_AGE = (
    "age,sex,count,kind\n0,f,300,estimate\n0,m,200,estimate\n1,f,200,estimate\n1,m,200,estimate\n"
    "2+,f,400,estimate\n2+,m,200,estimate\n"
)
BY_BOTH = (
    "place,age,count,kind\nN1,0,250,census\nN1,1,300,census\nN1,2+,450,census\n"
    "S1,0,250,census\nS1,1,100,census\nS1,2+,150,census\n"
)


def table(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    return [table(tmp_path, "place.csv", BY_PLACE), table(tmp_path, "age.csv", BY_AGE)]


def test_two_tables_that_share_an_axis_are_fitted_in_closed_form(tables: list[Path]) -> None:
    joint = fit([Margin.read(path) for path in tables])
    assert joint.rounds == 1
    place, sex, age = (joint.labels[name] for name in ("place", "sex", "age"))
    assert joint.axes == ("place", "sex", "age")
    found = joint.cells[place.index("N1"), sex.index("f"), age.index("2+")]
    assert found == pytest.approx(550 * 400 / 900)


def test_three_tables_are_fitted_by_iteration_and_all_hold(tables: list[Path], tmp_path: Path) -> None:
    joint = fit([Margin.read(path) for path in (*tables, table(tmp_path, "both.csv", BY_BOTH))])
    assert 1 < joint.rounds < 500
    assert joint.error < 1e-5
    assert np.allclose(joint.cells.sum(axis=(1, 2)), [1000, 500])
    assert joint.cells.sum(axis=1)[0, 2] == pytest.approx(450)


def test_people_from_elsewhere_are_counted_like_the_shipped_ones(tables: list[Path]) -> None:
    there = Population.from_margins(tables, DAY, {"N1": "N", "S1": "S"})
    assert there.places == {"N1", "S1", "N", "S"}
    assert count(Facts(sex="f", origin=("N",)), "A", population=there).mid == 550
    babies = count(Facts(birth=DateInterval.year(2020), origin=("N1",)), "A", population=there)
    assert babies.mid == round(550 * 300 / 900 + 450 * 200 / 600)
    assert {"margins", "margins_estimated", "age_by_place", "chance"} <= set(babies.assumptions)
    assert babies.low < babies.mid < babies.high


def test_a_table_of_ages_by_place_leaves_nothing_to_assume_of_them(tables: list[Path], tmp_path: Path) -> None:
    there = Population.from_margins([*tables, table(tmp_path, "both.csv", BY_BOTH)], DAY)
    babies = count(Facts(birth=DateInterval.year(2020), origin=("S1",)), "A", population=there)
    assert babies.mid == 250
    assert "age_by_place" not in babies.assumptions


def test_the_open_age_holds_the_oldest_and_nobody_is_born_after_the_tables(tables: list[Path]) -> None:
    there = Population.from_margins(tables, DAY)
    assert count(Facts(birth=DateInterval.year(1900, 2018)), "A", population=there).mid == 600
    assert count(Facts(birth=DateInterval.year(2021, 2030)), "A", population=there).mid == 1


@given(
    st.sampled_from(["f", "m", None]),
    st.sampled_from([(), ("N1",), ("S1",), ("N1", "S1")]),
    st.none() | st.builds(lambda a, n: DateInterval.year(a, a + n), st.integers(1990, 2022), st.integers(0, 9)),
)
def test_telling_more_never_raises_a_count_there_either(
    sex: str | None, origin: tuple[str, ...], birth: DateInterval | None
) -> None:
    with TemporaryDirectory() as folder:
        parts = [table(Path(folder), f"{n}.csv", text) for n, text in enumerate((BY_PLACE, BY_AGE))]
        there = Population.from_margins(parts, DAY)
    facts = Facts(sex="f" if sex == "f" else "m" if sex else None, birth=birth, origin=origin)
    told = count(facts, "A", population=there)
    for less in (replace(facts, sex=None), replace(facts, birth=None), replace(facts, origin=())):
        other = count(less, "A", population=there)
        assert told.low <= other.low
        assert told.mid <= other.mid
        assert told.high <= other.high


def test_a_fact_that_no_table_has_is_refused(tables: list[Path]) -> None:
    there = Population.from_margins(tables[:1], DAY)
    with pytest.raises(ValueError, match="no table"):
        there.expected(Facts(urban=True))
    with pytest.raises(ValueError, match="no table"):
        there.spread(Facts(birth=DateInterval.year(2000)))
    with pytest.raises(KeyError):
        there.expected(Facts(origin=("X",)))


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ((), "no-table"),
        (("place,count\nN,1\n",), "missing-column"),
        (("count,kind\n1,census\n",), "missing-column"),
        (("place,count,kind\nN,many,census\n",), "bad-value"),
        (("place,count,kind\nN,-1,census\n",), "bad-value"),
        (("place,count,kind\nN,1,rumour\n",), "bad-value"),
        (("place,count,kind\n,1,census\n",), "bad-value"),
        (("place,count,kind\nN,1,census\nN,2,census\n",), "said-twice"),
        ((BY_PLACE, "age,count,kind\n0,9,census\n"), "totals-differ"),
        (("age,count,kind\nold,9,census\n",), "bad-age"),
        (("age,count,kind\n0,9,census\n2,9,census\n",), "ages-with-gaps"),
        (("sex,count,kind\nx,9,census\n",), "bad-label"),
        (("place,sex,count,kind\nN,f,9,census\nS,m,9,census\n", "place,sex,count,kind\nN,m,9,census\nS,f,9,census\n"),
         "tables-contradict"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_fitted_say_why(texts: tuple[str, ...], code: str, tmp_path: Path) -> None:
    with pytest.raises(BadMargins) as fault:
        Population.from_margins([table(tmp_path, f"{n}.csv", text) for n, text in enumerate(texts)], DAY)
    assert fault.value.code == code


def test_too_many_cells_are_refused() -> None:
    many: dict[tuple[str, ...], float] = {(str(n),): 1.0 for n in range(5000)}
    with pytest.raises(BadMargins, match="too-many-cells"):
        fit([Margin(("one",), many, frozenset({"census"})), Margin(("two",), many, frozenset({"census"}))])
