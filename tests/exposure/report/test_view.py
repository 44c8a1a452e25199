"""The report in words: never "safe", the number before the person, both languages."""

from dataclasses import replace
from datetime import date

import pytest

from tests.exposure.making import MUSAN, SHENYANG, reading
from underice.exposure.check import weigh
from underice.exposure.reader.model import Event, KinTie, Label, Notice, Person, Reading
from underice.exposure.report.view import View, view
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.language import LANGUAGES, Language

AGED_38 = DateInterval(date(1987, 2, 15), date(1988, 2, 14))
TEACHER = Person("p1", "at_risk", sex="f", birth=AGED_38, origin=(MUSAN,), occupation="teacher")
TEXT = "Twelve were arrested.\nA woman of 38 taught in Musan."
WORDS: tuple[tuple[str, Label, str], ...] = (
    ("woman", "sex", "p1"),
    ("38", "age", "p1"),
    ("Musan", "origin", "p1"),
    ("taught", "occupation", "p1"),
)
GROUP = Person("p9", "at_risk", group=12, events=(Event("arrest", "2026-02-08", (SHENYANG,)),))


def shown(lang: Language, *people: Person, k: int = 20, notices: tuple[Notice, ...] = ()) -> View:
    words = WORDS if any(person.ref == "p1" for person in people) else ()
    return view(weigh(reading(TEXT, people, words, notices=notices), k=k), lang=lang)


def everything(shown: View) -> str:
    """All words of a report but the draft's own."""
    rows = [(row.who, row.few, *row.notes, *(cause.kind + cause.gain for cause in row.causes)) for row in shown.rows]
    said = (shown.headline, *shown.facts, *shown.limits, *shown.notices, *(one.words for one in shown.assumptions))
    return " ".join([*said, *(word for row in rows for word in row)])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("people", [(), (TEACHER,), (GROUP,), (replace(TEACHER, name="Pak Sun-i"), GROUP)], ids=len)
def test_the_report_never_says_safe(lang: Language, people: tuple[Person, ...]) -> None:
    said = everything(shown(lang, *people)).lower()
    assert not any(word in said for word in ("safe", "안전", "✓", "✔", "no risk", "문제없"))


def test_the_number_is_a_floor_and_says_so() -> None:
    assert shown("en", TEACHER).rows[0].few.startswith("no fewer than about ")
    assert shown("ko", TEACHER).rows[0].few.startswith("적어도 약 ")


def test_a_person_is_told_with_what_the_draft_tells_and_no_more() -> None:
    assert shown("en", TEACHER).rows[0].who == "woman, aged 38, Musan, North Hamgyong"
    assert shown("ko", TEACHER).rows[0].who == "여성, 38세, 함경북도 무산군"


def test_words_are_quoted_with_the_line_they_stand_in() -> None:
    quote = {cause.quotes[0].words: cause.quotes[0].where for cause in shown("en", TEACHER).rows[0].causes}
    assert quote == {"Musan": "line 2", "38": "line 2", "woman": "line 2"}


def test_words_not_counted_are_shown_with_the_person() -> None:
    assert [cause.quotes[0].words for cause in shown("en", TEACHER).rows[0].uncounted] == ["taught"]


def test_relatives_are_told_by_the_number_of_the_one_they_belong_to() -> None:
    named = replace(TEACHER, name="Pak Sun-i", kin_of=(KinTie("p2", "child"),))
    mother = Person("p2", "kin", sex="f", kin_of=(KinTie("p1", "parent"),))
    assert [row.who.split(", ")[0] for row in shown("en", named, mother).rows] == ["Pak Sun-i", "mother of [1]"]
    assert shown("ko", named, mother).rows[1].few == "[1]의 가족으로 드러남"


@pytest.mark.parametrize(("sex", "word"), [("m", "boy"), ("f", "girl")])
def test_a_child_is_told_as_a_child(sex: str, word: str) -> None:
    child = Person("p2", "at_risk", sex="m" if sex == "m" else "f", birth=DateInterval.year(2016))
    assert shown("en", child).rows[0].who.startswith(word)


def test_a_boy_of_unknown_age_is_told_in_the_draft_s_own_word() -> None:
    found = weigh(reading("A boy came.", [Person("p1", "at_risk", sex="m")], [("boy", "sex", "p1")]))
    assert view(found, lang="en").rows[0].who == "boy"


def test_a_group_is_told_with_event_date_and_place() -> None:
    row = shown("en", GROUP).rows[0]
    assert row.who == "a group of 12: arrest, 8 February 2026, Shenyang, Liaoning"
    assert row.group == "12"
    assert row.level == "group"


def test_an_empty_finding_does_not_clear_the_draft() -> None:
    assert "does not clear the draft" in shown("en", TEACHER, k=1).headline
    assert "내보내도 된다는 뜻은 아닙니다" in shown("ko", TEACHER, k=1).headline


def test_a_draft_without_people_still_wants_a_human_reader() -> None:
    assert "A person must still read it" in shown("en").headline


def test_a_known_group_alone_is_a_finding_in_the_headline() -> None:
    assert "group of fewer than 20" in shown("en", GROUP).headline


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_level_has_its_words(lang: Language) -> None:
    people = [
        replace(TEACHER, name="Pak Sun-i"),
        Person("p2", "at_risk", name="Sunny", pseudonym=True, birth=DateInterval.year(2030)),
        Person("p3", "kin", sex="m", events=(Event("death", "2019"),)),
        Person("p4", "helper", name="김"),
        Person(
            "p5", "at_risk", sex="f", birth=DateInterval.year(2021), origin=(MUSAN,), events=(Event("arrival", "2023"),)
        ),
        Person("p6", "author", kin_of=(KinTie("p3", "sibling"),)),
    ]
    rows = shown(lang, *people).rows
    assert {row.level for row in rows} >= {"identified", "few", "dead", "none"}
    assert all(row.who and row.few for row in rows)


def test_no_date_gives_years_of_birth_and_a_notice() -> None:
    undated = Reading(TEXT, "en", None, (TEACHER,), (), (Notice("date_missing"),))
    told = view(weigh(undated), lang="en")
    assert told.rows[0].who == "woman, born 1987–1988, Musan, North Hamgyong"
    assert told.notices[0].startswith("No publication date")
    assert "no publication date" in told.facts


def test_an_assumed_date_is_said() -> None:
    assert (
        view(weigh(reading(TEXT, [])), lang="en", date_assumed=True)
        .facts[2]
        .endswith("today assumed: 14 February 2026")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "notice",
    [
        Notice("place_ambiguous", 48, 53, {"text": "Unsan", "candidates": ("KP0406", "KP0412")}),
        Notice("age_impossible", 31, 33, {"text": "180", "age": 180}),
        Notice("age_contradiction", 31, 33, {"text": "38", "ref": "p1"}),
        Notice("date_impossible", 31, 33, {"text": "30 February"}),
        Notice("text_truncated", 0, 0, {"read": 8_000_000, "total": 9_000_000}),
    ],
    ids=lambda notice: notice.code,
)
def test_every_notice_is_one_sentence_with_its_words_and_what_to_do(lang: Language, notice: Notice) -> None:
    said = shown(lang, TEACHER, notices=(notice,)).notices[0]
    assert "{" not in said
    assert notice.code == "text_truncated" or str(notice.fields["text"]) in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_files_cannot_steer_the_terminal(lang: Language) -> None:
    assert view(weigh(reading(TEXT, [])), lang=lang, name="a\x1b[2J\nb").name == "a␛[2J b"
