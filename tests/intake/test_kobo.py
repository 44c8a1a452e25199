"""Reading Kobo's JSON export."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.formats_helpers import check_whole, codes, said, sample, ties, words
from underice.intake.kobo import left_out, questions, read_kobo
from underice.intake.kobo_people import MOST_PEOPLE
from underice.intake.model import Intake

SECRETS = [
    "Zk3pQ9device", "8613000000777", "89860000000000000777", "460000000000777", "fieldworker7", "reviewer3",
    "41.805699", "123.431472", "41.7 123.4", "T21:10", "T21:44", "f" * 32, "media_file",
]  # fmt: skip


def kobo(*submissions: object) -> Intake:
    return read_kobo(json.dumps(submissions, ensure_ascii=False).encode(), name="x.json")


def test_every_submission_is_a_row_and_says_its_own_day() -> None:
    intake = read_kobo(sample("kobo_export.json"), name="kobo_export.json")
    check_whole(intake)
    assert [row.kind for row in intake.rows] == ["people"] * 4 + ["not-understood"]
    assert [row.said_on for row in intake.rows] == ["2026-02-09"] * 2 + ["2026-02-10"] * 3
    assert intake.said_on is None


def test_questions_are_known_by_their_words_in_any_version_of_the_form() -> None:
    intake = read_kobo(sample("kobo_export.json"), name="")
    assert said(intake, "1")[1:6] == [
        ("name", "김영희"), ("name", "金英姬"), ("sex", "f"), ("age", "38"), ("origin", "량강도 혜산시"),
    ]  # fmt: skip
    assert said(intake, "2") == [("name", "최은경"), ("sex", "f"), ("age", "47세"), ("origin", "무산")]
    assert ("age", "52") in said(intake, "3")


def test_repeated_groups_are_further_people_with_ties() -> None:
    intake = read_kobo(sample("kobo_export.json"), name="")
    assert ties(intake) == [
        ("1", "1.1", "mother"), ("1", "1.2", "husband"), ("1", "1.3", "son"), ("3", "3.1", "daughter"),
    ]  # fmt: skip
    assert said(intake, "1.3") == [("age", "9"), ("sex", "m")]
    assert said(intake, "3.1") == [("name", "Han Sol A"), ("birth", "2017"), ("sex", "f")]
    assert [one.ref for one in intake.people if not one.in_list] == ["1.1", "1.2", "1.3", "3.1"]


def test_a_list_in_a_submission_of_nobody_in_particular_counts_its_people() -> None:
    intake = read_kobo(sample("kobo_export.json"), name="")
    assert [one.in_list for one in intake.people if one.row == 4] == [True, True]
    assert ("remark", "place of arrest: 선양") in said(intake, "4.2")


def test_no_value_that_was_left_out_survives_anywhere() -> None:
    data = sample("kobo_export.json")
    intake = read_kobo(data, name="")
    assert [secret for secret in SECRETS if secret.encode() not in data] == []
    assert [secret for secret in SECRETS if secret in words(intake)] == []
    assert set(intake.dropped) == {
        "_attachments", "_geolocation", "_submitted_by", "by_whom", "deviceid", "end", "formhub/uuid", "location",
        "phonenumber", "route/point", "simserial", "start", "subscriberid", "username",
    }  # fmt: skip


@pytest.mark.parametrize("cut", range(60, 5900, 41))
def test_no_such_value_survives_in_a_file_that_was_cut_off(cut: int) -> None:
    intake = read_kobo(sample("kobo_export.json").decode()[:cut].encode(), name="")
    check_whole(intake)
    assert [secret for secret in SECRETS if secret in words(intake)] == []


@given(st.integers(0, 5800), st.sampled_from(list('"{}[],:\\\n')))
def test_no_device_number_survives_in_a_file_that_was_damaged(at: int, mark: str) -> None:
    text = sample("kobo_export.json").decode()
    intake = read_kobo((text[:at] + mark + text[at:]).encode(), name="")
    # Damage inside the very name of a question, or inside a value, makes it another one.
    near = text[max(0, at - 60) : at + 60]
    assert [one for one in SECRETS if one in words(intake) and one not in near] == []


def test_what_is_left_of_a_submission_is_word_for_word_and_still_json() -> None:
    intake = read_kobo(sample("kobo_export.json"), name="")
    assert '"person/full_name": "김영희",\n   "person/name_hanja"' in intake.rows[0].text
    for row in intake.rows:
        assert json.loads(row.text)["_xform_id_string"] == "intake_2026"


def test_attachments_are_said_to_lie_elsewhere() -> None:
    assert codes(read_kobo(sample("kobo_export.json"), name="")) == ["attachments-elsewhere"]


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [
        ("group/deviceid", '"x"', True), ("DeviceID", '"x"', True), ("device", '"x"', False),
        ("start", '"2026-02-09T21:10:01.000+08:00"', True), ("start", '"2026-02-09"', False),
        ("_where_latitude", "41.8", True), ("answer", '"41.805699 123.431472"', True),
        ("answer", '"41.8 123.4 0 0;41.9 123.5 0 0"', True), ("answer", '"38.5"', False), ("answer", "", False),
    ],
)  # fmt: skip
def test_what_is_left_out_depends_on_name_and_value(key: str, value: str, left: bool) -> None:
    assert left_out(key, value) is left


def test_a_name_spelt_with_escapes_is_still_known() -> None:
    intake = read_kobo(b'[{"devic\\u0065id": "secret", "name": "Ri Un"}]', name="")
    assert "secret" not in words(intake)
    assert intake.dropped == ("deviceid",)


def test_a_question_named_after_a_relative_tells_of_a_further_person() -> None:
    intake = kobo({"name": "김영희", "어머니_이름": "리순옥", "father_name": "Kim Il Sik"})
    assert ties(intake) == [("1", "1.1", "mother"), ("1", "1.2", "father")]


def test_the_child_named_in_a_repeated_group_is_the_one_told_of() -> None:
    intake = kobo({"name": "김영희", "children": [{"children/child_name": "박은별", "children/child_age": 9}]})
    assert said(intake, "1.1") == [("name", "박은별"), ("age", "9")]
    assert ties(intake) == [("1", "1.1", "child")]


def test_a_relative_named_inside_a_repeated_group_belongs_to_the_one_told_of_there() -> None:
    intake = kobo({"name": "Ri", "family": [{"name": "박철남", "relation": "남편", "mother_name": "리순옥"}]})
    assert sorted(ties(intake)) == [("1", "1.2", "husband"), ("1.2", "1.1", "mother")]


def test_a_question_without_a_name_says_what_it_says() -> None:
    assert said(kobo({"name": "Ri", "": "words", "/": "more"}), "1")[1:] == [("remark", "words"), ("remark", "more")]


def test_kin_left_behind_are_said_to_be() -> None:
    intake = kobo({"name": "김영희", "family_left_behind": [{"name": "박철남", "relationship": "husband"}]})
    assert intake.ties[0].left_behind


def test_those_taken_together_are_counted_and_the_head_of_a_family_may_stand_in_the_group() -> None:
    intake = kobo({"arrested_family": [{"name": "김영희", "relation": "self"}, {"name": "박은별", "relation": "딸"}]})
    assert [(one.ref, one.in_list) for one in intake.people] == [("1", True), ("1.1", True)]
    assert ties(intake) == [("1", "1.1", "daughter")]


def test_a_group_inside_a_group_is_read_too() -> None:
    intake = kobo({"name": "김영희", "family": [{"name": "박철남", "family/children": [{"name": "박은별"}]}]})
    assert [one.values("name") for one in intake.people] == [("김영희",), ("박철남",), ("박은별",)]


def test_a_group_of_things_becomes_remarks() -> None:
    intake = kobo({"name": "김영희", "legs": [{"legs/from_town": "선양"}], "colours": ["a", "b"], "ok": True})
    assert said(intake, "1")[1:] == [
        ("remark", "colours: a b"), ("remark", "ok: true"), ("remark", "legs: from town: 선양"),
    ]  # fmt: skip


def test_surname_and_given_name_make_one_name() -> None:
    assert said(kobo({"surname": "Kim", "given_name": "Yong Hui"}), "1") == [("name", "Kim Yong Hui")]
    assert said(kobo({"성": "김", "이름자": "영희"}), "1") == [("name", "김영희")]


def test_codes_of_choices_are_read_with_blanks_for_their_marks() -> None:
    assert ("origin", "hyesan city") in said(kobo({"name": "Ri", "hometown": "hyesan_city"}), "1")
    assert ("sex", "x") in said(kobo({"name": "Ri", "sex": "other"}), "1")


def test_who_asked_is_not_who_answers() -> None:
    assert said(kobo({"interviewer_name": "A", "name": "Ri Un"}), "1")[1] == ("name", "Ri Un")


def test_the_same_submission_twice_is_read_once() -> None:
    intake = kobo({"name": "Ri"}, {"name": "Ri"}, {})
    assert [row.kind for row in intake.rows] == ["people", "repeated", "blank"]


def test_more_relatives_than_any_family_has_are_kept_in_the_row() -> None:
    intake = kobo({"name": "Ri", "family": [{"name": "Kim"}] * (MOST_PEOPLE + 5)})
    assert len(intake.people) == MOST_PEOPLE + 1
    assert codes(intake, 1) == ["too-many-relatives"]
    many = kobo({"name": "Ri", **{f"q{n} mother name": "Kim" for n in range(MOST_PEOPLE + 5)}})
    assert len(many.people) <= MOST_PEOPLE + 1


def test_an_export_that_shows_no_group_but_object_object_is_said() -> None:
    assert codes(kobo({"name": "Ri", "family": "[object Object]"}), 1) == ["object-object"]


def test_an_answer_that_is_no_relation_stays_as_words() -> None:
    assert ("remark", "relationship: neighbour") in said(kobo({"name": "Ri", "relationship": "neighbour"}), "1")


def test_an_own_relation_without_anyone_to_be_related_to_stays_as_words() -> None:
    intake = kobo({"people": [{"name": "Ri", "relation": "딸"}]})
    assert said(intake, "1.1") == [("name", "Ri"), ("remark", "딸")]


def test_only_one_part_of_a_long_export_is_said_to_be_one() -> None:
    data = json.dumps({"count": 2, "next": "more", "results": [{"name": "Ri"}]}).encode()
    assert codes(read_kobo(data, name="")) == ["more-pages"]


def test_every_kind_of_word_has_words() -> None:
    assert {"dropped", "system", "staff", "relation", "family", "left-behind", "counted"} <= set(questions())


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.json_limits.MOST_BYTES", 10)
    assert codes(kobo({"name": "Ri"})) == ["too-large"]


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {"name": "Ri"}
    for _ in range(depth):
        value = {"a": value}
    return value


def test_a_bottomless_submission_costs_time_in_proportion() -> None:
    bomb = b'[{"a":' * 1 + b'{"a":' * 40_000 + b"1" + b"}" * 40_001 + b', {"name": "Ri Un"}]'
    before = time.process_time()
    intake = read_kobo(bomb, name="")
    assert codes(intake, 1)[0] == "too-deep"
    assert said(intake, "2") == [("name", "Ri Un")]
    assert time.process_time() - before < 20
    assert said(kobo(nested(30)), "1") == [("name", "Ri")]
