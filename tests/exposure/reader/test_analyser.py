"""The analyser beside the Korean reader: what it adds, and what is said when it is not there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from underice.exposure.check import weigh
from underice.exposure.reader import analyser, read
from underice.exposure.reader.model import Notice
from underice.exposure.report.marked import Lines
from underice.exposure.report.notices import sentence
from underice.vocabulary.language import LANGUAGES, Language

ON = date(2026, 2, 14)
POST = "무산에서온서른여덟살여성이어제잡혀갔대요 어떡해요"
TEXT = "무산에서 온 38세 여성이 체포됐다. 박설화 이야기가 돌고 있다."


@dataclass(frozen=True)
class Cut:
    form: str
    tag: str
    start: int
    len: int


class Cutter:
    """Takes every word of a text that is listed for a proper noun."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def tokenize(self, text: str) -> Iterator[Cut]:
        for name in self.names:
            at = text.find(name)
            while at >= 0:
                yield Cut(name, "NNP", at, len(name))
                at = text.find(name, at + 1)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    analyser.analyser.cache_clear()
    yield
    analyser.analyser.cache_clear()


def beside(monkeypatch: pytest.MonkeyPatch, found: Cutter | None) -> None:
    monkeypatch.setattr(analyser, "analyser", lambda: found)


def test_without_an_analyser_words_that_run_together_are_told_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    beside(monkeypatch, None)
    assert [one.code for one in analyser.notices(POST, ())] == ["analyser_missing"]
    assert list(analyser.notices(TEXT, ())) == []
    assert "analyser_missing" in [one.code for one in read(POST, date=ON).notices]


def test_it_adds_a_notice_and_changes_nothing_that_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    beside(monkeypatch, None)
    plain = read(TEXT, date=ON)
    word = "김민수"
    text = f"{TEXT} {word}"
    beside(monkeypatch, Cutter(word))
    with_it = read(TEXT, date=ON)
    assert replace(with_it, notices=()) == replace(plain, notices=())
    marked = [one for one in analyser.notices(text, ()) if one.code == "name_unread"]
    assert [text[one.start : one.end] for one in marked] == [word]


def test_a_word_is_told_once_and_not_where_the_reader_marked_it(monkeypatch: pytest.MonkeyPatch) -> None:
    beside(monkeypatch, Cutter("김민수", "여성", "무산시"))
    read_already = read("김민수 씨가 체포됐다.", date=ON)
    assert list(analyser.notices(read_already.text, read_already.spans)) == []
    assert len(list(analyser.notices("김민수 김민수", ()))) == 1


def test_no_more_than_five_words_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("김민수", "박영희", "이철수", "최은경", "정미란", "강동수", "조영남")
    beside(monkeypatch, Cutter(*names))
    assert len(list(analyser.notices(" ".join(names), ()))) == 5


def test_an_analyser_that_is_not_installed_or_broken_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyser, "find_spec", lambda name: None)
    assert analyser.analyser() is None
    analyser.analyser.cache_clear()

    def broken(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(analyser, "find_spec", lambda name: object())
    monkeypatch.setattr(analyser, "import_module", broken)
    assert analyser.analyser() is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_notices_have_a_sentence_with_the_words(lang: Language) -> None:
    reading = replace(read("김민수 이야기", date=ON), notices=())
    for code in ("name_unread", "analyser_missing"):
        notice = Notice("name_unread", 0, 3) if code == "name_unread" else Notice("analyser_missing", 0, 3)
        assert "김민수" in sentence(notice, reading, lang, Lines(reading.text))
    assert weigh(reading).notices == ()


def test_public_figures_and_places_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    beside(monkeypatch, Cutter("김정은", "고성군", "김민수"))
    text = "김정은 고성군 김민수"
    assert [text[one.start : one.end] for one in analyser.notices(text, ())] == ["김민수"]
