"""Who was read out of words that are nobody's can be left out; the words stay."""

from hypothesis import given
from hypothesis import strategies as st

from tests.intake.making import a_list, mother_and_son, person
from underice.intake.digest import digest
from underice.intake.leaving_out import leaving_out


def test_nobody_left_out_leaves_the_list_as_it_was() -> None:
    assert leaving_out(mother_and_son(), ()) == mother_and_son()


def test_who_is_left_out_goes_with_her_ties_and_her_row_stays_a_remark() -> None:
    found = leaving_out(mother_and_son(), {"2"})
    assert [one.ref for one in found.people] == ["3"]
    assert found.ties == ()
    assert [(row.kind, row.text) for row in found.rows] == [
        ("title", "잡혀간 사람들"), ("remark", "1. 최은실 여 38세 무산"), ("people", "2. 아들 9세"),
    ]  # fmt: skip


def test_a_row_of_several_people_keeps_the_others() -> None:
    intake = a_list(["1. 김영희와 아들"], [person("1", ("name", "김영희")), person("1.1", ("sex", "m"))])
    (row,) = leaving_out(intake, ["1.1"]).rows
    assert (row.kind, row.people) == ("people", ("1",))


@given(st.sets(st.sampled_from(["2", "3", "9"])))
def test_whoever_is_left_out_the_list_is_recognised_when_it_comes_again(refs: set[str]) -> None:
    intake = mother_and_son()
    found = leaving_out(intake, refs)
    assert digest(found.rows) == digest(intake.rows)
    assert {one.ref for one in found.people} == {"2", "3"} - refs
