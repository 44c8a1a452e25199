"""The English reader on families of expression: forms, tables, turns of speech, one of several, names given later."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exposure.reader.english.told import called, marked, people
from underice.exposure.reader.model import Person

FORM = """**Urgent: three at risk**
Name: MUN Chol-ung; Sex: M; Date of birth: 2 February 1979; Occupation: lathe operator, Sunchon cement works
Details: Arrested in Tonghua on 18 May 2020 together with his wife.

Name: withheld
Sex: F
Age: 24
Place of origin: Musan County
Profession: schoolgirl
Details: Held in Tumen detention centre since 1 June. She is five months pregnant.

Name: Lucky (pseudonym)
Sex: female
Born: 1961
Hometown: Hyesan
Status: released on 3 June after a stroke; cannot speak
"""

TABLE = """| No. | Name | Sex | Age | From | Work | What happened |
|---|---|---|---|---|---|---|
| 1 | Tak Ok-ran | F | 52 | Haeju | seamstress | arrested Tonghua, 9 May |
| 2 | withheld | F | 20 | Haeju | – | daughter of no. 1; same day |
| 3 | Ri Yun-chol | M | b. 1990 | Kaechon | coal miner | returned via Dandong on 3 June 2020 |
| 4 | his partner (name withheld) | F | 60s | Musan | nurse | with no. 3 |

