"""Reading FollowTheMoney."""

import json

import pytest

from tests.intake.formats_helpers import check_whole, codes, said, sample, ties
from underice.intake.followthemoney import MOST_VALUES, meanings, read_followthemoney
from underice.intake.model import Intake
from underice.vocabulary.kinds import kinds


def ftm(*entities: object) -> Intake:
    return read_followthemoney("\n".join(json.dumps(one) for one in entities).encode(), name="x")


def person(uid: str, **props: object) -> dict[str, object]:
    return {"id": uid, "schema": "Person", "properties": props}


def family(person: str, relative: str, *words: str) -> dict[str, object]:
    props = {"person": [person], "relative": [relative], "relationship": list(words)}
    return {"id": "f", "schema": "Family", "properties": props}


@pytest.mark.parametrize(
    ("name", "rows"), [("followthemoney.ftm.json", 12), ("followthemoney_array.json", 4), ("followthemoney_statements.csv", 60)]
)  # fmt: skip
def test_every_entity_or_statement_is_a_row(name: str, rows: int) -> None:
    intake = read_followthemoney(sample(name), name=name)
    check_whole(intake)
    assert (len(intake.rows), len(intake.people)) == (rows, 3)


def test_a_person_says_what_the_kinds_map_to_her_schema() -> None:
    intake = read_followthemoney(sample("followthemoney.ftm.json"), name="")
    assert said(intake, "1") == [
        ("name", "김영희"), ("name", "Kim Yong Hui"), ("name", "金英姬"), ("sex", "f"), ("birth", "1987-09"),
        ("nationality", "KP"), ("birthplace", "량강도 혜산시"), ("occupation", "직포공"),
        ("remark", "2월에 선양에서 체포됨"), ("alias", "순희"), ("name", "Kim Yŏng-hŭi"), ("alias", "Kim Sun Hui"),
    ]  # fmt: skip
    assert [one.known_as for one in intake.people] == ["p-1", "p-2", "p-3"]


def test_several_values_stand_side_by_side() -> None:
    told = said(read_followthemoney(sample("followthemoney.ftm.json"), name=""), "2")
    assert [value for prop, value in told if prop in ("birth", "nationality")] == ["1984", "1985", "KP", "KR"]


def test_a_family_is_a_tie_read_as_the_relative_is_the_relation_of_the_person() -> None:
    intake = read_followthemoney(sample("followthemoney.ftm.json"), name="")
    assert ties(intake) == [("1", "2", "husband"), ("1", "3", "daughter"), ("2", "3", "relative")]
    assert [codes(intake, row) for row in (4, 6, 7, 8)] == [
        [], ["unknown-reference"], ["own-relative"], ["unknown-relation"],
    ]  # fmt: skip
    assert intake.ties[2].as_written == "소꿉친구"


def test_entities_of_other_schemata_are_kept_and_said() -> None:
    intake = read_followthemoney(sample("followthemoney.ftm.json"), name="")
    assert [(row.kind, codes(intake, row.number)) for row in intake.rows[8:11]] == [("remark", ["other-schema"])] * 3


def test_statements_of_one_entity_speak_of_one_person() -> None:
    lines = read_followthemoney(sample("followthemoney.ftm.json"), name="")
    table = read_followthemoney(sample("followthemoney_statements.csv"), name="")
    for one, other in zip(lines.people, table.people, strict=True):
        assert one.known_as == other.known_as
        assert set(one.said) == set(other.said)
    assert [tie.relation for tie in table.ties] == [tie.relation for tie in lines.ties]


def test_the_same_entity_in_two_records_is_one_person_and_said() -> None:
    intake = read_followthemoney(sample("followthemoney.ftm.json"), name="")
    assert intake.rows[11].people == ("1",)
    assert codes(intake, 12) == ["same-entity"]


def test_people_without_an_id_are_different_people() -> None:
    intake = ftm({"schema": "Person", "properties": {"name": ["Ri"]}}, {"schema": "Person", "properties": {}})
    assert [one.known_as for one in intake.people] == [None, None]


def test_a_name_in_parts_is_put_together_family_name_first() -> None:
    assert said(ftm(person("p", lastName=["Pak"], firstName=["Un Byol"])), "1") == [("name", "Pak Un Byol")]


def test_a_bare_value_and_an_entity_written_out_are_taken_for_lists_and_ids() -> None:
    one = {"id": "f", "schema": "Family", "properties": {"person": [{"id": "a"}], "relative": ["b", 3, None]}}
    intake = ftm(person("a", name="Ri"), person("b", name=["Pak"], gender=["other"]), one)
    assert said(intake, "1") == [("name", "Ri")]
    assert ties(intake) == [("1", "2", "relative")]


def test_what_is_no_entity_is_kept_and_said() -> None:
    intake = ftm({"id": "x"}, {"schema": "Person", "properties": []}, 3)
    assert [row.kind for row in intake.rows] == ["not-understood"] * 3
    assert codes(intake) == ["no-people"]
    assert read_followthemoney(b"", name="").rows == ()


def test_more_values_than_anyone_reads_stay_in_the_row() -> None:
    intake = ftm(person("a", alias=[f"Ri {n}" for n in range(MOST_VALUES + 9)]))
    assert "too-many-values" in codes(intake, 1)


def test_a_statement_table_without_its_columns_is_kept_as_words() -> None:
    intake = read_followthemoney(b"entity_id,prop\na,name\n\nb\n", name="")
    assert [row.kind for row in intake.rows] == ["not-understood", "not-understood", "blank", "not-understood"]
    assert codes(intake, 1) == ["not-an-entity"]


def test_short_and_broken_statements_are_kept() -> None:
    head = b"entity_id,prop,schema,value\n"
    intake = read_followthemoney(head + b"a,name,Person\nb\na,name,Person,Ri\nx,name,Event,y\n", name="")
    assert [row.kind for row in intake.rows] == ["heading", "people", "not-understood", "people", "remark"]


def test_a_cell_longer_than_a_reader_takes_is_a_broken_record_and_the_next_is_read() -> None:
    head = b"entity_id,prop,schema,value\n"
    intake = read_followthemoney(head + b'a,name,Person,"' + b"x" * 200_000 + b'"\nb,name,Person,Ri\n', name="")
    assert codes(intake, 2) == ["bad-csv", "row-too-long"]
    assert said(intake, "3") == [("name", "Ri")]


def test_every_property_of_a_person_with_a_counterpart_is_read_back() -> None:
    for name, prop in kinds()["person"].properties.items():
        if prop.followthemoney is not None:
            assert meanings()[prop.followthemoney.removeprefix("Person:")] == name


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.json_limits.MOST_BYTES", 10)
    assert codes(ftm(person("a", name=["Ri"]))) == ["too-large"]


def test_a_family_of_thousands_is_bounded() -> None:
    many = [f"p{n}" for n in range(MOST_VALUES + 1)]
    one = {"id": "f", "schema": "Family", "properties": {"person": many, "relative": many}}
    assert len(ftm(*(person(uid, name=["Ri"]) for uid in many[:30]), one).ties) <= MOST_VALUES
