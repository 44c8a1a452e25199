"""Damaged files: a clear answer or a right result, and never a broken intake."""

import pytest

from tests.intake.formats_fuzz import damaged
from tests.intake.formats_helpers import check_whole
from underice.intake.sniff import sniff


def check(count: int, seed: int) -> None:
    for reader, data in damaged(count, seed):
        intake = reader(data, name="x")
        check_whole(intake)
        assert intake == reader(data, name="x")
        assert intake.rows or intake.faults or not data.strip(b'\xef\xbb\xbf \r\n\t,;[]"\0\xff\xfe')
        sniff(data, "x", len(data))


def test_a_damaged_file_gives_a_whole_intake_the_same_each_time() -> None:
    check(400, 4)


@pytest.mark.soak
def test_tens_of_thousands_of_damaged_files_give_whole_intakes() -> None:
    check(40_000, 44)