No. 3's father, a retired pilot of 66, died on hearing of it. Nos. 1 and 2 were seen in Yanji.
"""

TURNS = """INTERVIEWER: Where do you live?
MRS. KO: In Incheon. I kept the accounts at a fertiliser plant in Hungnam. My husband was a crane driver.
INTERVIEWER: When were you arrested?
MRS. KO: In the autumn of 2009, in Helong. They sent me back in October.
INTERVIEWER: And your cousin?
MRS. KO: My cousin Myong-guk is thirty-seven, three years older than I am.
"""


def happened(person: Person) -> set[str]:
    """Kinds of what befell a person."""
    return {event.kind for event in person.events}


# ------------------------------------------------------------------ forms and tables
def test_a_form_on_one_line_gives_its_fields() -> None:
    person = called(FORM, "MUN Chol-ung")
    assert (person.sex, person.occupation, person.workplace) == ("m", "lathe operator", "Sunchon cement works")
    assert person.birth
    assert person.birth.first == person.birth.last == date(1979, 2, 2)
    assert [(event.kind, event.date) for event in person.events] == [("arrest", "2020-05-18")]
    assert [tie.relation for tie in person.kin_of] == ["spouse"]


def test_a_form_over_several_lines_is_one_person_even_without_a_name() -> None:
    person = next(person for person in people(FORM) if person.distinguishing == ("five months pregnant",))
    assert (person.name, person.sex, person.origin, person.occupation) == (None, "f", ("KP0218",), "schoolgirl")
    assert person.birth
    assert person.birth.first == date(1995, 6, 16)
    assert [(event.kind, event.date) for event in person.events] == [("detention", "2020-06-01")]


def test_an_assumed_name_in_a_form_is_a_pseudonym() -> None:
    person = called(FORM, "Lucky")
    assert person.pseudonym
    assert person.birth
    assert person.birth.first.year == person.birth.last.year == 1961
    assert happened(person) == {"other"}


def test_rows_of_a_table_are_people() -> None:
    rows = {person.name: person for person in people(TABLE) if person.name}
    assert set(rows) == {"Tak Ok-ran", "Ri Yun-chol"}
    assert rows["Tak Ok-ran"].occupation == "seamstress"
    assert rows["Ri Yun-chol"].origin == ("KP0704",)
    assert [(event.kind, event.date) for event in rows["Ri Yun-chol"].events] == [("return", "2020-06-03")]


def test_a_row_may_point_to_another_row() -> None:
    daughter = next(person for person in people(TABLE) if any(tie.relation == "child" for tie in person.kin_of))
    assert ("arrest", "2020-05-09") in [(event.kind, event.date) for event in daughter.events]
    partner = next(p for p in people(TABLE) if any(tie.relation == "spouse" for tie in p.kin_of) and p.name is None)
    assert happened(partner) == {"return"}


def test_people_of_a_table_are_told_of_by_number_below_it() -> None:
    father = next(p for p in people(TABLE) if p.occupation == "pilot")
    assert happened(father) == {"death"}
    assert father.birth
    assert "other" in happened(called(TABLE, "Tak Ok-ran"))


def test_a_table_without_people_tells_of_nobody() -> None:
    assert people("| Month | Calls |\n|---|---|\n| May | 14 |\n| June | 9 |\n") == []


# ------------------------------------------------------------------ turns of speech
def test_the_name_before_a_turn_of_speech_is_the_one_who_answers() -> None:
    person = called(TURNS, "KO")
    assert person.sex == "f"
    assert person.occupation == "kept the accounts"
    assert (person.workplace, person.origin) == ("fertiliser plant", ("KP0307",))


def test_a_short_answer_tells_when_and_where_the_thing_asked_happened() -> None:
    arrest = next(event for event in called(TURNS, "KO").events if event.kind == "arrest")
    assert (arrest.date, arrest.place) == ("2009-23", ("GN2036933",))


def test_they_sent_me_back_is_a_return() -> None:
    assert "return" in happened(called(TURNS, "KO"))


def test_of_two_ages_compared_the_unknown_one_is_learned() -> None:
    birth = called(TURNS, "KO").birth
    assert birth
    assert birth.last == date(1986, 6, 15)


# ------------------------------------------------------------------ one of several
def test_the_elder_and_the_other_are_told_apart_by_age() -> None:
    text = (
        "Six people were seized in Yanji. They included two women called Ri Un-mi. The elder, from Kusong, is 50; "
        "the other, a 19-year-old, grew up in Uiju. The elder Ri's husband died in Sinuiju. The teenager has a limp."
    )
    first, second = [person for person in people(text) if person.name == "Ri Un-mi"]
    assert (first.origin, second.origin) == (("KP0603",), ("KP0620",))
    assert [tie.relation for tie in first.kin_of] == ["spouse"]
    assert second.distinguishing == ("a limp",)
    assert "teenager" in marked(text, "age")


@pytest.mark.parametrize(
    ("words", "young"),
    [("the younger", True), ("the former", False), ("the latter", True), ("the second", True), ("the first", False)],
)
def test_ordinal_words_mean_one_of_two(words: str, young: bool) -> None:
    text = f"A man aged 50 and a man aged 20 were arrested in Yanji; {words}, Pak Chol-su, has a scar on his chin."
    birth = called(text, "Pak Chol-su").birth
    assert birth
    assert (birth.first.year > 1990) == young


def test_one_of_the_women_and_another_are_members_of_the_earlier_group() -> None:
    text = (
        "Five women, all in their twenties, were rounded up in Yanji on Saturday. One of the women, Sok Yong-a, taught "
        "kindergarten in Orang; another, known as Nana, plays the accordion. One of them, Pyon Kil-nyo, needs insulin."
    )
    assert {"Sok Yong-a", "Nana", "Pyon Kil-nyo"} <= {person.name for person in people(text)}
    assert len(people(text)) == 5
    assert all(happened(person) == {"arrest"} for person in people(text))


def test_the_two_are_the_last_two() -> None:
    text = "Han Un-ju, 30, waited with Cho Il-su, 31. Border guards stopped the two near Helong on 3 June."
    assert all(happened(person) >= {"arrest"} for person in people(text))


def test_neither_woman_means_both_of_the_women() -> None:
    text = "Han Un-ju, 30, was arrested in Yanji with her sister. Neither woman has seen a lawyer."
    assert [person.sex for person in people(text)] == ["f", "f"]
    assert "woman" in marked(text, "sex")


def test_the_third_of_four_daughters_has_three_sisters() -> None:
    text = "I grew up the third of four daughters in a settlement outside Tanchon. In 2004 I crossed the Tumen."
    assert sorted(tie.relation for tie in people(text)[0].kin_of) == ["sibling"] * 3
    assert people(text)[0].origin


def test_two_sisters_told_after_a_man_are_not_his() -> None:
    text = "A man aged 52 and two sisters were arrested in Yanji on 7 May."
    man, *sisters = people(text)
    assert man.kin_of == ()
    assert all([tie.relation for tie in sister.kin_of] == ["sibling"] for sister in sisters)


def test_what_befell_a_group_befell_those_described_in_it() -> None:
    text = (
        "A group of nine North Koreans was arrested near Hekou on 3 May. Among them are two sisters, aged 19 and 22, "
        "and a man in his fifties, a former miner who taught at a primary school in Kilju. The group is held in Kunming."
    )
    assert [person.group for person in people(text)] == [9, 9, 9]
    assert all(happened(person) == {"arrest", "detention"} for person in people(text))
    assert [person.workplace for person in people(text)] == [None, None, "primary school"]


# ------------------------------------------------------------------ names given later
def test_names_follow_the_descriptions_of_the_lead() -> None:
    text = (
        "An army medic and the brother-in-law who paid for her journey are missing. Hong Kyong-hui, 31, was stopped "
        "with Pak Ju-song in Lang Son on April 9."
    )
    assert called(text, "Hong Kyong-hui").occupation == "army medic"
    assert len(people(text)) == 2


def test_a_relative_just_brought_in_bears_the_name_that_begins_the_next_sentence() -> None:
    text = "Nam Kwang-ho, 58, mends watches. He had a twin. Kwang-il drove a lorry in Sunchon."
    assert [tie.relation for tie in called(text, "Kwang-il").kin_of] == ["sibling"]


def test_he_signs_himself_gives_a_name() -> None:
    text = "My nephew, 19, is a soldier at Thongchon. He signs himself Chol-min."
    assert called(text, "Chol-min").occupation == "soldier"


def test_what_somebody_is_called_is_a_name_of_the_one_called_so() -> None:
    text = "Ko Sun-bok, 44, was arrested in Yanji with her nephew. He calls her auntie Rye."
    assert marked(text, "name") == ["Ko Sun-bok", "Rye"]
    assert len(people(text)) == 2


def test_asked_to_be_called_only_gives_a_name() -> None:
    assert called("I was arrested in Yanji in 2019. I asked to be called only Jun.", "Jun").events


def test_a_name_in_capitals_may_be_made_of_words() -> None:
    assert called("looking 4 KO SUN BOK, 44, missing since sat.", "KO SUN BOK").events[0].date == "2020-06-13"


def test_somebody_without_an_antecedent_is_new() -> None:
    text = "The letter came in May. He was nineteen, she wrote, a student of the conservatory in Pyongyang."
    person = people(text)[0]
    assert (person.sex, person.occupation, person.origin) == ("m", "student", ("KP10",))


def test_whose_daughter_is_the_daughter_of_the_one_before() -> None:
    text = "Han Un-ju, 30, was arrested in Yanji. She hid with the landlord, whose own daughter, Mina, is eight."
    assert [tie.relation for tie in called(text, "Mina").kin_of] == ["child"]


def test_the_helper_who_found_somebody_is_told_of() -> None:
    text = "O Pun-hui, 26, formerly a sergeant, thanks the Thai farmer who found her outside Chiang Rai on July 2."
    farmer = next(person for person in people(text) if person.occupation == "farmer")
    assert happened(farmer) == {"other"}
    assert called(text, "O Pun-hui").occupation == "sergeant"


def test_sister_before_a_name_in_capitals_is_a_title() -> None:
    text = "Tak Il, 29, a deserter, was arrested in Yanji. Behind him is Sister Agnes, who hid him."
    assert all(not person.kin_of for person in people(text))


# ------------------------------------------------------------------ places, times, events
@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Sim Bok-sil, 58, delivered babies in Koksan for years.", "KP0814"),
        ("She fled in 2019. Sim Bok-sil, 58, is known in Kanggye, where she was a switchboard operator.", "KP0501"),
        ("Sim Bok-sil, 58, mends watches, as she did at the state repair shop in Pyongsong.", "KP0701"),
        ("Sim Bok-sil, 58, drove a lorry for the Sunchon cement works.", "KP0705"),
    ],
)
def test_where_somebody_worked_at_home_is_an_origin(text: str, origin: str) -> None:
    assert called(text, "Sim Bok-sil").origin == (origin,)


def test_those_taken_away_were_taken_where_they_lived() -> None:
    text = "Seven North Koreans who had been living in Pakse, southern Laos, were taken away on Monday."
    arrest = next(event for event in people(text)[0].events if event.kind == "arrest")
    assert arrest.place == ("GN1654379",)


def test_the_day_of_a_letter_is_not_the_day_of_the_arrest_it_is_about() -> None:
    text = "On 14 March, I wrote a letter to the ministry about the nine North Koreans who were arrested in Yanji."
    assert [event.date for event in people(text)[0].events if event.kind == "arrest"] == [None]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Her nephew was arrested in Yanji with a boy then three.", "three"),
        ("Ri Il, 40, was arrested with a grandson of five, So Un.", "five"),
        ("My ma (53) was arrested in Yanji.", "53"),
        ("His two sisters are fifteen and twenty-four; both were arrested.", "fifteen"),
        ("Ri Il was arrested in 2019. At nineteen, he had crossed the Tumen.", "nineteen"),
        ("An infant was arrested in Yanji with Ri Il, 30.", "infant"),
    ],
)
def test_ages_are_told_by_the_words_beside_them(text: str, age: str) -> None:
    assert any(age in words.lower() for words in marked(text, "age"))


@pytest.mark.parametrize(
    "text",
    [
        "When a defector flees, his relatives suffer. The families know it.",
        "The reason that moved me is another one; I pleaded that they be released.",
        "Thousands of North Koreans were sent back. The letter reached us.",
        "The choir was founded in Wonsan in 1907 by a Canadian doctor, Robert Hardie.",
        "Tickets for the coach from Suwon were gone.",
        "What has Mr Guterres done?",
    ],
)
def test_what_is_said_in_general_is_about_nobody(text: str) -> None:
    assert people(text) == []
    assert marked(text, "kin") == marked(text, "event") == []


def test_officers_who_put_somebody_in_a_van_do_it_to_him() -> None:
    text = "Ri Il-su, 19, was well. Officers put him in a van on 6 May."
    assert [event.date for event in called(text, "Ri Il-su").events] == ["2020-05-06"]


def test_left_in_a_caption_is_no_departure() -> None:
    assert happened(called("Tak Song-chol, left, 34, was arrested in Yanji.", "Tak Song-chol")) == {"arrest"}


def test_boys_left_behind_are_children() -> None:
    text = "Her daughter Kyong-ok died of typhoid in 2001, leaving two sons. Pak Un-sil, 71, took the younger along."
    assert sorted(tie.relation for tie in called(text, "Kyong-ok").kin_of)[:2] == ["parent", "parent"]
