"""Codes: one name against an array gives what the pairs give."""

import numpy as np
import pytest

from underice.people.codes import code, encode, paired, scan, text_of

NAMES = ["김철수", "Kim Chol Ho", "朴英鎬", "이영희", "남궁민", "John Smith", "허준"]


def test_codes_say_the_likeliest_reading() -> None:
    assert [text_of(row) for row in encode(NAMES)] == ["김철수", "김철호", "박영호", "이영희", "남궁민", "", "허준"]


def test_a_name_has_as_many_codes_as_readings_asked_for() -> None:
    assert len(code("Lee Young Su", 5)) == 5
    assert code("!").shape == (0, 3)


@pytest.mark.parametrize(
    ("name", "place"),
    [("Kim Chol Su", 0), ("Pak Yong Ho", 2), ("Ri Yong Hui", 3), ("Namgung Min", 4), ("Hŏ Chun", 6), ("金哲洙", 0)],
)
def test_a_scan_finds_the_name_in_another_script(name: str, place: int) -> None:
    found = scan(name, encode(NAMES))
    assert int(np.argmax(found)) == place
    assert found[place] > 5


def test_a_scan_for_no_name_finds_nothing() -> None:
    assert np.isneginf(scan("!", encode(NAMES))).all()


def test_a_given_name_alone_is_found_by_its_syllables() -> None:
    assert int(np.argmax(scan("Chol-su", encode(NAMES)))) == 0


def test_rows_are_weighed_pair_by_pair() -> None:
    left = encode(["김철수", "김철수", "리영희", "표철수"])
    right = encode(["Kim Chol Su", "박영호", "이영희", "표철수"])
    found = paired(left, right)
    assert found[0] > 8
    assert found[1] < -20
    assert found[2] > 8
    assert found[3] > found[0]
