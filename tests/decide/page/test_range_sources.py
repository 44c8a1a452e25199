"""Where the shipped ranges come from is told in both languages."""

import re

import pytest

from underice.decide.page.range_sources import source
from underice.decide.ranges import shipped

_NUMBER = re.compile(r"\d{4,}")


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_source_is_told_in_korean_with_the_same_years(name: str) -> None:
    english, korean = source(name, "en"), source(name, "ko")
    assert english == (shipped()[name].source, True)
    assert korean[1]
    assert re.search("[가-힣]", korean[0])
    assert set(_NUMBER.findall(korean[0].replace(",", ""))) == set(_NUMBER.findall(english[0].replace(",", "")))


def test_no_source_is_told_of_what_is_no_parameter() -> None:
    with pytest.raises(KeyError):
        source("nothing", "ko")
