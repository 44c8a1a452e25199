import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.sobol_points import DIMENSIONS, sobol_points


def test_the_first_points_are_those_of_the_book() -> None:
    points = np.floor(sobol_points(8, 3, None) * 8) / 8
    assert sorted(map(tuple, points.tolist())) == [  # Joe and Kuo (2008), Bratley and Fox (1988)
        (0.0, 0.0, 0.0),
        (0.125, 0.625, 0.375),
        (0.25, 0.75, 0.75),
        (0.375, 0.375, 0.625),
        (0.5, 0.5, 0.5),
        (0.625, 0.125, 0.875),
        (0.75, 0.25, 0.25),
        (0.875, 0.875, 0.125),
    ]


@given(st.integers(0, 2**32), st.integers(1, 8), st.integers(1, DIMENSIONS))
def test_every_coordinate_has_one_point_in_each_of_n_equal_parts(seed: int, log_n: int, dimensions: int) -> None:
    n = 2**log_n
    points = sobol_points(n, dimensions, seed)
    assert ((points > 0) & (points < 1)).all()
    cells = np.sort((points * n).astype(int), axis=0)
    assert (cells == np.arange(n)[:, None]).all()


def test_two_coordinates_have_a_point_in_each_elementary_box() -> None:
    points = sobol_points(64, 2, 7)
    for bits in range(7):
        cells = (points[:, 0] * 2**bits).astype(int) * 2 ** (6 - bits) + (points[:, 1] * 2 ** (6 - bits)).astype(int)
        assert len(set(cells.tolist())) == 64


def test_a_seed_gives_the_same_points_again_and_another_others() -> None:
    assert (sobol_points(32, 4, 9) == sobol_points(32, 4, 9)).all()
    assert (sobol_points(32, 4, 9) != sobol_points(32, 4, 8)).any()
    assert (sobol_points(16, 4, 9) == sobol_points(32, 4, 9)[:16]).all()


@pytest.mark.parametrize(("n", "dimensions"), [(0, 1), (3, 1), (2**31, 1), (4, 0), (4, DIMENSIONS + 1)])
def test_other_numbers_of_points_or_dimensions_are_refused(n: int, dimensions: int) -> None:
    with pytest.raises(ValueError, match=r"powers of two|dimensions"):
        sobol_points(n, dimensions)
