"""Nothing of a high class leaves the vault word for word."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exposure.gate.desk import GENTLE_TEXT, ON, Desk, gentle, named
from tests.exposure.making import reading
from underice.exposure.gate import Used
from underice.exposure.gate.quoting import _folded, quoted
from underice.exposure.reader.model import Person
from underice.vocabulary.statement import Statement, new_id


def test_an_address_that_stands_in_the_vault_does_not_go_out(desk: Desk) -> None:
    desk.record("person", address="Room 14, Ice Street 7")
    refused = desk.refused(gentle(f"{GENTLE_TEXT} She hid at room 14,  ice street 7."))
    assert refused.codes == ("quoted",)
    reason = refused.reasons[0]
    assert (reason.prop, reason.asked, reason.words) == ("person.address", 2, ("room 14,  ice street 7",))
    assert "Ice" not in repr(quoted(desk.vault, "Room 14, Ice Street 7", 2))


def test_a_helper_s_name_is_found_whoever_the_text_is_about(desk: Desk) -> None:
    desk.record("person", name="장하늘솔")
    refused = desk.refused(gentle(f"{GENTLE_TEXT} 장하늘솔에게 고맙다."))
    assert refused.reasons[0].prop == "person.name"
    assert refused.can_be_overridden


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("리영희", "이영희가 말했다", True),
        ("장하늘솔", "소장하늘솔이", False),
        ("가나", "가나가 이겼다", False),
        ("Brightwater", "the Brightwaters", False),
        ("Brightwater", "in BRIGHTWATER.", True),
        ("Brightwater", "in Brightwater에서", True),
        ("Ri", "a Ri", False),
        ("12-34-567", "call 12-34-567!", True),
        ("12-34-567", "call 112-34-567", False),
        ("a b c d e", "a  b\nc d e", True),
    ],
)
def test_words_are_found_as_whole_words_in_either_spelling(value: str, text: str, found: bool, desk: Desk) -> None:
    desk.vault.record([Statement(new_id(), "person", "name", value, new_id(), sensitivity=3)])
    assert bool(quoted(desk.vault, text, 2)) == found


def test_what_is_of_a_lower_class_or_public_already_may_be_quoted(desk: Desk) -> None:
    desk.record("person", remark="walked for nine days", occupation="glass blower")
    desk.record("publication", title="walked for nine days")
    desk.record("disclosure", words="the glass blower of the lake", value="glass blower")
    desk.cleared(gentle(f"{GENTLE_TEXT} She walked for nine days, the glass blower of the lake."))


def test_the_class_given_to_a_statement_counts_not_only_that_of_its_property(desk: Desk) -> None:
    one = new_id()
    desk.vault.record([Statement(one, "person", "remark", "walked for nine days", one, sensitivity=4)])
    assert desk.refused(gentle(f"{GENTLE_TEXT} Walked for nine days.")).codes == ("quoted",)
    assert desk.refused(gentle(f"{GENTLE_TEXT} Walked for nine days."), audience="family").codes == ("quoted",)


def test_what_was_taken_back_is_no_longer_looked_for(desk: Desk) -> None:
    one = Statement(new_id(), "person", "name", "Brightwater", new_id(), sensitivity=3)
    desk.vault.record([one])
    desk.vault.record([replace(one, id=new_id(), act="retract", target=one.id, value="")])
    assert quoted(desk.vault, "Brightwater", 2) == ()


def test_what_a_person_said_under_her_consent_may_be_quoted_with_it(desk: Desk) -> None:
    person = desk.record("person", name="Pak Sun-i", sex="f")
    consent = desk.record("consent", person=person.hex(), scope="publish_named")
    other = new_id()
    desk.vault.record(
        [Statement(other, "person", "remark", "the ice was singing", other, sensitivity=4, consent=consent)]
    )
    desk.knows(p1=person)
    text = f"{named().text} The ice was singing."
    spoken = replace(named(), text=text)
    assert "quoted" in desk.refused(spoken).codes
    desk.cleared(spoken, consents=(Used(consent, "asked for"),))


def test_a_public_figure_s_name_is_no_secret_of_the_vault(desk: Desk) -> None:
    desk.record("person", name="Minister Stonebridge")
    text = "Minister Stonebridge spoke. A woman from North Korea listened."
    people = [Person("p2", "public_figure", name="Minister Stonebridge"), gentle().persons[0]]
    words = [("Minister Stonebridge", "name", "p2"), ("woman", "sex", "p1")]
    desk.cleared(
        reading(text, people, [(word, "name" if ref == "p2" else "sex", ref) for word, _, ref in words], on=ON)
    )


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_every_folded_character_has_a_place_in_the_text(text: str) -> None:
    folded, places = _folded(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
