"""The English reader on parties told of one after another, and on what questions ask and answers give."""

from __future__ import annotations

import pytest

from tests.exposure.reader.english.told import called, marked, people
from underice.exposure.reader.model import Person


def kinds(person: Person) -> set[str]:
    """The kinds of events of a person."""
    return {event.kind for event in person.events}


def test_those_told_of_one_after_another_belong_to_the_party() -> None:
    text = (
        "Q: Who went with you?\nA: There were five of us. I knew Un-byol, who is thirty-three. "
        "The others were a miner we named Grandad and somebody I never spoke to. We were arrested in Yanji."
    )
    assert called(text, "Un-byol").group == called(text, "Grandad").group == 5


def test_a_count_of_people_told_of_before_is_no_size_of_its_own() -> None:
    text = "Eight North Koreans were arrested in Yanji in May. Ri Chol, 20, is one of them. All eight were freed."
    assert marked(text, "group_size") == ["Eight North Koreans"]


def test_after_a_semicolon_a_namesake_is_somebody_else() -> None:
    text = (
        "Han Chol, 51, was a foreman in Songnim; Han Chol, 17, a pupil from Hyesan, never met him. Both were arrested."
    )
    assert len({person.birth for person in people(text)}) == 2


def test_the_women_are_the_grown_women_told_of() -> None:
    text = (
        "Pang Il-ho, 45, was arrested in Yanji. His wife, Yom Jong-sil, 41, and their twins, seven, are in custody. "
        "So is a woman from Kanggye. The women were moved to Tumen on 3 May 2013."
    )
    moved = [person for person in people(text) if any(event.date == "2013-05-03" for event in person.events)]
    assert [person.sex for person in moved] == ["f", "f"]


def test_their_twins_are_two_children() -> None:
    text = "Pang Il-ho, 45, and his wife, Yom Jong-sil, 41, were arrested in Yanji with their twins."
    assert [tie.relation for tie in called(text, "Pang Il-ho").kin_of].count("parent") == 2


@pytest.mark.parametrize("rank", ["elder", "younger"])
def test_of_two_of_a_name_age_tells_whose_sister_it_is(rank: str) -> None:
    text = (
        "Han Kum-chol, 51, a foreman, and Han Kum-chol, 17, a pupil, were arrested in Yanji. "
        f"The {rank} Han's sister is in Suwon."
    )
    brother = next(person for person in people(text) if person.kin_of and person.occupation)
    assert brother.occupation == ("foreman" if rank == "elder" else "pupil")


def test_where_somebody_lived_is_answered_with_a_home() -> None:
    text = "Q: Where did you live?\nA: In Sinpo. I was arrested in Yanji in May."
    assert marked(text, "origin") == ["Sinpo"]


def test_the_day_of_leaving_may_be_an_answer() -> None:
    text = "Q: When did you leave?\nA: In March 2011, with a man from Riwon. We were arrested in Yanji."
    assert [any(event.date == "2011-03" for event in person.events) for person in people(text)] == [True, True]


def test_whoever_crossed_with_somebody_is_told_in_the_answer() -> None:
    text = "Q: Who crossed with you?\nA: My younger brother. He died in Yanji in May."
    assert all("crossing" in kinds(person) for person in people(text))


def test_that_was_the_day_of_what_was_told_before() -> None:
    text = "They arrested me in Yanji. That was 5 May 2006."
    assert [event.date for person in people(text) for event in person.events] == ["2006-05-05"]


def test_the_boy_long_after_is_the_only_child() -> None:
    text = (
        "Han Un-ju, 33, fled with her little son. Cho Il-su, a miner, went ahead. He had a limp. He was caught in Helong. "
        "The boy is in Vientiane."
    )
    son = next(person for person in people(text) if any(tie.relation == "child" for tie in person.kin_of))
    assert any(event.place == ("GN1651944",) for event in son.events)


@pytest.mark.parametrize(
    ("words", "event"),
    [("stopped at a checkpoint in Yanji", "arrest"), ("kept at a guard station in Yanji", "detention")],
)
def test_the_place_tells_that_it_was_by_force(words: str, event: str) -> None:
    text = f"Han Un-ju, 33, and Cho Il-su, 40, were {words} in May."
    assert all(event in kinds(person) for person in people(text))


def test_whoever_somebody_talks_to_is_not_in_the_row() -> None:
    text = "I was held in Yanji. Ri Un cried. Her father was ill, she told me, and her brother drowned in May."
    assert sum("death" in kinds(person) for person in people(text)) == 1


def test_the_woman_beside_somebody_bears_the_name_behind_the_comma() -> None:
    text = "I was held in Chongjin. The woman next to me, Sim Yong-suk, was about sixty. She died in May."
    assert "death" in kinds(called(text, "Sim Yong-suk"))


def test_sons_may_have_their_ages_without_a_word_for_them() -> None:
    text = "Moon Hye-jin and her two sons, ten and four, were arrested in Yanji."
    assert marked(text, "age") == ["ten", "four"]
