"""The English reader on who is meant: groups and their members, headlines, relatives without an owner, later mentions."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exposure.reader.english.told import called, marked, people
from underice.exposure.reader.model import Label, Person


def relations(person: Person) -> list[str]:
    """What the person is of others, sorted."""
    return sorted(tie.relation for tie in person.kin_of)


def places(person: Person) -> set[str]:
    """Where things happened to a person (best candidates)."""
    return {event.place[0] for event in person.events if event.place}


# ------------------------------------------------------------------ groups
def test_two_of_the_five_named_later_belong_to_the_five() -> None:
    text = (
        "Two of the five people stopped near Yanji on 3 June have been named. Han Un-ju is a nurse. "
        "Cho Il-su, 31, is a miner."
    )
    assert called(text, "Han Un-ju").group == called(text, "Cho Il-su").group == 5


def test_an_origin_of_all_is_that_of_each() -> None:
    text = "Han Un-ju, 30, Cho Il-su, 31, and Pak Chol, 12, all of Sinpo, were arrested in Yanji."
    assert {person.origin for person in people(text)} == {("KP0301",)}


def test_the_youngest_of_a_group_is_one_of_it() -> None:
    text = "Nine North Koreans were arrested in Yanji on 3 June. The youngest of the group has a limp."
    assert [(person.group, "a limp" in person.distinguishing) for person in people(text)] == [(9, True)]


def test_six_of_us_count_the_teller() -> None:
    text = "I am Han Un-ju, a nurse. Six of us crossed the Tumen near Musan in May. We were arrested in Yanji."
    assert {event.kind for event in called(text, "Han Un-ju").events} >= {"arrest"}


def test_the_families_of_a_group_are_its_relatives() -> None:
    text = "The 12 North Koreans were arrested in Shenyang on 3 June. The families wait in Seoul."
    assert "families" in marked(text, "kin")


def test_cellmates_were_held_where_the_teller_was_held() -> None:
    text = "I was held in Onsong from May 2019. In my cell was a woman, 40, called Pok-sun. I was sent back to Musan."
    assert "KP0220" in places(called(text, "Pok-sun"))


# ------------------------------------------------------------------ headlines and page ends
def test_a_headline_speaks_of_those_told_of_below() -> None:
    text = (
        "# Welder Cho Il-su and 17-year-old daughter among nine North Koreans at risk\n"
        "Nine North Koreans were held. Cho Il-su, 41, a welder, was arrested in Yanji with his daughter."
    )
    assert marked(text, "name") == ["Cho Il-su", "Cho Il-su"]
    assert marked(text, "kin") == ["daughter", "daughter"]
    assert marked(text, "group_size")[:1] == ["nine North Koreans"]


def test_a_headline_of_a_trade_means_who_has_it() -> None:
    text = "# The welder who vanished\nCho Il-su, 41, a welder, was arrested in Yanji. He has a limp."
    assert marked(text, "occupation") == ["welder", "welder"]


def test_below_the_end_of_a_page_known_names_are_still_marked() -> None:
    text = (
        "Cho Il-su, 41, a welder, was arrested in Yanji on 3 June with his wife and his mother.\n"
        "He has a limp and needs insulin, his sister in Seoul said on Monday.\n"
        "Leave a Reply\nI knew Cho Il-su. My own father was arrested."
    )
    assert marked(text, "name") == ["Cho Il-su", "Cho Il-su"]


# ------------------------------------------------------------------ relatives
def test_a_mother_of_two_has_two_children() -> None:
    text = "Han Un-ju, 30, a mother of two, was arrested in Yanji. A mother of two has no time, she said."
    assert relations(called(text, "Han Un-ju")) == ["parent", "parent"]


def test_the_father_is_that_of_the_last_child() -> None:
    text = "Han Un-ju, 30, was arrested in Yanji with her son, 4. The father, a welder, died in 2019."
    father = next(person for person in people(text) if person.occupation == "welder")
    assert "parent" in relations(father)


def test_brother_and_sister_are_one_of_each() -> None:
    text = "Han Un-ju, 30, was arrested in Yanji. Her brother and sister wait in Seoul."
    assert sorted(person.sex or "" for person in people(text) if person.name is None) == ["f", "m"]


def test_relatives_of_public_figures_are_nobody() -> None:
    assert people("Xi Jinping spoke. His wife and his relatives were silent.") == []


def test_a_known_name_beside_a_word_for_a_relative_is_that_relative() -> None:
    text = "Pyon Un-ju, 30, and Cho Il-su, 31, were arrested in Yanji. Pyon's husband, Cho Il-su, has a limp."
    assert relations(called(text, "Cho Il-su")) == ["spouse"]


def test_a_list_of_sons_gives_each_his_age() -> None:
    text = "Sin Ok, 45, was arrested with her sons Sin Hyok, 19, and Sin Jin, 8."
    first, second = called(text, "Sin Hyok").birth, called(text, "Sin Jin").birth
    assert first
    assert second
    assert first.last < second.first


def test_his_wife_after_a_comma_may_tell_of_the_name_before() -> None:
    text = "Cho Il-su, 41, was arrested in Yanji. Han Un-ju, his wife, was freed."
    assert relations(called(text, "Han Un-ju")) == ["spouse"]


# ------------------------------------------------------------------ later mentions
def test_for_that_is_her_name_names_the_last_woman() -> None:
    text = "A woman, 40, was held in Yanji. Pok-sun, for that is her name, has a limp."
    assert called(text, "Pok-sun").birth


def test_a_given_name_given_alone_names_the_last_person() -> None:
    text = "A man, 40, was held in Yanji in 2019. He gave only his given name, Hyon."
    assert called(text, "Hyon").birth


def test_the_older_man_is_told_by_his_age() -> None:
    text = "A man, 60, and a boy, 12, were arrested in Yanji. The older man has a limp."
    assert [person.distinguishing for person in people(text)] == [("a limp",), ()]


def test_the_welder_is_the_one_told_of_as_a_welder() -> None:
    text = "Han Un-ju, 30, a nurse, and Cho Il-su, 31, a welder, were arrested in Yanji. The welder has a limp."
    assert called(text, "Cho Il-su").distinguishing == ("a limp",)


def test_the_women_are_those_women_of_the_last_row() -> None:
    text = "Two women, aged 20 and 30, were arrested in Yanji. The women were sent back on 3 June."
    assert all({event.kind for event in person.events} == {"arrest", "return"} for person in people(text))


# ------------------------------------------------------------------ facts and events
def test_a_dismissed_official_was_what_he_was_dismissed_as() -> None:
    text = "Cho Il-su, 41, was dismissed as a stationmaster in 2018. He fled in 2019."
    assert called(text, "Cho Il-su").occupation == "stationmaster"


def test_what_somebody_is_not_is_no_work_of_his() -> None:
    assert called("Cho Il-su, 41, is not a welder. He was arrested in Yanji.", "Cho Il-su").occupation is None


def test_a_ministry_of_something_is_a_workplace_to_its_end() -> None:
    text = "Cho Il-su, 41, a clerk at the Ministry of Foreign Trade, was arrested in Yanji."
    assert marked(text, "workplace") == ["Ministry of Foreign Trade"]


def test_a_second_home_town_is_a_place() -> None:
    text = "Cho Il-su, 41, from Musan, was arrested in Yanji. He is from Hyesan, others say."
    assert called(text, "Cho Il-su").origin == ("KP0218",)
    assert "Hyesan" in marked(text, "place")


def test_who_flees_from_a_town_comes_from_there() -> None:
    assert called("Cho Il-su, 41, fled from Musan in 2019.", "Cho Il-su").origin == ("KP0218",)


def test_one_arrest_in_two_places_keeps_both() -> None:
    text = "Cho Il-su, 41, was arrested in Yanji and Tumen."
    assert places(called(text, "Cho Il-su")) == {"GN2033467", "GN2034340"}


def test_a_reporter_who_is_not_in_danger_has_no_facts() -> None:
    text = (
        "By Lena Moor\nI am a journalist for a paper in Bern, and I asked her where she was held. "
        "Han Un-ju, 30, was held in Yanji. My mother died in 2001."
    )
    assert marked(text, "name") == ["Han Un-ju"]


@pytest.mark.parametrize(
    ("row", "first"),
    [
        ("52", date(1967, 6, 16)),
        ("60s", date(1950, 6, 16)),
        ("3 May 1981", date(1981, 5, 3)),
        ("1990", date(1990, 1, 1)),
    ],
)
def test_a_column_of_ages_takes_ages_decades_days_and_years(row: str, first: date) -> None:
    text = f"| Name | Age or birth | Status |\n|---|---|---|\n| Tak Ok-ran | {row} | arrested in Yanji |\n"
    birth = called(text, "Tak Ok-ran").birth
    assert birth
    assert birth.first == first


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cho Il-su, 41, was arrested in Yanji. The others call him Tiger.", "Tiger"),
        ("Cho Il-su, 41, was arrested in Yanji. He signs himself Bear.", "Bear"),
    ],
)
def test_another_name_is_marked_too(text: str, name: str) -> None:
    assert name in marked(text, "name")
    assert len(people(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "He left his hand on the table. Cho Il-su, 41, has a limp.",
        "Cho Il-su, 41, held the title for years. He took a photograph.",
        "Cho Il-su, 41, crossed the border crossing at Hekou only in his dreams; it never happened.",
        "Was Cho Il-su, 41, arrested?",
        "Cho Il-su, 41, could be arrested, and his arrest would be a crime.",
        "Cho Il-su, 41, works at the cement works. He moved me.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert not {"arrest", "detention", "return", "departure"} & {e.kind for p in people(text) for e in p.events}


def test_our_group_is_the_teller_with_the_others() -> None:
    text = "I am Han Un-ju, a nurse. Our group crossed the Tumen in May. Our group was arrested in Yanji; we were held."
    assert {"crossing", "arrest", "detention"} <= {event.kind for event in called(text, "Han Un-ju").events}


def test_a_number_told_later_is_that_of_the_group_told_before() -> None:
    text = "Eight defectors were arrested in Yanji on 3 June. The eight were sent back on 9 June."
    assert [(p.group, sorted(e.kind for e in p.events)) for p in people(text)] == [(8, ["arrest", "return"])]


def test_the_two_people_are_the_couple() -> None:
    text = "A couple, both 40, were arrested in Yanji. The two people were sent back on 9 June."
    assert all({event.kind for event in person.events} == {"arrest", "return"} for person in people(text))
    assert [relations(person) for person in people(text)] == [["spouse"], ["spouse"]]


def test_the_three_families_are_told_of_without_a_number() -> None:
    text = "Three families were arrested in Yanji on 3 June. Their relatives wait in Seoul."
    assert people(text)[0].group is None
    assert marked(text, "group_size") == ["Three families"]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("The arrested woman, Han Un-ju, 30, is a nurse.", "event", "arrested"),
        ("A detained miner of 40 has a limp.", "event", "detained"),
        ("Han Un-ju, a nurse, b. 1990, was arrested in Yanji.", "birth", "b. 1990"),
        ("Her cousin (F, 33, Musan) was arrested in Yanji.", "age", "33"),
        ("The woman born in 1990 in Musan was arrested in Yanji.", "birth", "born in 1990"),
        ("She was arrested. Han Un-ju, whose surname, Han, is common, has a limp.", "distinguishing", "a limp"),
        ("Eight North Korean refugees were arrested in Yanji.", "group_size", "Eight North Korean refugees"),
        ("A group of about nine defectors was arrested in Yanji.", "group_size", "A group of about nine defectors"),
        ("A clerk (not pictured), 40, from Musan, was arrested in Yanji.", "event", "arrested"),
        ("Police seized Han Un-ju, 30, in Yanji.", "event", "seized"),
        ("The arrest of Han Un-ju, 30, was reported in Yanji.", "event", "arrest"),
        ("Han Un-ju, 30, a wife of a miner in the Musan mine, was arrested.", "kin", "wife"),
        ("Han Un-ju, his wife, and Cho Il, 40, were arrested in Yanji.", "kin", "wife"),
        ("Han Un-ju, 30, was moved to a prison in Hyesan.", "event", "moved to"),
        ("Han Un-ju, 30, vanished with her son.", "event", "vanished with"),
        ("Han Un-ju, 30, an accountant at factory No. 7 in Musan, was arrested.", "workplace", "factory"),
        ("Rim Un-gyong, 30, was arrested on Tuesday. Their baby, a boy, is with the nun.", "sex", "boy"),
    ],
)
def test_words_that_tell_something_are_marked(text: str, label: Label, words: str) -> None:
    assert words in marked(text, label)


@pytest.mark.parametrize(
    "text",
    [
        "Professor Andrei Lankov said that the border is closed.",
        "By Lena Moor and Tom Baker\nThe border is closed.",
        "An officer was not arrested, and no woman was held.",
        "A dozen protesters were arrested in Seoul; the talks held up.",
        "The drowned river left its mark. Every woman knows it.",
    ],
)
def test_nobody_at_risk_is_told_of(text: str) -> None:
    assert marked(text, "name") == marked(text, "event") == []


def test_the_baby_is_the_child_told_of() -> None:
    text = "Han Un-ju, 30, was arrested in Yanji with her daughter, 2. The baby has a limp."
    assert next(person for person in people(text) if person.distinguishing).birth


def test_the_elder_man_is_told_by_age_even_without_a_row() -> None:
    text = "Cho Il-su, 60, was arrested in Yanji. Pak Chol, 20, hid in Tumen. The younger man has a limp."
    assert called(text, "Pak Chol").distinguishing == ("a limp",)


def test_an_author_whose_family_was_sent_back_counts() -> None:
    text = (
        "By Kang Chol-jun\nI am a journalist for a paper in Seoul, and I interviewed the others. "
        "My family was sent back to North Korea in 2011. My own arrest was in 2009."
    )
    assert "family" in marked(text, "kin")
