"""The English reader on single invented sentences: one expectation each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underice.exposure.reader.document import Document
from underice.exposure.reader.english import read_english
from underice.exposure.reader.model import Label, NoticeCode, Person

DAY = date(2020, 6, 15)


def people(text: str, day: date | None = DAY) -> list[Person]:
    """The people of a text who are not public figures or authors by line."""
    persons, _ = read_english(Document.of(text), day).finish()
    return [person for person in persons if person.role not in ("public_figure", "author")]


def only(text: str) -> Person:
    """The single person of a text."""
    found = people(text)
    assert len(found) == 1, found
    return found[0]


def marked(text: str, label: Label) -> list[str]:
    """The words marked with a label."""
    _, spans = read_english(Document.of(text), DAY).finish()
    return [text[span.start : span.end] for span in spans if span.label == label]


def notices(text: str, day: date | None = DAY) -> list[NoticeCode]:
    """The codes of the notices of a reading."""
    return [notice.code for notice in read_english(Document.of(text), day).notices]


# ------------------------------------------------------------------ names
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kye Song-ran, 31, was arrested in Tumen.", "Kye Song-ran"),
        ("TAK Mun-ho, M, 44, was detained in Dandong.", "TAK Mun-ho"),
        ("Nam Il Gwang, 50, fled last May.", "Nam Il Gwang"),
        ("A woman named Pok-sun, 40, was held in Yanji.", "Pok-sun"),
        ("Her brother Jong-u, 19, was caught in Kunming.", "Jong-u"),
        ("Chŏn Yŏng-hŭi, 28, died in 2019.", "Chŏn Yŏng-hŭi"),
        ("Mi-rae Hwang, 22, crossed the river in 2018.", "Mi-rae Hwang"),
    ],
)
def test_a_romanised_name_is_read_as_written(text: str, name: str) -> None:
    assert name in marked(text, "name")


def test_chinese_characters_in_brackets_are_the_same_person() -> None:
    assert len(people("Kang Il-ho (姜一浩), 41, a welder, was seized in Dalian.")) == 1


def test_the_given_name_alone_is_the_same_person_later() -> None:
    text = "Sim Ok-ran, 30, was arrested in Tumen. Ok-ran has a limp."
    assert marked(text, "name") == ["Sim Ok-ran", "Ok-ran"]
    assert only(text).distinguishing


def test_the_surname_alone_is_the_same_person_later() -> None:
    text = "Ko Chun-sik, 61, was seized near Helong. Ko had worked as a miner."
    assert only(text).occupation == "miner"


def test_two_persons_of_one_name_are_kept_apart_by_age() -> None:
    assert len(people("Ri Un-ju, 24, was arrested in Tumen. Ri Un-ju, 51, was arrested in Yanji.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A miner was arrested in Yanji last week. By Paul Verne.",
        "A miner was arrested in Yanji last week. Photograph: Ines Castel",
        "A miner was arrested in Yanji last week. Ruth Oakley is our correspondent in Asia.",
        "President Moon Jae-in spoke of the miner who was arrested in Yanji.",
        "A miner was arrested in Yanji. Xi Jinping was told.",
        "A miner was arrested in Yanji, said the ministry's spokesman, Baek Tae-hyun.",
    ],
)
def test_reporters_and_office_holders_are_not_marked_as_names(text: str) -> None:
    assert marked(text, "name") == []


def test_somebody_only_told_apart_is_not_marked() -> None:
    text = "Pyon Kum-hi, 33, was arrested in Tumen. She is not the Kum-hi who sings on television."
    assert marked(text, "name") == ["Pyon Kum-hi"]


def test_a_declared_pseudonym_is_noted() -> None:
    person = only("Yon-hwa (not her real name), 27, was detained in Shenyang.")
    assert person.pseudonym


def test_a_helper_is_not_a_person_at_risk() -> None:
    roles = {person.name: person.role for person in people("A pastor, Ma Sung-gil, sheltered Jo Il-su, 20, in Yanji.")}
    assert roles["Ma Sung-gil"] == "helper"


# ------------------------------------------------------------------ sex, age, birth
def test_a_pronoun_gives_the_sex_without_a_mark() -> None:
    text = "Om Song-il, 35, was arrested in Tumen. He is a driver."
    assert only(text).sex == "m"
    assert marked(text, "sex") == []


def test_an_age_gives_a_birth_interval_on_the_day_of_publication() -> None:
    birth = only("Pang Yong-sil, 40, was arrested in Tumen.").birth
    assert birth is not None
    assert (birth.first, birth.last) == (date(1979, 6, 16), date(1980, 6, 15))


def test_two_ages_are_dealt_out_to_two_children() -> None:
    first, second = [
        person for person in people("Kim Ok, 40, was arrested. Her two sons, aged 12 and 9, hid.") if person.sex == "m"
    ]
    assert first.birth
    assert second.birth
    assert first.birth.last < second.birth.first


def test_a_birth_year_and_a_birthplace_are_read() -> None:
    person = only("Yun Chang-su, born in 1971 in Musan, was arrested in Yanji.")
    assert person.birth
    assert person.birth.first.year == 1971
    assert person.origin == ("KP0218",)


def test_a_letter_in_a_list_is_the_sex() -> None:
    assert only("1) RA Un-sim, F, 33, nurse, Hyesan. Arrested Tumen 2020-05-02.").sex == "f"


# ------------------------------------------------------------------ places
def test_where_somebody_comes_from_is_an_origin_and_where_she_is_caught_a_place() -> None:
    text = "A woman from Onsong was caught in Changchun."
    assert marked(text, "origin") == ["Onsong"]
    assert marked(text, "place") == ["Changchun"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry in Beijing did not answer.",
        "SEOUL — The talks went on.",
        "Readers in Pyongyang may differ.",
        "The summit in Hanoi ended early.",
        "A Seoul-based newspaper wrote about trade.",
    ],
)
def test_a_place_that_locates_nobody_is_not_marked(text: str) -> None:
    assert marked(text, "place") == []
    assert marked(text, "origin") == []


def test_a_denied_origin_is_not_marked() -> None:
    text = "Kwon Il-sim, 30, who is not from Hyesan, was arrested in Tumen."
    assert "Hyesan" not in marked(text, "origin") + marked(text, "place")


def test_the_wider_unit_is_in_the_same_words() -> None:
    assert marked("A man from Sinpo, South Hamgyong province, was arrested.", "origin") == [
        "Sinpo, South Hamgyong province"
    ]


# ------------------------------------------------------------------ work
@pytest.mark.parametrize(
    "work", ["tractor driver", "senior colonel", "beekeeper", "statistician", "head of a people's unit"]
)
def test_work_is_read_beside_a_person(work: str) -> None:
    article = "an" if work[0] in "aeiou" else "a"
    assert only(f"So Yong-ran, {article} {work} from Kilju, was arrested in Tumen.").occupation == work


def test_work_said_with_a_verb_is_read() -> None:
    assert only("Hyon Sun-ae, 36, washes dishes in Yanji.").occupation == "washes dishes"


def test_a_workplace_is_read_with_the_work() -> None:
    person = only("Song Chol-u, a fitter at a tractor plant in Kangso, was arrested in Tumen.")
    assert person.workplace == "tractor plant"
    assert person.origin == ("KP1106",)


# ------------------------------------------------------------------ kin
@pytest.mark.parametrize(
    ("words", "relation", "sex"),
    [
        ("wife", "spouse", "f"),
        ("husband", "spouse", "m"),
        ("eldest daughter", "child", "f"),
        ("younger brother", "sibling", "m"),
        ("mother", "parent", "f"),
        ("grandfather", "other", "m"),
        ("sister-in-law", "other", "f"),
        ("nephew", "other", "m"),
        ("stepmother", "other", "f"),
    ],
)
def test_a_relative_is_a_person_tied_to_whose_relative_it_is(words: str, relation: str, sex: str) -> None:
    pronoun = "her" if words == "husband" else "his" if words == "wife" else "her"
    found = people(f"Chae Ryong-ok, 44, was arrested in Tumen with {pronoun} {words}.")
    assert len(found) == 2
    relative = next(person for person in found if person.name is None)
    assert [tie.relation for tie in relative.kin_of] == [relation]
    assert relative.sex == sex


def test_ties_are_kept_on_both_sides() -> None:
    mother, son = people("Paek Un-suk, 41, and her son, Jin-u, 12, were arrested in Tumen.")
    assert [tie.relation for tie in mother.kin_of] == ["parent"]
    assert [tie.relation for tie in son.kin_of] == ["child"]


def test_their_children_belong_to_both_parents_and_are_siblings() -> None:
    found = people("Hong Il, 40, and his wife, Ri Sun, 38, were arrested. Their two daughters were left in Hoeryong.")
    assert [len(person.kin_of) for person in found] == [3, 3, 3, 3]


def test_brothers_are_at_least_two_and_siblings_of_each_other() -> None:
    found = people("Won Ok-hui, 29, was arrested in Tumen. Her brothers are soldiers.")
    assert len(found) == 3
    assert all(len(person.kin_of) == 2 for person in found)


def test_a_later_the_mother_is_the_mother_told_of_before() -> None:
    text = "Ju Hyok, 14, was arrested with his mother. The mother is pregnant."
    assert len(people(text)) == 2
    assert marked(text, "kin") == ["mother", "mother"]


def test_whose_relative_may_be_told_after_of() -> None:
    text = "(a) MUN Tae-il, M, 40. Arrested Tumen 2020-05-02.\n(b) CHA Sol, F, 38, wife of (a)."
    wife = people(text)[1]
    assert [tie.relation for tie in wife.kin_of] == ["spouse"]


def test_a_grandmother_on_whose_back_a_child_was_shares_what_happened() -> None:
    found = people("A boy of four was caught in Yanji on the back of his grandmother.")
    assert [event.kind for person in found for event in person.events] == ["arrest", "arrest"]


# ------------------------------------------------------------------ events
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("was arrested in Tumen", "arrest"),
        ("was rounded up in Tumen", "arrest"),
        ("was held in Tumen", "detention"),
        ("was moved to a detention centre in Tumen", "detention"),
        ("was sent back through Tumen", "return"),
        ("was forcibly returned through Tumen", "return"),
        ("waded the river near Tumen", "crossing"),
        ("fled in 2018", "departure"),
        ("arrived in Bangkok", "arrival"),
        ("was executed in 2019", "death"),
        ("disappeared in Tumen", "other"),
    ],
)
def test_what_happened_has_its_kind(words: str, kind: str) -> None:
    assert kind in [event.kind for event in only(f"Tae Son-ok, 30, {words}.").events]


def test_an_event_has_its_date_and_place() -> None:
    (event,) = only("Ha Myong-jin, 30, was arrested in Shenyang on 3 May 2020.").events
    assert (event.date, event.place[0]) == ("2020-05-03", "GN2034937")


@pytest.mark.parametrize(
    "text",
    [
        "Ha Myong-jin, 30, was not arrested.",
        "Ha Myong-jin, 30, could be sent back.",
        "Ha Myong-jin, 30, fears she will be deported.",
        "Ha Myong-jin, 30, never crossed the river.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert marked(text, "event") == []


def test_the_police_who_arrest_are_not_those_arrested() -> None:
    text = "Police arrested a dentist from Anju in Dandong."
    assert [event.kind for event in only(text).events] == ["arrest"]


def test_who_is_detained_with_somebody_shares_date_and_place() -> None:
    husband, wife = people("Im Gwang-chol, 45, was arrested in Tumen on 2 May. His wife was detained with him.")
    assert husband.events == wife.events


# ------------------------------------------------------------------ groups
def test_a_group_nobody_describes_is_one_person_with_its_size() -> None:
    person = only("Nine North Koreans were arrested in Kunming on 1 June.")
    assert person.group == 9
    assert person.events[0].kind == "arrest"


def test_described_members_carry_the_size_of_their_group() -> None:
    person = only("A 50-year-old welder was among a group of eight arrested in Kunming.")
    assert person.group == 8
    assert person.events[0].place


def test_those_who_signed_are_no_group() -> None:
    assert people("4,300 people have signed. More than 60 witnesses spoke.") == []


# ------------------------------------------------------------------ who tells
def test_the_first_person_of_a_testimony_is_a_person_at_risk() -> None:
    person = only("I was born in 1980 in Kilju. I crossed the river in 2011. I am a nurse.")
    assert (person.role, person.origin, person.occupation) == ("at_risk", ("KP0211",), "nurse")


def test_the_answering_person_of_an_interview_is_the_one_asked() -> None:
    person = only("Q: When did you leave?\nA: I fled in 2015. I am 33.")
    assert person.birth
    assert person.events[0].date == "2015"


def test_a_reporter_who_says_i_is_nobody_at_risk() -> None:
    assert people("My editor sent me to Yanji. I wrote about the weather. I crossed the river twice.") == []


def test_an_author_whose_own_family_was_sent_back_is_kin_of_people_at_risk() -> None:
    text = (
        "Mr. Won Tae-gu gave his answer in a column.\n\nI wrote many articles. My family was sent back to North Korea."
    )
    persons, _ = read_english(Document.of(text), DAY).finish()
    author = next(person for person in persons if person.name == "Won Tae-gu")
    assert author.role == "author"
    assert author.kin_of


def test_what_readers_write_below_an_article_is_left_out() -> None:
    text = "Kim Su-ran, 30, was arrested in Tumen. " * 3 + "\nLeave a Reply\nMy sister, 20, was arrested too."
    assert marked(text, "kin") == []


# ------------------------------------------------------------------ distinguishing
@pytest.mark.parametrize(
    "words",
    [
        "walks with a limp",
        "has a scar on her left cheek",
        "is seven months pregnant",
        "requires dialysis",
        "is missing two fingers",
    ],
)
def test_what_few_share_is_marked(words: str) -> None:
    assert only(f"Ri Hwa-sun, 30, was arrested in Tumen. She {words}.").distinguishing


# ------------------------------------------------------------------ notices
def test_without_a_date_births_stay_open_and_a_notice_says_so() -> None:
    text = "Ri Hwa-sun, 30, was arrested in Tumen."
    assert people(text, None)[0].birth is None
    assert "date_missing" in notices(text, None)


def test_an_impossible_age_is_a_notice_and_no_birth() -> None:
    text = "Ri Hwa-sun, 180, was arrested in Tumen."
    assert "age_impossible" in notices(text)
    assert only(text).birth is None


def test_contradictory_ages_are_a_notice() -> None:
    assert "age_contradiction" in notices("Ri Hwa-sun, born in 1950, was arrested in Tumen. She is 30.")


# ------------------------------------------------------------------ laws
@settings(max_examples=60, deadline=timedelta(seconds=5))
@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    persons, spans = read_english(Document.of(text), DAY).finish()
    refs = {person.ref for person in persons}
    assert all(set(span.refs) <= refs for span in spans)


_PIECES = [
    "Ri Un-sil",
    ", 34,",
    " was arrested",
    " in Tumen",
    " on 3 May",
    " his wife",
    " and ",
    ". She ",
    "(",
    ")",
    " two sons",
    " of nine",
    " I ",
    " my mother",
    '"',
    " said",
    "\n",
    "Q: ",
    "A: ",
    " from Musan",
    " a miner",
    "'s",
    " they ",
    " the girl",
]


@settings(max_examples=120, deadline=timedelta(seconds=5))
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_no_row_of_telling_words_makes_it_fail(pieces: list[str]) -> None:
    text = "".join(pieces)
    _, spans = read_english(Document.of(text), DAY).finish()
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
