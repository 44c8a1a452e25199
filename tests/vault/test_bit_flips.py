"""One bit turned over anywhere: refused with the right error, or found by verification; never a changed value."""

import random
from pathlib import Path

import pytest

from tests.vault.harness.flipping import PARTS, Patient, Tally, flip, flip_inside, spread


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Patient:
    """A vault to be copied and damaged."""
    return Patient.made(tmp_path_factory.mktemp("patient"))


def _inside(patient: Patient, count: int, scratch: Path) -> Tally:
    chance, tally = random.Random(5), Tally()
    for _ in range(count):
        flip_inside(patient, scratch, chance, tally)
    return tally


@pytest.mark.parametrize("part", PARTS)
def test_a_flipped_bit_is_refused_with_the_right_error(part: str, patient: Patient, tmp_path: Path) -> None:
    assert not spread(patient, {part: 60}, tmp_path / "copy", 1).failures


@pytest.mark.parametrize("part", ["database", "log"])
def test_a_flipped_bit_in_the_first_bytes_is_refused(part: str, patient: Patient, tmp_path: Path) -> None:
    # Bytes 16 to 23 of the database are in the clear; the log begins with a header that is not encrypted at all.
    chance, tally = random.Random(2), Tally()
    for at in range(40):
        flip(patient, part, tmp_path / "copy", chance, tally, at)
    assert not tally.failures


def test_a_flipped_bit_in_a_value_encrypted_again_is_found(patient: Patient, tmp_path: Path) -> None:
    assert not _inside(patient, 60, tmp_path / "copy").failures


def test_a_copy_without_a_flipped_bit_is_good(patient: Patient, tmp_path: Path) -> None:
    # The control: what is copied, with a log waiting or without, opens and is whole.
    for part in ("database", "log", "whole-log"):
        tally = Tally()
        flip(patient, part, tmp_path / "copy", random.Random(3), tally, at=-1)
        assert tally.outcomes == {(part, "harmless"): 1}


@pytest.mark.soak
def test_ten_thousand_flipped_bits_are_refused_or_found(patient: Patient, tmp_path: Path) -> None:
    counts = {
        "database": 3100, "log": 1500, "whole-log": 1000, "slots": 1000, "keys": 500, "heads": 1000, "anchor": 500,
        "attachment": 800,
    }  # fmt: skip
    tally = spread(patient, counts, tmp_path / "copy", 4)
    inside = _inside(patient, 1000, tmp_path / "copy")
    assert (tally.outcomes + inside.outcomes).total() >= 10_000
    assert not tally.failures + inside.failures
