"""All claims about a kind of entity can be read in one stream; what does not stand is left out."""

from tests.vault.making import retract, say, supersede
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

SOURCE = new_id()


def test_claims_are_grouped_by_entity_and_told_oldest_first(vault: Vault) -> None:
    one, other = sorted((new_id(), new_id()))
    said = [say("가", entity=other), say("나", entity=one), say("다", entity=other), say("라", entity=one)]
    vault.record(said)
    assert list(vault.claims("person")) == [said[1], said[3], said[0], said[2]]


def test_claims_are_of_one_kind_and_if_wanted_of_some_properties_and_entities(vault: Vault) -> None:
    one, other = sorted((new_id(), new_id()))
    said = [say("가", entity=one), say("f", "sex", entity=one), say("나", entity=other)]
    vault.record([*said, say("제목", "title", entity=new_id(), kind="source")])
    assert list(vault.claims("person", ["name"])) == [said[0], said[2]]
    assert list(vault.claims("person", ids=[other, other])) == [said[2]]
    assert list(vault.claims("person", ids=[])) == []
    assert list(vault.claims("journey")) == []


def test_what_has_been_taken_back_replaced_or_removed_is_no_claim(vault: Vault) -> None:
    person = new_id()
    wrong, old, gone, kept = (say(text, entity=person) for text in "가나다라")
    new, back = supersede(old, "마"), retract(wrong)
    vault.record([wrong, old, gone, kept, back, new])
    vault.expunge([gone.id], reason="consent withdrawn")
    assert list(vault.claims("person", ["name"])) == [kept, new]
    vault.record([retract(back)])
    assert list(vault.claims("person")) == [wrong, kept, new]


def test_a_correction_under_another_property_still_counts(vault: Vault) -> None:
    person = new_id()
    wrong = say("가", entity=person)
    back = Statement(person, "person", "remark", "", SOURCE, act="retract", target=wrong.id)
    vault.record([wrong, back])
    assert list(vault.claims("person", ["name"])) == []


def test_the_stream_passes_many_entities_and_the_vault_can_be_used_meanwhile(vault: Vault) -> None:
    vault.record([say(str(number), entity=new_id()) for number in range(2100)])
    found: list[Statement] = []
    for claim in vault.claims("person"):
        if len(found) == 500:
            vault.record([say("f", "sex", entity=claim.entity)])
        found.append(claim)
    assert len({claim.entity for claim in found}) == 2100
    assert len(found) == 2100


def test_who_refers_to_some_entities_is_found_by_kind(vault: Vault) -> None:
    one, other, tie, event = new_id(), new_id(), new_id(), new_id()
    vault.record(
        [
            say(one.hex(), "person", entity=tie, kind="kin"),
            say(other.hex(), "relative", entity=tie, kind="kin"),
            say(one.hex(), "person", entity=event, kind="incident"),
        ]
    )
    assert vault.referring([one, other, new_id()], "kin") == (tie,)
    assert vault.referring([one], "incident") == (event,)
    assert vault.referring([], "kin") == ()


def test_what_refers_to_some_entities_is_given_as_far_as_it_stands(vault: Vault) -> None:
    one, other, event = new_id(), new_id(), new_id()
    kept = say(one.hex(), "person", entity=event, kind="incident")
    wrong = say(other.hex(), "person", entity=event, kind="incident")
    vault.record([kept, wrong, say(one.hex(), "by", entity=event, kind="incident")])
    assert vault.references([one, other], "incident", "person") == (kept, wrong)
    vault.record([Statement(event, "incident", "person", "", SOURCE, act="retract", target=wrong.id)])
    assert vault.references([one, other], "incident", "person") == (kept,)
    assert vault.references([one], "kin", "person") == ()
    assert vault.references([], "incident", "person") == ()
