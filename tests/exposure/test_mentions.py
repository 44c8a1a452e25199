"""Names of registered people in a text: every script, every spelling, with Korean particles."""

import random
import unicodedata

import pytest

from tests.exposure.making import reading
from underice.exposure.mentions import Names, with_names
from underice.exposure.name_forms import Folded, hangul_forms
from underice.exposure.reader.model import Person
from underice.people.tables import CODAS, NUCLEI, ONSETS, letters, lines

NAMES = Names({"a": ("최은실",), "b": ("리영희",), "c": ("Kim Ch'ŏl-su",), "d": ("朴成镇",), "e": ("John Carter",)})


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], "".join(one.keys)) for one in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("최은실은 무산에서 왔다.", [("최은실", "a")]),
        ("최 은실 씨가 말했다.", [("최 은실", "a")]),
        ("교원최은실이 왔다.", [("최은실", "a")]),
        ("이영희와 리영희에게", [("이영희", "b"), ("리영희", "b")]),
        ("Ri Yong Hui, Lee Young-hee and Yi Yŏnghŭi", [("Ri Yong Hui", "b"), ("Lee Young-hee", "b"), ("Yi Yŏnghŭi", "b")]),
        ("Choe Un Sil은 교원이었다.", [("Choe Un Sil", "a")]),
        ("Mr Cheol-su Kim's mother", [("Cheol-su Kim", "c")]),
        ("김철수에게 편지를 썼다.", [("김철수", "c")]),
        ("Пак Сон Чин и Цой Ын Силь", [("Пак Сон Чин", "d"), ("Цой Ын Силь", "a")]),
        ("朴成镇(38)", [("朴成镇", "d")]),
        ("they met john carter there", [("john carter", "e")]),
        ("John Carterson", []),
        ("Police in Shenyang said that they left.", []),
        ("아무 이름도 없는 글이다.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_stands(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_offsets_are_those_of_the_text_even_if_it_is_decomposed_or_hides_marks() -> None:
    text = unicodedata.normalize("NFD", "그는 최은실은") + " \u200f최\u200b은실"
    assert [unicodedata.normalize("NFC", text[a.start : a.end]).replace("\u200b", "") for a in NAMES.find(text)] == [
        "최은실",
        "최은실",
    ]


def test_namesakes_are_both_meant() -> None:
    assert Names({"a": ("최은실",), "b": ("Choe Un-sil",)}).find("최은실")[0].keys == ("a", "b")


def test_nobody_registered_is_nobody_found() -> None:
    assert Names({}).find("최은실") == ()
    assert len(Names({"a": ("최은실", "Choe Un Sil")})) == 2


def test_a_name_that_the_reader_passed_over_makes_a_person_and_a_known_one_is_hers() -> None:
    text = "은실이 왔다. 리영희도 왔다."
    made = reading(text, [Person("p1", "at_risk", name="리영희")], [("리영희", "name", "p1")], lang="ko")
    again, meant = with_names(made, Names({"b": ("리영희",)}))
    assert (again, meant) == (made, {"p1": ("b",)})
    bare = reading(text, [], lang="ko")
    again, meant = with_names(bare, Names({"b": ("리영희",)}))
    assert [one.name for one in again.persons] == ["리영희"]
    assert [(span.label, span.refs) for span in again.spans] == [("name", ("p1",))]
    assert meant == {"p1": ("b",)}


def test_a_registered_name_in_the_words_of_a_public_figure_is_a_person_at_risk() -> None:
    made = reading(
        "Ri Yong Hui spoke", [Person("p1", "public_figure", name="Ri Yong Hui")], [("Ri Yong Hui", "name", "p1")]
    )
    assert with_names(made, NAMES)[0].persons[0].role == "at_risk"


def test_names_show_nothing_when_printed() -> None:
    assert "최" not in repr(NAMES) + repr(NAMES.find("최은실")[0])


def test_forms_of_a_name_follow_north_and_south() -> None:
    assert {"리영희", "이영희", "이 영희"} <= set(hangul_forms("리영희"))
    assert hangul_forms("Wolfgang Schmidt") == ()


def test_folding_keeps_every_character_s_place() -> None:
    text = "ＡＢ\u200b가\u1100\u1161ﬁ"
    folded = Folded(text)
    assert len(folded.cased) == len(folded.small) == len(folded.first) == len(folded.last)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.first, folded.last, strict=True))


def _spelling(unit: str, scheme: str) -> str:
    table = {
        (part, letter): dict(field.split("=", 1) for field in text.split("|"))[scheme].split()[0].rpartition(":")[0]
        for part, letter, text in lines("schemes.tsv")
    }
    onset, nucleus, coda = letters(unit)
    parts = (("onset", ONSETS[onset]), ("nucleus", NUCLEI[nucleus]), ("coda", CODAS[coda]))
    return "".join(table[one] for one in parts if one[1] != "-" and table[one] != "-")


def test_names_written_in_many_schemes_are_found_in_both_languages() -> None:
    draw = random.Random(7)
    people = {
        draw.choice("김리박최정강조윤장림") + draw.choice("은영희철광혁순옥금명") + draw.choice("실수미춘화일남경애국")
        for _ in range(40)
    }
    known = Names({name: (name,) for name in people})
    told, missed = 0, []
    for name in sorted(people):
        for scheme in ("rr", "mr", "dprk", "press", "kontsevich"):
            surname, first, second = (_spelling(unit, scheme).capitalize() for unit in name)
            for written in (
                f"{surname} {first}-{second.lower()}",
                f"{first}-{second.lower()} {surname}",
                f"{surname.upper()} {first} {second}",
            ):
                text = draw.choice(
                    ["관계자는 {}은 아프다고 했다.", "Police took {} to Shenyang.", "{}'s mother"]
                ).format(written)
                told += 1
                if not any(name in one.keys for one in known.find(text)):
                    missed.append(written)
    assert len(missed) <= 0.02 * told, missed[:10]
