"""An import can be taken back whole: nothing of it stands, all of it stays in the history, and it can come in again."""

from datetime import date
from pathlib import Path

import pytest

from tests.intake.making import a_list, mother_and_son, person
from tests.vault.making import CHEAP, PASSPHRASE
from underice.intake.importing import Imported, Judged, record
from underice.intake.undoing import NoImport, imported, imports, undo
from underice.people import verdicts
from underice.people.dossier import read
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

TODAY = date(2026, 2, 9)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(
        tmp_path / "vault", passphrase=PASSPHRASE, writer="a", kdf=CHEAP, idle=None, device_dir=tmp_path / "device"
    )


def _import(vault: Vault, *judged: Judged) -> Imported:
    return record(mother_and_son(), vault, new_case="Arrest", original=b"as it came", today=TODAY, judged=judged)


def _known(vault: Vault) -> bytes:
    source, someone = new_id(), new_id()
    vault.record(
        [
            Statement(source, "source", "title", "an interview", source),
            Statement(someone, "person", "name", "최은실", source),
        ]
    )
    return someone


def test_an_import_tells_what_it_recorded(vault: Vault) -> None:
    done = _import(vault)
    seen = imported(vault, done.bundle)
    assert (seen.source, seen.case, set(seen.people)) == (done.source, done.case, set(done.people.values()))
    assert (seen.statements, seen.standing, seen.later) == (done.statements, done.statements, 0)
    assert [(one.bundle, one.source, one.stands) for one in imports(vault)] == [(done.bundle, done.source, True)]


def test_what_was_undone_stands_no_more_and_nothing_else_is_touched(vault: Vault) -> None:
    someone = _known(vault)
    done = _import(vault)
    assert undo(vault, done.bundle, note="wrong file") == done.statements
    assert set(read(vault)) == {someone.hex()}
    assert list(vault.claims("kin")) == []
    assert list(vault.claims("incident")) == []
    assert [one.value for one in vault.claims("source")] == ["an interview"]
    assert len(vault.history(done.source)) > 0
    assert vault.actions(limit=1)[0].recorded.note == "wrong file"
    assert not vault.verify().findings


def test_undoing_twice_changes_nothing_more(vault: Vault) -> None:
    done = _import(vault)
    undo(vault, done.bundle)
    count = vault.count()
    assert undo(vault, done.bundle) == 0
    assert vault.count() == count
    assert imported(vault, done.bundle).standing == 0
    assert [(one.title, one.stands) for one in imports(vault)] == [("list.txt", False)]


def test_a_list_that_was_taken_back_can_come_in_again(vault: Vault) -> None:
    first = _import(vault)
    undo(vault, first.bundle)
    again = _import(vault)
    assert again.statements == first.statements
    assert again.earlier is None
    assert again.source != first.source


def test_what_was_recorded_later_stays_and_is_counted(vault: Vault) -> None:
    done = _import(vault)
    mother = done.people["2"]
    vault.record([Statement(mother, "person", "alias", "실이", done.source)])
    other = _known(vault)
    verdicts.give(vault, mother, other, "same", "the same village")
    assert imported(vault, done.bundle).later == 2
    undo(vault, done.bundle)
    assert [one.value for one in vault.claims("person", ("alias",))] == ["실이"]
    assert len(verdicts.between(vault, mother, other)) == 1


def test_only_an_import_can_be_undone(vault: Vault) -> None:
    _known(vault)
    number = vault.actions(limit=1)[0].recorded.bundle
    for bundle in (number, number + 5):
        with pytest.raises(NoImport):
            undo(vault, bundle)
        with pytest.raises(NoImport):
            imported(vault, bundle)
    assert imports(vault) == ()


def test_who_is_who_is_recorded_with_the_list_in_one_action_and_goes_with_it(vault: Vault) -> None:
    someone = _known(vault)
    before = len(vault.actions())
    done = _import(
        vault, Judged("2", someone.hex(), "same", "mother of the boy"), Judged("3", someone.hex(), "not_same", "a boy")
    )
    assert len(vault.actions()) == before + 2  # the original, and the list
    found = verdicts.between(vault, done.people["2"], someone)
    assert [(one.answer, one.reason) for one in found] == [("same", "mother of the boy")]
    undo(vault, done.bundle)
    assert verdicts.standing(vault) == ()
    # The source of all own comparisons stays: later judgements may name it.
    assert verdicts.SOURCE_TITLE in [one.value for one in vault.claims("source", ("title",))]


def test_two_rows_of_one_list_can_be_judged_and_who_is_not_in_it_is_left_out(vault: Vault) -> None:
    intake = a_list(["1. 김영희", "2. 김영희"], [person("1", ("name", "김영희")), person("2", ("name", "김영희"))])
    judged = [
        Judged("1", "2", "same", "twice on the list"),
        Judged("9", "1", "same", "nobody"),
        Judged("1", "nonsense", "same", "no record"),
        Judged("1", "1", "same", "herself"),
    ]
    done = record(intake, vault, new_case="Arrest", today=TODAY, judged=judged)
    (verdict,) = verdicts.standing(vault)
    assert set(verdict.pair) == {done.people["1"].hex(), done.people["2"].hex()}
