"""The actions of a vault: who recorded what together, the latest first."""

import pytest

from tests.vault.making import PERSON, Place, retract, say
from underice.vault.errors import VaultDamaged
from underice.vault.view import View
from underice.vocabulary.statement import Statement, new_id


def test_actions_come_latest_first_with_who_when_and_about_what(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김영희"), say("f", prop="sex")], by="one", note="first")
        vault.record([say("박철수", entity=new_id())], by="two", note="second")
        later, earlier = vault.actions()
        assert (later.recorded.by, later.recorded.note, later.count, later.kinds) == ("two", "second", 1, {"person": 1})
        assert (earlier.recorded.by, earlier.count, earlier.kinds) == ("one", 2, {"person": 1})
        assert earlier.recorded.at <= later.recorded.at


def test_actions_can_be_leafed_through(place: Place) -> None:
    with place.create() as vault:
        for number in range(5):
            vault.record([say(str(number))])
        assert [one.recorded.bundle for one in vault.actions(limit=2)] == [5, 4]
        assert [one.recorded.bundle for one in vault.actions(before=4, limit=2)] == [3, 2]
        assert vault.actions(before=1) == ()


def test_what_one_action_recorded_is_told_with_what_became_of_it(place: Place) -> None:
    said = say("김영희")
    with place.create() as vault:
        vault.record([said, say("f", prop="sex")])
        vault.record([retract(said)])
        assert [(one.statement.value, one.stands) for one in vault.recorded_in(1)] == [("김영희", False), ("f", True)]
        assert [one.act for one in vault.recorded_in(2)] == ["retract"]
        assert vault.recorded_in(3) == ()
        assert len(vault.recorded_in(1, limit=1)) == 1


def test_what_was_expunged_is_still_an_action_without_its_content(place: Place) -> None:
    said: Statement = say("김영희")
    with place.create() as vault:
        vault.record([said])
        vault.expunge([said.id], reason="withdrawn")
        (line,) = vault.recorded_in(1)
        assert line.expunged
        assert line.statement.value == ""
        assert line.statement.entity == PERSON


def test_a_vault_says_whether_recovery_shares_were_given_out(place: Place) -> None:
    with place.create() as vault:
        assert not vault.recoverable
        vault.recovery_shares(2, 3)
        assert vault.recoverable


def test_an_action_shows_nothing_of_what_it_recorded(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김영희")], note="hidden")
        assert repr(vault.actions()[0]) == "Action(1, 1 statements)"


def test_an_action_whose_header_was_damaged_is_told_as_damage() -> None:
    with pytest.raises(VaultDamaged) as damage:
        View._decoded(7, b"no header")
    assert damage.value.bundle == 7
