"""Juche years."""

from __future__ import annotations

import pytest

from underice.vocabulary.juche import from_juche, to_juche


def test_juche_101_is_2012() -> None:
    assert from_juche(101) == 2012
    assert to_juche(2012) == 101


def test_there_is_no_juche_year_before_1912() -> None:
    with pytest.raises(ValueError, match="1911"):
        to_juche(1911)
    with pytest.raises(ValueError, match="begin with 1"):
        from_juche(0)
