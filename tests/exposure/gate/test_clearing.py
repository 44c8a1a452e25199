"""The decision: what is let out, what is refused and why, who can override it, and that the record comes first."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from tests.exposure.gate.desk import (
    GENTLE,
    GENTLE_TEXT,
    NAMED_TEXT,
    ON,
    SECOND,
    Desk,
    gentle,
    named,
    narrow,
    told,
)
from tests.exposure.making import MUSAN, SHENYANG, reading
from tests.vault.making import CHEAP
from underice.exposure import signing
from underice.exposure.gate import Cleared, Draft, Examined, Override, Refused, SignOff, clear, examine, record
from underice.exposure.gate.reasons import ACKNOWLEDGED, CHECKLIST, OVERRIDABLE
from underice.exposure.policy import policies
from underice.exposure.reader.model import Event, KinTie, Notice, Person
from underice.exposure.signing import signature_holds
from underice.vault.errors import VaultError, VaultReadOnly
from underice.vault.vault import Vault

ARRESTED = Event("arrest", "2026-02-08", (SHENYANG,))


def test_what_fits_many_goes_out_and_is_recorded_with_its_numbers(desk: Desk) -> None:
    cleared = desk.cleared(gentle())
    said = dict(desk.said("clearance"))
    assert (said["title"], said["audience"], said["published"]) == ("Appeal", "public", "2026-02-14")
    assert (said["text"], said["language"], said["signed_by"], said["smallest"]) == (GENTLE_TEXT, "en", "기록자", "20")
    assert f'"households": {cleared.numbers[0].households}' in said["finding"]
    assert {value for prop, value in desk.said("clearance", "acknowledged")} == set(CHECKLIST)
    assert said["mark"] == record.mark(desk.vault, GENTLE_TEXT, "public", ON).hex()


def test_what_fits_few_is_refused_with_the_numbers_and_the_words(desk: Desk) -> None:
    refused = desk.refused(narrow())
    assert refused.codes == ("few_households",)
    reason = refused.reasons[0]
    assert (reason.refs, reason.asked) == (("p1",), 20)
    assert reason.numbers[0] < 20
    assert {refused.check.reading.text[span.start : span.end] for span in reason.spans} <= {"woman", "38", "Musan"}
    assert repr(refused) == "Refused(few_households)"


def test_each_audience_is_held_to_its_own_k(desk: Desk) -> None:
    low = desk.check(narrow()).persons[0].low_households
    assert low is not None
    for audience, asked in policies().items():
        answer = desk.ask(narrow(), audience=audience)
        assert isinstance(answer, Refused) == (low < asked.households), audience


def test_the_gate_counts_itself_whatever_k_the_check_was_made_with(desk: Desk) -> None:
    sign_off = SignOff("기록자", acknowledged=frozenset(CHECKLIST))
    lenient = replace(desk.check(narrow(), k=1), persons=())
    answer = clear(Draft(narrow().text), check=lenient, audience="public", sign_off=sign_off, vault=desk.vault)
    assert isinstance(answer, Refused)
    assert answer.codes == ("few_households",)


def test_an_unknown_audience_is_a_key_error(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.ask(gentle(), audience="everybody")


@pytest.mark.parametrize("left_out", CHECKLIST)
def test_each_line_of_the_checklist_has_to_be_looked_at(left_out: str, desk: Desk) -> None:
    rest = tuple(one for one in CHECKLIST if one != left_out)
    assert desk.refused(gentle(), checklist=rest).codes == (left_out,)


def test_what_no_table_counts_has_to_be_acknowledged_and_is_kept_with_its_words(desk: Desk) -> None:
    text = "A woman from North Korea with a scar was arrested."
    scarred = told(
        text, replace(GENTLE, distinguishing=("scar",)), ("woman", "sex", "p1"), ("with a scar", "distinguishing", "p1")
    )
    refused = desk.refused(scarred)
    assert refused.codes == ("unmodelled",)
    assert [text[span.start : span.end] for span in refused.reasons[0].spans] == ["with a scar"]
    assert not refused.can_be_overridden
    desk.cleared(scarred, acknowledged=("unmodelled",))
    assert ("acknowledged", "unmodelled: with a scar") in desk.said("clearance", "acknowledged")


def test_another_text_than_the_one_checked_is_refused(desk: Desk) -> None:
    assert desk.refused(gentle(), text=f"{GENTLE_TEXT} And her son.").codes == ("text_differs",)


def test_the_same_text_in_another_unicode_form_is_the_same(desk: Desk) -> None:
    text = "북한에서 온 여성이 체포됐다."
    korean = reading(text, [GENTLE], [("여성", "sex", "p1")], lang="ko", on=ON)
    cleared = desk.cleared(korean, text=unicodedata.normalize("NFD", text))
    assert cleared.text == text
    assert cleared.content.record == desk.cleared(korean).content.record


def test_a_draft_without_a_day_cannot_go_out(desk: Desk) -> None:
    assert desk.refused(replace(gentle(), date=None)).codes == ("date_missing",)


def test_a_draft_read_in_part_cannot_go_out(desk: Desk) -> None:
    cut = replace(gentle(), notices=(Notice("text_truncated", fields={"read": 1, "total": 2}),))
    assert desk.refused(cut).codes == ("not_read_whole",)


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\u202e", "\ufeff", "\x00", "\x1b", "\ue000", "\U000e0041"])
def test_characters_that_nobody_sees_do_not_go_out(char: str, desk: Desk) -> None:
    refused = desk.refused(gentle(f"{GENTLE_TEXT}{char}"))
    assert refused.codes == ("hidden_characters",)
    assert refused.reasons[0].words == (f"U+{ord(char):04X}",)


def test_a_text_too_long_for_the_vault_is_refused_before_it_is_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("underice.exposure.gate.reasons.LONGEST", 10)
    assert desk.refused(gentle()).codes == ("too_long",)


def test_contradictory_facts_are_no_leave_to_go_out(desk: Desk) -> None:
    unborn = told("A woman from Musan born in 2030.", Person("p1", "at_risk", sex="f", origin=(MUSAN,)))
    future = replace(unborn.persons[0], birth=narrow().persons[0].birth, events=(Event("arrival", "1980"),))
    assert "inconsistent" in desk.refused(replace(unborn, persons=(future,))).codes


def test_the_dead_are_not_counted_but_their_family_is(desk: Desk) -> None:
    text = "Her husband, Ri Chol, died. A woman from North Korea."
    husband = Person("p2", "kin", name="Ri Chol", sex="m", events=(Event("death"),), kin_of=(KinTie("p1", "spouse"),))
    widow = replace(GENTLE, kin_of=(KinTie("p2", "spouse"),))
    found = reading(text, [widow, husband], [("Ri Chol", "name", "p2"), ("woman", "sex", "p1")], on=ON)
    refused = desk.refused(found)
    assert refused.codes == ("identified",)
    assert refused.reasons[0].refs == ("p1",)


def test_an_author_signs_his_own_name_but_not_that_of_his_family(desk: Desk) -> None:
    text = "By Han Saebom. My mother stayed behind."
    author = Person("p1", "author", name="Han Saebom", kin_of=(KinTie("p2", "child"),))
    mother = Person("p2", "kin", sex="f", kin_of=(KinTie("p1", "parent"),))
    found = reading(text, [author, mother], [("Han Saebom", "name", "p1"), ("mother", "kin", "p2")], on=ON)
    refused = desk.refused(found)
    assert refused.codes == ("identified",)
    assert refused.reasons[0].refs == ("p2",)


def test_a_small_group_is_refused_only_where_the_policy_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Twelve people were arrested in Shenyang on 8 February; one is a woman from North Korea."
    group = Person("p2", "at_risk", group=12, events=(ARRESTED,))
    one = replace(GENTLE, kin_of=(KinTie("p2", "other"),))
    found = reading(text, [one, group], [("woman", "sex", "p1"), ("Twelve people", "group_size", "p2")], on=ON)
    strict = replace(policies()["public"], insider="refuse")
    with monkeypatch.context() as patched:
        patched.setattr("underice.exposure.gate.clearing.policy", lambda _audience: strict)
        refused = desk.refused(found)
    assert refused.codes == ("small_group",)
    assert refused.reasons[0].numbers == (12, 12)
    assert {one.ref: one.group for one in desk.cleared(found).numbers} == {"p1": 12, "p2": 12}


def test_with_no_small_group_a_strict_policy_says_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = replace(policies()["public"], insider="refuse")
    monkeypatch.setattr("underice.exposure.gate.clearing.policy", lambda _audience: strict)
    desk.cleared(gentle())


def test_a_reason_and_a_second_person_override_what_may_be_outweighed(desk: Desk) -> None:
    override = Override(" She asked for it. ", desk.second())
    cleared = desk.cleared(narrow(), override=override)
    said = dict(desk.said("clearance"))
    signer = signing.signers(desk.vault)[0]
    assert cleared.content.second == SECOND
    assert (said["reason"], said["second"]) == ("She asked for it.", signer.entity.hex())
    assert said["overridden"].startswith("few_households p1 ")
    mark = record.mark(desk.vault, narrow().text, "public", ON)
    message = record.second_message(mark, [said["overridden"]], said["reason"], "기록자")
    assert signature_holds(signer.public, message, bytes.fromhex(said["signature"]))
    other = record.second_message(mark, [said["overridden"]], "another reason", "기록자")
    assert not signature_holds(signer.public, other, bytes.fromhex(said["signature"]))


def test_an_override_without_a_reason_is_refused(desk: Desk) -> None:
    answer = desk.refused(narrow(), override=Override("  ", (desk.second())))
    assert answer.codes == ("few_households", "override_without_reason")


def test_nobody_overrides_alone(desk: Desk) -> None:
    key = desk.second()
    assert desk.refused(narrow(), override=Override("why", key), by=SECOND).codes == ("few_households", "same_person")


def test_a_second_person_whom_the_vault_does_not_know_or_no_longer_is_refused(desk: Desk) -> None:
    key = desk.second()
    signing.withdraw(desk.vault, signing.signers(desk.vault)[0].entity, ON)
    assert desk.refused(narrow(), override=Override("why", key)).codes == ("few_households", "withdrawn_signer")
    fresh = signing.unlock(signing.make("새 사람", "다섯 낱말", CHEAP), "다섯 낱말")
    assert desk.refused(narrow(), override=Override("why", fresh)).codes == ("few_households", "unknown_signer")


def test_an_override_does_not_reach_what_is_about_the_text_itself(desk: Desk) -> None:
    override = Override("why", desk.second())
    refused = desk.refused(narrow(), override=override, text=f"{narrow().text} More.")
    assert refused.codes == ("text_differs",)
    assert not refused.can_be_overridden
    assert desk.refused(narrow()).can_be_overridden
    assert not set(ACKNOWLEDGED) & OVERRIDABLE


def test_where_nothing_is_to_be_overridden_no_second_signature_is_kept(desk: Desk) -> None:
    assert desk.cleared(gentle(), override=Override("", desk.second())).content.second is None
    assert desk.said("clearance", "signature", "second", "overridden") == []


def test_asking_twice_records_once_and_gives_what_was_cleared_then(desk: Desk) -> None:
    first = desk.cleared(narrow(), override=Override("why", desk.second()))
    before = desk.vault.count()
    again = desk.cleared(narrow(), override=Override("why", desk.second()), by="다른 사람")
    assert desk.vault.count() == before
    assert again is not first
    assert replace(again.content, signed_at=0) == replace(first.content, signed_at=0)
    assert again.content.second == SECOND


def test_another_audience_or_day_is_another_clearance(desk: Desk) -> None:
    records = {desk.cleared(gentle()).content.record, desk.cleared(gentle(), audience="un").content.record}
    records.add(desk.cleared(replace(gentle(), date=date(2026, 2, 15))).content.record)
    assert len(records) == 3


def test_a_vault_that_cannot_be_written_clears_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise VaultReadOnly("opened-read-only")

    monkeypatch.setattr(Vault, "record", full)
    with pytest.raises(VaultError):
        desk.ask(gentle())


def test_clearance_and_ledger_are_one_action(desk: Desk) -> None:
    person = desk.record("person", sex="f", origin="KP")
    desk.knows(p1=person)
    before = len(desk.vault.history(person))
    cleared = desk.cleared(gentle())
    publication = bytes.fromhex(dict(desk.said("clearance"))["publication"])
    bundles = {
        line.recorded.bundle for id_ in (cleared.content.record, publication) for line in desk.vault.history(id_)
    }
    assert len(bundles) == 1
    assert len(desk.vault.history(person)) == before
    assert {value for prop, value in desk.said("disclosure", "fact")} == {"sex", "origin"}
    assert {value for prop, value in desk.said("disclosure", "about")} == {person.hex()}


def test_the_ledger_gains_nothing_for_audiences_that_make_nothing_public(desk: Desk) -> None:
    desk.knows(p1=desk.record("person", sex="f", origin="KP"))
    desk.cleared(gentle(), audience="internal")
    assert desk.said("disclosure") == []
    assert "publication" not in dict(desk.said("clearance"))


def test_who_may_be_registered_has_to_be_settled_first(desk: Desk) -> None:
    person = desk.record("person", sex="f", origin=MUSAN, birth="1987")
    desk.knows()
    refused = desk.refused(narrow(), audience="internal")
    assert refused.codes == ("unsettled",)
    assert refused.reasons[0].records == (person,)
    desk.cleared(narrow(), audience="internal", acknowledged=("unsettled",))
    desk.knows(p1=None)
    desk.cleared(narrow(), audience="internal")


def test_what_became_public_since_the_check_counts(desk: Desk) -> None:
    person = desk.record("person", sex="f")
    desk.knows(p1=person)
    check = desk.check(gentle())
    text = desk.record("publication", title="Older text", date="2024")
    for fact, value in (("origin", MUSAN), ("birth", "1987-09-03")):
        desk.record("disclosure", about=person.hex(), publication=text.hex(), fact=fact, value=value)
    sign_off = SignOff("기록자", acknowledged=frozenset(CHECKLIST))
    answer = clear(Draft(gentle().text), check=check, audience="public", sign_off=sign_off, vault=desk.vault)
    assert isinstance(answer, Refused)
    assert answer.codes == ("few_households",)


def test_nothing_of_the_people_is_shown_when_things_are_printed(desk: Desk) -> None:
    key = desk.second()
    shown = " ".join(map(repr, (Draft("secret"), Override("secret", key), SignOff("secret"), desk.refused(named()))))
    assert "secret" not in shown
    assert "Pak" not in shown
    assert NAMED_TEXT not in shown


def test_a_title_of_nothing_is_a_dash(desk: Desk) -> None:
    sign_off = SignOff("기록자", acknowledged=frozenset(CHECKLIST))
    answer = clear(
        Draft(GENTLE_TEXT), check=desk.check(gentle()), audience="public", sign_off=sign_off, vault=desk.vault
    )
    assert isinstance(answer, Cleared)
    assert answer.content.title == "—"


def test_looking_first_tells_what_would_go_out_and_records_nothing(desk: Desk) -> None:
    desk.knows(p1=desk.record("person", sex="f", origin="KP"))
    sign_off = SignOff("기록자", acknowledged=frozenset(CHECKLIST))
    before = desk.vault.count()
    for again in (False, True):
        found = examine(
            Draft(GENTLE_TEXT, "Appeal"), check=desk.check(gentle()), audience="public", sign_off=sign_off,
            vault=desk.vault,
        )  # fmt: skip
        assert isinstance(found, Examined)
        assert (found.text, found.again, found.overridden) == (GENTLE_TEXT, again, ())
        assert {one.fact for one in found.ledger} == {"sex", "origin"}
        assert repr(found) == "Examined(2 entries, hidden)"
        if not again:
            assert desk.vault.count() == before
            desk.cleared(gentle())


def test_looking_first_refuses_what_the_gate_refuses(desk: Desk) -> None:
    sign_off = SignOff("기록자", acknowledged=frozenset(CHECKLIST))
    found = examine(
        Draft(narrow().text), check=desk.check(narrow()), audience="public", sign_off=sign_off, vault=desk.vault
    )
    assert isinstance(found, Refused)


def test_a_text_in_which_the_reader_finds_nobody_is_no_all_clear(desk: Desk) -> None:
    empty = reading("Words that nobody understands.", [], on=ON)
    assert desk.refused(empty).codes == ("nobody",)
    desk.cleared(empty, acknowledged=("nobody",))
