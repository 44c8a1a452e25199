"""The measurements' arithmetic: percentiles, ratios, units and tables."""

import pytest

from bench import _timing
from bench._timing import Timing


def test_every_run_but_the_warm_up_is_counted() -> None:
    calls: list[int] = []
    result = _timing.measure(lambda: calls.append(1), runs=5, warm_up=2)
    assert (len(calls), result.runs) == (7, 5)
    assert 0 <= result.min <= result.median <= result.p95


def test_fewer_than_one_run_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        _timing.measure(lambda: None, runs=0)


def test_the_figures_of_known_runs() -> None:
    assert _timing.timing([float(n) for n in range(20, 0, -1)]) == Timing(1.0, 10.5, 19.0, 20)
    assert _timing.timing([3.0]) == Timing(3.0, 3.0, 3.0, 1)


def test_two_sides_are_measured_in_turns() -> None:
    calls: list[str] = []
    one, other = _timing.measure_both(lambda: calls.append("a"), lambda: calls.append("b"), runs=3)
    assert "".join(calls) == "abababab"
    assert one.runs == other.runs == 3


def test_a_ratio_says_how_many_times_as_long_the_other_side_takes() -> None:
    assert _timing.ratio(Timing(1, 2, 3, 1), Timing(1, 25, 30, 1)) == "12.5×"
    assert _timing.ratio(Timing(0, 0, 0, 1), Timing(1, 1, 1, 1)) == "–"


@pytest.mark.parametrize(
    ("value", "text"), [(2.0, "2 s"), (0.0123, "12.3 ms"), (4.56e-5, "45.6 µs"), (7e-8, "70 ns")], ids=str
)
def test_a_duration_has_a_fitting_unit(value: float, text: str) -> None:
    assert _timing.seconds(value) == text


def test_a_table_has_a_line_for_each_row_and_says_which_peer_is_absent() -> None:
    lines = _timing.table(
        [_timing.row("ours", Timing(1, 2, 3, 4)), _timing.absent("theirs", "pip install x")]
    ).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("| what ")
    assert "not installed: pip install x" in lines[3]
    assert len({len(line) for line in lines}) == 1
