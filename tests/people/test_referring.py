"""Which record is meant: by its id, the beginning of it, a name in any script, or words of its title."""

from pathlib import Path

import pytest

from tests.vault.making import CHEAP, PASSPHRASE
from underice.people.recording import Frame, date_of, recent_sources, retraction
from underice.people.referring import meant
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(
        tmp_path / "vault", passphrase=PASSPHRASE, writer="a", kdf=CHEAP, idle=None, device_dir=tmp_path / "device"
    )


def _said(vault: Vault, kind: str, prop: str, value: str, source: bytes | None = None) -> bytes:
    entity = new_id()
    vault.record([Statement(entity, kind, prop, value, source or entity)])
    return entity


def test_an_id_or_its_beginning_means_that_record_if_it_is_of_a_kind_that_fits(vault: Vault) -> None:
    call = _said(vault, "source", "title", "a call in the evening")
    person = _said(vault, "person", "name", "남궁하늘", call)
    assert meant(vault, ("person",), person.hex()) == (person,)
    assert meant(vault, ("person",), person.hex()[:10].upper()) == (person,)
    assert meant(vault, ("source",), person.hex()) == ()


def test_a_person_is_meant_by_her_name_in_any_script(vault: Vault) -> None:
    call = _said(vault, "source", "title", "a call")
    one = _said(vault, "person", "name", "최은실", call)
    _said(vault, "person", "name", "김철수", call)
    assert meant(vault, ("person",), "Choe Un Sil") == (one,)
    assert meant(vault, ("person",), "  ") == ()


def test_other_records_are_meant_by_words_what_they_are_called_first(vault: Vault) -> None:
    call = _said(vault, "source", "title", "evening call")
    incident = _said(vault, "incident", "title", "arrest in the evening", call)
    other = _said(vault, "incident", "description", "in the evening two men came", call)
    assert meant(vault, ("incident",), "evening") == (incident, other)
    assert meant(vault, ("incident", "source"), "evening", most=1) in {(incident,), (call,)}


def test_the_source_used_last_comes_first_and_a_list_stands_for_its_rows(vault: Vault) -> None:
    first, second = (_said(vault, "source", "title", title) for title in ("first", "second"))
    row = new_id()
    vault.record(
        [
            Statement(row, "source", "part_of", first.hex(), first),
            Statement(row, "source", "text", "1. 남궁하늘", row),
        ]
    )
    _said(vault, "person", "name", "남궁하늘", row)
    assert recent_sources(vault, 9) == (first, second)
    assert recent_sources(vault, 1) == (first,)


def test_a_source_that_was_taken_back_is_not_offered(vault: Vault) -> None:
    source = _said(vault, "source", "title", "wrong")
    (line,) = vault.history(source)
    vault.record([retraction(line.statement, Frame(source))])
    assert recent_sources(vault, 9) == ()


def test_a_source_tells_when_it_spoke(vault: Vault) -> None:
    source = _said(vault, "source", "date", "2024-05-03")
    assert date_of(vault, source) == "2024-05-03"
    assert date_of(vault, _said(vault, "source", "title", "undated")) is None
    assert date_of(vault, _said(vault, "person", "name", "남궁하늘", source)) is None
