from dataclasses import replace

import apsw
import pytest

from tests.vault.making import PERSON, SOURCE, opened_of, retract, say, supersede, values
from underice.vault import cipher, view
from underice.vault.errors import ConsentExpunged, UnknownId, VaultDamaged
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id


def names(vault: Vault) -> list[str]:
    return values(vault.entity(PERSON).properties.get("name", ()))


def test_two_claims_stand_side_by_side_and_are_a_conflict(vault: Vault) -> None:
    vault.record([say("1974", "birth"), say("1976", "birth"), say("무산", "origin")])
    person = vault.entity(PERSON)
    assert person.kind == "person"
    assert values(person.properties["birth"]) == ["1974", "1976"]
    assert person.conflicts == ("birth",)


def test_the_same_value_from_two_sources_is_no_conflict(vault: Vault) -> None:
    vault.record([say("Kim Son-hui"), replace(say("KIM SON-HUI"), source=new_id())])
    assert vault.entity(PERSON).conflicts == ()
    assert set(vault.entity(PERSON).sources) == {claim.source for claim in vault.entity(PERSON).properties["name"]}


def test_what_is_taken_back_is_gone_from_the_view_and_kept_in_the_history(vault: Vault) -> None:
    first = say("김선희")
    vault.record([first])
    vault.record([replace(retract(first), value="선희라는 이름은 잘못 들음")], note="misheard")
    assert names(vault) == []
    assert vault.search("선희") == ()
    lines = vault.history(PERSON)
    assert [(line.act, line.stands, line.recorded.note) for line in lines] == [
        ("assert", False, ""),
        ("retract", False, "misheard"),
    ]
    assert lines[0].statement == first


def test_taking_back_a_replacement_brings_back_what_it_replaced(vault: Vault) -> None:
    first = say("김선희")
    second = supersede(first, "김순희")
    vault.record([first, second])
    assert names(vault) == ["김순희"]
    assert [hit.claim.value for hit in vault.search("선희")] == []
    vault.record([retract(second)])
    assert names(vault) == ["김선희"]
    assert [hit.claim.value for hit in vault.search("선희")] == ["김선희"]


def test_a_relation_is_shown_with_what_stands_about_it_and_its_sources(vault: Vault) -> None:
    tie, mother = new_id(), new_id()
    title = Statement(SOURCE, "source", "title", "어머니의 증언", SOURCE)
    wrong = say(PERSON.hex(), "from", tie, "kin")
    vault.record(
        [say("김선희"), say(PERSON.hex(), "to", tie, "kin"), say(mother.hex(), "from", tie, "kin"), wrong, title]
    )
    vault.record([retract(wrong)])
    person = vault.entity(PERSON)
    assert [(found.entity, found.kind, found.prop) for found in person.relations] == [(tie, "kin", "to")]
    assert values(person.relations[0].claims) == [PERSON.hex()]
    assert values(person.relations[0].properties["from"]) == [mother.hex()]
    assert values(person.sources[SOURCE]["title"]) == ["어머니의 증언"]


def test_an_entity_that_refers_to_itself_is_no_relation_of_its_own(vault: Vault) -> None:
    vault.record([say(PERSON.hex(), "same-as")])
    assert vault.entity(PERSON).relations == ()


def test_what_is_unknown_is_unknown(vault: Vault) -> None:
    for ask in (vault.entity, vault.history, vault.statement):
        with pytest.raises(UnknownId):
            ask(new_id())


def test_many_relations_are_all_found(vault: Vault) -> None:
    ties = [new_id() for _ in range(1100)]
    vault.record([say("김선희"), *(say(PERSON.hex(), "from", tie, "kin") for tie in ties)])
    assert {found.entity for found in vault.entity(PERSON).relations} == set(ties)


def test_nothing_shown_of_a_view_is_a_value(vault: Vault) -> None:
    vault.record([say("김선희"), say(PERSON.hex(), "from", new_id(), "kin")])
    person = vault.entity(PERSON)
    shown = repr((person, person.properties, person.relations, vault.history(PERSON), vault.search("선희")))
    assert "김선희" not in shown


def test_hits_with_the_words_as_typed_come_first(vault: Vault) -> None:
    vault.record([say("리영희"), say("이영희")])
    assert [(hit.claim.value, hit.exact) for hit in vault.search("리영희")] == [("리영희", True), ("이영희", False)]
    assert (vault.search("리영희")[0].entity, vault.search("리영희")[0].kind) == (PERSON, "person")
    assert vault.search("리영희", limit=0) == ()


def test_entities_come_in_pages_and_by_kind(vault: Vault) -> None:
    people = sorted(new_id() for _ in range(2300))
    vault.record([say("이름", entity=person) for person in people] + [say("곳", entity=new_id(), kind="place")])
    assert list(vault.entities("person")) == people
    assert len(list(vault.entities())) == 2301
    assert list(vault.entities("incident")) == []


def test_an_expunged_statement_keeps_its_place_and_loses_its_content(vault: Vault) -> None:
    first, second = say("김선희"), say("무산", "origin")
    vault.record([first, second])
    vault.expunge([first.id], reason="동의 철회", by="reporter")
    assert names(vault) == []
    assert vault.search("선희") == ()
    assert vault.statement(second.id) == second
    with pytest.raises(ConsentExpunged):
        vault.statement(first.id)
    lines = vault.history(PERSON)
    assert [(line.act, line.expunged, line.statement.value) for line in lines] == [
        ("assert", True, ""),
        ("assert", False, "무산"),
        ("expunge", False, "동의 철회"),
    ]


def test_expunging_a_replacement_does_not_bring_back_what_it_replaced(vault: Vault) -> None:
    first = say("김선희")
    second = supersede(first, "김순희")
    vault.record([first, second])
    vault.expunge([second.id], reason="consent withdrawn")
    assert names(vault) == []


def test_the_bundles_remembered_are_bounded(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "_REMEMBERED", 2)
    for number in range(4):
        vault.record([say(str(number))])
    assert [claim.recorded.bundle for claim in vault.entity(PERSON).properties["name"]] == [1, 2, 3, 4]


def test_a_statement_without_its_bundle_is_damage(vault: Vault, connection: apsw.Connection) -> None:
    vault.record([say("김선희")])
    cipher.fetch(connection, "DROP TRIGGER bundle_kept")
    cipher.fetch(connection, "DELETE FROM bundle")
    with pytest.raises(VaultDamaged, match="missing"):
        vault.entity(PERSON)


def test_a_hit_without_its_statement_is_damage(vault: Vault) -> None:
    vault.record([say("김선희")])
    cipher.fetch(opened_of(vault).connection, "INSERT INTO ft(rowid, b) VALUES(99, '김선 선희 희')")
    with pytest.raises(VaultDamaged, match="index"):
        vault.search("선희")
