"""The day of publication as people type it."""

from datetime import date

import pytest

from underice.cli.days import publication_day
from underice.cli.errors import Problem


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-14", "2026-2-14", "2026.2.14", "2026.02.14.", "2026/02/14", "20260214", " 2026-02-14 ",
        "2026년 2월 14일", "2026년2월14일", "14 February 2026", "February 14, 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(value: str) -> None:
    assert publication_day(value) == date(2026, 2, 14)


@pytest.mark.parametrize(
    "value", ["", "tomorrow", "2026-02-30", "2026-13-01", "14/02/26", "2026", "February 2026", "x" * 999]
)
def test_what_is_no_day_is_told_as_such(value: str) -> None:
    with pytest.raises(Problem) as problem:
        publication_day(value)
    assert problem.value.code == "bad_date"


def test_a_day_before_1900_is_told_as_such() -> None:
    with pytest.raises(Problem) as problem:
        publication_day("1899-12-31")
    assert problem.value.code == "early_date"
