"""The English reader on words that only their place explains: unknown work, names, fragments, rows and companions."""

from __future__ import annotations

import pytest

from tests.exposure.reader.english.told import called, marked, people
from underice.exposure.reader.model import Person


def kinds(person: Person) -> set[str]:
    """The kinds of what happened to a person."""
    return {event.kind for event in person.events}


def places(person: Person, kind: str) -> set[str]:
    """Where events of a kind happened to a person (best candidates)."""
    return {event.place[0] for event in person.events if event.kind == kind and event.place}


# ------------------------------------------------------------------ work
@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Han Un-ju, a goatherd from Musan, was arrested in Yanji on 3 June.", "goatherd"),
        ("Han Un-ju, 34, then a rope-maker in Musan, fled in May.", "rope-maker"),
        ("Han Un-ju worked as a swineherd in Musan until she fled in May.", "swineherd"),
        ("1. Han Un-ju, F, 34, shot-firer, Musan. Arrested Yanji 3 June 2020.", "shot-firer"),
        ("Han Un-ju was head cook at a sanatorium in Musan and was arrested in Yanji.", "head cook"),
        ("Cho Il-su, a fisherman's apprentice from Sinpo, was arrested in Yanji.", "fisherman's apprentice"),
        ("Han Un-ju was arrested in Yanji. She used to grow ginseng near Kaesong.", "grow ginseng"),
    ],
)
def test_work_no_list_knows_is_told_by_its_place(text: str, work: str) -> None:
    assert marked(text, "occupation") == [work]


@pytest.mark.parametrize("word", ["resident of Musan", "devout believer", "member of the party", "native of Musan"])
def test_what_somebody_is_besides_is_no_work(word: str) -> None:
    assert marked(f"Han Un-ju, a {word}, was arrested in Yanji on 3 June.", "occupation") == []


def test_work_told_before_the_person_is_hers() -> None:
    text = "Han Un-ju fled in May. A clerk at a cannery in Sinpo, she had two sons."
    assert called(text, "Han Un-ju").occupation == "clerk"


# ------------------------------------------------------------------ names
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Next to me was Okhwa, a nurse from Musan. She was arrested in Yanji.", "Okhwa"),
        ("Nine were arrested in Yanji. A third member of the party, Sin, is a nurse from Musan.", "Sin"),
        ("Chae Rim (27) from Musan was arrested in Yanji.", "Chae Rim"),
        ("Q: What should I call you?\nA: Pom, like the spring. I am from Musan.", "Pom"),
        ("His sister asked to be called M., a weaver. She fled in May.", "M."),
        ("A postman of 35 was caught in Yanji. Jae-gun, for so he was called, is ill.", "Jae-gun"),
    ],
)
def test_names_are_found_where_only_a_person_can_stand(text: str, name: str) -> None:
    assert name in {person.name for person in people(text)}


def test_the_end_of_a_headline_is_no_surname() -> None:
    text = "URGENT: TWO BEING SENT BACK\nHa Myong-jin, 33, and his brother Ha Myong-ho, 30, were detained in Yanji."
    assert {person.name for person in people(text)} == {"Ha Myong-jin", "Ha Myong-ho"}


def test_namesakes_in_a_list_are_two_people() -> None:
    text = (
        "1. Jo Un-ho, male, 30, miner, Musan. Arrested Yanji 3 June.\n"
        "2. Jo Un-ho (no relation), male, 61, cook, Kilju. Arrested Hunchun 4 June."
    )
    assert [person.name for person in people(text)] == ["Jo Un-ho", "Jo Un-ho"]


def test_the_elder_and_the_younger_of_one_name_are_two() -> None:
    text = "Jong Chol the elder, 47, of Musan, and Jong Chol the younger, 24, of Kilju, were arrested in Yanji."
    assert [person.origin for person in people(text)] == [("KP0218",), ("KP0211",)]


def test_what_is_told_of_a_namesake_is_not_told_of_the_person() -> None:
    text = "Ko Chae-son, 50, fled in May. He is not to be confused with the general Ko Chae-son, who died in 1987."
    assert "death" not in kinds(called(text, "Ko Chae-son"))


