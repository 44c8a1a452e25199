"""How windows of a long text are cut and joined; the language readers are replaced by a small one that is exact."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.reader import reading as module
from underice.exposure.reader.cast import Cast, Someone
from underice.exposure.reader.document import Document
from underice.exposure.reader.reading import read, to_prediction, windows


def read_tokens(document: Document, anchor: date | None) -> Cast:
    """Every word like `kim/f` names a person with that sex; `kim>han` says kim is the parent of han."""
    cast = Cast(document.text)
    people: dict[str, Someone] = {}
    for word in re.finditer(r"(\w+)/([fm])", document.text):
        person = people.setdefault(word[1], cast.add(word.start(), name=word[1], sex="f" if word[2] == "f" else "m"))
        cast.mark(word.start(1), word.end(1), "name", person)
    for tie in re.finditer(r"(\w+)>(\w+)", document.text):
        cast.tie(people[tie[1]], "parent", people[tie[2]])
    return cast


@pytest.fixture(autouse=True)
def small_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_reader", lambda lang: read_tokens)
    monkeypatch.setattr(module, "WINDOW", 40)


FILLER = "word " * 12


def test_a_person_named_in_two_windows_is_one_person_with_spans_in_both() -> None:
    text = f"kim/f here.\n\n{FILLER}\n\nkim/f again, han/m kim>han"
    told = read(text, lang="en")
    assert [(p.ref, p.name) for p in told.persons] == [("p1", "kim"), ("p2", "han")]
    assert [text[s.start : s.end] for s in told.spans_of("p1")] == ["kim", "kim"]
    assert told.person("p1").kin_of[0].ref == "p2"
    assert told.person("p2").kin_of[0].ref == "p1"


def test_two_people_of_one_name_stay_two_when_they_cannot_be_one() -> None:
    told = read(f"kim/f here.\n\n{FILLER}\n\nkim/m there", lang="en")
    assert [p.sex for p in told.persons] == ["f", "m"]


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(5, 60))
def test_windows_cover_the_text_once_and_none_is_too_long(text: str, size: int) -> None:
    pieces = list(windows(text, len(text), size))
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(0 < b - a <= size for a, b in pieces)


def test_windows_are_cut_between_paragraphs_where_there_are_any() -> None:
    text = "one two three\n\nfour five six\n\nseven"
    assert [text[a:b] for a, b in windows(text, len(text), 18)] == ["one two three\n\n", "four five six\n\n", "seven"]


def test_progress_is_told_after_each_window_and_ends_at_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    text = FILLER * 3
    read(text, lang="en", progress=lambda done, total: seen.append((done, total)))
    assert len(seen) > 1
    assert seen[-1] == (len(text), len(text))


def test_a_text_over_the_limit_is_read_up_to_it_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIMIT", 60)
    told = read(FILLER * 3, lang="en")
    assert [(n.code, n.fields) for n in told.notices] == [("text_truncated", {"read": 60, "total": 180})]


def test_the_prediction_has_the_keys_of_the_drafts_format() -> None:
    told = to_prediction(read("kim/f and han/m kim>han", lang="en", date=date(2012, 2, 14)), "x-1")
    assert (told["id"], told["lang"], told["date"]) == ("x-1", "en", "2012-02-14")
    assert told["persons"][0]["facts"]["kin_of"] == [{"ref": "p2", "relation": "parent"}]
    assert told["spans"][0] == {"start": 0, "end": 3, "label": "name", "ref": "p1"}
