"""Every assumption has a range, a source, and a sentence."""

import pytest

from underice.exposure.assumptions import (
    TEXTS,
    UNITS,
    assumption,
    assumptions,
    codes_in_order,
    describe,
    source,
    unit,
)


def test_every_assumption_has_an_ordered_range_and_a_source() -> None:
    for known in assumptions().values():
        assert known.low <= known.default <= known.high, known.code
        assert len(known.source) > 15, known.code
        assert known.unit, known.code


def test_every_text_can_be_said_in_english_without_leftover_fields() -> None:
    for code in TEXTS:
        said = describe(code, "en")
        assert "{" not in said, code
        assert said.endswith("."), code


def test_the_range_in_the_sentence_is_that_of_the_table() -> None:
    assert "1 to 5 absent people" in describe("multiplier", "en")
    assert "2025" in describe("after_last_year", "en")


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        describe("nothing_of_the_kind", "en")
    with pytest.raises(KeyError):
        codes_in_order(("nothing_of_the_kind",))
    with pytest.raises(KeyError):
        assumption("nothing_of_the_kind")


def test_codes_come_once_and_in_the_order_of_the_table() -> None:
    assert codes_in_order(("chance", "camps", "chance")) == ("camps", "chance")


def test_every_unit_and_every_source_is_said_in_both_languages() -> None:
    assert {one.unit for one in assumptions().values()} == set(UNITS)
    assert [code for code in assumptions() if not source(code, "ko")[1]] == []
    assert [code for code in assumptions() if unit(code, "ko") == unit(code, "en")] == []
    assert source("camps_home", "en")[0] == assumption("camps_home").source