# ------------------------------------------------------------------ questions and fragments
def test_a_number_that_answers_how_many_is_the_group() -> None:
    text = "Q: How large was your party?\nA: Nine, with the guide. We crossed near Musan in May. I am from Kilju."
    assert {person.group for person in people(text)} == {9}


def test_an_origin_denied_in_the_answer_does_not_stand() -> None:
    text = "Q: You are from Wonsan yourself?\nA: No, that is a mistake. I come from Kowon. I fled in May."
    assert [person.origin for person in people(text)] == [("KP0318",)]


def test_a_fragment_completes_the_event_before_it() -> None:
    text = "Han Un-ju was shot. The night of the third of January, on the ice near Onsong."
    assert {(event.date, event.place) for event in called(text, "Han Un-ju").events} == {("2020-01-03", ("KP0220",))}


def test_a_bare_number_after_how_old_is_the_age() -> None:
    assert marked("Q: How old are you?\nA: Eighteen. I come from Kowon. I fled in May.", "age") == ["Eighteen"]


# ------------------------------------------------------------------ together
def test_those_who_were_with_somebody_share_what_befell_him() -> None:
    text = "Choe Un-il was arrested in Yanji on 3 June. His sister, Choe Un-ok, 25, was with him."
    assert places(called(text, "Choe Un-ok"), "arrest") == {"GN2033467"}


def test_who_sat_beside_the_teller_in_jail_was_held_there() -> None:
    text = (
        "I was held in Hoeryong in 2012. The woman beside me was a nurse from Kilju, Han Un-ju. She died in May 2012."
    )
    assert places(called(text, "Han Un-ju"), "death") == {"KP0203"}


def test_children_of_a_row_keep_their_order() -> None:
    text = (
        "I have three children and fled in May 2010. The eldest, a son, is a miner in Musan. The youngest is in Yanji."
    )
    where = {place for person in people(text) if person.occupation == "miner" for place in places(person, "other")}
    assert "GN2033467" not in where


def test_a_denied_son_is_no_son() -> None:
    text = "Han Un-ju, 30, fled in May. The boy with her is not her son."
    assert [tie for person in people(text) for tie in person.kin_of if tie.relation == "child"] == []


def test_his_widow_was_his_wife() -> None:
    text = "Cho Il-su, a miner from Musan, was executed in May. His widow is in Yanji."
    assert {tie.relation for person in people(text) for tie in person.kin_of} == {"spouse"}


def test_a_town_of_a_clause_is_where_its_subject_lives() -> None:
    text = "Han Un-ju shows the time in Ansan, where she shares a room. She fled Musan in May."
    assert "GN1846918" in places(called(text, "Han Un-ju"), "other")


@pytest.mark.parametrize("river", ["Tumen", "Yalu"])
def test_a_river_is_no_town(river: str) -> None:
    assert marked(f"Han Un-ju, 30, waded across the {river} in May.", "place") == []
    assert marked("Han Un-ju, 30, was held in the Tumen detention centre in May.", "place") == ["Tumen"]


@pytest.mark.parametrize(("word", "number"), [("baby", 1), ("children", 2)])
def test_the_baby_with_its_mother_is_her_child(word: str, number: int) -> None:
    text = f"I fled in May. My wife did not come, she is in Musan with the {word}."
    assert [tie.relation for person in people(text) for tie in person.kin_of].count("child") == 2 * number


def test_the_three_are_those_told_of_before() -> None:
    text = "Son Un-il, 36, his wife Pang Mi-ran and the girl, who is five, hid. The three were seized in Yanji."
    assert [kinds(person) >= {"arrest"} for person in people(text)] == [True, True, True]


def test_the_second_of_a_group_is_somebody_else() -> None:
    text = "Of the four men arrested in Yanji, the first, Ri Un-hak, 41, was a miner. The second, 20, was a cook."
    assert len({person.birth for person in people(text)}) == 2
