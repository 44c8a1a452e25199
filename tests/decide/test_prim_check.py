import pytest

from underice.decide.prim_check import hypergeometric_tail


@pytest.mark.parametrize(
    ("cases", "drawn", "all_cases", "rows", "tail"),
    [
        (0, 5, 3, 10, 1.0),
        (3, 5, 3, 10, 1 / 12),
        (2, 2, 3, 10, 3 / 45),
        (1, 1, 4, 10, 0.4),
        (4, 5, 3, 10, 0.0),
    ],
)
def test_the_tail_is_the_share_of_blind_draws(cases: int, drawn: int, all_cases: int, rows: int, tail: float) -> None:
    assert hypergeometric_tail(cases, drawn, all_cases, rows) == pytest.approx(tail, abs=1e-12)
