"""Statements of decisions replace what stood before, and an empty value takes it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.making import Place
from underice.decide.saying import Unkept, all_said, changed, said, values_of
from underice.vault.vault import Vault
from underice.vocabulary.statement import new_id


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Place(tmp_path / "vault", tmp_path / "device").create() as made:
        yield made


def test_an_empty_value_takes_back_what_stood(vault: Vault) -> None:
    one = new_id()
    vault.record(all_said(vault, one, "decision", {"title": "가", "minors": "아이", "choice": " "}, lang="ko"))
    assert values_of(vault.entity(one)) == {"title": "가", "minors": "아이"}
    vault.record(changed(vault, one, "decision", {"title": "나", "minors": "", "choice": ""}))
    assert values_of(vault.entity(one)) == {"title": "나"}
    assert changed(vault, one, "decision", {"title": "나"}) == []


def test_words_carry_their_language_and_every_statement_its_class(vault: Vault) -> None:
    title, minors = all_said(vault, new_id(), "decision", {"title": "가", "minors": "아이"}, lang="ko")
    assert (title.lang, minors.lang) == ("ko", None)
    assert (title.sensitivity, minors.sensitivity) == (1, 3)


def test_what_the_vocabulary_does_not_know_is_not_kept(vault: Vault) -> None:
    for kind, prop, value in (
        ("decision", "horn", "x"),
        ("decision", "incident", "0" * 32),
        ("run", "futures", "many"),
        ("belief", "date", "soon"),
    ):
        with pytest.raises(Unkept, match=kind):
            said(vault, new_id(), kind, prop, value)
