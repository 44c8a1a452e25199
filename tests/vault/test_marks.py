"""Marks: a keyed hash by which a text is known again inside the vault, and by nobody outside it."""

import pytest

from tests.vault.making import Place
from underice.vault.errors import VaultLocked


def test_the_same_data_has_the_same_mark_after_opening_again(place: Place) -> None:
    with place.create() as vault:
        made = vault.mark("text", b"words")
    with place.open(read_only=True) as vault:
        assert vault.mark("text", b"words") == made
        assert len(made) == 32


def test_other_data_another_purpose_and_another_compartment_have_other_marks(place: Place) -> None:
    with place.create() as vault:
        vault.add_compartment("second")
        marks = {vault.mark("text", b"words"), vault.mark("text", b"word"), vault.mark("other", b"words")}
    with place.open(compartment="second") as vault:
        marks.add(vault.mark("text", b"words"))
    assert len(marks) == 4


def test_a_locked_vault_marks_nothing(place: Place) -> None:
    vault = place.create()
    vault.lock()
    with pytest.raises(VaultLocked):
        vault.mark("text", b"words")
