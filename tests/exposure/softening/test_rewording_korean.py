import unicodedata

import pytest

from tests.exposure.softening.rewrite import softer
from underice.exposure.reader.model import Label, Person, Span
from underice.exposure.softening.rewording import Change, reword

HELD = "지난 8일 선양에서 체포된 이들 가운데는 "


@pytest.mark.parametrize(
    ("text", "fact", "words", "kind", "expected"),
    [
        ("함경북도 무산군에서 살던 38세 여성이 있다.", "age", "38세", "part", "함경북도 무산군에서 살던 30대 후반 여성이 있다."),
        ("함경북도 무산군에서 살던 38세 여성이 있다.", "age", "38세", "decade", "함경북도 무산군에서 살던 30대 여성이 있다."),
        ("함경북도 무산군에서 살던 38세 여성이 있다.", "age", "38세", "drop", "함경북도 무산군에서 살던 여성이 있다."),
        ("함경북도 무산군에서 살던 38세 여성이 있다.", "home", "무산", "region", "북한 북부에서 살던 38세 여성이 있다."),
        ("함경북도 무산군에서 살던 38세 여성이 있다.", "home", "무산", "drop", "38세 여성이 있다."),
        ("함흥 출신의 60대 남성이 있다.", "home", "함흥", "province", "함경남도 출신의 60대 남성이 있다."),
        ("혜산시에서 온 여성과 아홉 살 아들이 있다.", "age", "아홉 살", "young", "혜산시에서 온 여성과 어린 아들이 있다."),
        ("혜산시에서 온 여성과 아홉 살 아들이 있다.", "age", "아홉 살", "drop", "혜산시에서 온 여성과 아들이 있다."),
        ("혜산시에서 온 여성과 아홉 살 아들이 있다.", "kin", "아들", "plain", "혜산시에서 온 여성과 아홉 살 아이가 있다."),
        ("혜산시에서 온 여성과 아홉 살 아들이 있다.", "kin", "아들", "relative", "혜산시에서 온 여성과 아홉 살 가족이 있다."),
        ("혜산시에서 온 리금옥 씨(41)가 있다.", "name", "리금옥", "person", "혜산시에서 온 한 사람(41)이 있다."),
    ],
)  # fmt: skip
def test_softer_words_take_the_particles_that_fit(text: str, fact: str, words: str, kind: str, expected: str) -> None:
    assert softer(HELD + text, fact, words, kind) == HELD + expected


def test_a_mark_said_of_a_person_gives_way_to_that_she_is_one_of_them() -> None:
    text = HELD + "여럿이 있다. 함흥 출신의 60대 남성은 왼손 손가락 두 개가 없다. 모두 갇혀 있다."
    expected = HELD + "여럿이 있다. 함흥 출신의 60대 남성도 그 가운데 있다. 모두 갇혀 있다."
    assert softer(text, "mark", "손가락", "drop") == expected


def test_a_mark_that_has_a_sentence_of_its_own_goes_with_it() -> None:
    text = "함흥 출신의 60대 남성이 선양에서 체포됐다. 그는 왼쪽 다리를 전다. 가족은 소식을 모른다."
    assert softer(text, "mark", "다리", "drop") == "함흥 출신의 60대 남성이 선양에서 체포됐다. 가족은 소식을 모른다."


def test_the_year_of_arrival_is_widened_where_it_stands() -> None:
    text = HELD + "38세 여성이 있다. 2021년 한국에 들어온 오빠가 소식을 전했다."
    assert "2020년대 초 한국에 들어온 오빠" in softer(text, "arrived", "2021년", "part")
    assert "몇 해 전 한국에 들어온 오빠" in softer(text, "arrived", "2021년", "ago")
    assert "있다. 한국에 들어온 오빠" in softer(text, "arrived", "2021년", "drop")


def test_line_ends_and_markdown_stay_and_the_text_is_composed() -> None:
    text = "# 제목\r\n\r\n- **" + HELD + "함경북도 무산군에서 온 38세 여성이 있다.**\r\n> 끝\r\n"
    new = softer(text, "home", "무산", "region")
    assert new.count("\r\n") == text.count("\r\n")
    assert "- **지난" in new
    assert unicodedata.normalize("NFC", new) == new


@pytest.mark.parametrize(
    ("text", "label", "words", "to", "expected"),
    [
        ("그는 최금옥이라는 여성이다.", "name", "최금옥", "", "그는 여성이다."),
        ("최금옥은 여기 있다.", "name", "최금옥", "", "한 여성은 여기 있다."),
        ("최금옥이는 여기 있다.", "name", "최금옥", "", "한 여성은 여기 있다."),
        ("미란이는태국에 있다.", "name", "미란", "", "한 여성은태국에 있다."),
        ("남성이 부인과 함께 갔다.", "sex", "남성", "배우자", "사람이 부인과 함께 갔다."),
        ("그는 95년 5월에 났고 지금은 없다.", "birth", "95년 5월", "", "그는 […]에 났고 지금은 없다."),
    ],
)
def test_softer_words_read_as_a_sentence(text: str, label: Label, words: str, to: str, expected: str) -> None:
    start = text.index(words)
    fact = {"sex": "kin", "birth": "age"}.get(label, label)
    person = Person("p1", "at_risk", sex="f")
    change = Change(Span(start, start + len(words), label, ("p1",)), fact, "any", to, person)
    assert reword(text, "ko", [change]) == expected


def test_a_mark_of_somebody_told_before_goes_with_its_sentence() -> None:
    text = "선양에서 38세 여성이 체포됐다. 이 여성은 왼쪽 다리를 전다. 가족은 소식을 모른다."
    assert softer(text, "mark", "다리", "drop") == "선양에서 38세 여성이 체포됐다. 가족은 소식을 모른다."
