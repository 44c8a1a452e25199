"""Nobody is identified without her recorded consent, for this audience, still standing, and a reason."""

from dataclasses import replace

import pytest

from tests.exposure.gate.desk import ON, Desk, named, told
from tests.exposure.making import reading
from underice.exposure.gate import Override, Used
from underice.exposure.gate.consents import allowed, read
from underice.exposure.policy import policies, policy
from underice.exposure.reader.model import KinTie, Person
from underice.vocabulary.statement import Statement, new_id

NAME = "Pak Sun-i"
WHY = "She wants her story told."


def _person(desk: Desk) -> bytes:
    return desk.record("person", name=NAME, sex="f", origin="KP")


def _consent(desk: Desk, person: bytes, *scope: str, **values: str | list[str]) -> Used:
    return Used(desk.record("consent", person=person.hex(), scope=list(scope) or ["publish_named"], **values), WHY)


def test_a_name_without_consent_is_refused(desk: Desk) -> None:
    refused = desk.refused(named())
    assert refused.codes == ("identified",)
    assert refused.can_be_overridden


def test_a_name_goes_out_with_consent_and_a_reason_and_both_are_kept(desk: Desk) -> None:
    person = _person(desk)
    used = _consent(desk, person, given="2026-01")
    desk.knows(p1=person)
    desk.cleared(named(), consents=(used,))
    said = dict(desk.said("clearance"))
    assert (said["consent"], said["reason"]) == (used.consent.hex(), WHY)
    assert repr(used) == "Used(hidden)"


def test_her_name_in_the_text_is_enough_to_know_whose_consent_it_must_be(desk: Desk) -> None:
    used = _consent(desk, _person(desk))
    desk.knows()
    desk.cleared(named(), consents=(used,))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"given": "2026-02-15"}, "not_yet"),
        ({"until": "2026-02-13"}, "expired"),
        ({"scope": ["keep", "statistics"]}, "scope"),
    ],
)
def test_a_consent_that_does_not_allow_it_is_refused_with_the_state_it_is_in(
    values: dict[str, str | list[str]], state: str, desk: Desk
) -> None:
    person = _person(desk)
    desk.knows(p1=person)
    consent = desk.record("consent", person=person.hex(), **{"scope": ["publish_named"], **values})
    refused = desk.refused(named(), consents=(Used(consent, WHY),))
    assert refused.codes == ("consent_unknown", "identified")
    assert (refused.reasons[0].records, refused.reasons[0].words) == ((consent,), (state,))


def test_the_last_day_of_a_consent_still_counts(desk: Desk) -> None:
    person = _person(desk)
    used = _consent(desk, person, given="2026-02-14", until="2026-02-14")
    desk.knows(p1=person)
    desk.cleared(named(), consents=(used,))


def test_a_withdrawn_consent_is_refused_and_nobody_can_override_that(desk: Desk) -> None:
    person = _person(desk)
    used = _consent(desk, person, withdrawn="2026-02-01")
    desk.knows(p1=person)
    for consents in ((used,), ()):
        refused = desk.refused(named(), consents=consents, override=Override("why", desk.second()))
        assert set(refused.codes) == {"consent_withdrawn"}
        assert not refused.can_be_overridden


def test_a_new_consent_after_one_that_was_withdrawn_counts(desk: Desk) -> None:
    person = _person(desk)
    _consent(desk, person, withdrawn="2025")
    used = _consent(desk, person)
    desk.knows(p1=person)
    desk.cleared(named(), consents=(used,))


def test_what_is_no_consent_or_nobody_s_or_without_a_reason_is_refused(desk: Desk) -> None:
    person = _person(desk)
    desk.knows(p1=person)
    nobody = desk.record("consent", scope="publish_named")
    for consent, state in ((person, "unknown"), (new_id(), "unknown"), (nobody, "nobody")):
        refused = desk.refused(named(), consents=(Used(consent, WHY),))
        assert refused.reasons[0].words == (state,)
    good = _consent(desk, person)
    refused = desk.refused(named(), consents=(Used(good.consent, "  "),))
    assert refused.codes == ("consent_unknown",)
    assert refused.reasons[0].words == ("reason",)


def test_another_person_s_consent_is_not_hers(desk: Desk) -> None:
    used = _consent(desk, desk.record("person", name="An Other"))
    desk.knows(p1=_person(desk))
    assert desk.refused(named(), consents=(used,)).codes == ("consent_unused", "identified")


def test_without_what_the_vault_knows_nobody_can_be_tied_to_a_consent(desk: Desk) -> None:
    used = _consent(desk, _person(desk))
    desk.known = None
    assert desk.refused(named(), consents=(used,)).codes == ("consent_unused", "identified")


def test_what_consents_came_to_is_not_shown_when_printed(desk: Desk) -> None:
    person = _person(desk)
    used = _consent(desk, person)
    desk.knows(p1=person)
    found = allowed(desk.vault, desk.check(named()), policy("public"), (used,), ON)
    assert repr(found) == "Allowed(1 people, hidden)"
    assert person.hex() in found.persons


def test_conditions_of_a_consent_have_to_be_seen(desk: Desk) -> None:
    person = _person(desk)
    used = _consent(desk, person, conditions=["Not before my brother is out."])
    desk.knows(p1=person)
    refused = desk.refused(named(), consents=(used,))
    assert refused.codes == ("conditions",)
    assert refused.reasons[0].words == ("Not before my brother is out.",)
    desk.cleared(named(), consents=(used,), acknowledged=("conditions",))


def test_each_relative_found_through_a_name_is_asked_as_well(desk: Desk) -> None:
    person = _person(desk)
    used = _consent(desk, person)
    desk.knows(p1=person)
    text = "Pak Sun-i, a woman from North Korea, and her mother."
    mother = Person("p2", "kin", sex="f", kin_of=(KinTie("p1", "parent"),))
    daughter = Person("p1", "at_risk", name=NAME, sex="f", origin=("KP",), kin_of=(KinTie("p2", "child"),))
    both = reading(text, [daughter, mother], [(NAME, "name", "p1"), ("mother", "kin", "p2")], on=ON)
    refused = desk.refused(both, consents=(used,))
    assert "identified" in refused.codes
    assert next(one.refs for one in refused.reasons if one.code == "identified") == ("p2",)


def test_where_nobody_may_be_identified_no_consent_helps(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    never = replace(policies()["public"], identify="never")
    monkeypatch.setattr("underice.exposure.gate.clearing.policy", lambda _audience: never)
    person = _person(desk)
    used = _consent(desk, person)
    desk.knows(p1=person)
    assert "identified" in desk.refused(named(), consents=(used,)).codes


def test_dates_that_cannot_be_read_do_not_make_a_consent_longer(desk: Desk) -> None:
    person = _person(desk)
    for prop, state in (("until", "expired"), ("given", "not_yet")):
        consent = desk.record("consent", person=person.hex(), scope="publish_named")
        desk.vault.record([Statement(consent, "consent", prop, "some day", consent)])
        found = read(desk.vault, consent, policy("public"), ON)
        assert found.state == state
        assert repr(found) == f"Consent({state}, hidden)"


def test_a_person_named_in_a_text_whom_nobody_registered_needs_consent_too(desk: Desk) -> None:
    desk.knows()
    text = "Kim Nobody, a woman from North Korea."
    other = told(
        text, Person("p1", "at_risk", name="Kim Nobody", sex="f", origin=("KP",)), ("Kim Nobody", "name", "p1")
    )
    assert desk.refused(other).codes == ("identified",)
